"""From what is entered for a leaf to its points: the engine's rule, once, for every screen and action."""

from __future__ import annotations

from fractions import Fraction

from parindex.engine.points import PLACES, half_up
from parindex.engine.rules import BadValue, Rule


def points_of(rule: Rule, value: str, best: Fraction | None = None) -> int:
    """The micropoints a value gives, rounded half up to the millionth of a point. Raises BadValue.

    best: the best unit's ratio, for `relative` alone. 107/149 of 2 points is 1.436242.
    """
    return half_up(rule.points(value, best), PLACES)


def try_points(rule: Rule | None, value: str, best: Fraction | None = None) -> int | None:
    """The micropoints, None where the value is empty or the rule cannot read it (yet)."""
    if rule is None or not value:
        return None
    try:
        return points_of(rule, value, best)
    except BadValue:
        return None


def ratio_of(rule: Rule, value: str) -> Fraction | None:
    """The ratio an entered value says, for rules that take one; None otherwise or where it cannot be read."""
    read = getattr(rule, "ratio", None)
    if read is None or not value:
        return None
    try:
        ratio: Fraction = read(value)
    except BadValue:
        return None
    return ratio
