"""Knows who is looking, in which language, and stands at the door of every view."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import translation

from parindex.grammar.verdict import Refused
from parindex.web.ui import refusals
from parindex.web.ui.access import NOBODY, look_up, verdict_on, viewer_of

LANGUAGE_COOKIE, THEME_COOKIE = "language", "theme"


class Doorkeeper:
    """Before every view: the viewer, the language, and whether this may be done at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answer in the viewer's language."""
        person = request.user
        request.viewer = viewer_of(person) if person.is_authenticated else NOBODY
        chosen = person.language if person.is_authenticated else request.COOKIES.get(LANGUAGE_COOKIE, "vi")
        with translation.override("en" if chosen == "en" else "vi"):
            response = self.get_response(request)
        if request.viewer.id:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: dict[str, str]) -> HttpResponse | None:  # noqa: ARG002  # Django's signature
        """Refuse what is not allowed, before the view begins."""
        action = getattr(view, "action", None)
        if action is None:
            return refusals.forbidden(request)
        if not action.public and not request.viewer.id:
            return _to_login(request)
        look_up(request, kwargs)
        verdict = verdict_on(request, action)
        return None if verdict else refusals.refused(request, verdict)

    def process_exception(self, request: Any, fault: Exception) -> HttpResponse | None:
        """Turn a refusal inside an action into its page; tell of a database or disk that is away or full."""
        if isinstance(fault, Refused):
            return refusals.refused(request, fault.verdict)
        if is_storage(fault):
            return refusals.storage_away(request, fault)
        return None


def is_storage(fault: BaseException | None) -> bool:
    """Whether the database or the disk is away or full: not the person's fault, and nothing was half written."""
    if isinstance(fault, OSError):
        return fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
    return isinstance(fault, OperationalError | InterfaceError)


def _to_login(request: Any) -> HttpResponse:
    target = (
        f"{resolve_url(settings.LOGIN_URL)}?next={quote(request.get_full_path() if request.method == 'GET' else '/')}"
    )
    if request.htmx:
        return HttpResponse(status=401, headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)
