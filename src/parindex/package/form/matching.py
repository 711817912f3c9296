"""With a base package: its criteria are known, and every row of a form must be one of them, by number, name and maximum."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.engine.points import plain
from parindex.engine.problems import CannotRead, Text, Where
from parindex.engine.tree import Source
from parindex.package.catalogue.kind import decimal, quoted
from parindex.package.checks.criteria import Criteria, read_criteria
from parindex.package.checks.units import Units, read_units
from parindex.package.form import says_points
from parindex.package.form.levels import split_maximum
from parindex.package.form.numbering import paths_of
from parindex.package.form.outline import clean_name
from parindex.package.form.stages import Leaf
from parindex.package.listing import Listing
from parindex.package.nearest import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.package.form.numbering import Path
    from parindex.package.form.outline import Node
    from parindex.package.form.sheets import Sheet
    from parindex.package.tables import Package

_NEAR = 0.85
"""How alike two names must be, as difflib measures it, to be the same name written a little differently."""


_LONGEST = 1000
"""Letters of a name; the longest real ones have some three hundred."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a base package knows. paths: code by place in the tree, as `paths_of` gives it.  names: codes by folded name."""

    criteria: Criteria
    units: Units
    paths: Mapping[Path, str]
    names: Mapping[str, tuple[str, ...]]

    def maximum(self, code: str) -> int:
        """A leaf's maximum, or the sum of a group's leaves, in micropoints."""
        of = dict(zip(self.criteria.leaves, self.criteria.maxima.tolist(), strict=True))
        return of[code] if code in of else sum(of[leaf] for leaf in self.criteria.below.get(code, ()))

    def known_paths(self) -> dict[str, Path]:
        """The path of every name that stands once, folded."""
        path = {code: path for path, code in self.paths.items()}
        return {name: path[codes[0]] for name, codes in self.names.items() if len(codes) == 1 and codes[0] in path}


def read_base(package: Package) -> Base:
    """The criteria and units of a base package. Raises CannotRead where it has none to match with."""
    quiet = Listing()
    if not {"criteria", "units"} <= set(package.tables):
        raise CannotRead([says_points.BASE_UNUSABLE.at(Where(package.name))])
    units = read_units(package.tables["units"], quiet)
    criteria = read_criteria(package.tables["criteria"], units.nearest(), quiet)
    if not criteria.leaves or not units.units:
        raise CannotRead([says_points.BASE_UNUSABLE.at(Where(package.name))])
    placed = paths_of([(code, criteria.parents[code]) for code in criteria.rows])
    paths = {path: code for code, path in placed.items()}
    names: dict[str, tuple[str, ...]] = {}
    for code, name in criteria.names.items():
        names[folded(name.vi)] = (*names.get(folded(name.vi), ()), code)
    return Base(criteria, units, paths, names)


def match(sheet: Sheet, base: Base, listing: Listing) -> dict[Path, Leaf]:
    """The leaves of the base that the rows of a sheet are; rows that are none, or not for sure, are listed."""
    return _Matching(sheet, base, listing).run()


class _Matching:
    def __init__(self, sheet: Sheet, base: Base, listing: Listing) -> None:
        self.sheet, self.base, self.listing = sheet, base, listing
        self.leaves = {code: at for at, code in enumerate(base.criteria.leaves)}
        self.taken: dict[str, Path] = {}

    def run(self) -> dict[Path, Leaf]:
        found: dict[Path, Leaf] = {}
        for node in self.sheet.outline.nodes.values():
            code = self._code(node)
            if code is None:
                node.line.taken = "unrecognised"
                continue
            self.taken[code] = node.path
            node.line.said.insert(0, Text(f"mã {code}", f"code {code}"))
            if (leaf := self._leaf(node, code)) is not None:
                found[node.path] = leaf
        self._say_absent()
        return found

    def _code(self, node: Node) -> str | None:
        """The criterion of the base that a row is, or None."""
        by_number = self._by_number(node)
        if by_number is None:
            by_name = [code for code in self._named(node) if code not in self.taken]
            if len(by_name) == 1 and node.maximum in {None, self.base.maximum(by_name[0])}:
                node.line.said.append(Text("theo tên", "by its name"))
                return by_name[0]
            self._unknown(node)
            return None
        return by_number if self._same_name(node, by_number) else None

    def _by_number(self, node: Node) -> str | None:
        written = node.line.label.strip().rstrip(".)")
        found = self.base.paths.get(node.path)
        if found is None and written in self.base.criteria.rows:
            found = written
        return None if found in self.taken else found

    def _named(self, node: Node) -> tuple[str, ...]:
        return self.base.names.get(folded(clean_name(node.name)), ())

    def _same_name(self, node: Node, code: str) -> bool:
        known, name = self.base.criteria.names[code].vi, clean_name(node.name)
        bare = clean_name(split_maximum(node.line.name)[0])
        if folded(known) in {folded(name), folded(node.line.name), folded(bare)}:
            return True
        near = _near(folded(known), folded(name))
        where = self.sheet.grid.where(node.line.at, self.sheet.head.column("name"))
        others = [other for other in self._named(node) if other != code]
        if near and not others:
            self.listing.add(says_points.NAME_NEARLY, where, code=code, name=quoted(name), known=quoted(known))
            return True
        leaf = code in self.leaves
        taken = (
            Text("điểm không đọc", "its points are not read") if leaf else Text("chỉ báo để biết", "this is told only")
        )
        hint = _hint(others)
        self.listing.add(
            says_points.NAME_DIFFERS, where, code=code, name=quoted(name), known=quoted(known), taken=taken, hint=hint
        )
        return not leaf

    def _unknown(self, node: Node) -> None:
        where = self.sheet.grid.where(node.line.at, self.sheet.head.column("number"))
        named = self._named(node)
        hint = _hint(named) if named else self.base.criteria.nearest().hint(node.code)
        self.listing.add(says_points.CODE_UNKNOWN, where, code=node.code, name=quoted(node.name), hint=hint)

    def _leaf(self, node: Node, code: str) -> Leaf | None:
        is_leaf = code in self.leaves
        where = self.sheet.grid.where(node.line.at, self.sheet.head.column("maximum"))
        if is_leaf == bool(node.children):
            known = (
                Text("được chấm trực tiếp", "is scored itself")
                if is_leaf
                else Text("có tiêu chí thành phần", "has sub-criteria")
            )
            if is_leaf or node.line.scored:
                self.listing.add(says_points.GROUP_SCORED, where, code=code, known=known)
            return None
        if not is_leaf:
            return None
        maximum = self.base.maximum(code)
        if node.maximum is not None and node.maximum != maximum:
            value, known_maximum = decimal(plain(node.maximum)), decimal(plain(maximum))
            self.listing.add(says_points.MAXIMUM_DIFFERS, where, code=code, value=value, known=known_maximum)
            node.line.taken = "unrecognised"
            return None
        at = self.leaves[code]
        survey = self.base.criteria.sources[at] is Source.SURVEY
        return Leaf(code, maximum, survey, treatment=self.base.criteria.not_applicable[at])

    def _say_absent(self) -> None:
        absent = [code for code in self.base.criteria.leaves if code not in self.taken]
        if absent:
            codes = ", ".join(absent[:20]) + (" …" if len(absent) > 20 else "")
            where = self.sheet.grid.where()
            self.listing.add(says_points.LEAVES_ABSENT, where, count=len(absent), codes=codes)


def _near(one: str, other: str) -> bool:
    """Whether two folded names differ by a few letters; an endless text is not compared letter by letter."""
    if max(len(one), len(other)) > _LONGEST:
        return False
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= _NEAR


def _hint(codes: tuple[str, ...] | list[str]) -> Text:
    if not codes:
        return Text("", "")
    listed = ", ".join(codes[:3])
    return Text(f"Tên này là của tiêu chí {listed}. ", f"That is the name of {listed}. ")
