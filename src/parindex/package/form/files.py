"""Opens the workbooks of a form: one file, or every workbook of a folder, each guarded before it is unpacked."""

from __future__ import annotations

import html
import io
import os
import re
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from parindex.engine.problems import CannotRead, Text, Where
from parindex.package.catalogue.files import ENCRYPTED, NO_ACCESS, TOO_LARGE
from parindex.package.catalogue.workbook import NOT_A_WORKBOOK, SHEET_TOO_LARGE, XML_TRICK
from parindex.package.files.archive import Archive
from parindex.package.files.columns import letter
from parindex.package.files.folder import open_ordinary
from parindex.package.files.limits import MEMBERS, MIB, refuse
from parindex.package.files.systems import os_words
from parindex.package.files.workbook.scan import scan
from parindex.package.form import says
from parindex.package.form.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineWorkbook

    from parindex.package.form.grid import Place
    from parindex.package.listing import Listing

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
FILE_MIB = 64
"""Bytes of one workbook, in MiB; a form of a hundred units takes about two."""

CELLS = 2_000_000
"""Rows x columns of one sheet; a form has some hundreds by ten."""

ALL_CELLS = 8_000_000
"""Rows x columns of all sheets that are read together: some three thousand units."""

WIDEST = 200
"""Columns that are looked at."""

_MERGED = 20_000

SHEETS = 1_000

_ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^<>]*?)/?>")
_FORMULA = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\sr="([A-Z]{1,3})(\d{1,7})"[^<>]*>\s*<(?:\w+:)?f[\s/>]')
_REPEATED = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^<>]*?)(/?)>")


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook's visible sheets; hidden ones are named, and not read."""

    file: str
    grids: tuple[Grid, ...]
    hidden: tuple[str, ...] = ()


def workbooks_in(folder: Path, listing: Listing) -> list[Path]:
    """The workbooks of a folder, sorted by name; what is left out is told."""
    found = []
    with os.scandir(folder) as entries:
        names = sorted(e.name for e in entries if e.is_file(follow_symlinks=False))[:MEMBERS]
    for name in names:
        if name.startswith((".", "~$", ".~lock")):
            if name.startswith("~$"):
                listing.add(says.TEMPORARY, Where(name))
        elif name.lower().endswith(SUFFIXES):
            found.append(folder / name)
        else:
            listing.add(says.NO_WORKBOOK, Where(name))
    return found


def holds_workbooks(folder: Path) -> bool:
    """Whether any file of a folder is a workbook."""
    return any(file.suffix.lower() in SUFFIXES and not file.name.startswith((".", "~$")) for file in folder.iterdir())


def sheet_names(path: Path) -> list[str]:
    """The sheets of an .xlsx, without reading any of them; [] where that is not known. Raises CannotRead."""
    if not zipfile.is_zipfile(path):
        return []
    with open_ordinary(path, path.name) as file:
        return list(_parts_of_sheets(Archive(file, path.name, lines=False)))


class Room:
    """How many cells may still be read; shared by all files that are read together."""

    def __init__(self, cells: int = ALL_CELLS) -> None:
        self._left = cells

    def take(self, cells: int, place: str) -> None:
        """Count cells. Raises CannotRead where they are too many."""
        self._left -= cells
        if self._left < 0:
            raise refuse(says.TOO_MANY_CELLS, place, limit=ALL_CELLS)


def read_book(path: Path, place: str, room: Room) -> Book:
    """The sheets of a workbook. Raises CannotRead where it is damaged, hostile, too large or protected."""
    data = _bytes(path, place)
    marks = _marks(data, place)
    with _opened(data, place) as book:
        if len(book.sheet_names) > SHEETS:
            raise refuse(NOT_A_WORKBOOK, place, reason=Text(f"quá {SHEETS} trang", f"over {SHEETS} sheets"))
        shown: list[str] = []
        hidden: list[str] = []
        for sheet in book.sheets_metadata:
            if not str(sheet.typ).endswith("WorkSheet"):
                continue  # a sheet that is one chart
            visible = str(sheet.visible).endswith("Visible")
            (shown if visible else hidden).append(sheet.name)
        grids = tuple(_grid(book, name, place, marks.get(name, _Marks()), room) for name in shown)
    return Book(place, grids, tuple(hidden))


def _bytes(path: Path, place: str) -> bytes:
    try:
        with open_ordinary(path, place) as file:
            data = file.read(FILE_MIB * MIB + 1)
    except OSError as error:
        raise refuse(NO_ACCESS, place, reason=os_words(error)) from error
    if len(data) > FILE_MIB * MIB:
        raise refuse(TOO_LARGE, place, limit=FILE_MIB)
    return data


@dataclass(slots=True)
class _Marks:
    """What the library does not tell of a sheet."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    formulas: frozenset[Place] = frozenset()
    unvalued: frozenset[Place] = frozenset()
    percents: frozenset[Place] = frozenset()
    errors: frozenset[Place] = frozenset()


def _marks(data: bytes, place: str) -> dict[str, _Marks]:
    """The marks of each sheet of an .xlsx; of an .ods only its size is checked, of an .xls nothing is known."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {}
    archive = Archive(io.BytesIO(data), place, lines=False)
    if "content.xml" in archive.parts():
        _check_repeats(_part(archive, "content.xml"), place)
        return {}
    found = scan(archive, place)
    parts = _parts_of_sheets(archive)
    return {
        name: replace(
            _looked_at(_part(archive, parts[name])),
            unvalued=frozenset(marks.unresolved),
            percents=frozenset(marks.percents),
            errors=frozenset(marks.errors),
        )
        for name, marks in found.items()
        if name in parts
    }


def _part(archive: Archive, part: str) -> bytes:
    with archive.open(part) as file:
        return file.read()


def _parts_of_sheets(archive: Archive) -> dict[str, str]:
    names = set(archive.parts())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    relations = _part(archive, "xl/_rels/workbook.xml.rels").decode(errors="replace")
    targets = {_attribute(r, "Id"): _attribute(r, "Target") for r in re.findall(r"<Relationship\b[^<>]*>", relations)}
    sheets = re.findall(r"<(?:\w+:)?sheet\b[^<>]*>", _part(archive, "xl/workbook.xml").decode(errors="replace"))
    found = {}
    for sheet in sheets:
        target = targets.get(_attribute(sheet, r"\w+:id"), "")
        part = target[1:] if target.startswith("/") else f"xl/{target.removeprefix('./')}"
        if part in names:
            found[_attribute(sheet, "name")] = part
    return found


def _attribute(element: str, name: str) -> str:
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", element)
    return html.unescape(found[1] or found[2] or "") if found else ""


def _looked_at(xml: bytes) -> _Marks:
    """Hidden rows and columns, and which cells are formulas."""
    rows = {number - 1 for attributes in _ROW.findall(xml) if (number := _hidden(attributes, b"r"))}
    columns: set[int] = set()
    for attributes in _COLUMN.findall(xml):
        first, last = _hidden(attributes, b"min"), _hidden(attributes, b"max")
        columns.update(range(first - 1, min(last, 200)) if first else ())
    formulas = frozenset((int(row) - 1, _number(letters)) for letters, row in _FORMULA.findall(xml))
    return _Marks(frozenset(rows), frozenset(columns), formulas)


def _hidden(attributes: bytes, name: bytes) -> int:
    """The number in an attribute of an element that is hidden; 0 otherwise."""
    if not re.search(rb'\shidden="(?:1|true)"', attributes):
        return 0
    found = re.search(rb"\s" + name + rb'="(\d{1,7})"', attributes)
    return int(found[1]) if found else 0


def _number(letters: bytes) -> int:
    number = 0
    for code in letters:
        number = number * 26 + code - ord("A") + 1
    return number - 1


def _check_repeats(xml: bytes, place: str) -> None:
    """An .ods says "the next 16000 cells are the same": the sheet that comes out must not be endless."""
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", xml, re.IGNORECASE):
        raise refuse(XML_TRICK, place)
    rows = width = column = repeat = 0
    held = False
    for found in _REPEATED.finditer(xml):
        tag, attributes, closed = found.groups()
        if tag == b"table":
            rows = width = column = repeat = 0
        elif tag == b"table-row":
            rows, column, held = rows + repeat, 0, False
            repeat = _repeat(attributes, b"rows")
        else:
            column += _repeat(attributes, b"columns")
            held = not closed or b"office:" in attributes
            width = max(width, column) if held else width
        # rows that hold nothing are not made room for, unless something follows them
        if held and (rows + repeat) * width > CELLS:
            raise refuse(SHEET_TOO_LARGE, place, cell=f"{letter(width - 1)}{rows + repeat}")


def _repeat(attributes: bytes, what: bytes) -> int:
    found = re.search(rb"table:number-" + what + rb'-repeated="(\d{1,9})"', attributes)
    return int(found[1]) if found else 1


@contextmanager
def _opened(data: bytes, place: str) -> Iterator[CalamineWorkbook]:
    """The library's workbook; whatever it raises on a damaged file becomes a problem."""
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            yield book
    except CannotRead:
        raise
    except python_calamine.PasswordError as error:
        raise refuse(ENCRYPTED, place) from error
    except BaseException as error:
        # a panic inside the library is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        reason = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
        raise refuse(NOT_A_WORKBOOK, place, reason=reason) from error


def _grid(book: CalamineWorkbook, name: str, place: str, marks: _Marks, room: Room) -> Grid:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > CELLS:
        cell = f"{letter(sheet.total_width - 1)}{sheet.total_height}"
        raise refuse(SHEET_TOO_LARGE, f"{place} › {name}", cell=cell)
    room.take(sheet.total_height * sheet.total_width, f"{place} › {name}")
    cells = [row[:WIDEST] for row in sheet.to_python(skip_empty_area=False)]
    while cells and not any(cell != "" for cell in cells[-1]):
        cells.pop()
    for row, column in marks.errors:
        if row < len(cells) and column < len(cells[row]):
            cells[row][column] = "#LỖI!"  # the library gives an empty cell
    return Grid(
        file=place,
        sheet=name,
        cells=cells,
        merged=tuple((sheet.merged_cell_ranges or ())[:_MERGED]),
        hidden_rows=marks.rows,
        hidden_columns=marks.columns,
        formulas=marks.formulas,
        unvalued=marks.unvalued,
        percents=marks.percents,
    )


def books_at(path: Path, listing: Listing) -> Iterator[Book]:
    """The workbooks at a path; one of a folder that cannot be read is told, and the others are read."""
    room = Room()
    if not path.is_dir():
        yield read_book(path.resolve(), path.name, room)
        return
    for file in workbooks_in(path, listing):
        try:
            yield read_book(file, file.name, room)
        except CannotRead as refused:
            listing.take(refused.problems)
