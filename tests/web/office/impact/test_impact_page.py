"""The page of open explanations: who reads it, what it says, in a browser."""

import pytest

from parindex.appraisal.models import Explanation
from parindex.grammar.clock import now
from tests.rooms.appraisal.conftest import sign
from tests.web.conftest import axe
from tests.web.unit.explanation.conftest import lowered

HERE = "/rounds/mau-2018/impact/"


def dispute(world):
    """A objects on both of its leaves; B stands beside it."""
    sign(world, "B")
    sheet = lowered(world, "A")
    for code in ("1.1", "2.1"):
        Explanation.objects.create(sheet=sheet, criterion=world.criterion(code), agrees=False, text="Đã nộp đủ.",
                                   at=now(), by=1, by_name="x")  # fmt: skip
    sheet.explained_at = now()
    sheet.save()


@pytest.mark.parametrize("role", ["coordinator", "council"])
def test_it_says_what_would_move(world, enter, role):
    assert "Không có giải trình nào đang mở." in enter(role).get(HERE).content.decode()
    dispute(world)
    page = enter(role).get(HERE).content.decode()
    # 7 points claimed; 5,936242 stand: 84,80%, second after B; all back: 100%, first beside B
    assert all(said in page for said in ("84,80%", "100,00%", "+1,0638", "đổi hạng", "Đã nộp đủ."))


@pytest.mark.parametrize("who", [("officer", "A"), ("head", "A"), ("appraiser", "C")])
def test_others_are_refused(world, enter, who):
    dispute(world)
    answer = enter(*who).get(HERE)
    assert answer.status_code == 403
    assert "Đã nộp đủ." not in answer.content.decode()


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(world, browse, transactional_db, width):
    dispute(world)
    page = browse(HERE, "coordinator", width=width)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
