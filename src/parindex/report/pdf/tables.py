"""How wide the columns of a ruled table are, and at which size it is set, by the widths of its words."""

from __future__ import annotations

from dataclasses import dataclass

from parindex.report.charts.svg import Face
from parindex.report.content import Grid, Head

# Points. A table is set at the first of these sizes at which its words fit.
SIZES = (11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
INSET = 3.5
# A column of text is given at least this, or its whole text where that is less.
COMFORT = 90.0
# A column of text asks for this many times its mean text: a column of long texts gets more than one of short ones.
ASKED = 1.3
# A table that is no higher than this is not broken over pages.
WHOLE = 230.0
# A table of more rows than this is a register rather than a table: smaller, so that a unit's sheet takes fewer pages.
LONG, SMALL = 40, 10.0
# A head is given room to stand in about this many lines.
LINES = 2.3
REGULAR, BOLD = Face("serif"), Face("serif-bold")


@dataclass(frozen=True, slots=True)
class Setting:
    """The size of a table's text, the widths of its columns and the room to the right in each, in points.

    whole: low enough to be kept on one page.
    """

    size: float
    widths: tuple[float, ...]
    pads: tuple[float, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Column:
    """easy: no word breaks and texts read well; asked: as its texts are long; unbroken: none has a second line.

    figure: the widest cell of a column of numbers.
    """

    easy: float
    asked: float
    unbroken: float
    figure: float


def setting(grid: Grid, room: float, slack: float = 1.0) -> Setting:
    """Return how a table is set in `room` points: full width, figures under each other in the middle of the column.

    slack: words are taken to be this many times as wide as in Tinos.
    Where not even the smallest size fits, columns are narrowed alike and long words break.
    """
    sizes = (size for size in SIZES if size <= SMALL or len(grid.rows) <= LONG)
    measured = ((size, [_column(grid, i, size, slack) for i in range(len(grid.heads))]) for size in sizes)
    fitting = (found for found in measured if found[0] == SIZES[-1] or sum(c.easy for c in found[1]) <= room)
    size, columns = next(fitting)
    widths = _share(grid.heads, columns, room)
    pads = (
        INSET if head.kind != "number" else max(INSET, (width - column.figure) / 2)
        for head, column, width in zip(grid.heads, columns, widths, strict=True)
    )
    whole = _height(grid, size, widths) <= WHOLE
    return Setting(size, widths, tuple(round(pad, 2) for pad in pads), whole)


def _height(grid: Grid, size: float, widths: tuple[float, ...]) -> float:
    """Return about how high a table becomes; of a long one only that it is too high."""
    if len(grid.rows) > WHOLE / size:
        return float("inf")
    rooms = [max(1.0, width - 2 * INSET) for width in widths]
    lines = sum(
        max((len(BOLD.wrap(cell, size, room)) for cell, room in zip(row.cells, rooms, strict=True)), default=1)
        for row in grid.rows
    )
    return lines * size * 1.3 + (len(grid.rows) + 3) * INSET + 3 * size


def _column(grid: Grid, i: int, size: float, slack: float) -> Column:
    """Measure a column; every cell as bold as its row may be."""
    head = grid.heads[i]
    texts = [(row.cells[i], REGULAR if row.kind == "body" and not row.steps else BOLD) for row in grid.rows]
    word = max((face.widest(text.split(), size) for text, face in texts), default=0)
    whole = max((face.width(text, size) for text, face in texts), default=0)
    words = max(BOLD.widest(head.text.split(), size), BOLD.width(head.text, size) / LINES)
    if head.kind == "text":
        least = slack * max(word, words) + 2 * INSET
        wanted = whole + 2 * INSET
        mean = sum(face.width(text, size) for text, face in texts) / (len(texts) or 1)
        return Column(max(least, min(wanted, COMFORT)), max(least, min(wanted, ASKED * mean + 2 * INSET)), wanted, 0)
    least = slack * max(whole, words) + 2 * INSET
    return Column(least, least, least, slack * whole)


def _share(heads: tuple[Head, ...], columns: list[Column], room: float) -> tuple[float, ...]:
    """Give each column what it needs; what is left goes to long texts, then to those that would break, then by weight."""
    widths = [column.easy for column in columns]
    if sum(widths) > room:
        return tuple(round(room * width / sum(widths), 2) for width in widths)
    for goal in ([column.asked for column in columns], [column.unbroken for column in columns]):
        wanting = [max(0.0, wanted - width) for wanted, width in zip(goal, widths, strict=True)]
        part = min(1.0, (room - sum(widths)) / (sum(wanting) or 1))
        widths = [width + want * part for width, want in zip(widths, wanting, strict=True)]
    pulls = [head.weight * (1 if head.kind == "text" else 0.35) for head in heads]
    left = (room - sum(widths)) / (sum(pulls) or 1)
    return tuple(round(width + left * pull, 2) for width, pull in zip(widths, pulls, strict=True))
