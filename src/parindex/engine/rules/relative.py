"""Points in proportion to the best unit's ratio: ratio / best ratio x maximum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.points import MICRO
from parindex.engine.problems import Text
from parindex.engine.rules.base import BadRule, BadValue, Fault
from parindex.engine.rules.handbook import RATIO, UNIT, Entry, Example
from parindex.engine.rules.params import Params
from parindex.engine.rules.ratio import RatioRule
from parindex.engine.rules.written import amount, percent, quoted, sentence

ENTRY = Entry(
    name=Text("So với đơn vị tốt nhất", "Relative to the best"),
    meaning=Text(
        "Tỷ lệ của đơn vị chia cho tỷ lệ cao nhất trong các đơn vị, nhân với điểm tối đa. Nếu tỷ lệ cao nhất là 0 thì "
        "mọi đơn vị được 0.",
        "The unit's ratio divided by the best unit's, times the maximum. Where the best ratio is 0, every unit gets 0.",
    ),
    value=RATIO,
    params=(UNIT,),
    examples=(
        Example('{"unit": "%"}', "2", "60%", "0.6/0.8*2", best="0.8"),
        Example('{"unit": "%"}', "2", "80%", "2", best="0.8"),
        Example('{"unit": "%"}', "2", "107/149", "107/149/0.9*2", best="0.9"),
        Example('{"unit": "%"}', "2", "0%", "0", best="0.8"),
        Example('{"unit": "%"}', "2", "0%", "0", best="0"),
        Example('{"unit": "%"}', "2", "60%", "no_best"),
        Example('{"unit": "%"}', "2", "90%", "better_than_best", best="0.8"),
        Example('{"unit": "%"}', "2", "110%", "over_whole", best="1"),
        Example('{"unit": "points"}', "2", None, "unknown_unit"),
    ),
)


@dataclass(frozen=True, slots=True)
class Relative(RatioRule):
    """ratio / best x maximum; `best` comes from the caller, who knows the other units' `ratio`."""

    kind: ClassVar[str] = "relative"
    entry: ClassVar[Entry] = ENTRY

    @classmethod
    def read(cls, params: Mapping[str, Any], maximum: int) -> Self:
        """The rule from `{"unit": "%"}`, optional. Raises BadRule."""
        p = Params(params, maximum, ("unit",))
        scale = p.scale()
        if p.faults:
            raise BadRule(p.faults)
        return cls(maximum, scale)

    def points(self, value: str, best: Fraction | None = None) -> Fraction:
        """ratio / best x maximum: 60 % where the best has 80 % gives 1.5 of 2. Raises BadValue."""
        ratio = self.ratio(value)
        if best is None:
            raise BadValue(_no_best())
        if ratio > best:
            raise BadValue(_better_than_best(value, best))
        # nobody did anything: 0 / 0 is no ratio, and nobody has earned points
        return ratio / best * self.maximum / MICRO if best else Fraction(0)

    def described(self) -> Text:
        """The formula."""
        return sentence(
            "Tỷ lệ của đơn vị chia cho tỷ lệ cao nhất trong các đơn vị, nhân với {0} điểm.",
            "The unit's ratio divided by the best unit's, times {0} points.",
            amount(self.maximum),
        )


def _no_best() -> Fault:
    return Fault(
        "no_best",
        Text("Chưa biết tỷ lệ cao nhất trong các đơn vị.", "The best unit's ratio is not known."),
        Text("Ghi giá trị của mọi đơn vị cho tiêu chí này.", "Give the value of every unit for this criterion."),
    )


def _better_than_best(value: str, best: Fraction) -> Fault:
    return Fault(
        "better_than_best",
        sentence(
            "{0} cao hơn tỷ lệ cao nhất {1}.", "{0} is more than the best ratio, {1}.", quoted(value), percent(best)
        ),
        Text("Tính lại tỷ lệ cao nhất từ mọi đơn vị.", "Take the best ratio from all units anew."),
    )
