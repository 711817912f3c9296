"""One block as the robustness figures see it: the units that have an index, best first, and what their cells count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from parindex.engine.ranking import ranks
from parindex.engine.score import adjustments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.engine.results import Results
    from parindex.engine.tree import Tree


@dataclass(frozen=True, slots=True, eq=False)
class Contest:
    """The units that compete in a block, in official order: by rank, ties in the order of the units table.

    points, maxima: int64 micropoints after absences, shape (units, leaves), maximum 0 where a leaf does not count;
    adjustments: bonuses minus penalties, shape (units,); ranks: the official ranks, exact.
    row: where each unit stands in the round.
    """

    block: str
    units: tuple[str, ...]
    tree: Tree
    points: NDArray[np.int64]
    maxima: NDArray[np.int64]
    adjustments: NDArray[np.int64]
    ranks: NDArray[np.int64]
    row: NDArray[np.intp]


def contest(
    tree: Tree,
    units: Sequence[str],
    points: NDArray[np.int64],
    maxima: NDArray[np.int64],
    *,
    adjusted: NDArray[np.int64] | None = None,
    block: str = "",
    rows: NDArray[np.intp] | None = None,
) -> Contest:
    """Put units in official order and leave out those without an index (nothing applies to them).

    units: codes, one for each row of `points` and `maxima`; adjusted: micropoints, none where left out; rows: where the
    units stand in the round, in order where left out.
    """
    extra = np.zeros(len(units), np.int64) if adjusted is None else adjusted
    places = ranks(points.sum(axis=1) + extra, maxima.sum(axis=1))
    ranked = np.flatnonzero(places)
    order = ranked[np.argsort(places[ranked], kind="stable")]
    return Contest(
        block=block,
        units=tuple(units[at] for at in order.tolist()),
        tree=tree,
        points=points[order],
        maxima=maxima[order],
        adjustments=extra[order],
        ranks=places[order],
        row=order if rows is None else rows[order],
    )


def contests(results: Results) -> tuple[Contest, ...]:
    """The contests of a computed round, one for each block."""
    round_ = results.round
    adjusted = adjustments(round_)
    found = []
    for block in round_.blocks:
        rows = np.array(round_.members(block), np.intp)
        codes = [round_.units[at].code for at in rows.tolist()]
        found.append(
            contest(
                round_.tree,
                codes,
                results.points[rows],
                results.maxima[rows],
                adjusted=adjusted[rows],
                block=block,
                rows=rows,
            )
        )
    return tuple(found)
