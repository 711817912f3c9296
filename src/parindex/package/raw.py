"""A table as a file gives it, before anything is cleaned or understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(slots=True)
class RawColumn:
    """codes: int32 per row; cells: the distinct cells (texts; in workbooks also numbers, dates, truth values)."""

    heading: str
    position: int
    codes: NDArray[np.int32]
    cells: list[Any]


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
