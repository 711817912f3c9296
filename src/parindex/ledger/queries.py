"""Questions about the record: a page of it, and the history of one subject."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from parindex.grammar.roles import Viewer, may
from parindex.ledger.models import Entry
from parindex.ledger.permissions import READ

PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list: an empty field asks for nothing in particular. verb: a whole one, or a room with its dot."""

    round: str = ""
    unit: str = ""
    verb: str = ""
    person: int | None = None
    subject: str = ""


def entries(viewer: Viewer, wanted: Wanted, *, before: int | None = None, size: int = PAGE) -> list[Entry]:
    """The latest entries first, `size` and one more (there is a further page). before: only those with a lesser number.

    Pages go by number, not by offset: the last page of a million costs what the first does. One query.
    """
    may(viewer, READ).require()
    rows = _matching(wanted)
    if before is not None:
        rows = rows.filter(number__lt=before)
    return list(rows.order_by("-number")[: size + 1])


def _matching(wanted: Wanted) -> QuerySet[Entry]:
    exact = {"round": wanted.round, "unit": wanted.unit, "subject": wanted.subject, "person": wanted.person}
    rows = Entry.objects.filter(**{field: value for field, value in exact.items() if value not in ("", None)})
    if wanted.verb.endswith("."):
        return rows.filter(verb__startswith=wanted.verb)
    return rows.filter(verb=wanted.verb) if wanted.verb else rows


def history(*subjects: str) -> list[Entry]:
    """Everything that was done to the subjects, oldest first. One query.

    Whoever calls it has asked whether the viewer may see the subject itself.
    """
    return list(Entry.objects.filter(subject__in=subjects).order_by("number"))


def verbs() -> list[str]:
    """Every verb there is an entry of, in order of the letters. One query."""
    return list(Entry.objects.order_by("verb").values_list("verb", flat=True).distinct())


def rounds() -> list[str]:
    """Every round there is an entry of. One query."""
    return list(Entry.objects.exclude(round="").order_by("round").values_list("round", flat=True).distinct())
