"""Who is in a round, and under which name: copied from the register, so that later acts change nothing in the round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from parindex.directory.models import Succession, Unit
from parindex.directory.names import search_key, sort_key
from parindex.engine.problems import Text
from parindex.grammar.verdict import Invalid
from parindex.rounds.models import Round, RoundUnit


class Member(NamedTuple):
    """A unit as the round will have it. predecessors: codes of units of the round before, ";" between."""

    unit: Unit
    block: str
    predecessors: str

    @property
    def code(self) -> str:
        """The unit's code."""
        return self.unit.code


def members(round_: Round, chosen: Sequence[Unit | tuple[Unit, str]], day: date) -> list[Member]:
    """The units with block and predecessors as of a day. Raises Invalid for units named twice or ended before the year."""
    pairs = [(row, "") if isinstance(row, Unit) else row for row in chosen]
    _check(round_, [unit for unit, _ in pairs])
    before = predecessors(round_, [unit for unit, _ in pairs], day)
    return [Member(unit, block or unit.block.code, ";".join(before[unit.pk])) for unit, block in pairs]


def store(round_: Round, wanted: list[Member]) -> None:
    """Write them in this order; rows of units that stay are kept, with what hangs on them."""
    stands = {row.unit_id: row for row in round_.units.all()}
    kept = {member.unit.pk for member in wanted}
    round_.units.exclude(unit__in=kept).delete()
    rows = [_row(stands.get(member.unit.pk) or RoundUnit(round=round_), member, at) for at, member in enumerate(wanted)]
    RoundUnit.objects.bulk_create([row for row in rows if row.pk is None])
    RoundUnit.objects.bulk_update(
        [row for row in rows if row.pk is not None],
        ["order", "code", "name_vi", "name_en", "block", "predecessors", "sort_key", "search_key"],
    )


def predecessors(round_: Round, units: Sequence[Unit], day: date) -> dict[int, list[str]]:
    """By unit: the units of the round before that became it by acts up to a day; the nearest ones where there is none.

    A chain of acts is followed down to units the round before knows: A and B merged into C, C was renamed D: A and B.
    """
    acts = Succession.objects.filter(act__on__lte=day).select_related("predecessor").order_by("act__on", "pk")
    came_from: dict[int, list[Unit]] = {}
    for row in acts:
        came_from.setdefault(row.successor_id, []).append(row.predecessor)
    known = set(round_.previous.units.values_list("unit", flat=True)) if round_.previous else None
    return {unit.pk: _found(unit.pk, came_from, known) for unit in units}


def _found(key: int, came_from: dict[int, list[Unit]], known: set[int] | None) -> list[str]:
    found: dict[str, None] = {}
    waiting, seen = list(came_from.get(key, ())), {key}
    while waiting:
        unit = waiting.pop(0)
        if unit.pk in seen:
            continue
        seen.add(unit.pk)
        if known is None or unit.pk in known:
            found[unit.code] = None
        else:
            waiting.extend(came_from.get(unit.pk, ()))
    return list(found)


def _row(row: RoundUnit, member: Member, order: int) -> RoundUnit:
    unit = member.unit
    row.unit, row.order, row.code, row.block = unit, order, unit.code, member.block
    row.name_vi, row.name_en, row.predecessors = unit.name_vi, unit.name_en, member.predecessors
    row.sort_key = sort_key(unit.name_vi)
    row.search_key = search_key(f"{unit.code} {unit.name_vi} {unit.name_en} {unit.short_vi}")
    return row


def _check(round_: Round, units: list[Unit]) -> None:
    faults = []
    if not units:
        faults.append(Text("Chọn ít nhất một đơn vị.", "Choose at least one unit."))
    twice = sorted({unit.code for unit in units if units.count(unit) > 1})
    if twice:
        faults.append(Text(f"Đơn vị được chọn hai lần: {', '.join(twice)}.", f"Chosen twice: {', '.join(twice)}."))
    for unit in units:
        if unit.until is not None and unit.until.year < round_.year:
            when = unit.until.strftime("%d/%m/%Y")
            faults.append(
                Text(
                    f"{unit.name_vi} đã chấm dứt hoạt động từ {when}.",
                    f"{unit.name_en or unit.name_vi} ended on {when}.",
                )
            )
    if faults:
        raise Invalid({"units": Text(" ".join(f.vi for f in faults), " ".join(f.en for f in faults))})
