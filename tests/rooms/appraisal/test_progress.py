"""How far a round is: the counts of each cell, lateness, pace, forecast, and the reminders that follow."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.appraisal.models import APPRAISED, EXPLAINED, FINAL, Explanation, Mark, SecondScore
from parindex.appraisal.progress import days_late, forecast, progress, workdays
from parindex.appraisal.reminding import BEHIND, LATE, UNSIGNED, last_reminded, send_reminders, targets
from parindex.directory.models import Letter
from parindex.engine.points import micropoints
from parindex.grammar.clock import now
from parindex.grammar.verdict import Invalid, Refused
from parindex.ledger.models import Entry
from parindex.rounds.models import APPROVED, Extension
from tests.make.world import make_world
from tests.rooms.appraisal.conftest import sign


def mark(world, unit, code, points, layer=APPRAISED, at=None):
    return Mark.objects.create(
        sheet=world.sheet(unit), criterion=world.criterion(code), layer=layer, points=micropoints(points),
        at=at or now(), by=1, by_name="x",
    )  # fmt: skip


def object_to(world, unit, code):
    sheet = world.sheet(unit)
    sheet.explained_at = now()
    sheet.save()
    Explanation.objects.create(
        sheet=sheet, criterion=world.criterion(code), agrees=False, text="Đã nộp đúng hạn.", at=now(), by=1, by_name="x"
    )


def row_of(found, unit):
    return next(row for row in found.rows if row.round_unit.code == unit)


def test_each_cell_counts_its_own_leaves_and_surveyed_ones_aside(world):
    sign(world, "A")
    mark(world, "A", "1.1", "1")
    mark(world, "A", "2.1", "1")
    mark(world, "A", "2.3", "2")  # surveyed
    a = row_of(progress(world.round, now()), "A")
    assert (a.cells["1"].leaves, a.cells["1"].scored, a.cells["1"].appraised) == (3, 3, 1)
    assert (a.cells["2"].leaves, a.cells["2"].scored, a.cells["2"].appraised) == (2, 2, 1)
    assert (a.cells["2"].surveyed, a.cells["2"].surveyed_in) == (1, 1)
    assert (a.total.leaves, a.total.appraised) == (3 + 2, 1 + 1)


def test_the_totals_are_the_sums_of_the_rows(world):
    sign(world, "A")
    sign(world, "B", {"1.1": "1"})
    mark(world, "A", "1.1", "1")
    mark(world, "B", "1.1", "1")
    found = progress(world.round, now())
    assert found.totals["1"].appraised == 1 + 1
    assert found.total.leaves == 3 * (3 + 2)
    assert found.total.scored == 5 + 1
    assert found.signed == 2


def test_a_dispute_lasts_until_it_is_given_back_in_full_or_decided(world):
    sign(world, "A")
    mark(world, "A", "1.1", "0")
    mark(world, "A", "1.3", "0.5")
    object_to(world, "A", "1.1")
    object_to(world, "A", "1.3")
    assert row_of(progress(world.round, now()), "A").cells["1"].disputed == 2
    mark(world, "A", "1.1", "1", EXPLAINED)  # all of what was claimed
    mark(world, "A", "1.3", "0.75", EXPLAINED)  # not all
    assert row_of(progress(world.round, now()), "A").cells["1"].disputed == 1
    mark(world, "A", "1.3", "0.75", FINAL)
    assert row_of(progress(world.round, now()), "A").cells["1"].disputed == 0


def test_an_explanation_not_sent_disputes_nothing(world):
    sign(world, "A")
    object_to(world, "A", "1.1")
    sheet = world.sheet("A")
    sheet.explained_at = None
    sheet.save()
    assert row_of(progress(world.round, now()), "A").cells["1"].disputed == 0


def test_a_sheet_is_late_after_its_own_deadline(world):
    world.stage("self", opens=-timedelta(days=30), closes=-timedelta(days=5))
    Extension.objects.create(
        round_unit=world.units["B"], stage="self", until=now() + timedelta(days=1), reason="Bão lũ",
        state=Extension.GRANTED, asked_at=now(), asked_by=1,
    )  # fmt: skip
    sign(world, "C")
    found = progress(world.round, now())
    assert [row_of(found, unit).late for unit in "ABC"] == [5, 0, 0]
    assert row_of(found, "B").extended
    assert [row.round_unit.code for row in found.late] == ["A"]


def test_days_are_counted_on_the_wall_calendar():
    due = datetime(2018, 3, 2, 17, tzinfo=UTC)  # 00:00 on 3 March in Lai Châu
    assert days_late(due, datetime(2018, 3, 2, 16, tzinfo=UTC)) == 0
    assert days_late(due, datetime(2018, 3, 2, 18, tzinfo=UTC)) == 1
    assert days_late(due, datetime(2018, 3, 12, 2, tzinfo=UTC)) == 9
    assert days_late(None, due) == 0


@pytest.mark.parametrize(
    ("left", "pace", "ends"),
    [
        (69, 13.8, date(2018, 3, 19)),  # five working days after Monday the 12th
        (1, 100, date(2018, 3, 13)),
        (0, 1, date(2018, 3, 12)),
        (5, 1, date(2018, 3, 19)),  # the weekend is skipped
        (10**6, 0.2, None),  # too far to say anything
    ],
)
def test_the_forecast_counts_working_days(left, pace, ends):
    assert forecast(date(2018, 3, 12), left, pace) == ends


def test_working_days():
    assert workdays(date(2018, 3, 12), date(2018, 3, 18)) == 5
    assert workdays(date(2018, 3, 17), date(2018, 3, 18)) == 0


def test_the_pace_is_that_of_the_last_working_days(world):
    world.stage("appraisal_1", opens=-timedelta(days=40), closes=timedelta(days=10))
    for unit in "ABC":
        sign(world, unit)
    mark(world, "A", "1.1", "1")
    mark(world, "A", "1.2", "1")
    mark(world, "A", "1.3", "1", at=now() - timedelta(days=20))  # too long ago to count
    area = next(lead for lead in progress(world.round, now()).leads if lead.area.code == "1")
    assert area.left == 3 * 3 - 3
    assert area.pace == pytest.approx(2 / 5)
    assert area.ends is not None
    still = next(lead for lead in progress(world.round, now()).leads if lead.area.code == "2")
    assert (still.pace, still.ends, still.late) == (0, None, None)


def test_the_number_of_queries_does_not_grow(world):
    for unit in "ABC":
        sign(world, unit)
        mark(world, unit, "1.1", "1")
    progress(world.round, now())  # the frozen criteria are read once
    with CaptureQueriesContext(
        connection,
    ) as few:
        progress(world.round, now())
    large = make_world("lon-2018", units=[(f"L{at}", f"Sở số {at}") for at in range(15)])
    for unit in large.units:
        sign(large, unit)
        mark(large, unit, "1.1", "1")
    progress(large.round, now())
    with CaptureQueriesContext(connection) as many:
        progress(large.round, now())
    assert len(few) == len(many) <= 9


def test_a_round_without_calendar_or_units_has_empty_progress(world):
    world.round.calendar.all().delete()
    world.round.units.all().delete()
    found = progress(world.round, now())
    assert (found.rows, found.total.leaves, found.late) == ((), 0, ())


def late_world(world):
    """Let A be late, B in time by an exception, C signed with work left for an appraiser."""
    world.stage("self", opens=-timedelta(days=30), closes=-timedelta(days=5))
    Extension.objects.create(
        round_unit=world.units["B"], stage="self", until=now() + timedelta(days=1), reason="Bão lũ",
        state=Extension.GRANTED, asked_at=now(), asked_by=1,
    )  # fmt: skip
    sign(world, "C")
    world.person("officer", "A")
    world.person("head", "A")
    world.person("officer", "B")
    world.assign(world.person("appraiser", "B"), "1", "A", "B", "C")
    return world


def test_who_is_behind_stands_in_its_group(world):
    late_world(world)
    found = {target.key: target for target in targets(world.round, now())}
    appraiser = f"person:{world.person('appraiser', 'B').pk}"
    assert {key: target.group for key, target in found.items()} == {
        "unit:A": LATE, "unit:B": UNSIGNED, appraiser: BEHIND,
    }  # fmt: skip
    assert "quá hạn 5 ngày" in found["unit:A"].body.vi
    assert "5 days overdue" in found["unit:A"].body.en
    assert "lĩnh vực 1: 3" in found[appraiser].body.vi  # of C alone: A is not signed, B is the own unit


def test_a_leaf_owed_blind_is_in_no_count(world):
    late_world(world)
    SecondScore.objects.create(
        sheet=world.sheet("C"), criterion=world.criterion("1.1"), person=world.person("appraiser", "B"), asked_at=now(),
        asked_by=1,
    )  # fmt: skip
    before = next(target for target in targets(world.round, now()) if target.group == BEHIND)
    mark(world, "C", "1.1", "1")
    after = next(target for target in targets(world.round, now()) if target.group == BEHIND)
    assert before.why == after.why
    assert "Còn 2 tiêu chí" in after.why.vi


def test_reminders_go_to_officer_and_head_in_their_own_language(world):
    late_world(world)
    head = world.person("head", "A")
    head.language = "en"
    head.save()
    sent = send_reminders(world.round, ["unit:A"], by=world.viewer("coordinator"))
    assert (sent.to, sent.letters) == (("unit:A",), 2)
    letters = {letter.to: letter.subject for letter in Letter.objects.all()}
    assert letters[world.person("officer", "A").email] == "Nhắc ký phiếu tự chấm 2018: Sở Y tế"
    assert letters[head.email] == "Reminder to sign the 2018 sheet: Department A"
    entry = Entry.objects.get(verb="appraisal.remind")
    assert '"unit:A"' in entry.detail
    assert last_reminded(world.round)["unit:A"] == entry.at


def test_nobody_is_reminded_twice_a_day_unless_meant(world):
    late_world(world)
    by = world.viewer("coordinator")
    at = now()
    send_reminders(world.round, ["unit:A"], by=by, at=at)
    with pytest.raises(Invalid, match="reminded today"):
        send_reminders(world.round, ["unit:A"], by=by, at=at)
    sent = send_reminders(world.round, ["unit:A", "unit:B"], by=by, at=at)
    assert (sent.to, sent.skipped) == (("unit:B",), ("unit:A",))
    assert send_reminders(world.round, ["unit:A"], by=by, at=at, again=True).to == ("unit:A",)
    assert send_reminders(world.round, ["unit:A"], by=by, at=at + timedelta(days=1)).to == ("unit:A",)
    assert Entry.objects.filter(verb="appraisal.remind").count() == 4


def test_nothing_is_sent_where_nobody_can_get_it(world):
    late_world(world)
    world.units["C"].sheet.delete()
    by = world.viewer("coordinator")
    for chosen in ([], ["unit:NONE"], ["unit:C"]):
        with pytest.raises(Invalid, match="Choose at least one"):
            send_reminders(world.round, chosen, by=by)
    world.person("head", "A").holdings.update(ended_at=now())
    world.person("officer", "A").holdings.update(ended_at=now())
    with pytest.raises(Invalid, match="nobody to write to"):
        send_reminders(world.round, ["unit:A"], by=by)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("role", ["officer", "head", "appraiser", "council", "leader"])
def test_only_the_coordinator_reminds(world, role):
    late_world(world)
    with pytest.raises(Refused):
        send_reminders(world.round, ["unit:A"], by=world.viewer(role, "B"))


def test_no_reminders_in_an_approved_round(world):
    late_world(world)
    world.round.state, world.round.approved_at = APPROVED, now()
    world.round.save()
    with pytest.raises(Refused):
        send_reminders(world.round, ["unit:A"], by=world.viewer("coordinator"))
