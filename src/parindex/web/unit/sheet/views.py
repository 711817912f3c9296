"""The list of sheets, the way to one's own, and the whole sheet as a table with what a signature would cost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from parindex.criteria.outline import outline
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.roles import Role
from parindex.grammar.verdict import Conflict, Invalid
from parindex.rounds.models import RoundUnit
from parindex.selfscore import actions, permissions
from parindex.selfscore.claiming import DONE
from parindex.selfscore.models import Claim
from parindex.selfscore.states import NAMES
from parindex.web.ui.access import page
from parindex.web.ui.speech import said
from parindex.web.unit.sheet.reading import frame, sheet_of


@page(permissions.FILL)
def own(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # looked up at the door
    """To the sheet of the viewer's unit; a choice where there are several."""
    keys = request.viewer.units(Role.OFFICER, Role.HEAD)
    units = list(RoundUnit.objects.filter(round=request.round, unit__in=keys).order_by("sort_key"))
    if len(units) == 1:
        return HttpResponseRedirect(reverse("sheet", args=[request.round.name, units[0].code]))
    return render(request, "unit/sheet/choose.html", {"units": units})


@page(permissions.PROGRESS)
def index(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """Every sheet and how far it is; a draft is counted, never shown."""
    units = RoundUnit.objects.filter(round=request.round).select_related("sheet").order_by("order")
    claims = Claim.objects.filter(sheet__round_unit__round=request.round, state__in=DONE)
    done = dict(claims.values_list("sheet").annotate(many=Count("pk")).order_by())
    own = sum(not node.surveyed for node in outline(request.round.set).leaves)
    rows = [
        (unit, unit.sheet, NAMES[unit.sheet.state], done.get(unit.sheet.pk, 0))
        for unit in units
        if hasattr(unit, "sheet")
    ]
    counts = [(NAMES[state], sum(sheet.state == state for _, sheet, _, _ in rows)) for state in NAMES]
    return render(request, "unit/sheet/sheets.html", {"rows": rows, "own": own, "counts": counts})


@page(permissions.READ)
def sheet(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """The whole sheet."""
    return show(request)


@page(permissions.FILL, "POST")
def texts(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """Store difficulties and proposals."""
    found = sheet_of(request)
    written = {field: request.POST.get(field, "") for field in ("difficulties", "proposals")}
    version = request.POST.get("version", "0")
    try:
        saved = actions.save_texts(
            found, **written, version=int(version) if version.isdigit() else 0, by=request.viewer
        )
    except Invalid as bad:
        return show(request, 422, text_faults=bad.faults, mine=written)
    except Conflict:
        found.refresh_from_db()
        return show(request, 409, text_conflict=True, mine=written)
    if request.headers.get("X-Keep"):
        from parindex.web.unit.sheet.leaf import kept

        return kept(saved.texts_version, now())
    messages.success(request, said(Text("Đã lưu khó khăn và đề xuất.", "Difficulties and proposals were saved.")))
    return HttpResponseRedirect(f"{reverse('sheet', args=[request.round.name, request.round_unit.code])}#texts")


def show(request: Any, status: int = 200, **more: Any) -> HttpResponse:
    """The page of the sheet; `more`: what a refused step or text adds to it."""
    if not hasattr(request.round_unit, "sheet"):
        raise Http404
    found = sheet_of(request)
    context = frame(request, found)
    may_fill = permissions.can_fill(request.viewer, found, context["at"])
    own_unit = request.round_unit.unit_id in request.viewer.units(Role.OFFICER, Role.HEAD)
    return render(
        request, "unit/sheet/sheet.html", context | {"may_fill": may_fill, "own_unit": own_unit} | more, status=status
    )
