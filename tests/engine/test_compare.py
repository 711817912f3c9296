"""Year on year: what a change is made of, predecessors, and comparisons that are refused."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from parindex.engine.compute import compute
from parindex.engine.document import results_document
from parindex.engine.problems import Text
from parindex.engine.round import Link, Relation
from tests.make.specs import Spec, as_round, specs

A, B, C = ("", "1", "exclude", "appraisal"), ("", "2", "exclude", "appraisal"), ("", "4", "exclude", "appraisal")


def spec(criteria, points, block="b"):
    """criteria: code -> row; points: unit -> {leaf: points}."""
    scores = {(unit, leaf, "final"): (p, "scored") for unit, row in points.items() for leaf, p in row.items()}
    return Spec(criteria, dict.fromkeys(points, block), scores)


def units(round_, *changed):
    """The round with some units' codes or predecessors changed: (old code, new code, predecessors)."""
    by = {old: (new, predecessors) for old, new, predecessors in changed}
    made = [replace(u, code=by[u.code][0], predecessors=by[u.code][1]) if u.code in by else u for u in round_.units]
    return replace(round_, units=tuple(made))


def result(results, code):
    return next(u for b in results.blocks for u in b.units if u.unit.code == code)


def test_a_change_is_made_of_performance_criteria_and_maxima():
    before = as_round(spec({"1": A, "2": B, "9": C}, {"U": {"1": "0.5", "2": "1", "9": "1"}}))
    # 1 keeps its maximum, 2 goes from 2 to 4, 9 is retired, 5 is new
    after = as_round(spec({"1": A, "2": C, "5": B}, {"U": {"1": "1", "2": "3", "5": "1"}}))
    links = (
        Link("1", "1", Relation.SAME),
        Link("2", "2", Relation.SAME),
        Link("5", None, Relation.NEW),
        Link(None, "9", Relation.RETIRED),
    )
    results = compute(replace(after, crosswalk=links), before)
    change = results.comparison.change(results.round.units[0])

    all_before = Fraction(100) * (Fraction(1, 2) + 1 + 1) / (1 + 2 + 4)
    common_before = Fraction(100) * (Fraction(1, 2) + 1) / (1 + 2)
    common_before_at_new_maxima = Fraction(100) * (Fraction(1, 2) * 1 + Fraction(1, 2) * 4) / (1 + 4)
    common_after = Fraction(100) * (1 + 3) / (1 + 4)
    all_after = Fraction(100) * (1 + 3 + 1) / (1 + 4 + 2)
    assert change.like_before == common_before_at_new_maxima
    assert change.like_now == common_after
    assert change.performance == common_after - common_before_at_new_maxima
    assert change.maxima == common_before_at_new_maxima - common_before
    assert change.criteria == (common_before - all_before) + (all_after - common_after)
    assert change.total == all_after - all_before == result(results, "U").change


def test_split_and_merged_criteria_are_compared_as_groups():
    before = as_round(spec({"1": B, "2": A, "3": A}, {"U": {"1": "1", "2": "1", "3": "0"}}))
    after = as_round(spec({"1a": A, "1b": A, "23": B}, {"U": {"1a": "1", "1b": "0.5", "23": "2"}}))
    links = (
        Link("1a", "1", Relation.SPLIT),
        Link("1b", "1", Relation.SPLIT),
        Link("23", "2", Relation.MERGED),
        Link("23", "3", Relation.MERGED),
    )
    results = compute(replace(after, crosswalk=links), before)
    change = results.comparison.change(results.round.units[0])
    # 1 → 1a + 1b: 1/2 → 1.5/2; 2 + 3 → 23: 1/2 → 2/2; every maximum is kept
    assert change.performance == change.total == Fraction(100 * 35, 40) - Fraction(100 * 2, 4)
    assert change.maxima == change.criteria == 0


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(specs(), specs())
def test_the_parts_always_add_up_to_the_change(now, then):
    results = compute(as_round(now), replace(as_round(then), year=2016))
    for block in results.blocks:
        for unit in block.units:
            change = results.comparison.change(unit.unit)
            if change is not None:
                assert change.performance + change.criteria + change.maxima + change.adjustments == change.total
                if unit.change is not None:
                    assert change.total == unit.change


def test_rose_and_fell_compare_exact_percentages():
    thirds = {"1": ("", "3", "exclude", "appraisal")}
    before = as_round(spec(thirds, {"U": {"1": "2"}, "V": {"1": "2"}, "W": {"1": "2"}}))
    after = as_round(spec(thirds, {"U": {"1": "2.000001"}, "V": {"1": "1.999999"}, "W": {"1": "2"}}))
    results = compute(after, before)
    block = results.blocks[0]
    assert (block.rose, block.fell) == (1, 1)
    changes = {u["unit"]: u["change"] for u in results_document(results)["blocks"][0]["units"]}
    assert changes == {"U": "0.00", "V": "0.00", "W": "0.00"}


def test_the_printed_change_is_the_difference_of_the_printed_percentages():
    # 33.333…% → 66.666…%: exactly 33.33…, printed 66.67 − 33.33 = 33.34
    thirds = {"1": ("", "3", "exclude", "appraisal")}
    results = compute(as_round(spec(thirds, {"U": {"1": "2"}})), as_round(spec(thirds, {"U": {"1": "1"}})))
    unit = results_document(results)["blocks"][0]["units"][0]
    assert (unit["previous_index"], unit["index"], unit["change"]) == ("33.33", "66.67", "33.34")


def test_a_renamed_unit_keeps_its_year_before():
    before = as_round(spec({"1": A}, {"OLD": {"1": "1"}, "X": {"1": "0"}}))
    after = units(as_round(spec({"1": A}, {"N": {"1": "0.5"}, "X": {"1": "0"}})), ("N", "N", ("OLD",)))
    unit = result(compute(after, before), "N")
    assert (unit.previous.index, unit.previous.rank) == (100, 1)
    assert unit.previous.reason == Text("", "")


def test_a_merged_unit_is_compared_with_its_predecessors_together():
    criteria = {"1": A, "2": C}
    then = spec(criteria, {"P": {"1": "1", "2": "2"}, "Q": {"1": "0", "2": "1"}})
    then.scores["Q", "2", "final"] = ("", "not_applicable")
    after = units(as_round(spec(criteria, {"M": {"1": "1", "2": "4"}})), ("M", "M", ("P", "Q")))
    unit = result(compute(after, as_round(then)), "M")
    assert unit.previous.index == Fraction(100) * (1 + 2 + 0) / (1 + 4 + 1)
    assert unit.previous.rank is None
    assert "P, Q" in unit.previous.reason.vi
    assert "P, Q" in unit.previous.reason.en


def test_a_unit_that_took_another_in_is_compared_with_both():
    before = as_round(spec({"1": A}, {"P": {"1": "1"}, "Q": {"1": "0"}}))
    after = units(as_round(spec({"1": A}, {"P": {"1": "1"}})), ("P", "P", ("Q",)))
    assert result(compute(after, before), "P").previous.index == 50


def test_units_split_from_one_have_no_rank_to_compare():
    before = as_round(spec({"1": A}, {"P": {"1": "1"}}))
    after = units(as_round(spec({"1": A}, {"Q": {"1": "1"}, "R": {"1": "0"}})), ("Q", "Q", ("P",)), ("R", "R", ("P",)))
    for code in "QR":
        previous = result(compute(after, before), code).previous
        assert (previous.index, previous.rank) == (100, None)
        assert "P" in previous.reason.vi


def test_a_unit_in_another_block_keeps_its_index_and_no_rank():
    before = as_round(spec({"1": A}, {"P": {"1": "1"}}, block="old"))
    after = as_round(spec({"1": A}, {"P": {"1": "1"}}, block="new"))
    results = compute(after, before)
    previous = result(results, "P").previous
    assert (previous.index, previous.rank) == (100, None)
    assert "old" in previous.reason.en
    assert results.comparison.area("new", "1").mean is None


def test_a_new_unit_is_refused_with_the_reason():
    before = as_round(spec({"1": A}, {"P": {"1": "1"}}))
    after = as_round(spec({"1": A}, {"P": {"1": "1"}, "N": {"1": "1"}}))
    results = compute(after, replace(before, year=2016))
    unit = result(results, "N")
    assert (unit.previous.index, unit.change) == (None, None)
    assert "2016" in unit.previous.reason.vi
    assert (results.blocks[0].rose, results.blocks[0].fell) == (0, 0)


def test_sets_without_a_common_criterion_are_not_compared():
    results = compute(as_round(spec({"1": A}, {"P": {"1": "1"}})), as_round(spec({"2": A}, {"P": {"2": "1"}})))
    block = results.blocks[0]
    assert (block.rose, block.fell) == (None, None)
    assert result(results, "P").previous.index is None
    assert "không có tiêu chí nào chung" in result(results, "P").previous.reason.vi


def test_a_component_is_matched_through_its_leaves():
    before = as_round(spec({"I": ("", "", "", ""), "I.1": ("I", "1", "exclude", "appraisal")}, {"P": {"I.1": "0.25"}}))
    after = as_round(spec({"A": ("", "", "", ""), "A.1": ("A", "1", "exclude", "appraisal")}, {"P": {"A.1": "0.5"}}))
    links = (Link("A.1", "I.1", Relation.RENAMED),)
    found = compute(replace(after, crosswalk=links), before).comparison.area("b", "A")
    assert (found.area, found.mean) == ("I", 25)


def test_an_unknown_stage_is_refused():
    with pytest.raises(ValueError, match="sefl"):
        compute(as_round(spec({"1": A}, {"P": {"1": "1"}})), stage="sefl")
