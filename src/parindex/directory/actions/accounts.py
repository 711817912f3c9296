"""One's own account: name, language, password, sessions. No password ever stands in the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from parindex.directory.letters import write_letter
from parindex.directory.models import Letter, Person, Visit
from parindex.directory.names import nfc
from parindex.directory.permissions import OWN_ACCOUNT
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.roles import SYSTEM, Viewer, may
from parindex.grammar.verdict import Invalid
from parindex.ledger.actions import record

AGAIN = timedelta(minutes=5)
"""One letter about a forgotten password in this time, however often it is asked for."""
WEAK = Text(
    "Mật khẩu cần ít nhất 10 ký tự, không giống tên hay địa chỉ thư, không thuộc các mật khẩu hay gặp.",
    "A password needs at least 10 characters, is not like the name or e-mail address, and is none of the common ones.",
)


def _own(by: Viewer) -> Person:
    may(by, OWN_ACCOUNT).require()
    return Person.objects.select_for_update().get(pk=by.id)


@transaction.atomic
def rename_oneself(name: str, *, by: Viewer, at: datetime | None = None) -> Person:
    """Change one's own name as others see it."""
    person = _own(by)
    if not nfc(name):
        raise Invalid({"name": Text("Nhập họ và tên.", "Enter the name.")})
    if len(nfc(name)) > 200:
        raise Invalid({"name": Text("Nhập không quá 200 ký tự.", "Enter at most 200 characters.")})
    before = person.name
    if nfc(name) != before:
        person.name_it(name)
        person.save(update_fields=["name", "sort_key", "search_key"])
        record("directory.rename_oneself", by=by, at=at, subject=f"person:{by.id}", before=before, after=person.name)
    return person


@transaction.atomic
def choose_preferences(*, by: Viewer, at: datetime | None = None, language: str = "", theme: str = "") -> None:
    """Take a language or a theme for good; an unknown or empty one changes nothing."""
    person = _own(by)
    chosen = {}
    if language in dict(Person.LANGUAGES) and language != person.language:
        chosen["language"] = language
    if theme in dict(Person.THEMES) and theme != person.theme:
        chosen["theme"] = theme
    if chosen:
        Person.objects.filter(pk=person.pk).update(**chosen)
        record("directory.choose_preferences", by=by, at=at, subject=f"person:{by.id}", **chosen)


def _new_password(person: Person, password: str, again: str) -> None:
    faults = {}
    try:
        validate_password(password, person)
    except ValidationError:
        faults["new"] = WEAK
    if password != again:
        faults["again"] = Text("Hai lần nhập chưa giống nhau.", "The two entries differ.")
    if faults:
        raise Invalid(faults)


@transaction.atomic
def change_password(*, by: Viewer, at: datetime | None = None, old: str, new: str, again: str) -> Person:
    """Change one's own password, knowing the old one. Every session but the present one ends by itself."""
    person = _own(by)
    if not person.check_password(old):
        raise Invalid({"old": Text("Mật khẩu đang dùng chưa đúng.", "The present password is wrong.")})
    _new_password(person, new, again)
    person.set_password(new)
    person.save(update_fields=["password"])
    record("directory.change_password", by=by, at=at, subject=f"person:{by.id}")
    return person


@transaction.atomic
def set_password(person: Person, *, at: datetime | None = None, new: str, again: str) -> None:
    """Set a password by a link that was sent to the person; who holds the link has proved to be the person."""
    person = Person.objects.select_for_update().get(pk=person.pk, is_active=True)
    _new_password(person, new, again)
    person.set_password(new)
    person.save(update_fields=["password"])
    close_visits(person)
    by = Viewer(person.pk, person.name, person.language)
    record("directory.set_password", by=by, at=at, subject=f"person:{person.pk}")


@transaction.atomic
def ask_password(email: str, *, at: datetime | None = None, site: str) -> None:
    """Write a letter with a link to set a password, where there is such an account; tell the asker nothing."""
    from parindex.directory.actions.people import password_link

    at = at or now()
    person = Person.objects.select_for_update().filter(email=email.strip().lower(), is_active=True).first()
    subject = Text("Đặt lại mật khẩu", "Set a new password")
    if person is None:
        return
    if Letter.objects.filter(to=person.email, subject__in=subject, written_at__gt=at - AGAIN).exists():
        return
    link = password_link(person, site)
    write_letter(
        person,
        subject,
        Text(
            f"Kính gửi anh/chị {person.name},\n\nXin đặt mật khẩu mới tại địa chỉ sau (dùng được một lần, trong 07 ngày):\n"
            f"{link}\n\nNếu anh/chị không yêu cầu, xin bỏ qua thư này; mật khẩu đang dùng vẫn giữ nguyên.\n",
            f"Dear {person.name},\n\nPlease set a new password here (works once, for 7 days):\n{link}\n\n"
            "If you did not ask for it, ignore this letter; your present password stays.\n",
        ),
        at=at,
    )
    record("directory.ask_password", by=SYSTEM, at=at, subject=f"person:{person.pk}")


@transaction.atomic
def welcome(person: Person, *, session: str, agent: str, address: str | None, at: datetime | None = None) -> None:
    """Note a session that began, so that its owner sees it. No entry in the ledger: nothing of the office changed."""
    Visit.objects.filter(session=session).delete()
    Visit.objects.create(person=person, session=session, agent=agent[:300], address=address, began_at=at or now())


def close_visits(person: Person, *, but: str = "", only: Iterable[int] | None = None) -> int:
    """End sessions: all, all but one, or those named. Inside the caller's transaction."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    visits = person.visits.exclude(session=but)
    if only is not None:
        visits = visits.filter(pk__in=list(only))
    ended = list(visits)
    for visit in ended:
        store(visit.session).delete()
    person.visits.filter(pk__in=[visit.pk for visit in ended]).delete()
    return len(ended)


@transaction.atomic
def end_visits(*, by: Viewer, at: datetime | None = None, but: str, only: int | None = None) -> int:
    """End one of one's own sessions, or all but the present one."""
    person = _own(by)
    ended = close_visits(person, but=but, only=None if only is None else [only])
    if ended:
        record("directory.end_sessions", by=by, at=at, subject=f"person:{by.id}", count=ended)
    return ended
