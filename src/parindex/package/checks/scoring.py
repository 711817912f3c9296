"""A leaf's scoring rule, from the columns `rule` and `rule_params`."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parindex.engine.problems import Text
from parindex.engine.rules import KINDS, read_rule
from parindex.engine.rules.base import BadRule, Rule
from parindex.package.catalogue import criteria as says
from parindex.package.catalogue.kind import quoted

if TYPE_CHECKING:
    from parindex.package.listing import Listing
    from parindex.package.tables import Table

LONGEST = 100_000
"""Characters of parameters that are read; real ones have a few hundred."""

_EXAMPLES = {
    "levels": '{"levels": [{"points": 1, "name_vi": "Đạt"}, {"points": 0, "name_vi": "Không đạt"}]}',
    "proportion": '{"unit": "%"}',
}


def read_leaf_rule(
    table: Table, at: int, written: tuple[str, str, str], maximum: int | None, listing: Listing
) -> Rule | None:
    """The rule of the leaf at record `at`; None, with everything wrong listed, where there is none.

    written: the leaf's code, rule and rule_params. Without a readable maximum only the JSON is checked.
    """
    code, kind, params = written
    known = Text(", ".join(KINDS), ", ".join(KINDS))
    if not kind:
        listing.add(says.RULE_MISSING, table.where(at, "rule"), code=code, known=known)
        return None
    given = _read_params(params, kind, table, at, listing) if kind in KINDS else {}
    if given is None or (maximum is None and kind in KINDS):
        return None
    try:
        return read_rule(kind, given, maximum or 1)
    except BadRule as bad:
        for fault in bad.faults:
            listing.fault(table.where(at, "rule_params" if kind in KINDS else "rule"), fault)
    return None


class _Twice(ValueError):
    """A key stands twice in one object."""


def _read_params(text: str, kind: str, table: Table, at: int, listing: Listing) -> dict[str, Any] | None:
    where = table.where(at, "rule_params")
    if not text:
        return {}
    try:
        given = json.loads(
            text[:LONGEST], parse_float=Decimal, parse_int=Decimal, parse_constant=_refuse, object_pairs_hook=_once
        )
    except _Twice as twice:
        listing.add(says.PARAMS_TWICE, where, value=str(twice))
        return None
    except (ValueError, RecursionError, ArithmeticError) as error:
        listing.add(says.PARAMS_UNREADABLE, where, fault=_fault(error), example=_example(kind))
        return None
    if isinstance(given, dict):
        return given
    fault = Text("thiếu dấu { } bao ngoài", "the braces { } around it are missing")
    listing.add(says.PARAMS_UNREADABLE, where, fault=fault, example=_example(kind))
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = value
    return found


def _refuse(word: str) -> Any:
    raise ValueError(word)


def _fault(error: Exception) -> Text:
    if isinstance(error, json.JSONDecodeError):
        place = f"{error.pos + 1}"
        return Text(f"sai từ ký tự thứ {place}", f"wrong from character {place} on")
    if isinstance(error, ValueError):
        return Text(f"không dùng được “{quoted(str(error))}”", f"“{quoted(str(error))}” cannot be used")
    return Text("lồng nhau quá sâu", "nested too deep")


def _example(kind: str) -> Text:
    example = _EXAMPLES.get(kind, "{}")
    return Text(example, example)
