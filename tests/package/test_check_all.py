"""Everything at once, in order, in bounded space; and whatever stands in the cells, never an exception."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parindex.package.checks.build import build_round
from parindex.package.checks.check import check
from parindex.package.files.reading import read_package
from parindex.package.listing import LIMIT
from parindex.package.tables import TABLES, Column, Package, Table
from tests.make.packages import PLACES, add, cut, declare, edited, places, put, table

# Thirty different mistakes, made at once, each in a cell of its own: (change, code, (file, row, column)).
D, C, U, S, F, R, X, P = (f"{name}.csv" for name in ("", "criteria", "units", "scores", "findings", "reasons",
                                                     "crosswalk", "published"))  # fmt: skip
THIRTY = [
    (declare("parindex.decimals", 9), "decimals_outside", ("datapackage.json", None, "parindex.decimals")),
    (declare("parindex.rounding", "up"), "rounding_unknown", ("datapackage.json", None, "parindex.rounding")),
    (declare("parindex.bands", [{"code": "a", "at_least": 50}]), "bands_hole",
     ("datapackage.json", None, "parindex.bands")),
    (put("criteria", 3, "max_points", "9"), "group_maximum_differs", (C, 3, "max_points")),
    (put("criteria", 7, "rule", "manual"), "rule_on_group", (C, 7, "rule")),
    (put("criteria", 4, "rule_params", "{"), "rule_params_unreadable", (C, 4, "rule_params")),
    (put("criteria", 5, "source", "apraisal"), "source_unknown", (C, 5, "source")),
    (put("criteria", 5, "not_applicable", "exlude"), "not_applicable_unknown", (C, 5, "not_applicable")),
    (put("criteria", 6, "lead_unit", "SNVV"), "lead_unit_misspelt", (C, 6, "lead_unit")),
    (put("criteria", 8, "name_vi", ""), "criterion_without_name", (C, 8, "name_vi")),
    (put("units", 5, "name_vi", ""), "unit_without_name", (U, 5, "name_vi")),
    (put("units", 6, "predecessors", "A;A"), "predecessor_twice", (U, 6, "predecessors")),
    (add("units", ["SNV", "Trùng", "", "so-ban-nganh"]), "unit_twice", (U, 22, "code")),
    (put("scores", 5, "points", "1.7"), "points_over_maximum", (S, 5, "points")),
    (put("scores", 7, "points", "-1"), "points_negative", (S, 7, "points")),
    (put("scores", 11, "points", "0.6"), "points_impossible", (S, 11, "points")),
    (put("scores", 13, "points", "nửa"), "points_unreadable", (S, 13, "points")),
    (put("scores", 15, "points", ""), "points_missing", (S, 15, "points")),
    (put("scores", 17, "stage", "apraised"), "stage_unknown", (S, 17, "stage")),
    (put("scores", 19, "state", "skored"), "state_unknown", (S, 19, "state")),
    (put("scores", 21, "unit", "VPUBX"), "unit_unknown", (S, 21, "unit")),
    (put("scores", 23, "criterion", "1.4.2x"), "criterion_unknown", (S, 23, "criterion")),
    (put("scores", 28, "stage", "self"), "survey_self_scored", (S, 28, "stage")),
    (add("scores", ["SNV", "1.1.3", "appraised", "1", "scored"]), "score_twice", (S, 2693, None)),
    (put("findings", 3, "reason", "notmet"), "reason_unknown", (F, 3, "reason")),
    (put("findings", 4, "points_lost", "2"), "points_lost_over", (F, 4, "points_lost")),
    (put("findings", 5, "unit", ""), "unit_not_given", (F, 5, "unit")),
    (put("reasons", 3, "name_vi", ""), "reason_without_name", (R, 3, "name_vi")),
    (table("published", "measure,unit,criterion,value", ["meen", "", "", "70"], ["mean", "", "6", "12.34"]),
     "measure_unknown", (P, 2, "measure")),
    (lambda _: None, "published_differs", (P, 3, "value")),
]  # fmt: skip


def test_thirty_mistakes_at_once_are_all_told(tmp_path):
    changes, codes, spots = zip(*THIRTY, strict=True)
    found = check(read_package(edited("lai-chau-2016", changes).write(tmp_path / "package")))
    wanted = set(zip(codes, spots, strict=True))
    assert len(wanted) == 30
    assert wanted - set(places(found)) == set()
    # an empty unit leaves the loss of that row without a finding; nothing else may come of the thirty
    assert {code for code, _ in set(places(found)) - wanted} <= {"loss_without_finding"}


def test_problems_come_in_the_order_of_the_tables_then_rows_then_columns(tmp_path):
    changes, *_ = zip(*THIRTY, strict=True)
    found = check(read_package(edited("lai-chau-2016", changes).write(tmp_path / "package")))
    files = list(dict.fromkeys(problem.where.file for problem in found))
    assert files == ["datapackage.json", C, U, S, R, F, P]
    rows = [problem.where.row or 0 for problem in found if problem.where.file == S]
    assert rows == sorted(rows)


@pytest.mark.parametrize("name", ["lai-chau-2016", "asem-2018"])
def test_the_samples_are_clean(name):
    folder = next(place / name for place in PLACES if (place / name).is_dir())
    assert check(read_package(folder)) == []


# a million mistakes -------------------------------------------------------------------------------------------------


def large(**wrong):
    """A thousand units x 90 leaves; `wrong` sets columns of the scores to one text."""
    units, leaves = [f"U{at:04d}" for at in range(1000)], [f"1.{at}" for at in range(90)]
    scores = {
        "unit": Column(np.repeat(np.arange(1000, dtype=np.int32), 90), tuple(units)),
        "criterion": Column(np.tile(np.arange(90, dtype=np.int32), 1000), tuple(leaves)),
        **{name: Column(np.zeros(90_000, np.int32), (wrong.get(name, text),))
           for name, text in (("stage", "appraised"), ("points", "1"), ("state", "scored"))},
    }  # fmt: skip
    criteria = [["1", "", "Một", "", ""], *([leaf, "1", f"Tiêu chí {leaf}", "2", "manual"] for leaf in leaves)]
    tables = {
        "criteria": dict(zip(("code", "parent", "name_vi", "max_points", "rule"),
                             map(Column.of, zip(*criteria, strict=True)), strict=True)),
        "units": {"code": Column.of(units), "name_vi": Column.of(units), "block": Column.of(["b"] * 1000)},
        "scores": scores,
    }  # fmt: skip
    made = {
        name: Table(name, f"{name}.csv", columns, np.arange(2, len(next(iter(columns.values()))) + 2, dtype=np.int32))
        for name, columns in tables.items()
    }
    bands = [{"code": "a", "at_least": 0}]
    declared = {"format": 1, "year": 2020, "authority_vi": "Tỉnh", "bands": bands}
    return Package("large", "folder", {"name": "large", "title": "Lớn", "parindex": declared}, made)


@pytest.mark.parametrize(("wrong", "code"), [({"points": "7"}, "points_over_maximum"), ({"stage": "x"}, "stage_unknown"),
                                             ({"state": "x"}, "state_unknown"), ({"points": ""}, "points_missing")])  # fmt: skip
def test_one_mistake_in_ninety_thousand_rows_is_listed_a_thousand_times_and_counted(wrong, code):
    found = [problem for problem in check(large(**wrong)) if problem.code == code]
    assert len(found) == LIMIT + 1
    assert [problem.where.row for problem in found] == [*range(2, LIMIT + 2), None]
    assert "89.000" in found[-1].what.vi


def test_a_clean_large_package_is_clean():
    assert check(large()) == []


# whatever stands in the cells ---------------------------------------------------------------------------------------

SAMPLE = edited("lai-chau-2017", [])
for _name, _most in (("scores", 300), ("findings", 60)):
    SAMPLE.rows[_name] = SAMPLE.rows[_name][:_most]
TEXTS = st.one_of(
    st.sampled_from(["", "0", "-1", "1e9", "NaN", "inf", "1,5", "1.1", "1.1.1", "SNV", "self", "final", "scored", "survey",
                     "levels", "relative", "not_applicable", "{}", "[]", "null", '{"levels": [{"points": 1e999}]}',
                     '{"unit": "%", "floor": "x"}', "split", "merged", "retired", "below:1", "rank", "band", "areas_above:9",
                     "107/149", "0/0", "99999999999999999999", "٣", "²", "\x1b[31m", "a" * 300, ";;", "{0}", "%s"]),
    st.text(max_size=12),
)  # fmt: skip
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
                    lambda below: st.lists(below, max_size=3) | st.dictionaries(TEXTS, below, max_size=3))  # fmt: skip
KEYS = ("name", "title", "description", "parindex", "parindex.format", "parindex.year", "parindex.decimals",
        "parindex.bands", "parindex.absence", "parindex.adjustments", "parindex.rounding", "parindex.authority_vi",
        "parindex.notice_vi")  # fmt: skip


NAMES = sorted([*SAMPLE.heads, "adjustments"])
AT = st.integers(0, 10_000)
EDITS = st.one_of(
    st.tuples(st.just("cell"), st.sampled_from(NAMES), AT, AT, TEXTS),
    st.tuples(st.just("cell"), st.just("scores"), AT, AT, TEXTS),
    st.tuples(st.just("head"), st.sampled_from(NAMES), AT, st.sampled_from(["value", "block", "x"])),
    st.tuples(st.just("keep"), st.sampled_from(NAMES), st.integers(0, 3)),
    st.tuples(st.just("drop"), st.sampled_from(NAMES)),
    st.tuples(st.just("entry"), st.sampled_from(KEYS), JSON),
)


def changed(edits):
    """The sample with cells, headings, rows, tables and entries of the descriptor replaced."""
    tables = {name: (list(head), [list(row) for row in SAMPLE.rows[name]]) for name, head in SAMPLE.heads.items()}
    tables["adjustments"] = (list(TABLES["adjustments"]), [["SNV", "bonus", "1", "not_met", ""]])
    descriptor = {**SAMPLE.descriptor, "parindex": dict(SAMPLE.descriptor["parindex"])}
    for what, name, *rest in sorted(edits, key=lambda edit: edit[:2] == ("entry", "parindex")):
        head, rows = tables.get(name, ([], []))
        if what == "cell" and rows:
            rows[rest[0] % len(rows)][rest[1] % len(head)] = rest[2]
        elif what == "head" and head:
            head[rest[0] % len(head)] = rest[1]
        elif what == "keep":
            del rows[rest[0] :]
        elif what == "drop":
            tables.pop(name, None)
        elif what == "entry":
            above, _, key = name.rpartition(".")
            (descriptor[above] if above else descriptor)[key] = rest[0]
    return packed(tables, descriptor)


def packed(tables, descriptor):
    made = {}
    for name, (head, rows) in tables.items():
        columns = {column: Column.of([row[at] for row in rows]) for at, column in enumerate(head)}
        made[name] = Table(name, f"{name}.csv", columns, np.arange(2, len(rows) + 2, dtype=np.int32))
    return Package("fuzz", "folder", descriptor, made)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(EDITS, max_size=8), st.lists(EDITS, max_size=4))
def test_nothing_in_a_package_raises(now, before):
    package = changed(now)
    for problem in check(package, changed(before)):
        assert all((*problem.what, *problem.mend))
        assert problem.what.vi.isprintable()
    round_, problems = build_round(package)
    assert round_ is not None or any(problem.is_error for problem in problems)


def test_units_that_were_cut_are_told_row_by_row(tmp_path):
    package = edited("lai-chau-2016", [cut("units", *range(3, 22))]).write(tmp_path / "package")
    found = [problem for problem in check(read_package(package)) if problem.code == "unit_unknown"]
    assert sum(problem.where.file == S for problem in found) == LIMIT + 1


def test_a_workbook_is_told_by_its_sheets():
    package = large(points="7")
    sheets = {name: Table(name, f"sheet {name}", made.columns, made.rows) for name, made in package.tables.items()}
    del sheets["units"]
    declared = {**package.descriptor, "parindex": {**package.descriptor["parindex"], "year": 1}}
    found = check(Package("large", "workbook", declared, sheets))
    assert [tuple(problem.where) for problem in found[:3]] == [
        ("sheet Thông tin", None, "parindex.year"), ("sheet Đơn vị", None, None), ("sheet scores", 2, "points")
    ]  # fmt: skip
