"""Pages for what cannot be: refused, not found, broken, away. Each says in a sentence why and what to do."""

from __future__ import annotations

import sys
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from parindex.engine.problems import Text
from parindex.grammar.verdict import Verdict


def refused(request: Any, verdict: Verdict) -> HttpResponse:
    """403 with the verdict's sentence, since when, and whom to ask."""
    return _page(request, 403, Text("Việc này chưa mở cho anh/chị", "This is not open to you"), verdict)


def forbidden(request: Any, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """403 for what nobody may do from here."""
    why = Text("Địa chỉ này không mở cho ai.", "This address is open to nobody.")
    return refused(request, Verdict(allowed=False, why=why))


def stale_form(request: Any, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's signature
    """403 where the form's token is old: signed in again in another window, or cookies are off."""
    why = Text(
        "Biểu mẫu này được mở từ một lần đăng nhập trước. Bấm nút quay lại của trình duyệt, tải lại trang rồi gửi lại.",
        "This form was opened in an earlier session. Go back, reload the page and send it again.",
    )
    return _page(request, 403, Text("Biểu mẫu đã cũ", "The form is stale"), Verdict(allowed=False, why=why))


def bad_request(request: Any, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """400."""
    why = Text("Yêu cầu gửi lên không đọc được.", "The request could not be read.")
    return _page(request, 400, Text("Yêu cầu không đọc được", "Bad request"), Verdict(allowed=False, why=why))


def not_found(request: Any, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """404, the same for what never was and what is not the viewer's to know of."""
    why = Text(
        "Không có gì ở địa chỉ này, hoặc nó không thuộc phần của anh/chị.",
        "There is nothing at this address, or it is not yours to see.",
    )
    return _page(request, 404, Text("Không tìm thấy trang", "Page not found"), Verdict(allowed=False, why=why))


def storage_away(request: Any, fault: BaseException) -> HttpResponse:
    """503: the database or the disk is away or full."""
    import logging

    logging.getLogger("parindex").error("storage away: %s", type(fault).__name__)
    why = Text(
        "Máy chủ tạm thời không ghi được dữ liệu. Nội dung vừa gửi chưa được lưu; xin giữ nguyên trang trước, bấm quay "
        "lại và gửi lại sau ít phút.",
        "The server cannot store data at the moment. What you just sent was not saved; please keep the page before, go "
        "back and send it again in a few minutes.",
    )
    response = _page(request, 503, Text("Máy chủ tạm ngừng", "Temporarily away"), Verdict(allowed=False, why=why))
    response["Retry-After"] = "60"
    return response


def broken(request: Any) -> HttpResponse:
    """500, or 503 where the database is what broke."""
    from parindex.web.ui.middleware import is_storage

    fault = sys.exc_info()[1]
    if fault is not None and is_storage(fault):
        return storage_away(request, fault)
    why = Text(
        "Có lỗi phía hệ thống; lỗi đã được ghi lại. Những gì đã lưu vẫn còn nguyên.",
        "Something broke on our side and was logged. What was saved is safe.",
    )
    return _page(request, 500, Text("Hệ thống có lỗi", "Something broke"), Verdict(allowed=False, why=why))


def _page(request: Any, status: int, title: Text, verdict: Verdict) -> HttpResponse:
    template = "ui/refusal.html#part" if getattr(request, "htmx", False) else "ui/refusal.html"
    bare = status >= 500 or not hasattr(request, "viewer")
    return render(request, template, {"title": title, "verdict": verdict, "bare": bare}, status=status)
