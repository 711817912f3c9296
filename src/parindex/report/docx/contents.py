"""The table of contents: a field Word can refresh, with its entries already in it.

Page numbers are fields of their own. Word sets them when the document is printed or made a PDF, and on F9; a file
cannot know them before it is laid out, so they stand empty until then unless the caller knows them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parindex.report.docx.text import field, paragraph, run, twips

TITLE = {"vi": "MỤC LỤC", "en": "CONTENTS"}
FEWEST = 3
"""Under this many entries a table of contents says nothing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table: level 1 or 2, the words, the bookmark it leads to, the model's anchor."""

    level: int
    text: str
    bookmark: str
    anchor: str = ""


def contents(entries: Sequence[Entry], language: str, width: float, pages: Mapping[str, int]) -> str:
    """The table, as wide as the text (millimetres); `pages`: page numbers by anchor, where they are known."""
    if len(entries) < FEWEST:
        return ""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(entries) - 1
    lines = (
        _line(entry, width, pages.get(entry.anchor), before="" if at else begin, after=end if at == last else "")
        for at, entry in enumerate(entries)
    )
    return paragraph("ContentsHeading", run(TITLE[language])) + "".join(lines)


def _line(entry: Entry, width: float, page: int | None, *, before: str, after: str) -> str:
    """One entry; the field of the whole table begins before the first and ends after the last."""
    number = run("\t") + field(f"PAGEREF {entry.bookmark} \\h", "" if page is None else run(str(page)))
    link = f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{run(entry.text)}{number}</w:hyperlink>'
    # Dots that lead to no number yet would look like a mistake; Word sets its own when the field is refreshed.
    leader = "none" if page is None else "dot"
    tab = f'<w:tabs><w:tab w:val="right" w:leader="{leader}" w:pos="{twips(width)}"/></w:tabs>'
    return paragraph(f"TOC{entry.level}", before + link + after, tab)
