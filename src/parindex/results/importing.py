"""A round package into the database: everything or nothing, told in one entry of the ledger.

The round of the year before is linked where exactly one here fits: of the year before (year - 1), with a unit in common
(by its code or as a predecessor), and with every criterion that the crosswalk names as its own - without a crosswalk,
with a criterion in common. Packages of several years are therefore imported from the earliest on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from parindex.appraisal.models import Finding, Mark
from parindex.appraisal.standing import ORDER
from parindex.criteria.actions import digest_of
from parindex.criteria.models import FROZEN, CriteriaSet, Criterion
from parindex.criteria.tables import fill_set, table_rows
from parindex.directory.models import Block, Unit
from parindex.directory.names import search_key, sort_key
from parindex.engine.problems import CannotRead, Problem, Text, Where
from parindex.grammar.clock import now
from parindex.grammar.roles import Viewer, may
from parindex.ledger.actions import record
from parindex.package.catalogue.losses import LOSS_UNEXPLAINED, LOSS_WITHOUT_FINDING
from parindex.package.catalogue.scores import UNDECIDED
from parindex.package.checks.amounts import read_points
from parindex.package.checks.build import build_round
from parindex.package.tables import TABLES, Package
from parindex.report.writing.names import BLOCKS
from parindex.results.gathering import (
    adjustment_cells,
    figure_cells,
    finding_cells,
    package_digest,
    score_cells,
    unit_cells,
)
from parindex.results.heading import kept_descriptor, round_name, settings_of
from parindex.results.keeping import clipped, differing
from parindex.results.models import Adjustment
from parindex.results.permissions import IMPORT
from parindex.rounds.models import OPEN, PublishedFigure, Round, RoundUnit
from parindex.selfscore.actions import sheet_digest
from parindex.selfscore.models import DRAFT, SIGNED, Claim, Sheet

TAKEN = UNDECIDED | {LOSS_UNEXPLAINED.code, LOSS_WITHOUT_FINDING.code}
"""Errors with which a package is taken all the same: what is still to be decided, or to be given its reason."""


@transaction.atomic
def import_package(package: Package, *, by: Viewer, at: datetime | None = None) -> Round:
    """Make the package's round: units (those known by their code are taken), a frozen set, points, findings, figures.

    The round is open; nobody's approval comes with a package. Raises CannotRead with everything that is wrong.
    """
    may(by, IMPORT).require()
    _refuse(package)
    at = at or now()
    made = _Import(package, by, at)
    made.fill()
    tables = {name: len(table) for name, table in package.tables.items()}
    record(
        "results.import", by=by, at=at, subject=f"round:{made.round.name}", round_=made.round.name,
        package=package_digest(package), rows=tables, set=made.set.digest, new_units=made.new_units,
        previous=made.round.previous.name if made.round.previous else None,
    )  # fmt: skip
    return made.round


def _refuse(package: Package) -> None:
    round_, problems = build_round(package)
    errors = [problem for problem in problems if problem.is_error and (round_ is None or problem.code not in TAKEN)]
    errors += _misfits(package)
    name = round_name(package)
    if Round.objects.filter(name=name).exists() or CriteriaSet.objects.filter(code=name).exists():
        errors.append(
            Problem(
                "round_exists",
                Where("datapackage.json", None, "name"),
                Text(f"Đã có kỳ đánh giá “{name}”.", f"There is a round “{name}” already."),
                Text("Đặt tên khác cho gói (mục name) rồi nhập lại.", "Give the package another name, then import it."),
            )
        )
    if errors:
        raise CannotRead(errors)


_CODES = {"units": ("code", "block"), "criteria": ("code",), "reasons": ("code",)}
_LONGEST, _LONGEST_NAME = 60, 80


def _misfits(package: Package) -> Iterator[Problem]:
    """Codes that no address of a page can hold."""
    if len(name := round_name(package)) > _LONGEST_NAME:
        yield _misfit(Where("datapackage.json", None, "name"), name, _LONGEST_NAME)
    for name, columns in _CODES.items():
        table = package.tables.get(name)
        for column in columns if table else ():
            for at, text in enumerate(table.texts(column) if table else ()):
                if table and (len(text) > _LONGEST or "/" in text):
                    yield _misfit(table.where(at, column), text, _LONGEST)


def _misfit(where: Where, text: str, most: int) -> Problem:
    shown = text if len(text) <= most else text[:most] + "…"
    return Problem(
        "code_unfit",
        where,
        Text(f"Mã “{shown}” không dùng được trong ứng dụng.", f"The code “{shown}” cannot be used in the application."),
        Text(f"Đặt mã không quá {most} ký tự, không có “/”.", f"Use {most} characters at most, and no “/”."),
    )


@dataclass
class _Import:
    """One import under way: what was made so far, by code."""

    package: Package
    by: Viewer
    at: datetime
    units: dict[str, RoundUnit] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    criteria: dict[str, Criterion] = field(default_factory=dict)
    new_units: list[str] = field(default_factory=list)

    def fill(self) -> None:
        self.settings = settings_of(self.package)
        self.set = self._set()
        self.round = self._round()
        self._units()
        latest = self._scores()
        self._findings(latest)
        self._adjustments()
        self._published()
        self._sign()

    def _rows(self, name: str) -> list[dict[str, str]]:
        return table_rows(self.package.tables[name]) if name in self.package.tables else []

    def _set(self) -> CriteriaSet:
        told = {key: self.settings[key] for key in ("title_vi", "title_en", "year")}
        made = CriteriaSet.objects.create(code=self.settings["name"], **told)
        fill_set(made, self.package)
        made.state, made.frozen_at, made.digest = FROZEN, self.at, digest_of(made)
        made.save(update_fields=["state", "frozen_at", "digest"])
        self.criteria = {row.code: row for row in Criterion.objects.filter(set=made)}
        return made

    def _round(self) -> Round:
        previous = previous_round(self.package, self.settings["year"])
        if previous is not None:
            self.set.previous = previous.set
            self.set.save(update_fields=["previous"])
        tables = self.package.tables
        kept = {
            "descriptor": kept_descriptor(self.package),
            "tables": list(tables),
            "columns": {name: list(tables[name].columns) for name in tables if name in TABLES},
            "extra": {
                name: [[heading, column.texts()] for heading, column in table.columns.items()]
                for name, table in tables.items()
                if name not in TABLES
            },
        }
        return Round.objects.create(
            **self.settings, set=self.set, previous=previous, state=OPEN, opened_at=self.at, kept=kept
        )

    def _units(self) -> None:
        rows = self._rows("units")
        known = {unit.code: unit for unit in Unit.objects.filter(code__in=[row["code"] for row in rows])}
        blocks = {row["block"]: row for row in rows}
        for at, code in enumerate(blocks):
            name = BLOCKS.get(code, Text(code, ""))  # a package carries codes alone
            vi = name.vi[:1].upper() + name.vi[1:] if code in BLOCKS else code
            Block.objects.get_or_create(code=code, defaults={"name_vi": vi, "name_en": name.en, "order": at})
        block_of = {block.code: block for block in Block.objects.filter(code__in=list(blocks))}
        for row in rows:
            if row["code"] not in known:
                self.new_units.append(row["code"])
        fresh = [_unit(row, block_of[row["block"]]) for row in rows if row["code"] not in known]
        known |= {unit.code: unit for unit in Unit.objects.bulk_create(fresh)}
        made = [_round_unit(self.round, at, row, known[row["code"]]) for at, row in enumerate(rows)]
        self.units = {unit.code: unit for unit in RoundUnit.objects.bulk_create(made)}
        sheets = Sheet.objects.bulk_create(Sheet(round_unit=unit, state=DRAFT) for unit in self.units.values())
        self.sheets = dict(zip(self.units, sheets, strict=True))

    def _who(self) -> dict[str, Any]:
        return {"at": self.at, "by": self.by.id, "by_name": clipped(Claim, "by_name", self.by.name)}

    def _scores(self) -> dict[tuple[str, str], str]:
        """Claims and marks; gives the latest layer of every leaf that has one."""
        claims, marks, latest = [], [], dict[tuple[str, str], str]()
        for at, row in enumerate(self._rows("scores")):
            unit, criterion, stage = row["unit"], row["criterion"], row["stage"]
            said = {
                "sheet": self.sheets[unit], "criterion": self.criteria[criterion], "order": at + 1,
                "state": row.get("state") or "scored", "points": read_points(row["points"]) if row["points"] else None,
                "value": row.get("value", ""), "note": row.get("note_vi", ""), **self._who(),
            }  # fmt: skip
            made = Claim(**said) if stage == "self" else Mark(**said, layer=stage)
            made.kept = differing(row, score_cells(made, unit, criterion, stage))
            (claims if stage == "self" else marks).append(made)
            key = (unit, criterion)
            if key not in latest or ORDER.index(stage) > ORDER.index(latest[key]):
                latest[key] = stage
        self._explain(marks, latest)
        Claim.objects.bulk_create(claims, batch_size=2000)
        Mark.objects.bulk_create(marks, batch_size=2000)
        return latest

    def _explain(self, marks: list[Mark], latest: Mapping[tuple[str, str], str]) -> None:
        """A mark that holds says why as the first finding of its leaf does."""
        why: dict[tuple[str, str], dict[str, str]] = {}
        for row in self._rows("findings"):
            why.setdefault((row["unit"], row["criterion"]), row)
        codes = {sheet.pk: code for code, sheet in self.sheets.items()}
        for mark in marks:
            key = (codes[mark.sheet_id], mark.criterion.code)
            if key in why and latest[key] == mark.layer:
                mark.reason = clipped(Mark, "reason", why[key]["reason"])
                mark.sentence = why[key].get("note_vi", "")

    def _findings(self, latest: Mapping[tuple[str, str], str]) -> None:
        made = []
        for at, row in enumerate(self._rows("findings")):
            unit, criterion = row["unit"], row["criterion"]
            found = Finding(
                sheet=self.sheets[unit], criterion=self.criteria[criterion], order=at + 1,
                layer=latest.get((unit, criterion), "appraised"), reason=clipped(Finding, "reason", row["reason"]),
                points_lost=read_points(row["points_lost"]) or 0, sentence=row.get("note_vi", ""),
            )  # fmt: skip
            found.kept = differing(row, finding_cells(found, unit, criterion))
            made.append(found)
        Finding.objects.bulk_create(made, batch_size=2000)

    def _adjustments(self) -> None:
        made = []
        for at, row in enumerate(self._rows("adjustments")):
            found = Adjustment(
                round_unit=self.units[row["unit"]], order=at + 1, kind=row["kind"],
                points=read_points(row["points"]) or 0, reason=clipped(Adjustment, "reason", row["reason"]),
                note=row.get("note_vi", ""), **self._who(),
            )  # fmt: skip
            found.kept = differing(row, adjustment_cells(found, row["unit"]))
            made.append(found)
        Adjustment.objects.bulk_create(made)

    def _published(self) -> None:
        made = []
        for at, row in enumerate(self._rows("published")):
            cells = {name: clipped(PublishedFigure, name, row.get(name, "")) for name in TABLES["published"]}
            found = PublishedFigure(round=self.round, order=at + 1, **cells)
            found.kept = differing(row, figure_cells(found))
            made.append(found)
        PublishedFigure.objects.bulk_create(made)

    def _sign(self) -> None:
        """Sheets that carry claims stand as signed, by whoever imports."""
        claimed = set(Claim.objects.filter(sheet__round_unit__round=self.round).values_list("sheet_id", flat=True))
        signed = [sheet for sheet in self.sheets.values() if sheet.pk in claimed]
        for sheet in signed:
            sheet.state, sheet.signed_at, sheet.signed_by = SIGNED, self.at, self.by.id
            sheet.signed_name = clipped(Sheet, "signed_name", self.by.name)
            sheet.digest = sheet_digest(sheet)
        Sheet.objects.bulk_update(signed, ["state", "signed_at", "signed_by", "signed_name", "digest"])


def _unit(row: Mapping[str, str], block: Block) -> Unit:
    unit = Unit(code=row["code"], block=block)
    unit.name_it(clipped(Unit, "name_vi", row["name_vi"]), clipped(Unit, "name_en", row.get("name_en", "")))
    return unit


def _round_unit(round_: Round, at: int, row: Mapping[str, str], unit: Unit) -> RoundUnit:
    cells = {name: clipped(RoundUnit, name, row.get(name, "")) for name in TABLES["units"]}
    found = RoundUnit(round=round_, unit=unit, order=at, **cells)
    found.sort_key = sort_key(found.name_vi)
    found.search_key = search_key(f"{found.code} {found.name_vi} {found.name_en}")
    found.kept = differing(row, unit_cells(found))
    return found


def previous_round(package: Package, year: int) -> Round | None:
    """The round of the year before, where exactly one here fits; see this module's first lines."""
    units = package.tables["units"]
    codes = {*units.texts("code")}
    codes |= {part.strip() for text in units.texts("predecessors") for part in text.split(";")}
    before = Round.objects.filter(year=year - 1, units__code__in=codes - {""}).distinct().select_related("set")
    fitting = [round_ for round_ in before if _criteria_fit(package, round_)]
    return fitting[0] if len(fitting) == 1 else None


def _criteria_fit(package: Package, before: Round) -> bool:
    theirs = set(before.set.criteria.values_list("code", flat=True))
    if "crosswalk" in package.tables:
        return {code for code in package.tables["crosswalk"].texts("previous") if code} <= theirs
    return not theirs.isdisjoint(package.tables["criteria"].texts("code"))
