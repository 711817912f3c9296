"""What goes into the database comes out to the letter: import, then gather, then write gives what `convert` writes."""

import csv
import json
import tempfile
from pathlib import Path
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parindex.appraisal.models import Mark
from parindex.grammar.roles import SYSTEM
from parindex.package.checks.build import build_round
from parindex.package.files.convert import convert
from parindex.package.files.reading import read_package
from parindex.package.files.writing import write_package
from parindex.results.gathering import gather
from parindex.results.importing import TAKEN, import_package
from parindex.rounds.models import Round
from parindex.selfscore.models import Claim
from tests.make.files import CANONICAL, contents_of
from tests.make.packages import add, declare, edited, keep, put, table, undeclare, without, without_column
from tests.make.specs import as_folder, generate

pytestmark = pytest.mark.django_db


def hold(source):
    """The package at `source` comes back exactly; nothing of it stays."""
    with tempfile.TemporaryDirectory() as folder:
        expected, found = Path(folder) / "expected", Path(folder) / "found"
        convert(source, expected)
        with transaction.atomic():
            name = import_package(read_package(source), by=SYSTEM).name
            write_package(gather(Round.objects.get(name=name)), found)
            transaction.set_rollback(True)
        assert contents_of(found) == contents_of(expected)


@pytest.mark.parametrize("package", CANONICAL, ids=lambda path: path.name)
def test_a_real_package_comes_back(package):
    hold(package)


def test_a_workbook_comes_back_as_it_is_converted(tmp_path):
    convert(CANONICAL[1], tmp_path / "a.xlsx")
    hold(tmp_path / "a.xlsx")


CHANGES = {
    "points as they were written": (put("scores", 2, "points", "0.50"), put("criteria", 3, "max_points", "4.000")),
    "a column of nobody's in every table": tuple(
        put(name, 2, "Ghi chú riêng", "x; y\n“z”") for name in ("criteria", "units", "scores", "findings", "reasons")
    ),
    "an empty column of nobody's": (put("scores", 2, "trống", ""),),
    "no optional columns": (
        without_column("units", "name_en"),
        without_column("criteria", "name_en"),
        without_column("reasons", "name_en"),
        without_column("findings", "note_vi"),
    ),
    "no state": (keep("scores", lambda row: row["state"] == "scored"), without_column("scores", "state")),
    "a state left empty": (put("scores", 2, "state", ""),),
    "a table of nobody's": (table("phu-luc", "a,b", ("1", ""), ("", "hai")), table("rong", "a,b")),
    "a table without rows": (table("published", "measure,unit,criterion,value"),),
    "adjustments and figures": (
        table("adjustments", "unit,kind,points,reason,note_vi", ("VPUB", "bonus", "1.00", "late_report", "có"),
              ("SNGV", "penalty", "0.250", "late_report", "")),
        table("published", "measure,value,unit,criterion", ("mean", "79.7900", "", "")),
    ),
    "a descriptor with more in it": (
        declare("parindex.note", {"b": [1, 2.50, {"z": None, "a": True}]}), declare("created", "2018-01-01"),
        undeclare("parindex.place_vi"), declare("parindex.absence", {"not_submitted": "zero"}),
        declare("parindex.adjustments", {"penalty": 3, "bonus": 2.0}), declare("title", "  Chỉ số  "),
    ),
    "a name that no address takes": (declare("name", "Lai Châu. 2016"),),
    "names too long for a column": (put("units", 2, "name_vi", "Sở " + "rất dài " * 80), put("criteria", 2, "name_vi", "Tiêu chí " * 100)),
    "no findings": (without("findings", "reasons"),),
}  # fmt: skip


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_a_package_written_in_its_own_way_comes_back(tmp_path, changes):
    source = edited("lai-chau-2016", changes).write(tmp_path / "goi")
    _, problems = build_round(read_package(source))
    assert [p for p in problems if p.is_error and p.code not in TAKEN] == []
    hold(source)


def test_a_file_with_a_mark_and_semicolons_comes_back_as_it_is_converted(tmp_path):
    source = edited("lai-chau-2016", ()).write(tmp_path / "goi")
    path = source / "reasons.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    path.write_text("\ufeff" + "\r\n".join(";".join(row) for row in rows) + "\r\n", encoding="utf-8")
    hold(source)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_any_readable_package_comes_back(seed):
    random = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        spec = generate(random)
        surveys = {code for code, (*_, source) in spec.criteria.items() if source == "survey"}
        spec.scores = {
            key: said
            for key, said in spec.scores.items()
            if (key[2] != "self" if key[1] in surveys else said[1] != "too_few_answers")
        }
        if not spec.scores:
            return
        spec.adjustments = list(dict.fromkeys(spec.adjustments))
        source = as_folder(spec, Path(folder) / "goi")
        dirty(source, random)
        hold(source)


def dirty(source, random):
    """Rows in another order, zeros nobody needs, further columns, as people's files have them."""
    for path in sorted(source.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        if random.random() < 0.5 and path.stem != "criteria":
            random.shuffle(rows)
        for at in (at for at, name in enumerate(head) if name in {"points", "max_points"}):
            for row in rows:
                if row[at] and random.random() < 0.3:
                    row[at] += "00" if "." in row[at] else ".0"
        if random.random() < 0.5:
            head, rows = [*head, "riêng"], [[*row, random.choice(["", " a ", "é"])] for row in rows]
        order = random.sample(range(len(head)), len(head))
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[row[at] for at in order] for row in [head, *rows]])
    if random.random() < 0.5:
        path = source / "datapackage.json"
        found = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(dict(reversed(found.items()))), encoding="utf-8")


def test_what_was_changed_here_comes_out_changed_and_the_rest_as_it_was(tmp_path):
    source = edited("lai-chau-2016", (put("scores", 3, "points", "0.50"), put("scores", 2, "points", "0.50"))).write(
        tmp_path / "goi"
    )
    round_ = import_package(read_package(source), by=SYSTEM)
    before = gather(round_)
    first = before.tables["scores"]
    unit, criterion, stage = (first.columns[name][0] for name in ("unit", "criterion", "stage"))
    model, more = (Claim, {}) if stage == "self" else (Mark, {"layer": stage})
    row = model.objects.get(sheet__round_unit__code=unit, criterion__code=criterion, **more)
    row.points = 250_000
    row.save()
    round_.decimals = 3
    round_.save()
    after = gather(Round.objects.get(pk=round_.pk))
    assert (after.tables["scores"].columns["points"][0], after.tables["scores"].columns["points"][1]) == (
        "0.25",
        "0.50",
    )
    assert after.descriptor["parindex"]["decimals"] == 3
    assert {**after.descriptor["parindex"], "decimals": 2} == before.descriptor["parindex"]


def test_adding_to_what_lacked_a_column_adds_the_column(tmp_path):
    source = edited("lai-chau-2016", (add("scores"),)).write(tmp_path / "goi")
    round_ = import_package(read_package(source), by=SYSTEM)
    mark = Mark.objects.filter(sheet__round_unit__round=round_).first()
    mark.value = "107/149"
    mark.save()
    columns = gather(round_).tables["scores"].columns
    assert "107/149" in columns["value"].values
    assert list(columns)[-1] == "value"
