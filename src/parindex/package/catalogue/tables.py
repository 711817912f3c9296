"""Problems that any table can have: the table itself, its columns, and the codes that point into other tables."""

from parindex.engine.problems import Severity, Text
from parindex.package.catalogue.kind import Kind

TABLE_MISSING = Kind(
    "table_missing",
    "A table that a round cannot do without is not in the package.",
    Text("Gói dữ liệu không có bảng {table}.", "The package has no table {table}."),
    Text(
        "{hint}Đề nghị thêm bảng {table} với các cột {columns}.",
        "{hint}Add the table {table} with the columns {columns}.",
    ),
)
TABLE_EMPTY = Kind(
    "table_empty",
    "A table that a round cannot do without has a heading but no rows.",
    Text("Bảng {table} không có dòng nào.", "The table {table} has no rows."),
    Text("Đề nghị nhập ít nhất một dòng.", "Enter at least one row."),
)
COLUMN_MISSING = Kind(
    "column_missing",
    "A required column is not in the table.",
    Text("Bảng không có cột {column}.", "The table has no column {column}."),
    Text("{hint}Đề nghị thêm cột {column}.", "{hint}Add the column {column}."),
)
UNIT_UNKNOWN = Kind(
    "unit_unknown",
    "A row names a unit that is not in the units table.",
    Text("Không có đơn vị “{value}”.", "There is no unit “{value}”."),
    Text("{hint}Đề nghị nhập một mã có trong bảng units.", "{hint}Enter a code from the units table."),
)
CRITERION_UNKNOWN = Kind(
    "criterion_unknown",
    "A row names a criterion that is not in the criteria table.",
    Text("Không có tiêu chí “{value}”.", "There is no criterion “{value}”."),
    Text("{hint}Đề nghị nhập một mã có trong bảng criteria.", "{hint}Enter a code from the criteria table."),
)
UNIT_EMPTY = Kind(
    "unit_not_given",
    "A row names no unit.",
    Text("Chưa ghi đơn vị.", "No unit is named."),
    Text("Đề nghị nhập một mã có trong bảng units.", "Enter a code from the units table."),
)
CRITERION_EMPTY = Kind(
    "criterion_not_given",
    "A row names no criterion.",
    Text("Chưa ghi tiêu chí.", "No criterion is named."),
    Text("Đề nghị nhập một mã có trong bảng criteria.", "Enter a code from the criteria table."),
)
CRITERION_IS_GROUP = Kind(
    "criterion_is_group",
    "A row names a criterion that has sub-criteria; points, findings and crosswalk rows belong to its leaves.",
    Text(
        "“{value}” là nhóm tiêu chí, không được chấm trực tiếp.",
        "“{value}” is a group of criteria, which is not scored itself.",
    ),
    Text("Đề nghị ghi cho tiêu chí thành phần: {leaves}.", "Enter it for the sub-criteria: {leaves}."),
)
REASON_UNKNOWN = Kind(
    "reason_unknown",
    "A row gives a reason code that is not in the reasons table.",
    Text("Không có mã nguyên nhân “{value}”.", "There is no reason “{value}”."),
    Text(
        "{hint}Đề nghị nhập một mã có trong bảng reasons, hoặc thêm mã này vào bảng đó.",
        "{hint}Enter a code from the reasons table, or add this one to it.",
    ),
)
REASON_MISSING = Kind(
    "reason_missing",
    "A finding or an adjustment gives no reason.",
    Text("Chưa ghi nguyên nhân.", "No reason is given."),
    Text("Đề nghị nhập mã nguyên nhân.", "Enter a reason code."),
)
REASONS_TABLE_MISSING = Kind(
    "reasons_table_missing",
    "Reason codes are used, but there is no reasons table that names them.",
    Text(
        "Có {count} mã nguyên nhân nhưng không có bảng reasons nêu tên gọi.",
        "Reason codes are used ({count}), but no reasons table names them.",
    ),
    Text(
        "Báo cáo sẽ in chính mã đó. Đề nghị thêm bảng reasons với các cột code, name_vi, name_en.",
        "Reports will print the codes. Add a table reasons with the columns code, name_vi, name_en.",
    ),
    Severity.NOTE,
)
