"""Units: what stood when, and what became of whom."""

import itertools
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from parindex.directory.actions import (
    NewUnit,
    close_unit,
    correct_unit,
    found_unit,
    merge_units,
    rename_unit,
    split_unit,
)
from parindex.directory.models import Succession, Unit, UnitAct
from parindex.directory.queries import find_units, predecessors_of, units_on
from parindex.grammar.roles import SYSTEM
from parindex.grammar.verdict import Invalid, Refused
from parindex.ledger.models import Entry

GROUND = "Nghị quyết 1/NQ-HĐND"


def new(code, name="Sở Mới"):
    return NewUnit(code, name, block="so-ban-nganh")


def a_and_b_merged(world, on=date(2025, 3, 1)):
    return merge_units(
        [world.units["A"].unit, world.units["B"].unit], new("AB"), by=world.viewer("coordinator"), on=on, ground=GROUND
    )


def test_a_merger_has_a_day_and_predecessors(world):
    merged = a_and_b_merged(world)
    a = Unit.objects.get(code="A")
    assert a.until == date(2025, 2, 28)
    assert merged.since == date(2025, 3, 1)
    assert {one.code for one in units_on(date(2025, 2, 28))} == {"A", "B", "C"}
    assert {one.code for one in units_on(date(2025, 3, 1))} == {"AB", "C"}
    assert [one.code for one in predecessors_of(merged, 2024)] == ["B", "A"]  # Nội vụ, Y tế
    assert [one.code for one in predecessors_of(merged, 2025)] == ["AB"]
    assert world.units["A"].name_vi == "Sở Y tế"


def test_predecessors_are_found_through_several_acts(world):
    merged = a_and_b_merged(world)
    parts = split_unit(merged, [new("X"), new("Y")], by=SYSTEM, on=date(2026, 7, 1), ground=GROUND)
    assert {one.code for one in predecessors_of(parts[0], 2024)} == {"A", "B"}
    assert [one.code for one in predecessors_of(parts[0], 2025)] == ["AB"]
    assert predecessors_of(found_unit(new("Z"), by=SYSTEM, on=date(2026, 1, 1), ground=GROUND), 2020) == []


def test_what_has_ended_does_not_end_again(world):
    a_and_b_merged(world)
    a = Unit.objects.get(code="A")
    with pytest.raises(Invalid):
        close_unit(a, by=SYSTEM, on=date(2026, 1, 1), ground=GROUND)
    with pytest.raises(Invalid) as told:
        merge_units([a], new("ab"), by=SYSTEM, on=None, ground="")
    assert set(told.value.faults) == {"predecessors", "code", "on", "ground"}
    assert Succession.objects.count() == 2


def test_a_unit_ends_after_it_began(world):
    unit = found_unit(new("X"), by=SYSTEM, on=date(2025, 1, 1), ground=GROUND)
    with pytest.raises(Invalid):
        close_unit(unit, by=SYSTEM, on=date(2025, 1, 1), ground=GROUND)
    unit.until = date(2024, 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        unit.save()


def test_names_are_kept_with_their_days(world):
    unit = found_unit(new("X", "Tên một"), by=SYSTEM, on=date(2015, 1, 1), ground=GROUND)
    rename_unit(unit, by=SYSTEM, name_vi="Tên hai", on=date(2016, 1, 1), ground=GROUND)
    with pytest.raises(Invalid):
        rename_unit(unit, by=SYSTEM, name_vi="Tên ba", on=date(2015, 6, 1), ground=GROUND)
    assert [(n.name_vi, n.since.year) for n in unit.names.order_by("since")] == [("Tên một", 2015), ("Tên hai", 2016)]
    assert list(find_units(words="TEN HAI", today=date(2018, 1, 1))) == [unit]


def test_a_correction_keeps_before_and_after_and_is_no_act(world):
    unit = world.units["A"].unit
    acts = UnitAct.objects.count()
    correct_unit(
        unit, by=world.viewer("coordinator"), reason="Gõ sai", name_vi="Sở Y Tế", block="so-ban-nganh", since=None
    )
    entry = Entry.objects.get()
    assert '"after":{"name_en":"","name_vi":"Sở Y Tế"}' in entry.detail
    assert '"reason":"Gõ sai"' in entry.detail
    assert UnitAct.objects.count() == acts


def test_only_the_office_changes_units(world):
    for role, unit in itertools.product(("officer", "head"), ("A",)):
        with pytest.raises(Refused):
            found_unit(new("X"), by=world.viewer(role, unit), on=date(2025, 1, 1), ground=GROUND)
    assert not Entry.objects.exists()
