"""Problems for the terminal: grouped, aligned, wrapped, calm; and as JSON."""

import json
import re
from pathlib import Path

import pytest

from parindex.cli.check import WIDEST, as_json, render
from parindex.engine.problems import Problem, Severity, Text, Where
from parindex.package.checks.check import check_paths
from tests.make.packages import edited, put

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "check.md"
BROKEN = [
    put("units", 3, "block", ""),
    put("scores", 3, "points", "1.7"),
    put("scores", 5, "points", "0.6"),
    put("scores", 7, "value", "90%"),
    put("scores", 9, "unit", "VPUBX"),
    put("findings", 3, "points_lost", "2"),
]


@pytest.fixture(scope="module")
def problems(tmp_path_factory):
    package = edited("lai-chau-2016", BROKEN).write(tmp_path_factory.mktemp("broken") / "package")
    return check_paths(package).problems


def made(what, place=("scores.csv", 3, "points"), severity=Severity.ERROR):
    return Problem("made_up", Where(*place), Text(what, what), Text("Sửa.", "Mend."), severity)


def test_the_manual_shows_what_is_printed(problems):
    shown = re.search(r"```text\n(.*?)\n```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert render(problems, "en", colour=False) == shown[1]


def test_vietnamese_speaks_vietnamese(problems):
    lines = render(problems, "vi", colour=False).splitlines()
    assert lines[5] == "  dòng 3, points  Điểm 1,7 vượt điểm tối đa 1 của tiêu chí 1.1.1."
    assert lines[6] == "                  → Đề nghị nhập số từ 0 đến 1."
    assert lines[-1] == "6 lỗi."


def test_long_sentences_are_wrapped_under_themselves():
    lines = render([made("một câu dài " * 30)], "vi", colour=False).splitlines()
    assert max(map(len, lines)) <= WIDEST
    assert len({len(line) - len(line.lstrip()) for line in lines[2:5]}) == 1


def test_a_wide_place_gets_a_line_of_its_own():
    path = "parindex.bands.so-ban-nganh[2].at_least"
    lines = render([made("Sai.", ("datapackage.json", None, path))], "vi", colour=False).splitlines()
    assert lines[1:4] == [f"  {path}", "  Sai.", "  → Sửa."]


def test_a_problem_of_the_whole_file_has_no_place():
    assert render([made("Sai.", ("scores.csv", None, None))], "vi", colour=False).splitlines()[:2] == [
        "scores.csv", "  Sai."
    ]  # fmt: skip


def test_colour_only_where_asked(problems):
    assert "\x1b" not in render(problems, "vi", colour=False)
    painted = render(problems, "vi", colour=True)
    assert re.sub(r"\x1b\[\d+m", "", painted) == render(problems, "vi", colour=False)


def test_nothing_in_a_file_steers_the_terminal():
    shown = render([made("\x1b[2J đã xóa", ("\x1b]0;x.csv", 3, "po\x07ints"))], "vi", colour=False)
    assert not set(shown) & {"\x1b", "\x07"}


@pytest.mark.parametrize(("errors", "notes", "vi", "en"), [
    (0, 0, "Không có lỗi.", "No problems."), (12, 3, "12 lỗi, 3 lưu ý.", "12 problems, 3 notes."),
    (1, 1, "1 lỗi, 1 lưu ý.", "1 problem, 1 note."), (0, 2, "Không có lỗi, 2 lưu ý.", "No problems, 2 notes."),
    (1200, 0, "1.200 lỗi.", "1,200 problems."),
])  # fmt: skip
def test_counts(errors, notes, vi, en):
    found = [made("Sai.")] * errors + [made("Sai.", severity=Severity.NOTE)] * notes
    assert render(found, "vi", colour=False).splitlines()[-1] == vi
    assert render(found, "en", colour=False).splitlines()[-1] == en


def test_a_note_says_so():
    assert "Lưu ý: Đã hiểu." in render([made("Đã hiểu.", severity=Severity.NOTE)], "vi", colour=False)


def test_json_carries_the_same(problems):
    document = json.loads(json.dumps(as_json(problems, "en")))
    assert document[1] == {
        "severity": "error",
        "code": "points_over_maximum",
        "file": "scores.csv",
        "row": 3,
        "column": "points",
        "what": "1.7 points are over the maximum 1 of criterion 1.1.1.",
        "mend": "Enter a number from 0 to 1.",
    }
    assert as_json(problems, "vi")[1]["what"].startswith("Điểm 1,7")
