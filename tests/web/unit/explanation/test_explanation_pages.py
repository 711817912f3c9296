"""The explanation's pages: who sees what and when, answering, two at once, sending."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.appraisal.models import Explanation, Message
from parindex.appraisal.threads import ask
from parindex.directory.models import Holding
from parindex.grammar.clock import now
from tests.web.conftest import axe
from tests.web.unit.explanation.conftest import WHY, lowered

HERE = "/rounds/mau-2018/explanation/"
A = f"{HERE}A/"
LEAF = f"{A}1.1/"


def test_the_way_leads_to_the_own_unit_and_asks_where_there_are_several(world, enter):
    client = enter("officer", "A")
    assert client.get(HERE).headers["Location"] == A
    Holding.objects.create(
        person=world.person("officer", "A"), role="head", unit=world.units["B"].unit, given_at=now(), given_by=0
    )
    assert "Sở Nội vụ" in client.get(HERE).content.decode()


def test_what_was_taken_is_told_by_role_and_never_by_person(world, enter, sheet):
    page = enter("officer", "A").get(A).content.decode()
    assert all(said in page for said in (WHY, "Báo cáo chậm so với thời hạn quy định", "0,5638", "1,0638"))
    assert f"{A}1.2/" not in page
    assert "Người Chấm Kín" not in page + enter("head", "A").get(LEAF).content.decode()


@pytest.mark.parametrize("who", [("officer", "B"), ("appraiser", "C"), ("coordinator", ""), ("council", "")])
@pytest.mark.parametrize("address", [A, LEAF])
def test_nobody_else_opens_it(world, enter, sheet, who, address):
    world.assign(world.person("appraiser", "C"), "1", "A")
    answer = enter(*who).get(address)
    assert answer.status_code == 403
    assert WHY not in answer.content.decode()


def test_before_the_release_nothing_is_told_but_when(world, enter, sheet):
    sheet.released_at = None
    sheet.save()
    client = enter("officer", "A")
    for address in (A, LEAF):
        page = client.get(address).content.decode()
        assert "Kết quả được trả chậm nhất lúc" in page
        assert WHY not in page
        assert "0,5000" not in page
    assert client.post(LEAF, {"agrees": "yes", "version": "0"}).status_code == 403


def test_all_of_it_also_in_english_and_with_a_word_instead_of_points(world, enter, sheet):
    sheet.marks.filter(criterion__code="1.1").update(state="not_submitted", points=None)
    person = world.person("head", "A")
    person.language = "en"
    person.save()
    client = enter("head", "A")
    assert "Not submitted" in client.get(A).content.decode()
    page = client.get(LEAF).content.decode()
    assert "Not submitted" in page
    assert "What was taken, and why" in page


def test_after_the_window_it_is_read_and_not_written(world, enter, sheet):
    world.stage("explanation", opens=timedelta(days=-5), closes=timedelta(days=-1))
    client = enter("head", "A")
    page = client.get(A).content.decode()
    assert WHY in page
    assert "đã kết thúc" in page
    assert "disabled" in page
    assert client.post(LEAF, {"agrees": "yes", "version": "0"}).status_code == 403
    assert client.post(f"{A}send/", {"rest_agreed": "1"}).status_code == 403


def test_answering_goes_on_to_the_next_leaf(world, enter, sheet):
    client = enter("officer", "A")
    answer = client.post(LEAF, {"agrees": "no", "text": "Đã gửi đúng hạn.", "version": "0", "to": "2.1"})
    assert answer.headers["Location"] == f"{A}2.1/"
    assert Explanation.objects.get().text == "Đã gửi đúng hạn."
    assert "không đồng ý" in client.get(A).content.decode()


def test_faults_are_told_in_place_and_what_was_typed_stays(world, enter, sheet):
    answer = enter("officer", "A").post(LEAF, {"text": "x" * 4001, "version": "abc"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chọn đồng ý hoặc không đồng ý." in page
    assert "x" * 4001 in page


def test_the_later_of_two_sees_both(world, enter, sheet):
    enter("officer", "A").post(LEAF, {"agrees": "no", "text": "Bản thứ nhất.", "version": "0"})
    client = enter("head", "A")
    answer = client.post(LEAF, {"agrees": "no", "text": "Bản thứ hai.", "version": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản thứ nhất." in page
    assert "Bản thứ hai." in page
    assert 'name="version" value="1"' in page
    client.post(LEAF, {"agrees": "no", "text": "Bản thứ hai.", "version": "1"})
    assert Explanation.objects.get().text == "Bản thứ hai."


def test_the_head_sends_and_an_officer_does_not(world, enter, sheet):
    assert "Thủ trưởng đơn vị đọc và gửi" in enter("officer", "A").get(A).content.decode()
    assert enter("officer", "A").post(f"{A}send/", {"rest_agreed": "1"}).status_code == 403
    head = enter("head", "A")
    first = head.post(f"{A}send/")
    assert first.status_code == 422
    assert "Còn 2 tiêu chí chưa trả lời" in first.content.decode()
    assert head.post(f"{A}send/", {"rest_agreed": "1"}).status_code == 302
    assert "Đã gửi giải trình lúc" in head.get(A).content.decode()
    assert head.post(LEAF, {"agrees": "yes", "version": "1"}).status_code == 403


def test_a_request_is_answered_also_before_the_release(world, enter, sheet):
    sheet.released_at = None
    sheet.save()
    ask(
        sheet,
        world.criterion("1.2"),
        "Xin bổ sung kế hoạch.",
        due=now() + timedelta(days=2),
        by=world.viewer("coordinator"),
    )
    client = enter("officer", "A")
    assert "Xin bổ sung kế hoạch." in client.get(A).content.decode()
    assert client.post(f"{A}1.2/answer/", {"text": " "}).status_code == 422
    assert client.post(f"{A}1.2/answer/", {"text": "Đã bổ sung."}).status_code == 302
    assert Message.objects.filter(kind="answer", text="Đã bổ sung.").exists()


def test_the_cost_of_the_list_does_not_grow(world, enter):
    lowered(world, "A", ["1.1"])
    lowered(world, "B")
    counts = []
    for unit in "AB":
        client = enter("officer", unit)
        client.get(f"{HERE}{unit}/")
        with CaptureQueriesContext(connection) as found:
            client.get(f"{HERE}{unit}/")
        counts.append(len(found))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("width", [390, 1440])
def test_in_a_browser_without_script_and_with_axe(world, browse, transactional_db, width):
    lowered(world, "A")
    page = browse(A, "head", "A", width=width, script=False)
    page.locator(".taken__told a").first.click()
    page.get_by_label("Không đồng ý, đề nghị xem lại").check()
    page.get_by_label("Giải trình (bắt buộc").fill("Báo cáo đã gửi qua trục liên thông ngày 14/12.")
    page.get_by_role("button", name="Lưu trả lời").click()
    page.get_by_text("Đã lưu trả lời của đơn vị.").wait_for()
    for address in (A, LEAF):
        page = browse(address, "head", "A", width=width)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
