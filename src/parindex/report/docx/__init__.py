"""The report as a DOCX that people edit: real styles, native tables and charts, the layout of Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from parindex.report.content import Annex, Block, Bullets, Chart, Document, Grid, Heading, Paragraph
from parindex.report.docx.charts import frame, native
from parindex.report.docx.contents import Entry, contents
from parindex.report.docx.letterhead import closing, letterhead
from parindex.report.docx.package import Package
from parindex.report.docx.page import Section, header_part, section_properties
from parindex.report.docx.styles import numbering_part, settings_part, styles_part
from parindex.report.docx.tables import caption, table
from parindex.report.docx.text import DECLARATION, NAMESPACES, Bookmarks, paragraph, run, runs

WIDEST_CHART = 197.0
"""A chart is not wider than it reads well, even on a page set across; millimetres."""

NO_PAGES: Mapping[str, int] = MappingProxyType({})


def render_docx(document: Document, pages: Mapping[str, int] = NO_PAGES) -> bytes:
    """Set the report as DOCX; the same document gives the same bytes.

    pages: page numbers by anchor for the table of contents, where the caller knows them (from the PDF).
    """
    return _Setting(document, pages).file()


class _Setting:
    """One document on its way to a file."""

    def __init__(self, document: Document, pages: Mapping[str, int]) -> None:
        self.document, self.pages = document, pages
        self.package = Package()
        self.bookmarks = Bookmarks()
        self.entries: list[Entry] = []
        self.charts = 0

    def file(self) -> bytes:
        document, package = self.document, self.package
        package.relate("styles", "styles", styles_part(document.language))
        package.relate("settings", "settings", settings_part(document.language))
        package.relate("numbering", "numbering", numbering_part())
        numbered = package.relate("header", "header1", header_part(document.caveat, numbered=True))
        first = package.relate("header", "header2", header_part(document.caveat, numbered=False))
        text = self._text(numbered, first)
        whole = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{text}</w:body></w:document>"
        return package.file(whole.encode(), document)

    def _text(self, numbered: str, first: str) -> str:
        """Everything between the first and the last page; each section's properties end it."""
        document = self.document
        sections = [Section(opens=True), *(Section(wide=annex.wide) for annex in document.annexes)]
        texts = [self._proper(sections[0])]
        texts += [self._annex(annex, section) for annex, section in zip(document.annexes, sections[1:], strict=True)]
        # The contents name the annexes too, so they are made last; they stand after the document proper, whose first
        # page is its letterhead.
        texts[0] += contents(self.entries, document.language, sections[0].width, self.pages)
        ends = [section_properties(section, numbered=numbered, first=first) for section in sections]
        between = [
            f'{text}<w:p><w:pPr><w:pStyle w:val="Rule"/>{end}</w:pPr></w:p>'
            for text, end in zip(texts[:-1], ends[:-1], strict=True)
        ]
        return "".join(between) + texts[-1] + ends[-1]

    def _proper(self, section: Section) -> str:
        """Letterhead, body and signature; the last paragraph stays with the signature."""
        document = self.document
        body = [self._block(block, section) for block in document.body]
        if document.body and isinstance(last := document.body[-1], Paragraph):
            body[-1] = _words(last, "<w:keepNext/>")
        head, end = letterhead(document.letterhead, section.width), closing(document.closing, section.width)
        return head + "".join(body) + end

    def _annex(self, annex: Annex, section: Section) -> str:
        bookmark = self.bookmarks.name("annex")
        words = ". ".join(text for text in (annex.label, annex.title) if text)
        self.entries.append(Entry(1, words, bookmark, annex.label))
        text = run(f"{annex.label}\n" if annex.title else annex.label) + run(annex.title)
        title = paragraph("AnnexTitle", self.bookmarks.around(bookmark, text))
        return title + "".join(self._block(block, section) for block in annex.body)

    def _block(self, block: Block, section: Section) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return _words(block)
            case Bullets():
                return "".join(paragraph("ListBullet", runs(item)) for item in block.items)
            case Grid():
                return table(block, section.width, self.bookmarks)
            case Chart():
                return self._chart(block, section)

    def _heading(self, heading: Heading) -> str:
        bookmark = self.bookmarks.name(heading.anchor or f"_Toc{len(self.entries) + 1:06d}")
        if heading.level <= 2:
            self.entries.append(Entry(heading.level, heading.text, bookmark, heading.anchor))
        level = min(max(heading.level, 1), 3)
        return paragraph(f"Heading{level}", self.bookmarks.around(bookmark, run(heading.text)))

    def _chart(self, chart: Chart, section: Section) -> str:
        shown, width = "", min(section.width, WIDEST_CHART)
        for drawn in native(chart, self.document.language, width, section.tallest):
            self.charts += 1
            relationship = self.package.chart(self.charts, drawn.part, drawn.workbook)
            shown += paragraph("Chart", frame(relationship, self.charts, chart, width, drawn.height))
        note = " ".join(text for text in (chart.subtitle, chart.source) if text)
        return (
            caption(chart.label, chart.title, chart.anchor, self.bookmarks) + shown + paragraph("ChartNote", run(note))
        )


def _words(block: Paragraph, properties: str = "") -> str:
    return paragraph({"lead": "Lead", "note": "Note"}.get(block.kind, "BodyText"), runs(block.runs), properties)
