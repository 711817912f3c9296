"""From cells to exact totals: what each cell counts after absences, and the sums of every group."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from parindex.engine.round import Counting
from parindex.engine.sheet import State
from parindex.engine.tree import NotApplicable, Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parindex.engine.round import Recipe, Round
    from parindex.engine.tree import Tree


class Counted(NamedTuple):
    """What every cell counts: points and maxima in micropoints, state as int8 of State, undecided as bool.

    All of shape (units, leaves). A cell left out has maximum 0.
    """

    points: NDArray[np.int64]
    maxima: NDArray[np.int64]
    state: NDArray[np.int8]
    undecided: NDArray[np.bool_]


def counted(round_: Round, stage: str | None = None) -> Counted:
    """Each cell's latest stage (or its latest up to `stage`), absences counted as the set says.

    Survey leaves are never self-scored, so at stage "self" they are left out rather than missing. Whether a leaf
    applies to a unit is no matter of stages: one that is not applicable in the end was so from the beginning.
    """
    points, state = round_.sheet.latest(stage)
    if stage is not None:
        state[(state == State.MISSING) & (round_.sheet.latest()[1] == State.NOT_APPLICABLE)] = State.NOT_APPLICABLE
    maxima = np.broadcast_to(round_.tree.maxima, points.shape).copy()
    undecided = np.zeros(points.shape, bool)
    _not_applicable(round_.tree, points, maxima, state)
    if stage == "self":
        surveyed = np.array([leaf.source is Source.SURVEY for leaf in round_.tree.leaves])
        waiting = (state == State.MISSING) & surveyed
        maxima[waiting] = 0
    else:
        waiting = np.zeros(points.shape, bool)
    _absent(round_.recipe, maxima, state, undecided, waiting)
    return Counted(points, maxima, state, undecided)


def _not_applicable(tree: Tree, points: NDArray[np.int64], maxima: NDArray[np.int64], state: NDArray[np.int8]) -> None:
    for position, leaf in enumerate(tree.leaves):
        where = state[:, position] == State.NOT_APPLICABLE
        if leaf.not_applicable is NotApplicable.EXCLUDE:
            maxima[where, position] = 0
        elif leaf.not_applicable is NotApplicable.FULL:
            points[where, position] = tree.maxima[position]


def _absent(
    recipe: Recipe,
    maxima: NDArray[np.int64],
    state: NDArray[np.int8],
    undecided: NDArray[np.bool_],
    waiting: NDArray[np.bool_],
) -> None:
    for absent, counting in recipe.absence.items():
        where = (state == absent) & ~waiting
        if counting is not Counting.ZERO:
            maxima[where] = 0
        if counting is Counting.BLOCK:
            undecided |= where


def totals(tree: Tree, cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sums at or under every node. cells: (units, leaves); returns (criteria, units), in the order of `tree.criteria`.

    One pass from the leaves up: each node is added to its parent once.
    """
    row = {criterion.code: at for at, criterion in enumerate(tree.criteria)}
    sums = np.zeros((len(tree.criteria), len(cells)), np.int64)
    sums[[row[leaf.code] for leaf in tree.leaves]] = cells.T
    for criterion in sorted(tree.criteria, key=lambda c: -tree.depth[c.code]):
        if criterion.parent is not None:
            sums[row[criterion.parent]] += sums[row[criterion.code]]
    return sums


def adjustments(round_: Round) -> NDArray[np.int64]:
    """Each unit's bonuses minus penalties, each kind capped, in micropoints; shape (units,)."""
    row = {unit.code: at for at, unit in enumerate(round_.units)}
    result = np.zeros(len(round_.units), np.int64)
    for kind, sign in (("bonus", 1), ("penalty", -1)):
        total = np.zeros(len(round_.units), np.int64)
        for adjustment in round_.adjustments:
            if adjustment.kind == kind:
                total[row[adjustment.unit]] += adjustment.points
        if kind in round_.recipe.caps:
            np.minimum(total, round_.recipe.caps[kind], out=total)
        result += sign * total
    return result
