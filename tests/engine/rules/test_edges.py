"""The edges of what a rule can give, and of how it says so."""

from decimal import Decimal
from fractions import Fraction

import pytest

from parindex.engine.points import MICRO
from parindex.engine.rules import read_rule


@pytest.mark.parametrize(
    ("entered", "agrees"),
    [
        ("1.44", True),
        ("1.436", True),
        ("1.4362", True),
        ("1.436242", True),
        ("1.4", False),
        ("1.43", False),
        ("1.436241", False),
        ("1.45", False),
        ("1.437", False),
    ],
)
def test_entered_points_may_be_rounded_to_two_decimals_or_more(entered, agrees):
    # 107 / 149 * 2 = 1.436241610...
    rule = read_rule("proportion", {"unit": "%"}, 2 * MICRO)
    assert rule.agrees("107/149", int(Decimal(entered) * MICRO)) is agrees


def test_points_that_the_set_names_are_never_rounded():
    levels = read_rule("levels", {"levels": [1, Decimal("0.875"), Decimal("0.88")]}, MICRO)
    assert levels.agrees("0.875", 875_000)
    assert not levels.agrees("0.875", 880_000)


@pytest.mark.parametrize(
    ("points", "possible"),
    # from the floor up: 1/3 rounds to 0.33, 0.333, 0.3333, 0.33333; below it only 0
    [
        (0, True),
        (1, False),
        (320000, False),
        (330000, True),
        (331000, False),
        (333000, True),
        (333332, False),
        (333333, True),
        (340000, True),
        (1000000, True),
    ],
)
def test_a_floor_leaves_nothing_between_none_and_itself(points, possible):
    rule = read_rule("proportion", {"floor": "1/3"}, MICRO)
    assert rule.can_give(points) is possible


@pytest.mark.parametrize(
    ("kind", "params", "maximum", "vi", "en"),
    [
        ("levels", {"levels": [1, "0,5", 0]}, 1, "1; 0,5; 0", "1; 0.5; 0"),
        ("yes_no", {}, 2, "2; 0", "2; 0"),
        ("proportion", {}, 2, "từ 0 đến 2", "0 to 2"),
        ("proportion", {"floor": "50%"}, 3, "0; từ 1,5 đến 3", "0; 1.5 to 3"),
        ("per_item", {"per_item": "0.3"}, 1, "0; 0,3; 0,6; 0,9; 1", "0; 0.3; 0.6; 0.9; 1"),
        ("per_item", {"per_item": "0.1"}, 2, "0; 0,1; …; 2 (cách nhau 0,1)", "0; 0.1; …; 2 (0.1 apart)"),
        ("deduction", {"per_item": "0.4"}, 1, "1; 0,6; 0,2; 0", "1; 0.6; 0.2; 0"),
        ("survey", {"answers": {"A": 100, "B": 25}}, 2, "từ 0,5 đến 2", "0.5 to 2"),
        ("manual", {"step": "0.25"}, 2, "từ 0 đến 2, mỗi bước 0,25", "0 to 2, in steps of 0.25"),
    ],
)
def test_what_is_possible_is_said_in_both_languages(kind, params, maximum, vi, en):
    assert read_rule(kind, params, maximum * MICRO).possible() == (vi, en)


def test_the_best_ratio_comes_from_the_rule_itself():
    rule = read_rule("relative", {"unit": "%"}, 2 * MICRO)
    values = ["60%", "8/10", "0%"]
    best = max(rule.ratio(value) for value in values)
    assert [rule.points(value, best) for value in values] == [Fraction(6, 8) * 2, 2, 0]


@pytest.mark.parametrize(
    ("slip", "meant"), [("Levels", "levels"), ("per-item", "per_item"), ("proportions", "proportion")]
)
def test_a_slip_in_the_kind_is_answered_with_the_kind_that_was_meant(slip, meant):
    with pytest.raises(Exception, match="no scoring rule") as bad:
        read_rule(slip, {}, MICRO)
    assert f"“{meant}”" in bad.value.faults[0].mend.vi
    assert f"“{meant}”" in bad.value.faults[0].mend.en


def test_notes_beside_the_parameters_are_left_alone():
    read_rule("proportion", {"unit": "%", "legal_basis": "QĐ 456/QĐ-UBND", "ghi_chú": None}, MICRO)
