"""Problems and notes of the scoring form: points, subtotals, criteria that differ, and what a form does not carry."""

from parindex.engine.problems import Severity, Text
from parindex.package.catalogue.kind import Kind

_IF_RIGHT = Text("Nếu đúng thì không cần sửa.", "Nothing to mend if that is right.")
_POINTS = Text(
    "Đề nghị nhập số điểm từ 0 đến {maximum}, hoặc “Không áp dụng” nếu tiêu chí không áp dụng với đơn vị.",
    "Enter points from 0 to {maximum}, or “Không áp dụng” where the criterion does not apply to the unit.",
)

UNREADABLE = Kind(
    "form_points_unreadable",
    "A cell of points holds something that is no number and no word that can be relied on.",
    Text("Ô điểm của tiêu chí {code} ghi “{value}”: {why}.", "The points of criterion {code} are “{value}”: it {why}."),
    _POINTS,
)
OVER = Kind(
    "form_points_over_maximum",
    "Points over the criterion's maximum.",
    Text(
        "Điểm {value} vượt điểm tối đa {maximum} của tiêu chí {code}.",
        "{value} points are over the maximum {maximum} of criterion {code}.",
    ),
    _POINTS,
)
MAXIMUM_UNREADABLE = Kind(
    "form_maximum_unreadable",
    "The maximum is no number.",
    Text(
        "Điểm tối đa của tiêu chí {code} ghi “{value}”: {why}.",
        "The maximum of criterion {code} is “{value}”: it {why}.",
    ),
    Text("Đề nghị nhập số lớn hơn 0.", "Enter a number above 0."),
)
MAXIMUM_MISSING = Kind(
    "form_maximum_missing",
    "A criterion without sub-criteria has no maximum, so that it cannot be scored.",
    Text(
        "Tiêu chí {code} không có điểm tối đa và không có tiêu chí thành phần.",
        "Criterion {code} has neither a maximum nor sub-criteria.",
    ),
    Text(
        "Đề nghị nhập điểm tối đa; hoặc dùng --base với gói đã có bộ tiêu chí.",
        "Enter the maximum; or use --base with a package that has the criteria.",
    ),
)
VALUE_READ = Kind(
    "form_points_read",
    "A number of points that is written in another way.",
    Text("Tiêu chí {code}: {assumed}.", "Criterion {code}: {assumed}."),
    _IF_RIGHT,
    Severity.NOTE,
)
ABSENCES = Kind(
    "form_not_applicable",
    "Words, dashes and crosses that are taken for “does not apply”.",
    Text(
        "{count} ô ghi “{word}” được hiểu là {state} (tiêu chí {codes}).",
        "{count} cells with “{word}” are taken for {state} (criteria {codes}).",
    ),
    Text(
        "Nếu tiêu chí được 0 điểm thì ghi 0; nếu chưa chấm thì để trống.",
        "Write 0 where it gets no points, and nothing where it is not scored yet.",
    ),
    Severity.NOTE,
)
PERCENT = Kind(
    "form_points_percent",
    "A number of points is formatted as a percentage, so nobody can say which is meant.",
    Text(
        "Điểm của tiêu chí {code} lại có định dạng phần trăm.",
        "The points of criterion {code} are formatted as a percentage.",
    ),
    Text("Đề nghị đổi định dạng ô về Number và nhập số điểm.", "Format the cell as a number and enter the points."),
)
LEVEL_TWO = Kind(
    "form_level_unclear",
    "Points stand beside levels, and it is not clear which level holds.",
    Text(
        "Tiêu chí {code} có điểm ở nhiều dòng mức, hoặc khác với điểm ở dòng tiêu chí; cột {column} không đọc.",
        "Criterion {code} has points beside several levels, or other points in its own row; the column {column} is not read.",
    ),
    Text("Đề nghị chỉ ghi điểm ở dòng tiêu chí {code}.", "Write the points in the row of criterion {code} alone."),
)
LEVEL_READ = Kind(
    "form_level_read",
    "Points written beside a level instead of in the criterion's row.",
    Text(
        "Tiêu chí {code}: lấy điểm ở dòng mức “{level}”.",
        "Criterion {code}: the points stand beside the level “{level}”.",
    ),
    _IF_RIGHT,
    Severity.NOTE,
)
SURVEY_SELF = Kind(
    "form_survey_self_scored",
    "A criterion that is scored by a survey has points for self-scoring.",
    Text(
        "Tiêu chí {code} lấy điểm từ điều tra xã hội học, đơn vị không tự chấm; không đọc điểm này.",
        "Criterion {code} is scored by a survey and is not self-scored; these points are not read.",
    ),
    Text(
        "Đề nghị xóa điểm tự chấm; kết quả ghi ở cột Điều tra XHH.",
        "Delete them; results of the survey belong in its own column.",
    ),
)
SURVEY_NOT = Kind(
    "form_not_surveyed",
    "Points in the column of the survey, for a criterion that is appraised.",
    Text(
        "Tiêu chí {code} không lấy điểm từ điều tra xã hội học; không đọc điểm ở cột này.",
        "Criterion {code} is not scored by a survey; the points in this column are not read.",
    ),
    Text(
        "Đề nghị chuyển điểm sang cột Thẩm định, hoặc sửa nguồn điểm của tiêu chí.",
        "Move them to the column Thẩm định, or correct the criterion's source.",
    ),
)
SURVEY_AND_APPRAISED = Kind(
    "form_survey_and_appraisal",
    "A criterion has both a survey's result and appraised points, which are one layer of points.",
    Text(
        "Tiêu chí {code} vừa có điểm điều tra XHH ({survey}) vừa có điểm thẩm định ({appraised}); {taken}.",
        "Criterion {code} has both a survey's result ({survey}) and appraised points ({appraised}); {taken}.",
    ),
    Text(
        "Đề nghị tách thành hai tiêu chí, hoặc giữ một trong hai số.",
        "Make it two criteria, or keep one of the two numbers.",
    ),
)
FINAL_FORMULA = Kind(
    "form_final_not_settled",
    "The column of results holds formulas that only repeat what was not appraised yet.",
    Text(
        "Cột điểm đạt được ở {count} tiêu chí chỉ là công thức khi chưa có thẩm định; chưa coi là kết quả.",
        "In {count} criteria the column of results is but a formula while nothing is appraised; it is not taken for a result.",
    ),
    Text("Nếu là kết quả chính thức, đề nghị nhập số vào cột này.", "Enter numbers where these are the results."),
    Severity.NOTE,
)
NOTE_LOST = Kind(
    "form_note_without_points",
    "A note beside a criterion without points: the package keeps notes with points.",
    Text(
        "Tiêu chí {code} có ghi chú nhưng chưa có điểm; ghi chú không được giữ.",
        "Criterion {code} has a note but no points; the note is not kept.",
    ),
    Text("Đề nghị nhập điểm hoặc “Không áp dụng”.", "Enter points, or “Không áp dụng”."),
    Severity.NOTE,
)
SUBTOTAL = Kind(
    "form_subtotal_differs",
    "A subtotal or total of the form is not the sum of its criteria; sums are checked, never taken.",
    Text(
        "{what}, cột {column}: phiếu ghi {written}, tính lại được {computed}, chênh lệch {difference}.",
        "{what}, column {column}: the form says {written}, its criteria add up to {computed}, a difference of {difference}.",
    ),
    Text(
        "Đề nghị kiểm tra công thức hoặc điểm của các tiêu chí bên dưới; chỉ điểm của từng tiêu chí được đọc.",
        "Check the formula, or the points below it; only the points of single criteria are taken.",
    ),
)
SUM_UNREADABLE = Kind(
    "form_subtotal_unreadable",
    "A subtotal is no number, so that it cannot be checked.",
    Text("{what}: ô ghi “{value}”, {why}.", "{what}: the cell says “{value}”; it {why}."),
    Text("Đề nghị sửa công thức hoặc nhập số.", "Mend the formula, or enter a number."),
)
INDEX = Kind(
    "form_index_differs",
    "An index in the form is not points over maximum.",
    Text(
        "{what}, cột {column}: phiếu ghi {written}, tính lại được {computed}%, chênh lệch {difference}.",
        "{what}, column {column}: the form says {written}, it comes to {computed}%, a difference of {difference}.",
    ),
    Text(
        "Đề nghị kiểm tra công thức; chỉ số được tính lại từ điểm.",
        "Check the formula; indexes are computed from the points.",
    ),
)
SHEETS_DIFFER = Kind(
    "form_criteria_differ",
    "The same number stands for different criteria in two sheets.",
    Text(
        "Tiêu chí {code}: {field} ở đây là “{value}”, ở {other} là “{first}”.",
        "Criterion {code}: the {field} is “{value}” here and “{first}” in {other}.",
    ),
    Text("Đề nghị thống nhất phiếu; đã lấy theo {other}.", "Make the forms agree; {other} is followed."),
)
SOURCES_DIFFER = Kind(
    "form_sources_differ",
    "A criterion is scored by the survey in one sheet and by appraisal in another.",
    Text(
        "Tiêu chí {code} chỉ có điểm điều tra XHH ở {one}, nhưng có điểm tự đánh giá hoặc thẩm định ở {other}.",
        "Criterion {code} has only a survey's result in {one}, but self-scored or appraised points in {other}.",
    ),
    Text(
        "Đề nghị ghi điểm đúng cột; tiêu chí được coi là do thẩm định.",
        "Put the points in the right column; the criterion is taken as appraised.",
    ),
)
LEAF_GROUP = Kind(
    "form_leaf_and_group",
    "A criterion has sub-criteria in one sheet and none in another.",
    Text(
        "Tiêu chí {code} có tiêu chí thành phần ở phiếu khác, nhưng ở đây được chấm trực tiếp; điểm không đọc.",
        "Criterion {code} has sub-criteria in another sheet, but is scored itself here; its points are not read.",
    ),
    Text("Đề nghị thống nhất các phiếu.", "Make the forms agree."),
)
CRITERIA_MADE = Kind(
    "form_criteria_made",
    "Criteria made from the forms.",
    Text(
        "Đã lập bộ tiêu chí từ phiếu: {leaves} tiêu chí chấm điểm, tổng điểm tối đa {maximum}; {levels} tiêu chí có quy tắc theo mức, "
        "{survey} tiêu chí điều tra XHH, còn lại chấm trực tiếp (manual).",
        "Criteria are made from the forms: {leaves} scored ones with a maximum of {maximum} in all; {levels} get the rule levels, {survey} are "
        "scored by the survey, the others manually.",
    ),
    Text(
        "Đề nghị kiểm tra bảng criteria; hoặc dùng --base với gói đã có bộ tiêu chí.",
        "Check the table criteria; or use --base with a package that has the criteria.",
    ),
    Severity.NOTE,
)
LEVELS_NOT = Kind(
    "form_levels_not_used",
    "Level descriptions that do not make a rule beyond doubt.",
    Text(
        "{count} tiêu chí có dòng mức điểm nhưng không đủ rõ để lập quy tắc theo mức (thiếu điểm, thiếu mức 0, hoặc có điểm khác các "
        "mức): {codes}.",
        "{count} criteria have levels that make no rule beyond doubt (points missing, no level of 0, or points of no level): {codes}.",
    ),
    Text(
        "Các tiêu chí này chấm trực tiếp (manual). Nếu cần, đề nghị ghi mỗi mức dạng “Đúng hạn: 1”, có cả mức 0.",
        "They are scored manually. Write each level as “Đúng hạn: 1”, the one of 0 too, where a rule is wanted.",
    ),
    Severity.NOTE,
)

CODE_UNKNOWN = Kind(
    "form_criterion_unknown",
    "A numbered row that the base package does not know.",
    Text(
        "Gói đối chiếu không có tiêu chí {code} “{name}”; dòng này không đọc.",
        "The base package has no criterion {code} “{name}”; the row is not read.",
    ),
    Text("{hint}Đề nghị sửa số thứ tự, hoặc kiểm tra bộ tiêu chí.", "{hint}Mend the number, or check the criteria."),
)
NAME_DIFFERS = Kind(
    "form_name_differs",
    "A row whose number and name belong to different criteria.",
    Text(
        "Số {code} ở phiếu là “{name}”, ở gói đối chiếu là “{known}”; {taken}.",
        "Number {code} is “{name}” in the form and “{known}” in the base package; {taken}.",
    ),
    Text("{hint}Đề nghị sửa số thứ tự hoặc tên tiêu chí.", "{hint}Mend the number or the name."),
)
NAME_NEARLY = Kind(
    "form_name_nearly",
    "A name that differs a little from that of the base package.",
    Text(
        "Tiêu chí {code}: phiếu ghi “{name}”, gói đối chiếu ghi “{known}”; coi là một.",
        "Criterion {code}: “{name}” in the form is taken for “{known}”.",
    ),
    _IF_RIGHT,
    Severity.NOTE,
)
MAXIMUM_DIFFERS = Kind(
    "form_maximum_differs",
    "A criterion whose maximum is another one in the base package.",
    Text(
        "Tiêu chí {code}: điểm tối đa ở phiếu là {value}, ở gói đối chiếu là {known}; điểm không đọc.",
        "Criterion {code}: the maximum is {value} in the form and {known} in the base package; its points are not read.",
    ),
    Text("Đề nghị dùng đúng phiếu của kỳ này, hoặc sửa điểm tối đa.", "Use this round's form, or mend the maximum."),
)
GROUP_SCORED = Kind(
    "form_group_scored",
    "A row that is scored in the form, but has sub-criteria in the base package (or the other way round).",
    Text(
        "Tiêu chí {code} ở gói đối chiếu {known}, ở phiếu thì không; điểm không đọc.",
        "Criterion {code} {known} in the base package, but not in the form; its points are not read.",
    ),
    Text("Đề nghị dùng đúng phiếu của kỳ này.", "Use this round's form."),
)
LEAVES_ABSENT = Kind(
    "form_criteria_absent",
    "Criteria of the base package that the form does not have.",
    Text(
        "Phiếu thiếu {count} tiêu chí của gói đối chiếu: {codes}.",
        "The form lacks {count} criteria of the base package: {codes}.",
    ),
    Text("Đề nghị bổ sung các dòng còn thiếu.", "Add the missing rows."),
)
UNITS_ABSENT = Kind(
    "form_units_absent",
    "Units of the base package without a form.",
    Text("Chưa có phiếu của {count} đơn vị: {units}.", "There is no form of {count} units: {units}."),
    Text("Điểm của các đơn vị này giữ như gói đối chiếu.", "Their points stay as in the base package."),
    Severity.NOTE,
)
MERGED = Kind(
    "form_scores_merged",
    "How the points of forms and base package were put together.",
    Text(
        "Đọc {read} dòng điểm từ phiếu: {new} mới, {same} như cũ, {changed} khác với gói đối chiếu (lấy theo phiếu). Giữ {kept} dòng của "
        "gói đối chiếu mà phiếu không có; bỏ {dropped} dòng vì ô trên phiếu để trống hoặc không đọc được.",
        "{read} scores are read from the forms: {new} new, {same} as before, {changed} other than in the base package (the form holds). "
        "{kept} scores of the base package that the forms do not give are kept; {dropped} are dropped because the form's cell is empty or could not be read.",
    ),
    Text(
        "Mọi bảng khác (tồn tại, lý do, đối chiếu tiêu chí …) lấy nguyên từ gói đối chiếu.",
        "All other tables (findings, reasons, crosswalk …) are those of the base package.",
    ),
    Severity.NOTE,
)
BASE_UNUSABLE = Kind(
    "form_base_unusable",
    "The base package has no table of criteria or of units that forms could be matched with.",
    Text(
        "Gói đối chiếu thiếu bảng criteria hoặc units dùng được.",
        "The base package lacks a usable table criteria or units.",
    ),
    Text("Đề nghị chạy parindex check với gói này trước.", "Run parindex check on it first."),
)
NOT_CARRIED = Kind(
    "form_not_carried",
    "What a package holds and a scoring form has no place for.",
    Text("Phiếu không chứa: {what}.", "The form does not carry: {what}."),
    Text(
        "Khi đọc phiếu trở lại, dùng --base với chính gói này để giữ các nội dung đó.",
        "Use --base with this very package when the form is read back, and they are kept.",
    ),
    Severity.NOTE,
)
