"""Fill the sheet without a connection: download the workbook, upload it, see what differs, apply what was chosen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from parindex.criteria.outline import outline
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.verdict import Conflict, Invalid
from parindex.selfscore import actions, permissions
from parindex.selfscore.models import Sheet
from parindex.selfscore.sheetview import sheet_view
from parindex.selfscore.workbook import LARGEST, read_workbook, write_workbook
from parindex.web.ui.access import page
from parindex.web.ui.speech import said
from parindex.web.unit.sheet.reading import frame, given_back, sheet_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(permissions.FILL, "GET", "POST")
def workbook(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # looked up at the door
    """Give the workbook; or take it back and show what differs."""
    sheet = sheet_of(request)
    if request.method == "GET":
        answer = HttpResponse(write_workbook(sheet_view(sheet)), content_type=XLSX)
        answer["Content-Disposition"] = f'attachment; filename="phieu-{request.round.name}-{sheet.round_unit.pk}.xlsx"'
        return answer
    context = frame(request, sheet)
    permissions.can_fill(request.viewer, sheet, context["at"], context["returned"]).require()
    sent = request.FILES.get("file")
    content = sent.read(LARGEST + 1) if sent else b""
    try:
        changes = read_workbook(content, context["view"])
    except Invalid as bad:
        return render(request, "unit/sheet/offline.html", context | {"faults": bad.faults}, status=422)
    return render(request, "unit/sheet/offline.html", context | {"changes": changes})


@page(permissions.FILL, "POST")
def apply(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """Store the leaves that were chosen; one that somebody saved meanwhile is left as it is and told."""
    sheet, form = sheet_of(request), request.POST
    nodes = outline(request.round.set).by_code
    done, left = 0, []
    for code in form.getlist("take"):
        if code not in nodes:
            continue
        try:
            with transaction.atomic():
                _take(request, sheet, code)
            done += 1
        except (Conflict, Invalid):
            left.append(code)
    messages.success(request, said(Text(f"Đã ghi {done} tiêu chí từ bảng tính.", f"{done} criteria were taken over.")))
    if left:
        told = ", ".join(left)
        words = Text(f"Chưa ghi vì vừa có người sửa: {told}.", f"Not taken, changed meanwhile: {told}.")
        messages.warning(request, said(words))
    return HttpResponseRedirect(reverse("sheet", args=[request.round.name, request.round_unit.code]))


def _take(request: Any, sheet: Sheet, code: str) -> None:
    form, at = request.POST, now()
    version = form.get(f"version:{code}", "")
    actions.save_claim(
        sheet, outline(request.round.set).by_code[code].criterion, value=form.get(f"value:{code}", ""),
        state=form.get(f"state:{code}", "scored"), note=form.get(f"note:{code}", ""),
        version=int(version) if version.isdigit() else 0, by=request.viewer, at=at, returned=given_back(sheet, at),
    )  # fmt: skip
