"""The screens in a real browser: axe finds nothing, and nothing needs a script."""

import pytest

from parindex.rounds.extending import ask_extension
from tests.web.conftest import axe

PAGES = ("", "new/", "mau-2019/setup/", "mau-2019/appraisers/?suggest=1", "mau-2018/calendar/change/",
         "mau-2018/calendar/", "mau-2018/extensions/")  # fmt: skip


@pytest.fixture
def asked(world, draft, appraisers):
    """Give a request that waits."""
    until = world.round.calendar.get(stage="council").closes_at.replace(year=2090)
    return ask_extension(world.units["A"], "self", until=until, reason="Đổi đầu mối", by=world.viewer("officer", "A"))


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing(browse, asked, width, theme):
    page = browse("/rounds/", "coordinator", width=width, theme=theme)
    for address in PAGES:
        page.goto(f"/rounds/{address}")
        page.evaluate("document.querySelectorAll('details.more').forEach(more => { more.open = true })")
        assert axe(page) == [], address
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{address} is {wide} wide"


def test_axe_finds_nothing_on_the_units_form(browse, asked):
    assert axe(browse("/rounds/mau-2018/extensions/ask/A/", "officer", "A", width=390)) == []


def test_a_round_is_set_up_and_opened_without_script(browse, asked):
    page = browse("/rounds/mau-2019/setup/", "coordinator", script=False)
    page.get_by_role("button", name="Mở kỳ đánh giá").click()
    page.get_by_role("alert").get_by_role("link").first.click()
    page.get_by_role("link", name="Đề xuất phân công").click()
    page.get_by_role("button", name="Ghi phân công đề xuất").click()
    page.goto("/rounds/mau-2019/setup/")
    page.get_by_role("button", name="Mở kỳ đánh giá").click()
    assert page.get_by_text("Đã mở kỳ đánh giá").is_visible()
    assert page.get_by_text("Thiết lập đã khóa").is_visible()
