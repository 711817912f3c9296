"""The PDF read back: its words, its layout after Nghị định 30/2020, and what an archive demands of it."""

import io
import re
from functools import cache

import pytest
from pypdf import PdfReader

from parindex.report.content import Annex, Closing, Grid, Head, Heading, Row, Run
from parindex.report.pdf import render_pdf
from parindex.report.pdf.tables import setting
from tests.report.charts_sample import (
    HOSTILE,
    LONG,
    article,
    bare,
    chart,
    document,
    document_texts,
    grid,
    marks,
    matrix,
    said,
    sheet,
    words_of,
)

MM = 72 / 25.4


def opened(made):
    return PdfReader(io.BytesIO(render_pdf(made)))


@cache
def report():
    return opened(document())


def pieces(page):
    """Every stretch of text on a page: (text, x, y from the foot, size), in points."""
    found = []

    def visit(text, frame, matrix_, _, size):
        if text.strip():
            x = matrix_[4] * frame[0] + matrix_[5] * frame[2] + frame[4]
            y = matrix_[4] * frame[1] + matrix_[5] * frame[3] + frame[5]
            found.append((text.strip(), x, y, size * abs((matrix_[3] or 1) * frame[3])))

    page.extract_text(visitor_text=visit)
    return found


def text_of(reader):
    return "\n".join(page.extract_text() for page in reader.pages)


@pytest.mark.parametrize(
    "made", [document(), article(), document(language="en"), bare()], ids=["report", "article", "en", "bare"]
)
def test_it_says_every_word_and_number_of_the_document_and_no_other(made):
    must, may = document_texts(made)
    reader = opened(made)
    found = words_of(text_of(reader))
    assert set(words_of(*must)) - set(found) == set()
    pages = {str(number) for number in range(1, len(reader.pages) + 1)}
    others = set(found) - set(words_of(*must, *may)) - pages - {"MỤC", "LỤC", "CONTENTS", "–", "."}
    known = re.compile("(" + "|".join(map(re.escape, sorted(words_of(*may), key=len, reverse=True))) + ")+")
    # figures side by side in a chart are read as one, and a line may end behind a slash
    assert [w for w in others if not known.fullmatch(w) and not any(w in whole for whole in words_of(*must))] == []
    counted = words_of(*must)
    assert [word for word, count in counted.items() if found[word] < count and "/" not in word] == []


def test_user_text_is_text():
    made = document(title=HOSTILE, summary=HOSTILE, caveat=HOSTILE, body=(said(HOSTILE), Heading(1, HOSTILE)))
    reader = opened(made)
    assert reader.metadata.title == HOSTILE
    assert words_of(text_of(reader))["<script>alert(1)</script>"] >= 3


def test_the_nation_and_the_motto_stand_on_one_line_each():
    for piece in (document().letterhead.nation, document().letterhead.motto):
        lines = report().pages[0].extract_text().split("\n")
        assert sum(piece in line for line in lines) == 1, lines[:8]


@pytest.mark.parametrize("issuer", ["SỞ NỘI VỤ", LONG.upper()])
def test_not_even_a_very_long_issuing_body_makes_the_nation_wrap(issuer):
    head = document().letterhead
    changed = document(letterhead=type(head)(**{**{k: getattr(head, k) for k in head.__slots__}, "issuer": issuer}))
    assert any(head.nation in line for line in opened(changed).pages[0].extract_text().split("\n"))


def test_pages_are_a4_upright_and_wide_annexes_across():
    sizes = [(round(float(p.mediabox.width) / MM), round(float(p.mediabox.height) / MM)) for p in report().pages]
    assert set(sizes) == {(210, 297), (297, 210)}
    assert sizes[0] == (210, 297)


def test_text_keeps_within_the_margins():
    for page in report().pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        body = [(x, y) for text, x, y, size in pieces(page) if y < height - 25 * MM]
        assert min(x for x, _ in body) >= (30 if width < height else 20) * MM - 1
        assert min(y for _, y in body) >= 20 * MM - 1


def test_the_page_number_stands_in_the_middle_of_the_top_margin_but_not_on_the_first_page():
    for i, page in enumerate(report().pages, start=1):
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        above = [(text, x, size) for text, x, y, size in pieces(page) if y > height - 25 * MM]
        numbers = [(x, size) for text, x, size in above if text == str(i)]
        assert len(numbers) == (i > 1)
        for x, size in numbers:
            centre = (width + 10 * MM) / 2 if width < height else width / 2  # margins of 30 and 20: 5 mm to the right
            assert x + 3.25 * len(str(i)) == pytest.approx(centre, abs=1.5)
            assert 13 <= size <= 14


def test_the_caveat_stands_on_every_page():
    assert all(document().caveat in page.extract_text() for page in report().pages)


def test_it_is_what_an_archive_asks_for():
    reader = report()
    xmp = reader.xmp_metadata.stream.get_data().decode()
    assert re.search(r"<pdfaid:part>2</pdfaid:part>", xmp)
    assert re.search(r"<pdfaid:conformance>B</pdfaid:conformance>", xmp)
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", xmp)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert reader.metadata.title == document().title
    assert reader.metadata.author == document().letterhead.issuer
    assert reader.metadata.creation_date.year == 1980  # fixed: neither clock nor machine


def test_only_the_shipped_font_is_in_it_and_it_is_embedded():
    fonts = {}
    for page in report().pages:
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[below["/BaseFont"].split("+")[-1]] = below["/FontDescriptor"].get_object()
    assert set(fonts) <= {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}
    assert all("/FontFile2" in found or "/FontFile3" in found for found in fonts.values())


def test_bookmarks_follow_the_headings():
    def titles(items):
        return [titles(item) if isinstance(item, list) else " ".join(item.title.split()) for item in items]

    assert titles(report().outline) == [
        "I. KẾT QUẢ CHUNG",
        "II. XẾP HẠNG",
        "III. KẾT QUẢ THEO LĨNH VỰC",
        ["1. Chỉ đạo, điều hành", ["Nhận xét"]],
        "Phụ lục 1 Chỉ số thành phần",
        "Phụ lục 2 Phiếu kết quả",
        ["Sở Y tế"],
    ]


def test_the_contents_can_be_clicked():
    contents = next(page for page in report().pages if "MỤC LỤC" in page.extract_text())
    assert len([a for a in contents["/Annots"] if a.get_object()["/Subtype"] == "/Link"]) >= 7


def test_an_article_has_no_contents():
    assert "MỤC LỤC" not in text_of(opened(article()))


def test_the_head_of_a_long_table_is_repeated_and_no_row_is_torn():
    reader = opened(document(body=(sheet("Sở Y tế", 120),), annexes=()))
    pages = [page.extract_text() for page in reader.pages]
    with_rows = [page for page in pages if "1,4362" in page]
    assert len(with_rows) > 2
    assert all("Điểm tối đa" in page for page in with_rows)
    long_cells = Grid(
        "Bảng 1.", "Dài", (Head("Tên"), Head("Số", "number")), tuple(Row((LONG * 3, f"{i}")) for i in range(30))
    )
    torn = [page.extract_text() for page in opened(document(body=(long_cells,), annexes=())).pages]
    whole = [" ".join(page.split()) for page in torn]
    assert sum(page.count("Ban quản lý") for page in whole) == 90
    assert all(page.count("Ban quản lý") == page.count("thí điểm") for page in whole)


def test_the_signature_is_kept_together():
    names = tuple(f"- Đơn vị thứ {i};" for i in range(12))
    for lines in range(20, 32):
        body = tuple(said(f"Dòng {i}.") for i in range(lines))
        closing = Closing("Nơi nhận:", names, ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"))
        pages = [page.extract_text() for page in opened(document(body=body, annexes=(), closing=closing)).pages]
        assert sum("Nơi nhận:" in page and names[-1] in page and "TRƯỞNG BAN" in page for page in pages) == 1


def test_each_annex_begins_on_a_page_of_its_own():
    annexes = tuple(Annex(f"Phụ lục {i}", "Một bảng", (grid(3),), wide=i == 2) for i in (1, 2, 3))
    pages = [page.extract_text() for page in opened(document(annexes=annexes)).pages]
    first = [next(i for i, page in enumerate(pages) if re.search(rf"Phụ lục {n} *\n", page)) for n in (1, 2, 3)]
    assert first == list(range(len(pages) - 3, len(pages)))


def test_a_chart_too_high_for_a_page_goes_on_over_the_next():
    reader = opened(document(body=(chart("dumbbell", 130),), annexes=()))
    found = words_of(text_of(reader))
    assert all(found[mark.text] >= 1 for mark in marks(130))
    assert len(reader.pages) >= 4
    assert text_of(reader).count("Biểu đồ 1.") == 1


def test_letters_that_the_font_lacks_and_decomposed_ones():
    reader = opened(document(title="Tiếng Việt", body=(said("中 x\x07y \U0001f600"),)))
    assert reader.metadata.title == "Tiếng Việt"
    assert "□ x y □" in text_of(reader)


def test_headings_that_leave_out_a_level_are_no_error():
    body = (Heading(2, "Hai"), Heading(3, "Ba"), Heading(1, ""), Heading(1, "Một"), Heading(3, "Ba nữa"))
    titles = text_of(opened(document(body=body, annexes=(Annex("", "", (Heading(3, "Trong phụ lục"),)),))))
    assert "Ba nữa" in titles


def test_numbers_stand_under_each_other():
    pads = setting(grid(), 453.5)
    number = next(i for i, head in enumerate(grid().heads) if head.kind == "number")
    assert pads.pads[number] > pads.pads[0] == 3.5  # right-aligned as a block in the middle of the column


@pytest.mark.parametrize(
    "made", [grid(), matrix(), sheet("Sở Y tế"), grid(0), grid(rows=(Row((LONG, LONG, LONG, LONG)),))]
)
@pytest.mark.parametrize("room", [453.5, 728.5])
def test_columns_fill_the_page_and_no_more(made, room):
    found = setting(made, room)
    assert sum(found.widths) == pytest.approx(room, abs=0.1)
    assert min(found.widths) > 0


def test_a_table_of_too_many_columns_is_still_set():
    wide = Grid("", "", tuple(Head(f"Cột số {i}", "number") for i in range(40)), (Row(("1.234,5678",) * 40),))
    assert "1.234,5678" in re.sub(r"\s", "", text_of(opened(document(body=(wide,), annexes=()))))


def test_emphasis_is_set_bold_and_italic():
    fonts = {
        font
        for page in report().pages
        for font in page["/Resources"]["/Font"].values()
        for font in [str(font.get_object()["/BaseFont"])]
    }
    assert any(name.endswith("Tinos-Italic") for name in fonts)
    assert Run("79,79%", bold=True) in document().body[2].runs


def test_the_same_document_gives_the_same_bytes():
    assert render_pdf(document()) == render_pdf(document())
