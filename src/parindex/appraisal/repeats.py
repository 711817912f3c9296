"""What was lost on the same criterion the year before: the memory that tells a repeated weakness from a new one."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from parindex.appraisal.models import Finding, Mark
from parindex.appraisal.standing import ORDER
from parindex.criteria.models import CrosswalkRow, Reason
from parindex.engine.problems import Text
from parindex.rounds.models import Round, RoundUnit

KEPT = ("same", "renamed")
"""Relations through which a criterion is the same one."""


class Repeat(NamedTuple):
    """A loss of the year before. points: what was left; lost: micropoints."""

    year: int
    reason: Text
    sentence: str
    lost: int


def repeats(round_: Round, units: Collection[RoundUnit], codes: Collection[str]) -> dict[tuple[int, str], Repeat]:
    """Losses of the round before on these criteria, by (round unit's key, this year's code). Four queries at most."""
    before = round_.previous
    if before is None or not units:
        return {}
    former = _former_codes(round_, codes)
    found = _held_losses(before, set(former.values()))
    if not found:
        return {}
    names = {row.code: Text(row.name_vi, row.name_en) for row in Reason.objects.filter(set=before.set_id)}
    result = {}
    for unit in units:
        earlier = [code for code in (unit.code, *unit.predecessors.split(";")) if code]
        for code, old in former.items():
            loss = next((found[key] for name in earlier if (key := (name, old)) in found), None)
            if loss is not None:
                reason = names.get(loss.reason, Text(loss.reason, loss.reason))
                result[unit.pk, code] = Repeat(before.year, reason, loss.sentence, loss.points_lost)
    return result


def _former_codes(round_: Round, codes: Collection[str]) -> dict[str, str]:
    links = CrosswalkRow.objects.filter(set=round_.set_id, relation__in=KEPT, criterion__in=codes)
    return {code: former for code, former in links.values_list("criterion", "previous") if former}


def _held_losses(before: Round, codes: Collection[str]) -> dict[tuple[str, str], Finding]:
    """The findings of the layer that held in the end, by unit code and criterion code; of several the largest."""
    of_round = {"sheet__round_unit__round": before, "criterion__code__in": codes}
    latest: dict[tuple[int, int], str] = {}
    for sheet, criterion, layer in Mark.objects.filter(**of_round).values_list("sheet_id", "criterion_id", "layer"):
        standing = latest.get((sheet, criterion), ORDER[0])
        latest[sheet, criterion] = max(standing, layer, key=ORDER.index)
    found: dict[tuple[str, str], Finding] = {}
    rows = Finding.objects.filter(**of_round).select_related("sheet__round_unit", "criterion").order_by("points_lost")
    for row in rows:
        if row.layer == latest.get((row.sheet_id, row.criterion_id), row.layer):
            found[row.sheet.round_unit.code, row.criterion.code] = row
    return found
