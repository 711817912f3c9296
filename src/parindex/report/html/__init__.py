"""A document as one HTML file: no request, no script, sound for keyboard and screen reader, good on paper."""

from __future__ import annotations

import re

from parindex.report.charts.svg import element, words
from parindex.report.content import Annex, Block, Closing, Document, Heading, Letterhead
from parindex.report.html.blocks import ACROSS, Anchors, Builder, lines, stepped
from parindex.report.html.page import page

# The only words of this renderer: those that one needs to find one's way about.
WAY = {
    "vi": {"skip": "Đến nội dung", "report": "Mục lục", "article": "Trong bài"},
    "en": {"skip": "Skip to content", "report": "Contents", "article": "In this article"},
}


def render_html(document: Document) -> str:
    """Return the whole page. `document.name` "article" is set as a news item, everything else as a report."""
    article = document.name == "article"
    builder, anchors = Builder(), Anchors()
    body = tuple(anchors.name(block) for block in stepped(document.body))
    annexes = tuple((anchors.free("annex"), annex) for annex in document.annexes)
    way = WAY.get(document.language, WAY["en"])
    sheet = element(
        "div",
        _article_head(document) if article else _report_head(document),
        _contents(body, annexes, way["article" if article else "report"]),
        element("div", _sections(builder, body), _closing(document.closing), class_="text"),
        class_="sheet",
    )
    main = element("main", sheet, *(_annex(builder, anchors, key, annex) for key, annex in annexes), id="content")
    return page(
        document,
        element("a", words(way["skip"]), class_="skip", href="#content"),
        element("header", _caveat(document.caveat), class_="caveat") if document.caveat else "",
        main,
    )


def _caveat(caveat: str) -> str:
    """Return the banner, what it says first in bold."""
    found = re.match(r"(?s)(.{1,60}?[.:])(\s.*)", caveat)
    first, rest = (found[1], found[2]) if found else (caveat, "")
    return element("p", element("span", element("strong", words(first)), words(rest)))


def _report_head(document: Document) -> str:
    head = document.letterhead
    title = head.subject or document.title
    genre = [element("span", words(head.title), " ", class_="genre")] if head.title else []
    return element("header", _letterhead(head), element("h1", *genre, lines(title)), class_="head")


def _letterhead(head: Letterhead) -> str:
    left = ((head.superior, ""), (head.issuer, "strong"), (head.number, ""))
    right = ((head.nation, "strong"), (head.motto, "strong"), (head.place_and_date, ""))
    if not any(text for text, _ in left + right):
        return ""
    sides = ("".join(_line(text, kind) for text, kind in side) for side in (left, right))
    return element("div", *(element("div", side or " ") for side in sides), class_="letterhead")


def _line(text: str, kind: str) -> str:
    if not text:
        return ""
    return element("p", lines(text), class_=kind) if kind else element("p", lines(text))


def _article_head(document: Document) -> str:
    head = document.letterhead
    said = (head.superior, head.issuer, head.number, head.place_and_date)
    byline = " ".join(element("span", lines(text)) for text in said if text)
    title = head.subject or document.title
    return element(
        "header",
        element("p", words(head.title), class_="note") if head.title else "",
        element("h1", lines(title)),
        element("p", byline, class_="byline") if byline else "",
        class_="head",
    )


def _contents(body: tuple[Block, ...], annexes: tuple[tuple[str, Annex], ...], title: str) -> str:
    """Return the table of contents: first and second headings and the annexes; nothing for a document without."""
    entries: list[tuple[str, list[str]]] = []
    for block in body:
        if isinstance(block, Heading) and block.level == 1:
            entries.append((_link(block.anchor, block.text), []))
        elif isinstance(block, Heading) and block.level == 2 and entries:
            entries[-1][1].append(element("li", _link(block.anchor, block.text)))
    entries += [(_link(key, f"{annex.label} {annex.title}".strip()), []) for key, annex in annexes]
    if not entries:
        return ""
    items = (element("li", link, element("ol", *below) if below else "") for link, below in entries)
    heading = element("h2", words(title), id="contents")
    return element("nav", heading, element("ol", *items), class_="toc", aria_labelledby="contents")


def _link(anchor: str, text: str) -> str:
    return element("a", words(text), href=f"#{anchor}")


def _sections(builder: Builder, body: tuple[Block, ...]) -> str:
    """Put each first heading and what follows it into a section of that name."""
    sections: list[list[Block]] = [[]]
    for block in body:
        if isinstance(block, Heading) and block.level == 1:
            sections.append([])
        sections[-1].append(block)
    opening = "".join(builder.block(block) for block in sections[0])
    named = (
        element("section", *(builder.block(block) for block in section), aria_labelledby=_anchor(section[0]))
        for section in sections[1:]
    )
    return opening + "".join(named)


def _anchor(block: Block) -> str:
    return block.anchor if isinstance(block, Heading) else ""


def _annex(builder: Builder, anchors: Anchors, key: str, annex: Annex) -> str:
    label = element("span", words(annex.label), " ", class_="label") if annex.label else ""
    heading = element("h2", label, element("span", lines(annex.title), class_="title"), id=key)
    below = (builder.block(anchors.name(block), deeper=1, room=ACROSS) for block in stepped(annex.body))
    kind = "annex across" if annex.wide else "annex"
    return element("section", heading, *below, class_=kind, aria_labelledby=key)


def _closing(closing: Closing) -> str:
    if not (closing.recipients or closing.signature):
        return ""
    names = "".join(element("li", words(name)) for name in closing.recipients)
    title = element("p", words(closing.recipients_title), class_="title") if closing.recipients_title else ""
    signature = "".join(element("p", lines(line)) for line in closing.signature)
    return element(
        "div",
        element("div", title, element("ul", names) if names else ""),
        element("div", signature or " ", class_="signature"),
        class_="closing",
    )
