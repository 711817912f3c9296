"""Problems of the units table."""

from parindex.engine.problems import Severity, Text
from parindex.package.catalogue.kind import Kind

CODE_MISSING = Kind(
    "unit_without_code",
    "A unit has no code.",
    Text("Đơn vị không có mã.", "The unit has no code."),
    Text("Đề nghị nhập mã, ví dụ “SNV”.", "Enter a code, such as “SNV”."),
)
TWICE = Kind(
    "unit_twice",
    "Two rows of the units table have the same code.",
    Text("Mã “{value}” đã có ở dòng {first}.", "The code “{value}” already stands in row {first}."),
    Text("Đề nghị đặt mã khác hoặc xóa một dòng.", "Change the code or remove one of the rows."),
)
ALIKE = Kind(
    "unit_codes_alike",
    "Two codes differ only in capitals, accents or punctuation.",
    Text("Mã “{value}” gần giống mã “{other}”.", "The code “{value}” is nearly the same as “{other}”."),
    Text("Nếu là một đơn vị, đề nghị giữ lại một dòng.", "Keep one of the rows if they are the same unit."),
    Severity.NOTE,
)
BLOCK_MISSING = Kind(
    "unit_without_block",
    "A unit belongs to no block, so that it is ranked with nobody.",
    Text("Đơn vị “{code}” không thuộc khối nào.", "The unit “{code}” belongs to no block."),
    Text("Đề nghị nhập khối{known}.", "Enter its block{known}."),
)
NAME_MISSING = Kind(
    "unit_without_name",
    "A unit has no name.",
    Text("Đơn vị “{code}” chưa có tên.", "The unit “{code}” has no name."),
    Text("Đề nghị nhập name_vi.", "Enter name_vi."),
)
PREDECESSOR_TWICE = Kind(
    "predecessor_twice",
    "A unit names the same predecessor twice.",
    Text("Đơn vị tiền thân “{value}” có hai lần.", "The predecessor “{value}” stands twice."),
    Text("Đề nghị giữ lại một.", "Keep one of them."),
)
PREDECESSOR_ITSELF = Kind(
    "predecessor_itself",
    "A unit names itself, and nobody else, as its predecessor; the same code is compared anyway.",
    Text("Đơn vị “{code}” ghi chính mình là tiền thân.", "The unit “{code}” names itself as predecessor."),
    Text("Không cần ghi: cùng mã thì tự so sánh.", "It need not: the same code is compared by itself."),
    Severity.NOTE,
)
PREDECESSOR_UNKNOWN = Kind(
    "predecessor_unknown",
    "A predecessor is not in the previous round's units table.",
    Text("Kỳ trước không có đơn vị “{value}”.", "The previous round has no unit “{value}”."),
    Text(
        "{hint}Đề nghị nhập mã có trong bảng units của kỳ trước.",
        "{hint}Enter a code from the previous round's units table.",
    ),
)
NO_PREDECESSOR = Kind(
    "unit_without_predecessor",
    "Nothing of a unit is found in the previous round, so that no change can be shown for it.",
    Text(
        "Không tìm thấy “{code}” trong kỳ trước, nên không so sánh được.",
        "“{code}” is not found in the previous round, so that no change can be shown.",
    ),
    Text(
        "{hint}Nếu đơn vị được hợp nhất, tách hoặc đổi mã, đề nghị nhập predecessors.",
        "{hint}Enter predecessors if it was merged, split or given a new code.",
    ),
    Severity.NOTE,
)
PREVIOUS_UNUSED = Kind(
    "previous_unit_unused",
    "A unit of the previous round is continued by none of this round.",
    Text(
        "Đơn vị “{code}” của kỳ trước không có đơn vị nào kế tục trong kỳ này.",
        "“{code}” of the previous round is continued by no unit of this one.",
    ),
    Text(
        "Nếu có đơn vị kế tục, đề nghị nhập “{code}” vào predecessors của đơn vị đó.",
        "If one does, enter “{code}” among its predecessors.",
    ),
    Severity.NOTE,
)
