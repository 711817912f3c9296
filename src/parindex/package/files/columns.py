"""Turns cells into columns: each distinct cell once, and one code per row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from numpy.typing import NDArray


class _Codes(dict[Any, int]):
    """The code of each distinct cell; a new one gets the next."""

    def __missing__(self, cell: Hashable) -> int:
        code = self[cell] = len(self)
        return code


class Encoder:
    """One column while it is read."""

    def __init__(self) -> None:
        self._seen = _Codes()
        self._parts: list[NDArray[np.int32]] = []

    def add(self, cells: Sequence[Hashable]) -> None:
        """Further cells, from the top down."""
        size = len(cells)
        # a column that has held one value so far (stage, state, empty notes) is counted, which costs a third
        if size and len(self._seen) <= 1 and cells.count(cells[0]) == size:
            self._parts.append(np.full(size, self._seen[cells[0]], np.int32))
            return
        self._parts.append(np.fromiter(map(self._seen.__getitem__, cells), np.int32, size))

    def distinct(self) -> int:
        """How many distinct cells there are so far."""
        return len(self._seen)

    def finish(self) -> tuple[NDArray[np.int32], list[Any]]:
        """Codes per row, and the distinct cells in the order of their codes."""
        codes = np.concatenate(self._parts) if self._parts else np.zeros(0, np.int32)
        self._parts = []
        return codes, list(self._seen)


class Encoders:
    """All columns of a table while it is read; shape (rows, width)."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows = 0
        self._columns = [Encoder() for _ in range(width)]

    def add_flat(self, cells: list[str]) -> None:
        """Whole rows, one after another in one list."""
        self.rows += len(cells) // self.width
        for at, column in enumerate(self._columns):
            column.add(cells[at :: self.width])

    def add_rows(self, rows: Iterable[Sequence[Hashable]]) -> None:
        """Rows, each of exactly `width` cells."""
        columns = list(zip(*rows, strict=True))
        if columns:
            self.rows += len(columns[0])
            for column, cells in zip(self._columns, columns, strict=True):
                column.add(cells)

    def distinct(self) -> int:
        """How many distinct cells there are so far."""
        return sum(column.distinct() for column in self._columns)

    def finish(self) -> list[tuple[NDArray[np.int32], list[Any]]]:
        """Every column's codes and distinct cells."""
        return [column.finish() for column in self._columns]


def letter(position: int) -> str:
    """A column's letter in a spreadsheet, from its position from 0.

    >>> letter(0), letter(26), letter(701)
    ('A', 'AA', 'ZZ')
    """
    found = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
