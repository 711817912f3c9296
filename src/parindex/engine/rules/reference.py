"""The reference page of the rules, made from their handbook entries; a test holds docs/reference/rules.md to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from parindex.engine.points import micropoints
from parindex.engine.problems import Text
from parindex.engine.rules import KINDS, BadRule, BadValue, Fault, adjustment, read_rule
from parindex.engine.rules.handbook import Entry, Example
from parindex.engine.rules.written import figure

OPENING = """\
# Scoring rules

<!-- Made from the rules themselves. Change the rule, then: python tests/engine/rules/test_reference.py -->

Every leaf of a criteria set has a rule (*quy tắc chấm điểm*): a kind in the column `rule`, its parameters as a JSON object
in `rule_params`, and the leaf's maximum in `max_points`. The list of kinds is closed, and a rule is data, never code.
Every example below is also a test.

| kind | *tiếng Việt* | points from | says itself why points are lost | entered points may be rounded |
|---|---|---|---|---|
"""

COMMON = """
## What holds for every rule

* **Arithmetic is exact.** Points that the set names (levels, bands, steps) have six decimals at most.
* **Every fault is told at once**, each with what is wrong and how to mend it, in Vietnamese and English.
* **A key that nearly is a known one is a fault** (`flor` for `floor`). Other unknown keys are somebody's notes and stay.
* **Numbers** are JSON numbers, or text where it can be read in one way only: `"0,5"` and `"0.5"` are the same.
* **The maximum can be reached.** A rule under which nobody can have it is a fault.
* **Entered points agree with the entered value** when they are equal. Where the rule divides (the last column above), the
  exact points rounded half up to 2, 3, 4, 5 or 6 decimals agree as well: 107/149 × 2 = 1.436241… agrees with 1.44 and
  1.4362, and not with 1.4 or 1.43.
* **Points that no value could give** are found the same way: 0.6 under the levels 1, 0.5, 0; 0.3 in steps of 0.25.

## How values are written

* A decimal comma and a decimal point are the same: `87,5%`, `87.5%`.
* Thousands may be separated where the reading stays clear: `1.490/1.500` and `12.345,6/20.000` are, `950/1.000` is not
  (a thousand, or one?) and is refused.
* Nothing is guessed. With the unit `%`, a bare number above 0 and up to 1 is refused: a spreadsheet stores 90 % as `0.9`,
  and 0.9 % is a ratio too. Write `90%` or `0.9%`.
"""


def reference() -> str:
    """The whole page, Markdown, with Vietnamese terms beside the English."""
    entries = [*((kind, rule.entry) for kind, rule in KINDS.items()), (adjustment.KIND, adjustment.ENTRY)]
    parts = [OPENING, *(_overview(kind, entry) for kind, entry in entries), COMMON]
    return "".join([*parts, *(_chapter(kind, entry) for kind, entry in entries)])


def _overview(kind: str, entry: Entry) -> str:
    rule = KINDS.get(kind)
    explains, rounds = (_tick(rule is not None and yes) for yes in (rule and rule.explains_loss, rule and rule.rounds))
    return _row([f"[`{kind}`](#{kind})", f"*{entry.name.vi}*", entry.meaning.en, explains, rounds])


def _tick(yes: object) -> str:
    return "yes" if yes else ""


def _chapter(kind: str, entry: Entry) -> str:
    lines = [
        f"\n## {kind}\n\n",
        f"**{entry.name.en}** (*{entry.name.vi}*). {entry.meaning.en}\n\n",
        f"*{entry.meaning.vi}*\n\n",
    ]
    if entry.params:
        lines += _table(("parameter", "", "meaning", "*ý nghĩa*"), _params(entry))
    if kind in KINDS:
        lines += [f"\nValue: {entry.value.en}\n\n*Giá trị: {entry.value.vi}*\n\n", *_readings(kind, entry)]
    lines += _table(("parameters", "maximum", "value", "gives"), _examples(kind, entry.examples))
    return "".join(lines)


def _params(entry: Entry) -> Iterator[list[str]]:
    for param in entry.params:
        yield [f"`{param.key}`", "needed" if param.required else "optional", param.meaning.en, f"*{param.meaning.vi}*"]


def _readings(kind: str, entry: Entry) -> list[str]:
    """The first example's rule, as the product itself says it."""
    first = entry.examples[0]
    rule = read_rule(kind, _json(first), micropoints(first.maximum))
    told, possible = rule.described(), rule.possible()
    return [f"The first rule below in a sentence: {told.en} (*{told.vi}*) It can give: {possible.en}.\n\n"]


def _examples(kind: str, examples: Iterable[Example]) -> Iterator[list[str]]:
    """Parameters and maximum are written once for the cases that share them."""
    before = None
    for example in examples:
        rule = [f"`{example.params}`", example.maximum]
        yield [*(["″", "″"] if rule == before else rule), *_case(kind, example)]
        before = rule


def _case(kind: str, example: Example) -> list[str]:
    value = "" if example.value is None else f"`{example.value}`" if example.value else "(empty)"
    best = f", best `{example.best}`" if example.best else ""
    return [value + best, _outcome(kind, example)]


def _outcome(kind: str, example: Example) -> str:
    if example.is_fault:
        return "<br>".join(
            f"`{fault.code}`: {_plain(fault.what)} {_plain(fault.mend)}" for fault in _faults(kind, example)
        )
    rule = read_rule(kind, _json(example), micropoints(example.maximum))
    points = figure(rule.points(example.value or "", Fraction(example.best) if example.best else None)).en
    sums = example.gives.replace("*", " × ").replace("/", " ÷ ").replace("  ", " ")
    return sums if sums == points else f"{sums} = {points}"


def _faults(kind: str, example: Example) -> list[Fault]:
    try:
        rule = read_rule(kind, _json(example), micropoints(example.maximum))
        rule.points(example.value or "", Fraction(example.best) if example.best else None)
    except BadRule as bad:
        return bad.faults
    except BadValue as bad:
        return [bad.fault]
    return []


def _json(example: Example) -> dict[str, object]:
    found: dict[str, object] = json.loads(example.params, parse_float=Decimal)
    return found


def _plain(text: Text) -> str:
    return text.en.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;")


def _table(heads: Iterable[str], rows: Iterable[list[str]]) -> list[str]:
    heads = list(heads)
    return [_row(heads), "|" + "---|" * len(heads) + "\n", *(_row(row) for row in rows)]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"
