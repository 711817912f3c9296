"""Runs: the same as the command line, stored for good, approved only as they stand, and whole or not there at all."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from parindex.appraisal.models import FINAL, Mark
from parindex.cli.compute import rendered
from parindex.criteria.models import Criterion
from parindex.criteria.outline import _frozen
from parindex.engine.compute import compute
from parindex.grammar.clock import now
from parindex.grammar.roles import SYSTEM, Grant, Role, Viewer
from parindex.grammar.verdict import Refused
from parindex.ledger.models import Entry
from parindex.library import open_rounds
from parindex.package.files.reading import read_package
from parindex.package.files.writing import write_package
from parindex.results.actions import approve_run, compute_run, replay
from parindex.results.gathering import gather
from parindex.results.importing import import_package
from parindex.results.models import Run, RunUnit
from parindex.results.queries import approved_run, latest_run, run_units
from parindex.rounds.models import APPROVAL, APPROVED, Round, StageDates
from parindex.selfscore.models import Claim, Sheet
from tests.make.specs import Spec, as_folder
from tests.rooms.results.conftest import BEFORE, THIS

ROOT = Path(__file__).resolve().parents[3]
COUNCIL = Viewer(7, "Nguyễn Văn Hội", grants=frozenset({Grant(Role.COUNCIL)}))


def printed(package, previous=None):
    """What `parindex compute --format json` prints."""
    round_, before, problems = open_rounds(package, previous)
    return rendered(compute(round_, before, None, problems), "json", "vi")


def test_a_run_is_what_the_command_line_computes(two_years, tmp_path):
    before, this = two_years
    run = compute_run(this, by=SYSTEM)
    assert this.previous == before
    write_package(gather(this), tmp_path / "a.zip")
    write_package(gather(before), tmp_path / "b.zip")
    assert run.outcome == printed(tmp_path / "a.zip", tmp_path / "b.zip")
    assert json.loads(run.outcome)["blocks"] == json.loads(printed(THIS, BEFORE))["blocks"]
    assert bytes(run.package) == (tmp_path / "a.zip").read_bytes()
    assert (run.errors, run.number, run.previous) == (0, 1, latest_run(before))


def test_every_published_figure_comes_out(two_years):
    document = json.loads(compute_run(two_years[1], by=SYSTEM).outcome)
    overall = document["blocks"][0]["overall"]
    published = {row.measure: row.value for row in two_years[1].published.filter(unit="", criterion="")}
    assert (overall["mean"], overall["range"]) == (published["mean"], published["range"])
    assert (str(overall["rose"]), str(overall["fell"])) == (published["rose"], published["fell"])


def test_every_ledger_of_points_adds_up(two_years):
    run = compute_run(two_years[1], by=SYSTEM)
    document = json.loads(run.outcome)
    units = {unit["unit"]: unit for block in document["blocks"] for unit in block["units"]}
    assert run.units.count() == len(units) == 20
    for unit in run.units.all():
        ledger = json.loads(unit.ledger)
        assert (unit.index, unit.rank) == (units[unit.code]["index"], units[unit.code]["rank"])
        for leaf in ledger["leaves"]:
            assert leaf["points"] == leaf["maximum"] + sum(step["change"] for step in leaf["steps"])
            assert sum(found["points"] for found in leaf["findings"]) in {0, leaf["maximum"] - leaf["points"]}
        total = sum(leaf["points"] for leaf in ledger["leaves"]) + ledger["adjustment"]
        assert total == ledger["points"] == round(float(units[unit.code]["points"]) * 10**6)


def test_a_loss_has_its_reason_sentence_and_role_in_the_ledger(two_years):
    run = compute_run(two_years[1], by=SYSTEM)
    steps = [
        step for unit in run.units.all() for leaf in json.loads(unit.ledger)["leaves"]
        for step in leaf["steps"] if step["layer"] == "appraised" and step["change"] < 0
    ]  # fmt: skip
    assert steps
    assert {step["role"] for step in steps} == {"appraiser"}
    assert any(step.get("reason") for step in steps)


def test_a_run_stays_as_it_is_while_the_data_move_on(two_years):
    first = compute_run(two_years[1], by=SYSTEM)
    stored = (bytes(first.package), first.outcome, list(first.units.values_list("ledger", flat=True)))
    mark = Mark.objects.filter(sheet__round_unit__round=two_years[1], layer="appraised", points__gt=0).first()
    mark.points = 0
    mark.save()
    second = compute_run(two_years[1], by=SYSTEM)
    first.refresh_from_db()
    assert (bytes(first.package), first.outcome, list(first.units.values_list("ledger", flat=True))) == stored
    assert (second.number, second.outcome != first.outcome) == (2, True)
    assert replay(first)
    assert latest_run(two_years[1]) == second


def test_a_replay_notices_what_was_changed_behind_the_back(two_years):
    run = compute_run(two_years[1], by=SYSTEM)
    Run.objects.filter(pk=run.pk).update(outcome=run.outcome.replace("79.79", "97.79"))
    assert not replay(Run.objects.get(pk=run.pk))


def test_approval_closes_the_round(two_years):
    run = compute_run(two_years[1], by=SYSTEM)
    approve_run(run, by=COUNCIL)
    round_ = Round.objects.get(pk=two_years[1].pk)
    assert (round_.state, approved_run(round_)) == (APPROVED, run)
    entry = Entry.objects.order_by("number").last()
    assert (entry.verb, entry.role, entry.subject) == ("results.approve", "council", "run:lai-chau-2017/1")
    for again in (lambda: approve_run(run, by=COUNCIL), lambda: compute_run(round_, by=SYSTEM)):
        with pytest.raises(Refused):
            again()


def test_only_the_latest_run_of_the_data_as_they_are_is_approved(two_years):
    old = compute_run(two_years[1], by=SYSTEM)
    run = compute_run(two_years[1], by=SYSTEM)
    with pytest.raises(Refused, match="latest"):
        approve_run(old, by=COUNCIL)
    mark = Mark.objects.filter(sheet__round_unit__round=two_years[1], points__gt=0).first()
    Mark.objects.filter(pk=mark.pk).update(points=0)
    with pytest.raises(Refused, match="have changed"):
        approve_run(run, by=COUNCIL)
    Mark.objects.filter(pk=mark.pk).update(points=mark.points)
    compute_run(two_years[0], by=SYSTEM)
    with pytest.raises(Refused, match="have changed"):
        approve_run(run, by=COUNCIL)


def test_a_run_with_an_undecided_cell_is_not_approved(two_years):
    claim = Claim.objects.filter(sheet__round_unit__round=two_years[1]).first()
    Mark.objects.filter(sheet=claim.sheet, criterion=claim.criterion).delete()
    claim.delete()
    run = compute_run(two_years[1], by=SYSTEM)
    assert run.errors
    with pytest.raises(Refused, match="undecided"):
        approve_run(run, by=COUNCIL)


def test_nothing_is_approved_before_the_stage_opens_or_by_whoever(two_years):
    run = compute_run(two_years[1], by=SYSTEM)
    begins = now() + timedelta(days=1)
    StageDates.objects.create(round=two_years[1], stage=APPROVAL, opens_at=begins, closes_at=begins + timedelta(days=1))
    with pytest.raises(Refused, match="not open yet"):
        approve_run(run, by=COUNCIL)
    officer = Viewer(9, "Cán bộ", grants=frozenset({Grant(Role.OFFICER, two_years[1].units.first().unit_id)}))
    for refused in (lambda: approve_run(run, by=officer), lambda: compute_run(two_years[1], by=officer)):
        with pytest.raises(Refused, match="is for"):
            refused()
    assert [unit.code for unit in run_units(run, officer)] == [two_years[1].units.first().code]
    assert run_units(run, COUNCIL).count() == 20


def test_relative_leaves_are_settled_against_the_best_as_things_stand(world):
    leaf = Criterion.objects.filter(set=world.round.set, rule="proportion").first()
    Criterion.objects.filter(pk=leaf.pk).update(rule="relative", rule_params='{"unit": "%"}')
    _frozen.cache_clear()
    moment = {"at": now(), "by": 1, "by_name": "x"}
    values = dict(zip(world.units, ["60%", "80%", "40%"], strict=False))
    for code, value in values.items():
        sheet = Sheet.objects.get(round_unit=world.units[code])
        Claim.objects.create(sheet=sheet, criterion=leaf, value=value, points=None, **moment)
    best, lower = list(values)[1], next(iter(values))
    sheet = Sheet.objects.get(round_unit=world.units[lower])
    Mark.objects.create(sheet=sheet, criterion=leaf, layer=FINAL, value="60%", points=leaf.max_points, **moment)
    run = compute_run(world.round, by=SYSTEM)
    _frozen.cache_clear()
    assert Mark.objects.get(sheet=sheet).points == leaf.max_points * 3 // 4
    assert Claim.objects.get(sheet__round_unit__code=best, criterion=leaf).points == leaf.max_points
    told = json.loads(Entry.objects.order_by("number").last().detail)["settled"]
    assert {row["unit"] for row in told} == set(values)
    problems = json.loads(run.outcome)["problems"]
    assert [p for p in problems if p["code"] == "value_disagrees" or p["column"] == "value"] == []


def test_a_large_round_is_computed_within_two_seconds(db, tmp_path):
    criteria = {"1": ("", "", "", "")} | {f"1.{at}": ("1", "2", "exclude", "appraisal") for at in range(90)}
    spec = Spec(criteria, {f"U{at}": "a" for at in range(130)}, {})
    spec.scores = {
        (unit, leaf, stage): ("1.5", "scored") for unit in spec.units for leaf in spec.leaves
        for stage in ("self", "appraised")
    }  # fmt: skip
    round_ = import_package(read_package(as_folder(spec, tmp_path / "goi")), by=SYSTEM)
    began = time.process_time()
    compute_run(round_, by=SYSTEM)
    assert time.process_time() - began < 4  # two on a machine that does nothing else


KILLED = """
import os, signal, django
django.setup()
from parindex.results import actions
from parindex.rounds.models import Round
from parindex.grammar.roles import SYSTEM
def die(*args, **more):
    os.kill(os.getpid(), signal.SIGKILL)
actions.record = die
actions.compute_run(Round.objects.get(), by=SYSTEM)
"""


MAKE = f"""
import django
django.setup()
from django.core.management import call_command
from parindex.grammar.roles import SYSTEM
from parindex.package.files.reading import read_package
from parindex.results.importing import import_package
call_command("migrate", verbosity=0)
import_package(read_package({str(BEFORE)!r}), by=SYSTEM)
"""
COMPUTE = """
import django
django.setup()
from parindex.grammar.roles import SYSTEM
from parindex.results.actions import compute_run
from parindex.rounds.models import Round
compute_run(Round.objects.get(), by=SYSTEM)
"""
COUNT = """
import django
django.setup()
from parindex.ledger.verify import verify
from parindex.results.models import Run, RunUnit
print(sorted(Run.objects.values_list("number", flat=True)), RunUnit.objects.count(), verify().problems)
"""


@pytest.fixture
def python(tmp_path):
    """Give a function that starts Python on a database of its own, a file, with 2016 in it."""
    environment = {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "PARINDEX_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "parindex.config.settings",
    }  # fmt: skip

    started = []

    def start(code):
        started.append(subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE))
        return started[-1]

    assert start(MAKE).wait() == 0
    yield start
    for process in started:
        process.wait()
        process.stdout.close()


def counted(python):
    return python(COUNT).communicate()[0].decode().strip()


def test_a_computation_killed_in_the_middle_leaves_no_half_run(python):
    assert python(KILLED).wait() == -signal.SIGKILL
    assert counted(python) == "[] 0 []"


def test_of_three_computed_at_once_each_is_whole_and_has_its_number(python):
    assert [process.wait() for process in [python(COMPUTE) for _ in range(3)]] == [0, 0, 0]
    assert counted(python) == "[1, 2, 3] 60 []"


def test_the_number_of_queries_does_not_grow_with_the_units(two_years, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        compute_run(two_years[1], by=SYSTEM)
    assert RunUnit.objects.count() == 40
