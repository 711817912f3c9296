"""Which department leads which area: changes the draft set of a draft round."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from parindex.criteria.models import DRAFT, CriteriaSet
from parindex.criteria.outline import outline
from parindex.engine.problems import Text
from parindex.grammar.roles import Viewer, may
from parindex.grammar.verdict import Invalid, no
from parindex.ledger.actions import record
from parindex.rounds.actions import draft_only
from parindex.rounds.models import Round
from parindex.rounds.permissions import CHANGE


@transaction.atomic
def set_leads(
    round_: Round, leads: Mapping[str, str], *, by: Viewer, at: datetime | None = None
) -> dict[str, tuple[str, str]]:
    """Say by area who leads it (unit codes, "" for nobody); criteria below that had the same lead follow their area.

    Returns what changed: (before, after) by area. Raises Invalid for areas and units that are not in the round.
    """
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    set_ = CriteriaSet.objects.select_for_update().get(pk=round_.set_id)
    may(by, CHANGE).require()
    draft_only(round_).require()
    if set_.state != DRAFT:
        no("Bộ tiêu chí đã khóa nên không đổi cơ quan chủ trì được nữa.",
           "The criteria set is frozen; its lead departments can no longer be changed.",
           since=set_.frozen_at).require()  # fmt: skip
    tree = outline(set_)
    _check(round_, {area.code for area in tree.areas}, leads)
    changed = {}
    for area in tree.areas:
        before, after = area.criterion.lead_unit, leads.get(area.code, area.criterion.lead_unit)
        if before == after:
            continue
        changed[area.code] = (before, after)
        keys = [
            node.criterion.pk for node in tree.nodes if node.area == area.code and node.criterion.lead_unit == before
        ]
        set_.criteria.filter(pk__in=keys).update(lead_unit=after)
    if changed:
        record(
            "rounds.set_leads", by=by, at=at, subject=f"set:{set_.code}", round_=round_.name,
            before={area: was for area, (was, _) in changed.items()}, after={area: new for area, (_, new) in changed.items()},
        )  # fmt: skip
    return changed


def _check(round_: Round, areas: set[str], leads: Mapping[str, str]) -> None:
    known = set(round_.units.values_list("code", flat=True)) | {""}
    strange = sorted({*(set(leads) - areas), *(set(leads.values()) - known)})
    if strange:
        names = ", ".join(strange)
        raise Invalid({"leads": Text(f"Không có trong kỳ này: {names}.", f"Not in this round: {names}.")})
