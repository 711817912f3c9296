import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html

from parindex.report.content import Annex, Chart, Grid, Head, Row
from parindex.report.html import render_html
from tests.report.charts_sample import HOSTILE, article, bare, document, document_texts, grid, said, sheet, words_of

SVG = "{http://www.w3.org/2000/svg}"


def read(made):
    return html.document_fromstring(render_html(made))


def reader_words(root):
    """The words a reader meets: of the drawings of a chart only the wide one, without skip link and contents."""
    for path in ("//*[@class='skip']", "//nav", "//*[@class='w358' or @class='w288']", "//svg/title", "//svg/desc"):
        for found in root.xpath(path):
            found.getparent().remove(found)
    for block in root.xpath(
        "//p | //li | //td | //th | //h1 | //h2 | //h3 | //h4 | //text | //tspan | //br | //caption | //figcaption"
    ):
        block.tail = " " + (block.tail or "")
    return words_of(root.xpath("string(//body)"))


@pytest.mark.parametrize(
    "made", [document(), article(), document(language="en"), bare()], ids=["report", "article", "en", "bare"]
)
def test_it_says_every_word_and_number_of_the_document_and_no_other(made):
    must, may = document_texts(made)
    if made.name == "article":
        must = [text for text in must if text]
    found = reader_words(read(made))
    assert words_of(*must) - found == {}
    assert set(found) <= set(words_of(*must, *may))


def test_user_text_is_text():
    root = read(document(title=HOSTILE, summary=HOSTILE, caveat=HOSTILE))
    assert not root.xpath("//script")
    assert not root.xpath("//b")
    assert root.xpath("string(//title)") == HOSTILE
    assert root.xpath("string(//meta[@name='description']/@content)") == HOSTILE
    assert HOSTILE in root.xpath("string(//header[@class='caveat'])")


def test_everything_it_needs_is_inside_and_the_policy_holds_it_there():
    made = render_html(document())
    style = re.search(r"<style>(.*?)</style>", made, re.DOTALL)[1]
    policy = read(document()).xpath("string(//meta[@http-equiv]/@content)")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert set(re.findall(r'url\("([a-z]+):', style)) == {"data"}
    assert "@import" not in style
    outside = read(document()).xpath("//@src | //link/@href | //a/@href[not(starts-with(., '#'))]")
    assert outside == []
    assert not read(document()).xpath("//@style | //script")
    assert len(made) < 1_500_000


def test_a_caveat_cannot_end_the_style_sheet():
    made = render_html(document(caveat='</style><b>"; } * { display: none } \\'))
    assert made.count("</style>") == 1
    assert "display: none } \\" not in made.split("</style>")[0]


def test_ids_are_unique_and_every_link_leads_somewhere():
    made = document(body=(*document().body, *document().body))
    root = read(made)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    wanted = [
        *root.xpath("//a/@href"),
        *(f"#{key}" for keys in root.xpath("//@aria-labelledby") for key in keys.split()),
    ]
    assert {link.removeprefix("#") for link in wanted} <= set(ids)


def test_the_contents_list_first_and_second_headings_and_annexes():
    items = [" ".join(a.text_content().split()) for a in read(document()).xpath("//nav//a")]
    assert items == [
        "I. KẾT QUẢ CHUNG",
        "II. XẾP HẠNG",
        "III. KẾT QUẢ THEO LĨNH VỰC",
        "1. Chỉ đạo, điều hành",
        "Phụ lục 1 Chỉ số thành phần",
        "Phụ lục 2 Phiếu kết quả",
    ]


@pytest.mark.parametrize(
    ("language", "words"), [("vi", ["Đến nội dung", "Mục lục"]), ("en", ["Skip to content", "Contents"])]
)
def test_the_way_about_is_told_in_the_language_of_the_document(language, words):
    root = read(document(language=language))
    assert root.get("lang") == language
    assert [root.xpath("string(//a[@class='skip'])"), root.xpath("string(//nav/h2)")] == words


def test_headings_go_down_one_level_at_a_time():
    for made in (document(), article()):
        levels = [
            int(found.tag[1]) for found in read(made).xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
        ]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b <= a + 1 for a, b in pairwise(levels))


def test_a_table_has_a_caption_heads_and_a_name_for_each_row():
    table = read(document(body=(grid(),), annexes=())).xpath("//table")[0]
    assert table.xpath("string(caption)").strip() == "Bảng 1. Chỉ số và xếp hạng"
    assert [th.get("scope") for th in table.xpath("thead/tr/th")] == ["col"] * 4
    assert [th.text for th in table.xpath("tbody/tr[1]/th[@scope='row']")] == [grid().rows[0].cells[1]]
    assert [td.get("class") for td in table.xpath("tbody/tr[1]/td")] == ["rank", "number", "short"]
    assert len(table.xpath("//tr[@class='total']")) == 1


def test_a_group_row_of_one_text_spans_the_table():
    rows = (Row(("Xuất sắc", "", "", ""), "group"), *grid(2).rows)
    table = read(document(body=(grid(2, rows=rows),), annexes=())).xpath("//table")[0]
    assert table.xpath("string(//tr[@class='group']/th/@colspan)") == "4"
    assert len(table.xpath("tbody")) == 1


def test_a_group_row_with_a_subtotal_begins_a_body_of_its_own():
    table = read(document(body=(sheet("Sở Y tế", 30),), annexes=())).xpath("//table")[0]
    assert len(table.xpath("tbody")) == 3
    assert table.xpath("string(tbody[1]/tr[1]/td[last()])") == "10,5000"


def test_a_wide_table_scrolls_in_a_named_region_that_the_keyboard_reaches():
    wide = Grid("", "Rộng", tuple(Head(f"Cột số {i}", "number") for i in range(40)), (Row(("1.234,5678",) * 40),))
    region = read(document(body=(wide,), annexes=())).xpath("//*[@role='region']")[0]
    assert region.get("tabindex") == "0"
    assert region.getparent().get("class") == "grid wide over"
    narrow = Grid("", "Hẹp", (Head("Tên"), Head("Điểm", "number")), (Row(("Sở Y tế", "71,75")),))
    assert not read(document(body=(narrow,), annexes=())).xpath("//*[@role='region']")


def test_scores_are_shaded_by_step():
    cells = [cell for cell in read(document()).xpath("//table[contains(@class, 'shaded')]//td/@class") if "s" in cell]
    assert {re.search(r"s\d", cell)[0] for cell in cells} == {"s1", "s2", "s3", "s4", "s5", "s6"}


def test_each_chart_is_drawn_for_each_width_with_ids_of_its_own():
    root = read(document())
    count = sum(isinstance(block, Chart) for block in (*document().body, *document().annexes[0].body))
    assert len(root.xpath("//figure")) == count
    assert [len(root.xpath(f"//figure/div[@class='w{width}']/svg")) for width in (680, 358, 288)] == [count] * 3


def test_a_document_of_nothing_is_still_a_page():
    root = read(bare())
    assert root.xpath("string(//h1)") == "Index"
    assert not root.xpath("//nav | //header[@class='caveat'] | //*[@class='letterhead'] | //*[@class='closing']")


def test_line_breaks_and_spaces_of_the_writer_stay():
    head = replace(document().letterhead, issuer="BAN CHỈ ĐẠO\nCẢI CÁCH HÀNH CHÍNH", number="Số:      /BC")
    root = read(document(letterhead=head))
    assert len(root.xpath("//*[@class='letterhead']//br")) == 1
    assert "Số:      /BC" in root.xpath("string(//*[@class='letterhead'])")


def test_an_annex_without_a_label_and_a_document_without_headings():
    root = read(document(body=(said("Một câu."),), annexes=(Annex("", "Phụ lục", (grid(0),)),)))
    assert root.xpath("string(//section/h2)") == "Phụ lục"


def test_the_same_document_gives_the_same_letters():
    assert render_html(document()) == render_html(document())
