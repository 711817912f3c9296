"""The words people write for tables, columns and codes, Vietnamese and English, and what each means in the format.

Matching takes no account of case, accents, spaces and punctuation: "Điểm tối đa", "diem_toi_da" and "ĐIỂM TỐI ĐA" are
one. Add a word here and it is read, and stands in docs/reference/package-format.md.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from parindex.package.nearest import folded
from parindex.package.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TABLE_WORDS: Mapping[str, tuple[str, ...]] = {
    "criteria": ("Tiêu chí", "Bộ tiêu chí", "Danh mục tiêu chí", "criterion", "criteria set"),
    "units": ("Đơn vị", "Danh sách đơn vị", "Danh mục đơn vị", "Cơ quan, đơn vị", "unit"),
    "scores": ("Điểm", "Điểm số", "Bảng điểm", "Chấm điểm", "Kết quả chấm điểm", "score", "points"),
    "adjustments": ("Điểm thưởng, phạt", "Thưởng phạt", "Điểm thưởng, điểm trừ", "Điểm cộng, điểm trừ", "adjustment"),
    "reasons": ("Lý do", "Danh mục lý do", "Lý do mất điểm", "Nguyên nhân", "reason"),
    "findings": ("Tồn tại", "Tồn tại, hạn chế", "Hạn chế", "Điểm mất", "finding"),
    "crosswalk": ("Đối chiếu", "Đối chiếu tiêu chí", "So sánh tiêu chí", "Bảng đối chiếu"),
    "published": ("Đã công bố", "Số liệu đã công bố", "Số liệu công bố", "Công bố"),
}
"""Names of sheets and files; the first one is what a workbook's sheet is called when written."""

_CODE_UNIT = ("Đơn vị", "Mã đơn vị", "Cơ quan", "Cơ quan, đơn vị", "unit code")
_CODE_CRITERION = ("Tiêu chí", "Mã tiêu chí", "Tiêu chí thành phần", "criterion code", "criteria")
_NOTE = ("Ghi chú", "Nội dung", "Giải thích", "Diễn giải", "note")
_REASON = ("Lý do", "Mã lý do", "Nguyên nhân", "reason code")

COLUMN_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "criteria": {
        "code": ("Mã", "Mã tiêu chí", "STT", "TT", "Số thứ tự", "criterion", "criterion code"),
        "parent": ("Mã cha", "Thuộc tiêu chí", "Tiêu chí cha", "Mã tiêu chí cha", "Cấp trên", "parent code"),
        "name_vi": (
            "Tên", "Tên tiêu chí", "Tiêu chí", "Tên tiếng Việt", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần", "Nội dung",
            "name",
        ),
        "name_en": ("Tên tiếng Anh", "English name"),
        "max_points": ("Điểm tối đa", "Điểm chuẩn", "Thang điểm", "maximum", "max", "maximum points"),
        "rule": ("Quy tắc", "Cách chấm", "Quy tắc chấm", "Cách tính điểm"),
        "rule_params": ("Tham số", "Tham số quy tắc", "rule parameters", "params", "parameters"),
        "source": ("Nguồn", "Nguồn điểm", "Hình thức đánh giá"),
        "not_applicable": ("Không áp dụng", "Khi không áp dụng", "Cách tính khi không áp dụng"),
        "lead_unit": ("Đơn vị chủ trì", "Cơ quan chủ trì", "Chủ trì", "Đơn vị thẩm định", "lead"),
    },
    "units": {
        "code": ("Mã", "Mã đơn vị", "unit", "unit code"),
        "name_vi": ("Tên", "Tên đơn vị", "Đơn vị", "Tên tiếng Việt", "name"),
        "name_en": ("Tên tiếng Anh", "English name"),
        "block": ("Khối", "Mã khối", "Nhóm", "Khối xếp hạng", "group"),
        "predecessors": ("Đơn vị tiền thân", "Mã đơn vị cũ", "Tiền thân", "Đơn vị trước đây", "predecessor"),
    },
    "scores": {
        "unit": _CODE_UNIT,
        "criterion": _CODE_CRITERION,
        "stage": ("Giai đoạn", "Bước", "Vòng chấm"),
        "points": ("Điểm", "Số điểm", "Điểm số", "Điểm đạt được", "score"),
        "state": ("Trạng thái", "Tình trạng", "status"),
        "value": ("Giá trị", "Số liệu", "Kết quả thực hiện"),
        "note_vi": _NOTE,
    },
    "adjustments": {
        "unit": _CODE_UNIT,
        "kind": ("Loại", "Loại điều chỉnh", "type"),
        "points": ("Điểm", "Số điểm"),
        "reason": _REASON,
        "note_vi": _NOTE,
    },
    "reasons": {
        "code": ("Mã", "Mã lý do", "reason", "reason code"),
        "name_vi": ("Tên", "Lý do", "Tên lý do", "Tên tiếng Việt", "Nội dung", "name"),
        "name_en": ("Tên tiếng Anh", "English name"),
    },
    "findings": {
        "unit": _CODE_UNIT,
        "criterion": _CODE_CRITERION,
        "reason": _REASON,
        "points_lost": ("Điểm mất", "Điểm bị mất", "Điểm trừ", "Số điểm mất", "lost points", "points"),
        "note_vi": _NOTE,
    },
    "crosswalk": {
        "criterion": ("Tiêu chí", "Mã tiêu chí", "Tiêu chí năm nay", "Mã năm nay", "Tiêu chí mới"),
        "previous": ("Tiêu chí năm trước", "Mã năm trước", "Tiêu chí cũ", "Năm trước", "previous criterion"),
        "relation": ("Quan hệ", "Thay đổi", "Đối chiếu"),
    },
    "published": {
        "measure": ("Chỉ tiêu", "Số đo", "Đại lượng"),
        "unit": _CODE_UNIT,
        "criterion": (*_CODE_CRITERION, "Lĩnh vực"),
        "value": ("Giá trị", "Số liệu", "Số liệu công bố"),
    },
}  # fmt: skip
"""Headings; the first one of each column is what a workbook's heading says when written."""

WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "stage": {
        "self": ("Tự chấm", "Tự đánh giá", "Tự chấm điểm"),
        "appraised": ("Thẩm định", "Điểm thẩm định"),
        "explained": ("Sau giải trình", "Giải trình"),
        "final": ("Kết quả", "Kết quả cuối cùng", "Chính thức"),
    },
    "state": {
        "scored": ("Đã chấm", "Có điểm", "Đã chấm điểm"),
        "not_applicable": ("Không áp dụng", "KAD", "N/A"),
        "not_submitted": ("Không nộp", "Chưa nộp", "Không tự chấm"),
        "not_appraised": ("Chưa thẩm định",),
        "too_few_answers": ("Quá ít phiếu", "Không đủ phiếu", "Thiếu phiếu"),
    },
    "source": {
        "appraisal": ("Thẩm định", "Chấm điểm"),
        "survey": ("Khảo sát", "Điều tra xã hội học", "Điều tra XHH", "XHH"),
    },
    "not_applicable": {
        "exclude": ("Loại trừ", "Không tính", "Trừ khỏi điểm tối đa"),
        "full": ("Điểm tối đa", "Đủ điểm", "Tính đủ điểm"),
        "zero": ("Không điểm", "0 điểm", "0"),
    },
    "kind": {
        "bonus": ("Thưởng", "Điểm thưởng", "Cộng", "Điểm cộng"),
        "penalty": ("Phạt", "Điểm phạt", "Trừ", "Điểm trừ"),
    },
    "relation": {
        "same": ("Giữ nguyên", "Không đổi"),
        "renamed": ("Đổi tên",),
        "split": ("Tách", "Chia tách"),
        "merged": ("Gộp", "Nhập", "Hợp nhất"),
        "new": ("Mới", "Bổ sung"),
        "retired": ("Bỏ", "Bãi bỏ", "Không còn"),
    },
    "rule": {
        "levels": ("Mức", "Các mức", "Theo mức"),
        "yes_no": ("Có/Không", "Đạt/Không đạt"),
        "bands": ("Khoảng", "Theo khoảng", "Ngưỡng"),
        "proportion": ("Tỷ lệ", "Theo tỷ lệ"),
        "relative": ("So với đơn vị tốt nhất", "Tương đối"),
        "per_item": ("Theo số lượng", "Mỗi việc"),
        "deduction": ("Trừ dần", "Điểm trừ"),
        "survey": ("Khảo sát", "Điều tra xã hội học", "Điều tra XHH"),
        "external": ("Nguồn ngoài", "Số liệu ngoài"),
        "manual": ("Nhập tay", "Tự nhập"),
    },
}
"""Words for the codes of a column; the first one explains the code in a workbook."""

CODES = frozenset({"code", "parent", "lead_unit", "unit", "criterion", "reason", "previous", "block", "predecessors"})
"""Columns of codes: text, even where it looks like a number."""

NUMBERS = frozenset({"max_points", "points", "points_lost"})
"""Columns of plain decimal numbers."""

TEXTS = frozenset({"name_vi", "name_en", "note_vi", "rule_params"})
"""Columns of free text."""


def table_named(name: str) -> str | None:
    """The table of the format that a sheet or file of this name holds, or None.

    >>> table_named("TIÊU CHÍ"), table_named("Sheet1")
    ('criteria', None)
    """
    return _tables().get(folded(name))


def column_named(table: str, heading: str) -> str | None:
    """The column of a table of the format that a heading means, or None.

    >>> column_named("scores", "Điểm "), column_named("scores", "Xếp loại")
    ('points', None)
    """
    return _columns(table).get(folded(heading))


def word_meant(column: str, word: str) -> str | None:
    """The code that a word means in a column of codes (stage, state …), or None.

    >>> word_meant("stage", "Tự chấm")
    'self'
    """
    return _words(column).get(folded(word))


@cache
def _tables() -> dict[str, str]:
    return _by_folded({name: (name, *TABLE_WORDS[name]) for name in TABLES})


@cache
def _columns(table: str) -> dict[str, str]:
    known = TABLES.get(table, ())
    return _by_folded({name: (name, *COLUMN_WORDS[table].get(name, ())) for name in known})


@cache
def _words(column: str) -> dict[str, str]:
    return _by_folded({code: (code, *words) for code, words in WORDS.get(column, {}).items()})


def _by_folded(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for meaning, spellings in words.items():
        for spelling in spellings:
            if found.setdefault(folded(spelling), meaning) != meaning:
                raise ValueError(f"{spelling}: {meaning} and {found[folded(spelling)]}")
    return found
