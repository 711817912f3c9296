"""Files that cannot be read, or must not be: each is refused with one clear problem, before it can do harm."""

from parindex.engine.problems import Text
from parindex.package.catalogue.kind import Kind

_CHECK_FILE = Text(
    "Đề nghị kiểm tra nguồn gốc tệp và xuất lại.", "Check where the file comes from, and export it again."
)

NOT_FOUND = Kind(
    "not_found",
    "There is no file or folder at the path.",
    Text("Không tìm thấy “{name}”.", "There is no “{name}”."),
    Text("Đề nghị kiểm tra đường dẫn.", "Check the path."),
)
NO_ACCESS = Kind(
    "no_access",
    "The operating system does not let the file be read.",
    Text("Không mở được tệp: {reason}.", "The file cannot be opened: {reason}."),
    Text("Đề nghị kiểm tra quyền đọc tệp.", "Check the permission to read it."),
)
NOT_A_FILE = Kind(
    "not_a_file",
    "A name that should be a file is a folder, a pipe or a device.",
    Text("“{name}” không phải tệp thông thường.", "“{name}” is no ordinary file."),
    Text("Đề nghị thay bằng tệp CSV.", "Put a CSV file in its place."),
)
NOT_A_PACKAGE = Kind(
    "not_a_package",
    "The path is neither a folder, nor a .zip, nor a workbook (.xlsx), nor datapackage.json.",
    Text("“{name}” không phải gói dữ liệu.", "“{name}” is no round package."),
    Text(
        "Đề nghị chỉ tới thư mục có datapackage.json, tệp .zip hoặc sổ tính .xlsx; sổ tính dạng khác thì lưu lại thành .xlsx.",
        "Point to a folder with datapackage.json, a .zip or an .xlsx workbook; save other workbooks as .xlsx.",
    ),
)
NO_DESCRIPTOR = Kind(
    "no_descriptor",
    "A folder or zip without datapackage.json is no package.",
    Text("Không có tệp datapackage.json.", "There is no datapackage.json."),
    Text(
        'Đề nghị tạo tệp với nội dung tối thiểu: {{"name": "ten-ky", "resources": [], "parindex": {{"format": 1, "year": 2017}}}}.',
        'Create it, at least: {{"name": "round-name", "resources": [], "parindex": {{"format": 1, "year": 2017}}}}.',
    ),
)
BAD_JSON = Kind(
    "bad_json",
    "datapackage.json is no valid JSON object, or holds what JSON does not allow (NaN, the same key twice, too deep).",
    Text("datapackage.json không đọc được: {reason}.", "datapackage.json cannot be read: {reason}."),
    Text(
        "Đề nghị sửa chỗ đã nêu rồi chạy lại.",
        "Mend what is named, and run the command again.",
    ),
)
BAD_RESOURCE = Kind(
    "bad_resource",
    "An entry of resources in datapackage.json lacks its name or path, or has one that is no text.",
    Text("Mục resources thứ {number} không hợp lệ: {reason}.", "Entry {number} of resources is not valid: {reason}."),
    Text(
        'Đề nghị ghi như {{"name": "scores", "path": "scores.csv"}}.',
        'Write it as {{"name": "scores", "path": "scores.csv"}}.',
    ),
)
RESOURCE_TWICE = Kind(
    "resource_twice",
    "Two resources have the same name or the same file.",
    Text("“{name}” có hai lần trong resources.", "“{name}” stands twice in resources."),
    Text("Đề nghị bỏ một mục.", "Remove one entry."),
)
PATH_OUTSIDE = Kind(
    "path_outside",
    "A path leads out of the package: absolute, with .., a drive, a backslash, or an address on the network.",
    Text("Đường dẫn “{name}” chỉ ra ngoài gói dữ liệu.", "The path “{name}” leads out of the package."),
    Text(
        "Đề nghị đặt tệp trong gói và ghi đường dẫn tương đối, ví dụ scores.csv.",
        "Put the file into the package and give a relative path such as scores.csv.",
    ),
)
LINK = Kind(
    "link",
    "A link is not followed, because it may lead anywhere.",
    Text("“{name}” là liên kết (link), không phải tệp.", "“{name}” is a link, not a file."),
    Text("Đề nghị chép chính tệp đó vào gói.", "Copy the file itself into the package."),
)
FILE_MISSING = Kind(
    "file_missing",
    "datapackage.json lists a file that is not there.",
    Text(
        "datapackage.json có kê tệp này nhưng không tìm thấy.", "datapackage.json lists this file, but it is not there."
    ),
    Text("{hint}Đề nghị bổ sung tệp hoặc sửa path.", "{hint}Add the file, or mend its path."),
)
TOO_LARGE = Kind(
    "too_large",
    "A file is larger than the format takes.",
    Text("Tệp quá lớn: quá {limit} MiB.", "The file is too large: over {limit} MiB."),
    _CHECK_FILE,
)
TOO_MANY_ROWS = Kind(
    "too_many_rows",
    "A table has more rows than the format takes.",
    Text("Bảng có quá {limit} dòng.", "The table has more than {limit} rows."),
    Text("Đề nghị xóa các dòng thừa hoặc chia thành nhiều kỳ.", "Delete rows that do not belong, or split the round."),
)
TOO_MANY_TEXTS = Kind(
    "too_many_texts",
    "A table has more different cells than the format takes.",
    Text("Bảng có quá {limit} nội dung khác nhau.", "The table has more than {limit} different cells."),
    _CHECK_FILE,
)
TOO_MANY_COLUMNS = Kind(
    "too_many_columns",
    "A table has more columns than the format takes.",
    Text("Bảng có quá {limit} cột.", "The table has more than {limit} columns."),
    Text("Đề nghị xóa các cột thừa.", "Delete the columns that do not belong."),
)
CELL_TOO_LARGE = Kind(
    "cell_too_large",
    "A cell or line is longer than any text could be; mostly a quotation mark that is not closed.",
    Text("Có ô hoặc dòng dài quá {limit} MiB.", "A cell or line is longer than {limit} MiB."),
    Text(
        'Đề nghị kiểm tra dấu nháy kép (") chưa đóng hoặc nội dung thừa.',
        'Look for a quotation mark (") that is not closed, or contents that do not belong.',
    ),
)
BAD_QUOTES = Kind(
    "bad_quotes",
    "Quotation marks in a CSV file do not match.",
    Text("Dấu nháy kép không khớp: {reason}.", "Quotation marks do not match: {reason}."),
    Text(
        'Đề nghị đóng dấu nháy; dấu nháy trong nội dung ghi thành hai dấu ("").',
        'Close the quotation mark; one inside a text is written twice ("").',
    ),
)
NOT_UTF8 = Kind(
    "not_utf8",
    "A text file is not in UTF-8, and its encoding cannot be told with certainty.",
    Text("Tệp không theo bảng mã {encoding} (gần dòng {line}).", "The file is not in {encoding} (near line {line})."),
    Text(
        "Đề nghị mở bằng Excel rồi lưu dạng “CSV UTF-8 (Comma delimited)”; tệp theo VNI hoặc TCVN3 thì chuyển mã trước. "
        "Nếu chắc chắn tệp theo windows-1258 thì ghi encoding đó trong datapackage.json.",
        "Open it in Excel and save it as “CSV UTF-8 (Comma delimited)”. Where it is surely windows-1258, say so as "
        "encoding in datapackage.json.",
    ),
)
UNKNOWN_ENCODING = Kind(
    "unknown_encoding",
    "datapackage.json names an encoding that is not read.",
    Text("Không đọc bảng mã “{encoding}”.", "The encoding “{encoding}” is not read."),
    Text("Đề nghị lưu tệp theo UTF-8 và ghi encoding là utf-8.", "Save the file as UTF-8 and give utf-8 as encoding."),
)
NOT_TEXT = Kind(
    "not_text",
    "A file that should be CSV holds binary data.",
    Text(
        "Tệp không phải văn bản CSV (có byte NUL hoặc là tệp dạng khác).",
        "The file is no CSV text (it holds NUL bytes, or is of another kind).",
    ),
    Text("Đề nghị xuất bảng tính ra “CSV UTF-8”.", "Export the spreadsheet as “CSV UTF-8”."),
)
BAD_ARCHIVE = Kind(
    "bad_archive",
    "A .zip or workbook is damaged or cut short.",
    Text("Tệp nén bị hỏng hoặc thiếu: {reason}.", "The archive is damaged or cut short: {reason}."),
    Text("Đề nghị tải hoặc lưu lại tệp.", "Download or save the file again."),
)
ARCHIVE_BOMB = Kind(
    "archive_bomb",
    "An archive that would unpack to far more than it holds is not unpacked.",
    Text("Tệp nén bung ra quá lớn ({reason}).", "The archive unpacks to far too much ({reason})."),
    _CHECK_FILE,
)
ARCHIVE_NAME_TWICE = Kind(
    "archive_name_twice",
    "An archive holds the same name twice, so nobody can say which one holds.",
    Text("Tệp nén có hai tệp cùng tên “{name}”.", "The archive holds “{name}” twice."),
    Text("Đề nghị nén lại, mỗi tên một tệp.", "Pack it again, each name once."),
)
ENCRYPTED = Kind(
    "encrypted",
    "A file is protected by a password.",
    Text("Tệp có đặt mật khẩu.", "The file is protected by a password."),
    Text("Đề nghị bỏ mật khẩu rồi lưu lại.", "Remove the password and save it again."),
)
