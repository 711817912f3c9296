"""All draws of one block: ranked in small blocks of draws, by several threads, into one table of ranks.

How draws are cut into blocks depends on the number of units alone, and each block writes its own part of the table:
the result is the same for any number of threads.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from parindex.engine.robustness.placing import Placer, Ranks, rank_type
from parindex.engine.robustness.weighing import Bench, parts, weighed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parindex.engine.robustness.competing import Contest
    from parindex.engine.robustness.noise import Factors

CELLS = 2**17
"""Scores computed at a time: a megabyte, which stays in a core's own cache."""

_STEPS = 8
"""Blocks of draws that one task of a thread handles, on the same scratch arrays."""

MEMORY = 2**28
"""Bytes that the table of ranks of one block may take."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Ranks under drawn weights. ranks: shape (units, draws); above: draws in which each unit stands strictly above the
    next one in official order, shape (units - 1,).
    """

    ranks: Ranks
    above: NDArray[np.int64]


def most_draws(units: int) -> int:
    """The most draws that so many units in one block can have."""
    return MEMORY // (max(units, 1) * np.dtype(rank_type(units)).itemsize)


def sample(
    contest: Contest, factors: Factors, threads: int | None = None, progress: Callable[[int], None] | None = None
) -> Sample:
    """Rank the units of a contest under every draw.

    progress: told, as it goes, how many more draws are done. Raises ValueError where the table would not fit `MEMORY`.
    """
    units, draws = len(contest.units), factors.draws
    if draws > most_draws(units):
        raise ValueError(f"at most {most_draws(units)} draws for a block of {units} units, not {draws}")
    table = np.empty((units, draws), rank_type(units))
    above = np.zeros(max(units - 1, 0), np.int64)
    if units:
        run = _Run(contest, factors, table)
        for done, more in _worked(run, threads):
            above += more
            if progress:
                progress(done)
    return Sample(table, above)


def _worked(run: _Run, threads: int | None) -> Iterator[tuple[int, NDArray[np.int64]]]:
    if threads == 1 or len(run.tasks) == 1:
        yield from map(run.work, run.tasks)
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting = [pool.submit(run.work, task) for task in run.tasks]
        try:
            for future in as_completed(waiting):
                yield future.result()
        finally:
            # an interruption ends what is under way and starts nothing new
            pool.shutdown(wait=False, cancel_futures=True)


class _Run:
    """What every task needs."""

    def __init__(self, contest: Contest, factors: Factors, table: Ranks) -> None:
        self.table, self.factors, self.units = table, factors.drawn, len(contest.units)
        self.rows = max(1, CELLS // self.units)
        size = self.rows * _STEPS
        self.tasks = [range(at, min(at + size, factors.draws)) for at in range(0, factors.draws, size)]
        self.tree = weighed(contest, factors.column)
        totals = contest.maxima.sum(axis=1)
        adjusted = contest.adjustments / totals
        self.adjusted = adjusted if adjusted.any() else None
        self.bounds = (min(0.0, float(adjusted.min())), 1.0 + max(0.0, float(adjusted.max())))

    def work(self, task: range) -> tuple[int, NDArray[np.int64]]:
        """Rank a range of draws; returns how many, and in how many each unit stands above the next."""
        rows = min(self.rows, len(task))
        bench, placer = Bench(rows, self.units), Placer(rows, self.units, *self.bounds)
        ranked = np.empty((len(task), self.units), self.table.dtype)
        for start in range(0, len(task), rows):
            stop = min(start + rows, len(task))
            above, below = parts(self.tree, self.factors[task.start + start : task.start + stop], bench)
            above /= below
            if self.adjusted is not None:
                above += self.adjusted
            placer.ranks(above, ranked[start:stop])
        self.table[:, task.start : task.stop] = ranked.T
        return len(task), np.add.reduce(ranked[:, :-1] < ranked[:, 1:], axis=0, dtype=np.int64)
