"""Signing in, one's own account, sessions, forgotten passwords."""

import re

import pytest
from django.core import mail
from django.test import Client

from parindex.directory.demo import DEMO_PASSWORD
from parindex.directory.models import Letter, Person, Visit
from parindex.ledger.models import Entry
from tests.make.world import PASSWORD
from tests.web.conftest import axe

NEW = "một câu ngắn dễ nhớ"


def said(answer):
    return answer.content.decode()


def signed_in(person, password=PASSWORD, agent="Mozilla/5.0 (Windows NT 10.0) Firefox/130.0"):
    client = Client(headers={"User-Agent": agent})
    assert client.post("/login/", {"username": person.email, "password": password}).status_code == 302
    return client


def test_the_sessions_key_is_new_after_signing_in(world):
    client = Client()
    client.post("/choose/", {"theme": "dark", "next": "/login/"})
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post("/login/", {"username": world.person("officer", "A").email, "password": PASSWORD})
    assert client.cookies["sessionid"].value != before


def test_wrong_passwords_lock_and_the_page_says_how_long(world):
    email = world.person("officer", "A").email
    client = Client()
    for at in range(8):
        written = email.upper() if at % 2 else email  # one account, however it is written
        answer = client.post("/login/", {"username": written, "password": "sai"})
    assert answer.status_code == 403
    assert "thử lại sau 15 phút" in said(answer)
    assert client.post("/login/", {"username": email, "password": PASSWORD}).status_code == 403
    assert client.get("/").status_code == 302


def test_the_own_name_is_changed_and_recorded(world, enter):
    client = enter("officer", "A")
    assert client.post("/account/", {"name": "  "}).status_code == 422
    assert client.post("/account/", {"name": "Nguyễn Thị Thuỷ Quỳnh"}).status_code == 302
    person = Person.objects.get(pk=world.person("officer", "A").pk)
    assert person.name == "Nguyễn Thị Thuỷ Quỳnh"
    assert "nguyen thi thuy quynh" in person.search_key
    assert Entry.objects.get().verb == "directory.rename_oneself"


def test_language_and_theme_are_recorded_once(enter):
    client = enter("officer", "A")
    for _ in range(2):
        client.post("/choose/", {"language": "en", "next": "/account/"})
    assert "My account" in said(client.get("/account/"))
    assert [entry.verb for entry in Entry.objects.all()] == ["directory.choose_preferences"]


def test_a_password_is_changed_with_the_old_one_and_others_are_out(world):
    person = world.person("officer", "A")
    here, elsewhere = signed_in(person), signed_in(person)
    wrong = here.post("/account/password/", {"old": "sai", "new": NEW, "again": NEW})
    assert wrong.status_code == 422
    assert "Mật khẩu đang dùng chưa đúng" in said(wrong)
    weak = said(here.post("/account/password/", {"old": PASSWORD, "new": "1234567890", "again": "x"}))
    assert "ít nhất 10 ký tự" in weak
    assert "chưa giống nhau" in weak
    assert here.post("/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW}).status_code == 302
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert Visit.objects.filter(person=person).count() == 1
    assert not any(NEW in entry.detail or PASSWORD in entry.detail for entry in Entry.objects.all())
    signed_in(person, NEW)


def test_sessions_are_seen_and_ended(world):
    person = world.person("officer", "A")
    here = signed_in(person)
    phone = signed_in(person, agent="Mozilla/5.0 (iPhone) Safari/605")
    other = signed_in(world.person("officer", "B"))
    page = said(here.get("/account/"))
    assert "Firefox, Windows" in page
    assert "Safari, iPhone" in page
    theirs = Visit.objects.get(person=world.person("officer", "B"))
    here.post("/account/sessions/end/", {"visit": theirs.pk})
    assert other.get("/account/").status_code == 200  # nobody ends somebody else's
    of_phone = Visit.objects.get(person=person, agent__contains="iPhone")
    here.post("/account/sessions/end/", {"visit": of_phone.pk})
    assert phone.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200
    third = signed_in(person)
    here.post("/account/sessions/end/")
    assert third.get("/account/").status_code == 302
    here.post("/logout/")
    assert not Visit.objects.filter(person=person).exists()


def test_a_forgotten_password_tells_a_stranger_nothing(world, django_capture_on_commit_callbacks):
    person = world.person("officer", "A")
    with django_capture_on_commit_callbacks(execute=True):
        known = said(Client().post("/password/forgotten/", {"email": person.email.upper()}))
        unknown = said(Client().post("/password/forgotten/", {"email": "nobody@example.org"}))
        Client().post("/password/forgotten/", {"email": person.email})
    strip = re.compile(r'csrfmiddlewaretoken" value="[^"]+"')
    assert strip.sub("", known) == strip.sub("", unknown)
    assert len(mail.outbox) == 1  # asked for twice, written once
    link = re.search(r"http://testserver(/password/set/\S+)", mail.outbox[0].body)[1]
    client = Client()
    address = client.get(link)["Location"]
    client.post(address, {"new": NEW, "again": NEW})
    signed_in(person, NEW)


def test_a_closed_account_gets_no_letter(world):
    Person.objects.filter(pk=world.person("officer", "A").pk).update(is_active=False)
    Client().post("/password/forgotten/", {"email": world.person("officer", "A").email})
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("link", ["/password/set/x/y/", "/password/set/MQ/abc-def/", "/password/set/MQ/set/"])
def test_a_link_that_is_none(db, link):
    assert Client().get(link).status_code == 410


def test_the_demos_accounts_stand_on_its_login_page_and_nowhere_else(world, settings):
    person = world.person("officer", "A")
    person.email = "dau-moi@demo.parindex"
    person.set_password(DEMO_PASSWORD)
    person.save()
    assert "demo.parindex" not in said(Client().get("/login/"))
    settings.DEMO = True
    page = said(Client().get("/login/"))
    assert "dau-moi@demo.parindex" in page
    assert "officer.b@example.org" not in page
    signed_in(person, DEMO_PASSWORD)


@pytest.mark.parametrize("address", ["/account/", "/password/forgotten/", "/password/set/MQ/x/"])
@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1440, "light")])
def test_axe_finds_nothing(browse, address, width, theme):
    assert axe(browse(address, "officer" if address == "/account/" else "", "A", width=width, theme=theme)) == []


def test_a_demo_account_signs_in_with_one_click_without_script(browse, world, settings):
    settings.DEMO = True
    person = world.person("officer", "A")
    person.email = "dau-moi@demo.parindex"
    person.set_password(DEMO_PASSWORD)
    person.save()
    page = browse("/login/", script=False)
    page.get_by_role("button", name=f"Đăng nhập {person.name}").click()
    page.goto("/account/")
    assert "dau-moi@demo.parindex" in page.content()
