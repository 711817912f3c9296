"""Problems of the tables reasons, findings and adjustments."""

from parindex.engine.problems import Severity, Text
from parindex.package.catalogue.kind import Kind

REASON_CODE_MISSING = Kind(
    "reason_without_code",
    "A reason has no code.",
    Text("Nguyên nhân không có mã.", "The reason has no code."),
    Text("Đề nghị nhập mã, ví dụ “late_report”.", "Enter a code, such as “late_report”."),
)
REASON_TWICE = Kind(
    "reason_twice",
    "Two rows of the reasons table have the same code.",
    Text("Mã “{value}” đã có ở dòng {first}.", "The code “{value}” already stands in row {first}."),
    Text("Đề nghị đặt mã khác hoặc xóa một dòng.", "Change the code or remove one of the rows."),
)
REASON_NAME_MISSING = Kind(
    "reason_without_name",
    "A reason has no name.",
    Text("Nguyên nhân “{code}” chưa có tên.", "The reason “{code}” has no name."),
    Text("Đề nghị nhập name_vi.", "Enter name_vi."),
)
LOST_UNREADABLE = Kind(
    "points_lost_unreadable",
    "The points lost are missing, no number, or have more than six decimals.",
    Text("Điểm mất “{value}” {fault}.", "The points lost “{value}” cannot be used: {fault}."),
    Text("Đề nghị nhập số điểm mất, lớn hơn 0.", "Enter the points lost, a number above 0."),
)
LOST_NOT_POSITIVE = Kind(
    "points_lost_not_positive",
    "The points lost are 0 or less.",
    Text("Điểm mất là {value}.", "The points lost are {value}."),
    Text("Đề nghị nhập số lớn hơn 0, không ghi dấu trừ.", "Enter a number above 0, without a minus sign."),
)
FINDING_TWICE = Kind(
    "finding_twice",
    "Two findings are equal in unit, criterion, reason and note.",
    Text("Trùng với dòng {first}.", "The same as row {first}."),
    Text("Đề nghị giữ lại một dòng.", "Keep one of the rows."),
)
FINDING_WITHOUT_LOSS = Kind(
    "finding_without_loss",
    "A finding stands for a leaf on which the unit lost nothing.",
    Text(
        "{unit} không mất điểm ở tiêu chí {criterion} (đạt {points}/{maximum}).",
        "{unit} lost nothing on criterion {criterion} ({points} of {maximum}).",
    ),
    Text("Đề nghị xóa dòng này, hoặc sửa điểm trong bảng scores.", "Remove this row, or correct the points in scores."),
)
FINDING_NOT_APPLICABLE = Kind(
    "finding_not_applicable",
    "A finding stands for a leaf that does not apply to the unit, or that is not counted for it.",
    Text(
        "Tiêu chí {criterion} không tính cho {unit} ({state}), nên không mất điểm.",
        "Criterion {criterion} is not counted for {unit} ({state}), so that nothing was lost.",
    ),
    Text(
        "Đề nghị xóa dòng này, hoặc sửa tình trạng trong bảng scores.",
        "Remove this row, or correct the state in scores.",
    ),
)
FINDING_UNSCORED = Kind(
    "finding_without_score",
    "A finding stands for a leaf on which nobody scored the unit.",
    Text(
        "{unit} chưa có điểm ở tiêu chí {criterion}, nên chưa biết mất bao nhiêu.",
        "{unit} has no points on criterion {criterion}, so that the loss is not known.",
    ),
    Text("Đề nghị nhập điểm trong bảng scores, hoặc xóa dòng này.", "Enter the points in scores, or remove this row."),
)
LOSS_OVER = Kind(
    "points_lost_over",
    "The findings of a leaf claim more points than were lost.",
    Text(
        "Các tồn tại của {unit} ở tiêu chí {criterion} cộng lại {sum} điểm, nhưng chỉ mất {lost}.",
        "The findings of {unit} on criterion {criterion} add up to {sum}, but {lost} were lost.",
    ),
    Text("Đề nghị sửa để tổng là {lost}.", "Let them add up to {lost}."),
)
LOSS_UNEXPLAINED = Kind(
    "points_lost_unexplained",
    "The findings of a leaf explain fewer points than were lost.",
    Text(
        "{unit} mất {lost} điểm ở tiêu chí {criterion}, các tồn tại mới giải thích {sum}; còn {rest}.",
        "{unit} lost {lost} on criterion {criterion}; the findings explain {sum}, which leaves {rest}.",
    ),
    Text("Đề nghị sửa để tổng là {lost}, hoặc thêm tồn tại.", "Let them add up to {lost}, or add a finding."),
)
LOSS_WITHOUT_FINDING = Kind(
    "loss_without_finding",
    "Points were lost on a leaf whose rule does not explain the loss, and no finding says why.",
    Text(
        "{unit} mất {lost} điểm ở tiêu chí {criterion} ({file}, dòng {row}) nhưng chưa ghi nguyên nhân.",
        "{unit} lost {lost} on criterion {criterion} ({file}, row {row}), and no finding says why.",
    ),
    Text(
        "Đề nghị thêm một dòng vào bảng findings: {unit}, {criterion}, mã nguyên nhân, {lost}.",
        "Add a row to findings: {unit}, {criterion}, a reason, {lost}.",
    ),
)
ADJUSTMENT_KIND_UNKNOWN = Kind(
    "adjustment_kind_unknown",
    "An adjustment is neither a bonus nor a penalty.",
    Text("Không có loại điểm “{value}”.", "There is no adjustment “{value}”."),
    Text(
        "{hint}Đề nghị nhập bonus (điểm thưởng) hoặc penalty (điểm trừ).",
        "{hint}Enter bonus or penalty.",
    ),
)
ADJUSTMENT_UNREADABLE = Kind(
    "adjustment_unreadable",
    "An adjustment's points are missing or no number.",
    Text("Điểm “{value}” {fault}.", "The points “{value}” cannot be used: {fault}."),
    Text("Đề nghị nhập số điểm, lớn hơn 0.", "Enter a number of points above 0."),
)
ADJUSTMENT_SIGNED = Kind(
    "adjustment_signed",
    "An adjustment's points are under 0; whether they are added or taken away is said by its kind.",
    Text("Điểm {value} có dấu trừ.", "{value} points have a minus sign."),
    Text(
        "Đề nghị bỏ dấu trừ; bonus là cộng, penalty là trừ.",
        "Leave the sign out; a bonus is added, a penalty taken away.",
    ),
)
ADJUSTMENT_TWICE = Kind(
    "adjustment_twice",
    "Two rows of the adjustments table are equal.",
    Text("Trùng với dòng {first}.", "The same as row {first}."),
    Text(
        "Đề nghị xóa một dòng, hoặc ghi rõ điểm khác nhau ở cột note_vi.",
        "Remove one, or tell them apart in the column note_vi.",
    ),
)
OVER_CAP = Kind(
    "adjustments_over_cap",
    "A unit's bonuses or penalties come to more than the cap; only the cap counts.",
    Text(
        "{kind} của {unit} cộng lại {sum}, vượt mức tối đa {cap}: chỉ tính {cap}.",
        "{kind} of {unit} add up to {sum}, over the cap of {cap}: {cap} count.",
    ),
    Text("Nếu đúng thì không cần sửa.", "Nothing to mend if that is right."),
    Severity.NOTE,
)
