"""What open explanations can move, against sums done by hand, at a constant cost."""

from fractions import Fraction

from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.appraisal.impact import impact
from parindex.appraisal.models import Explanation, Finding, Mark
from parindex.grammar.clock import now
from parindex.selfscore.models import Sheet
from tests.rooms.appraisal.conftest import sign

ONE = 1_000_000


def lower(world, unit, code, points, *, sent=True):
    """Lower a leaf and dispute it, straight in the tables."""
    sheet, criterion, at = world.sheet(unit), world.criterion(code), now()
    common = {"sheet": sheet, "criterion": criterion}
    Mark.objects.create(layer="appraised", points=points, reason="not_met", sentence="Chưa đủ.", at=at, by=1,
                        by_name="x", **common)  # fmt: skip
    Finding.objects.create(layer="appraised", reason="not_met", points_lost=ONE - points, sentence="Chưa đủ.", **common)
    Explanation.objects.create(agrees=False, text="Đã làm đủ.", at=at, by=1, by_name="x", **common)
    if sent:
        sheet.explained_at = at
        sheet.save()


def test_points_given_back_move_index_rank_and_band_exactly(world):
    for unit in "ABC":
        sign(
            world,
            unit,
            {"1.1": "1", "1.2": "1", "1.3": "0.75"} if unit == "B" else {"1.1": "1", "1.2": "1", "1.3": "1"},
        )
    lower(world, "A", "1.1", ONE // 2)
    lower(world, "A", "1.2", 0)
    viewer = world.viewer("coordinator")
    (unit,) = impact(world.round, viewer)
    assert unit.round_unit.code == "A"
    # 1.5 of 3 is third after 3 and 2.75; with all of it back 3 of 3 shares the first rank
    assert (unit.before.index, unit.before.rank, unit.before.band.code) == (Fraction(50), 3, "weak")
    assert (unit.after.index, unit.after.rank, unit.after.band.code) == (Fraction(100), 1, "good")
    assert unit.back == 1_500_000
    first, second = unit.leaves
    assert (first.back, first.alone.rank, first.alone.index) == (ONE // 2, 3, Fraction(200, 3))
    assert (second.back, second.alone.rank, second.alone.band.code) == (ONE, 3, "good")
    assert unit.moves


def test_only_what_is_sent_and_not_settled_is_open(world):
    sign(world, "A")
    lower(world, "A", "1.1", 0, sent=False)
    viewer = world.viewer("council")
    assert impact(world.round, viewer) == []
    Sheet.objects.filter(pk=world.sheet("A").pk).update(explained_at=now())
    assert len(impact(world.round, viewer)) == 1
    Mark.objects.create(sheet=world.sheet("A"), criterion=world.criterion("1.1"), layer="explained", points=ONE,
                        at=now(), by=1, by_name="x")  # fmt: skip
    assert impact(world.round, viewer) == []


def test_the_cost_does_not_grow(world):
    viewer = world.viewer("coordinator")
    for unit in "ABC":
        sign(world, unit)
    lower(world, "A", "1.1", 0)
    impact(world.round, viewer)
    with CaptureQueriesContext(
        connection,
    ) as one:
        impact(world.round, viewer)
    for unit, code in (("A", "1.2"), ("B", "1.1"), ("B", "1.2"), ("C", "1.1")):
        lower(world, unit, code, 0)
    with CaptureQueriesContext(connection) as five:
        assert sum(len(unit.leaves) for unit in impact(world.round, viewer)) == 5
    assert len(one) == len(five)
