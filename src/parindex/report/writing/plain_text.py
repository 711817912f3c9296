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
_LEAST = 8
"""The least width of a folded column."""


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
    """Bars and changes as a small table of their marks; what is drawn as a cloud of dots in its own words."""
    title = _wrapped(f"{chart.label} {chart.title}".strip())
    if chart.kind not in ("bars", "dumbbell") or not chart.marks:
        return f"{title}\n{_wrapped(chart.alt)}"
    notes = any(mark.note for mark in chart.marks)
    rows = [(mark.label, mark.text, *((mark.note,) if notes else ())) for mark in chart.marks]
    lines = _aligned(rows, ("text", "number", "number")[: len(rows[0])])
    return "\n".join([title, *lines, *([chart.mean_text] if chart.mean_text else [])])


def _grid(grid: Grid) -> str:
    lines = [_wrapped(f"{grid.label} {grid.caption}".strip()), *_table(grid.heads, grid.rows)]
    return "\n".join([*lines, *([_wrapped(grid.note)] if grid.note else [])])


def _table(heads: Sequence[Head], rows: Sequence[Row]) -> list[str]:
    """Heads, a rule, the rows, a rule before each total; cells are folded where the table would be too wide."""
    kinds = [head.kind for head in heads]
    every = [tuple(head.text for head in heads), *(row.cells for row in rows)]
    widths = _widths(every, kinds)
    rule = "-" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    found = []
    for at, cells in enumerate(every):
        if at == 1 or (at and rows[at - 1].kind == "total"):
            found.append(rule)
        folded = [_folded(cell, width) for cell, width in zip(cells, widths, strict=True)]
        for line in range(max(len(cell) for cell in folded)):
            parts = tuple(cell[line] if line < len(cell) else "" for cell in folded)
            found.append(_line(parts, widths, kinds))
    return found


def _widths(rows: Sequence[Sequence[str]], kinds: Sequence[str]) -> list[int]:
    """Column widths: numbers whole, their heads folded; what is left over is shared out to the texts."""
    bodies = [[_columns(row[at]) for row in rows[1:]] or [0] for at in range(len(kinds))]
    words = [max((_columns(word) for word in rows[0][at].split()), default=1) for at in range(len(kinds))]
    whole = [max(_columns(row[at]) for row in rows) for at in range(len(kinds))]
    room = WIDTH - len(_GAP) * (len(kinds) - 1)
    if sum(whole) <= room:
        return whole
    widths = [max(*bodies[at], words[at]) for at in range(len(kinds))]
    texts = [at for at, kind in enumerate(kinds) if kind == "text"]
    spare = room - sum(width for at, width in enumerate(widths) if at not in texts)
    for place, at in enumerate(sorted(texts, key=lambda at: widths[at])):
        widths[at] = max(min(widths[at], spare // (len(texts) - place)), words[at], _LEAST)
        spare -= widths[at]
    return _given_back(widths, whole, room - sum(widths))


def _given_back(widths: Sequence[int], whole: Sequence[int], spare: int) -> list[int]:
    """What folding saved too much goes back to the columns that can use it, the narrowest first."""
    wider = list(widths)
    for at in sorted(range(len(widths)), key=lambda at: widths[at]):
        more = max(0, min(spare, whole[at] - wider[at]))
        wider[at] += more
        spare -= more
    return wider


def _folded(cell: str, width: int) -> list[str]:
    return textwrap.wrap(cell, width, break_long_words=False, break_on_hyphens=False) or [""]


def _aligned(rows: Sequence[Sequence[str]], kinds: Sequence[str]) -> list[str]:
    widths = [max(_columns(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [_line(row, widths, kinds) for row in rows]


def _line(cells: Sequence[str], widths: Sequence[int], kinds: Sequence[str]) -> str:
    parts = zip(cells, widths, kinds, strict=True)
    return _GAP.join(_padded(cell, width, right=kind != "text") for cell, width, kind in parts).rstrip()


def _padded(cell: str, width: int, *, right: bool) -> str:
    space = " " * (width - _columns(cell))
    return space + cell if right else cell + space


def _columns(text: str) -> int:
    """How many columns a terminal gives the text: marks take none, East Asian wide letters two."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
