"""The scores table as the sheet of a round: stages x units x leaves, with everything wrong in it listed by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from parindex.engine.points import plain
from parindex.engine.problems import Text
from parindex.engine.sheet import STAGES, STATES, Sheet, State
from parindex.engine.tree import Source
from parindex.package.catalogue import scores as says
from parindex.package.catalogue.kind import decimal
from parindex.package.checks import plausible
from parindex.package.checks.amounts import read_points, unreadable
from parindex.package.checks.references import Found, looked_up
from parindex.package.nearest import Nearest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parindex.package.catalogue.kind import Kind, Said
    from parindex.package.checks.references import References
    from parindex.package.listing import Listing
    from parindex.package.tables import Column, Table

LARGEST = 20_000_000
"""Cells (units x leaves) that are computed: a thousand units would be assessed on twenty thousand leaves."""

_NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """sheet: only what could be read.  record: int32, the scores table's record of each cell, -1 where there is none.

    doubtful: bool (units, leaves), cells of which some row could not be used, so that nothing more is said of them.
    """

    sheet: Sheet
    record: NDArray[np.int32]
    doubtful: NDArray[np.bool_]

    @classmethod
    def empty(cls, units: int, leaves: int) -> Cells:
        """No row was read: everything is doubtful."""
        sheet = Sheet(*Sheet.empty(units, leaves))
        return cls(sheet, np.full(sheet.points.shape, _NONE, np.int32), np.ones((units, leaves), bool))

    def latest_record(self) -> NDArray[np.int32]:
        """The record that decides each cell, shape (units, leaves)."""
        latest: NDArray[np.int32] = self.record[-1].copy()
        for stage in range(len(STAGES) - 2, -1, -1):
            np.copyto(latest, self.record[stage], where=latest == _NONE)
        return latest


def read_cells(table: Table, references: References, listing: Listing) -> Cells:
    """Read the scores and list everything wrong with them."""
    units, leaves = len(references.unit_at), len(references.leaf_at)
    if not {"unit", "criterion", "stage"} <= set(table.columns):
        return Cells.empty(units, leaves)
    return _Reading(table, references, listing).read()


class _Reading:
    """One reading of the scores: an array per column, and which rows are sound."""

    def __init__(self, table: Table, references: References, listing: Listing) -> None:
        self.table, self.references, self.listing = table, references, listing
        self.criteria = references.criteria
        self.unit = references.units_in(table, listing)
        self.leaf = references.leaves_in(table, listing)
        self.stage = self._words("stage", {stage: at for at, stage in enumerate(STAGES)})
        self.sound = np.ones(len(table), bool)
        self.repeated = np.zeros(len(table), bool)

    def read(self) -> Cells:
        shape = (len(STAGES), len(self.references.unit_at), len(self.references.leaf_at))
        state = self._states()
        points = self._points(state)
        self._surveys()
        self._answers(state)
        known = (self.unit.at >= 0) & (self.leaf.at >= 0) & (self.stage.at >= 0)
        record = self._records(known, shape, np.stack([points, state]))
        points_of, state_of = Sheet.empty(shape[1], shape[2])
        rows = np.flatnonzero(known & self.sound)
        cells = self._cell(rows, shape)
        state_of.reshape(-1)[cells] = state[rows]
        points_of.reshape(-1)[cells] = points[rows]
        spoiled = self._spoiled(record)
        self._hide(spoiled, points_of, state_of)
        doubtful = np.zeros(shape[1:], bool)
        doubtful[self.unit.meant[spoiled], self.leaf.meant[spoiled]] = True
        return Cells(Sheet(points_of, state_of), record, doubtful)

    def _words(self, column: str, known: dict[str, int]) -> Found:
        """Positions of the words of a closed list; a column without any text at a row has -1 there."""
        found = self.table.columns[column]
        near = Nearest(known)
        positions = looked_up(found, known, near)
        kind = says.STAGE_UNKNOWN if column == "stage" else says.STATE_UNKNOWN
        wrong = positions.at < 0
        if column == "state":
            wrong &= self._filled(found)
        self.listing.rows(
            kind,
            self.table,
            np.flatnonzero(wrong),
            column,
            lambda at: {"value": found[at], "hint": near.hint(found[at])},
        )
        return positions

    def _states(self) -> NDArray[np.int8]:
        """Each row's state; SCORED, noted once, where points stand without one."""
        has_points = self._filled(self.table.columns.get("points"))
        column = self.table.columns.get("state")
        if column is None:
            blank = np.ones(len(self.table), bool)
            state = np.zeros(len(self.table), np.int8)
        else:
            words = {word: int(value) for word, value in STATES.items()}
            found = self._words("state", words).at
            blank = ~self._filled(column)
            self.sound &= (found >= 0) | blank
            state = np.maximum(found, 0).astype(np.int8)
        state[blank & has_points] = State.SCORED
        if assumed := int((blank & has_points).sum()):
            self.listing.add(says.STATE_ASSUMED, self.table.where(None, "state"), count=assumed)
        nothing = np.flatnonzero(blank & ~has_points)
        self.sound[nothing] = False
        self.listing.rows(says.STATE_MISSING, self.table, nothing, "state", lambda _: {})
        return state

    def _filled(self, column: Column | None) -> NDArray[np.bool_]:
        """Where a column holds a text."""
        if column is None:
            return np.zeros(len(self.table), bool)
        filled = np.array([bool(text) for text in column.values], bool)
        return filled[column.codes] if len(filled) else np.zeros(len(column), bool)

    def _points(self, state: NDArray[np.int8]) -> NDArray[np.int64]:
        """Micropoints of every row, 0 where it is not scored or not sound."""
        column = self.table.columns.get("points")
        if column is None:
            self.sound[:] = False
            return np.zeros(len(self.table), np.int64)
        read = [read_points(text) for text in column.values]
        values = np.array([0 if value is None else value for value in read], np.int64)
        readable = np.array([value is not None for value in read], bool)
        filled = self._filled(column)
        scored = state == State.SCORED
        self._absent_with_points(column, state, filled & (state > State.SCORED))
        self._without_points(np.flatnonzero(scored & ~filled))
        unreadable_rows = scored & filled & ~readable[column.codes]
        self._bad_points(says.POINTS_UNREADABLE, np.flatnonzero(unreadable_rows), column)
        points = values[column.codes]
        fit = scored & filled & ~unreadable_rows
        maximum = np.where(self.leaf.at >= 0, self.criteria.maxima[self.leaf.at], 0) if len(self.criteria.maxima) else 0
        self._bad_points(says.POINTS_NEGATIVE, np.flatnonzero(fit & (points < 0)), column)
        self._bad_points(says.POINTS_OVER, np.flatnonzero(fit & (points > maximum) & (maximum > 0)), column)
        fit &= self.sound & (self.leaf.at >= 0)
        bad = plausible.check_points(self.table, self.criteria, self.leaf.at, (column, values), fit, self.listing)
        self.sound[bad] = False
        fit &= self.sound
        bad = plausible.check_values(
            plausible.Scored(self.table, self.references, self.unit.at, self.leaf.at, self.stage.at, points),
            fit,
            self.listing,
        )
        self.sound[bad] = False
        return np.where(scored & self.sound, points, 0)

    def _absent_with_points(self, column: Column, state: NDArray[np.int8], wrong: NDArray[np.bool_]) -> None:
        rows = np.flatnonzero(wrong)
        self.sound[rows] = False
        self.listing.rows(
            says.POINTS_ABSENT,
            self.table,
            rows,
            "points",
            lambda at: {"state": State(int(state[at])).word, "value": decimal(column[at])},
        )

    def _without_points(self, rows: NDArray[np.intp]) -> None:
        self.sound[rows] = False
        self.listing.rows(
            says.POINTS_MISSING,
            self.table,
            rows,
            "points",
            lambda at: {"maximum": self._maximum(at), "hint": self._from_value(at)},
        )

    def _from_value(self, at: int) -> Text:
        """What the entered value would give."""
        column = self.table.columns.get("value")
        leaf = int(self.leaf.at[at])
        if column is None or not column[at] or leaf < 0:
            return Text("", "")
        given = plausible.given_points(self.criteria.rules[leaf], column[at])
        if given is None:
            return Text("", "")
        return Text(f"Giá trị đã nhập cho {given.vi} điểm. ", f"The value entered gives {given.en} points. ")

    def _bad_points(self, kind: Kind, rows: NDArray[np.intp], column: Column) -> None:
        self.sound[rows] = False

        def named(at: int) -> dict[str, Said]:
            text = column[at]
            told = {"value": decimal(text), "maximum": self._maximum(at), "fault": unreadable(text)}
            return {**told, "criterion": self._criterion(at)}

        self.listing.rows(kind, self.table, rows, "points", named)

    def _maximum(self, at: int) -> Text:
        leaf = int(self.leaf.at[at])
        maximum = int(self.criteria.maxima[leaf]) if leaf >= 0 else 0
        return decimal(plain(maximum)) if maximum else Text("điểm tối đa", "the maximum")

    def _criterion(self, at: int) -> str:
        leaf = int(self.leaf.at[at])
        return self.criteria.leaves[leaf] if leaf >= 0 else ""

    def _surveys(self) -> None:
        surveyed = np.array([source is Source.SURVEY for source in self.criteria.sources], bool)
        if not surveyed.any():
            return
        wrong = (self.stage.at == 0) & (self.leaf.at >= 0) & surveyed[self.leaf.at]
        rows = np.flatnonzero(wrong)
        self.sound[rows] = False
        self.listing.rows(
            says.SURVEY_SELF_SCORED, self.table, rows, "stage", lambda at: {"criterion": self._criterion(at)}
        )

    def _answers(self, state: NDArray[np.int8]) -> None:
        """Only a survey can have too few answers; elsewhere the word would lift the index."""
        surveyed = np.array([source is Source.SURVEY for source in self.criteria.sources], bool)
        wrong = (state == State.TOO_FEW_ANSWERS) & (self.leaf.at >= 0)
        if not wrong.any():
            return
        rows = np.flatnonzero(wrong & ~surveyed[self.leaf.at])
        self.sound[rows] = False
        self.listing.rows(says.NOT_A_SURVEY, self.table, rows, "state", lambda at: {"criterion": self._criterion(at)})

    def _cell(self, rows: NDArray[np.intp], shape: tuple[int, int, int]) -> NDArray[np.intp]:
        """Flat positions, in a sheet of this shape, of rows whose unit, leaf and stage are known."""
        _, units, leaves = shape
        return (self.stage.at[rows].astype(np.intp) * units + self.unit.at[rows]) * leaves + self.leaf.at[rows]

    def _records(
        self, known: NDArray[np.bool_], shape: tuple[int, int, int], said: NDArray[np.int64]
    ) -> NDArray[np.int32]:
        """The first row of every cell; later rows of the same cell are listed and not used.

        said: points and state of every row. A later row that says the same leaves no doubt about the cell.
        """
        rows = np.flatnonzero(known)
        cells = self._cell(rows, shape)
        record = np.full(shape, _NONE, np.int32)
        flat = record.reshape(-1)
        flat[cells[::-1]] = rows[::-1]  # of equal positions the last written stays: the first row
        again = rows[flat[cells] != rows]
        first = flat[self._cell(again, shape)]
        self.repeated[again] = self.sound[again] & self.sound[first] & (said[:, again] == said[:, first]).all(axis=0)
        self.sound[again] = False
        self._tell_twice(again, flat, shape)
        return record

    def _tell_twice(self, again: NDArray[np.intp], first: NDArray[np.int32], shape: tuple[int, int, int]) -> None:
        def named(at: int) -> dict[str, Said]:
            cell = self._cell(np.array([at]), shape)[0]
            return {
                "unit": self.table.columns["unit"][at],
                "criterion": self._criterion(at),
                "stage": self.table.columns["stage"][at],
                "first": str(self.table.rows[first[cell]]),
            }

        self.listing.rows(says.TWICE, self.table, again, None, named)

    def _spoiled(self, record: NDArray[np.int32]) -> NDArray[np.intp]:
        """Rows that cannot be used, though it is known (or, of a misspelt code, likely) which cell they are of.

        A guess does not count where the cell meant has a row of its own at that stage.
        """
        placed = (self.unit.meant >= 0) & (self.leaf.meant >= 0)
        guessed = (self.unit.at < 0) | (self.leaf.at < 0)
        rows = np.flatnonzero(placed & ((~self.sound & ~self.repeated) | (self.stage.at < 0) | guessed))
        taken = record[self.stage.at[rows], self.unit.meant[rows], self.leaf.meant[rows]] != _NONE
        return np.asarray(rows[~(guessed[rows] & taken & (self.stage.at[rows] >= 0))])

    def _hide(self, spoiled: NDArray[np.intp], points: NDArray[np.int64], state: NDArray[np.int8]) -> None:
        """Take out what those rows would have settled: earlier points must not pass for the result."""
        for stage in range(len(STAGES)):
            later = spoiled[(self.stage.at[spoiled] >= stage) | (self.stage.at[spoiled] < 0)]
            state[stage, self.unit.meant[later], self.leaf.meant[later]] = State.MISSING
            points[stage, self.unit.meant[later], self.leaf.meant[later]] = 0
