"""The sheet as a workbook to fill in without a connection, and what comes back: which leaves differ, what cannot be read.

What each row held when it was downloaded stands in hidden columns: only rows edited since count, and a leaf that
somebody saved meanwhile is told.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter import Workbook

from parindex.criteria.outline import Node
from parindex.engine.points import plain
from parindex.engine.problems import Text
from parindex.engine.rules import KINDS
from parindex.engine.rules.levels import Levels
from parindex.grammar.verdict import Invalid
from parindex.selfscore.actions import subject
from parindex.selfscore.claiming import NOT_APPLICABLE, Draft, best_ratio, drafted
from parindex.selfscore.models import Sheet
from parindex.selfscore.sheetview import Leaf, SheetView

LARGEST = 4 * 1024 * 1024
UNPACKED = 60 * 1024 * 1024
HEAD = 3
"""The row of the headings, counted from 0; a row for each leaf follows."""
COLUMNS = (
    ("Mã", "Code", 9), ("Tiêu chí", "Criterion", 48), ("Tối đa", "Maximum", 9), ("Tự chấm", "Entry", 30),
    ("Không áp dụng", "Not applicable", 12), ("Giải thích", "Explanation", 48), ("Cách ghi", "How to fill in", 60),
)  # fmt: skip
NAME, ENTRY, OFF, NOTE, HIDDEN = 1, 3, 4, 5, len(COLUMNS)


class Change(NamedTuple):
    """A leaf edited in the file. now: what stands; there: what the file says; clash: whether it was saved meanwhile."""

    leaf: Leaf
    there: Draft
    clash: bool


def write_workbook(view: SheetView) -> bytes:
    """The workbook of a sheet. Every text is written as text, so that none can become a formula."""
    made, unit = io.BytesIO(), view.sheet.round_unit
    with Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("Phiếu tự chấm")
        looks = _looks(book)
        page.write_string(0, 0, f"Phiếu tự chấm · {unit.name_vi} · {unit.round.year}", looks["title"])
        page.write_string(
            1, 0, "Chỉ ghi vào các ô nền trắng; không thêm, bớt hay đổi chỗ hàng. Fill in white cells only."
        )
        page.write_string(0, HIDDEN, subject(view.sheet))
        for at, (vi, en, width) in enumerate(COLUMNS):
            page.set_column(at, at, width)
            page.write_string(HEAD, at, f"{vi} / {en}", looks["head"])
        for row, leaf in enumerate(view.leaves, start=HEAD + 1):
            _write_leaf(page, looks, row, leaf)
        page.set_column(HIDDEN, HIDDEN + 3, 8, None, {"hidden": True})
        page.freeze_panes(HEAD + 1, 2)
        page.protect("", {"format_columns": True, "format_rows": True})
        page.set_landscape()
        page.repeat_rows(HEAD)
        page.fit_to_pages(1, 0)
    return made.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True, "num_format": "@"}
    fixed = base | {"bg_color": "#F5F6F8", "bottom": 1, "bottom_color": "#DADFE4"}
    return {
        "title": book.add_format({"font_name": "Times New Roman", "font_size": 15, "bold": True}),
        "head": book.add_format(base | {"bold": True, "bottom": 2, "bg_color": "#E9EEF8"}),
        "fixed": book.add_format(fixed),
        "open": book.add_format(base | {"locked": False, "border": 1, "border_color": "#B9C1CA"}),
    }


def _write_leaf(page: Any, looks: dict[str, Any], row: int, leaf: Leaf) -> None:
    node, held = leaf.node, _cells(leaf)
    for at, text in enumerate((leaf.code, node.criterion.name_vi, plain(node.maximum).replace(".", ","))):
        page.write_string(row, at, text, looks["fixed"])
    look = looks["fixed" if node.surveyed else "open"]
    for at, text in zip((ENTRY, OFF, NOTE), held, strict=True):
        page.write_string(row, at, text, look) if text else page.write_blank(row, at, None, look)
    page.write_string(row, NOTE + 1, _how(node), looks["fixed"])
    page.write_string(row, HIDDEN, str(leaf.claim.version if leaf.claim else 0))
    for at, text in enumerate(held, start=HIDDEN + 1):
        page.write_string(row, at, text)
    if isinstance(node.rule, Levels):
        names = [level.name.vi or plain(level.points) for level in node.rule.levels]
        if len(",".join(names)) <= 255 and not any("," in name for name in names):
            page.data_validation(row, ENTRY, row, ENTRY, {"validate": "list", "source": names})
    page.data_validation(row, OFF, row, OFF, {"validate": "list", "source": ["x"]})


def _how(node: Node) -> str:
    if node.surveyed:
        return "Khảo sát, đơn vị không tự chấm. / Surveyed."
    if node.rule is None:
        return ""
    return f"{node.rule.described().vi} {KINDS[node.rule.kind].entry.value.vi}"


def _cells(leaf: Leaf) -> tuple[str, str, str]:
    claim = leaf.claim
    if claim is None:
        return "", "", ""
    return claim.value, "x" if claim.state == NOT_APPLICABLE else "", claim.note


def read_workbook(content: bytes, view: SheetView) -> list[Change]:
    """What the file changes. Raises Invalid with every fault at once, by cell ("D12"), or "" for the file as a whole."""
    rows = _rows(content)
    if len(rows) <= HEAD or _text(rows[0], HIDDEN) != subject(view.sheet):
        raise Invalid({"": Text(
            "Đây không phải bảng tính tải xuống từ phiếu này. Tải lại bảng tính của đúng đơn vị, đúng kỳ rồi ghi vào đó.",
            "This is not the workbook downloaded from this sheet. Download that of this unit and round and fill it in.",
        )})  # fmt: skip
    faults: dict[str, Text] = {}
    found: dict[str, Change] = {}
    for at, row in enumerate(rows[HEAD + 1 :], start=HEAD + 2):
        code = _text(row, 0)
        leaf = view.by_code.get(code)
        if leaf is None or code in found:
            if any(_text(row, column) for column in (0, ENTRY, OFF, NOTE)):
                faults[f"A{at}"] = Text(
                    f"Không có tiêu chí “{code}”, hoặc đã có ở trên.", f"No criterion “{code}”, or twice."
                )
            continue
        change = _change(view.sheet, leaf, row, at, faults)
        if change is not None:
            found[code] = change
    if faults:
        raise Invalid(faults)
    return list(found.values())


def _change(sheet: Sheet, leaf: Leaf, row: list[Any], at: int, faults: dict[str, Text]) -> Change | None:
    typed = tuple(_text(row, column) for column in (ENTRY, OFF, NOTE))
    if typed == tuple(_text(row, column) for column in range(HIDDEN + 1, HIDDEN + 4)) or typed == _cells(leaf):
        return None
    value, off, note = typed
    try:
        best = best_ratio(sheet, leaf.node, value)
        there = drafted(leaf.node, value, NOT_APPLICABLE if off else "scored", note, best)
    except Invalid as bad:
        column = {"note": "F", "state": "E"}
        faults.update({f"{column.get(field, 'D')}{at}": fault for field, fault in bad.faults.items()})
        return None
    return Change(leaf, there, clash=_text(row, HIDDEN) != str(leaf.claim.version if leaf.claim else 0))


def _rows(content: bytes) -> list[list[Any]]:
    unreadable = Invalid({"": Text(
        "Không đọc được tệp. Gửi tệp .xlsx đã tải xuống từ phiếu, không đặt mật khẩu, dưới 4 MB.",
        "The file cannot be read. Send the .xlsx downloaded from the sheet, without a password, under 4 MB.",
    )})  # fmt: skip
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if len(content) > LARGEST or sum(part.file_size for part in packed.infolist()) > UNPACKED:
                raise unreadable
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=5000)
    except (CalamineError, zipfile.BadZipFile, ValueError, IndexError, KeyError) as fault:
        raise unreadable from fault


def _text(row: list[Any], column: int) -> str:
    value = row[column] if column < len(row) else ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return str(value).strip()
