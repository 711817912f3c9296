"""The entry a rule needs, as fields of a form: levels, conditions, numerator and denominator, a count, a number.

`entry(rule, value)` for the template ui/entry.html; `written(rule, form)` makes the value again out of what was sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from parindex.engine.points import MICRO
from parindex.engine.problems import Text
from parindex.engine.rules import KINDS, Rule
from parindex.engine.rules.levels import Levels
from parindex.engine.rules.yes_no import YesNo

RATIOS = frozenset({"bands", "proportion", "relative"})
COUNTS = frozenset({"per_item", "deduction"})
_QUOTIENT = re.compile(r"\s*([^/]*?)\s*/\s*([^/]*?)\s*\Z")


class Option(NamedTuple):
    """A choice: what is sent, what is read, and its points where it has some (micropoints)."""

    value: str
    label: Text
    points: int | None
    chosen: bool


class Field(NamedTuple):
    """An input. kind: "options", "number" or "text"; name: as it is sent."""

    name: str
    label: Text
    kind: str
    value: str = ""
    hint: Text = Text("", "")
    options: tuple[Option, ...] = ()


class EntryForm(NamedTuple):
    """The fields of a rule. kind: the rule's; described: the rule in a sentence; maximum: micropoints."""

    kind: str
    fields: tuple[Field, ...]
    described: Text
    maximum: int

    @property
    def is_ratio(self) -> bool:
        """Whether it is shown as a sum: numerator ÷ denominator × maximum."""
        return self.kind in RATIOS


def entry(rule: Rule, value: str = "", prefix: str = "entry") -> EntryForm:
    """The form for a rule, filled with a value."""
    return EntryForm(rule.kind, tuple(_fields(rule, value, prefix)), rule.described(), rule.maximum)


def written(rule: Rule, form: Mapping[str, str], prefix: str = "entry") -> str:
    """The value as the rule reads it, out of the fields sent; "" where nothing was entered."""
    sent = {key: str(text).strip() for key, text in form.items() if key.startswith(prefix)}
    if isinstance(rule, YesNo) and len(rule.conditions) > 1:
        marks = [sent.get(f"{prefix}_{at}", "") for at in range(len(rule.conditions))]
        return ";".join(marks) if all(marks) else ""
    if rule.kind in RATIOS:
        top, bottom = sent.get(f"{prefix}_top", ""), sent.get(f"{prefix}_bottom", "")
        if top and bottom:
            return f"{top}/{bottom}"
        return top if not top or top.endswith("%") or not top[-1:].isdigit() else f"{top}%"
    return sent.get(prefix, "")


def level_value(name: Text, points: int) -> str:
    """How a level is written: by its name, or by its points where it has none."""
    return name.vi or name.en or format(points / MICRO, "f")


def _fields(rule: Rule, value: str, prefix: str) -> list[Field]:
    if isinstance(rule, Levels):
        return [_levels(rule, value, prefix)]
    if isinstance(rule, YesNo):
        return _conditions(rule, value, prefix)
    if rule.kind in RATIOS:
        return _ratio(value, prefix)
    label = KINDS[rule.kind].entry.name
    if rule.kind in COUNTS:
        item = getattr(rule, "item", Text("", ""))
        named = item if item.vi or item.en else Text("Số lượng", "Count")
        return [Field(prefix, named, "number", value)]
    if rule.kind == "survey":
        return [Field(prefix, Text("Kết quả khảo sát", "Survey result"), "text", value, KINDS["survey"].entry.value)]
    return [Field(prefix, Text("Số điểm", "Points") if rule.kind == "manual" else label, "number", value)]


def _levels(rule: Levels, value: str, prefix: str) -> Field:
    given = None
    if value:
        from parindex.criteria.scoring import try_points

        given = try_points(rule, value)
    options = []
    for level in rule.levels:
        text = level_value(level.name, level.points)
        options.append(Option(text, level.name, level.points, chosen=given is not None and level.points == given))
    return Field(prefix, Text("Mức đạt", "Level"), "options", value, options=tuple(options))


def _conditions(rule: YesNo, value: str, prefix: str) -> list[Field]:
    many = len(rule.conditions)
    if many < 2:
        named = rule.conditions[0] if rule.conditions else Text("Đạt yêu cầu", "Requirement met")
        return [Field(prefix, named, "options", value, options=_yes_no(value.strip().casefold(), ("có", "không")))]
    marks = [mark.strip() for mark in value.split(";")] if ";" in value else [""] * many
    return [
        Field(f"{prefix}_{at}", name, "options", mark, options=_yes_no(mark, ("1", "0")))
        for at, (name, mark) in enumerate(zip(rule.conditions, marks + [""] * many, strict=False))
    ]


def _yes_no(mark: str, values: tuple[str, str]) -> tuple[Option, ...]:
    yes, no = values
    return (
        Option(yes, Text("Có", "Yes"), None, chosen=mark in {yes, "1", "yes"}),
        Option(no, Text("Không", "No"), None, chosen=mark in {no, "0", "no"}),
    )


def _ratio(value: str, prefix: str) -> list[Field]:
    found = _QUOTIENT.match(value)
    top, bottom = (found[1], found[2]) if found else (value, "")
    return [
        Field(f"{prefix}_top", Text("Số đạt", "Achieved"), "number", top),
        Field(
            f"{prefix}_bottom",
            Text("Tổng số", "Of all"),
            "number",
            bottom,
            Text("Để trống nếu ô bên là tỷ lệ %", "Leave empty where the other field is per cent"),
        ),
    ]
