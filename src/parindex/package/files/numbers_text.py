"""Reads numbers as people type them: decimal commas, thousands separators, typographic minus signs.

The evidence of a whole column decides. "0,5" can only be a half; "1,234" alone may be 1234 or 1.234, and is refused
unless the column's other numbers (or the file's semicolons) say how commas are used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MINUS = str.maketrans(dict.fromkeys("−–‒﹣－", "-"))
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009\u2007'’](?=\d{3}(?!\d))")
"""Spaces and apostrophes between groups of three digits."""

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)\Z", re.ASCII)
_GROUP = r"[1-9]\d{0,2}"
_COMMA_CLEAR = re.compile(
    rf"[+-]?(0\d*,\d+|\d*,\d{{1,2}}|\d*,\d{{4,}}|\d{{4,}},\d+|{_GROUP}(\.\d{{3}})+,\d+)\Z", re.ASCII
)
_COMMA_UNCLEAR = re.compile(rf"[+-]?{_GROUP},\d{{3}}\Z", re.ASCII)
_COMMA_GROUPS = re.compile(rf"[+-]?({_GROUP}(,\d{{3}}){{2,}}(\.\d*)?|{_GROUP}(,\d{{3}})+\.\d*)\Z", re.ASCII)
_POINT_UNCLEAR = re.compile(rf"[+-]?{_GROUP}\.\d{{3}}\Z", re.ASCII)
_POINT_GROUPS = re.compile(rf"[+-]?{_GROUP}(\.\d{{3}}){{2,}}\Z", re.ASCII)
_POINT_CLEAR = re.compile(r"[+-]?(0\d*\.\d+|\d*\.\d{1,2}|\d*\.\d{4,}|\d{4,}\.\d+)\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a column writes its numbers."""

    comma_decimal: bool = False
    comma_groups: bool = False
    point_decimal: bool = False
    point_groups: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """A number that can be read in two ways."""

    one: str
    other: str


def unusual(text: str) -> bool:
    """Whether a text is no number as the format writes it; most columns hold none, and are left alone."""
    return "," in text or text.count(".") > 1 or not text.isascii() or " " in text or "'" in text


def evidence(texts: Iterable[str], *, semicolons: bool) -> Evidence:
    """What the numbers of a column show; `semicolons`: the file's cells are separated by them, as where "," is decimal.

    >>> evidence(["0,5", "1,25"], semicolons=False).comma_decimal
    True
    """
    tidied = [tidy(text) for text in texts]
    comma = any(_COMMA_CLEAR.match(text) for text in tidied)
    comma_groups = any(_COMMA_GROUPS.match(text) for text in tidied)
    point = any(_POINT_CLEAR.match(text) for text in tidied) or comma_groups
    point_groups = any(("." in text and _COMMA_CLEAR.match(text)) or _POINT_GROUPS.match(text) for text in tidied)
    return Evidence(comma or (semicolons and not point and not comma_groups), comma_groups, point, bool(point_groups))


def tidy(text: str) -> str:
    """Without spaces between groups of digits, and with a plain minus sign.

    >>> tidy("−1 234")
    '-1234'
    """
    return _SPACES.sub("", text.translate(_MINUS))


def read(text: str, known: Evidence) -> str | Unclear:
    """The number as a plain decimal; the text itself where it is no number; Unclear where it may be two.

    >>> read("1.234,5", Evidence()), read("1,234", Evidence()), read("1,234", Evidence(comma_decimal=True))
    ('1234.5', Unclear(one='1.234', other='1234'), '1.234')
    """
    tidied = tidy(text)
    if _COMMA_UNCLEAR.match(tidied):
        return _settle(tidied, ",", decimal=known.comma_decimal, groups=known.comma_groups)
    if _POINT_UNCLEAR.match(tidied):
        # a decimal point is what the format asks for: only decimal commas around it make it doubtful
        doubtful = known.comma_decimal or known.point_groups
        return _settle(tidied, ".", decimal=not doubtful, groups=known.point_groups and not known.point_decimal)
    if _PLAIN.match(tidied):
        return tidied
    if _COMMA_CLEAR.match(tidied):
        return tidied.replace(".", "").replace(",", ".")
    if _COMMA_GROUPS.match(tidied):
        return tidied.replace(",", "")
    return tidied.replace(".", "") if _POINT_GROUPS.match(tidied) else text


def _settle(text: str, sign: str, *, decimal: bool, groups: bool) -> str | Unclear:
    one, other = text.replace(sign, "."), text.replace(sign, "")
    if decimal == groups:
        return Unclear(one, other)
    return one if decimal else other
