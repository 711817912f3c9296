"""Turns a workbook's typed cells into texts: numbers as shown, dates only where a date can be meant."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parindex.package.catalogue.workbook import DATE_CELL, DATES_READ, DIGITS_ROUNDED, PERCENT_CELL, PERCENTS_READ
from parindex.package.files.vocabulary import NUMBERS, TEXTS
from parindex.package.tables import TABLES

if TYPE_CHECKING:
    from parindex.package.catalogue.kind import Kind, Said
    from parindex.package.files.raw import RawColumn, RawTable
    from parindex.package.listing import Listing

_EXACT = 15
"""Digits that a spreadsheet shows and keeps; what follows is the nearest binary fraction, not what was typed."""


class NumberText(str):
    """The text of a cell that the workbook stores as a number, so that a code may have lost its last zeros."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Percent:
    """A number formatted as a percentage."""

    number: float


def key(cell: Any) -> Any:
    """What tells cells apart: 1, 1.0 and TRUE are equal in Python, a cell's type is kept beside them."""
    return cell if cell.__class__ is str else (cell.__class__, cell)


def number_text(number: float) -> str:
    """A number as a plain decimal, at the digits a spreadsheet shows.

    >>> number_text(0.1 + 0.2), number_text(1.0), number_text(1e-7), number_text(12345678901234567890.0)
    ('0.3', '1', '0.0000001', '12345678901234600000')
    """
    text = f"{Decimal(format(number, f'.{_EXACT}g')):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def to_texts(raw: RawTable, column: RawColumn, keys: list[Any], table: str, listing: Listing) -> None:
    """Fills `column.cells` with the texts of the distinct cells in `keys` (see `key`)."""
    told = _Told(raw, column, listing)
    ours = column.heading in TABLES.get(table, ())
    column.cells = [found if found.__class__ is str else told.text(at, found[1], ours) for at, found in enumerate(keys)]
    told.say()


class _Told:
    """What is to be told of one column."""

    def __init__(self, raw: RawTable, column: RawColumn, listing: Listing) -> None:
        self._raw, self._column, self._listing = raw, column, listing
        self._assumed: dict[str, tuple[Kind, list[int], str]] = {}

    def text(self, at: int, cell: Any, ours: bool) -> str:  # noqa: FBT001 - one of a family of readers called alike -- whether the format knows the column
        """The text of a distinct cell."""
        if isinstance(cell, bool):
            return str(cell).upper()
        if isinstance(cell, int | float):
            return self._number(at, cell)
        if isinstance(cell, Percent):
            return self._percent(at, f"{number_text(cell.number * 100)}%", ours)
        if isinstance(cell, dt.date | dt.time | dt.timedelta):
            return self._date(at, cell, ours)
        return str(cell)

    def say(self) -> None:
        """The notes on all cells of the column."""
        for kind, at, example in self._assumed.values():
            where = self._raw.where(self._column, at)
            self._listing.add(kind, where, number=self._column.number(at), example=example)

    def _number(self, at: int, cell: float) -> str:
        text = number_text(cell)
        if float(text) != cell:
            self._assume(DIGITS_ROUNDED, at, text)
        return NumberText(text)

    def _percent(self, at: int, text: str, ours: bool) -> str:  # noqa: FBT001 - one of a family of readers called alike
        if ours and self._column.heading in NUMBERS:
            self._refuse(PERCENT_CELL, at, text=text)
        else:
            self._assume(PERCENTS_READ, at, text)
        return text

    def _date(self, at: int, cell: Any, ours: bool) -> str:  # noqa: FBT001 - one of a family of readers called alike
        text = str(cell) if isinstance(cell, dt.timedelta) else cell.isoformat()
        if ours and self._column.heading not in TEXTS:
            self._refuse(DATE_CELL, at, text=text)
        else:
            self._assume(DATES_READ, at, text)
        return text

    def _assume(self, kind: Kind, at: int, example: str) -> None:
        self._assumed.setdefault(kind.code, (kind, [], example))[1].append(at)

    def _refuse(self, kind: Kind, at: int, **named: Said) -> None:
        self._listing.add(kind, self._raw.where(self._column, [at]), **named)
