"""Bonus and penalty are known by name, but they stand apart from the tree: no leaf is scored by them."""

from __future__ import annotations

from parindex.engine.problems import Text
from parindex.engine.rules.base import Fault
from parindex.engine.rules.handbook import Entry, Example

KIND = "adjustment"

ENTRY = Entry(
    name=Text("Điểm thưởng, điểm trừ", "Adjustment"),
    meaning=Text(
        "Điểm thưởng hoặc điểm trừ của cả đơn vị, có giới hạn riêng, nằm ngoài bộ tiêu chí. Ghi trong bảng adjustments, "
        "không dùng làm quy tắc của tiêu chí.",
        "A bonus or penalty for a unit as a whole, with a cap of its own, apart from the tree. It is written in the "
        "table `adjustments` and is no rule of a leaf.",
    ),
    value=Text("Không có.", "None."),
    params=(),
    examples=(Example("{}", "1", None, "adjustment_is_no_rule"),),
)


def belongs_elsewhere() -> Fault:
    """The fault of a leaf that names it as its rule."""
    return Fault(
        "adjustment_is_no_rule",
        Text(
            "Điểm thưởng, điểm trừ không phải là quy tắc của một tiêu chí.",
            "A bonus or penalty is not the rule of a criterion.",
        ),
        Text(
            "Ghi điểm thưởng, điểm trừ trong bảng adjustments; mức giới hạn trong parindex.adjustments.",
            "Write bonuses and penalties in the table adjustments, their caps under parindex.adjustments.",
        ),
    )
