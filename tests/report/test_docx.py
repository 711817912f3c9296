"""The DOCX says what the document says, in real styles, native tables and charts, and opens in an office suite."""

import dataclasses
import io
import os
import re
import subprocess
import zipfile
from collections import Counter
from itertools import pairwise

import docx
import lxml.etree
import openpyxl
import pypdf
import pytest

from parindex.report.charts.svg import ASSETS, Face
from parindex.report.content import (
    Annex,
    Bullets,
    Chart,
    Closing,
    Document,
    Grid,
    Head,
    Heading,
    Letterhead,
    Mark,
    Paragraph,
    Row,
    Run,
)
from parindex.report.docx import render_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
TICKS = ((0.0, "0"), (50.0, "50"), (100.0, "100"))
UNITS = ("Sở Tư pháp", "Sở Y tế", "Ban quản lý Khu kinh tế cửa khẩu Ma Lù Thàng")


def marks(**all_of_them):
    values = ((91.03, "91,03", 90.6, "90,60"), (79.36, "79,36", 82.0, "82,00"), (66.57, "66,57", None, ""))
    return tuple(
        Mark(name, value, text, before, before_text, note="▲ 0,43" if at == 0 else "", hatched=at == 2, **all_of_them)
        for at, (name, (value, text, before, before_text)) in enumerate(zip(UNITS, values, strict=True))
    )


def chart(kind="bars", **changes):
    given = Chart(
        kind, "Biểu đồ 1.", "Chỉ số của các đơn vị", "Tỷ lệ %.", "Biểu đồ: từ 91,03% đến 66,57%.", marks(), 0.0, 100.0,
        TICKS, 79.79, "Trung bình 79,79%", "Nguồn: bộ số liệu.", "chart-1",
    )  # fmt: skip
    return dataclasses.replace(given, **changes)


def grid(rows=3):
    heads = (
        Head("Hạng", "rank", 0.6),
        Head("Đơn vị", "text", 3.0),
        Head("2017 (%)", "number"),
        Head("Lý do", "text", 2),
    )
    body = [
        Row((str(at), f"Sở Mẫu {at}", f"9{at % 10},03", "Báo cáo chậm"), steps=(0, 0, 1 + at % 6, 0))
        for at in range(rows)
    ]
    ends = [Row(("", "Nhóm", "", ""), "group"), Row(("", "Trung bình", "79,79", ""), "total")]
    return Grid("Bảng 1.", "Xếp hạng", heads, (*body, *ends), "Chỉ số làm tròn một lần.", "table-1")


def document(*body, **changes):
    words = (
        Heading(1, "I. KẾT QUẢ CHUNG", "part-1"),
        Paragraph((Run("Giá trị trung bình là "), Run("79,79%", bold=True), Run(", tăng 1,63 điểm phần trăm."))),
        Heading(2, "1. Công tác chỉ đạo", "area-1"),
        Heading(3, "Nguyên nhân"),
        Bullets(((Run("Sở Y tế: báo cáo chậm."),), (Run("Sở Nội vụ: "), Run("chưa có kế hoạch.", italic=True)))),
        Paragraph((Run("Lời dẫn."),), "lead"),
        Paragraph((Run("Ghi chú dưới bảng."),), "note"),
        Heading(1, "II. XẾP HẠNG", "part-2"),
    )
    head = Letterhead(
        "UBND TỈNH LAI CHÂU", "BAN CHỈ ĐẠO\nCẢI CÁCH HÀNH CHÍNH", "Số: …/BC-BCĐCCHC", NATION, "Độc lập - Tự do - Hạnh phúc",
        "Lai Châu, ngày … tháng … năm 2018", "BÁO CÁO", "Kết quả xác định chỉ số cải cách hành chính năm 2017",
    )  # fmt: skip
    given = Document(
        "report", "vi", "Chỉ số CCHC 2017", "Giá trị trung bình là 79,79%.", head, (*words, *(body or (grid(), chart()))),
        Closing("Nơi nhận:", ("- UBND tỉnh;", "- Lưu: VT."), ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN")),
        (Annex("Phụ lục 1", "Xếp hạng", (grid(60),)), Annex("Phụ lục 2", "Chỉ số thành phần", (grid(4),), wide=True)),
        "Số liệu phục dựng.",
    )  # fmt: skip
    return dataclasses.replace(given, **changes)


def parts(made):
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return {name: package.read(name) for name in package.namelist()}


def text_of(element):
    """The text of a paragraph as a reader sees it; fields' instructions are no text."""
    nodes = element.iter(f"{W}t", f"{W}br", f"{W}tab")
    return " ".join("".join(node.text or "" if node.tag == f"{W}t" else " " for node in nodes).split())


def said(document_):
    """Every text of a document outside its charts, each as often as it stands there."""
    head, foot = document_.letterhead, document_.closing
    letters = (head.superior, *head.issuer.split("\n"), head.number, head.nation, head.motto, head.place_and_date)
    found = [*letters, head.title, head.subject, foot.recipients_title, *foot.recipients, *foot.signature]
    found += [f"{annex.label} {annex.title}" for annex in document_.annexes]
    for block in (*document_.body, *(block for annex in document_.annexes for block in annex.body)):
        match block:
            case Heading():
                found.append(block.text)
            case Paragraph():
                found.append(block.text)
            case Bullets():
                found += ["".join(run.text for run in item) for item in block.items]
            case Grid():
                found += [f"{block.label} {block.caption}", block.note]
                found += [head.text for head in block.heads] + [cell for row in block.rows for cell in row.cells]
            case Chart():
                found += [f"{block.label} {block.title}", f"{block.subtitle} {block.source}"]
    return Counter(" ".join(text.split()) for text in found if text.strip())


def written(made, language="vi"):
    """Every text of the main part, without the table of contents."""
    root = lxml.etree.fromstring(parts(made)["word/document.xml"])
    contents = {"vi": "MỤC LỤC", "en": "CONTENTS"}[language]
    texts = Counter()
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None or not style.get(f"{W}val").startswith(("TOC", "Contents")):
            texts[text_of(paragraph)] += 1
    assert contents not in texts
    del texts[""]
    return texts


def labels(part):
    """The words that a chart shows: labels, and the names on its axis."""
    root = lxml.etree.fromstring(part)
    shown = [node.text for node in root.iter(f"{A}t")]
    return shown + [node.text for node in root.findall(f".//{C}barChart/{C}ser[1]/{C}cat//{C}v")]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_words_and_numbers_are_those_of_the_document(language):
    given = document(language=language)
    made = render_docx(given)
    assert written(made, language) == said(given)
    for name in ("word/header1.xml", "word/header2.xml"):
        assert given.caveat in text_of(lxml.etree.fromstring(parts(made)[name]))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_whole_report_of_lai_chau_keeps_its_words(language, root):
    import parindex
    from parindex.report.writing.report_text import report_document

    samples = root / "src/parindex/samples"
    results = parindex.compute(
        parindex.read(samples / "lai-chau-2017"), previous=parindex.read(samples / "lai-chau-2016")
    )
    given = report_document(results, language=language)
    made = render_docx(given)
    assert written(made, language) == said(given)
    charts = [block for block in given.body if isinstance(block, Chart)]
    members = parts(made)
    for number, block in enumerate(charts, start=1):
        known = {block.mean_text, *(text for _, text in block.ticks)}
        for mark in block.marks:
            figure = f"{mark.text}  {mark.note}" if mark.note else mark.text
            known |= {mark.label, figure, mark.before_text, mark.after_text, f"{mark.label} {mark.text}"}
        for text in labels(members[f"word/charts/chart{number}.xml"]):
            assert " ".join(text.split()) in {" ".join(one.split()) for one in known}


def run_office(libreoffice, form, folder, *files):
    """Convert with LibreOffice, which finds the shipped font under the name of Times New Roman."""
    fonts = folder.parent / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<include ignore_missing='yes'>/etc/fonts/fonts.conf</include><dir>{ASSETS / 'fonts'}</dir>"
        f"<cachedir>{folder.parent / 'fontcache'}</cachedir><alias binding='same'><family>Times New Roman</family>"
        "<prefer><family>Tinos</family></prefer></alias></fontconfig>"
    )
    command = [libreoffice, "--headless", "--convert-to", form, "--outdir", folder, *files]
    subprocess.run(
        command, check=True, capture_output=True, timeout=180, env={**os.environ, "FONTCONFIG_FILE": str(fonts)}
    )


@pytest.mark.slow
def test_office_suite_sets_it_as_the_decree_wants(libreoffice, tmp_path):
    given = document(grid(), *(chart(kind) for kind in ("bars", "dumbbell", "intervals", "dots")))
    source = tmp_path / "report.docx"
    source.write_bytes(render_docx(given))
    run_office(libreoffice, "pdf", tmp_path / "out", source)
    pages = pypdf.PdfReader(tmp_path / "out" / "report.pdf").pages
    texts = [page.extract_text() for page in pages]
    lines = texts[0].splitlines()
    assert any(line.strip().endswith(NATION) for line in lines), "the nation's name wraps"
    assert not re.search(r"^\s*1\s*$", texts[0], re.MULTILINE), "the first page carries no number"
    for number, text in enumerate(texts[1:], start=2):
        assert re.search(rf"^\s*{number}\s*$", text, re.MULTILINE)
    assert all(given.caveat in text for text in texts)
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in pages]
    assert sizes[0] == (595, 842)
    assert sizes[-1] == (842, 595), "the wide annex lies across"
    assert "Phụ lục 1" in "".join(texts[1:])
    fonts = {font for page in pages for font in (page["/Resources"].get("/Font") or {}).values()}
    assert all("Tinos" in font.get_object()["/BaseFont"] for font in fonts)


def test_the_nations_name_has_room():
    made = lxml.etree.fromstring(parts(render_docx(document()))["word/document.xml"])
    for cell in made.find(f".//{W}tbl").iter(f"{W}tc"):
        room = int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) / 20
        for paragraph in cell.iter(f"{W}p"):
            if text_of(paragraph) == NATION:
                assert Face("serif-bold").width(NATION, 13) < room
                return
    pytest.fail("no national header")


def test_rules_are_as_long_as_they_must_be():
    made = lxml.etree.fromstring(parts(render_docx(document()))["word/document.xml"])
    motto = next(p for p in made.iter(f"{W}p") if text_of(p).startswith("Độc lập"))
    rule = motto.getnext()
    indent = rule.find(f"{W}pPr/{W}ind")
    cell = int(motto.getparent().find(f"{W}tcPr/{W}tcW").get(f"{W}w"))
    length = cell - int(indent.get(f"{W}left")) - int(indent.get(f"{W}right"))
    assert length / 20 == pytest.approx(Face("serif-bold").width("Độc lập - Tự do - Hạnh phúc", 14), abs=1)


def test_python_docx_reads_styles_headings_tables_and_properties():
    given = document()
    opened = docx.Document(io.BytesIO(render_docx(given)))
    headings = [p.text for p in opened.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [block.text for block in given.body if isinstance(block, Heading)]
    assert opened.core_properties.title == given.title
    assert opened.core_properties.author == "BAN CHỈ ĐẠO CẢI CÁCH HÀNH CHÍNH"
    assert opened.core_properties.language == "vi-VN"
    names = {style.name for style in opened.styles}
    assert {
        "Title",
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "Body Text",
        "Caption",
        "List Bullet",
        "Report Table",
    } <= names
    report = [table for table in opened.tables if table.style.name == "Report Table"]
    assert next(row.cells[1].text for row in report[0].rows) == "Đơn vị"
    first = opened.sections[0]
    assert (round(first.left_margin.mm), round(first.right_margin.mm), round(first.top_margin.mm)) == (30, 20, 25)
    assert first.different_first_page_header_footer


def test_fonts_and_language_hold_for_every_script():
    styles = lxml.etree.fromstring(parts(render_docx(document(language="en")))["word/styles.xml"])
    fonts = styles.find(f"{W}docDefaults//{W}rFonts")
    assert {fonts.get(f"{W}{script}") for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    assert styles.find(f"{W}docDefaults//{W}lang").get(f"{W}val") == "en-GB"


def test_tables_repeat_their_heads_and_keep_rows_whole():
    root = lxml.etree.fromstring(parts(render_docx(document()))["word/document.xml"])
    tables = [t for t in root.iter(f"{W}tbl") if t.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "ReportTable"]
    assert len(tables) == 3
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        widths = [int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")]
        assert sum(widths) <= 257 / 25.4 * 1440 + 20
        for row in rows:
            assert [int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in row.findall(f"{W}tc")] == widths


def test_links_lead_somewhere_and_names_are_unique():
    given = document(Heading(2, "Lần nữa", "area-1"), chart(), chart())
    root = lxml.etree.fromstring(parts(render_docx(given))["word/document.xml"])
    marks_ = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    assert len({name.lower() for name in marks_}) == len(marks_)
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name, re.ASCII) for name in marks_)
    links = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")]
    assert links
    assert set(links) <= set(marks_)
    targets = re.findall(r"PAGEREF (\w+)", "".join(node.text for node in root.iter(f"{W}instrText")))
    assert targets == links
    pictures = list(root.iter(f"{WP}docPr"))
    assert len({node.get("id") for node in pictures}) == len(pictures) == 2
    assert all(node.get("descr") for node in pictures)


def test_contents_name_headings_and_annexes_and_take_known_pages():
    given = document()
    made = docx.Document(io.BytesIO(render_docx(given, {"part-1": 1, "Phụ lục 1": 7})))
    entries = [p.text for p in made.paragraphs if p.style.name.startswith("toc")]
    assert entries[0] == "I. KẾT QUẢ CHUNG\t1"
    assert entries[1] == "1. Công tác chỉ đạo\t"
    assert entries[-2:] == ["Phụ lục 1. Xếp hạng\t7", "Phụ lục 2. Chỉ số thành phần\t"]


def test_relations_point_to_parts_that_are_there():
    members = parts(render_docx(document()))
    for name, content in members.items():
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rsplit("/", 1)[0] if name != "_rels/.rels" else ""
            for relation in lxml.etree.fromstring(content):
                target = relation.get("Target")
                path = (
                    target.lstrip("/") if target.startswith("/") else os.path.normpath(f"{folder}/{target}").lstrip("/")
                )
                assert path in members
    used = set(re.findall(rb'r:id="(rId\d+)"', members["word/document.xml"]))
    known = set(re.findall(rb'Id="(rId\d+)"', members["word/_rels/document.xml.rels"]))
    assert used <= known


def test_same_document_same_bytes():
    assert render_docx(document()) == render_docx(document())


def test_hostile_text_stays_text():
    text = 'A < B & "C" \x07 \x00 \ud800 ]]> </w:t> e\u0302\u0301 =1+1\tX'
    given = document(
        Paragraph((Run(text),)),
        Heading(1, text, text),
        dataclasses.replace(grid(), caption=text, rows=(Row((text, text, text, text)),)),
        *(
            chart(kind, title=text, alt=text, marks=(dataclasses.replace(marks()[0], label=text),))
            for kind in ("bars", "dots")
        ),
        title=text,
        caveat=text,
    )
    made = render_docx(given)
    opened = docx.Document(io.BytesIO(made))
    assert any('A < B & "C"' in p.text and "ế =1+1" in p.text for p in opened.paragraphs)
    for number in (1, 2):
        book = openpyxl.load_workbook(io.BytesIO(parts(made)[f"word/embeddings/chart{number}.xlsx"]))
        values = [cell.value for row in book["Sheet1"].iter_rows() for cell in row]
        assert any(isinstance(value, str) and "</w:t>" in value for value in values)


def test_an_empty_document_still_opens():
    bare = Document("article", "en", "", "", Letterhead("", "", "", "", "", "", "", ""), (), Closing("", (), ()))
    opened = docx.Document(io.BytesIO(render_docx(bare)))
    assert [p.text for p in opened.paragraphs if p.text] == []


def test_outline_has_no_gaps_where_the_document_has_none():
    given = document()
    levels = [block.level for block in given.body if isinstance(block, Heading)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
