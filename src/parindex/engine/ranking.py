"""Exact competition ranks (1-2-2-4), and exact comparison of many ratios with one.

Floats only propose an order; neighbours whose floats are too close to call are settled with exact fractions.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CLOSE = 2.0**-50
"""Correctly rounded quotients further apart than this, relatively, are certainly in true order."""


def ranks(points: NDArray[np.int64], maxima: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rank points ÷ maxima, highest first; ties share a rank and the next rank is skipped.

    points, maxima: shape (n,), under 2^53; a maximum of 0 means no figure, and rank 0 is returned for it.

    >>> ranks(np.array([3, 1, 2, 0]), np.array([4, 2, 4, 0]))
    array([1, 2, 2, 0])
    """
    result = np.zeros(len(points), np.int64)
    ranked = np.flatnonzero(maxima)
    top, bottom = points[ranked], maxima[ranked]
    quotient = top / bottom
    order = np.argsort(-quotient, kind="stable")
    lead = _lead(quotient[order], top[order], bottom[order])
    if (lead < 0).any():
        _settle(order, lead, top, bottom)
    starts = np.ones(len(order), bool)
    starts[1:] = lead > 0
    places = np.maximum.accumulate(np.where(starts, np.arange(1, len(order) + 1), 0))
    result[ranked[order]] = places
    return result


def _lead(quotient: NDArray[np.float64], top: NDArray[np.int64], bottom: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each one's exact lead over the next: positive, zero or negative; shape (n - 1,).

    Where the floats are close, the lead is top x next bottom - next top x bottom. The products may wrap around 64 bits,
    but their difference is then under 2^-50 x 2^106, so that it comes out of the wrapped products exactly.
    """
    gaps = quotient[:-1] - quotient[1:]
    close = np.flatnonzero(gaps <= _CLOSE * np.maximum(np.abs(quotient[:-1]), np.abs(quotient[1:])))
    lead = np.ones(len(gaps), np.int64)
    lead[close] = top[close] * bottom[close + 1] - top[close + 1] * bottom[close]
    return lead


def _settle(
    order: NDArray[np.intp], lead: NDArray[np.int64], top: NDArray[np.int64], bottom: NDArray[np.int64]
) -> None:
    """Put neighbours that floats set in the wrong order right, in place, with exact fractions; their leads too.

    It takes ratios that agree in fifteen digits and yet differ, so it hardly ever runs.
    """
    quotient = top[order] / bottom[order]
    near = np.concatenate(([False], np.diff(-quotient) <= _CLOSE * np.maximum(1, np.abs(quotient[1:])), [False]))
    edges = np.flatnonzero(np.diff(near.astype(np.int8)))
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        if (lead[first:last] >= 0).all():
            continue
        exact = {at: Fraction(int(top[at]), int(bottom[at])) for at in order[first : last + 1].tolist()}
        run = sorted(exact, key=lambda at: exact[at], reverse=True)
        order[first : last + 1] = run
        lead[first:last] = [exact[one] > exact[other] for one, other in itertools.pairwise(run)]


def against(points: NDArray[np.int64], maxima: NDArray[np.int64], value: Fraction) -> NDArray[np.int8]:
    """-1, 0 or 1 where the exact percentage is under, at or above `value`; a maximum of 0 gives -2.

    >>> against(np.array([1, 2, 0]), np.array([2, 3, 0]), Fraction(50)).tolist()
    [0, 1, -2]
    """
    result = np.full(len(points), -2, np.int8)
    valid = np.flatnonzero(maxima)
    difference = 100 * (points[valid] / maxima[valid]) - float(value)
    sign = np.sign(difference).astype(np.int8)
    margin = 1e-9 * (1 + abs(float(value)))
    for at in np.flatnonzero(np.abs(difference) < margin).tolist():
        exact = Fraction(100 * int(points[valid[at]]), int(maxima[valid[at]])) - value
        sign[at] = (exact > 0) - (exact < 0)
    result[valid] = sign
    return result
