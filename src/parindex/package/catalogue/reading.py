"""What can be said while files become tables: what was assumed (notes), and cells that cannot be read."""

from parindex.engine.problems import Severity, Text
from parindex.package.catalogue.kind import Kind

NAME_ASSUMED = Kind(
    "name_assumed",
    "datapackage.json gives the round no name; that of the folder or file is taken.",
    Text("Tệp không ghi tên gói (name); đã lấy “{name}”.", "The package has no name; “{name}” is taken."),
    Text("Đề nghị ghi name trong datapackage.json.", "Write name in datapackage.json."),
    Severity.NOTE,
)
TABLE_ASSUMED = Kind(
    "table_assumed",
    "A file is taken for a table by its name, because datapackage.json does not list it.",
    Text(
        "datapackage.json không kê tệp này; đã đọc làm bảng {table} theo tên tệp.",
        "datapackage.json does not list this file; it is read as the table {table} by its name.",
    ),
    Text("Đề nghị bổ sung tệp vào resources.", "Add the file to resources."),
    Severity.NOTE,
)
RESOURCE_SKIPPED = Kind(
    "resource_skipped",
    "A resource that is no CSV table stays unread.",
    Text(
        "Tài nguyên “{name}” không phải bảng CSV nên không đọc.",
        "The resource “{name}” is no CSV table and is not read.",
    ),
    Text("Không cần làm gì nếu tệp chỉ để tham khảo.", "Nothing to do where the file is only for reference."),
    Severity.NOTE,
)
FILE_LEFT_OUT = Kind(
    "file_left_out",
    "A CSV file or a sheet that belongs to no table of the package stays unread.",
    Text("“{name}” không thuộc gói dữ liệu nên không đọc.", "“{name}” does not belong to the package and is not read."),
    Text(
        "Nếu cần, đề nghị kê tệp trong resources của datapackage.json.",
        "Where it is needed, list it under resources in datapackage.json.",
    ),
    Severity.NOTE,
)
ENCODING_FOUND = Kind(
    "encoding_found",
    "The file's byte order mark says another encoding than datapackage.json.",
    Text("Tệp ghi theo bảng mã {encoding}; đã đọc theo bảng mã đó.", "The file is in {encoding}; it is read so."),
    Text(
        "Đề nghị lưu lại dạng “CSV UTF-8” hoặc ghi encoding trong datapackage.json.",
        "Save it as “CSV UTF-8”, or state the encoding in datapackage.json.",
    ),
    Severity.NOTE,
)
SEPARATOR_FOUND = Kind(
    "separator_found",
    "The cells are separated by something else than a comma.",
    Text(
        "Các ô cách nhau bằng {separator}; đã đọc theo dấu đó.", "Cells are separated by {separator}; they are read so."
    ),
    Text(
        "Không cần làm gì; lệnh parindex convert ghi lại theo dạng chuẩn.",
        "Nothing to do; parindex convert writes the standard form.",
    ),
    Severity.NOTE,
)
HEADING_BELOW = Kind(
    "heading_below",
    "Rows above the heading (titles) are passed over.",
    Text(
        "Dòng tiêu đề cột là dòng {row}; các dòng phía trên không đọc.",
        "The heading is row {row}; rows above it are not read.",
    ),
    Text("Đề nghị kiểm tra phía trên không có số liệu.", "Check that there are no data above it."),
    Severity.NOTE,
)
HEADING_READ_AS = Kind(
    "heading_read_as",
    "Headings in other words are taken for columns of the format.",
    Text("Tên cột được hiểu như sau: {headings}.", "Headings are read as follows: {headings}."),
    Text("Nếu không đúng, đề nghị đổi tên cột.", "Rename a column where this is not so."),
    Severity.NOTE,
)
HEADING_UNKNOWN = Kind(
    "heading_unknown",
    "A column that the format does not know is kept and never read.",
    Text(
        "Cột “{heading}” không có trong định dạng; được giữ nguyên và không dùng để tính.",
        "The column “{heading}” is not in the format; it is kept and counts for nothing.",
    ),
    Text(
        "{hint}Nếu là cột của định dạng, đề nghị sửa tên.", "{hint}Where it is a column of the format, mend its name."
    ),
    Severity.NOTE,
)
HEADING_EMPTY = Kind(
    "heading_empty",
    "A column has cells but no heading.",
    Text(
        "Cột {letter} có số liệu mà không có tên cột; được giữ với tên “{name}”.",
        "Column {letter} has cells but no heading; it is kept as “{name}”.",
    ),
    Text("Đề nghị đặt tên cột, hoặc xóa nếu không cần.", "Name the column, or delete it where it is not needed."),
    Severity.NOTE,
)
HEADING_TWICE = Kind(
    "heading_twice",
    "Two columns have the same heading, so nobody can say which one holds.",
    Text(
        "Cột {column} có hai lần (“{first}” và “{second}”).",
        "The column {column} stands twice (“{first}” and “{second}”).",
    ),
    Text("Đề nghị xóa hoặc đổi tên một cột.", "Delete or rename one of them."),
)
HEADING_NUMBERED = Kind(
    "heading_numbered",
    "Of two columns with the same heading that the format does not know, the second is kept with a number.",
    Text(
        "Cột “{heading}” có hai lần; cột sau được giữ với tên “{name}”.",
        "The column “{heading}” stands twice; the second is kept as “{name}”.",
    ),
    Text("Đề nghị đổi tên một cột.", "Rename one of them."),
    Severity.NOTE,
)
NO_HEADING = Kind(
    "no_heading",
    "A file or sheet has no heading at all.",
    Text("Tệp trống: không có dòng tiêu đề cột.", "The file is empty: it has no heading."),
    Text("Đề nghị thêm dòng tiêu đề: {columns}.", "Add the heading: {columns}."),
)
ROW_TOO_LONG = Kind(
    "row_too_long",
    "A row has more cells than the heading.",
    Text(
        "Dòng có {cells} ô, trong khi tiêu đề có {columns} cột; ô thừa đầu tiên là “{extra}”.",
        "The row has {cells} cells and the heading {columns}; the first one too many is “{extra}”.",
    ),
    Text(
        "Nếu ô có dấu phẩy (ví dụ 0,5) thì đặt trong dấu nháy kép hoặc dùng dấu chấm; nếu không, xóa ô thừa.",
        "Where a cell holds a comma (as in 0,5), quote it or write a point; otherwise delete the extra cell.",
    ),
)
ROWS_SHORT = Kind(
    "rows_short",
    "Rows with fewer cells than the heading; the missing ones count as empty.",
    Text(
        "Có {number} dòng thiếu ô ở cuối; các ô thiếu được coi là trống.",
        "{number} rows lack cells at the end; these count as empty.",
    ),
    Text("Đề nghị kiểm tra từ dòng đã nêu.", "Check them, from the row named."),
    Severity.NOTE,
)
SPACES_REMOVED = Kind(
    "spaces_removed",
    "Spaces around a text, hard spaces and invisible characters were removed.",
    Text(
        "Đã bỏ khoảng trắng thừa hoặc ký tự ẩn ở {number} ô.",
        "Extra spaces or invisible characters were removed from {number} cells.",
    ),
    Text("Không cần làm gì.", "Nothing to do."),
    Severity.NOTE,
)
LETTERS_COMPOSED = Kind(
    "letters_composed",
    "Letters written as a base letter and separate marks were composed (Unicode NFC).",
    Text(
        "Đã chuyển chữ tổ hợp về Unicode dựng sẵn (NFC) ở {number} ô.",
        "Decomposed letters were composed (NFC) in {number} cells.",
    ),
    Text("Không cần làm gì.", "Nothing to do."),
    Severity.NOTE,
)
WORD_READ_AS = Kind(
    "word_read_as",
    "A word written otherwise is taken for a word of the format.",
    Text("“{word}” được hiểu là {meaning} ({number} ô).", "“{word}” is read as {meaning} ({number} cells)."),
    Text("Nếu không đúng, đề nghị sửa lại.", "Mend it where this is not so."),
    Severity.NOTE,
)
NUMBERS_READ = Kind(
    "numbers_read",
    "Numbers with a decimal comma, thousands separators or a typographic minus were read.",
    Text(
        "Đã đọc {number} số viết kiểu khác, ví dụ “{example}” là {meaning}.",
        "{number} numbers in another notation were read: “{example}” as {meaning}.",
    ),
    Text("Nếu không đúng, đề nghị sửa lại.", "Mend them where this is not so."),
    Severity.NOTE,
)
NUMBER_UNCLEAR = Kind(
    "number_unclear",
    "A number that can be read in two ways.",
    Text("“{text}” có thể là {one} hoặc {other} ({number} ô).", "“{text}” may be {one} or {other} ({number} cells)."),
    Text(
        "Đề nghị ghi rõ: dùng dấu chấm thập phân và không dùng dấu tách nghìn.",
        "Write it clearly: a decimal point and no thousands separators.",
    ),
)
CONTROL_CHARACTER = Kind(
    "control_character",
    "A cell holds a character that is no text (NUL, control characters).",
    Text("Ô chứa ký tự điều khiển {character}.", "The cell holds the control character {character}."),
    Text("Đề nghị xóa ký tự đó, hoặc xuất lại tệp từ bảng tính.", "Delete it, or export the file again."),
)
LETTERS_LOST = Kind(
    "letters_lost",
    "A text holds U+FFFD, the mark of a letter that was lost, or a sign that turns the direction of writing.",
    Text(
        "“{text}” có ký tự hỏng {character} ({number} ô).",
        "“{text}” holds the damaged letter {character} ({number} cells).",
    ),
    Text("Đề nghị gõ lại chữ đúng.", "Type the text again."),
)
LETTERS_GARBLED = Kind(
    "letters_garbled",
    "A text looks like Vietnamese that was read in another encoding.",
    Text(
        "“{text}” có vẻ bị lỗi phông chữ ({number} ô).", "“{text}” looks garbled by another encoding ({number} cells)."
    ),
    Text(
        "Đề nghị xem lại, và nếu đúng là hỏng thì xuất lại tệp dạng CSV UTF-8.",
        "Look at it and, if it is garbled, export the file again as CSV UTF-8.",
    ),
    Severity.NOTE,
)
