"""Writes a package as a workbook that a clerk can work in: guide, information, a sheet per table, list of codes."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from parindex.package.catalogue.writing import CELL_OVER_EXCEL, ROWS_OVER_EXCEL
from parindex.package.csv_writing import described
from parindex.package.descriptions import COLUMN_TEXTS
from parindex.package.nearest import folded
from parindex.package.tables import TABLES, Package
from parindex.package.vocabulary import CODES, COLUMN_WORDS, NUMBERS, TABLE_WORDS, WORDS, table_named
from parindex.package.workbook import information
from parindex.package.workbook.cells import number_text
from parindex.package.workbook.choices import LISTS, Choices
from parindex.package.workbook.guide import GUIDE, write_guide, write_information, write_lists
from parindex.package.workbook.look import FONT, Look, protect, set_page, unlock_columns

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from parindex.engine.problems import Problem
    from parindex.package.tables import Column, Table

LONGEST = 32_767
"""Characters of a cell, as Excel counts them: an emoji is two."""

ROWS = 1_048_575
"""Rows below the heading."""

_SPARE = 1_000
"""Empty rows below the table that have drop-downs too."""

_MANY = 400_000
"""Cells from which on rows go to the disk as they are written, at the price of a larger file."""

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_MOMENT = dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- a mark, no moment: the same package makes the same bytes


class _Book(Workbook):  # type: ignore[misc]  # the library has no types
    """A workbook whose structure is locked: sheets keep their names, by which they are found again."""

    def _write_workbook_pr(self) -> None:
        super()._write_workbook_pr()
        self._xml_empty_tag("workbookProtection", [("lockStructure", 1)])


def check_fits(package: Package) -> list[Problem]:
    """What a workbook cannot hold."""
    found = [
        ROWS_OVER_EXCEL.at(table.where(), number=len(table)) for table in package.tables.values() if len(table) > ROWS
    ]
    for table in package.tables.values():
        for name, column in table.columns.items():
            found += [
                CELL_OVER_EXCEL.at(table.where(int((column.codes == code).argmax()), name), number=_units(value))
                for code, value in enumerate(column.values)
                if len(value) > LONGEST // 2 and _units(value) > LONGEST
            ]
    return found


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def write_workbook(package: Package, path: Path) -> None:
    """Write the workbook to `path`. `check_fits` has found nothing."""
    descriptor, _ = described(package)
    package = Package(package.name, package.kind, descriptor, package.tables)
    cells = sum(len(table) * len(table.columns) for table in package.tables.values())
    sheets = sheet_names(package)
    choices = Choices(package, sheets)
    with _Book(str(path), {"constant_memory": cells > _MANY, "strings_to_numbers": False}) as book:
        book.set_properties({"title": str(descriptor.get("title", package.name)), "created": _MOMENT})
        book.set_size(2400, 1500)
        look = Look(book)
        write_guide(book, look, package, sheets)
        write_information(book, look, package, sheets)
        for name, sheet in sheets.items():
            _TableSheet(book.add_worksheet(sheet), look, package.tables[name], package.name).write(choices)
        write_lists(book, look, package, choices)


def sheet_names(package: Package) -> dict[str, str]:
    """Each table's sheet: its Vietnamese name, or its own as far as a sheet may be called so."""
    taken = {folded(name) for name in (GUIDE, information.SHEET, LISTS)} | information.SHEETS
    found: dict[str, str] = {}
    for table in sorted(package.tables, key=lambda name: name not in TABLES):
        name = TABLE_WORDS[table][0] if table in TABLES else _own_name(table)
        number = 2
        while folded(name) in taken or (table not in TABLES and table_named(name) is not None):
            name, number = f"{_own_name(table)[:27]} {number}", number + 1
        taken.add(folded(name))
        found[table] = name
    return {table: found[table] for table in package.tables}


def _own_name(table: str) -> str:
    name = _NOT_IN_NAMES.sub(" ", table).strip()[:31].strip()
    return name if folded(name) and folded(name) != "history" else f"table {name}".strip()[:31]


class _TableSheet:
    """One table's sheet."""

    def __init__(self, sheet: Any, look: Look, table: Table, title: str) -> None:
        self._sheet, self._look, self._table, self._title = sheet, look, table, title

    def write(self, choices: Choices) -> None:
        """Heading, rows, widths, drop-downs, print set-up, protection."""
        sheet, table = self._sheet, self._table
        last = len(table)
        unlock_columns(sheet, self._look)
        for at, (name, column) in enumerate(table.columns.items()):
            sheet.set_column(at, at, _width(name, column), self._look[self._form(name)])
        self._heading()
        self._rows()
        for at, name in enumerate(table.columns):
            if (rule := choices.of(table.name, name)) is not None:
                sheet.data_validation(1, at, min(last + _SPARE, ROWS), at, rule)
        sheet.freeze_panes(1, self._frozen())
        if table.columns:
            sheet.autofilter(0, 0, max(last, 1), len(table.columns) - 1)
            sheet.print_area(0, 0, max(last, 1), len(table.columns) - 1)
        set_page(sheet, self._title)
        protect(sheet)

    def _form(self, name: str) -> str:
        if name not in TABLES.get(self._table.name, ()):
            return "text"
        if name in NUMBERS:
            return "figure" if name == "max_points" else "points"
        if name == "rule_params":
            return "long"
        return "figure" if name == "value" else "code" if name in CODES or name in WORDS else "text"

    def _frozen(self) -> int:
        """The columns that say what a row is about."""
        names = list(self._table.columns)
        return 2 if names[:2] == ["unit", "criterion"] else 1

    def _heading(self) -> None:
        sheet, look = self._sheet, self._look
        sheet.set_row(0, 34)
        for at, name in enumerate(self._table.columns):
            words = COLUMN_WORDS.get(self._table.name, {}).get(name)
            if words is None:
                sheet.write_string(0, at, name, look["head"])
                continue
            sheet.write_rich_string(0, at, look["head_vi"], words[0], look["head_name"], f"\n{name}", look["head"])
            sheet.write_comment(0, at, _note(self._table.name, name), _NOTE_LOOK)

    def _rows(self) -> None:
        forms = [self._look[self._form(name)] for name in self._table.columns]
        as_numbers = [self._form(name) in {"points", "figure"} for name in self._table.columns]
        values = [
            [_cell(value, number=number) for value in column.values]
            for column, number in zip(self._table.columns.values(), as_numbers, strict=True)
        ]
        writers = {str: self._sheet.write_string, float: self._sheet.write_number}
        columns = [column.codes.tolist() for column in self._table.columns.values()]
        # row by row: that is the order in which a large workbook goes to the disk
        for row, codes in enumerate(zip(*columns, strict=True), 1):
            for at, code in enumerate(codes):
                value = values[at][code]
                if value == "":
                    self._sheet.write_blank(row, at, None, forms[at])
                else:
                    writers[value.__class__](row, at, value, forms[at])


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


_WIDTHS: Mapping[str, tuple[float, float]] = {
    "name_vi": (20, 58),
    "name_en": (20, 48),
    "note_vi": (24, 60),
    "rule_params": (30, 40),
}


def _width(name: str, column: Column) -> float:
    """Wide enough for what stands in the column, within what reads well."""
    least, most = _WIDTHS.get(name, (11, 28))
    longest = max((len(line) for value in column.values[:5000] for line in value.splitlines()[:3]), default=0)
    return min(max(least, longest * 1.05 + 2), most)
