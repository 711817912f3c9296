"""The register of people: invited one by one or from a workbook, given roles, deactivated."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import render

from parindex.directory import actions
from parindex.directory.models import Holding, Person, Unit
from parindex.directory.permissions import PEOPLE, may_change_person, may_end, may_grant
from parindex.directory.queries import HELD, Sought, find_people, person_names
from parindex.directory.workbook import MOST_BYTES, Row, read_people, write_template
from parindex.engine.problems import Problem, Text
from parindex.grammar.roles import ROLE_NAMES, UNIT_ROLES, Role
from parindex.grammar.verdict import Invalid
from parindex.ledger.queries import history
from parindex.web.office.directory.forms import attempt, done, page_of, query
from parindex.web.office.directory.words import worded
from parindex.web.ui.access import page
from parindex.web.ui.account import site_of
from parindex.web.ui.speech import language

SIZE = 50


@page(PEOPLE)
def register(request: Any) -> HttpResponse:
    """Everybody, by role, unit and state."""
    sought = Sought(*(request.GET.get(field, "") for field in ("q", "role", "unit", "state")))
    rows = page_of(find_people(request.viewer, sought), request.GET.get("page", "1"), SIZE)
    context = {"rows": rows, "sought": sought, "roles": list(ROLE_NAMES.items()), "units": _units()}
    for name, there, number in (
        ("newer", rows.has_previous(), rows.number - 1),
        ("older", rows.has_next(), rows.number + 1),
    ):
        context[name] = query(request, page=str(number)) if there else ""
    template = "office/directory/people.html"
    return render(request, f"{template}#list" if request.htmx else template, context)


def _units() -> list[Unit]:
    return list(Unit.objects.filter(until__isnull=True).order_by("sort_key"))


def _unit(code: str) -> Unit | None:
    return Unit.objects.filter(code=code).first() if code else None


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise Invalid({"role": Text("Chọn một vai trò.", "Choose a role.")}) from None


def _grantable(request: Any) -> list[tuple[Role, Text]]:
    return [(role, name) for role, name in ROLE_NAMES.items() if may_grant(request.viewer, role)]


@page(PEOPLE, "GET", "POST")
def invite(request: Any) -> HttpResponse:
    """Make an account and write the letter with the link."""

    def do() -> HttpResponse:
        home = _unit(request.POST.get("unit", ""))
        chosen = [_role(text) for text in request.POST.getlist("roles")]
        one = actions.invite_person(
            request.POST.get("email", ""), by=request.viewer, name=request.POST.get("name", ""),
            position=request.POST.get("position", ""), home=home, site=site_of(request),
            language="en" if request.POST.get("language") == "en" else "vi",
            roles=[(role, home if role in UNIT_ROLES else None) for role in chosen],
        )  # fmt: skip
        return done(request, f"Đã gửi thư mời đến {one.email}.", f"Invitation sent to {one.email}.", "person", one.pk)

    given = {"unit": request.GET.get("unit", "")}
    chosen = request.POST.getlist("roles")
    context = {"units": _units(), "roles": _grantable(request), "chosen": chosen, "given": given}
    return attempt(request, "office/directory/invite.html", context, do)


def _person(key: int) -> Person:
    one = Person.objects.select_related("home").prefetch_related(HELD).filter(pk=key).first()
    if one is None:
        raise Http404
    return one


@page(PEOPLE)
def person(request: Any, person: int) -> HttpResponse:
    """One person: roles held and ended, and what was done to the account."""
    return _show(request, _person(person))


def _show(request: Any, one: Person, faults: dict[str, Text] | None = None) -> HttpResponse:
    ended = one.holdings.filter(ended_at__isnull=False).select_related("unit").order_by("-ended_at")
    given = person_names({row.given_by for row in (*one.held, *ended)})
    administrator = any(row.role == Role.ADMINISTRATOR for row in one.held)
    own = one.pk == request.viewer.id
    context = {
        "person": one,
        "held": [
            (row, given.get(row.given_by, ""), may_end(request.viewer, Role(row.role), own=own)) for row in one.held
        ],
        "ended": ended,
        "units": _units(),
        "roles": _grantable(request),
        "faults": faults or {},
        "given": request.POST,
        "own": own,
        "may_change": may_change_person(request.viewer, administrator=administrator),
        "history": [worded(entry) for entry in reversed(history(f"person:{one.pk}"))],
    }
    return render(request, "office/directory/person.html", context, status=422 if faults else 200)


@page(PEOPLE, "GET", "POST")
def correct(request: Any, person: int) -> HttpResponse:
    """Change a name, an address, a position or where somebody works."""
    one = _person(person)

    def do() -> HttpResponse:
        text = {field: request.POST.get(field, "") for field in ("email", "name", "position")}
        actions.correct_person(one, by=request.viewer, home=_unit(request.POST.get("unit", "")), **text)
        return done(request, "Đã lưu thông tin.", "Saved.", "person", person)

    given = {"email": one.email, "name": one.name, "position": one.position, "unit": one.home.code if one.home else ""}
    context = {"person": one, "units": _units(), "given": given}
    return attempt(request, "office/directory/person_correct.html", context, do)


@page(PEOPLE, "POST")
def grant(request: Any, person: int) -> HttpResponse:
    """Give a role."""
    one = _person(person)
    try:
        role = _role(request.POST.get("role", ""))
        unit = _unit(request.POST.get("unit", "")) if role in UNIT_ROLES else None
        actions.grant_role(one, role, by=request.viewer, unit=unit)
    except Invalid as invalid:
        return _show(request, one, invalid.faults)
    return done(request, "Đã cấp vai trò.", "The role was given.", "person", person)


@page(PEOPLE, "POST")
def end(request: Any, person: int, holding: int) -> HttpResponse:
    """End a role."""
    row = Holding.objects.select_related("person").filter(pk=holding, person=person).first()
    if row is None:
        raise Http404
    try:
        actions.end_role(row, by=request.viewer)
    except Invalid as invalid:
        return _show(request, _person(person), invalid.faults)
    return done(request, "Đã kết thúc vai trò.", "The role was ended.", "person", person)


@page(PEOPLE, "POST")
def resend(request: Any, person: int) -> HttpResponse:
    """Write the letter with the link anew."""
    one = _person(person)
    try:
        actions.resend_invitation(one, by=request.viewer, site=site_of(request))
    except Invalid as invalid:
        return _show(request, one, invalid.faults)
    return done(request, f"Đã gửi thư đến {one.email}.", f"Letter sent to {one.email}.", "person", person)


@page(PEOPLE, "POST")
def deactivate(request: Any, person: int) -> HttpResponse:
    """Close an account."""
    one = _person(person)
    try:
        actions.deactivate_person(one, by=request.viewer, reason=request.POST.get("reason", ""))
    except Invalid as invalid:
        return _show(request, one, invalid.faults)
    return done(request, "Đã ngừng tài khoản.", "The account was closed.", "person", person)


@page(PEOPLE, "POST")
def reactivate(request: Any, person: int) -> HttpResponse:
    """Open an account again."""
    one = _person(person)
    try:
        actions.reactivate_person(one, by=request.viewer)
    except Invalid as invalid:
        return _show(request, one, invalid.faults)
    return done(request, "Đã mở lại tài khoản.", "The account was opened again.", "person", person)


@page(PEOPLE)
def template(request: Any) -> HttpResponse:  # noqa: ARG001  # a view
    """The workbook to fill in."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    headers = {"Content-Disposition": 'attachment; filename="nguoi-dung.xlsx"'}
    return HttpResponse(write_template(language()), content_type=kind, headers=headers)


def _salt(request: Any) -> str:
    return f"people-import-{request.viewer.id}"


@page(PEOPLE, "GET", "POST")
def bulk(request: Any) -> HttpResponse:
    """Invite many: upload, see everything that is wrong or everybody who will be invited, then apply."""
    if request.method != "POST":
        return _bulk(request)
    if sealed := request.POST.get("rows"):
        return _apply(request, sealed)
    file = request.FILES.get("file")
    if file is None:
        missing = Text("Chọn một tệp .xlsx.", "Choose an .xlsx file.")
        return _bulk(request, faults={"file": missing})
    rows, problems = read_people(file.read(MOST_BYTES + 1))
    for row in rows:
        for role in row.roles:
            may_grant(request.viewer, Role(role)).require()
    sealed = "" if problems else signing.dumps(rows, salt=_salt(request), compress=True)
    return _bulk(request, rows=rows, problems=problems, sealed=sealed)


def _apply(request: Any, sealed: str) -> HttpResponse:
    try:
        rows = [Row(*row[:5], tuple(row[5])) for row in signing.loads(sealed, salt=_salt(request), max_age=24 * 3600)]
        made = actions.import_people(rows, by=request.viewer, site=site_of(request))
    except signing.BadSignature:
        old = Text("Bản xem trước đã cũ; xin tải tệp lên lại.", "The preview is too old; please upload the file again.")
        return _bulk(request, faults={"file": old})
    except Invalid as invalid:
        return _bulk(request, faults={"file": next(iter(invalid.faults.values()))})
    return done(request, f"Đã mời {len(made)} người.", f"People invited: {len(made)}.", "people")


def _bulk(
    request: Any, *, faults: dict[str, Text] | None = None, rows: list[Row] = (), problems: list[Problem] = (),
    sealed: str = "",
) -> HttpResponse:  # fmt: skip
    context = {"faults": faults or {}, "rows": rows, "problems": problems, "sealed": sealed}
    return render(request, "office/directory/people_import.html", context, status=422 if faults or problems else 200)
