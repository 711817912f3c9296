"""datapackage.json: what is wrong with it is told at the path of the entry; all else is still checked."""

import pytest

from parindex.package.checks.build import build_round
from parindex.package.files.reading import read_package
from tests.make.packages import Case, declare, edited, put, table, undeclare

FILE = "datapackage.json"


def band(code, at_least, **more):
    return {"code": code, "name_vi": code, "at_least": at_least, **more}


def bands(*given):
    return [declare("parindex.bands", list(given))]


NO_TITLE = [declare("parindex.title_vi", None), declare("parindex.title_en", None)]


def at(path):
    return FILE, None, path


CASES = [
    Case("parindex_missing", [undeclare("parindex")], at("parindex")),
    Case("descriptor_type", [declare("parindex", [1])], at("parindex")),
    Case("descriptor_type", [declare("title", 7), *NO_TITLE], at("title"), also=[("title_assumed", at("title"))]),
    Case("parindex_key_unknown", [declare("parindex.desimals", 3), undeclare("parindex.decimals")],
         at("parindex.desimals"), said="decimals"),
    Case("format_unknown", [declare("parindex.format", 2)], at("parindex.format"), said="định dạng là 2"),
    Case("format_unknown", [undeclare("parindex.format")], at("parindex.format"), said="chưa nhập"),
    Case("name_unusable", [declare("name", "Lai Châu 2016")], at("name"), said="lấy “lai-chau-2016”"),
    Case("title_assumed", [undeclare("title"), *NO_TITLE], at("title")),
    Case("authority_missing", [undeclare("parindex.authority_vi"), undeclare("parindex.authority_en")],
         at("parindex.authority_vi")),
    Case("year_implausible", [undeclare("parindex.year")], at("parindex.year")),
    Case("year_implausible", [declare("parindex.year", 17)], at("parindex.year"), said=": 17"),
    Case("year_implausible", [declare("parindex.year", "2016a")], at("parindex.year")),
    Case("decimals_outside", [declare("parindex.decimals", 9)], at("parindex.decimals")),
    Case("decimals_outside", [declare("parindex.decimals", 1.5)], at("parindex.decimals"), said="1,5"),
    Case("rounding_unknown", [declare("parindex.rounding", "half_even")], at("parindex.rounding")),
    Case("ties_unknown", [declare("parindex.ties", "dense")], at("parindex.ties")),
    Case("bands_missing", [undeclare("parindex.bands")], at("parindex.bands")),
    Case("bands_empty", [declare("parindex.bands", [])], at("parindex.bands")),
    Case("descriptor_type", [declare("parindex.bands", "A")], at("parindex.bands")),
    Case("descriptor_type", bands(band("a", 0), 5), at("parindex.bands[2]")),
    Case("band_without_code", bands({"at_least": 0}, band("a", 0)), at("parindex.bands[1]")),
    Case("band_twice", bands(band("a", 50), band("a", 0)), at("parindex.bands[2]")),
    Case("band_bound_unreadable", bands(band("a", "cao"), band("b", 0)), at("parindex.bands[1].at_least")),
    Case("band_bound_unreadable", bands({"code": "a"}, band("b", 0)), at("parindex.bands[1].at_least")),
    Case("band_bound_outside", bands(band("a", 120), band("b", 0)), at("parindex.bands[1].at_least")),
    Case("band_bounds_equal", bands(band("a", 70), band("b", 70), band("c", 0)), at("parindex.bands"),
         said="“a” và mức “b”"),
    Case("bands_hole", bands(band("a", 70), band("b", 50.5)), at("parindex.bands"), said="dưới 50,5%"),
    Case("bands_block_unknown", [declare("parindex.bands", {"so-ban-nghanh": [band("a", 0)]})],
         at("parindex.bands.so-ban-nghanh"), said="Có thể là “so-ban-nganh”"),
    Case("bands_block_missing", [declare("parindex.bands", {"so-ban-nganh": [band("a", 0)]}),
                                 put("units", 3, "block", "huyen")], at("parindex.bands"), said="“huyen”"),
    Case("cap_unknown", [declare("parindex.adjustments", {"bonuss": 2})], at("parindex.adjustments.bonuss")),
    Case("cap_unreadable", [declare("parindex.adjustments", {"bonus": -2})], at("parindex.adjustments.bonus"),
         said="là -2"),
    Case("cap_unreadable", [declare("parindex.adjustments", {"penalty": {"cap": "ba"}})],
         at("parindex.adjustments.penalty")),
    Case("absence_state_unknown", [declare("parindex.absence", {"not_submited": "zero"})],
         at("parindex.absence.not_submited"), said="Có thể là “not_submitted”"),
    Case("absence_word_unknown", [declare("parindex.absence", {"not_submitted": "nil"})],
         at("parindex.absence.not_submitted")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_descriptor_is_told(case, tmp_path):
    case.hold(tmp_path)


def built(tmp_path, *changes):
    round_, problems = build_round(read_package(edited("lai-chau-2016", changes).write(tmp_path / "package")))
    assert not [problem for problem in problems if problem.is_error]
    return round_


@pytest.mark.parametrize("caps", [{"bonus": 2, "penalty": 3}, {"bonus": {"cap": 2}, "penalty": {"cap": "3"}},
                                  {"bonus_cap": 2, "penalty_cap": 3.0}])  # fmt: skip
def test_caps_may_be_written_in_three_ways(caps, tmp_path):
    assert built(tmp_path, declare("parindex.adjustments", caps)).recipe.caps == {
        "bonus": 2_000_000,
        "penalty": 3_000_000,
    }


def test_bands_are_sorted_best_first(tmp_path):
    round_ = built(tmp_path, *bands(band("weak", 0), band("good", 80), band("fair", "69.5")))
    assert [(b.code, b.at_least) for b in round_.recipe.bands_of("so-ban-nganh")] == [
        ("good", 80), ("fair", 139 / 2), ("weak", 0)
    ]  # fmt: skip


def test_bands_by_block(tmp_path):
    by_block = {"so-ban-nganh": [band("a", 0)], "huyen": [band("b", 0)]}
    round_ = built(tmp_path, put("units", 3, "block", "huyen"), declare("parindex.bands", by_block))
    assert [round_.recipe.bands_of(block)[0].code for block in round_.blocks] == ["a", "b"]


def test_a_notice_stands_before_the_description(tmp_path):
    silent = [undeclare("parindex.notice_vi"), undeclare("parindex.notice_en")]
    assert built(tmp_path, *silent).caveat.said("vi").startswith("Made up")
    notice = built(tmp_path / "2", *silent, declare("parindex.notice_vi", "Số liệu thử")).caveat
    assert (notice.said("vi"), notice.said("en")) == ("Số liệu thử", "Số liệu thử")


def test_year_and_decimals_may_be_texts(tmp_path):
    round_ = built(tmp_path, declare("parindex.year", "2016"), declare("parindex.decimals", "3"))
    assert (round_.year, round_.recipe.decimals) == (2016, 3)


def test_a_round_stands_although_its_year_is_missing(tmp_path):
    package = edited("lai-chau-2016", [undeclare("parindex")]).write(tmp_path / "package")
    round_, problems = build_round(read_package(package))
    assert [p.code for p in problems] == ["parindex_missing"]
    assert round_ is not None
    assert round_.year == 0


def test_without_units_there_is_no_round(tmp_path):
    package = edited("lai-chau-2016", [table("units", "code,name_vi,block")]).write(tmp_path / "package")
    round_, problems = build_round(read_package(package))
    assert round_ is None
    assert [p.code for p in problems] == ["table_empty"]
