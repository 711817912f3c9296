"""The frozen criteria tree: areas, criteria, sub-criteria. An invalid tree cannot exist."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from parindex.engine.problems import Text
    from parindex.engine.rules.base import Rule


class Source(StrEnum):
    """Where a leaf's points come from."""

    APPRAISAL = "appraisal"
    SURVEY = "survey"


class NotApplicable(StrEnum):
    """How a leaf that does not apply to a unit counts for it."""

    EXCLUDE = "exclude"
    """Neither in the points nor in the maximum."""
    FULL = "full"
    """Full points."""
    ZERO = "zero"
    """No points, the maximum stays."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A node of the tree: an area (no parent), a group, or a leaf (with a rule and a maximum in micropoints)."""

    code: str
    name: Text
    parent: str | None = None
    maximum: int | None = None
    rule: Rule | None = None
    source: Source = Source.APPRAISAL
    not_applicable: NotApplicable = NotApplicable.EXCLUDE
    lead_unit: str | None = None


class InvalidTree(ValueError):
    """The criteria make no tree. Input from people is checked before, with places; this guards the invariant."""


class Tree:
    """Criteria in the order shown, with the leaves under each group.

    criteria: all nodes, in order.  areas: the nodes without a parent.  leaves: the nodes without children.
    `spans[code]` gives the positions (in `leaves`) of the leaves at or under a node, as an integer array;
    `maxima` the leaves' maxima in micropoints, shape (leaves,).
    """

    def __init__(self, criteria: Iterable[Criterion]) -> None:
        self.criteria = tuple(criteria)
        self.by_code = {criterion.code: criterion for criterion in self.criteria}
        self.children = self._children()
        self.areas = tuple(c for c in self.criteria if c.parent is None)
        self.leaves = tuple(c for c in self.criteria if not self.children[c.code])
        self.position = {leaf.code: at for at, leaf in enumerate(self.leaves)}
        self.area_of: dict[str, str] = {}
        self.depth: dict[str, int] = {}
        self._walk_down()
        self._check_leaves()
        self.maxima: NDArray[np.int64] = np.array([leaf.maximum for leaf in self.leaves], dtype=np.int64)
        self.spans = {c.code: self._span(c.code) for c in self.criteria}
        self._check_groups()

    def _children(self) -> dict[str, tuple[str, ...]]:
        if len(self.by_code) != len(self.criteria):
            raise InvalidTree("a code stands twice")
        children: dict[str, list[str]] = {c.code: [] for c in self.criteria}
        for criterion in self.criteria:
            if criterion.parent is not None:
                if criterion.parent not in children:
                    raise InvalidTree(f"{criterion.code}: no parent {criterion.parent}")
                children[criterion.parent].append(criterion.code)
        return {code: tuple(below) for code, below in children.items()}

    def _walk_down(self) -> None:
        waiting = [(area.code, area.code, 1) for area in self.areas]
        while waiting:
            code, area, depth = waiting.pop()
            self.area_of[code], self.depth[code] = area, depth
            waiting.extend((child, area, depth + 1) for child in self.children[code])
        if len(self.area_of) != len(self.criteria):
            raise InvalidTree("a criterion is its own ancestor")

    def _check_leaves(self) -> None:
        for leaf in self.leaves:
            if leaf.maximum is None or leaf.maximum <= 0:
                raise InvalidTree(f"{leaf.code}: a leaf needs a maximum above 0")
        if not self.leaves:
            raise InvalidTree("no criterion at all")

    def _span(self, code: str) -> NDArray[np.intp]:
        found, waiting = [], [code]
        while waiting:
            below = self.children[current := waiting.pop()]
            if below:
                waiting.extend(below)
            else:
                found.append(self.position[current])
        return np.array(sorted(found), dtype=np.intp)

    def _check_groups(self) -> None:
        for criterion in self.criteria:
            below = int(self.maxima[self.spans[criterion.code]].sum())
            if criterion.maximum is not None and criterion.maximum != below:
                raise InvalidTree(f"{criterion.code}: the maximum is not the sum of its leaves")

    def maximum(self, code: str) -> int:
        """The sum of the maxima of the leaves at or under `code`, in micropoints."""
        return int(self.maxima[self.spans[code]].sum())

    def path(self, code: str) -> tuple[Criterion, ...]:
        """The node's ancestors from its area down, then itself."""
        found = [self.by_code[code]]
        while (parent := found[0].parent) is not None:
            found.insert(0, self.by_code[parent])
        return tuple(found)
