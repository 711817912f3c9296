"""Setting a round up: faults are told at once, and what is open cannot be set up again."""

from datetime import UTC, date, datetime

import pytest

from parindex.directory.models import Block, Succession, Unit, UnitAct
from parindex.grammar.clock import now
from parindex.grammar.verdict import Invalid, Refused
from parindex.ledger.models import Entry
from parindex.rounds.actions import change_round, create_round, set_calendar, set_units
from parindex.rounds.calendar import windows
from parindex.rounds.models import DRAFT, STAGES, Round


def make_unit(code, name, **dates):
    unit = Unit(code=code, block=Block.objects.get(code="so-ban-nganh"), **dates)
    unit.name_it(name, f"Unit {code}")
    unit.save()
    return unit


def test_a_round_begins_as_a_draft_and_is_in_the_ledger(draft):
    assert draft.state == DRAFT
    entry = Entry.objects.filter(subject="round:mau-2019").earliest("number")
    assert (entry.verb, entry.round) == ("rounds.create", "mau-2019")


def test_every_fault_is_told_at_once(world, coordinator):
    with pytest.raises(Invalid) as told:
        create_round(
            "Kỳ 2019", set_=world.round.set, year=19, title_vi=" ", bands=[{"code": "good", "at_least": 80}],
            caps={"bonus": -1}, absence={"not_submitted": "half"}, decimals=9, by=coordinator,
        )  # fmt: skip
    assert set(told.value.faults) == {"name", "set", "year", "title_vi", "bands", "caps", "absence", "decimals"}
    assert Round.objects.count() == 1


@pytest.mark.parametrize("name", ["new", "", "a b", "-a", "a/b", "x" * 81, "mau-2018"])
def test_a_name_that_cannot_be(world, coordinator, draft_set, name):
    with pytest.raises(Invalid) as told:
        create_round(name, set_=draft_set, year=2019, title_vi="Chỉ số", by=coordinator)
    assert set(told.value.faults) == {"name"}


@pytest.mark.parametrize("who", [("officer", "A"), ("head", "A"), ("appraiser", "A"), ("council", ""), ("leader", "")])
def test_only_a_coordinator_sets_up(world, draft, who):
    for act in (
        lambda by: create_round("x", set_=None, year=2019, title_vi="x", by=by),
        lambda by: change_round(draft, title_vi="x", by=by),
        lambda by: set_units(draft, [], by=by),
        lambda by: set_calendar(draft, {}, by=by),
    ):
        with pytest.raises(Refused):
            act(world.viewer(*who))


def test_a_change_says_what_stood_before(draft, coordinator):
    change_round(draft, title_vi="Chỉ số năm 2019", by=coordinator)
    entry = Entry.objects.latest("number")
    assert '"before":{"title_vi":"Chỉ số 2019"}' in entry.detail


def test_no_change_writes_nothing(draft, coordinator):
    before = Entry.objects.count()
    change_round(draft, title_vi=draft.title_vi, by=coordinator)
    set_calendar(draft, {s: w[1:3] for s, w in windows(draft).items()}, by=coordinator)
    assert Entry.objects.count() == before


def test_what_is_open_is_not_set_up_again(world, coordinator):
    with pytest.raises(Refused) as told:
        change_round(world.round, title_vi="x", by=coordinator)
    assert told.value.verdict.since == world.round.opened_at
    with pytest.raises(Refused):
        set_units(world.round, [world.units["A"].unit], by=coordinator)


def test_units_are_copied_in_the_order_given(draft, coordinator, world):
    a, b = world.units["A"].unit, world.units["B"].unit
    set_units(draft, [(b, "khac"), a], by=coordinator)
    assert [(row.code, row.block) for row in draft.units.all()] == [("B", "khac"), ("A", "so-ban-nganh")]


def test_units_that_cannot_be_are_all_named(draft, coordinator, world):
    ended = make_unit("X", "Sở Ngoại vụ", until=date(2018, 3, 1))
    a = world.units["A"].unit
    with pytest.raises(Invalid) as told:
        set_units(draft, [a, a, ended], by=coordinator)
    assert "A" in told.value.faults["units"].vi
    assert "Sở Ngoại vụ" in told.value.faults["units"].vi
    with pytest.raises(Invalid):
        set_units(draft, [], by=coordinator)


def test_predecessors_are_followed_down_to_the_round_before(draft, coordinator, world):
    """A and B become C2, C2 becomes D2: D2 is compared with A and B."""
    middle, last = make_unit("C2", "Sở Y tế và Nội vụ"), make_unit("D2", "Sở Tổng hợp")
    for on, before, after in ((date(2018, 5, 1), ("A", "B"), middle), (date(2018, 9, 1), ("C2",), last)):
        act = UnitAct.objects.create(kind="merge", on=on, at=now(), by=0)
        for code in before:
            Succession.objects.create(act=act, predecessor=Unit.objects.get(code=code), successor=after)
    set_units(draft, [last, world.units["C"].unit], by=coordinator)
    assert dict(draft.units.values_list("code", "predecessors")) == {"D2": "A;B", "C": ""}


def test_the_calendar_is_copied_a_year_later(draft, world):
    before, after = windows(world.round), windows(draft)
    assert set(after) == set(STAGES)
    assert after["self"].opens_at.year == before["self"].opens_at.year + 1


def test_every_stage_that_closes_too_early_is_told(draft, coordinator):
    at = datetime(2019, 1, 2, 10, tzinfo=UTC)
    with pytest.raises(Invalid) as told:
        set_calendar(draft, {"self": (at, at), "council": (at, at.replace(day=1))}, by=coordinator)
    assert set(told.value.faults) == {"self", "council"}


def test_a_calendar_of_an_open_round_changes_with_a_reason_and_its_before(world, coordinator):
    given = {"self": (datetime(2018, 1, 2, tzinfo=UTC), datetime(2018, 2, 9, 10, tzinfo=UTC))}
    with pytest.raises(Invalid) as told:
        set_calendar(world.round, given, by=coordinator)
    assert set(told.value.faults) == {"reason"}
    set_calendar(world.round, given, reason="Nghỉ Tết", by=coordinator)
    detail = Entry.objects.latest("number").detail
    assert "Nghỉ Tết" in detail
    assert "2018-02-09T10:00:00+00:00" in detail
    assert '"before":{"self":["20' in detail


def test_a_new_set_takes_its_assignments_with_it(ready, coordinator, draft_set):
    from parindex.criteria.models import CriteriaSet

    other = CriteriaSet.objects.create(code="bo-khac", title_vi="Khác", year=2019)
    change_round(ready, set_=other, by=coordinator)
    assert ready.assignments.count() == 0
