"""Assigning: in bulk, and never to anybody's own unit."""

import pytest

from parindex.appraisal.assigning import assign, assign_cells, coverage, suggest_assignments, unassign
from parindex.appraisal.models import Assignment
from parindex.criteria.models import Criterion
from parindex.directory.models import Holding
from parindex.grammar.clock import now
from parindex.grammar.verdict import Invalid, Refused
from parindex.ledger.models import Entry
from parindex.rounds.models import Round


@pytest.fixture
def led(world):
    """Area 1 is led by B, area 2 by A; each has an appraiser."""
    for area, lead in (("1", "B"), ("2", "A")):
        Criterion.objects.filter(set=world.round.set, code=area).update(lead_unit=lead)
    world.person("appraiser", "A"), world.person("appraiser", "B")
    return world


@pytest.fixture
def by(world):
    return world.viewer("coordinator")


def cells():
    return set(Assignment.objects.values_list("person__name", "area__code", "round_unit__code"))


def test_nobody_gets_their_own_unit_and_the_rest_is_done(led, by):
    units = list(led.units.values())
    outcome = assign(led.round, led.person("appraiser", "A"), [led.criterion("1")], units, by=by)
    assert cells() == {("appraiser A", "1", "B"), ("appraiser A", "1", "C")}
    assert [cell.round_unit.code for cell in outcome.refused] == ["A"]
    assert "chính mình" in outcome.refused[0].why.vi
    assert Entry.objects.filter(verb="appraisal.assign").count() == 1


def test_a_unit_one_holds_a_role_for_is_ones_own_too(led, by):
    person = led.person("appraiser", "A")
    Holding.objects.create(person=person, role="officer", unit=led.units["C"].unit, given_at=now(), given_by=0)
    outcome = assign(led.round, [person], [led.criterion("1")], list(led.units.values()), by=by)
    assert [cell.round_unit.code for cell in outcome.refused] == ["A", "C"]
    assert cells() == {("appraiser A", "1", "B")}


def test_assigned_twice_stands_once(led, by):
    given = (led.round, led.person("appraiser", "A"), [led.criterion("1")], [led.units["B"]])
    assign(*given, by=by)
    outcome = assign(*given, by=by)
    assert (len(outcome.done), len(outcome.already)) == (0, 1)
    assert Assignment.objects.count() == 1
    assert Entry.objects.filter(verb="appraisal.assign").count() == 1


def test_everything_that_is_not_named_is_told(led, by):
    with pytest.raises(Invalid) as told:
        assign(led.round, [], [], [], by=by)
    assert set(told.value.faults) == {"people", "areas", "units"}


def test_who_does_not_appraise_is_not_assigned(led, by):
    with pytest.raises(Invalid) as told:
        assign(led.round, led.person("council"), [led.criterion("1")], [led.units["A"]], by=by)
    assert "council" in told.value.faults["people"].vi


def test_only_a_coordinator_assigns_and_not_after_approval(led, by):
    given = (led.round, led.person("appraiser", "A"), [led.criterion("1")], [led.units["B"]])
    with pytest.raises(Refused):
        assign(*given, by=led.viewer("appraiser", "A"))
    Round.objects.update(state="approved", approved_at=now())
    with pytest.raises(Refused):
        assign(*given, by=by)


def test_the_proposal_goes_to_the_lead_and_crosses_at_its_own_unit(led, by):
    proposed = suggest_assignments(led.round)
    assert {(cell.person.name, cell.area.code, cell.round_unit.code) for cell in proposed} == {
        ("appraiser B", "1", "A"), ("appraiser A", "1", "B"), ("appraiser B", "1", "C"),
        ("appraiser B", "2", "A"), ("appraiser A", "2", "B"), ("appraiser A", "2", "C"),
    }  # fmt: skip
    assert Assignment.objects.count() == 0
    outcome = assign_cells(led.round, proposed, by=by)
    assert outcome.refused == ()
    assert coverage(led.round) == set()


def test_the_proposal_leaves_what_stands(led, by):
    assign(led.round, led.person("appraiser", "A"), [led.criterion("1")], [led.units["C"]], by=by)
    assert ("1", "C") not in {(cell.area.code, cell.round_unit.code) for cell in suggest_assignments(led.round)}


def test_without_appraisers_nothing_is_proposed(world):
    assert suggest_assignments(world.round) == []
    assert len(coverage(world.round)) == 2 * 3


def test_taken_away(led, by):
    assign_cells(led.round, suggest_assignments(led.round), by=by)
    outcome = unassign(led.round, led.person("appraiser", "A"), [led.criterion("2")], list(led.units.values()), by=by)
    assert len(outcome.done) == 2
    assert coverage(led.round) == {("2", "B"), ("2", "C")}
    assert Entry.objects.filter(verb="appraisal.unassign").count() == 1


def test_an_area_of_another_set_is_a_mistake(led, by):
    with pytest.raises(ValueError, match="area"):
        assign(led.round, led.person("appraiser", "A"), [led.criterion("1.1")], [led.units["B"]], by=by)
