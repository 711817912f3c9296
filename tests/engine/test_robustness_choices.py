"""Which choice drives rank shifts: the estimators on known functions, and each choice by hand."""

from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from parindex.engine.points import MICRO
from parindex.engine.problems import Text
from parindex.engine.robustness import Noise
from parindex.engine.robustness.choices import Setting, choices, treated
from parindex.engine.robustness.doubts import appraisers, surveys
from parindex.engine.robustness.noise import factors
from parindex.engine.robustness.sensitivity import exact_indices, sampled_indices
from parindex.engine.robustness.weighing import Bench, geometric, weighed
from parindex.engine.rules.levels import Level, Levels
from parindex.engine.rules.manual import Manual
from parindex.engine.sheet import State
from parindex.engine.tree import NotApplicable
from tests.engine.robustness_cases import contest_of, random_contest, tree_of

QUIET = Setting(1, Noise.UNIFORM, 0.0)
USUAL = Setting(1, Noise.UNIFORM, 0.25)


def scored(found):
    return np.full(found.points.shape, State.SCORED, np.int8)


# the estimators


def test_enumeration_by_hand():
    # 2 a + b, a and b either 0 or 1: variances 1 and 1/4 of 5/4
    found = exact_indices(np.array([[0.0, 1.0], [2.0, 3.0]]))
    assert found.first_order.tolist() == pytest.approx([0.8, 0.2])
    assert found.total.tolist() == pytest.approx([0.8, 0.2])


def test_enumeration_of_a_pure_interaction():
    # exclusive or: neither does anything by itself
    found = exact_indices(np.array([[0.0, 1.0], [1.0, 0.0]]))
    assert found.first_order.tolist() == [0, 0]
    assert found.total.tolist() == [1, 1]


def test_enumeration_with_options_of_different_number():
    outcomes = np.array([[1.0, 2.0, 6.0], [1.0, 5.0, 3.0]])
    found = exact_indices(outcomes)
    variance = outcomes.var()
    assert found.first_order.tolist() == pytest.approx(
        [np.var([3, 3]) / variance, np.var([1, 7 / 2, 9 / 2]) / variance]
    )
    assert found.total.tolist() == pytest.approx(
        [
            np.mean([0, np.var([2, 5]), np.var([6, 3])]) / variance,
            np.mean([np.var([1, 2, 6]), np.var([1, 5, 3])]) / variance,
        ]
    )


def ishigami(x):
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


@pytest.mark.parametrize("constant", [0, 1e6])
def test_samples_of_the_ishigami_function(constant):
    # T. Ishigami and T. Homma 1990, with a = 7 and b = 0.1; the analytic indices, exact to 4 digits
    first, total = [0.3139, 0.4424, 0.0], [0.5576, 0.4424, 0.2437]
    random = np.random.default_rng(1)
    a, b = random.uniform(-np.pi, np.pi, (2, 2**15, 3))
    mixed = []
    for column in range(3):
        other = a.copy()
        other[:, column] = b[:, column]
        mixed.append(ishigami(other) + constant)
    found = sampled_indices(ishigami(a) + constant, ishigami(b) + constant, np.array(mixed))
    assert found.first_order == pytest.approx(first, abs=0.02)
    assert found.total == pytest.approx(total, abs=0.02)


def test_nothing_that_varies_gives_nothing():
    same = np.full(16, 0.1) + 0.2
    for found in (sampled_indices(same, same, np.array([same, same])), exact_indices(same.reshape(4, 4))):
        assert found.first_order.tolist() == found.total.tolist() == [0, 0]


def test_one_input_alone_has_it_all():
    random = np.random.default_rng(2)
    base, other = random.random((2, 512))
    found = sampled_indices(base, other, other[None])
    assert found.first_order.tolist() == found.total.tolist() == [1]


def test_a_first_order_index_is_never_over_the_total():
    for seed in range(50):
        a, b = np.random.default_rng(seed).random((2, 16, 2))
        outcomes = [rows.sum(axis=1) for rows in (a, b, np.column_stack([b[:, 0], a[:, 1]]))]
        last = np.column_stack([a[:, 0], b[:, 1]]).sum(axis=1)
        found = sampled_indices(outcomes[0], outcomes[1], np.array([outcomes[2], last]))
        assert (found.first_order <= found.total).all()


# the choices


def named(found):
    return {choice.choice: (choice.first_order, choice.total) for choice in found}


def test_a_choice_that_a_round_does_not_have_is_left_out():
    two = contest_of(tree_of({"1.1": 10, "2.1": 10}), {"A": [9, 1], "B": [4, 5]})
    one = contest_of(tree_of({"1.1": 10, "1.2": 10}), {"A": [9, 1], "B": [4, 5]})
    alone = contest_of(tree_of({"1.1": 10, "2.1": 10}), {"A": [9, 1]})
    assert list(named(choices(two, scored(two), USUAL))) == ["weights", "aggregation"]
    assert list(named(choices(two, scored(two), QUIET))) == ["aggregation"]
    assert choices(one, scored(one), USUAL) == ()
    assert choices(alone, scored(alone), USUAL) == ()


def test_aggregation_alone_is_enumerated():
    # arithmetic A 5, B 4.5 of 10; geometric A sqrt(9 * 1) = 3, B sqrt(4 * 5) = 4.5: both ranks change
    found = contest_of(tree_of({"1.1": 10, "2.1": 10}), {"A": [9, 1], "B": [4, 5]})
    assert named(choices(found, scored(found), QUIET)) == {"aggregation": (1.0, 1.0)}
    same = contest_of(tree_of({"1.1": 10, "2.1": 10}), {"A": [9, 8], "B": [4, 5]})
    assert named(choices(same, scored(same), QUIET)) == {"aggregation": (0.0, 0.0)}


def test_aggregation_and_what_does_not_apply_are_enumerated_together():
    tree = tree_of({"1.1": 10, "2.1": 10, "2.2": 10})
    # 2.2 does not apply to A: excluded A 13/20 against B 18/30; full 23/30, zero 13/30
    found = contest_of(tree, {"A": [9, 4, None], "B": [6, 6, 6]})
    state = scored(found)
    state[found.units.index("A"), 2] = State.NOT_APPLICABLE
    # shift 1 where A stands below B. arithmetic: zero alone (13 < 18). geometric, weights 1/2 excluded, else 1/3, 2/3:
    # excluded sqrt(.9 * .4) = .6 ties with .6, so that B rises to rank 1 and A stays: mean 1/2;
    # full .9^(1/3) * .7^(2/3) = .761 > .6; zero .9^(1/3) * .2^(2/3) = .330 < .6
    outcomes = np.array([[0, 0, 1], [0.0, 0, 1]])
    outcomes[1, 0] = 0.5
    expected = exact_indices(outcomes)
    got = named(choices(found, state, QUIET))
    assert list(got) == ["aggregation", "not_applicable"]
    assert [first for first, _ in got.values()] == pytest.approx(expected.first_order.tolist())
    assert [total for _, total in got.values()] == pytest.approx(expected.total.tolist())


def test_treatments():
    tree = tree_of({"1.1": 10, "2.1": 10})
    found = contest_of(tree, {"A": [9, None], "B": [6, 6]})
    nothing = np.array([[False, True], [False, False]])
    for option, points, maxima in (
        (NotApplicable.EXCLUDE, 0, 0),
        (NotApplicable.FULL, 10 * MICRO, 10 * MICRO),
        (NotApplicable.ZERO, 0, 10 * MICRO),
    ):
        changed = treated(found, nothing, option)
        assert (changed.points[0, 1], changed.maxima[0, 1]) == (points, maxima)
        assert changed.points[1].tolist() == found.points[1].tolist()
    assert treated(found, nothing, None) is found


def test_the_geometric_mean_by_hand():
    tree = tree_of({"1.1": 30, "2.1.1": 5, "2.2.1": 5})
    found = contest_of(tree, {"A": [24, 4, 0], "B": [30, 0, 0], "C": [15, None, None]})
    drawn = factors(tree, draws=1, seed=1, noise=Noise.UNIFORM, spread=0)
    index = geometric(weighed(found, drawn.column), drawn.drawn, Bench(1, 3), 0.01)[0]
    by_unit = dict(zip(found.units, index.tolist(), strict=True))
    assert by_unit["A"] == pytest.approx(0.8**0.75 * 0.4**0.25)
    # an area of nothing counts as one per cent
    assert by_unit["B"] == pytest.approx(1**0.75 * 0.01**0.25)
    # an area that does not apply is left out
    assert by_unit["C"] == pytest.approx(0.5)


def test_weights_and_aggregation_of_many_units_are_near_the_truth():
    tree = tree_of({f"{area}.1": 10 for area in range(1, 7)})
    found = random_contest(np.random.default_rng(5), 25, tree, absent=0, grain=100)
    few = named(choices(found, scored(found), USUAL))
    runs = [named(choices(found, scored(found), Setting(seed, Noise.UNIFORM, 0.25))) for seed in range(2, 14)]
    for name in ("weights", "aggregation"):
        assert few[name] == pytest.approx(np.mean([run[name] for run in runs], axis=0), abs=0.08)
    assert sum(first for first, _ in few.values()) < 1.05
    assert sum(total for _, total in few.values()) > 0.95


def test_the_same_seed_gives_the_same_choices():
    found = random_contest(np.random.default_rng(5), 25)
    assert choices(found, scored(found), USUAL) == choices(found, scored(found), USUAL)


# doubts


def levels(*points):
    return Levels(max(points) * MICRO // 4, tuple(Level(p * MICRO // 4, Text("", "")) for p in points))


RULES = {"1.1": levels(8, 4, 2, 0), "1.2": Manual(10 * MICRO, MICRO // 2), "1.3": Manual(10 * MICRO, 1), "2.1": None}
DOUBTED = tree_of({"1.1": 2, "1.2": 10, "1.3": 10, "2.1": 10}, rules=RULES)


def test_half_steps():
    found = contest_of(DOUBTED, {"A": [2, 9.5, 3, 1], "B": [1, 4.5, 3, 1], "C": [0.5, 0, 3, 1], "D": [0, 10, 3, 1]})
    by_unit = [found.units.index(unit) for unit in "ABCD"]
    state = scored(found)
    doubts = appraisers(found, state)
    # levels 0, 0.5, 1 and 2: half of 1; half of 0.5 and of 1; half of 0.5 twice; half of 0.5
    assert [doubts.down[0][at] / MICRO for at in by_unit] == [0.5, 0.25, 0.25, 0]
    assert [doubts.up[0][at] / MICRO for at in by_unit] == [0, 0.5, 0.25, 0.25]
    assert doubts.down[1].tolist() == doubts.up[1].tolist() == [MICRO / 4] * 4
    # no step, no doubt; no rule neither
    assert sorted(doubts.up) == [0, 1]
    state[by_unit[0], 0] = State.NOT_SUBMITTED
    assert appraisers(found, state).down[0][by_unit[0]] == 0


def test_draws_of_doubts_stay_within_half_a_step_and_within_the_points():
    found = contest_of(DOUBTED, {"A": [2, 9.5, 3, 1], "B": [1, 10, 3, 1], "C": [0.5, 0, 3, 1]})
    doubts = appraisers(found, scored(found))
    off = doubts.drawn(found, 1, rows=4000, seed=1, stream=5)
    points = off + found.points[:, 1]
    assert (off == np.rint(off)).all()
    assert np.abs(off).max() <= MICRO / 4
    assert (points.min(axis=0) >= 0).all()
    assert (points.max(axis=0) <= 10 * MICRO).all()
    inner = off[:, found.units.index("A")] / MICRO
    assert stats.kstest(inner, stats.uniform(-0.25, 0.5).cdf).pvalue > 0.001


def test_draws_of_survey_error_are_normal():
    found = contest_of(DOUBTED, {"A": [2, 5, 3, 1], "B": [1, 5, 3, 1]})
    errors = np.zeros(found.points.shape, np.int64)
    errors[0, 2] = MICRO // 10
    doubts = surveys(errors)
    assert sorted(doubts.up) == [2]
    off = doubts.drawn(found, 2, rows=4000, seed=1, stream=5) / MICRO
    assert stats.kstest(off[:, 0], stats.norm(0, 0.1).cdf).pvalue > 0.001
    assert (off[:, 1] == 0).all()
    assert not surveys(None)
    assert not surveys(np.zeros_like(errors))


def test_doubts_drive_ranks_where_nothing_else_can():
    tree = tree_of({"1.1": 10, "1.2": 10}, rules={"1.1": Manual(10 * MICRO, MICRO)})
    found = contest_of(tree, {"A": [6, 5], "B": [5, 5], "C": [5, 4.75]})
    got = choices(found, scored(found), USUAL)
    assert [(choice.choice, choice.first_order, choice.total) for choice in got] == [("appraisers", 1, 1)]


def test_doubts_and_survey_error_together():
    tree = tree_of(
        {"1.1": 10, "1.2": 10, "2.1.1": 10, "2.2": 10},
        rules={"1.1": Manual(10 * MICRO, MICRO), "2.2": Manual(10 * MICRO, MICRO)},
    )
    random = np.random.default_rng(1)
    found = contest_of(tree, {f"U{at}": random.integers(4, 8, 4).tolist() for at in range(12)})
    errors = np.zeros(found.points.shape, np.int64)
    errors[:, 1] = MICRO // 2
    got = named(choices(found, scored(found), USUAL, errors))
    assert list(got) == ["weights", "aggregation", "appraisers", "survey"]
    assert all(0 <= first <= 1 and 0 <= total <= 1 for first, total in got.values())
    assert got["appraisers"][1] > 0.05
    assert got["survey"][1] > 0.05


def test_the_variance_of_a_single_swap_is_that_of_theory():
    # two units, one half step apart, in doubt by half a step each: they swap where the difference of two uniform numbers
    # on [-1/2, 1/2] passes 1/2: with chance 1/8; the shift is then 1, so that only one choice varies at all
    tree = tree_of({"1.1": 10, "1.2": 10}, rules={"1.1": Manual(10 * MICRO, MICRO)})
    found = contest_of(tree, {"A": [5, 5.5], "B": [5, 5]})
    off = appraisers(found, scored(found)).drawn(found, 0, rows=20_000, seed=3, stream=1)
    assert np.mean(off[:, 1] - off[:, 0] > MICRO / 2) == pytest.approx(float(Fraction(1, 8)), abs=0.01)
