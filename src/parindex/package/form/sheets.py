"""One sheet of the form, read as far as it can be without knowing the other sheets or a base package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.engine.problems import Text, Where
from parindex.package.catalogue.kind import quoted
from parindex.package.form import says
from parindex.package.form.head import find_head
from parindex.package.form.outline import read_outline
from parindex.package.form.rows import read_lines
from parindex.package.form.titles import read_titles
from parindex.package.form.words import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parindex.package.form.files import Book
    from parindex.package.form.grid import Grid
    from parindex.package.form.head import Head
    from parindex.package.form.numbering import Path
    from parindex.package.form.outline import Outline
    from parindex.package.form.rows import Line
    from parindex.package.form.titles import Titles
    from parindex.package.listing import Listing


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form of one unit."""

    grid: Grid
    head: Head
    titles: Titles
    lines: Sequence[Line]
    outline: Outline


def read_sheets(
    books: Sequence[Book], listing: Listing, known: Mapping[str, Path] | None = None
) -> tuple[list[Sheet], list[Grid]]:
    """The forms among all sheets, and the sheets that are none. known: as in `read_outline`."""
    found: list[Sheet] = []
    others: list[Grid] = []
    for book in books:
        heads = [(grid, find_head(grid)) for grid in book.grids]
        forms = sum(head is not None for _, head in heads)
        for name in book.hidden:
            listing.add(says.HIDDEN_SHEET, Where(book.file), name=name)
        for grid, head in heads:
            if head is None:
                others.append(grid)
            else:
                found.append(_sheet(grid, head, listing, known, only=forms == 1))
    for grid in others:
        if grid.cells and found:
            listing.add(says.NO_HEAD, grid.where())
    return found, others


def _sheet(grid: Grid, head: Head, listing: Listing, known: Mapping[str, Path] | None, *, only: bool) -> Sheet:
    _say_columns(grid, head, listing)
    lines = read_lines(grid, head)
    outline = read_outline(grid, head, lines, listing, known)
    if not outline.nodes:
        listing.add(says.NO_CRITERIA, grid.where(head.top))
    return Sheet(grid, head, read_titles(grid, head, only_sheet=only), lines, outline)


def _say_columns(grid: Grid, head: Head, listing: Listing) -> None:
    for column in head.unknown:
        heading = quoted(head.written[column])
        listing.add(says.COLUMN_UNKNOWN, grid.where(head.top, column), heading=heading)
    for meaning, column in head.twice:
        first = grid.where(None, head.column(meaning)).column or ""
        heading = quoted(head.written[column])
        where = grid.where(head.top, column)
        listing.add(says.COLUMN_TWICE, where, heading=heading, meaning=NAMES[meaning], first=first)
    rows = sum(head.top <= row < len(grid.cells) for row in grid.hidden_rows)
    columns = len(grid.hidden_columns & {column for found in head.columns.values() for column in found})
    if rows or columns:
        listing.add(says.HIDDEN_CELLS, grid.where(), rows=rows, columns=columns)


def columns_said(grid: Grid, head: Head) -> Text:
    """The columns that were recognised: "A số thứ tự, B tên tiêu chí …"."""
    pairs = [(columns[0], meaning) for meaning, columns in head.columns.items()]
    said = [(grid.where(None, column).column or "", NAMES[meaning]) for column, meaning in sorted(pairs)]
    return Text(", ".join(f"{at} {name.vi}" for at, name in said), ", ".join(f"{at} {name.en}" for at, name in said))
