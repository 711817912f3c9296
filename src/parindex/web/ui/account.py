"""Signing in and out, one's own account, language and theme."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from parindex.directory.permissions import OWN_ACCOUNT, SIGN_IN
from parindex.engine.problems import Text
from parindex.grammar.verdict import Verdict
from parindex.web.ui import refusals
from parindex.web.ui.access import page
from parindex.web.ui.middleware import LANGUAGE_COOKIE, THEME_COOKIE

YEAR = 365 * 24 * 3600

login = page(SIGN_IN, "GET", "POST")(LoginView.as_view(template_name="ui/login.html", redirect_authenticated_user=True))
logout = page(SIGN_IN, "POST")(LogoutView.as_view(next_page="login"))


def locked_out(request: Any, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG001  # the signature of django-axes
    """Too many wrong passwords: say how long to wait."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    why = Text(
        f"Sai mật khẩu quá nhiều lần; xin thử lại sau {minutes} phút.",
        f"Too many wrong passwords; please try again in {minutes} minutes.",
    )
    return refusals.refused(request, Verdict(allowed=False, why=why))


@page(SIGN_IN, "POST")
def choose(request: Any) -> HttpResponse:
    """Take a language or a theme: kept with the account where somebody is signed in, else in a cookie."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = resolve_url("login")
    response = HttpResponseRedirect(target)
    for cookie, field, known in (
        (LANGUAGE_COOKIE, "language", ("vi", "en")),
        (THEME_COOKIE, "theme", ("system", "light", "dark")),
    ):
        chosen = request.POST.get(field)
        if chosen not in known:
            continue
        response.set_cookie(cookie, chosen, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True)
        if request.viewer.id:
            setattr(request.user, field, chosen)
            request.user.save(update_fields=[field])
    return response


@page(OWN_ACCOUNT)
def account(request: Any) -> HttpResponse:
    """One's own name, language, password, sessions."""
    return render(request, "ui/account.html")
