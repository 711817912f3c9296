"""Questions about units and people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from parindex.directory.demo import DEMO_DOMAIN
from parindex.directory.models import Holding, Person, Succession, Unit
from parindex.directory.names import search_key
from parindex.directory.permissions import PEOPLE
from parindex.engine.problems import Text
from parindex.grammar.roles import Role, Viewer, may


def whom_to_ask() -> Text:
    """The sentence that names the coordinator to turn to. One query; for refusals."""
    held = Holding.objects.filter(role=Role.COORDINATOR, ended_at__isnull=True, person__is_active=True)
    person = held.select_related("person").order_by("given_at").values_list("person__name", "person__email").first()
    if person is None:
        return Text("Xin liên hệ cơ quan điều phối.", "Please contact the coordinator.")
    name, email = person
    return Text(f"Xin liên hệ {name} ({email}).", f"Please contact {name} ({email}).")


def person_names(keys: set[int]) -> dict[int, str]:
    """Names by key. One query."""
    return dict(Person.objects.filter(pk__in=keys).values_list("pk", "name"))


def standing(day: date) -> Q:
    """Which units stand on a day: begun by then, and not ended before."""
    return (Q(since__isnull=True) | Q(since__lte=day)) & (Q(until__isnull=True) | Q(until__gte=day))


def units_on(day: date) -> QuerySet[Unit]:
    """The units that stand on a day, in order of their names."""
    return Unit.objects.filter(standing(day)).select_related("block")


def predecessors_of(unit: Unit, year: int) -> list[Unit]:
    """The units that were, at the end of a year, what the unit is now: itself, where it stood then. Two queries.

    Walks back through mergers and splits; an empty list where nothing stood.
    """
    back: dict[int, list[Unit]] = defaultdict(list)
    for row in Succession.objects.select_related("predecessor"):
        back[row.successor_id].append(row.predecessor)
    last = date(year, 12, 31)
    found: dict[int, Unit] = {}
    waiting, seen = [unit], {unit.pk}
    while waiting:
        one = waiting.pop()
        if (one.since is None or one.since <= last) and (one.until is None or one.until >= last):
            found[one.pk] = one
            continue
        if one.since is not None and one.since <= last:
            continue  # it had ended by then: what went before it is older still
        fresh = [before for before in back[one.pk] if before.pk not in seen]
        seen |= {before.pk for before in fresh}
        waiting += fresh
    return sorted(found.values(), key=lambda one: one.sort_key)


def matching(words: str) -> Q:
    """Rows whose search_key holds every word, with or without marks."""
    wanted = Q()
    for word in search_key(words).split():
        wanted &= Q(search_key__contains=word)
    return wanted


def find_units(*, words: str = "", block: str = "", closed: bool = False, today: date) -> QuerySet[Unit]:
    """The register of units: those that stand or will, or with `closed` also those that ended. In order of block and name."""
    rows = Unit.objects.filter(matching(words)).select_related("block")
    if block:
        rows = rows.filter(block__code=block)
    if not closed:
        rows = rows.filter(Q(until__isnull=True) | Q(until__gte=today))
    return rows.order_by("block__order", "block__code", "sort_key", "code")


@dataclass(frozen=True, slots=True)
class Sought:
    """Which people to list. state: "" for open accounts, "waiting" for those without a password yet, "closed"."""

    words: str = ""
    role: str = ""
    unit: str = ""
    state: str = ""


HELD = Prefetch(
    "holdings",
    Holding.objects.filter(ended_at__isnull=True).select_related("unit").order_by("given_at"),
    to_attr="held",
)


def find_people(viewer: Viewer, sought: Sought) -> QuerySet[Person]:
    """People with the roles they hold now (`held`), in the order of their own names."""
    may(viewer, PEOPLE).require()
    rows = Person.objects.filter(matching(sought.words), is_active=sought.state != "closed")
    if sought.state == "waiting":
        rows = rows.filter(last_login__isnull=True)
    held = Holding.objects.filter(person=OuterRef("pk"), ended_at__isnull=True)
    if sought.role:
        rows = rows.filter(Exists(held.filter(role=sought.role)))
    if sought.unit:
        rows = rows.filter(Q(home__code=sought.unit) | Exists(held.filter(unit__code=sought.unit)))
    return rows.select_related("home").prefetch_related(HELD)


def people_of(unit: Unit) -> list[Person]:
    """Who works in a unit or holds a role for it, with the roles held now. Two queries."""
    held = Holding.objects.filter(person=OuterRef("pk"), ended_at__isnull=True, unit=unit)
    rows = Person.objects.filter(Q(home=unit) | Exists(held), is_active=True)
    return list(rows.prefetch_related(HELD))


def demo_people() -> list[Person]:
    """The demo's accounts with their roles, in the order they were made. Two queries; for its login page and nothing else."""
    rows = Person.objects.filter(email__endswith=DEMO_DOMAIN, is_active=True)
    return list(rows.prefetch_related(HELD).order_by("pk"))
