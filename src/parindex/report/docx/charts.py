"""Charts as native Word charts: a chart part, its embedded workbook, and the frame that shows it in the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from parindex.report.charts.svg import Face
from parindex.report.content import Chart, Mark
from parindex.report.docx.chart_bars import bars, shown, with_mean
from parindex.report.docx.chart_rows import rows
from parindex.report.docx.chart_strip import arrange, strip
from parindex.report.docx.chart_xml import Data, chart_part
from parindex.report.docx.styles import LANGUAGES
from parindex.report.docx.text import emu, escaped

POINT = 25.4 / 72
NAME_SIZE = 10.5
WIDEST_NAMES = 0.4
"""The share of the width that names may take; longer ones are broken."""
ROW, LINE = 6.2, 4.2
"""The least height of a row and the height of a line of a name, in millimetres."""
TICKS = 7.0
"""Room for the texts of the axis, in millimetres."""


class Native(NamedTuple):
    """A chart ready to be put into the package. height: millimetres."""

    part: bytes
    workbook: bytes
    height: float


def native(chart: Chart, language: str, width: float, tallest: float) -> list[Native]:
    """Draw a chart for a width; one with more rows than fit into `tallest` (millimetres) in several pieces."""
    if chart.kind == "dots":
        return [_strip(chart, language, width)]
    marks = with_mean(chart) if chart.kind == "bars" else chart.marks
    face = Face("serif")
    names = [face.wrap(mark.label, NAME_SIZE, width * WIDEST_NAMES / POINT) for mark in marks]
    row = _row_height([len(lines) for lines in names])
    pieces = -(-len(marks) // max(1, int((tallest - 2 * TICKS) / row)))
    size = -(-len(marks) // max(1, pieces))
    left = max((face.widest(lines, NAME_SIZE) for lines in names), default=0.0) * POINT + 4
    return [
        _rows(
            chart,
            marks[at : at + size],
            ["\n".join(lines) for lines in names[at : at + size]],
            language,
            width,
            left,
            row,
        )
        for at in range(0, max(1, len(marks)), max(1, size))
    ]


def _row_height(lines: Sequence[int]) -> float:
    """Room for every name: two neighbours may share what the one with fewer lines leaves."""
    pairs = [(one + other) / 2 for one, other in pairwise(lines)]
    return max(ROW, LINE * max([*pairs, *lines[:1]], default=1.0))


def _rows(
    chart: Chart,
    marks: Sequence[Mark],
    names: Sequence[str],
    language: str,
    width: float,
    left: float,
    row: float,
) -> Native:
    figures = [shown(mark.text, mark.note) for mark in chart.marks]
    right = Face("serif-bold").widest(figures, NAME_SIZE) * POINT + 5
    above = TICKS - 1 if chart.mean is not None and chart.kind != "bars" else 1.5
    height = above + TICKS + len(marks) * row
    box = (left / width, above / height, (width - left - right) / width, len(marks) * row / height)
    if chart.kind == "bars":
        data = Data()
        plot = bars(chart, data, marks)
    else:
        data = Data(3 * max(len(marks), len(chart.ticks)))
        plot = rows(chart, data, marks, names, _bounds(chart, width - left - right))
    return Native(chart_part(plot, box, LANGUAGES[language]), data.workbook(), height)


def _bounds(chart: Chart, width: float) -> tuple[float, float]:
    """An axis wide enough for every value, whatever the chart asked for, and for the texts beside it."""
    values = [value for mark in chart.marks for value in (mark.value, mark.before, mark.after) if value is not None]
    low, high = min([chart.low, *values]), max([chart.high, *values])
    low, high = (low, high) if low < high else (low - 1, high + 1)
    texts = [text for mark in chart.marks for text in (mark.before_text, mark.after_text)]
    beside = (Face("serif").widest(texts, 9) * POINT + 3) * (high - low) / width
    return low - beside, high + beside


def _strip(chart: Chart, language: str, width: float) -> Native:
    edge = 3.0
    bounds = _bounds(chart, width - 2 * edge)
    found = arrange(chart, bounds, width - 2 * edge)
    height = found.height + TICKS + 1
    data = Data(3 * max(len(chart.marks), len(chart.ticks), len(found.flags)))
    box = (edge / width, 1 / height, (width - 2 * edge) / width, found.height / height)
    return Native(chart_part(strip(chart, data, found, bounds), box, LANGUAGES[language]), data.workbook(), height)


def frame(relationship: str, number: int, chart: Chart, width: float, height: float) -> str:
    """The run that shows the chart in line with the text; its alternative text is the model's."""
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{emu(width)}" cy="{emu(height)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="{escaped(chart.label or chart.title)}" descr="{escaped(chart.alt)}"/>'
        "<wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relationship}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
