"""Weight draws and leaving criteria out, beside loops over draws in plain NumPy."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.made_up import made_contest
from benchmarks.timing import Row, best, in_its_own_process
from parindex.engine.robustness import Contest, Noise, factors, leave_one_out, weight_draws

CASES = ((51, 1000, 0.012), (10_000, 1000, 0.5), (10_000, 10_000, 4.0))
SHAPES = (("areas", 0, 0.0), ("areas, some cells not applicable", 0, 0.01), ("areas and groups, some n.a.", 3, 0.01))
PLAIN = "NumPy, an argsort for each draw, no ties, no shares"
LARGE = 10**8
"""Ranks from which on a case runs in a process of its own, so that its memory can be told."""

MEMORY = 500.0
"""Mebibytes that the largest case may take, Python and NumPy included."""

ALONE = """
from benchmarks.made_up import made_contest
from benchmarks.robustness import ours
found = made_contest({units}, groups={groups}, absent={absent})
began = time.perf_counter()
ours(found, {draws})
"""


def rows() -> Iterator[Row]:
    """All cases."""
    for units, draws, limit in CASES:
        for shape, groups, absent in SHAPES:
            yield _draws(f"weight draws, {units:,} units x {draws:,} ({shape})", (units, draws, groups, absent), limit)
    found = made_contest(1000, 40)
    yield Row(
        "leave one criterion out, 1,000 units x 40",
        best(lambda: leave_one_out(found), 20),
        0.005,
        best(lambda: _plain_leaving(found), 5),
        "NumPy, float ranks, no ties",
    )


def _draws(what: str, case: tuple[int, int, int, float], limit: float) -> Row:
    units, draws, groups, absent = case
    found = made_contest(units, groups=groups, absent=absent)
    # the plain version knows areas alone, and every criterion applies to every unit
    plain = None if groups or absent else best(lambda: _plain(found, draws), 2)
    if units * draws < LARGE:
        return Row(what, best(lambda: ours(found, draws), 30 if units < 100 else 5), limit, plain, PLAIN)
    seconds, memory = in_its_own_process(ALONE.format(units=units, draws=draws, groups=groups, absent=absent), 2)
    return Row(what, seconds, limit, plain, PLAIN, memory, MEMORY)


def ours(found: Contest, draws: int) -> None:
    """From factors to intervals, shares at each rank, and level groups."""
    weight_draws(found, factors(found.tree, draws=draws, seed=1, noise=Noise.UNIFORM, spread=0.25))


def _plain(found: Contest, draws: int) -> NDArray[np.float64]:
    """Quantiles of ranks: random weights, an argsort for each draw, no ties, no shares at each rank."""
    spans = [found.tree.spans[area.code] for area in found.tree.areas]
    points = np.array([found.points[:, span].sum(axis=1) for span in spans], float)
    maxima = np.array([found.maxima[:, span].sum(axis=1) for span in spans], float)
    factor = np.random.default_rng(1).uniform(0.75, 1.25, (draws, len(spans)))
    ranks = np.empty((draws, len(found.units)), np.int32)
    for draw in range(draws):
        order = np.argsort(-(factor[draw] @ points) / (factor[draw] @ maxima))
        ranks[draw, order] = np.arange(1, len(order) + 1)
    return np.quantile(ranks, [0.05, 0.5, 0.95], axis=0)


def _plain_leaving(found: Contest) -> list[float]:
    points, maxima = found.points.sum(axis=1), found.maxima.sum(axis=1)
    shifts = []
    for leaf in range(found.points.shape[1]):
        index = (points - found.points[:, leaf]) / (maxima - found.maxima[:, leaf])
        ranks = np.argsort(np.argsort(-index)) + 1
        shifts.append(float(np.abs(ranks - found.ranks).mean()))
    return shifts
