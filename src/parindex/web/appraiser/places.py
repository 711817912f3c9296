"""Where one is in the queue: which layer is being marked, which leaves are the viewer's, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from parindex.appraisal.models import APPRAISED, EXPLAINED
from parindex.appraisal.queries import Asked, Part, Row, disputed_pairs, part_of, rows
from parindex.criteria.outline import Node, Outline, outline
from parindex.grammar.clock import now
from parindex.rounds.calendar import windows
from parindex.rounds.models import APPRAISAL_1, APPRAISAL_2
from parindex.selfscore.models import Sheet

BY_CRITERION, BY_UNIT, FLAGGED = "criterion", "unit", "flagged"
WAYS = (BY_CRITERION, BY_UNIT, FLAGGED)


def layer_of(request: Any, at: datetime) -> str:
    """The layer being marked: the second appraisal once it has begun and the first has ended, or where it is asked for."""
    stages = windows(request.round)
    first, second = stages.get(APPRAISAL_1), stages.get(APPRAISAL_2)
    begun = second is not None and at >= second.opens_at
    asked = request.GET.get("layer")
    if begun and asked in {APPRAISED, EXPLAINED}:
        return str(asked)
    return EXPLAINED if begun and (first is None or at >= first.closes_at) else APPRAISED


@dataclass
class Place:
    """The viewer's part of a round, and how it is being gone through."""

    request: Any
    at: datetime
    layer: str
    by: str
    outline: Outline
    part: Part
    disputed: frozenset[tuple[int, int]]

    @property
    def nodes(self) -> list[Node]:
        """The leaves that are the viewer's to mark on any unit, in order."""
        return [node for node in self.outline.leaves if not node.surveyed and self.part.areas.get(node.area)]

    def concerns(self, sheet: Sheet, node: Node) -> bool:
        """Whether a leaf is in the viewer's work of this layer."""
        if sheet.pk not in self.part.areas.get(node.area, ()):
            return False
        return self.layer == APPRAISED or (sheet.pk, node.criterion.pk) in self.disputed

    def of_criterion(self, node: Node) -> list[tuple[Sheet, Node]]:
        """One criterion across units; the viewer's own unit stands among them, locked."""
        own = self.part.own if self.layer == APPRAISED else frozenset()
        return [(sheet, node) for sheet in self.part.sheets if self.concerns(sheet, node) or sheet.pk in own]

    def of_unit(self, sheet: Sheet) -> list[tuple[Sheet, Node]]:
        """One unit's leaves."""
        return [(sheet, node) for node in self.nodes if self.concerns(sheet, node)]

    def everything(self) -> list[tuple[Sheet, Node]]:
        """All leaves of all units, by criterion."""
        return [(sheet, node) for node in self.nodes for sheet in self.part.sheets if self.concerns(sheet, node)]

    def rows(self, pairs: Sequence[tuple[Sheet, Node]]) -> list[Row]:
        """How they stand."""
        asked = Asked(self.request.viewer, self.request.round, self.layer, self.at, self.part.own)
        return rows(asked, pairs)

    def address(self, name: str, node: Node | str, unit: str, by: str | None = None) -> str:
        """The address of a leaf's page, the way of going through the queue kept."""
        code = node if isinstance(node, str) else node.code
        base = reverse(name, kwargs={"round": self.request.round.name, "criterion": code, "unit": unit})
        return base + self.question(by)

    def question(self, by: str | None = None, **more: str) -> str:
        """The query part of an address."""
        way = by or self.by
        asked = {"by": way} if way != BY_CRITERION else {}
        if "layer" in self.request.GET:
            asked["layer"] = self.layer
        asked |= more
        return f"?{urlencode(asked)}" if asked else ""


def place_of(request: Any, at: datetime | None = None) -> Place:
    """The place a request is at. Six queries at most."""
    at = at or now()
    layer = layer_of(request, at)
    way = request.GET.get("by", BY_CRITERION)
    disputed = disputed_pairs(request.round) if layer == EXPLAINED else frozenset()
    part = part_of(request.viewer, request.round)
    by = way if way in WAYS else BY_CRITERION
    return Place(request, at, layer, by, outline(request.round.set), part, disputed)


def waiting(row: Row) -> bool:
    """Whether a row can be taken up now: the viewer's, unmarked, held by nobody else."""
    return not row.own and not row.marked and (not row.holder or row.held_by_me)


def next_waiting(found: Sequence[Row], after: int) -> Row | None:
    """The next row to take up after a position, round the end; signed sheets before those that are not."""
    turned = [*found[after + 1 :], *found[: max(after, 0)]]
    for signed in (True, False):
        for row in turned:
            if waiting(row) and row.signed is signed:
                return row
    return None
