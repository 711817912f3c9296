"""Charts with a row a unit as native Word charts (scatter): dumbbells and rank intervals.

Names, figures and the texts of the axis are labels of invisible points, so that they read exactly as in the model and
stay at their place when the chart is resized or its data are edited.
"""

from __future__ import annotations

from collections.abc import Sequence

from parindex.report.content import Chart, Mark
from parindex.report.docx.chart_bars import shown
from parindex.report.docx.chart_scatter import INVISIBLE, Scatter
from parindex.report.docx.chart_xml import BLACK, DARK, LIGHT, Column, Data, fill, labels, line, marker

FLOOR = 0.4
"""Rows stand at 1, 2, 3 …; the axis lies a little below the lowest."""


class Rows:
    """The rows of one chart, and the columns that its series share."""

    def __init__(self, chart: Chart, data: Data, marks: Sequence[Mark], names: Sequence[str]) -> None:
        self.chart, self.data, self.marks = chart, data, marks
        self.drawn = Scatter(data)
        count = len(marks)
        self.top = count + 1 - FLOOR
        self.names = data.column(chart.label or " ", names)
        self.values = data.column(chart.title, [mark.value for mark in marks])
        self.before = data.column(" ", [mark.before for mark in marks])
        self.after = data.column(" ", [mark.after for mark in marks])
        self.at = data.column(" ", [float(count - row) for row in range(count)])

    def between(self, start: Column, end: Column, rows: Sequence[int], stroke: str) -> None:
        """A line in each of some rows, from one column's value to another's, following the data."""
        if not rows:
            return
        cells = [column.cell(row) for row in rows for column in (start, end, end)]
        values = [column.values[row] for row in rows for column in (start, end, end)]
        up = [None if part == 2 else self.at.values[row] for row in rows for part in range(3)]
        self.drawn.lines(self.data.column(" ", values, cells), self.data.column(" ", up), stroke)

    def texts(
        self,
        at: Column,
        texts: Sequence[str],
        places: Sequence[str],
        size: float,
        *,
        bold: bool = False,
        look: str = INVISIBLE,
    ) -> None:
        """A text in each row, beside a column's value and the mark `look` there."""
        cells = self.data.column(" ", texts)
        self.drawn.points(at, self.at, look, cells, labels(cells, places, size, bold=bold))


def rows(chart: Chart, data: Data, marks: Sequence[Mark], names: Sequence[str], bounds: tuple[float, float]) -> str:
    """The plot of a chart with a row a mark.

    marks: all of the chart's, or a part.  names: their labels, broken into lines where they are long.
    bounds: the axis, wide enough for every value and the texts beside it.
    """
    found = Rows(chart, data, marks, names)
    before = [mark.before is not None for mark in marks]
    under = [mark.hatched for mark in marks]
    if chart.kind == "intervals":
        _strokes(found)
    else:
        found.drawn.hollows(found.before, found.at, before)
        found.drawn.hollows(found.values, found.at, under)
    _axis(found, bounds)
    if chart.mean is not None:
        found.drawn.segments([((chart.mean, FLOOR), (chart.mean, found.top))], line(BLACK, 1.25))
        found.drawn.texts([(chart.mean, found.top)], [chart.mean_text], ["above"], 10)
    if chart.kind == "intervals":
        _spans(found)
        _strokes(found)
    else:
        _moves(found)
        found.drawn.hollows(found.before, found.at, before)
        _values(found)
        found.drawn.hollows(found.values, found.at, under)
    return found.drawn.plot(bounds, (FLOOR, found.top))


def _axis(found: Rows, bounds: tuple[float, float]) -> None:
    """Grid lines with their texts below, the names at the left, the figures at the right."""
    ticks, drawn, count = found.chart.ticks, found.drawn, len(found.marks)
    drawn.segments([((at, FLOOR), (at, found.top)) for at, _ in ticks], line(LIGHT, 0.5))
    drawn.texts([(at, FLOOR) for at, _ in ticks], [text for _, text in ticks], ["below"] * len(ticks), 10)
    left, right = (found.data.column(" ", [bound] * count) for bound in bounds)
    drawn.points(left, found.at, INVISIBLE, found.names, labels(found.names, ["left"] * count, 10.5))
    figures = [shown(mark.text, mark.note) for mark in found.marks]
    found.texts(right, figures, ["right"] * count, 10.5, bold=True)


def _moves(found: Rows) -> None:
    """From last year's hollow dot to this year's: solid upwards, dashed downwards."""
    marks = found.marks
    rose = [at for at, mark in enumerate(marks) if mark.before is not None and _move(mark) >= 0]
    fell = [at for at, mark in enumerate(marks) if _move(mark) < 0]
    found.between(found.before, found.values, rose, line(BLACK, 1.75))
    found.between(found.before, found.values, fell, line(BLACK, 1.75, "sysDash"))
    texts = [mark.before_text if mark.before is not None else "" for mark in marks]
    beside = ["left" if _move(mark) >= 0 else "right" for mark in marks]
    found.texts(found.before, texts, beside, 9, look=marker("circle", 7, fill(BLACK)))


def _move(mark: Mark) -> float:
    return 0.0 if mark.before is None else mark.value - mark.before


def _spans(found: Rows) -> None:
    """A bar from the lower to the upper end, with both ends written where they are not one."""
    wide = [
        at
        for at, mark in enumerate(found.marks)
        if mark.before is not None and mark.after is not None and mark.before < mark.after
    ]
    found.between(found.before, found.after, wide, line("A6A6A6", 6))
    for column, place in ((found.before, "left"), (found.after, "right")):
        texts = [mark.before_text if place == "left" else mark.after_text for mark in found.marks]
        shown_texts = [text if at in wide else "" for at, text in enumerate(texts)]
        found.texts(column, shown_texts, [place] * len(texts), 9)


def _strokes(found: Rows) -> None:
    """The value as a stroke across the bar. Drawn before and after it: programs differ in what lies on top."""
    cells = [found.values.cell(row) for row in range(len(found.marks)) for _ in range(3)]
    values = [mark.value for mark in found.marks for _ in range(3)]
    up = [
        None if reach is None else float(len(found.marks) - row) + reach
        for row in range(len(found.marks))
        for reach in (-0.3, 0.3, None)
    ]
    found.drawn.lines(found.data.column(" ", values, cells), found.data.column(" ", up), line(BLACK, 2))


def _values(found: Rows) -> None:
    """The dots, larger where they matter."""
    special = "".join(
        f'<c:dPt><c:idx val="{at}"/>{marker("circle", 9, fill(BLACK))}<c:bubble3D val="0"/></c:dPt>'
        for at, mark in enumerate(found.marks)
        if mark.emphasis
    )
    found.drawn.points(found.values, found.at, marker("circle", 7, fill(DARK)) + special)
