"""A set as a workbook: written, read back, compared with what stands, and taken over row by row."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from parindex.criteria.checking import Finding, findings, set_package, with_units
from parindex.criteria.drafts import changed, delete_criterion, locked_draft
from parindex.criteria.models import CriteriaSet, Criterion, CrosswalkRow, Reason
from parindex.criteria.outline import outline
from parindex.criteria.tables import SET_TABLES, cells_of, set_tables, table_rows
from parindex.engine.problems import CannotRead, Problem, Text
from parindex.grammar.roles import Viewer
from parindex.grammar.verdict import Invalid
from parindex.package.files.reading import read_package
from parindex.package.files.writing import write_package
from parindex.package.tables import Package

_KEYS = {"criteria": ("code",), "crosswalk": ("criterion", "previous"), "reasons": ("code",)}


class Difference(NamedTuple):
    """What an import would change in a table, by the rows' codes. changed: the columns that differ, old and new."""

    table: str
    added: tuple[str, ...]
    changed: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class Upload(NamedTuple):
    """What was read of an uploaded file. package: None where nothing could be read."""

    package: Package | None
    errors: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def workbook_of(set_: CriteriaSet) -> bytes:
    """The set as a workbook, in the format's own form."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"{set_.code}.xlsx"
        write_package(set_package(set_), target)
        return target.read_bytes()


def read_upload(data: bytes, name: str, set_: CriteriaSet) -> Upload:
    """Read a workbook or a .zip, with everything wrong in its tables of the set, by sheet, row and column."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / (Path(name).name[-80:] or "tep.xlsx")
        source.write_bytes(data)
        try:
            package = read_package(source)
        except CannotRead as refusal:
            return Upload(None, tuple(p for p in refusal.problems if p.is_error), ())
    if "criteria" not in package.tables:
        missing = findings(with_units(package), None)
        return Upload(None, tuple(f.problem for f in missing if f.problem.is_error), ())
    found = _checked(package, set_)
    own = {table.place for name, table in package.tables.items() if name in SET_TABLES}
    notes = [f.problem for f in found if not f.problem.is_error and f.problem.where.file in own]
    return Upload(package, tuple(f.problem for f in found if f.problem.is_error), tuple(notes))


def _checked(package: Package, set_: CriteriaSet) -> list[Finding]:
    """The set's tables with the crosswalk only where the file has one: a missing one stays as it is."""
    previous = with_units(set_package(set_.previous)) if set_.previous and "crosswalk" in package.tables else None
    return findings(with_units(package), previous)


def differences(set_: CriteriaSet, package: Package) -> list[Difference]:
    """What taking the package over would change; a table that the package lacks stays as it is."""
    here = set_tables(set_)
    found = []
    for name in SET_TABLES:
        if name in package.tables:
            old = _keyed(name, table_rows(here[name]) if name in here else [])
            found.append(_difference(name, old, _keyed(name, table_rows(package.tables[name]))))
    return [difference for difference in found if difference]


def _keyed(name: str, rows: Iterable[dict[str, str]]) -> dict[str, dict[str, str]]:
    return {" → ".join(row.get(column, "") or "–" for column in _KEYS[name]): row for row in rows}


def _difference(name: str, old: Mapping[str, dict[str, str]], new: Mapping[str, dict[str, str]]) -> Difference:
    altered = []
    for key in new:
        if key in old:
            cells = [(column, old[key].get(column, ""), text) for column, text in new[key].items()]
            if differing := tuple(cell for cell in cells if cell[1] != cell[2]):
                altered.append((key, differing))
    added, removed = tuple(key for key in new if key not in old), tuple(key for key in old if key not in new)
    return Difference(name, added, tuple(altered), removed)


@transaction.atomic
def apply_package(
    set_: CriteriaSet, package: Package, *, by: Viewer, at: datetime | None = None, version: int | None = None
) -> CriteriaSet:
    """Take the package's tables over. Rows keep their identity by code; one entry lists every change.

    Raises Invalid where the package has errors.
    """
    row = locked_draft(set_, by, version)
    errors = [finding.problem for finding in _checked(package, row) if finding.problem.is_error]
    if errors:
        first = errors[0]
        vi, en = first.where.said("vi"), first.where.said("en")
        raise Invalid({"file": Text(f"{vi}: {first.what.vi}", f"{en}: {first.what.en}")})
    told = [[*difference] for difference in differences(row, package)]
    row.kept = {**row.kept, **{n: list(package.tables[n].columns) for n in SET_TABLES if n in package.tables}}
    _take_criteria(row, table_rows(package.tables["criteria"]))
    if "reasons" in package.tables:
        _take_reasons(row, table_rows(package.tables["reasons"]))
    if "crosswalk" in package.tables:
        row.crosswalk.all().delete()
        rows = enumerate(table_rows(package.tables["crosswalk"]))
        made = [CrosswalkRow(set=row, order=at, **cells_of("crosswalk", cells)) for at, cells in rows]
        CrosswalkRow.objects.bulk_create(made, batch_size=500)
    changed(row, "set_imported", by=by, at=at, differences=told)
    return row


def _take_criteria(row: CriteriaSet, rows: list[dict[str, str]]) -> None:
    """First the rows, all of them at the top; then who lies under whom; then those that are gone."""
    here = {node.code: node.criterion for node in outline(row).nodes}
    above: dict[str, str] = {}
    fresh, old = [], []
    for at, cells in enumerate(rows):
        fields = cells_of("criteria", cells)
        above[cells["code"]] = fields.pop("parent", "")
        known = here.get(cells["code"])
        criterion = known or Criterion(set=row)
        fields["kept"] |= {column: text for column, text in criterion.kept.items() if column not in cells}
        for column, value in {**fields, "order": at, "parent": None}.items():
            setattr(criterion, column, value)
        (old if known else fresh).append(criterion)
    columns = [field.name for field in Criterion._meta.fields if field.name not in {"id", "set"}]  # noqa: SLF001  # public
    Criterion.objects.bulk_update(old, columns, batch_size=200)
    Criterion.objects.bulk_create(fresh, batch_size=500)
    by_code = {criterion.code: criterion for criterion in [*old, *fresh]}
    for code, parent in above.items():
        by_code[code].parent = by_code.get(parent)
    Criterion.objects.bulk_update(by_code.values(), ["parent"], batch_size=500)
    gone = [code for code in here if code not in by_code]
    for code in gone:
        delete_criterion(here[code])
    row.phrases.filter(criterion__in=gone).delete()


def _take_reasons(row: CriteriaSet, rows: list[dict[str, str]]) -> None:
    row.reasons.all().delete()
    made = [Reason(set=row, order=at, **cells_of("reasons", cells)) for at, cells in enumerate(rows)]
    Reason.objects.bulk_create(made, batch_size=500)
    codes = [cells["code"] for cells in rows]
    row.phrases.exclude(reason__in=codes).delete()
