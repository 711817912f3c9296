"""Finds the heading of a table and says which column of the format each heading means."""

from __future__ import annotations

import re
import unicodedata
from itertools import count
from typing import TYPE_CHECKING

from parindex.engine.problems import Text, Where
from parindex.package.catalogue.kind import quoted
from parindex.package.catalogue.reading import (
    HEADING_BELOW,
    HEADING_EMPTY,
    HEADING_NUMBERED,
    HEADING_READ_AS,
    HEADING_TWICE,
    HEADING_UNKNOWN,
)
from parindex.package.files.cleaning import kept
from parindex.package.files.columns import letter
from parindex.package.files.vocabulary import COLUMN_WORDS, column_named
from parindex.package.nearest import Nearest, folded
from parindex.package.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.package.files.raw import RawTable
    from parindex.package.listing import Listing

DEPTH = 30
"""Rows from the top among which the heading is sought."""

_ORDINALS = frozenset({"stt", "tt", "sothutu"})
"""Headings of a running number, which is the code only where nothing else is."""

_BRACKET = re.compile(r"[(\[*]")

_LONGEST = 200
"""Characters that a heading may have to be taken for a column of the format."""


def tidy(heading: str) -> str:
    """A heading on one line, NFC, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", heading).replace("\ufeff", "").replace("\u200b", "").split())


def meaning(table: str, heading: str) -> str | None:
    r"""The column of the format that a heading means; a last line or words before a bracket count too.

    >>> meaning("scores", "Đơn vị\nunit"), meaning("criteria", "Điểm tối đa (*)")
    ('unit', 'max_points')
    """
    if len(heading) > _LONGEST:
        return None
    lines = [line for line in heading.splitlines() if line.strip()]
    if len(lines) > 1 and lines[-1].strip() in TABLES.get(table, ()):
        return lines[-1].strip()
    return column_named(table, heading) or column_named(table, _BRACKET.split(heading)[0])


def find(rows: Sequence[Sequence[str]], table: str) -> int:
    """The position of the heading among the first rows: the one that holds most columns of the format.

    Where no row holds any: the first row that is not blank; -1 where all are blank.
    """
    known = [sum(1 for name in {meaning(table, cell) for cell in row if cell} if name) for row in rows[:DEPTH]]
    if any(known):
        return known.index(max(known))
    return next((at for at, row in enumerate(rows) if any(cell.strip() for cell in row)), -1)


def name_columns(raw: RawTable, table: str, listing: Listing) -> None:
    """Gives every column its name in the format, or its own; drops columns without heading and cells."""
    raw.columns = [c for c in raw.columns if c.heading.strip() or any(str(cell).strip() for cell in c.cells)]
    where = Where(raw.place, raw.heading_row)
    if raw.heading_row > 1:
        listing.add(HEADING_BELOW, where, row=str(raw.heading_row))
    written = [column.heading for column in raw.columns]
    names = _meanings(table, written, where, listing)
    for column, name in zip(raw.columns, names, strict=True):
        own = kept(column.heading)
        column.heading = name or (own if tidy(own) else _unnamed(column.position, where, listing))
    _say_unknown(table, raw, names, listing)
    _part_twins(raw, written, names, where, listing)


def _meanings(table: str, written: list[str], where: Where, listing: Listing) -> list[str | None]:
    names = [meaning(table, heading) for heading in written]
    for at, heading in enumerate(written):
        others = [other for other, name in enumerate(names) if other != at and name == names[at]]
        if others and names[at] and _yields(heading, [written[other] for other in others], names[at] or ""):
            names[at] = None
    read = {
        tidy(heading): name for heading, name in zip(written, names, strict=True) if name and not _exact(heading, name)
    }
    if read:
        said = "; ".join(f"“{quoted(heading)}” → {name}" for heading, name in read.items())
        listing.add(HEADING_READ_AS, where, headings=Text(said, said))
    return names


def _yields(heading: str, others: list[str], name: str) -> bool:
    """Whether a heading gives way to another of the same meaning: to the format's own name, or as a running number."""
    if _exact(heading, name) or folded(heading) == folded(name):
        return False
    return any(_exact(other, name) for other in others) or folded(heading) in _ORDINALS


def _exact(heading: str, name: str) -> bool:
    """Whether a heading, or its last line, is the format's own name."""
    return tidy(heading) == name or heading.rpartition("\n")[2].strip() == name


def _unnamed(position: int, where: Where, listing: Listing) -> str:
    name = f"column {letter(position)}"
    listing.add(HEADING_EMPTY, where, letter=letter(position), name=name)
    return name


def _say_unknown(table: str, raw: RawTable, names: list[str | None], listing: Listing) -> None:
    if table not in TABLES:
        return
    missing = [name for name in TABLES[table] if name not in names]
    words = {word: name for name in missing for word in COLUMN_WORDS[table][name]}
    nearest = Nearest(missing, words)
    for column, name in zip(raw.columns, names, strict=True):
        if name is None and not column.heading.startswith("column "):
            hint = nearest.hint(column.heading)
            where = Where(raw.place, raw.heading_row, column.heading)
            listing.add(HEADING_UNKNOWN, where, heading=column.heading, hint=hint)


def _part_twins(raw: RawTable, written: list[str], names: list[str | None], where: Where, listing: Listing) -> None:
    """Two columns of the same meaning are a problem; of a column that nobody reads, the second gets a number."""
    first: dict[str, str] = {}
    for column, heading, name in zip(raw.columns, written, names, strict=True):
        if column.heading in first and name is not None:
            pair = {"first": tidy(first[column.heading]), "second": tidy(heading)}
            listing.add(HEADING_TWICE, where, column=name, **pair)
        elif column.heading in first:
            numbers = (f"{column.heading} ({number})" for number in count(2))
            column.heading = next(name for name in numbers if name not in first)
            listing.add(HEADING_NUMBERED, where, heading=tidy(heading), name=column.heading)
        first.setdefault(column.heading, heading)
