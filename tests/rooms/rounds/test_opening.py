"""A round opens whole or not at all, once."""

import threading
from datetime import date

import pytest
from django.db import connection, connections

from parindex.criteria.models import FROZEN, CriteriaSet
from parindex.directory.models import Succession, Unit, UnitAct
from parindex.grammar.clock import now
from parindex.grammar.verdict import Invalid, Refused
from parindex.ledger.models import Entry
from parindex.rounds.actions import change_round, create_round, open_round
from parindex.rounds.models import DRAFT, OPEN, Round, RoundUnit
from parindex.selfscore.models import Sheet
from parindex.selfscore.opening import open_round_with_sheets


def test_a_whole_round_opens_with_its_sheets_and_its_set_frozen(ready, coordinator):
    opened = open_round_with_sheets(ready, by=coordinator)
    set_ = CriteriaSet.objects.get(pk=ready.set_id)
    assert (opened.state, set_.state) == (OPEN, FROZEN)
    assert set_.digest
    assert set(Sheet.objects.filter(round_unit__round=opened).values_list("state", flat=True)) == {"draft"}
    assert Sheet.objects.filter(round_unit__round=opened).count() == 3
    assert Entry.objects.filter(verb="rounds.open", round="mau-2019").count() == 1


def test_what_is_missing_is_told_at_once(coordinator, world):
    empty = CriteriaSet.objects.create(code="trong", title_vi="Trống", year=2019)
    round_ = create_round("mau-2019", set_=empty, year=2019, title_vi="Chỉ số", by=coordinator)
    with pytest.raises(Invalid) as told:
        open_round_with_sheets(round_, by=coordinator)
    assert set(told.value.faults) == {"set", "units", "calendar", "bands"}
    assert Round.objects.get(pk=round_.pk).state == DRAFT


def test_a_cell_that_nobody_appraises_keeps_it_closed(ready, coordinator):
    ready.assignments.filter(area__code="2", round_unit__code="C").delete()
    with pytest.raises(Invalid) as told:
        open_round_with_sheets(ready, by=coordinator)
    assert "2 × C" in told.value.faults["appraisers"].vi
    assert CriteriaSet.objects.get(pk=ready.set_id).state == "draft"


def test_an_appraiser_who_moved_to_the_unit_does_not_count(ready, coordinator, appraisers):
    appraisers["B"].home = Unit.objects.get(code="C")
    appraisers["B"].save()
    with pytest.raises(Invalid) as told:
        open_round(ready, by=coordinator)
    assert "1 × C; 2 × C" in told.value.faults["appraisers"].vi


def test_an_appraiser_who_left_does_not_count(ready, coordinator, appraisers):
    appraisers["B"].holdings.update(ended_at=now(), ended_by=0)
    with pytest.raises(Invalid) as told:
        open_round(ready, by=coordinator)
    assert set(told.value.faults) == {"appraisers"}


def test_only_a_coordinator_opens(ready, world):
    with pytest.raises(Refused):
        open_round_with_sheets(ready, by=world.viewer("leader"))


def test_of_two_who_open_one_does(ready, coordinator):
    first, second = Round.objects.get(pk=ready.pk), Round.objects.get(pk=ready.pk)
    open_round_with_sheets(first, by=coordinator)
    with pytest.raises(Refused):
        open_round_with_sheets(second, by=coordinator)
    assert Entry.objects.filter(verb="rounds.open").count() == 1
    assert Sheet.objects.filter(round_unit__round=ready).count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_opens(request):
    if connection.vendor == "sqlite":
        pytest.skip("tests keep SQLite in memory, which threads cannot share; its writers take turns anyway")
    ready, coordinator = request.getfixturevalue("ready"), request.getfixturevalue("coordinator")
    outcomes, gate = [], threading.Barrier(2)

    def act():
        gate.wait()
        try:
            open_round_with_sheets(ready, by=coordinator)
            outcomes.append("opened")
        except Refused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["opened", "refused"]
    assert Entry.objects.filter(verb="rounds.open").count() == 1


def test_units_merged_after_the_opening_change_nothing_in_the_round(ready, coordinator):
    open_round_with_sheets(ready, by=coordinator)
    before = list(RoundUnit.objects.filter(round=ready).values())
    act = UnitAct.objects.create(kind="merge", on=date(2019, 7, 1), at=now(), by=0)
    a, b = Unit.objects.get(code="A"), Unit.objects.get(code="B")
    Succession.objects.create(act=act, predecessor=b, successor=a)
    a.name_it("Sở Y tế và Nội vụ", "Department of both")
    a.save()
    Unit.objects.filter(code="B").update(until=date(2019, 6, 30))
    assert list(RoundUnit.objects.filter(round=ready).values()) == before
    with pytest.raises(Refused):
        change_round(Round.objects.get(pk=ready.pk), title_vi="x", by=coordinator)


def test_names_are_those_of_the_day_it_opened(ready, coordinator):
    a = Unit.objects.get(code="A")
    a.name_it("Sở Y tế và Dân số", "")
    a.save()
    open_round_with_sheets(ready, by=coordinator)
    assert RoundUnit.objects.get(round=ready, code="A").name_vi == "Sở Y tế và Dân số"


def test_a_fault_half_way_leaves_nothing_open(ready, coordinator, monkeypatch):
    def full(*args, **kwargs):
        raise OSError("no space left")

    monkeypatch.setattr(Sheet.objects, "bulk_create", full)
    with pytest.raises(OSError, match="space"):
        open_round_with_sheets(ready, by=coordinator)
    assert Round.objects.get(pk=ready.pk).state == DRAFT
    assert CriteriaSet.objects.get(pk=ready.set_id).state == "draft"
    assert not Entry.objects.filter(verb="rounds.open").exists()
