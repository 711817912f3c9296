"""Figures announced against figures computed: all that were published come out, and a change to any is seen."""

import numpy as np
import pytest

from parindex.engine.compute import compute
from parindex.engine.points import plain
from parindex.package.checks.build import build_round
from parindex.package.checks.check import check_paths
from parindex.package.checks.published import check_published
from parindex.package.files.reading import read_package
from parindex.package.tables import Column, Table
from tests.make.packages import PLACES, Case, Edited, add, declare, edited, places, put, table, without, without_column

SAMPLE, FILE = "lai-chau-2017", "published.csv"
BEFORE = PLACES[0] / "lai-chau-2016"
HEAD = "measure,unit,criterion,value"
ROWS = Edited(SAMPLE).rows["published"]
WAITS = [("published_needs_previous", (FILE, row, "measure")) for row in (4, 5)]


def announced(*row):
    """One announced figure: measure, unit, criterion, value."""
    return [table("published", HEAD, row)]


def wrong(code, column, *row, said=""):
    return Case(code, announced(*row), (FILE, 2, column), said=said)


CASES = [
    wrong("measure_unknown", "measure", "meen", "", "", "78.16", said="Có thể là “mean”"),
    wrong("measure_unknown", "measure", "mean:70", "", "", "78.16"),
    wrong("published_threshold_unreadable", "measure", "below", "", "", "1", said="below:70"),
    wrong("published_threshold_unreadable", "measure", "below:x", "", "", "1"),
    wrong("published_value_missing", "value", "mean"),
    wrong("published_value_unreadable", "value", "mean", "", "", "cao", said="ví dụ 79,79"),
    wrong("published_unit_missing", "unit", "value", "", "1", "70"),
    wrong("published_unit_needless", "unit", "mean", "SNV", "", "78.16"),
    wrong("unit_unknown", "unit", "value", "SNVV", "", "70", said="“SNV”"),
    wrong("criterion_unknown", "criterion", "mean", "", "1.1.1x", "70", said="“1.1.1”"),
    wrong("published_criterion_needless", "criterion", "rose", "", "1", "7"),
    wrong("published_block_unknown", "unit", "mean", "so-ban-nghanh", "", "78.16", said="“so-ban-nganh”"),
    wrong("published_area_unknown", "value", "highest_area", "", "", "9"),
    wrong("published_band_unknown", "value", "band", "SNV", "", "Rất tốt", said="excellent, good"),
    wrong("published_needs_previous", "measure", "rose", "", "", "16"),
    wrong("published_differs", "value", "mean", "", "", "78.3", said="đã công bố 78,3, tính ra 78,2 (chênh +0,1)"),
    wrong("published_differs", "value", "band", "SNV", "", "excellent", said="chênh"),
    wrong("published_differs", "value", "areas_below:80", "", "", "1;3", said="chênh"),
    Case("published_no_figure", [*announced("band", "SNV", "", "good"), declare("parindex.bands", None)],
         (FILE, 2, "value"), also=[("bands_missing", ("datapackage.json", None, "parindex.bands"))]),
    Case("column_missing", [*announced("mean", "", "", "78"), without_column("published", "measure")],
         (FILE, None, "measure")),
    Case("column_missing", [*announced("mean", "", "", "78"), without_column("published", "value")],
         (FILE, None, "value")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_announced_figure_is_told(case, tmp_path):
    case.hold(tmp_path)


def found(tmp_path, *changes, previous=BEFORE):
    return check_paths(edited(SAMPLE, changes).write(tmp_path / "package"), previous).problems


def test_everything_published_comes_out(tmp_path):
    assert found(tmp_path) == []


def test_without_the_previous_year_two_figures_wait(tmp_path):
    assert places(found(tmp_path, previous=None)) == WAITS


def changed(measure, value):
    """Another value of the same kind: the last digit one off, or another list of areas."""
    if "area" in measure:
        return "4" if value != "4" else "5"
    digits = value.rstrip("%")
    return digits[:-1] + str((int(digits[-1]) + 1) % 10)


@pytest.mark.parametrize("at", range(len(ROWS)), ids=lambda at: " ".join(filter(None, ROWS[at])))
def test_a_change_to_any_published_figure_is_seen(at, tmp_path):
    measure, _, _, value = ROWS[at]
    problems = found(tmp_path, put("published", at + 2, "value", changed(measure, value)))
    assert places(problems) == [("published_differs", (FILE, at + 2, "value"))]


# figures of lai-chau-2017 that were not published, from the results themselves -------------------------------------


@pytest.fixture(scope="module")
def results():
    rounds = [build_round(read_package(PLACES[0] / name))[0] for name in (SAMPLE, "lai-chau-2016")]
    return compute(*rounds)


def agrees(results, *row):
    """Whether a figure comes out."""
    package = edited(SAMPLE, [table("published", HEAD, row)])
    head = package.heads["published"]
    cells = package.rows["published"][0]
    columns = {name: Column.of([cell]) for name, cell in zip(head, cells, strict=True)}
    made = Table("published", FILE, columns, np.array([2], np.int32))
    problems = check_published(results.round, results, made)
    assert {p.code for p in problems} <= {"published_differs"}
    return not problems


def test_figures_of_one_unit(results):
    snv = results.block("so-ban-nganh").unit("SNV")
    assert agrees(results, "rank", "SNV", "", str(snv.standing.rank))
    assert agrees(results, "rank", "SNV", "6", f"0{snv.areas['6'].rank}")
    assert agrees(results, "band", "SNV", "", snv.band.code)
    assert agrees(results, "band", "SNV", "", snv.band.name.vi.upper())
    assert agrees(results, "band", "SNV", "", snv.band.name.en)
    assert agrees(results, "points", "SNV", "", plain(snv.standing.points))
    assert not agrees(results, "rank", "SNV", "", str(snv.standing.rank + 1))


def test_any_criterion_may_be_named(results):
    # 1.1 is 1.1.1 + 1.1.2 + 1.1.3 = (1 + 1 + 1.72) / 4 for VPUB
    assert agrees(results, "value", "VPUB", "1.1", "93")
    assert agrees(results, "points", "VPUB", "1.1", "3.72")
    assert agrees(results, "points", "VPUB", "1.1.3", "1,7")
    assert not agrees(results, "points", "VPUB", "1.1.3", "1.8")


@pytest.mark.parametrize(("value", "right"), [("79.79", True), ("79,79", True), ("79.79%", True), ("79,8 %", True),
                                              ("80", True), ("79.8", True), ("79.7", False), ("79.80", False),
                                              ("79.790005", True), ("79.790006", False)])  # fmt: skip
def test_a_figure_is_compared_at_its_own_decimals(results, value, right):
    assert agrees(results, "mean", "", "", value) is right  # the exact mean is 79.790005…


@pytest.mark.parametrize(("measure", "value", "right"), [
    ("highest_area", "6", True), ("highest_area", "6;1", False), ("areas_above:80", "7; 6;5 ;2;1", True),
    ("areas_above:80", "1;2;5;6", False), ("areas_above:99", "–", True), ("areas_below:99", "–", False),
    ("below:69,5", "1", True), ("below:0", "0", True), ("units", "20", True), ("units", "20.5", False),
])  # fmt: skip
def test_lists_and_thresholds(results, measure, value, right):
    assert agrees(results, measure, "", "", value) is right


def two_blocks(*row):
    return [
        *(put("units", at, "block", "huyen") for at in range(12, 22)),
        table("published", HEAD, row),
    ]


def test_with_several_blocks_a_figure_may_name_one_or_is_over_all_units(tmp_path):
    def codes(name, *row):
        package = edited("lai-chau-2016", two_blocks(*row)).write(tmp_path / name)
        return [(p.code, p.mend.vi) for p in check_paths(package).problems]

    assert codes("all", "units", "", "", "20") == []
    assert codes("one", "units", "huyen", "", "10") == []
    assert codes("mean", "mean", "", "", "78.16") == []
    [(code, mend)] = codes("off", "mean", "", "", "70")
    assert code == "published_differs"
    assert "2 khối" in mend


def test_areas_that_tie_may_be_named_alone_or_together(tmp_path):
    changes = [
        table("criteria", "code,parent,name_vi,max_points,rule", ["1", "", "Một"], ["1.1", "1", "Một một", "2", "manual"],
              ["2", "", "Hai"], ["2.1", "2", "Hai một", "2", "manual"]),
        table("units", "code,name_vi,block", ["A", "Đơn vị A", "b"]),
        table("scores", "unit,criterion,stage,points,state", ["A", "1.1", "appraised", "1", "scored"],
              ["A", "2.1", "appraised", "1", "scored"]),
        table("published", "measure,value", ["highest_area", "1"], ["highest_area", "2"], ["lowest_area", "1;2"]),
        without("findings"),
    ]  # fmt: skip
    assert check_paths(edited("lai-chau-2016", changes).write(tmp_path / "package")).problems == []


def test_the_rows_are_checked_although_there_is_no_round(tmp_path):
    changes = [put("criteria", 2, "parent", "1.1"), add("published", ["meen", "", "", "1"])]
    codes = {p.code for p in found(tmp_path, *changes)}
    assert {"parent_cycle", "measure_unknown"} <= codes
    assert "published_differs" not in codes
