"""Finds the head of the form, in one row or several, and what each column below it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parindex.package.form.numbering import numbers
from parindex.package.form.words import NAMES, STAGES, heading_meant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.package.form.grid import Grid

DEPTH = 60
"""Rows from the top among which the head is sought; forms open with letterheads and instructions."""

_DEEPEST = 4
"""Rows of a head at most."""

_LONGEST = 80
"""Characters of a heading; longer texts are instructions."""

_SEVERAL = frozenset({"evidence", "remark"})
"""Columns that a form may have more than once; their texts are put together."""

_SPREAD = frozenset({"number", "name"})
"""Columns that may be indented over several columns of the sheet."""


@dataclass(frozen=True, slots=True)
class Head:
    """top, bottom: rows of the head, from 0.  columns: the sheet's columns of each meaning.  written: each heading.

    twice: meanings that stand over more than one column, so that nobody can say which one holds.
    """

    top: int
    bottom: int
    columns: Mapping[str, tuple[int, ...]]
    written: Mapping[int, str]
    unknown: tuple[int, ...] = ()
    twice: tuple[tuple[str, int], ...] = ()

    def column(self, meaning: str) -> int | None:
        """The column of a meaning; None where the form has none."""
        found = self.columns.get(meaning, ())
        return found[0] if found else None

    @property
    def stages(self) -> tuple[str, ...]:
        """The columns of points that the form has."""
        return tuple(stage for stage in STAGES if stage in self.columns)


def find_head(grid: Grid) -> Head | None:
    """The head of the form, or None where no row looks like one."""
    best: tuple[int, int] | None = None
    for row in range(min(DEPTH, len(grid.cells))):
        score = _score(grid, row)
        if score and (best is None or score > best[0]):
            best = score, row
    if best is None:
        return None
    # a sheet may have thousands of merged cells below
    near = [(first, last) for first, last in grid.merged if best[1] <= first[0] < best[1] + _DEEPEST]
    return _read(replace(grid, merged=near), best[1])


def _score(grid: Grid, row: int) -> int:
    """How many different columns of a form a row names; 0 where it is no head."""
    meanings = {heading_meant(text) for text in grid.texts(row) if text and len(text) <= _LONGEST} - {None}
    if "name" not in meanings or not meanings & {"maximum", *STAGES}:
        return 0
    return len(meanings)


def _read(grid: Grid, top: int) -> Head:
    bottom = _bottom(grid, top)
    meanings: dict[int, str | None] = {}
    written: dict[int, str] = {}
    for column in range(grid.width):
        lines = _lines(grid, top, bottom, column)
        if lines:
            written[column] = " – ".join(dict.fromkeys(lines))
            meanings[column] = _meaning(lines)
    return _head(grid, top, bottom, meanings, written)


def _bottom(grid: Grid, top: int) -> int:
    """The last row of the head: as far as a heading of it is merged, and as long as rows hold headings alone."""
    merged = [last for first, (last, _) in ((a[0], b) for a, b in grid.merged) if first == top]
    bottom = min(max([top, *merged]), top + _DEEPEST - 1)
    while bottom + 1 < min(len(grid.cells), top + _DEEPEST) and _is_subhead(grid, top, bottom + 1):
        bottom += 1
    return bottom


def _is_subhead(grid: Grid, top: int, row: int) -> bool:
    """Whether a row holds nothing but further headings: none where the name or the number stands."""
    texts = grid.texts(row)
    fixed = [column for column, text in enumerate(grid.texts(top)) if heading_meant(text) in _SPREAD]
    if any(column < len(texts) and texts[column] for column in fixed):
        return False
    filled = [text for column, text in enumerate(texts) if text]
    return bool(filled) and not any(numbers(text) or text.strip("()=+-0123456789 ") == "" for text in filled)


def _lines(grid: Grid, top: int, bottom: int, column: int) -> list[str]:
    """The headings over a column, from the top down; one that spans columns counts for each of them."""
    lines = []
    for row in range(top, bottom + 1):
        text = grid.text(row, column) or _spanning(grid, row, column, bottom)
        if text and len(text) <= 2 * _LONGEST:
            lines.append(text)
    return lines


def _spanning(grid: Grid, row: int, column: int, bottom: int) -> str:
    """The heading of a merged range that covers a cell; without ranges, of the nearest cell to its left."""
    for (top, left), (last, right) in grid.merged:
        if top <= row <= last and left <= column <= right:
            return grid.text(top, left) if (top, left) != (row, column) and top == row else ""
    if grid.merged or row == bottom or not any(grid.text(below, column) for below in range(row + 1, bottom + 1)):
        return ""
    nearest = next((text for at in range(column - 1, -1, -1) if (text := grid.text(row, at))), "")
    return "" if heading_meant(nearest) in _SPREAD else nearest


def _meaning(lines: list[str]) -> str | None:
    """What a column holds: its lowest heading says it, else together with those above ("Thẩm định" over "Lần 2")."""
    lowest = heading_meant(lines[-1])
    together = heading_meant(" ".join(lines))
    if len(lines) > 1 and lowest == "appraised" and together == "explained":
        return together
    if lowest is not None:
        return lowest
    return together if together is not None else heading_meant(lines[0])


def _head(grid: Grid, top: int, bottom: int, meanings: dict[int, str | None], written: dict[int, str]) -> Head:
    _council(meanings, written)
    columns: dict[str, list[int]] = {}
    twice: list[tuple[str, int]] = []
    for column, meaning in meanings.items():
        if meaning is None:
            continue
        if meaning not in columns or meaning in _SEVERAL or (meaning in _SPREAD and _spread(grid, top, column)):
            columns.setdefault(meaning, []).append(column)
        else:
            twice.append((meaning, column))
    for meaning in _SPREAD & set(columns):
        columns[meaning] = _widened(columns[meaning], meanings, grid.width, written)
    unknown = tuple(column for column, meaning in meanings.items() if meaning is None)
    return Head(top, bottom, {m: tuple(c) for m, c in columns.items() if m in NAMES}, written, unknown, tuple(twice))


def _council(meanings: dict[int, str | None], written: dict[int, str]) -> None:
    """What the council's column holds: the result, unless another column does, or nobody else appraises."""
    council = [c for c, meaning in meanings.items() if meaning == "final" and "hội đồng" in written[c].lower()]
    others = [c for c, meaning in meanings.items() if meaning == "final" and c not in council]
    for column in council:
        if "appraised" not in meanings.values():
            meanings[column] = "appraised"
        elif others and "explained" not in meanings.values():
            meanings[column] = "explained"


def _spread(grid: Grid, top: int, column: int) -> bool:
    """Whether a column lies under a heading merged from its left."""
    return any(first[0] == top and first[1] < column <= last[1] for first, last in grid.merged)


def _widened(found: list[int], meanings: dict[int, str | None], width: int, written: dict[int, str]) -> list[int]:
    """Also the columns to the right without a heading: names are indented into them."""
    column = found[-1] + 1
    while column < width and column not in meanings and column not in written:
        found.append(column)
        column += 1
    # what follows the last heading of all belongs to nobody
    return found if column < width or not meanings or max(meanings) > found[0] else found[:1]
