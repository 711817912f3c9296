"""Exact competition ranks (1-2-2-4) of ratios of whole numbers.

Floats only propose an order; every neighbour pair whose floats are too close to call is settled with exact fractions.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SAFE = 2.0**-50
"""Relative gap above which two correctly rounded quotients are certainly in true order."""


def ranks(points: NDArray[np.int64], maxima: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rank points ÷ maxima, highest first; ties share a rank and the next rank is skipped.

    points, maxima: shape (n,); a maximum of 0 means no figure, and rank 0 is returned for it.

    >>> ranks(np.array([3, 1, 2, 0]), np.array([4, 2, 4, 0]))
    array([1, 2, 2, 0])
    """
    result = np.zeros(len(points), np.int64)
    ranked = np.flatnonzero(maxima)
    if not len(ranked):
        return result
    top, bottom = points[ranked], maxima[ranked]
    quotient = top / bottom
    order = np.argsort(-quotient, kind="stable")
    sorted_quotient = quotient[order]
    gaps = sorted_quotient[:-1] - sorted_quotient[1:]
    close = gaps <= _SAFE * np.maximum(np.abs(sorted_quotient[:-1]), np.abs(sorted_quotient[1:]))
    new = np.ones(len(order), bool)
    new[1:] = ~close
    if close.any():
        _settle(order, new, close, top, bottom)
    place = np.maximum.accumulate(np.where(new, np.arange(1, len(order) + 1), 0))
    result[ranked[order]] = place
    return result


def _settle(
    order: NDArray[np.intp],
    new: NDArray[np.bool_],
    close: NDArray[np.bool_],
    top: NDArray[np.int64],
    bottom: NDArray[np.int64],
) -> None:
    """Put every run of neighbours that floats cannot tell apart into exact order, in place."""
    same = np.zeros(len(order), bool)
    left, right = order[:-1], order[1:]
    same[1:] = close & (top[left] == top[right]) & (bottom[left] == bottom[right])
    edges = np.flatnonzero(np.diff(np.concatenate(([False], close, [False])).astype(np.int8)))
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        if same[start + 1 : stop + 1].all():
            new[start + 1 : stop + 1] = False
            continue
        run = order[start : stop + 1].tolist()
        exact = {at: Fraction(int(top[at]), int(bottom[at])) for at in run}
        run.sort(key=lambda at: -exact[at])
        order[start : stop + 1] = run
        for offset in range(1, len(run)):
            new[start + offset] = exact[run[offset]] != exact[run[offset - 1]]
