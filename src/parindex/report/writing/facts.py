"""What there is to say: facts drawn from results, without a word of either language.

A `Scope` is one block of the round in one language; a `Figure` is the whole index or one component in that block.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from parindex.engine.sheet import State
from parindex.report.writing.names import Names
from parindex.report.writing.words import FULL, Words

if TYPE_CHECKING:
    from parindex.engine.compare import Comparison
    from parindex.engine.problems import Text
    from parindex.engine.results import BlockResult, Results, Spread, Standing, UnitResult

LOW = Fraction(70)
"""Units under this percentage are named as low."""
LINE = Fraction(80)
"""Components are told apart by whether their mean stands above this percentage."""
NAMED = 12
"""The most units a sentence names; more are counted, and the reader is sent to an annex."""


@dataclass(frozen=True, slots=True)
class Step:
    """The units that share one rank of a figure."""

    rank: int
    index: Fraction
    units: tuple[UnitResult, ...]


class Before(NamedTuple):
    """Last year's mean and range of a figure, or the reason why there is none."""

    mean: Fraction | None
    range_units: int | None
    units: int
    reason: Text | None = None


class Movement(NamedTuple):
    """How many units rose, fell and stayed (by exact index), and which have nothing to be compared with."""

    rose: int
    fell: int
    unchanged: int
    alone: tuple[UnitResult, ...]

    @property
    def compared(self) -> int:
        """Units that have a figure in both years."""
        return self.rose + self.fell + self.unchanged


@dataclass(frozen=True)
class Figure:
    """The whole index (`code` empty) or one component of a block. place: its rank among the components by mean."""

    block: BlockResult
    code: str
    name: str
    spread: Spread
    before: Before | None = None
    place: int = 0
    tied: bool = False

    def standing(self, unit: UnitResult) -> Standing:
        """A unit's standing in this figure."""
        return unit.areas[self.code] if self.code else unit.standing

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Units by rank of this figure, best first; units without a figure are left out."""
        by_rank: dict[int, list[UnitResult]] = {}
        for unit in self.block.units:
            rank = self.standing(unit).rank
            if rank is not None:
                by_rank.setdefault(rank, []).append(unit)
        found = []
        for rank in sorted(by_rank):
            index = self.standing(by_rank[rank][0]).index
            if index is not None:
                found.append(Step(rank, index, tuple(by_rank[rank])))
        return tuple(found)

    def under(self, threshold: Fraction) -> tuple[UnitResult, ...]:
        """Units whose exact figure is under a threshold, best first by this figure."""
        return tuple(unit for step in self.steps if step.index < threshold for unit in step.units)

    @cached_property
    def full(self) -> tuple[UnitResult, ...]:
        """Units at 100 % (or, with a bonus, above)."""
        return tuple(unit for step in self.steps if step.index >= FULL for unit in step.units)

    @cached_property
    def without(self) -> tuple[UnitResult, ...]:
        """Units to which nothing of this figure applies."""
        return tuple(unit for unit in self.block.units if self.standing(unit).index is None)

    @property
    def above_mean(self) -> int:
        """Units strictly above the mean."""
        return self.spread.above_mean

    @cached_property
    def below_mean(self) -> int:
        """Units strictly below the mean."""
        mean = self.spread.mean
        return 0 if mean is None else sum(len(step.units) for step in self.steps if step.index < mean)

    @property
    def level(self) -> bool:
        """Whether all units have exactly the same figure."""
        return len(self.steps) == 1


class Scope:
    """One block of a round, in one language: what every writer of sentences is handed."""

    def __init__(self, results: Results, block: BlockResult, language: str, *, annexed: bool = True) -> None:
        self.results, self.block, self.annexed = results, block, annexed
        self.words = Words(language, results.round.recipe.decimals)
        self.names = Names(results.round, self.words)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of the block's units."""
        return frozenset(unit.unit.code for unit in self.block.units)

    @property
    def year(self) -> int:
        """The year assessed."""
        return self.results.round.year

    @property
    def comparison(self) -> Comparison | None:
        """The comparison with last year, where one was asked for and can be made."""
        found = self.results.comparison
        return found if found is not None and found.possible else None

    @property
    def last_year(self) -> int | None:
        """The year compared with; None without a comparison."""
        found = self.results.comparison
        return None if found is None else found.previous.round.year

    @property
    def alone(self) -> bool:
        """Whether the round has this one block only, so that no text need name it."""
        return len(self.results.blocks) == 1

    @cached_property
    def overall(self) -> Figure:
        """The whole index."""
        return Figure(self.block, "", "", self.block.overall, self._before_overall())

    def _before_overall(self) -> Before | None:
        comparison = self.comparison
        if comparison is None or self.block.block not in comparison.previous.round.blocks:
            return None
        last = comparison.previous.block(self.block.block)
        return Before(last.overall.mean, self._range(last, ""), last.overall.units)

    @cached_property
    def areas(self) -> tuple[Figure, ...]:
        """The components in the order of the criteria."""
        means = [spread.mean for spread in self.block.areas.values() if spread.mean is not None]
        found = []
        for code, spread in self.block.areas.items():
            place = 1 + sum(mean > spread.mean for mean in means) if spread.mean is not None else 0
            tied = spread.mean is not None and means.count(spread.mean) > 1
            name = self.names.criterion(code)
            found.append(Figure(self.block, code, name, spread, self._before_area(code), place, tied))
        return tuple(found)

    @cached_property
    def by_mean(self) -> tuple[Figure, ...]:
        """The components, best mean first; ties in the order of the criteria, those without a figure last."""
        return tuple(sorted(self.areas, key=lambda figure: (figure.place == 0, figure.place)))

    def _before_area(self, code: str) -> Before | None:
        comparison = self.comparison
        if comparison is None:
            return None
        found = comparison.area(self.block.block, code)
        if found.mean is None or found.area is None:
            return Before(None, None, 0, found.reason)
        last = comparison.previous.block(self.block.block)
        return Before(found.mean, self._range(last, found.area), last.areas[found.area].units)

    def _range(self, last: BlockResult, area: str) -> int | None:
        """Last year's distance at this year's decimals, so that the two can stand side by side."""
        spread = last.areas[area] if area else last.overall
        ends = [last.unit(codes[0]) for codes in (spread.highest, spread.lowest) if codes]
        indexes = [(unit.areas[area] if area else unit.standing).index for unit in ends]
        first, second = indexes if len(indexes) == 2 else (None, None)
        return self.words.difference(first, second)

    def lead(self, code: str) -> str:
        """The unit that leads an area, as said in a sentence; empty where the round does not say or know."""
        unit = self.results.round.tree.by_code[code].lead_unit
        known = {u.code for u in self.results.round.units}
        return self.names.by_code(unit) if unit in known and unit is not None else ""

    @cached_property
    def movement(self) -> Movement | None:
        """Who rose and fell since last year; None where no unit can be compared."""
        if self.block.rose is None or self.block.fell is None:
            return None
        changes = [unit.change for unit in self.block.units]
        return Movement(
            self.block.rose,
            self.block.fell,
            sum(change == 0 for change in changes if change is not None),
            tuple(unit for unit in self.block.units if unit.change is None),
        )

    def printed_change(self, unit: UnitResult) -> int | None:
        """A unit's change as printed, in 10^-decimals."""
        before = None if unit.previous is None else unit.previous.index
        return self.words.difference(unit.standing.index, before)

    def inapplicable(self, figure: Figure) -> bool:
        """Whether the units without this component are without it because nothing in it applies to them."""
        row = {unit.code: at for at, unit in enumerate(self.results.round.units)}
        rows = [row[unit.unit.code] for unit in figure.without]
        states = self.results.state[rows][:, self.results.round.tree.spans[figure.code]]
        return bool((states == State.NOT_APPLICABLE).all())

    @cached_property
    def provisional(self) -> tuple[UnitResult, ...]:
        """Units with cells that nobody decided on."""
        return tuple(unit for unit in self.block.units if unit.undecided)

    def see(self, annex: int) -> str:
        """Where the names stand that a sentence has no room for."""
        if self.annexed:
            return self.words.either(f"xem Phụ lục {annex}", f"see Annex {annex}")
        return self.words.either(f"xem Phụ lục {annex} của báo cáo", f"see Annex {annex} of the report")


def scopes(results: Results, language: str, *, annexed: bool = True) -> tuple[Scope, ...]:
    """One scope per block. annexed: whether the document carries the annexes itself."""
    return tuple(Scope(results, block, language, annexed=annexed) for block in results.blocks)
