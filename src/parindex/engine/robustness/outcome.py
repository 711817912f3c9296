"""What the robustness of a round comes to, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.engine.robustness.choices import Choice
from parindex.engine.robustness.intervals import Histogram
from parindex.engine.robustness.leaving import LeftOut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.engine.problems import Text
    from parindex.engine.results import Results
    from parindex.engine.robustness.noise import Noise


@dataclass(frozen=True, slots=True, eq=False)
class UnitRobustness:
    """One unit under drawn weights.

    rank: official; q05, median, q95: of its ranks over the draws; above_next: the share of draws in which it stands
    strictly above the next unit in official order, None for the last one.
    """

    unit: str
    rank: int
    q05: int
    median: int
    q95: int
    above_next: float | None
    histogram: Histogram
    position: int

    @property
    def ranks(self) -> dict[int, float]:
        """The share of draws at each rank it ever had, best rank first."""
        ranks, counts = self.histogram.of(self.position)
        draws = int(counts.sum())
        return {rank: count / draws for rank, count in zip(ranks.tolist(), counts.tolist(), strict=True)}


@dataclass(frozen=True, slots=True, eq=False)
class BlockRobustness:
    """One block: units in official order; level: groups of units, by code, whose order the draws do
    not settle; a unit may stand in several.
    """

    block: str
    units: tuple[UnitRobustness, ...]
    level: tuple[tuple[str, ...], ...]
    criteria: tuple[LeftOut, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Robustness:
    """The robustness of a computed round. assumptions: what it rests on, one phrase each."""

    results: Results
    draws: int
    seed: int
    noise: Noise
    spread: float
    assumptions: tuple[Text, ...]
    blocks: tuple[BlockRobustness, ...]

    @property
    def name(self) -> str:
        """The round's name."""
        return self.results.round.name

    def block(self, name: str) -> BlockRobustness:
        """One block's figures; KeyError where there is none of that name."""
        found: Mapping[str, BlockRobustness] = {block.block: block for block in self.blocks}
        return found[name]
