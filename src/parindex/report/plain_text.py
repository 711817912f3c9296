"""A document as plain text: paragraphs wrapped, lists hung, tables aligned. Nothing is said that the document does not say."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import TYPE_CHECKING

from parindex.report.content import Bullets, Chart, Grid, Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parindex.report.content import Block, Document, Head, Row

WIDTH = 100
_GAP = "  "


def plain_text(document: Document) -> str:
    """The whole document as text of at most 100 columns, ending with a line break."""
    parts = [_title(document)]
    if document.caveat:
        parts.append(_wrapped(f"[{document.caveat}]"))
    parts += _parts(document.body)
    for annex in document.annexes:
        parts += [f"{annex.label}\n{_wrapped(annex.title)}", *_parts(annex.body)]
    if any(document.closing.recipients):
        closing = (document.closing.recipients_title, *document.closing.recipients)
        parts += ["\n".join(closing), "\n".join(document.closing.signature)]
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def _title(document: Document) -> str:
    head = document.letterhead
    lines = [line for line in (head.superior, head.issuer, head.number, head.place_and_date, head.title) if line]
    title = head.subject or document.title
    lines.append(_wrapped(title))
    return "\n".join([*lines, "=" * min(WIDTH, max(len(line) for line in lines[-1].splitlines()))])


def _parts(blocks: Iterable[Block]) -> list[str]:
    return [part for part in (_block(block) for block in blocks) if part]


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        mark = {1: "=", 2: "-"}.get(block.level, "")
        text = _wrapped(block.text)
        return f"{text}\n{mark * max(len(line) for line in text.splitlines())}" if mark else text
    if isinstance(block, Paragraph):
        return _wrapped(block.text)
    if isinstance(block, Bullets):
        return "\n".join(
            textwrap.fill("".join(run.text for run in item), WIDTH, initial_indent="– ", subsequent_indent="  ",
                          break_long_words=False, break_on_hyphens=False)
            for item in block.items
        )  # fmt: skip
    if isinstance(block, Chart):
        return _chart(block)
    return _grid(block)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _chart(chart: Chart) -> str:
    """A chart as a small table of its marks."""
    notes = any(mark.note for mark in chart.marks)
    rows = [(mark.label, mark.text, *((mark.note,) if notes else ())) for mark in chart.marks]
    kinds = ("text", "number", "number")
    lines = [_wrapped(f"{chart.label} {chart.title}".strip())]
    if rows:
        lines += _aligned(rows, kinds[: len(rows[0])])
    if chart.mean_text:
        lines.append(chart.mean_text)
    return "\n".join(lines)


def _grid(grid: Grid) -> str:
    heads = tuple(head.text for head in grid.heads)
    lines = [_wrapped(f"{grid.label} {grid.caption}".strip())]
    if _width([heads, *(row.cells for row in grid.rows)]) <= 2 * WIDTH:
        lines += _table(grid.heads, grid.rows)
    else:
        lines += [
            _wrapped("; ".join(f"{h}: {c}" for h, c in zip(heads, row.cells, strict=True) if c)) for row in grid.rows
        ]
    return "\n".join([*lines, *([_wrapped(grid.note)] if grid.note else [])])


def _width(rows: Sequence[Sequence[str]]) -> int:
    return sum(max(_columns(cell) for cell in column) + len(_GAP) for column in zip(*rows, strict=True))


def _table(heads: Sequence[Head], rows: Sequence[Row]) -> list[str]:
    kinds = [head.kind for head in heads]
    lines = _aligned([tuple(head.text for head in heads), *(row.cells for row in rows)], kinds)
    rule = "-" * max(_columns(line) for line in lines)
    totals = [at for at, row in enumerate(rows, start=1) if row.kind == "total"]
    found = []
    for at, line in enumerate(lines):
        if at == 1 or at in totals:
            found.append(rule)
        found.append(line)
    return found


def _aligned(rows: Sequence[Sequence[str]], kinds: Sequence[str]) -> list[str]:
    widths = [max(_columns(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        _GAP.join(
            _padded(cell, width, right=kind != "text") for cell, width, kind in zip(row, widths, kinds, strict=True)
        ).rstrip()
        for row in rows
    ]


def _padded(cell: str, width: int, *, right: bool) -> str:
    space = " " * (width - _columns(cell))
    return space + cell if right else cell + space


def _columns(text: str) -> int:
    """How many columns a terminal gives the text: marks take none, East Asian wide letters two."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
