"""What can be said about workbooks: cells that lost what was typed, and files that are no honest workbook."""

from parindex.engine.problems import Severity, Text
from parindex.package.catalogue.kind import Kind

_AS_TEXT = Text(
    "Đề nghị định dạng cột là Text (Văn bản) rồi nhập lại các mã.",
    "Format the column as Text and enter the codes again.",
)

NOT_A_WORKBOOK = Kind(
    "not_a_workbook",
    "A workbook that is damaged, or not as a spreadsheet program writes it.",
    Text("Sổ tính bị hỏng hoặc không hợp lệ: {reason}.", "The workbook is damaged or not valid: {reason}."),
    Text(
        "Đề nghị mở bằng Excel hoặc LibreOffice và lưu lại dạng .xlsx.",
        "Open it in Excel or LibreOffice and save it again as .xlsx.",
    ),
)
OLD_WORKBOOK = Kind(
    "old_workbook",
    "An .xls workbook, or one protected by a password: only .xlsx without password is read.",
    Text(
        "Sổ tính dạng cũ (.xls) hoặc có đặt mật khẩu.",
        "The workbook is in the old form (.xls), or protected by a password.",
    ),
    Text("Đề nghị bỏ mật khẩu và lưu lại dạng .xlsx.", "Remove the password and save it as .xlsx."),
)
XML_TRICK = Kind(
    "xml_trick",
    "A workbook whose XML declares entities: no spreadsheet program writes that.",
    Text("Sổ tính có khai báo XML lạ (DOCTYPE, ENTITY).", "The workbook's XML holds declarations (DOCTYPE, ENTITY)."),
    Text("Không nên mở tệp này; đề nghị hỏi lại nơi gửi.", "Better not open this file; ask whoever sent it."),
)
SHEET_TOO_LARGE = Kind(
    "sheet_too_large",
    "A cell far away from the others makes a sheet larger than any table.",
    Text(
        "Trang tính trải tới ô {cell}, quá lớn để đọc.",
        "The sheet reaches to cell {cell}, which is too large to be read.",
    ),
    Text("Đề nghị xóa các ô nằm xa bảng số liệu.", "Delete the cells far away from the table."),
)
NO_INFORMATION = Kind(
    "no_information",
    "A workbook without the sheet that says what datapackage.json says.",
    Text(
        "Không có trang “Thông tin”; tên gói lấy theo tên tệp.",
        "There is no sheet “Thông tin” (information); the package is named after the file.",
    ),
    Text(
        "Đề nghị thêm trang “Thông tin” có hai cột Khóa và Giá trị, ví dụ parindex/year và 2017.",
        "Add a sheet “Thông tin” with the columns Key and Value, such as parindex/year and 2017.",
    ),
    Severity.NOTE,
)
BAD_INFORMATION = Kind(
    "bad_information",
    "A row of the sheet “Thông tin” that cannot be put into datapackage.json.",
    Text("Dòng “{key}” không dùng được: {reason}.", "The row “{key}” cannot be used: {reason}."),
    Text("Đề nghị sửa khóa hoặc giá trị.", "Mend the key or the value."),
)
SHEET_READ_AS = Kind(
    "sheet_read_as",
    "A sheet is taken for a table by its name.",
    Text("Trang này được hiểu là bảng {table}.", "This sheet is read as the table {table}."),
    Text("Nếu không đúng, đề nghị đổi tên trang.", "Rename the sheet where this is not so."),
    Severity.NOTE,
)
SHEET_KEPT = Kind(
    "sheet_kept",
    "A sheet that is no table of the format is kept and never read.",
    Text(
        "Trang này không phải bảng của định dạng; được giữ nguyên và không dùng để tính.",
        "This sheet is no table of the format; it is kept and counts for nothing.",
    ),
    Text(
        "{hint}Nếu là bảng của định dạng, đề nghị sửa tên trang.",
        "{hint}Where it is a table of the format, mend its name.",
    ),
    Severity.NOTE,
)
SHEET_TWICE = Kind(
    "sheet_twice",
    "Two sheets hold the same table.",
    Text(
        "Hai trang “{one}” và “{other}” cùng là bảng {table}.",
        "The sheets “{one}” and “{other}” are both the table {table}.",
    ),
    Text("Đề nghị bỏ hoặc đổi tên một trang.", "Delete or rename one of them."),
)
ERROR_CELL = Kind(
    "error_cell",
    "A cell shows an error (#N/A, #REF! …).",
    Text("Ô {cell} báo lỗi công thức.", "Cell {cell} shows a formula error."),
    Text("Đề nghị sửa công thức hoặc nhập giá trị.", "Mend the formula, or enter a value."),
)
NO_RESULT = Kind(
    "no_result",
    "A formula whose result is not stored in the file.",
    Text(
        "Ô {cell} có công thức nhưng tệp không lưu kết quả.",
        "Cell {cell} holds a formula, but the file does not store its result.",
    ),
    Text("Đề nghị mở bằng Excel hoặc LibreOffice rồi lưu lại.", "Open it in Excel or LibreOffice and save it again."),
)
FORMULAS = Kind(
    "formulas",
    "Formulas are read as the results stored in the file.",
    Text(
        "{number} ô là công thức; đã đọc kết quả lưu trong tệp.",
        "{number} cells are formulas; their stored results are read.",
    ),
    Text("Đề nghị lưu lại sau khi tính xong.", "Save the file after it has been recalculated."),
    Severity.NOTE,
)
DATE_CELL = Kind(
    "date_cell",
    "The spreadsheet program has turned what was typed (1.1, 5/10) into a date.",
    Text(
        "Ô chứa ngày tháng ({text}); bảng tính có thể đã đổi nội dung được nhập.",
        "The cell holds a date ({text}); the spreadsheet may have changed what was typed.",
    ),
    Text("Đề nghị định dạng cột là Text (Văn bản) rồi nhập lại.", "Format the column as Text and enter it again."),
)
DATES_READ = Kind(
    "dates_read",
    "Dates in a text column are read as year-month-day.",
    Text("{number} ô ngày tháng được đọc theo dạng năm-tháng-ngày.", "{number} dates are read as year-month-day."),
    Text("Không cần làm gì.", "Nothing to do."),
    Severity.NOTE,
)
PERCENT_CELL = Kind(
    "percent_cell",
    "A number of points is formatted as a percentage, so nobody can say which is meant.",
    Text("Điểm lại có định dạng phần trăm ({text}).", "Points are formatted as a percentage ({text})."),
    Text("Đề nghị đổi định dạng ô về Number và nhập số điểm.", "Format the cell as a number and enter the points."),
)
PERCENTS_READ = Kind(
    "percents_read",
    "Percentages are read as they are shown.",
    Text(
        "{number} ô phần trăm được đọc như hiển thị, ví dụ {example}.",
        "{number} percentages are read as shown, as {example}.",
    ),
    Text("Không cần làm gì.", "Nothing to do."),
    Severity.NOTE,
)
DIGITS_ROUNDED = Kind(
    "digits_rounded",
    "A spreadsheet stores 0.3 as 0.30000000000000004; numbers are read at the 15 digits it shows.",
    Text(
        "{number} số được đọc ở 15 chữ số mà bảng tính hiển thị, ví dụ {example}.",
        "{number} numbers are read at the 15 digits that a spreadsheet shows, as {example}.",
    ),
    Text("Không cần làm gì.", "Nothing to do."),
    Severity.NOTE,
)
CODE_NUMBERS = Kind(
    "code_numbers",
    "Codes that the workbook stores as numbers.",
    Text(
        "{number} mã được lưu dưới dạng số, ví dụ {example}; đã đọc làm mã.",
        "{number} codes are stored as numbers, as {example}; they are read as codes.",
    ),
    _AS_TEXT,
    Severity.NOTE,
)
CODE_UNCLEAR = Kind(
    "code_unclear",
    "A code stored as a number may be another code: 1.10 typed as a number is 1.1.",
    Text(
        "Mã {code} được lưu dưới dạng số và có thể là {others}.",
        "The code {code} is stored as a number and may be {others}.",
    ),
    _AS_TEXT,
)
MERGED_FILLED = Kind(
    "merged_filled",
    "Cells merged down a column: their text counts for every row they cover.",
    Text(
        "Ô gộp được hiểu là cùng nội dung cho mọi dòng ({number} ô).",
        "Merged cells count for every row they cover ({number} cells).",
    ),
    Text("Nếu không đúng, đề nghị bỏ gộp ô.", "Unmerge them where this is not so."),
    Severity.NOTE,
)
