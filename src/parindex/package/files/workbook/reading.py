"""Reads a package from a workbook: every sheet is a table, one sheet says what datapackage.json says."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from parindex.engine.problems import CannotRead, Severity, Text, Where
from parindex.package.catalogue.files import NOT_A_PACKAGE, TOO_MANY_COLUMNS
from parindex.package.catalogue.reading import FILE_LEFT_OUT
from parindex.package.catalogue.workbook import (
    ERROR_CELL,
    FORMULAS,
    MERGED_FILLED,
    NO_INFORMATION,
    NO_RESULT,
    NOT_A_WORKBOOK,
    SHEET_KEPT,
    SHEET_READ_AS,
    SHEET_TWICE,
)
from parindex.package.files import headings
from parindex.package.files.archive import Archive
from parindex.package.files.cleaning import clean
from parindex.package.files.columns import Encoders, letter
from parindex.package.files.descriptor import table_of
from parindex.package.files.limits import COLUMNS, WORKBOOK_MIB, refuse
from parindex.package.files.raw import RawColumn, RawTable
from parindex.package.files.vocabulary import TABLE_WORDS
from parindex.package.files.workbook import information
from parindex.package.files.workbook.cells import Percent, key, number_text, to_texts
from parindex.package.files.workbook.codes import settle
from parindex.package.files.workbook.scan import Marks, scan
from parindex.package.nearest import Nearest, folded
from parindex.package.tables import TABLES, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from python_calamine import CalamineSheet, CalamineWorkbook

    from parindex.package.listing import Listing

OURS = frozenset({"huongdan", "guide", "danhmuc", "codes", "instructions"})
"""Sheets of a written workbook that hold no table, folded."""

_OTHER_KINDS = frozenset({"xl/workbook.bin", "content.xml"})
"""Parts of .xlsb and .ods, which the library would read too, unlooked at."""


@dataclass(slots=True)
class _Sheet:
    """A sheet's cells from A1 on, what the scan found, and cells merged (row, column) to (row, column), from 0."""

    name: str
    rows: list[list[Any]]
    marks: Marks
    merged: list[tuple[tuple[int, int], tuple[int, int]]]

    @property
    def place(self) -> str:
        """The sheet in messages."""
        return f"sheet {self.name}"


def read_workbook(data: bytes, place: str, listing: Listing) -> tuple[dict[str, Any], dict[str, Table]]:
    """The descriptor ({} where there is none) and the tables. Raises CannotRead where nothing can be read."""
    archive = Archive(io.BytesIO(data), place, lines=False, mib=WORKBOOK_MIB)
    if "xl/workbook.xml" not in archive.parts() or _OTHER_KINDS & set(archive.parts()):
        raise refuse(NOT_A_PACKAGE, place, name=place)
    marks = scan(archive, place)
    with _opened(data, place) as book:
        sheets = [_Sheet(s.name, *_cells(s, place), marks.get(s.name, Marks()), _merged(s)) for s in _worksheets(book)]
    said = next((sheet for sheet in sheets if folded(sheet.name) in information.SHEETS), None)
    descriptor: dict[str, Any] = {}
    resources: dict[str, str] = {}
    if said is None:
        listing.add(NO_INFORMATION, Where(place))
    else:
        descriptor, resources = information.read(said.rows, said.place, listing)
    sheets = [sheet for sheet in sheets if sheet is not said and folded(sheet.name) not in OURS and sheet.rows]
    raws = _raw_tables(sheets, resources, listing)
    settle(raws, listing)
    return descriptor, _ordered({name: clean(raw, name, listing) for name, raw in raws.items()}, descriptor)


@contextmanager
def _opened(data: bytes, place: str) -> Iterator[CalamineWorkbook]:
    """The library's workbook; whatever it raises on a damaged file becomes a problem."""
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            yield book
    except CannotRead:
        raise
    except BaseException as error:
        # a panic inside the library is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        reason = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
        raise refuse(NOT_A_WORKBOOK, place, reason=reason) from error


def _worksheets(book: CalamineWorkbook) -> list[CalamineSheet]:
    names = [sheet.name for sheet in book.sheets_metadata if str(sheet.typ).endswith("WorkSheet")]
    return [book.get_sheet_by_name(name) for name in names]


def _cells(sheet: CalamineSheet, place: str) -> tuple[list[list[Any]]]:
    if sheet.total_width > COLUMNS:
        raise refuse(TOO_MANY_COLUMNS, Where(f"{place}, sheet {sheet.name}"), limit=COLUMNS)
    return (sheet.to_python(skip_empty_area=False),)


def _merged(sheet: CalamineSheet) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return sheet.merged_cell_ranges or []


def _raw_tables(sheets: list[_Sheet], resources: Mapping[str, str], listing: Listing) -> dict[str, RawTable]:
    names = set(resources.values()) | {sheet.name for sheet in sheets}
    found: dict[str, RawTable] = {}
    held: dict[str, str] = {}
    nearest = Nearest(TABLES, {word: table for table, words in TABLE_WORDS.items() for word in words})
    for sheet in sheets:
        table = table_of(resources.get(sheet.name, sheet.name), names)
        if table in held:
            listing.add(SHEET_TWICE, Where(sheet.place), one=held[table], other=sheet.name, table=table)
            continue
        raw = _raw(sheet, table, listing)
        if raw is None:
            listing.add(FILE_LEFT_OUT, Where(sheet.place), name=sheet.name)
            continue
        held[table], found[table] = sheet.name, raw
        if sheet.name not in resources:
            kind = SHEET_READ_AS if table in TABLES else SHEET_KEPT
            listing.add(kind, Where(sheet.place), table=table, hint=nearest.hint(sheet.name))
    return found


def _raw(sheet: _Sheet, table: str, listing: Listing) -> RawTable | None:
    """The sheet's heading and cells; None where it has no heading."""
    _merge_down(sheet, rows=(0, headings.DEPTH))
    top = [[_shown(cell) for cell in row] for row in sheet.rows[: headings.DEPTH]]
    at = headings.find(top, table)
    if at < 0:
        return None
    last = max([at, *(bottom for (first, _), (bottom, _) in sheet.merged if first <= at < bottom < len(top))])
    heading = [below or above for above, below in zip(top[at], top[last], strict=True)]
    _merge_down(sheet, rows=(last + 1, len(sheet.rows)), listing=listing)
    body = _marked(sheet, last + 1)
    encoders = Encoders(len(heading))
    encoders.add_rows([[key(cell) for cell in row] for row in body])
    rows = np.arange(last + 2, last + 2 + len(body), dtype=np.int32)
    found = encoders.finish()
    columns = [
        RawColumn(heading[at], at, codes, [_shown(k if k.__class__ is str else k[1]) for k in keys])
        for at, (codes, keys) in enumerate(found)
    ]
    raw = RawTable(sheet.place, last + 1, columns, rows)
    headings.name_columns(raw, table, listing)
    for column in raw.columns:
        to_texts(raw, column, found[column.position][1], table, listing)
    read = {c.position for c in raw.columns if c.heading in TABLES.get(table, ())}
    _say_marks(sheet, last, read, listing)
    return raw


def _shown(cell: Any) -> str:
    return number_text(cell) if isinstance(cell, float) else str(cell)


def _marked(sheet: _Sheet, top: int) -> list[list[Any]]:
    """The rows below the heading, with percentages as such."""
    for row, column in sheet.marks.percents:
        if top <= row < len(sheet.rows) and column < len(sheet.rows[row]):
            cell = sheet.rows[row][column]
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                sheet.rows[row][column] = Percent(cell)
    return sheet.rows[top:]


def _merge_down(sheet: _Sheet, rows: tuple[int, int], listing: Listing | None = None) -> None:
    """Repeats the text of cells merged down a column in every row they cover, where that lies within `rows`."""
    filled, first = 0, None
    for (top, column), (bottom, _) in sheet.merged:
        inside = rows[0] <= top and bottom < min(rows[1], len(sheet.rows)) and bottom > top
        if not inside or column >= len(sheet.rows[top]) or sheet.rows[top][column] == "":
            continue
        filled, first = filled + bottom - top, first or top + 1
        if filled > len(sheet.rows) * len(sheet.rows[0]):
            reason = Text("ô gộp chồng lên nhau", "merged cells overlap")
            raise refuse(NOT_A_WORKBOOK, sheet.place, reason=reason)
        for row in range(top + 1, bottom + 1):
            sheet.rows[row][column] = sheet.rows[top][column]
    if listing is not None and filled:
        listing.add(MERGED_FILLED, Where(sheet.place, first), number=filled)


def _say_marks(sheet: _Sheet, heading: int, read: set[int], listing: Listing) -> None:
    """Errors and formulas; an error in a column that the format does not read is only a note."""
    for kind, cells in ((ERROR_CELL, sheet.marks.errors), (NO_RESULT, sheet.marks.unresolved)):
        for row, column in cells:
            if row > heading:
                said = kind if column in read else replace(kind, severity=Severity.NOTE)
                listing.add(said, Where(sheet.place, row + 1), cell=f"{letter(column)}{row + 1}")
    if sheet.marks.formulas:
        listing.add(FORMULAS, Where(sheet.place), number=sheet.marks.formulas)


def _ordered(tables: dict[str, Table], descriptor: Mapping[str, Any]) -> dict[str, Table]:
    """The tables in the order of the descriptor's resources, then those it does not list."""
    entries = descriptor.get("resources")
    names = [e.get("name") for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []
    listed = [table_of(name, set(names)) for name in names if isinstance(name, str)]
    if not entries:
        listed = list(TABLES)
    order = [name for name in listed if name in tables]
    return {name: tables[name] for name in dict.fromkeys([*order, *tables])}
