"""The door: every view says which action it is; whoever may not do it is told why, and nothing is shown.

A view without an action is refused to everybody. Parts of the address are looked up here, once: `round` becomes
request.round, `unit` with it request.round_unit (alone: request.unit), `criterion` request.criterion.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from parindex.appraisal.models import Assignment
from parindex.criteria.models import Criterion
from parindex.directory.models import Person, Unit
from parindex.grammar.roles import Action, Grant, Reach, Role, Verdict, Viewer, may
from parindex.rounds.models import DRAFT, Round, RoundUnit

View = Callable[..., HttpResponse]
NOBODY = Viewer(0, "")


def page(action: Action, *methods: str) -> Callable[[View], View]:
    """Name the action of a view, and its methods (GET where none are named)."""

    def marked(view: View) -> View:
        checked = require_http_methods(["HEAD", *(methods or ("GET",))])(view)

        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return checked(request, *args, **kwargs)

        answer.action = action  # type: ignore[attr-defined]
        answer.methods = methods or ("GET",)  # type: ignore[attr-defined]
        return answer

    return marked


def viewer_of(person: Person) -> Viewer:
    """The person as the rooms know them: roles held now. One query."""
    held = person.holdings.filter(ended_at__isnull=True).values_list("role", "unit_id")
    return Viewer(
        id=person.pk,
        name=person.name,
        language=person.language,
        home=person.home_id,
        grants=frozenset(Grant(Role(role), unit) for role, unit in held),
    )


def look_up(request: Any, kwargs: dict[str, str]) -> None:
    """Find what the address names. Raises Http404 for what is not there, or not there for this viewer."""
    request.round = request.round_unit = request.unit = request.criterion = None
    if (name := kwargs.get("round")) is not None:
        request.round = Round.objects.select_related("set", "previous").filter(name=name).first()
        if request.round is None or (request.round.state == DRAFT and not request.viewer.has(Role.COORDINATOR)):
            raise Http404
    if (code := kwargs.get("unit")) is not None:
        if request.round is None:
            request.unit = Unit.objects.filter(code=code).first()
        else:
            request.round_unit = (
                RoundUnit.objects.select_related("unit", "sheet").filter(round=request.round, code=code).first()
            )
        if request.unit is None and request.round_unit is None:
            raise Http404
    if request.round is not None and (code := kwargs.get("criterion")) is not None:
        request.criterion = Criterion.objects.filter(set=request.round.set_id, code=code).first()
        if request.criterion is None:
            raise Http404


def verdict_on(request: Any, action: Action) -> Verdict:
    """Whether the viewer may do the action on what the address names."""
    unit = request.round_unit.unit_id if request.round_unit else request.unit.pk if request.unit else None
    assigned = False
    if request.round_unit and Reach.ASSIGNED in action.who.values() and request.viewer.has(Role.APPRAISER):
        assigned = is_assigned(request.viewer, request.round_unit, request.criterion)
    return may(request.viewer, action, unit=unit, assigned=assigned)


def is_assigned(viewer: Viewer, round_unit: RoundUnit, criterion: Criterion | None = None) -> bool:
    """Whether a unit (and, where a criterion is named, its area) is the viewer's to appraise."""
    if round_unit.unit_id in viewer.own_units:
        return False
    rows = Assignment.objects.filter(person=viewer.id, round_unit=round_unit)
    if criterion is not None:
        rows = rows.filter(area=area_of(criterion))
    return rows.exists()


def area_of(criterion: Criterion) -> int:
    """The key of the area a criterion lies in."""
    node = criterion
    while node.parent_id is not None:
        node = node.parent
    return node.pk
