"""Bars from 0 as a native Word chart: hatched under the threshold, last year as a stroke, the mean as a hollow bar.

A bar is a pile of pieces: what lies left of the stroke, the stroke, what lies right of it, nothing up to the end of the
axis, and a last invisible piece that carries the figure, so that all figures stand in one column. The pieces are
formulas over value and last year's value: who edits the data moves bar, stroke and figure together.
"""

from __future__ import annotations

from collections.abc import Sequence

from parindex.report.content import Chart, Mark
from parindex.report.docx.chart_xml import (
    BLACK,
    DARK,
    LIGHT,
    NO_FILL,
    NO_LINE,
    Column,
    Data,
    category_axis,
    fill,
    hatch,
    label_cells,
    labels,
    letters,
    line,
    value_axis,
    words,
)

STROKE = 0.007
"""The width of last year's stroke, as a share of the axis."""
PIECES = 6
"""Bar, nothing, stroke, bar, nothing, figure."""


def with_mean(chart: Chart) -> tuple[Mark, ...]:
    """The marks, and the mean as one of them where it belongs by size (last, where they are not in order of size)."""
    if chart.mean is None:
        return chart.marks
    mean, values = chart.mean, [mark.value for mark in chart.marks]
    falling = values == sorted(values, reverse=True)
    at = sum(value >= mean for value in values) if falling else len(values)
    return (*chart.marks[:at], Mark(label=chart.mean_text, value=mean, text="", emphasis=True), *chart.marks[at:])


def shown(text: str, note: str) -> str:
    """A figure with its note behind it."""
    return f"{text}  {note}" if note else text


def bars(chart: Chart, data: Data, marks: Sequence[Mark]) -> str:
    """The plot of a chart of bars; `marks` from `with_mean`, all or a part of them."""
    names = data.column(chart.label or " ", [mark.label for mark in marks])
    values = data.column(chart.title, [mark.value for mark in marks])
    before = data.column(" ", [mark.before for mark in marks])
    texts = data.column(" ", [shown(mark.text, mark.note) for mark in marks])
    pieces = _pieces(chart, data, marks, values, before)
    body = "".join(_point(at, _body(chart, mark)) for at, mark in enumerate(marks))
    stroke = f"<c:spPr>{fill('FFFFFF')}{line(BLACK, 0.75)}</c:spPr>" + "".join(
        _point(at, NO_FILL + NO_LINE) for at, mark in enumerate(marks) if mark.before is None
    )
    nothing = f"<c:spPr>{NO_FILL}{NO_LINE}</c:spPr>"
    looks = (body, nothing, stroke, body, nothing)
    series = "".join(
        _series(at, names, piece, look) for at, (piece, look) in enumerate(zip(pieces, looks, strict=False))
    )
    written = labels(texts, ["base"] * len(marks), 10.5, bold=True)
    series += _series(PIECES - 1, names, pieces[-1], nothing + written, label_cells(texts))
    group = (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>{series}'
        '<c:gapWidth val="60"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
    )
    return group + _axes(chart)


def _pieces(chart: Chart, data: Data, marks: Sequence[Mark], values: Column, before: Column) -> list[Column]:
    """The six pieces, as numbers and as the formulas that give them."""
    width = (chart.high - chart.low) * STROKE
    start = len(data)
    first, last = letters(start), letters(start + 3)
    numbers, formulas = [], []
    for at, mark in enumerate(marks):
        value, was, row = values.cell(at), before.cell(at), at + 2
        numbers.append(_cut(mark.value, mark.before, width, chart.high))
        formulas.append(
            (
                f'IF({was}="",{value},MIN({value},MAX(0,{was}-{width / 2!r})))',
                f'IF({was}="",0,MAX(0,{was}-{width / 2!r}-{value}))',
                f'IF({was}="",0,{width!r})',
                f'IF({was}="",0,MAX(0,{value}-{was}-{width / 2!r}))',
                f"MAX(0,{chart.high!r}-SUM({first}{row}:{last}{row}))",
                "",
            )
        )
    return [
        data.column(" ", [number[at] for number in numbers], [formula[at] for formula in formulas])
        for at in range(PIECES)
    ]


def _cut(value: float, before: float | None, width: float, high: float) -> tuple[float, ...]:
    """A bar's pieces; they reach `high` together, the figure's own (a hundredth of it) beyond."""
    if before is None:
        parts = (value, 0.0, 0.0, 0.0)
    else:
        half = width / 2
        parts = (
            min(value, max(0.0, before - half)),
            max(0.0, before - half - value),
            width,
            max(0.0, value - before - half),
        )
    return (*parts, max(0.0, high - sum(parts)), high / 100)


def _body(chart: Chart, mark: Mark) -> str:
    if mark.hatched:
        return hatch()
    if mark.label == chart.mean_text and mark.emphasis:
        return fill("FFFFFF") + line(BLACK, 1)
    return fill(BLACK if mark.emphasis else DARK) + NO_LINE


def _series(number: int, names: Column, values: Column, look: str, ending: str = "") -> str:
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{look}'
        f"<c:cat>{names.texts}</c:cat><c:val>{values.numbers}</c:val>{ending}</c:ser>"
    )


def _point(at: int, look: str) -> str:
    return (
        f'<c:dPt><c:idx val="{at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>{look}</c:spPr></c:dPt>'
    )


def _axes(chart: Chart) -> str:
    step = chart.ticks[1][0] - chart.ticks[0][0] if len(chart.ticks) > 1 else chart.high - chart.low
    form = "0&quot;%&quot;" if chart.ticks and chart.ticks[-1][1].endswith("%") else "General"
    grid = (
        f"<c:majorGridlines><c:spPr>{line(LIGHT, 0.5)}</c:spPr></c:majorGridlines>"
        f'<c:numFmt formatCode="{form}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr>{NO_LINE}</c:spPr>{words(10)}'
    )
    bounds = (chart.low, chart.high * 1.01)
    across = value_axis(2, 1, "b", bounds, shown=grid, at="max")
    across = across.replace("</c:valAx>", f'<c:majorUnit val="{step!r}"/></c:valAx>')
    return category_axis(1, 2, shown=f"<c:spPr>{line(BLACK, 0.75)}</c:spPr>{words(10.5)}") + across
