"""The screens of a round: who sees what, what is told, and how much they ask of the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.appraisal.models import Assignment
from parindex.criteria.models import CriteriaSet, Criterion
from parindex.directory.models import Block, Unit
from parindex.grammar.clock import local, now
from parindex.rounds.models import Extension, Round, RoundUnit, StageDates

SETUP, OPEN_SETUP = "/rounds/mau-2019/setup/", "/rounds/mau-2018/setup/"


def text(answer):
    return answer.content.decode()


def test_a_draft_is_seen_by_coordinators_alone(enter, draft):
    assert "mau-2019" in text(enter("coordinator").get("/rounds/"))
    for who in (("officer", "A"), ("head", "A"), ("appraiser", "B"), ("council", ""), ("leader", "")):
        client = enter(*who)
        assert "mau-2019" not in text(client.get("/rounds/"))
        assert client.get("/rounds/mau-2019/calendar/").status_code == 404


@pytest.mark.parametrize("address", ["/rounds/new/", OPEN_SETUP, "/rounds/mau-2018/calendar/change/",
                                     "/rounds/mau-2018/extensions/", "/rounds/mau-2018/appraisers/"])  # fmt: skip
@pytest.mark.parametrize("who", [("officer", "A"), ("head", "A"), ("appraiser", "B"), ("council", ""), ("leader", "")])
def test_what_is_the_coordinators_is_refused(enter, address, who):
    client = enter(*who)
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403


def test_a_round_set_up_in_the_page_opens(enter, world, draft_set, appraisers):
    client = enter("coordinator")
    made = client.post("/rounds/new/", {"title_vi": "Chỉ số năm 2019", "year": "2019", "name": "mau-2019",
                                        "set": "bo-2019", "previous": "mau-2018", "copy": "1"})  # fmt: skip
    assert made.status_code == 302
    refused = client.post(SETUP, {"step": "open"})
    assert refused.status_code == 422
    assert '<a href="#appraisers">' in text(refused)
    proposal = client.get("/rounds/mau-2019/appraisers/?suggest=1")
    cells = [f"{c.person.pk} {c.area.code} {c.round_unit.code}" for c in proposal.context["proposed"]]
    assert len(cells) == 6
    client.post("/rounds/mau-2019/appraisers/", {"do": "confirm", "cell": cells})
    assert client.post(SETUP, {"step": "open"}).status_code == 302
    assert Round.objects.get(name="mau-2019").state == "open"
    assert "khóa" in text(client.get(SETUP))


def test_a_round_with_faults_keeps_what_was_entered(enter, world):
    answer = enter("coordinator").post("/rounds/new/", {"title_vi": "Kỳ thử", "year": "mười", "name": "A B"})
    assert answer.status_code == 422
    page = text(answer)
    assert 'value="Kỳ thử"' in page
    for said in ("Năm là số", "Mã kỳ gồm", "Chưa chọn bộ tiêu chí"):
        assert said in page


def test_steps_are_saved(enter, draft):
    client = enter("coordinator")
    client.post(SETUP, {"step": "about", "title_vi": "Tên mới", "place_vi": "Lai Châu"})
    client.post(SETUP, {"step": "leads", "lead_1": "A", "lead_2": "C"})
    client.post(SETUP, {"step": "units", "unit": ["C", "A"], "order_C": "1", "order_A": "2", "block_A": "so-ban-nganh"})
    bands = {"step": "bands", "band0_0_code": "tot", "band0_0_name_vi": "Tốt", "band0_0_at_least": "87,5",
             "band0_1_code": "yeu", "band0_1_name_vi": "Yếu", "band0_1_at_least": "0", "cap_bonus": "2,5",
             "absence_not_submitted": "block"}  # fmt: skip
    assert client.post(SETUP, bands).status_code == 302
    round_ = Round.objects.get(pk=draft.pk)
    assert (round_.title_vi, round_.caps) == ("Tên mới", {"bonus": 2.5})
    assert [band["at_least"] for band in round_.bands] == [87.5, 0]
    assert round_.absence == {"not_submitted": "block"}
    assert list(round_.units.values_list("code", flat=True)) == ["C", "A"]
    assert Criterion.objects.get(set=round_.set, code="1.1").lead_unit == ""
    assert Criterion.objects.get(set=round_.set, code="1").lead_unit == "A"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"step": "about", "title_vi": ""}, "Chưa nhập tên"),
        ({"step": "about", "title_vi": "x", "place_vi": "Lai Châu " * 20}, "Nhập nhiều nhất 100 ký tự"),
        ({"step": "units"}, "Chọn ít nhất một đơn vị"),
        ({"step": "leads", "lead_1": "KHAC"}, "Không có trong kỳ này: KHAC"),
        ({"step": "bands", "band0_0_code": "a", "band0_0_at_least": "chín mươi"}, "chín mươi"),
        ({"step": "bands", "band0_0_code": "a", "band0_0_at_least": "10"}, "Kết quả dưới 10%"),
        ({"step": "set", "set": "bo-mau-2018"}, "đã dùng cho kỳ mau-2018"),
        ({"step": "copy", "source": "khong-co"}, "Chọn kỳ để chép"),
    ],
)
def test_wrong_forms_are_told_and_change_nothing(enter, draft, sent, told):
    before = Round.objects.filter(pk=draft.pk).values().get()
    answer = enter("coordinator").post(SETUP, sent)
    assert answer.status_code == 422
    assert told in text(answer)
    assert Round.objects.filter(pk=draft.pk).values().get() == before


def test_bands_of_each_block(enter, draft):
    draft.units.filter(code="C").update(block="ban")
    sent = {"step": "bands", "bands_for": "blocks"}
    for at, code in ((1, "x"), (2, "y")):
        sent |= {f"band{at}_0_code": code, f"band{at}_0_name_vi": "Đạt", f"band{at}_0_at_least": "0"}
    client = enter("coordinator")
    assert client.post(SETUP, {key: value for key, value in sent.items() if "band2" not in key}).status_code == 422
    assert client.post(SETUP, sent).status_code == 302
    bands = Round.objects.get(pk=draft.pk).bands
    assert {block: rows[0]["code"] for block, rows in bands.items()} == {"ban": "x", "so-ban-nganh": "y"}
    assert 'value="y"' in text(client.get(SETUP))


def test_a_step_that_is_none(enter, draft):
    assert enter("coordinator").post(SETUP, {"step": "x"}).status_code == 400


def test_an_open_round_refuses_its_set_up(enter, world):
    answer = enter("coordinator").post(OPEN_SETUP, {"step": "about", "title_vi": "x"})
    assert answer.status_code == 403
    assert Round.objects.get(name="mau-2018").title_vi != "x"


def test_dates_are_entered_in_local_time(enter, draft):
    sent = {"self_opens": "2019-01-02T08:00", "self_closes": "17:00 09/02/2019"}
    rows = {row.stage: row for row in StageDates.objects.filter(round=draft)}
    for stage in set(rows) - {"self"}:
        sent[f"{stage}_opens"] = local(rows[stage].opens_at).strftime("%Y-%m-%dT%H:%M")
        sent[f"{stage}_closes"] = local(rows[stage].closes_at).strftime("%Y-%m-%dT%H:%M")
    assert enter("coordinator").post("/rounds/mau-2019/calendar/change/", sent).status_code == 302
    row = StageDates.objects.get(round=draft, stage="self")
    assert (row.opens_at.hour, row.closes_at.hour) == (1, 10)
    kept = StageDates.objects.get(round=draft, stage="council")
    assert kept.closes_at == rows["council"].closes_at


def test_every_fault_of_the_calendar_at_once(enter, world):
    sent = {"self_opens": "hôm nay", "self_closes": "2018-02-09T17:00", "council_opens": "2018-05-18T08:00",
            "council_closes": "2018-05-02T08:00"}  # fmt: skip
    answer = enter("coordinator").post("/rounds/mau-2018/calendar/change/", sent)
    assert answer.status_code == 422
    faults = dict(answer.context["faults"])
    assert {"self", "council", "reason"} <= set(faults)
    assert 'value="hôm nay"' in text(answer)


def test_a_unit_asks_and_the_coordinator_answers(enter, world):
    until = (local(now()) + timedelta(days=20)).strftime("%Y-%m-%dT17:00")
    own = "/rounds/mau-2018/extensions/ask/A/"
    officer, office = enter("officer", "A"), enter("coordinator")
    assert officer.post(own, {"stage": "self", "until": until, "reason": "Đổi đầu mối"}).status_code == 302
    assert "Chờ trả lời" in text(officer.get(own))
    assert officer.get("/rounds/mau-2018/extensions/ask/B/").status_code == 403
    asked = Extension.objects.get()
    list_ = "/rounds/mau-2018/extensions/"
    assert "Đổi đầu mối" in text(office.get(list_))
    assert office.post(list_, {"do": "no", "extension": asked.pk, "answer": ""}).status_code == 422
    assert office.post(list_, {"do": "yes", "extension": asked.pk, "until": until}).status_code == 302
    assert "Sở Y tế" in text(officer.get("/rounds/mau-2018/calendar/"))
    assert "Đổi đầu mối" not in text(enter("officer", "B").get("/rounds/mau-2018/calendar/"))
    assert office.post(list_, {"do": "yes", "extension": "9" * 30}).status_code == 404


@pytest.mark.parametrize("until", ["mai", "31/02/2018", "17:00 09/02/0001", "0001-01-01T00:00", "2018-13-01T00:00", ""])
def test_a_moment_that_is_none(enter, world, until):
    sent = {"stage": "self", "until": until, "reason": "x"}
    answer = enter("head", "A").post("/rounds/mau-2018/extensions/ask/A/", sent)
    assert answer.status_code == 422
    assert set(answer.context["faults"]) == {"until"}


def test_the_calendar_leads_a_unit_to_its_request(enter, world):
    assert "/extensions/ask/A/" in text(enter("officer", "A").get("/rounds/mau-2018/calendar/"))
    assert "/extensions/ask/" not in text(enter("appraiser", "A").get("/rounds/mau-2018/calendar/"))


def test_wrong_requests_are_told_at_once(enter, world):
    answer = enter("head", "A").post("/rounds/mau-2018/extensions/ask/A/", {"until": "mai", "reason": ""})
    assert answer.status_code == 422
    assert set(answer.context["faults"]) >= {"until", "reason"}


def test_granted_in_bulk(enter, world):
    until = (local(now()) + timedelta(days=20)).strftime("%Y-%m-%dT17:00")
    office = enter("coordinator")
    sent = {"do": "grant", "unit": ["A", "B"], "stage": "self", "until": until, "reason": "Mất điện"}
    assert office.post("/rounds/mau-2018/extensions/", sent).status_code == 302
    assert Extension.objects.count() == 2
    assert office.post("/rounds/mau-2018/extensions/", {"do": "grant"}).status_code == 422


def test_assigned_in_bulk_without_own_units(enter, world):
    person = world.person("appraiser", "A")
    sent = {"do": "assign", "person": [person.pk], "area": ["1", "2"], "unit": ["A", "B", "C"]}
    office = enter("coordinator")
    answer = office.post("/rounds/mau-2018/appraisers/", sent, follow=True)
    assert "chính mình" in text(answer)
    assert Assignment.objects.count() == 4
    assert not Assignment.objects.filter(round_unit__code="A").exists()
    office.post("/rounds/mau-2018/appraisers/", sent | {"do": "unassign", "area": ["1"]})
    assert Assignment.objects.count() == 2
    assert office.post("/rounds/mau-2018/appraisers/", {"do": "assign"}).status_code == 422
    assert office.post("/rounds/mau-2018/appraisers/", {"do": "confirm", "cell": ["x", "1 2 3"]}).status_code == 422


def test_long_names_are_said_whole(enter, draft):
    name = "Ban quản lý Khu kinh tế cửa khẩu Ma Lù Thàng và các khu công nghiệp, cụm công nghiệp trên địa bàn tỉnh"
    RoundUnit.objects.filter(round=draft, code="C").update(name_vi=name)
    assert name in text(enter("coordinator").get("/rounds/mau-2019/appraisers/"))


def test_the_latest_round_stands_first(enter, draft):
    rows = enter("coordinator").get("/rounds/").context["rows"]
    assert [row["round"].year for row in rows] == [2019, 2018]


def test_nothing_yet(enter, world):
    office = enter("coordinator")
    Round.objects.all().delete()
    assert "Chưa có kỳ đánh giá nào" in text(office.get("/rounds/"))


def more_units(round_, many):
    for at in range(many):
        unit = Unit(code=f"U{at}", block=Block.objects.first())
        unit.name_it(f"Đơn vị {at}", "")
        unit.save()
        RoundUnit.objects.create(
            round=round_, unit=unit, order=10 + at, code=unit.code, name_vi=unit.name_vi, block="b"
        )


@pytest.mark.parametrize("page", ["setup", "appraisers", "appraisers/?suggest=1", "extensions", "calendar", ""])
def test_constant_queries(enter, draft, appraisers, world, page):
    round_ = world.round if page == "extensions" else draft
    address = f"/rounds/{round_.name}/{page}{'' if '?' in page else '/'}" if page else "/rounds/"
    round_.units.exclude(code="A").delete()
    client = enter("coordinator")
    Extension.objects.create(
        round_unit=round_.units.get(),
        stage="self",
        until=now(),
        reason="x",
        state="granted",
        asked_at=now(),
        asked_by=1,
    )
    client.get(address)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    first = cost()
    more_units(round_, 5)
    for at in range(5):
        set_ = CriteriaSet.objects.create(code=f"s{at}", title_vi="x", year=2000 + at)
        Round.objects.create(name=f"r{at}", set=set_, year=2000 + at, title_vi="x")
    for unit in round_.units.all():
        Extension.objects.create(
            round_unit=unit, stage="self", until=now(), reason="x", state="asked", asked_at=now(), asked_by=1
        )
    assert cost() == first
