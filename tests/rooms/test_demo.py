"""The demo's data: killed half way it begins anew, made once it stays, its ledger is whole, and every role has work."""

import json
import os
import sqlite3
import subprocess
import sys
import time

import pytest


def _run(folder, *words):
    environment = os.environ | {"PARINDEX_DATA": str(folder)}
    for name in ("DATABASE_URL", "PARINDEX_DEMO", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    return subprocess.Popen(
        [sys.executable, "-m", "parindex", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _rows(folder, question):
    database = sqlite3.connect(f"file:{folder / 'parindex.sqlite3'}?mode=ro", uri=True)
    try:
        return database.execute(question).fetchall()
    finally:
        database.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demo that was killed in the middle of its preparation and then prepared."""
    folder = tmp_path_factory.mktemp("demo")
    process = _run(folder, "demo", "--prepare")
    until = time.monotonic() + 120
    while not (folder / "clock.json").exists() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(2)
    process.kill()
    process.communicate()
    assert _rows(folder, "select count(*) from rounds_round") == [(0,)]
    assert _rows(folder, "select count(*) from ledger_entry") == [(0,)]
    process = _run(folder, "demo", "--prepare")
    told = process.communicate(timeout=300)
    assert process.returncode == 0, told
    return folder


def test_a_second_preparation_changes_nothing(demo):
    before = _rows(demo, "select * from ledger_head"), (demo / "clock.json").read_bytes()
    process = _run(demo, "demo", "--prepare")
    assert process.communicate(timeout=120)[0].strip() == str(demo)
    assert (_rows(demo, "select * from ledger_head"), (demo / "clock.json").read_bytes()) == before


def test_its_ledger_is_whole(demo):
    process = _run(demo, "ledger", "verify", "--format", "json")
    told = json.loads(process.communicate(timeout=120)[0])
    assert process.returncode == 0
    assert told["problems"] == []


SHEETS = """from selfscore_sheet s join rounds_roundunit u on u.id = s.round_unit_id
join rounds_round r on r.id = u.round_id where r.name = 'lai-chau-2018'"""
STAGES = {
    "select s.state, count(*) " + SHEETS + " group by s.state order by 1": [
        ("draft", 3),
        ("signed", 16),
        ("submitted", 1),
    ],
    "select count(*) " + SHEETS + " and s.released_at is not null": [(5,)],
    "select count(*) " + SHEETS + " and s.explained_at is not null": [(3,)],
    "select (select count(*) from selfscore_claim c where c.sheet_id = s.id) " + SHEETS + " and u.code = 'SYT'": [  # noqa: S608  # all words are this file's
        (59,)
    ],
    "select state, count(*) from rounds_extension group by state order by 1": [("asked", 1), ("granted", 4)],
    "select kind from appraisal_message order by 1": [("ask",), ("return",)],
    "select count(*) > 0 from appraisal_explanation where not agrees": [(1,)],
    "select count(*) > 0 from appraisal_mark where layer = 'explained' and at > '2019-03-22'": [(1,)],
}


@pytest.mark.parametrize("question", STAGES)
def test_units_stand_at_every_stage(demo, question):
    assert _rows(demo, question) == STAGES[question]


def test_nothing_lies_after_its_day_and_no_letter_waits(demo):
    assert _rows(demo, "select count(*) from ledger_entry where at > '2019-03-25 03:10:00'") == [(0,)]
    assert _rows(demo, "select count(*) from directory_letter where sent_at is null") == [(0,)]


def test_evidence_is_small_reused_and_there(demo):
    assert _rows(demo, "select count(*) from evidence_version where size > 120000") == [(0,)]
    assert _rows(demo, "select max(n) from (select count(*) n from evidence_link group by version_id)")[0][0] > 5
    assert {row[0] for row in _rows(demo, "select distinct media_type from evidence_version")} == {
        "application/pdf",
        "image/png",
    }
