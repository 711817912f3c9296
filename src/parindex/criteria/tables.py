"""A criteria set as tables of the package format, and back: exact both ways, in the order and words of the file.

Where a cell is written otherwise than we would write it ("1.00", a parent that is not there, a column of nobody's), its
text stays in the row's `kept`, so that a set that was read is written again to the letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from django.db.models import CharField, Model

from parindex.criteria.models import CriteriaSet, Criterion, CrosswalkRow, Reason
from parindex.engine.points import micropoints, plain
from parindex.package.tables import TABLES, Column, Package, Table

SET_TABLES = ("criteria", "crosswalk", "reasons")
TEXTS = ("guidance_vi", "guidance_en", "legal_basis", "evidence_required")
"""Columns beside the format's that a criterion has of its own; written only where they are used."""

_POINTS, _PARENT = "max_points", "parent"
_ROWS: Mapping[str, type[Criterion | CrosswalkRow | Reason]] = {
    "criteria": Criterion, "crosswalk": CrosswalkRow, "reasons": Reason,
}  # fmt: skip
_LIMITS = {
    name: {f.name: f.max_length for f in model._meta.get_fields() if isinstance(f, CharField)}  # noqa: SLF001  # public
    for name, model in _ROWS.items()
}


def set_tables(set_: CriteriaSet) -> dict[str, Table]:
    """The set's tables by name, those alone that it has; three queries."""
    criteria = list(Criterion.objects.filter(set=set_).order_by("order"))
    codes = {row.pk: row.code for row in criteria}
    texts = {
        "criteria": [criterion_texts(row, codes.get(row.parent_id or 0, "")) for row in criteria],
        "crosswalk": [row_texts("crosswalk", row) for row in CrosswalkRow.objects.filter(set=set_).order_by("order")],
        "reasons": [row_texts("reasons", row) for row in Reason.objects.filter(set=set_).order_by("order")],
    }
    return {
        name: made_table(name, rows, set_.kept.get(name))
        for name, rows in texts.items()
        if rows or name == "criteria" or name in set_.kept
    }


def made_table(name: str, rows: list[dict[str, str]], columns: Iterable[str] | None = None) -> Table:
    """A table of these rows: the columns of the file it came from, or the format's; then others that are used."""
    first = list(TABLES.get(name, ()) if columns is None else columns)
    used = {column for row in rows for column, text in row.items() if text}
    known = [*TABLES.get(name, ()), *TEXTS, *sorted(used)]
    names = list(dict.fromkeys([*first, *(column for column in known if column in used)]))
    made = {column: Column.of(row.get(column, "") for row in rows) for column in names}
    return Table(name, f"{name}.csv", made, np.arange(2, len(rows) + 2, dtype=np.int32))


def criterion_texts(row: Criterion, parent: str) -> dict[str, str]:
    """A criterion's cells, by column. parent: the code of the node above it, "" for an area."""
    return {**_plain_texts(row, parent), **row.kept}


def _plain_texts(row: Criterion, parent: str) -> dict[str, str]:
    found = {column: getattr(row, column) for column in ("code", "name_vi", "name_en", "rule", "rule_params", "source")}
    found |= {column: getattr(row, column) for column in ("not_applicable", "lead_unit", *TEXTS)}
    return {**found, _PARENT: parent, _POINTS: "" if row.max_points is None else plain(row.max_points)}


def row_texts(name: str, row: CrosswalkRow | Reason) -> dict[str, str]:
    """The cells of a row of the crosswalk or of the reasons, by column."""
    return {**{column: getattr(row, column) for column in TABLES[name]}, **row.kept}


def fill_set(set_: CriteriaSet, package: Package) -> None:
    """Write the package's criteria, reasons and crosswalk into an empty set: in bulk, unchecked, untold."""
    tables = {name: package.tables[name] for name in SET_TABLES if name in package.tables}
    set_.kept = {name: list(table.columns) for name, table in tables.items()}
    set_.save(update_fields=["kept"])
    if "criteria" in tables:
        _fill_criteria(set_, tables["criteria"])
    for name, model in (("crosswalk", CrosswalkRow), ("reasons", Reason)):
        if name in tables:
            rows = table_rows(tables[name])
            made = [model(set=set_, order=at, **cells_of(name, row)) for at, row in enumerate(rows)]
            model.objects.bulk_create(made, batch_size=500)


def table_rows(table: Table) -> list[dict[str, str]]:
    """The table's rows, each by column."""
    texts = {name: column.texts() for name, column in table.columns.items()}
    return [{name: column[at] for name, column in texts.items()} for at in range(len(table))]


def cells_of(name: str, row: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a row out of its cells; `kept` holds what the fields would write otherwise. parent is a code."""
    own = (*TABLES[name], *TEXTS) if name == "criteria" else TABLES[name]
    limits = _LIMITS[name]
    fields: dict[str, Any] = {
        column: row[column][: limits[column]] if limits.get(column) else row[column] for column in own if column in row
    }
    written = dict(fields)
    if _POINTS in fields:
        fields[_POINTS] = read_maximum(row[_POINTS])
        written[_POINTS] = "" if fields[_POINTS] is None else plain(fields[_POINTS])
    fields["kept"] = {column: text for column, text in row.items() if text != written.get(column, "")}
    return fields


def read_maximum(text: str) -> int | None:
    """Micropoints; None where there is no number that a leaf can have."""
    try:
        return micropoints(text)
    except ValueError:
        return None


def _fill_criteria(set_: CriteriaSet, table: Table) -> None:
    """Level by level, since a row needs its parent's key; a parent that is no row, or its own heir, is kept as text."""
    waiting: dict[str, Criterion] = {}
    above: dict[str, str] = {}
    for at, row in enumerate(table_rows(table)):
        cells = cells_of("criteria", row)
        above[row["code"]] = cells.pop(_PARENT, "")
        waiting[row["code"]] = Criterion(set=set_, order=at, **cells)
    made: dict[str, Criterion] = {}
    while waiting:
        ready = [code for code in waiting if not above[code] or above[code] in made]
        if not ready:
            ready = [code for code in waiting if above[code] not in waiting] or list(waiting)
        for code in ready:
            _hang(waiting[code], above[code], made)
        Criterion.objects.bulk_create([waiting[code] for code in ready], batch_size=500)
        made |= {code: waiting.pop(code) for code in ready}


def _hang(row: Criterion, parent: str, made: Mapping[str, Model]) -> None:
    row.parent = made.get(parent)
    if parent and row.parent is None:
        row.kept[_PARENT] = parent
