"""The crosswalk: what became of every criterion between two years."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from parindex.engine.points import plain
from parindex.engine.problems import Text
from parindex.engine.round import Link, Relation
from parindex.package.catalogue import crosswalk as says
from parindex.package.catalogue.kind import decimal
from parindex.package.listing import Listing
from parindex.package.nearest import Nearest, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from parindex.package.catalogue.kind import Said
    from parindex.package.checks.criteria import Criteria
    from parindex.package.checks.references import References
    from parindex.package.tables import Table

_RELATIONS = tuple(relation.value for relation in Relation)
_ALONE = {Relation.SAME, Relation.RENAMED, Relation.NEW, Relation.RETIRED}
_NOW, _BEFORE = Text("năm nay", "This year's"), Text("năm trước", "Last year's")


class _Row(NamedTuple):
    """One row as written; relation is None where it is none."""

    at: int
    now: str
    before: str
    relation: Relation | None


def read_links(table: Table | None, references: References, listing: Listing) -> tuple[Link, ...] | None:
    """The crosswalk, None where there is no such table; what is wrong with its own shape is listed.

    `check_links` holds it against the previous round.
    """
    if table is None:
        return None
    rows = _rows(table, listing)
    for row in rows:
        _check_sides(row, table, references, listing)
    known = [row for row in rows if row.relation is not None]
    once = _check_twice(known, table, listing)
    _check_numbers(once, table, listing)
    if "criterion" in table.columns:
        _check_gaps(rows, table, references.criteria, listing)
    return tuple(
        Link(row.now or None, row.before or None, row.relation)
        for row in once
        if row.relation is not None and (not row.now or row.now in references.leaf_at)
    )


def _rows(table: Table, listing: Listing) -> list[_Row]:
    near = Nearest(_RELATIONS)
    found = []
    columns = (table.texts(name) for name in ("criterion", "previous", "relation"))
    for at, (now, before, relation) in enumerate(zip(*columns, strict=True)):
        known = relation in _RELATIONS
        if not known and "relation" in table.columns:
            listing.add(says.RELATION_UNKNOWN, table.where(at, "relation"), value=relation, hint=near.hint(relation))
        found.append(_Row(at, now, before, Relation(relation) if known else None))
    return found


def _check_sides(row: _Row, table: Table, references: References, listing: Listing) -> None:
    """That a row names what its relation needs, and that this year's side is a leaf."""
    before, now = table.where(row.at, "previous"), table.where(row.at, "criterion")
    relation = row.relation
    if relation is Relation.NEW and row.before:
        listing.add(says.NEW_WITH_PREVIOUS, before, value=row.before)
    elif relation not in {Relation.NEW, None} and not row.before and "previous" in table.columns:
        listing.add(says.PREVIOUS_NEEDED, before, relation=relation or "")
    if relation is Relation.RETIRED and row.now:
        listing.add(says.RETIRED_WITH_CRITERION, now, value=row.now)
    elif relation not in {Relation.RETIRED, None} and not row.now and "criterion" in table.columns:
        listing.add(says.CRITERION_NEEDED, now, relation=relation or "")
    elif row.now and references.criteria.rows and row.now not in references.leaf_at:
        kind, named = references.criterion_fault(row.now)
        listing.add(kind, now, **named)


def _check_twice(rows: Iterable[_Row], table: Table, listing: Listing) -> list[_Row]:
    """The rows without those that join two criteria once more."""
    first: dict[tuple[str, str], _Row] = {}
    for row in rows:
        earlier = first.setdefault((row.now, row.before), row)
        if earlier is not row:
            listing.add(says.LINK_TWICE, table.where(row.at), first=str(table.rows[earlier.at]))
    return list(first.values())


def _check_numbers(rows: list[_Row], table: Table, listing: Listing) -> None:
    """One to one, one to several, several to one, as each row's relation says."""
    by_now: defaultdict[str, list[_Row]] = defaultdict(list)
    by_before: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        if row.now:
            by_now[row.now].append(row)
        if row.before:
            by_before[row.before].append(row)
    _Side(_NOW, "criterion", Relation.SPLIT, table, listing).check(by_now)
    _Side(_BEFORE, "previous", Relation.MERGED, table, listing).check(by_before)
    for before, theirs in by_before.items():
        if len(theirs) == 1 and theirs[0].relation is Relation.SPLIT:
            listing.add(says.SPLIT_ALONE, table.where(theirs[0].at, "relation"), value=before)
    for now, theirs in by_now.items():
        if len(theirs) == 1 and theirs[0].relation is Relation.MERGED:
            listing.add(says.MERGED_ALONE, table.where(theirs[0].at, "relation"), value=now)


class _Side(NamedTuple):
    """One side of the crosswalk; `once` is the relation beside same, renamed, new and retired that has it only once.

    Of a split, this year's criterion stands once; of a merger, last year's does.
    """

    said: Text
    column: str
    once: Relation
    table: Table
    listing: Listing

    def check(self, rows_of: Mapping[str, list[_Row]]) -> None:
        """Tell of every criterion that stands more often than its rows allow: once, at the last row."""
        for code, rows in rows_of.items():
            alone = [row for row in rows if row.relation in _ALONE or row.relation is self.once]
            if len(rows) == 1 or not alone:
                continue
            last = rows[-1]
            others = ", ".join(str(self.table.rows[row.at]) for row in rows[:-1][:5])
            told: dict[str, Said] = {"value": code, "others": others, "side": self.said}
            self.listing.add(
                says.NOT_ONE_TO_ONE, self.table.where(last.at, self.column), relation=str(alone[0].relation), **told
            )


def _check_gaps(rows: Iterable[_Row], table: Table, criteria: Criteria, listing: Listing) -> None:
    """Every leaf of this year stands in it; a misspelt one was told already."""
    rows = tuple(rows)
    near = criteria.nearest()
    named = {row.now for row in rows} | {near.of(row.now) for row in rows if row.now not in criteria.rows}
    lost = Nearest({row.before for row in rows if row.relation is Relation.RETIRED and row.before})
    for leaf in criteria.leaves:
        if leaf not in named:
            hint = lost.hint(leaf) if lost.of(leaf) != leaf else Text("", "")
            example = f"{leaf}, {leaf}, same" if lost.knows(leaf) else f"{leaf}, , new"
            listing.add(says.GAP, table.where(), value=leaf, hint=hint, row=example)


def check_links(table: Table, now: Criteria, before: Criteria, listing: Listing) -> None:
    """The crosswalk against the previous round: every leaf there stands in it, and nothing that is not there."""
    rows = _rows(table, Listing())  # words that are none were told when the table was read
    leaves = {code: at for at, code in enumerate(before.leaves)}
    near = before.nearest()
    named: set[str | None] = set()
    for row in rows:
        named.add(row.before)
        where = table.where(row.at, "previous")
        if not row.before or row.before in leaves:
            continue
        if row.before in before.rows:
            listing.add(says.PREVIOUS_IS_GROUP, where, value=row.before)
            named.update(before.below.get(row.before, ()))
        else:
            named.add(near.of(row.before))
            listing.add(says.PREVIOUS_UNKNOWN, where, value=row.before, hint=near.hint(row.before))
    if "previous" in table.columns:
        for leaf in before.leaves:
            if leaf not in named:
                listing.add(says.PREVIOUS_GAP, table.where(), value=leaf)
    _check_same(rows, table, (now, before), listing)


def _check_same(rows: Iterable[_Row], table: Table, years: tuple[Criteria, Criteria], listing: Listing) -> None:
    """Notes where what is called the same has another name or maximum."""
    now, before = years
    at_now = {code: at for at, code in enumerate(now.leaves)}
    at_before = {code: at for at, code in enumerate(before.leaves)}
    for row in rows:
        if row.relation is not Relation.SAME or row.now not in at_now or row.before not in at_before:
            continue
        where = table.where(row.at, "relation")
        names = before.names[row.before], now.names[row.now]
        if folded(names[0].vi) != folded(names[1].vi):
            listing.add(says.NAMES_DIFFER, where, before=names[0].vi, now=names[1].vi)
        maxima = int(before.maxima[at_before[row.before]]), int(now.maxima[at_now[row.now]])
        if maxima[0] != maxima[1] and all(maxima):
            told = {"before": decimal(plain(maxima[0])), "now": decimal(plain(maxima[1]))}
            listing.add(says.MAXIMA_DIFFER, where, **told)
