"""Reads one CSV file: separator, heading, then millions of cells quickly.

A block of the file without quotation marks is split at once; the csv module, which takes three times as long, reads
only the blocks that have some, and those where a row is longer or shorter than the heading.
"""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

from parindex.engine.problems import Text, Where
from parindex.package.catalogue.files import (
    BAD_QUOTES,
    CELL_TOO_LARGE,
    NOT_TEXT,
    NOT_UTF8,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    TOO_MANY_TEXTS,
)
from parindex.package.catalogue.reading import NO_HEADING, ROW_TOO_LONG, ROWS_SHORT, SEPARATOR_FOUND
from parindex.package.files import headings
from parindex.package.files.columns import Encoders
from parindex.package.files.encoding import reading_text
from parindex.package.files.limits import CELL_MIB, COLUMNS, LINE_MIB, MIB, ROWS, TEXTS, refuse
from parindex.package.files.raw import RawColumn, RawTable
from parindex.package.tables import TABLES

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterable, Iterator

    from parindex.package.files.limits import Bounded
    from parindex.package.listing import Listing

BLOCK = MIB
"""Characters read at a time."""

SEPARATORS = (",", ";", "\t", "|")

_LINES = 60
"""Lines looked at to find separator and heading."""

_WIDE, _WIDE_QUOTED = 10 * COLUMNS, 100 * COLUMNS
"""Separators in one of the first lines beyond which it is refused unread; quoted text may hold many commas."""

_QUOTES = {
    "unexpected end of data": Text("dấu nháy mở mà không đóng", "one is opened and never closed"),
    "expected after": Text("có chữ ngay sau dấu nháy đóng", "text follows a closing one"),
}
"""What the csv module's messages mean."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What datapackage.json says of a file; None where it says nothing."""

    encoding: str | None = None
    separator: str | None = None
    quote: str = '"'


def read_csv(source: Bounded, place: str, table: str, dialect: Dialect, listing: Listing) -> RawTable | None:
    """The table in a CSV file, or None where a problem was listed. Closes `source`. Raises CannotRead."""
    with _large_cells(), reading_text(source, place, dialect.encoding, listing) as (text, encoding):
        reading = _Reading(text, place, table, dialect, listing)
        try:
            return reading.table()
        except csv.Error as error:
            raise _refused(str(error), Where(place, reading.row + 1)) from error
        except UnicodeDecodeError as error:
            raise refuse(NOT_UTF8, place, encoding=encoding.upper(), line=reading.row + 1) from error


@contextmanager
def _large_cells() -> Iterator[None]:
    before = csv.field_size_limit(CELL_MIB * MIB)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _refused(message: str, where: Where) -> Exception:
    if "field limit" in message:
        return refuse(CELL_TOO_LARGE, where, limit=CELL_MIB)
    reason = next((text for part, text in _QUOTES.items() if part in message), Text(message, message))
    return refuse(BAD_QUOTES, where, reason=reason)


class _Reading:
    """One file while it is read; `row` counts the records so far, as a spreadsheet does."""

    def __init__(self, text: io.TextIOBase, place: str, table: str, dialect: Dialect, listing: Listing) -> None:
        self._text, self._place, self._table, self._listing = text, place, table, listing
        self._dialect, self._separator = dialect, dialect.separator or ","
        self._encoders = Encoders(0)
        self._short: tuple[int, int] | None = None
        self._top: list[str] = []
        self.row = 0

    def table(self) -> RawTable | None:
        """The heading, then every row below it."""
        self._read_top()
        self._find_separator()
        heading = self._heading()
        if heading is None:
            return None
        heading_row = self.row
        self._encoders = Encoders(len(heading))
        for block in self._blocks():
            self._add(self._checked(block))
        self._say()
        columns = [RawColumn(heading[at], at, *found) for at, found in enumerate(self._encoders.finish())]
        rows = np.arange(heading_row + 1, self.row + 1, dtype=np.int32)
        return RawTable(self._place, heading_row, columns, rows, comma=self._separator == ";")

    def _read_top(self) -> None:
        """The first lines, though not many megabytes of them."""
        size = 0
        for line in islice(self._text, _LINES):
            most = max(line.count(separator) for separator in (*SEPARATORS, self._separator))
            if most > (_WIDE_QUOTED if self._dialect.quote in line else _WIDE):
                raise refuse(TOO_MANY_COLUMNS, Where(self._place, len(self._top) + 1), limit=COLUMNS)
            self._top.append(self._checked(line))
            size += len(line)
            if size > LINE_MIB * MIB:
                return

    def _checked(self, block: str) -> str:
        if "\0" in block:
            raise refuse(NOT_TEXT, self._place)
        return block

    def _find_separator(self) -> None:
        """The one under which a row holds most columns of the format; the given one, then the comma, where equal."""
        if self._top and self._top[0].strip().casefold() in {f"sep={s}" for s in SEPARATORS}:
            self._separator = self._top.pop(0).strip("\r\n")[-1]  # Excel's own hint, which it does not show as a row
            return
        given = self._separator
        found = {separator: self._known(separator) for separator in dict.fromkeys([given, *SEPARATORS])}
        self._separator = max(found, key=lambda separator: found[separator])
        if self._separator != given:
            said = "Tab" if self._separator == "\t" else self._separator
            self._listing.add(SEPARATOR_FOUND, Where(self._place), separator=said)

    def _known(self, separator: str) -> int:
        """How many columns of the format the heading holds; in a table of its own, how many columns at all."""
        rows = self._first_rows(separator)
        at = headings.find(rows, self._table)
        if at < 0:
            return 0
        known = {headings.meaning(self._table, cell) for cell in rows[at]} - {None}
        return len(known) if self._table in TABLES else len(rows[at])

    def _first_rows(self, separator: str) -> list[list[str]]:
        """What can be read of the top under a separator; a mistake in it is told when the rows themselves are read."""
        rows: list[list[str]] = []
        with suppress(csv.Error):
            reader = csv.reader(self._top, delimiter=separator, quotechar=self._dialect.quote)
            rows.extend(islice(reader, headings.DEPTH))
        return rows

    def _heading(self) -> list[str] | None:
        at = headings.find(self._first_rows(self._separator), self._table)
        if at < 0:
            list(self._csv(self._top))  # where the top cannot be read at all, that is what is told
            columns = ", ".join(TABLES.get(self._table, ("…",)))
            self._listing.add(NO_HEADING, Where(self._place), columns=columns)
            return None
        lines = iter(self._top)
        above = list(islice(self._csv(chain(lines, self._text)), at + 1))
        heading, self.row = above[-1], len(above)
        self._top = list(lines)
        if max(map(len, above)) > COLUMNS:
            raise refuse(TOO_MANY_COLUMNS, Where(self._place, self.row), limit=COLUMNS)
        return heading

    def _blocks(self) -> Iterator[str]:
        """The rest of the file in pieces of whole lines."""
        if self._top:
            yield "".join(self._top)
        while block := self._text.read(BLOCK):
            yield block if block.endswith("\n") else block + self._text.readline()

    def _add(self, block: str) -> None:
        before = self._encoders.rows
        cells = None if self._dialect.quote in block else self._split(block.replace("\r\n", "\n"))
        if cells is not None:
            self._encoders.add_flat(cells)
        else:
            self._add_slowly(block)
        self.row += self._encoders.rows - before
        if self._encoders.rows > ROWS:
            raise refuse(TOO_MANY_ROWS, self._place, limit=ROWS)
        if self._encoders.distinct() > TEXTS:
            raise refuse(TOO_MANY_TEXTS, self._place, limit=TEXTS)

    def _split(self, block: str) -> list[str] | None:
        """The cells of a block one after another; None where the rows do not all have the heading's width."""
        if "\r" in block:
            return None
        if not block.endswith("\n"):
            block += "\n"
        letters = np.frombuffer(block.encode(), np.uint8)
        ends = np.flatnonzero((letters == ord("\n")) | (letters == ord(self._separator)))
        breaks = letters[ends] == ord("\n")
        width = self._encoders.width
        if len(ends) > COLUMNS * int(breaks.sum()):
            raise refuse(TOO_MANY_COLUMNS, self._place, limit=COLUMNS)
        if breaks.sum() * width != len(ends) or not breaks[width - 1 :: width].all():
            return None
        if int(np.diff(ends, prepend=-1).max()) - 1 > CELL_MIB * MIB:
            raise refuse(CELL_TOO_LARGE, self._place, limit=CELL_MIB)
        return block[:-1].replace("\n", self._separator).split(self._separator)

    def _add_slowly(self, block: str) -> None:
        rows = self._records(list(io.StringIO(block, newline="")))
        if set(map(len, rows)) != {self._encoders.width}:
            rows = [self._fitted(row, self.row + at) for at, row in enumerate(rows, 1)]
        self._encoders.add_rows(rows)

    def _records(self, lines: list[str]) -> list[list[str]]:
        """The records that begin in these lines; one that goes on reads further lines from the file."""
        reader = self._csv(chain(lines, self._text))
        rows: list[list[str]] = []
        for row in reader:
            rows.append(row)
            if reader.line_num >= len(lines):
                break
        return rows

    def _csv(self, lines: Iterable[str]) -> Reader:
        return csv.reader(lines, delimiter=self._separator, quotechar=self._dialect.quote, strict=True)

    def _fitted(self, row: list[str], number: int) -> list[str]:
        width = self._encoders.width
        if len(row) > width:
            extra = next((cell for cell in row[width:] if cell.strip()), None)
            if extra is not None:
                where = Where(self._place, number)
                self._listing.add(ROW_TOO_LONG, where, cells=len(row), columns=width, extra=extra)
            return row[:width]
        if len(row) < width and any(row):
            count, first = self._short or (0, number)
            self._short = (count + 1, first)
        return row + [""] * (width - len(row))

    def _say(self) -> None:
        if self._short is not None:
            count, first = self._short
            self._listing.add(ROWS_SHORT, Where(self._place, first), number=count)
