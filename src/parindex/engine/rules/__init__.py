"""The scoring rules: a closed list of kinds, as data. `read_rule` is the one way in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from parindex.engine.points import LARGEST
from parindex.engine.problems import Text
from parindex.engine.rules import adjustment
from parindex.engine.rules.bands import Bands
from parindex.engine.rules.base import BadRule, BadValue, Fault, Rule
from parindex.engine.rules.deduction import Deduction
from parindex.engine.rules.external import External
from parindex.engine.rules.levels import Levels
from parindex.engine.rules.manual import Manual
from parindex.engine.rules.params import nearest
from parindex.engine.rules.per_item import PerItem
from parindex.engine.rules.proportion import Proportion
from parindex.engine.rules.relative import Relative
from parindex.engine.rules.survey import Survey
from parindex.engine.rules.written import quoted, sentence
from parindex.engine.rules.yes_no import YesNo

__all__ = ["KINDS", "BadRule", "BadValue", "Fault", "Rule", "read_rule"]

KINDS: Mapping[str, type[Rule]] = MappingProxyType(
    {
        rule.kind: rule
        for rule in (Levels, YesNo, Bands, Proportion, Relative, PerItem, Deduction, Survey, External, Manual)
    }
)
"""Every kind a leaf may have, by the name in the `rule` column, in the order of the handbook."""


def read_rule(kind: str, params: Mapping[str, Any], maximum: int) -> Rule:
    """The rule of a leaf: its kind, its `rule_params` (JSON object, numbers as Decimal), its maximum in micropoints.

    Raises BadRule, and nothing else, with every fault.

    >>> read_rule("proportion", {"unit": "%"}, 2_000_000).points("107/149")
    Fraction(214, 149)
    """
    faults = [fault for fault in (_kind_fault(kind), _params_fault(params), _maximum_fault(maximum)) if fault]
    if faults:
        raise BadRule(faults)
    return KINDS[kind].read(params, maximum)


def _kind_fault(kind: object) -> Fault | None:
    if isinstance(kind, str) and kind in KINDS:
        return None
    if kind == adjustment.KIND:
        return adjustment.belongs_elsewhere()
    meant = nearest(kind, (*KINDS, adjustment.KIND)) if isinstance(kind, str) else None
    known = ", ".join(KINDS)
    return Fault(
        "unknown_rule",
        sentence("Không có quy tắc chấm điểm {0}.", "There is no scoring rule {0}.", quoted(kind)),
        sentence("Có phải “{0}”? Các quy tắc: {1}.", "Is “{0}” meant? The rules are: {1}.", meant, known)
        if meant
        else sentence("Các quy tắc: {0}.", "The rules are: {0}.", known),
    )


def _params_fault(params: object) -> Fault | None:
    if isinstance(params, Mapping):
        return None
    return Fault(
        "wrong_type",
        sentence(
            "Tham số {0} không phải một đối tượng JSON.", "The parameters {0} are no JSON object.", quoted(params)
        ),
        Text(
            'Ghi dạng {"unit": "%"}, hoặc {} khi không có tham số.', 'Write {"unit": "%"}, or {} where there are none.'
        ),
    )


def _maximum_fault(maximum: object) -> Fault | None:
    if isinstance(maximum, int) and not isinstance(maximum, bool) and 0 < maximum <= LARGEST:
        return None
    return Fault(
        "maximum_out_of_range",
        Text(
            "Điểm tối đa của tiêu chí phải lớn hơn 0 và không quá một triệu.",
            "A criterion's maximum must be above 0 and not over a million.",
        ),
        Text("Sửa điểm tối đa, ví dụ 2.", "Change the maximum, to 2 for example."),
    )
