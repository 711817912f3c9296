"""What each chart shows: values to draw, the texts on the marks, how to read it, and the same in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.report.content import Chart, Mark
from parindex.report.writing.facts import LINE, LOW
from parindex.report.writing.tables import of_block
from parindex.report.writing.words import MINUS, clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from parindex.engine.results import UnitResult
    from parindex.report.writing.facts import Figure, Scope
    from parindex.report.writing.numbering import Numbering

_UP, _DOWN, _LEVEL = "▲", "▼", "="
_FEW = 8
"""Marks told one by one in the text alternative; of more only the ends are told, the table says the rest."""


def component_means(scope: Scope, numbering: Numbering) -> Chart:
    """Bars: the mean of each component, best first; hatched under 80 %, last year's mean as a mark."""
    w, figures = scope.words, [f for f in scope.by_mean if f.spread.mean is not None]
    has_before = any(f.before is not None and f.before.mean is not None for f in figures)
    marks = tuple(_mean_mark(scope, figure) for figure in figures)
    line = w.threshold(LINE)
    hatch = w.either(f" Gạch chéo: dưới {line}.", f" Hatched: below {line}.") if any(m.hatched for m in marks) else ""
    was = _last_year_stroke(scope) if has_before else ""
    label, anchor = numbering.chart()
    return Chart(
        kind="bars",
        label=label,
        title=w.either(f"Giá trị trung bình theo lĩnh vực, năm {scope.year}", f"Mean by component, {scope.year}")
        + of_block(scope),
        subtitle=w.either("Tỷ lệ %, càng cao càng tốt.", "Per cent, higher is better.") + hatch + was,
        alt=_told(scope, marks),
        marks=marks,
        low=_bottom(marks),
        high=_top(marks),
        ticks=_ticks(_bottom(marks), _top(marks), 20),
        anchor=anchor,
    )


def _last_year_stroke(scope: Scope) -> str:
    year = scope.last_year
    return scope.words.either(
        f" Vạch đứng: năm {year}. Cột phải: thay đổi, điểm %.",
        f" Stroke: {year}. Right column: change in percentage points.",
    )


def _mean_mark(scope: Scope, figure: Figure) -> Mark:
    w, mean = scope.words, figure.spread.mean
    before = figure.before.mean if figure.before is not None else None
    return Mark(
        label=figure.name,
        value=_number(mean),
        text=w.figure(mean),
        before=None if before is None else float(before),
        before_text="" if before is None else w.figure(before),
        note=_arrow(scope, mean, before),
        hatched=mean is not None and mean < LINE,
    )


def _arrow(scope: Scope, now: Fraction | None, before: Fraction | None) -> str:
    """As "▲ 3,55": direction by the exact figures, size as printed; a change too small to print keeps its arrow."""
    change = scope.words.difference(now, before)
    if change is None or now is None or before is None:
        return ""
    sign = _UP if now > before else _DOWN if now < before else _LEVEL
    return f"{sign} {scope.words.number(abs(change), scope.words.decimals)}"


def ranking_bars(scope: Scope, numbering: Numbering) -> Chart:
    """Bars: every unit's index in order of rank, the mean as a line, hatched under 70 %."""
    w, figure = scope.words, scope.overall
    marks = tuple(
        Mark(
            label=scope.names.bare(unit.unit),
            value=_number(step.index),
            text=w.figure(step.index),
            hatched=step.index < LOW,
        )
        for step in figure.steps
        for unit in step.units
    )
    low = w.threshold(LOW)
    hatch = w.either(f" Gạch chéo: dưới {low}.", f" Hatched: below {low}.") if any(m.hatched for m in marks) else ""
    label, anchor = numbering.chart()
    return Chart(
        kind="bars",
        label=label,
        title=w.either(f"Chỉ số năm {scope.year} của các đơn vị", f"Index of the units, {scope.year}")
        + of_block(scope),
        subtitle=w.either("Tỷ lệ %, càng cao càng tốt. Xếp theo hạng.", "Per cent, higher is better. In order of rank.")
        + hatch,
        alt=_told(scope, marks, figure),
        marks=marks,
        low=_bottom(marks),
        high=_top(marks),
        ticks=_ticks(_bottom(marks), _top(marks), 20),
        mean=_number(figure.spread.mean),
        mean_text=_mean_text(scope, figure),
        anchor=anchor,
    )


def change_dumbbell(scope: Scope, numbering: Numbering) -> Chart:
    """Last year's figure to this year's, every unit that has both, in order of rank."""
    w = scope.words
    units = [unit for unit in scope.block.units if unit.change is not None]
    marks = tuple(_change_mark(scope, unit) for unit in units)
    values = [value for mark in marks for value in (mark.value, mark.before) if value is not None]
    low, high, step = _cut(values)
    cut = "" if low == 0 else w.either(f" Trục từ {_axis(low)}.", f" Axis from {_axis(low)}.")
    label, anchor = numbering.chart()
    year, last = scope.year, scope.last_year
    return Chart(
        kind="dumbbell",
        label=label,
        title=w.either(f"Thay đổi chỉ số từ năm {last} đến năm {year}", f"Change of the index from {last} to {year}")
        + of_block(scope),
        subtitle=w.either(
            f"Tỷ lệ %, càng cao càng tốt. Chấm rỗng: năm {last}; chấm đặc: năm {year}. Cột phải: thay đổi, điểm %.",
            f"Per cent, higher is better. Hollow dot: {last}; full dot: {year}. Right column: change in percentage points.",
        )
        + cut,
        alt=_told_changes(scope, marks),
        marks=marks,
        low=low,
        high=high,
        ticks=_ticks(low, high, step),
        anchor=anchor,
    )


def _change_mark(scope: Scope, unit: UnitResult) -> Mark:
    before = unit.previous.index if unit.previous is not None else None
    now = unit.standing.index
    return Mark(
        label=scope.names.bare(unit.unit),
        value=_number(now),
        text=scope.words.figure(now),
        before=_number(before),
        before_text=scope.words.figure(before),
        note=_arrow(scope, now, before),
    )


def component_dots(scope: Scope, figure: Figure, numbering: Numbering) -> Chart:
    """One dot a unit on one axis; hollow under 80 %; the first and those under the line carry their names."""
    w = scope.words
    marks = tuple(
        Mark(
            label=scope.names.bare(unit.unit),
            value=_number(step.index),
            text=w.figure(step.index),
            hatched=step.index < LINE,
            emphasis=place == 0 and len(step.units) <= 3,
        )
        for place, step in enumerate(figure.steps)
        for unit in step.units
    )
    low, high, step_ = _cut([mark.value for mark in marks])
    cut = "" if low == 0 else w.either(f" Trục từ {_axis(low)}.", f" Axis from {_axis(low)}.")
    line = w.threshold(LINE)
    hollow = w.either(f" Chấm rỗng: dưới {line}.", f" Hollow: below {line}.") if any(m.hatched for m in marks) else ""
    label, anchor = numbering.chart()
    name = figure.name or w.either("Chỉ số chung", "The whole index")
    count = w.count(figure.spread.units)
    return Chart(
        kind="dots",
        label=label,
        title=w.either(f"{name}: {count}, năm {scope.year}", f"{name}: {count}, {scope.year}"),
        subtitle=w.either(
            "Mỗi chấm là một đơn vị; tỷ lệ %, càng cao càng tốt.", "Each dot is a unit; per cent, higher is better."
        )
        + hollow
        + cut,
        alt=_told(scope, marks, figure),
        marks=marks,
        low=low,
        high=high,
        ticks=_ticks(low, high, step_),
        mean=_number(figure.spread.mean),
        mean_text=_mean_text(scope, figure),
        anchor=anchor,
    )


def _mean_text(scope: Scope, figure: Figure) -> str:
    mean, w = figure.spread.mean, scope.words
    return "" if mean is None else w.either(f"Trung bình {w.percent(mean)}", f"Mean {w.percent(mean)}")


def _told(scope: Scope, marks: Sequence[Mark], figure: Figure | None = None) -> str:
    """The chart in words."""
    w = scope.words
    if not marks:
        return w.either("Không có số liệu.", "No figures.")
    if len(marks) <= _FEW:
        listed = "; ".join(f"{mark.label} {mark.text}%" for mark in marks)
    else:
        first, last = marks[0], marks[-1]
        listed = w.either(
            f"từ {first.label} {first.text}% đến {last.label} {last.text}%",
            f"from {first.label} {first.text}% to {last.label} {last.text}%",
        )
    mean = "" if figure is None else _mean_text(scope, figure)
    return clean(f"{w.either('Biểu đồ', 'Chart')}: {listed}. {mean + '.' if mean else ''}")


def _told_changes(scope: Scope, marks: Sequence[Mark]) -> str:
    w = scope.words
    if not marks:
        return w.either("Không có số liệu.", "No figures.")
    shown = sorted(marks, key=lambda mark: (mark.before or 0) - mark.value)
    few = shown if len(shown) <= _FEW else [shown[0], shown[-1]]
    listed = "; ".join(f"{m.label}: {m.before_text}% → {m.text}%" for m in few)
    return clean(f"{w.either('Biểu đồ', 'Chart')}: {listed}.")


def _number(value: Fraction | None) -> float:
    return 0.0 if value is None else float(value)


def _top(marks: Sequence[Mark]) -> int:
    """100, or the next 20 above where bonuses lift a figure over it."""
    most = max((mark.value for mark in marks), default=100.0)
    return 100 if most <= 100 else 20 * (int(most) // 20 + 1)


def _bottom(marks: Sequence[Mark]) -> int:
    """0, or the next 20 below where penalties push a figure under it."""
    least = min((mark.value for mark in marks), default=0.0)
    return 0 if least >= 0 else -20 * (int(-least) // 20 + 1)


def _cut(values: Sequence[float]) -> tuple[int, int, int]:
    """An axis for dots: round bounds around the values, within 0 and 100 where they are, and the step of its ticks."""
    if not values:
        return 0, 100, 20
    step = 5 if max(values) - min(values) <= 25 else 10
    high = step * (int(max(values) // step) + 1)
    if max(values) <= 100 < high:
        high = 100
    return min(step * int(min(values) // step), high - step), high, step


def _axis(at: int) -> str:
    return str(at).replace("-", MINUS)


def _ticks(low: int, high: int, step: int) -> tuple[tuple[float, str], ...]:
    return tuple((float(at), _axis(at)) for at in range(low, high + 1, step))
