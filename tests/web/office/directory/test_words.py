"""Every verb the rooms record has words, and a detail that is broken is shown all the same."""

import re
from pathlib import Path

import parindex
from parindex.grammar.clock import now
from parindex.ledger.models import Entry
from parindex.web.office.directory.words import MOST_LINES, VERBS, worded

WRITTEN = re.compile(r'\brecord\(\s*"([a-z]+\.[a-z_]+)"')


def entry(detail):
    return Entry(number=1, at=now(), person=1, name="A", role="head", verb="x.y", subject="unit:A", detail=detail)


def test_every_recorded_verb_has_words():
    sources = Path(parindex.__file__).parent.rglob("*.py")
    verbs = {verb for source in sources for verb in WRITTEN.findall(source.read_text("utf-8"))}
    assert len(verbs) > 20
    assert sorted(verbs - VERBS.keys()) == []


def test_a_detail_is_told_line_by_line(db):
    lines = worded(entry('{"before":{"name_vi":"Sở Y tê"},"roles":["head"],"reason":""}')).lines
    assert [(line.depth, line.key.vi, line.value) for line in lines] == [
        (0, "trước", ""), (1, "tên tiếng Việt", "Sở Y tê"), (0, "vai trò", "Thủ trưởng đơn vị"), (0, "lý do", "–"),
    ]  # fmt: skip


def test_a_detail_somebody_broke_is_shown_as_it_stands():
    assert worded(entry("{broken")).lines[0].value == "{broken"
    assert worded(entry("7")).lines[0].value == "7"


def test_a_long_detail_is_cut_and_says_so():
    lines = worded(entry(str(list(range(3))).replace("[", '{"people":[{"name":"x"},').replace("]", "]}"))).lines
    assert len(lines) < MOST_LINES
    many = worded(entry('{"people":[' + ",".join('{"name":"x"}' for _ in range(500)) + "]}")).lines
    assert len(many) == MOST_LINES + 1
