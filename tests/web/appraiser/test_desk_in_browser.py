"""The desk in a real browser: by keys alone, with a phone, without script; the list stays where it is."""

import re

import pytest
from playwright.sync_api import expect

from parindex.appraisal.models import Assignment, Mark
from tests.make.world import make_world
from tests.rooms.appraisal.conftest import prove, sign
from tests.web.appraiser.conftest import BASE
from tests.web.conftest import axe

WAY_DOWN = 40
"""Units in the long list."""


def arrived(page, unit):
    """Wait until a leaf is there and the hands are back on the keys."""
    title = page.locator("#leaf-title")
    expect(title).to_have_text(unit)
    expect(title).to_be_focused()


def test_a_leaf_after_the_other_by_keys_alone(browse, desk, leaf):
    page = browse(leaf(), "appraiser", "C")
    keys = page.keyboard
    keys.press("h")
    expect(page.locator("input[value=lower]")).to_be_checked()
    keys.press("Tab")  # to the summary "no points", then the levels
    keys.press("Tab")
    keys.press("Space")
    expect(page.locator("input[name=entry]:checked")).to_have_value("Đạt một phần hoặc chậm")
    expect(page.locator("#consequence")).to_contain_text("→")
    keys.press("l")
    page.locator("#reason").select_option("late_report")
    keys.press("Tab")
    keys.type("Kế hoạch ban hành chậm; ghi rõ ngày.")  # g, h, n, l, j are letters here
    expect(page.locator("#sentence-count")).to_contain_text("36/300")
    keys.press("Control+Enter")
    arrived(page, "Sở Nội vụ")
    expect(page).to_have_url(re.compile(r"/1\.1/B/$"))
    assert Mark.objects.get().sentence == "Kế hoạch ban hành chậm; ghi rõ ngày."
    keys.press("g")
    keys.press("Control+Enter")
    expect(page.locator(".leaf__held")).to_contain_text("Không còn ô nào chờ")
    keys.press("]")
    expect(page).to_have_url(re.compile(r"/1\.2/A/$"))
    page.wait_for_load_state()
    keys.press("j")
    arrived(page, "Sở Nội vụ")
    keys.press("k")
    arrived(page, "Sở Y tế")
    keys.press("[")
    expect(page).to_have_url(re.compile(r"/1\.1/A/$"))
    page.wait_for_load_state()
    keys.press("/")
    expect(page.locator("#find")).to_be_focused()
    keys.press("Escape")
    page.go_back()
    expect(page.locator("#leaf-title")).to_have_text("Sở Y tế")


def test_single_keys_can_be_switched_off(browse, desk, leaf):
    page = browse(leaf(), "appraiser", "C")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    assert axe(page) == []
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    expect(page.locator("input[value=lower]")).not_to_be_checked()
    page.reload()
    page.keyboard.press("h")
    expect(page.locator("input[value=lower]")).not_to_be_checked()
    page.locator("input[value=accept]").check(force=True)
    page.keyboard.press("Control+Enter")  # not a single key: it stays
    expect(page.locator("#leaf-title")).to_have_text("Sở Nội vụ")


def test_the_list_does_not_move_when_going_on(browse, world, enter):
    units = [("ME", "Đơn vị của tôi"), *((f"U{at:02d}", f"Đơn vị {at:02d}") for at in range(WAY_DOWN))]
    far = make_world("xa-2019", 2019, units=units)
    person = world.person("appraiser", "C")
    for code, _ in units[1:]:
        sign(far, code, {"1.1": "1"})
        prove(far, code, "1.1")
    Assignment.objects.bulk_create(
        Assignment(round=far.round, person=person, area=far.criterion("1"), round_unit=unit)
        for code, unit in far.units.items()
        if code != "ME"
    )
    page = browse("/rounds/xa-2019/queue/1.1/U20/", "appraiser", "C")
    box = page.locator(".side__scroll")
    before = box.evaluate("box => box.scrollTop")
    assert before > 0
    page.keyboard.press("g")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#leaf-title")).to_have_text("Đơn vị 21")
    moved = box.evaluate("box => box.scrollTop") - before
    assert 0 <= moved <= 40  # a row at most, to keep the next one in sight


def test_without_script(browse, desk, leaf):
    page = browse(leaf(), "appraiser", "C", script=False)
    page.locator("input[value=lower]").check(force=True)
    page.get_by_label("Đạt một phần hoặc chậm").check()
    page.locator("#reason").select_option("late_report")
    page.locator("#sentence").fill("Chậm 12 ngày.")
    page.get_by_role("button", name=re.compile("Lưu, sang đơn vị kế tiếp")).click()
    expect(page.locator("#leaf-title")).to_have_text("Sở Nội vụ")
    assert Mark.objects.get().points == 500_000


@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")])
def test_axe_finds_nothing(browse, desk, leaf, width, theme):
    page = browse(leaf(), "appraiser", "C", width=width, theme=theme)
    page.locator("input[value=lower]").check(force=True)
    found = axe(page)
    for address in (BASE, f"{BASE}?by=unit", leaf("2.1", "B") + "?by=unit", "/rounds/mau-2018/seconds/"):
        page.goto(address)
        found += axe(page)
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
