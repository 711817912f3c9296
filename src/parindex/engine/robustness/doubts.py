"""How far the points of a cell may be off: what an appraiser may have meant, and what a survey may have missed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from parindex.engine.robustness.sobol import words
from parindex.engine.rules.levels import Levels
from parindex.engine.rules.manual import Manual
from parindex.engine.sheet import State

if TYPE_CHECKING:
    from parindex.engine.robustness.competing import Contest

Floats = NDArray[np.float64]

_NO_STEP = 1
"""The step of a manual rule without one, in micropoints."""


@dataclass(frozen=True, slots=True, eq=False)
class Doubts:
    """Cells in doubt. Each doubted leaf's points lie in [points - down, points + up], micropoints, shape (units,).

    `down` and `up` are keyed by the leaf's position. Where `normal`, they hold one standard error instead.
    """

    down: dict[int, Floats]
    up: dict[int, Floats]
    normal: bool = False

    def __bool__(self) -> bool:
        """Whether any cell is in doubt."""
        return any(part.any() for side in (self.down, self.up) for part in side.values())

    def drawn(self, contest: Contest, position: int, *, rows: int, seed: int, stream: int) -> Floats:
        """`rows` draws of what a leaf's points are off by, whole micropoints, shape (rows, units).

        Points stay between 0 and the maximum.
        """
        units = len(contest.units)
        size = rows * units * (1 + self.normal)
        # half a word a number: as fine as points are
        halves = words(seed, stream, (size + 1) // 2).astype("<u8", copy=False).view("<u4")
        random = halves[:size].reshape(-1, rows, units)
        if self.normal:
            off = _normal(random) * self.up[position]
        else:
            off = _fraction(random[0]) * (self.down[position] + self.up[position]) - self.down[position]
        points, maxima = contest.points[:, position], contest.maxima[:, position]
        return np.rint(np.clip(off, -points, maxima - points))


def _fraction(random: NDArray[np.uint32]) -> Floats:
    return np.asarray(random * 2.0**-32 + 2.0**-33)


def _normal(random: NDArray[np.uint32]) -> Floats:
    """Standard normal numbers by G. E. P. Box and M. E. Muller, from two uniform ones each."""
    radius = np.sqrt(-2 * np.log(_fraction(random[0])))
    return np.asarray(radius * np.cos(2 * np.pi * _fraction(random[1])))


def appraisers(contest: Contest, state: NDArray[np.int8]) -> Doubts:
    """Half a step on every scored cell under a rule with steps.

    Levels: half the distance to the next level on either side, and nothing beyond the last: the work may in truth lie
    anywhere nearer to this level than to another. Manual points: half a step. state: of the contest's cells.
    """
    down: dict[int, Floats] = {}
    up: dict[int, Floats] = {}
    for position, leaf in enumerate(contest.tree.leaves):
        rule, points = leaf.rule, contest.points[:, position]
        if isinstance(rule, Levels):
            sides = _between_levels(rule, points)
        elif isinstance(rule, Manual) and rule.step > _NO_STEP:
            sides = (np.full(len(points), rule.step / 2),) * 2
        else:
            continue
        judged = (state[:, position] == State.SCORED) & (contest.maxima[:, position] > 0)
        down[position], up[position] = (np.where(judged, side, 0.0) for side in sides)
    return Doubts(down, up)


def _between_levels(rule: Levels, points: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Half the distances from points to the neighbouring levels, below and above; 0 where there is none."""
    levels = np.array(sorted({level.points for level in rule.levels}), np.int64)
    below = levels[np.maximum(np.searchsorted(levels, points, side="left") - 1, 0)]
    above = levels[np.minimum(np.searchsorted(levels, points, side="right"), len(levels) - 1)]
    return np.maximum(points - below, 0) / 2, np.maximum(above - points, 0) / 2


def surveys(errors: NDArray[np.int64] | None) -> Doubts:
    """One standard error on every cell that has one. errors: micropoints of the contest's cells, 0 for none."""
    if errors is None:
        return Doubts({}, {}, normal=True)
    sides = {at: errors[:, at].astype(float) for at in np.flatnonzero(errors.any(axis=0)).tolist()}
    return Doubts(sides, sides, normal=True)
