"""Letters of this room: to those who answer for a unit, in their own language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from parindex.directory.models import Holding, Letter, Person
from parindex.engine.problems import Text
from parindex.grammar.roles import UNIT_ROLES, Role
from parindex.rounds.models import RoundUnit

try:
    from parindex.directory.letters import write_letter
except ImportError:
    write_letter = None


def tell_units(letters: Iterable[tuple[RoundUnit, Text, Text]], *, at: datetime) -> None:
    """Write (unit, subject, body) to the unit's officers and head. One query for the people."""
    wanted = list(letters)
    people = people_of([row.unit_id for row, _, _ in wanted])
    for row, subject, body in wanted:
        for person in people.get(row.unit_id, ()):
            _write(person, subject, body, at)


def tell_coordinators(subject: Text, body: Text, *, at: datetime) -> None:
    """Write to everybody who coordinates."""
    held = _held().filter(role=Role.COORDINATOR).select_related("person").order_by("person")
    for person in dict.fromkeys(holding.person for holding in held):
        _write(person, subject, body, at)


def people_of(units: list[int]) -> dict[int, list[Person]]:
    """Officers and heads by the key of their unit; each person once. One query."""
    held = _held().filter(role__in=sorted(UNIT_ROLES), unit__in=units).select_related("person").order_by("person")
    found: dict[int, list[Person]] = {}
    for holding in held:
        people = found.setdefault(holding.unit_id, [])
        if holding.person not in people:
            people.append(holding.person)
    return found


def _held():  # noqa: ANN202  # a query
    return Holding.objects.filter(ended_at__isnull=True, person__is_active=True)


def _write(person: Person, subject: Text, body: Text, at: datetime) -> None:
    heading, text = subject.said(person.language)[:300], body.said(person.language)
    if write_letter is not None:
        write_letter(to=person.email, subject=heading, body=text, at=at)
    else:
        Letter.objects.create(to=person.email, subject=heading, body=text, written_at=at)
