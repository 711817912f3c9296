"""Points for each item, up to the maximum: 0.5 a regulation, at most 2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.points import MICRO
from parindex.engine.problems import Text
from parindex.engine.rules.base import BadRule, Rule
from parindex.engine.rules.handbook import COUNT, ITEM, Entry, Example, Param
from parindex.engine.rules.items import read_count, spelled_out
from parindex.engine.rules.params import Params, place
from parindex.engine.rules.written import amount, sentence

_EXAMPLE = '"per_item": 0.5'
_LAW = '{"per_item": 0.5, "item_vi": "văn bản", "item_en": "regulation"}'

ENTRY = Entry(
    name=Text("Theo số mục", "Per item"),
    meaning=Text(
        "Mỗi mục được một số điểm, cộng lại không quá điểm tối đa.",
        "Each item gives points; together not more than the maximum.",
    ),
    value=COUNT,
    params=(
        Param("per_item", Text("Điểm cho mỗi mục.", "Points for each item."), required=True),
        Param(
            "at_most",
            Text(
                "Tổng điểm không quá; nếu ghi thì phải bằng điểm tối đa của tiêu chí.",
                "The points at most; where it is written, it must be the leaf's maximum.",
            ),
        ),
        *ITEM,
    ),
    examples=(
        Example(_LAW, "2", "3", "3*0.5"),
        Example(_LAW, "2", "0", "0"),
        Example(_LAW, "2", "9", "2"),
        Example('{"per_item": 0.3}', "1", "4", "1"),
        Example('{"per_item": "0,3", "at_most": 1}', "1", "3", "3*0.3"),
        Example(_LAW, "2", "2.5", "not_a_count"),
        Example(_LAW, "2", "-1", "not_a_count"),
        Example(_LAW, "2", "1.000", "not_a_count"),
        Example("{}", "2", None, "missing_key"),
        Example('{"per_item": -0.5}', "2", None, "negative_number"),
        Example('{"per_item": 0}', "2", None, "not_positive"),
        Example('{"per_item": 3}', "2", None, "points_over_maximum"),
        Example('{"per_item": 0.0000005}', "2", None, "too_many_decimals"),
        Example('{"per_item": 0.5, "at_most": 1}', "2", None, "maximum_out_of_reach"),
        Example('{"peritem": 0.5}', "2", None, "misspelt_key, missing_key"),
    ),
)


@dataclass(frozen=True, slots=True)
class PerItem(Rule):
    """items x step, capped at the maximum; `step` in micropoints."""

    step: int
    item: Text

    kind: ClassVar[str] = "per_item"
    entry: ClassVar[Entry] = ENTRY

    @classmethod
    def read(cls, params: Mapping[str, Any], maximum: int) -> Self:
        """The rule from `{"per_item": 0.5, "item_vi": ..., "item_en": ...}`. Raises BadRule."""
        p = Params(params, maximum, ("per_item", "at_most", "item_vi", "item_en"))
        raw, item = p.needed("per_item", _EXAMPLE), p.items()
        step = None if raw is None else p.positive(raw, place("per_item"))
        _check_cap(p)
        if p.faults or step is None:
            raise BadRule(p.faults)
        return cls(maximum, step, item)

    def points(self, value: str, best: Fraction | None = None) -> Fraction:  # noqa: ARG002  # for `relative` alone
        """items x step, at most the maximum. Raises BadValue: not_a_count."""
        return Fraction(min(self.maximum, read_count(value) * self.step), MICRO)

    def can_give(self, points: int) -> bool:
        """Whole steps, and the maximum."""
        return points == self.maximum or points % self.step == 0

    def possible(self) -> Text:
        """0, one step, two steps ... the maximum."""
        return spelled_out(range(0, self.maximum, self.step), self.maximum, self.step)

    def described(self) -> Text:
        """Points for an item, and the cap."""
        return sentence(
            "Mỗi {0} được {1} điểm, tối đa {2}.",
            "{1} points for each {0}, at most {2}.",
            self.item,
            amount(self.step),
            amount(self.maximum),
        )


def _check_cap(p: Params) -> None:
    raw = p.get("at_most")
    cap = None if raw is None else p.points(raw, place("at_most"))
    if cap is not None and cap < p.maximum:
        p.out_of_reach(amount(cap), amount(p.maximum))
