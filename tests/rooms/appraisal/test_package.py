"""What is marked makes a package that `parindex check` has nothing against: every loss is explained, none too much."""

import csv
import json

from parindex.appraisal.actions import enter_survey, mark
from parindex.appraisal.models import APPRAISED, EXPLAINED, FINAL, Finding, Mark
from parindex.appraisal.standing import standings
from parindex.criteria.models import Reason
from parindex.criteria.outline import outline
from parindex.criteria.tables import set_tables
from parindex.engine.points import plain
from parindex.engine.problems import Severity
from parindex.package.checks.check import check_paths
from parindex.selfscore.models import Claim, Sheet
from tests.rooms.appraisal.conftest import sign

WHY = {"reason": "late_report", "sentence": "Chậm 12 ngày so với thời hạn."}


def write(world, folder):
    """The round as a package, straight from the tables; C has nothing and stays out."""
    folder.mkdir()
    sheets = {s.pk: s for s in Sheet.objects.filter(round_unit__round=world.round).select_related("round_unit")}
    criteria = outline(world.round.set).by_key
    findings = []
    scores = [
        (
            sheets[row.sheet_id].round_unit.code,
            criteria[row.criterion_id].code,
            getattr(row, "layer", "self"),
            "" if row.points is None else plain(row.points),
            row.state,
            row.value,
        )
        for row in [*Claim.objects.all(), *Mark.objects.all()]
    ]
    for (sheet, criterion), standing in standings(sheets).items():
        findings += [
            (sheets[sheet].round_unit.code, criteria[criterion].code, f.reason, plain(f.points_lost), f.sentence)
            for f in standing.reasons
        ]
    tables = {
        "units": [
            ("code", "name_vi", "block"),
            *((u.code, u.name_vi, u.block) for u in world.units.values() if u.code != "C"),
        ],
        "scores": [("unit", "criterion", "stage", "points", "state", "value"), *scores],
        "findings": [("unit", "criterion", "reason", "points_lost", "note_vi"), *findings],
        "reasons": [("code", "name_vi"), *Reason.objects.values_list("code", "name_vi")],
    }
    named = set_tables(world.round.set)["criteria"]
    head = ["code", "parent", "name_vi", "max_points", "rule", "rule_params", "source", "not_applicable"]
    tables["criteria"] = [head, *zip(*(named.texts(name) for name in head), strict=True)]
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    described = {
        "name": "mau-2018", "title": world.round.title_vi,
        "resources": [{"name": name, "path": f"{name}.csv"} for name in tables],
        "parindex": {"format": 1, "year": 2018, "authority_vi": "Ban Chỉ đạo", "place_vi": "Mẫu", "bands": world.round.bands},
    }  # fmt: skip
    (folder / "datapackage.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
    return folder


def faults(folder):
    return [p for p in check_paths(folder).problems if p.severity is Severity.ERROR]


def test_marks_of_every_kind_pass_the_check(world, appraiser, tmp_path):
    sign(world, "A", {"1.1": "1", "1.2": "1", "1.3": "0.75", "2.1": "1.436242", "2.2": "1"})
    sign(world, "B")
    a, b = world.sheet("A"), world.sheet("B")

    def give(sheet, code, layer=APPRAISED, by=appraiser, **how):
        return mark(sheet, world.criterion(code), layer=layer, by=by, **how)

    give(a, "1.1", decision="lower", value="Đạt một phần hoặc chậm", **WHY)
    give(a, "1.2", decision="absent", state="not_submitted", **WHY)
    give(a, "1.3", reason="late_report")
    give(a, "2.1", decision="lower", value="50%", **WHY)
    give(a, "2.2", decision="raise", value="4", **WHY)
    for code in ("1.1", "1.2", "1.3", "2.1"):
        give(b, code)
    give(b, "2.2", decision="absent", state="not_applicable", **WHY)
    give(a, "1.1", EXPLAINED, decision="raise", points=1_000_000, **WHY)
    give(b, "1.1", FINAL, world.viewer("council"), decision="lower", points=500_000, **WHY)
    for unit in "AB":
        enter_survey(world.sheet(unit), world.criterion("2.3"), points=2_100_000, by=world.viewer("coordinator"))
    assert faults(write(world, tmp_path / "round")) == []


def test_the_check_would_notice(world, appraiser, tmp_path):
    sign(world, "A")
    mark(world.sheet("A"), world.criterion("1.1"), layer=APPRAISED, by=appraiser, decision="lower", points=0, **WHY)
    Finding.objects.all().delete()
    assert [p.code for p in faults(write(world, tmp_path / "round"))].count("loss_without_finding") == 1
