"""People: invited, given roles, deactivated; never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from parindex.directory.actions.accounts import close_visits
from parindex.directory.letters import write_letter
from parindex.directory.models import Holding, Person, Unit
from parindex.directory.names import nfc, search_key
from parindex.directory.permissions import PEOPLE, may_change_person, may_end, may_grant
from parindex.directory.workbook import Row
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.roles import ROLE_NAMES, UNIT_ROLES, Role, Viewer, may
from parindex.grammar.verdict import Invalid
from parindex.ledger.actions import record

Roles = Sequence[tuple[Role, Unit | None]]
Faults = dict[str, Text]


def _identity_faults(email: str, name: str, position: str, but: int | None = None) -> Faults:
    faults: Faults = {}
    try:
        validate_email(email)
    except ValidationError:
        faults["email"] = Text("Nhập địa chỉ thư điện tử, ví dụ ten@tinh.gov.vn.", "Enter an e-mail address.")
    if len(email) > 254:
        faults["email"] = Text("Nhập không quá 254 ký tự.", "Enter at most 254 characters.")
    if Person.objects.filter(email=email).exclude(pk=but).exists():
        faults["email"] = Text(f"{email} đã có tài khoản.", f"{email} has an account already.")
    if not nfc(name):
        faults["name"] = Text("Nhập họ và tên.", "Enter the name.")
    for field, value in (("name", name), ("position", position)):
        if len(nfc(value)) > 200:
            faults[field] = Text("Nhập không quá 200 ký tự.", "Enter at most 200 characters.")
    return faults


def _role_faults(role: Role, unit: Unit | None) -> Faults:
    if role in UNIT_ROLES and unit is None:
        said = ROLE_NAMES[role]
        return {"unit": Text(f"Chọn đơn vị cho vai trò “{said.vi}”.", f"Choose the unit for “{said.en}”.")}
    if role not in UNIT_ROLES and unit is not None:
        said = ROLE_NAMES[role]
        return {
            "unit": Text(f"Vai trò “{said.vi}” không gắn với đơn vị nào.", f"“{said.en}” is not held for one unit.")
        }
    return {}


def _name(role: Role, unit: Unit | None) -> dict[str, str]:
    return {"role": role.value, "unit": unit.code} if unit else {"role": role.value}


def _make(
    email: str, name: str, position: str, home: Unit | None, language: str, roles: Roles, by: Viewer, at: datetime
) -> Person:
    person = Person(email=email, position=nfc(position), home=home, language=language, invited_at=at)
    person.name_it(name)
    person.set_unusable_password()
    person.save()
    Holding.objects.bulk_create(
        Holding(person=person, role=role, unit=unit, given_at=at, given_by=by.id) for role, unit in roles
    )
    return person


def password_link(person: Person, site: str) -> str:
    """The address under which a person sets a password; it works once, and for a week."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return site.rstrip("/") + reverse("password-set", args=[uid, default_token_generator.make_token(person)])


def _invite(person: Person, site: str, by: Viewer, at: datetime) -> None:
    link = password_link(person, site)
    write_letter(
        person,
        Text("Mời anh/chị vào hệ thống Chỉ số cải cách hành chính", "Your invitation to the PAR Index"),
        Text(
            f"Kính gửi anh/chị {person.name},\n\n{by.name} đã lập tài khoản cho anh/chị trong hệ thống Chỉ số cải cách "
            f"hành chính.\nTên đăng nhập: {person.email}\n\nXin đặt mật khẩu tại địa chỉ sau (dùng được một lần, trong "
            f"07 ngày):\n{link}\n",
            f"Dear {person.name},\n\n{by.name} has made an account for you in the PAR Index.\nSign in as: {person.email}\n\n"
            f"Please set a password here (works once, for 7 days):\n{link}\n",
        ),
        at=at,
    )


@transaction.atomic
def invite_person(
    email: str, *, by: Viewer, at: datetime | None = None, name: str, position: str = "", home: Unit | None = None,
    language: str = "vi", roles: Roles = (), site: str = "", password: str | None = None,
) -> Person:  # fmt: skip
    """Make an account with its roles, and write a letter with a link to set a password.

    site: the address the application is reached under.  password: given, no letter is written (first administrator,
    demo). Raises Invalid with every fault.
    """
    at = at or now()
    may(by, PEOPLE).require()
    for role, _ in roles:
        may_grant(by, role).require()
    email = email.strip().lower()
    faults = _identity_faults(email, name, position)
    for role, unit in roles:
        faults |= _role_faults(role, unit)
    if faults:
        raise Invalid(faults)
    person = _make(email, name, position, home, language, list(dict.fromkeys(roles)), by, at)
    if password is None:
        _invite(person, site, by, at)
    else:
        person.set_password(password)
        person.save(update_fields=["password"])
    record(
        "directory.invite_person",
        by=by, at=at, subject=f"person:{person.pk}", unit=home.code if home else "",
        name=person.name, email=email, roles=[_name(role, unit) for role, unit in roles],
    )  # fmt: skip
    return person


def _lock(person: Person) -> Person:
    return Person.objects.select_for_update(of=("self",)).select_related("home").get(pk=person.pk)


def _of_administrator(person: Person) -> bool:
    return person.holdings.filter(role=Role.ADMINISTRATOR, ended_at__isnull=True).exists()


@transaction.atomic
def resend_invitation(person: Person, *, by: Viewer, at: datetime | None = None, site: str) -> None:
    """Write the letter with the link anew."""
    at, person = at or now(), _lock(person)
    may(by, PEOPLE).require()
    if not person.is_active:
        raise Invalid({"": Text("Tài khoản đang ngừng; xin mở lại trước.", "The account is closed; reopen it first.")})
    Person.objects.filter(pk=person.pk).update(invited_at=at)
    _invite(person, site, by, at)
    record("directory.resend_invitation", by=by, at=at, subject=f"person:{person.pk}", email=person.email)


@transaction.atomic
def correct_person(
    person: Person, *, by: Viewer, at: datetime | None = None, email: str, name: str, position: str, home: Unit | None
) -> Person:
    """Change what is known of a person; what stood before is in the ledger."""
    person = _lock(person)
    may(by, PEOPLE).require()
    may_change_person(by, administrator=_of_administrator(person)).require()
    email = email.strip().lower()
    if faults := _identity_faults(email, name, position, but=person.pk):
        raise Invalid(faults)
    before = _values(person)
    person.email, person.position, person.home = email, nfc(position), home
    person.name_it(name)
    person.save()
    after = _values(person)
    if changed := [field for field in after if after[field] != before[field]]:
        record(
            "directory.correct_person",
            by=by, at=at, subject=f"person:{person.pk}", unit=after["home"],
            before={field: before[field] for field in changed}, after={field: after[field] for field in changed},
        )  # fmt: skip
    return person


def _values(person: Person) -> dict[str, str]:
    home = person.home.code if person.home else ""
    return {"email": person.email, "name": person.name, "position": person.position, "home": home}


@transaction.atomic
def grant_role(
    person: Person, role: Role, *, by: Viewer, at: datetime | None = None, unit: Unit | None = None
) -> Holding:
    """Give a role, for a unit where the role is a unit's."""
    at, person = at or now(), _lock(person)
    may_grant(by, role).require()
    faults = _role_faults(role, unit)
    if person.holdings.filter(role=role, unit=unit, ended_at__isnull=True).exists():
        said = ROLE_NAMES[role]
        faults["role"] = Text(f"{person.name} đã có vai trò “{said.vi}”.", f"{person.name} is “{said.en}” already.")
    if not person.is_active:
        faults[""] = Text("Tài khoản đang ngừng; xin mở lại trước.", "The account is closed; reopen it first.")
    if faults:
        raise Invalid(faults)
    holding = Holding.objects.create(person=person, role=role, unit=unit, given_at=at, given_by=by.id)
    record(
        "directory.grant_role",
        by=by, at=at, subject=f"person:{person.pk}", unit=unit.code if unit else "", name=person.name, role_=role.value,
    )  # fmt: skip
    return holding


@transaction.atomic
def end_role(holding: Holding, *, by: Viewer, at: datetime | None = None) -> None:
    """End a role. Nobody ends their own role of administrator: somebody must be left to give it."""
    at = at or now()
    person = _lock(holding.person)
    holding = Holding.objects.select_for_update(of=("self",)).select_related("unit").get(pk=holding.pk)
    role = Role(holding.role)
    may_end(by, role, own=person.pk == by.id).require()
    if holding.ended_at is not None:
        raise Invalid({"": Text("Vai trò này đã kết thúc.", "This role has ended already.")})
    holding.ended_at, holding.ended_by = at, by.id
    holding.save(update_fields=["ended_at", "ended_by"])
    code = holding.unit.code if holding.unit else ""
    record(
        "directory.end_role",
        by=by, at=at, subject=f"person:{person.pk}", unit=code, name=person.name, role_=role.value,
    )  # fmt: skip


@transaction.atomic
def deactivate_person(person: Person, *, by: Viewer, at: datetime | None = None, reason: str) -> None:
    """Close an account: the person is out at once; what they did stays theirs."""
    person = _lock(person)
    may(by, PEOPLE).require()
    may_change_person(by, administrator=_of_administrator(person)).require()
    faults: Faults = {} if nfc(reason) else {"reason": Text("Nêu lý do.", "Give the reason.")}
    if person.pk == by.id:
        faults[""] = Text("Không ai tự ngừng tài khoản của mình.", "Nobody closes their own account.")
    if not person.is_active:
        faults[""] = Text("Tài khoản đã ngừng từ trước.", "The account is closed already.")
    if faults:
        raise Invalid(faults)
    person.is_active = False
    person.save(update_fields=["is_active"])
    close_visits(person)
    record(
        "directory.deactivate_person",
        by=by, at=at, subject=f"person:{person.pk}", name=person.name, reason=nfc(reason),
    )  # fmt: skip


@transaction.atomic
def reactivate_person(person: Person, *, by: Viewer, at: datetime | None = None) -> None:
    """Open a closed account again, with the roles it still has."""
    person = _lock(person)
    may(by, PEOPLE).require()
    may_change_person(by, administrator=_of_administrator(person)).require()
    if person.is_active:
        raise Invalid({"": Text("Tài khoản đang mở.", "The account is open.")})
    person.is_active = True
    person.save(update_fields=["is_active"])
    record("directory.reactivate_person", by=by, at=at, subject=f"person:{person.pk}", name=person.name)


@transaction.atomic
def import_people(rows: Sequence[Row], *, by: Viewer, at: datetime | None = None, site: str) -> list[Person]:
    """Invite everybody in the rows of a checked workbook, or nobody. One entry that lists everything."""
    at = at or now()
    may(by, PEOPLE).require()
    units = {search_key(unit.code): unit for unit in Unit.objects.filter(until__isnull=True)}
    faults: Faults = {}
    for row in rows:
        for role in row.roles:
            may_grant(by, Role(role)).require()
        for column, fault in _identity_faults(row.email, row.name, row.position).items():
            faults[f"{row.number}.{column}"] = fault
        if row.unit and search_key(row.unit) not in units:
            faults[f"{row.number}.unit"] = Text(f"Không còn đơn vị {row.unit}.", f"Unit {row.unit} is gone.")
    if faults:
        raise Invalid(faults)
    made = []
    for row in rows:
        home = units.get(search_key(row.unit)) if row.unit else None
        roles = [(Role(role), home if Role(role) in UNIT_ROLES else None) for role in row.roles]
        made.append(_make(row.email, row.name, row.position, home, "vi", roles, by, at))
        _invite(made[-1], site, by, at)
    listed = [
        {"person": person.pk, "email": person.email, "name": person.name, "unit": row.unit, "roles": list(row.roles)}
        for person, row in zip(made, rows, strict=True)
    ]
    record("directory.import_people", by=by, at=at, subject="people", count=len(made), people=listed)
    return made
