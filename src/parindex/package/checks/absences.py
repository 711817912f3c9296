"""Cells that carry no points: those nobody decided on, and how the absent ones count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from parindex.engine.problems import Text
from parindex.engine.round import Counting
from parindex.engine.sheet import State
from parindex.package.catalogue import scores as says

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from parindex.engine.round import Recipe
    from parindex.package.checks.cells import Cells
    from parindex.package.checks.references import References
    from parindex.package.listing import Listing
    from parindex.package.tables import Table

_STATES = {
    State.NOT_SUBMITTED: Text("đơn vị không nộp", "not submitted"),
    State.NOT_APPRAISED: Text("chưa thẩm định", "not appraised"),
    State.TOO_FEW_ANSWERS: Text("không đủ phiếu trả lời", "without enough answers"),
}
_COUNTING = {
    Counting.EXCLUDE: Text("loại khỏi điểm tối đa", "left out of the maximum"),
    Counting.ZERO: Text("tính 0 điểm", "counted as 0 points"),
}


NAMED = 12
"""Cells named in a note; of more, the first."""


def check_absences(
    tables: Mapping[str, Table], references: References, cells: Cells, recipe: Recipe, listing: Listing
) -> None:
    """List every cell that keeps the round from being published, and count those that do not."""
    scores = tables.get("scores")
    if scores is None or not cells.doubtful.size or cells.doubtful.all():
        return
    _self_only(scores, references, cells, listing)
    _, state = cells.sheet.latest()
    missing = (state == State.MISSING) & ~cells.doubtful
    if missing.any():
        if recipe.absence[State.MISSING] is Counting.BLOCK:
            _Missing(tables, references, listing).tell(missing)
        else:
            counting = _COUNTING[recipe.absence[State.MISSING]]
            listing.add(says.MISSING_COUNTED, scores.where(), count=int(missing.sum()), counting=counting)
    for absent, word in _STATES.items():
        found = (state == absent) & ~cells.doubtful
        if not found.any():
            continue
        counting_of = recipe.absence[absent]
        if counting_of is Counting.BLOCK:
            _tell_blocking(scores, references, cells.latest_record(), (found, word), listing)
        else:
            counting = _COUNTING[counting_of]
            told = int(found.sum())
            listing.add(says.ABSENCE_COUNTED, scores.where(), count=told, state=word, counting=counting)


def _self_only(scores: Table, references: References, cells: Cells, listing: Listing) -> None:
    """Note cells whose self-score stands as the result, where the same leaf was appraised for others."""
    state = cells.sheet.state
    later = (state[1:] != State.MISSING).any(axis=0)
    alone = (state[0] == State.SCORED) & ~later & ~cells.doubtful & later.any(axis=0)
    found = np.argwhere(alone).tolist()
    if found:
        units, leaves = references.units.units, references.criteria.leaves
        named = ", ".join(f"{units[unit].code} {leaves[leaf]}" for unit, leaf in found[:NAMED])
        rest = " …" if len(found) > NAMED else ""
        listing.add(says.SELF_ONLY, scores.where(), count=len(found), cells=Text(named + rest, named + rest))


def _tell_blocking(
    scores: Table,
    references: References,
    records: NDArray[np.int32],
    absent: tuple[NDArray[np.bool_], Text],
    listing: Listing,
) -> None:
    found, word = absent
    units, leaves = references.units.units, references.criteria.leaves
    unit, leaf = np.nonzero(found)
    rows = records[found].astype(np.intp)
    order = np.argsort(rows)
    cell = dict(zip(rows[order].tolist(), order.tolist(), strict=True))
    listing.rows(
        says.ABSENCE_BLOCKS,
        scores,
        rows[order],
        "state",
        lambda at: {"unit": units[unit[cell[at]]].code, "criterion": leaves[leaf[cell[at]]], "state": word},
    )


class _Missing:
    """Tells of cells without any row: a unit or a leaf that has none at all is told once."""

    def __init__(self, tables: Mapping[str, Table], references: References, listing: Listing) -> None:
        self.scores, self.criteria_table, self.units_table = tables["scores"], tables["criteria"], tables["units"]
        self.references, self.listing = references, listing

    def tell(self, missing: NDArray[np.bool_]) -> None:
        units, leaves = self.references.units.units, self.references.criteria.leaves
        whole_units: NDArray[np.bool_] = np.asarray(missing.all(axis=1))
        for at in np.flatnonzero(whole_units).tolist():
            row = self.references.units.rows[units[at].code]
            self.listing.add(says.UNIT_MISSING, self.units_table.where(row, "code"), unit=units[at].code)
        rest = missing & ~whole_units[:, None]
        whole_leaves = np.asarray(missing.all(axis=0)) & rest.any(axis=0) & (len(missing) > 1)
        for at in np.flatnonzero(whole_leaves).tolist():
            row = self.references.criteria.rows[leaves[at]]
            self.listing.add(says.LEAF_MISSING, self.criteria_table.where(row, "code"), criterion=leaves[at])
        self.listing.cells(
            says.CELL_MISSING,
            self.scores.where(),
            np.argwhere(rest & ~whole_leaves),
            lambda unit, leaf: {"unit": units[unit].code, "criterion": leaves[leaf]},
        )
