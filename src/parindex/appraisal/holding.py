"""Who has a leaf open. Whoever opens it holds it for ten minutes, renewed while they work; others see who and wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from parindex.appraisal.models import Hold
from parindex.criteria.models import Criterion
from parindex.grammar.clock import local, now
from parindex.grammar.roles import Viewer
from parindex.grammar.verdict import YES, Verdict, no
from parindex.selfscore.models import Sheet

LASTS = timedelta(minutes=10)


def hold(sheet: Sheet, criterion: Criterion, viewer: Viewer, at: datetime | None = None) -> tuple[Hold, Verdict]:
    """Take a leaf, or renew having it; where somebody else has it, their hold and the verdict that says so.

    Not in the ledger: a hold changes nothing of the assessment and ends by itself.
    """
    at = at or now()
    mine = {"person_id": viewer.id, "until": at + LASTS}
    try:
        # of two at once, one makes the row and the other finds it made
        with transaction.atomic():
            found, made = Hold.objects.get_or_create(sheet=sheet, criterion=criterion, defaults=mine)
    except IntegrityError:
        found, made = Hold.objects.get(sheet=sheet, criterion=criterion), False
    if not made and _free(found, viewer, at):
        # the row is taken only as it was read: whoever changed it first has it
        taken = Hold.objects.filter(pk=found.pk, person=found.person_id, until=found.until).update(**mine)
        found = Hold.objects.select_related("person").get(pk=found.pk) if not taken else found
        if taken:
            found.person_id, found.until = viewer.id, at + LASTS
    return found, _verdict(found, viewer, at)


def held_by_another(sheet: Sheet, criterion: Criterion, viewer: Viewer, at: datetime) -> Verdict:
    """Whether nobody else has the leaf now; where somebody has, who and until when."""
    found = Hold.objects.select_related("person").filter(sheet=sheet, criterion=criterion, until__gt=at).first()
    return YES if found is None else _verdict(found, viewer, at)


def renew(sheet: Sheet, criterion: Criterion, viewer: Viewer, at: datetime | None = None) -> None:
    """Hold on while working. What was given back is not taken again by a request that comes late."""
    if Hold.objects.filter(sheet=sheet, criterion=criterion, person=viewer.id).exists():
        hold(sheet, criterion, viewer, at)


def let_go(sheet: Sheet, criterion: Criterion, viewer: Viewer) -> None:
    """Give the leaf back before its time."""
    Hold.objects.filter(sheet=sheet, criterion=criterion, person=viewer.id).delete()


def _free(found: Hold, viewer: Viewer, at: datetime) -> bool:
    return found.person_id == viewer.id or found.until <= at


def _verdict(found: Hold, viewer: Viewer, at: datetime) -> Verdict:
    if _free(found, viewer, at):
        return YES
    name, until = found.person.name, local(found.until).strftime("%H:%M")
    return no(
        f"{name} đang mở ô này, giữ chỗ đến {until}.",
        f"{name} has this leaf open and holds it until {until}.",
    )
