"""A round as values: what is needed to compute, compare and report it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from parindex.engine.problems import Text
from parindex.engine.sheet import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from parindex.engine.sheet import Sheet
    from parindex.engine.tree import Tree


NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Unit:
    """Who is assessed. Ranking is within `block`; `predecessors` are codes of earlier rounds."""

    code: str
    name: Text
    block: str
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A class of results: everything at or above `at_least` (a percentage, exact) and under the next band."""

    code: str
    name: Text
    at_least: Fraction


class Counting(StrEnum):
    """How an absent cell counts when results are computed."""

    BLOCK = "block"
    """Counts neither in the points nor in the maximum, and keeps the round from being published."""
    EXCLUDE = "exclude"
    """Counts neither in the points nor in the maximum."""
    ZERO = "zero"
    """No points; the maximum stays."""


ABSENCE: Mapping[State, Counting] = MappingProxyType(
    {
        State.MISSING: Counting.BLOCK,
        State.NOT_SUBMITTED: Counting.ZERO,
        State.NOT_APPRAISED: Counting.BLOCK,
        State.TOO_FEW_ANSWERS: Counting.EXCLUDE,
    }
)
"""What counts where the set says nothing (`parindex.absence` in datapackage.json says otherwise per state)."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How points become results. Rounding is half up and ties are competition ranks (1-2-2-4), always.

    bands: the bands of each block, best first; key None holds those of every block not named.
    caps: the most that bonuses ("bonus") and penalties ("penalty") may come to, micropoints; absent means no cap.
    """

    decimals: int = 2
    bands: Mapping[str | None, tuple[Band, ...]] = field(default_factory=dict)
    absence: Mapping[State, Counting] = field(default_factory=lambda: ABSENCE)
    caps: Mapping[str, int] = field(default_factory=dict)

    def bands_of(self, block: str) -> tuple[Band, ...]:
        """The bands that hold in a block, best first; empty where none are set."""
        return self.bands.get(block, self.bands.get(None, ()))


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A bonus or penalty: `points` micropoints, never negative; `kind` says which way they count."""

    unit: str
    kind: str
    points: int
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a unit lost points on a leaf."""

    unit: str
    criterion: str
    reason: str
    points_lost: int
    note: str = ""


class Relation(StrEnum):
    """What became of a criterion between two years."""

    SAME = "same"
    RENAMED = "renamed"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Link:
    """One row of the crosswalk; `criterion` is None for a retired one, `previous` None for a new one."""

    criterion: str | None
    previous: str | None
    relation: Relation


@dataclass(frozen=True, slots=True)
class Published:
    """A figure that somebody has announced, as written; `criterion` and `unit` are "" where they do not apply."""

    measure: str
    unit: str
    criterion: str
    value: str


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """One year's assessment. `sheet` follows the order of `units` and of `tree.leaves`.

    `findings` is None where the package has no such table (then nothing is said about causes).
    `survey_errors` are standard errors of surveyed cells in micropoints, shape (units, leaves), None where none is known.
    `caveat` is a sentence that must stand wherever the figures are shown (a reconstruction, a draft).
    """

    name: str
    title: Text
    year: int
    authority: Text
    place: Text
    tree: Tree
    units: tuple[Unit, ...]
    sheet: Sheet
    recipe: Recipe
    adjustments: tuple[Adjustment, ...] = ()
    reasons: Mapping[str, Text] = field(default_factory=dict)
    findings: tuple[Finding, ...] | None = None
    crosswalk: tuple[Link, ...] | None = None
    published: tuple[Published, ...] = ()
    caveat: Text = NOTHING
    survey_errors: NDArray[np.int64] | None = None

    @property
    def blocks(self) -> tuple[str, ...]:
        """The blocks, in the order of the units table."""
        return tuple(dict.fromkeys(unit.block for unit in self.units))

    def members(self, block: str) -> tuple[int, ...]:
        """Positions, in `units`, of a block's units."""
        return tuple(at for at, unit in enumerate(self.units) if unit.block == block)
