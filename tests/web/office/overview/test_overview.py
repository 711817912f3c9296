"""The overview of a round, its export, and the page of reminders."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.directory.models import Letter
from parindex.grammar.clock import now
from tests.make.world import make_world
from tests.rooms.appraisal.conftest import sign
from tests.rooms.appraisal.test_progress import late_world, mark, object_to
from tests.web.conftest import axe

PAGE = "/rounds/mau-2018/"
READERS = ("coordinator", "council", "leader")


@pytest.mark.parametrize("role", READERS)
def test_those_who_watch_the_round_see_it(enter, world, role):
    late_world(world)
    page = enter(role).get(PAGE).content.decode()
    assert "Sở Y tế" in page
    assert "trễ 5 ngày" in page
    assert ("Gửi nhắc việc" in page) is (role == "coordinator")


@pytest.mark.parametrize("role", ["officer", "head", "appraiser", "administrator"])
@pytest.mark.parametrize("address", ["", "progress.csv", "progress.xlsx", "remind/"])
def test_others_are_refused(enter, world, role, address):
    unit = "A" if role in ("officer", "head") else ""
    assert enter(role, unit).get(PAGE + address).status_code == 403


@pytest.mark.parametrize("role", ["council", "leader"])
def test_only_the_coordinator_reaches_the_reminders(enter, role):
    assert enter(role).get(f"{PAGE}remind/").status_code == 403


def test_the_filters_show_what_they_say(enter, world):
    late_world(world)
    mark(world, "C", "1.1", "0")
    object_to(world, "C", "1.1")
    client = enter("coordinator")
    names = {"A": "Sở Y tế</a>", "B": "Sở Nội vụ</a>", "C": "Ban Dân tộc</a>"}

    def shown(query):
        page = client.get(PAGE + query).content.decode()
        return "".join(unit for unit, name in names.items() if name in page)

    assert shown("") == "ABC"
    assert shown("?show=late") == "A"
    assert shown("?show=disputed") == "C"
    assert shown("?show=open") == "ABC"
    assert shown("?show=nonsense&by=nonsense") == "ABC"


def test_units_can_be_sorted(enter, world):
    late_world(world)
    mark(world, "C", "1.1", "1")
    client = enter("coordinator")

    def order(by):
        page = client.get(f"{PAGE}?by={by}").content.decode()
        places = {name: page.index(f"{name}</a>") for name in ("Sở Y tế", "Sở Nội vụ", "Ban Dân tộc")}
        return sorted(places, key=places.get)

    assert order("round") == ["Sở Y tế", "Sở Nội vụ", "Ban Dân tộc"]
    assert order("name") == ["Ban Dân tộc", "Sở Nội vụ", "Sở Y tế"]
    assert order("done")[-1] == "Ban Dân tộc"


def test_an_empty_filter_says_so(enter):
    assert "Không đơn vị nào trễ." in enter("coordinator").get(f"{PAGE}?show=late").content.decode()


def test_a_round_without_units_says_what_comes(enter, world):
    world.round.units.all().delete()
    assert "Kỳ này chưa có đơn vị nào." in enter("coordinator").get(PAGE).content.decode()


def test_the_number_of_queries_does_not_grow(enter, world):
    client = enter("coordinator")
    large = make_world("lon-2018", units=[(f"L{at}", f"Sở số {at}") for at in range(15)])
    for unit in large.units:
        sign(large, unit)
        mark(large, unit, "1.1", "1")
    for address in (PAGE, "/rounds/lon-2018/"):
        client.get(address)  # the frozen criteria are read once
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    with CaptureQueriesContext(connection) as many:
        client.get("/rounds/lon-2018/")
    assert len(few) == len(many) < 40


def test_progress_can_be_taken_away(enter, world):
    late_world(world)
    world.units["A"].name_vi = "=HYPERLINK(1)"
    world.units["A"].save()
    mark(world, "C", "1.1", "1")
    client = enter("coordinator")
    answer = client.get(f"{PAGE}progress.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[2][:6] == ["Mã", "Đơn vị", "Phiếu", "Ngày ký", "Hạn ký", "Trễ (ngày)"]
    assert rows[3][1] == "'=HYPERLINK(1)"
    assert rows[5][0] == "C"
    assert rows[5][6:8] == ["1", "3"]  # one of three leaves of area 1
    assert rows[-1][1] == "Toàn kỳ"
    assert "attachment" in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{PAGE}progress.xlsx").content))
    cells = list(book.active.iter_rows(values_only=True))
    assert cells[3][1] == "=HYPERLINK(1)"
    assert book.active["B4"].data_type == "s"
    assert cells[5][6:8] == (1, 3)
    assert client.get(f"{PAGE}progress.pdf").status_code == 404


def test_reminders_are_sent_from_the_page(enter, world):
    late_world(world)
    client = enter("coordinator")
    page = client.get(f"{PAGE}remind/").content.decode()
    assert "Reminder to sign the 2018 sheet: Department A" in page
    assert 'value="unit:A" checked' in page
    assert 'value="unit:B" checked' not in page
    answer = client.post(f"{PAGE}remind/", {"to": ["unit:A"]})
    assert answer.status_code == 302
    page = client.get(f"{PAGE}remind/").content.decode()
    assert "Đã gửi 02 thư nhắc việc." in page
    assert "đã nhắc hôm nay" in page
    assert 'value="unit:A" checked' not in page
    again = client.post(f"{PAGE}remind/", {"to": ["unit:A"]})
    assert again.status_code == 422
    assert "Tất cả đã được nhắc trong hôm nay" in again.content.decode()
    assert client.post(f"{PAGE}remind/", {"to": ["unit:A"], "again": "1"}).status_code == 302
    assert Letter.objects.count() == 4


def test_nobody_chosen_sends_nothing(enter, world):
    late_world(world)
    answer = enter("coordinator").post(f"{PAGE}remind/")
    assert answer.status_code == 422
    assert "Chọn ít nhất một đơn vị" in answer.content.decode()


def test_nobody_behind_is_said(enter, world):
    world.stage("self", opens=timedelta(days=1), closes=timedelta(days=5))
    assert "Không có ai cần nhắc." in enter("coordinator").get(f"{PAGE}remind/").content.decode()


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_and_nothing_sticks_out(browse, world, width):
    late_world(world)
    world.units["B"].name_vi = "Ban quản lý Khu kinh tế cửa khẩu quốc tế Ma Lù Thàng và các khu công nghiệp tỉnh"
    world.units["B"].save()
    mark(world, "C", "1.1", "0", at=now())
    object_to(world, "C", "1.1")
    for address, theme in ((PAGE, "dark"), (f"{PAGE}remind/", "light")):
        page = browse(address, "coordinator", width=width, theme=theme)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
