"""The sheet's pages: saving with and without script, two people at once, steps, who sees what."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.engine.points import MICRO
from parindex.selfscore import actions
from parindex.selfscore.models import Claim
from tests.make.world import PASSWORD
from tests.web.conftest import axe

SHEET = "/rounds/mau-2018/sheets/A/"
ENTRIES = {
    "1.1": ({"entry": "Đạt một phần hoặc chậm"}, 0.5 * MICRO),
    "1.2": ({"entry_0": "1", "entry_1": "1"}, MICRO),
    "1.3": ({"entry": "1"}, (1 - 0.25) * MICRO),
    "2.1": ({"entry_top": "107", "entry_bottom": "149"}, 1_436_242),
    "2.2": ({"entry": "3"}, 3 * 0.5 * MICRO),
}


def fill(world, unit="A"):
    for code, value in {"1.1": "Đạt đầy đủ, đúng hạn", "1.2": "1;1", "1.3": "1", "2.1": "107/149", "2.2": "3"}.items():
        actions.save_claim(
            world.sheet(unit), world.criterion(code), value=value, note="Theo báo cáo", version=0,
            by=world.viewer("officer", unit),
        )  # fmt: skip


@pytest.mark.parametrize("code", ENTRIES)
def test_every_kind_of_entry_is_saved_and_leads_on(enter, world, code):
    form, points = ENTRIES[code]
    answer = enter("officer", "A").post(f"{SHEET}{code}/", form | {"version": "0", "note": "x", "to": "2.2"})
    assert (answer.status_code, answer["Location"]) == (302, f"{SHEET}2.2/")
    assert Claim.objects.get(criterion__code=code).points == points


def test_points_are_worked_out_and_not_saved(enter):
    answer = enter("officer", "A").post(f"{SHEET}2.1/points", {"entry_top": "107", "entry_bottom": "149"})
    assert "1,4362" in answer.content.decode()
    assert "71,81%" in answer.content.decode()
    assert not Claim.objects.exists()


def test_faults_come_back_with_what_was_typed(enter):
    answer = enter("officer", "A").post(
        f"{SHEET}2.1/", {"entry_top": "157", "entry_bottom": "149", "note": "Giữ chữ này", "version": "0"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "100%" in page
    assert 'value="157"' in page
    assert "Giữ chữ này" in page


def test_the_later_of_two_chooses_per_field(enter, world):
    head, officer = enter("head", "A"), enter("officer", "A")
    head.post(f"{SHEET}2.2/", {"entry": "1", "note": "Đã trừ", "version": "0"})
    answer = officer.post(f"{SHEET}2.2/", {"entry": "3", "note": "Chưa trừ", "version": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "head A" in page
    picked = {"mine_value": "3", "mine_state": "scored", "mine_note": "Chưa trừ", "version": "1"}
    officer.post(f"{SHEET}2.2/", picked | {"pick_entry": "mine", "pick_note": "theirs"})
    claim = Claim.objects.get()
    assert (claim.value, claim.note, claim.version) == ("3", "Đã trừ", 2)


@pytest.mark.parametrize("role", ["coordinator", "council", "leader"])
def test_a_draft_is_counted_and_not_shown(enter, world, role):
    fill(world)
    client = enter(role)
    assert client.get(SHEET).status_code == client.get(f"{SHEET}2.1/").status_code == 403
    page = client.get("/rounds/mau-2018/sheets/").content.decode()
    assert "5/5" in page
    assert "1,4362" not in page
    actions.sign(world.sheet("A"), by=world.viewer("head", "A"))
    assert "1,4362" in client.get(SHEET).content.decode()


@pytest.mark.parametrize(("role", "unit"), [("officer", "B"), ("head", "B"), ("appraiser", ""), ("administrator", "")])
def test_others_see_nothing_of_it(enter, world, role, unit):
    client = enter(role, unit)
    for address in (SHEET, f"{SHEET}2.1/"):
        assert client.get(address).status_code == 403
    assert client.post(f"{SHEET}2.1/", {"entry_top": "1", "entry_bottom": "2"}).status_code == 403
    assert client.post(f"{SHEET}2.1/points", {}).status_code == 403
    for verb in ("submit", "return", "sign", "take-back", "reopen"):
        assert client.post(f"{SHEET}do/{verb}", {"reason": "x", "password": PASSWORD}).status_code == 403
    assert not Claim.objects.exists()


def test_submit_sign_with_the_password_and_take_back(enter, world):
    officer, head = enter("officer", "A"), enter("head", "A")
    assert officer.post(f"{SHEET}do/submit").status_code == 403  # five leaves are missing
    fill(world)
    assert officer.post(f"{SHEET}do/submit").status_code == 302
    assert head.post(f"{SHEET}do/return", {"reason": ""}).status_code == 422
    head.post(f"{SHEET}do/return", {"reason": "Bổ sung 1.3"})
    assert "Bổ sung 1.3" in officer.get(SHEET).content.decode()
    assert head.post(f"{SHEET}do/sign", {"password": "sai"}).status_code == 422
    assert world.sheet("A").state == "draft"
    assert head.post(f"{SHEET}do/sign", {"password": PASSWORD}).status_code == 302
    assert world.sheet("A").state == "signed"
    assert officer.post(f"{SHEET}2.2/", {"entry": "1", "version": "1"}).status_code == 403
    assert head.post(f"{SHEET}do/take-back", {"reason": "Sai số liệu"}).status_code == 302
    assert world.sheet("A").state == "draft"


def test_who_else_is_in_the_sheet_is_told_once(enter, world):
    fill(world)
    page = enter("head", "A").get(f"{SHEET}1.1/").content.decode()
    assert page.count("officer A đang sửa") == 1
    assert "officer A đang sửa 2.2" in page
    assert "đang sửa" not in enter("officer", "A").get(f"{SHEET}1.1/").content.decode()


def test_a_locked_stage_says_since_when(enter, world):
    world.stage("self", opens=timedelta(days=-9), closes=timedelta(days=-1))
    page = enter("officer", "A").get(f"{SHEET}2.2/").content.decode()
    assert "đã kết thúc" in page
    assert "Từ " in page
    assert 'id="leaf-form" data-keep' not in page


def test_ways_to_ones_own_sheet(enter, world):
    assert enter("officer", "A").get("/rounds/mau-2018/sheet/")["Location"] == SHEET
    world.units["A"].delete()
    assert "không có trong kỳ" in enter("officer", "A").get("/rounds/mau-2018/sheet/").content.decode()


def test_the_tree_finds_without_marks_and_filters(enter, world):
    fill(world)
    client = enter("officer", "A")
    tree = re.search(
        r'<nav class="sheet-tree".*?</nav>', client.get(f"{SHEET}2.1/?q=THU TUC").content.decode(), re.DOTALL
    )[0]
    assert "Tỷ lệ thủ tục trực tuyến" in tree
    assert "Sáng kiến" not in tree
    assert "Không có tiêu chí nào như vậy" in client.get(f"{SHEET}2.1/?show=missing").content.decode()


def test_earlier_versions_come_from_the_ledger(enter, world):
    client = enter("officer", "A")
    client.post(f"{SHEET}2.2/", {"entry": "1", "version": "0"})
    client.post(f"{SHEET}2.2/", {"entry": "3", "version": "1"})
    page = client.get(f"{SHEET}2.2/?versions=1").content.decode()
    assert page.index("1,5000") < page.rindex("0,5000")


@pytest.mark.parametrize("address", [SHEET, f"{SHEET}2.1/", "/rounds/mau-2018/sheets/"])
def test_pages_cost_as_many_queries_full_as_empty(enter, world, address):
    client = enter("coordinator") if address.endswith("sheets/") else enter("officer", "A")
    counts = []
    for _ in range(2):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
        if not Claim.objects.exists():
            fill(world)
    assert counts[0] == counts[1]
    assert counts[0] < 30


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_and_nothing_runs_over(browse, world, width):
    fill(world)
    page = browse(f"{SHEET}2.1/", "officer", "A", width=width)
    for address in (f"{SHEET}2.1/", f"{SHEET}1.1/", f"{SHEET}2.3/", SHEET):
        page.goto(address)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")  # where the sticky buttons lie over no field
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_it_saves_by_itself_and_shows_the_sum_at_once(browse, world):
    page = browse(f"{SHEET}2.1/", "officer", "A")
    page.fill("[name=entry_top]", "107")
    page.fill("[name=entry_bottom]", "149")
    page.press("[name=entry_bottom]", "Tab")
    page.wait_for_selector("#result:has-text('1,4362')")
    page.wait_for_selector("[data-kept]:has-text('Đã lưu lúc')")
    page.wait_for_selector("#preview:has-text('1,44')")
    page.fill("#note", "Theo báo cáo")
    page.press("#note", "Tab")
    page.wait_for_selector("[name=version][value='2']", state="attached")
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    assert page.input_value("#note") == "Theo báo cáo"


def test_what_is_typed_is_kept_while_the_line_is_down(browse, world):
    page = browse(f"{SHEET}2.2/", "officer", "A")
    page.context.set_offline(True)
    page.fill("[name=entry]", "3")
    page.press("[name=entry]", "Tab")
    page.wait_for_selector("[data-kept]:has-text('Mất kết nối')")
    assert page.evaluate("localStorage.length") == 1
    page.context.set_offline(False)
    page.wait_for_selector("[data-kept]:has-text('Đã lưu lúc')")
    assert page.evaluate("localStorage.length") == 0
    assert Claim.objects.get().points == 3 * 0.5 * MICRO


def test_two_in_browsers_and_the_later_one_chooses(browse, world):
    first = browse(f"{SHEET}2.2/", "officer", "A")
    second = browse(f"{SHEET}2.2/", "head", "A")
    first.fill("[name=entry]", "1")
    first.press("[name=entry]", "Tab")
    first.wait_for_selector("[data-kept]:has-text('Đã lưu lúc')")
    second.fill("[name=entry]", "3")
    second.press("[name=entry]", "Tab")
    second.wait_for_selector("text=officer A vừa sửa ô này")
    assert axe(second) == []
    second.click("text=Lưu bản đã chọn")
    second.wait_for_selector("#result:has-text('1,5000')")
    assert Claim.objects.get().value == "3"


def test_without_script(browse, world):
    page = browse(f"{SHEET}2.2/", "officer", "A", script=False)
    page.fill("[name=entry]", "3")
    page.fill("#note", "Có quyết định")
    page.click("button:text-is('Lưu')")
    assert Claim.objects.get().points == 3 * 0.5 * MICRO
