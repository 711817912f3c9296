"""What the ranks of many draws say of each unit, and which units they leave level."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parindex.engine.robustness.placing import Ranks, rank_type

QUANTILES = (Fraction(5, 100), Fraction(1, 2), Fraction(95, 100))
"""The ends and the middle of a rank interval."""

SETTLED = Fraction(95, 100)
"""The share of draws from which on an order counts as settled."""

NEAREST = 32
"""Units above it, besides its neighbour and the group's first, with which a unit is compared before it joins a group."""

_CELLS = 2**16
"""Ranks compared at a time."""

_SLICE = 64
"""Units whose ranks are sorted at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """How often each unit came at each rank.

    Unit u's entries stand from start[u] to start[u + 1]: rank, ascending, and the draws in which it had it.
    quantiles: shape (3, units), for `QUANTILES`.
    """

    start: NDArray[np.int64]
    rank: Ranks
    count: Ranks
    quantiles: NDArray[np.int64]

    def of(self, unit: int) -> tuple[Ranks, Ranks]:
        """One unit's ranks and counts."""
        entries = slice(int(self.start[unit]), int(self.start[unit + 1]))
        return self.rank[entries], self.count[entries]


def histogram(ranks: Ranks, threads: int | None = None) -> Histogram:
    """Count the ranks of every unit. ranks: shape (units, draws); it is sorted in place."""
    slices = [ranks[first : first + _SLICE] for first in range(0, len(ranks), _SLICE)]
    if threads == 1 or len(slices) < 2:
        found = [_counted(rows) for rows in slices]
    else:
        with ThreadPoolExecutor(threads) as pool:
            found = list(pool.map(_counted, slices))
    return Histogram(
        start=np.cumsum(np.concatenate([np.zeros(1, np.int64), *(part.entries for part in found)])),
        rank=np.concatenate([np.zeros(0, ranks.dtype), *(part.rank for part in found)]),
        count=np.concatenate([np.zeros(0, np.uint16), *(part.times for part in found)]),
        quantiles=np.hstack([np.zeros((len(QUANTILES), 0), np.int64), *(part.quantiles for part in found)]),
    )


class _Counted(NamedTuple):
    """Some units' part of a histogram; entries: how many each has."""

    entries: NDArray[np.int64]
    rank: Ranks
    times: Ranks
    quantiles: NDArray[np.int64]


def _counted(rows: Ranks) -> _Counted:
    # radix sort where ranks have 16 bits: as fast on every processor
    rows.sort(axis=1, kind="stable")
    new = np.ones(rows.shape, bool)
    np.not_equal(rows[:, 1:], rows[:, :-1], out=new[:, 1:])
    begins = np.flatnonzero(new)
    return _Counted(
        entries=np.add.reduce(new, axis=1, dtype=np.int64),
        rank=rows.reshape(-1)[begins],
        times=np.diff(begins, append=rows.size).astype(rank_type(rows.shape[1])),
        quantiles=np.array([quantile(rows, share) for share in QUANTILES]),
    )


def quantile(ordered: Ranks, share: Fraction) -> NDArray[np.int64]:
    """Each row's quantile, linear between the two nearest draws, rounded half up to a whole rank.

    ordered: shape (units, draws), each row ascending. At 2 000 draws the 5 % quantile lies at place 0.05 x 1 999 = 99.95:
    0.05 times the 100th rank plus 0.95 times the 101st.

    >>> quantile(np.array([[1, 1, 2, 4]], np.uint16), Fraction(1, 2))  # 1.5
    array([2])
    """
    last = ordered.shape[1] - 1
    place = share * last
    below = place.numerator // place.denominator
    part = place - below
    low = ordered[:, below].astype(np.int64)
    high = ordered[:, min(below + 1, last)].astype(np.int64)
    # whole numbers throughout: floor((low d + (high - low) n) / d + 1/2)
    top = 2 * (low * part.denominator + (high - low) * part.numerator) + part.denominator
    return np.asarray(top // (2 * part.denominator))


def level_groups(ranks: Ranks, above: NDArray[np.int64], threads: int | None = None) -> list[range]:
    """Groups, two units or more, of officially consecutive units whose order the draws do not settle.

    An order is settled where one unit stands strictly above the other in at least 95 % of the draws. A group is as long as
    it can be without a settled order in it; groups may overlap, as A may be level with B and B with C, but A above C.
    So two neighbours share a group exactly where their order is not settled. In groups of more than 34 units, only the
    first unit and the nearest 32 are looked at for every further one.

    ranks: shape (units, draws), in official order; above: as in `Sample`.
    """
    units, draws = ranks.shape
    slack = draws - -(-draws * SETTLED.numerator // SETTLED.denominator)
    doubtful = _doubtful(ranks, slack, threads)
    groups: list[range] = []
    first = 0
    for unit in range(1, units):
        start = unit if above[unit - 1] >= draws - slack else _level_from(ranks, first, unit, slack, doubtful[unit])
        if start > first and unit - first > 1:
            groups.append(range(first, unit))
        first = start
    if units - first > 1:
        groups.append(range(first, units))
    return groups


def _level_from(ranks: Ranks, first: int, unit: int, slack: int, doubtful: list[int]) -> int:
    """The first unit, from `first` on, from which on down to `unit` no order with `unit` is settled."""
    for apart in doubtful:
        if unit - apart >= first and _settled(ranks, unit - apart, unit, slack):
            return unit - apart + 1
    while first < unit - 1 - NEAREST and _settled(ranks, first, unit, slack):
        first += 1
    return first


def _settled(ranks: Ranks, upper: int, lower: int, slack: int) -> bool:
    """Whether `upper` stands above `lower` in all draws but `slack`."""
    return bool(np.count_nonzero(ranks[upper] >= ranks[lower]) <= slack)


def _doubtful(ranks: Ranks, slack: int, threads: int | None) -> list[list[int]]:
    """For every unit, how far above it those of the nearest stand whose order with it may be settled, nearest first.

    For most, a quarter of the draws already shows that too many disagree.
    """
    units, draws = ranks.shape
    early = ranks[:, : max(1, draws // 4)]
    step = max(1, _CELLS // early.shape[1])

    def found(first: int) -> list[list[int]]:
        last = min(first + step, units)
        against = np.full((last - first, NEAREST + 2), slack + 1, np.int64)
        for apart in range(2, min(NEAREST + 2, last)):
            start = max(first, apart)
            disagree = early[start - apart : last - apart] >= early[start:last]
            against[start - first :, apart] = np.add.reduce(disagree.view(np.uint8), axis=1, dtype=np.uint32)
        below: list[list[int]] = [[] for _ in range(first, last)]
        for unit, apart in np.argwhere(against <= slack).tolist():
            below[unit].append(apart)
        return below

    starts = range(0, units, step)
    if threads == 1 or len(starts) < 2:
        parts = [found(first) for first in starts]
    else:
        with ThreadPoolExecutor(threads) as pool:
            parts = list(pool.map(found, starts))
    return [apart for part in parts for apart in part]
