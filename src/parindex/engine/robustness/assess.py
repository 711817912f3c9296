"""A computed round in, its robustness out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from parindex.engine.robustness.assumptions import assumptions
from parindex.engine.robustness.choices import Setting, choices
from parindex.engine.robustness.competing import Contest, contests
from parindex.engine.robustness.intervals import histogram, level_groups
from parindex.engine.robustness.leaving import leave_one_out
from parindex.engine.robustness.noise import Factors, Noise, factors
from parindex.engine.robustness.outcome import BlockRobustness, Robustness, UnitRobustness
from parindex.engine.robustness.sampling import sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from parindex.engine.results import Results


def robustness(
    results: Results,
    *,
    draws: int = 2000,
    seed: int = 1,
    noise: str = "uniform",
    spread: float = 0.25,
    threads: int | None = None,
    survey_errors: NDArray[np.int64] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Robustness:
    """How firm the ranks of a computed round are. Floating point; the same bits for any number of threads.

    draws: of weights, for the rank intervals.  seed: 0 to 2^64 - 1.  noise: "uniform" or "dirichlet".  spread: 0.25
    multiplies weights by 0.75 to 1.25; under 1.  threads: None leaves it to Python.  survey_errors: standard errors of
    surveyed cells in micropoints, 0 for none, shape (units, leaves) as in `results.points`; None takes the round's own.
    progress: called in this
    thread with the draws done and the draws in all, over all blocks.

    Raises ValueError for settings outside those bounds, and for more draws than a block's ranks have room for
    (`sampling.MEMORY`: 13 421 draws for 10 000 units).
    """
    if survey_errors is None:
        survey_errors = results.round.survey_errors
    setting = Setting(seed, Noise(noise), spread)
    rounds = contests(results)
    drawn = factors(results.round.tree, draws=draws, seed=seed, noise=setting.noise, spread=spread)
    counted = _Counter(draws * sum(bool(contest.units) for contest in rounds), progress)
    blocks = []
    for contest in rounds:
        errors = None if survey_errors is None else survey_errors[contest.row]
        units, level = weight_draws(contest, drawn, threads=threads, progress=counted.more)
        blocks.append(
            BlockRobustness(
                block=contest.block,
                units=units,
                level=level,
                criteria=leave_one_out(contest),
                choices=choices(contest, results.state[contest.row], setting, errors),
            )
        )
    return Robustness(
        results=results,
        draws=draws,
        seed=seed,
        noise=setting.noise,
        spread=spread,
        assumptions=assumptions(setting, blocks),
        blocks=tuple(blocks),
    )


class _Counter:
    """Adds up draws done, for whoever watches."""

    def __init__(self, total: int, tell: Callable[[int, int], None] | None) -> None:
        self.done, self.total, self.tell = 0, total, tell

    def more(self, draws: int) -> None:
        self.done += draws
        if self.tell:
            self.tell(self.done, self.total)


def weight_draws(
    contest: Contest,
    drawn: Factors,
    *,
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> tuple[tuple[UnitRobustness, ...], tuple[tuple[str, ...], ...]]:
    """The units of a contest under drawn weights, and the groups that are level."""
    found = sample(contest, drawn, threads, progress)
    level = level_groups(found.ranks, found.above, threads)
    counted = histogram(found.ranks, threads)
    shares: list[float | None] = [count / drawn.draws for count in found.above.tolist()]
    low, middle, high = counted.quantiles.tolist()
    units = tuple(
        UnitRobustness(
            unit=unit,
            rank=int(contest.ranks[at]),
            q05=low[at],
            median=middle[at],
            q95=high[at],
            above_next=shares[at] if at < len(shares) else None,
            histogram=counted,
            position=at,
        )
        for at, unit in enumerate(contest.units)
    )
    return units, tuple(contest.units[group.start : group.stop] for group in level)
