"""A round against the one before: years, units and their predecessors, and the crosswalk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.engine.problems import Problem, Where
from parindex.package.catalogue import crosswalk as says
from parindex.package.catalogue import units as units_say
from parindex.package.checks.entries import descriptor_place
from parindex.package.checks.links import check_links
from parindex.package.nearest import Nearest

if TYPE_CHECKING:
    from parindex.package.checks.build import Draft
    from parindex.package.listing import Listing


def check_years(now: Draft, before: Draft, listing: Listing) -> None:
    """List everything that keeps the two rounds from being compared, at its place in this year's package."""
    years = now.heading.year, before.heading.year
    if all(years) and years[1] >= years[0]:
        listing.take([not_earlier(*years, descriptor_place(now.package))])
    if now.units.units and before.units.units:
        _check_units(now, before, listing)
    if now.criteria.leaves and before.criteria.leaves:
        table = now.package.tables.get("crosswalk")
        if table is None:
            listing.add(says.CROSSWALK_MISSING, now.package.tables["criteria"].where())
        else:
            check_links(table, now.criteria, before.criteria, listing)


def not_earlier(now: int, before: int, place: str = "datapackage.json") -> Problem:
    """The problem of a previous round that is of the same year or a later one."""
    return says.NOT_EARLIER.at(Where(place, None, "parindex.year"), now=str(now), before=str(before))


def _check_units(now: Draft, before: Draft, listing: Listing) -> None:
    """A unit continues itself, where its code stands in both rounds, and its predecessors."""
    table = now.package.tables["units"]
    near = before.units.nearest()
    gone = _gone(now, before)
    used: set[str] = set()
    for unit in now.units.units:
        at = now.units.rows[unit.code]
        used.update((unit.code, *unit.predecessors))
        unknown = [code for code in unit.predecessors if not near.knows(code) and code != unit.code]
        for code in unknown:
            listing.add(
                units_say.PREDECESSOR_UNKNOWN, table.where(at, "predecessors"), value=code, hint=near.hint(code)
            )
            used.add(near.of(code) or code)
        if not unknown and not any(near.knows(code) for code in (unit.code, *unit.predecessors)):
            hint = gone.hint(unit.code)
            if not any(hint):
                hint = gone.hint(unit.name.vi)
            listing.add(units_say.NO_PREDECESSOR, table.where(at, "predecessors"), code=unit.code, hint=hint)
    for unit in before.units.units:
        if unit.code not in used:
            listing.add(units_say.PREVIOUS_UNUSED, table.where(), code=unit.code)


def _gone(now: Draft, before: Draft) -> Nearest:
    """Suggests, by code or name, units of the previous round that are not in this one."""
    left = [unit for unit in before.units.units if unit.code not in now.units.rows]
    return Nearest([unit.code for unit in left], {name: unit.code for unit in left for name in unit.name if name})
