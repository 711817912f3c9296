"""Points that the leaf's rule cannot give, and values that give other points than those entered."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from parindex.engine.points import PLACES, plain, shown
from parindex.engine.problems import Text
from parindex.engine.rules.base import BadValue
from parindex.engine.rules.relative import Relative
from parindex.engine.sheet import STAGES
from parindex.package.catalogue import scores as says
from parindex.package.catalogue.kind import decimal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from parindex.engine.rules.base import Fault, Rule
    from parindex.package.catalogue.kind import Said
    from parindex.package.checks.criteria import Criteria
    from parindex.package.checks.references import References
    from parindex.package.listing import Listing
    from parindex.package.tables import Column, Table

_LARGEST = 32_000_000
"""Entries of a table leaves x distinct texts (bytes); where it would be larger, rows are sorted instead."""


_TWO_READINGS = ("unclear_ratio", "over_whole")
"""Faults of a bare number that could be a share or a percentage."""


class Scored(NamedTuple):
    """The rows of a scores table with their positions (-1 unknown) and micropoints."""

    table: Table
    references: References
    unit: NDArray[np.int32]
    leaf: NDArray[np.int32]
    stage: NDArray[np.int32]
    points: NDArray[np.int64]


def check_points(
    table: Table,
    criteria: Criteria,
    leaf: NDArray[np.int32],
    points: tuple[Column, NDArray[np.int64]],
    rows: NDArray[np.bool_],
    listing: Listing,
) -> NDArray[np.intp]:
    """List the rows whose points no value could give, and return them.

    points: the column and the micropoints of its distinct texts, so that each rule sees each number once.
    """
    column, values = points
    asked = np.array([_restricts(rule) for rule in criteria.rules], bool)
    if not asked.any():
        return np.zeros(0, np.intp)
    looked = np.flatnonzero(rows & asked[leaf])
    wrong = looked[_impossible(criteria.rules, leaf[looked], column.codes[looked], values)]

    def named(at: int) -> dict[str, Said]:
        rule = criteria.rules[leaf[at]]
        return {
            "criterion": criteria.leaves[leaf[at]],
            "rule": rule.kind if rule else "",
            "value": decimal(column[at]),
            "possible": rule.possible() if rule else "",
        }

    listing.rows(says.POINTS_IMPOSSIBLE, table, wrong, "points", named)
    return wrong


def _restricts(rule: Rule | None) -> bool:
    """Whether a rule leaves any points out. A rule that divides gives all from some least points up; 1 is the least."""
    return rule is not None and not (rule.rounds and rule.can_give(1))


def _impossible(
    rules: tuple[Rule | None, ...], leaf: NDArray[np.int32], code: NDArray[np.int32], values: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Per row, whether its leaf's rule cannot give its points."""
    pair = leaf.astype(np.int64) * len(values) + code
    size = len(rules) * len(values)
    if size > _LARGEST:
        pairs, pair = np.unique(pair, return_inverse=True)
    else:
        seen = np.zeros(size, bool)
        seen[pair] = True
        pairs = np.flatnonzero(seen)
    verdict = [
        rule is not None and not rule.can_give(points)
        for rule, points in zip(
            (rules[at] for at in (pairs // len(values)).tolist()), values[pairs % len(values)].tolist(), strict=True
        )
    ]
    if size > _LARGEST:
        return np.asarray(np.array(verdict, bool)[pair])
    impossible = np.zeros(size, bool)
    impossible[pairs] = verdict
    return np.asarray(impossible[pair])


def given_points(rule: Rule | None, value: str) -> Text | None:
    """The points that a value gives, where that does not hang on other units."""
    if rule is None or isinstance(rule, Relative):
        return None
    try:
        return _written(rule.points(value))
    except BadValue:
        return None


def _written(points: Fraction) -> Text:
    """Exact points as a person would enter them."""
    text = shown(points, PLACES)
    return decimal(plain(int(text.replace(".", ""))))


def check_values(scored: Scored, rows: NDArray[np.bool_], listing: Listing) -> NDArray[np.intp]:
    """List the rows whose value cannot be read or gives other points, and return them."""
    column = scored.table.columns.get("value")
    if column is None or not any(column.values) or not rows.any():
        return np.zeros(0, np.intp)
    filled = np.array([bool(text) for text in column.values], bool)
    ruled = np.array([rule is not None for rule in scored.references.criteria.rules], bool)
    looked = np.flatnonzero(rows & filled[column.codes] & ruled[scored.leaf])
    return _Values(scored, column, rows, listing).check(looked)


class _Values:
    """One look at the values of a scores table; each distinct (leaf, value, points) is asked about once."""

    def __init__(self, scored: Scored, column: Column, scored_rows: NDArray[np.bool_], listing: Listing) -> None:
        self.scored, self.column, self.listing = scored, column, listing
        self.rules = scored.references.criteria.rules
        self.scored_rows = scored_rows

    def check(self, looked: NDArray[np.intp]) -> NDArray[np.intp]:
        relative = np.array([isinstance(rule, Relative) for rule in self.rules], bool)
        is_relative = relative[self.scored.leaf[looked]]
        wrong = [*self._plain(looked[~is_relative]), *self._relative(looked[is_relative])]
        return np.array(sorted(wrong), np.intp)

    def _plain(self, looked: NDArray[np.intp]) -> Iterator[int]:
        for rows in self._alike(looked):
            yield from self._tell(rows, None)

    def _alike(self, looked: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
        """Rows with the same leaf, value and points."""
        if not len(looked):
            return
        _, points = np.unique(self.scored.points[looked], return_inverse=True)
        key = self.scored.leaf[looked].astype(np.int64) * len(self.column.values) + self.column.codes[looked]
        _, key = np.unique(key, return_inverse=True)
        _, group = np.unique(key * (int(points.max()) + 1) + points, return_inverse=True)
        order = np.argsort(group, kind="stable")
        yield from np.split(looked[order], np.flatnonzero(np.diff(group[order])) + 1)

    def _tell(self, rows: NDArray[np.intp], best: Fraction | None) -> Iterator[int]:
        """List rows that share leaf, value and points, if they are wrong; yield them."""
        first = int(rows[0])
        rule, value = self.rules[self.scored.leaf[first]], self.column[first]
        if rule is None:
            return
        points = int(self.scored.points[first])
        try:
            if rule.agrees(value, points, best):
                return
            computed = _written(rule.points(value, best))
        except BadValue as bad:
            meant = _meant(rule, value, points, best) if bad.fault.code in _TWO_READINGS else None
            if meant is None:
                self._tell_fault(rows, bad.fault)
            else:
                reading: dict[str, Said] = {"value": value, "meant": decimal(meant), "points": decimal(plain(points))}
                self.listing.rows(says.VALUE_MEANT, self.scored.table, rows, "value", lambda _: reading)
                return
        else:
            told: dict[str, Said] = {"value": value, "computed": computed, "points": decimal(plain(points))}
            self.listing.rows(says.VALUE_DISAGREES, self.scored.table, rows, "value", lambda _: told)
        yield from rows.tolist()

    def _tell_fault(self, rows: NDArray[np.intp], fault: Fault) -> None:
        for at in rows.tolist():
            self.listing.fault(self.scored.table.where(at, "value"), fault)

    def _relative(self, looked: NDArray[np.intp]) -> Iterator[int]:
        """Relative values are held against the best ratio of their block: at the same stage, or of all as they stand at last.

        Where a scored row of that block has no readable value the best is not known, and only readability is told.
        """
        if not len(looked):
            return
        contest, last = self._contests(), self._last_bests()
        for key in np.unique(contest[looked]).tolist():
            best = self._best(np.flatnonzero(self.scored_rows & (contest == key)))
            for alike in self._alike(looked[contest[looked] == key]):
                if best is not None:
                    yield from self._tell(alike, self._agreeing(alike, last, best))
                elif (fault := self._unreadable(alike)) is not None:
                    self._tell_fault(alike, fault)
                    yield from alike.tolist()

    def _agreeing(
        self, rows: NDArray[np.intp], last: Mapping[tuple[int, str], Fraction | None], best: Fraction
    ) -> Fraction:
        """The best ratio at the end where these rows agree with it, else that of their stage."""
        first = int(rows[0])
        rule = self.rules[self.scored.leaf[first]]
        at_last = last.get((int(self.scored.leaf[first]), self._block(first)))
        if rule is None or at_last is None:
            return best
        return at_last if _agrees(rule, self.column[first], int(self.scored.points[first]), at_last) else best

    def _block(self, row: int) -> str:
        unit = int(self.scored.unit[row])
        return self.scored.references.units.units[unit].block if unit >= 0 else ""

    def _last_bests(self) -> dict[tuple[int, str], Fraction | None]:
        """By leaf and block: the best ratio of the units, each at its latest stage."""
        latest: dict[tuple[int, int], int] = {}
        relative = np.array([isinstance(rule, Relative) for rule in self.rules], bool)
        for row in np.flatnonzero((self.scored.leaf >= 0) & relative[self.scored.leaf]).tolist():
            key = (int(self.scored.leaf[row]), int(self.scored.unit[row]))
            if key not in latest or self.scored.stage[row] > self.scored.stage[latest[key]]:
                latest[key] = row
        rivals: dict[tuple[int, str], list[int]] = {}
        for (leaf, _), row in latest.items():
            if self.scored_rows[row]:
                rivals.setdefault((leaf, self._block(row)), []).append(row)
        return {key: self._best(np.array(rows, np.intp)) for key, rows in rivals.items()}

    def _contests(self) -> NDArray[np.int64]:
        """A number for every row that is the same for the same leaf, stage and block."""
        blocks: dict[str, int] = {}
        # a last entry for rows without a unit, whose position is -1
        of = [blocks.setdefault(unit.block, len(blocks)) for unit in self.scored.references.units.units] + [-1]
        block = np.array(of, np.int64)[self.scored.unit] + 1
        stage = self.scored.stage.astype(np.int64) + 1
        return (self.scored.leaf.astype(np.int64) * (len(STAGES) + 1) + stage) * (len(blocks) + 1) + block

    def _best(self, rivals: NDArray[np.intp]) -> Fraction | None:
        rule = self.rules[self.scored.leaf[rivals[0]]]
        if not isinstance(rule, Relative):
            return None
        try:
            return max(rule.ratio(self.column[at]) for at in rivals.tolist())
        except BadValue:
            return None

    def _unreadable(self, rows: NDArray[np.intp]) -> Fault | None:
        rule = self.rules[self.scored.leaf[rows[0]]]
        try:
            if isinstance(rule, Relative):
                rule.ratio(self.column[int(rows[0])])
        except BadValue as bad:
            return bad.fault
        return None


def _meant(rule: Rule, value: str, points: int, best: Fraction | None) -> str | None:
    """The one reading of a bare number, as a percentage, that gives the entered points; a spreadsheet keeps 90 % as 0.9."""
    try:
        readings = [f"{(factor * Decimal(value)).normalize():f}%" for factor in (100, 1)]
    except InvalidOperation:
        return None
    agreeing = [reading for reading in readings if _agrees(rule, reading, points, best)]
    return agreeing[0] if len(agreeing) == 1 else None


def _agrees(rule: Rule, value: str, points: int, best: Fraction | None) -> bool:
    try:
        return rule.agrees(value, points, best)
    except BadValue:
        return False
