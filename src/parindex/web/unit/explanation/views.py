"""The way to one's own explanation, the list of what was taken, and sending the answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from parindex.appraisal.explaining import Taken, can_send, send_explanations
from parindex.appraisal.permissions import EXPLAIN, SEND_EXPLANATION
from parindex.criteria.outline import outline
from parindex.engine.problems import Text
from parindex.evidence.models import Link
from parindex.grammar.roles import Role
from parindex.grammar.verdict import Invalid
from parindex.rounds.models import RoundUnit
from parindex.web.ui.access import page
from parindex.web.ui.speech import said
from parindex.web.unit.explanation.reading import Reading, reading, sheet_of


@page(EXPLAIN)
def own(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # looked up at the door
    """To the explanation of the viewer's unit; a choice where there are several."""
    keys = request.viewer.units(Role.OFFICER, Role.HEAD)
    units = list(RoundUnit.objects.filter(round=request.round, unit__in=keys).order_by("sort_key"))
    if len(units) == 1:
        return HttpResponseRedirect(reverse("explanation", args=[request.round.name, units[0].code]))
    return render(request, "unit/explanation/choose.html", {"units": units})


@page(EXPLAIN)
def index(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """Every leaf where points were taken."""
    return _show(request)


@page(SEND_EXPLANATION, "POST")
def send(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """Send all answers."""
    try:
        sent = send_explanations(
            sheet_of(request), by=request.viewer, rest_agreed=request.POST.get("rest_agreed") == "1"
        )
    except Invalid as bad:
        return _show(request, 422, faults=bad.faults)
    against = sum(not row.agrees for row in sent)
    words = Text(
        f"Đã gửi giải trình: {against} tiêu chí không đồng ý, {len(sent) - against} đồng ý.",
        f"The explanations were sent: {against} objected to, {len(sent) - against} agreed.",
    )
    messages.success(request, said(words))
    return HttpResponseRedirect(reverse("explanation", args=[request.round.name, request.round_unit.code]))


def _show(request: Any, status: int = 200, **more: Any) -> HttpResponse:
    read = reading(request)
    head = read.sheet.round_unit.unit_id in request.viewer.units(Role.HEAD)
    context = read.context | {
        "areas": _by_area(read),
        "sums": _sums(read.leaves),
        "against": sum(leaf.explanation is not None and not leaf.explanation.agrees for leaf in read.leaves),
        "head": head,
        "can_send": can_send(request.viewer, read.sheet, read.leaves, read.at) if head else None,
    }
    return render(request, "unit/explanation/index.html", context | more, status=status)


def _sums(leaves: list[Taken]) -> dict[str, int]:
    return {
        "maximum": sum(leaf.node.maximum for leaf in leaves),
        "claimed": sum(leaf.claimed for leaf in leaves),
        "appraised": sum(leaf.appraised for leaf in leaves),
        "lost": sum(leaf.lost for leaf in leaves),
    }


def _by_area(read: Reading) -> list[tuple[Any, dict[str, int], list[tuple[Taken, int]]]]:
    """Each area with its sums and its leaves, each leaf with the number of documents that came with its answer."""
    links = Link.objects.filter(round_unit=read.sheet.round_unit, layer="explained", removed_at__isnull=True)
    documents = dict(links.values_list("criterion_id").annotate(many=Count("pk")).order_by())
    found = []
    for area in outline(read.sheet.round_unit.round.set).areas:
        mine = [leaf for leaf in read.leaves if leaf.node.area == area.code]
        if mine:
            found.append((area, _sums(mine), [(leaf, documents.get(leaf.node.criterion.pk, 0)) for leaf in mine]))
    return found
