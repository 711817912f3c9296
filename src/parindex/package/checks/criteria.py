"""The criteria table, read as far as it can be: the tree where it is sound, and what other tables are checked by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from parindex.engine.points import plain
from parindex.engine.problems import Text
from parindex.engine.tree import Criterion, NotApplicable, Source, Tree
from parindex.package.catalogue import criteria as says
from parindex.package.catalogue.kind import decimal
from parindex.package.catalogue.tables import TABLE_EMPTY
from parindex.package.checks.amounts import read_points, unreadable
from parindex.package.checks.ancestry import Ancestry
from parindex.package.checks.scoring import read_leaf_rule
from parindex.package.nearest import Nearest, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from enum import StrEnum

    from numpy.typing import NDArray

    from parindex.engine.rules.base import Rule
    from parindex.package.listing import Listing
    from parindex.package.tables import Table

_SLIPS = 2
"""Rows in which the same slip is believed."""

_Word = TypeVar("_Word", bound="StrEnum")


@dataclass(frozen=True, slots=True, eq=False)
class Criteria:
    """What is known of the criteria, sound or not.

    rows: record of the table by code.  leaves, maxima (micropoints, 0 where unknown), rules, sources: the leaves in the
    order shown.  below: the leaves under every group, by code.  tree: None where the table makes none.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, Text] = field(default_factory=dict)
    parents: Mapping[str, str | None] = field(default_factory=dict)
    leaves: tuple[str, ...] = ()
    maxima: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    rules: tuple[Rule | None, ...] = ()
    sources: tuple[Source, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    below: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tree: Tree | None = None

    def nearest(self) -> Nearest:
        """Suggests codes; a name stands for its code."""
        return Nearest(self.rows, {name: code for code, text in self.names.items() for name in text if name})


def read_criteria(table: Table, units: Nearest, listing: Listing) -> Criteria:
    """Read the table and list everything wrong with it. units: suggests codes for lead units."""
    return _Reading(table, units, listing).read()


class _Reading:
    """One reading of the table: texts by column, and what has been found out so far."""

    def __init__(self, table: Table, units: Nearest, listing: Listing) -> None:
        self.table, self.units, self.listing = table, units, listing
        self.text = {column: table.texts(column) for column in table.columns}
        self.rows: dict[str, int] = {}
        self.sound = True

    def read(self) -> Criteria:
        self._codes()
        if not self.rows:
            self.listing.add(TABLE_EMPTY, self.table.where(), table="criteria")
            return Criteria()
        ancestry = Ancestry(self.table, self.rows, self._column("parent"), self.listing)
        self.sound = self.sound and ancestry.sound
        leaves = tuple(code for code in self.rows if code not in ancestry.groups)
        names = self._names(ancestry)
        maxima = [self._maximum(code) for code in leaves]
        sources = tuple(self._source(code) for code in leaves)
        rules = tuple(self._rule(code, maximum) for code, maximum in zip(leaves, maxima, strict=True))
        absent = tuple(self._word(code, "not_applicable", NotApplicable.EXCLUDE) for code in leaves)
        self._leads()
        below = ancestry.below(leaves)
        of = dict(zip(leaves, maxima, strict=True))
        self._groups(ancestry.groups, {code: [of[leaf] for leaf in under] for code, under in below.items()})
        known = Criteria(
            rows=self.rows,
            names=names,
            parents=ancestry.parents,
            leaves=leaves,
            maxima=np.array([maximum or 0 for maximum in maxima], np.int64),
            rules=rules,
            sources=sources,
            not_applicable=absent,
            below={code: below.get(code, ()) for code in ancestry.groups},
        )
        return self._with_tree(known)

    def _column(self, name: str) -> list[str]:
        return self.text.get(name) or [""] * len(self.table)

    def _at(self, code: str, column: str) -> str:
        found = self.text.get(column)
        return found[self.rows[code]] if found else ""

    def _codes(self) -> None:
        for at, code in enumerate(self._column("code")):
            if not code:
                self.listing.add(says.CODE_MISSING, self.table.where(at, "code"))
            elif code in self.rows:
                first = str(self.table.rows[self.rows[code]])
                self.listing.add(says.TWICE, self.table.where(at, "code"), value=code, first=first)
            else:
                self.rows[code] = at
                continue
            self.sound = False

    def _names(self, ancestry: Ancestry) -> dict[str, Text]:
        names = {code: Text(self._at(code, "name_vi"), self._at(code, "name_en")) for code in self.rows}
        seen: dict[tuple[str | None, str], str] = {}
        for code, name in names.items():
            if not name.vi and "name_vi" in self.text:
                self.listing.add(says.NAME_MISSING, self.table.where(self.rows[code], "name_vi"), code=code)
            if not name.vi:
                continue
            other = seen.setdefault((ancestry.parents[code], folded(name.vi)), code)
            if other != code:
                where = self.table.where(self.rows[code], "name_vi")
                self.listing.add(says.NAMES_EQUAL, where, code=code, other=other)
        return {code: name if any(name) else Text(code, code) for code, name in names.items()}

    def _maximum(self, code: str) -> int | None:
        """A leaf's maximum in micropoints; None where it is missing or wrong."""
        where = self.table.where(self.rows[code], "max_points")
        text = self._at(code, "max_points")
        if "max_points" not in self.text:
            return None
        if not text:
            if self._at(code, "rule"):
                self.listing.add(says.MAXIMUM_MISSING, where, code=code)
            else:
                self.listing.add(says.GROUP_EMPTY, where, code=code)
            return None
        return self._points(code, text)

    def _points(self, code: str, text: str) -> int | None:
        """A positive number of points; None, listed, otherwise."""
        where = self.table.where(self.rows[code], "max_points")
        value = read_points(text)
        if value is None:
            self.listing.add(says.MAXIMUM_UNREADABLE, where, value=text, fault=unreadable(text))
        elif value <= 0:
            self.listing.add(says.MAXIMUM_NOT_POSITIVE, where, value=decimal(plain(value)))
        else:
            return value
        return None

    def _source(self, code: str) -> Source:
        """The source; where none is given, that which the rule implies."""
        implied = Source.SURVEY if self._at(code, "rule") == "survey" else Source.APPRAISAL
        source = self._word(code, "source", implied)
        rule = self._at(code, "rule")
        where = self.table.where(self.rows[code], "source")
        if implied is Source.SURVEY and source is Source.APPRAISAL:
            self.listing.add(says.SURVEY_RULE_APPRAISED, where)
        elif source is Source.SURVEY and rule and rule not in {"survey", "external"}:
            self.listing.add(says.SURVEY_OTHER_RULE, where, value=rule)
        return source

    def _word(self, code: str, column: str, default: _Word) -> _Word:
        """A word of a closed list; the default where none is given, and, listed, where it is none of them."""
        text = self._at(code, column)
        words = type(default)
        if not text or text in tuple(words):
            return words(text) if text else default
        kind = {"source": says.SOURCE_UNKNOWN, "not_applicable": says.NOT_APPLICABLE_UNKNOWN}[column]
        hint = Nearest(word.value for word in words).hint(text)
        self.listing.add(kind, self.table.where(self.rows[code], column), value=text, hint=hint)
        return default

    def _rule(self, code: str, maximum: int | None) -> Rule | None:
        at, kind, params = self.rows[code], self._at(code, "rule"), self._at(code, "rule_params")
        if "rule" not in self.text or not (kind or self._at(code, "max_points")):
            return None  # told by the missing column, or by GROUP_EMPTY
        return read_leaf_rule(self.table, at, (code, kind, params), maximum, self.listing)

    def _leads(self) -> None:
        """Lead units that are not in the units table: slips, or bodies that are not assessed themselves.

        A slip is rare and near a known code; a code that stands in several rows was meant.
        """
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for code, at in self.rows.items():
            lead = self._at(code, "lead_unit")
            if lead and len(self.units) and not self.units.knows(lead):
                rows[lead].append(at)
        for lead, theirs in rows.items():
            hint = self.units.hint(lead)
            if any(hint) and len(theirs) <= _SLIPS:
                for at in theirs:
                    self.listing.add(says.LEAD_MISSPELT, self.table.where(at, "lead_unit"), value=lead, hint=hint)
            else:
                where = self.table.where(theirs[0], "lead_unit")
                self.listing.add(says.LEAD_ELSEWHERE, where, value=lead, count=len(theirs), hint=hint)

    def _groups(self, groups: Iterable[str], maxima: Mapping[str, Sequence[int | None]]) -> None:
        """What stands in the rows of groups: no rule, and a maximum only if it is the sum of the leaves."""
        for code in self.rows:
            if code not in groups:
                continue
            rule = self._at(code, "rule")
            if rule:
                where = self.table.where(self.rows[code], "rule")
                self.listing.add(says.RULE_ON_GROUP, where, code=code, value=rule)
            elif self._at(code, "rule_params"):
                self.listing.add(says.PARAMS_WITHOUT_RULE, self.table.where(self.rows[code], "rule_params"))
            for column, default in (("source", Source.APPRAISAL), ("not_applicable", NotApplicable.EXCLUDE)):
                self._word(code, column, default)
            self._sum(code, maxima.get(code, ()))

    def _sum(self, code: str, maxima: Sequence[int | None]) -> None:
        text = self._at(code, "max_points")
        given = self._points(code, text) if text else None
        if given is None or not maxima:
            return
        known = [maximum for maximum in maxima if maximum is not None]
        if len(known) == len(maxima) and sum(known) != given:
            where = self.table.where(self.rows[code], "max_points")
            total = decimal(plain(sum(known)))
            self.listing.add(says.GROUP_SUM, where, value=decimal(plain(given)), sum=total)

    def _with_tree(self, known: Criteria) -> Criteria:
        """The tree, where every code, parent and maximum is sound. Groups carry no maximum: theirs is the sum."""
        if not self.sound or not known.maxima.all():
            return known
        position = {code: at for at, code in enumerate(known.leaves)}
        tree = Tree(self._criterion(code, position.get(code), known) for code in self.rows)
        return Criteria(**{name: getattr(known, name) for name in known.__slots__ if name != "tree"}, tree=tree)

    def _criterion(self, code: str, leaf: int | None, known: Criteria) -> Criterion:
        names, lead = known.names[code], self._at(code, "lead_unit") or None
        if leaf is None:
            return Criterion(code, names, known.parents[code], lead_unit=lead)
        return Criterion(
            code,
            names,
            known.parents[code],
            int(known.maxima[leaf]),
            known.rules[leaf],
            known.sources[leaf],
            known.not_applicable[leaf],
            lead,
        )
