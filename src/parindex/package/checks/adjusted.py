"""The adjustments table: bonuses and penalties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.engine.points import plain
from parindex.engine.problems import Text
from parindex.engine.round import Adjustment
from parindex.package.catalogue import losses as says
from parindex.package.catalogue.kind import decimal
from parindex.package.checks.amounts import read_points, unreadable
from parindex.package.checks.losses import check_reason, check_twice
from parindex.package.nearest import Nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.engine.round import Recipe
    from parindex.package.catalogue.kind import Said
    from parindex.package.checks.references import References
    from parindex.package.listing import Listing
    from parindex.package.tables import Table

KINDS = ("bonus", "penalty")
_PLURAL = {"bonus": Text("Điểm thưởng", "The bonuses"), "penalty": Text("Điểm trừ", "The penalties")}


def read_adjustments(
    table: Table | None,
    references: References,
    reasons: Mapping[str, Text] | None,
    recipe: Recipe,
    listing: Listing,
) -> tuple[Adjustment, ...]:
    """The adjustments that can be used; everything wrong with the others is listed."""
    if table is None:
        return ()
    unit = references.units_in(table, listing).at.tolist()
    check_reason(table, reasons, listing)
    check_twice(table, says.ADJUSTMENT_TWICE, ("unit", "kind", "points", "reason"), listing)
    kinds, points = _kinds(table, listing), _points(table, listing)
    reason, note = table.texts("reason"), table.texts("note_vi")
    units = references.units.units
    found = tuple(
        Adjustment(units[unit[at]].code, kinds[at] or "", points[at] or 0, reason[at], note[at])
        for at in range(len(table))
        if unit[at] >= 0 and kinds[at] and points[at] is not None
    )
    _check_caps(table, found, recipe, listing)
    return found


def _kinds(table: Table, listing: Listing) -> list[str | None]:
    near = Nearest(KINDS)
    found: list[str | None] = []
    for at, kind in enumerate(table.texts("kind")):
        found.append(kind if kind in KINDS else None)
        if kind not in KINDS and "kind" in table.columns:
            listing.add(says.ADJUSTMENT_KIND_UNKNOWN, table.where(at, "kind"), value=kind, hint=near.hint(kind))
    return found


def _points(table: Table, listing: Listing) -> list[int | None]:
    found: list[int | None] = []
    for at, text in enumerate(table.texts("points")):
        points, where = read_points(text), table.where(at, "points")
        if "points" not in table.columns:
            points = None
        elif points is None:
            listing.add(says.ADJUSTMENT_UNREADABLE, where, value=text, fault=unreadable(text))
        elif points < 0:
            listing.add(says.ADJUSTMENT_SIGNED, where, value=decimal(text))
            points = None
        found.append(points)
    return found


def _check_caps(table: Table, found: tuple[Adjustment, ...], recipe: Recipe, listing: Listing) -> None:
    sums: dict[tuple[str, str], int] = {}
    for adjustment in found:
        key = (adjustment.unit, adjustment.kind)
        sums[key] = sums.get(key, 0) + adjustment.points
    for (unit, kind), total in sums.items():
        cap = recipe.caps.get(kind)
        if cap is not None and total > cap:
            told: dict[str, Said] = {"sum": decimal(plain(total)), "cap": decimal(plain(cap)), "unit": unit}
            listing.add(says.OVER_CAP, table.where(None, "points"), kind=_PLURAL[kind], **told)
