"""A round as the package format has it: what was imported comes out to the letter, what was decided here as it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np

from parindex.appraisal.models import Finding, Mark
from parindex.appraisal.standing import ORDER
from parindex.criteria.outline import outline
from parindex.criteria.tables import set_tables
from parindex.engine.points import plain
from parindex.package.files.csv_writing import files
from parindex.package.tables import TABLES, Column, Package, Table
from parindex.results.heading import descriptor_of
from parindex.results.keeping import table, written
from parindex.results.models import Adjustment
from parindex.rounds.models import PublishedFigure, Round, RoundUnit
from parindex.selfscore.models import Claim, Sheet

REQUIRED = ("criteria", "units", "scores")
USUAL: Mapping[str, Mapping[str, str]] = {"scores": {"state": "scored"}}
"""What a cell of a missing column stands for."""

_Row = tuple[tuple[int, ...], dict[str, str]]


def gather(round_: Round) -> Package:
    """The whole round as a package, as it stands now. A constant number of queries."""
    found = {**set_tables(round_.set), **_own_tables(round_)}
    names = list(round_.kept.get("tables", ()))
    names += [name for name in TABLES if name not in names and (name in REQUIRED or (found.get(name)))]
    extra = round_.kept.get("extra", {})
    tables = {name: _extra(name, extra[name]) if name in extra else found[name] for name in names}
    return Package(round_.name, "folder", descriptor_of(round_), tables)


def package_digest(package: Package) -> str:
    """SHA-256 (hex) over the package's files: of the lines that `sha256sum` prints for them, in the order of names."""
    found = files(package)
    lines = (f"{hashlib.sha256(found[name]).hexdigest()}  {name}\n" for name in sorted(found))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


@dataclass(frozen=True)
class _Places:
    """Where rows belong: unit by sheet key and by unit key, criterion by key; `imported` rows have an order of their own."""

    units: dict[int, RoundUnit]
    sheets: dict[int, RoundUnit]
    criteria: dict[int, tuple[int, str]]
    imported: frozenset[str]

    def at(self, name: str, row: Any, stage: int = 0) -> tuple[int, ...]:
        """The place of a row of a table of leaves: as it was read, else by unit, criterion and stage."""
        natural = (self.sheets[row.sheet_id].order, self.criteria[row.criterion_id][0], stage, row.order, row.pk or 0)
        return (row.order, *natural) if name in self.imported else natural


def _own_tables(round_: Round) -> dict[str, Table]:
    units = list(RoundUnit.objects.filter(round=round_).order_by("order"))
    by_key = {unit.pk: unit for unit in units}
    sheets = {s.pk: by_key[s.round_unit_id] for s in Sheet.objects.filter(round_unit__round=round_).only("round_unit")}
    criteria = {key: (node.criterion.order, node.code) for key, node in outline(round_.set).by_key.items()}
    places = _Places(by_key, sheets, criteria, frozenset(round_.kept.get("tables", ())))
    claims = list(Claim.objects.filter(sheet__round_unit__round=round_))
    marks = list(Mark.objects.filter(sheet__round_unit__round=round_))
    rows = {
        "units": [written(unit_cells(unit), unit.kept) for unit in units],
        "scores": _in_order(_scores([*claims, *marks], places)),
        "findings": _in_order(_findings(round_, claims, marks, places)),
        "adjustments": [
            written(adjustment_cells(row, by_key[row.round_unit_id].code), row.kept)
            for row in Adjustment.objects.filter(round_unit__round=round_, withdrawn_at=None).order_by("order", "pk")
        ],
        "published": [
            written(figure_cells(row), row.kept)
            for row in PublishedFigure.objects.filter(round=round_).order_by("order", "pk")
        ],
    }
    columns = round_.kept.get("columns", {})
    return {name: table(name, found, columns.get(name), USUAL.get(name, {})) for name, found in rows.items()}


def _in_order(rows: Iterable[_Row]) -> list[dict[str, str]]:
    return [cells for _, cells in sorted(rows, key=itemgetter(0))]


def _scores(rows: Iterable[Claim | Mark], places: _Places) -> Iterable[_Row]:
    for row in rows:
        if row.points is None and row.state == "scored":
            continue  # begun, and nothing decided yet
        stage = getattr(row, "layer", "self")
        unit, criterion = places.sheets[row.sheet_id].code, places.criteria[row.criterion_id][1]
        cells = written(score_cells(row, unit, criterion, stage), row.kept)
        yield places.at("scores", row, ORDER.index(stage)), cells


def _findings(round_: Round, claims: list[Claim], marks: list[Mark], places: _Places) -> Iterable[_Row]:
    """Those of the layer that holds; all of a leaf that has no layer yet."""
    latest = {(row.sheet_id, row.criterion_id): "self" for row in claims}
    for mark in sorted(marks, key=lambda mark: ORDER.index(mark.layer)):
        latest[mark.sheet_id, mark.criterion_id] = mark.layer
    for row in Finding.objects.filter(sheet__round_unit__round=round_):
        if latest.get((row.sheet_id, row.criterion_id), row.layer) == row.layer:
            unit, criterion = places.sheets[row.sheet_id].code, places.criteria[row.criterion_id][1]
            yield places.at("findings", row), written(finding_cells(row, unit, criterion), row.kept)


def unit_cells(row: RoundUnit) -> dict[str, str]:
    """A row of `units` as we write it."""
    return {column: getattr(row, column) for column in TABLES["units"]}


def score_cells(row: Claim | Mark, unit: str, criterion: str, stage: str) -> dict[str, str]:
    """A row of `scores` as we write it."""
    points = "" if row.points is None or row.state != "scored" else plain(row.points)
    return {
        "unit": unit, "criterion": criterion, "stage": stage, "points": points, "state": row.state,
        "value": row.value, "note_vi": row.note,
    }  # fmt: skip


def finding_cells(row: Finding, unit: str, criterion: str) -> dict[str, str]:
    """A row of `findings` as we write it."""
    return {
        "unit": unit, "criterion": criterion, "reason": row.reason, "points_lost": plain(row.points_lost),
        "note_vi": row.sentence,
    }  # fmt: skip


def adjustment_cells(row: Adjustment, unit: str) -> dict[str, str]:
    """A row of `adjustments` as we write it."""
    return {"unit": unit, "kind": row.kind, "points": plain(row.points), "reason": row.reason, "note_vi": row.note}


def figure_cells(row: PublishedFigure) -> dict[str, str]:
    """A row of `published` as we write it."""
    return {column: getattr(row, column) for column in TABLES["published"]}


def _extra(name: str, columns: list[tuple[str, list[str]]]) -> Table:
    """A table that is nobody's, as it was read."""
    made = {heading: Column.of(texts) for heading, texts in columns}
    count = len(columns[0][1]) if columns else 0
    return Table(name, f"{name}.csv", made, np.arange(2, count + 2, dtype=np.int32))
