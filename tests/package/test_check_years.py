"""A round against the one before: the crosswalk from both sides, predecessors, years, and the other package's faults."""

import pytest

from parindex.package.checks.check import check, check_paths
from parindex.package.files.reading import read_package
from tests.make.packages import PREVIOUS, Case, add, cut, declare, edited, keep, places, put, table, without

SAMPLE = "lai-chau-2017"
CROSSWALK, UNITS = "crosswalk.csv", "units.csv"
QUIET = [without("published")]
"""Changed points would no longer give the figures published."""

# rows of crosswalk.csv: 2 is 1.1.1, 73 is 7.2.1 renamed, 74 is 7.2.3 new, 76 is 7.1.5 retired
RENAMED, NEW, RETIRED, END = 73, 74, 76, 77


def recoded(package):
    """SYT, Sở Y tế, under another code."""
    for name, column in (("units", 0), ("scores", 0), ("findings", 0)):
        for cells in package.rows[name]:
            if cells[column] == "SYT":
                cells[column] = "YTE"


RECODED = [recoded]


def row(number, now, before, relation):
    """Another crosswalk row."""
    return [put("crosswalk", number, "criterion", now), put("crosswalk", number, "previous", before),
            put("crosswalk", number, "relation", relation)]  # fmt: skip


def own(code, changes, at, **more):
    """The crosswalk's own shape, told with or without a previous package."""
    return Case(code, [*QUIET, *changes], at, start=SAMPLE, **more)


def against(code, changes, at, previous=(), **more):
    """Told against the previous package."""
    return Case(code, [*QUIET, *changes], at, start=SAMPLE, previous=previous, **more)


CASES = [
    own("relation_unknown", [put("crosswalk", 2, "relation", "sam")], (CROSSWALK, 2, "relation"), said="“same”"),
    own("crosswalk_without_previous", row(2, "1.1.1", "", "same"), (CROSSWALK, 2, "previous")),
    own("crosswalk_without_criterion", row(RETIRED, "", "7.1.5", "renamed"), (CROSSWALK, RETIRED, "criterion")),
    own("crosswalk_new_with_previous", row(NEW, "7.2.3", "7.1.5", "new"), (CROSSWALK, NEW, "previous"),
        also=[("crosswalk_not_one_to_one", (CROSSWALK, RETIRED, "previous"))]),
    own("crosswalk_retired_with_criterion", row(RETIRED, "7.2.3", "7.1.5", "retired"),
        (CROSSWALK, RETIRED, "criterion"), also=[("crosswalk_not_one_to_one", (CROSSWALK, RETIRED, "criterion"))]),
    own("crosswalk_twice", [add("crosswalk", ["1.1.1", "1.1.1", "same"])], (CROSSWALK, END, None), said="dòng 2"),
    own("crosswalk_not_one_to_one", [add("crosswalk", ["1.1.1", "7.1.6", "same"])], (CROSSWALK, END, "criterion"),
        said="còn ở dòng 2"),
    own("crosswalk_not_one_to_one", [add("crosswalk", ["", "1.1.1", "retired"])], (CROSSWALK, END, "previous")),
    own("crosswalk_split_alone", row(2, "1.1.1", "1.1.1", "split"), (CROSSWALK, 2, "relation")),
    own("crosswalk_merged_alone", row(2, "1.1.1", "1.1.1", "merged"), (CROSSWALK, 2, "relation")),
    own("criterion_unknown", row(2, "1.1.1x", "1.1.1", "same"), (CROSSWALK, 2, "criterion")),
    own("criterion_is_group", [add("crosswalk", ["1.1", "9.9", "renamed"])], (CROSSWALK, END, "criterion")),
    own("crosswalk_gap", [cut("crosswalk", 2)], (CROSSWALK, None, None), said="1.1.1, , new"),
    against("crosswalk_gap", [cut("crosswalk", NEW)], (CROSSWALK, None, None), said="7.2.3"),
    against("crosswalk_previous_gap", [cut("crosswalk", RETIRED)], (CROSSWALK, None, None), said="7.1.5"),
    against("crosswalk_previous_unknown", row(2, "1.1.1", "1.1.1x", "same"), (CROSSWALK, 2, "previous"),
            said="Có thể là “1.1.1”"),
    against("crosswalk_previous_is_group", [add("crosswalk", ["", "1.1", "retired"])], (CROSSWALK, END, "previous")),
    against("crosswalk_names_differ", [put("criteria", 4, "name_vi", "Kế hoạch sớm")], (CROSSWALK, 2, "relation"),
            said="thành “Kế hoạch sớm”"),
    against("crosswalk_maxima_differ", [], (CROSSWALK, 4, "relation"),
            previous=[put("criteria", 6, "max_points", "2.5")], said="từ 2,5 thành 2"),
    against("crosswalk_missing", [without("crosswalk")], ("criteria.csv", None, None)),
    against("previous_not_earlier", [declare("parindex.year", 2015)], ("datapackage.json", None, "parindex.year"),
            said="Kỳ trước là năm 2015, kỳ này là năm 2015"),
    against("predecessor_unknown", [put("units", 3, "predecessors", "SNVX")], (UNITS, 3, "predecessors"),
            said="Có thể là “SNV”"),
    against("unit_without_predecessor", [], (UNITS, 17, "predecessors"),
            previous=[cut("units", 17), *(keep(name, lambda cells: cells["unit"] != "SYT")
                                          for name in ("scores", "findings"))]),
    against("unit_without_predecessor", [], (UNITS, 17, "predecessors"), previous=RECODED, said="Có thể là “YTE”",
            also=[("previous_unit_unused", (UNITS, None, None))]),
    against("previous_unit_unused", [], (UNITS, None, None),
            previous=[add("units", ["SCU", "Sở Cũ", "Old", "so-ban-nganh", ""]),
                      declare("parindex.absence", {"missing": "exclude"})],
            also=[("missing_counted", (f"{PREVIOUS}/scores.csv", None, None))]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_year_on_year_is_told(case, tmp_path):
    case.hold(tmp_path)


def problems(tmp_path, changes, previous=()):
    now = edited(SAMPLE, [*QUIET, *changes]).write(tmp_path / SAMPLE)
    before = edited("lai-chau-2016", previous).write(tmp_path / "lai-chau-2016")
    return check_paths(now, before)


def test_a_split_and_a_merger_as_they_should_be(tmp_path):
    split = [*row(2, "1.1.1", "1.1.1", "split"), *row(3, "1.1.2", "1.1.1", "split")]
    merged = [*row(RENAMED, "7.2.1", "1.1.2", "merged"), add("crosswalk", ["7.2.1", "7.2.1", "merged"])]
    assert problems(tmp_path, split + merged).problems == []


def test_a_merged_unit_uses_its_predecessors(tmp_path):
    heirs = [put("units", 3, "predecessors", "STP;STC")]
    assert problems(tmp_path, heirs).problems == []


def test_the_previous_packages_faults_carry_its_name(tmp_path):
    found = problems(tmp_path, [], [put("scores", 3, "points", "1.7")]).problems
    assert places(found) == [("points_over_maximum", ("lai-chau-2016/scores.csv", 3, "points"))]


def test_figures_of_the_previous_package_are_checked_too(tmp_path):
    figures = [["mean", "", "", "70"], ["rose", "", "", "3"]]
    found = problems(tmp_path, [], [table("published", "measure,unit,criterion,value", *figures)]).problems
    assert places(found) == [("published_differs", ("lai-chau-2016/published.csv", 2, "value"))]


def test_two_packages_of_one_name_are_told_apart(tmp_path):
    now = edited(SAMPLE, QUIET).write(tmp_path / "a")
    before = edited("lai-chau-2016", [declare("name", SAMPLE), put("scores", 3, "points", "1.7")]).write(tmp_path / "b")
    assert places(check(read_package(now), read_package(before)))[0][1][0] == "previous/scores.csv"


def test_a_previous_package_that_cannot_be_read_does_not_hide_this_one(tmp_path):
    now = edited(SAMPLE, [*QUIET, put("scores", 3, "points", "1.7")]).write(tmp_path / "now")
    checked = check_paths(now, tmp_path / "nothing")
    assert not checked.readable
    assert checked.problems[0].code == "points_over_maximum"
    assert len(checked.problems) > 1
    assert not check_paths(tmp_path / "nothing", now).readable


def test_a_table_of_another_year_is_not_needed(tmp_path):
    assert problems(tmp_path, [table("extra", "a", ["1"])]).problems == []
