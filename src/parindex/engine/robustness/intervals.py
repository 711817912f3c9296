"""What the ranks of many draws say of each unit, and which units they leave level."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from parindex.engine.robustness.placing import Ranks

QUANTILES = (Fraction(5, 100), Fraction(1, 2), Fraction(95, 100))
"""The ends and the middle of a rank interval."""

SETTLED = Fraction(95, 100)
"""The share of draws from which on an order counts as settled."""

NEAREST = 64
"""Units above it, besides its neighbour and the group's first, with which a unit is compared before it joins a group."""

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
    count: NDArray[np.uint32]
    quantiles: NDArray[np.int64]

    def of(self, unit: int) -> tuple[Ranks, NDArray[np.uint32]]:
        """One unit's ranks and counts."""
        entries = slice(int(self.start[unit]), int(self.start[unit + 1]))
        return self.rank[entries], self.count[entries]


def histogram(ranks: Ranks) -> Histogram:
    """Count the ranks of every unit. ranks: shape (units, draws); it is sorted in place."""
    units = len(ranks)
    found_ranks, found_counts, entries = [], [], np.zeros(units + 1, np.int64)
    quantiles = np.zeros((len(QUANTILES), units), np.int64)
    for first in range(0, units, _SLICE):
        rows = ranks[first : first + _SLICE]
        here = slice(first, first + len(rows))
        # radix sort where ranks have 16 bits: as fast on every processor
        rows.sort(axis=1, kind="stable")
        quantiles[:, here] = [quantile(rows, share) for share in QUANTILES]
        new = np.ones(rows.shape, bool)
        np.not_equal(rows[:, 1:], rows[:, :-1], out=new[:, 1:])
        begins = np.flatnonzero(new)
        found_ranks.append(rows.reshape(-1)[begins])
        found_counts.append(np.diff(begins, append=rows.size).astype(np.uint32))
        entries[1:][here] = np.count_nonzero(new, axis=1)
    return Histogram(
        start=np.cumsum(entries),
        rank=np.concatenate([np.zeros(0, ranks.dtype), *found_ranks]),
        count=np.concatenate([np.zeros(0, np.uint32), *found_counts]),
        quantiles=quantiles,
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


def level_groups(ranks: Ranks, above: NDArray[np.int64]) -> list[range]:
    """Groups, two units or more, of officially consecutive units whose order the draws do not settle.

    An order is settled where one unit stands strictly above the other in at least 95 % of the draws. A group is as long as
    it can be without a settled order in it; groups may overlap, as A may be level with B and B with C, but A above C.
    So two neighbours share a group exactly where their order is not settled. In groups of more than 66 units, only the
    first unit and the nearest 64 are looked at for every further one.

    ranks: shape (units, draws), in official order; above: as in `Sample`.
    """
    units, draws = ranks.shape
    slack = draws - -(-draws * SETTLED.numerator // SETTLED.denominator)
    groups: list[range] = []
    first = 0
    for unit in range(1, units):
        start = unit if above[unit - 1] >= draws - slack else _level_from(ranks, first, unit, slack)
        if start > first and unit - first > 1:
            groups.append(range(first, unit))
        first = start
    if units - first > 1:
        groups.append(range(first, units))
    return groups


def _level_from(ranks: Ranks, first: int, unit: int, slack: int) -> int:
    """The first unit, from `first` on, from which on down to `unit` no order with `unit` is settled."""
    nearest = max(first, unit - 1 - NEAREST)
    # a quarter of the draws already shows for most that too many of them disagree
    quarter = ranks.shape[1] // 4
    against = np.count_nonzero(ranks[nearest : unit - 1, :quarter] >= ranks[unit, :quarter], axis=1)
    for at in np.flatnonzero(against <= slack)[::-1].tolist():
        if _settled(ranks, nearest + at, unit, slack):
            return nearest + at + 1
    while first < nearest and _settled(ranks, first, unit, slack):
        first += 1
    return first


def _settled(ranks: Ranks, upper: int, lower: int, slack: int) -> bool:
    """Whether `upper` stands above `lower` in all draws but `slack`."""
    against: int = np.count_nonzero(ranks[upper] >= ranks[lower])
    return against <= slack
