"""The desk: deciding without script and with it, what is refused, what two people see of each other."""

from datetime import timedelta

import pytest

from parindex.appraisal.models import Finding, Hold, Mark, Message
from parindex.criteria.models import Phrase
from parindex.evidence.models import Opening
from parindex.ledger.models import Entry
from tests.rooms.appraisal.conftest import sign

HTMX = {"hx-request": "true", "hx-target": "leaf"}


@pytest.fixture
def client(desk, enter):
    """Give the appraiser of C, signed in."""
    return enter("appraiser", "C")


def test_the_page_shows_claim_evidence_and_decision(client, leaf):
    page = client.get(leaf()).content.decode()
    for part in (
        "Đã thực hiện 1.1.",
        "1.1/KH-A",
        "Lò Thị Phương Thảo",
        "Giữ",
        "Hạ",
        "Không nâng được",
        "giữ chỗ cho bạn",
    ):
        assert part in page
    assert Opening.objects.count() == 1
    assert "đơn vị của bạn" in page  # C stands in the list, locked
    assert 'href="/rounds/mau-2018/queue/1.1/C/' not in page


def test_saving_goes_on_to_the_next_unit(client, leaf, lowered):
    answer = client.post(leaf(), lowered)
    assert (answer.status_code, answer["Location"]) == (302, leaf(unit="B"))
    assert Mark.objects.get().points == 500_000
    assert Finding.objects.get().sentence == lowered["sentence"]
    assert client.post(leaf(unit="B"), {"decision": "accept"})["Location"] == leaf(unit="B")  # none left: stays


def test_saving_and_the_next_leaf_come_in_one_answer(client, leaf, lowered):
    answer = client.post(leaf(), lowered, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer["HX-Push-Url"] == leaf(unit="B")
    assert page.lstrip().startswith('<section class="leaf" id="leaf"')
    assert page.count('hx-swap-oob="true"') == 4  # head, list, foot and document move along
    assert "<html" not in page
    assert "Đã lưu Sở Y tế, 1.1." in page
    assert Hold.objects.get().sheet.round_unit.code == "B"  # the one before is given back
    assert Opening.objects.count() == 1  # the document shown with it counts as opened


def test_every_fault_is_told_at_once_and_what_was_typed_stays(client, leaf, lowered):
    answer = client.post(leaf(), lowered | {"reason": "", "entry": "", "sentence": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    for told in ("Chọn mức", "Chọn mã lý do.", "Nêu rõ một câu"):
        assert told in page
    page = client.post(leaf(), lowered | {"reason": ""}).content.decode()
    assert lowered["sentence"] in page
    assert not Mark.objects.exists()


def test_the_entry_of_a_ratio_is_kept_as_typed(client, leaf, lowered):
    given = lowered | {"entry_top": "107", "entry_bottom": "149", "reason": ""}
    page = client.post(leaf("2.1"), given).content.decode()
    assert 'value="107"' in page
    client.post(leaf("2.1"), given | {"reason": "not_met"})
    assert (Mark.objects.get().points, Mark.objects.get().value) == (1_436_242, "107/149")


def test_a_phrase_is_inserted_without_script(desk, client, leaf, lowered):
    Phrase.objects.create(set=desk.round.set, reason="late_report", text="Chậm so với thời hạn.")
    assert "Chậm so với thời hạn." in client.get(leaf()).content.decode()
    page = client.post(leaf(), lowered | {"phrase": "Chậm so với thời hạn."}).content.decode()
    assert ">Chậm so với thời hạn.</textarea>" in page
    assert not Mark.objects.exists()


def test_somebody_elses_mark_meanwhile_is_shown_and_nothing_overwritten(desk, client, leaf, lowered):
    sheet, node = desk.sheet("A"), desk.criterion("1.1")
    Mark.objects.create(
        sheet=sheet, criterion=node, layer="appraised", points=0, at=sheet.signed_at, by=9, by_name="Tẩn Thị Lan"
    )
    answer = client.post(leaf(), lowered | {"version": "0"})
    assert answer.status_code == 422
    assert "Tẩn Thị Lan" in answer.content.decode()
    assert Mark.objects.get().points == 0
    client.post(leaf(), lowered | {"version": "1"})
    assert Mark.objects.get().points == 500_000


def test_two_people_on_one_leaf(desk, client, enter, leaf, lowered):
    desk.assign(desk.person("appraiser", "B"), "1", "A")
    client.get(leaf())
    other = enter("appraiser", "B")
    page = other.get(leaf()).content.decode()
    assert "appraiser C đang mở ô này, giữ chỗ đến" in page
    assert 'name="decision"' not in page
    assert other.post(leaf(), lowered).status_code == 403
    assert not Mark.objects.exists()
    Hold.objects.update(until=Hold.objects.get().until - timedelta(minutes=11))
    assert other.post(leaf(), lowered).status_code == 302


@pytest.mark.parametrize("part", ["", "consequence/", "thread/"])
def test_the_own_unit_is_refused_in_every_way(desk, client, leaf, lowered, part):
    desk.assign(desk.person("appraiser", "C"), "1", "C")  # even where somebody assigned it
    for send in (client.get, client.post):
        answer = send(leaf(unit="C", part=part), lowered | {"kind": "note", "text": "x"})
        assert answer.status_code in {403, 405}
    assert not Mark.objects.exists()
    assert not Message.objects.exists()
    client.post("/rounds/mau-2018/queue/accept/", {"criterion": "1.1"})
    assert {mark.sheet.round_unit.code for mark in Mark.objects.all()} == {"A", "B"}


def test_what_is_not_assigned_is_refused(desk, enter, leaf, lowered):
    stranger = enter("appraiser", "B")
    assert stranger.get(leaf()).status_code == 403
    assert stranger.post(leaf(), lowered).status_code == 403
    assert enter("officer", "A").get(leaf()).status_code == 403
    assert enter("coordinator").post(leaf(), lowered).status_code == 403


def test_a_stage_that_has_ended_locks_with_the_reason(desk, client, leaf, lowered):
    desk.stage("appraisal_1", opens=timedelta(days=-9), closes=timedelta(minutes=-5))
    desk.stage("appraisal_2", opens=timedelta(days=1), closes=timedelta(days=9))
    page = client.get(leaf()).content.decode()
    assert "Giai đoạn “Thẩm định lần 1” đã kết thúc." in page
    assert 'name="decision"' not in page
    answer = client.post(leaf(), lowered)
    assert answer.status_code == 403
    assert not Hold.objects.exists()


def test_an_unsigned_sheet_shows_nothing_of_its_draft(desk, client, leaf):
    sheet = desk.sheet("B")
    sheet.state = "draft"
    sheet.save()
    page = client.get(leaf(unit="B")).content.decode()
    assert "Đơn vị chưa ký phiếu tự chấm." in page
    assert "Đã thực hiện 1.1." not in page


def test_what_the_decision_moves(client, leaf, lowered):
    page = client.post(leaf(part="consequence/"), lowered, headers=HTMX).content.decode()
    assert "100,00% → 92,86%" in page  # 6.5 of 7
    assert "1 → 3" in page
    assert not Mark.objects.exists()


def test_the_thread(desk, client, leaf):
    answer = client.post(leaf(part="thread/"), {"kind": "ask", "text": "Xin bổ sung báo cáo.", "due": ""})
    assert answer.status_code == 422
    assert "Ghi hạn trả lời." in answer.content.decode()
    due = (desk.sheet("A").signed_at + timedelta(days=2)).strftime("%Y-%m-%dT17:00")
    answer = client.post(leaf(part="thread/"), {"kind": "return", "text": "Xin chấm lại.", "due": due})
    assert answer["Location"] == leaf() + "#thread"
    assert "Xin chấm lại." in client.get(leaf()).content.decode()
    assert Entry.objects.get(verb="appraisal.return").unit == "A"


def test_accepting_what_is_full_and_proven(client, leaf):
    assert "Giữ 02 ô" in client.get(leaf()).content.decode()
    answer = client.post("/rounds/mau-2018/queue/accept/", {"criterion": "1.1", "next": "https://evil.example/"})
    assert answer["Location"] == "/rounds/mau-2018/queue/"
    assert Mark.objects.count() == 2


def test_the_second_appraisal_has_the_leaves_that_were_explained(desk, client, leaf):
    from parindex.appraisal.models import Explanation
    from parindex.grammar.clock import now

    sheet = desk.sheet("A")
    Mark.objects.create(
        sheet=sheet, criterion=desk.criterion("1.1"), layer="appraised", points=0, at=now(), by=9, by_name="x",
        reason="late_report", sentence="Chậm.",
    )  # fmt: skip
    Explanation.objects.create(
        sheet=sheet, criterion=desk.criterion("1.1"), agrees=False, text="Đúng hạn, xem công văn.", at=now(), by=1,
        by_name="x",
    )  # fmt: skip
    sheet.released_at = sheet.explained_at = now()
    sheet.save()
    desk.stage("appraisal_1", opens=timedelta(days=-9), closes=timedelta(minutes=-5))
    assert client.get("/rounds/mau-2018/queue/next/")["Location"] == leaf()
    page = client.get(leaf()).content.decode()
    assert "Đúng hạn, xem công văn." in page
    client.post(
        leaf(), {"decision": "raise", "entry": "Đạt đầy đủ, đúng hạn", "reason": "late_report", "sentence": "Đúng."}
    )
    assert {m.layer: m.points for m in Mark.objects.all()} == {"appraised": 0, "explained": 1_000_000}


def test_english(desk, enter, leaf):
    person = desk.person("appraiser", "C")
    person.language = "en"
    person.save()
    page = enter("appraiser", "C").get(leaf()).content.decode()
    assert "Save, next unit" in page
    assert "Lưu, sang" not in page


def test_last_leaf_signed_by_nobody_is_left_for_last(world, enter, leaf):
    sign(world, "B")
    world.assign(world.person("appraiser", "C"), "1", "A", "B")
    assert enter("appraiser", "C").get("/rounds/mau-2018/queue/next/", {"criterion": "1.1"})["Location"] == leaf(
        unit="B"
    )
