"""The words of the form: headings of its columns, ways of saying that a criterion does not apply, totals, footers."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from parindex.engine.problems import Text
from parindex.package.files.vocabulary import word_meant
from parindex.package.nearest import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "number": ("STT", "TT", "Số TT", "Số thứ tự", "Thứ tự", "Mã", "Mã số", "Mã tiêu chí", "No"),
        "name": (
            "Lĩnh vực/Tiêu chí/Tiêu chí thành phần", "Tiêu chí", "Tên tiêu chí", "Nội dung", "Nội dung tiêu chí",
            "Nội dung đánh giá", "Các tiêu chí", "Tiêu chí đánh giá", "Lĩnh vực", "Tiêu chí/Tiêu chí thành phần",
        ),
        "maximum": ("Điểm tối đa", "Điểm chuẩn", "Thang điểm", "Tối đa", "Điểm quy định", "Điểm TĐ", "Maximum"),
        "self": ("Tự đánh giá", "Tự chấm", "Điểm tự đánh giá", "Điểm tự chấm", "Tự chấm điểm", "Đơn vị tự chấm", "Self"),
        "survey": ("Điều tra XHH", "Điểm điều tra XHH", "Điều tra xã hội học", "XHH", "Khảo sát", "Điểm khảo sát"),
        "appraised": (
            "Thẩm định", "Điểm thẩm định", "UBND tỉnh thẩm định", "Thẩm định lần 1", "Kết quả thẩm định",
            "UBND tỉnh đánh giá", "Tổ thẩm định",
        ),
        "explained": ("Sau giải trình", "Điểm sau giải trình", "Thẩm định lần 2", "Thẩm định lại", "Phúc tra"),
        "final": (
            "Điểm đạt được", "Điểm đạt", "Kết quả", "Kết quả cuối cùng", "Điểm cuối cùng", "Điểm chính thức",
            "Điểm kết luận", "Tổng điểm đạt được", "Đạt được",
        ),
        "index": ("Chỉ số", "Chỉ số (%)", "Tỷ lệ", "Tỷ lệ (%)", "Tỉ lệ (%)", "Chỉ số đạt được", "Chỉ số CCHC"),
        "evidence": (
            "Tài liệu kiểm chứng/Giải trình", "Tài liệu kiểm chứng", "Giải trình", "Minh chứng", "Tài liệu minh chứng",
            "Tài liệu chứng minh",
        ),
        "remark": ("Ghi chú", "Lý do", "Nhận xét", "Ý kiến", "Lý do trừ điểm", "Note"),
    }
)  # fmt: skip
"""Meanings of columns, and the headings by which each is known; the first is the one we write."""

_PARTS: tuple[tuple[str, str], ...] = (
    ("remark", r"ghichu|lydo|nhanxet|ykien"),
    ("explained", r"saugiaitrinh|thamdinhlai|thamdinh.*(lan|vong|dot)2|phuctra"),
    ("survey", r"xhh|xahoihoc|khaosat"),
    ("self", r"tudanhgia|tucham|tuchodiem"),
    ("evidence", r"kiemchung|giaitrinh|minhchung|chungminh"),
    ("index", r"^(chiso|tyle|tile)"),
    ("final", r"datduoc|ketluan|chinhthuc|cuoicung|ketquacuoi|^ketquadiem|hoidong"),
    ("appraised", r"thamdinh|ubndtinh(danhgia|cham)"),
    ("maximum", r"toida|diemchuan|thangdiem"),
    ("name", r"tieuchi|noidung|linhvuc"),
    ("number", r"^(stt|sott|sothutu|tt)$"),
)
"""Parts of longer headings ("Điểm tự đánh giá của đơn vị"), in the order they are tried."""

STAGES = ("self", "survey", "appraised", "explained", "final")
"""Columns of points, in the order of the form."""

NAMES: Mapping[str, Text] = MappingProxyType(
    {
        "number": Text("số thứ tự", "number"),
        "name": Text("tên tiêu chí", "name"),
        "maximum": Text("điểm tối đa", "maximum"),
        "self": Text("tự đánh giá", "self-scored"),
        "survey": Text("điều tra XHH", "survey"),
        "appraised": Text("thẩm định", "appraised"),
        "explained": Text("sau giải trình", "explained"),
        "final": Text("điểm đạt được", "final"),
        "index": Text("chỉ số", "index"),
        "evidence": Text("tài liệu kiểm chứng/giải trình", "evidence and explanation"),
        "remark": Text("ghi chú", "remark"),
    }
)
"""What messages call the columns."""

_BRACKETS = re.compile(r"\s*[(\[*].*\Z", re.DOTALL)

_TOTAL = re.compile(
    r"(tổng\s+cộng|tổng\s+(số\s+)?điểm|tổng\s+số|tổng|cộng\s+điểm|cộng|total|sum)\b[\s:.]*(?P<rest>.*)", re.IGNORECASE
)
_TOTAL_REST = re.compile(
    r"(?:của|các|theo|toàn|chung|điểm|cộng|lĩnh\s+vực|mục|phần|tiêu\s+chí|bộ|[ivxab\d.,+=\-\s()/])*(?:\s.{0,50})?\Z",
    re.IGNORECASE,
)
_INDEX_ROW = re.compile(r"(chỉ\s+số\s*(cải\s+cách|cchc|par|[(:]|\Z)|xếp\s+(loại|hạng)|par\s*index)", re.IGNORECASE)
_ADJUSTMENT = re.compile(r"(?:[ivx\d.)\s]+)?điểm\s+(thưởng|cộng|trừ|phạt)\b|^(thưởng|phạt)\s+điểm\b", re.IGNORECASE)
_FOOTER = re.compile(
    r"(người\s+(lập|chấm|tổng\s+hợp|ký|thẩm\s+định|kiểm\s+tra)|thủ\s+trưởng|giám\s+đốc|phó\s+giám\s+đốc|lãnh\s+đạo|"
    r"nơi\s+nhận|ký\s+tên|\(?\s*ký,|xác\s+nhận|chủ\s+tịch|phó\s+chủ\s+tịch|tm\.|kt\.|tl\.|tuq\.|ghi\s+chú\s*:|"
    r"trang\s+\d+|chánh\s+văn\s+phòng|trưởng\s+(ban|phòng|đoàn)|đại\s+diện|-?\s*lưu\s*:|- như trên|cán\s+bộ)|"
    r"\bngày\b.{0,12}\btháng\b.{0,12}\bnăm\b",
    re.IGNORECASE,
)
"""How rows begin that close a form: signatures, place and date, the list of recipients."""

_NOT_APPLICABLE = frozenset({"kad", "khongapdung", "kapdung", "na", "notapplicable", "kocapdung", "koapdung"})
_NOT_APPLICABLE_STARTS = ("khongapdung", "khongthuocdoituong", "khongthuocphamvi", "khongphaithuchien")
_UNCLEAR = frozenset(
    {"khong", "khongco", "ko", "k", "chua", "chuaco", "khongphatsinh", "khongthuchien", "khongdat", "dat", "co"}
)
MARKS = frozenset({"x", "×", "✓", "✔", "v"})
DASHES = frozenset("-–—−/\\") | {"--", "---", "–––", "…", "..."}

SURVEYED = ("Điều tra XHH", "Điều tra xã hội học", "Khảo sát", "XHH")
"""What stands beside a criterion that is scored by a survey."""


def heading_meant(heading: str) -> str | None:
    """The column that a heading means, or None.

    >>> heading_meant("Điểm tự đánh giá của đơn vị"), heading_meant("ĐIỂM CHUẨN (điểm)"), heading_meant("Điểm đánh giá")
    ('self', 'maximum', None)
    """
    known = _headings()
    for text in (heading, _BRACKETS.sub("", heading)):
        if (found := known.get(folded(text))) is not None:
            return found
    word = folded(heading)
    return next((meaning for meaning, part in _PARTS if re.search(part, word)), None) if len(word) < 80 else None


def state_meant(text: str) -> str | None:
    """The state that a word in a cell of points says beyond doubt, or None.

    >>> state_meant("K/AD"), state_meant("Không áp dụng với đơn vị"), state_meant("Chưa thẩm định"), state_meant("Không")
    ('not_applicable', 'not_applicable', 'not_appraised', None)
    """
    word = folded(text)
    if word in _NOT_APPLICABLE or word.startswith(_NOT_APPLICABLE_STARTS):
        return "not_applicable"
    return word_meant("state", text) if word and not word.isdigit() and word_meant("state", text) != "scored" else None


def is_unclear(text: str) -> bool:
    """Whether a word can mean "does not apply", "nothing was done" or "none": the writer has to say which.

    >>> is_unclear("Không"), is_unclear("KAD")
    (True, False)
    """
    return folded(text) in _UNCLEAR


def is_total(text: str) -> bool:
    """Whether a row so named adds up others.

    >>> is_total("TỔNG CỘNG (I+II)"), is_total("Cộng lĩnh vực 1"), is_total("Công tác chỉ đạo"), is_total("Tổng hợp báo cáo")
    (True, True, False, False)
    """
    found = _TOTAL.match(text)
    if found is None or len(text) > 80 or "hợp" in text[:12].lower():
        return False
    return bool(_TOTAL_REST.match(found["rest"]))


def is_index_row(text: str) -> bool:
    """Whether a row so named gives the index or the band below the table.

    >>> is_index_row("Chỉ số CCHC"), is_index_row("Chỉ số hài lòng đạt 80%: 1"), is_index_row("Tỷ lệ dưới 80%: 0")
    (True, False, False)
    """
    return bool(_INDEX_ROW.match(text))


def is_adjustment(text: str) -> bool:
    """Whether a row so named gives bonus or penalty points, which stand outside the criteria.

    >>> is_adjustment("Điểm thưởng"), is_adjustment("IX. ĐIỂM TRỪ"), is_adjustment("Điểm tin cải cách")
    (True, True, False)
    """
    return bool(_ADJUSTMENT.match(text))


def is_footer(text: str) -> bool:
    """Whether a text belongs to what closes the form.

    >>> is_footer("Người lập biểu"), is_footer("Lai Châu, ngày 05 tháng 01 năm 2018"), is_footer("Người dân hài lòng")
    (True, True, False)
    """
    return bool(_FOOTER.match(text)) or bool(re.search(r"\bngày\b.{0,12}\btháng\b.{0,12}\bnăm\b", text, re.IGNORECASE))


def is_surveyed(text: str) -> bool:
    """Whether a text says no more than that the points come from a survey."""
    return folded(text) in {folded(word) for word in SURVEYED}


@cache
def _headings() -> dict[str, str]:
    return {folded(word): meaning for meaning, words in HEADINGS.items() for word in words}
