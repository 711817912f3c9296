"""Whoever opens a leaf has it for ten minutes; of two at once one gets it."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from parindex.appraisal.actions import mark
from parindex.appraisal.holding import LASTS, hold, let_go, renew
from parindex.appraisal.models import Hold
from parindex.grammar.clock import now
from parindex.grammar.verdict import Conflict, Refused
from parindex.ledger.models import Entry
from tests.make.world import make_world
from tests.rooms.appraisal.conftest import sign


@pytest.fixture
def other(world):
    """Give a second appraiser of the same area."""
    world.assign(world.person("appraiser", "B"), "1", "A")
    return world.viewer("appraiser", "B")


def test_the_second_one_is_told_who_and_until_when(world, appraiser, other):
    sign(world, "A")
    sheet, leaf, at = world.sheet("A"), world.criterion("1.1"), now()
    mine, verdict = hold(sheet, leaf, appraiser, at)
    assert verdict
    assert mine.until == at + LASTS
    theirs, verdict = hold(sheet, leaf, other, at + timedelta(minutes=1))
    assert not verdict
    assert "appraiser C" in verdict.why.vi
    assert theirs == mine
    with pytest.raises(Refused):
        mark(sheet, leaf, layer="appraised", by=other)
    mark(sheet, leaf, layer="appraised", by=appraiser)


def test_a_hold_is_renewed_by_its_holder_and_free_when_it_has_run_out(world, appraiser, other):
    sheet, leaf, at = sign(world, "A"), world.criterion("1.1"), now()
    hold(sheet, leaf, appraiser, at)
    later = at + timedelta(minutes=9)
    assert hold(sheet, leaf, appraiser, later)[0].until == later + LASTS
    assert not hold(sheet, leaf, other, at + timedelta(minutes=11))[1]
    assert hold(sheet, leaf, other, later + LASTS)[1]
    assert not hold(sheet, leaf, appraiser, later + LASTS)[1]
    assert Hold.objects.get().person_id == other.id


def test_what_was_given_back_is_free_and_not_taken_again_by_a_late_request(world, appraiser, other):
    sheet, leaf = sign(world, "A"), world.criterion("1.1")
    hold(sheet, leaf, appraiser)
    let_go(sheet, leaf, other)
    assert Hold.objects.count() == 1
    let_go(sheet, leaf, appraiser)
    renew(sheet, leaf, appraiser)
    assert Hold.objects.count() == 0
    assert hold(sheet, leaf, other)[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins():
    world = make_world()
    sheet, leaf = world.sheet("A"), world.criterion("1.1")
    people = [world.viewer("appraiser", unit) for unit in "BC"]
    ready, found = threading.Barrier(2), []

    def take(viewer):
        ready.wait()
        while True:
            try:
                found.append(bool(hold(sheet, leaf, viewer)[1]))
            except OperationalError:  # as below
                continue
            break
        connection.close()

    threads = [threading.Thread(target=take, args=(viewer,)) for viewer in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_two_marks_at_once_are_one_mark_and_one_conflict():
    """Both have read the same state: the second one is told, whoever it is, and the record has one entry."""
    world = make_world()
    for unit in "BC":
        world.assign(world.person("appraiser", unit), "1", "A")
    sheet, leaf = sign(world, "A"), world.criterion("1.1")
    people = [world.viewer("appraiser", unit) for unit in "BC"]
    ready, found = threading.Barrier(2), []

    def give(viewer):
        ready.wait()
        while True:
            try:
                mark(sheet, leaf, layer="appraised", by=viewer, version=0)
                found.append("marked")
            except Conflict:
                found.append("told")
            except OperationalError:  # a database in memory does not wait for its turn as one in a file does
                continue
            break
        connection.close()

    threads = [threading.Thread(target=give, args=(viewer,)) for viewer in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["marked", "told"]
    assert Entry.objects.filter(verb="appraisal.mark").count() == 1
