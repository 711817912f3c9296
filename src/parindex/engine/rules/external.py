"""A number from elsewhere, on its own scale: SIPAS 82.3 % x 10 = 8.23."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.points import MICRO
from parindex.engine.problems import Text
from parindex.engine.rules.base import BadRule
from parindex.engine.rules.handbook import Entry, Example, Param
from parindex.engine.rules.params import Params, place
from parindex.engine.rules.ratio import PER_CENT, RatioRule
from parindex.engine.rules.written import amount, figure, quoted, sentence

ENTRY = Entry(
    name=Text("Số liệu từ nguồn khác", "External"),
    meaning=Text(
        "Một số liệu do nơi khác công bố (ví dụ chỉ số hài lòng SIPAS), chia cho thang của nó, nhân với điểm tối đa.",
        "A number somebody else has published (a satisfaction index, say), divided by its scale, times the maximum.",
    ),
    value=Text(
        "Số trên thang, ví dụ 82,3; hoặc phần trăm kèm dấu %, hoặc dạng 4,1/5. Với thang 100, số trên 0 đến 1 không kèm "
        "dấu % bị từ chối vì có thể là 0,9% hoặc 90%.",
        "A number on the scale, such as 82.3; or per cent with the sign, or as 4.1/5. On the scale of 100, a number "
        "above 0 and up to 1 without a sign is refused, since 0.9 may be 0.9% or 90%.",
    ),
    params=(
        Param("scale", Text("Giá trị cao nhất của thang; bỏ trống: 100.", "The top of the scale; left out: 100.")),
    ),
    examples=(
        Example("{}", "10", "82,3%", "0.823*10"),
        Example("{}", "10", "82.3", "0.823*10"),
        Example('{"scale": 100}', "10", "100", "10"),
        Example('{"scale": 5}', "10", "4.1", "4.1/5*10"),
        Example('{"scale": 5}', "10", "4,1/5", "4.1/5*10"),
        Example('{"scale": 5}', "10", "0.9", "0.9/5*10"),
        Example('{"scale": 5}', "10", "82%", "0.82*10"),
        Example('{"scale": 5}', "10", "5.1", "over_whole"),
        Example("{}", "10", "0.823", "unclear_ratio"),
        Example("{}", "10", "101", "over_whole"),
        Example("{}", "10", "n/a", "not_a_number"),
        Example('{"scale": 0}', "10", None, "scale_not_positive"),
        Example('{"scale": "five"}', "10", None, "not_a_number"),
    ),
)


@dataclass(frozen=True, slots=True)
class External(RatioRule):
    """number / scale x maximum."""

    kind: ClassVar[str] = "external"
    entry: ClassVar[Entry] = ENTRY

    @classmethod
    def read(cls, params: Mapping[str, Any], maximum: int) -> Self:
        """The rule from `{"scale": 100}`, optional. Raises BadRule."""
        p = Params(params, maximum, ("scale",))
        raw = p.get("scale")
        scale = PER_CENT if raw is None else p.number(raw, place("scale"))
        if scale is not None and scale <= 0:
            p.add(
                "scale_not_positive",
                sentence("Thang {0} không lớn hơn 0.", "The scale {0} is not above 0.", quoted(raw)),
                Text("Ghi giá trị cao nhất của thang, ví dụ 100.", "Write the top of the scale, such as 100."),
            )
        if p.faults or scale is None:
            raise BadRule(p.faults)
        return cls(maximum, scale)

    def points(self, value: str, best: Fraction | None = None) -> Fraction:  # noqa: ARG002  # for `relative` alone
        """number / scale x maximum: 82.3 on a scale of 100 gives 8.23 of 10. Raises BadValue."""
        return self.ratio(value) * self.maximum / MICRO

    def described(self) -> Text:
        """The formula, with the scale."""
        return sentence(
            "Số liệu từ nguồn khác (thang {0}) chia cho {0}, nhân với {1} điểm.",
            "A number from elsewhere (on a scale of {0}) divided by {0}, times {1} points.",
            figure(self.scale),
            amount(self.maximum),
        )
