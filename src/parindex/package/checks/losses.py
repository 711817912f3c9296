"""The tables reasons and findings: every point lost has a reason, and every reason a point lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from parindex.engine.points import plain
from parindex.engine.problems import Text
from parindex.engine.round import Counting, Finding
from parindex.engine.sheet import State
from parindex.engine.tree import NotApplicable
from parindex.package.catalogue import losses as says
from parindex.package.catalogue import tables as tables_say
from parindex.package.catalogue.kind import decimal
from parindex.package.checks.amounts import read_points, unreadable
from parindex.package.nearest import Nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from parindex.engine.round import Recipe
    from parindex.package.catalogue.kind import Kind, Said
    from parindex.package.checks.cells import Cells
    from parindex.package.checks.references import References
    from parindex.package.listing import Listing
    from parindex.package.tables import Table


_WHOSE = ("unit", "criterion", "points_lost")


def read_reasons(table: Table | None, listing: Listing) -> dict[str, Text] | None:
    """Names by code; None where there is no such table."""
    if table is None:
        return None
    found: dict[str, Text] = {}
    rows: dict[str, int] = {}
    names = zip(table.texts("name_vi"), table.texts("name_en"), strict=True)
    for at, (code, (vi, en)) in enumerate(zip(table.texts("code"), names, strict=True)):
        where = table.where(at, "code")
        if not code:
            listing.add(says.REASON_CODE_MISSING, where)
        elif code in rows:
            listing.add(says.REASON_TWICE, where, value=code, first=str(table.rows[rows[code]]))
        else:
            rows[code] = at
            found[code] = Text(vi, en) if vi or en else Text(code, code)
            if not vi and "name_vi" in table.columns:
                listing.add(says.REASON_NAME_MISSING, table.where(at, "name_vi"), code=code)
    return found


def check_reason(table: Table, reasons: Mapping[str, Text] | None, listing: Listing) -> None:
    """The column `reason` of a table: given, and one of the reasons."""
    column = table.columns.get("reason")
    if column is None:
        return
    used = np.unique(column.codes).tolist()
    missing = [code for code in used if not column.values[code]]
    rows = np.flatnonzero(np.isin(column.codes, missing))
    listing.rows(tables_say.REASON_MISSING, table, rows, "reason", lambda _: {})
    if reasons is None:
        number = len(used) - len(missing)
        if number and table.name == "findings":  # an adjustment may give its reason in free words
            listing.add(tables_say.REASONS_TABLE_MISSING, table.where(None, "reason"), count=number)
        return
    near = Nearest(reasons, {name: code for code, text in reasons.items() for name in text if name})
    unknown = [code for code in used if column.values[code] and column.values[code] not in reasons]
    rows = np.flatnonzero(np.isin(column.codes, unknown))
    listing.rows(
        tables_say.REASON_UNKNOWN,
        table,
        rows,
        "reason",
        lambda at: {"value": column[at], "hint": near.hint(column[at])},
    )


def read_findings(
    table: Table | None,
    references: References,
    reasons: Mapping[str, Text] | None,
    counted: tuple[Cells, Recipe],
    listing: Listing,
) -> tuple[Finding, ...] | None:
    """The findings that can be used, None where there is no such table; everything wrong with them is listed.

    counted: the cells and how absences count, to hold the points lost against.
    """
    if table is None:
        return None
    check_reason(table, reasons, listing)
    check_twice(table, says.FINDING_TWICE, ("unit", "criterion", "reason", "points_lost"), listing)
    unit = references.units_in(table, listing)
    leaf = references.leaves_in(table, listing)
    lost = _points_lost(table, listing)
    sound = (unit.at >= 0) & (leaf.at >= 0) & (lost > 0)
    rows = np.flatnonzero(sound)
    claims = _Claims(rows, unit.at[rows], leaf.at[rows], lost[rows])
    meant = np.flatnonzero((unit.meant >= 0) & (leaf.meant >= 0) & ~sound)
    doubtful = counted[0].doubtful.copy()
    doubtful[unit.meant[meant], leaf.meant[meant]] = True
    if doubtful.size and set(_WHOSE) <= set(table.columns):
        _Losses(table, references, counted, doubtful, listing).check(claims)
    return tuple(_findings(table, references, claims))


def check_twice(table: Table, kind: Kind, columns: tuple[str, ...], listing: Listing) -> None:
    """List the rows that are equal to an earlier one in these columns and in their note."""
    if not set(columns) <= set(table.columns):
        return
    first: dict[tuple[str, ...], int] = {}
    texts = [table.texts(name) for name in (*columns, "note_vi")]
    for at, row in enumerate(zip(*texts, strict=True)):
        earlier = first.setdefault(row, at)
        if earlier != at:
            listing.add(kind, table.where(at), first=str(table.rows[earlier]))


def _points_lost(table: Table, listing: Listing) -> NDArray[np.int64]:
    """Micropoints by record; 0, listed, where they are no number above 0."""
    column = table.columns.get("points_lost")
    if column is None:
        return np.zeros(len(table), np.int64)
    read = [read_points(text) for text in column.values]
    values = np.array([value or 0 for value in read], np.int64)
    bad = np.array([value is None for value in read], bool)[column.codes] if read else np.zeros(len(table), bool)
    lost = values[column.codes] if read else np.zeros(len(table), np.int64)
    listing.rows(
        says.LOST_UNREADABLE,
        table,
        np.flatnonzero(bad),
        "points_lost",
        lambda at: {"value": column[at], "fault": unreadable(column[at])},
    )
    low = np.flatnonzero(~bad & (lost <= 0))
    listing.rows(says.LOST_NOT_POSITIVE, table, low, "points_lost", lambda at: {"value": decimal(column[at])})
    return lost


class _Claims(NamedTuple):
    """Sound findings: record, unit, leaf, micropoints."""

    rows: NDArray[np.intp]
    unit: NDArray[np.int32]
    leaf: NDArray[np.int32]
    lost: NDArray[np.int64]


def _findings(table: Table, references: References, claims: _Claims) -> Iterator[Finding]:
    reason, note = table.texts("reason"), table.texts("note_vi")
    units, leaves = references.units.units, references.criteria.leaves
    for at, unit, leaf, lost in zip(*(column.tolist() for column in claims), strict=True):
        yield Finding(units[unit].code, leaves[leaf], reason[at], lost, note[at])


class _Losses:
    """Holds what the findings say against what was lost: maximum less points, by unit and leaf."""

    def __init__(
        self,
        table: Table,
        references: References,
        counted: tuple[Cells, Recipe],
        doubtful: NDArray[np.bool_],
        listing: Listing,
    ) -> None:
        self.table, self.references, self.listing = table, references, listing
        self.cells, self.recipe = counted
        self.doubtful = doubtful
        self.points, self.state = self.cells.sheet.latest()
        self.maxima = references.criteria.maxima
        self.lost = self._lost()

    def check(self, claims: _Claims) -> None:
        claimed = np.zeros(self.lost.shape, np.int64)
        np.add.at(claimed, (claims.unit, claims.leaf), claims.lost)
        last = np.full(self.lost.shape, -1, np.int64)
        last[claims.unit, claims.leaf] = claims.rows
        told = (last >= 0) & ~self.doubtful & (self.maxima > 0)
        self._without_loss(claims, told & (self.lost == 0))
        rules = self.references.criteria.rules
        required = np.array([rule is not None and not rule.explains_loss for rule in rules], bool)
        self._tell_sums(says.LOSS_OVER, told & (self.lost > 0) & (claimed > self.lost), claimed, last)
        short = told & (claimed < self.lost) & required & (self.state == State.SCORED)
        self._tell_sums(says.LOSS_UNEXPLAINED, short, claimed, last)
        silent = (last < 0) & (self.lost > 0) & required & (self.state == State.SCORED) & ~self.doubtful
        self._tell_silent(silent)

    def _lost(self) -> NDArray[np.int64]:
        """What every cell lost, in micropoints; an absent cell that counts as zero lost its maximum."""
        whole = np.zeros(self.state.shape, bool)
        for state, counting in self.recipe.absence.items():
            if counting is Counting.ZERO:
                whole |= self.state == state
        zero = np.array([word is NotApplicable.ZERO for word in self.references.criteria.not_applicable], bool)
        whole |= (self.state == State.NOT_APPLICABLE) & zero
        return np.where(whole | (self.state == State.SCORED), self.maxima - self.points, 0)

    def _without_loss(self, claims: _Claims, where: NDArray[np.bool_]) -> None:
        """Findings on leaves that cost the unit nothing, by what is known of the cell."""
        rows = claims.rows[where[claims.unit, claims.leaf]]
        of = dict(zip(claims.rows.tolist(), zip(claims.unit.tolist(), claims.leaf.tolist(), strict=True), strict=True))
        kinds: dict[State, Kind] = {
            State.SCORED: says.FINDING_WITHOUT_LOSS,
            State.MISSING: says.FINDING_UNSCORED,
            State.NOT_APPRAISED: says.FINDING_UNSCORED,
        }
        for state in State:
            theirs = [at for at in rows.tolist() if self.state[of[at]] == state]
            kind = kinds.get(state, says.FINDING_NOT_APPLICABLE)
            self.listing.rows(kind, self.table, np.array(theirs, np.intp), "criterion", lambda at: self._named(*of[at]))

    def _named(self, unit: int, leaf: int) -> dict[str, Said]:
        return {
            "unit": self.references.units.units[unit].code,
            "criterion": self.references.criteria.leaves[leaf],
            "points": decimal(plain(int(self.points[unit, leaf]))),
            "maximum": decimal(plain(int(self.maxima[leaf]))),
            "lost": decimal(plain(int(self.lost[unit, leaf]))),
            "state": State(int(self.state[unit, leaf])).word,
        }

    def _tell_sums(
        self, kind: Kind, where: NDArray[np.bool_], claimed: NDArray[np.int64], last: NDArray[np.int64]
    ) -> None:
        """One problem per cell, at the last finding of it."""
        cells = {int(last[unit, leaf]): (unit, leaf) for unit, leaf in np.argwhere(where).tolist()}

        def named(at: int) -> dict[str, Said]:
            cell = cells[at]
            total, rest = int(claimed[cell]), int(self.lost[cell] - claimed[cell])
            return self._named(*cell) | {"sum": decimal(plain(total)), "rest": decimal(plain(rest))}

        self.listing.rows(kind, self.table, np.array(sorted(cells), np.intp), "points_lost", named)

    def _tell_silent(self, where: NDArray[np.bool_]) -> None:
        if not where.any():
            return
        records = self.cells.latest_record()
        scores = self.references.scores

        def named(unit: int, leaf: int) -> dict[str, Said]:
            row = "" if scores is None else str(scores.rows[records[unit, leaf]])
            return self._named(unit, leaf) | {"file": "" if scores is None else scores.place, "row": row}

        self.listing.cells(says.LOSS_WITHOUT_FINDING, self.table.where(), np.argwhere(where), named)
