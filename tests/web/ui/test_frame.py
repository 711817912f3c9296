"""The frame: sections by role, the present one, the switch between rounds, the small menu, the components."""

import pytest
from django.test import Client

from tests.make.world import make_world
from tests.web.conftest import axe


def current(page: str) -> str:
    return page.split('aria-current="page">')[1].split("<", maxsplit=1)[0] if 'aria-current="page"' in page else ""


@pytest.mark.parametrize(
    ("address", "section"),
    [
        ("/", "Việc chờ tôi"),
        ("/rounds/mau-2018/", "Tổng quan"),
        ("/rounds/mau-2018/remind/", "Tổng quan"),
        ("/rounds/mau-2018/setup/", "Thiết lập"),
        ("/rounds/mau-2018/calendar/", "Thiết lập"),
        ("/rounds/", "Các kỳ đánh giá"),
        ("/sets/bo-mau-2018/", "Bộ tiêu chí"),
        ("/units/A/", "Đơn vị"),
        ("/people/", "Người dùng"),
        ("/account/", ""),
        ("/search/?q=x", ""),
    ],
)
def test_the_section_one_is_in_is_marked(enter, address, section):
    page = enter("coordinator").get(address).content.decode()
    assert current(page) == section


def test_a_page_of_a_section_below_belongs_to_it(enter):
    page = enter("officer", "A").get("/rounds/mau-2018/sheet/", follow=True).content.decode()
    assert current(page) == "Phiếu tự chấm"


def test_one_can_change_to_another_round(enter, world):
    make_world("mau-2019", year=2019)
    page = enter("coordinator").get("/rounds/mau-2018/").content.decode()
    assert 'class="way" href="/rounds/mau-2019/"' in page
    assert 'class="way" href="/rounds/mau-2018/" aria-current="true"' in page


def test_a_draft_round_is_in_the_switch_of_the_coordinator_alone(enter, world):
    draft = make_world("nhap-2020", year=2020).round
    draft.state = "draft"
    draft.save()
    assert "Kỳ 2020" in enter("coordinator").get("/").content.decode()
    assert "Kỳ 2020" not in enter("leader").get("/").content.decode()


def test_the_frame_stands_where_there_is_no_round_and_where_nothing_is_found(enter, world):
    world.round.delete()
    assert enter("coordinator").get("/").status_code == 200
    assert enter("coordinator").get("/nowhere/").status_code == 404
    assert Client().get("/nowhere/").status_code == 404


@pytest.mark.parametrize("role", ["coordinator", "officer", "head", "appraiser", "council", "leader", "administrator"])
def test_every_role_has_a_bar(enter, role):
    page = enter(role, "A" if role in ("officer", "head") else "").get("/").content.decode()
    assert 'class="ways"' in page
    assert "Các kỳ đánh giá" in page


def test_the_menu_opens_without_script_on_a_phone(browse):
    page = browse("/", "coordinator", width=390, script=False)
    link = page.get_by_role("link", name="Tổng quan")
    assert not link.is_visible()
    page.locator(".bar__menu > summary").click()
    link.click()
    assert page.url.endswith("/rounds/mau-2018/")


def test_a_click_beside_an_open_menu_closes_it(browse):
    page = browse("/", "coordinator")
    page.locator(".bar__who > summary").click()
    assert page.get_by_role("button", name="Đăng xuất").is_visible()
    page.mouse.click(300, 500)
    assert not page.get_by_role("button", name="Đăng xuất").is_visible()


def test_targets_are_large_enough_on_a_phone(browse):
    page = browse("/", "coordinator", width=390)
    small = page.evaluate(
        "[...document.querySelectorAll('.bar a, .bar summary')].filter(e => e.checkVisibility())"
        ".map(e => e.getBoundingClientRect()).filter(r => r.width && (r.height < 34 || r.width < 24)).length"
    )
    assert small == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 820, 1440])
def test_every_component_is_accessible_and_fits(browse, theme, width):
    page = browse("/ui/", "coordinator", width=width, theme=theme)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_components_can_be_seen_in_grey_and_in_english(enter):
    client = enter("leader")
    assert "tokens-print.css" in client.get("/ui/?grey=1").content.decode()
    client.post("/choose/", {"language": "en", "next": "/ui/"})
    page = client.get("/ui/").content.decode()
    assert "Two people at once" in page
    assert "Hai người cùng sửa" not in page
