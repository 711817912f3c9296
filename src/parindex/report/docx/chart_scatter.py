"""What both kinds of dot charts are made of: points, lines with gaps, and texts at fixed places, as scatter series."""

from __future__ import annotations

from collections.abc import Sequence

from parindex.report.docx.chart_xml import NO_LINE, Column, Data, fill, label_cells, labels, marker, value_axis

INVISIBLE = marker("none", 2, "")

Segment = tuple[tuple[float, float], tuple[float, float]]
"""A line from one point to another, each (x, y)."""


class Scatter:
    """The series of one chart as they are added, and the columns behind them."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self._series: list[str] = []

    def points(self, across: Column, up: Column, look: str, texts: Column | None = None, written: str = "") -> None:
        """A series of points. look: its marker and its special points; texts: the cells its labels `written` show."""
        self._add(NO_LINE, look + written, across, up, "" if texts is None else label_cells(texts))

    def lines(self, across: Column, up: Column, stroke: str) -> None:
        """A series that is seen as lines only; a gap wherever `up` has an empty cell."""
        self._add(stroke, INVISIBLE, across, up, "")

    def segments(self, found: Sequence[Segment], stroke: str) -> None:
        """Lines that stand still whatever the data."""
        if found:
            across = [x for start, end in found for x in (start[0], end[0], end[0])]
            up = [y for start, end in found for y in (start[1], end[1], None)]
            self.lines(self.data.column(" ", across), self.data.column(" ", up), stroke)

    def texts(
        self, at: Sequence[tuple[float, float]], texts: Sequence[str], places: Sequence[str], size: float
    ) -> None:
        """Texts beside fixed points."""
        if texts:
            cells = self.data.column(" ", texts)
            across, up = (self.data.column(" ", [point[axis] for point in at]) for axis in (0, 1))
            self.points(across, up, INVISIBLE, cells, labels(cells, places, size))

    def hollows(self, across: Column, up: Column, hollow: Sequence[bool]) -> None:
        """White centres that make rings of dots. Called before and after the dots and the lines that meet them.

        LibreOffice draws no edge around a mark, so a hollow one is white on black; and it draws the first series on top
        where Word draws the last. One of the two is seen, the other hidden.
        """
        if any(hollow):
            chosen = zip(up.values, hollow, strict=False)
            centres = self.data.column(" ", [value if wanted else None for value, wanted in chosen])
            self.points(across, centres, marker("circle", 5, fill("FFFFFF"), "FFFFFF"))

    def _add(self, stroke: str, look: str, across: Column, up: Column, ending: str) -> None:
        number = len(self._series)
        self._series.append(
            f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:spPr>{stroke}</c:spPr>{look}'
            f"<c:xVal>{across.numbers}</c:xVal><c:yVal>{up.numbers}</c:yVal>"
            f'<c:smooth val="0"/>{ending}</c:ser>'
        )

    def plot(self, across: tuple[float, float], up: tuple[float, float]) -> str:
        """All series on two hidden axes with these bounds."""
        return (
            '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
            f'{"".join(self._series)}<c:axId val="1"/><c:axId val="2"/></c:scatterChart>'
            + value_axis(1, 2, "b", across, at="min")
            + value_axis(2, 1, "l", up, at="min")
        )
