"""Ranks under drawn weights, against slow fractions, by hand, and against asem-2018."""

import hashlib
import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parindex.engine.robustness import Noise, contest, factors, weight_draws
from parindex.engine.robustness.intervals import QUANTILES, histogram, level_groups, quantile
from parindex.engine.robustness.sampling import MEMORY, most_draws, sample
from tests.engine.robustness_cases import asem, contest_of, random_contest, slow_ranks, tree_of

ASEM, EXPECTED = asem()
DRAWS = 2000


def drawn(found, draws=DRAWS, seed=1, noise=Noise.UNIFORM, spread=0.25):
    return factors(found.tree, draws=draws, seed=seed, noise=noise, spread=spread)


def figures(found, **settings):
    """Unit -> its figures, and the level groups."""
    units, level = weight_draws(found, drawn(found, **settings), threads=1)
    return {unit.unit: unit for unit in units}, level


def plain(units):
    return [(u.unit, u.rank, u.q05, u.median, u.q95, u.above_next, u.ranks) for u in units.values()]


# asem-2018: figures of others


def test_asem_ranks_are_those_of_a_peer():
    units, _ = figures(ASEM)
    assert {code: unit.rank for code, unit in units.items()} == {code: row.rank for code, row in EXPECTED.items()}


@pytest.mark.parametrize("seed", [*range(1, 11), 12345, 2**64 - 1])
def test_asem_quantiles_at_2000_draws_are_those_of_200_000(seed):
    units, _ = figures(ASEM, seed=seed)
    off = [
        max(abs(a - b) for a, b in zip((unit.q05, unit.median, unit.q95), EXPECTED[code].quantiles, strict=True))
        for code, unit in units.items()
    ]
    assert max(off) <= 1
    assert off.count(0) >= 44  # the worst of 200 seeds; 40 are asked for


def test_asem_shares_are_near_those_of_many_more_draws():
    few, _ = figures(ASEM, seed=1)
    many, _ = figures(ASEM, seed=2, draws=50_000)
    off = [unit.above_next - many[code].above_next for code, unit in few.items() if unit.above_next is not None]
    # 2 000 random draws would be off by sqrt(p (1 - p) / 2000), about 0.009, and up to 0.03
    assert np.std(off) < 0.006
    assert np.abs(off).max() < 0.025


def test_the_draws_of_a_seed_never_change():
    found = sample(ASEM, drawn(ASEM, draws=500), threads=1)
    digest = hashlib.sha256(found.ranks.astype("<u2").tobytes()).hexdigest()
    assert digest == "0df9aec4ffb22dbafaacf49dc65ee35469db751b1f83ecda080d795239d26738"


# the definition, slowly


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 8), st.sampled_from(list(Noise)))
def test_every_draw_ranks_as_fractions_do(seed, units, noise):
    found = random_contest(np.random.default_rng(seed), units)
    draws = drawn(found, draws=4, seed=seed, noise=noise, spread=0.4)
    table = sample(found, draws, threads=1).ranks
    for row in range(4):
        assert table[:, row].tolist() == slow_ranks(found, draws, row)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 30))
def test_factors_of_one_give_the_official_ranks(seed, units):
    found = random_contest(np.random.default_rng(seed), units)
    table = sample(found, drawn(found, draws=2, spread=0), threads=1).ranks
    assert (table == found.ranks[:, None]).all()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9))
def test_the_order_of_rows_changes_nothing(seed):
    random = np.random.default_rng(seed)
    found = random_contest(random, 12, grain=1000)
    if len(set(found.ranks.tolist())) < len(found.ranks):
        return  # tied units stand in the order of the rows, and the next unit of one of them is then another
    order = random.permutation(len(found.units))
    shuffled = contest(
        found.tree,
        [found.units[at] for at in order],
        found.points[order],
        found.maxima[order],
        adjusted=found.adjustments[order],
    )
    one, two = figures(found, draws=64), figures(shuffled, draws=64)
    assert plain(one[0]) == plain(two[0])
    assert one[1] == two[1]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9))
def test_identical_units_are_always_tied(seed):
    found = random_contest(np.random.default_rng(seed), 6)
    names = (*found.units, *(f"{unit} again" for unit in found.units))
    twice = [np.concatenate([part, part]) for part in (found.points, found.maxima)]
    doubled = contest(found.tree, names, *twice, adjusted=np.tile(found.adjustments, 2))
    table = sample(doubled, drawn(doubled, draws=32), threads=1).ranks
    at = {unit: row for row, unit in enumerate(doubled.units)}
    for unit in found.units:
        assert (table[at[unit]] == table[at[f"{unit} again"]]).all()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(list(Noise)))
def test_a_unit_that_is_better_everywhere_is_never_below(seed, noise):
    random = np.random.default_rng(seed)
    found = random_contest(random, 2, absent=0)
    worse = np.minimum(found.points[0], found.points[1])
    better = worse.copy()
    better[random.integers(len(better))] += 1  # a millionth of a point
    pair = contest(found.tree, ["worse", "better"], np.array([worse, better]), found.maxima + 1)
    table = sample(pair, drawn(pair, draws=64, noise=noise), threads=1).ranks
    assert pair.units == ("better", "worse")
    assert (table[0] == 1).all()
    assert (table[1] == 2).all()


# by hand


def test_two_areas_by_hand():
    # A: 8 and 2 of 10, B: 4 and 6.5 of 10. A is above where 0.4 f1 > 0.45 f2, that is f1 > 1.125 f2.
    # With both uniform on [0.75, 1.25]: the integral over f2 from 0.75 to 1.25 / 1.125 of (1.25 - 1.125 f2) / 0.5²
    top = 1.25 / 1.125
    share = (1.25 * (top - 0.75) - 1.125 * (top**2 - 0.75**2) / 2) / 0.25
    found = contest_of(tree_of({"1.1": 10, "2.1": 10}), {"A": [8, 2], "B": [4, 6.5]})
    units, level = figures(found, draws=4096)
    assert [units[code].rank for code in "BA"] == [1, 2]
    assert units["B"].above_next == pytest.approx(1 - share, abs=0.002)
    assert units["A"].above_next is None
    assert units["B"].ranks == {1: units["B"].above_next, 2: 1 - units["B"].above_next}
    assert (units["A"].q05, units["A"].median, units["A"].q95) == (1, 2, 2)
    assert level == (("B", "A"),)


def test_what_does_not_apply_drops_out_and_its_siblings_are_rescaled():
    # for B area 2 does not apply: its index is 6 of 10 whatever is drawn; A's lies between 5 and 8 of 10
    found = contest_of(tree_of({"1.1": 10, "2.1": 10}), {"A": [8, 5], "B": [6, None]})
    table = sample(found, drawn(found), threads=1)
    # A is at least (0.75 * 8 + 1.25 * 5) / (0.75 + 1.25) = 6.125
    assert table.above.tolist() == [DRAWS]


def test_leaves_within_a_group_keep_their_weights():
    # one area: nothing to draw
    found = contest_of(tree_of({"1.1": 10, "1.2": 10}), {"A": [9, 0], "B": [0, 8], "C": [4, 4]})
    units, level = figures(found)
    assert [unit.ranks for unit in units.values()] == [{1: 1.0}, {2: 1.0}, {2: 1.0}]
    assert level == (("B", "C"),)


def test_areas_without_children_are_drawn_like_groups():
    found = contest_of(tree_of({"1": 10, "2": 10}), {"A": [8, 2], "B": [4, 6.5]})
    grouped = contest_of(tree_of({"1.1": 10, "2.1": 10}), {"A": [8, 2], "B": [4, 6.5]})
    assert plain(figures(found)[0]) == plain(figures(grouped)[0])


def test_a_leaf_beside_groups_keeps_its_factor():
    # 1.1 is a leaf of 10 beside 1.2 of 10 (drawn), in the only area: A is above where f 2 < 2.2, always but for f > 1.1
    tree = tree_of({"1.1": 10, "1.2.1": 10, "1.3.1": 10})
    found = contest_of(tree, {"A": [7.2, 5, 0], "B": [5, 7, 0]})
    units, _ = figures(found, draws=4096)
    assert units["A"].above_next == pytest.approx((1.1 - 0.75) / 0.5, abs=0.002)


def test_adjustments_are_added_unchanged():
    tree = tree_of({"1.1": 10, "2.1": 10})
    # A has 10 of 20 in every draw; B has 9.9 and a bonus of 0.2
    found = contest_of(tree, {"A": [5, 5], "B": [4.95, 4.95]}, adjusted=[0, 0.2])
    units, _ = figures(found)
    assert found.units == ("B", "A")
    assert units["B"].above_next == 1.0
    # more bonus than the maximum, and more penalty than points
    found = contest_of(tree, {"A": [5, 5], "B": [10, 10], "C": [0, 0]}, adjusted=[50, 0, -30])
    assert [unit.ranks for unit in figures(found)[0].values()] == [{1: 1.0}, {2: 1.0}, {3: 1.0}]


def test_equal_shares_of_different_maxima_are_tied_in_every_draw():
    # a third of whatever applies, in every area: rounding gives three different floats
    tree = tree_of({"1.1": 9, "1.2": 3, "2.1": 6, "2.2": 21, "3.1.1": 3, "3.1.2": 33, "3.2.1": 12, "4.1": 9})
    rows = {
        "A": [3, 1, 2, 7, 1, 11, 4, 3],
        "B": [3, None, 2, None, 1, None, 4, None],
        "C": [None, 1, None, 7, None, 11, None, None],
        "D": [3, 1, None, None, 1, 11, None, 3],
    }
    found = contest_of(tree, rows)
    table = sample(found, drawn(found), threads=1)
    assert (table.ranks == 1).all()
    assert figures(found)[1] == (("A", "B", "C", "D"),)


def test_competition_ranks_skip_after_a_tie():
    found = contest_of(tree_of({"1.1": 10, "2.1": 10}), {"A": [9, 9], "B": [8, 8], "C": [8, 8], "D": [7, 7]})
    units, level = figures(found)
    assert [unit.ranks for unit in units.values()] == [{1: 1.0}, {2: 1.0}, {2: 1.0}, {4: 1.0}]
    assert [unit.above_next for unit in units.values()] == [1.0, 0.0, 1.0, None]
    assert level == (("B", "C"),)


def test_one_unit_and_none():
    tree = tree_of({"1.1": 10, "2.1": 10})
    units, level = figures(contest_of(tree, {"A": [1, 2]}))
    assert plain(units) == [("A", 1, 1, 1, 1, None, {1: 1.0})]
    assert level == ()
    nobody = contest_of(tree, {"A": [None, None]})
    assert nobody.units == ()
    assert figures(nobody) == ({}, ())


def test_all_tied():
    units, level = figures(contest_of(tree_of({"1.1": 10, "2.1": 10}), {key: [3, 4] for key in "ABC"}))
    assert [unit.ranks for unit in units.values()] == [{1: 1.0}] * 3
    assert level == (("A", "B", "C"),)


def test_a_unit_to_which_nothing_applies_does_not_compete():
    found = contest_of(tree_of({"1.1": 10, "2.1": 10}), {"A": [1, 2], "N": [None, None], "B": [3, 4]})
    assert found.units == ("B", "A")
    assert found.row.tolist() == [2, 0]


# the same on any number of threads


@pytest.mark.parametrize("absent", [0, 0.05])
def test_any_number_of_threads_gives_the_same_bytes(absent):
    tree = tree_of({f"{area}.{group}.{leaf}": 2 for area in range(1, 5) for group in (1, 2) for leaf in (1, 2)})
    found = random_contest(np.random.default_rng(3), 1500, tree, absent)
    draws = drawn(found, draws=1500)
    outcomes = []
    for threads in (1, 2, 8, None):
        done = []
        ranked = sample(found, draws, threads, done.append)
        assert sum(done) == 1500
        assert len(done) > 1
        units, level = weight_draws(found, draws, threads=threads)
        text = json.dumps([plain({u.unit: u for u in units}), level])
        outcomes.append((ranked.ranks.tobytes(), ranked.above.tobytes(), text))
    assert len(set(outcomes)) == 1


def test_an_interruption_ends_the_threads():
    found = random_contest(np.random.default_rng(3), 1500, absent=0)

    def interrupt(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sample(found, drawn(found, draws=3000), 2, interrupt)


def test_more_draws_than_memory_has_room_for_are_refused():
    assert most_draws(10_000) * 10_000 * 2 <= MEMORY < (most_draws(10_000) + 1) * 10_000 * 2
    found = contest_of(tree_of({"1.1": 10, "2.1": 10}), {f"U{at}": [1, 2] for at in range(70_000)})
    with pytest.raises(ValueError, match="at most 958 draws"):
        sample(found, drawn(found, draws=1000))


# quantiles, shares and level groups of given ranks


@settings(deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=50))
def test_quantiles_are_linear_rounded_half_up(ranks):
    row = np.sort(np.array([ranks], np.uint16))
    for share in QUANTILES:
        place = share * (len(ranks) - 1)
        low = int(place)
        high = min(low + 1, len(ranks) - 1)
        exact = Fraction(int(row[0, low])) + (place - low) * (int(row[0, high]) - int(row[0, low]))
        assert quantile(row, share).tolist() == [int(exact + Fraction(1, 2))]
        assert exact == pytest.approx(np.quantile(row[0], float(share)))


def test_the_histogram_counts_every_rank():
    ranks = np.array([[2, 1, 1, 3], [1, 2, 2, 2], [3, 3, 3, 1]], np.uint16)
    found = histogram(ranks, threads=1)
    assert [[part.tolist() for part in found.of(unit)] for unit in range(3)] == [
        [[1, 2, 3], [2, 1, 1]],
        [[1, 2], [1, 3]],
        [[1, 3], [1, 3]],
    ]


def level(rows):
    """Level groups of rows of 100 ranks."""
    ranks = np.array(rows, np.uint16)
    above = np.count_nonzero(ranks[:-1] < ranks[1:], axis=1)
    return [list(group) for group in level_groups(ranks, above)]


def test_an_order_is_settled_from_95_in_100_on():
    ahead = [1] * 100
    assert level([ahead, [2] * 95 + [1] * 5]) == []
    assert level([ahead, [2] * 94 + [1] * 6]) == [[0, 1]]


def test_level_groups_overlap_where_the_ends_are_settled():
    # 0 and 1 are level, 1 and 2 are level, 0 stands above 2
    assert level([[1] * 100, [2] * 50 + [1] * 50, [2] * 100]) == [[0, 1], [1, 2]]


def test_neighbours_share_a_group_exactly_where_their_order_is_not_settled_and_none_is_within_one():
    for seed in range(40):
        random = np.random.default_rng(seed)
        found = random_contest(random, 40, absent=0, grain=100)
        table = sample(found, drawn(found, draws=200), threads=1)
        groups = [list(group) for group in level_groups(table.ranks, table.above)]

        def settled(a, b, ranks=table.ranks):
            return np.count_nonzero(ranks[a] < ranks[b]) >= 190

        for at in range(39):
            assert settled(at, at + 1) != any(at in group and at + 1 in group for group in groups)
        for group in groups:
            assert len(group) > 1
            assert not any(settled(a, b) for a in group for b in group if a < b)
        # none of them lies within another
        assert all(not set(a) <= set(b) for a in groups for b in groups if a is not b)


def test_long_groups_are_found():
    same = [[1] * 100] * 300
    assert level(same) == [list(range(300))]
    # far below, all are settled with the first ones
    assert level([[1] * 100] * 100 + [[101] * 100] * 100) == [list(range(100)), list(range(100, 200))]
