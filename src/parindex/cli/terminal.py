"""What a terminal needs: aligned tables, progress on standard error, and numbers in the reader's way of writing."""

from __future__ import annotations

import shutil
import sys
import textwrap
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

PAUSE = 0.1
"""Seconds between two updates of a progress line."""


def width(text: str) -> int:
    """Columns a text takes: combining marks none, East Asian wide letters two."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def padded(text: str, columns: int, align: str) -> str:
    """Text filled with spaces to `columns`; align is "<", ">" or "^"."""
    room = max(columns - width(text), 0)
    left = {"<": 0, ">": room, "^": room // 2}[align]
    return " " * left + text + " " * (room - left)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], aligns: str, *, widest: int = 44) -> list[str]:
    """Lines of a ruled table: a line under the head, columns two spaces apart, long names wrapped, never cut.

    aligns: one of "<", ">" or "^" a column.
    """
    wrapped = [[textwrap.wrap(cell, widest) or [""] for cell in row] for row in rows]
    columns = [
        max([width(head), *(width(line) for row in wrapped for line in row[at])]) for at, head in enumerate(heads)
    ]
    lines = [_line(heads, columns, aligns), "─" * (sum(columns) + 2 * (len(columns) - 1))]
    for row in wrapped:
        deep = max(len(cell) for cell in row)
        lines += [_line([cell[at] if at < len(cell) else "" for cell in row], columns, aligns) for at in range(deep)]
    return lines


def _line(cells: Sequence[str], columns: Sequence[int], aligns: str) -> str:
    return "  ".join(padded(*one) for one in zip(cells, columns, aligns, strict=True)).rstrip()


def number(text: str | None, language: str) -> str:
    """A decimal string in the reader's way: decimal comma in Vietnamese, a real minus sign; "–" for none."""
    if text is None:
        return "–"
    return text.replace("-", "−").replace(".", "," if language == "vi" else ".")


def signed(text: str | None, language: str) -> str:
    """A change with its sign: +0,43, −1,70, 0,00."""
    if text is None or text.startswith("-") or not text.strip("0."):
        return number(text, language)
    return "+" + number(text, language)


def block_title(code: str, language: str) -> str:
    """A block as a heading names it: "Khối sở, ban, ngành (so-ban-nganh)"."""
    from parindex.report.writing.names import BLOCKS

    known = BLOCKS.get(code)
    lead = "Khối" if language == "vi" else "Block"
    return f"{lead} {code}" if known is None else f"{lead} {known.said(language)} ({code})"


def columns() -> int:
    """How many columns the output has; 100 where it is no terminal."""
    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100


def paragraph(text: str, indent: str = "") -> str:
    """Text wrapped to the terminal."""
    return textwrap.fill(
        text, min(columns(), 100), initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )


def say(text: str) -> None:
    """A message to the person, on standard error."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show one line of progress while standard error is a terminal; hands out a callback (done, of), or None."""
    if not sys.stderr.isatty():
        yield None
        return
    last = [0.0]

    def show(done: int, of: int) -> None:
        now = time.monotonic()
        if done < of and now - last[0] < PAUSE:
            return
        last[0] = now
        print(f"\r{label} {100 * done // max(of, 1):3d} %\x1b[K", end="", file=sys.stderr, flush=True)

    print(f"\r{label} …\x1b[K", end="", file=sys.stderr, flush=True)
    try:
        yield show
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
