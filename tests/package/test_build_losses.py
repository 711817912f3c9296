"""Findings, reasons, adjustments: every point lost has a reason, every reason a point lost."""

import pytest

from parindex.package.checks.build import build_round
from parindex.package.files.reading import read_package
from tests.make.packages import Case, add, cut, declare, edited, put, table, without, without_column

FINDINGS, REASONS, EXTRA = "findings.csv", "reasons.csv", "adjustments.csv"
HEAD = "unit,kind,points,reason,note_vi"
NEW = 361
"""The row after the last finding."""


def adjustments(*rows):
    return [table("adjustments", HEAD, *rows)]


CASES = [
    # row 2 is VPUB, 1.2.1, missing_report, 0.25: the deduction gave 0.75 of 1
    Case("finding_twice", [add("findings", ["VPUB", "1.2.1", "missing_report", "0.25"]),
                           put("findings", 2, "points_lost", "0.125"), put("findings", NEW, "points_lost", "0.125")],
         (FINDINGS, NEW, None), said="dòng 2"),
    Case("points_lost_over", [put("findings", 2, "points_lost", "0.5")], (FINDINGS, 2, "points_lost"),
         said="cộng lại 0,5 điểm, nhưng chỉ mất 0,25"),
    Case("points_lost_over", [add("findings", ["VPUB", "1.2.1", "late_report", "0.25"])],
         (FINDINGS, NEW, "points_lost"), said="cộng lại 0,5 điểm"),
    Case("points_lost_unexplained", [put("findings", 2, "points_lost", "0.1")], (FINDINGS, 2, "points_lost"),
         said="mới giải thích 0,1; còn 0,15"),
    # row 18 is SNV, 3.3.2, low_result, 0.748: a proportion explains the rest itself, and never more
    Case("points_lost_over", [put("findings", 18, "points_lost", "0.75")], (FINDINGS, 18, "points_lost")),
    Case("loss_without_finding", [cut("findings", 2)], (FINDINGS, None, None), said="mất 0,25 điểm ở tiêu chí 1.2.1"),
    Case("finding_without_loss", [add("findings", ["VPUB", "1.1.1", "not_met", "0.5"])], (FINDINGS, NEW, "criterion"),
         said="đạt 1/1"),
    Case("finding_not_applicable", [add("findings", ["VPUB", "4.3.1", "not_met", "0.5"])],
         (FINDINGS, NEW, "criterion"), said="not_applicable"),
    Case("finding_without_score", [cut("scores", 8, 9)], (FINDINGS, 2, "criterion"),
         also=[("cell_missing", ("scores.csv", None, None))]),
    Case("points_lost_unreadable", [put("findings", 2, "points_lost", "ít")], (FINDINGS, 2, "points_lost")),
    Case("points_lost_unreadable", [put("findings", 2, "points_lost", "")], (FINDINGS, 2, "points_lost")),
    Case("points_lost_not_positive", [put("findings", 2, "points_lost", "-0.25")], (FINDINGS, 2, "points_lost")),
    Case("unit_unknown", [put("findings", 2, "unit", "VPUBX")], (FINDINGS, 2, "unit")),
    Case("criterion_unknown", [put("findings", 2, "criterion", "1.2.1x")], (FINDINGS, 2, "criterion")),
    Case("criterion_is_group", [add("findings", ["VPUB", "1.2", "not_met", "0.5"])], (FINDINGS, NEW, "criterion")),
    Case("reason_unknown", [put("findings", 2, "reason", "mising_report")], (FINDINGS, 2, "reason"),
         said="Có thể là “missing_report”"),
    Case("reason_missing", [put("findings", 2, "reason", "")], (FINDINGS, 2, "reason")),
    Case("reasons_table_missing", [without("reasons")], (FINDINGS, None, "reason")),
    Case("column_missing", [without_column("findings", "points_lost")], (FINDINGS, None, "points_lost")),
    Case("column_missing", [without_column("findings", "unit")], (FINDINGS, None, "unit")),
    Case("reason_without_code", [add("reasons", ["", "Khác", "Other"])], (REASONS, 12, "code")),
    Case("reason_twice", [add("reasons", ["not_met", "Khác", "Other"])], (REASONS, 12, "code"), said="dòng 10"),
    Case("reason_without_name", [put("reasons", 2, "name_vi", "")], (REASONS, 2, "name_vi")),
    Case("adjustment_kind_unknown", adjustments(["SNV", "bonuss", "1", "not_met"]), (EXTRA, 2, "kind")),
    Case("adjustment_unreadable", adjustments(["SNV", "bonus", "", "not_met"]), (EXTRA, 2, "points")),
    Case("adjustment_signed", adjustments(["SNV", "penalty", "-1", "not_met"]), (EXTRA, 2, "points"), said="Điểm -1"),
    Case("adjustment_twice", adjustments(*[["SNV", "bonus", "1", "not_met"]] * 2), (EXTRA, 3, None), said="dòng 2"),
    Case("adjustments_over_cap", [*adjustments(["SNV", "bonus", "1.5", "not_met"], ["SNV", "bonus", "1", "not_met"]),
                                  declare("parindex.adjustments", {"bonus": 2})], (EXTRA, None, "points"),
         said="cộng lại 2,5, vượt mức tối đa 2: chỉ tính 2"),
    Case("unit_unknown", adjustments(["SNVV", "bonus", "1", "not_met"]), (EXTRA, 2, "unit")),
    Case("reason_unknown", adjustments(["SNV", "bonus", "1", "notmet"]), (EXTRA, 2, "reason"), said="“not_met”"),
    Case("reason_missing", adjustments(["SNV", "bonus", "1", ""]), (EXTRA, 2, "reason")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_loss_is_told(case, tmp_path):
    case.hold(tmp_path)


def clean(tmp_path, *changes):
    round_, problems = build_round(read_package(edited("lai-chau-2016", changes).write(tmp_path / "package")))
    assert [problem for problem in problems if problem.is_error] == []
    return round_


def test_several_findings_share_one_loss(tmp_path):
    changes = put("findings", 2, "points_lost", "0.1"), add("findings", ["VPUB", "1.2.1", "late_report", "0.15"])
    round_ = clean(tmp_path, *changes)
    theirs = [f.points_lost for f in round_.findings if (f.unit, f.criterion) == ("VPUB", "1.2.1")]
    assert theirs == [100_000, 150_000]


def test_a_proportion_may_be_explained_in_part(tmp_path):
    clean(tmp_path, put("findings", 18, "points_lost", "0.7"))


def test_what_was_not_submitted_lost_its_maximum(tmp_path):
    changes = (put("scores", 9, "points", ""), put("scores", 9, "state", "not_submitted"))
    clean(tmp_path, *changes, put("findings", 2, "points_lost", "1"))


def test_an_adjustment_may_give_its_reason_in_words(tmp_path):
    round_ = clean(tmp_path, without("reasons"), *adjustments(["SNV", "bonus", "1", "Bằng khen"]))
    assert round_.adjustments[0].reason == "Bằng khen"


def test_without_findings_nothing_is_said_about_causes(tmp_path):
    assert clean(tmp_path, without("findings")).findings is None
