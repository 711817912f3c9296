"""Showing the first appraisal to units: which sheets are complete, which lack what, and the button."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from parindex.appraisal.actions import Released, release
from parindex.appraisal.permissions import released_by
from parindex.appraisal.queries import unmarked
from parindex.criteria.outline import outline
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.verdict import Invalid
from parindex.rounds.calendar import windows
from parindex.rounds.models import APPRAISAL_1
from parindex.selfscore.models import Sheet
from parindex.selfscore.permissions import RELEASE
from parindex.web.ui.access import page
from parindex.web.ui.speech import said


@page(RELEASE, "GET", "POST")
def releasing(request: Any, round: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own word
    """All units of the round, and the release of those chosen."""
    rows = Sheet.objects.filter(round_unit__round=request.round).select_related("round_unit")
    sheets = list(rows.order_by("round_unit__order"))
    for sheet in sheets:
        sheet.round_unit.round = request.round
    faults: dict[str, Text] = {}
    if request.method == "POST":
        faults = _release(request, sheets)
        if not faults:
            return HttpResponseRedirect(request.path)
    window, at = windows(request.round).get(APPRAISAL_1), now()
    total = sum(not node.surveyed for node in outline(request.round.set).leaves)
    listed = [(sheet, lacks, total - len(lacks)) for sheet, lacks in unmarked(sheets)]
    context = {
        "rows": listed,
        "total": total,
        "ready": sum(not lacks and sheet.released_at is None for sheet, lacks, _ in listed),
        "out": sum(sheet.released_at is not None for sheet in sheets),
        "closed": window is not None
        and any(released_by(sheet, window, at) for sheet in sheets if not sheet.released_at),
        "window": window,
        "faults": faults,
    }
    return render(request, "appraiser/releasing.html", context, status=422 if faults else 200)


def _release(request: Any, sheets: list[Sheet]) -> dict[str, Text]:
    wanted = set(request.POST.getlist("unit"))
    chosen = [sheet for sheet in sheets if sheet.round_unit.code in wanted]
    if not chosen:
        return {"": Text("Chọn ít nhất một đơn vị đã thẩm định xong.", "Choose at least one unit that is complete.")}
    try:
        done = release(chosen, by=request.viewer)
    except Invalid as bad:
        return bad.faults
    messages.success(request, said(_told(done)))
    return {}


def _told(done: Released) -> Text:
    many, left = len(done.done), ", ".join(done.waiting)
    vi, en = f"Đã trả kết quả thẩm định cho {many} đơn vị.", f"Released to {many} units."
    return Text(f"{vi} Chưa xong: {left}.", f"{en} Not complete: {left}.") if left else Text(vi, en)
