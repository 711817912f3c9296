"""Points that the appraiser gives, on a step where one is set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.points import MICRO, PLACES
from parindex.engine.problems import Text
from parindex.engine.rules.base import BadRule, BadValue, Fault, Rule
from parindex.engine.rules.handbook import Entry, Example, Param
from parindex.engine.rules.params import Params, place
from parindex.engine.rules.written import amount, quoted, read_number, sentence

ENTRY = Entry(
    name=Text("Chấm trực tiếp", "Manual"),
    meaning=Text(
        "Người thẩm định cho điểm từ 0 đến điểm tối đa; nếu có bước thì chỉ cho bội số của bước.",
        "The appraiser gives the points, from 0 to the maximum; where there is a step, in whole steps.",
    ),
    value=Text("Số điểm.", "The points."),
    params=(
        Param(
            "step",
            Text(
                "Bước điểm; điểm tối đa phải chia hết cho bước. Bỏ trống: tối đa sáu chữ số thập phân.",
                "The step; it must divide the maximum. Left out: any points of at most six decimals.",
            ),
        ),
    ),
    examples=(
        Example("{}", "2", "1.37", "1.37"),
        Example("{}", "2", "1,37", "1.37"),
        Example('{"step": 0.25}', "2", "1.75", "1.75"),
        Example('{"step": 0.25}', "2", "2", "2"),
        Example('{"step": 0.25}', "2", "1.8", "off_step"),
        Example("{}", "2", "2.01", "number_too_high"),
        Example("{}", "2", "-1", "negative_number"),
        Example("{}", "2", "0.3333333", "too_many_decimals"),
        Example("{}", "2", "good", "not_a_number"),
        Example("{}", "1200", "1.100", "unclear_number"),
        Example('{"step": 0.3}', "2", None, "step_not_dividing"),
        Example('{"step": 0}', "2", None, "not_positive"),
        Example('{"step": 3}', "2", None, "points_over_maximum"),
    ),
)


@dataclass(frozen=True, slots=True)
class Manual(Rule):
    """Points as given; `step` in micropoints, 1 where none is set."""

    step: int

    kind: ClassVar[str] = "manual"
    entry: ClassVar[Entry] = ENTRY

    @classmethod
    def read(cls, params: Mapping[str, Any], maximum: int) -> Self:
        """The rule from `{"step": 0.25}`, optional. Raises BadRule."""
        p = Params(params, maximum, ("step",))
        raw = p.get("step")
        step = 1 if raw is None else p.positive(raw, place("step"))
        if step is not None and maximum % step:
            p.add(
                "step_not_dividing",
                sentence(
                    "Điểm tối đa {1} không chia hết cho bước {0}.",
                    "The step {0} does not divide the maximum of {1}.",
                    amount(step),
                    amount(maximum),
                ),
                Text(
                    "Chọn bước chia hết điểm tối đa, ví dụ 0,25.",
                    "Choose a step that divides the maximum, such as 0.25.",
                ),
            )
        if p.faults or step is None:
            raise BadRule(p.faults)
        return cls(maximum, step)

    def points(self, value: str, best: Fraction | None = None) -> Fraction:  # noqa: ARG002  # for `relative` alone
        """The points as given. Raises BadValue."""
        given = read_number(value, Fraction(self.maximum, MICRO))
        if given * MICRO % self.step:
            raise BadValue(self._off_step(value))
        return given

    def _off_step(self, value: str) -> Fault:
        if self.step == 1:
            what = sentence(
                "{0} có quá {1} chữ số thập phân.", "{0} has more than {1} decimals.", quoted(value), PLACES
            )
            mend = sentence("Làm tròn đến {0} chữ số thập phân.", "Round it to {0} decimals.", PLACES)
            return Fault("too_many_decimals", what, mend)
        step = amount(self.step)
        return Fault(
            "off_step",
            sentence("{0} không phải bội số của {1}.", "{0} is not a multiple of {1}.", quoted(value), step),
            sentence("Cho điểm theo bước {0}.", "Give points in steps of {0}.", step),
        )

    def can_give(self, points: int) -> bool:
        """Whole steps; the maximum is one."""
        return points % self.step == 0

    def possible(self) -> Text:
        """From 0 to the maximum, with the step."""
        if self.step == 1:
            return sentence("từ 0 đến {0}", "0 to {0}", amount(self.maximum))
        return sentence(
            "từ 0 đến {0}, mỗi bước {1}", "0 to {0}, in steps of {1}", amount(self.maximum), amount(self.step)
        )

    def described(self) -> Text:
        """Who gives the points, and how."""
        return sentence("Người thẩm định cho điểm {0}.", "The appraiser gives {0} points.", self.possible())
