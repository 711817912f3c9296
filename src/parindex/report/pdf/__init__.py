"""A document as PDF/A-2b and PDF/UA-1 through Typst, laid out after Nghị định 30/2020/NĐ-CP, the same bytes every time.

The template (`assets/document.typ`) takes everything as JSON, so that no word of a user is ever read as markup.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from functools import cache
from typing import Any, TypeAlias

from parindex.report.charts import svg
from parindex.report.charts.svg import ASSETS, Face
from parindex.report.content import Annex, Block, Bullets, Chart, Document, Grid, Heading, Paragraph, Run
from parindex.report.html.blocks import Anchors, stepped
from parindex.report.pdf.tables import setting

Json: TypeAlias = dict[str, Any]

# Points between the margins: upright (160 mm wide) and across (257 mm wide), and what a chart may be high.
UPRIGHT, ACROSS = (453.5, 640.0), (728.5, 405.0)
# A chart is not wider than it reads well, even across.
CHART = 560

# The room for the issuing body beside the nation, and for the subject.
ISSUER, SUBJECT = 165.0, 400.0

CONTENTS = {"vi": "MỤC LỤC", "en": "CONTENTS"}
# What stands for a letter that the font lacks: PDF/A refuses a text without glyphs.
LACKING = "□"


def render_pdf(document: Document) -> bytes:
    """Return the PDF. Fonts are those shipped with the product; nothing of the machine or the clock goes in."""
    import typst

    written = json.dumps(_document(document), ensure_ascii=False)
    compiler = typst.Compiler(
        (ASSETS / "document.typ").read_bytes(), font_paths=_fonts(), sys_inputs={"document": written}
    )
    made = compiler.compile(format="pdf", pdf_standards=["a-2b", "ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no single file")
    return made


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[ASSETS / "fonts"])


def _document(document: Document) -> Json:
    anchors, head = Anchors(), document.letterhead
    blocks = _blocks(document.body, anchors, UPRIGHT, above=0)
    headings = sum(block["type"] == "heading" for block in blocks) + len(document.annexes)
    listed = document.name != "article" and headings > 3
    return {
        "language": document.language,
        "title": _plain(document.title) or " ",
        "author": _plain(" ".join(text for text in (head.issuer or head.superior,) if text)),
        "summary": _plain(document.summary),
        "caveat": _plain(document.caveat),
        "head": {
            "superior": _plain(head.superior),
            "issuer": _balanced(head.issuer, 13, ISSUER),
            "number": _plain(head.number),
            "nation": _plain(head.nation),
            "motto": _plain(head.motto),
            "place": _plain(head.place_and_date),
            "title": _plain(head.title),
            "subject": _balanced(head.subject or document.title, 14, SUBJECT),
        },
        "blocks": blocks,
        "closing": {
            "title": _plain(document.closing.recipients_title),
            "recipients": [_plain(name) for name in document.closing.recipients],
            "signature": [_plain(line) for line in document.closing.signature],
        },
        "contents": CONTENTS.get(document.language, CONTENTS["en"]) if listed else "",
        "annexes": [_annex(annex, anchors) for annex in document.annexes],
    }


def _annex(annex: Annex, anchors: Anchors) -> Json:
    return {
        "label": _plain(annex.label),
        "title": _plain(annex.title),
        "wide": annex.wide,
        "anchor": anchors.free("annex"),
        "blocks": _blocks(annex.body, anchors, ACROSS if annex.wide else UPRIGHT, above=1),
    }


def _blocks(body: tuple[Block, ...], anchors: Anchors, room: tuple[float, float], *, above: int) -> list[Json]:
    """Return blocks as data; above: how many levels of headings stand over them."""
    made: list[Json] = []
    for block, same, after in zip(stepped(body), body, (*body[1:], None), strict=True):
        match anchors.name(block):
            case Heading(text=text) if not text.strip():
                pass  # a bookmark needs words
            case Heading() as heading:
                made.append(_heading(heading, heading.level + above, same))
            case Paragraph(runs=runs, kind=kind):
                sticky = isinstance(after, Bullets)
                made.append({"type": "paragraph", "runs": _runs(runs), "kind": kind, "sticky": sticky})
            case Bullets(items=items):
                made.append({"type": "bullets", "items": [_runs(item) for item in items]})
            case Grid() as grid:
                made.append(_grid(grid, room[0]))
            case Chart() as chart:
                made.append(_chart(chart, room))
    return made


def _heading(heading: Heading, level: int, written: Block) -> Json:
    """Return a heading; its look is that of the level it was written with."""
    look = written.level if isinstance(written, Heading) else level
    return {"type": "heading", "level": level, "look": look, "text": _plain(heading.text), "anchor": heading.anchor}


def _runs(runs: tuple[Run, ...]) -> list[tuple[str, bool, bool]]:
    return [(_plain(run.text), run.bold, run.italic) for run in runs]


def _grid(grid: Grid, room: float) -> Json:
    """Return a table; a row knows its steps only where it has any, for there may be thousands."""
    clean = replace(
        grid,
        heads=tuple(replace(head, text=_plain(head.text)) for head in grid.heads),
        rows=tuple(replace(row, cells=tuple(_plain(cell) for cell in row.cells)) for row in grid.rows),
    )
    measured = setting(clean, room)
    return {
        "type": "grid",
        "label": _plain(grid.label),
        "title": _caption(grid.label, grid.caption, room),
        "size": measured.size,
        "widths": measured.widths,
        "pads": measured.pads,
        "whole": measured.whole,
        "heads": [{"text": head.text, "kind": head.kind} for head in clean.heads],
        "rows": [{"cells": row.cells, "kind": row.kind, "steps": row.steps} for row in clean.rows],
        "note": _plain(grid.note),
    }


def _chart(chart: Chart, room: tuple[float, float]) -> Json:
    width = min(CHART, int(room[0]))
    return {
        "type": "chart",
        "label": _plain(chart.label),
        "title": _caption(chart.label, chart.title, room[0]),
        "subtitle": _balanced(chart.subtitle, 11.5, room[0] - 20, "serif-italic"),
        "source": _balanced(chart.source, 11.5, room[0] - 20, "serif-italic"),
        "alt": _plain(chart.alt) or _plain(chart.title) or _plain(chart.label) or " ",
        "pictures": [{"svg": drawing, "width": width} for drawing in _pictures(chart, width, room[1])],
    }


def _pictures(chart: Chart, width: int, height: float) -> list[str]:
    """Draw a chart, in as many parts as it takes for each to fit on a page."""
    for parts in range(1, len(chart.marks) + 2):
        each = -(-len(chart.marks) // parts) or 1
        groups = [chart.marks[i : i + each] for i in range(0, len(chart.marks), each)] or [()]
        drawn = [_plain(svg(replace(chart, marks=group), width=width, style="document")) for group in groups]
        if chart.kind == "dots" or each == 1 or all(_height(drawing) <= height for drawing in drawn):
            return drawn
    return []


def _height(drawing: str) -> float:
    found = re.search(r' height="([\d.]+)"', drawing)
    return float(found[1]) if found else 0.0


def _balanced(text: str, size: float, room: float, face: str = "serif-bold") -> list[str]:
    """Return lines of about one length, where the writer has not broken them."""
    return [line for part in _plain(text).split("\n") for line in Face(face).wrap(part, size, room) if line]


def _caption(label: str, title: str, room: float) -> list[str]:
    """Return the lines of a title that stands behind its label."""
    first, *rest = _balanced(f"{label} {title}".strip(), 13, room - 10, "serif") or [""]
    kept = " ".join(_plain(label).split())
    return [line for line in (first.removeprefix(kept).strip(), *rest) if line]


@cache
def _has() -> frozenset[str]:
    """Return the letters of the font."""
    stored = json.loads((ASSETS / "fonts" / "widths.json").read_text("utf-8"))
    return frozenset(chr(code) for first, last in stored["tinos"] for code in range(first, last + 1))


def _plain(text: str) -> str:
    """Return text in NFC without control characters; a letter that the font lacks becomes a box."""
    known = _has()
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        letter
        if letter in known or letter == "\n"
        else " "
        if unicodedata.category(letter) in {"Cc", "Zs"}
        else LACKING
        for letter in composed
    )
