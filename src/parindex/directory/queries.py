"""Questions about units and people."""

from __future__ import annotations

from parindex.directory.models import Holding, Person
from parindex.engine.problems import Text
from parindex.grammar.roles import Role


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
