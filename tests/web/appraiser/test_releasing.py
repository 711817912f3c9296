"""Releasing the first appraisal: complete sheets only, by the coordinator only, and what the page says."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.appraisal.models import Mark
from parindex.grammar.clock import now
from parindex.selfscore.models import Sheet
from tests.make.world import make_world
from tests.rooms.appraisal.conftest import FULL
from tests.web.conftest import axe

ADDRESS = "/rounds/mau-2018/release/"


def complete(world, unit):
    for code in FULL:
        Mark.objects.create(
            sheet=world.sheet(unit), criterion=world.criterion(code), layer="appraised", points=0, at=now(), by=1,
            by_name="x",
        )  # fmt: skip


def test_only_what_is_complete_is_released(desk, enter):
    client = enter("coordinator")
    assert "Chưa có đơn vị nào thẩm định xong" in client.get(ADDRESS).content.decode()
    complete(desk, "A")
    page = client.get(ADDRESS).content.decode()
    assert 'value="A"' in page
    assert 'value="B"' not in page
    assert client.post(ADDRESS, {}).status_code == 422
    answer = client.post(ADDRESS, {"unit": ["B"]})
    assert answer.status_code == 422
    assert "Còn 5 ô chưa thẩm định" in answer.content.decode()
    assert client.post(ADDRESS, {"unit": ["A", "B"]}).status_code == 302
    assert [s.round_unit.code for s in Sheet.objects.filter(released_at__isnull=False)] == ["A"]
    page = client.get(ADDRESS).content.decode()
    assert "Đã trả kết quả thẩm định cho 1 đơn vị. Chưa xong: B." in page


@pytest.mark.parametrize("role", ["officer", "head", "appraiser", "council", "leader"])
def test_nobody_else_may(desk, enter, role):
    client = enter(role, "A")
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, {"unit": ["A"]}).status_code == 403


def test_the_page_costs_the_same_for_many_units(world, enter):
    client, counts = enter("coordinator"), []
    for at, many in enumerate((1, 5)):
        made = make_world(f"kho-{at}", 2019 + at, units=[(f"U{n}", f"Đơn vị {n}") for n in range(many)])
        client.get(f"/rounds/{made.round.name}/release/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/rounds/{made.round.name}/release/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(browse, desk, width):
    complete(desk, "A")
    page = browse(ADDRESS, "coordinator", width=width)
    found = axe(page)
    page.goto("/rounds/mau-2018/seconds/ask/")
    assert found + axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
