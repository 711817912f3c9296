"""Problems of the criteria table."""

from parindex.engine.problems import Severity, Text
from parindex.package.catalogue.kind import Kind

CODE_MISSING = Kind(
    "criterion_without_code",
    "A criterion has no code.",
    Text("Tiêu chí không có mã.", "The criterion has no code."),
    Text("Đề nghị nhập mã, ví dụ “1.2.1”.", "Enter a code, such as “1.2.1”."),
)
TWICE = Kind(
    "criterion_twice",
    "Two rows of the criteria table have the same code.",
    Text("Mã “{value}” đã có ở dòng {first}.", "The code “{value}” already stands in row {first}."),
    Text("Đề nghị đặt mã khác hoặc xóa một dòng.", "Change the code or remove one of the rows."),
)
PARENT_UNKNOWN = Kind(
    "parent_unknown",
    "A criterion's parent is not in the table.",
    Text("Không có tiêu chí cha “{value}”.", "There is no parent “{value}”."),
    Text(
        "{hint}Đề nghị nhập mã của nhóm, hoặc để trống nếu là lĩnh vực.",
        "{hint}Enter the code of its group, or nothing for an area.",
    ),
)
PARENT_CYCLE = Kind(
    "parent_cycle",
    "Criteria are each other's parents in a circle.",
    Text("Quan hệ cha con vòng tròn: {cycle}.", "The parents go round in a circle: {cycle}."),
    Text("Đề nghị sửa cột parent của một trong các tiêu chí này.", "Correct the parent of one of these criteria."),
)
TOO_DEEP = Kind(
    "criteria_too_deep",
    "Criteria are nested deeper than 50 levels.",
    Text("Tiêu chí “{value}” nằm quá 50 cấp.", "The criterion “{value}” lies deeper than 50 levels."),
    Text("Đề nghị kiểm tra cột parent.", "Check the column parent."),
)
MAXIMUM_MISSING = Kind(
    "max_points_missing",
    "A leaf has no maximum.",
    Text("Tiêu chí “{code}” chưa có điểm tối đa.", "The criterion “{code}” has no maximum."),
    Text("Đề nghị nhập số điểm lớn hơn 0.", "Enter a number of points above 0."),
)
MAXIMUM_UNREADABLE = Kind(
    "max_points_unreadable",
    "A maximum is no number, is over a million, or has more than six decimals.",
    Text("Điểm tối đa “{value}” {fault}.", "The maximum “{value}” cannot be used: {fault}."),
    Text(
        "Đề nghị nhập một số không quá 1.000.000, không quá sáu chữ số thập phân.",
        "Enter a number of at most 1,000,000 and six decimals.",
    ),
)
MAXIMUM_NOT_POSITIVE = Kind(
    "max_points_not_positive",
    "A maximum is 0 or less.",
    Text("Điểm tối đa là {value}.", "The maximum is {value}."),
    Text("Đề nghị nhập số lớn hơn 0.", "Enter a number above 0."),
)
GROUP_EMPTY = Kind(
    "group_without_leaves",
    "A criterion has neither sub-criteria nor a maximum and a rule.",
    Text(
        "Tiêu chí “{code}” không có tiêu chí thành phần, cũng không có điểm tối đa và quy tắc.",
        "The criterion “{code}” has no sub-criteria, and neither a maximum nor a rule.",
    ),
    Text(
        "Đề nghị nhập max_points và rule, hoặc thêm tiêu chí thành phần.",
        "Enter max_points and rule, or add sub-criteria.",
    ),
)
GROUP_SUM = Kind(
    "group_maximum_differs",
    "A group's maximum is not the sum of its leaves.",
    Text(
        "Điểm tối đa của nhóm là {value}, nhưng tổng các tiêu chí thành phần là {sum}.",
        "The group's maximum is {value}, but its leaves add up to {sum}.",
    ),
    Text(
        "Đề nghị nhập {sum}, để trống, hoặc sửa các tiêu chí thành phần.",
        "Enter {sum}, leave it empty, or correct the leaves.",
    ),
)
RULE_MISSING = Kind(
    "rule_missing",
    "A leaf has no scoring rule.",
    Text("Tiêu chí “{code}” chưa có quy tắc chấm điểm.", "The criterion “{code}” has no rule."),
    Text("Đề nghị nhập một trong các quy tắc: {known}.", "Enter one of: {known}."),
)
RULE_ON_GROUP = Kind(
    "rule_on_group",
    "A group of criteria has a scoring rule.",
    Text(
        "“{code}” là nhóm tiêu chí nhưng có quy tắc “{value}”.",
        "“{code}” is a group of criteria, but has the rule “{value}”.",
    ),
    Text("Đề nghị để trống rule và rule_params của nhóm.", "Leave the group's rule and rule_params empty."),
)
PARAMS_UNREADABLE = Kind(
    "rule_params_unreadable",
    "`rule_params` is no JSON object.",
    Text(
        "Tham số của quy tắc không phải đối tượng JSON: {fault}.", "The rule's parameters are no JSON object: {fault}."
    ),
    Text("Đề nghị nhập dạng {example}", "Write it as {example}"),
)
PARAMS_TWICE = Kind(
    "rule_params_key_twice",
    "A key stands twice in one object of `rule_params`.",
    Text("Tham số “{value}” có hai lần.", "The parameter “{value}” stands twice."),
    Text("Đề nghị giữ lại một.", "Keep one of them."),
)
PARAMS_WITHOUT_RULE = Kind(
    "rule_params_without_rule",
    "A row has parameters but no rule that they belong to.",
    Text("Có tham số nhưng không có quy tắc.", "There are parameters, but no rule."),
    Text("Đề nghị nhập quy tắc ở cột rule, hoặc xóa tham số.", "Enter the rule, or remove the parameters."),
)
SOURCE_UNKNOWN = Kind(
    "source_unknown",
    "`source` is neither appraisal nor survey.",
    Text("Không có nguồn điểm “{value}”.", "There is no source “{value}”."),
    Text(
        "{hint}Đề nghị nhập appraisal (thẩm định) hoặc survey (điều tra xã hội học).",
        "{hint}Enter appraisal or survey.",
    ),
)
NOT_APPLICABLE_UNKNOWN = Kind(
    "not_applicable_unknown",
    "`not_applicable` is none of exclude, full and zero.",
    Text("Không có cách tính “{value}” khi không áp dụng.", "There is no treatment “{value}” of what does not apply."),
    Text(
        "{hint}Đề nghị nhập exclude (loại khỏi điểm tối đa), full (đủ điểm) hoặc zero (0 điểm).",
        "{hint}Enter exclude (leave out of the maximum), full (full points) or zero (no points).",
    ),
)
SURVEY_RULE_APPRAISED = Kind(
    "survey_rule_not_survey",
    "A leaf scored by answers to a survey says that its source is appraisal.",
    Text(
        "Quy tắc là survey nhưng nguồn điểm là appraisal.",
        "The rule is survey, but the source is appraisal.",
    ),
    Text("Đề nghị nhập source là survey, hoặc đổi quy tắc.", "Enter survey as the source, or change the rule."),
)
SURVEY_OTHER_RULE = Kind(
    "survey_with_other_rule",
    "A leaf whose source is survey has a rule other than survey and external.",
    Text(
        "Nguồn điểm là survey nhưng quy tắc là {value}.",
        "The source is survey, but the rule is {value}.",
    ),
    Text(
        "Nếu điểm không lấy từ phiếu điều tra, đề nghị nhập source là appraisal.",
        "Enter appraisal as the source if the points do not come from a survey.",
    ),
    Severity.NOTE,
)
LEAD_MISSPELT = Kind(
    "lead_unit_misspelt",
    "The lead unit is nearly, but not quite, a code of the units table.",
    Text("Không có đơn vị chủ trì “{value}”.", "There is no lead unit “{value}”."),
    Text("{hint}Đề nghị sửa lại mã.", "{hint}Correct the code."),
)
LEAD_ELSEWHERE = Kind(
    "lead_unit_elsewhere",
    "The lead units named are not assessed in this round themselves.",
    Text(
        "Đơn vị chủ trì “{value}” không có trong bảng units (ở {count} tiêu chí).",
        "The lead unit “{value}” is not in the units table (criteria: {count}).",
    ),
    Text(
        "{hint}Nếu đơn vị này không thuộc diện đánh giá thì không cần sửa.",
        "{hint}Nothing to mend if that unit is not assessed in this round.",
    ),
    Severity.NOTE,
)
NAME_MISSING = Kind(
    "criterion_without_name",
    "A criterion has no name.",
    Text("Tiêu chí “{code}” chưa có tên.", "The criterion “{code}” has no name."),
    Text("Đề nghị nhập name_vi.", "Enter name_vi."),
)
NAMES_EQUAL = Kind(
    "sibling_names_equal",
    "Two criteria of one group have the same name.",
    Text("“{code}” trùng tên với “{other}” trong cùng nhóm.", "“{code}” has the same name as “{other}” of its group."),
    Text("Nếu là hai tiêu chí khác nhau, đề nghị đặt tên phân biệt.", "Tell them apart by name if they differ."),
    Severity.NOTE,
)
