"""Any round at all, through both documents in both languages: sound text, no number of its own, the right counts."""

import re
import unicodedata
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parindex.engine.compute import compute
from parindex.report.content import Bullets, Chart, Grid, Heading, Paragraph
from parindex.report.writing.article_text import article_document
from parindex.report.writing.plain_text import plain_text
from parindex.report.writing.report_text import report_document
from tests.make.rounds import BANDS, REASONS, make_round
from tests.report.figures import Figures, unsupported
from tests.report.reading import block_texts, blocks_of, rounded, sections_of, texts_of

NAMES = [
    ("Sở Nội vụ", "Department of Home Affairs"),
    ("Sở Lao động, Thương binh và Xã hội", "Department of Labour, Invalids and Social Affairs"),
    ("Sở Y tế", "Department of Health"),
    ("Ban Dân tộc", "Committee for Ethnic Minorities"),
    ("Văn phòng UBND tỉnh", "Office of the Provincial People's Committee"),
    ("Ban quản lý Khu kinh tế cửa khẩu quốc tế và các khu công nghiệp tập trung của tỉnh", "Management Board of Zones"),
    ("Sở Tài chính", ""),
]
AREAS = [
    ("Công tác chỉ đạo, điều hành", "Steering and direction"),
    ("Cải cách thủ tục hành chính", "Reform of procedures"),
    ("Hiện đại hóa hành chính", "Modernisation"),
    ("Một cửa và một cửa liên thông", "One stop"),
]


ABSENT = ["not_applicable", "not_applicable", "not_submitted", "not_appraised", "too_few_answers"]


@st.composite
def points(draw):
    """Points out of 10: often the same few (so that ties happen), sometimes fine ones, sometimes an absence."""
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return draw(st.sampled_from(ABSENT))
    if kind < 3:
        return f"{draw(st.integers(0, 10**7))}e-6"
    return draw(st.sampled_from(["0", "5", "7", "7.5", "8", "10", "10", "10"]))


@st.composite
def rounds(draw, year=2017):
    """A random round whose names hold no numbers but those of the criteria, so that every number is a figure."""
    leaves = [
        f"{area}.{at}" for area in range(1, draw(st.integers(1, 4)) + 1) for at in range(1, draw(st.integers(1, 3)) + 1)
    ]
    codes = [f"U{at}" for at in draw(st.permutations(range(len(NAMES))))][: draw(st.integers(1, len(NAMES)))]
    gaps = draw(st.booleans())
    table = {
        code: {leaf: plain(draw(points())) for leaf in leaves if not (gaps and draw(st.integers(0, 15)) == 0)}
        for code in codes
    }
    rows = st.tuples(
        st.sampled_from(codes),
        st.sampled_from(leaves),
        st.sampled_from([*REASONS, "unknown_code"]),
        st.sampled_from(["0.5", "1.25"]),
    )
    found = draw(st.none() | st.lists(rows, max_size=12, unique_by=lambda row: row[:2]))
    extra = draw(
        st.lists(
            st.tuples(
                st.sampled_from(codes),
                st.sampled_from(["bonus", "penalty"]),
                st.sampled_from(["0.5", "3"]),
                st.just("r"),
            ),
            max_size=2,
        )
    )
    return make_round(
        table,
        maxima=dict.fromkeys(leaves, "10"),
        year=year,
        names={f"U{at}": name for at, name in enumerate(NAMES)},
        blocks=dict.fromkeys(codes, "so-ban-nganh")
        if draw(st.integers(0, 3))
        else {code: draw(st.sampled_from(["a", "quan-huyen"])) for code in codes},
        findings=found,
        leads={"1": codes[0]},
        decimals=draw(st.sampled_from([2, 2, 2, 0, 1, 4])),
        bands=draw(st.sampled_from([BANDS, ()])),
        adjustments=extra,
        areas={str(at): name for at, name in enumerate(AREAS, start=1)},
    )


def plain(text):
    return format(Decimal(text).normalize(), "f") if text[0].isdigit() else text


@st.composite
def computed(draw):
    """Results, alone or beside a previous year that shares all, some or none of units and criteria."""
    previous = draw(st.none() | rounds(year=2016))
    return compute(draw(rounds()), previous)


THOROUGH = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@THOROUGH
@given(computed(), st.sampled_from(["vi", "en"]), st.sampled_from([report_document, article_document]))
def test_any_round_makes_a_sound_text_without_a_number_of_its_own(results, language, make):
    document = make(results, language=language)
    for text in texts_of(document):
        assert_sound(text, language)
    for block in blocks_of(document):
        assert_whole(block)
    assert unsupported(document, results) == []
    assert plain_text(document).endswith("\n")


def assert_sound(text, language):
    assert text == unicodedata.normalize("NFC", text)
    assert "None" not in text
    assert "Fraction" not in text
    assert not re.search(r" {2,}(?!/BC)", text.replace("Số:        /", "").replace("No.:        /", "")), text
    assert not re.search(r" [,;.:)]|\(\s|\(\)|\.\.|,,|;;|[,;]\.|“”", text), text
    assert text.count("(") == text.count(")"), text
    assert text.count("“") == text.count("”"), text
    assert text == text.strip()
    if language == "vi":
        assert not re.search(r"(?<![\d.,/%])[1-9] (đơn vị|lĩnh vực|yêu cầu|trường hợp|ô điểm|nhóm|dòng)\b", text), text
        assert not re.search(r"(?<![\d.,])0\d(?![\d,])(?! [a-zđáôư]|/)", text), text
        assert not re.search(r"\d\.\d+%", text), text
    else:
        assert not re.search(r"(?<![\d.,])(?:1 units|[02-9] unit|\d\d+ unit|1 areas|[02-9] area)\b(?! \w+: )", text), (
            text
        )
        assert not re.search(r"(?<![\d.,])0\d", text), text
        assert not re.search(r"\d,\d+%", text), text
        assert not re.search(
            r"(?<!\d)1 of \d+ units (are|have|stand)\b|\b[2-9] of \d+ units (is|has|stands)\b", text
        ), text


def assert_whole(block):
    """Paragraphs are sentences, tables are rectangular, charts hold their marks."""
    if isinstance(block, Paragraph | Bullets):
        for text in block_texts(block):
            assert re.search(r"\w", text)
            assert text.endswith((".", ":")), text
            assert text[0] == text[0].upper()
    elif isinstance(block, Heading):
        assert block.text.strip()
    elif isinstance(block, Grid):
        assert block.rows
        assert {len(row.cells) for row in block.rows} == {len(block.heads)}
        assert {len(row.steps) for row in block.rows} <= {0, len(block.heads)}
    elif isinstance(block, Chart):
        assert block.low < block.high
        assert block.alt
        positions = [at for at, _ in block.ticks]
        assert positions == sorted(set(positions))
        values = [v for mark in block.marks for v in (mark.value, mark.before) if v is not None]
        assert all(block.low - 1e-9 <= v <= block.high + 1e-9 for v in values)


@THOROUGH
@given(computed())
def test_the_counts_of_every_component_are_those_of_the_cells(results):
    if len(results.blocks) != 1:
        return
    sections = sections_of(article_document(results, language="vi"))
    oracle = Figures(results, results.blocks[0].block)
    places = results.round.recipe.decimals
    for area in results.round.tree.areas:
        text = next(t for h, t in sections.items() if h == area.name.vi or h.startswith(f"{area.name.vi}: "))
        values = list(oracle.values[area.code].values())
        if not values:
            assert "không áp dụng cho đơn vị nào" in text or "chưa đơn vị nào có kết quả" in text
            continue
        mean = oracle.mean(area.code)
        written = "100%" if mean == 100 else f"{rounded(mean, places).replace('.', ',')}%"
        assert re.search(rf"(Giá trị trung bình đạt|Chỉ số thành phần là) {written}[,;.]", text)
        if len(set(values)) > 1:
            assert_counts(text, values, mean)


def assert_counts(text, values, mean):
    """Each count in the section, and its absence where there is nothing to count."""
    total = f"{len(values):02d}"
    above = sum(value > mean for value in values)
    on = sum(value == mean for value in values)
    assert f"Có {above:02d}/{total} đơn vị trên mức trung bình" in text
    assert bool(on) == (f"{on:02d} đơn vị bằng và" in text)
    full = sum(value == 100 for value in values)
    assert (f"Có {full:02d}/{total} đơn vị đạt 100%" in text) == (full > 1)
    assert ("đơn vị duy nhất đạt 100%" in text) == (full == 1)
    under, low = sum(value < 80 for value in values), sum(value < 70 for value in values)
    if not under:
        assert "Không có đơn vị nào dưới 80%" in text
    elif low in (0, under):
        assert f"Có {under:02d}/{total} đơn vị dưới {'70' if low else '80'}%" in text
    else:
        assert f"Có {under:02d}/{total} đơn vị dưới 80%, trong đó {low:02d} đơn vị dưới 70%" in text


@THOROUGH
@given(computed())
def test_both_languages_say_the_same_parts(results):
    vi, en = (report_document(results, language=language) for language in ("vi", "en"))
    assert [type(block) for block in vi.body] == [type(block) for block in en.body]
    assert [annex.wide for annex in vi.annexes] == [annex.wide for annex in en.annexes]
