"""The council: which leaves come before it, what it must say, who may, and its meetings."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.appraisal.council import cases, cases_of, change_meeting, decide, record_meeting
from parindex.appraisal.models import Explanation, Mark, Meeting
from parindex.engine.points import micropoints
from parindex.grammar.clock import now
from parindex.grammar.verdict import Conflict, Invalid, Refused
from parindex.ledger.models import Entry
from tests.rooms.appraisal.conftest import VALUES, sign

WHY = {"reason": "not_met", "sentence": "Hội đồng thống nhất."}


def lower(world, unit, code, to, *, disputed=False):
    """Lower a leaf in the first appraisal; the unit disagrees where `disputed`."""
    sheet, criterion = world.sheet(unit), world.criterion(code)
    Mark.objects.create(
        sheet=sheet, criterion=criterion, layer="appraised", value=VALUES[code][to], points=micropoints(to),
        reason="not_met", sentence="Thiếu minh chứng.", at=now(), by=2, by_name="Lê Văn Tám",
    )  # fmt: skip
    if disputed:
        Explanation.objects.create(
            sheet=sheet, criterion=criterion, agrees=False, text="Đã có kế hoạch.", at=now(), by=1, by_name="x"
        )
        sheet.explained_at = now()
        sheet.save()


@pytest.fixture
def heard(world):
    """Give a world with a dispute (A 1.1), a large change (A 2.1) and a small one (A 1.3)."""
    sign(world, "A")
    lower(world, "A", "1.1", "0.5", disputed=True)
    lower(world, "A", "2.1", "1")
    lower(world, "A", "1.3", "0.75")
    return world


def test_cases_are_disputes_first_then_large_changes(heard):
    found = cases(heard.round)
    assert [(case.node.code, case.disputed, case.large, case.moved) for case in found] == [
        ("1.1", True, True, -500_000),
        ("2.1", False, True, -1_000_000),
    ]


def test_a_dispute_given_back_in_full_is_no_case(heard):
    Mark.objects.create(
        sheet=heard.sheet("A"), criterion=heard.criterion("1.1"), layer="explained", points=1_000_000, at=now(), by=2
    )
    assert [case.node.code for case in cases(heard.round)] == ["2.1"]


def test_queries_do_not_grow(heard):
    cases(heard.round)
    with CaptureQueriesContext(
        connection,
    ) as one:
        cases(heard.round)
    sign(heard, "B")
    for code, to in (("1.1", "0"), ("1.2", "0"), ("2.1", "1"), ("2.2", "0")):
        lower(heard, "B", code, to)
    with CaptureQueriesContext(connection) as many:
        assert len(cases(heard.round)) == 6
    assert len(one) == len(many)


def test_deciding_keeps_the_earlier_layers_and_is_recorded(heard):
    sheet, criterion = heard.sheet("A"), heard.criterion("1.1")
    value = VALUES["1.1"]["1"]
    decide(sheet, criterion, by=heard.viewer("council"), decision="raise", value=value, version=0, **WHY)
    case = cases(heard.round)[0]
    assert case.decided
    assert [case.points(name) for name in ("self", "appraised", "final")] == [1_000_000, 500_000, 1_000_000]
    assert Entry.objects.latest("number").verb == "appraisal.mark"


def test_both_reason_and_sentence_even_to_keep(heard):
    with pytest.raises(Invalid) as bad:
        decide(heard.sheet("A"), heard.criterion("1.1"), by=heard.viewer("council"), decision="accept")
    assert set(bad.value.faults) == {"reason", "sentence"}
    assert not Mark.objects.filter(layer="final").exists()


@pytest.mark.parametrize("role", ["coordinator", "leader", "appraiser"])
def test_only_the_council_decides(heard, role):
    with pytest.raises(Refused):
        decide(heard.sheet("A"), heard.criterion("1.1"), by=heard.viewer(role, "C"), decision="accept", **WHY)


def test_not_after_the_stage(heard):
    heard.stage("council", opens=timedelta(days=-9), closes=timedelta(days=-1))
    with pytest.raises(Refused):
        decide(heard.sheet("A"), heard.criterion("1.1"), by=heard.viewer("council"), decision="accept", **WHY)


def test_two_at_once(heard):
    leaf = heard.sheet("A"), heard.criterion("1.1")
    decide(*leaf, by=heard.viewer("council"), decision="accept", version=0, **WHY)
    with pytest.raises(Conflict):
        decide(*leaf, by=heard.viewer("council"), decision="accept", version=0, **WHY)


MEETING = {"place": "Phòng họp 1", "chair": "Giàng A Tính", "secretary": "Lò Thị Mai", "people": "", "notes": ""}


def test_meetings_are_recorded_changed_and_guarded(heard):
    by = heard.viewer("council")
    with pytest.raises(Invalid) as bad:
        record_meeting(heard.round, by=by)
    assert set(bad.value.faults) == {"held_at", "chair", "secretary"}
    with pytest.raises(Refused):
        record_meeting(heard.round, by=heard.viewer("leader"), held_at=now(), **MEETING)
    first = record_meeting(heard.round, by=by, held_at=now(), **MEETING)
    change_meeting(first, by=by, seen=first.at, held_at=first.held_at, **MEETING | {"place": "Phòng họp 2"})
    assert Meeting.objects.get().place == "Phòng họp 2"
    with pytest.raises(Conflict):
        change_meeting(first, by=by, seen=first.at, held_at=first.held_at, **MEETING)
    assert Entry.objects.latest("number").verb == "appraisal.change_meeting"


def test_each_meeting_lists_its_own_decisions(heard):
    by, leaf = heard.viewer("council"), (heard.sheet("A"), heard.criterion("2.1"))
    decide(*leaf, by=by, decision="accept", **WHY)
    first = record_meeting(heard.round, by=by, held_at=now() - timedelta(hours=2), **MEETING)
    assert [case.node.code for case in cases_of(first)] == ["1.1", "2.1"]
    later = record_meeting(heard.round, by=by, held_at=now() + timedelta(hours=2), **MEETING)
    assert [case.node.code for case in cases_of(first)] == ["2.1"]
    assert [case.node.code for case in cases_of(later)] == ["1.1"]
