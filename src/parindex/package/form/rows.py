"""Takes every row of the form for something: a criterion, a level, a total, a heading again, a signature, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from parindex.package.form.numbering import leading, numbers
from parindex.package.form.words import STAGES, is_adjustment, is_footer, is_index_row, is_total
from parindex.package.nearest import folded

if TYPE_CHECKING:
    from parindex.engine.problems import Text
    from parindex.package.form.grid import Cell, Grid
    from parindex.package.form.head import Head
    from parindex.package.form.numbering import Number, Path

_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?(\s*=?\s*[\d()+\-x*/%:.,=\s]*)|\(?[A-H]\)?")
_BULLETS = frozenset("-–—+*•·▪○●")


class Kind(StrEnum):
    """What a row is taken for."""

    BLANK = "blank"
    TITLE = "title"
    HEAD = "head"
    COLUMN_NUMBERS = "column_numbers"
    CRITERION = "criterion"
    UNNUMBERED = "unnumbered"
    TOTAL = "total"
    INDEX = "index"
    ADJUSTMENT = "adjustment"
    FOOTER = "footer"


@dataclass(slots=True)
class Line:
    """A row below the head. at: from 0.  label: the number as written.  name: without a number before it.

    taken, path, said: what it was taken for in the end (a key of `told.TAKEN`), as which criterion, and on what grounds.
    """

    at: int
    kind: Kind
    label: str = ""
    numbers: tuple[Number, ...] = ()
    name: str = ""
    maximum: Cell = ""
    cells: dict[str, Cell] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    taken: str = ""
    path: Path | None = None
    said: list[Text] = field(default_factory=list)

    @property
    def scored(self) -> bool:
        """Whether any column of points holds something."""
        return any(cell != "" for cell in self.cells.values())


def read_lines(grid: Grid, head: Head) -> list[Line]:
    """Every row below the head, in order."""
    rows = range(head.top, head.bottom + 1)
    again = frozenset(folded(grid.text(row, column)) for row in rows for column in head.written)
    lines = [_line(grid, head, again, row) for row in range(head.bottom + 1, len(grid.cells))]
    _close(grid, lines)
    return lines


def _line(grid: Grid, head: Head, again: frozenset[str], row: int) -> Line:
    texts = [text for text in grid.texts(row) if text]
    if not texts:
        return Line(row, Kind.BLANK)
    line = _numbered(grid, head, row)
    if _is_head(grid, again, row):
        line.kind = Kind.HEAD
    elif _are_column_numbers(texts, line.name or line.label):
        line.kind = Kind.COLUMN_NUMBERS
    elif line.numbers and is_adjustment(line.name):
        line.kind = Kind.ADJUSTMENT
    elif line.numbers:
        line.kind = Kind.CRITERION
    else:
        line.kind = _unnumbered(line, texts)
    return line


def _numbered(grid: Grid, head: Head, row: int) -> Line:
    """The row's number and name, wherever in their columns they stand."""
    line = Line(row, Kind.UNNUMBERED)
    first = _first(grid, head, row, "number")
    line.label, line.name = grid.text(row, first), grid.text(row, _first(grid, head, row, "name"))
    line.numbers = numbers(grid.cell(row, first))
    if not line.numbers and line.label and not line.name and line.label not in _BULLETS:
        line.name, line.label = line.label, ""  # number and name merged into one cell
    if not line.numbers:
        line.numbers, rest = leading(line.name)
        if line.numbers:
            line.label, line.name = line.name[: len(line.name) - len(rest)].strip(), rest
    elif line.name:
        again, rest = leading(line.name)
        if again and again[0].parts in {number.parts for number in line.numbers}:
            line.name = rest  # the number stands in both columns
    line.maximum = grid.cell(row, head.column("maximum"))
    line.cells = {
        stage: grid.cell(row, head.column(stage)) for stage in (*head.stages, "index") if stage in head.columns
    }
    line.notes = {kind: _joined(grid, head, row, kind) for kind in ("evidence", "remark")}
    return line


def _first(grid: Grid, head: Head, row: int, meaning: str) -> int | None:
    """The first filled one of the columns of a meaning."""
    columns = head.columns.get(meaning, ())
    return next((column for column in columns if grid.text(row, column)), columns[0] if columns else None)


def _joined(grid: Grid, head: Head, row: int, meaning: str) -> str:
    texts = (grid.note(row, column) for column in head.columns.get(meaning, ()))
    return "; ".join(text for text in texts if text)


def _is_head(grid: Grid, again: frozenset[str], row: int) -> bool:
    """Whether the head stands here again, as at the top of a page. again: its headings, folded."""
    texts = [text for text in grid.texts(row) if text]
    return len(texts) >= 2 and all(folded(text) in again for text in texts)


def _are_column_numbers(texts: list[str], name: str) -> bool:
    """Whether a row counts the columns: 1, 2, 3 … or (1), (2), (6=4-5)."""
    return len(texts) >= 3 and bool(_COLUMN_NUMBER.fullmatch(name)) and all(map(_COLUMN_NUMBER.fullmatch, texts))


def _unnumbered(line: Line, texts: list[str]) -> Kind:
    values = [line.maximum, *(line.cells.get(stage, "") for stage in (*STAGES, "index"))]
    if line.label not in _BULLETS and is_total(line.name) and any(value != "" for value in values):
        return Kind.TOTAL
    if is_index_row(line.name) and line.maximum == "":
        return Kind.INDEX
    if is_adjustment(line.name):
        return Kind.ADJUSTMENT
    signed = any(map(is_footer, texts)) and not any(map(_is_figure, values))
    return Kind.FOOTER if signed else Kind.UNNUMBERED


def _is_figure(value: Cell) -> bool:
    """Whether a cell may hold points; titles and names of those who sign stand in the same columns."""
    return isinstance(value, int | float) or any(sign.isdigit() for sign in str(value)[:8])


def _close(grid: Grid, lines: list[Line]) -> None:
    """Below the last criterion and the total nothing but signatures stands: everything from the first of them on."""
    last = max((at for at, line in enumerate(lines) if line.kind in {Kind.CRITERION, Kind.TOTAL}), default=-1)
    closing = next((at for at in range(last + 1, len(lines)) if lines[at].kind is Kind.FOOTER), None)
    total = last >= 0 and lines[last].kind is Kind.TOTAL
    for at in range(last + 1, len(lines)):
        line = lines[at]
        after = closing is not None and at >= closing
        loose = total and not line.scored and line.maximum == ""
        if line.kind is Kind.UNNUMBERED and (after or loose) and any(grid.texts(line.at)):
            line.kind = Kind.FOOTER
