"""Marking a leaf: points only with reason and sentence, earlier layers untouched, one's own unit never."""

from datetime import timedelta

import pytest

from parindex.appraisal.actions import accept_many, enter_survey, mark, release
from parindex.appraisal.models import Finding, Mark
from parindex.appraisal.permissions import can_explain, can_mark, can_read_marks, released
from parindex.directory.models import Letter
from parindex.grammar.clock import now
from parindex.grammar.verdict import Conflict, Invalid, Refused
from parindex.ledger.models import Entry
from parindex.selfscore.models import Claim
from tests.rooms.appraisal.conftest import prove, sign

ONE, HALF = 1_000_000, 500_000
LATE = {"reason": "late_report", "sentence": "Kế hoạch ban hành chậm 12 ngày."}


def lower(world, by, unit="A", code="1.1", value="Đạt một phần hoặc chậm", **how):
    given = {"layer": "appraised", "decision": "lower", "value": value, **LATE, **how}
    return mark(world.sheet(unit), world.criterion(code), by=by, **given)


def test_accepting_takes_the_points_claimed(world, appraiser):
    sign(world, "A")
    stored = mark(world.sheet("A"), world.criterion("1.1"), layer="appraised", by=appraiser)
    assert (stored.points, stored.state, stored.value) == (ONE, "scored", "Đạt đầy đủ, đúng hạn")
    assert not Finding.objects.exists()
    entry = Entry.objects.get(verb="appraisal.mark")
    assert (entry.subject, entry.role) == ("mark:mau-2018/A/1.1/appraised", "appraiser")


def test_lowering_writes_a_finding_and_leaves_the_claim(world, appraiser):
    sign(world, "A")
    stored = lower(world, appraiser)
    found = Finding.objects.get()
    assert (stored.points, found.points_lost, found.reason, found.layer) == (
        HALF,
        ONE - HALF,
        "late_report",
        "appraised",
    )
    assert found.sentence == LATE["sentence"]
    assert Claim.objects.get(criterion__code="1.1").points == ONE


@pytest.mark.parametrize(
    ("how", "fields"),
    [
        ({"reason": "", "sentence": ""}, {"reason", "sentence"}),
        ({"reason": "late_report", "sentence": "  "}, {"sentence"}),
        ({"reason": "", "sentence": "Chậm."}, {"reason"}),
        ({"reason": "no_such_code", "sentence": "Chậm."}, {"reason"}),
        ({"reason": "late_report", "sentence": "x" * 301}, {"sentence"}),
        ({"reason": "", "value": "Rất chậm"}, {"value", "reason"}),
        ({"reason": "", "sentence": "", "value": ""}, {"value", "reason", "sentence"}),
        ({"value": "Rất chậm"}, {"value"}),
        ({"value": "", "points": 250_000}, {"value"}),
        ({"value": "", "points": None}, {"value"}),
        ({"decision": "maybe"}, {"decision"}),
        ({"decision": "raise"}, {"value"}),
    ],
)
def test_no_change_of_points_without_both_and_every_fault_at_once(world, appraiser, how, fields):
    sign(world, "A")
    with pytest.raises(Invalid) as told:
        lower(world, appraiser, **{**LATE, **how})
    assert set(told.value.faults) == fields
    assert not Mark.objects.exists()
    assert not Entry.objects.exists()


def test_a_point_given_back_needs_both_too_but_leaves_no_finding_at_the_maximum(world, appraiser):
    sign(world, "A", {"1.1": "0.5"})
    with pytest.raises(Invalid):
        mark(world.sheet("A"), world.criterion("1.1"), layer="appraised", decision="raise", points=ONE, by=appraiser)
    stored = mark(
        world.sheet("A"), world.criterion("1.1"), layer="appraised", decision="raise", points=ONE, by=appraiser,
        reason="late_report", sentence="Văn bản ban hành đúng hạn.",
    )  # fmt: skip
    assert (stored.points, Finding.objects.count()) == (ONE, 0)


def test_accepted_points_below_the_maximum_need_a_reason_unless_the_rule_gives_it(world, appraiser):
    sign(world, "A", {"1.1": "0.5", "2.1": "1.436242"})
    with pytest.raises(Invalid) as told:
        mark(world.sheet("A"), world.criterion("1.1"), layer="appraised", by=appraiser)
    assert set(told.value.faults) == {"reason"}
    mark(world.sheet("A"), world.criterion("1.1"), layer="appraised", by=appraiser, reason="late_report")
    mark(world.sheet("A"), world.criterion("2.1"), layer="appraised", by=appraiser)
    assert [(f.criterion.code, f.points_lost) for f in Finding.objects.all()] == [("1.1", HALF)]


def test_a_later_layer_leaves_the_earlier_ones(world, appraiser, marked):
    sign(world, "A")
    lower(world, appraiser)
    council = world.viewer("council")
    mark(
        world.sheet("A"), world.criterion("1.1"), layer="final", decision="raise", points=ONE, by=council,
        reason="late_report", sentence="Hội đồng thống nhất trả lại điểm.",
    )  # fmt: skip
    assert (marked("A", "1.1").points, marked("A", "1.1", "final").points) == (HALF, ONE)
    assert Finding.objects.get().layer == "appraised"
    assert Entry.objects.filter(verb="appraisal.mark").last().role == "council"


def test_marking_again_replaces_the_finding_and_counts_versions(world, appraiser):
    sign(world, "A")
    first = lower(world, appraiser, version=0)
    with pytest.raises(Conflict) as told:
        lower(world, appraiser, value="Không thực hiện", version=0)
    assert told.value.theirs == first
    second = lower(world, appraiser, value="Không thực hiện", version=1)
    assert (second.version, Finding.objects.get().points_lost) == (2, ONE)
    mark(world.sheet("A"), world.criterion("1.1"), layer="appraised", by=appraiser)
    assert not Finding.objects.exists()


def test_nobody_marks_their_own_unit_nor_what_is_not_assigned(world, appraiser):
    for unit in "ABC":
        sign(world, unit)
    world.assign(world.person("appraiser", "C"), "1", "C")  # even if somebody assigned it by mistake
    with pytest.raises(Refused) as told:
        lower(world, appraiser, unit="C")
    assert told.value.verdict.why.vi == "Không ai thẩm định đơn vị của chính mình."
    stranger = world.viewer("appraiser", "B")
    for by in (stranger, world.viewer("officer", "A"), world.viewer("coordinator"), world.viewer("leader")):
        with pytest.raises(Refused):
            lower(world, by)
    assert not Mark.objects.exists()


def test_an_own_unit_by_role_counts_as_own(world):
    """Who holds an officer's role for a unit belongs to it, wherever they work."""
    from parindex.directory.models import Holding

    person = world.person("appraiser", "C")
    world.assign(person, "1", "A")
    Holding.objects.create(person=person, role="officer", unit=world.units["A"].unit, given_at=now(), given_by=0)
    sign(world, "A")
    with pytest.raises(Refused):
        lower(world, world.viewer("appraiser", "C"))


def test_surveyed_leaves_and_groups_are_not_marked(world, appraiser):
    sign(world, "A")
    for code in ("2.3", "1"):
        assert not can_mark(appraiser, world.sheet("A"), world.criterion(code), "appraised", now())


@pytest.mark.parametrize(("layer", "stage"), [("appraised", "appraisal_1"), ("explained", "appraisal_2")])
def test_each_layer_has_its_stage(world, appraiser, layer, stage):
    sheet = sign(world, "A")
    assert can_mark(appraiser, sheet, world.criterion("1.1"), layer, now())
    world.stage(stage, opens=timedelta(days=-3), closes=timedelta(seconds=-1))
    verdict = can_mark(appraiser, sheet, world.criterion("1.1"), layer, now())
    assert not verdict
    assert verdict.since is not None
    world.stage(stage, opens=timedelta(days=1), closes=timedelta(days=2))
    assert not can_mark(appraiser, sheet, world.criterion("1.1"), layer, now())


def test_an_unsigned_sheet_waits_for_its_stage_and_is_then_not_submitted(world, appraiser):
    sheet, leaf = world.sheet("B"), world.criterion("1.1")
    assert not can_mark(appraiser, sheet, leaf, "appraised", now())
    world.stage("self", opens=timedelta(days=-3), closes=timedelta(seconds=-1))
    with pytest.raises(Invalid):
        mark(sheet, leaf, layer="appraised", decision="lower", points=ONE, by=appraiser, **LATE)
    stored = mark(sheet, leaf, layer="appraised", decision="absent", state="not_submitted", by=appraiser)
    assert (stored.points, stored.state) == (None, "not_submitted")


def test_a_claim_set_absent_needs_both_and_its_loss_is_told(world, appraiser):
    sign(world, "A")
    how = {"layer": "appraised", "decision": "absent", "state": "not_submitted", "by": appraiser}
    with pytest.raises(Invalid) as told:
        mark(world.sheet("A"), world.criterion("1.1"), **how)
    assert set(told.value.faults) == {"reason", "sentence"}
    mark(world.sheet("A"), world.criterion("1.1"), **how, **LATE)
    assert Finding.objects.get().points_lost == ONE


def test_only_the_coordinator_enters_surveys(world, appraiser):
    sheet, leaf = world.sheet("A"), world.criterion("2.3")
    with pytest.raises(Refused):
        enter_survey(sheet, leaf, "82,3%", by=appraiser)
    stored = enter_survey(sheet, leaf, points=2_469_000, by=world.viewer("coordinator"))
    assert (stored.points, stored.layer) == (2_469_000, "appraised")
    stored = enter_survey(sheet, leaf, state="too_few_answers", by=world.viewer("coordinator"), version=1)
    assert (stored.points, stored.state) == (None, "too_few_answers")
    with pytest.raises(Refused):
        enter_survey(sheet, world.criterion("1.1"), "1", by=world.viewer("coordinator"))


def test_accepting_many_leaves_alone_what_wants_a_look(world, appraiser):
    sign(world, "A", {"1.1": "1", "1.2": "1", "1.3": "0.75"})
    sign(world, "B")
    sign(world, "C")
    prove(world, "A", "1.1")
    prove(world, "A", "1.3")
    prove(world, "B", "1.1")
    prove(world, "C", "1.1")
    leaves = [(world.sheet(u), world.criterion(c)) for u in "ABC" for c in ("1.1", "1.2", "1.3")]
    done = accept_many(leaves, by=appraiser)
    assert [(m.sheet.round_unit.code, m.criterion.code) for m in done] == [("A", "1.1"), ("B", "1.1")]
    assert Entry.objects.count() == 1
    with pytest.raises(Invalid):
        accept_many(leaves, by=appraiser)


def test_release_takes_complete_sheets_only_and_says_what_is_missing(world, appraiser):
    sign(world, "A")
    sign(world, "B")
    head = world.person("head", "A")
    coordinator = world.viewer("coordinator")
    with pytest.raises(Invalid) as told:
        release([world.sheet("A")], by=coordinator)
    assert "5 ô" in told.value.faults["A"].vi
    for code in ("1.1", "1.2", "1.3", "2.1", "2.2"):
        mark(world.sheet("A"), world.criterion(code), layer="appraised", by=appraiser)
    with pytest.raises(Refused):
        release([world.sheet("A")], by=appraiser)
    told = release([world.sheet("A"), world.sheet("B")], by=coordinator)
    assert [s.round_unit.code for s in told.done] == ["A"]
    assert told.waiting == {"B": ("1.1", "1.2", "1.3", "2.1", "2.2")}
    assert Letter.objects.get().to == head.email
    assert Entry.objects.filter(verb="appraisal.release").count() == 1
    assert not can_mark(appraiser, world.sheet("A"), world.criterion("1.1"), "appraised", now())


def test_the_unit_reads_its_marks_once_they_are_released(world, appraiser):
    sheet = sign(world, "A")
    officer, head = world.viewer("officer", "A"), world.viewer("head", "A")
    at = now()
    assert not released(sheet, at)
    assert not can_read_marks(officer, sheet, at)
    assert not can_explain(head, sheet, at)
    assert can_read_marks(appraiser, sheet, at)
    assert can_read_marks(world.viewer("leader"), sheet, at)
    assert not can_read_marks(world.viewer("appraiser", "B"), sheet, at)
    sheet.released_at = at
    sheet.save()
    assert can_read_marks(officer, sheet, at)
    assert can_explain(officer, sheet, at)
    assert not can_read_marks(world.viewer("officer", "B"), sheet, at)
    world.stage("explanation", opens=timedelta(days=-3), closes=timedelta(seconds=-1))
    assert not can_explain(officer, sheet, at)


def test_the_end_of_the_stage_releases_too(world):
    world.stage("appraisal_1", opens=timedelta(days=-3), closes=timedelta(seconds=-1))
    assert released(world.sheet("A"), now())


def test_explanations_once_sent_are_closed(world):
    sheet = sign(world, "A")
    sheet.released_at = sheet.explained_at = now()
    verdict = can_explain(world.viewer("officer", "A"), sheet, now())
    assert not verdict
    assert verdict.since == sheet.explained_at
