"""How a text that stood in a package comes back to the letter, for as long as what it says stays the same.

A row's `kept` holds, by column: [as we would write it, as it was written] where the two differ, or the text of a column
that is nobody's. Once the value in the database is another one, the old writing is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import CharField, Model

from parindex.criteria.tables import made_table
from parindex.package.tables import TABLES, Table


def clipped(model: type[Model], column: str, text: str) -> str:
    """The text as far as the model's field takes it; the rest is kept."""
    field = model._meta.get_field(column)  # noqa: SLF001  # public
    return text[: field.max_length] if isinstance(field, CharField) and field.max_length else text


def differing(row: Mapping[str, str], ours: Mapping[str, str]) -> dict[str, Any]:
    """What to keep of a row as read, beside the texts `ours` that we would write for it."""
    kept: dict[str, Any] = {}
    for column, text in row.items():
        if column not in ours:
            if text:
                kept[column] = text
        elif text != ours[column]:
            kept[column] = [ours[column], text]
    return kept


def written(ours: Mapping[str, str], kept: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a row: ours, but for those that were written otherwise and still say the same."""
    cells = dict(ours)
    for column, found in kept.items():
        if isinstance(found, str):
            cells[column] = found
        elif cells.get(column) == found[0]:
            cells[column] = found[1]
    return cells


def table(name: str, rows: Iterable[dict[str, str]], columns: Iterable[str] | None, usual: Mapping[str, str]) -> Table:
    """A table with the columns it came with (all of the format's where it came from nowhere).

    usual: what a cell of a missing column stands for; such a column is added only once a row says something else.
    """
    first = list(TABLES[name] if columns is None else columns)
    found = list(rows)
    for column, text in usual.items():
        if column not in first and all(row.get(column, text) == text for row in found):
            for row in found:
                row.pop(column, None)
    return made_table(name, found, first)
