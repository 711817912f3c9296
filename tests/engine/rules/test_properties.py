"""What holds for every rule and every value, tried on made-up ones."""

import json
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from parindex.engine.points import MICRO, half_up
from parindex.engine.rules import KINDS, BadRule, BadValue, Rule, read_rule
from parindex.engine.rules.written import readings

HALF = Decimal("0.5")
maxima = st.integers(1, 40).map(lambda quarters: quarters * MICRO // 4)


def written(decimals):
    """A number as somebody may write it, with a point or a comma."""
    return st.builds(lambda text, sign: text.replace(".", sign), decimals.map(str), st.sampled_from(".,"))


percents = st.decimals(0, 100, places=3, allow_nan=False)
quotients = st.integers(1, 99_999).flatmap(lambda whole: st.integers(0, whole).map(lambda part: f"{part}/{whole}"))
ratios = st.one_of(quotients, written(percents).map("{}%".format))
counts = st.integers(0, 200).map(str)


@st.composite
def levels(draw, maximum):
    points = {maximum, *draw(st.lists(st.integers(0, maximum), max_size=4))}
    rule = read_rule("levels", {"levels": [Decimal(one) / MICRO for one in sorted(points, reverse=True)]}, maximum)
    return rule, str(Decimal(draw(st.sampled_from(sorted(points)))) / MICRO)


@st.composite
def bands(draw, maximum):
    cuts = sorted(draw(st.sets(st.tuples(st.integers(1, 99), st.booleans()), max_size=4)))
    points = sorted(draw(st.lists(st.integers(0, maximum), min_size=len(cuts), max_size=len(cuts))))
    rising = [{"points": Decimal(one) / MICRO} for one in [*points, maximum]]
    for row, (at, after) in zip(rising[1:], cuts, strict=True):
        row["above" if after else "at_least"] = at
    return read_rule("bands", {"unit": "%", "bands": rising[::-1]}, maximum), draw(ratios)


@st.composite
def surveys(draw, maximum):
    weights = [100, *draw(st.lists(st.integers(0, 100), max_size=3))]
    rule = read_rule("survey", {"answers": {f"a{at}": weight for at, weight in enumerate(weights)}}, maximum)
    given_counts = [draw(st.integers(0, 500)) for _ in weights]
    assume(sum(given_counts))
    return rule, ";".join(f"a{at}={count}" for at, count in enumerate(given_counts))


@st.composite
def simple(draw, kind, params, values, maximum):
    return read_rule(kind, draw(st.sampled_from(params)), maximum), draw(values)


def scored(maximum):
    """A rule of any kind and a value that it can read."""
    manual = st.integers(0, maximum).map(lambda points: str(Decimal(points) / MICRO))
    return st.one_of(
        levels(maximum),
        bands(maximum),
        surveys(maximum),
        simple("yes_no", [{}, {"conditions": 1}], st.sampled_from(["có", "no", "0/1", "1/1", "1"]), maximum),
        simple("proportion", [{"unit": "%"}, {"floor": HALF}, {"floor": "33.333%"}], ratios, maximum),
        simple("relative", [{}], ratios, maximum),
        simple("per_item", [{"per_item": HALF / 2}, {"per_item": "0.07"}], counts, maximum),
        simple("deduction", [{"per_item": HALF / 2}, {"per_item": "0.07"}], counts, maximum),
        simple("survey", [{}], written(percents).map("{}%".format), maximum),
        simple("external", [{}, {"scale": 5}], ratios, maximum),
        simple("manual", [{}], manual.filter(lambda text: len(readings(text)) == 1), maximum),
    )


@given(maxima.flatmap(scored), st.integers(2, 6))
def test_points_lie_between_nothing_and_the_maximum_and_their_rounding_can_be_given(case, places):
    rule, value = case
    exact = rule.points(value, Fraction(1))
    assert 0 <= exact * MICRO <= rule.maximum
    entered = half_up(exact, places) * 10 ** (6 - places) if rule.rounds else int(exact * MICRO)
    assert entered == exact * MICRO or rule.rounds
    assert rule.can_give(entered)
    assert rule.agrees(value, entered, Fraction(1))
    assert all(text.strip() for text in (*rule.possible(), *rule.described()))


@given(maxima, st.data(), quotients, quotients)
def test_a_higher_ratio_never_gives_fewer_points(maximum, data, one, other):
    drawn = st.one_of(
        bands(maximum),
        simple("proportion", [{"unit": "%"}, {"floor": HALF}], ratios, maximum),
        simple("relative", [{}], ratios, maximum),
        simple("external", [{"scale": 5}], ratios, maximum),
    )
    rule, _ = data.draw(drawn)
    low, high = sorted((one, other), key=Fraction)
    assert rule.points(low, Fraction(1)) <= rule.points(high, Fraction(1))


@given(st.integers(1, 4 * MICRO), st.integers(1, 50), st.data())
def test_what_items_can_give_is_what_counting_them_gives(step, steps, data):
    maximum = step * steps + data.draw(st.integers(0, step - 1))
    for kind in ("per_item", "deduction"):
        rule = read_rule(kind, {"per_item": Decimal(step) / MICRO}, maximum)
        given_points = {int(rule.points(str(count)) * MICRO) for count in range(53)}
        tried = {points + shift for points in given_points for shift in (-1, 0, 1) if 0 <= points + shift <= maximum}
        assert {points for points in tried if rule.can_give(points)} == given_points


RULES = {
    "levels": {"levels": [{"points": 1, "name_vi": "Đạt", "name_en": "Met"}, {"points": 0}]},
    "bands": {"bands": [{"at_least": HALF, "points": 1}, {"points": 0}]},
    "per_item": {"per_item": HALF},
    "deduction": {"per_item": HALF},
    "survey": {"answers": {"A": 100, "B": 0}},
    "yes_no": {"conditions": 3},
}
near_values = st.text("0123456789./,%;=:ABn +-() cókhôngĐạt½²٣／", max_size=14)


@given(st.sampled_from(sorted(KINDS)), st.one_of(st.text(max_size=60), near_values, st.from_regex(r"\d{1,5000}")))
@example("proportion", "1/" + "9" * 9000)
@example("proportion", "9" * 9000 + "%")
@example("deduction", "9" * 9000)
@example("survey", "A=" + "9" * 9000)
@example("yes_no", "9" * 9000 + "/3")
@example("manual", "\ud800")
def test_garbage_is_a_bad_value_and_nothing_else(kind, text):
    rule = read_rule(kind, RULES.get(kind, {}), MICRO)
    with suppress(BadValue):
        points = rule.points(text, Fraction(1))
        assert 0 <= points <= 1


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(max_size=8),
    st.sampled_from(
        ["%", "0,5", "1.000", "50%", 10**4000, Decimal("1E+999999"), Decimal("1E-999999"), Decimal("sNaN")]
    ),
)
KEYS = ["levels", "level", "points", "name", "name_vi", "conditions", "unit", "floor", "bands", "at_least", "above"]
KEYS += ["below", "at_most", "included", "max", "per_item", "item_vi", "answers", "min_answers", "scale", "step", "A"]
garbage = st.recursive(
    scalars,
    lambda below: st.one_of(
        st.lists(below, max_size=4), st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=5)), below)
    ),
    max_leaves=12,
)


@given(st.sampled_from(sorted(KINDS)), st.dictionaries(st.sampled_from(KEYS), garbage, max_size=5), maxima)
def test_garbage_is_a_bad_rule_and_nothing_else(kind, params, maximum):
    with suppress(BadRule):
        rule = read_rule(kind, params, maximum)
        assert rule.can_give(maximum)
        assert all((*rule.possible(), *rule.described()))


@given(st.one_of(st.text(max_size=60), garbage), garbage, st.one_of(st.integers(), garbage))
def test_even_its_frame_may_be_garbage(kind, params, maximum):
    with suppress(BadRule):
        read_rule(kind, params, maximum)


HUGE = [10**5000, Decimal("1E+999999999"), Decimal("1E-999999999"), "9" * 9000, float("inf"), float("nan")]


@pytest.mark.parametrize("number", HUGE, ids=range(len(HUGE)))
@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("levels", "levels"),
        ("bands", "bands"),
        ("yes_no", "conditions"),
        ("proportion", "floor"),
        ("per_item", "per_item"),
        ("deduction", "per_item"),
        ("survey", "answers"),
        ("survey", "min_answers"),
        ("external", "scale"),
        ("manual", "step"),
    ],
)
def test_numbers_that_would_fill_the_memory_are_refused(kind, key, number):
    inside = {"levels": [number], "bands": [{"points": number}], "answers": {"A": number}}
    with pytest.raises(BadRule):
        read_rule(kind, {key: inside.get(key, number)}, MICRO)


@pytest.mark.parametrize("maximum", [0, -1, True, 10**5000, None], ids=range(5))
def test_a_maximum_has_a_size(maximum):
    with pytest.raises(BadRule) as bad:
        read_rule("manual", {}, maximum)
    assert [fault.code for fault in bad.value.faults] == ["maximum_out_of_range"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_is_a_value(kind):
    params = json.loads(json.dumps(RULES.get(kind, {}), default=float), parse_float=Decimal)
    rule = read_rule(kind, params, MICRO)
    assert rule == read_rule(kind, params, MICRO)
    assert hash(rule) == hash(read_rule(kind, params, MICRO))
    assert isinstance(rule, Rule)
    assert rule.kind == kind
