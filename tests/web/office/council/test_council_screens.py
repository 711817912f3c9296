"""The council's screens: list, case, meetings, minutes."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.appraisal.council import decide, record_meeting
from parindex.appraisal.models import Mark, Meeting
from parindex.grammar.clock import now
from tests.make.world import make_world
from tests.rooms.appraisal.conftest import VALUES, prove, sign
from tests.rooms.appraisal.test_council import MEETING, WHY, lower
from tests.web.conftest import axe

BASE = "/rounds/mau-2018/council/"
CASE = f"{BASE}A/1.1/"


@pytest.fixture
def heard(world):
    """Give a dispute and a large change."""
    sign(world, "A")
    prove(world, "A", "1.1")
    lower(world, "A", "1.1", "0.5", disputed=True)
    lower(world, "A", "2.1", "1")
    return world


def test_the_list_filters(heard, enter):
    client = enter("council")
    assert b"1.1" in client.get(BASE).content
    disputed = client.get(f"{BASE}?show=disputed").content.decode()
    assert "A/1.1/" in disputed
    assert "A/2.1/" not in disputed
    assert "A/1.1/" not in client.get(f"{BASE}?show=decided").content.decode()


def test_an_empty_list_says_so(world, enter):
    assert "Chưa có tiêu chí nào tranh chấp" in enter("council").get(BASE).content.decode()


def test_the_list_costs_the_same(heard, enter):
    client = enter("council")
    client.get(BASE)
    with CaptureQueriesContext(connection) as one:
        client.get(BASE)
    sign(heard, "B")
    for code in ("1.1", "1.2", "2.2"):
        lower(heard, "B", code, "0")
    with CaptureQueriesContext(connection) as many:
        client.get(BASE)
    assert len(one) == len(many)


def test_a_decision_goes_on_to_the_next_case(heard, enter):
    client = enter("council")
    page = client.get(CASE).content.decode()
    assert "Đã có kế hoạch." in page
    assert "32/KH-SYT" in page
    form = {"decision": "raise", "entry": VALUES["1.1"]["1"], "version": "0", **WHY}
    assert client.post(CASE, form).headers["Location"] == f"{BASE}A/2.1/"
    assert Mark.objects.get(layer="final").points == 1_000_000
    clash = client.post(CASE, form)
    assert clash.status_code == 409
    assert "vừa được quyết định khác đi" in clash.content.decode()


def test_both_words_are_required(heard, enter):
    answer = enter("council").post(CASE, {"decision": "accept", "version": "0"})
    assert answer.status_code == 422
    assert "Chọn mã lý do." in answer.content.decode()
    assert "Ghi lý do của Hội đồng." in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "unit", "status"), [("officer", "A", 403), ("appraiser", "C", 403), ("leader", "", 200)]
)
def test_who_reads(heard, enter, role, unit, status):
    client = enter(role, unit)
    assert client.get(BASE).status_code == status
    assert client.get(CASE).status_code == status
    assert client.post(CASE, {"decision": "accept", "version": "0", **WHY}).status_code == 403


def test_a_closed_stage_says_why(heard, enter):
    heard.stage("council", opens=timedelta(days=-9), closes=timedelta(days=-1))
    page = enter("council").get(CASE).content.decode()
    assert 'name="decision"' not in page
    assert "note--locked" in page


def test_meetings_and_minutes(heard, enter):
    client = enter("coordinator")
    assert client.post(f"{BASE}meetings/", {"held_at": "mai"}).status_code == 422
    assert client.post(f"{BASE}meetings/", MEETING | {"held_at": "08:00 09/02/2018"}).status_code == 302
    meeting = Meeting.objects.get()
    assert client.get(f"{BASE}meetings/{meeting.pk}/").status_code == 200
    decide(heard.sheet("A"), heard.criterion("1.1"), by=heard.viewer("council"), decision="accept", **WHY)
    answer = client.get(f"{BASE}meetings/{meeting.pk}/minutes.docx")
    text = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    for words in ("Giàng A Tính", "Phòng họp 1", "08 giờ 00 phút", "0,5000", "Hội đồng thống nhất", "Sở Y tế"):
        assert words in text
    assert client.get(f"{BASE}meetings/{meeting.pk}/minutes.pdf").content.startswith(b"%PDF")
    assert client.get(f"{BASE}meetings/{meeting.pk}/minutes.txt").status_code == 404


def test_minutes_of_another_round_are_not_found(heard, enter):
    other = make_world("khac-2019", 2019)
    meeting = record_meeting(other.round, by=heard.viewer("council"), held_at=now(), **MEETING)
    assert enter("council").get(f"{BASE}meetings/{meeting.pk}/minutes.pdf").status_code == 404
    assert enter("council").get(f"{BASE}meetings/{meeting.pk}/").status_code == 404


@pytest.mark.parametrize("width", [390, 1440])
def test_pages_are_sound_in_a_browser(heard, browse, width):
    for address in (BASE, CASE, f"{BASE}meetings/"):
        page = browse(address, "council", width=width)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
