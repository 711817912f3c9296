"""Exact competition ranks (1-2-2-4), and exact comparison of many ratios with one.

Floats only propose an order; neighbours whose floats are too close to call are settled with exact fractions.
"""

from __future__ import annotations

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
    sorted_quotient = quotient[order]
    gaps = sorted_quotient[:-1] - sorted_quotient[1:]
    close = gaps <= _CLOSE * np.maximum(np.abs(sorted_quotient[:-1]), np.abs(sorted_quotient[1:]))
    starts = np.ones(len(order), bool)
    starts[1:] = ~close
    edges = np.flatnonzero(np.diff(np.concatenate(([False], close, [False])).astype(np.int8)))
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        _settle(order[first : last + 1], starts[first : last + 1], top, bottom)
    places = np.maximum.accumulate(np.where(starts, np.arange(1, len(order) + 1), 0))
    result[ranked[order]] = places
    return result


def _settle(
    run: NDArray[np.intp], starts: NDArray[np.bool_], top: NDArray[np.int64], bottom: NDArray[np.int64]
) -> None:
    """Put a run of units that floats cannot tell apart into exact order, in place; mark where a new rank starts."""
    tops, bottoms = top[run], bottom[run]
    if (tops == tops[0]).all() and (bottoms == bottoms[0]).all():
        starts[1:] = False
        return
    pairs = list(zip(tops.tolist(), bottoms.tolist(), strict=True))
    exact = {pair: Fraction(*pair) for pair in set(pairs)}
    level = {value: at for at, value in enumerate(sorted(set(exact.values()), reverse=True))}
    levels = np.array([level[exact[pair]] for pair in pairs])
    within = np.argsort(levels, kind="stable")
    run[:] = run[within]
    starts[1:] = np.diff(levels[within]) > 0


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
