"""Without a base package: the criteria are those of the forms, and all sheets must agree on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parindex.engine.points import plain
from parindex.engine.problems import Text, Where
from parindex.package.catalogue.kind import decimal, quoted
from parindex.package.form import says_points
from parindex.package.form.levels import Level, levels_rule
from parindex.package.form.numbering import code_of
from parindex.package.form.outline import clean_name
from parindex.package.form.stages import Leaf
from parindex.package.form.words import is_surveyed
from parindex.package.nearest import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from parindex.package.form.entries import Entry
    from parindex.package.form.numbering import Path
    from parindex.package.form.outline import Node
    from parindex.package.form.sheets import Sheet
    from parindex.package.listing import Listing


@dataclass(slots=True)
class Made:
    """A criterion made from the forms. place: the sheet and row it was first seen in.  maximum: micropoints."""

    path: Path
    name: str
    place: str
    maximum: int | None = None
    group: bool = False
    levels: tuple[Level, ...] = ()
    levels_differ: bool = False
    surveyed: list[str] = field(default_factory=list)
    appraised: list[str] = field(default_factory=list)
    points: set[int] = field(default_factory=set)
    marked: bool = False

    @property
    def code(self) -> str:
        """Its code."""
        return code_of(self.path)

    @property
    def survey(self) -> bool:
        """Whether its points come from a survey: they stand in that column, and nowhere in the others."""
        return (bool(self.surveyed) or self.marked) and not self.appraised

    @property
    def mixed(self) -> bool:
        """Whether sheets disagree on that."""
        return bool(self.surveyed) and bool(set(self.appraised) - set(self.surveyed))


def gather(sheets: Sequence[Sheet], listing: Listing) -> dict[Path, Made]:
    """All criteria of all sheets; where two sheets differ, the first is followed and both are named."""
    found: dict[Path, Made] = {}
    for sheet in sheets:
        for node in sheet.outline.nodes.values():
            made = found.get(node.path)
            if made is None:
                found[node.path] = made = _made(sheet, node)
            else:
                _compare(sheet, node, made, listing)
            made.group = made.group or bool(node.children)
    _maxima_missing(sheets, found, listing)
    return {path: found[path] for path in sorted(found)}


def _made(sheet: Sheet, node: Node) -> Made:
    made = Made(node.path, clean_name(node.name), f"{sheet.grid.place}, {node.line.at + 1}", node.maximum)
    made.levels = tuple(level for _, level in node.levels)
    made.marked = _is_marked(node)
    return made


def _is_marked(node: Node) -> bool:
    """Whether the row says by a word that its points come from a survey."""
    return any(is_surveyed(str(text)) for text in (*node.line.notes.values(), *node.line.cells.values()))


def _compare(sheet: Sheet, node: Node, made: Made, listing: Listing) -> None:
    name = clean_name(node.name)
    if folded(name) != folded(made.name):
        field_ = Text("tên", "name")
        _differ(
            sheet,
            node,
            made,
            field_,
            Text(quoted(name), quoted(name)),
            Text(quoted(made.name), quoted(made.name)),
            listing,
        )
    if node.maximum is not None and made.maximum is None:
        made.maximum = node.maximum
    elif node.maximum is not None and node.maximum != made.maximum:
        first, value = decimal(plain(made.maximum or 0)), decimal(plain(node.maximum))
        _differ(sheet, node, made, Text("điểm tối đa", "maximum"), value, first, listing)
    levels = tuple(level for _, level in node.levels)
    made.marked = made.marked or _is_marked(node)
    if levels and made.levels and levels != made.levels:
        made.levels_differ = True
    made.levels = made.levels or levels


def _differ(sheet: Sheet, node: Node, made: Made, what: Text, value: Text, first: Text, listing: Listing) -> None:
    where = sheet.grid.where(node.line.at)
    listing.add(
        says_points.SHEETS_DIFFER, where, code=node.code, field=what, value=value, first=first, other=made.place
    )


def _maxima_missing(sheets: Sequence[Sheet], found: Mapping[Path, Made], listing: Listing) -> None:
    for made in found.values():
        if made.group or made.maximum is not None:
            continue
        for sheet in sheets:
            if (node := sheet.outline.nodes.get(made.path)) is not None:
                where = sheet.grid.where(node.line.at, sheet.head.column("maximum"))
                listing.add(says_points.MAXIMUM_MISSING, where, code=node.code)
                break


def scorable(sheet: Sheet, made: Mapping[Path, Made], listing: Listing) -> dict[Path, int]:
    """The maxima, by path, of the rows of a sheet whose points can be read."""
    found: dict[Path, int] = {}
    for leaf in sheet.outline.leaves:
        criterion = made[leaf.path]
        if criterion.group:
            if leaf.line.scored:
                where = sheet.grid.where(leaf.line.at)
                listing.add(says_points.LEAF_GROUP, where, code=leaf.code)
        elif criterion.maximum is not None and leaf.maximum in {None, criterion.maximum}:
            found[leaf.path] = criterion.maximum
    return found


def note_sources(sheet: Sheet, entries: Mapping[Path, Entry], made: Mapping[Path, Made]) -> None:
    """Remembers by which columns each criterion is scored, and all its points."""
    for path, entry in entries.items():
        criterion = made[path]
        if entry.value("survey").kind == "points":
            criterion.surveyed.append(sheet.grid.place)
        if any(entry.value(column).kind == "points" for column in ("self", "appraised", "explained")):
            criterion.appraised.append(sheet.grid.place)
        criterion.points |= {value.points for value in entry.values.values() if value.kind == "points"}


def leaves_of(made: Mapping[Path, Made]) -> dict[Path, Leaf]:
    """What each scored criterion is in the package made."""
    return {
        path: Leaf(criterion.code, criterion.maximum, criterion.survey, criterion.mixed)
        for path, criterion in made.items()
        if not criterion.group and criterion.maximum is not None
    }


def criteria_rows(made: Mapping[Path, Made], listing: Listing) -> list[dict[str, str]]:
    """The criteria table, with the rule of each leaf; says which levels made none, and which sources differ."""
    rows: list[dict[str, str]] = []
    unclear: list[str] = []
    counted = {"levels": 0, "survey": 0}
    usable = {path for path, criterion in made.items() if criterion.group or criterion.maximum is not None}
    for path, criterion in made.items():
        if path not in usable:
            continue
        parent = next((path[:depth] for depth in range(len(path) - 1, 0, -1) if path[:depth] in usable), None)
        row = {"code": criterion.code, "parent": code_of(parent) if parent else "", "name_vi": criterion.name}
        if not criterion.group:
            row |= _rule(criterion, unclear, counted, listing)
        rows.append(row)
    leaves = [c for c in made.values() if not c.group and c.maximum is not None]
    place = Where("criteria")
    if leaves:
        maximum = decimal(plain(sum(c.maximum or 0 for c in leaves)))
        listing.add(says_points.CRITERIA_MADE, place, leaves=len(leaves), maximum=maximum, **counted)
    if unclear:
        codes = ", ".join(unclear[:20]) + (" …" if len(unclear) > 20 else "")
        listing.add(says_points.LEVELS_NOT, place, count=len(unclear), codes=codes)
    return rows


def _rule(criterion: Made, unclear: list[str], counted: dict[str, int], listing: Listing) -> dict[str, str]:
    maximum = criterion.maximum or 0
    row = {"max_points": plain(maximum), "rule": "manual", "source": "appraisal", "not_applicable": "exclude"}
    if criterion.mixed:
        one = next(iter(criterion.surveyed))
        other = next(place for place in criterion.appraised if place not in criterion.surveyed)
        where = Where("criteria")
        listing.add(says_points.SOURCES_DIFFER, where, code=criterion.code, one=one, other=other)
    if criterion.survey:
        counted["survey"] += 1
        return row | {"rule": "survey", "source": "survey"}
    if criterion.levels:
        params = None if criterion.levels_differ else levels_rule(criterion.levels, maximum, sorted(criterion.points))
        if params is not None:
            counted["levels"] += 1
            return row | {"rule": "levels", "rule_params": params}
        if _looks_like_levels(criterion.levels):
            unclear.append(criterion.code)
    return row


def _looks_like_levels(levels: Iterable[Level]) -> bool:
    return any(level.points is not None for level in levels)
