"""Who stands under whom in the criteria table, with circles and missing parents listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.engine.problems import Text
from parindex.package.catalogue import criteria as says
from parindex.package.catalogue.kind import quoted
from parindex.package.nearest import Nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from parindex.package.listing import Listing
    from parindex.package.tables import Table

DEEPEST = 50
"""Levels. No criteria set has more than five; a table with thousands is an accident or an attack."""


class Ancestry:
    """parents: by code, None for an area or where the parent is wrong.  groups: codes that have something under them.

    sound: no missing parent, no circle, not too deep.
    """

    def __init__(self, table: Table, rows: Mapping[str, int], parents: Sequence[str], listing: Listing) -> None:
        self._table, self._rows, self._listing = table, rows, listing
        self.sound = True
        self.groups: set[str] = set()
        self.parents: dict[str, str | None] = {code: parents[at] or None for code, at in rows.items()}
        self._seek_parents()
        self._cut_circles()
        self.groups.update(parent for parent in self.parents.values() if parent is not None)
        self._measure_depth()

    def below(self, leaves: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The leaves under every group, in the order shown."""
        found: dict[str, list[str]] = {}
        if not self.sound:
            leaves = ()
        for leaf in leaves:
            above = self.parents[leaf]
            while above is not None:
                found.setdefault(above, []).append(leaf)
                above = self.parents[above]
        return {code: tuple(under) for code, under in found.items()}

    def _seek_parents(self) -> None:
        """A parent that is nearly right still makes a group of the code meant: one slip is told once."""
        near = Nearest(self._rows)
        for code, parent in self.parents.items():
            if parent is None:
                continue
            if parent in self._rows:
                continue
            where = self._table.where(self._rows[code], "parent")
            self._listing.add(says.PARENT_UNKNOWN, where, value=parent, hint=near.hint(parent))
            if (meant := near.of(parent)) is not None and meant != code:
                self.groups.add(meant)
            self.parents[code] = None
            self.sound = False

    def _cut_circles(self) -> None:
        done: set[str] = set()
        for start in self.parents:
            path: dict[str, None] = {}
            code: str | None = start
            while code is not None and code not in done and code not in path:
                path[code] = None
                code = self.parents[code]
            if code is not None and code in path:
                self._tell_circle(list(path)[list(path).index(code) :])
            done.update(path)

    def _tell_circle(self, circle: list[str]) -> None:
        first = min(circle, key=lambda code: self._rows[code])
        turn = circle.index(first)
        named = [quoted(code) for code in (*circle[turn:], *circle[:turn], first)]
        shown = " → ".join(named if len(named) <= 12 else [*named[:6], "…", *named[-5:]])
        where = self._table.where(self._rows[first], "parent")
        self._listing.add(says.PARENT_CYCLE, where, cycle=Text(shown, shown))
        self.parents[first] = None
        self.sound = False

    def _measure_depth(self) -> None:
        depth: dict[str, int] = {}
        for start in self.parents:
            path: list[str] = []
            code: str | None = start
            while code is not None and code not in depth:
                path.append(code)
                code = self.parents[code]
            level = 0 if code is None else depth[code]
            for node in reversed(path):
                level += 1
                depth[node] = level
        deep = next((code for code, level in depth.items() if level > DEEPEST), None)
        if deep is not None:
            where = self._table.where(self._rows[deep], "parent")
            self._listing.add(says.TOO_DEEP, where, value=deep)
            self.sound = False
