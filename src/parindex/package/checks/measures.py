"""The measures that can be announced, and what each comes to in a computed round, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from parindex.engine.points import MICRO, half_up
from parindex.engine.problems import Text
from parindex.engine.ranking import ranks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from parindex.engine.results import Results, UnitResult
    from parindex.engine.round import Band


class Measure(NamedTuple):
    """shape: "count", "number", "areas" or "band".  of_unit: of one unit.  threshold: written `name:X`.

    anywhere: may also be of an area, a group or a leaf.
    """

    name: str
    said: Text
    shape: str
    of_unit: bool = False
    threshold: bool = False
    anywhere: bool = True


MEASURES = {
    measure.name: measure
    for measure in (
        Measure("units", Text("Số đơn vị", "Units"), "count"),
        Measure("mean", Text("Trung bình", "Mean"), "number"),
        Measure("range", Text("Chênh lệch cao nhất, thấp nhất", "First minus last"), "number"),
        Measure("rose", Text("Số đơn vị tăng", "Units that rose"), "count", anywhere=False),
        Measure("fell", Text("Số đơn vị giảm", "Units that fell"), "count", anywhere=False),
        Measure("above_mean", Text("Số đơn vị trên trung bình", "Units above the mean"), "count"),
        Measure("full", Text("Số đơn vị đạt 100%", "Units at 100%"), "count"),
        Measure("below", Text("Số đơn vị dưới", "Units under"), "count", threshold=True),
        Measure("value", Text("Chỉ số của", "Percentage of"), "number", of_unit=True),
        Measure("points", Text("Điểm của", "Points of"), "number", of_unit=True),
        Measure("rank", Text("Hạng của", "Rank of"), "count", of_unit=True),
        Measure("band", Text("Xếp loại của", "Band of"), "band", of_unit=True),
        Measure("highest_area", Text("Lĩnh vực cao nhất", "Highest area"), "areas", anywhere=False),
        Measure("lowest_area", Text("Lĩnh vực thấp nhất", "Lowest area"), "areas", anywhere=False),
        Measure("areas_above", Text("Lĩnh vực trên", "Areas above"), "areas", threshold=True, anywhere=False),
        Measure("areas_below", Text("Lĩnh vực dưới", "Areas under"), "areas", threshold=True, anywhere=False),
    )
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What one row asks for. criterion "": the whole index.  block None: the only block, or all units together."""

    measure: Measure
    threshold: Fraction | None
    unit: str
    criterion: str
    block: str | None


class Figures:
    """Figures of a computed round, over one block or over all units of the round together."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self.tree = results.round.tree
        self.units: dict[str, UnitResult] = {u.unit.code: u for block in results.blocks for u in block.units}
        self.row = {unit.code: at for at, unit in enumerate(results.round.units)}

    @property
    def compared(self) -> bool:
        """Whether there is a previous round."""
        return self.results.comparison is not None

    def number(self, asked: Asked) -> Fraction | None:
        """A count or a number; None where nothing applies."""
        if asked.measure.of_unit:
            return self._of_unit(asked)
        if asked.measure.name in {"rose", "fell"}:
            return self._changed(asked)
        top, bottom = self._totals(asked.criterion)
        pool = self._pool(asked.block)
        pool = pool[bottom[pool] > 0]
        if asked.measure.name == "units":
            return Fraction(len(pool))
        return self._of_pool(asked, top[pool], bottom[pool]) if len(pool) else None

    def areas(self, asked: Asked) -> frozenset[str] | None:
        """The areas that a list must hold; for highest and lowest all that tie."""
        pool = self._pool(asked.block)
        means = {area.code: self._mean(area.code, pool) for area in self.tree.areas}
        known = {code: mean for code, mean in means.items() if mean is not None}
        if not known:
            return None
        name, bound = asked.measure.name, asked.threshold or Fraction(0)
        if name == "areas_above":
            return frozenset(code for code, mean in known.items() if mean > bound)
        if name == "areas_below":
            return frozenset(code for code, mean in known.items() if mean < bound)
        edge = max(known.values()) if name == "highest_area" else min(known.values())
        return frozenset(code for code, mean in known.items() if mean == edge)

    def band(self, asked: Asked) -> Band | None:
        """A unit's band by its exact percentage."""
        value = self._percentage(asked)
        bands = self.bands(asked)
        return None if value is None else next((band for band in bands if value >= band.at_least), None)

    def bands(self, asked: Asked) -> Sequence[Band]:
        """The bands of a unit's block, best first."""
        return self.results.round.recipe.bands_of(self.units[asked.unit].unit.block)

    def _pool(self, block: str | None) -> NDArray[np.intp]:
        """Positions of the units a figure is over."""
        return np.array(
            [at for at, unit in enumerate(self.results.round.units) if block in {None, unit.block}], np.intp
        )

    def _totals(self, criterion: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Points and maxima by unit; those of the whole index include bonuses and penalties."""
        if criterion:
            span = self.tree.spans[criterion]
            return self.results.points[:, span].sum(axis=1), self.results.maxima[:, span].sum(axis=1)
        standings = [self.units[unit.code].standing for unit in self.results.round.units]
        return np.array([s.points for s in standings], np.int64), np.array([s.maximum for s in standings], np.int64)

    def _mean(self, criterion: str, pool: NDArray[np.intp]) -> Fraction | None:
        top, bottom = self._totals(criterion)
        pool = pool[bottom[pool] > 0]
        return mean(top[pool], bottom[pool]) if len(pool) else None

    def _of_pool(self, asked: Asked, top: NDArray[np.int64], bottom: NDArray[np.int64]) -> Fraction:
        name = asked.measure.name
        if name == "mean":
            return mean(top, bottom)
        values = [Fraction(100 * a, b) for a, b in zip(top.tolist(), bottom.tolist(), strict=True)]
        if name == "range":
            decimals = self.results.round.recipe.decimals
            return Fraction(half_up(max(values), decimals) - half_up(min(values), decimals), 10**decimals)
        if name == "full":
            return Fraction(sum(value == 100 for value in values))
        if name == "above_mean":
            middle = mean(top, bottom)
            return Fraction(sum(value > middle for value in values))
        bound = asked.threshold or Fraction(0)
        return Fraction(sum(value < bound for value in values))

    def _of_unit(self, asked: Asked) -> Fraction | None:
        top, bottom = self._totals(asked.criterion)
        at = self.row[asked.unit]
        if asked.measure.name == "points":
            return Fraction(int(top[at]), MICRO)
        if asked.measure.name == "value":
            return self._percentage(asked)
        members = np.array(self.results.round.members(self.units[asked.unit].unit.block), np.intp)
        place = int(ranks(top[members], bottom[members])[members.tolist().index(at)])
        return Fraction(place) if place else None

    def _percentage(self, asked: Asked) -> Fraction | None:
        top, bottom = self._totals(asked.criterion)
        at = self.row[asked.unit]
        return Fraction(100 * int(top[at]), int(bottom[at])) if bottom[at] else None

    def _changed(self, asked: Asked) -> Fraction | None:
        units = (result for result in self.units.values() if asked.block in {None, result.unit.block})
        changes = [result.change for result in units if result.change is not None]
        if not changes:
            return None
        up = asked.measure.name == "rose"
        return Fraction(sum(change > 0 if up else change < 0 for change in changes))


def mean(points: NDArray[np.int64], maxima: NDArray[np.int64]) -> Fraction:
    """The unweighted mean of exact percentages; units with the same maximum are added up first.

    >>> mean(np.array([1, 3]), np.array([2, 4]))
    Fraction(125, 2)
    """
    total = Fraction(0)
    for maximum in np.unique(maxima).tolist():
        total += Fraction(100 * int(points[maxima == maximum].sum()), maximum)
    return total / len(points)
