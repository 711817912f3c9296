"""What the handbook says of a scoring kind. The examples are at once the tests and the reference page."""

from __future__ import annotations

from typing import NamedTuple

from parindex.engine.problems import Text


class Param(NamedTuple):
    """One key of `rule_params`."""

    key: str
    meaning: Text
    required: bool = False


class Example(NamedTuple):
    """One worked case: parameters as JSON, the leaf's maximum, an entered value, and what must come out.

    `gives` is the arithmetic written by hand ("107/149*2"), or the codes of the faults that must be found. Without a
    `value` the parameters themselves are the case. `best` is the best unit's ratio, for `relative`.
    """

    params: str
    maximum: str
    value: str | None
    gives: str
    best: str | None = None

    @property
    def is_fault(self) -> bool:
        """Whether the case must be refused."""
        return self.gives[0].isalpha()


class Entry(NamedTuple):
    """A kind's page: what it is called, what it does, how its parameters and values are written."""

    name: Text
    meaning: Text
    value: Text
    params: tuple[Param, ...]
    examples: tuple[Example, ...]


UNIT = Param(
    "unit",
    Text(
        '"%": số không kèm dấu % là phần trăm; bỏ trống: là tỷ lệ từ 0 đến 1.',
        '"%": a number without a sign is per cent; left out: a share from 0 to 1.',
    ),
)
ITEM = (
    Param("item_vi", Text("Một mục là gì, tiếng Việt.", "What one item is, in Vietnamese.")),
    Param("item_en", Text("Một mục là gì, tiếng Anh.", "What one item is, in English.")),
)
RATIO = Text(
    "Tỷ lệ: “107/149”, “87,5%”, hoặc số theo đơn vị của quy tắc. Với đơn vị %, số trên 0 đến 1 không kèm dấu % bị từ "
    "chối vì có thể là 0,9% hoặc 90%.",
    'A ratio: "107/149", "87.5%", or a number in the rule\'s unit. With the unit %, a number above 0 and up to 1 '
    "without a sign is refused, since 0.9 may be 0.9% or 90%.",
)
COUNT = Text("Số mục: số nguyên từ 0.", "The number of items: a whole number from 0.")
