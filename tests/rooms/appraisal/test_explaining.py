"""Answering what was taken: which leaves, who, when, two at once, and sending all of it."""

from datetime import timedelta

import pytest

from parindex.appraisal.actions import mark, release
from parindex.appraisal.explaining import save_explanation, send_explanations, taken_leaves
from parindex.appraisal.models import Explanation
from parindex.grammar.clock import now
from parindex.grammar.verdict import Conflict, Invalid, Refused
from parindex.ledger.models import Entry
from tests.rooms.appraisal.conftest import sign

HALF = 500_000
WHY = {"reason": "late_report", "sentence": "Báo cáo gửi chậm 12 ngày."}


@pytest.fixture
def sheet(world, appraiser):
    """Give the released sheet of A: 1.1 and 2.1 were lowered, all else accepted."""
    found = sign(world, "A")
    mark(found, world.criterion("1.1"), layer="appraised", by=appraiser, decision="lower", points=HALF, **WHY)
    mark(found, world.criterion("2.1"), layer="appraised", by=appraiser, decision="lower", points=HALF, **WHY)
    for code in ("1.2", "1.3", "2.2"):
        mark(found, world.criterion(code), layer="appraised", by=appraiser)
    release([found], by=world.viewer("coordinator"))
    found.refresh_from_db()
    return found


def explain(world, sheet, code="1.1", who=("officer", "A"), **given):
    """Save an answer; a plain disagreement where nothing else is said."""
    return save_explanation(
        sheet,
        world.criterion(code),
        by=world.viewer(*who),
        **{"agrees": False, "text": "Đã gửi đúng hạn.", "version": 0} | given,
    )


def test_only_what_was_taken_is_to_be_answered(world, sheet):
    leaves = taken_leaves(sheet)
    assert [(leaf.node.code, leaf.claimed, leaf.appraised, leaf.lost) for leaf in leaves] == [
        ("1.1", 1_000_000, HALF, HALF),
        ("2.1", 2_000_000, HALF, 1_500_000),
    ]
    assert leaves[0].sentence == WHY["sentence"]
    with pytest.raises(Invalid):
        explain(world, sheet, "1.2")


def test_an_answer_is_stored_once_with_one_entry(world, sheet):
    first = explain(world, sheet)
    assert (first.agrees, first.text, first.version) == (False, "Đã gửi đúng hạn.", 1)
    assert explain(world, sheet, version=0).version == 1  # the same again changes nothing
    entry = Entry.objects.get(verb="appraisal.explain")
    assert (entry.subject, entry.unit) == ("explanation:mau-2018/A/1.1", "A")
    assert explain(world, sheet, agrees=True, text="", version=1).agrees


def test_two_people_at_once_never_overwrite_each_other(world, sheet):
    explain(world, sheet)
    with pytest.raises(Conflict) as told:
        explain(world, sheet, who=("head", "A"), text="Bản khác.")
    assert told.value.theirs.text == "Đã gửi đúng hạn."
    assert told.value.mine.text == "Bản khác."


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"agrees": None, "text": "x" * 4001}, {"agrees", "text"}),
        ({"agrees": False, "text": "  "}, {"text"}),
        ({"agrees": True, "value": "x" * 201}, {"value"}),
    ],
)
def test_all_faults_are_told_at_once(world, sheet, given, fields):
    with pytest.raises(Invalid) as told:
        explain(world, sheet, **given)
    assert set(told.value.faults) == fields
    assert not Explanation.objects.exists()


@pytest.mark.parametrize("who", [("officer", "B"), ("appraiser", "C"), ("coordinator",), ("council",)])
def test_nobody_else_explains_for_a_unit(world, sheet, who):
    with pytest.raises(Refused):
        explain(world, sheet, who=who)


def test_not_before_the_release_and_not_after_the_window(world, sheet):
    world.stage("explanation", opens=timedelta(days=-5), closes=timedelta(days=-1))
    with pytest.raises(Refused, match="has ended"):
        explain(world, sheet)
    sheet.released_at = None
    sheet.save()
    with pytest.raises(Refused, match="not been released"):
        explain(world, sheet)


def test_the_head_sends_once_and_the_rest_counts_as_agreed_when_said(world, sheet):
    head = world.viewer("head", "A")
    explain(world, sheet)
    with pytest.raises(Refused):
        send_explanations(sheet, by=world.viewer("officer", "A"), rest_agreed=True)
    with pytest.raises(Invalid) as told:
        send_explanations(sheet, by=head)
    assert set(told.value.faults) == {"rest_agreed"}
    at = now()
    send_explanations(sheet, by=head, rest_agreed=True, at=at)
    sheet.refresh_from_db()
    assert (sheet.explained_at, sheet.explained_by) == (at, head.id)
    assert dict(Explanation.objects.values_list("criterion__code", "agrees")) == {"1.1": False, "2.1": True}
    assert Entry.objects.filter(verb="appraisal.send_explanation").count() == 1
    with pytest.raises(Refused, match="has sent"):
        explain(world, sheet, version=1, text="Thêm.")
    with pytest.raises(Refused):
        send_explanations(sheet, by=head, rest_agreed=True)


def test_where_nothing_was_taken_nothing_is_sent(world, appraiser):
    sheet = sign(world, "B")
    for code in ("1.1", "1.2", "1.3", "2.1", "2.2"):
        mark(sheet, world.criterion(code), layer="appraised", by=appraiser)
    release([sheet], by=world.viewer("coordinator"))
    sheet.refresh_from_db()
    assert taken_leaves(sheet) == []
    with pytest.raises(Refused, match="Nothing was taken"):
        send_explanations(sheet, by=world.viewer("head", "B"))
