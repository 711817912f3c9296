"""Blind second scores: drawn by a seed, never of one's own unit or own mark, and blind until given."""

from fractions import Fraction

import pytest

from parindex.appraisal.actions import mark
from parindex.appraisal.models import Mark, SecondScore
from parindex.appraisal.permissions import can_mark
from parindex.appraisal.provisional import totals
from parindex.appraisal.queries import Asked, rows, visible_marks
from parindex.appraisal.seconds import ask_second, blind, give_second, of_viewer, sample, veiled
from parindex.appraisal.standing import standings
from parindex.appraisal.threads import note, thread
from parindex.criteria.outline import outline
from parindex.grammar.clock import now
from parindex.grammar.verdict import Invalid, Refused
from parindex.ledger.models import Entry
from tests.rooms.appraisal.conftest import sign

WHY = {"reason": "late_report", "sentence": "Chậm."}


@pytest.fixture
def second(world, appraiser):
    """Give another appraiser, assigned to the same leaves, and a leaf lowered by the first one."""
    world.assign(world.person("appraiser", "B"), "1", "A")
    sign(world, "A")
    mark(world.sheet("A"), world.criterion("1.1"), layer="appraised", decision="lower", points=0, by=appraiser, **WHY)
    return world.viewer("appraiser", "B")


def ask(world, *people):
    return ask_second([(world.sheet("A"), world.criterion("1.1"))], people, by=world.viewer("coordinator"))


def test_a_sample_is_the_same_for_the_same_seed(world, appraiser):
    for unit in "AB":
        sign(world, unit)
        for code in ("1.1", "1.2", "1.3"):
            mark(world.sheet(unit), world.criterion(code), layer="appraised", by=appraiser)
    drawn = sample(world.round, "1", Fraction(1, 2), 2018)
    assert len(drawn) == 3  # half of 6
    assert drawn == sample(world.round, "1", Fraction(1, 2), 2018)
    assert {sample(world.round, "1", Fraction(1, 6), seed)[0] for seed in range(20)} != {drawn[0]}
    assert len(sample(world.round, "1", Fraction(1, 100), 1)) == 1
    assert sample(world.round, "2", Fraction(1, 2), 1) == []


def test_who_is_asked(world, appraiser, second):
    own = world.viewer("appraiser", "A")
    assert [row.person_id for row in ask(world, own, appraiser, second)] == [second.id]
    for nobody in (own, appraiser, world.viewer("officer", "B"), world.viewer("coordinator")):
        with pytest.raises(Invalid):
            ask(world, nobody)
    with pytest.raises(Refused):
        ask_second([], [second], by=appraiser)


def test_who_reads_everything_cannot_score_blind(world, second):
    from parindex.directory.models import Holding
    from parindex.web.ui.access import viewer_of

    person = world.person("appraiser", "B")
    Holding.objects.create(person=person, role="council", given_at=now(), given_by=0)
    with pytest.raises(Invalid):
        ask(world, viewer_of(person))


def test_a_leaf_not_marked_yet_is_not_scored_again(world, second):
    with pytest.raises(Invalid):
        ask_second([(world.sheet("A"), world.criterion("1.2"))], [second], by=world.viewer("coordinator"))


def test_nothing_tells_of_the_first_score_until_the_second_is_given(world, appraiser, second):
    sheet, leaf = world.sheet("A"), world.criterion("1.1")
    node = outline(world.round.set).by_code["1.1"]
    note(sheet, leaf, "Tôi đã hạ.", by=appraiser)
    open_total = totals(world.round, second)[sheet.pk]
    row = ask(world, second)[0]

    def seen():
        asked = Asked(second, world.round, "appraised", now())
        found = rows(asked, [(sheet, node)])[0]
        return (
            found.points,
            found.by,
            visible_marks(second, world.round).count(),
            len(thread(sheet, leaf, second)),
            totals(world.round, second)[sheet.pk].points,
            len(veiled(standings([sheet]), blind(second, world.round))[sheet.pk, leaf.pk].marks),
        )

    assert seen() == (None, "", 0, 0, open_total.points + 1_000_000, 0)
    assert not can_mark(second, sheet, leaf, "appraised", now())
    give_second(row, by=second, value="Đạt một phần hoặc chậm", sentence="Chậm nhưng có.")
    assert seen() == (0, "appraiser C", 1, 1, open_total.points, 1)


def test_giving_changes_no_layer_and_happens_once(world, second):
    row = ask(world, second)[0]
    with pytest.raises(Invalid):
        give_second(row, by=second, value="Không thực hiện", sentence=" ")
    with pytest.raises(Invalid):
        give_second(row, by=second, value="", sentence="Vì.")
    given = give_second(row, by=second, value="Đạt một phần hoặc chậm", sentence="Chậm nhưng có.")
    assert given.points == 500_000
    assert [m.points for m in Mark.objects.all()] == [0]
    assert Entry.objects.filter(verb="appraisal.second_give").count() == 1
    with pytest.raises(Refused):
        give_second(given, by=second, value="Không thực hiện", sentence="Nghĩ lại.")


def test_nobody_gives_anothers(world, appraiser, second):
    row = ask(world, second)[0]
    with pytest.raises(Refused):
        give_second(row, by=appraiser, value="Không thực hiện", sentence="Vì.")
    assert of_viewer(appraiser, world.round) == []
    assert of_viewer(second, world.round) == [row]
    assert SecondScore.objects.get().given_at is None
