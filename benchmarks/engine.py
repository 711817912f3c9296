"""The engine alone: totals of every group, exact ranks of the index and of all areas."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.made_up import AREAS, cells, tree
from benchmarks.timing import Row, best
from parindex.engine.ranking import ranks
from parindex.engine.score import totals
from parindex.engine.tree import Tree

UNITS, LEAVES = 10_000, 90


def rows() -> Iterator[Row]:
    """10,000 units x 90 leaves."""
    made = tree(LEAVES, 2)
    points, maxima = cells(UNITS, LEAVES)
    yield Row(
        f"engine, {UNITS:,} units x {LEAVES}: totals of every group, exact ranks of index and {AREAS} areas",
        best(lambda: _ours(made, points, maxima), 20),
        0.040,
        best(lambda: _plain(made, points, maxima), 10),
        "NumPy, float ranks, no ties",
    )


def _ours(made: Tree, points: NDArray[np.int64], maxima: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    row = {criterion.code: at for at, criterion in enumerate(made.criteria)}
    top, bottom = totals(made, points), totals(made, maxima)
    areas = [row[area.code] for area in made.areas]
    pairs = [(top[at], bottom[at]) for at in areas] + [(top[areas].sum(axis=0), bottom[areas].sum(axis=0))]
    return [ranks(*pair) for pair in pairs]


def _plain(made: Tree, points: NDArray[np.int64], maxima: NDArray[np.int64]) -> list[NDArray[np.intp]]:
    spans = [made.spans[criterion.code] for criterion in made.criteria if criterion.maximum is None]
    top = np.array([points[:, span].sum(axis=1) for span in spans])
    bottom = np.array([maxima[:, span].sum(axis=1) for span in spans])
    areas = [at for at, span in enumerate(spans) if len(span) > LEAVES // AREAS - 1]
    index = [*(top[areas] / bottom[areas]), points.sum(axis=1) / maxima.sum(axis=1)]
    return [np.argsort(np.argsort(-one)) + 1 for one in index]
