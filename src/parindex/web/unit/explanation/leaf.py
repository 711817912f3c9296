"""One leaf: what was taken and why, the unit's answer with its documents, and the thread with the appraisers."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from parindex.appraisal import threads
from parindex.appraisal.explaining import Answer, save_explanation
from parindex.appraisal.permissions import EXPLAIN
from parindex.appraisal.states import REQUESTS
from parindex.criteria.outline import outline
from parindex.engine.problems import Text
from parindex.grammar.verdict import Conflict, Invalid
from parindex.web.ui.access import page
from parindex.web.ui.speech import said
from parindex.web.unit.evidence.panel import panel_context
from parindex.web.unit.explanation.reading import Reading, reading, sheet_of

LONG = 10
"""More digits than any version has."""


class Sent(NamedTuple):
    """The form as it was sent, or as it stands."""

    agrees: bool | None
    text: str
    version: int


@page(EXPLAIN, "GET", "POST")
def leaf(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # looked up at the door
    """Show the leaf; take the answer."""
    return _save(request) if request.method == "POST" else _show(request)


@page(EXPLAIN, "POST")
def answer(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """Answer what the appraisers asked."""
    text = request.POST.get("text", "")
    try:
        threads.answer(sheet_of(request), request.criterion, text, by=request.viewer)
    except Invalid as bad:
        return _show(request, 422, thread_faults=bad.faults, thread_text=text)
    messages.success(request, said(Text("Đã gửi câu trả lời cho tổ thẩm định.", "The answer was sent.")))
    return HttpResponseRedirect(f"{_address(request, request.criterion.code)}#thread")


def _save(request: Any) -> HttpResponse:
    form = request.POST
    version = form.get("version", "")
    known = int(version) if version.isdecimal() and len(version) < LONG else 0
    agrees = {"yes": True, "no": False}.get(form.get("agrees", ""))
    sent = Sent(agrees, form.get("text", ""), known)
    try:
        save_explanation(sheet_of(request), request.criterion, by=request.viewer, **sent._asdict())
    except Invalid as bad:
        return _show(request, 422, sent=sent, faults=bad.faults)
    except Conflict as met:
        mine: Answer = met.mine  # type: ignore[assignment]
        theirs: Any = met.theirs
        kept = Sent(mine.agrees, mine.text, theirs.version if theirs else 0)
        return _show(request, 409, sent=kept, theirs=theirs)
    messages.success(request, said(Text("Đã lưu trả lời của đơn vị.", "The unit's answer was saved.")))
    target = form.get("to", "")
    there = target in outline(request.round.set).by_code
    return HttpResponseRedirect(_address(request, target if there else request.criterion.code))


def _address(request: Any, code: str) -> str:
    return str(reverse("explanation-leaf", args=[request.round.name, request.round_unit.code, code]))


def _show(request: Any, status: int = 200, sent: Sent | None = None, **more: Any) -> HttpResponse:
    read = reading(request)
    nodes = outline(request.round.set)
    node = nodes.by_code[request.criterion.code]
    if not node.leaf:
        raise Http404
    here = next((row for row in read.leaves if row.node.code == node.code), None)
    lines = threads.thread(read.sheet, request.criterion, request.viewer)
    context = read.context | {
        "node": node,
        "path": nodes.path(node.code)[:-1],
        "leaf": here,
        "entered": sent or _standing(here),
        "thread": lines,
        "asked": [line for line in lines if line.kind in REQUESTS and line.answered_at is None],
        "may_answer": threads.can_answer(request.viewer, read.sheet),
        **_neighbours(read, node.code),
    }
    if here:
        context |= panel_context(request, read.sheet.round_unit, request.criterion, "explained", read.allowed)
    return render(request, "unit/explanation/leaf.html", context | more, status=status)


def _standing(here: Any) -> Sent:
    told = here.explanation if here else None
    return Sent(told.agrees, told.text, told.version) if told else Sent(None, "", 0)


def _neighbours(read: Reading, code: str) -> dict[str, Any]:
    codes = [row.node.code for row in read.leaves]
    at = codes.index(code) if code in codes else -1
    return {
        "number": at + 1,
        "back": codes[at - 1] if at > 0 else None,
        "on": codes[at + 1] if 0 <= at < len(codes) - 1 else None,
    }
