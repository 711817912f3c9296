"""What every scoring rule can do. A rule is data: a kind, checked parameters and the leaf's maximum."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, NamedTuple, Self

from parindex.engine.points import MICRO, PLACES, half_up
from parindex.engine.problems import Text
from parindex.engine.rules.handbook import Entry

FEWEST_DECIMALS = 2
"""Entered points may be rounded, but never to fewer decimals than this."""


class Fault(NamedTuple):
    """What is wrong with a parameter or an entered value, and how to mend it; the caller knows where it stands."""

    code: str
    what: Text
    mend: Text


class BadRule(Exception):
    """The parameters make no rule; carries every fault."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.what.en for fault in faults))
        self.faults = faults


class BadValue(Exception):
    """An entered value that the rule cannot read; carries the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what.en)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Rule(ABC):
    """One leaf's scoring rule. Points are whole micropoints; `maximum` is the leaf's maximum."""

    maximum: int

    kind: ClassVar[str]
    """The name in the `rule` column."""
    explains_loss: ClassVar[bool] = False
    """Whether the rule itself says why points are lost, so that no finding is required."""
    rounds: ClassVar[bool] = False
    """Whether points come out of a division, so that people enter them rounded."""
    entry: ClassVar[Entry]
    """What the handbook says of the kind: meaning, parameters, worked examples."""

    @classmethod
    @abstractmethod
    def read(cls, params: Mapping[str, Any], maximum: int) -> Self:
        """The rule from its `rule_params` (JSON object, numbers as Decimal). Raises BadRule with every fault."""

    @abstractmethod
    def points(self, value: str, best: Fraction | None = None) -> Fraction:
        """The exact points, in points (not micropoints), that an entered value gives.

        `best` is the best unit's ratio and matters to `relative` alone. Raises BadValue.
        """

    @abstractmethod
    def can_give(self, points: int) -> bool:
        """Whether any value could give exactly these micropoints (0 ≤ points ≤ maximum is checked by the caller)."""

    @abstractmethod
    def possible(self) -> Text:
        """What the rule can give, for the sentence that says how to mend: "1; 0,5; 0" / "1; 0.5; 0"."""

    @abstractmethod
    def described(self) -> Text:
        """The rule in one plain sentence, for forms, the method page and the documentation."""

    def agrees(self, value: str, points: int, best: Fraction | None = None) -> bool:
        """Whether entered micropoints are what the entered value gives. Raises BadValue.

        Where the rule divides, the exact points rounded half up to 2, 3, 4, 5 or 6 decimals agree: 107/149 x 2 =
        1.436241... agrees with 1.44, 1.4362 and 1.436242, not with 1.4 or 1.43. Everywhere else only equal points do.
        """
        exact = self.points(value, best)
        return exact * MICRO == points or (self.rounds and rounds_to(exact, points))


def rounds_to(exact: Fraction, points: int) -> bool:
    """Whether rounding exact points half up to 2 ... 6 decimals gives these micropoints.

    >>> rounds_to(Fraction(214, 149), 1_440_000), rounds_to(Fraction(214, 149), 1_400_000)
    (True, False)
    """
    return any(half_up(exact, places) * 10 ** (PLACES - places) == points for places in _decimals())


def rounds_from(lowest: Fraction, points: int) -> bool:
    """Whether these micropoints are some number not under `lowest`, rounded half up to 2 ... 6 decimals.

    >>> rounds_from(Fraction(1, 3), 330_000), rounds_from(Fraction(1, 3), 333_000), rounds_from(Fraction(1, 3), 331_000)
    (True, True, False)
    """
    grains = ((half_up(lowest, places), 10 ** (PLACES - places)) for places in _decimals())
    return any(points % grain == 0 and points // grain >= least for least, grain in grains)


def _decimals() -> range:
    return range(FEWEST_DECIMALS, PLACES + 1)
