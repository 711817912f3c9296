"""One leaf: its entry by rule, note, evidence, the year before; kept by itself or by a button; the later of two chooses."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from parindex.criteria.outline import outline
from parindex.criteria.scoring import ratio_of
from parindex.directory.names import search_key
from parindex.engine.points import shown
from parindex.engine.problems import Text
from parindex.grammar.clock import local, now
from parindex.grammar.roles import Viewer
from parindex.grammar.verdict import Conflict, Invalid
from parindex.ledger.models import Entry
from parindex.selfscore import actions, permissions
from parindex.selfscore.claiming import best_ratio, drafted
from parindex.selfscore.models import Claim, Sheet
from parindex.selfscore.sheetview import MISSING, RISK, Leaf, SheetView
from parindex.web.ui.access import page
from parindex.web.ui.entry import entry, written
from parindex.web.ui.speech import number, said
from parindex.web.unit.evidence.panel import panel_context
from parindex.web.unit.sheet.reading import frame, given_back, sheet_of

RECENT = timedelta(minutes=2)
SHOW = {"missing": MISSING, "risk": RISK}


class Sent(NamedTuple):
    """What a form says of a leaf."""

    value: str
    state: str
    note: str
    version: int


@page(permissions.READ, "GET", "POST")
def leaf(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # looked up at the door
    """Show a leaf, or store what was entered for it."""
    sheet = sheet_of(request)
    if request.method == "GET":
        return _show(request, sheet)
    return _save(request, sheet)


@page(permissions.FILL, "POST")
def points(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """The points an entry gives, worked out and not stored."""
    sheet = sheet_of(request)
    here = _alone(request, sheet)
    sent = _sent(request, here)
    told = _worked_out(sheet, here, sent)
    if request.POST.get("entry_top") and not request.POST.get("entry_bottom"):
        told["draft_fault"] = None  # the other half of the sum is still to be typed
    return render(request, "unit/sheet/leaf.html#result", {"leaf": here, **told})


def kept(version: int, at: datetime) -> JsonResponse:
    """What keep.js is told of a saving."""
    when = local(at).strftime("%H:%M:%S")
    return JsonResponse({"version": version, "said": said(Text(f"Đã lưu lúc {when}", f"Saved at {when}"))})


def _leaf(view: SheetView, request: Any) -> Leaf:
    found = view.by_code.get(request.criterion.code)
    if found is None:
        raise Http404
    return found


def _alone(request: Any, sheet: Sheet) -> Leaf:
    """The leaf without the rest of the sheet: what saving it needs. One query."""
    node = outline(request.round.set).by_key.get(request.criterion.pk)
    if node is None or not node.leaf:
        raise Http404
    return Leaf(node, Claim.objects.filter(sheet=sheet, criterion=request.criterion).first(), 0)


def _sent(request: Any, here: Leaf) -> Sent:
    form, rule, claim = request.POST, here.node.rule, here.claim
    version = form.get("version", "")
    number_ = int(version) if version.isdigit() else 0
    if "pick_entry" in form:  # two had saved: each field is one person's or the other's
        mine = form["pick_entry"] == "mine"
        value, state = (form.get("mine_value", ""), form.get("mine_state", "")) if mine else _of(claim)
        note = form.get("mine_note", "") if form.get("pick_note") == "mine" else (claim.note if claim else "")
        return Sent(value, state or "scored", note, number_)
    state = "not_applicable" if form.get("not_applicable") else "scored"
    return Sent(written(rule, form) if rule else "", state, form.get("note", ""), number_)


def _of(claim: Claim | None) -> tuple[str, str]:
    return (claim.value, claim.state) if claim else ("", "scored")


def _save(request: Any, sheet: Sheet) -> HttpResponse:
    at = now()
    here = _alone(request, sheet)
    sent = _sent(request, here)
    by_script = bool(request.headers.get("X-Keep"))
    try:
        claim = actions.save_claim(
            sheet, request.criterion, value=sent.value, state=sent.state, note=sent.note, version=sent.version,
            by=request.viewer, at=at, returned=given_back(sheet, at),
        )  # fmt: skip
    except Invalid as bad:
        return _show(request, sheet, 422, faults=bad.faults, sent=sent)
    except Conflict as met:
        return _show(request, sheet, 409, theirs=met.theirs, mine=met.mine, sent=sent)
    if by_script:
        return kept(claim.version, claim.at)
    target = request.POST.get("to") or here.code
    target = target if target in outline(request.round.set).by_code else here.code
    address = reverse("leaf", args=[request.round.name, request.round_unit.code, target])
    return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)


def _show(request: Any, sheet: Sheet, status: int = 200, sent: Sent | None = None, **more: Any) -> HttpResponse:
    context = frame(request, sheet)
    view, at = context["view"], context["at"]
    here = _leaf(view, request)
    allowed = permissions.can_fill(request.viewer, sheet, at, context["returned"], request.criterion.pk)
    entered = sent or Sent(
        *_of(here.claim), here.claim.note if here.claim else "", here.claim.version if here.claim else 0
    )
    back, on = view.beside(here.code)
    context |= {
        "leaf": here,
        "path": _path(view, here),
        "allowed": allowed,
        "editable": bool(allowed) and not here.node.surveyed,
        "locked_entry": not allowed,
        "saved": _saved(here),
        "entered": entered,
        "entry": entry(here.node.rule, entered.value) if here.node.rule else None,
        "tree": _tree(request, view, here),
        "others": _others(view, request.viewer, at),
        "back": back,
        "on": on,
        "versions": _versions(sheet, here) if request.GET.get("versions") else None,
        **_worked_out(sheet, here, entered),
        **panel_context(request, sheet.round_unit, request.criterion, "self", allowed),
        **more,
    }
    return render(request, "unit/sheet/leaf.html", context, status=status)


def _saved(here: Leaf) -> str:
    if here.claim is None:
        return ""
    when = local(here.claim.at).strftime("%H:%M:%S")
    today = local(here.claim.at).date() == local(now()).date()
    day = "" if today else local(here.claim.at).strftime(" %d/%m")
    return said(Text(f"Đã lưu lúc {when}{day}", f"Saved at {when}{day}"))


def _path(view: SheetView, here: Leaf) -> list[Any]:
    nodes = {node.code: node for area in view.areas for node, _ in area.rows}
    found, parent = [], here.node.parent
    while parent is not None:
        found.insert(0, nodes[parent])
        parent = nodes[parent].parent
    return found


def _worked_out(sheet: Sheet, here: Leaf, sent: Sent) -> dict[str, Any]:
    """The points of an entry as they would be stored; the fault where it cannot be read."""
    try:
        best = best_ratio(sheet, here.node, sent.value)
        draft = drafted(here.node, sent.value, "scored", "", best) if not here.node.surveyed else None
    except Invalid as bad:
        return {"draft": None, "draft_fault": bad.faults.get("value"), "ratio": ""}
    ratio = ratio_of(here.node.rule, sent.value) if here.node.rule else None
    told = number(shown(ratio * 100, 2)) + "%" if ratio is not None and sent.value else ""
    off = sent.state == "not_applicable"
    return {"draft": draft if not off else None, "draft_fault": None, "ratio": told, "off": off}


def _tree(request: Any, view: SheetView, here: Leaf) -> dict[str, Any]:
    """The areas with their groups and leaves, as the filters leave them."""
    show, words = SHOW.get(request.GET.get("show", "")), search_key(request.GET.get("q", "")).split()
    areas = []
    for area in view.areas:
        rows, heading = [], None
        for node, row in area.rows:
            if row is None:
                heading = node if node.depth else None
                continue
            name = search_key(f"{row.code} {said(node.name)}")
            if (show and row.state != show) or not all(word in name for word in words):
                continue
            if heading is not None:
                rows.append((heading, None))
                heading = None
            rows.append((node, row))
        if rows or not (show or words):
            areas.append((area, rows, bool(show or words) or here.node.area == area.node.code))
    query = request.GET.copy()
    query.pop("versions", None)
    return {
        "areas": areas,
        "show": request.GET.get("show", ""),
        "q": request.GET.get("q", ""),
        "query": query.urlencode(),
    }


def _others(view: SheetView, viewer: Viewer, at: datetime) -> list[tuple[str, str]]:
    """Who else saved within two minutes, each with the leaf saved last."""
    recent = [leaf.claim for leaf in view.leaves if leaf.claim and leaf.claim.at > at - RECENT]
    latest = {claim.by: claim for claim in sorted(recent, key=lambda claim: claim.at)}
    codes = {leaf.node.criterion.pk: leaf.code for leaf in view.leaves}
    return [(claim.by_name, codes[claim.criterion_id]) for by, claim in latest.items() if by not in {viewer.id, 0}]


def _versions(sheet: Sheet, here: Leaf) -> list[dict[str, Any]]:
    """What stood before, the latest first, out of the ledger. One query."""
    rows = Entry.objects.filter(subject=actions.subject(sheet, here.code)).order_by("-number")[:50]
    return [{"at": row.at, "name": row.name, **json.loads(row.detail).get("after", {})} for row in rows]
