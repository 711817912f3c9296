"""The maximum less so much for each item, not under 0: -0.25 a late report."""

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

_EXAMPLE = '"per_item": 0.25'
_LATE = '{"per_item": 0.25, "item_vi": "báo cáo chậm", "item_en": "late report"}'

ENTRY = Entry(
    name=Text("Trừ điểm", "Deduction"),
    meaning=Text(
        "Từ điểm tối đa, mỗi mục bị trừ một số điểm, không dưới 0.",
        "From the maximum, each item takes points away, not under 0.",
    ),
    value=COUNT,
    params=(
        Param(
            "per_item",
            Text("Điểm trừ cho mỗi mục, không kèm dấu trừ.", "Points taken for each item, without a minus sign."),
            required=True,
        ),
        *ITEM,
    ),
    examples=(
        Example(_LATE, "1", "0", "1"),
        Example(_LATE, "1", "3", "1 - 3*0.25"),
        Example(_LATE, "1", "7", "0"),
        Example('{"per_item": 0.3}', "1", "3", "1 - 3*0.3"),
        Example('{"per_item": 0.3}', "1", "4", "0"),
        Example(_LATE, "1", "one", "not_a_count"),
        Example(_LATE, "1", "1/2", "not_a_count"),
        Example("{}", "1", None, "missing_key"),
        Example('{"per_item": -0.25}', "1", None, "negative_number"),
        Example('{"per_item": 25}', "1", None, "points_over_maximum"),
        Example('{"per_item": 0.25, "item_vi": 5}', "1", None, "wrong_type"),
        Example('{"per_item": NaN, "item_vi": 5}', "1", None, "wrong_type, not_a_number"),
    ),
)


@dataclass(frozen=True, slots=True)
class Deduction(Rule):
    """maximum - items x step, not under 0; `step` in micropoints."""

    step: int
    item: Text

    kind: ClassVar[str] = "deduction"
    entry: ClassVar[Entry] = ENTRY

    @classmethod
    def read(cls, params: Mapping[str, Any], maximum: int) -> Self:
        """The rule from `{"per_item": 0.25, "item_vi": ..., "item_en": ...}`. Raises BadRule."""
        p = Params(params, maximum, ("per_item", "item_vi", "item_en"))
        raw, item = p.needed("per_item", _EXAMPLE), p.items()
        step = None if raw is None else p.positive(raw, place("per_item"))
        if p.faults or step is None:
            raise BadRule(p.faults)
        return cls(maximum, step, item)

    def points(self, value: str, best: Fraction | None = None) -> Fraction:  # noqa: ARG002  # for `relative` alone
        """maximum - items x step, not under 0. Raises BadValue: not_a_count."""
        return Fraction(max(0, self.maximum - read_count(value) * self.step), MICRO)

    def can_give(self, points: int) -> bool:
        """The maximum less whole steps, and 0."""
        return points == 0 or (self.maximum - points) % self.step == 0

    def possible(self) -> Text:
        """The maximum, one step less, two steps less ... 0."""
        return spelled_out(range(self.maximum, 0, -self.step), 0, self.step)

    def described(self) -> Text:
        """What is taken away, and from what."""
        return sentence(
            "Điểm tối đa {2}, trừ {1} cho mỗi {0}, không dưới 0.",
            "{2} less {1} for each {0}, not under 0.",
            self.item,
            amount(self.step),
            amount(self.maximum),
        )
