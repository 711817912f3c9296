"""The unit's library and the page of one document."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from parindex.directory.models import Unit
from parindex.evidence import actions, kinds
from parindex.evidence.models import Document
from parindex.evidence.permissions import ADD, READ, UNIT_PEOPLE
from parindex.evidence.queries import active_links, latest_versions, library
from parindex.grammar.verdict import Conflict, Invalid
from parindex.rounds.models import DRAFT, Round
from parindex.web.ui.access import page
from parindex.web.unit.evidence import gates
from parindex.web.unit.evidence.leaf import told
from parindex.web.unit.evidence.viewer import viewer_context

ON_A_PAGE = 50


@page(ADD, "GET", "POST")
def index(request: Any) -> HttpResponse:
    """Documents of the viewer's own unit: search, filter, upload several."""
    units = list(Unit.objects.filter(pk__in=request.viewer.units(*UNIT_PEOPLE)))
    chosen = next((unit for unit in units if unit.code == request.GET.get("unit")), units[0])
    if request.method == "POST":
        added = actions.add_documents(chosen, request.FILES.getlist("files"), by=request.viewer)
        return told(request, added, reverse("library"))
    rounds = list(Round.objects.exclude(state=DRAFT).filter(units__unit=chosen))
    wanted = request.GET.get("round", "")
    round_ = next((row for row in rounds if row.name == wanted), None)
    # the ways through the round stay in the bar
    request.round = rounds[0] if rounds else None
    search = request.GET.get("q", "").strip()
    rows = library([chosen.pk], search=search, round_=round_, unlinked=wanted == "unlinked")
    shown = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("at"))
    keys = [document.pk for document in shown.object_list]
    latest, links = latest_versions(keys), active_links(keys)
    context = {
        "unit": chosen,
        "units": units,
        "rounds": rounds,
        "wanted": wanted if round_ or wanted == "unlinked" else "",
        "q": search,
        "shown": shown,
        "rows": [(row, latest.get(row.pk), _grouped(links.get(row.pk, []))) for row in shown.object_list],
        "accept": kinds.ACCEPT,
        "accepted": kinds.ACCEPTED,
        "narrowed": bool(search or wanted),
    }
    return render(request, "unit/evidence/library.html#list" if request.htmx else "unit/evidence/library.html", context)


def _latest_round(unit: int) -> Round | None:
    return Round.objects.exclude(state=DRAFT).filter(units__unit=unit).first()


def _grouped(links: list[Any]) -> list[tuple[int, list[str]]]:
    """The codes a document proves, by the year of the round."""
    found: dict[int, list[str]] = {}
    for link in links:
        codes = found.setdefault(link.round_unit.round.year, [])
        if link.criterion.code not in codes:
            codes.append(link.criterion.code)
    return list(found.items())


@page(READ)
def document(request: Any, document: int) -> HttpResponse:
    """One document: drawn, described, with its versions and what it proves as far as the viewer may know."""
    return _document(request, *_found(request, document))


@page(ADD, "POST")
def describe(request: Any, document: int) -> HttpResponse:
    """Take what stands on the document."""
    row, versions = _own(request, document)
    sent = {key: request.POST.get(key, "") for key in ("number", "dated", "issuer", "subject")}
    try:
        actions.describe(row, by=request.viewer, seen=_seen(request), **sent)
    except Invalid as fault:
        return _document(request, row, versions, sent=sent, faults=fault.faults)
    except Conflict:
        row.refresh_from_db()
        return _document(request, row, versions, sent=sent, conflict=True)
    messages.success(request, "Đã ghi thông tin tài liệu." if request.viewer.language == "vi" else "Saved.")
    return HttpResponseRedirect(reverse("document", args=[row.pk]))


@page(ADD, "POST")
def add_version(request: Any, document: int) -> HttpResponse:
    """Take a newer version."""
    row, _ = _own(request, document)
    files = request.FILES.getlist("files")[:1]
    added = [actions.add_version(row, file, by=request.viewer) for file in files]
    return told(request, added, reverse("document", args=[row.pk]))


def _found(request: Any, key: int) -> tuple[Document, dict[int, Any]]:
    row = Document.objects.select_related("unit").filter(pk=key).first()
    versions = gates.readable(request.viewer, row) if row else {}
    if row is None or not versions:
        raise Http404
    return row, versions


def _seen(request: Any) -> dict[str, Any] | None:
    """What stood there when the form was opened, as the form carried it along."""
    try:
        seen = json.loads(request.POST.get("seen", ""))
    except ValueError:
        return None
    return seen if isinstance(seen, dict) else None


def _own(request: Any, key: int) -> tuple[Document, dict[int, Any]]:
    row, versions = _found(request, key)
    if not gates.own(request.viewer, row):
        raise Http404
    return row, versions


def _document(
    request: Any,
    row: Document,
    versions: dict[int, Any],
    *,
    sent: Any = None,
    faults: Any = None,
    conflict: bool = False,
) -> HttpResponse:
    asked = request.GET.get("v", "")
    version = versions.get(int(asked)) if asked.isdigit() and len(asked) < 10 else None
    if asked and version is None:
        raise Http404
    version = version or versions[max(versions)]
    version.document = row
    dated = row.dated.strftime("%d/%m/%Y") if row.dated else ""
    written = {"number": row.number, "dated": dated, "issuer": row.issuer, "subject": row.subject}
    uses = gates.visible_uses(request.viewer, row)
    request.round = uses[0].round_unit.round if uses else _latest_round(row.unit_id)
    context = {
        "document": row,
        "versions": [versions[number] for number in sorted(versions, reverse=True)],
        "newest": max(versions),
        "uses": uses,
        "own": gates.own(request.viewer, row),
        "written": sent or written,
        "faults": faults or {},
        "conflict": conflict,
        "seen": json.dumps(actions.described(row)) if not faults else request.POST.get("seen", ""),
        "accept": kinds.ACCEPT,
    } | viewer_context(request, version)
    return render(request, "unit/evidence/document.html", context, status=422 if faults else 409 if conflict else 200)
