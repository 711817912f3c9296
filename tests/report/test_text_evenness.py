"""An evaluative word stands only where the written rule on the dispersion allows it: each bound, from both sides."""

from fractions import Fraction

import pytest

from parindex.report.writing.article_text import article_document
from parindex.report.writing.evenness import Evenness, evenness
from tests.make.rounds import make_results, one_area
from tests.report.reading import texts_of


def spread(mean, half):
    """Five values with this mean; the standard deviation is half x sqrt(4/5), the range 2 x half."""
    return [Fraction(mean - half), Fraction(mean - half), Fraction(mean), Fraction(mean + half), Fraction(mean + half)]


def variation_squared(values):
    mean = sum(values) / len(values)
    return sum((v - mean) ** 2 for v in values) / len(values) / mean**2


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ([Fraction(80)] * 5, Evenness.EVEN),
        # range 10, variation 4.47 / 95: too much for even
        (spread(95, 5), Evenness.FAIRLY_EVEN),
        # four at 90 and two 90 +- 5: variation 2.89 / 90 = 3.2 %; with eight at 90: 2.24 / 90 = 2.5 %
        ([Fraction(90)] * 8 + [Fraction(85), Fraction(95)], Evenness.EVEN),
        ([Fraction(90)] * 8 + [Fraction(85), Fraction("95.01")], Evenness.FAIRLY_EVEN),
        # range exactly 20 with little variation, and a hair more
        ([Fraction(90)] * 20 + [Fraction(75), Fraction(95)], Evenness.FAIRLY_EVEN),
        ([Fraction(90)] * 20 + [Fraction(75), Fraction("95.01")], Evenness.NONE),
        # range 40: enough only with a variation of 15 %
        (spread(80, 20), Evenness.UNEVEN),
        ([Fraction(80)] * 30 + [Fraction(60), Fraction(100)], Evenness.NONE),
        (spread(80, Fraction("19.99")), Evenness.NONE),
        # under five units nothing is said
        ([Fraction(80)] * 4, Evenness.NONE),
        ([Fraction(0)] * 6, Evenness.NONE),
        ([], Evenness.NONE),
    ],
)
def test_bounds(values, word):
    assert evenness(values) is word


def test_the_bounds_of_the_variation_are_inclusive():
    # mean 100, deviations +-3 on all: variation exactly 3 %
    exact = [Fraction(97), Fraction(103)] * 3
    assert variation_squared(exact) == Fraction(9, 10_000)
    assert evenness(exact) is Evenness.EVEN
    assert evenness([Fraction(97) - Fraction(1, 10**9), Fraction(103)] * 3) is Evenness.FAIRLY_EVEN
    six = [Fraction(94), Fraction(106)] * 3
    assert evenness(six) is Evenness.FAIRLY_EVEN
    assert evenness([Fraction(94) - Fraction(1, 10**9), Fraction(106)] * 3) is Evenness.NONE
    fifteen = [Fraction(170), Fraction(230)] * 3
    assert evenness(fifteen) is Evenness.UNEVEN
    assert evenness([Fraction(170) + Fraction(1, 10**9), Fraction(230)] * 3) is Evenness.NONE


WORDS = ("đồng đều", "chênh lệch lớn", "far apart", "even across", "mạnh", "nhẹ", "đáng kể", "sharply", "slightly")


@pytest.mark.parametrize(
    ("indexes", "word"),
    [
        (("80", "81", "82", "83", "84"), "Kết quả giữa các đơn vị đồng đều."),
        (("90", "90", "95", "100", "100"), "Kết quả giữa các đơn vị khá đồng đều."),
        (("60", "60", "80", "100", "100"), "Kết quả giữa các đơn vị chênh lệch lớn."),
        (("70", "75", "80", "85", "99"), ""),
    ],
)
def test_the_word_is_printed_where_the_rule_allows_it_and_nowhere_else(indexes, word):
    results = make_results(one_area(**dict(zip("ABCDE", indexes, strict=True))), maxima={"1.1": "100"})
    text = " ".join(texts_of(article_document(results, language="vi")))
    if word:
        assert word in text
    else:
        assert not any(found in text for found in WORDS)
