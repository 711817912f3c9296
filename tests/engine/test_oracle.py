"""The engine against a slow second computation in fractions, on thousands of generated rounds; and its properties."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from parindex.engine.compute import compute
from parindex.engine.document import results_document
from parindex.engine.ranking import against, ranks
from tests.engine.oracle import expected
from tests.make.specs import as_round, specs

MANY = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
SOME = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def blocks(spec, stage=None):
    """The document's blocks without the keys that only stand where there is something to say."""
    document = results_document(compute(as_round(spec), stage=stage))
    for block in document["blocks"]:
        for unit in block["units"]:
            unit.pop("adjustment", None)
            unit.pop("undecided", None)
    return document["blocks"]


@MANY
@given(specs())
def test_agrees_with_the_oracle(spec):
    assert blocks(spec) == expected(spec)


@MANY
@given(specs(), st.sampled_from(["self", "appraised", "explained", "final"]))
def test_agrees_with_the_oracle_at_every_stage(spec, stage):
    assert blocks(spec, stage) == expected(spec, stage)


@SOME
@given(specs(), st.randoms())
def test_the_order_of_rows_changes_no_figure(spec, random):
    shuffled = replace(
        spec, units=shuffle(spec.units, random), scores=shuffle(spec.scores, random), criteria=siblings(spec, random)
    )
    before, after = (
        {unit["unit"]: unit for block in blocks(one) for unit in block["units"]} for one in (spec, shuffled)
    )
    assert after == before


def shuffle(mapping, random):
    items = list(mapping.items())
    random.shuffle(items)
    return dict(items)


def siblings(spec, random):
    """The criteria in any order at all: a child may even stand before its parent."""
    return shuffle(spec.criteria, random)


@SOME
@given(specs(), st.sampled_from(["0.5", "7"]))
def test_a_criterion_that_applies_to_nobody_changes_nothing(spec, maximum):
    area = next(iter(spec.criteria))
    assume(spec.criteria[area][1] == "")
    more = replace(
        spec,
        criteria={**spec.criteria, "extra": (area, maximum, "exclude", "appraisal")},
        scores={**spec.scores, **{(unit, "extra", "final"): ("", "not_applicable") for unit in spec.units}},
    )
    assert blocks(more) == blocks(spec)


@SOME
@given(specs(), st.data())
def test_more_points_never_lower_a_rank(spec, data):
    scored = [key for key, (_, state) in spec.scores.items() if state == "scored"]
    assume(scored)
    unit, leaf, stage = data.draw(st.sampled_from(scored))
    maximum = spec.criteria[leaf][1]
    better = replace(spec, scores={**spec.scores, (unit, leaf, stage): (maximum, "scored")})
    ranks_of = [{u["unit"]: u["rank"] for block in blocks(one) for u in block["units"]}[unit] for one in (spec, better)]
    assume(ranks_of[0] is not None)
    assert ranks_of[1] <= ranks_of[0]


@SOME
@given(specs())
def test_percentages_lie_between_0_and_100_unless_adjusted(spec):
    spec = replace(spec, adjustments=[])
    for block in compute(as_round(spec)).blocks:
        for unit in block.units:
            for standing in (unit.standing, *unit.areas.values()):
                assert standing.index is None or 0 <= standing.index <= 100


def test_rank_before_rounding():
    # 2/3 and 0.666667 are both shown as 66.67 at two decimals, and yet one is more than the other
    points = np.array([2_000_000, 666_667])
    maxima = np.array([3_000_000, 1_000_000])
    assert ranks(points, maxima).tolist() == [2, 1]


def test_ranks_that_floats_cannot_tell_apart():
    # 10^15 / (10^15 + 1) against (10^15 - 1) / 10^15: the first is larger by about 10^-30
    big = 10**15
    points, maxima = np.array([big - 1, big, big - 1]), np.array([big, big + 1, big])
    assert (big - 1) / big == big / (big + 1)
    assert ranks(points, maxima).tolist() == [2, 1, 2]


def test_competition_ranks_skip():
    assert ranks(np.array([9, 8, 8, 7, 0]), np.array([10, 10, 10, 10, 0])).tolist() == [1, 2, 2, 4, 0]


@given(
    st.lists(st.tuples(st.integers(-50, 100), st.integers(0, 60)), min_size=1, max_size=40),
    st.fractions(-10, 110, max_denominator=60),
)
def test_against_a_bound_is_exact(pairs, bound):
    points, maxima = np.array([p for p, _ in pairs]), np.array([m for _, m in pairs])
    truth = [
        -2 if m == 0 else (Fraction(100 * p, m) > bound) - (Fraction(100 * p, m) < bound)
        for p, m in zip(points.tolist(), maxima.tolist(), strict=True)
    ]
    assert against(points, maxima, bound).tolist() == truth


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=60))
def test_ranks_are_exact(pairs):
    points, maxima = np.array([p for p, _ in pairs], int), np.array([m for _, m in pairs], int)
    values = [Fraction(p, m) if m else None for p, m in pairs]
    truth = [0 if v is None else 1 + sum(o is not None and o > v for o in values) for v in values]
    assert ranks(points, maxima).tolist() == truth


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3), st.booleans()), min_size=1, max_size=30))
def test_ranks_of_large_and_nearly_equal_ratios_are_exact(shifts):
    # around 10^15 / (2 x 10^15) and around 10^15 / 10^15, whose neighbours floats often cannot tell apart
    big = 10**15
    points = np.array([big + p for p, _, _ in shifts])
    maxima = np.array([(2 * big if half else big) + m for _, m, half in shifts])
    values = [Fraction(p, m) for p, m in zip(points.tolist(), maxima.tolist(), strict=True)]
    assert ranks(points, maxima).tolist() == [1 + sum(other > value for other in values) for value in values]
