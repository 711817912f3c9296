"""Criteria and units: what is wrong with them is told at row and column, and one slip is told once."""

import json

import pytest

from parindex.package.checks.build import build_round
from parindex.package.files.reading import read_package
from tests.make.packages import Case, add, edited, keep, put, table, without, without_column

FILE = "criteria.csv"
UNITS = "units.csv"
ALONE = [without("findings"), keep("scores", lambda row: row["criterion"] != "1.1.1")]


def leaf(column, text):
    """Another text in the row of the leaf 1.1.1, which then has no scores that could be wrong as well."""
    return [put("criteria", 4, column, text), *ALONE]


def unscored(row=4):
    return ("criterion_unscored", (FILE, row, "code"))


def params(given):
    return leaf("rule_params", given if isinstance(given, str) else json.dumps(given))


LEAF = ["9.9.9", "1.1", "Một tiêu chí khác", "Another", "1", "manual", "", "appraisal", "exclude", "SNV"]
CRITERIA = [
    Case("criterion_without_code", [add("criteria", ["", *LEAF[1:]])], (FILE, 116, "code")),
    Case("criterion_twice", [add("criteria", ["1.1.1", *LEAF[1:]])], (FILE, 116, "code"), said="dòng 4"),
    Case("parent_unknown", [put("criteria", 4, "parent", "1.l")], (FILE, 4, "parent"), said="Có thể là “1.1”"),
    Case("parent_cycle", [put("criteria", 2, "parent", "1.1.1")], (FILE, 2, "parent"),
         said="1 → 1.1.1 → 1.1 → 1"),
    Case("max_points_missing", leaf("max_points", ""), (FILE, 4, "max_points"), also=[unscored()]),
    Case("max_points_unreadable", leaf("max_points", "một"), (FILE, 4, "max_points"), also=[unscored()]),
    Case("max_points_unreadable", leaf("max_points", "1.1234567"), (FILE, 4, "max_points"), also=[unscored()]),
    Case("max_points_unreadable", leaf("max_points", "1000001"), (FILE, 4, "max_points"), also=[unscored()],
         said="vượt quá 1.000.000"),
    Case("max_points_not_positive", leaf("max_points", "0"), (FILE, 4, "max_points"), also=[unscored()]),
    Case("group_without_leaves", [add("criteria", ["1.7", "1", "Nhóm trống", "Empty"])], (FILE, 116, "max_points"),
         also=[unscored(116)]),
    Case("group_maximum_differs", [put("criteria", 3, "max_points", "5")], (FILE, 3, "max_points"),
         said="là 5, nhưng tổng các tiêu chí thành phần là 4"),
    Case("rule_missing", [*leaf("rule", ""), put("criteria", 4, "rule_params", "")], (FILE, 4, "rule"),
         also=[unscored()]),
    Case("rule_on_group", [put("criteria", 3, "rule", "manual")], (FILE, 3, "rule")),
    Case("unknown_rule", leaf("rule", "level"), (FILE, 4, "rule"), also=[unscored()], said="levels"),
    Case("rule_params_unreadable", params('{"levels": ['), (FILE, 4, "rule_params"), also=[unscored()]),
    Case("rule_params_unreadable", params("[1]"), (FILE, 4, "rule_params"), also=[unscored()]),
    Case("rule_params_unreadable", params('{"levels": NaN}'), (FILE, 4, "rule_params"), also=[unscored()],
         said="không dùng được “NaN”"),
    Case("rule_params_unreadable", params("[" * 5000), (FILE, 4, "rule_params"), also=[unscored()]),
    Case("rule_params_key_twice", params('{"levels": [], "levels": []}'), (FILE, 4, "rule_params"),
         also=[unscored()]),
    Case("rule_params_without_rule", [put("criteria", 3, "rule_params", "{}")], (FILE, 3, "rule_params")),
    Case("missing_key", params({}), (FILE, 4, "rule_params"), also=[unscored()]),
    Case("maximum_out_of_reach", params({"levels": [{"points": 0.5, "name_vi": "Có"},
                                                    {"points": 0, "name_vi": "Không"}]}),
         (FILE, 4, "rule_params"), also=[unscored()]),
    Case("source_unknown", [put("criteria", 4, "source", "apraisal")], (FILE, 4, "source"), said="“appraisal”"),
    Case("not_applicable_unknown", [put("criteria", 4, "not_applicable", "exlude")], (FILE, 4, "not_applicable"),
         said="“exclude”"),
    Case("survey_rule_not_survey", [put("criteria", 22, "source", "appraisal")], (FILE, 22, "source")),
    Case("survey_with_other_rule", [put("criteria", 4, "source", "survey"),
                                    keep("scores", lambda row: row["criterion"] != "1.1.1" or row["stage"] != "self")],
         (FILE, 4, "source")),
    Case("lead_unit_misspelt", [put("criteria", 4, "lead_unit", "SNVV")], (FILE, 4, "lead_unit"), said="“SNV”"),
    Case("lead_unit_elsewhere", [put("criteria", row, "lead_unit", "SNVV") for row in (4, 5, 6)],
         (FILE, 4, "lead_unit"), said="Có thể là “SNV”"),
    Case("lead_unit_elsewhere", [put("criteria", 4, "lead_unit", "Trung ương"),
                                 put("criteria", 5, "lead_unit", "Trung ương")], (FILE, 4, "lead_unit"),
         said="2 tiêu chí"),
    Case("criterion_without_name", [put("criteria", 4, "name_vi", "")], (FILE, 4, "name_vi")),
    Case("sibling_names_equal", [put("criteria", 5, "name_vi", "Ban hành kế hoạch CCHC  đúng thời hạn")],
         (FILE, 5, "name_vi")),
    Case("table_missing", [without("criteria")], (FILE, None, None)),
    Case("column_missing", [without_column("criteria", "rule"), without("findings")], (FILE, None, "rule")),
]  # fmt: skip

UNIT = ["SMOI", "Sở Mới", "New", "so-ban-nganh", ""]
NOBODY = ("unit_unscored", (UNITS, 22, "code"))
UNIT_CASES = [
    Case("unit_without_code", [add("units", ["", *UNIT[1:]])], (UNITS, 22, "code")),
    Case("unit_twice", [add("units", ["SNV", *UNIT[1:]])], (UNITS, 22, "code"), said="dòng 3"),
    Case("unit_codes_alike", [add("units", ["snv", *UNIT[1:]])], (UNITS, 22, "code"), also=[NOBODY]),
    Case("unit_without_block", [put("units", 3, "block", "")], (UNITS, 3, "block"), said="“so-ban-nganh”"),
    Case("unit_without_name", [put("units", 3, "name_vi", "")], (UNITS, 3, "name_vi")),
    Case("predecessor_twice", [put("units", 3, "predecessors", "SCU;SCU")], (UNITS, 3, "predecessors")),
    Case("predecessor_itself", [put("units", 3, "predecessors", "SNV")], (UNITS, 3, "predecessors")),
    Case("table_missing", [without("units")], (UNITS, None, None)),
    Case("table_empty", [table("units", "code,name_vi,block")], (UNITS, None, None)),
    Case("column_missing", [without_column("units", "block")], (UNITS, None, "block")),
]  # fmt: skip
CASES = [*CRITERIA, *UNIT_CASES]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_criterion_or_unit_is_told(case, tmp_path):
    case.hold(tmp_path)


def test_too_deep_a_tree_is_refused(tmp_path):
    chain = [[f"d{at}", f"d{at - 1}" if at else "", f"Cấp {at}", "", "", "", ""] for at in range(2000)]
    case = Case("criteria_too_deep", [add("criteria", *chain)], (FILE, 116 + 50, "parent"),
                also=[("group_without_leaves", (FILE, 116 + 1999, "max_points")), unscored(116 + 1999)])  # fmt: skip
    case.hold(tmp_path)


def test_too_many_cells_are_refused(tmp_path):
    leaves = [[f"x{at}", "1.1", f"Tiêu chí {at}", "", "1", "manual"] for at in range(5000)]
    units = [[f"U{at}", f"Đơn vị {at}", "", "so-ban-nganh"] for at in range(5000)]
    package = edited("lai-chau-2016", [add("criteria", *leaves), add("units", *units)]).write(tmp_path / "package")
    round_, problems = build_round(read_package(package))
    assert round_ is None
    assert [(p.code, p.where.file) for p in problems] == [("round_too_large", UNITS)]


def test_a_source_left_out_follows_the_rule(tmp_path):
    package = edited("lai-chau-2016", [put("criteria", 22, "source", ""), put("criteria", 4, "source", "")])
    round_, problems = build_round(read_package(package.write(tmp_path / "package")))
    assert problems == []
    assert [round_.tree.by_code[code].source for code in ("1.1.1", "1.6.1")] == ["appraisal", "survey"]


def test_other_tables_are_checked_under_a_broken_tree(tmp_path):
    changes = [
        put("criteria", 2, "parent", "1.1.1"),
        put("scores", 15, "points", "7"),
        put("findings", 4, "reason", "x"),
    ]
    package = edited("lai-chau-2016", changes).write(tmp_path / "package")
    round_, problems = build_round(read_package(package))
    assert round_ is None
    assert {"parent_cycle", "points_over_maximum", "reason_unknown"} <= {p.code for p in problems}
