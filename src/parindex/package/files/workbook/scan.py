"""Looks through a workbook's parts before a library unpacks them: hostile ones are refused, and what the library
does not tell (percentages, errors, formulas without result) is noted cell by cell.

The library would make room for every cell up to the farthest one, and would give an error cell as an empty one.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parindex.engine.problems import Text
from parindex.package.catalogue.files import CELL_TOO_LARGE
from parindex.package.catalogue.workbook import NOT_A_WORKBOOK, SHEET_TOO_LARGE, XML_TRICK
from parindex.package.files.columns import letter
from parindex.package.files.folder import read_small
from parindex.package.files.limits import CELL_MIB, MIB, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parindex.package.files.archive import Archive

CELLS = 12_000_000
"""Rows x columns that a sheet may span: the most rows a workbook takes, by eleven columns."""

_ATTRIBUTES = rb"""((?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*)\s*"""
_ELEMENT = re.compile(rb"<(?:\w+:)?(c|row)" + _ATTRIBUTES + rb"(/?)>")
_STARTS = re.compile(rb"<(?:\w+:)?(?:c|row)[\s/>]")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})?([0-9]{1,7})["']""")
_ANY_REFERENCE = re.compile(rb"\sr\s*=")
_STYLE = re.compile(rb"""\ss\s*=\s*["']([0-9]+)["']""")
_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_UNRESOLVED = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*+)>\s*+<(?:\w+:)?f\b[^<>]*+(?:(?<=/)>|>[^<]*+</(?:\w+:)?f>)\s*+"
    rb"(?:<(?:\w+:)?v\s*+/>|<(?:\w+:)?v></(?:\w+:)?v>)?+\s*+</(?:\w+:)?c>"
)
"""Nothing is tried twice (`+`), so that no text, however made, takes longer than its length."""

_TEXT_RESULT = re.compile(rb"""\st\s*=\s*["']str["']""")
"""A formula may well result in an empty text; then the cell says that it is one."""

_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

_PERCENT_FORMATS = frozenset({9, 10})
"""Built-in number formats 0% and 0.00%."""


@dataclass(slots=True)
class Marks:
    """What is known of one sheet's cells, by (row, column) from 0."""

    percents: set[tuple[int, int]] = field(default_factory=set)
    errors: list[tuple[int, int]] = field(default_factory=list)
    unresolved: list[tuple[int, int]] = field(default_factory=list)
    formulas: int = 0


def scan(archive: Archive, place: str) -> dict[str, Marks]:
    """What is noted of each sheet, by the sheet's name. Raises CannotRead where a part is hostile or damaged."""
    percents = _percent_styles(archive)
    marks = {part: _Scan(place, percents).part(archive, part) for part in archive.parts()}
    return {name: marks[part] for name, part in _sheets(archive).items() if part in marks}


class _Scan:
    """One part while it is looked through; positions count from 1."""

    def __init__(self, place: str, percents: frozenset[int]) -> None:
        self._place, self._percents = place, percents
        self._row = self._column = self._rows = self._columns = 0
        self._marks = Marks()

    def part(self, archive: Archive, part: str) -> Marks:
        """The marks of a part. Raises CannotRead."""
        sheet = part.endswith((".xml", ".bin")) and "sharedStrings" not in part
        for piece in _pieces(archive, part):
            if _DECLARED.search(piece) or (part.endswith((".xml", ".rels")) and b"\0" in piece):
                raise refuse(XML_TRICK, self._place)
            if sheet:
                self._elements(piece)
        return self._marks

    def _elements(self, piece: bytes) -> None:
        elements = _ELEMENT.findall(piece)
        if len(elements) != len(_STARTS.findall(piece)):
            raise refuse(NOT_A_WORKBOOK, self._place, reason=Text("XML không hợp lệ", "invalid XML"))
        for tag, attributes, closed in elements:
            self._place_at(tag == b"row", attributes)
            if tag == b"c" and not closed:
                self._cell(attributes)
        if self._rows * self._columns > CELLS:
            raise refuse(SHEET_TOO_LARGE, self._place, cell=f"{letter(self._columns - 1)}{self._rows}")
        if _FORMULA.search(piece):
            self._formulas(piece)

    def _place_at(self, is_row: bool, attributes: bytes) -> None:  # noqa: FBT001 -- the tag, one of two
        found = _REFERENCE.search(attributes)
        if found is None and _ANY_REFERENCE.search(attributes):
            raise refuse(NOT_A_WORKBOOK, self._place, reason=Text("vị trí ô không hợp lệ", "an invalid cell reference"))
        if is_row:
            self._row, self._column = int(found[2]) if found else self._row + 1, 0
        elif found is not None and found[1]:
            self._row, self._column = int(found[2]), _number(found[1])
        else:
            self._column += 1

    def _cell(self, attributes: bytes) -> None:
        self._rows, self._columns = max(self._rows, self._row), max(self._columns, self._column)
        at = (self._row - 1, self._column - 1)
        if _ERROR.search(attributes):
            self._marks.errors.append(at)
        if self._percents and (style := _STYLE.search(attributes)) and int(style[1]) in self._percents:
            self._marks.percents.add(at)

    def _formulas(self, piece: bytes) -> None:
        self._marks.formulas += len(_FORMULA.findall(piece))
        for cell in _UNRESOLVED.finditer(piece):
            found = _REFERENCE.search(cell[1])
            if found and found[1] and not _TEXT_RESULT.search(cell[1]):
                self._marks.unresolved.append((int(found[2]) - 1, _number(found[1]) - 1))


def _number(letters: bytes) -> int:
    number = 0
    for code in letters:
        number = number * 26 + code - ord("A") + 1
    return number


def _pieces(archive: Archive, part: str) -> Iterator[bytes]:
    """A part in pieces that end before a cell, or at least before a tag. Raises CannotRead at an endless text."""
    rest = b""
    with archive.open(part) as file:
        while data := file.read(MIB):
            piece = rest + data
            cut = max(piece.rfind(b"<c "), 0) or max(piece.rfind(b"<"), 0)
            rest = piece[cut:]
            if len(rest) > 2 * CELL_MIB * MIB:
                raise refuse(CELL_TOO_LARGE, part, limit=CELL_MIB)
            yield piece[:cut]
    yield rest


def _whole(archive: Archive, part: str) -> bytes:
    return read_small(archive, part) if part in archive.parts() else b""


def _percent_styles(archive: Archive) -> frozenset[int]:
    """The cell styles that show a percentage."""
    styles = _whole(archive, "xl/styles.xml").decode(errors="replace")
    own = [
        _attribute(element, "numFmtId")
        for element in re.findall(r"<numFmt\b[^<>]*>", styles)
        if "%" in re.sub(r'"[^"]*"', "", _attribute(element, "formatCode"))  # quoted: printed, not meant
    ]
    start, end = styles.find("<cellXfs"), styles.find("</cellXfs>")
    formats = [_attribute(element, "numFmtId") for element in re.findall(r"<xf\b[^<>]*>", styles[max(start, 0) : end])]
    shown = {str(number) for number in [*_PERCENT_FORMATS, *own]}
    return frozenset(at for at, number in enumerate(formats) if number in shown)


def _sheets(archive: Archive) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    relations = _whole(archive, "xl/_rels/workbook.xml.rels").decode(errors="replace")
    targets = {_attribute(r, "Id"): _attribute(r, "Target") for r in re.findall(r"<Relationship\b[^<>]*>", relations)}
    workbook = _whole(archive, "xl/workbook.xml").decode(errors="replace")
    found = re.findall(r"<(?:\w+:)?sheet\b[^<>]*>", workbook)
    return {_attribute(s, "name"): _part(targets.get(_attribute(s, r"\w+:id"), "")) for s in found}


def _part(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"


def _attribute(element: str, name: str) -> str:
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", element)
    return html.unescape(found[1] or found[2] or "") if found else ""
