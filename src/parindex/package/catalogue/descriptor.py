"""Problems of datapackage.json; the "column" of their place is the path of the entry."""

from parindex.engine.problems import Severity, Text
from parindex.package.catalogue.kind import Kind

PARINDEX_MISSING = Kind(
    "parindex_missing",
    "The descriptor has no `parindex` object.",
    Text("Không có mục “parindex”.", "There is no “parindex” object."),
    Text(
        "Đề nghị thêm mục “parindex” với ít nhất format (1) và year (năm đánh giá).",
        "Add a “parindex” object with at least format (1) and year (the year assessed).",
    ),
)
WRONG_TYPE = Kind(
    "descriptor_type",
    "An entry of the descriptor is of the wrong kind: a text where a number is needed, and the like.",
    Text("“{path}” phải là {wanted}, nay là {value}.", "“{path}” must be {wanted}; it is {value}."),
    Text("Đề nghị nhập {wanted}.", "Enter {wanted}."),
)
KEY_UNKNOWN = Kind(
    "parindex_key_unknown",
    "An entry of `parindex` is nearly, but not quite, one that is read.",
    Text("Mục “{value}” không được đọc.", "The entry “{value}” is not read."),
    Text("{hint}Nếu đúng, đề nghị đổi tên mục.", "{hint}If so, rename the entry."),
    Severity.NOTE,
)
FORMAT_UNKNOWN = Kind(
    "format_unknown",
    "`parindex.format` is missing or not 1.",
    Text("Phiên bản định dạng là {value}; chỉ đọc được định dạng 1.", "The format is {value}; only format 1 is read."),
    Text(
        'Đề nghị nhập "format": 1 nếu gói được lập theo định dạng 1.',
        'Enter "format": 1 if the package follows format 1.',
    ),
)
NAME_UNUSABLE = Kind(
    "name_unusable",
    "The descriptor's `name` has other than lower-case letters, digits, `-`, `_` and `.`; one is made of it.",
    Text(
        "Tên gói {value} không dùng được; lấy “{name}”.",
        "The package's name {value} cannot be used; “{name}” is taken.",
    ),
    Text(
        "Đề nghị đặt name bằng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ “lai-chau-2017”.",
        "Enter a name of lower-case letters, digits and hyphens, such as “lai-chau-2017”.",
    ),
    Severity.NOTE,
)
TITLE_ASSUMED = Kind(
    "title_assumed",
    "The descriptor has no `title`.",
    Text("Gói không có tiêu đề; lấy “{name}”.", "The package has no title; “{name}” is taken."),
    Text("Đề nghị nhập title, sẽ in ở đầu báo cáo.", "Enter a title; it stands at the head of reports."),
    Severity.NOTE,
)
AUTHORITY_MISSING = Kind(
    "authority_missing",
    "Nobody is named as the authority that issues the results.",
    Text("Chưa nêu cơ quan ban hành.", "The issuing authority is not named."),
    Text("Đề nghị nhập parindex.authority_vi.", "Enter parindex.authority_vi (and authority_en)."),
    Severity.NOTE,
)
YEAR_IMPLAUSIBLE = Kind(
    "year_implausible",
    "`parindex.year` is missing or no year between 1990 and 2100.",
    Text("Năm đánh giá: {value}.", "The year assessed: {value}."),
    Text("Đề nghị nhập parindex.year từ 1990 đến 2100.", "Enter parindex.year between 1990 and 2100."),
)
DECIMALS_OUTSIDE = Kind(
    "decimals_outside",
    "`parindex.decimals` is no whole number from 0 to 6.",
    Text("Số chữ số thập phân: {value}.", "The number of decimals: {value}."),
    Text("Đề nghị nhập số nguyên từ 0 đến 6; thường dùng 2.", "Enter a whole number from 0 to 6; 2 is usual."),
)
ROUNDING_UNKNOWN = Kind(
    "rounding_unknown",
    "`parindex.rounding` is something else than `half_up`.",
    Text("Không có cách làm tròn “{value}”.", "There is no rounding “{value}”."),
    Text("Đề nghị nhập “half_up” (từ 5 trở lên làm tròn lên).", "Enter “half_up” (halves go up)."),
)
TIES_UNKNOWN = Kind(
    "ties_unknown",
    "`parindex.ties` is something else than `competition`.",
    Text("Không có cách xếp đồng hạng “{value}”.", "There is no treatment of ties “{value}”."),
    Text("Đề nghị nhập “competition” (đồng hạng 1-2-2-4).", "Enter “competition” (1-2-2-4)."),
)
BANDS_MISSING = Kind(
    "bands_missing",
    "No bands are set; units are ranked, but not put into classes.",
    Text("Chưa có mức xếp loại.", "No bands are set."),
    Text(
        "Kết quả sẽ không có xếp loại. Nếu cần, đề nghị thêm parindex.bands.",
        "Results come without bands. Add parindex.bands if they are wanted.",
    ),
    Severity.NOTE,
)
BANDS_EMPTY = Kind(
    "bands_empty",
    "A list of bands is empty.",
    Text("Danh sách mức xếp loại trống.", "The list of bands is empty."),
    Text("Đề nghị nhập các mức, hoặc bỏ mục này.", "Enter the bands, or leave the entry out."),
)
BAND_CODE_MISSING = Kind(
    "band_without_code",
    "A band has no code.",
    Text("Mức xếp loại không có mã.", "The band has no code."),
    Text("Đề nghị nhập code, ví dụ “good”.", "Enter a code, such as “good”."),
)
BAND_TWICE = Kind(
    "band_twice",
    "Two bands of one list have the same code.",
    Text("Mã xếp loại “{value}” có hai lần.", "The band “{value}” stands twice."),
    Text("Đề nghị đặt mỗi mức một mã riêng.", "Give every band a code of its own."),
)
BAND_BOUND_UNREADABLE = Kind(
    "band_bound_unreadable",
    "A band's `at_least` is missing or no number.",
    Text("Cận dưới của mức “{code}” là {value}, không phải số.", "The lower bound of “{code}” is {value}, no number."),
    Text("Đề nghị nhập at_least là số từ 0 đến 100.", "Enter at_least as a number from 0 to 100."),
)
BAND_BOUND_OUTSIDE = Kind(
    "band_bound_outside",
    "A band's lower bound is under 0 or over 100.",
    Text("Cận dưới của mức “{code}” là {value}.", "The lower bound of “{code}” is {value}."),
    Text("Đề nghị nhập số từ 0 đến 100.", "Enter a number from 0 to 100."),
)
BAND_BOUNDS_EQUAL = Kind(
    "band_bounds_equal",
    "Two bands of one list have the same lower bound, so that one of them can never be given.",
    Text(
        "Mức “{first}” và mức “{second}” có cùng cận dưới {value}.",
        "“{first}” and “{second}” have the same lower bound {value}.",
    ),
    Text("Đề nghị đặt hai cận dưới khác nhau.", "Give them different lower bounds."),
)
BANDS_HOLE = Kind(
    "bands_hole",
    "The lowest band does not begin at 0, so that a result under it has no band.",
    Text("Kết quả dưới {value}% không thuộc mức nào.", "A result under {value}% falls into no band."),
    Text("Đề nghị thêm mức có cận dưới 0.", "Add a band whose lower bound is 0."),
)
BANDS_BLOCK_UNKNOWN = Kind(
    "bands_block_unknown",
    "Bands are set for a block that no unit belongs to.",
    Text("Không có đơn vị nào thuộc khối “{value}”.", "No unit belongs to the block “{value}”."),
    Text("{hint}Đề nghị nhập tên khối như trong bảng units.", "{hint}Enter a block as the units table has it."),
)
BANDS_BLOCK_MISSING = Kind(
    "bands_block_missing",
    "Bands are set by block, and a block has none.",
    Text("Khối “{value}” chưa có mức xếp loại.", "The block “{value}” has no bands."),
    Text("Đề nghị thêm các mức cho khối này vào parindex.bands.", "Add this block's bands to parindex.bands."),
)
CAP_UNKNOWN = Kind(
    "cap_unknown",
    "`parindex.adjustments` names something else than bonus and penalty.",
    Text("Không có loại điểm “{value}”.", "There is no adjustment “{value}”."),
    Text(
        "Đề nghị chỉ dùng bonus (điểm thưởng) và penalty (điểm trừ).",
        "Use only bonus and penalty.",
    ),
)
CAP_UNREADABLE = Kind(
    "cap_unreadable",
    "The cap of bonuses or penalties is no number, or under 0.",
    Text("Mức tối đa của “{kind}” là {value}.", "The cap of “{kind}” is {value}."),
    Text("Đề nghị nhập số điểm từ 0 trở lên.", "Enter a number of points, 0 or more."),
)
ABSENCE_STATE_UNKNOWN = Kind(
    "absence_state_unknown",
    "`parindex.absence` names a state that is none, or none it may set.",
    Text("Không có tình trạng “{value}” để quy định.", "“{value}” is no state that can be set here."),
    Text("{hint}Các tình trạng: {known}.", "{hint}The states are: {known}."),
)
ABSENCE_WORD_UNKNOWN = Kind(
    "absence_word_unknown",
    "`parindex.absence` says something else than block, exclude or zero.",
    Text("“{state}” được quy định là {value}.", "“{state}” is set to {value}."),
    Text(
        "Đề nghị nhập block (chặn công bố), exclude (loại khỏi điểm tối đa) hoặc zero (0 điểm).",
        "Enter block (keeps from publishing), exclude (leaves the maximum out) or zero (no points).",
    ),
)
