"""A table as a file gives it, before anything is cleaned or understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from parindex.engine.problems import Where

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(slots=True)
class RawColumn:
    """codes: int32 per row; cells: the distinct texts."""

    heading: str
    position: int
    codes: NDArray[np.int32]
    cells: list[str]
    _places: tuple[NDArray[np.intp], NDArray[np.intp]] | None = field(default=None, repr=False)

    def first(self, at: list[int]) -> int:
        """The topmost record (from 0) that holds one of these distinct cells."""
        return int(self._counted()[0][at].min())

    def number(self, at: list[int]) -> int:
        """How many records hold one of these distinct cells."""
        return int(self._counted()[1][at].sum())

    def _counted(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Where each distinct cell stands first, and how often it stands; counted when first asked for."""
        if self._places is None:
            size = len(self.cells)
            first = np.zeros(size, np.intp)
            first[self.codes[::-1]] = np.arange(len(self.codes))[::-1]  # the topmost is written last
            self._places = first, np.bincount(self.codes, minlength=size)
        return self._places


@dataclass(slots=True)
class RawTable:
    """place: for messages.  heading_row: as a spreadsheet counts.  rows: int32, the row number of each record.

    comma: whether the file itself speaks for decimal commas (cells separated by semicolons).
    """

    place: str
    heading_row: int
    columns: list[RawColumn]
    rows: NDArray[np.int32]
    comma: bool = field(default=False)

    def where(self, column: RawColumn, at: list[int]) -> Where:
        """The topmost place of these distinct cells."""
        return Where(self.place, int(self.rows[column.first(at)]), column.heading)
