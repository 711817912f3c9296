"""How numbers, counts, lists and names are written."""

from fractions import Fraction

import pytest

from parindex.engine.problems import Text
from parindex.engine.round import Unit
from parindex.report.writing.names import Names, collation
from parindex.report.writing.words import Words, joined, sentence, small
from tests.make.rounds import make_round

VI, EN = Words("vi"), Words("en")


def test_percentages_have_a_comma_in_vietnamese_and_a_point_in_english():
    assert VI.percent(Fraction(7979, 100)) == "79,79%"
    assert EN.percent(Fraction(7979, 100)) == "79.79%"
    assert VI.percent(Fraction(2, 3) * 100) == "66,67%"


def test_exactly_full_is_written_short_and_nearly_full_is_not():
    assert VI.percent(Fraction(100)) == "100%"
    assert VI.percent(Fraction(99_999, 1000)) == "100,00%"
    assert VI.figure(Fraction(100)) == "100,00"


def test_minus_is_a_minus_and_a_rise_has_its_plus():
    assert [VI.signed(units) for units in (43, -170, 0, None)] == ["+0,43", "−1,70", "0,00", "–"]
    assert EN.signed(-170) == "−1.70"


@pytest.mark.parametrize(("number", "vi", "en"), [(0, "0 đơn vị", "0 units"), (1, "01 đơn vị", "1 unit"), (9, "09 đơn vị", "9 units"), (10, "10 đơn vị", "10 units"), (1234, "1.234 đơn vị", "1,234 units")])  # fmt: skip
def test_counts_under_ten_have_a_leading_zero_in_vietnamese(number, vi, en):
    assert VI.count(number) == vi
    assert EN.count(number) == en


def test_shares():
    assert (VI.share(1, 20), EN.share(1, 20), EN.share(1, 1)) == ("01/20 đơn vị", "1 of 20 units", "1 of 1 unit")
    assert VI.share(5, 8, "lĩnh vực") == "05/08 lĩnh vực"


def test_everybody():
    assert [VI.every(n) for n in (2, 3, 20)] == ["cả 02 đơn vị", "tất cả 03 đơn vị", "tất cả 20 đơn vị"]
    assert [EN.every(n) for n in (2, 3)] == ["both units", "all 3 units"]


def test_the_change_printed_is_the_difference_of_the_printed_percentages():
    # 1,005 and 0,004 print as 1,01 and 0,00: the change is 1,01, though the exact one would print as 1,00
    assert VI.difference(Fraction(1005, 1000), Fraction(4, 1000)) == 101
    assert VI.difference(None, Fraction(1)) is None


def test_points_keep_thousands_apart():
    assert VI.points(1_984_000_000) == "1.984,00"
    assert EN.points(1_984_000_000) == "1,984.00"
    assert (EN.lost(1_000_000), EN.lost(500_000)) == ("1.00 point", "0.50 points")


def test_thresholds_keep_only_the_decimals_they_have():
    assert [VI.threshold(value) for value in (Fraction(70), Fraction(145, 2))] == ["70%", "72,5%"]


def test_ordinals():
    assert [EN.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 112)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st", "112th"]
    )
    assert [VI.ordinal(n) for n in (1, 2)] == ["thứ nhất", "thứ 2"]


def test_lists():
    assert VI.listed(["A", "B", "C"]) == "A, B và C"
    assert EN.listed(["A", "B"]) == "A and B"
    assert VI.listed(["A", "B, C và D"]) == "A; B, C và D"
    assert EN.listed(["A", "B, C and D", "E"]) == "A; B, C and D; and E"
    assert VI.listed(["A và B (1%)", "C (2%)"]) == "A và B (1%) và C (2%)"
    assert VI.listed([]) == ""


def test_sentences_begin_large_and_end_once():
    assert sentence("tổng cộng") == "Tổng cộng."
    assert joined("một.", "", "hai") == "Một. Hai."


def test_a_name_in_a_sentence_begins_small_unless_it_is_a_name():
    assert small("Ban hành kế hoạch") == "ban hành kế hoạch"
    assert small("Ban Dân tộc chậm") == "Ban Dân tộc chậm"
    assert small("TTHC") == "TTHC"
    assert small("Ý kiến") == "ý kiến"


def test_vietnamese_order_is_letters_then_tones_word_by_word():
    words = ["Đội", "Dân", "Da", "Dạ", "Dã", "Dá", "Dà", "Dả", "Ăn", "An", "Ân", "Tư", "Tu", "Sở Y tế", "Sở Tư pháp"]
    assert sorted(words, key=collation) == (
        ["An", "Ăn", "Ân", "Da", "Dà", "Dả", "Dã", "Dá", "Dạ", "Dân", "Đội", "Sở Tư pháp", "Sở Y tế", "Tu", "Tư"]
    )


UNITS = {
    "SNV": ("Sở Nội vụ", "Department of Home Affairs"),
    "SYT": ("Sở Y tế", "Department of Health"),
    "SLD": ("Sở Lao động, Thương binh và Xã hội", "Department of Labour, Invalids and Social Affairs"),
    "SGD": ("Sở Giáo dục và Đào tạo", "Department of Education and Training"),
    "BDT": ("Ban Dân tộc", "Committee for Ethnic Minorities"),
    "H1": ("Huyện Sìn Hồ", "Sin Ho District"),
    "H2": ("Huyện Mường Tè", "Muong Te District"),
}


def names(language):
    return Names(make_round({code: {"1.1": "1"} for code in UNITS}, names=UNITS), Words(language))


def said(language, codes, values=None):
    units = [Unit(code, Text(*UNITS[code]), "b") for code in codes]
    tail = None if values is None else lambda unit: values[codes.index(unit.code)]
    return names(language).units(units, tail)


@pytest.mark.parametrize(
    ("codes", "vi", "en"),
    [
        (["SYT"], "Sở Y tế", "the Department of Health"),
        (["SYT", "SNV"], "các Sở Nội vụ và Y tế", "the Departments of Health and Home Affairs"),
        (["SNV", "BDT"], "Ban Dân tộc và Sở Nội vụ", "the Committee for Ethnic Minorities and the Department of Home Affairs"),
        (["SYT", "SNV", "BDT"], "Ban Dân tộc; các Sở Nội vụ và Y tế", "the Committee for Ethnic Minorities; the Departments of Health and Home Affairs"),
        (["SGD", "SYT"], "các Sở Giáo dục và Đào tạo, Y tế", "the Departments of Education and Training; and Health"),
        (["SLD", "SYT", "SNV"], "các Sở: Lao động, Thương binh và Xã hội; Nội vụ; Y tế", "the Departments of Health; Home Affairs; and Labour, Invalids and Social Affairs"),
        (["H1", "H2"], "các huyện Mường Tè và Sìn Hồ", "Muong Te District and Sin Ho District"),
    ],
)  # fmt: skip
def test_units_that_begin_alike_are_gathered_in_order_of_name(codes, vi, en):
    assert said("vi", codes) == vi
    assert said("en", codes) == en


def test_with_values_the_order_given_is_kept_and_only_neighbours_are_gathered():
    codes, values = ["SYT", "SNV", "BDT", "SLD"], ["9%", "8%", "7%", "6%"]
    assert said("vi", codes, values) == (
        "các Sở Y tế (9%) và Nội vụ (8%); Ban Dân tộc (7%); Sở Lao động, Thương binh và Xã hội (6%)"
    )
