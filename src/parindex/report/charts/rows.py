"""Charts of one row a mark: bars from 0, dumbbells from last year to this, rank intervals.

Wide: name, marks, figure, note in columns. Narrow: name and figure on a line, the marks below at full width.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from parindex.report.charts.canvas import Anchor, Canvas, Scale, domain, draw_axis, write_ticks
from parindex.report.content import Chart, Mark

GAP = 12.0
# From this many rows on, the axis is written above as well: its foot is out of sight.
LONG = 26

Shape = Callable[[Canvas, Scale, Mark, float], None]


@dataclass(frozen=True, slots=True)
class Row:
    """Where one mark goes: the baseline of its name and the middle of its shape."""

    mark: Mark
    lines: tuple[str, ...]
    baseline: float
    middle: float


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of names, figures and notes."""

    names: float
    figures: float
    notes: float

    @property
    def right(self) -> float:
        """Return what figures and notes take with the gap before each."""
        return sum(width + GAP for width in (self.figures, self.notes) if width)


def draw_bars(canvas: Canvas, chart: Chart) -> float:
    """Draw bars from 0; last year's figure is a stroke across the bar."""
    return _draw(canvas, chart, _bar, pad=0)


def draw_dumbbell(canvas: Canvas, chart: Chart) -> float:
    """Draw a hollow dot for last year, a full one for this year, and what lies between."""
    return _draw(canvas, chart, _dumbbell, pad=_ends(canvas, chart))


def draw_intervals(canvas: Canvas, chart: Chart) -> float:
    """Draw the range of ranks that is possible and the published rank in it."""
    return _draw(canvas, chart, _interval, pad=_ends(canvas, chart))


def _draw(canvas: Canvas, chart: Chart, shape: Shape, *, pad: float) -> float:
    bars = shape is _bar
    columns = _columns(canvas, chart)
    left = 0.0 if canvas.narrow else columns.names + GAP
    right = canvas.width - (0 if canvas.narrow else columns.right)
    low, high = domain(chart, zero=bars)
    scale = Scale(low, high, left + pad + 1, right - max(pad, 1))
    small = canvas.style.small
    long = len(chart.marks) >= LONG
    head = (small + 7 if chart.mean is not None else 0) + (small + 7 if long else 0)
    rows, bottom = _place(canvas, chart, columns, head)
    stretches = [(row.middle - 8, row.middle + 10) for row in rows] if canvas.narrow else [(head, bottom)]
    draw_axis(canvas, chart, scale, stretches=stretches, cut=shape is _dumbbell and not low <= 0 <= high)
    if not bars:
        _draw_mean(canvas, chart, scale, stretches)
    for row in rows:
        if not bars:
            canvas.line("grid", x=(scale.left, scale.right), y=(row.middle, row.middle))
        _write(canvas, row, columns)
        shape(canvas, scale, row.mark, row.middle)
    if bars and rows:
        for stretch in stretches:
            canvas.line("axis", x=(scale(0), scale(0)), y=stretch)
        _draw_mean(canvas, chart, scale, stretches)
    _write_mean(canvas, chart, scale, small)
    if long:
        write_ticks(canvas, chart, scale, baseline=head - 6)
    write_ticks(canvas, chart, scale, baseline=bottom + small + 3)
    return bottom + small + 8


def _columns(canvas: Canvas, chart: Chart) -> Columns:
    bold, regular, size = canvas.style.bold, canvas.style.regular, canvas.style.size
    figures = bold.widest((mark.text for mark in chart.marks), size)
    notes = regular.widest((mark.note for mark in chart.marks), canvas.style.small)
    rest = canvas.width - sum(width + GAP for width in (figures, notes) if width)
    natural = max((canvas.room(mark.label, bold=mark.emphasis) for mark in chart.marks), default=0)
    longest = max((canvas.room(word, bold=True) for mark in chart.marks for word in mark.label.split()), default=0)
    names = rest if canvas.narrow else min(natural, max((0.46 if canvas.style.document else 0.4) * rest, longest))
    return Columns(names, figures, notes)


def _place(canvas: Canvas, chart: Chart, columns: Columns, top: float) -> tuple[list[Row], float]:
    style, rows, y = canvas.style, [], top
    for mark in chart.marks:
        lines = style.face(bold=mark.emphasis).wrap(mark.label, style.size, columns.names)
        block = len(lines) * style.line
        if canvas.narrow:
            rows.append(Row(mark, lines, y + style.line - 4, y + block + 10))
            y += block + 26
        else:
            height = block + (5 if style.document else 9)
            middle = y + height / 2
            rows.append(Row(mark, lines, middle - (len(lines) - 1) * style.line / 2 + style.size * 0.35, middle))
            y += height
    return rows, y


def _write(canvas: Canvas, row: Row, columns: Columns) -> None:
    mark = row.mark
    if canvas.style.document and not canvas.narrow:
        canvas.text(columns.names, row.baseline, row.lines, anchor="end", bold=mark.emphasis)
    else:
        canvas.text(0, row.baseline, row.lines, bold=mark.emphasis)
    first = row.baseline if canvas.narrow else row.middle + canvas.style.size * 0.35
    right = canvas.width - (columns.notes + GAP if columns.notes else 0)
    if mark.text:
        canvas.text(right, first, (mark.text,), anchor="end", bold=True)
    if mark.note:
        canvas.text(canvas.width, first, (mark.note,), _tone(mark.note), anchor="end", small=True)


def _tone(note: str) -> str:
    return {"▲": "up", "+": "up", "▼": "down", "−": "down"}.get(note[:1], "second")


def _bar(canvas: Canvas, scale: Scale, mark: Mark, middle: float) -> None:
    half = 5.0 if canvas.style.document else 6.5
    canvas.box("lined" if mark.hatched else "bar", x=(scale(0), scale(mark.value)), y=middle - half, height=2 * half)
    if mark.before is not None:
        x, reach = scale(mark.before), half + 2
        canvas.line("halo", x=(x, x), y=(middle - reach, middle + reach))
        canvas.line("before", x=(x, x), y=(middle - reach, middle + reach))


def _dumbbell(canvas: Canvas, scale: Scale, mark: Mark, middle: float) -> None:
    dot, x = canvas.style.dot, scale(mark.value)
    if mark.before is not None:
        was = scale(mark.before)
        canvas.line("rise" if mark.value >= mark.before else "fall", x=(was, x), y=(middle, middle))
        canvas.add("circle", "was", cx=was, cy=middle, r=dot - 0.5)
        side = -1 if was <= x else 1
        _end(canvas, was + side * (dot + 4), middle, mark.before_text, side)
    canvas.add("circle", "low" if mark.hatched else "dot", cx=x, cy=middle, r=dot)


def _interval(canvas: Canvas, scale: Scale, mark: Mark, middle: float) -> None:
    low = mark.value if mark.before is None else mark.before
    high = mark.value if mark.after is None else mark.after
    half = canvas.style.dot
    if low < high:
        canvas.box("span", x=(scale(low), scale(high)), y=middle - half + 1.5, height=2 * half - 3)
        _end(canvas, scale(low) - 5, middle, mark.before_text, -1)
        _end(canvas, scale(high) + 5, middle, mark.after_text, 1)
    canvas.line("before", x=(scale(mark.value),) * 2, y=(middle - half - 1, middle + half + 1))


def _end(canvas: Canvas, x: float, middle: float, text: str, side: int) -> None:
    if text:
        anchor: Anchor = "end" if side < 0 else "start"
        room = canvas.room(text, small=True) + 2
        height = canvas.style.small + 2
        left = x - room if side < 0 else x
        canvas.add("rect", "paper", x=left, y=middle - height / 2, width=room, height=height)
        canvas.text(x, middle + canvas.style.small * 0.35, (text,), "quiet", anchor=anchor, small=True)


def _ends(canvas: Canvas, chart: Chart) -> float:
    texts = (text for mark in chart.marks for text in (mark.before_text, mark.after_text))
    return canvas.style.regular.widest(texts, canvas.style.small) + canvas.style.dot + 5


def _draw_mean(canvas: Canvas, chart: Chart, scale: Scale, stretches: list[tuple[float, float]]) -> None:
    """Draw the mean as an ink line with paper at its sides, so that it shows on black bars as well."""
    for top, bottom in stretches if chart.mean is not None else ():
        x = scale(chart.mean or 0)
        canvas.line("halo", x=(x, x), y=(top, bottom))
        canvas.line("mean", x=(x, x), y=(top - (0 if canvas.narrow else 3), bottom))


def _write_mean(canvas: Canvas, chart: Chart, scale: Scale, baseline: float) -> None:
    if chart.mean is None:
        return
    half = canvas.room(chart.mean_text, bold=True, small=True) / 2
    centre = min(max(scale(chart.mean), half), canvas.width - half)
    canvas.text(centre, baseline, (chart.mean_text,), anchor="middle", bold=True, small=True)
