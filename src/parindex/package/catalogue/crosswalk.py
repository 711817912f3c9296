"""Problems of the crosswalk, and of a round held against the one before."""

from parindex.engine.problems import Severity, Text
from parindex.package.catalogue.kind import Kind

RELATION_UNKNOWN = Kind(
    "relation_unknown",
    "`relation` is none of same, renamed, split, merged, new and retired.",
    Text("Không có quan hệ “{value}”.", "There is no relation “{value}”."),
    Text(
        "{hint}Đề nghị nhập same (giữ nguyên), renamed (đổi tên), split (tách), merged (gộp), new (mới) hoặc "
        "retired (bỏ).",
        "{hint}Enter same, renamed, split, merged, new or retired.",
    ),
)
PREVIOUS_NEEDED = Kind(
    "crosswalk_without_previous",
    "A row that continues a criterion does not say which.",
    Text("Quan hệ {relation} cần mã tiêu chí năm trước.", "The relation {relation} needs last year's criterion."),
    Text("Đề nghị nhập cột previous.", "Enter the column previous."),
)
CRITERION_NEEDED = Kind(
    "crosswalk_without_criterion",
    "A row that continues a criterion does not say as what.",
    Text("Quan hệ {relation} cần mã tiêu chí năm nay.", "The relation {relation} needs this year's criterion."),
    Text("Đề nghị nhập cột criterion.", "Enter the column criterion."),
)
NEW_WITH_PREVIOUS = Kind(
    "crosswalk_new_with_previous",
    "A new criterion names one of the year before.",
    Text("Tiêu chí mới nhưng có mã năm trước “{value}”.", "The criterion is new, but last year's “{value}” is named."),
    Text("Đề nghị để trống previous, hoặc đổi quan hệ.", "Leave previous empty, or change the relation."),
)
RETIRED_WITH_CRITERION = Kind(
    "crosswalk_retired_with_criterion",
    "A retired criterion names one of this year.",
    Text("Tiêu chí đã bỏ nhưng có mã năm nay “{value}”.", "The criterion is retired, but “{value}” is named."),
    Text("Đề nghị để trống criterion, hoặc đổi quan hệ.", "Leave criterion empty, or change the relation."),
)
LINK_TWICE = Kind(
    "crosswalk_twice",
    "Two rows join the same two criteria.",
    Text("Trùng với dòng {first}.", "The same as row {first}."),
    Text("Đề nghị giữ lại một dòng.", "Keep one of the rows."),
)
NOT_ONE_TO_ONE = Kind(
    "crosswalk_not_one_to_one",
    "A criterion that is the same, renamed, new or retired stands in a further row.",
    Text(
        "Tiêu chí {side} “{value}” còn ở dòng {others}, trái với quan hệ {relation}.",
        "{side} criterion “{value}” also stands in row {others}, against the relation {relation}.",
    ),
    Text(
        "Đề nghị giữ một dòng, hoặc dùng split (một thành nhiều) hay merged (nhiều thành một).",
        "Keep one row, or use split (one into several) or merged (several into one).",
    ),
)
SPLIT_ALONE = Kind(
    "crosswalk_split_alone",
    "A criterion is split into fewer than two.",
    Text(
        "“{value}” được tách nhưng chỉ có một tiêu chí năm nay.",
        "“{value}” is split, but only one criterion of this year continues it.",
    ),
    Text("Đề nghị thêm các dòng split còn lại, hoặc dùng renamed.", "Add the other split rows, or use renamed."),
)
MERGED_ALONE = Kind(
    "crosswalk_merged_alone",
    "A criterion is merged from fewer than two.",
    Text(
        "“{value}” được gộp nhưng chỉ có một tiêu chí năm trước.",
        "“{value}” is merged, but from only one criterion of the year before.",
    ),
    Text("Đề nghị thêm các dòng merged còn lại, hoặc dùng renamed.", "Add the other merged rows, or use renamed."),
)
GAP = Kind(
    "crosswalk_gap",
    "A leaf of this year does not stand in the crosswalk.",
    Text(
        "Tiêu chí “{value}” không có trong bảng đối chiếu.",
        "The criterion “{value}” does not stand in the crosswalk.",
    ),
    Text("{hint}Đề nghị thêm một dòng: {row}.", "{hint}Add a row: {row}."),
)
PREVIOUS_GAP = Kind(
    "crosswalk_previous_gap",
    "A leaf of the year before does not stand in the crosswalk.",
    Text(
        "Tiêu chí năm trước “{value}” không có trong bảng đối chiếu.",
        "Last year's criterion “{value}” does not stand in the crosswalk.",
    ),
    Text(
        "Đề nghị thêm một dòng nêu tiêu chí kế tục, hoặc: (trống), {value}, retired.",
        "Add a row that says what continues it, or: (empty), {value}, retired.",
    ),
)
PREVIOUS_UNKNOWN = Kind(
    "crosswalk_previous_unknown",
    "The crosswalk names a criterion that the previous round does not have.",
    Text("Kỳ trước không có tiêu chí “{value}”.", "The previous round has no criterion “{value}”."),
    Text(
        "{hint}Đề nghị nhập mã có trong bảng criteria của kỳ trước.",
        "{hint}Enter a code from the previous round's criteria.",
    ),
)
PREVIOUS_IS_GROUP = Kind(
    "crosswalk_previous_is_group",
    "The crosswalk names a group of criteria of the previous round; only leaves are joined.",
    Text("“{value}” của kỳ trước là nhóm tiêu chí.", "“{value}” of the previous round is a group of criteria."),
    Text("Đề nghị ghi từng tiêu chí thành phần.", "Name its sub-criteria one by one."),
)
NAMES_DIFFER = Kind(
    "crosswalk_names_differ",
    "A criterion is called the same although its name has changed.",
    Text(
        "Ghi là giữ nguyên nhưng tên khác: “{before}” thành “{now}”.",
        "Called the same, but the name changed from “{before}” to “{now}”.",
    ),
    Text("Nếu chỉ đổi tên, đề nghị dùng renamed.", "Use renamed if only the name changed."),
    Severity.NOTE,
)
MAXIMA_DIFFER = Kind(
    "crosswalk_maxima_differ",
    "A criterion is called the same although its maximum has changed.",
    Text(
        "Ghi là giữ nguyên nhưng điểm tối đa đổi từ {before} thành {now}.",
        "Called the same, but the maximum changed from {before} to {now}.",
    ),
    Text(
        "Tỷ lệ vẫn so sánh được; phần thay đổi này được nêu riêng.",
        "Percentages can still be compared; this part of the change is shown apart.",
    ),
    Severity.NOTE,
)
CROSSWALK_MISSING = Kind(
    "crosswalk_missing",
    "A previous round is given, but no crosswalk; criteria with the same code are taken to be the same.",
    Text(
        "Không có bảng đối chiếu: các tiêu chí trùng mã được coi là một.",
        "There is no crosswalk: criteria with the same code are taken to be the same.",
    ),
    Text(
        "Nếu bộ tiêu chí có thay đổi, đề nghị thêm bảng crosswalk với các cột criterion, previous, relation.",
        "If the criteria changed, add a table crosswalk with the columns criterion, previous, relation.",
    ),
    Severity.NOTE,
)
NOT_EARLIER = Kind(
    "previous_not_earlier",
    "The previous round is not of an earlier year.",
    Text("Kỳ trước là năm {before}, kỳ này là năm {now}.", "The previous round is of {before}, this one of {now}."),
    Text("Đề nghị chọn gói của một năm trước đó.", "Choose a package of an earlier year."),
)
