"""One table as a sheet: headings with notes, cells of the right kind, drop-downs, and a heading that stays in view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parindex.package.files.descriptions import COLUMN_TEXTS
from parindex.package.files.vocabulary import CODES, COLUMN_WORDS, NUMBERS, WORDS
from parindex.package.files.workbook.cells import number_text
from parindex.package.files.workbook.look import FONT, height, lines, protect, set_page, unlock_columns
from parindex.package.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.package.files.workbook.choices import Choices
    from parindex.package.files.workbook.look import Look
    from parindex.package.tables import Column, Table

ROWS = 1_048_575
"""Rows below the heading."""

_SPARE = 1_000
"""Empty rows below the table that have drop-downs too."""

_NUMERIC = frozenset({"points", "figure"})

_WIDTHS: Mapping[str, tuple[float, float]] = {
    "name_vi": (24, 60),
    "name_en": (24, 50),
    "note_vi": (30, 60),
    "rule_params": (30, 36),
}
"""The least and greatest width of columns of long texts."""


class TableSheet:
    """The sheet of one table."""

    def __init__(self, sheet: Any, look: Look, table: Table, title: str) -> None:
        self._sheet, self._look, self._table, self._title = sheet, look, table, title
        self._forms = [_form(table.name, name) for name in table.columns]
        self._widths = [_width(name, column) for name, column in table.columns.items()]

    def write(self, choices: Choices) -> None:
        """Heading, rows, widths, drop-downs, print set-up, protection."""
        sheet, last = self._sheet, max(len(self._table), 1)
        set_page(sheet, self._title)
        unlock_columns(sheet, self._look)
        for at, (form, width) in enumerate(zip(self._forms, self._widths, strict=True)):
            free = "free_code" if form == "code" else "free"
            sheet.set_column(at, at, width, self._look[free])
        self._heading()
        self._rows()
        for at, name in enumerate(self._table.columns):
            if (rule := choices.of(self._table.name, name)) is not None:
                sheet.data_validation(1, at, min(last + _SPARE, ROWS), at, rule)
        sheet.freeze_panes(1, self._frozen())
        if self._forms:
            sheet.autofilter(0, 0, last, len(self._forms) - 1)
            sheet.print_area(0, 0, last, len(self._forms) - 1)
        protect(sheet)

    def _frozen(self) -> int:
        """The columns that say what a row is about."""
        return 2 if list(self._table.columns)[:2] == ["unit", "criterion"] else 1

    def _heading(self) -> None:
        sheet, look = self._sheet, self._look
        sheet.set_row(0, 36)
        for at, name in enumerate(self._table.columns):
            head = look["head_right" if self._forms[at] in _NUMERIC else "head"]
            words = COLUMN_WORDS.get(self._table.name, {}).get(name)
            if words is None:
                sheet.write_string(0, at, name, head)
                continue
            sheet.write_rich_string(0, at, look["head_vi"], words[0], look["head_name"], f"\n{name}", head)
            sheet.write_comment(0, at, _note(self._table.name, name), _NOTE_LOOK)

    def _rows(self) -> None:
        """Row by row: that is the order in which a large workbook goes to the disk."""
        sheet = self._sheet
        cells = [
            [_cell(value, number=form in _NUMERIC) for value in column.values]
            for column, form in zip(self._table.columns.values(), self._forms, strict=True)
        ]
        taken = self._lines()
        emphasis = _emphasis(self._table)
        formats = {e: [self._look[f"{form} {e}".strip()] for form in self._forms] for e in {"", *emphasis}}
        codes = [column.codes.tolist() for column in self._table.columns.values()]
        for row, (codes_here, stress) in enumerate(zip(zip(*codes, strict=True), emphasis, strict=True), 1):
            if tall := height(max((known[code] for known, code in zip(taken, codes_here, strict=True)), default=1)):
                sheet.set_row(row, tall)
            for at, code in enumerate(codes_here):
                value = cells[at][code]
                if value.__class__ is float:
                    sheet.write_number(row, at, value, formats[stress][at])
                elif value:
                    sheet.write_string(row, at, value, formats[stress][at])
                else:
                    sheet.write_blank(row, at, None, formats[stress][at])

    def _lines(self) -> list[list[int]]:
        """How many lines each distinct text takes; one where the column does not wrap."""
        return [
            [lines(value, width) if form == "text" else 1 for value in column.values]
            for column, form, width in zip(self._table.columns.values(), self._forms, self._widths, strict=True)
        ]


def _form(table: str, name: str) -> str:
    if name not in TABLES.get(table, ()):
        return "text"
    if name in NUMBERS:
        return "figure" if name == "max_points" else "points"
    if name == "rule_params":
        return "long"
    return "figure" if name == "value" else "code" if name in CODES or name in WORDS else "text"


def _emphasis(table: Table) -> list[str]:
    """Areas and groups of the criteria stand out."""
    if table.name != "criteria" or "parent" not in table.columns:
        return [""] * len(table)
    above = table.texts("parent")
    groups = set(above)
    return [
        ("area" if not parent else "group") if code in groups else ""
        for code, parent in zip(table.texts("code"), above, strict=True)
    ]


_NOTE_LOOK = {
    "font_name": FONT,
    "font_size": 10,
    "x_scale": 2.6,
    "y_scale": 1.6,
    "author": "parindex",
    "color": "#FCF1D6",
}


def _note(table: str, column: str) -> str:
    text = COLUMN_TEXTS[table][column]
    codes = "\n".join(f"• {code}: {words[0]}" for code, words in WORDS.get(column, {}).items())
    return f"{text.vi}\n{text.en}" + (f"\n{codes}" if codes else "")


def _cell(value: str, *, number: bool) -> str | float:
    """A number where it comes back as exactly the same text; otherwise the text ("0.50", "01", 17 digits)."""
    if not number or not value or len(value) > 16:
        return value
    try:
        found = float(value)
    except ValueError:
        return value
    return found if number_text(found) == value and abs(found) < 1e15 else value


def _width(name: str, column: Column) -> float:
    """Wide enough for what stands in the column, within what reads well."""
    least, most = _WIDTHS.get(name, (12, 30))
    longest = max((len(line) for value in column.values[:5000] for line in value.splitlines()[:3]), default=0)
    return min(max(least, longest * 1.05 + 2), most)
