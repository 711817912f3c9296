"""The inbox says what waits for whom, and nothing of what is not theirs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.appraisal.models import Message, SecondScore
from parindex.directory.models import Holding, Letter, Person
from parindex.grammar.clock import now
from parindex.results.models import Run
from parindex.rounds.models import Extension, Round
from parindex.selfscore.models import SUBMITTED
from parindex.web.ui.waiting import waiting
from tests.make.world import make_world
from tests.rooms.appraisal.conftest import sign
from tests.rooms.appraisal.test_progress import late_world, mark, object_to
from tests.web.conftest import axe


def tasks(world, role, unit=""):
    return {task.name: task for task in waiting(world.viewer(role, unit), now())}


def request_evidence(world, unit, code, **more):
    return Message.objects.create(
        sheet=world.sheet(unit), criterion=world.criterion(code), kind="ask", text="Xin bổ sung trang có chữ ký.",
        due_at=now() + timedelta(days=2), at=now(), by_name="x", role="appraiser", **{"by": 1, **more},
    )  # fmt: skip


def test_an_officer_has_leaves_to_score(world):
    found = tasks(world, "officer", "A")
    assert found.keys() == {"score"}
    assert found["score"].count == 5  # the surveyed one is not theirs
    assert found["score"].address == "/rounds/mau-2018/sheet/"
    assert found["score"].due is not None


def test_an_officer_sees_requests_and_a_sheet_that_came_back(world):
    request_evidence(world, "A", "1.1")
    request_evidence(world, "B", "1.1")
    sheet = world.sheet("A")
    sheet.returned_note = "Xem lại 1.3"
    sheet.save()
    found = tasks(world, "officer", "A")
    assert found["requests"].count == 1
    assert found["returned"].detail.vi == "“Xem lại 1.3”"


def test_after_the_deadline_nothing_is_asked_that_cannot_be_done(world):
    world.stage("self", opens=-timedelta(days=9), closes=-timedelta(days=1))
    assert tasks(world, "officer", "A") == {}


def test_the_head_signs_what_was_submitted_and_sends_explanations(world):
    sheet = world.sheet("A")
    sheet.state, sheet.submitted_at = SUBMITTED, now()
    sheet.save()
    assert tasks(world, "head", "A").keys() == {"sign"}
    assert tasks(world, "head", "B") == {}


def test_lowered_leaves_wait_only_once_they_are_shown(world):
    sign(world, "A")
    mark(world, "A", "1.1", "0")
    assert "explain" not in tasks(world, "officer", "A")  # not released
    sheet = world.sheet("A")
    sheet.released_at = now()
    sheet.save()
    # the page of explanations may be another release's: without it nothing is promised
    found = {task.name: task for task in waiting(world.viewer("officer", "A"), now())}
    assert found.get("explain") is None or found["explain"].count == 1


def test_an_appraiser_sees_the_own_part_and_never_the_own_unit(world):
    for unit in "AB":
        sign(world, unit)
    world.assign(world.person("appraiser", "B"), "1", "A", "B", "C")
    mark(world, "A", "1.1", "1")
    found = tasks(world, "appraiser", "B")
    assert found["queue"].count == 3 - 1  # of A; B is the own unit, C has not signed
    assert found["queue"].detail.vi == "Lĩnh vực 1: Chỉ đạo, điều hành"


def test_a_blind_second_score_does_not_tell_that_the_first_was_given(world):
    sign(world, "A")
    world.assign(world.person("appraiser", "B"), "1", "A")
    SecondScore.objects.create(
        sheet=world.sheet("A"), criterion=world.criterion("1.1"), person=world.person("appraiser", "B"),
        asked_at=now(), asked_by=1,
    )  # fmt: skip
    before = tasks(world, "appraiser", "B")
    mark(world, "A", "1.1", "1")
    after = tasks(world, "appraiser", "B")
    assert before["queue"].count == after["queue"].count == 2
    assert after["seconds"].count == 1


def test_answers_wait_for_whoever_asked(world):
    sign(world, "A")
    person = world.person("appraiser", "B")
    world.assign(person, "1", "A")
    asked = request_evidence(world, "A", "1.1", by=person.pk)
    asked.answered_at = now()
    asked.save()
    assert tasks(world, "appraiser", "B")["answers"].count == 1
    mark(world, "A", "1.1", "1")
    assert "answers" not in tasks(world, "appraiser", "B")


def test_the_coordinator_sees_what_holds_the_round_up(world):
    late_world(world)
    Extension.objects.create(
        round_unit=world.units["A"], stage="self", until=now() + timedelta(days=4), reason="Thay người đầu mối",
        state=Extension.ASKED, asked_at=now() - timedelta(days=2), asked_by=1,
    )  # fmt: skip
    for code in ("1.1", "1.2", "1.3", "2.1", "2.2"):
        mark(world, "C", code, "0")
    object_to(world, "C", "1.1")
    found = tasks(world, "coordinator")
    assert found["late"].detail.vi == "Sở Y tế"
    assert found["extensions"].count == 1
    assert found["release"].count == 1
    world.stage("appraisal_1", opens=-timedelta(days=9), closes=-timedelta(days=1))
    found = tasks(world, "coordinator")
    assert "release" not in found
    if "undecided" in found:
        assert found["undecided"].count == 5 + 5  # A and B


def run(world, **more):
    return Run.objects.create(
        round=world.round, number=1, at=now(), by=1, by_name="x", engine_version="0", package=b"",
        package_digest="0", recipe="{}", outcome="{}", outcome_digest="0", **more,
    )  # fmt: skip


@pytest.mark.parametrize("role", ["council", "leader"])
def test_results_without_errors_wait_for_approval(world, role):
    made = run(world, errors=1)
    assert "approve" not in tasks(world, role)
    made.errors = 0
    made.save()
    found = waiting(world.viewer(role), now())
    assert [task.name for task in found if task.name == "approve"] in ([], ["approve"])


def test_the_administrator_sees_lost_letters_and_people_who_never_came(world):
    Letter.objects.create(to="a@example.org", subject="x", body="x", written_at=now(), fault="refused", tries=3)
    Person.objects.filter(pk=world.person("officer", "A").pk).update(invited_at=now() - timedelta(days=5))
    found = tasks(world, "administrator")
    assert (found["letters"].count, found["unseen"].count) == (1, 1)


def test_nothing_waits_in_a_round_that_is_not_open(world):
    Round.objects.update(state="draft")
    for role, unit in (("officer", "A"), ("head", "A"), ("appraiser", "A"), ("coordinator", ""), ("council", "")):
        assert tasks(world, role, unit) == {}


def test_the_empty_inbox_says_what_comes(enter, world):
    world.stage("self", opens=timedelta(days=1), closes=timedelta(days=5))
    page = enter("officer", "A").get("/").content.decode()
    assert "Không còn việc nào chờ anh/chị." in page
    assert "Mốc sắp tới" in page
    Round.objects.update(state="draft")
    assert "Chưa có kỳ đánh giá nào đang mở." in enter("officer", "A").get("/").content.decode()
    Holding.objects.update(ended_at=now())
    assert "Tài khoản chưa có vai trò nào." in enter("officer", "A").get("/").content.decode()


@pytest.mark.parametrize(("role", "unit"), [("officer", "A"), ("appraiser", "B"), ("coordinator", "")])
def test_the_number_of_queries_does_not_grow(enter, world, role, unit):
    client = enter(role, unit)

    def queries():
        client.get("/")
        with CaptureQueriesContext(connection) as made:
            client.get("/")
        return len(made)

    sign(world, "A")
    world.assign(world.person("appraiser", "B"), "1", "A")
    request_evidence(world, "A", "1.1")
    object_to(world, "A", "1.1")
    few = queries()
    sign(world, "C")
    world.assign(world.person("appraiser", "B"), "2", "A", "C")
    for code in ("1.2", "1.3", "2.1", "2.2"):
        request_evidence(world, "A", code)
        object_to(world, "A", code)
    assert queries() == few


def test_tasks_of_two_rounds_name_their_round(enter, world):
    make_world("mau-2019", year=2019)
    page = enter("officer", "A").get("/").content.decode()
    assert page.count("tasks__score") == 2
    assert "Kỳ 2019" in page


@pytest.mark.parametrize("width", [320, 1440])
def test_axe_finds_nothing_and_nothing_sticks_out(browse, world, width):
    late_world(world)
    page = browse("/", "coordinator", width=width)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
