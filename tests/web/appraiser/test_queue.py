"""The queue: what is mine, how far it is, what wants a closer look; and that a list costs the same however long."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parindex.appraisal.models import Assignment, Message
from parindex.grammar.clock import now
from tests.make.world import make_world
from tests.rooms.appraisal.conftest import prove, sign
from tests.web.appraiser.conftest import BASE


def test_by_criterion_by_unit_and_flagged(desk, enter):
    client = enter("appraiser", "C")
    page = client.get(BASE).content.decode()
    assert "Kế hoạch cải cách hành chính" in page
    assert page.count("0/2") == 5  # five leaves, two units; the surveyed one is nobody's
    assert "Mức độ hài lòng" not in page
    page = client.get(BASE, {"by": "unit"}).content.decode()
    assert "Sở Y tế" in page
    assert "Ban Dân tộc" not in page.split("<main")[1]  # the own unit
    assert "Không có ô nào cần xem kỹ" in client.get(BASE, {"by": "flagged"}).content.decode()


def test_vietnamese_search_without_marks(desk, enter):
    client = enter("appraiser", "C")
    page = client.get(BASE, {"by": "unit", "q": "SO Y TE"}).content.decode()
    assert "Sở Y tế" in page
    assert "Sở Nội vụ" not in page
    assert "bao cao" not in page
    page = client.get(BASE, {"q": "bao cao"}).content.decode()
    assert "Báo cáo đúng hạn" in page
    assert "Sáng kiến" not in page
    assert "Không thấy “zzz”" in client.get(BASE, {"q": "zzz"}).content.decode()


def test_nothing_assigned_says_who_assigns(world, enter):
    page = enter("appraiser", "B").get(BASE).content.decode()
    assert "Chưa có phần nào được giao" in page


@pytest.mark.parametrize("role", ["officer", "head", "coordinator", "council", "leader", "administrator"])
def test_only_appraisers_have_a_queue(desk, enter, role):
    unit = "A" if role in {"officer", "head"} else ""
    assert enter(role, unit).get(BASE).status_code == 403


def test_go_to_the_next_leaf(desk, enter):
    client = enter("appraiser", "C")
    assert client.get(f"{BASE}next/")["Location"] == f"{BASE}1.1/A/"
    assert client.get(f"{BASE}next/", {"criterion": "2.1"})["Location"] == f"{BASE}2.1/A/"
    assert client.get(f"{BASE}next/", {"unit": "B", "by": "unit"})["Location"] == f"{BASE}1.1/B/?by=unit"
    assert client.get(f"{BASE}next/", {"criterion": "9.9"}).status_code == 404
    assert client.get(f"{BASE}next/", {"unit": "C"})["Location"] == BASE


def big_desk(count: int) -> Client:
    """A queue of `count` units with a long Vietnamese name among them."""
    long_name = (
        "Ban Quản lý Khu kinh tế cửa khẩu Ma Lù Thàng và các khu công nghiệp trên địa bàn tỉnh miền núi phía Bắc"
    )
    units = [("ME", "Đơn vị của tôi"), *((f"U{at}", f"{long_name} {at}") for at in range(count))]
    world = make_world(units=units)
    person = world.person("appraiser", "ME")
    for code, _ in units[1:]:
        sign(world, code)
        prove(world, code, "1.1")
    Assignment.objects.bulk_create(
        Assignment(round=world.round, person=person, area=world.criterion(area), round_unit=world.units[code])
        for area in "12"
        for code, _ in units[1:]
    )
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


ADDRESSES = ("", "?by=unit", "?by=flagged", "1.1/U0/", "1.1/U0/?by=unit", "1.1/U0/?by=flagged")


def costs(count: int) -> list[int]:
    client = big_desk(count)
    found = []
    for address in ADDRESSES:
        client.get(BASE + address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(BASE + address)
        assert answer.status_code == 200
        assert len(answer.content) < 150_000
        found.append(len(queries))
    return found


COSTS: dict[int, list[int]] = {}


@pytest.mark.parametrize("count", [1, 5, 130])
def test_every_page_costs_the_same_however_many_units(db, count):
    COSTS[count] = costs(count)
    assert COSTS[count] == COSTS[min(COSTS)]
    assert max(COSTS[count]) <= 60


def test_requests_of_areas_of_others_are_not_counted(world, enter):
    mine, theirs = world.person("appraiser", "B"), world.person("appraiser", "C")
    world.assign(mine, "1", "A")
    world.assign(theirs, "2", "A")
    ask = {"kind": "ask", "text": "Xin bổ sung", "due_at": now() + timedelta(days=3), "at": now(), "by": 1}
    for code in ("1.1", "2.1", "2.2"):
        sheet = world.sheet("A")
        Message.objects.create(sheet=sheet, criterion=world.criterion(code), by_name="", role="appraiser", **ask)
    address = f"/rounds/{world.round.name}/queue/"
    assert enter("appraiser", "B").get(address).context["requests"] == 1
    assert enter("appraiser", "C").get(address).context["requests"] == 2
