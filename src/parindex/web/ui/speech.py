"""Words, numbers and dates as people read them: decimal comma and "04 đơn vị" in Vietnamese, plain forms in English."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language

from parindex.engine.points import MICRO, plain, shown
from parindex.engine.problems import Text
from parindex.grammar.clock import local

MINUS = "−"


def language() -> str:
    """The language of this request: "vi" or "en"."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def said(value: Any) -> str:
    """A Text, or anything with name_vi and name_en (or title_vi and title_en), in the language of the request."""
    if value is None:
        return ""
    if isinstance(value, Text):
        return value.said(language())
    for stem in ("name", "title"):
        if hasattr(value, f"{stem}_vi"):
            return Text(getattr(value, f"{stem}_vi"), getattr(value, f"{stem}_en")).said(language())
    return str(value)


def number(text: str) -> str:
    """A plain decimal string as written in the language: "1234.5" is 1.234,5 in Vietnamese, 1,234.5 in English."""
    sign, digits = ("", text) if not text.startswith("-") else (MINUS, text[1:])
    whole, _, part = digits.partition(".")
    point, thousands = (".", ",") if language() == "en" else (",", ".")
    grouped = f"{int(whole):,}".replace(",", thousands) if whole.isdigit() else whole
    return f"{sign}{grouped}{point}{part}" if part else f"{sign}{grouped}"


def points(value: int | None, places: int | None = 2) -> str:
    """Micropoints with `places` decimals, half up; None for as many as the number has.

    >>> points(1_436_242, 4)
    '1,4362'
    """
    if value is None:
        return ""
    return number(plain(value) if places is None else shown(Fraction(value, MICRO), places))


def signed(value: int | None, places: int | None = 2) -> str:
    """Micropoints with their sign: +0,30, −1,00; a plain 0,00 where nothing changed."""
    if value is None:
        return ""
    text = points(value, places)
    return f"+{text}" if value > 0 else text


def day(value: date | datetime | None) -> str:
    """09/02/2018, in local time."""
    if value is None:
        return ""
    when = local(value) if isinstance(value, datetime) else value
    return when.strftime("%d/%m/%Y")


def moment(value: datetime | None) -> str:
    """17:00 ngày 09/02/2018, in local time."""
    if value is None:
        return ""
    when = local(value)
    between = " on " if language() == "en" else " ngày "
    return when.strftime("%H:%M") + between + when.strftime("%d/%m/%Y")


def count(value: int) -> str:
    """A count in prose: 04 under ten in Vietnamese, plain in English."""
    return f"{value:02d}" if language() == "vi" and 0 < value < 10 else number(str(value))
