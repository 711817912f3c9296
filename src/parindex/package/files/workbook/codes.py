"""Codes that a workbook stores as numbers: 1.10 typed into a cell that is not text becomes 1.1.

Such a code is taken only where it cannot be another one; otherwise the reader is asked to format the column as text.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from parindex.package.catalogue.workbook import CODE_NUMBERS, CODE_UNCLEAR
from parindex.package.files.vocabulary import CODES
from parindex.package.files.workbook.cells import NumberText
from parindex.package.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.package.files.raw import RawColumn, RawTable
    from parindex.package.listing import Listing

_REFERS = {"parent": "criteria", "criterion": "criteria", "unit": "units", "lead_unit": "units", "reason": "reasons"}
"""The table whose codes a column names."""


def settle(tables: Mapping[str, RawTable], listing: Listing) -> None:
    """Replaces codes stored as numbers by the codes they must be; lists those that may be several."""
    ours = {table: raw for table, raw in tables.items() if table in TABLES}
    known = {table: _own_codes(raw, table, listing) for table, raw in ours.items()}
    for raw in ours.values():
        for column in raw.columns:
            if column.heading in CODES and column.heading != "code":
                _settle(raw, column, known.get(_REFERS.get(column.heading, ""), {}), listing)


def _own_codes(raw: RawTable, table: str, listing: Listing) -> dict[Decimal, list[str]]:
    """The table's codes by the number they look like; a code stored as a number must stand once."""
    column = next((c for c in raw.columns if c.heading == "code"), None)
    if column is None:
        return {}
    standing = Counter[str]()
    for at, cell in enumerate(column.cells):
        standing[cell.strip()] += column.number([at])
    numbers = [(at, cell) for at, cell in enumerate(column.cells) if isinstance(cell, NumberText)]
    for at, cell in numbers:
        if standing[cell] > 1 and "." in cell and table == "criteria":
            listing.add(CODE_UNCLEAR, raw.where(column, [at]), code=cell, others=f"{cell}0")
    _note(raw, column, [at for at, cell in numbers if "." in cell], listing)
    return _by_number(column)


def _by_number(column: RawColumn) -> dict[Decimal, list[str]]:
    found: dict[Decimal, list[str]] = {}
    for cell in dict.fromkeys(str(cell).strip() for cell in column.cells):
        if (number := _number(cell)) is not None:
            found.setdefault(number, []).append(cell)
    return found


def _settle(raw: RawTable, column: RawColumn, codes: Mapping[Decimal, list[str]], listing: Listing) -> None:
    taken: list[int] = []
    for at, cell in enumerate(column.cells):
        if not isinstance(cell, NumberText) or (number := _number(cell)) is None:
            continue
        meant = codes.get(number, [])
        if len(meant) > 1:
            listing.add(CODE_UNCLEAR, raw.where(column, [at]), code=cell, others=", ".join(meant))
        elif not meant and column.heading == "parent":
            listing.add(CODE_UNCLEAR, raw.where(column, [at]), code=cell, others=f"{cell}0")
        else:
            if "." in cell or (meant and meant[0] != cell):
                taken.append(at)
            column.cells[at] = meant[0] if meant else str(cell)
    _note(raw, column, taken, listing)


def _note(raw: RawTable, column: RawColumn, at: list[int], listing: Listing) -> None:
    if at:
        listing.add(CODE_NUMBERS, raw.where(column, at), number=column.number(at), example=column.cells[at[0]])


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text.replace(".", "", 1).isdecimal() else None
    except InvalidOperation:
        return None
