"""From a package's tables to the round that is computed, with everything wrong in them listed at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.engine.problems import Text, Where
from parindex.engine.round import Round
from parindex.package.catalogue import scores as scores_says
from parindex.package.catalogue import tables as says
from parindex.package.checks.absences import check_absences
from parindex.package.checks.adjusted import read_adjustments
from parindex.package.checks.cells import LARGEST, Cells, read_cells
from parindex.package.checks.criteria import Criteria, read_criteria
from parindex.package.checks.declared import Heading, read_heading
from parindex.package.checks.links import read_links
from parindex.package.checks.losses import read_findings, read_reasons
from parindex.package.checks.published import read_published
from parindex.package.checks.references import References
from parindex.package.checks.survey_errors import survey_errors
from parindex.package.checks.units import Units, read_units
from parindex.package.files.vocabulary import TABLE_WORDS
from parindex.package.listing import Listing
from parindex.package.nearest import Nearest
from parindex.package.tables import TABLES, Table

if TYPE_CHECKING:
    from parindex.engine.problems import Problem
    from parindex.engine.round import Link
    from parindex.package.tables import Package

REQUIRED = {
    "criteria": ("code", "name_vi", "max_points", "rule"),
    "units": ("code", "name_vi", "block"),
    "scores": ("unit", "criterion", "stage", "points"),
}
"""Tables that every round has, and the columns they cannot do without."""

NEEDED = {
    "adjustments": ("unit", "kind", "points", "reason"),
    "reasons": ("code", "name_vi"),
    "findings": ("unit", "criterion", "reason", "points_lost"),
    "crosswalk": ("criterion", "previous", "relation"),
    "published": ("measure", "value"),
}
"""Columns that the other tables cannot do without, where they are there."""


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A package as far as it could be read. round: None where none can exist."""

    package: Package
    heading: Heading
    criteria: Criteria
    units: Units
    cells: Cells
    links: tuple[Link, ...] | None
    references: References
    round: Round | None


def build_round(package: Package) -> tuple[Round | None, list[Problem]]:
    """The round of a package, and everything wrong with its tables.

    What was assumed while the files were read comes first. None only where no round can exist: no sound tree of
    criteria, no units. Otherwise cells that could not be read are missing in it, so that all further checks can run.
    Figures in `published` are checked by `check`.
    """
    listing = Listing()
    listing.take(package.notes)
    draft = read_draft(package, listing)
    return draft.round, listing.problems()


def read_draft(package: Package, listing: Listing) -> Draft:
    """Read every table, one after the other; a broken one does not keep the others from being checked."""
    tables = _tables(package, listing)
    units = read_units(tables["units"], listing) if "units" in tables else Units()
    heading = read_heading(package, units.blocks, listing)
    near_units = units.nearest()
    criteria = read_criteria(tables["criteria"], near_units, listing) if "criteria" in tables else Criteria()
    if not _fits(tables, criteria, units, listing):
        criteria, units = Criteria(), Units()
    references = References(criteria, units, tables.get("scores"))
    cells = _cells(tables, references, listing)
    check_absences(tables, references, cells, heading.recipe, listing)
    reasons = read_reasons(tables.get("reasons"), listing)
    adjustments = read_adjustments(tables.get("adjustments"), references, reasons, heading.recipe, listing)
    findings = read_findings(tables.get("findings"), references, reasons, (cells, heading.recipe), listing)
    links = read_links(tables.get("crosswalk"), references, listing)
    round_ = None
    if criteria.tree is not None and units.units:
        round_ = Round(
            name=heading.name,
            title=heading.title,
            year=heading.year,
            authority=heading.authority,
            place=heading.place,
            tree=criteria.tree,
            units=units.units,
            sheet=cells.sheet,
            recipe=heading.recipe,
            adjustments=adjustments,
            reasons=reasons or {},
            findings=findings,
            crosswalk=links,
            published=read_published(tables.get("published")),
            caveat=heading.caveat,
            survey_errors=survey_errors(tables.get("scores"), criteria, cells),
        )
    return Draft(package, heading, criteria, units, cells, links, references, round_)


def _tables(package: Package, listing: Listing) -> dict[str, Table]:
    """The tables of the format; a missing table or column is listed."""
    others = Nearest(name for name in package.tables if name not in TABLES)
    for name, columns in REQUIRED.items():
        if name not in package.tables and name not in package.unread:
            listed = ", ".join(columns)
            meant = others.hint(name)
            listing.add(
                says.TABLE_MISSING, Where(place_of(package, name)), table=name, columns=Text(listed, listed), hint=meant
            )
    found = {name: package.tables[name] for name in TABLES if name in package.tables}
    for name, table in found.items():
        spare = Nearest(column for column in table.columns if column not in TABLES[name])
        for column in (*REQUIRED.get(name, ()), *NEEDED.get(name, ())):
            if column not in table.columns:
                hint = spare.hint(column)
                listing.add(says.COLUMN_MISSING, table.where(None, column), column=column, hint=hint)
    return found


def place_of(package: Package, name: str) -> str:
    """Where a table of the format stands, or would stand."""
    if name in package.tables:
        return package.tables[name].place
    return f"sheet {TABLE_WORDS[name][0]}" if package.kind == "workbook" else f"{name}.csv"


def _cells(tables: dict[str, Table], references: References, listing: Listing) -> Cells:
    units, leaves = len(references.unit_at), len(references.leaf_at)
    scores = tables.get("scores")
    if scores is not None and len(scores):
        return read_cells(scores, references, listing)
    if scores is not None:
        listing.add(says.TABLE_EMPTY, scores.where(), table="scores")
    return Cells.empty(units, leaves)


def _fits(tables: dict[str, Table], criteria: Criteria, units: Units, listing: Listing) -> bool:
    """Whether units x leaves can be computed; two small tables could ask for more memory than there is."""
    if len(units.units) * len(criteria.leaves) <= LARGEST:
        return True
    told = {"units": len(units.units), "leaves": len(criteria.leaves), "limit": LARGEST}
    listing.add(scores_says.TOO_LARGE, tables["units"].where(), **told)
    return False
