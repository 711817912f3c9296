"""The units table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parindex.engine.problems import Text
from parindex.engine.round import Unit
from parindex.package.catalogue import units as says
from parindex.package.catalogue.kind import quoted
from parindex.package.catalogue.tables import TABLE_EMPTY
from parindex.package.nearest import Nearest, folded

if TYPE_CHECKING:
    from parindex.package.listing import Listing
    from parindex.package.tables import Table


@dataclass(frozen=True, slots=True)
class Units:
    """units: each code once, in the table's order.  rows: record of the table by code."""

    units: tuple[Unit, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)

    def nearest(self) -> Nearest:
        """Suggests codes; a name stands for its code."""
        return Nearest(self.rows, {name: unit.code for unit in self.units for name in unit.name if name})

    @property
    def blocks(self) -> tuple[str, ...]:
        """The blocks, in the order of the table."""
        return tuple(dict.fromkeys(unit.block for unit in self.units if unit.block))


def read_units(table: Table, listing: Listing) -> Units:
    """Read the table and list everything wrong with it."""
    rows = _codes(table, listing)
    if not rows:
        listing.add(TABLE_EMPTY, table.where(), table="units")
        return Units()
    texts = {column: table.texts(column) for column in ("name_vi", "name_en", "block", "predecessors")}
    if "block" in table.columns:
        _check_blocks(table, rows, texts["block"], listing)
    if "name_vi" in table.columns:
        _check_names(table, rows, texts["name_vi"], listing)
    units = tuple(
        Unit(
            code,
            _name(code, texts["name_vi"][at], texts["name_en"][at]),
            texts["block"][at],
            _predecessors(table, at, code, texts["predecessors"][at], listing),
        )
        for code, at in rows.items()
    )
    return Units(units, rows)


def _codes(table: Table, listing: Listing) -> dict[str, int]:
    rows: dict[str, int] = {}
    alike: dict[str, str] = {}
    for at, code in enumerate(table.texts("code")):
        where = table.where(at, "code")
        if not code:
            listing.add(says.CODE_MISSING, where)
        elif code in rows:
            listing.add(says.TWICE, where, value=code, first=str(table.rows[rows[code]]))
        else:
            rows[code] = at
            other = alike.setdefault(folded(code) or code, code)
            if other != code:
                listing.add(says.ALIKE, where, value=code, other=other)
    return rows


def _check_blocks(table: Table, rows: Mapping[str, int], blocks: list[str], listing: Listing) -> None:
    known = list(dict.fromkeys(block for block in blocks if block))[:5]
    listed = ", ".join(f"“{quoted(block)}”" for block in known)
    hint = Text(f", ví dụ {listed}", f", such as {listed}") if known else Text("", "")
    for code, at in rows.items():
        if not blocks[at]:
            listing.add(says.BLOCK_MISSING, table.where(at, "block"), code=code, known=hint)


def _check_names(table: Table, rows: Mapping[str, int], names: list[str], listing: Listing) -> None:
    for code, at in rows.items():
        if not names[at]:
            listing.add(says.NAME_MISSING, table.where(at, "name_vi"), code=code)


def _name(code: str, vi: str, en: str) -> Text:
    return Text(vi, en) if vi or en else Text(code, code)


def _predecessors(table: Table, at: int, code: str, text: str, listing: Listing) -> tuple[str, ...]:
    """Codes with `;` between."""
    if not text:
        return ()
    found: dict[str, None] = {}
    where = table.where(at, "predecessors")
    for part in (part.strip() for part in text.split(";")):
        if part in found:
            listing.add(says.PREDECESSOR_TWICE, where, value=part)
        elif part:
            found[part] = None
    if list(found) == [code]:
        listing.add(says.PREDECESSOR_ITSELF, where, code=code)
    return tuple(found)
