"""Puts what was read into the tables of a round package: made anew, or beside those of a base package."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from parindex.engine.problems import Text, Where
from parindex.engine.sheet import STAGES
from parindex.package.form import says, says_points
from parindex.package.nearest import folded
from parindex.package.tables import TABLES, Column, Package, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from parindex.package.form.matching import Base
    from parindex.package.form.sheets import Sheet
    from parindex.package.form.stages import Scored
    from parindex.package.form.units import FormUnit
    from parindex.package.listing import Listing

BLOCK = "don-vi"
"""The one block of a package made from forms alone."""

_Row = dict[str, str]


def table(name: str, rows: Sequence[Mapping[str, str]]) -> Table:
    """A table of the format from rows by column; columns that are empty throughout and optional are left out."""
    columns = {column: Column.of(row.get(column, "") for row in rows) for column in TABLES[name]}
    return Table(name, f"{name}.csv", columns, np.arange(2, len(rows) + 2, dtype=np.int32))


def made_package(
    name: str,
    sheets: Sequence[Sheet],
    criteria: Sequence[_Row],
    scored: Sequence[tuple[FormUnit, Scored]],
    listing: Listing,
) -> Package:
    """A package from forms alone."""
    units = [{"code": unit.code, "name_vi": unit.name, "block": BLOCK} for unit, _ in scored]
    order = {row["code"]: at for at, row in enumerate(criteria)}
    scores = [row for unit, one in scored for row in _rows(unit.code, one, order)]
    tables = {
        "criteria": table("criteria", criteria),
        "units": table("units", units),
        "scores": table("scores", scores),
    }
    made = ", ".join(f"{unit.code} = {unit.name}" for unit, _ in scored[:30]) + (" …" if len(scored) > 30 else "")
    listing.add(says.UNITS_MADE, Where("units"), count=len(scored), units=Text(made, made), block=BLOCK)
    return Package(name, "workbook", _descriptor(name, sheets, tables, listing), tables)


def _rows(unit: str, scored: Scored, order: Mapping[str, int]) -> Iterable[_Row]:
    stages = {stage: at for at, stage in enumerate(STAGES)}
    for score in sorted(scored.scores, key=lambda score: (order[score.criterion], stages[score.stage])):
        yield {
            "unit": unit,
            "criterion": score.criterion,
            "stage": score.stage,
            "points": score.points,
            "state": score.state,
            "note_vi": score.note,
        }


def _descriptor(name: str, sheets: Sequence[Sheet], tables: Iterable[str], listing: Listing) -> dict[str, Any]:
    year = _year(sheets, listing)
    titles = Counter(sheet.titles.title for sheet in sheets if sheet.titles.title)
    title = titles.most_common(1)[0][0] if titles else f"Chỉ số cải cách hành chính{f' năm {year}' if year else ''}"
    said = Text(str(year or "chưa rõ"), str(year or "unknown"))
    listing.add(says.MADE, Where("datapackage.json"), year=said, title=title)
    ours: dict[str, Any] = {"format": 1} | ({"year": year} if year else {})
    return {
        "name": slug(f"{name}-{year}" if year and str(year) not in name else name),
        "title": title,
        "profile": "tabular-data-package",
        "resources": resources(tables),
        "parindex": ours | {"decimals": 2, "rounding": "half_up", "ties": "competition"},
    }


def resources(tables: Iterable[str]) -> list[dict[str, str]]:
    """The entries of the descriptor for these tables."""
    return [{"name": name, "path": f"{name}.csv", "encoding": "utf-8"} for name in tables]


def _year(sheets: Sequence[Sheet], listing: Listing) -> int | None:
    years = Counter(sheet.titles.year for sheet in sheets if sheet.titles.year)
    if not years:
        listing.add(says.YEAR_MISSING, Where("datapackage.json", None, "parindex.year"))
        return None
    year, _ = years.most_common(1)[0]
    check_years(sheets, year or 0, listing)
    return year


def check_years(sheets: Sequence[Sheet], year: int, listing: Listing) -> None:
    """Lists every form that says another year."""
    for sheet in sheets:
        if sheet.titles.year not in {None, year}:
            listing.add(says.YEAR_DIFFERS, sheet.grid.where(), year=str(sheet.titles.year), other=str(year))


def slug(text: str) -> str:
    """A name fit for a package: lower-case letters, digits and hyphens.

    >>> slug("Phiếu chấm điểm 2017")
    'phieu-cham-diem-2017'
    """
    words = [folded(word) for word in re.split(r"[\s_.\-]+", text)]
    return (
        "-".join("".join(letter for letter in word if letter.isascii()) for word in words if word).strip("-") or "phieu"
    )


def merged_package(
    base: Package, known: Base, sheets: Sequence[Sheet], scored: Sequence[tuple[str, Scored]], listing: Listing
) -> Package:
    """The base package with the scores of the forms; every other table is its own."""
    ours = base.descriptor.get("parindex")
    year = ours.get("year") if isinstance(ours, dict) else None
    if isinstance(year, int):
        check_years(sheets, year, listing)
    given = dict(scored)
    without = [unit.code for unit in known.units.units if unit.code not in given]
    if without:
        codes = ", ".join(without[:20]) + (" …" if len(without) > 20 else "")
        listing.add(says_points.UNITS_ABSENT, Where("units"), count=len(without), units=codes)
    rows = _Merging(base, known, given).rows(listing)
    tables = dict(base.tables)
    tables["scores"] = _scores_table(base.tables.get("scores"), rows)
    descriptor = dict(base.descriptor)
    listed = descriptor.get("resources")
    if not isinstance(listed, list) or not any(isinstance(one, dict) and one.get("name") == "scores" for one in listed):
        descriptor["resources"] = [*(listed if isinstance(listed, list) else []), *resources(["scores"])]
    return Package(base.name, base.kind, descriptor, tables)


def _scores_table(before: Table | None, rows: Sequence[_Row]) -> Table:
    """The scores with all columns that the base's table has, further ones included."""
    names = list(before.columns) if before is not None else []
    used = [column for column in TABLES["scores"] if column in names or any(row.get(column) for row in rows)]
    needed = ("unit", "criterion", "stage", "points", "state")
    columns = list(dict.fromkeys([*(column for column in TABLES["scores"] if column in (*needed, *used)), *names]))
    of = {column: Column.of(row.get(column, "") for row in rows) for column in columns}
    return Table("scores", "scores.csv", of, np.arange(2, len(rows) + 2, dtype=np.int32))


class _Merging:
    """The base's scores and the forms': a form decides every layer that it has any entry for."""

    def __init__(self, base: Package, known: Base, given: Mapping[str, Scored]) -> None:
        self.given, self.known = given, known
        self.survey = {
            leaf: source.value == "survey"
            for leaf, source in zip(known.criteria.leaves, known.criteria.sources, strict=True)
        }
        self.before = _by_cell(base.tables.get("scores"))
        self.count = Counter[str]()

    def rows(self, listing: Listing) -> list[_Row]:
        """All rows, in the order of units, criteria and stages."""
        found = {key: row for key, row in self.before.items() if self._kept(key)}
        for unit, scored in self.given.items():
            for score in scored.scores:
                key = (unit, score.criterion, score.stage)
                found[key] = self._row(key, score.points, score.state, score.note)
        counts = {name: self.count[name] for name in ("new", "same", "changed", "kept", "dropped")}
        read = sum(len(scored.scores) for scored in self.given.values())
        listing.add(says_points.MERGED, Where("scores"), read=read, **counts)
        return [found[key] for key in sorted(found, key=self._order)]

    def _row(self, key: tuple[str, str, str], points: str, state: str, note: str) -> _Row:
        before = self.before.get(key)
        row = {"unit": key[0], "criterion": key[1], "stage": key[2], "points": points, "state": state, "note_vi": note}
        if before is None:
            self.count["new"] += 1
            return row
        same = (before.get("points", ""), before.get("state", "") or "scored") == (points, state)
        self.count["same" if same else "changed"] += 1
        # an entered value belongs to the points it gave, and a form has no room for it
        return {**before, **row, "note_vi": note or before.get("note_vi", "")} if same else row

    def _kept(self, key: tuple[str, str, str]) -> bool:
        unit, criterion, stage = key
        scored = self.given.get(unit)
        if scored is None or (stage, self.survey.get(criterion, False)) not in scored.stages:
            self.count["kept"] += 1
            return True
        if any((score.criterion, score.stage) == (criterion, stage) for score in scored.scores):
            return False
        shown = scored.finals.get(criterion)
        repeats = stage == "final" and shown is not None and self._says(self.before[key], shown.points, shown.state)
        self.count["kept" if repeats else "dropped"] += 1
        return repeats

    @staticmethod
    def _says(row: _Row, points: int, state: str) -> bool:
        from parindex.engine.points import plain

        return row.get("points", "") == plain(points) if not state else row.get("state") == state

    def _order(self, key: tuple[str, str, str]) -> tuple[int, int, int]:
        units, criteria = self.known.units.rows, self.known.criteria.rows
        return units.get(key[0], len(units)), criteria.get(key[1], len(criteria)), STAGES.index(key[2])


def _by_cell(scores: Table | None) -> dict[tuple[str, str, str], _Row]:
    """The base's rows by unit, criterion and stage; the first of several of one cell."""
    if scores is None or not len(scores):
        return {}
    texts = {column: scores.texts(column) for column in scores.columns}
    found: dict[tuple[str, str, str], _Row] = {}
    for at in range(len(scores)):
        row = {column: values[at] for column, values in texts.items()}
        key = (row.get("unit", ""), row.get("criterion", ""), row.get("stage", ""))
        if key[2] in STAGES:
            found.setdefault(key, row)
    return found
