"""Claims, texts, and the way of a sheet from draft to signed and back."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from parindex.engine.points import MICRO
from parindex.grammar.clock import now
from parindex.grammar.verdict import Conflict, Invalid, Refused
from parindex.ledger.models import Entry
from parindex.rounds.models import Extension, StageDates
from parindex.selfscore import actions, permissions
from parindex.selfscore.models import Claim, Sheet
from parindex.selfscore.sheetview import sheet_view
from tests.make.world import make_world

GOOD = {"1.1": "Đạt đầy đủ, đúng hạn", "1.2": "1;1", "1.3": "1", "2.1": "107/149", "2.2": "3"}


def save(world, code, value, *, unit="A", version=0, role="officer", **more):
    return actions.save_claim(
        world.sheet(unit), world.criterion(code), value=value, version=version, by=world.viewer(role, unit), **more
    )


def fill(world, unit="A", note="Theo báo cáo năm"):
    for code, value in GOOD.items():
        save(world, code, value, unit=unit, note=note)


@pytest.mark.parametrize(
    ("code", "value", "points"),
    [
        ("1.1", "Đạt một phần hoặc chậm", 500_000),
        ("1.2", "1;1", MICRO),
        ("1.2", "1;0", 0),
        ("1.3", "1", (1 - 0.25) * MICRO),
        ("2.1", "107/149", 1_436_242),
        ("2.1", "87,5%", 0.875 * 2 * MICRO),
        ("2.2", "3", 3 * 0.5 * MICRO),
        ("2.2", "9", 2 * MICRO),
    ],
)
def test_points_come_from_the_rule(world, code, value, points):
    assert save(world, code, value).points == points


def test_relative_points_follow_the_best_signed_ratio(world):
    leaf = world.criterion("2.1")
    leaf.rule, leaf.rule_params = "relative", '{"unit": "%"}'
    leaf.save()
    leaf.set.state = "draft"  # so that the outline is read anew
    leaf.set.save()
    save(world, "2.1", "80%", unit="B")
    assert save(world, "2.1", "60%").points == 2 * MICRO  # a draft of another unit counts for nobody
    Sheet.objects.filter(pk=world.sheet("B").pk).update(state="signed", signed_at=now(), digest="1" * 64)
    assert save(world, "2.1", "60,0%", version=1).points == 60 / 80 * 2 * MICRO


def test_an_entry_is_recorded_with_what_stood_before(world):
    save(world, "2.2", "1")
    save(world, "2.2", "3", version=1)
    entry = Entry.objects.order_by("-number").first()
    assert (entry.verb, entry.subject, entry.role) == ("selfscore.save_claim", "claim:mau-2018/A/2.2", "officer")
    told = json.loads(entry.detail)
    assert (told["before"]["points"], told["after"]["points"]) == (500_000, 1_500_000)


def test_nothing_changed_is_nothing_saved(world):
    first = save(world, "2.2", "1")
    count = Entry.objects.count()
    assert save(world, "2.2", "1", version=first.version).version == 1
    assert save(world, "1.1", "").version == 0
    assert Entry.objects.count() == count
    assert Claim.objects.count() == 1


def test_faults_are_told_all_at_once(world):
    with pytest.raises(Invalid) as told:
        save(world, "2.1", "157/149", note="x" * 4001)
    assert set(told.value.faults) == {"value", "note"}
    assert "100%" in told.value.faults["value"].vi
    assert not Claim.objects.exists()


def test_not_applicable_needs_a_reason(world):
    with pytest.raises(Invalid, match="apply"):
        save(world, "2.1", "", state="not_applicable")
    claim = save(world, "2.1", "", state="not_applicable", note="Không có thủ tục nào")
    assert (claim.state, claim.points) == ("not_applicable", None)


@pytest.mark.parametrize(("code", "word"), [("2.3", "Surveyed"), ("2", "leaf")])
def test_surveyed_leaves_and_groups_are_refused(world, code, word):
    with pytest.raises(Invalid, match=word):
        save(world, code, "3")


def test_the_later_of_two_sees_both(world):
    save(world, "2.2", "1")
    with pytest.raises(Conflict) as told:
        save(world, "2.2", "3", role="head")
    assert (told.value.theirs.value, told.value.mine.value) == ("1", "3")
    assert save(world, "2.2", "1", role="head").version == 1  # the same entry is no conflict


@pytest.mark.parametrize(("role", "unit"), [("officer", "B"), ("coordinator", ""), ("appraiser", ""), ("leader", "")])
def test_only_the_units_own_people_fill(world, role, unit):
    with pytest.raises(Refused):
        actions.save_claim(world.sheet("A"), world.criterion("2.2"), value="1", version=0, by=world.viewer(role, unit))


def test_the_last_second_counts_and_the_next_does_not(world):
    ends = StageDates.objects.get(round=world.round, stage="self").closes_at
    assert save(world, "2.2", "1", at=ends - timedelta(seconds=1)).version == 1
    with pytest.raises(Refused, match="ended"):
        save(world, "2.2", "2", version=1, at=ends)


def test_an_exception_opens_the_stage_for_one_unit(world):
    world.stage("self", opens=timedelta(days=-9), closes=timedelta(days=-1))
    Extension.objects.create(
        round_unit=world.units["A"], stage="self", until=now() + timedelta(days=1), reason="Chuyển trụ sở",
        state=Extension.GRANTED, asked_at=now(), asked_by=1,
    )  # fmt: skip
    assert save(world, "2.2", "1").version == 1
    with pytest.raises(Refused, match="ended"):
        save(world, "2.2", "1", unit="B")


def test_who_may_read_a_draft(world):
    sheet = world.sheet("A")
    assert permissions.can_read(world.viewer("officer", "A"), sheet)
    assert permissions.can_read(world.viewer("head", "A"), sheet)
    for role, unit in [("coordinator", ""), ("council", ""), ("leader", ""), ("appraiser", ""), ("officer", "B")]:
        assert not permissions.can_read(world.viewer(role, unit), sheet, assigned=role == "appraiser")
    sheet.state = "signed"
    assert permissions.can_read(world.viewer("coordinator"), sheet)
    assert permissions.can_read(world.viewer("appraiser"), sheet, assigned=True)
    assert not permissions.can_read(world.viewer("appraiser"), sheet)
    assert not permissions.can_read(world.viewer("officer", "B"), sheet)


def test_from_draft_to_signed_and_back(world):
    officer, head = world.viewer("officer", "A"), world.viewer("head", "A")
    sheet = world.sheet("A")
    with pytest.raises(Refused, match="5 criteria"):
        actions.submit(sheet, by=officer)
    fill(world)
    assert actions.submit(sheet, by=officer).state == "submitted"
    with pytest.raises(Refused, match="waits for the head"):
        save(world, "2.2", "1", version=1)
    with pytest.raises(Invalid):
        actions.return_(sheet, note=" ", by=head)
    assert actions.return_(sheet, note="Bổ sung 1.3", by=head).returned_note == "Bổ sung 1.3"
    actions.submit(sheet, by=officer)
    with pytest.raises(Refused):
        actions.sign(sheet, by=officer)
    signed = actions.sign(sheet, by=head)
    assert signed.digest == actions.sheet_digest(signed)
    with pytest.raises(Refused, match="signed"):
        save(world, "2.2", "1", version=1)
    with pytest.raises(Refused, match="begun"):
        actions.take_back(sheet, reason="Sai", appraised=lambda _: True, by=head)
    assert actions.take_back(sheet, reason="Sai số liệu", appraised=lambda _: False, by=head).state == "draft"
    verbs = [entry.verb for entry in Entry.objects.exclude(verb="selfscore.save_claim").order_by("number")]
    assert verbs == [f"selfscore.{verb}" for verb in ("submit", "return", "submit", "sign", "take_back")]


def test_a_leaf_with_neither_evidence_nor_note_stops_the_signature(world):
    fill(world, note="")
    with pytest.raises(Refused, match="neither"):
        actions.sign(world.sheet("A"), by=world.viewer("head", "A"))


def test_after_the_deadline_nothing_comes_back_but_a_coordinator_reopens_by_exception(world):
    fill(world)
    head, coordinator = world.viewer("head", "A"), world.viewer("coordinator")
    sheet = actions.sign(world.sheet("A"), by=head)
    world.stage("self", opens=timedelta(days=-9), closes=timedelta(days=-1))
    for verb, by in ((actions.take_back, head), (actions.reopen, coordinator)):
        with pytest.raises(Refused, match="ended"):
            verb(sheet, reason="Sai số liệu", appraised=lambda _: False, by=by)
    Extension.objects.create(
        round_unit=world.units["A"], stage="self", until=now() + timedelta(days=1), reason="Sai số liệu",
        state=Extension.GRANTED, asked_at=now(), asked_by=1,
    )  # fmt: skip
    assert actions.reopen(sheet, reason="Sai số liệu", appraised=lambda _: False, by=coordinator).state == "draft"


def test_a_returned_leaf_alone_can_be_changed_on_a_signed_sheet(world):
    fill(world)
    actions.sign(world.sheet("A"), by=world.viewer("head", "A"))
    given_back = frozenset({world.criterion("2.2").pk})
    assert save(world, "2.2", "1", version=1, returned=given_back).points == 500_000
    with pytest.raises(Refused, match="signed"):
        save(world, "1.3", "2", version=1, returned=given_back)


def test_texts_are_kept_and_told_of(world):
    officer, head = world.viewer("officer", "A"), world.viewer("head", "A")
    sheet = actions.save_texts(world.sheet("A"), difficulties="Thiếu người", proposals="", version=0, by=officer)
    assert sheet.texts_version == 1
    with pytest.raises(Conflict):
        actions.save_texts(sheet, difficulties="Khác", proposals="", version=0, by=head)
    with pytest.raises(Invalid):
        actions.save_texts(sheet, difficulties="x" * 20_001, proposals="", version=1, by=head)


def test_the_database_refuses_a_signed_sheet_without_its_seal(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.filter(pk=world.sheet("A").pk).update(state="signed")


def test_the_view_of_a_sheet(world):
    save(world, "1.1", GOOD["1.1"])
    save(world, "1.2", "1;1", note="Xem báo cáo")
    view = sheet_view(world.sheet("A"), returned=frozenset({world.criterion("2.1").pk}))
    assert [leaf.state for leaf in view.leaves] == ["risk", "done", "missing", "returned", "missing", "survey"]
    assert (view.done, view.own, view.missing, view.risks, view.surveyed) == (2, 5, 3, 1, 1)
    assert [leaf.code if leaf else None for leaf in view.beside("2.1")] == ["1.3", "2.2"]
    assert [leaf.code if leaf else None for leaf in view.beside("2.2")] == ["2.1", None]


def test_a_sheet_of_90_leaves_costs_as_many_queries_as_one(db):
    people = {}

    def spent(leaves):
        rows = [("1", "", "Chỉ đạo", "", "", "", "")]
        rows += [(f"1.{n}", "1", "Tỷ lệ " * 20, "1", "per_item", {"per_item": 1}, "appraisal") for n in range(leaves)]
        world = make_world(f"mau-{leaves}", criteria=rows)
        world.people = people
        sheet_view(world.sheet("A"))
        for code in [row[0] for row in rows[1:]]:
            save(world, code, "1")
        sheet = Sheet.objects.select_related("round_unit__round__set").get(pk=world.sheet("A").pk)
        with CaptureQueriesContext(connection) as asked:
            assert sheet_view(sheet).done == leaves
        return len(asked)

    assert spent(1) == spent(90) == 2


def together(*jobs):
    """Run jobs at the same moment, each on a connection of its own; what each gave or raised."""
    if connection.vendor != "postgresql":
        pytest.skip("the tests' SQLite lies in memory, where writers do not wait for each other")
    start, found = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(at, job):
        start.wait()
        try:
            found[at] = job()
        except (Refused, Conflict) as fault:
            found[at] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told():
    world = make_world()
    world.viewer("officer", "A"), world.viewer("head", "A")
    outcome = together(lambda: save(world, "2.2", "1"), lambda: save(world, "2.2", "3", role="head"))
    assert sorted(type(found).__name__ for found in outcome) == ["Claim", "Conflict"]
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_claim_follows_a_signature():
    people = {}
    for turn in range(4):
        world = make_world(f"mau-{turn}")
        world.people = people
        fill(world)
        by = world.viewer("head", "A")
        world.viewer("officer", "A")
        together(lambda: actions.sign(world.sheet("A"), by=by), lambda: save(world, "2.2", "1", version=1, note="Sửa"))  # noqa: B023  # run at once
        sheet = Sheet.objects.select_related("round_unit__round__set").get(pk=world.sheet("A").pk)
        assert sheet.state == "signed"
        assert sheet.digest == actions.sheet_digest(sheet)
