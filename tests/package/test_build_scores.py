"""Scores: every way in which a row or a cell can be wrong is told at its row and column, once."""

import pytest

from parindex.engine.sheet import State
from parindex.package.checks.build import build_round
from parindex.package.files.reading import read_package
from tests.make.packages import Case, add, cut, declare, edited, keep, put, table, without, without_column


def of_unit(code):
    return lambda row: row["unit"] == code


def not_of_unit(code):
    return lambda row: row["unit"] != code


def value(rule, params, points, text, row=3):
    """The leaf 1.1.1 (maximum 1) under another rule, with points and a value in its appraised row of VPUB."""
    return [
        put("criteria", 4, "rule", rule),
        put("criteria", 4, "rule_params", params),
        keep("scores", lambda cells: cells["criterion"] != "1.1.1" or cells["unit"] == "VPUB"),
        put("scores", row, "points", points),
        put("scores", row, "value", text),
        declare("parindex.absence", {"missing": "exclude"}),
        without("findings"),
    ]


EXCLUDED = ("missing_counted", ("scores.csv", None, None))
SCORES = "scores.csv"
CASES = [
    Case("unit_unknown", [put("scores", 3, "unit", "VPUBX")], (SCORES, 3, "unit"), said="Có thể là “VPUB”"),
    Case("unit_unknown", [put("scores", 28, "unit", "Sở Tài nguyên")], (SCORES, 28, "unit"),
         also=[("cell_missing", (SCORES, None, None))]),
    Case("unit_unknown", [put("scores", 3, "unit", "Văn phòng UBND Tỉnh")], (SCORES, 3, "unit"), said="“VPUB”"),
    Case("unit_not_given", [put("scores", 2, "unit", "")], (SCORES, 2, "unit")),
    Case("criterion_unknown", [put("scores", 3, "criterion", "1.1.1a")], (SCORES, 3, "criterion"), said="“1.1.1”"),
    Case("criterion_not_given", [put("scores", 2, "criterion", "")], (SCORES, 2, "criterion")),
    Case("criterion_is_group", [put("scores", 2, "criterion", "1.1")], (SCORES, 2, "criterion"),
         said="1.1.1, 1.1.2, 1.1.3"),
    Case("stage_unknown", [put("scores", 3, "stage", "apraised")], (SCORES, 3, "stage"), said="Có thể là “appraised”"),
    Case("state_unknown", [put("scores", 3, "state", "skored")], (SCORES, 3, "state"), said="Có thể là “scored”"),
    Case("state_assumed", [put("scores", 3, "state", "")], (SCORES, None, "state")),
    Case("state_assumed", [without_column("scores", "state"), keep("scores", lambda r: r["points"])],
         (SCORES, None, "state"), also=[("cell_missing", (SCORES, None, None))] * 9, said="2.682 dòng"),
    Case("state_missing", [put("scores", 3, "state", ""), put("scores", 3, "points", "")], (SCORES, 3, "state")),
    Case("score_twice", [add("scores", ["VPUB", "1.1.1", "appraised", "1", "scored"])], (SCORES, 2693, None),
         said="đã có ở dòng 3"),
    Case("points_missing", [put("scores", 3, "points", "")], (SCORES, 3, "points"), said="từ 0 đến 1"),
    Case("points_missing", [put("scores", 7, "points", ""), put("scores", 7, "value", "83,35%")],
         (SCORES, 7, "points"), said="Giá trị đã nhập cho 1,667 điểm"),
    Case("points_with_absence", [put("scores", 72, "points", "0.5")], (SCORES, 72, "points"), said="có điểm 0,5"),
    Case("points_unreadable", [put("scores", 3, "points", "một")], (SCORES, 3, "points"), said="không phải là số"),
    Case("points_unreadable", [put("scores", 7, "points", "1.1234567")], (SCORES, 7, "points"),
         said="quá sáu chữ số thập phân"),
    Case("points_negative", [put("scores", 3, "points", "-0.5")], (SCORES, 3, "points"), said="Điểm -0,5"),
    Case("points_over_maximum", [put("scores", 3, "points", "1.7")], (SCORES, 3, "points"),
         said="Điểm 1,7 vượt điểm tối đa 1"),
    Case("points_impossible", [put("scores", 3, "points", "0.6")], (SCORES, 3, "points"), said="1; 0,5; 0"),
    Case("points_impossible", [put("scores", 9, "points", "0.3")], (SCORES, 9, "points"), said="0,75"),
    Case("value_disagrees", [put("scores", 7, "value", "90%")], (SCORES, 7, "value"),
         said="cho 1,8 điểm, nhưng điểm đã nhập là 1,667"),
    Case("value_meant", [put("scores", 7, "value", "0.8335")], (SCORES, 7, "value"), said="83,35%"),
    Case("unclear_ratio", [put("scores", 7, "value", "0.9")], (SCORES, 7, "value")),
    Case("not_a_number", [put("scores", 7, "value", "gần hết")], (SCORES, 7, "value")),
    Case("self_only", [cut("scores", 3)], (SCORES, None, None), said="1 ô chỉ có điểm tự chấm"),
    Case("not_a_survey", [put("scores", 7, "points", ""), put("scores", 7, "state", "too_few_answers")],
         (SCORES, 7, "state"), said="1.1.3 không chấm bằng khảo sát"),
    Case("survey_self_scored", [put("scores", 28, "stage", "self")], (SCORES, 28, "stage")),
    Case("survey_self_scored", [add("scores", ["VPUB", "1.6.1", "self", "1", "scored"])], (SCORES, 2693, "stage")),
    Case("cell_missing", [cut("scores", 28)], (SCORES, None, None), said="VPUB chưa có dòng nào cho tiêu chí 1.6.1"),
    Case("unit_unscored", [keep("scores", not_of_unit("SNV")), keep("findings", not_of_unit("SNV"))],
         ("units.csv", 3, "code"), said="SNV"),
    Case("criterion_unscored", [keep("scores", lambda r: r["criterion"] != "1.6.1")], ("criteria.csv", 22, "code")),
    Case("missing_counted", [cut("scores", 28), declare("parindex.absence", {"missing": "zero"})],
         (SCORES, None, None), said="1 ô không có dòng nào: tính 0 điểm"),
    Case("absence_blocks", [put("scores", 7, "points", ""), put("scores", 7, "state", "not_appraised")],
         (SCORES, 7, "state"), said="chưa thẩm định"),
    Case("absence_counted", [put("scores", 28, "points", ""), put("scores", 28, "state", "too_few_answers")],
         (SCORES, None, None), said="1 ô không đủ phiếu trả lời: loại khỏi điểm tối đa"),
    Case("absence_counted", [put("scores", 7, "points", ""), put("scores", 7, "state", "not_submitted")],
         (SCORES, None, None), said="tính 0 điểm"),
    Case("absence_blocks", [put("scores", 7, "points", ""), put("scores", 7, "state", "not_submitted"),
                            declare("parindex.absence", {"not_submitted": "block"})], (SCORES, 7, "state")),
    Case("table_empty", [table("scores", "unit,criterion,stage,points,state"), without("findings")],
         (SCORES, None, None)),
    Case("table_missing", [without("scores", "findings")], (SCORES, None, None)),
    Case("column_missing", [without_column("scores", "stage"), without("findings")], (SCORES, None, "stage")),
    Case("column_missing", [without_column("scores", "points"), without("findings")], (SCORES, None, "points")),
    # 0.8 of the best ratio 0.8 is 1; VPUB alone has rows for 1.1.1, so it is the best unit
    Case("value_disagrees", value("relative", '{"unit": "%"}', "0.9", "80%"), (SCORES, 3, "value"), also=[EXCLUDED],
         said="cho 1 điểm"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_score_is_told(case, tmp_path):
    case.hold(tmp_path)


# what is left of a cell, and values that hang on other units --------------------------------------------------------


def built(tmp_path, *changes):
    """(round, codes of the errors) of the changed sample."""
    round_, problems = build_round(read_package(edited("lai-chau-2016", changes).write(tmp_path / "package")))
    return round_, [problem.code for problem in problems if problem.is_error]


def cell(round_, unit, leaf):
    """(points, state) of a unit's result, in points."""
    at = [each.code for each in round_.units].index(unit), round_.tree.position[leaf]
    points, state = round_.sheet.latest()
    return points[at] / 10**6, State(int(state[at])).word


@pytest.mark.parametrize("change", [put("scores", 7, "points", "?"), put("scores", 7, "stage", "apraised"),
                                    put("scores", 7, "unit", "VPUBX"), put("scores", 7, "points", "2.5"),
                                    put("scores", 7, "value", "90%")])  # fmt: skip
def test_self_scored_points_never_pass_for_a_result_that_cannot_be_read(change, tmp_path):
    round_, codes = built(tmp_path, change)
    assert len(codes) == 1
    assert cell(round_, "VPUB", "1.1.3") == (0, "missing")  # not the 1.767 that the unit gave itself in row 6


def test_rows_that_contradict_each_other_leave_the_cell_open(tmp_path):
    row = ["VPUB", "1.1.3", "appraised"]
    round_, codes = built(tmp_path, add("scores", [*row, "1.5", "scored"]))
    assert (codes, cell(round_, "VPUB", "1.1.3")) == (["score_twice"], (0, "missing"))
    round_, codes = built(tmp_path / "same", add("scores", [*row, "1.667", "scored"]))
    assert (codes, cell(round_, "VPUB", "1.1.3")) == (["score_twice"], (1.667, "scored"))


def test_a_wrong_code_does_not_open_the_cell_of_the_code_it_is_near_to(tmp_path):
    round_, codes = built(tmp_path, add("scores", ["VPUBX", "1.1.3", "appraised", "1", "scored"]))
    assert (codes, cell(round_, "VPUB", "1.1.3")) == (["unit_unknown"], (1.667, "scored"))


def relative(*values, blocks=()):
    """The leaf 1.1.1 (maximum 1) relative to the best unit: (unit, value, points) of those that are scored."""
    return [
        put("criteria", 4, "rule", "relative"),
        put("criteria", 4, "rule_params", '{"unit": "%"}'),
        keep("scores", lambda row: row["criterion"] != "1.1.1"),
        table("findings", "unit,criterion,reason,points_lost"),
        put("scores", 4, "value", ""),
        add("scores", *[[unit, "1.1.1", "appraised", points, "scored", value] for unit, value, points in values]),
        declare("parindex.absence", {"missing": "exclude"}),
        *(put("units", row, "block", "huyen") for row in blocks),
    ]


@pytest.mark.parametrize(("values", "blocks", "wrong"), [
    ([("VPUB", "80%", "1"), ("SNV", "40%", "0.5"), ("STP", "60%", "0.75")], (), 0),  # 40 / 80 = 0.5; 60 / 80 = 0.75
    ([("VPUB", "80%", "1"), ("SNV", "40%", "0.4")], (), 1),
    ([("VPUB", "80%", "1"), ("SNV", "40%", "1")], (), 1),
    ([("VPUB", "80%", "1"), ("SNV", "40%", "1")], (3,), 0),  # each the best of its own block
    ([("VPUB", "", "1"), ("SNV", "40%", "0.4")], (), 0),  # the best may have been VPUB: nobody knows
    ([("VPUB", "0%", "0"), ("SNV", "0%", "0")], (), 0),
])  # fmt: skip
def test_relative_values_are_held_against_the_best_of_the_block(values, blocks, wrong, tmp_path):
    _, codes = built(tmp_path, *relative(*values, blocks=blocks))
    assert [code for code in codes if code != "loss_without_finding"] == ["value_disagrees"] * wrong


def test_an_unreadable_relative_value_is_told_although_the_best_is_not_known(tmp_path):
    _, codes = built(tmp_path, *relative(("VPUB", "", "1"), ("SNV", "bốn mươi", "0.4")))
    assert codes[:1] == ["not_a_number"]
