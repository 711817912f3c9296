"""Sentences about one figure (the index or a component): mean, who leads, who trails, how many stand where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.report.writing.evenness import Evenness, evenness
from parindex.report.writing.facts import LINE, LOW, NAMED
from parindex.report.writing.words import FULL, joined

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from parindex.engine.results import UnitResult
    from parindex.engine.round import Unit
    from parindex.report.writing.facts import Before, Figure, Scope, Step

LEADERS = 3
"""Leaders are named until this many units stand in the text; a shared rank is never split."""

_CROWD = NAMED // 2
"""A shared rank behind the first is named up to this many units, then counted."""


def versus_last_year(scope: Scope, now: Fraction, before: Before | None) -> str:
    """How a mean moved: ", tăng 1,63 điểm phần trăm so với năm 2016 (78,16%)"; empty without a comparison."""
    w, year = scope.words, scope.last_year
    if before is None or before.mean is None or year is None:
        return ""
    was = w.percent(before.mean)
    change = w.difference(now, before.mean) or 0
    if now == before.mean:
        return w.either(f", bằng năm {year}", f", the same as in {year}")
    up = now > before.mean
    if not change:
        return w.either(
            f", {'tăng' if up else 'giảm'} so với năm {year} nhưng sau khi làm tròn vẫn là {was}",
            f", {'up' if up else 'down'} on {year}, though both round to {was}",
        )
    return w.either(
        f", {'tăng' if up else 'giảm'} {w.gap(change)} so với năm {year} ({was})",
        f", {'up' if up else 'down'} {w.gap(change)} on {year} ({was})",
    )


def who(scope: Scope, units: Sequence[UnitResult], figure: Figure | None = None, annex: int = 2) -> str:
    """Units by name, with their values where a figure is given; too many are counted and referred to an annex."""
    if len(units) > NAMED:
        return f"{scope.words.count(len(units))} ({scope.see(annex)})"
    if figure is None:
        return scope.names.units(unit.unit for unit in units)
    values = {unit.unit.code: figure.standing(unit).index for unit in units}
    return scope.names.units((unit.unit for unit in units), lambda unit: _value(scope, values[unit.code]))


def _value(scope: Scope, index: Fraction | None) -> str:
    return "" if index is None else scope.words.percent(index)


def who_of(scope: Scope, units: Sequence[Unit], total: int, annex: int) -> str:
    """Units by name out of a block: all of them, all but a few, by name, or counted."""
    w = scope.words
    if total > 1 and len(units) == total:
        return w.every(total)
    if len(units) <= NAMED:
        return scope.names.units(units)
    share = w.share(len(units), total)
    if total - len(units) <= LEADERS:
        mine = {unit.code for unit in units}
        rest = [unit.unit for unit in scope.block.units if unit.unit.code not in mine]
        return w.either(f"{share} (trừ {scope.names.units(rest)})", f"{share} (all but {scope.names.units(rest)})")
    return f"{share} ({scope.see(annex)})"


def leaders(scope: Scope, figure: Figure) -> str:
    """Who leads, and who comes next where the first rank is held by few."""
    w = scope.words
    steps = figure.steps
    if len(steps) < 2:
        return level(scope, figure)
    first = steps[0]
    following = _following(figure)
    singles = [step.units[0] for step in following if len(step.units) == 1]
    if following and len(singles) == len(following) and len(first.units) == 1:
        return joined(
            _first(scope, figure) + w.either(", tiếp theo là ", ", followed by ") + who(scope, singles, figure)
        )
    return joined(_first(scope, figure), *(_next(scope, step) for step in following))


def _following(figure: Figure) -> list[Step]:
    """The ranks behind the first that are named: those above the mean, never the last."""
    found: list[Step] = []
    named = len(figure.steps[0].units)
    for step in figure.steps[1:-1]:
        if named >= LEADERS or figure.spread.mean is None or step.index <= figure.spread.mean:
            break
        found.append(step)
        named += len(step.units)
    return found


def _first(scope: Scope, figure: Figure) -> str:
    w, first = scope.words, figure.steps[0]
    value = w.percent(first.index)
    if len(first.units) == 1:
        name = who(scope, first.units)
        if first.index == FULL:
            return w.either(
                f"Dẫn đầu là {name}, đơn vị duy nhất đạt {value}", f"{name} leads, the only unit at {value}"
            )
        return w.either(f"Dẫn đầu là {name} ({value})", f"{name} leads with {value}")
    share = w.share(len(first.units), figure.spread.units)
    names = _named_equal(scope, first.units)
    if first.index == FULL:
        return w.either(f"Có {share} đạt {value}{names}", f"{share} are at {value}{names}")
    return w.either(f"Có {share} cùng dẫn đầu với {value}{names}", f"{share} share first place with {value}{names}")


def _named_equal(scope: Scope, units: Sequence[UnitResult]) -> str:
    return f" ({scope.see(2)})" if len(units) > NAMED else f": {who(scope, units)}"


def _together(scope: Scope, count: int, index: Fraction) -> str:
    value = scope.words.percent(index)
    return scope.words.either(f"cùng đạt {value}", f"{'both' if count == 2 else 'all'} at {value}")


def _next(scope: Scope, step: Step) -> str:
    w = scope.words
    if len(step.units) == 1:
        return w.either(
            f"Tiếp theo là {who(scope, step.units)} ({w.percent(step.index)})",
            f"Next comes {who(scope, step.units)} with {w.percent(step.index)}",
        )
    named = who(scope, step.units) if len(step.units) <= _CROWD else w.count(len(step.units))
    together = _together(scope, len(step.units), step.index)
    return w.either(f"Tiếp theo là {named}, {together}", f"Next come {named}, {together}")


def level(scope: Scope, figure: Figure) -> str:
    """The sentence where all units have the same figure, or where there is one unit only."""
    w = scope.words
    if not figure.steps:
        return ""
    step = figure.steps[0]
    if len(step.units) == 1:
        name = who(scope, step.units)
        return joined(w.either(f"{name} đạt {w.percent(step.index)}", f"{name} stands at {w.percent(step.index)}"))
    everyone = w.every(len(step.units))
    return joined(
        w.either(f"{everyone} cùng đạt {w.percent(step.index)}", f"{everyone} are at {w.percent(step.index)}")
    )


def lowest(scope: Scope, figure: Figure, *, distance: bool = True) -> str:
    """Who comes last, and how far behind the first; `distance` where no other sentence says so."""
    w, steps = scope.words, figure.steps
    if len(steps) < 2:
        return ""
    last = steps[-1]
    if len(last.units) > 1:
        named = who(scope, last.units) if len(last.units) <= NAMED else w.count(len(last.units))
        together = _together(scope, len(last.units), last.index)
        text = w.either(f"Thấp nhất là {named}, {together}", f"The lowest are {named}, {together}")
    else:
        named = who(scope, last.units, figure)
        text = w.either(f"Thấp nhất là {named}", f"The lowest is {named}")
    if not distance:
        return joined(text)
    behind, one = w.gap(figure.spread.range_units or 0), len(steps[0].units) == 1
    return joined(
        text
        + w.either(
            f", cách {'đơn vị' if one else 'các đơn vị'} dẫn đầu {behind}",
            f", {behind} behind the {'leader' if one else 'leaders'}",
        )
    )


def gap(scope: Scope, figure: Figure) -> str:
    """The distance between first and last, beside last year's."""
    w, now = scope.words, figure.spread.range_units
    if now is None or len(figure.steps) < 2:
        return ""
    before = figure.before.range_units if figure.before is not None and figure.before.units > 1 else None
    text = w.either(
        f"Khoảng cách giữa đơn vị cao nhất và đơn vị thấp nhất là {w.gap(now)}",
        f"First and last are {w.gap(now)} apart",
    )
    if before is None or scope.last_year is None:
        return joined(text)
    year, was = scope.last_year, w.gap(before)
    if before == now:
        return joined(text + w.either(f", bằng năm {year}", f", as in {year}"))
    wider = now > before
    return joined(
        text
        + w.either(
            f", {'rộng hơn' if wider else 'hẹp hơn'} năm {year} ({was})",
            f", {'more' if wider else 'less'} than in {year} ({was})",
        )
    )


def around_mean(scope: Scope, figure: Figure) -> str:
    """How many stand above the mean; on it and below it too where any stands exactly on it."""
    w, total = scope.words, figure.spread.units
    if total < 2 or figure.level:
        return ""
    above, below = figure.above_mean, figure.below_mean
    on = total - above - below
    text = w.either(
        f"Có {w.share(above, total)} trên mức trung bình",
        f"{w.share(above, total)} {w.verb(above, '', 'stands', 'stand')} above the mean",
    )
    if on:
        text += w.either(
            f", {w.count(on)} bằng và {w.count(below)} dưới mức trung bình",
            f", {w.bare(on)} on it and {w.bare(below)} below",
        )
    return joined(text)


def under_lines(scope: Scope, figure: Figure) -> str:
    """Who stands under 70 and 80 %, by name and value. A unit exactly on a line is not under it.

    Where some are under 70 %, those are named and the others counted.
    """
    w, total = scope.words, figure.spread.units
    low, under = figure.under(LOW), figure.under(LINE)
    if total < 2 or figure.level:
        return ""
    if not low or len(low) == len(under):
        return under_line(scope, figure, LOW if low else LINE)
    lines = w.threshold(LINE), w.threshold(LOW)
    text = w.either(
        f"Có {w.share(len(under), total)} dưới {lines[0]}, trong đó {w.count(len(low))} dưới {lines[1]}",
        f"{w.share(len(under), total)} are below {lines[0]}, {w.bare(len(low))} of them below {lines[1]}",
    )
    return joined(text + _named_or_referred(scope, figure, low))


def under_line(scope: Scope, figure: Figure, line: Fraction) -> str:
    """Who stands under one line."""
    w, units = scope.words, figure.under(line)
    if figure.spread.units < 2:
        return ""
    if not units:
        return joined(
            w.either(f"Không có đơn vị nào dưới {w.threshold(line)}", f"No unit is below {w.threshold(line)}")
        )
    share = w.share(len(units), figure.spread.units)
    text = w.either(
        f"Có {share} dưới {w.threshold(line)}",
        f"{share} {w.verb(len(units), '', 'is', 'are')} below {w.threshold(line)}",
    )
    return joined(text + _named_or_referred(scope, figure, units))


def _named_or_referred(scope: Scope, figure: Figure, units: Sequence[UnitResult]) -> str:
    return f" ({scope.see(2)})" if len(units) > NAMED else f": {who(scope, units, figure)}"


def dispersion(scope: Scope, figure: Figure) -> str:
    """An evaluative sentence, only where the written rule on the dispersion allows one."""
    values = [step.index for step in figure.steps for _ in step.units]
    w = scope.words
    return {
        Evenness.EVEN: joined(w.either("Kết quả giữa các đơn vị đồng đều", "Results are even across units")),
        Evenness.FAIRLY_EVEN: joined(
            w.either("Kết quả giữa các đơn vị khá đồng đều", "Results are fairly even across units")
        ),
        Evenness.UNEVEN: joined(
            w.either("Kết quả giữa các đơn vị chênh lệch lớn", "Results lie far apart across units")
        ),
        Evenness.NONE: "",
    }[evenness(values)]


def scope_of_figure(scope: Scope, figure: Figure) -> str:
    """To how many units a component applies, where not to all; an undecided one is not said to be inapplicable."""
    w, total, known = scope.words, len(scope.block.units), figure.spread.units
    if known == total:
        return ""
    applies = scope.inapplicable(figure)
    if not known:
        return joined(
            w.either(
                "Lĩnh vực này không áp dụng cho đơn vị nào nên không có chỉ số thành phần"
                if applies
                else "Lĩnh vực này chưa đơn vị nào có kết quả nên chưa có chỉ số thành phần",
                "This area applies to no unit and therefore has no component index"
                if applies
                else "No unit has a result in this area yet, so that there is no component index",
            )
        )
    named = who(scope, figure.without)
    if applies:
        return joined(
            w.either(
                f"Lĩnh vực này áp dụng cho {w.share(known, total)}; không áp dụng cho {named}",
                f"This area applies to {w.share(known, total)}; it does not apply to {named}",
            )
        )
    return joined(
        w.either(
            f"Có {w.share(known, total)} có chỉ số thành phần; không có chỉ số: {named}",
            f"{w.share(known, total)} {w.verb(known, '', 'has', 'have')} a component index; without one: {named}",
        )
    )
