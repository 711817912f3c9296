"""The queue as a whole: how far each criterion and each unit is, and what wants a closer look."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.paginator import Paginator

from parindex.appraisal.models import EXPLAINED
from parindex.appraisal.queries import marked_pairs, owed_seconds
from parindex.appraisal.threads import open_requests
from parindex.criteria.outline import Node
from parindex.directory.names import search_key
from parindex.rounds.calendar import stage_open
from parindex.rounds.models import APPRAISAL_1, APPRAISAL_2
from parindex.selfscore.models import SIGNED, Sheet
from parindex.web.appraiser.places import FLAGGED, Place

ROWS = 100
"""Flagged leaves on a page."""


class Far(NamedTuple):
    """How far a criterion or a unit is. ready: leaves on sheets that are signed."""

    of: Any
    done: int
    ready: int
    total: int

    @property
    def left(self) -> int:
        """Leaves that can be taken up now."""
        return self.total - self.done

    @property
    def share(self) -> int:
        """Per cent done."""
        return 100 * self.done // self.total if self.total else 0


def overview_context(place: Place) -> dict[str, Any]:
    """Everything the page shows; a constant number of queries."""
    request = place.request
    asked = request.GET.get("q", "")
    marked = marked_pairs(request.round, place.layer)
    wanted = search_key(asked)
    nodes = [node for node in place.nodes if wanted in search_key(f"{node.code} {node.name.vi} {node.name.en}")]
    sheets = [
        sheet for sheet in place.part.sheets if sheet.pk not in place.part.own and wanted in sheet.round_unit.search_key
    ]
    by_node = [_of_node(place, node, marked) for node in nodes]
    whole = place.everything()
    stage = APPRAISAL_2 if place.layer == EXPLAINED else APPRAISAL_1
    return {
        "by": place.by,
        "layer": place.layer,
        "asked": asked,
        "question": place.question(),
        "areas": _by_area(place, [far for far in by_node if far.total]),
        "units": [far for sheet in sheets if (far := _of_sheet(place, sheet, marked)).total],
        "flagged": Paginator(_flagged(place, wanted), ROWS).get_page(request.GET.get("page"))
        if place.by == FLAGGED
        else None,
        "done": sum((sheet.pk, node.criterion.pk) in marked for sheet, node in whole),
        "total": len(whole),
        "unsigned": sum(sheet.state != SIGNED for sheet in sheets),
        "seconds": len(owed_seconds(request.viewer, request.round)),
        "requests": _waiting(whole),
        "verdict": stage_open(request.round, stage, None, place.at),
    }


def _waiting(whole: list[tuple[Sheet, Node]]) -> int:
    """How many requests wait for units, of the leaves that are the viewer's: what others asked is not counted."""
    mine = {(sheet.pk, node.criterion.pk) for sheet, node in whole}
    asked = open_requests(list({sheet for sheet, _ in mine}))
    return sum((row.sheet_id, row.criterion_id) in mine for row in asked)


def _of_node(place: Place, node: Node, marked: frozenset[tuple[int, int]]) -> Far:
    pairs = [sheet for sheet in place.part.sheets if place.concerns(sheet, node)]
    done = sum((sheet.pk, node.criterion.pk) in marked for sheet in pairs)
    return Far(node, done, sum(sheet.state == SIGNED for sheet in pairs), len(pairs))


def _of_sheet(place: Place, sheet: Sheet, marked: frozenset[tuple[int, int]]) -> Far:
    pairs = place.of_unit(sheet)
    done = sum((sheet.pk, node.criterion.pk) in marked for _, node in pairs)
    return Far(sheet, done, len(pairs) if sheet.state == SIGNED else 0, len(pairs))


def _by_area(place: Place, found: list[Far]) -> list[tuple[Node, list[Far]]]:
    areas: dict[str, list[Far]] = {}
    for far in found:
        areas.setdefault(far.of.area, []).append(far)
    return [(place.outline.by_code[code], rows) for code, rows in areas.items()]


def _flagged(place: Place, wanted: str) -> list[Any]:
    rows = [row for row in place.rows(place.everything()) if row.flags]
    return [
        row
        for row in rows
        if wanted in search_key(f"{row.node.code} {row.node.name.vi} {row.node.name.en}")
        or wanted in row.sheet.round_unit.search_key
    ]
