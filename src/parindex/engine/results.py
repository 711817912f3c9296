"""What a computation hands out: frozen, exact values. Percentages are `fractions.Fraction`; points are micropoints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.engine.points import percentage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    import numpy as np
    from numpy.typing import NDArray

    from parindex.engine.compare import Comparison, Previous
    from parindex.engine.problems import Problem
    from parindex.engine.round import Band, Round, Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit's figure for a component or the whole index.

    points, maximum: micropoints; rank: 1 is best, None where nothing applies (maximum 0); tied: others share it.
    """

    points: int
    maximum: int
    rank: int | None
    tied: bool

    @property
    def index(self) -> Fraction | None:
        """The exact percentage; None where nothing applies."""
        return percentage(self.points, self.maximum)


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit's results. `standing.points` includes `adjustment` (bonuses minus penalties, capped).

    undecided: codes of leaves that nobody decided on, so that the figure is provisional.
    previous: last year's figure, or why there is none; None where no previous round was given.
    """

    unit: Unit
    standing: Standing
    areas: Mapping[str, Standing]
    adjustment: int
    band: Band | None
    undecided: tuple[str, ...] = ()
    previous: Previous | None = None

    @property
    def change(self) -> Fraction | None:
        """This year's exact index minus last year's, in percentage points; None where there is nothing to compare."""
        if self.previous is None or self.previous.index is None or self.standing.index is None:
            return None
        return self.standing.index - self.previous.index


@dataclass(frozen=True, slots=True)
class Spread:
    """How one figure (the index or a component) lies over a block's units. Lists of unit codes are in rank order.

    units: how many have a figure.  mean, median: unweighted, of exact percentages.  range_units: first minus last, of
    the rounded percentages, in 10^-decimals.  above_mean: units strictly above the mean.  full: units at 100 %.
    """

    units: int
    mean: Fraction | None
    median: Fraction | None
    range_units: int | None
    above_mean: int
    full: int
    highest: tuple[str, ...]
    lowest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlockResult:
    """Results of one block. units: in order of rank, ties in the order of the units table.

    areas: by area code, in the order of the criteria.  rose, fell: None where there is no previous round to compare.
    bands: units in each band, by band code, best band first.
    """

    block: str
    overall: Spread
    areas: Mapping[str, Spread]
    units: tuple[UnitResult, ...]
    rose: int | None
    fell: int | None
    bands: Mapping[str, int]

    def unit(self, code: str) -> UnitResult:
        """One unit's results; KeyError where the block has no such unit."""
        for result in self.units:
            if result.unit.code == code:
                return result
        raise KeyError(code)

    def below(self, threshold: Fraction, area: str | None = None) -> tuple[UnitResult, ...]:
        """Units whose exact index (or component index) is under `threshold` per cent, in rank order of the index."""
        found = [(r, r.standing if area is None else r.areas[area]) for r in self.units]
        return tuple(r for r, standing in found if standing.index is not None and standing.index < threshold)


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """A computed round.

    points, maxima: what each cell counts after absences, micropoints, shape (units, leaves), in the order of
    `round.units` and `round.tree.leaves`; state: int8 of State, same shape.
    """

    round: Round
    stage: str
    blocks: tuple[BlockResult, ...]
    points: NDArray[np.int64]
    maxima: NDArray[np.int64]
    state: NDArray[np.int8]
    comparison: Comparison | None
    problems: tuple[Problem, ...] = ()

    def block(self, name: str) -> BlockResult:
        """One block's results; KeyError where there is none of that name."""
        for block in self.blocks:
            if block.block == name:
                return block
        raise KeyError(name)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from parindex.engine.notebook import results_html

        return results_html(self)
