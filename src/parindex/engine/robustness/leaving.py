"""What leaving one criterion out does to the ranks: exact, ties respected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from parindex.engine.ranking import ranks

if TYPE_CHECKING:
    from parindex.engine.robustness.competing import Contest

_CLOSE = 2.0**-50
"""Correctly rounded quotients further apart than this, relatively, are certainly in true order."""

_CELLS = 2**18
"""Ranks computed at a time."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Ranks without one criterion, beside the official ones.

    mean_shift: mean over the units of |rank without - official rank|; largest_shift: the largest of them; unit: whose it
    is, the highest in official order of those that share it, None where no rank moves.
    Units to which nothing else applies are set aside, and the others' official ranks counted without them.
    """

    criterion: str
    mean_shift: float
    largest_shift: int
    unit: str | None


def leave_one_out(contest: Contest) -> tuple[LeftOut, ...]:
    """Leave out every leaf in turn, in the order of the criteria. Empty where the block has no units."""
    if not contest.units:
        return ()
    tops = contest.points.sum(axis=1) + contest.adjustments
    bottoms = contest.maxima.sum(axis=1)
    found: list[LeftOut] = []
    step = max(1, _CELLS // len(contest.units))
    for first in range(0, len(contest.tree.leaves), step):
        points = np.ascontiguousarray(contest.points[:, first : first + step].T)
        maxima = np.ascontiguousarray(contest.maxima[:, first : first + step].T)
        places = ranks_by_row(tops - points, bottoms - maxima)
        found.extend(
            _left_out(contest, contest.tree.leaves[first + at].code, row, tops, bottoms)
            for at, row in enumerate(places)
        )
    return tuple(found)


def _left_out(
    contest: Contest, code: str, places: NDArray[np.int64], tops: NDArray[np.int64], bottoms: NDArray[np.int64]
) -> LeftOut:
    official = contest.ranks
    left = np.flatnonzero(places)
    if len(left) < len(places):
        official = ranks(np.where(places, tops, 0), np.where(places, bottoms, 0))
    if not len(left):
        return LeftOut(code, 0.0, 0, None)
    shifts = np.abs(places - official)
    most = int(shifts.argmax())
    largest = int(shifts[most])
    return LeftOut(code, int(shifts.sum()) / len(left), largest, contest.units[most] if largest else None)


def ranks_by_row(tops: NDArray[np.int64], bottoms: NDArray[np.int64]) -> NDArray[np.int64]:
    """Exact competition ranks of tops ÷ bottoms in every row; shape (rows, units), rank 0 where a bottom is 0.

    Floats propose an order, and neighbours too close to call are settled by whole numbers; a row in which the floats'
    order turns out wrong, or whose products would not fit, is handed to `ranking.ranks`.
    """
    quotient = tops / -np.maximum(bottoms, 1)
    order = np.argsort(quotient, axis=1)
    order += np.arange(0, order.size, order.shape[1])[:, None]
    ordered = quotient.reshape(-1)[order]
    apart = _CLOSE * np.maximum(np.abs(ordered[:, :-1]), np.abs(ordered[:, 1:]))
    close = ordered[:, 1:] - ordered[:, :-1] <= apart
    wrong = (bottoms == 0).any(axis=1)
    if close.any():
        _settle(close, wrong, order, tops, bottoms)
    places = np.empty(order.shape, np.int64)
    places[:] = np.arange(1, order.shape[1] + 1)
    if close.any():
        places[:, 1:][close] = 0
        np.maximum.accumulate(places, axis=1, out=places)
    found = np.empty_like(places)
    found.reshape(-1)[order] = places
    for row in np.flatnonzero(wrong):
        found[row] = ranks(tops[row], bottoms[row])
    return found


def _settle(
    close: NDArray[np.bool_],
    wrong: NDArray[np.bool_],
    order: NDArray[np.intp],
    tops: NDArray[np.int64],
    bottoms: NDArray[np.int64],
) -> None:
    """Leave in `close` the true ties alone; mark in `wrong` the rows whose order has to be found exactly."""
    rows, at = np.nonzero(close)
    left, right = order[rows, at], order[rows, at + 1]
    top, bottom = tops.reshape(-1), bottoms.reshape(-1)
    if int(np.abs(tops).max()) * int(bottoms.max()) < 2**62:
        lead = top[left] * bottom[right] - top[right] * bottom[left]
    else:
        lead = np.where((top[left] == top[right]) & (bottom[left] == bottom[right]), 0, -1)
    close[rows[lead > 0], at[lead > 0]] = False
    wrong[rows[lead < 0]] = True
