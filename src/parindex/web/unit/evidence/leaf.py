"""The verbs of a leaf's panel: choose, link, unlink, pages, upload. Each answers with the panel, or leads back to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from parindex.engine.problems import Text
from parindex.evidence import actions
from parindex.evidence.actions import Added
from parindex.evidence.models import Link, Version
from parindex.evidence.permissions import ADD
from parindex.evidence.queries import latest_versions, leaf_links, library
from parindex.grammar.clock import now
from parindex.grammar.verdict import Invalid, Verdict
from parindex.selfscore.models import Sheet
from parindex.web.ui.access import page
from parindex.web.ui.speech import said
from parindex.web.unit.evidence.gates import can_change
from parindex.web.unit.evidence.panel import back_of, panel_context

SHOWN = 200


@page(ADD)
def panel(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # looked up at the door
    """The panel by itself; as a part of a page for htmx."""
    return _panel(request)


@page(ADD)
def choose(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """The unit's library, to choose from."""
    search = request.GET.get("q", "").strip()
    documents = list(library([request.round_unit.unit_id], search=search)[: SHOWN + 1])
    latest = latest_versions(document.pk for document in documents)
    linked = {link.version.document_id for link in leaf_links(request.round_unit, request.criterion)}
    rows = [(row, latest.get(row.pk), row.pk in linked) for row in documents[:SHOWN] if row.pk in latest]
    context = panel_context(request, request.round_unit, request.criterion, _layer(request), _gate(request))
    return render(
        request,
        "unit/evidence/choose.html",
        context | {"rows": rows, "q": search, "more": len(documents) > SHOWN},
    )


@page(ADD, "POST")
def link(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """Link the versions that were chosen."""
    keys = [key for key in request.POST.getlist("version") if key.isdigit()]
    versions = list(
        Version.objects.filter(pk__in=keys, document__unit=request.round_unit.unit_id).select_related("document")
    )
    with transaction.atomic():
        gate = _locked_gate(request)
        gate.require()
        for version in versions:
            _link(request, version, gate, request.POST.get("pages", ""))
    return _answer(request)


@page(ADD, "POST")
def unlink(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """Take a document off the leaf."""
    with transaction.atomic():
        gate = _locked_gate(request)
        actions.unlink(_named_link(request), by=request.viewer, allowed=gate)
    return _answer(request)


@page(ADD, "POST")
def pages(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """Say where in a document the proof stands."""
    row, fault = _named_link(request), None
    try:
        with transaction.atomic():
            gate = _locked_gate(request)
            row = actions.change_pages(row, request.POST.get("pages", ""), by=request.viewer, allowed=gate)
    except Invalid as invalid:
        fault = invalid.faults["pages"]
    if request.htmx:
        return render(request, "unit/evidence/panel.html#saved", {"link": row, "fault": fault})
    if fault:
        messages.error(request, said(fault))
    return HttpResponseRedirect(back_of(request, _here(request)))


@page(ADD, "POST")
def upload(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """Take files into the unit's library and link them to the leaf."""
    _gate(request).require()
    files = request.FILES.getlist("files")
    added = actions.add_documents(request.round_unit.unit, files, by=request.viewer)
    with transaction.atomic():
        gate = _locked_gate(request)
        for row in added:
            if row.version:
                _link(request, row.version, gate)
    return told(request, added, _here(request), linked=True)


def told(request: Any, added: list[Added], back: str, *, linked: bool = False) -> HttpResponse:
    """Say what became of each file: to the script as JSON, to a form as messages."""
    lines = [(row, said(_sentence(row, linked=linked))) for row in added]
    if not added:
        lines = [(Added("", fault=_NOTHING), said(_NOTHING))]
    if request.headers.get("Accept") == "application/json":
        files = [
            {"name": row.name, "taken": row.fault is None, "known": row.known, "said": text} for row, text in lines
        ]
        return JsonResponse({"files": files})
    for row, text in lines:
        tell = messages.error if row.fault else messages.success
        tell(request, f"{row.name}: {text}" if row.name else text)
    return HttpResponseRedirect(back_of(request, back))


_NOTHING = Text("Chưa chọn tệp nào.", "No file was chosen.")


def _sentence(row: Added, *, linked: bool) -> Text:
    if row.fault:
        return row.fault
    if not row.known:
        return Text("đã nhận và gắn vào tiêu chí.", "taken and linked.") if linked else Text("đã nhận.", "taken.")
    title = str(row.version.document) if row.version else ""
    vi, en = (
        f"đã có trong kho (“{title}”), không lưu thêm bản nữa",
        f"already in the library (“{title}”), not stored again",
    )
    return Text(f"{vi}; đã gắn vào tiêu chí.", f"{en}; linked.") if linked else Text(f"{vi}.", f"{en}.")


def _link(request: Any, version: Version, gate: Verdict, where: str = "") -> None:
    actions.link(
        request.round_unit, request.criterion, version,
        by=request.viewer, allowed=gate, pages=where, layer=_layer(request),
    )  # fmt: skip


def _here(request: Any) -> str:
    address = [request.round.name, request.round_unit.code, request.criterion.code]
    return f"{reverse('evidence', args=address)}?layer={_layer(request)}"


def _layer(request: Any) -> str:
    return "explained" if (request.POST.get("layer") or request.GET.get("layer")) == "explained" else "self"


def _gate(request: Any) -> Verdict:
    return can_change(request.viewer, _with_round(request), _layer(request), now(), request.criterion)


def _locked_gate(request: Any) -> Verdict:
    """The same, with the sheet locked: who signs meanwhile waits, or has signed."""
    sheet = Sheet.objects.select_for_update().get(round_unit=request.round_unit)
    round_unit = _with_round(request)
    sheet.round_unit = round_unit
    round_unit.sheet = sheet
    return can_change(request.viewer, round_unit, _layer(request), now(), request.criterion)


def _with_round(request: Any) -> Any:
    request.round_unit.round = request.round
    request.round_unit.sheet.round_unit = request.round_unit
    return request.round_unit


def _named_link(request: Any) -> Link:
    key = request.POST.get("link", "")
    rows = Link.objects.filter(round_unit=request.round_unit, criterion=request.criterion, layer=_layer(request))
    found = rows.filter(pk=key).first() if key.isdigit() and len(key) < 19 else None
    if found is None:
        raise Http404
    return found


def _answer(request: Any) -> HttpResponse:
    return _panel(request) if request.htmx else HttpResponseRedirect(back_of(request, _here(request)))


def _panel(request: Any) -> HttpResponse:
    context = panel_context(request, _with_round(request), request.criterion, _layer(request), _gate(request))
    template = "unit/evidence/panel.html" if request.htmx else "unit/evidence/leaf.html"
    return render(request, template, context)
