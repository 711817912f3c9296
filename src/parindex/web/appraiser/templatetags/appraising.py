"""How the workbench says percentages and short moments."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from django import template

from parindex.engine.points import shown
from parindex.grammar.clock import local
from parindex.rounds.models import RoundUnit
from parindex.web.ui.speech import language, number, said

register = template.Library()


@register.filter
def percent(value: Fraction | None) -> str:
    """72,75%: an exact percentage with two decimals."""
    return "" if value is None else f"{number(shown(value, 2))}%"


@register.filter
def short_name(round_unit: RoundUnit) -> str:
    """A unit as narrow lists have it: its short form where the register has one."""
    return (round_unit.unit.short_vi if language() == "vi" else "") or said(round_unit)


@register.filter
def hour(value: datetime | None) -> str:
    """10:52, in local time."""
    return "" if value is None else local(value).strftime("%H:%M")


@register.filter
def moment_short(value: datetime | None) -> str:
    """07/02 15:12, in local time."""
    return "" if value is None else local(value).strftime("%d/%m %H:%M")
