"""One sheet as its cells stand, and the plain texts and numbers behind them."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from parindex.engine.problems import Where
from parindex.package.files.columns import letter

if TYPE_CHECKING:
    from collections.abc import Sequence

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u00ad\x00-\x08\x0b-\x1f\x7f]")

Cell = Any
"""What a workbook's cell holds: a text, number, truth value, date or time; "" where it is empty."""

Place = tuple[int, int]
"""Row and column, both from 0."""


@dataclass(frozen=True, slots=True)
class Grid:
    """cells: rows of cells, from the sheet's first row and column on.  merged: first and last place of each range.

    formulas: cells that are computed, where the file says so (xlsx); unvalued: those of them that were never computed,
    so that nobody knows what they hold.
    """

    file: str
    sheet: str
    cells: Sequence[Sequence[Cell]]
    merged: Sequence[tuple[Place, Place]] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: frozenset[Place] = frozenset()
    unvalued: frozenset[Place] = frozenset()
    percents: frozenset[Place] = frozenset()

    @property
    def place(self) -> str:
        """What messages call the sheet."""
        return f"{self.file} › {self.sheet}"

    @property
    def width(self) -> int:
        """Columns in use."""
        return max((len(row) for row in self.cells), default=0)

    def cell(self, row: int, column: int | None) -> Cell:
        """A cell; "" outside the sheet."""
        if column is None or not 0 <= row < len(self.cells) or not 0 <= column < len(self.cells[row]):
            return ""
        return self.cells[row][column]

    def text(self, row: int, column: int | None) -> str:
        """A cell as a text on one line."""
        return text_of(self.cell(row, column))

    def note(self, row: int, column: int) -> str:
        """A cell as a text of several lines."""
        cell = self.cell(row, column)
        lines = cell.splitlines() if isinstance(cell, str) else [cell]
        return "\n".join(text_of(line) for line in lines).strip()

    def texts(self, row: int) -> list[str]:
        """A row's cells as texts."""
        return [text_of(cell) for cell in self.cells[row]]

    def where(self, row: int | None = None, column: int | None = None) -> Where:
        """The place of a row and column (from 0), as the user sees it."""
        return Where(self.place, None if row is None else row + 1, None if column is None else letter(column))


def text_of(cell: Cell) -> str:
    r"""A cell as a clean text: composed letters, single spaces, no invisible characters; a number without float noise.

    >>> text_of(" Sở\\u00a0 Y tế\\n"), text_of(0.1 + 0.2), text_of(2.0)
    ('Sở Y tế', '0.3', '2')
    """
    if isinstance(cell, str):
        if cell.isascii() and cell.isalnum():
            return cell
        return _one_line(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return number_text(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return "" if cell is None else str(cell)


@lru_cache(maxsize=1 << 16)
def _one_line(cell: str) -> str:
    """The same criteria stand in every unit's sheet, so that most texts come again."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", cell)).split())


def number_text(value: float) -> str:
    """A workbook's number in the digits that a spreadsheet shows: fifteen that matter.

    >>> number_text(1.4362416107382552), number_text(0.1 + 0.2), number_text(3)
    ('1.43624161073826', '0.3', '3')
    """
    if not math.isfinite(value):
        return str(value)
    written = format(Decimal(f"{value:.15g}"), "f")
    return written.rstrip("0").rstrip(".") if "." in written else written
