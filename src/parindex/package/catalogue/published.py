"""Problems of figures that were announced."""

from parindex.engine.problems import Severity, Text
from parindex.package.catalogue.kind import Kind

MEASURE_UNKNOWN = Kind(
    "measure_unknown",
    "`measure` is none of the format's.",
    Text("Không có chỉ tiêu “{value}”.", "There is no measure “{value}”."),
    Text("{hint}Các chỉ tiêu: {known}.", "{hint}The measures are: {known}."),
)
THRESHOLD_UNREADABLE = Kind(
    "published_threshold_unreadable",
    "A measure with a threshold (`below:70`) has none, or no number.",
    Text("Ngưỡng của “{value}” không phải là số.", "The threshold of “{value}” is no number."),
    Text("Đề nghị nhập dạng {measure}:70.", "Write it as {measure}:70."),
)
VALUE_MISSING = Kind(
    "published_value_missing",
    "An announced figure has no value.",
    Text("Chưa ghi giá trị đã công bố.", "The announced value is not given."),
    Text("Đề nghị nhập giá trị, hoặc xóa dòng này.", "Enter it, or remove the row."),
)
VALUE_UNREADABLE = Kind(
    "published_value_unreadable",
    "An announced figure is no number where one is needed.",
    Text("Giá trị “{value}” không phải là số.", "The value “{value}” is no number."),
    Text("Đề nghị nhập số như đã công bố, ví dụ {example}.", "Enter the number as announced, such as {example}."),
)
UNIT_NEEDED = Kind(
    "published_unit_missing",
    "A measure of one unit (value, points, rank, band) names none.",
    Text("Chỉ tiêu {measure} là của một đơn vị.", "The measure {measure} is of one unit."),
    Text("Đề nghị nhập mã đơn vị.", "Enter the unit's code."),
)
UNIT_NEEDLESS = Kind(
    "published_unit_needless",
    "A measure of all units names one.",
    Text(
        "Chỉ tiêu {measure} là của mọi đơn vị, không của riêng “{value}”.",
        "The measure {measure} is of all units, not of “{value}”.",
    ),
    Text(
        "Đề nghị để trống cột unit, hoặc dùng chỉ tiêu value (của một đơn vị).",
        "Leave unit empty, or use the measure value, which is of one unit.",
    ),
)
CRITERION_NEEDLESS = Kind(
    "published_criterion_needless",
    "A measure that is of the whole index only names a criterion.",
    Text(
        "Chỉ tiêu {measure} chỉ tính cho toàn bộ chỉ số, không cho “{value}”.",
        "The measure {measure} is of the whole index, not of “{value}”.",
    ),
    Text("Đề nghị để trống cột criterion.", "Leave criterion empty."),
)
BLOCK_UNKNOWN = Kind(
    "published_block_unknown",
    "A figure of all units names, in the column unit, something that is neither a unit nor a block.",
    Text("Không có khối “{value}”.", "There is no block “{value}”."),
    Text(
        "{hint}Đề nghị để trống, hoặc nhập khối như trong bảng units.",
        "{hint}Leave it empty, or enter a block as the units table has it.",
    ),
)
AREA_UNKNOWN = Kind(
    "published_area_unknown",
    "A list of areas names something that is no area.",
    Text("“{value}” không phải là lĩnh vực.", "“{value}” is no area."),
    Text(
        "{hint}Đề nghị nhập mã lĩnh vực, cách nhau bằng dấu chấm phẩy: {known}.",
        "{hint}Enter codes of areas with semicolons between: {known}.",
    ),
)
BAND_UNKNOWN = Kind(
    "published_band_unknown",
    "An announced band is none of the set's.",
    Text("Không có mức xếp loại “{value}”.", "There is no band “{value}”."),
    Text("{hint}Các mức: {known}.", "{hint}The bands are: {known}."),
)
DIFFERS = Kind(
    "published_differs",
    "An announced figure does not come out.",
    Text(
        "{what}: đã công bố {published}, tính ra {computed} (chênh {difference}).",
        "{what}: published {published}, computed {computed} (difference {difference}).",
    ),
    Text(
        "{hint}Đề nghị kiểm tra số đã công bố và các điểm liên quan.",
        "{hint}Check the figure announced and the points behind it.",
    ),
)
NO_FIGURE = Kind(
    "published_no_figure",
    "An announced figure cannot be computed: nothing applies, or no bands are set.",
    Text(
        "{what}: đã công bố {published}, nhưng không tính được.",
        "{what}: published {published}, but there is nothing to compute it from.",
    ),
    Text("Đề nghị kiểm tra điểm và mức xếp loại.", "Check the points and the bands."),
)
NEEDS_PREVIOUS = Kind(
    "published_needs_previous",
    "How many units rose or fell can only be checked against the previous round.",
    Text(
        "Chỉ tiêu {measure} chưa kiểm tra được vì không có kỳ trước.",
        "The measure {measure} was not checked: there is no previous round.",
    ),
    Text("Đề nghị chạy lại với --previous.", "Run again with --previous."),
    Severity.NOTE,
)
