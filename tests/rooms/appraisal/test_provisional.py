"""Provisional figures against sums done by hand, the memory of last year, and the cost of lists."""

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.appraisal.actions import enter_survey, mark
from parindex.appraisal.models import Finding, Message
from parindex.appraisal.provisional import Total, consequence, totals
from parindex.appraisal.queries import Asked, part_of, rows
from parindex.appraisal.repeats import repeats
from parindex.criteria.models import CrosswalkRow
from parindex.criteria.outline import outline
from parindex.grammar.clock import now
from tests.make.world import make_world
from tests.rooms.appraisal.conftest import prove, sign

ONE = 1_000_000
WHY = {"reason": "late_report", "sentence": "Chậm."}


def test_totals_take_the_latest_layer_and_leave_out_what_nobody_decided(world, appraiser):
    sign(world, "A", {"1.1": "1", "1.2": "1", "2.1": "2"})
    sheet, me = world.sheet("A"), appraiser
    assert totals(world.round, me) == {sheet.pk: Total(4 * ONE, 4 * ONE)}
    mark(sheet, world.criterion("1.1"), layer="appraised", by=me, decision="lower", points=0, **WHY)
    assert totals(world.round, me)[sheet.pk] == Total(3 * ONE, 4 * ONE)
    mark(sheet, world.criterion("1.1"), layer="explained", by=me, decision="raise", points=ONE // 2, **WHY)
    mark(sheet, world.criterion("1.2"), layer="appraised", by=me, decision="absent", state="not_applicable", **WHY)
    mark(sheet, world.criterion("2.1"), layer="appraised", by=me, decision="absent", state="not_submitted", **WHY)
    enter_survey(sheet, world.criterion("2.3"), points=2 * ONE, by=world.viewer("coordinator"))
    # 0.5 of 1; out; 0 of 2 as not submitted counts nil; 2 of 3
    assert totals(world.round, me)[sheet.pk] == Total(2_500_000, 6 * ONE)
    council = world.viewer("council")
    mark(sheet, world.criterion("1.1"), layer="final", by=council, decision="raise", points=ONE, **WHY)
    assert totals(world.round, me)[sheet.pk] == Total(3 * ONE, 6 * ONE)


def test_an_unsigned_draft_counts_nothing(world, appraiser):
    sheet = sign(world, "A")
    sheet.state = "draft"
    sheet.save()
    assert totals(world.round, appraiser) == {}


def test_what_a_decision_moves():
    all_ = {1: Total(3 * ONE, 4 * ONE), 2: Total(7 * ONE, 10 * ONE), 3: Total(0, 0)}
    moved = consequence(all_, 1, Total(ONE, ONE), Total(0, ONE))
    assert (moved.before, moved.after) == (Fraction(75), Fraction(50))
    assert (moved.rank_before, moved.rank_after) == (1, 2)
    assert consequence(all_, 3, Total(0, 0), Total(0, 0)).before is None


def test_last_years_loss_is_remembered_through_the_crosswalk(world):
    before = make_world("mau-2017", 2017)
    world.round.previous = before.round
    world.round.save()
    CrosswalkRow.objects.create(set=world.round.set, order=0, criterion="1.1", previous="1.2", relation="renamed")
    CrosswalkRow.objects.create(set=world.round.set, order=1, criterion="1.3", previous="1.1", relation="split")
    Finding.objects.create(
        sheet=before.sheet("A"), criterion=before.criterion("1.2"), layer="appraised", reason="late_report",
        points_lost=ONE, sentence="Chậm.",
    )  # fmt: skip
    Finding.objects.create(
        sheet=before.sheet("A"), criterion=before.criterion("1.1"), layer="appraised", reason="not_met", points_lost=ONE
    )
    found = repeats(world.round, list(world.units.values()), ["1.1", "1.2", "1.3"])
    assert list(found) == [(world.units["A"].pk, "1.1")]
    assert (found[world.units["A"].pk, "1.1"].year, found[world.units["A"].pk, "1.1"].lost) == (2017, ONE)


def test_points_given_back_last_year_are_no_weakness(world):
    before = make_world("mau-2017", 2017)
    world.round.previous = before.round
    CrosswalkRow.objects.create(set=world.round.set, order=0, criterion="1.1", previous="1.1", relation="same")
    sheet, leaf = before.sheet("A"), before.criterion("1.1")
    Finding.objects.create(sheet=sheet, criterion=leaf, layer="appraised", reason="not_met", points_lost=ONE)
    assert repeats(world.round, list(world.units.values()), ["1.1"])
    leaf.marks.create(sheet=sheet, layer="final", points=ONE, at=now(), by=1, by_name="x")
    assert not repeats(world.round, list(world.units.values()), ["1.1"])


def test_a_row_tells_how_its_leaf_stands(world, appraiser):
    sign(world, "A")
    prove(world, "A", "1.2")
    node = outline(world.round.set).by_code
    sheet = part_of(appraiser, world.round).sheets[0]
    Message.objects.create(
        sheet=sheet, criterion=world.criterion("1.3"), kind="ask", text="?", due_at=now(), at=now(), by=1, by_name="x",
        role="appraiser",
    )  # fmt: skip
    mark(sheet, world.criterion("1.2"), layer="appraised", by=appraiser, decision="lower", points=0, **WHY)
    asked = Asked(appraiser, world.round, "appraised", now())
    one, two, three = rows(asked, [(sheet, node[code]) for code in ("1.1", "1.2", "1.3")])
    assert (one.standing, one.bare, one.documents) == ("waits", True, 0)
    assert (two.standing, two.bare, two.documents, two.by) == ("lowered", False, 1, "appraiser C")
    assert (three.request, three.flags) == ("ask", 2)


@pytest.mark.parametrize("layer", ["appraised", "explained"])
def test_rows_cost_the_same_for_one_and_for_many(db, layer):
    codes = [(f"U{at}", f"Đơn vị {at}") for at in range(6)]
    world = make_world(units=codes)
    person = world.person("appraiser", "U0")
    world.assign(person, "1", *[code for code, _ in codes])
    for code, _ in codes[1:]:
        sign(world, code)
        prove(world, code, "1.1")
    viewer = world.viewer("appraiser", "U0")
    part = part_of(viewer, world.round)
    nodes = outline(world.round.set).leaves
    sheets = [sheet for sheet in part.sheets if sheet.pk not in part.own]
    asked = Asked(viewer, world.round, layer, now())
    counts = []
    for some in (sheets[:1], sheets):
        with CaptureQueriesContext(connection) as queries:
            rows(asked, [(sheet, node) for sheet in some for node in nodes])
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_own_unit_is_locked_and_tells_nothing(world, appraiser):
    sign(world, "C")
    part = part_of(appraiser, world.round)
    assert [sheet.round_unit.code for sheet in part.sheets if sheet.pk in part.own] == ["C"]
    own = next(sheet for sheet in part.sheets if sheet.pk in part.own)
    world.criterion("1.1").marks.create(sheet=own, layer="appraised", points=0, at=now(), by=1, by_name="x")
    asked = Asked(appraiser, world.round, "appraised", now(), part.own)
    found = rows(asked, [(own, outline(world.round.set).by_code["1.1"])])[0]
    assert (found.points, found.by, found.standing, found.flags) == (None, "", "own", 0)
