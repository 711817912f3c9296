"""Year on year: through the crosswalk and predecessor units, with a sentence wherever a comparison cannot be made.

A unit's change is split, exactly and without remainder, along a chain of four indexes:

    last year, all criteria -> last year, criteria of both years -> the same at this year's maxima
        -> this year, criteria of both years -> this year, all criteria

The first and the last step are changed criteria, the second changed maxima, the third performance (like for like).
Bonuses and penalties stand apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from parindex.engine.points import percentage
from parindex.engine.problems import Text
from parindex.engine.round import NOTHING, Link, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from parindex.engine.results import Results, Standing
    from parindex.engine.round import Round, Unit
    from parindex.engine.score import Counted


@dataclass(frozen=True, slots=True)
class Previous:
    """Last year's figure for a unit. index: exact percentage, or None; rank: in its block, or None.

    reason says why something is None, or how the figure was made; empty where nothing needs to be said.
    units: codes of the previous round's units it rests on.
    """

    index: Fraction | None
    rank: int | None
    reason: Text = NOTHING
    units: tuple[str, ...] = ()


class Group(NamedTuple):
    """Leaves that belong together in both years (positions); one side is empty for a new or a retired criterion."""

    now: tuple[int, ...]
    before: tuple[int, ...]


class Change(NamedTuple):
    """A unit's exact change in percentage points, and what it is made of; the four parts add up to `total`.

    like_now, like_before: the index on criteria applied in both years, at this year's maxima.
    """

    total: Fraction
    performance: Fraction
    criteria: Fraction
    maxima: Fraction
    adjustments: Fraction
    like_now: Fraction
    like_before: Fraction


class AreaPrevious(NamedTuple):
    """A component's mean of the year before in one block, or the reason why there is none."""

    area: str | None
    mean: Fraction | None
    reason: Text = NOTHING


@dataclass(frozen=True, eq=False)
class Comparison:
    """This round against the one before. shares: the part of (this, last) year's maximum in criteria of both years."""

    round: Round
    previous: Results
    cells: Counted
    adjusted: NDArray[np.int64]
    groups: tuple[Group, ...]
    notes: tuple[Text, ...]
    shares: tuple[Fraction, Fraction]

    @property
    def possible(self) -> bool:
        """Whether any criterion was applied in both years; without one no index is compared."""
        return self.shares[0] > 0

    @cached_property
    def _standings(self) -> dict[str, tuple[str, Standing]]:
        return {u.unit.code: (b.block, u.standing) for b in self.previous.blocks for u in b.units}

    @cached_property
    def _rows(self) -> tuple[dict[str, int], dict[str, int]]:
        now, before = self.round.units, self.previous.round.units
        return {u.code: at for at, u in enumerate(now)}, {u.code: at for at, u in enumerate(before)}

    @cached_property
    def _adjusted_before(self) -> NDArray[np.int64]:
        found = {u.unit.code: u.adjustment for b in self.previous.blocks for u in b.units}
        return np.array([found[unit.code] for unit in self.previous.round.units], np.int64)

    @cached_property
    def _heirs(self) -> dict[str, int]:
        heirs: dict[str, int] = {}
        for unit in self.round.units:
            for code in self.ancestors(unit):
                heirs[code] = heirs.get(code, 0) + 1
        return heirs

    def ancestors(self, unit: Unit) -> tuple[str, ...]:
        """Codes of the previous round's units that this unit continues."""
        known = self._standings
        own = (unit.code,) if unit.code in known else ()
        return tuple(dict.fromkeys((*own, *(code for code in unit.predecessors if code in known))))

    def previous_of(self, unit: Unit) -> Previous:
        """Last year's index and rank of a unit, through its predecessors."""
        year = self.previous.round.year
        if not self.possible:
            return Previous(None, None, _no_common(year))
        units = self.ancestors(unit)
        if not units:
            return Previous(None, None, _no_unit(unit, year))
        return self._merged(unit, units) if len(units) > 1 else self._single(unit, units[0])

    def _single(self, unit: Unit, code: str) -> Previous:
        year = self.previous.round.year
        block, standing = self._standings[code]
        if standing.index is None:
            return Previous(None, None, _no_index(code, year), (code,))
        if self._heirs[code] > 1:
            return Previous(standing.index, None, _split(unit, code, year), (code,))
        if block != unit.block:
            return Previous(standing.index, None, _other_block(unit, block, year), (code,))
        return Previous(standing.index, standing.rank, NOTHING, (code,))

    def _merged(self, unit: Unit, units: tuple[str, ...]) -> Previous:
        points = sum(self._standings[code][1].points for code in units)
        maximum = sum(self._standings[code][1].maximum for code in units)
        return Previous(percentage(points, maximum), None, _merged(unit, units, self.previous.round.year), units)

    def change(self, unit: Unit) -> Change | None:
        """What a unit's change is made of; None where the index or the common criteria cannot be compared."""
        units = self.ancestors(unit)
        if not units or not self.possible:
            return None
        rows_now, rows_before = self._rows
        now = _Side(self.cells.points, self.cells.maxima, self.adjusted, [rows_now[unit.code]])
        then = self.previous
        before = _Side(then.points, then.maxima, self._adjusted_before, [rows_before[code] for code in units])
        return _chain(self.groups, now, before)

    def area(self, block: str, code: str) -> AreaPrevious:
        """Last year's mean of a component in a block, where the criteria carry it over."""
        year = self.previous.round.year
        match = self._area_before(code)
        if match is None:
            return AreaPrevious(None, None, _no_area(code, year))
        if block not in self.previous.round.blocks:
            return AreaPrevious(match, None, _no_block(block, year))
        return AreaPrevious(match, self.previous.block(block).areas[match].mean)

    def _area_before(self, code: str) -> str | None:
        """The previous area that shares most of this one's maximum."""
        here, there = self.round.tree, self.previous.round.tree
        shared: dict[str, int] = {}
        for group in self.groups:
            inside = sum(int(here.maxima[at]) for at in group.now if here.area_of[here.leaves[at].code] == code)
            for at in group.before:
                area = there.area_of[there.leaves[at].code]
                shared[area] = shared.get(area, 0) + inside
        best = max(shared, key=lambda area: shared[area], default=None)
        return best if best is not None and shared[best] > 0 else None


class _Side:
    """One year of a unit (or of the units it was made from, pooled)."""

    def __init__(
        self, points: NDArray[np.int64], maxima: NDArray[np.int64], adjusted: NDArray[np.int64], rows: list[int]
    ) -> None:
        self.points = points[rows].sum(axis=0).tolist()
        self.maxima = maxima[rows].sum(axis=0).tolist()
        self.adjusted = int(adjusted[rows].sum())

    def of(self, positions: Iterable[int]) -> tuple[int, int]:
        """(points, maximum) over some leaves."""
        chosen = tuple(positions)
        return sum(self.points[at] for at in chosen), sum(self.maxima[at] for at in chosen)


def _chain(groups: Sequence[Group], now: _Side, before: _Side) -> Change | None:
    common = [(now.of(g.now), before.of(g.before)) for g in groups]
    common = [(a, b) for a, b in common if a[1] and b[1]]
    total_now, total_before = sum(now.maxima), sum(before.maxima)
    if not common or not total_now or not total_before:
        return None
    maximum = sum(a[1] for a, _ in common)
    like_now = Fraction(100 * sum(a[0] for a, _ in common), maximum)
    like_before = 100 * sum((Fraction(b[0] * a[1], b[1]) for a, b in common), Fraction(0)) / maximum
    common_before = Fraction(100 * sum(b[0] for _, b in common), sum(b[1] for _, b in common))
    all_now = Fraction(100 * sum(now.points), total_now)
    all_before = Fraction(100 * sum(before.points), total_before)
    adjustments = Fraction(100 * now.adjusted, total_now) - Fraction(100 * before.adjusted, total_before)
    return Change(
        total=all_now - all_before + adjustments,
        performance=like_now - like_before,
        criteria=(common_before - all_before) + (all_now - like_now),
        maxima=like_before - common_before,
        adjustments=adjustments,
        like_now=like_now,
        like_before=like_before,
    )


def compare(round_: Round, cells: Counted, adjusted: NDArray[np.int64], previous: Results) -> Comparison:
    """Set this round beside the previous one's results."""
    groups, notes = _groups(round_, previous.round)
    here, there = round_.tree, previous.round.tree
    both = [g for g in groups if g.now and g.before]
    return Comparison(
        round=round_,
        previous=previous,
        cells=cells,
        adjusted=adjusted,
        groups=groups,
        notes=notes,
        shares=(
            Fraction(sum(int(here.maxima[at]) for g in both for at in g.now), int(here.maxima.sum())),
            Fraction(sum(int(there.maxima[at]) for g in both for at in g.before), int(there.maxima.sum())),
        ),
    )


def _groups(round_: Round, previous: Round) -> tuple[tuple[Group, ...], tuple[Text, ...]]:
    """Leaves joined by the crosswalk (equal codes where there is none), as connected groups in this year's order."""
    here, there = round_.tree.position, previous.tree.position
    links = round_.crosswalk
    notes: tuple[Text, ...] = ()
    if links is None:
        links = tuple(Link(code, code, Relation.SAME) for code in here if code in there)
        notes = (
            Text(
                "Không có bảng đối chiếu tiêu chí (crosswalk): các tiêu chí trùng mã được coi là một.",
                "There is no crosswalk: criteria with the same code are taken to be the same.",
            ),
        )
    joined = _joined(links, here, there)
    seen_now = {at for group in joined for at in group.now}
    seen_before = {at for group in joined for at in group.before}
    alone = [Group((at,), ()) for at in here.values() if at not in seen_now]
    gone = [Group((), (at,)) for at in there.values() if at not in seen_before]
    return tuple(sorted((*joined, *alone, *gone), key=lambda g: (not g.now, g.now or g.before))), notes


def _joined(links: Iterable[Link], here: Mapping[str, int], there: Mapping[str, int]) -> list[Group]:
    group_of: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for link in links:
        criterion, previous = link.criterion or "", link.previous or ""
        if criterion in here and previous in there:
            one, other = ("now", here[criterion]), ("before", there[previous])
            merged = list(dict.fromkeys(group_of.get(one, [one]) + group_of.get(other, [other])))
            for member in merged:
                group_of[member] = merged
    distinct = {id(members): members for members in group_of.values()}.values()
    return [
        Group(
            tuple(sorted(at for side, at in members if side == "now")),
            tuple(sorted(at for side, at in members if side == "before")),
        )
        for members in distinct
    ]


def _no_common(year: int) -> Text:
    return Text(
        f"Không so sánh được với năm {year}: hai bộ tiêu chí không có tiêu chí nào chung.",
        f"No comparison with {year}: the two criteria sets have no criterion in common.",
    )


def _no_unit(unit: Unit, year: int) -> Text:
    return Text(
        f"{unit.name.vi} không được đánh giá năm {year} và không có đơn vị tiền thân trong kỳ đó.",
        f"{unit.name.said('en')} was not assessed in {year} and has no predecessor in that round.",
    )


def _no_index(code: str, year: int) -> Text:
    return Text(f"{code} không có chỉ số năm {year}.", f"{code} has no index in {year}.")


def _merged(unit: Unit, units: tuple[str, ...], year: int) -> Text:
    listed = ", ".join(units)
    return Text(
        f"{unit.name.vi} hợp nhất từ {listed}: chỉ số năm {year} là tổng điểm chia tổng điểm tối đa của các đơn vị này;"
        " không có hạng để so sánh.",
        f"{unit.name.said('en')} was merged from {listed}: its {year} index is their points over their maxima together;"
        " there is no rank to compare.",
    )


def _split(unit: Unit, code: str, year: int) -> Text:
    return Text(
        f"{unit.name.vi} được tách từ {code}: so với chỉ số năm {year} của {code}; không có hạng để so sánh.",
        f"{unit.name.said('en')} was split from {code}: compared with the {year} index of {code};"
        " there is no rank to compare.",
    )


def _other_block(unit: Unit, block: str, year: int) -> Text:
    return Text(
        f"{unit.name.vi} năm {year} thuộc khối {block}: hạng của hai khối không so sánh được.",
        f"{unit.name.said('en')} stood in block {block} in {year}: ranks of two blocks cannot be compared.",
    )


def _no_area(code: str, year: int) -> Text:
    return Text(
        f"Lĩnh vực {code} không có tiêu chí nào của năm {year}.", f"Area {code} has no criterion of {year} in it."
    )


def _no_block(block: str, year: int) -> Text:
    return Text(f"Năm {year} không có khối {block}.", f"There was no block {block} in {year}.")
