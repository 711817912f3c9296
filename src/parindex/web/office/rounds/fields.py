"""Inputs of these screens, and how what was sent is read: moments in local time, points with a decimal comma."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from parindex.engine.problems import Text
from parindex.grammar.clock import PLACE, local
from parindex.rounds.standards import EARLIEST, LATEST

NOTHING = Text("", "")
_WRITTEN = re.compile(r"(?:(\d{1,2}):(\d{2})\s+)?(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2}))?\Z")


class Option(NamedTuple):
    """A choice of a list."""

    value: str
    label: str


class Input(NamedTuple):
    """A field. kind: "text", "area", "number", "moment", "select"; wide: as long as a line."""

    name: str
    label: Text
    value: str = ""
    kind: str = "text"
    hint: Text = NOTHING
    fault: Text | None = None
    options: tuple[Option, ...] = ()
    required: bool = False

    @property
    def short(self) -> bool:
        """Whether it is a short one."""
        return self.kind in {"number", "moment"}


def filled(inputs: Iterable[Input], values: Mapping[str, Any], faults: Mapping[str, Text]) -> list[Input]:
    """The same inputs with what is entered and what is wrong with it."""
    return [field._replace(value=str(values.get(field.name) or ""), fault=faults.get(field.name)) for field in inputs]


def read_moment(text: str) -> datetime | None:
    """A moment as people write it ("17:00 09/02/2018", "09/02/2018 17:00") or in ISO's way, local time.

    Raises ValueError for what is neither; None for nothing.
    """
    text = text.strip()
    if not text:
        return None
    found = _WRITTEN.match(text)
    if found is None:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=PLACE)
    else:
        day, month, year = (int(found[at]) for at in (3, 4, 5))
        hour, minute = (int(found[at] or found[at + 5] or 0) for at in (1, 2))
        moment = datetime(year, month, day, hour, minute, tzinfo=PLACE)
    if not EARLIEST <= moment.year <= LATEST:
        raise ValueError(text)
    return moment


def moment_value(moment: datetime | None) -> str:
    """How a moment stands in a field, the same in every browser: 17:00 09/02/2018, local time."""
    return local(moment).strftime("%H:%M %d/%m/%Y") if moment else ""


def read_number(text: str) -> int | float | str | None:
    """A number with comma or point; None for nothing, the text itself where it is none (the checks name it)."""
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    if re.fullmatch(r"-?\d{1,9}", plain):
        return int(plain)
    return float(plain) if re.fullmatch(r"-?\d{1,9}\.\d{1,6}", plain) else text.strip()


def listed_faults(faults: Mapping[str, Text], names: Mapping[str, Text]) -> list[tuple[str, Text]]:
    """Faults for the summary on top of a form: (field, sentence that names the field)."""
    return [
        (field, Text(f"{names[field].vi}: {fault.vi}", f"{names[field].en}: {fault.en}") if field in names else fault)
        for field, fault in faults.items()
    ]


MOMENT_FAULT = Text("Nhập ngày giờ, ví dụ 17:00 09/02/2018.", "Enter day and hour, such as 17:00 09/02/2018.")
