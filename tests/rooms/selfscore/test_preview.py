"""What a signature now would cost, worked out by hand beside it."""

from parindex.engine.points import MICRO
from parindex.selfscore.preview import Fact, preview


def test_claimed_is_safe_and_at_risk():
    facts = [
        Fact("1.1", 1 * MICRO, "scored", 1 * MICRO, documents=1),
        Fact("1.2", 2 * MICRO, "scored", 1_500_000, note=True),
        Fact("1.3", 1 * MICRO, "scored", 750_000),
    ]
    found = preview(facts)
    assert found.claimed == (1 + 1.5 + 0.75) * MICRO
    assert found.at_risk == 0.75 * MICRO
    assert found.safe == (1 + 1.5) * MICRO
    assert found.maximum == (1 + 2 + 1) * MICRO
    assert found.risks == (("1.3", 750_000),)
    assert found.bar == (2_500 // 4, 3_250 // 4)


def test_what_is_not_scored_stands_apart_with_its_maximum():
    found = preview([Fact("1.1", 2 * MICRO), Fact("1.2", 1 * MICRO, "not_submitted", None, note=True)])
    assert (found.claimed, found.at_risk) == (0, 0)
    assert found.unscored == (("1.1", 2 * MICRO), ("1.2", 1 * MICRO))
    assert found.unscored_points == (2 + 1) * MICRO


def test_not_applicable_leaves_the_maximum_and_survey_stands_apart():
    facts = [
        Fact("1.1", 2 * MICRO, "not_applicable", None, note=True),
        Fact("1.2", 1 * MICRO, "scored", 1 * MICRO, documents=2),
        Fact("1.3", 3 * MICRO, surveyed=True),
    ]
    found = preview(facts)
    assert found.maximum == (2 - 2 + 1) * MICRO
    assert found.surveyed == 3 * MICRO
    assert found.risks == found.unscored == ()


def test_the_largest_risk_comes_first_and_a_risk_of_nothing_is_still_told():
    facts = [Fact("a", MICRO, "scored", 0), Fact("b", MICRO, "scored", 500_000), Fact("c", MICRO, "scored", MICRO)]
    assert preview(facts).risks == (("c", MICRO), ("b", 500_000), ("a", 0))
