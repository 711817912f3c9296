"""Leaving one criterion out: exact, ties respected."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parindex.engine.points import MICRO
from parindex.engine.robustness import LeftOut, contest, leave_one_out
from parindex.engine.robustness.leaving import ranks_by_row
from tests.engine.robustness_cases import contest_of, random_contest, tree_of


def slow_left_out(found, leaf):
    """mean shift, largest shift and whose, by the definition, in fractions."""
    points = found.points.sum(axis=1) + found.adjustments
    maxima = found.maxima.sum(axis=1)
    left = [at for at in range(len(found.units)) if maxima[at] > found.maxima[at, leaf]]

    def places(tops, bottoms):
        values = {at: Fraction(int(tops[at]), int(bottoms[at])) for at in left}
        return [1 + sum(other > values[at] for other in values.values()) for at in left]

    before = places(points, maxima)
    after = places(points - found.points[:, leaf], maxima - found.maxima[:, leaf])
    shifts = [abs(a - b) for a, b in zip(before, after, strict=True)]
    largest = max(shifts, default=0)
    mean = sum(shifts) / len(shifts) if shifts else 0.0
    return mean, largest, found.units[left[shifts.index(largest)]] if largest else None


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 12), st.sampled_from([1, 2, 4, 1000]))
def test_every_criterion_left_out_as_fractions_say(seed, units, grain):
    found = random_contest(np.random.default_rng(seed), units, grain=grain)
    rows = leave_one_out(found)
    if not found.units:
        assert rows == ()
        return
    assert [row.criterion for row in rows] == [leaf.code for leaf in found.tree.leaves]
    for leaf, row in enumerate(rows):
        assert (row.mean_shift, row.largest_shift, row.unit) == pytest.approx(slow_left_out(found, leaf))


def test_by_hand():
    # A 9 + 1, B 4 + 5, C 4 + 4 of 10 + 10. Without 1.1: 1, 5, 4 of 10, so that A falls from 1 to 3, B and C rise by
    # one; without 2.1: 9, 4, 4, so that C rises to a shared second rank
    found = contest_of(tree_of({"1.1": 10, "2.1": 10}), {"A": [9, 1], "B": [4, 5], "C": [4, 4]})
    assert leave_one_out(found) == (LeftOut("1.1", (2 + 1 + 1) / 3, 2, "A"), LeftOut("2.1", (0 + 0 + 1) / 3, 1, "C"))


def test_a_tie_that_comes_about_is_a_tie():
    # A 9 + 1 against B 4 + 1: without 1.1 both have 1, and B rises to a shared first rank
    found = contest_of(tree_of({"1.1": 10, "2.1": 10}), {"A": [9, 1], "B": [4, 1]})
    assert leave_one_out(found)[0] == LeftOut("1.1", (0 + 1) / 2, 1, "B")


def test_of_equal_shifts_the_first_in_official_order_is_named():
    # without 1.1: 1, 5, 4, 0 of 10
    rows = {"A": [9, 1], "B": [3, 5], "C": [3, 4], "D": [0, 0]}
    found = contest_of(tree_of({"1.1": 10, "2.1": 10}), {**rows, "E": [0, 2]})
    # official A 10, B 8, C 7, E 2, D 0; without 1.1 B 5, C 4, E 2, A 1, D 0: A -3, the others +1
    assert leave_one_out(found)[0] == LeftOut("1.1", (3 + 1 + 1 + 1 + 0) / 5, 3, "A")
    swap = contest_of(tree_of({"1.1": 10, "2.1": 10}), {"X": [2, 1], "Y": [0, 2]})
    assert leave_one_out(swap)[0].unit == "X"


def test_units_to_which_nothing_else_applies_are_set_aside():
    # without 1.1 nothing is left of A; of B and C, B was ahead and stays ahead
    found = contest_of(tree_of({"1.1": 10, "2.1": 10}), {"A": [9, None], "B": [8, 8], "C": [1, 2]})
    assert leave_one_out(found)[0] == LeftOut("1.1", 0.0, 0, None)
    alone = contest_of(tree_of({"1.1": 10}), {"A": [9], "B": [8]})
    assert leave_one_out(alone) == (LeftOut("1.1", 0.0, 0, None),)


def test_an_adjustment_stays():
    # without 2.1: A 5 of 10, B 4 and a bonus of 2, that is 6 of 10
    found = contest_of(tree_of({"1.1": 10, "2.1": 10}), {"A": [5, 9], "B": [4, 0]}, adjusted=[0, 2])
    assert leave_one_out(found)[1] == LeftOut("2.1", (1 + 1) / 2, 1, "A")


def test_quotients_that_floats_cannot_tell_apart():
    # 1/3 as 1/3 and 2/6, and fractions next to it that differ by 1e-17 and round to the same float
    big = 3 * 10**8 * MICRO // 10**6
    tops = np.array([[1, 2, big // 3, big // 3 + 1], [5, 5, 5, 5]], np.int64)
    bottoms = np.array([[3, 6, big, big + 2], [9, 9, 10, 9]], np.int64)
    exact = [[1 + sum(o > v for o in row) for v in row] for row in _fractions(tops, bottoms)]
    assert ranks_by_row(tops, bottoms).tolist() == exact


def test_products_that_do_not_fit_64_bits():
    near = 2**52
    tops = np.array([[near - 1, near - 2, near - 1, near - 3]], np.int64)
    bottoms = np.array([[near, near - 1, near, near - 2]], np.int64)
    exact = [[1 + sum(o > v for o in row) for v in row] for row in _fractions(tops, bottoms)]
    assert ranks_by_row(tops, bottoms).tolist() == exact == [[1, 3, 1, 4]]


def _fractions(tops, bottoms):
    return [[Fraction(int(t), int(b)) for t, b in zip(*pair, strict=True)] for pair in zip(tops, bottoms, strict=True)]


def test_many_criteria_are_taken_in_parts():
    random = np.random.default_rng(1)
    tree = tree_of({f"1.{leaf}": 1 for leaf in range(1, 41)})
    points = random.integers(0, 5, (20_000, 40)) * (MICRO // 4)
    found = contest(tree, [f"U{at}" for at in range(20_000)], points, np.full(points.shape, MICRO))
    rows = leave_one_out(found)
    assert len(rows) == 40
    few = contest(tree, found.units[:50], found.points[:50], found.maxima[:50])
    for leaf, row in enumerate(leave_one_out(few)):
        assert (row.mean_shift, row.largest_shift, row.unit) == pytest.approx(slow_left_out(few, leaf))
