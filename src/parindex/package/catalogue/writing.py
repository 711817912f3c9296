"""Why a package cannot be written. Nothing is left behind then, and nothing that was there is touched."""

from parindex.engine.problems import Text
from parindex.package.catalogue.kind import Kind

TARGET_EXISTS = Kind(
    "target_exists",
    "Something stands at the target already.",
    Text("“{name}” đã có.", "“{name}” exists already."),
    Text("Đề nghị chọn tên khác, hoặc thêm --force để thay thế.", "Choose another name, or add --force to replace it."),
)
TARGET_NOT_OURS = Kind(
    "target_not_ours",
    "A folder that holds other files than a package is not replaced, even with --force: they would be lost.",
    Text(
        "Thư mục “{name}” có tệp không thuộc gói dữ liệu ({other}) nên không thay thế.",
        "The folder “{name}” holds files of no package ({other}) and is not replaced.",
    ),
    Text("Đề nghị chọn thư mục khác hoặc dọn thư mục này trước.", "Choose another folder, or clear this one first."),
)
TARGET_KIND = Kind(
    "target_kind",
    "The target's ending is neither .zip nor .xlsx, and is no folder's.",
    Text("Không ghi được dạng “{ending}”.", "The form “{ending}” cannot be written."),
    Text("Đề nghị đặt tên thư mục, tệp .zip hoặc .xlsx.", "Name a folder, a .zip or an .xlsx."),
)
NO_PARENT = Kind(
    "no_parent",
    "The folder that the target should lie in is not there.",
    Text("Không có thư mục “{name}”.", "There is no folder “{name}”."),
    Text("Đề nghị tạo thư mục trước.", "Create it first."),
)
NOT_WRITTEN = Kind(
    "not_written",
    "The operating system refuses to write: no permission, disk full.",
    Text("Không ghi được: {reason}.", "It cannot be written: {reason}."),
    Text("Đề nghị kiểm tra quyền ghi và dung lượng đĩa.", "Check the permission to write, and the space on the disk."),
)
CELL_OVER_EXCEL = Kind(
    "cell_over_excel",
    "A workbook's cell takes at most 32,767 characters.",
    Text(
        "Ô có {number} ký tự; sổ tính chỉ chứa được 32.767.",
        "The cell holds {number} characters; a workbook takes 32,767.",
    ),
    Text("Đề nghị rút gọn, hoặc chuyển sang thư mục hay .zip.", "Shorten it, or write a folder or .zip instead."),
)
ROWS_OVER_EXCEL = Kind(
    "rows_over_excel",
    "A workbook's sheet takes at most 1,048,575 rows below its heading.",
    Text(
        "Bảng có {number} dòng; một trang tính chỉ chứa được 1.048.575.",
        "The table has {number} rows; a sheet takes 1,048,575.",
    ),
    Text("Đề nghị chuyển sang thư mục hay .zip.", "Write a folder or .zip instead."),
)
FILE_NOT_CARRIED = Kind(
    "file_not_carried",
    "A workbook cannot hold the package's other files (documents, maps).",
    Text("Sổ tính không chứa được tệp “{name}” của gói.", "A workbook cannot hold the package's file “{name}”."),
    Text(
        "Đề nghị chuyển sang thư mục hay .zip, hoặc bỏ tệp khỏi resources.",
        "Write a folder or .zip instead, or take the file out of resources.",
    ),
)
TEXT_NOT_WRITABLE = Kind(
    "text_not_writable",
    "A text holds a character that no file takes (control characters, halves of characters).",
    Text(
        "Ô chứa ký tự không ghi được: {character}.", "The cell holds a character that cannot be written: {character}."
    ),
    Text("Đề nghị xóa ký tự đó.", "Delete it."),
)
