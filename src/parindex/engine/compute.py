"""A round in, results out: the one place where points become indexes, ranks, bands and spreads."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from parindex.engine.compare import compare
from parindex.engine.points import half_up
from parindex.engine.ranking import against, ranks
from parindex.engine.results import BlockResult, Results, Spread, Standing, UnitResult
from parindex.engine.score import adjustments, counted, totals
from parindex.engine.sheet import STAGES
from parindex.engine.undecided import undecided_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from parindex.engine.compare import Comparison
    from parindex.engine.problems import Problem
    from parindex.engine.round import Band, Recipe, Round

INDEX = ""
"""The key of the whole index beside the area codes."""


def compute(
    round_: Round, previous: Round | None = None, stage: str | None = None, problems: Iterable[Problem] = ()
) -> Results:
    """Compute a round, and compare it with the year before.

    stage: one of STAGES computes each cell at its latest stage up to that one; None is the latest of all.
    problems: what reading found, to be handed on with the results.

    Raises ValueError for a stage that does not exist.
    """
    if stage is not None and stage not in STAGES:
        raise ValueError(stage)
    cells = counted(round_, stage)
    adjusted = adjustments(round_)
    figures = _figures(round_, totals(round_.tree, cells.points), totals(round_.tree, cells.maxima), adjusted)
    comparison = None if previous is None else compare(round_, cells, adjusted, compute(previous))
    blocks = tuple(
        _Block(round_, block, figures, adjusted, cells.undecided, comparison).result() for block in round_.blocks
    )
    return Results(
        round=round_,
        stage=stage or "latest",
        blocks=blocks,
        points=cells.points,
        maxima=cells.maxima,
        state=cells.state,
        comparison=comparison,
        problems=(*problems, *undecided_problems(round_, cells)),
    )


def _figures(
    round_: Round, points: NDArray[np.int64], maxima: NDArray[np.int64], adjusted: NDArray[np.int64]
) -> dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Per area, and under INDEX for the whole: (points, maxima), each of shape (units,)."""
    row = {criterion.code: at for at, criterion in enumerate(round_.tree.criteria)}
    areas = {area.code: (points[row[area.code]], maxima[row[area.code]]) for area in round_.tree.areas}
    whole_maxima = np.sum([bottom for _, bottom in areas.values()], axis=0)
    whole_points = np.sum([top for top, _ in areas.values()], axis=0) + adjusted
    return {INDEX: (whole_points, whole_maxima), **areas}


class _Block:
    """One block's figures on their way to a BlockResult."""

    def __init__(
        self,
        round_: Round,
        block: str,
        figures: Mapping[str, tuple[NDArray[np.int64], NDArray[np.int64]]],
        adjusted: NDArray[np.int64],
        undecided: NDArray[np.bool_],
        comparison: Comparison | None,
    ) -> None:
        self.round, self.block, self.comparison = round_, block, comparison
        self.members = np.array(round_.members(block), np.intp)
        self.units = [round_.units[at] for at in self.members]
        self.figures = {key: (top[self.members], bottom[self.members]) for key, (top, bottom) in figures.items()}
        self.ranks = {key: ranks(*pair) for key, pair in self.figures.items()}
        self.adjusted, self.undecided = adjusted[self.members], undecided[self.members]

    def result(self) -> BlockResult:
        standings = {key: self._standings(key) for key in self.figures}
        bands = self._bands(self.round.recipe)
        places = self.ranks[INDEX]
        order = sorted(range(len(self.units)), key=lambda at: (places[at] == 0, places[at]))
        units = tuple(self._unit(at, standings, bands) for at in order)
        changes = [unit.change for unit in units if unit.change is not None]
        return BlockResult(
            block=self.block,
            overall=self._spread(INDEX),
            areas={area.code: self._spread(area.code) for area in self.round.tree.areas},
            units=units,
            rose=sum(change > 0 for change in changes) if changes else None,
            fell=sum(change < 0 for change in changes) if changes else None,
            bands={band.code: sum(given is band for given in bands) for band in self.round.recipe.bands_of(self.block)},
        )

    def _standings(self, key: str) -> list[Standing]:
        tops, bottoms = self.figures[key]
        places = self.ranks[key]
        shared = np.bincount(places, minlength=1) > 1
        rows = zip(tops.tolist(), bottoms.tolist(), places.tolist(), shared[places].tolist(), strict=True)
        return [Standing(top, bottom, place or None, bool(place) and tied) for top, bottom, place, tied in rows]

    def _unit(self, at: int, standings: Mapping[str, Sequence[Standing]], bands: Sequence[Band | None]) -> UnitResult:
        unit = self.units[at]
        leaves = self.round.tree.leaves
        return UnitResult(
            unit=unit,
            standing=standings[INDEX][at],
            areas={area.code: standings[area.code][at] for area in self.round.tree.areas},
            adjustment=int(self.adjusted[at]),
            band=bands[at],
            undecided=tuple(leaves[position].code for position in np.flatnonzero(self.undecided[at])),
            previous=None if self.comparison is None else self.comparison.previous_of(unit),
        )

    def _bands(self, recipe: Recipe) -> list[Band | None]:
        """Each unit's band, decided on the exact percentage; the first, counted from the best, whose bound is met."""
        tops, bottoms = self.figures[INDEX]
        given: list[Band | None] = [None] * len(tops)
        for band in reversed(recipe.bands_of(self.block)):
            for at in np.flatnonzero(against(tops, bottoms, band.at_least) >= 0).tolist():
                given[at] = band
        return given

    def _spread(self, key: str) -> Spread:
        tops, bottoms = self.figures[key]
        places = self.ranks[key]
        found = np.flatnonzero(bottoms)
        if not len(found):
            return Spread(0, None, None, None, 0, 0, (), ())
        mean = _mean(tops[found], bottoms[found])
        ordered = found[np.argsort(places[found], kind="stable")]
        first, last = self._exact(key, ordered[0]), self._exact(key, ordered[-1])
        decimals = self.round.recipe.decimals
        middle = (ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2])
        return Spread(
            units=len(found),
            mean=mean,
            median=(self._exact(key, middle[0]) + self._exact(key, middle[1])) / 2,
            range_units=half_up(first, decimals) - half_up(last, decimals),
            above_mean=int((against(tops, bottoms, mean) == 1).sum()),
            full=int((against(tops, bottoms, Fraction(100)) >= 0).sum()),
            highest=self._codes(found, places[found] == places[ordered[0]]),
            lowest=self._codes(found, places[found] == places[ordered[-1]]),
        )

    def _exact(self, key: str, at: np.intp) -> Fraction:
        tops, bottoms = self.figures[key]
        return Fraction(100 * int(tops[at]), int(bottoms[at]))

    def _codes(self, found: NDArray[np.intp], wanted: NDArray[np.bool_]) -> tuple[str, ...]:
        return tuple(self.units[at].code for at in found[wanted])


def _mean(points: NDArray[np.int64], maxima: NDArray[np.int64]) -> Fraction:
    """The unweighted mean of exact percentages; units with the same maximum are summed first."""
    kinds, of = np.unique(maxima, return_inverse=True)
    total = Fraction(0)
    for at, maximum in enumerate(kinds.tolist()):
        total += Fraction(100 * int(points[of == at].sum()), maximum)
    return total / len(points)
