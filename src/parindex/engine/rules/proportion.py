"""Points in proportion to a ratio: 87.5 % of dossiers on time x 4 = 3.5; under an optional floor, none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.points import MICRO
from parindex.engine.problems import Text
from parindex.engine.rules.base import BadRule, rounds_from
from parindex.engine.rules.handbook import RATIO, UNIT, Entry, Example, Param
from parindex.engine.rules.params import Params, place
from parindex.engine.rules.ratio import RatioRule
from parindex.engine.rules.written import amount, figure, percent, sentence

ENTRY = Entry(
    name=Text("Theo tỷ lệ", "Proportion"),
    meaning=Text(
        "Tỷ lệ nhân với điểm tối đa. Nếu có mức sàn: dưới mức sàn được 0 điểm, từ mức sàn trở lên tính theo tỷ lệ.",
        "The ratio times the maximum. With a floor: 0 below it, in proportion from the floor (included) up.",
    ),
    value=RATIO,
    params=(
        UNIT,
        Param(
            "floor", Text("Mức sàn, theo đơn vị; dưới mức này được 0.", "The floor, in the unit; below it 0 points.")
        ),
    ),
    examples=(
        Example('{"unit": "%"}', "2", "107/149", "107/149*2"),
        Example('{"unit": "%"}', "4", "87.5%", "0.875*4"),
        Example('{"unit": "%"}', "4", "87,5 %", "0.875*4"),
        Example('{"unit": "%"}', "4", "87,5", "0.875*4"),
        Example('{"unit": "%"}', "4", "100", "4"),
        Example('{"unit": "%"}', "4", "0", "0"),
        Example('{"unit": "%"}', "4", "0/12", "0"),
        Example('{"unit": "%"}', "2", "1.490/1.500", "1490/1500*2"),
        Example('{"unit": "%"}', "2", "12,5/14,8", "12.5/14.8*2"),
        Example("{}", "4", "0.875", "0.875*4"),
        Example("{}", "4", "87.5%", "0.875*4"),
        Example("{}", "4", "1", "4"),
        Example('{"unit": "%", "floor": 50}', "4", "49,99%", "0"),
        Example('{"unit": "%", "floor": 50}', "4", "50%", "0.5*4"),
        Example('{"unit": "%", "floor": 1}', "4", "1%", "0.01*4"),
        Example('{"unit": "%"}', "4", "0.875", "unclear_ratio"),
        Example('{"unit": "%"}', "4", "1", "unclear_ratio"),
        Example('{"unit": "%"}', "2", "950/1.000", "unclear_number"),
        Example('{"unit": "%"}', "2", "150/149", "over_whole"),
        Example('{"unit": "%"}', "2", "100,01%", "over_whole"),
        Example("{}", "4", "87.5", "over_whole"),
        Example('{"unit": "%"}', "2", "-5%", "negative_number"),
        Example('{"unit": "%"}', "2", "-1/2", "negative_number"),
        Example('{"unit": "%"}', "2", "1/-2", "negative_number"),
        Example('{"unit": "%"}', "2", "0/0", "zero_denominator"),
        Example('{"unit": "%"}', "2", "almost all", "not_a_number"),
        Example('{"unit": "%"}', "2", "", "empty_value"),
        Example('{"unit": "dossiers"}', "2", None, "unknown_unit"),
        Example('{"unit": "%", "floor": 150}', "2", None, "ratio_out_of_range"),
        Example('{"unit": "%", "floor": 0.5}', "2", None, "unclear_ratio"),
        Example('{"Unit": "%", "flor": 50}', "2", None, "misspelt_key, misspelt_key"),
    ),
)


@dataclass(frozen=True, slots=True)
class Proportion(RatioRule):
    """ratio x maximum; below `floor` (a ratio, itself included above) 0."""

    floor: Fraction

    kind: ClassVar[str] = "proportion"
    entry: ClassVar[Entry] = ENTRY

    @classmethod
    def read(cls, params: Mapping[str, Any], maximum: int) -> Self:
        """The rule from `{"unit": "%", "floor": 50}`, both optional. Raises BadRule."""
        p = Params(params, maximum, ("unit", "floor"))
        scale, floor = p.scale(), p.get("floor")
        ratio = Fraction(0) if floor is None else p.ratio(floor, place("floor"), scale)
        if p.faults or ratio is None:
            raise BadRule(p.faults)
        return cls(maximum, scale, ratio)

    def points(self, value: str, best: Fraction | None = None) -> Fraction:  # noqa: ARG002  # for `relative` alone
        """ratio x maximum, exactly: 107/149 of 2 points is 214/149. Raises BadValue."""
        ratio = self.ratio(value)
        return ratio * self.maximum / MICRO if ratio >= self.floor else Fraction(0)

    def can_give(self, points: int) -> bool:
        """0, or anything from the floor's points up, rounded to 2 ... 6 decimals as people enter them."""
        return points == 0 or rounds_from(self._least(), points)

    def _least(self) -> Fraction:
        return self.floor * self.maximum / MICRO

    def possible(self) -> Text:
        """From 0 to the maximum, or 0 and from the floor's points up."""
        if not self.floor:
            return RatioRule.possible(self)
        return sentence("0; từ {0} đến {1}", "0; {0} to {1}", figure(self._least()), amount(self.maximum))

    def described(self) -> Text:
        """The product, and the floor where there is one."""
        if not self.floor:
            return sentence("Tỷ lệ đạt được nhân với {0} điểm.", "The ratio times {0} points.", amount(self.maximum))
        return sentence(
            "Tỷ lệ đạt được nhân với {0} điểm; dưới {1} được 0.",
            "The ratio times {0} points; below {1} none.",
            amount(self.maximum),
            percent(self.floor),
        )
