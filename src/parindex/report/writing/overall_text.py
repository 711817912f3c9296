"""Part I, the overall result of a block: mean, movement, first and last, bands, components on either side of the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.report.writing.facts import LINE, LOW
from parindex.report.writing.figure_text import (
    dispersion,
    gap,
    leaders,
    level,
    lowest,
    under_line,
    versus_last_year,
    who,
)
from parindex.report.writing.words import capital, clean, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.engine.results import UnitResult
    from parindex.engine.round import Round
    from parindex.report.writing.facts import Figure, Movement, Scope
    from parindex.report.writing.words import Words

MOVERS = 3
"""The most units named as having moved furthest in one direction."""


def is_par(round_: Round) -> bool:
    """Whether the round's own title calls it the administrative reform index; other indexes are just "the index"."""
    return "cải cách hành chính" in clean(round_.title.vi).lower() or "reform" in round_.title.en.lower()


def index_name(round_: Round, words: Words) -> str:
    """What the index is called in a sentence."""
    if is_par(round_):
        return words.either("chỉ số cải cách hành chính (CCHC)", "Public Administration Reform Index (PAR Index)")
    return words.either("chỉ số", "index")


def members(scope: Scope) -> str:
    """The units of a block with their number: "20 sở, ban, ngành"."""
    w, count = scope.words, len(scope.block.units)
    noun = scope.names.block(scope.block.block)
    if noun in ("đơn vị", "units") or count == 1:
        return w.count(count)
    return f"{w.bare(count)} {noun}"


def mean_and_movement(scope: Scope, *, named: bool = True) -> str:
    """The mean, its change, and how many units rose and fell. named: whether to say of what."""
    w, overall = scope.words, scope.overall
    mean = overall.spread.mean
    if mean is None:
        return joined(
            w.either(f"Năm {scope.year} không đơn vị nào có chỉ số", f"No unit has an index for {scope.year}")
        )
    name = index_name(scope.results.round, w)
    if overall.spread.units == 1:
        unit = who(scope, overall.steps[0].units)
        long = w.either(f"{capital(name)} năm {scope.year}", f"The {scope.year} {name}")
        start = long if named else w.either("Chỉ số", "The index")
        text = w.either(f"{start} của {unit} là {w.percent(mean)}", f"{start} of {unit} is {w.percent(mean)}")
    elif named:
        text = w.either(
            f"Giá trị trung bình của {name} năm {scope.year} của {members(scope)} là {w.percent(mean)}",
            f"The mean of the {scope.year} {name} over {members(scope)} is {w.percent(mean)}",
        )
    else:
        over = "" if scope.alone else w.either(f" của {members(scope)}", f" over {members(scope)}")
        text = w.either(f"Giá trị trung bình{over} là {w.percent(mean)}", f"The mean{over} is {w.percent(mean)}")
    return joined(text + versus_last_year(scope, mean, overall.before), basis(scope), movement(scope))


def basis(scope: Scope) -> str:
    """Said where the two years' means rest on different numbers of units."""
    w, before = scope.words, scope.overall.before
    if before is None or before.mean is None or before.units == scope.overall.spread.units:
        return ""
    return w.either(
        f"Giá trị trung bình năm {scope.last_year} tính trên {w.count(before.units)}, năm {scope.year} trên"
        f" {w.count(scope.overall.spread.units)}",
        f"The {scope.last_year} mean rests on {w.count(before.units)}, that of {scope.year} on"
        f" {w.count(scope.overall.spread.units)}",
    )


def movement(scope: Scope) -> str:
    """How many units rose, fell and stayed, and who cannot be compared."""
    w, found, year = scope.words, scope.movement, scope.last_year
    if year is None:
        return ""
    if found is None:
        return no_comparison(scope)
    if len(scope.block.units) == 1:
        return ""
    text = _all_one_way(scope, found) or _both_ways(scope, found)
    if not found.alone:
        return joined(text)
    return joined(
        text,
        w.either(
            f"{w.count(len(found.alone))} không có chỉ số năm {year} để so sánh: {who(scope, found.alone)}",
            f"{w.count(len(found.alone))} {w.verb(len(found.alone), '', 'has', 'have')} no {year} index to compare with:"
            f" {who(scope, found.alone)}",
        ),
    )


def no_comparison(scope: Scope) -> str:
    """Why nothing is compared with last year, in the comparison's own words where it has some."""
    w = scope.words
    reasons = {u.previous.reason for u in scope.block.units if u.previous is not None and u.previous.index is None}
    if len(reasons) == 1:
        reason = clean(next(iter(reasons)).said(w.language))
        if reason:
            return joined(reason)
    return joined(
        w.either(
            f"Không đơn vị nào có chỉ số năm {scope.last_year} để so sánh",
            f"No unit has an index for {scope.last_year} to compare with",
        )
    )


def _all_one_way(scope: Scope, found: Movement) -> str:
    w, year, count = scope.words, scope.last_year, found.compared
    if count < 2 or found.alone:
        return ""
    everyone = w.every(count) + w.either(" đều", "")
    if found.rose == count:
        return f"{everyone} {w.either(f'tăng so với năm {year}', f'rose on {year}')}"
    if found.fell == count:
        return f"{everyone} {w.either(f'giảm so với năm {year}', f'fell on {year}')}"
    if found.unchanged == count:
        return f"{everyone} {w.either(f'giữ nguyên so với năm {year}', f'stayed as in {year}')}"
    return ""


def ways(w: Words, rose: int, fell: int, unchanged: int) -> list[str]:
    """How many went which way, those of which there are any: "16 đơn vị tăng"; in English the noun stands once."""
    verbs = (
        (rose, w.either("tăng", "rose")),
        (fell, w.either("giảm", "fell")),
        (unchanged, w.either("giữ nguyên", "stayed the same")),
    )
    parts: list[str] = []
    for count, verb in verbs:
        if count:
            parts.append(f"{w.bare(count) if parts and not w.vietnamese else w.count(count)} {verb}")
    return parts


def _both_ways(scope: Scope, found: Movement) -> str:
    w, year = scope.words, scope.last_year
    parts = ways(w, found.rose, found.fell, found.unchanged)
    text = w.either(f"So với năm {year}, {w.listed(parts)}", f"Compared with {year}, {w.listed(parts)}")
    if not found.fell and found.rose:
        text += w.either("; không đơn vị nào giảm", "; none fell")
    if not found.rose and found.fell:
        text += w.either("; không đơn vị nào tăng", "; none rose")
    return text


def movers(scope: Scope) -> str:
    """Who rose and who fell furthest."""
    w = scope.words
    if scope.movement is None or len(scope.block.units) == 1:
        return ""
    rising = _furthest(scope, up=True)
    falling = _furthest(scope, up=False)
    parts = []
    if rising:
        parts.append(
            w.either(f"Tăng nhiều nhất là {_changes(scope, rising)}", f"The largest rise: {_changes(scope, rising)}")
        )
    if falling:
        parts.append(
            w.either(
                f"{'giảm' if parts else 'Giảm'} nhiều nhất là {_changes(scope, falling)}",
                f"{'the' if parts else 'The'} largest fall: {_changes(scope, falling)}",
            )
        )
    return joined("; ".join(parts)) if parts else ""


def _furthest(scope: Scope, *, up: bool) -> list[UnitResult]:
    """The unit (or units, when exactly tied) that moved most in one direction, if its printed change shows it."""
    moved = [
        (unit.change, unit) for unit in scope.block.units if unit.change is not None and scope.printed_change(unit)
    ]
    wanted = [(change, unit) for change, unit in moved if (change > 0) is up]
    if not wanted:
        return []
    most = max(abs(change) for change, _ in wanted)
    found = [unit for change, unit in wanted if abs(change) == most]
    return found if len(found) <= MOVERS else []


def _changes(scope: Scope, units: Sequence[UnitResult]) -> str:
    changes = {unit.unit.code: scope.words.gap(scope.printed_change(unit) or 0) for unit in units}
    return scope.names.units((unit.unit for unit in units), lambda unit: changes[unit.code])


def first_and_last(scope: Scope) -> str:
    """Leaders, the last, their distance, and who is under 70 %."""
    figure = scope.overall
    if figure.spread.units < 2:
        return ""
    if figure.level:
        return level(scope, figure)
    return joined(
        leaders(scope, figure), lowest(scope, figure, distance=False), gap(scope, figure), dispersion(scope, figure)
    )


def bands(scope: Scope) -> str:
    """How many units fall in each band; empty bands are left out."""
    w, block = scope.words, scope.block
    names = {band.code: clean(band.name.said(w.language)) for band in scope.results.round.recipe.bands_of(block.block)}
    given = [(names[code], count) for code, count in block.bands.items() if count]
    if not given or len(block.units) == 1:
        return ""
    if w.vietnamese:
        return joined(f"Về xếp loại, có {w.listed([f'{w.count(count)} {name}' for name, count in given])}")
    first, *rest = given
    parts = [f"{w.count(first[1])} {w.verb(first[1], '', 'is', 'are')} rated {first[0]}"]
    return joined(f"By band, {w.listed([*parts, *(f'{w.bare(count)} {name}' for name, count in rest)])}")


def measure(scope: Scope) -> str:
    """What a component has: a mean, or, with one unit alone, its component index."""
    if len(scope.block.units) == 1:
        return scope.words.either("chỉ số thành phần", "component index")
    return scope.words.either("giá trị trung bình", "mean")


def areas_and_line(scope: Scope) -> str:
    """How many components have a mean above 80 % and below it, with names and means."""
    known = [figure for figure in scope.by_mean if figure.spread.mean is not None]
    if len(known) < 2:
        return ""
    above = [f for f in known if f.spread.mean is not None and f.spread.mean > LINE]
    below = [f for f in known if f.spread.mean is not None and f.spread.mean < LINE]
    on = [f for f in known if f.spread.mean == LINE]
    return joined(
        _side(scope, above, len(known), "trên", "above"),
        _side(scope, on, len(known), "đúng bằng", "exactly at"),
        _side(scope, below, len(known), "dưới", "below"),
    )


def _side(scope: Scope, figures: Sequence[Figure], total: int, vi: str, en: str) -> str:
    w, count, line = scope.words, len(figures), scope.words.threshold(LINE)
    if not figures:
        return ""
    what = measure(scope)
    listed = "; ".join(f"{f.name} ({w.percent(f.spread.mean)})" for f in figures if f.spread.mean is not None)
    if count == total:
        return w.either(
            f"{w.every(total, 'lĩnh vực')} có {what} {vi} {line}: {listed}",
            f"{w.every(total, '', 'area')} have a {what} {en} {line}: {listed}",
        )
    return w.either(
        f"Có {w.share(count, total, 'lĩnh vực')} đạt {what} {vi} {line}: {listed}",
        f"{w.share(count, total, '', 'area')} {w.verb(count, '', 'has', 'have')} a {what} {en} {line}: {listed}",
    )


def extremes(scope: Scope) -> str:
    """The components with the highest and the lowest mean."""
    w = scope.words
    known = [figure for figure in scope.by_mean if figure.spread.mean is not None]
    if len(known) < 2 or known[0].spread.mean == known[-1].spread.mean:
        return ""
    top = [f for f in known if f.spread.mean == known[0].spread.mean]
    bottom = [f for f in known if f.spread.mean == known[-1].spread.mean]
    return joined(
        w.either(
            f"{measure(scope)} cao nhất là ở {_named(scope, top)}; thấp nhất là ở {_named(scope, bottom)}",
            f"The {measure(scope)} is highest in {_named(scope, top)} and lowest in {_named(scope, bottom)}",
        )
    )


def _named(scope: Scope, figures: Sequence[Figure]) -> str:
    w = scope.words
    listed = w.listed(
        [f"{w.quoted(f.name)} ({w.percent(f.spread.mean)})" for f in figures if f.spread.mean is not None]
    )
    return w.either(f"lĩnh vực {listed}", listed)


def low_units(scope: Scope) -> str:
    """Units whose index is under 70 %."""
    return under_line(scope, scope.overall, LOW)
