"""Writes a package as a workbook that a clerk can work in: guide, information, a sheet per table, list of codes."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from parindex.package.catalogue.writing import CELL_OVER_EXCEL, ROWS_OVER_EXCEL
from parindex.package.files.csv_writing import described
from parindex.package.files.vocabulary import TABLE_WORDS, table_named
from parindex.package.files.workbook import information
from parindex.package.files.workbook.choices import LISTS, Choices
from parindex.package.files.workbook.guide import GUIDE, write_guide, write_information, write_lists
from parindex.package.files.workbook.look import Look
from parindex.package.files.workbook.table_sheet import ROWS, TableSheet
from parindex.package.nearest import folded
from parindex.package.tables import TABLES, Package

if TYPE_CHECKING:
    from pathlib import Path

    from parindex.engine.problems import Problem

LONGEST = 32_767
"""Characters of a cell, as Excel counts them: an emoji is two."""

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
    made = io.BytesIO()  # in memory: a disk that fills up then stops one write, not the library half way
    with _Book(made, {"in_memory": cells <= _MANY, "constant_memory": cells > _MANY}) as book:
        book.set_properties({"title": str(descriptor.get("title", package.name)), "created": _MOMENT})
        book.set_size(2400, 1500)
        look = Look(book)
        write_guide(book, look, package, sheets)
        write_information(book, look, package, sheets)
        for name, sheet in sheets.items():
            TableSheet(book.add_worksheet(sheet), look, package.tables[name], package.name).write(choices)
        write_lists(book, look, package, choices)
    path.write_bytes(made.getbuffer())


def sheet_names(package: Package) -> dict[str, str]:
    """Each table's sheet: its Vietnamese name, or its own as far as a sheet may be called so."""
    taken = {folded(name) for name in (GUIDE, information.SHEET, LISTS)} | information.SHEETS
    found: dict[str, str] = {}
    for table in sorted(package.tables, key=lambda name: name not in TABLES):
        name = TABLE_WORDS[table][0] if table in TABLES else _own_name(table)
        number = 2
        while folded(name) in taken or (table not in TABLES and table_named(name) is not None):
            name, number = f"{_cut(_own_name(table), 27)} {number}", number + 1
        taken.add(folded(name))
        found[table] = name
    return {table: found[table] for table in package.tables}


def _own_name(table: str) -> str:
    name = _cut(_NOT_IN_NAMES.sub(" ", table).strip(), 31)
    return name if folded(name) and folded(name) != "history" else _cut(f"table {name}", 31)


def _cut(name: str, units: int) -> str:
    """The name at no more than so many of Excel's characters."""
    while _units(name) > units:
        name = name[:-1]
    return name.strip()
