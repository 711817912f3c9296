"""Dates alone decide what is open; exceptions give more time and never less."""

from datetime import UTC, datetime, timedelta

import pytest

from parindex.directory.models import Letter
from parindex.grammar.clock import PLACE, now
from parindex.grammar.verdict import Invalid, Refused
from parindex.ledger.models import Entry
from parindex.rounds.calendar import stage_open, windows
from parindex.rounds.extending import answer_extension, ask_extension, end_extension, extend, extend_many
from parindex.rounds.models import Extension, Round, StageDates

CLOSES = datetime(2018, 2, 9, 10, tzinfo=UTC)


@pytest.fixture
def scoring(world, clock_at):
    """Self-scoring until 17:00 of 09/02/2018, Asia/Ho_Chi_Minh; it is an hour before."""
    StageDates.objects.filter(round=world.round, stage="self").update(
        opens_at=datetime(2018, 1, 2, tzinfo=UTC), closes_at=CLOSES
    )
    clock_at(CLOSES - timedelta(hours=1))
    return world


def test_seventeen_hours_here_are_ten_hours_utc():
    assert datetime(2018, 2, 9, 17, tzinfo=PLACE) == CLOSES


def test_a_stage_closes_by_itself_at_its_second(scoring, clock_at):
    unit = scoring.units["A"]
    clock_at(CLOSES - timedelta(seconds=1))
    assert stage_open(scoring.round, "self", unit, now())
    clock_at(CLOSES)
    verdict = stage_open(scoring.round, "self", unit, now())
    assert not verdict
    assert verdict.since == CLOSES
    assert not stage_open(scoring.round, "self", unit, CLOSES)
    assert stage_open(scoring.round, "self", unit, CLOSES - timedelta(microseconds=1))


def test_a_stage_is_not_open_before_its_second(scoring):
    opens = datetime(2018, 1, 2, tzinfo=UTC)
    assert stage_open(scoring.round, "self", None, opens)
    assert not stage_open(scoring.round, "self", None, opens - timedelta(microseconds=1))


def test_an_exception_holds_for_its_unit_alone(scoring, world):
    extend(
        scoring.units["A"],
        "self",
        until=CLOSES + timedelta(days=3),
        reason="Đổi đầu mối",
        by=world.viewer("coordinator"),
    )
    later = CLOSES + timedelta(days=3) - timedelta(seconds=1)
    assert stage_open(scoring.round, "self", scoring.units["A"], later)
    assert not stage_open(scoring.round, "self", scoring.units["B"], later)
    assert not stage_open(scoring.round, "self", scoring.units["A"], later + timedelta(seconds=1))


def test_an_exception_never_shortens(scoring, world):
    by = world.viewer("coordinator")
    for until in (CLOSES, CLOSES - timedelta(minutes=1), CLOSES - timedelta(days=9)):
        with pytest.raises(Invalid) as told:
            extend(scoring.units["A"], "self", until=until, reason="x", by=by)
        assert set(told.value.faults) == {"until"}
    extend(scoring.units["A"], "self", until=CLOSES + timedelta(days=3), reason="x", by=by)
    with pytest.raises(Invalid):
        extend(scoring.units["A"], "self", until=CLOSES + timedelta(days=2), reason="x", by=by)
    Extension.objects.update(until=CLOSES - timedelta(days=1))
    assert windows(scoring.round, scoring.units["A"])["self"].closes_at == CLOSES


def test_a_calendar_moved_past_an_exception_wins(scoring, world):
    extend(scoring.units["A"], "self", until=CLOSES + timedelta(days=3), reason="x", by=world.viewer("coordinator"))
    StageDates.objects.filter(round=scoring.round, stage="self").update(closes_at=CLOSES + timedelta(days=5))
    assert windows(scoring.round, scoring.units["A"])["self"].closes_at == CLOSES + timedelta(days=5)


def test_every_fault_of_a_grant_is_told_at_once(scoring, world):
    by = world.viewer("coordinator")
    with pytest.raises(Invalid) as told:
        extend_many(scoring.round, [], "self", until=None, reason=" ", by=by)
    assert set(told.value.faults) == {"units", "reason", "until"}
    with pytest.raises(Invalid) as told:
        extend_many(scoring.round, [scoring.units["A"]], "publication", until=None, reason="x", by=by)
    assert set(told.value.faults) == {"stage"}


def test_granted_in_bulk_is_one_entry_and_a_letter_each(scoring, world):
    world.person("officer", "A"), world.person("head", "A"), world.person("officer", "B")
    units = [scoring.units["A"], scoring.units["B"]]
    extend_many(
        scoring.round,
        units,
        "self",
        until=CLOSES + timedelta(days=1),
        reason="Mất điện",
        by=world.viewer("coordinator"),
    )
    assert Entry.objects.filter(verb="rounds.extend").count() == 1
    assert sorted(Letter.objects.values_list("to", flat=True)) == [
        "head.a@example.org", "officer.a@example.org", "officer.b@example.org",
    ]  # fmt: skip
    assert "17:00 10/02/2018" in Letter.objects.first().body


def test_one_that_cannot_have_it_keeps_all_from_it_by_name(scoring, world):
    by = world.viewer("coordinator")
    extend(scoring.units["A"], "self", until=CLOSES + timedelta(days=3), reason="x", by=by)
    with pytest.raises(Invalid) as told:
        extend_many(
            scoring.round, [scoring.units["A"], scoring.units["B"]], "self", until=CLOSES + timedelta(days=1),
            reason="x", by=by,
        )  # fmt: skip
    assert "Sở Y tế" in told.value.faults["until"].vi
    assert "Sở Nội vụ" not in told.value.faults["until"].vi
    assert Extension.objects.count() == 1


def test_a_unit_asks_and_is_answered(scoring, world):
    world.person("coordinator")
    officer, unit = world.viewer("officer", "A"), scoring.units["A"]
    asked = ask_extension(unit, "self", until=CLOSES + timedelta(days=2), reason="Thay người đầu mối", by=officer)
    assert not stage_open(scoring.round, "self", unit, CLOSES)
    assert Letter.objects.get().to == "coordinator@example.org"
    with pytest.raises(Refused):
        ask_extension(unit, "self", until=CLOSES + timedelta(days=4), reason="nữa", by=officer)
    answer_extension(asked, grant=True, until=CLOSES + timedelta(days=1), answer="", by=world.viewer("coordinator"))
    assert stage_open(scoring.round, "self", unit, CLOSES + timedelta(hours=23))
    assert not stage_open(scoring.round, "self", unit, CLOSES + timedelta(days=1))
    with pytest.raises(Refused):
        answer_extension(asked, grant=False, answer="thôi", by=world.viewer("coordinator"))


def test_a_refusal_says_why(scoring, world):
    asked = ask_extension(
        scoring.units["A"], "self", until=CLOSES + timedelta(days=2), reason="x", by=world.viewer("head", "A")
    )
    with pytest.raises(Invalid) as told:
        answer_extension(asked, grant=False, answer=" ", by=world.viewer("coordinator"))
    assert set(told.value.faults) == {"answer"}
    answer_extension(asked, grant=False, answer="Đã gia hạn hai lần", by=world.viewer("coordinator"))
    assert not stage_open(scoring.round, "self", scoring.units["A"], CLOSES)


def test_a_request_granted_in_bulk_is_answered_with_the_day_granted(scoring, world):
    asked = ask_extension(
        scoring.units["A"], "self", until=CLOSES + timedelta(days=20), reason="x", by=world.viewer("officer", "A")
    )
    extend(scoring.units["A"], "self", until=CLOSES + timedelta(days=1), reason="y", by=world.viewer("coordinator"))
    asked.refresh_from_db()
    assert asked.state == Extension.GRANTED
    assert not stage_open(scoring.round, "self", scoring.units["A"], CLOSES + timedelta(days=2))


def test_nobody_asks_for_another_unit_nor_grants_to_themselves(scoring, world):
    officer = world.viewer("officer", "B")
    with pytest.raises(Refused):
        ask_extension(scoring.units["A"], "self", until=CLOSES + timedelta(days=2), reason="x", by=officer)
    with pytest.raises(Refused):
        extend(scoring.units["B"], "self", until=CLOSES + timedelta(days=2), reason="x", by=officer)


def test_an_ended_exception_holds_no_more(scoring, world):
    by = world.viewer("coordinator")
    given = extend(scoring.units["A"], "self", until=CLOSES + timedelta(days=3), reason="x", by=by)
    with pytest.raises(Invalid):
        end_extension(given, reason="", by=by)
    end_extension(given, reason="Nhầm đơn vị", by=by)
    assert not stage_open(scoring.round, "self", scoring.units["A"], CLOSES)
    with pytest.raises(Refused):
        end_extension(given, reason="nữa", by=by)


def test_nothing_is_extended_in_a_round_that_is_not_open(scoring, world):
    for state in ("draft", "approved"):
        Round.objects.filter(pk=scoring.round.pk).update(state=state, approved_at=now())
        unit = type(scoring.units["A"]).objects.select_related("round").get(pk=scoring.units["A"].pk)
        with pytest.raises(Refused):
            extend(unit, "self", until=CLOSES + timedelta(days=3), reason="x", by=world.viewer("coordinator"))
        with pytest.raises(Refused):
            ask_extension(unit, "self", until=CLOSES + timedelta(days=3), reason="x", by=world.viewer("officer", "A"))
