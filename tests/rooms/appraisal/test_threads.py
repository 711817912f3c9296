"""The thread of a leaf: who writes, who reads, what a returned leaf opens and when it shuts."""

from datetime import timedelta

import pytest

from parindex.appraisal.threads import answer, ask, note, open_requests, return_leaf, returned_leaves, thread
from parindex.directory.models import Letter
from parindex.grammar.clock import now
from parindex.grammar.verdict import Invalid, Refused
from parindex.ledger.models import Entry
from tests.rooms.appraisal.conftest import sign


@pytest.fixture
def leaf(world, appraiser):
    """Give the sheet of A and a leaf of it."""
    return sign(world, "A"), world.criterion("1.1")


SOON = timedelta(days=2)


def test_a_returned_leaf_is_open_alone_until_answered(world, appraiser, leaf):
    officer = world.person("officer", "A")
    at = now()
    return_leaf(*leaf, "Xin chấm lại theo văn bản mới.", due=at + SOON, by=appraiser, at=at)
    assert returned_leaves(leaf[0], at) == {leaf[1].pk}
    assert returned_leaves(leaf[0], at + SOON) == frozenset()
    assert Letter.objects.get().to == officer.email
    answer(*leaf, "Đã chấm lại.", by=world.viewer("officer", "A"))
    assert returned_leaves(leaf[0], at) == frozenset()
    assert [e.verb for e in Entry.objects.order_by("number")] == ["appraisal.return", "appraisal.answer"]
    assert open_requests([leaf[0]]) == []


def test_asking_for_evidence_opens_nothing(world, appraiser, leaf):
    ask(*leaf, "Xin bổ sung báo cáo.", due=now() + SOON, by=appraiser)
    assert returned_leaves(leaf[0], now()) == frozenset()
    assert [m.kind for m in open_requests([leaf[0]])] == ["ask"]


@pytest.mark.parametrize(
    ("text", "due", "fields"),
    [
        ("", None, {"text", "due"}),
        ("Xin bổ sung.", None, {"due"}),
        ("Xin bổ sung.", timedelta(days=-1), {"due"}),
        ("Xin bổ sung.", timedelta(days=11), {"due"}),
        ("  ", timedelta(days=1), {"text"}),
        ("x" * 2001, timedelta(days=1), {"text"}),
    ],
)
def test_a_request_has_words_and_a_deadline_within_the_stage(world, appraiser, leaf, text, due, fields):
    with pytest.raises(Invalid) as told:
        ask(*leaf, text, due=None if due is None else now() + due, by=appraiser)
    assert set(told.value.faults) == fields
    assert not Entry.objects.exists()


def test_one_request_at_a_time_and_answers_only_to_one(world, appraiser, leaf):
    with pytest.raises(Invalid):
        answer(*leaf, "Vâng.", by=world.viewer("officer", "A"))
    ask(*leaf, "Xin bổ sung.", due=now() + SOON, by=appraiser)
    with pytest.raises(Invalid):
        return_leaf(*leaf, "Trả lại.", due=now() + SOON, by=appraiser)


def test_notes_are_among_appraisers_and_others_read_nothing(world, appraiser, leaf):
    note(*leaf, "Anh xem giúp.", by=appraiser)
    ask(*leaf, "Xin bổ sung.", due=now() + SOON, by=appraiser)
    assert [m.kind for m in thread(*leaf, world.viewer("officer", "A"))] == ["ask"]
    assert [m.kind for m in thread(*leaf, appraiser)] == ["note", "ask"]
    assert len(thread(*leaf, world.viewer("coordinator"))) == 2
    assert thread(*leaf, world.viewer("officer", "B")) == []
    assert thread(*leaf, world.viewer("appraiser", "B")) == []


def test_strangers_and_the_own_unit_write_nothing(world, appraiser, leaf):
    for viewer in (world.viewer("appraiser", "A"), world.viewer("appraiser", "B"), world.viewer("officer", "A")):
        with pytest.raises(Refused):
            note(*leaf, "Xin chào.", by=viewer)
    ask(*leaf, "Xin bổ sung.", due=now() + SOON, by=appraiser)
    for viewer in (appraiser, world.viewer("officer", "B")):
        with pytest.raises(Refused):
            answer(*leaf, "Vâng.", by=viewer)


def test_after_the_release_the_unit_explains_instead(world, appraiser, leaf):
    sheet = leaf[0]
    sheet.released_at = now()
    sheet.save()
    with pytest.raises(Invalid):
        return_leaf(*leaf, "Trả lại.", due=now() + SOON, by=appraiser)
