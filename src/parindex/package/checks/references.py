"""From codes in cells to positions: which unit, which leaf, which word of a closed list each row means.

Every distinct text is looked up once; a row is looked at again only where its text is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from parindex.engine.problems import Text
from parindex.package.catalogue import tables as says
from parindex.package.catalogue.kind import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from parindex.package.catalogue.kind import Kind, Said
    from parindex.package.checks.criteria import Criteria
    from parindex.package.checks.units import Units
    from parindex.package.listing import Listing
    from parindex.package.nearest import Nearest
    from parindex.package.tables import Column, Table

_NAMED = 5
"""Leaves named where a group was used in place of one."""


class Found(NamedTuple):
    """Positions by record, -1 where there is none. `meant` also holds what a misspelt code most likely stands for.

    A row whose code is nearly right must not make its cell look forgotten as well: one slip is told once.
    """

    at: NDArray[np.int32]
    meant: NDArray[np.int32]


class References:
    """Looks up the codes of units and leaves in any table. Where a table is absent nothing is said about its codes."""

    def __init__(self, criteria: Criteria, units: Units, scores: Table | None = None) -> None:
        self.criteria, self.units, self.scores = criteria, units, scores
        self.unit_at = {unit.code: at for at, unit in enumerate(units.units)}
        self.leaf_at = {code: at for at, code in enumerate(criteria.leaves)}
        self.near_unit, self.near_criterion = units.nearest(), criteria.nearest()

    def units_in(self, table: Table, listing: Listing) -> Found:
        """The unit of every row."""
        column = table.columns.get("unit")
        if column is None or not self.unit_at:
            return nothing(table)
        found = looked_up(column, self.unit_at, self.near_unit)
        self._tell(table, column, found.at < 0, self._unit_fault, listing, "unit")
        return found

    def leaves_in(self, table: Table, listing: Listing) -> Found:
        """The leaf of every row."""
        column = table.columns.get("criterion")
        if column is None or not self.criteria.rows:
            return nothing(table)
        found = looked_up(column, self.leaf_at, self.near_criterion)
        self._tell(table, column, found.at < 0, self.criterion_fault, listing, "criterion")
        return found

    def criterion_fault(self, text: str) -> tuple[Kind, dict[str, Said]]:
        """Why a text is no leaf."""
        if not text:
            return says.CRITERION_EMPTY, {}
        if text in self.criteria.rows:
            return says.CRITERION_IS_GROUP, {"value": text, "leaves": self._leaves(text)}
        return says.CRITERION_UNKNOWN, {"value": text, "hint": self.near_criterion.hint(text)}

    def _unit_fault(self, text: str) -> tuple[Kind, dict[str, Said]]:
        if not text:
            return says.UNIT_EMPTY, {}
        return says.UNIT_UNKNOWN, {"value": text, "hint": self.near_unit.hint(text)}

    def _leaves(self, group: str) -> Text:
        below = self.criteria.below.get(group, ())
        named = ", ".join(quoted(code) for code in below[:_NAMED]) + (", …" if len(below) > _NAMED else "")
        return Text(named or "…", named or "…")

    def _tell(
        self,
        table: Table,
        column: Column,
        wrong: NDArray[np.bool_],
        fault: Callable[[str], tuple[Kind, dict[str, Said]]],
        listing: Listing,
        name: str,
    ) -> None:
        rows = np.flatnonzero(wrong)
        if not len(rows):
            return
        by_kind: dict[Kind, list[int]] = {}
        for code in np.unique(column.codes[rows]).tolist():
            by_kind.setdefault(fault(column.values[code])[0], []).append(code)
        for kind, codes in by_kind.items():
            theirs = rows[np.isin(column.codes[rows], codes)]
            listing.rows(kind, table, theirs, name, lambda at: fault(column[at])[1])


def looked_up(column: Column, known: Mapping[str, int], near: Nearest | None = None) -> Found:
    """Positions of a column's texts among known ones."""
    used = np.zeros(len(column.values), bool)
    used[column.codes] = True
    at = np.full(len(column.values), -1, np.int32)
    meant = at.copy()
    for code, text in enumerate(column.values):
        position = known.get(text, -1)
        at[code] = meant[code] = position
        if position < 0 and near is not None and used[code] and (guess := near.of(text)) is not None:
            meant[code] = known.get(guess, -1)
    return Found(at[column.codes], meant[column.codes])


def nothing(table: Table) -> Found:
    """No row means anything."""
    none = np.full(len(table), -1, np.int32)
    return Found(none, none)
