"""Numbers of points as they stand in cells."""

from __future__ import annotations

import re

from parindex.engine.points import LARGEST, MICRO, PLACES, micropoints
from parindex.engine.problems import Text

_WHOLE_DIGITS = len(str(LARGEST // MICRO))
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)\Z", re.ASCII)


def read_points(text: str) -> int | None:
    """Micropoints, or None where the text is no number that the format takes.

    Nearly every cell is short and plain, and is read several times as fast as any number can be.

    >>> read_points("1.25"), read_points("-0.5"), read_points("a lot")
    (1250000, -500000, None)
    """
    whole, _, part = text.partition(".")
    if whole.isdigit() and whole.isascii() and len(whole) < _WHOLE_DIGITS and len(part) <= PLACES:
        if not part:
            return int(whole) * MICRO
        if part.isdigit() and part.isascii():
            return int(whole + part.ljust(PLACES, "0"))
    try:
        return micropoints(text)
    except ValueError:
        return None


def unreadable(text: str) -> Text:
    """Why `read_points` refuses a text, as the end of a sentence."""
    if not text:
        return Text("chưa nhập", "not given")
    if not _DECIMAL.match(text):
        return Text("không phải là số", "not a number")
    if "." in text and len(text.partition(".")[2].rstrip("0")) > PLACES:
        return Text("có quá sáu chữ số thập phân", "more than six decimals")
    return Text("vượt quá 1.000.000", "over 1,000,000")
