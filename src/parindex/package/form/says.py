"""Problems and notes of the scoring form: files, sheets, rows and units. Those of points stand in `says_points`."""

from parindex.engine.problems import Severity, Text
from parindex.package.catalogue.kind import Kind

_AS_TEXT = Text(
    "Đề nghị định dạng cột STT là Text (Văn bản) rồi nhập lại số này.",
    "Format the column of numbers as Text and enter this one again.",
)
_IF_RIGHT = Text("Nếu đúng thì không cần sửa.", "Nothing to mend if that is right.")

TEMPORARY = Kind(
    "form_temporary_file",
    "A temporary file that Excel makes while a workbook is open.",
    Text("Tệp tạm của Excel; không đọc.", "A temporary file of Excel; it is not read."),
    Text(
        "Nếu phiếu đang mở, đề nghị lưu và đóng để số liệu được ghi đủ.",
        "If the form is open, save and close it, so that everything is in the file.",
    ),
    Severity.NOTE,
)
NO_WORKBOOK = Kind(
    "form_other_file",
    "A file in the folder of forms that is no workbook.",
    Text("Không phải sổ tính; không đọc.", "It is no workbook and is not read."),
    Text("Phiếu chấm điểm phải là tệp .xlsx, .xls hoặc .ods.", "Forms are .xlsx, .xls or .ods files."),
    Severity.NOTE,
)
TOO_MANY_CELLS = Kind(
    "form_too_many_cells",
    "The forms that are read together span more cells than are read at once.",
    Text("Các phiếu có quá {limit} ô.", "The forms have more than {limit} cells."),
    Text(
        "Đề nghị xóa các ô nằm xa bảng, hoặc đọc từng nhóm phiếu với --base.",
        "Delete cells far away from the tables, or read the forms in groups with --base.",
    ),
)
HIDDEN_SHEET = Kind(
    "form_hidden_sheet",
    "A hidden sheet is not read.",
    Text("Trang “{name}” đang ẩn; không đọc.", "The sheet “{name}” is hidden and is not read."),
    Text("Nếu là phiếu của một đơn vị, đề nghị bỏ ẩn trang.", "Unhide it where it is a unit's form."),
    Severity.NOTE,
)
NEITHER = Kind(
    "neither_package_nor_form",
    "The source is neither a round package nor a scoring form.",
    Text(
        "“{name}” không phải gói dữ liệu (không có trang bảng nào như Tiêu chí, Đơn vị, Điểm; không có datapackage.json), "
        "cũng không phải phiếu chấm điểm (không trang nào có dòng đầu bảng với cột tiêu chí và cột điểm).",
        "“{name}” is no round package (no sheet of a table such as criteria, units or scores, no datapackage.json), and no "
        "scoring form (no sheet has a head with a column of criteria and one of points).",
    ),
    Text(
        "Với phiếu chấm điểm: đặt tên cột như “STT”, “Tiêu chí”, “Điểm tối đa”, “Tự đánh giá”, “Thẩm định”. Với gói dữ liệu: xem "
        "docs/reference/package-format.md.",
        "For a form, name the columns “STT”, “Tiêu chí”, “Điểm tối đa”, “Tự đánh giá”, “Thẩm định”. For a package, see "
        "docs/reference/package-format.md.",
    ),
)
NO_HEAD = Kind(
    "form_sheet_without_head",
    "A sheet beside the forms that is none itself.",
    Text(
        "Trang không có dòng đầu bảng của phiếu (cột tiêu chí và cột điểm); không đọc.",
        "The sheet has no head of a form (a column of criteria and one of points) and is not read.",
    ),
    Text(
        "Nếu là phiếu, đề nghị đặt tên cột như “STT”, “Tiêu chí”, “Điểm tối đa”, “Tự đánh giá”, “Thẩm định”.",
        "Where it is a form, name the columns “STT”, “Tiêu chí”, “Điểm tối đa”, “Tự đánh giá”, “Thẩm định”.",
    ),
    Severity.NOTE,
)
NO_CRITERIA = Kind(
    "form_without_criteria",
    "A form whose rows hold no numbered criterion.",
    Text("Không nhận ra tiêu chí nào dưới dòng đầu bảng.", "No criterion is recognised below the head."),
    Text(
        "Đề nghị ghi số thứ tự dạng I, 1.1, 1.1.1 (hoặc 1, 1.1, 1.1.1) trước mỗi tiêu chí.",
        "Number each criterion: I, 1.1, 1.1.1 (or 1, 1.1, 1.1.1).",
    ),
)
RECOGNISED = Kind(
    "form_recognised",
    "What was recognised in a sheet: head, columns, rows.",
    Text(
        "Đơn vị {unit}. Đầu bảng ở dòng {head}; các cột: {columns}. Nhận ra {areas} lĩnh vực, {groups} tiêu chí, {leaves} tiêu chí "
        "chấm điểm, {levels} dòng mức điểm, {totals} dòng cộng; {other} dòng khác. Đọc được {points} điểm số và {states} ô không chấm "
        "điểm.",
        "Unit {unit}. Head in row {head}; columns: {columns}. Recognised: {areas} areas, {groups} groups of criteria, {leaves} scored "
        "criteria, {levels} levels, {totals} totals; {other} other rows. {points} points and {states} absences were read.",
    ),
    Text(
        "Đề nghị đối chiếu với phiếu; thêm --told TỆP.csv để xem từng dòng.",
        "Compare this with the form; add --told FILE.csv to see every row.",
    ),
    Severity.NOTE,
)
COLUMN_UNKNOWN = Kind(
    "form_column_unknown",
    "A column of the form whose heading is not known.",
    Text("Không nhận ra cột “{heading}”; không đọc.", "The column “{heading}” is not recognised and not read."),
    Text(
        "Nếu là cột điểm, đề nghị đặt tên như “Tự đánh giá”, “Điều tra XHH”, “Thẩm định”, “Điểm đạt được”.",
        "Where it holds points, name it “Tự đánh giá”, “Điều tra XHH”, “Thẩm định” or “Điểm đạt được”.",
    ),
    Severity.NOTE,
)
COLUMN_TWICE = Kind(
    "form_column_twice",
    "Two columns of the form mean the same, so nobody can say which one holds.",
    Text(
        "Cột “{heading}” cũng có nghĩa là {meaning}, như cột {first}; chỉ đọc cột {first}.",
        "The column “{heading}” means {meaning} too, as column {first} does; only column {first} is read.",
    ),
    Text("Đề nghị đổi tên hoặc xóa một cột.", "Rename or delete one of them."),
)
HIDDEN_CELLS = Kind(
    "form_hidden_cells",
    "Hidden rows or columns are read like the others.",
    Text(
        "Có {rows} dòng và {columns} cột đang ẩn; vẫn đọc như các dòng, cột khác.",
        "{rows} rows and {columns} columns are hidden; they are read like the others.",
    ),
    Text("Nếu không thuộc phiếu, đề nghị xóa.", "Delete them where they do not belong to the form."),
    Severity.NOTE,
)
NUMBER_READ = Kind(
    "form_number_read",
    "A number that the spreadsheet has changed (1.10 into 1.1, 1.2 into a date) is settled by the order of the rows.",
    Text(
        "Số thứ tự “{written}” được hiểu là {code} theo thứ tự các dòng.",
        "By the order of rows, “{written}” is {code}.",
    ),
    _AS_TEXT,
    Severity.NOTE,
)
NUMBER_UNCLEAR = Kind(
    "form_number_unclear",
    "A number that the spreadsheet has changed, and that the order of the rows does not settle.",
    Text(
        "Số thứ tự “{written}” có thể là {codes}; dòng này không đọc.",
        "The number “{written}” may be {codes}; the row is not read.",
    ),
    _AS_TEXT,
)
NUMBER_TWICE = Kind(
    "form_number_twice",
    "Two rows of a sheet have the same number.",
    Text(
        "Số {code} đã có ở dòng {first}; dòng này không đọc.",
        "The number {code} stands in row {first} already; this row is not read.",
    ),
    Text("Đề nghị sửa số thứ tự hoặc xóa một dòng.", "Mend the number, or delete one of the rows."),
)
NUMBER_ELSEWHERE = Kind(
    "form_number_elsewhere",
    "A number that does not belong to the area it stands under.",
    Text(
        "Số “{written}” không thuộc lĩnh vực {area} ở phía trên; dòng này không đọc.",
        "The number “{written}” does not belong to the area {area} above it; the row is not read.",
    ),
    Text("Đề nghị sửa số thứ tự, hoặc chuyển dòng về đúng lĩnh vực.", "Mend the number, or move the row to its area."),
)
NUMBER_GIVEN = Kind(
    "form_number_given",
    "A row without a number whose number can only be one.",
    Text(
        "Dòng không có số thứ tự; được hiểu là {code} ({why}).",
        "The row has no number; it is taken for {code} ({why}).",
    ),
    Text("Đề nghị ghi số thứ tự.", "Write the number."),
    Severity.NOTE,
)
PARENT_MISSING = Kind(
    "form_parent_missing",
    "A criterion whose heading is not in the form.",
    Text("Không có dòng {parent} cho tiêu chí {code}.", "There is no row {parent} for criterion {code}."),
    Text("Đề nghị thêm dòng {parent}, hoặc sửa số thứ tự.", "Add the row {parent}, or mend the number."),
)
OUT_OF_ORDER = Kind(
    "form_out_of_order",
    "Rows that do not stand in the order of their numbers.",
    Text(
        "Số {code} đứng sau {before}; đã xếp lại theo số thứ tự.",
        "{code} stands after {before}; rows are put in the order of their numbers.",
    ),
    _IF_RIGHT,
    Severity.NOTE,
)
NAME_MISSING = Kind(
    "form_name_missing",
    "A numbered row without a name.",
    Text("Dòng số {code} không có tên tiêu chí; không đọc.", "Row {code} has no name and is not read."),
    Text("Đề nghị nhập tên tiêu chí, hoặc xóa dòng.", "Enter the criterion's name, or delete the row."),
)
NOT_RECOGNISED = Kind(
    "form_row_not_recognised",
    "A row with points that is neither a numbered criterion nor a level, a total or a signature.",
    Text(
        "Không nhận ra dòng “{name}”: có điểm nhưng không có số thứ tự.",
        "The row “{name}” is not recognised: it has points but no number.",
    ),
    Text(
        "Đề nghị ghi số thứ tự nếu là tiêu chí; nếu là mức điểm thì ghi điểm ở dòng tiêu chí phía trên.",
        "Number it where it is a criterion; where it is a level, write the points in the criterion's row above.",
    ),
)
ADJUSTMENT = Kind(
    "form_adjustment",
    "Bonus and penalty points stand outside the criteria, and are not read from a form.",
    Text(
        "Dòng “{name}” là điểm thưởng hoặc điểm trừ, nằm ngoài bộ tiêu chí; không đọc.",
        "The row “{name}” is a bonus or penalty, outside the criteria; it is not read.",
    ),
    Text(
        "Đề nghị nhập vào bảng adjustments của gói dữ liệu (đơn vị, loại, điểm, lý do).",
        "Enter it in the package's table adjustments (unit, kind, points, reason).",
    ),
)
FORMULA_EMPTY = Kind(
    "form_formula_without_result",
    "A formula whose result is not stored in the file.",
    Text(
        "Ô là công thức nhưng tệp không lưu kết quả.", "The cell is a formula whose result is not stored in the file."
    ),
    Text("Đề nghị mở bằng Excel hoặc LibreOffice rồi lưu lại.", "Open it in Excel or LibreOffice and save it again."),
)

UNIT_UNKNOWN = Kind(
    "form_unit_unknown",
    "The unit of a sheet is not in the base package.",
    Text(
        "Không có đơn vị nào trong gói đối chiếu khớp với {names}; trang này không đọc.",
        "No unit of the base package matches {names}; the sheet is not read.",
    ),
    Text(
        "{hint}Đề nghị đặt tên trang là tên hoặc mã đơn vị, hoặc ghi dòng “Đơn vị: …” phía trên bảng.",
        "{hint}Name the sheet after the unit or its code, or write a line “Đơn vị: …” above the table.",
    ),
)
UNIT_UNNAMED = Kind(
    "form_unit_unnamed",
    "Nothing says whose form a sheet is.",
    Text(
        "Không rõ phiếu của đơn vị nào: tên trang “{sheet}” không nói, phía trên bảng cũng không; trang này không đọc.",
        "Nothing says whose form this is: neither the sheet's name “{sheet}” nor the lines above; the sheet is not read.",
    ),
    Text(
        "Đề nghị đặt tên trang là tên đơn vị, hoặc ghi dòng “Đơn vị: …” phía trên bảng.",
        "Name the sheet after the unit, or write a line “Đơn vị: …” above the table.",
    ),
)
UNIT_TWO = Kind(
    "form_unit_contradiction",
    "The sheet's name and its title lines name two different units.",
    Text(
        "Trang nêu hai đơn vị: “{one}” ({where_one}) và “{other}” ({where_other}); không đọc.",
        "The sheet names two units: “{one}” ({where_one}) and “{other}” ({where_other}); it is not read.",
    ),
    Text("Đề nghị sửa tên trang hoặc dòng tiêu đề.", "Mend the sheet's name or the title line."),
)
UNIT_TWICE = Kind(
    "form_unit_twice",
    "Two sheets are the form of the same unit.",
    Text(
        "Đơn vị {unit} đã có phiếu ở {first}; trang này không đọc.",
        "The form of {unit} stands in {first} already; this sheet is not read.",
    ),
    Text("Đề nghị giữ một phiếu, hoặc sửa tên đơn vị.", "Keep one of them, or mend the unit's name."),
)
UNIT_MATCHED = Kind(
    "form_unit_matched",
    "A unit recognised by a name that is written a little differently.",
    Text("“{written}” được hiểu là {unit}.", "“{written}” is taken for {unit}."),
    _IF_RIGHT,
    Severity.NOTE,
)
UNITS_MADE = Kind(
    "form_units_made",
    "Units made from the forms, with codes made from their names.",
    Text(
        "Đã lập {count} đơn vị từ phiếu, mã đặt theo tên: {units}. Tất cả xếp vào một khối “{block}”.",
        "{count} units are made from the forms, with codes made from their names: {units}. All are put in one block “{block}”.",
    ),
    Text(
        "Đề nghị kiểm tra mã, khối và tên tiếng Anh ở bảng units; hoặc dùng --base với gói đã có danh sách đơn vị.",
        "Check codes, blocks and English names in the table units; or use --base with a package that lists the units.",
    ),
    Severity.NOTE,
)
YEAR_MISSING = Kind(
    "form_year_missing",
    "No title line says which year is assessed.",
    Text("Không tìm thấy năm đánh giá trong các dòng tiêu đề.", "No title line says which year is assessed."),
    Text(
        "Đề nghị ghi “năm 2017” ở tiêu đề phiếu, hoặc nhập parindex.year trong gói vừa ghi.",
        "Write “năm 2017” in the form's title, or enter parindex.year in the package written.",
    ),
)
YEAR_DIFFERS = Kind(
    "form_year_differs",
    "A form of another year.",
    Text(
        "Phiếu ghi năm {year}, nhưng kỳ đánh giá là năm {other}.",
        "The form says {year}, but the round is that of {other}.",
    ),
    Text("Đề nghị kiểm tra có nhầm phiếu của năm khác không.", "Check whether a form of another year was taken."),
)
MADE = Kind(
    "form_package_made",
    "What a package made from forms alone cannot know.",
    Text(
        "Gói được lập từ phiếu: năm {year}; tiêu đề “{title}”. Phiếu không cho biết cơ quan công bố, địa danh, các mức xếp loại, "
        "khối, tên tiếng Anh, đơn vị chủ trì, tồn tại và lý do mất điểm; các mục này để trống.",
        "The package is made from forms: year {year}; title “{title}”. Forms do not tell the authority, place, bands, blocks, English "
        "names, lead units, findings and reasons; these are left empty.",
    ),
    Text(
        "Đề nghị bổ sung vào datapackage.json (authority_vi, place_vi, bands) và các bảng, rồi chạy parindex check.",
        "Add them to datapackage.json (authority_vi, place_vi, bands) and the tables, then run parindex check.",
    ),
    Severity.NOTE,
)
