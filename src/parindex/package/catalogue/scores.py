"""Problems of the scores table."""

from parindex.engine.problems import Severity, Text
from parindex.package.catalogue.kind import Kind

STAGE_UNKNOWN = Kind(
    "stage_unknown",
    "`stage` is empty or none of self, appraised, explained and final.",
    Text("Không có bước chấm “{value}”.", "There is no stage “{value}”."),
    Text(
        "{hint}Đề nghị nhập self (tự chấm), appraised (thẩm định), explained (sau giải trình) hoặc final (kết quả).",
        "{hint}Enter self, appraised, explained or final.",
    ),
)
STATE_UNKNOWN = Kind(
    "state_unknown",
    "`state` is none of the words of the format.",
    Text("Không có tình trạng “{value}”.", "There is no state “{value}”."),
    Text(
        "{hint}Đề nghị nhập scored (đã chấm), not_applicable (không áp dụng), not_submitted (không nộp), "
        "not_appraised (chưa thẩm định) hoặc too_few_answers (không đủ phiếu).",
        "{hint}Enter scored, not_applicable, not_submitted, not_appraised or too_few_answers.",
    ),
)
STATE_ASSUMED = Kind(
    "state_assumed",
    "Rows with points give no state; they are taken as scored.",
    Text(
        "{count} dòng có điểm nhưng không ghi tình trạng: coi là scored (đã chấm).",
        "Rows with points but no state: {count}; taken as scored.",
    ),
    Text("Nếu đúng thì không cần sửa.", "Nothing to mend if that is right."),
    Severity.NOTE,
)
TWICE = Kind(
    "score_twice",
    "Two rows score the same unit, criterion and stage.",
    Text(
        "{unit}, tiêu chí {criterion}, bước {stage} đã có ở dòng {first}.",
        "{unit}, criterion {criterion}, stage {stage} already stands in row {first}.",
    ),
    Text("Đề nghị giữ lại một dòng.", "Keep one of the rows."),
)
POINTS_MISSING = Kind(
    "points_missing",
    "A scored row has no points.",
    Text("Tình trạng là scored nhưng không có điểm.", "The state is scored, but there are no points."),
    Text(
        "{hint}Đề nghị nhập điểm từ 0 đến {maximum}, hoặc nhập tình trạng khác.",
        "{hint}Enter points from 0 to {maximum}, or another state.",
    ),
)
STATE_MISSING = Kind(
    "state_missing",
    "A row has neither points nor a state.",
    Text("Không có điểm và cũng không có tình trạng.", "There are neither points nor a state."),
    Text(
        "Đề nghị nhập điểm và scored, hoặc một tình trạng như not_applicable, not_submitted.",
        "Enter points and scored, or a state such as not_applicable or not_submitted.",
    ),
)
POINTS_ABSENT = Kind(
    "points_with_absence",
    "A row that is not scored has points.",
    Text("Tình trạng là {state} nhưng có điểm {value}.", "The state is {state}, but there are points: {value}."),
    Text("Đề nghị xóa điểm, hoặc nhập tình trạng là scored.", "Remove the points, or enter scored as the state."),
)
POINTS_UNREADABLE = Kind(
    "points_unreadable",
    "Points are no number, or have more than six decimals.",
    Text("Điểm “{value}” {fault}.", "The points “{value}” cannot be used: {fault}."),
    Text("Đề nghị nhập số từ 0 đến {maximum}.", "Enter a number from 0 to {maximum}."),
)
POINTS_NEGATIVE = Kind(
    "points_negative",
    "Points are under 0.",
    Text("Điểm {value} nhỏ hơn 0.", "{value} points are under 0."),
    Text("Đề nghị nhập số từ 0 đến {maximum}.", "Enter a number from 0 to {maximum}."),
)
POINTS_OVER = Kind(
    "points_over_maximum",
    "Points are over the criterion's maximum.",
    Text(
        "Điểm {value} vượt điểm tối đa {maximum} của tiêu chí {criterion}.",
        "{value} points are over the maximum {maximum} of criterion {criterion}.",
    ),
    Text("Đề nghị nhập số từ 0 đến {maximum}.", "Enter a number from 0 to {maximum}."),
)
POINTS_IMPOSSIBLE = Kind(
    "points_impossible",
    "No value could give these points under the criterion's rule.",
    Text(
        "Quy tắc của tiêu chí {criterion} ({rule}) không cho được {value} điểm.",
        "The rule of criterion {criterion} ({rule}) cannot give {value} points.",
    ),
    Text("Các mức điểm có thể: {possible}.", "It can give: {possible}."),
)
VALUE_DISAGREES = Kind(
    "value_disagrees",
    "The value entered gives other points than those entered.",
    Text(
        "Giá trị “{value}” cho {computed} điểm, nhưng điểm đã nhập là {points}.",
        "The value “{value}” gives {computed} points, but {points} are entered.",
    ),
    Text("Đề nghị nhập {computed}, hoặc sửa giá trị.", "Enter {computed}, or correct the value."),
)
VALUE_MEANT = Kind(
    "value_meant",
    "A bare number could be a share or a percentage; only one of the two gives the points entered, and is taken.",
    Text(
        "Giá trị “{value}” được hiểu là {meant}, vì chỉ như vậy mới cho {points} điểm đã nhập.",
        "The value “{value}” is read as {meant}, since only that gives the {points} points entered.",
    ),
    Text("Nếu đúng thì không cần sửa; nên ghi rõ {meant}.", "Nothing to mend if that is right; better write {meant}."),
    Severity.NOTE,
)
NOT_A_SURVEY = Kind(
    "not_a_survey",
    "`too_few_answers` stands at a criterion that is not scored by a survey.",
    Text(
        "Tiêu chí {criterion} không chấm bằng khảo sát, nên không thể có tình trạng too_few_answers.",
        "Criterion {criterion} is not scored by a survey, so its state cannot be too_few_answers.",
    ),
    Text(
        "Đề nghị nhập điểm, hoặc not_applicable, not_submitted, not_appraised.",
        "Enter points, or not_applicable, not_submitted, not_appraised.",
    ),
)
SURVEY_SELF_SCORED = Kind(
    "survey_self_scored",
    "A criterion that is scored by a survey was self-scored.",
    Text(
        "Tiêu chí {criterion} lấy điểm từ điều tra xã hội học, đơn vị không tự chấm.",
        "Criterion {criterion} is scored by a survey and is not self-scored.",
    ),
    Text(
        "Đề nghị xóa dòng tự chấm này; kết quả điều tra ghi ở bước appraised.",
        "Remove this row; results of the survey stand at the stage appraised.",
    ),
)
SELF_ONLY = Kind(
    "self_only",
    "Cells have a self-score alone, although the same criterion was appraised for other units; the self-score counts.",
    Text(
        "{count} ô chỉ có điểm tự chấm, trong khi tiêu chí đó của đơn vị khác đã thẩm định; kết quả lấy điểm tự chấm: {cells}.",
        "Cells with a self-score alone, although the criterion was appraised for other units: {count}; the self-score counts: {cells}.",
    ),
    Text(
        "Đề nghị nhập điểm thẩm định; nếu chưa thẩm định, nhập appraised, not_appraised.",
        "Enter the appraised points; where there are none yet, a row appraised, not_appraised.",
    ),
    Severity.NOTE,
)
CELL_MISSING = Kind(
    "cell_missing",
    "Nobody decided on a unit's leaf: there is no row for it at any stage.",
    Text("{unit} chưa có dòng nào cho tiêu chí {criterion}.", "{unit} has no row for criterion {criterion}."),
    Text(
        "Đề nghị nhập điểm, hoặc một tình trạng như not_applicable, not_submitted.",
        "Enter points, or a state such as not_applicable or not_submitted.",
    ),
)
UNIT_MISSING = Kind(
    "unit_unscored",
    "A unit has no row at all in the scores table.",
    Text("{unit} chưa có điểm ở tiêu chí nào.", "{unit} has no row for any criterion."),
    Text(
        "Đề nghị nhập kết quả của đơn vị, hoặc bỏ đơn vị khỏi bảng units.",
        "Enter its results, or take it out of the units table.",
    ),
)
LEAF_MISSING = Kind(
    "criterion_unscored",
    "No unit has a row for a leaf.",
    Text("Tiêu chí {criterion} chưa có điểm ở đơn vị nào.", "No unit has a row for criterion {criterion}."),
    Text(
        "Đề nghị nhập kết quả, hoặc bỏ tiêu chí khỏi bảng criteria.",
        "Enter the results, or take it out of the criteria table.",
    ),
)
MISSING_COUNTED = Kind(
    "missing_counted",
    "Cells without any row are counted as the set says (`parindex.absence.missing`).",
    Text(
        "{count} ô không có dòng nào: {counting}, theo quy định của bộ tiêu chí.",
        "Cells without any row: {count}; {counting}, as the set says.",
    ),
    Text("Nếu đúng thì không cần sửa.", "Nothing to mend if that is right."),
    Severity.NOTE,
)
ABSENCE_BLOCKS = Kind(
    "absence_blocks",
    "A cell's latest state keeps the round from being published.",
    Text(
        "{unit}, tiêu chí {criterion}: {state}, nên chưa công bố được.",
        "{unit}, criterion {criterion}: {state}, which keeps the round from being published.",
    ),
    Text(
        "Đề nghị nhập điểm; hoặc quy định cách tính khác ở parindex.absence.",
        "Enter points; or set another treatment in parindex.absence.",
    ),
)
ABSENCE_COUNTED = Kind(
    "absence_counted",
    "Absent cells are counted as the set says (`parindex.absence`, or the format's defaults).",
    Text("{count} ô {state}: {counting}.", "Cells {state}: {count}; {counting}."),
    Text("Nếu đúng thì không cần sửa.", "Nothing to mend if that is right."),
    Severity.NOTE,
)
TOO_LARGE = Kind(
    "round_too_large",
    "Units times leaves come to more cells than are computed.",
    Text(
        "{units} đơn vị x {leaves} tiêu chí là quá lớn: tối đa {limit} ô.",
        "{units} units x {leaves} criteria are too many: {limit} cells at most.",
    ),
    Text("Đề nghị chia thành nhiều gói.", "Split it into several packages."),
)

UNDECIDED = frozenset({CELL_MISSING.code, UNIT_MISSING.code, LEAF_MISSING.code, ABSENCE_BLOCKS.code})
"""Codes of problems that say a cell is undecided."""
