"""The frame of the documents: letterhead, order of parts, annexes, tables and charts that say what they show."""

from decimal import Decimal

import pytest

from parindex.engine.compute import compute
from parindex.engine.problems import Text
from parindex.engine.robustness import robustness
from parindex.report.content import Bullets, Heading, Paragraph
from parindex.report.writing.article_text import article_document
from parindex.report.writing.chart_values import component_means
from parindex.report.writing.facts import scopes
from parindex.report.writing.letterhead import closing, issuing
from parindex.report.writing.numbering import Numbering
from parindex.report.writing.plain_text import WIDTH, plain_text
from parindex.report.writing.report_text import report_document
from parindex.report.writing.tables import step_of
from parindex.report.writing.words import Words
from tests.make.rounds import make_results, make_round, one_area
from tests.report.reading import block_texts, charts_of, grids_of, texts_of
from tests.report.test_text_lai_chau import article, lai_chau

VI = Words("vi")


def with_authority(vi, en=""):
    return make_round(one_area(A="90"), authority=Text(vi, en))


@pytest.mark.parametrize(
    ("authority", "superior", "issuer"),
    [
        ("Ban Chỉ đạo Cải cách hành chính tỉnh Lai Châu", "UBND TỈNH LAI CHÂU", "BAN CHỈ ĐẠO\nCẢI CÁCH HÀNH CHÍNH"),
        ("Sở Nội vụ tỉnh Mẫu", "UBND TỈNH MẪU", "SỞ NỘI VỤ"),
        ("Sở Nội vụ thành phố Đà Nẵng", "UBND THÀNH PHỐ ĐÀ NẴNG", "SỞ NỘI VỤ"),
        ("Sở Nội vụ", "", "SỞ NỘI VỤ"),
        ("Ủy ban nhân dân tỉnh Mẫu", "", "ỦY BAN NHÂN DÂN TỈNH MẪU"),
        ("Bộ Nội vụ", "", "BỘ NỘI VỤ"),
    ],
)
def test_the_superior_body_is_named_only_where_the_authority_tells_it(authority, superior, issuer):
    assert issuing(with_authority(authority), VI) == (superior, issuer)


def test_number_and_date_are_left_to_the_signer():
    head = report_document(lai_chau(), language="vi").letterhead
    assert head.number == "Số:        /BC-BCĐCCHC"
    assert head.place_and_date == "Lai Châu, ngày … tháng … năm …"
    assert head.nation == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert head.motto == "Độc lập - Tự do - Hạnh phúc"
    assert head.title == "BÁO CÁO"
    assert head.subject == ("Kết quả xác định chỉ số cải cách hành chính các sở, ban, ngành tỉnh Lai Châu năm 2017")


def test_recipients_and_signature_follow_from_the_authority():
    foot = closing(lai_chau().round, VI)
    assert foot.recipients_title == "Nơi nhận:"
    assert foot.recipients[0] == "- UBND tỉnh Lai Châu (báo cáo);"
    assert foot.signature == ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN")
    assert (
        closing(with_authority("Sở Nội vụ thành phố Đà Nẵng"), VI).recipients[0]
        == "- UBND thành phố Đà Nẵng (báo cáo);"
    )
    assert closing(with_authority("Sở Nội vụ tỉnh Mẫu"), VI).signature == ("GIÁM ĐỐC",)


def test_the_parts_stand_in_the_official_order():
    document = report_document(lai_chau(), language="vi")
    assert [b.text for b in document.body if isinstance(b, Heading) and b.level == 1] == [
        "I. KẾT QUẢ CHUNG",
        "II. XẾP HẠNG",
        "III. KẾT QUẢ THEO LĨNH VỰC",
        "IV. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
        "V. NHIỆM VỤ, GIẢI PHÁP",
        "VI. CÁCH TÍNH VÀ LƯU Ý",
    ]
    assert [annex.label for annex in document.annexes] == ["Phụ lục 1", "Phụ lục 2", "Phụ lục 3"]


def test_components_stand_in_order_of_mean_and_what_to_do_in_reverse():
    document = report_document(lai_chau(), language="vi")
    headings = [b.text.split(". ", 1)[1] for b in document.body if isinstance(b, Heading) and b.level == 2]
    order = ["6", "1", "2", "5", "7", "3", "4", "8"]
    names = [lai_chau().round.tree.by_code[code].name.vi for code in order]
    assert headings == names + names[::-1]


def test_the_caveat_stands_on_the_document_and_in_its_last_part():
    document = report_document(lai_chau(), language="vi")
    assert document.caveat.startswith("Số liệu phục dựng")
    assert document.caveat in [b.text for b in document.body if isinstance(b, Paragraph)]
    assert article().caveat == document.caveat


def test_a_sheet_per_unit_goes_down_to_the_leaf_and_adds_up():
    document = report_document(lai_chau(), language="vi")
    sheets = [block for block in document.annexes[2].body if not isinstance(block, Heading | Paragraph)]
    assert len(sheets) == 20
    first = sheets[0]
    assert [head.text for head in first.heads] == [
        "Mã", "Lĩnh vực, tiêu chí", "Điểm tối đa", "Tự chấm", "Thẩm định", "Kết quả", "Chỉ số (%)", "Tồn tại, hạn chế",
    ]  # fmt: skip
    codes = [row.cells[0] for row in first.rows]
    assert codes[:-1] == [c.code for c in lai_chau().round.tree.criteria]
    assert first.rows[-1].cells[2:] == ("99,0000", "", "", "90,1197", "91,03", "Hạng 1")
    leaves = [row.cells[5] for row in first.rows if row.cells[0] in lai_chau().round.tree.position]
    assert sum(Decimal(points.replace(",", ".")) for points in leaves if points != "–") == Decimal("90.1197")
    reporting = next(row.cells for row in first.rows if row.cells[0] == "1.2.1")
    assert reporting[-1] == "Chưa thực hiện đầy đủ chế độ báo cáo"
    assert reporting[5] == "0,7500"


def test_absences_are_three_signs_and_never_zero():
    table = {"A": {"1.1": "not_applicable", "1.2": "not_submitted", "1.3": "not_appraised", "1.4": "5"}}
    document = report_document(make_results(table), language="vi")
    rows = {row.cells[0]: row.cells for row in document.annexes[2].body[2].rows}
    assert [rows[code][3] for code in ("1.1", "1.2", "1.3", "1.4")] == ["–", "·", "?", "5,0000"]


def test_the_matrix_is_shaded_by_the_score_scale():
    assert [step_of(value) for value in (None, 59, 60, 70, 80, 90, 99, 100)] == [0, 1, 2, 3, 4, 5, 5, 6]
    matrix = grids_of(report_document(lai_chau(), language="vi"))
    shaded = next(grid for grid in matrix if grid.rows[0].steps)
    assert all(len(row.steps) == len(row.cells) for row in shaded.rows)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_chart_says_whether_higher_is_better_and_has_words(language):
    ranks = robustness(lai_chau(), draws=50, seed=1)
    charts = charts_of(report_document(lai_chau(), language=language, robustness=ranks))
    assert {chart.kind for chart in charts} == {"bars", "dumbbell", "dots", "intervals"}
    better = {"vi": ("càng cao càng tốt", "1 là cao nhất"), "en": ("higher is better", "1 is best")}[language]
    for chart in charts:
        assert any(word in chart.subtitle for word in better)
        assert len(chart.alt) > 20
        assert chart.label


def test_means_under_80_are_hatched_and_last_year_is_marked():
    scope = scopes(lai_chau(), "vi")[0]
    chart = component_means(scope, Numbering(VI))
    assert [mark.hatched for mark in chart.marks] == [False] * 5 + [True] * 3
    assert [mark.text for mark in chart.marks] == [
        "89,17",
        "87,91",
        "80,62",
        "80,41",
        "80,36",
        "77,78",
        "76,97",
        "72,03",
    ]
    assert all(mark.before is not None and mark.note.startswith("▲ ") for mark in chart.marks)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_rank_intervals_say_what_robustness_says(language):
    ranks = robustness(lai_chau(), draws=200, seed=1)
    document = report_document(lai_chau(), language=language, robustness=ranks)
    annex = document.annexes[3]
    (table,) = [block for block in annex.body if hasattr(block, "rows")]
    for row, unit in zip(table.rows, ranks.blocks[0].units, strict=True):
        assert row.cells[0] == str(unit.rank)
        assert row.cells[2] in (f"{unit.q05}–{unit.q95}", str(unit.q05))
        assert row.cells[3] == str(unit.median)
        assert ("–" in row.cells[2]) == (unit.q05 != unit.q95)
    letters = [row.cells[5] for row in table.rows]
    level = {unit.unit for group in ranks.blocks[0].level for unit in ranks.blocks[0].units if unit.unit in group}
    assert sum(bool(letter) for letter in letters) == len(level)
    assert all(text in {"vi": "Giả định", "en": "Assumptions"}[language] or text for text in texts_of(document))


def test_without_robustness_there_is_no_word_of_intervals():
    assert len(report_document(lai_chau(), language="vi").annexes) == 3
    assert not any("oảng hạng" in text for text in texts_of(report_document(lai_chau(), language="vi")))


def test_plain_text_says_every_sentence_and_keeps_to_its_width():
    text = plain_text(article())
    flat = " ".join(text.split())
    for block in article().body:
        if isinstance(block, Paragraph | Bullets | Heading):
            assert all(part in flat for part in block_texts(block) if not isinstance(block, Heading))
    assert max(len(line) for line in text.splitlines()) <= WIDTH
    assert "  16  Sở Giáo dục và Đào tạo" in text
    assert "−1,70" in text
    assert text.endswith("\n")
    assert "\n\n\n" not in text


def test_more_units_than_fit_have_their_sheets_in_the_workbook():
    table = {f"U{at}": {"1.1": "5"} for at in range(201)}
    document = report_document(make_results(table), language="vi")
    assert [block.text for block in document.annexes[2].body] == [
        "Số đơn vị lớn nên phiếu của từng đơn vị không in kèm; xem tệp bảng tính của báo cáo."
    ]


def test_the_same_results_give_the_same_document():
    again = compute(lai_chau().round, lai_chau().comparison.previous.round)
    assert report_document(again, language="vi") == report_document(lai_chau(), language="vi")
    assert article_document(again, language="en") == article("en")
