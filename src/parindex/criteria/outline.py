"""A criteria set as it is worked with: its nodes in order, with depth, area and rule, read once and kept while it lasts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from parindex.criteria.models import FROZEN, CriteriaSet, Criterion
from parindex.engine.problems import Text
from parindex.engine.rules import BadRule, Rule, read_rule
from parindex.engine.tree import Source


@dataclass(frozen=True)
class Node:
    """A criterion and its place. area: the code of the area it lies in. leaf: it has no children."""

    criterion: Criterion
    depth: int
    area: str
    parent: str | None
    leaf: bool

    @property
    def code(self) -> str:
        """Its code."""
        return self.criterion.code

    @property
    def name(self) -> Text:
        """Its name in both languages."""
        return Text(self.criterion.name_vi, self.criterion.name_en)

    @property
    def maximum(self) -> int:
        """A leaf's maximum in micropoints, 0 where none is set yet."""
        return self.criterion.max_points or 0

    @property
    def surveyed(self) -> bool:
        """Whether the points come from a survey, so that units cannot enter them."""
        return self.criterion.source == Source.SURVEY

    @cached_property
    def rule(self) -> Rule | None:
        """The leaf's rule as the engine reads it; None for a group or where the parameters make no rule (yet)."""
        if not self.leaf:
            return None
        try:
            return rule_of(self.criterion.rule, self.criterion.rule_params, self.maximum)
        except BadRule:
            return None


def rule_of(kind: str, params: str, maximum: int) -> Rule:
    """The engine's rule of what a leaf's columns say. Raises BadRule, also where the parameters are no JSON."""
    try:
        given = json.loads(params or "{}", parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError):
        given = params
    return read_rule(kind, given, maximum)


class Outline:
    """nodes: depth-first, in the order shown.  leaves, areas: of those.  by_code: all nodes."""

    def __init__(self, criteria: list[Criterion]) -> None:
        parents = {row.parent_id for row in criteria}
        by_key: dict[int, Node] = {}
        below: dict[int | None, list[Criterion]] = {}
        for row in criteria:
            below.setdefault(row.parent_id, []).append(row)
        nodes: list[Node] = []
        waiting = [(row, 0) for row in reversed(below.get(None, []))]
        while waiting:
            row, depth = waiting.pop()
            above = by_key.get(row.parent_id) if row.parent_id else None
            area = above.area if above else row.code
            node = Node(row, depth, area, above.code if above else None, row.pk not in parents)
            by_key[row.pk] = node
            nodes.append(node)
            waiting.extend((child, depth + 1) for child in reversed(below.get(row.pk, [])))
        self.nodes = tuple(nodes)
        self.by_code = {node.code: node for node in nodes}
        self.by_key = by_key
        self.leaves = tuple(node for node in nodes if node.leaf)
        self.areas = tuple(node for node in nodes if node.depth == 0)

    def path(self, code: str) -> tuple[Node, ...]:
        """The nodes from the area down to `code`, itself included."""
        found = [self.by_code[code]]
        while (parent := found[0].parent) is not None:
            found.insert(0, self.by_code[parent])
        return tuple(found)

    def under(self, code: str) -> tuple[Node, ...]:
        """The leaves at or under a node, in order."""
        inside = {code}
        for node in self.nodes:
            if node.parent in inside:
                inside.add(node.code)
        return tuple(node for node in self.leaves if node.code in inside)

    def maximum(self, code: str | None = None) -> int:
        """The sum of the leaves' maxima at or under a node, or of the whole set; micropoints."""
        return sum(node.maximum for node in (self.leaves if code is None else self.under(code)))


def outline(set_: CriteriaSet) -> Outline:
    """The set's outline. One query; none where a frozen set was read before in this process."""
    return _frozen(set_.pk, set_.digest) if set_.state == FROZEN else Outline(list(_rows(set_.pk)))


@lru_cache(maxsize=16)
def _frozen(key: int, digest: str) -> Outline:  # noqa: ARG001  # the digest tells one version from another
    return Outline(list(_rows(key)))


def _rows(key: int) -> list[Criterion]:
    return list(Criterion.objects.filter(set=key).order_by("order"))
