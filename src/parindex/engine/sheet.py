"""One round's points as arrays: stages x units x leaves, with absences as words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

STAGES = ("self", "appraised", "explained", "final")
"""The four layers of points, in order; a later one settles a cell without overwriting an earlier one."""


class State(IntEnum):
    """What is known of a cell. Only SCORED carries points."""

    MISSING = 0
    """Nobody decided: there is no row."""
    SCORED = 1
    NOT_APPLICABLE = 2
    NOT_SUBMITTED = 3
    NOT_APPRAISED = 4
    TOO_FEW_ANSWERS = 5

    @property
    def word(self) -> str:
        """The word in the `state` column: "scored", "not_applicable" and so on."""
        return self.name.lower()


STATES = {state.word: state for state in State if state is not State.MISSING}


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """points: int64 micropoints, shape (4 stages, units, leaves), 0 where not scored; state: int8 of State."""

    points: NDArray[np.int64]
    state: NDArray[np.int8]

    def __post_init__(self) -> None:
        if self.points.shape != self.state.shape or self.points.ndim != len(("stage", "unit", "leaf")):
            raise ValueError("points and state must both be stages x units x leaves")
        if np.any(self.points[self.state != State.SCORED]):
            raise ValueError("only a scored cell carries points")
        self.points.flags.writeable = False
        self.state.flags.writeable = False

    @staticmethod
    def empty(units: int, leaves: int) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
        """Arrays to fill: no cell decided."""
        shape = (len(STAGES), units, leaves)
        return np.zeros(shape, np.int64), np.zeros(shape, np.int8)

    def latest(self, stage: str | None = None) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
        """Each cell's result: its latest stage, or its latest up to and including `stage`; both (units, leaves)."""
        last = len(STAGES) - 1 if stage is None else STAGES.index(stage)
        points, state = self.points[last].copy(), self.state[last].copy()
        for earlier in range(last - 1, -1, -1):
            open_cells = state == State.MISSING
            if not open_cells.any():
                break
            np.copyto(points, self.points[earlier], where=open_cells)
            np.copyto(state, self.state[earlier], where=open_cells)
        return points, state
