"""Whether units may be called even or far apart. The rule and its bounds are written down in docs/method/wording.md.

The coefficient of variation (standard deviation over the block's units ÷ mean) and the distance between first and last
must both allow the word. All in exact fractions: a unit exactly on a bound is on its inner side.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_UNITS = 5
"""Under this many units no word is printed: a dispersion of four figures says little."""


class Evenness(StrEnum):
    """The words a dispersion can support; NONE is the usual case."""

    EVEN = "even"
    FAIRLY_EVEN = "fairly_even"
    NONE = "none"
    UNEVEN = "uneven"


EVEN_VARIATION, EVEN_RANGE = Fraction(3, 100), Fraction(10)
"""Even: variation at most 3 % and range at most 10 points."""
FAIRLY_VARIATION, FAIRLY_RANGE = Fraction(6, 100), Fraction(20)
"""Fairly even: variation at most 6 % and range at most 20 points."""
UNEVEN_VARIATION, UNEVEN_RANGE = Fraction(15, 100), Fraction(40)
"""Far apart: variation at least 15 % and range at least 40 points."""


def evenness(values: Sequence[Fraction]) -> Evenness:
    """The word that these exact percentages support.

    >>> evenness([Fraction(80), Fraction(81), Fraction(82), Fraction(83), Fraction(84)]).value
    'even'
    """
    if len(values) < LEAST_UNITS or sum(values) <= 0:
        return Evenness.NONE
    mean = sum(values, Fraction(0)) / len(values)
    variance = sum(((value - mean) ** 2 for value in values), Fraction(0)) / len(values)
    squared, spread = variance / mean**2, max(values) - min(values)
    if squared <= EVEN_VARIATION**2 and spread <= EVEN_RANGE:
        return Evenness.EVEN
    if squared <= FAIRLY_VARIATION**2 and spread <= FAIRLY_RANGE:
        return Evenness.FAIRLY_EVEN
    if squared >= UNEVEN_VARIATION**2 and spread >= UNEVEN_RANGE:
        return Evenness.UNEVEN
    return Evenness.NONE
