"""Letters of this room: to those who answer for a unit, in their own language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from parindex.directory.letters import write_letter
from parindex.directory.models import Holding, Person
from parindex.engine.problems import Text
from parindex.grammar.roles import UNIT_ROLES, Role
from parindex.rounds.models import RoundUnit


def tell_units(letters: Iterable[tuple[RoundUnit, Text, Text]], *, at: datetime) -> None:
    """Write (unit, subject, body) to the unit's officers and head. One query for the people."""
    wanted = list(letters)
    people = people_of([row.unit_id for row, _, _ in wanted])
    for row, subject, body in wanted:
        for person in people.get(row.unit_id, ()):
            write_letter(person, subject, body, at=at)


def tell_coordinators(subject: Text, body: Text, *, at: datetime) -> None:
    """Write to everybody who coordinates."""
    held = _held().filter(role=Role.COORDINATOR).select_related("person").order_by("person")
    for person in dict.fromkeys(holding.person for holding in held):
        write_letter(person, subject, body, at=at)


def people_of(units: list[int]) -> dict[int, list[Person]]:
    """Officers and heads by the key of their unit; each person once. One query."""
    held = _held().filter(role__in=sorted(UNIT_ROLES), unit__in=units).select_related("person").order_by("person")
    found: dict[int, list[Person]] = {}
    for holding in held:
        people = found.setdefault(holding.unit_id, [])
        if holding.person not in people:
            people.append(holding.person)
    return found


def _held() -> QuerySet[Holding]:
    return Holding.objects.filter(ended_at__isnull=True, person__is_active=True)
