"""Numbers as people write and read them: decimal comma or point, thousands separators, sentences in two languages."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from parindex.engine.points import PLACES, plain, shown
from parindex.engine.problems import Text
from parindex.engine.rules.base import BadValue, Fault

LONGEST = 40
"""Characters of the longest number that is read; more is no count and no ratio of an office."""

_LOOK_ALIKES = str.maketrans({"％": "%", "／": "/", "⁄": "/", "∕": "/", "−": "-"})


def _convention(decimal: str, thousands: str) -> re.Pattern[str]:
    whole = rf"(?:[1-9]\d{{0,2}}(?:[{thousands} ]\d{{3}})+|\d+)"
    return re.compile(rf"[+-]?(?:{whole}(?:[{decimal}]\d*)?|[{decimal}]\d+)", re.ASCII)


CONVENTIONS = {".": _convention(".", ","), ",": _convention(",", ".")}
"""The two ways of writing numbers, by their decimal sign: 1,234.5 and 1.234,5."""


def tidy(text: str) -> str:
    """NFC, one blank between words, and the ordinary sign for look-alikes of %, / and -."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES).split())


def fold(name: str) -> str:
    """A name reduced to what tells it from others: without blanks, capitals or the way its accents are stored."""
    return unicodedata.normalize("NFC", "".join(unicodedata.normalize("NFC", name).casefold().split()))


def read_as(text: str, decimal: str) -> Fraction | None:
    """The number that `text` is where `decimal` is the decimal sign; None where it is none.

    >>> read_as("1.490", "."), read_as("1.490", ","), read_as("0,5", ".")
    (Fraction(149, 100), Fraction(1490, 1), None)
    """
    if len(text) > LONGEST or not CONVENTIONS[decimal].fullmatch(text):
        return None
    thousands = "," if decimal == "." else "."
    return Fraction(text.replace(" ", "").replace(thousands, "").replace(decimal, ".").removesuffix("."))


def readings(text: str) -> frozenset[Fraction]:
    """Every number that `text` may mean: none, one, or two ("1.490" is 1.49 or 1490)."""
    text = tidy(text)
    return frozenset(number for sign in CONVENTIONS if (number := read_as(text, sign)) is not None)


def read_number(text: str, highest: Fraction) -> Fraction:
    """The one number from 0 to `highest` that `text` can mean.

    Raises BadValue: not_a_number, negative_number, number_too_high, unclear_number.
    """
    found = readings(text)
    fitting = [number for number in found if 0 <= number <= highest]
    if len(fitting) == 1:
        return fitting[0]
    if not found:
        raise BadValue(not_a_number(text))
    if fitting:
        raise BadValue(unclear_number(text))
    if min(found) < 0:
        raise BadValue(negative_number(text))
    raise BadValue(
        Fault(
            "number_too_high",
            sentence("{0} vượt quá {1}.", "{0} is above {1}.", quoted(text), figure(highest)),
            sentence("Ghi số từ 0 đến {0}.", "Write a number from 0 to {0}.", figure(highest)),
        )
    )


def not_a_number(raw: object) -> Fault:
    """The fault of something that is no number."""
    return Fault(
        "not_a_number",
        sentence("{0} không phải là số.", "{0} is not a number.", quoted(raw)),
        Text("Ghi số thập phân, ví dụ 0,5.", "Write a decimal number, such as 0.5."),
    )


def negative_number(raw: object) -> Fault:
    """The fault of a number under 0."""
    return Fault(
        "negative_number",
        sentence("{0} nhỏ hơn 0.", "{0} is under 0.", quoted(raw)),
        Text("Ghi số từ 0 trở lên, không kèm dấu trừ.", "Write a number from 0 up, without a minus sign."),
    )


def unclear_number(raw: object) -> Fault:
    """The fault of a number whose separator may be a decimal sign or one for thousands."""
    return Fault(
        "unclear_number",
        sentence(
            "{0} đọc được theo hai cách: dấu ngăn cách có thể là dấu thập phân hoặc dấu hàng nghìn.",
            "{0} can be read in two ways: its separator may mark decimals or thousands.",
            quoted(raw),
        ),
        Text(
            "Hàng nghìn viết liền, ví dụ 1490; số lẻ viết khác ba chữ số, ví dụ 1,49.",
            "Write thousands without a separator, such as 1490, and decimals with other than three digits, such as 1.49.",
        ),
    )


def sentence(vi: str, en: str, *parts: Text | str | int) -> Text:
    """One sentence in both languages, with {0}, {1} ... filled in; a Text fills in its own language."""
    return Text(
        vi.format(*(part.vi if isinstance(part, Text) else part for part in parts)),
        en.format(*(part.en if isinstance(part, Text) else part for part in parts)),
    )


def amount(points: int) -> Text:
    """Micropoints in both languages: 0,25 and 0.25."""
    return _in_both(plain(points))


def figure(number: Fraction) -> Text:
    """A number with the decimals it needs, six at most."""
    text = shown(number, PLACES)
    return _in_both(text.rstrip("0").rstrip("."))


def percent(ratio: Fraction) -> Text:
    """A ratio as a percentage: 87,5% and 87.5%."""
    return sentence("{0}%", "{0}%", figure(ratio * 100))


def _in_both(number: str) -> Text:
    return Text(number.replace(".", ","), number)


def listed(parts: list[Text], between: str = "; ") -> Text:
    """Several texts in a row, in both languages."""
    return Text(between.join(part.vi for part in parts), between.join(part.en for part in parts))


def quoted(raw: object) -> str:
    """What somebody wrote, short enough to stand in a sentence."""
    if isinstance(raw, bool) or raw is None:
        return {True: "true", False: "false", None: "null"}[raw]
    if isinstance(raw, str):
        text = " ".join(raw.split())
    elif isinstance(raw, dict):
        text = "{…}"
    elif isinstance(raw, list | tuple):
        text = "[…]"
    elif isinstance(raw, Decimal) and raw.is_finite() and abs(raw.adjusted()) < LONGEST:
        text = format(raw, "f")
    else:
        # Python refuses to spell out integers of thousands of digits
        text = "10^30…" if isinstance(raw, int) and abs(raw) > 10**30 else str(raw)
    return f"“{text if len(text) <= LONGEST else text[:LONGEST] + '…'}”"
