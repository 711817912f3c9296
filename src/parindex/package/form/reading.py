"""Reads scoring forms into a round package, and tells row by row what was recognised and what was not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from parindex.engine.problems import CannotRead, Problem, Text, Where
from parindex.package.files import descriptor as descriptors
from parindex.package.files.folder import system_errors
from parindex.package.files.vocabulary import table_named
from parindex.package.form import gathering, says
from parindex.package.form.assembling import made_package, merged_package, slug
from parindex.package.form.entries import read_entries
from parindex.package.form.files import SUFFIXES, books_at, holds_workbooks, sheet_names
from parindex.package.form.head import find_head
from parindex.package.form.matching import match, read_base
from parindex.package.form.sheets import columns_said, read_sheets
from parindex.package.form.stages import read_scores
from parindex.package.form.sums import check_sums
from parindex.package.form.told import Told
from parindex.package.form.units import make_units, match_units
from parindex.package.listing import Listing

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from parindex.package.form.entries import Entry
    from parindex.package.form.files import Book
    from parindex.package.form.grid import Grid
    from parindex.package.form.numbering import Path as TreePath
    from parindex.package.form.sheets import Sheet
    from parindex.package.form.stages import Leaf, Scored
    from parindex.package.tables import Package

_TABLES = frozenset({"criteria", "units", "scores"})
_SEVERAL = 2
"""A package workbook has at least two of these tables; one alone may be a form whose sheet is called “Điểm”."""


@dataclass(frozen=True, slots=True)
class FormRead:
    """package: what was made of the forms.  problems: everything assumed and everything wrong.  told: row by row."""

    package: Package
    problems: list[Problem]
    told: list[Told]


def is_form(path: str | os.PathLike[str]) -> bool:
    """Whether a source is scoring forms rather than a round package. Raises CannotRead where it is neither.

    Only workbooks and folders of workbooks are looked into; of anything else the reader of packages has the say.
    """
    source = Path(path)
    with system_errors(str(path)):
        if source.is_dir():
            if (source / descriptors.FILE).exists() or not holds_workbooks(source):
                return False
        elif (
            not source.is_file()
            or source.suffix.lower() not in SUFFIXES
            or len(named := {table_named(name) for name in sheet_names(source)} & _TABLES) >= _SEVERAL
        ):
            return False
        else:
            return _looks_like_forms(source, or_package=bool(named))
        return _looks_like_forms(source, or_package=False)


def _looks_like_forms(source: Path, *, or_package: bool) -> bool:
    listing = Listing()
    # one form is enough to tell: a folder of hundreds is not read twice
    if any(find_head(grid) is not None for book in books_at(source, listing) for grid in book.grids):
        return True
    if or_package:
        return False
    wrong = [problem for problem in listing.problems() if problem.is_error]
    raise CannotRead(wrong or [says.NEITHER.at(Where(str(source)), name=source.name)])


def read_form(path: str | os.PathLike[str], base: Package | None = None) -> FormRead:
    """The package that forms make: matched with a base package, or with criteria and units made from themselves.

    Raises CannotRead where no form can be used at all.
    """
    listing = Listing()
    source = Path(path)
    with system_errors(str(path)):
        books = list(books_at(source, listing))
    known = None if base is None else read_base(base)
    sheets, others = read_sheets(books, listing, known.known_paths() if known else None)
    sheets = [sheet for sheet in sheets if sheet.outline.nodes]
    if not sheets:
        problems = listing.problems()
        wrong = [problem for problem in problems if problem.is_error]
        raise CannotRead(wrong or [says.NEITHER.at(Where(source.name), name=source.name)])
    reading = _Reading(listing)
    name = slug(source.resolve().stem if source.is_file() else source.resolve().name)
    if base is not None and known is not None:
        matched = match_units(sheets, known.units, listing)
        read = [(code, reading.with_leaves(sheet, code, match(sheet, known, listing))) for sheet, code in matched]
        used = [sheet for sheet, _ in matched]
        _refuse_without(used, listing)
        package = merged_package(base, known, used, read, listing)
    else:
        units = make_units(sheets, listing)
        used = [sheet for sheet, _ in units]
        _refuse_without(used, listing)
        scored = reading.without_base([(sheet, unit.code) for sheet, unit in units])
        rows = gathering.criteria_rows(reading.made, listing)
        package = made_package(name, used, rows, list(zip((unit for _, unit in units), scored, strict=True)), listing)
    for sheet in sheets:
        if all(sheet is not other for other in used):
            _leave_out(sheet)
    # what was recognised opens the list: whoever sees that the head was missed need not read on
    problems = sorted(listing.problems(), key=lambda problem: problem.code != says.RECOGNISED.code)
    return FormRead(package, problems, _told(books, sheets, others))


def _refuse_without(used: Sequence[Sheet], listing: Listing) -> None:
    """Without a single usable form nothing is written."""
    if not used:
        raise CannotRead([problem for problem in listing.problems() if problem.is_error])


class _Reading:
    """The common way of both modes, sheet by sheet."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.made: dict[TreePath, gathering.Made] = {}

    def with_leaves(self, sheet: Sheet, unit: str, leaves: Mapping[TreePath, Leaf]) -> Scored:
        """The scores of a sheet whose rows are known."""
        entries = read_entries(sheet, {path: leaf.maximum for path, leaf in leaves.items()}, self.listing)
        for path, leaf in leaves.items():
            entries[path].treatment = leaf.treatment
        return self._scored(sheet, unit, entries, leaves)

    def without_base(self, units: Sequence[tuple[Sheet, str]]) -> list[Scored]:
        """The scores of all sheets, each given with its unit's code; their criteria are first put together."""
        sheets = [sheet for sheet, _ in units]
        self.made = gathering.gather(sheets, self.listing)
        read = [
            (sheet, read_entries(sheet, gathering.scorable(sheet, self.made, self.listing), self.listing))
            for sheet in sheets
        ]
        for sheet, entries in read:
            gathering.note_sources(sheet, entries, self.made)
        leaves = gathering.leaves_of(self.made)
        codes = [code for _, code in units]
        return [self._scored(sheet, code, entries, leaves) for (sheet, entries), code in zip(read, codes, strict=True)]

    def _scored(
        self, sheet: Sheet, unit: str, entries: Mapping[TreePath, Entry], leaves: Mapping[TreePath, Leaf]
    ) -> Scored:
        scored = read_scores(sheet, entries, leaves, self.listing)
        check_sums(sheet, entries, self.listing)
        _finish(sheet)
        self._recognised(sheet, unit, scored)
        return scored

    def _recognised(self, sheet: Sheet, unit: str, scored: Scored) -> None:
        taken = Counter(line.taken for line in sheet.lines)
        points = sum(score.state == "scored" for score in scored.scores)
        counted = {"areas": taken["area"], "groups": taken["group"], "leaves": taken["leaf"], "levels": taken["level"]}
        other = sum(taken[kind] for kind in ("text", "footer", "index", "head", "column_numbers", "unrecognised"))
        self.listing.add(
            says.RECOGNISED,
            sheet.grid.where(),
            unit=unit,
            head=str(sheet.head.top + 1),
            columns=columns_said(sheet.grid, sheet.head),
            totals=taken["total"],
            other=other,
            points=points,
            states=len(scored.scores) - points,
            **counted,
        )


def _finish(sheet: Sheet) -> None:
    """Says of every criterion what it was taken for."""
    for path, node in sheet.outline.nodes.items():
        if not node.line.taken:
            node.line.taken = "area" if len(path) == 1 and node.children else "group" if node.children else "leaf"


def _leave_out(sheet: Sheet) -> None:
    for line in sheet.lines:
        if line.taken != "blank":
            line.taken = "unrecognised"
            line.said = [Text("trang không đọc", "the sheet is not read")]


def _told(books: Sequence[Book], sheets: Sequence[Sheet], others: Sequence[Grid]) -> list[Told]:
    """Every row that holds anything, in the order of the files."""
    of = {id(sheet.grid): sheet for sheet in sheets}
    found: list[Told] = []
    for book in books:
        for grid in book.grids:
            if (sheet := of.get(id(grid))) is not None:
                found += _rows_told(sheet)
            elif grid.cells and any(grid is other for other in others):
                found.append(Told(grid.file, grid.sheet, 1, "sheet", "", "", "", Text("", "")))
    return found


def _rows_told(sheet: Sheet) -> list[Told]:
    grid, head = sheet.grid, sheet.head
    nothing = Text("", "")
    found = [
        Told(grid.file, grid.sheet, row + 1, "title" if row < head.top else "head", "", "", _text(grid, row), nothing)
        for row in range(head.bottom + 1)
        if any(grid.texts(row))
    ]
    for line in sheet.lines:
        if line.taken == "blank" or not any(grid.texts(line.at)):
            continue
        node = sheet.outline.nodes.get(line.path) if line.path is not None else None
        code = node.code if node is not None and line.taken != "unrecognised" else ""
        said = Text("; ".join(s.vi for s in line.said), "; ".join(s.en for s in line.said))
        text = line.name or _text(grid, line.at)
        found.append(Told(grid.file, grid.sheet, line.at + 1, line.taken or "text", line.label, code, text, said))
    return found


def _text(grid: Grid, row: int) -> str:
    return " | ".join(text for text in grid.texts(row) if text)
