"""The buttons of a sheet: submit, return, sign, take back, reopen. Each leads back to the sheet and says what happened."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from parindex.engine.problems import Text
from parindex.grammar.verdict import Invalid
from parindex.selfscore import actions, permissions
from parindex.selfscore.models import Sheet
from parindex.web.ui.access import page
from parindex.web.ui.speech import said
from parindex.web.unit.sheet.reading import has_marks, sheet_of
from parindex.web.unit.sheet.views import show


@page(permissions.SUBMIT, "POST")
def submit(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # looked up at the door
    """Hand the sheet to the head."""
    actions.submit(sheet_of(request), by=request.viewer)
    return _back(request, Text("Đã trình thủ trưởng ký.", "The sheet was submitted to the head."))


@page(permissions.SIGN, "POST")
def return_(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """Give it back to the officers."""
    try:
        actions.return_(sheet_of(request), note=request.POST.get("reason", ""), by=request.viewer)
    except Invalid as bad:
        return show(request, 422, step_fault=("return", bad.faults["reason"]))
    return _back(request, Text("Đã trả lại phiếu để sửa.", "The sheet was returned for changes."))


@page(permissions.SIGN, "POST")
def sign(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """Sign, with the password asked again; wrong ones count as at the door."""
    sheet = sheet_of(request)
    person = authenticate(request, username=request.user.email, password=request.POST.get("password", ""))
    if person is None or person.pk != request.viewer.id:
        why = Text("Mật khẩu không đúng; phiếu chưa được ký.", "Wrong password; the sheet was not signed.")
        return show(request, 422, step_fault=("sign", why))
    actions.sign(sheet, by=request.viewer)
    return _back(request, Text("Đã ký và gửi phiếu. Phiếu đã khóa.", "The sheet was signed and sent. It is locked."))


@page(permissions.SIGN, "POST")
def take_back(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """Take the signed sheet back."""
    return _open_again(request, actions.take_back, "take_back", sheet_of(request))


@page(permissions.REOPEN, "POST")
def reopen(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # as above
    """Open it again for a unit."""
    return _open_again(request, actions.reopen, "reopen", sheet_of(request))


def _open_again(request: Any, verb: Any, name: str, sheet: Sheet) -> HttpResponse:
    try:
        verb(sheet, reason=request.POST.get("reason", ""), appraised=has_marks, by=request.viewer)
    except Invalid as bad:
        return show(request, 422, step_fault=(name, bad.faults["reason"]))
    if name == "reopen":  # a draft is the unit's own again
        messages.success(request, said(Text("Đã mở lại phiếu.", "The sheet was reopened.")))
        return HttpResponseRedirect(reverse("sheets", args=[request.round.name]))
    return _back(request, Text("Đã rút phiếu; sửa xong phải ký lại.", "The sheet was taken back; sign it again."))


def _back(request: Any, told: Text) -> HttpResponse:
    messages.success(request, said(told))
    return HttpResponseRedirect(reverse("sheet", args=[request.round.name, request.round_unit.code]))
