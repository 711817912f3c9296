"""Exact numbers of the record: points as whole millionths, percentages as ratios of two of them.

A point of the criteria set is 1 000 000 *micropoints*; nothing in the official arithmetic is a float. A percentage
is rounded once, half up, when it is shown.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

MICRO = 1_000_000
"""Micropoints in one point."""

PLACES = 6
"""Decimals a point can carry."""

LARGEST = 1_000_000 * MICRO
"""The largest number of points the format takes (a million): products of two such sums still fit 128 bits."""

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)\Z", re.ASCII)


def micropoints(text: str) -> int:
    """Read a plain decimal number ("0.5", "-2", "1.9711") as whole millionths of a point.

    Raises ValueError where the text is no plain decimal, carries more than six decimals that matter, or is larger
    than `LARGEST`.

    >>> micropoints("1.9711")
    1971100
    """
    if not _PLAIN.match(text):
        raise ValueError(text)
    number = Decimal(text).scaleb(PLACES)
    if number != number.to_integral_value() or abs(number) > LARGEST:
        raise ValueError(text)
    return int(number)


def plain(value: int) -> str:
    """Micropoints as the shortest exact decimal string.

    >>> plain(1_971_100), plain(99_000_000), plain(-250_000)
    ('1.9711', '99', '-0.25')
    """
    sign = "-" if value < 0 else ""
    whole, part = divmod(abs(value), MICRO)
    return f"{sign}{whole}.{part:06d}".rstrip("0") if part else f"{sign}{whole}"


def half_up(value: Fraction, places: int) -> int:
    """Round to `places` decimals, halves away from zero, as an integer of 10^-places.

    >>> half_up(Fraction(5, 1000), 2), half_up(Fraction(-5, 1000), 2)
    (1, -1)
    """
    scaled: Fraction = abs(value) * 10**places
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return -rounded if value < 0 else rounded


def fixed(units: int, places: int) -> str:
    """An integer of 10^-places as a decimal string with exactly that many decimals.

    >>> fixed(7979, 2), fixed(-5, 2), fixed(0, 2)
    ('79.79', '-0.05', '0.00')
    """
    sign = "-" if units < 0 else ""
    if places == 0:
        return f"{sign}{abs(units)}"
    whole, part = divmod(abs(units), 10**places)
    return f"{sign}{whole}.{part:0{places}d}"


def shown(value: Fraction, places: int) -> str:
    """A fraction rounded half up, as a decimal string with `places` decimals.

    >>> shown(Fraction(2, 3) * 100, 2)
    '66.67'
    """
    return fixed(half_up(value, places), places)


def percentage(points: int, maximum: int) -> Fraction | None:
    """points ÷ maximum × 100 as an exact fraction; None where nothing applies (maximum 0)."""
    return Fraction(100 * points, maximum) if maximum else None
