"""How much is read at most: everything beyond is refused in bounded time and memory."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Protocol

from parindex.engine.problems import CannotRead, Where
from parindex.package.catalogue.files import ARCHIVE_BOMB, CELL_TOO_LARGE, TOO_LARGE

if TYPE_CHECKING:
    from typing import Any

    from parindex.package.catalogue.kind import Kind, Said

MIB = 1 << 20
FILE_MIB = 512
"""Bytes of one table, in MiB; 900,000 rows of scores take about 32."""

TOTAL_MIB = 1024
"""Bytes of all tables of a package, in MiB."""

WORKBOOK_MIB = 384
"""Bytes of all parts of a workbook, in MiB; a million rows of scores take about 250."""

DESCRIPTOR_MIB = 16
"""Bytes of datapackage.json, in MiB."""

ROWS = 5_000_000
COLUMNS = 1_000
TEXTS = 8_000_000
"""Distinct cells of a table; what is repeated costs four bytes, what is not about a hundred."""

CELL_MIB = 1
"""Characters of one cell, in units of 1,048,576."""

LINE_MIB = 8
"""Bytes without a line break: a file that goes on longer is no table."""

MEMBERS = 2_000
"""Files in an archive."""

RATIO = 300
"""How often larger an archive's member may unpack than it lies there, once it is over `RATIO_FROM`.
Scores of a large round pack about 25 times; a zip bomb reaches 1,000."""

RATIO_FROM = 8 * MIB


class Source(Protocol):
    """An open file, read as bytes."""

    def readinto(self, buffer: Any, /) -> int | None:
        """Fill the buffer; the number of bytes, 0 at the end."""

    def close(self) -> None:
        """Close the file."""


def refuse(kind: Kind, where: Where | str, **named: Said) -> CannotRead:
    """The exception that carries this one problem."""
    return CannotRead([kind.at(where if isinstance(where, Where) else Where(where), **named)])


class Allowance:
    """How many bytes may still be read from a package; shared by all its files."""

    def __init__(self, mib: int = TOTAL_MIB) -> None:
        self._left = mib * MIB
        self._mib = mib

    def take(self, size: int, place: str) -> None:
        """Count bytes that were read. Raises CannotRead where they are too many."""
        self._left -= size
        if self._left < 0:
            raise refuse(TOO_LARGE, place, limit=self._mib)


class Bounded(io.RawIOBase):
    """A file that is given up as soon as it grows over a limit: bytes, ratio to its packed size, or line length."""

    def __init__(
        self, source: Source, place: str, allowance: Allowance, *, packed: int | None = None, lines: bool = True
    ) -> None:
        super().__init__()
        self._source, self._place, self._allowance = source, place, allowance
        self._packed, self._lines = packed, lines
        self._read = self._line = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill the buffer. Raises CannotRead at a limit."""
        size = self._source.readinto(buffer) or 0
        self._count(size)
        if self._lines:
            self._check_line(bytes(memoryview(buffer)[:size]))
        return size

    def close(self) -> None:
        """Close the file underneath too."""
        self._source.close()
        super().close()

    def _count(self, size: int) -> None:
        self._read += size
        self._allowance.take(size, self._place)
        if self._read > FILE_MIB * MIB:
            raise refuse(TOO_LARGE, self._place, limit=FILE_MIB)
        if self._packed is not None and self._read > max(RATIO_FROM, RATIO * self._packed):
            raise refuse(ARCHIVE_BOMB, self._place, reason=f"> {RATIO} : 1")

    def _check_line(self, piece: bytes) -> None:
        last = piece.rfind(b"\n")
        self._line = self._line + len(piece) if last < 0 else len(piece) - last
        if self._line > LINE_MIB * MIB:
            raise refuse(CELL_TOO_LARGE, self._place, limit=LINE_MIB)
