"""Tables as they stand in the files: text, with the place of every cell kept for messages.

A column is stored as codes into its distinct texts, so that a million rows cost four bytes a cell and every check
looks at each distinct text once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from parindex.engine.problems import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

TABLES: Mapping[str, tuple[str, ...]] = {
    "criteria": (
        "code", "parent", "name_vi", "name_en", "max_points", "rule", "rule_params", "source", "not_applicable",
        "lead_unit",
    ),
    "units": ("code", "name_vi", "name_en", "block", "predecessors"),
    "scores": ("unit", "criterion", "stage", "points", "state", "value", "note_vi"),
    "adjustments": ("unit", "kind", "points", "reason", "note_vi"),
    "reasons": ("code", "name_vi", "name_en"),
    "findings": ("unit", "criterion", "reason", "points_lost", "note_vi"),
    "crosswalk": ("criterion", "previous", "relation"),
    "published": ("measure", "unit", "criterion", "value"),
}  # fmt: skip
"""The tables of the format and their columns, in order. Further tables and columns are kept, and never read."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """values: the distinct texts, cleaned (NFC, no surrounding spaces, decimal point); codes: int32 per row."""

    codes: NDArray[np.int32]
    values: tuple[str, ...]

    def __getitem__(self, row: int) -> str:
        text: str = self.values[self.codes[row]]
        return text

    def __len__(self) -> int:
        return len(self.codes)

    def texts(self) -> list[str]:
        """Every row's text."""
        values = self.values
        return [values[code] for code in self.codes.tolist()]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Column:
        """A column of these texts."""
        known: dict[str, int] = {}
        codes = [known.setdefault(text, len(known)) for text in texts]
        return cls(np.array(codes, np.int32), tuple(known))


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """name: as in TABLES (or the resource's own name).  place: what the user sees ("scores.csv", "sheet scores").

    columns: by canonical name, in the file's order.  rows: int32, each record's row number as a spreadsheet counts
    (heading = 1), so that skipped empty rows do not shift the numbers in messages.
    """

    name: str
    place: str
    columns: Mapping[str, Column]
    rows: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.rows)

    def texts(self, column: str) -> list[str]:
        """A column's texts, "" in every row where the table has no such column."""
        found = self.columns.get(column)
        return [""] * len(self) if found is None else found.texts()

    def where(self, at: int | None = None, column: str | None = None) -> Where:
        """The place of record `at` (position from 0; None: the whole table)."""
        return Where(self.place, None if at is None else int(self.rows[at]), column)


@dataclass(frozen=True, slots=True, eq=False)
class Package:
    """A package as read: descriptor is datapackage.json; notes say what was assumed while reading.

    kind: "folder", "zip" or "workbook".  unread: tables that are there but could not be read; only where a package with
    such tables is handed on to be checked (`CannotRead.partly`), its `notes` then hold the errors, too.
    """

    name: str
    kind: str
    descriptor: Mapping[str, Any]
    tables: Mapping[str, Table]
    notes: tuple[Problem, ...] = field(default=())
    unread: frozenset[str] = frozenset()
