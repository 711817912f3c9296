"""Signing in and out, one's own account, language and theme, sessions, and passwords that were forgotten."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlsafe_base64_decode

from parindex.directory import actions
from parindex.directory.demo import DEMO_PASSWORD
from parindex.directory.models import Person, Visit
from parindex.directory.permissions import OWN_ACCOUNT, SIGN_IN
from parindex.directory.queries import demo_people
from parindex.engine.problems import Text
from parindex.grammar.verdict import Invalid, Verdict
from parindex.web.ui import refusals
from parindex.web.ui.access import page
from parindex.web.ui.middleware import LANGUAGE_COOKIE, THEME_COOKIE
from parindex.web.ui.speech import said

YEAR = 365 * 24 * 3600


def site_of(request: Any) -> str:
    """The address letters point to: as the request reached us under one of the names allowed."""
    return request.build_absolute_uri("/")


class _Form(AuthenticationForm):
    """E-mail and password; an address is the same however its letters are written, for the lock as well."""

    def clean_username(self) -> str:
        return self.cleaned_data["username"].strip().lower()


class _Login(LoginView):
    """The session's key is renewed by Django when somebody signs in; the session is noted for its owner."""

    template_name = "ui/login.html"
    authentication_form = _Form
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        answer = super().form_valid(form)
        note_visit(self.request, form.get_user())
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if settings.DEMO:
            context |= {"accounts": demo_people(), "demo_password": DEMO_PASSWORD}
        return context


class _Logout(LogoutView):
    """The note of the session goes with it."""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        Visit.objects.filter(session=request.session.session_key or "").delete()
        return super().post(request, *args, **kwargs)


login = page(SIGN_IN, "GET", "POST")(_Login.as_view())
logout = page(SIGN_IN, "POST")(_Logout.as_view(next_page="login"))


def note_visit(request: Any, person: Person) -> None:
    """Note the present session as the person's."""
    actions.welcome(
        person,
        session=request.session.session_key,
        agent=request.headers.get("User-Agent", ""),
        address=request.META.get("REMOTE_ADDR") or None,
    )


def locked_out(request: Any, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG001  # the signature of django-axes
    """Too many wrong passwords: say how long to wait."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    why = Text(
        f"Sai mật khẩu quá nhiều lần; xin thử lại sau {minutes} phút.",
        f"Too many wrong passwords; please try again in {minutes} minutes.",
    )
    ask = Text(
        "Nếu quên mật khẩu, xin dùng “Quên mật khẩu” ở trang đăng nhập.",
        "If you forgot the password, use “Forgotten password” on the sign-in page.",
    )
    return refusals.refused(request, Verdict(allowed=False, why=why, ask=ask))


@page(SIGN_IN, "POST")
def choose(request: Any) -> HttpResponse:
    """Take a language or a theme: kept with the account where somebody is signed in, and in a cookie."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = resolve_url("login")
    response = HttpResponseRedirect(target)
    for cookie, field, known in (
        (LANGUAGE_COOKIE, "language", ("vi", "en")),
        (THEME_COOKIE, "theme", ("system", "light", "dark")),
    ):
        chosen = request.POST.get(field)
        if chosen in known:
            response.set_cookie(cookie, chosen, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True)
    if request.viewer.id:
        actions.choose_preferences(
            by=request.viewer, language=request.POST.get("language", ""), theme=request.POST.get("theme", "")
        )
    return response


def _page(request: Any, faults: dict[str, Text] | None = None, part: str = "") -> HttpResponse:
    person = Person.objects.select_related("home").get(pk=request.viewer.id)
    context = {
        "person": person,
        "held": person.holdings.filter(ended_at__isnull=True).select_related("unit"),
        "visits": _visits(request),
        "faults": faults or {},
        "part": part,
        "name": request.POST.get("name", person.name),
    }
    return render(request, "ui/account.html", context, status=422 if faults else 200)


def _visits(request: Any) -> list[Visit]:
    """The sessions that still live, the present one first; notes of those that ran out are not shown."""
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    living = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = list(Visit.objects.filter(person=request.viewer.id, session__in=living).order_by("-began_at"))
    for row in rows:
        row.here = row.session == request.session.session_key
    return sorted(rows, key=lambda row: not row.here)


@page(OWN_ACCOUNT, "GET", "POST")
def account(request: Any) -> HttpResponse:
    """One's own name, language, password, sessions; sending the page changes the name."""
    if request.method != "POST":
        return _page(request)
    try:
        actions.rename_oneself(request.POST.get("name", ""), by=request.viewer)
    except Invalid as invalid:
        return _page(request, invalid.faults, "name")
    messages.success(request, said(Text("Đã lưu họ tên.", "The name was saved.")))
    return redirect("account")


@page(OWN_ACCOUNT, "POST")
def password(request: Any) -> HttpResponse:
    """Change the password, asking for the old one; other sessions end."""
    given = {field: request.POST.get(field, "") for field in ("old", "new", "again")}
    try:
        person = actions.change_password(by=request.viewer, **given)
    except Invalid as invalid:
        return _page(request, invalid.faults, "password")
    before = request.session.session_key
    actions.end_visits(by=request.viewer, but=before or "")
    update_session_auth_hash(request, person)
    Visit.objects.filter(session=before).update(session=request.session.session_key)
    messages.success(
        request,
        said(
            Text(
                "Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.",
                "The password was changed. All other sessions have ended.",
            )
        ),
    )
    return redirect("account")


@page(OWN_ACCOUNT, "POST")
def sessions_end(request: Any) -> HttpResponse:
    """End one of one's sessions, or all but this one."""
    only = request.POST.get("visit", "")
    ended = actions.end_visits(
        by=request.viewer, but=request.session.session_key or "", only=int(only) if only.isdecimal() else None
    )
    messages.success(request, said(Text(f"Đã kết thúc {ended} phiên đăng nhập.", f"Sessions ended: {ended}.")))
    return redirect("account")


@page(SIGN_IN, "GET", "POST")
def password_forgotten(request: Any) -> HttpResponse:
    """Ask for a letter with a link. The answer is the same whether or not there is such an account."""
    if request.method == "POST":
        actions.ask_password(request.POST.get("email", ""), site=site_of(request))
        return render(request, "ui/password_asked.html")
    return render(request, "ui/password_forgotten.html")


TOKEN = "password-link"  # noqa: S105  # a name in the session


@page(SIGN_IN, "GET", "POST")
def password_set(request: Any, uid: str, token: str) -> HttpResponse:
    """Set a password by a link from a letter. The link's secret moves into the session, so that no address keeps it."""
    person = _person_of(uid)
    if token != "set":  # noqa: S105  # the word that stands in the address once the secret is put away
        if person is None or not default_token_generator.check_token(person, token):
            return render(request, "ui/password_stale.html", status=410)
        request.session[TOKEN] = token
        return redirect("password-set", uid, "set")
    if person is None or not default_token_generator.check_token(person, request.session.get(TOKEN)):
        return render(request, "ui/password_stale.html", status=410)
    faults: dict[str, Text] = {}
    if request.method == "POST":
        try:
            actions.set_password(person, new=request.POST.get("new", ""), again=request.POST.get("again", ""))
        except Invalid as invalid:
            faults = invalid.faults
        else:
            request.session.pop(TOKEN, None)
            text = Text("Đã đặt mật khẩu. Xin đăng nhập.", "The password is set. Please sign in.")
            messages.success(request, text.said(person.language))
            return redirect("login")
    context = {"person": person, "faults": faults}
    return render(request, "ui/password_set.html", context, status=422 if faults else 200)


def _person_of(uid: str) -> Person | None:
    try:
        key = int(urlsafe_base64_decode(uid))
    except (ValueError, OverflowError):
        return None
    return Person.objects.filter(pk=key, is_active=True).first() if key < 2**63 else None
