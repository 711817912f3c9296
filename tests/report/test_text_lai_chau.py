"""The announcement of 2018, figure by figure: each published number stands in the article in the right sentence."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from parindex.engine.compute import compute
from parindex.engine.robustness import robustness
from parindex.package.checks.build import build_round
from parindex.package.files.reading import read_package
from parindex.report.writing.article_text import article_document
from parindex.report.writing.report_text import report_document
from tests.conftest import ROOT
from tests.report.figures import supported_by_robustness, unsupported
from tests.report.reading import sections_of, texts_of

SAMPLES = ROOT / "src/parindex/samples"


@cache
def lai_chau():
    this, _ = build_round(read_package(SAMPLES / "lai-chau-2017"))
    last, _ = build_round(read_package(SAMPLES / "lai-chau-2016"))
    return compute(this, last)


@cache
def article(language="vi"):
    return article_document(lai_chau(), language=language)


def shown(value, language="vi"):
    """A published value as it is written."""
    number = Decimal(value)
    if number == 100:
        return "100%"
    text = f"{number:.2f}"
    return f"{text.replace('.', ',') if language == 'vi' else text}%"


def two(value):
    return f"{int(value):02d}"


def section(code, language="vi"):
    """What stands under an area's heading; under "" all before the first area."""
    sections = sections_of(article(language))
    if not code:
        return next(iter(sections.values()))
    name = lai_chau().round.tree.by_code[code].name.said(language)
    return next(text for heading, text in sections.items() if heading.startswith(f"{name}:"))


def name(unit, language="vi"):
    """A unit's name as it may stand in a gathered list: without "Sở", "Department of"."""
    full = next(u for u in lai_chau().round.units if u.code == unit).name.said(language)
    return re.sub(r"^(Sở|Department of) ", "", full)


# (measure, unit, criterion) -> the sentence, with {value}; vi first, then en
SENTENCES = {
    ("units", "", ""): ("của {two} sở, ban, ngành.", "of {value} departments."),
    ("mean", "", ""): ("Giá trị trung bình là {shown}, tăng", "The mean is {shown}, up"),
    ("rose", "", ""): ("So với năm 2016, {two} đơn vị tăng", "Compared with 2016, {value} units rose"),
    ("fell", "", ""): ("và {two} đơn vị giảm.", "and {value} fell."),
    ("range", "", ""): (
        "Khoảng cách giữa đơn vị cao nhất và đơn vị thấp nhất là {gap} điểm phần trăm",
        "First and last are {gap} percentage points apart",
    ),
    ("below:70", "", ""): ("Có {two}/20 đơn vị dưới 70%", "{value} of 20 units is below 70%"),
    ("mean", "", "*"): ("Giá trị trung bình đạt {shown}, tăng", "The mean is {shown}, up"),
    ("full", "", "6"): ("Có {two}/20 đơn vị đạt 100%", "{value} of 20 units are at 100%"),
    ("full", "", "3"): (
        "Sở Tư pháp, đơn vị duy nhất đạt 100%",
        "the Department of Justice leads, the only unit at 100%",
    ),
    ("below:70", "", "6"): ("trong đó {two} đơn vị dưới 70%", "{value} of them below 70%"),
    ("above_mean", "", "1"): ("Có {two}/20 đơn vị trên mức trung bình.", "{value} of 20 units stand above the mean."),
    ("below:80", "", "1"): ("Có {two}/20 đơn vị dưới 80%: ", "{value} of 20 units are below 80%: "),
    ("range", "", "1"): ("cách đơn vị dẫn đầu {gap} điểm phần trăm.", "{gap} percentage points behind the leader."),
}


def published():
    return [(p.measure, p.unit, p.criterion, p.value) for p in lai_chau().round.published]


def test_all_figures_are_there_to_be_checked():
    assert len(published()) == 32


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_published_figure_stands_in_its_sentence(language):
    for measure, unit, criterion, value in published():
        text = section(criterion, language)
        if measure == "value" and (unit, value) != ("STP", "100"):
            assert_value(text, unit, value, language)
            continue
        if measure in {"highest_area", "lowest_area", "areas_above:80", "areas_below:80"}:
            assert_areas(measure, value.split(";"), language)
            continue
        key = ("full", "", "3") if measure == "value" else (measure, unit, criterion)
        pattern = SENTENCES.get(key) or SENTENCES[measure, unit, "*"]
        number = Decimal(value)
        gap = f"{number:.2f}".replace(".", "," if language == "vi" else ".")
        wanted = pattern[language == "en"].format(
            two=two(number) if number == int(number) else "", value=value, shown=shown(value, language), gap=gap
        )
        assert wanted.lower() in text.lower(), (measure, unit, criterion, value)


def assert_value(text, unit, value, language):
    """A unit's percentage: behind its name, or in the sentence of those that share it."""
    alone = f"{name(unit, language)} ({shown(value, language)})"
    leading = f"{name(unit, language)} leads with {shown(value, language)}"
    together = [
        s for s in re.split(r"\. ", text) if re.search(rf"(cùng đạt|all at) {re.escape(shown(value, language))}", s)
    ]
    assert alone in text or leading in text or any(name(unit, language) in s for s in together), (unit, value)


def assert_areas(measure, codes, language):
    names = [lai_chau().round.tree.by_code[code].name.said(language) for code in codes]
    text = next(text for heading, text in sections_of(article(language)).items() if "80%" in heading)
    if measure in {"highest_area", "lowest_area"}:
        marks = {
            "highest_area": ("cao nhất là ở lĩnh vực “", "highest in “"),
            "lowest_area": ("thấp nhất là ở lĩnh vực “", "lowest in “"),
        }
        assert marks[measure][language == "en"] + names[0] in text
        return
    side = {"areas_above:80": ("trên 80%: ", "above 80%: "), "areas_below:80": ("dưới 80%: ", "below 80%: ")}[measure]
    listed = text.split(side[language == "en"], 1)[1].split(". ", 1)[0]
    assert listed.count(";") == len(names) - 1
    assert all(f"{name} (" in listed for name in names)
    assert f"{two(len(names))}/08 lĩnh vực" in text or f"{len(names)} of 8 areas have" in text


def test_who_trails_in_steering_stands_in_order_with_values():
    assert (
        "Có 04/20 đơn vị dưới 80%: các Sở Giao thông vận tải (78,14%) và Y tế (77,83%); Ban Dân tộc (75,61%);"
        " Sở Ngoại vụ (70,51%)." in section("1")
    )


CAUSES = {
    "1": {
        "do báo cáo chậm so với thời hạn quy định": {"SNN", "SGTVT", "STTTT", "SGDDT", "SYT", "SNGV"},
        "do chưa thực hiện đầy đủ chế độ báo cáo": {"VPUB", "SXD", "SLDTBXH", "SGDDT", "SNGV", "TTT"},
        "“Ban hành kế hoạch tự kiểm tra CCHC” do không ban hành kế hoạch": {"SNGV", "BDT", "STTTT", "SGDDT"},
        "cũng do không ban hành kế hoạch": {"SNGV", "BDT"},
        "do không cung cấp được tài liệu kiểm chứng": {"SGTVT", "SYT"},
        "do tài liệu kiểm chứng không đầy đủ": {"SGTVT", "SYT"},
    },
    "3": {
        "do không nằm trong kế hoạch của tỉnh và không tự ban hành kế hoạch": {"SNV", "SGTVT"},
        "“Xử lý các vấn đề phát hiện qua rà soát” do không cung cấp được tài liệu kiểm chứng": {
            "STNMT",
            "SKHCN",
            "SYT",
            "BDT",
        },
        "do chưa thường xuyên cập nhật, thống kê, trình công bố": {"SKHCN", "SYT", "BQLMLT"},
        "do công khai chưa đầy đủ, kịp thời": {"VPUB", "STTTT", "SVHTTDL", "SKHCN", "SGDDT", "SYT", "BQLMLT"},
        "“Chế độ báo cáo kiểm soát TTHC” do báo cáo chậm": {"SNV", "SCT", "STNMT", "SGDDT", "SNGV", "BDT", "BQLMLT"},
    },
}


@pytest.mark.parametrize(("area", "reason"), [(area, reason) for area, found in CAUSES.items() for reason in found])
def test_causes_name_the_right_units_and_no_others(area, reason):
    (sentence,) = [line for line in section(area).splitlines() if reason in line]
    wanted = {name(unit) for unit in CAUSES[area][reason]}
    found = {name(u.code) for u in lai_chau().round.units if name(u.code) in sentence.split(" mất điểm ở ")[0]}
    assert found == wanted


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("make", [report_document, article_document])
def test_no_number_stands_in_a_text_that_is_not_in_the_results(make, language):
    document = make(lai_chau(), language=language)
    assert len(texts_of(document)) > 100
    assert unsupported(document, lai_chau()) == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("make", [report_document, article_document])
def test_nor_any_that_is_not_in_the_robustness_figures(make, language):
    ranks = robustness(lai_chau(), draws=300, seed=7)
    document = make(lai_chau(), language=language, robustness=ranks)
    assert unsupported(document, lai_chau(), supported_by_robustness(ranks)) == []


def test_a_number_that_is_not_in_the_results_would_be_found():
    document = article_document(lai_chau(), language="vi")
    wrong = replace(document, summary="Tăng 1,64 điểm.")
    assert unsupported(wrong, lai_chau()) == [("1.64", "Tăng 1,64 điểm.")]
