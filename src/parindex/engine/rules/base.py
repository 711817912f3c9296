"""What every scoring rule can do. A rule is data: a kind, checked parameters and the leaf's maximum."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, NamedTuple, Self

from parindex.engine.problems import Text


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
