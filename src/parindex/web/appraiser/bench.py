"""The workbench: everything one view of it shows, and the form of the decision."""

from __future__ import annotations

import json
from datetime import timedelta
from math import sqrt
from typing import Any, NamedTuple

from parindex.appraisal.actions import layer_before
from parindex.appraisal.deciding import SENTENCE
from parindex.appraisal.holding import hold
from parindex.appraisal.models import APPRAISED, EXPLAINED, Explanation, Finding, Mark
from parindex.appraisal.permissions import can_mark
from parindex.appraisal.provisional import Consequence, Total, consequence, counts, totals
from parindex.appraisal.queries import Row, visible_marks
from parindex.appraisal.states import ABSENCES, LOWER, RAISE
from parindex.appraisal.threads import can_write, thread
from parindex.criteria.models import Phrase, Reason
from parindex.criteria.outline import Node
from parindex.criteria.scoring import try_points
from parindex.engine.problems import Text
from parindex.engine.rules.levels import Levels
from parindex.evidence.models import Link
from parindex.grammar.clock import local
from parindex.ledger.models import Entry
from parindex.selfscore.models import SIGNED, Claim, Sheet
from parindex.web.appraiser.places import BY_UNIT, FLAGGED, Place, next_waiting, waiting
from parindex.web.ui.entry import entry, level_value

SURE = 1.96
"""Standard errors from which a difference of two shares is said to mean something (95 %)."""


class Level(NamedTuple):
    """A level as an answer: what is sent, its name, micropoints, and whether it lies under or over what is claimed."""

    value: str
    name: Text
    points: int
    side: str
    chosen: bool


class Evenness(NamedTuple):
    """How often points were lowered on a criterion: the viewer's share beside the team's."""

    mine: int
    of_mine: int
    team: int
    of_team: int

    @property
    def my_share(self) -> int:
        """Per cent."""
        return round(100 * self.mine / self.of_mine) if self.of_mine else 0

    @property
    def team_share(self) -> int:
        """Per cent."""
        return round(100 * self.team / self.of_team) if self.of_team else 0

    @property
    def differs(self) -> bool:
        """Whether the two shares lie further apart than chance explains."""
        if not self.of_mine or not self.of_team:
            return False
        share = self.team / self.of_team
        spread = sqrt(share * (1 - share) / self.of_mine)
        return abs(self.mine / self.of_mine - share) > SURE * spread > 0


def evenness(place: Place, node: Node) -> Evenness:
    """The evenness of a criterion so far. Two queries."""
    marks = visible_marks(place.request.viewer, place.request.round).filter(
        layer=APPRAISED, criterion=node.criterion.pk, state="scored"
    )
    given = list(marks.values_list("sheet_id", "points", "by"))
    claims = Claim.objects.filter(criterion=node.criterion.pk, sheet__in=[sheet for sheet, _, _ in given])
    claimed = dict(claims.values_list("sheet_id", "points"))
    lowered = [(by, (points or 0) < (claimed.get(sheet) or 0)) for sheet, points, by in given]
    mine = [low for by, low in lowered if by == place.request.viewer.id]
    return Evenness(sum(mine), len(mine), sum(low for _, low in lowered), len(lowered))


def list_context(place: Place, sheet: Sheet, node: Node, whole: list[Row] | None = None) -> dict[str, Any]:
    """The list at the left: its rows, where in it one is, what comes before and after.

    whole: the rows where they have just been read, so that going on within a list reads them once.
    """
    if whole is None:
        whole = place.rows(place.of_unit(sheet) if place.by == BY_UNIT else place.of_criterion(node))
    found = [row for row in whole if row.flags or row.sheet.pk == sheet.pk] if place.by == FLAGGED else whole
    here = next((at for at, row in enumerate(found) if (row.sheet.pk, row.node) == (sheet.pk, node)), -1)
    open_rows = [at for at, row in enumerate(found) if not row.own]
    before = next((found[at] for at in reversed(open_rows) if at < here), None)
    after = next((found[at] for at in open_rows if at > here), None)
    mine = [row for row in whole if not row.own]
    return {
        "whole": whole,
        "rows": found,
        "row": found[here] if here >= 0 else Row(sheet, node),
        "here": here,
        "before": before,
        "after": after,
        "next": next_waiting(found, here),
        "flagged": sum(bool(row.flags) for row in whole),
        "done": sum(row.marked for row in mine),
        "total": len(mine),
        "left": sum(waiting(row) for row in mine),
        "by_unit": place.by == BY_UNIT,
        "by": place.by,
        "layer": place.layer,
        "question": place.question(),
        **_neighbours(place, sheet, node),
    }


def _neighbours(place: Place, sheet: Sheet, node: Node) -> dict[str, Any]:
    """The criterion (or unit) before and after, and which one of its area this is."""
    in_area = [found for found in place.nodes if found.area == node.area]
    if place.by == BY_UNIT:
        ring: list[Any] = [found for found in place.part.sheets if found.pk not in place.part.own]
        at = next((at for at, found in enumerate(ring) if found.pk == sheet.pk), 0)
    else:
        ring = place.nodes
        at = ring.index(node) if node in ring else 0
    return {
        "area": place.outline.by_code[node.area],
        "number": in_area.index(node) + 1 if node in in_area else 1,
        "many": len(in_area),
        "ring_before": ring[at - 1] if at > 0 else None,
        "ring_after": ring[at + 1] if at + 1 < len(ring) else None,
    }


def leaf_context(place: Place, sheet: Sheet, node: Node, row: Row) -> dict[str, Any]:
    """The decision at the right: what is claimed, what stands, who holds it, what it moves, what has been said."""
    request, criterion = place.request, node.criterion
    verdict = can_mark(request.viewer, sheet, criterion, place.layer, place.at)
    held, holding = hold(sheet, criterion, request.viewer, place.at) if verdict else (None, verdict)
    mark = Mark.objects.filter(sheet=sheet, criterion=criterion, layer=place.layer).first()
    before = layer_before(sheet, criterion, place.layer)
    links = _links(sheet, node)
    messages = thread(sheet, criterion, request.viewer)
    explained = (
        Explanation.objects.filter(sheet=sheet, criterion=criterion).first() if place.layer == EXPLAINED else None
    )
    return {
        "sheet": sheet,
        "unit": sheet.round_unit,
        "node": node,
        "claim": before if isinstance(before, Claim) else _claim(sheet, node),
        "before_layer": before,
        "mark": mark,
        "verdict": verdict,
        "holding": holding,
        "held": held,
        "may_mark": bool(verdict and holding),
        "links": links,
        "explanation": explained,
        "thread": messages,
        "may_write": can_write(request.viewer, sheet, criterion),
        "due": _default_due(place),
        "history": history(sheet, node, place.layer),
        "addresses": addresses(place, sheet, node),
        **decision_context(place, sheet, node, before, mark),
        "consequence": moved(place, sheet, node, mark, None),
        "repeat": row.repeat,
    }


def _claim(sheet: Sheet, node: Node) -> Claim | None:
    if sheet.state != SIGNED:
        return None
    return Claim.objects.filter(sheet=sheet, criterion=node.criterion).first()


def _links(sheet: Sheet, node: Node) -> list[Link]:
    links = Link.objects.filter(round_unit=sheet.round_unit, criterion=node.criterion, removed_at__isnull=True)
    found = list(links.select_related("version__document"))
    others = Link.objects.filter(
        round_unit=sheet.round_unit, version__in=[link.version_id for link in found], removed_at__isnull=True
    ).exclude(criterion=node.criterion)
    also: dict[int, list[str]] = {}
    for version, code in others.values_list("version_id", "criterion__code").order_by("criterion__order"):
        also.setdefault(version, []).append(code)
    for link in found:
        link.also = also.get(link.version_id, [])  # type: ignore[attr-defined]
    return found


def _default_due(place: Place) -> str:
    """Three days on, at the end of work: as a field of date and time takes it."""
    day = local(place.at) + timedelta(days=3)
    return day.replace(hour=17, minute=0).strftime("%Y-%m-%dT%H:%M")


def addresses(place: Place, sheet: Sheet, node: Node) -> dict[str, str]:
    """Where the parts of the page send to."""
    names = ("workbench", "leaf-consequence", "leaf-thread")
    return {name.replace("leaf-", ""): place.address(name, node, sheet.round_unit.code) for name in names}


def decision_context(
    place: Place, sheet: Sheet, node: Node, before: Claim | Mark | None, mark: Mark | None
) -> dict[str, Any]:
    """The fields of the decision, filled with what stands."""
    rule = node.rule
    base = before.points if before is not None and before.state == "scored" else None
    standing = _decision_of(mark, before)
    value = mark.value if mark and standing in {LOWER, RAISE} else before.value if before else ""
    return {
        "rule": rule,
        "base": base,
        "maximum": node.maximum,
        "decision": standing,
        "can_accept": before is not None and (before.state != "scored" or base is not None),
        "can_lower": sheet.state == SIGNED and base != 0,
        "can_raise": sheet.state == SIGNED and (base is None or base < node.maximum),
        "levels": _levels(rule, base, mark) if isinstance(rule, Levels) else None,
        "entry": None if rule is None or isinstance(rule, Levels) else entry(rule, value),
        "short": base is not None and base < node.maximum and not (rule and rule.explains_loss),
        "reasons": list(Reason.objects.filter(set=place.request.round.set_id)),
        "phrases": _phrases(place, node),
        "reason": mark.reason if mark else _reason_before(sheet, node),
        "sentence": mark.sentence if mark else "",
        "absent": mark.state if mark and mark.state != "scored" else "",
        "absences": [(word, name) for word, name in ABSENCES.items() if word in {"not_submitted", "not_applicable"}],
        "longest": SENTENCE,
        "version_read": mark.version if mark else 0,
    }


def _decision_of(mark: Mark | None, before: Claim | Mark | None) -> str:
    if mark is None:
        return ""
    if mark.state != "scored" and (before is None or before.state != mark.state):
        return "absent"
    base = before.points if before is not None else None
    if base == mark.points:
        return "accept"
    return LOWER if (mark.points or 0) < (base or 0) else RAISE


def _levels(rule: Levels, base: int | None, mark: Mark | None) -> list[Level]:
    def side(points: int) -> str:
        if base is None:
            return "both"
        return "lower" if points < base else "higher" if points > base else "same"

    return [
        Level(
            level_value(level.name, level.points),
            level.name,
            level.points,
            side(level.points),
            chosen=mark is not None and mark.points == level.points,
        )
        for level in rule.levels
    ]


def _reason_before(sheet: Sheet, node: Node) -> str:
    """The reason of the layer before, proposed for this one."""
    return (
        Finding.objects.filter(sheet=sheet, criterion=node.criterion)
        .order_by("-pk")
        .values_list("reason", flat=True)
        .first()
        or ""
    )


def _phrases(place: Place, node: Node) -> list[tuple[str, str]]:
    """Sentences ready to be used, with their reasons: the catalogue's, then the viewer's own on this criterion."""
    catalogue = Phrase.objects.filter(set=place.request.round.set_id, criterion__in=["", node.code]).order_by("pk")
    found = list(catalogue.values_list("reason", "text"))
    own = visible_marks(place.request.viewer, place.request.round).filter(
        criterion=node.criterion.pk, by=place.request.viewer.id
    )
    used = own.exclude(sentence="").order_by("-at").values_list("reason", "sentence")[:20]
    return list(dict.fromkeys([*found, *used]))[:8]


class Line(NamedTuple):
    """A line of a leaf's history. points: micropoints where it gave some."""

    at: Any
    who: str
    what: Text
    points: int | None = None


def history(sheet: Sheet, node: Node, layer: str) -> list[Line]:
    """What became of the leaf: claimed, signed, marked, marked again. One query beside the claim's."""
    lines = []
    claim = _claim(sheet, node)
    if claim is not None:
        lines.append(Line(claim.at, claim.by_name, Text("tự chấm", "claimed"), claim.points))
        lines.append(Line(sheet.signed_at, sheet.signed_name, Text("ký phiếu", "signed the sheet")))
    code = f"mark:{sheet.round_unit.round.name}/{sheet.round_unit.code}/{node.code}/"
    for entry_ in Entry.objects.filter(subject__in=[code + name for name in (APPRAISED, EXPLAINED)]).order_by("number"):
        points = json.loads(entry_.detail).get("points")
        first = entry_.subject.endswith(APPRAISED)
        said = Text("thẩm định lần 1", "first appraisal") if first else Text("thẩm định lần 2", "second appraisal")
        lines.append(Line(entry_.at, entry_.name, said, points))
    if layer == APPRAISED and not any(line.what.en.endswith("appraisal") for line in lines):
        lines += [
            Line(mark.at, mark.by_name, Text("thẩm định lần 1", "first appraisal"), mark.points)
            for mark in Mark.objects.filter(sheet=sheet, criterion=node.criterion, layer=APPRAISED)
        ]
    return sorted(lines, key=lambda line: line.at)


def moved(
    place: Place, sheet: Sheet, node: Node, mark: Mark | None, decided: tuple[str, int | None] | None
) -> Consequence | None:
    """What the decision moves: the unit's provisional index and its rank in its block. decided: state and points."""
    absence = place.request.round.absence
    standing = mark or layer_before(sheet, node.criterion, place.layer)
    was = Total(0, 0) if standing is None else counts(node, standing.state, standing.points, absence)
    becomes = was if decided is None else counts(node, *decided, absence)
    units = {
        found.pk: found.round_unit.block
        for found in Sheet.objects.filter(round_unit__round=place.request.round).select_related("round_unit")
    }
    all_ = {
        key: total
        for key, total in totals(place.request.round, place.request.viewer).items()
        if units[key] == sheet.round_unit.block
    }
    return consequence(all_, sheet.pk, was, becomes)


def read_points(node: Node, value: str) -> int | None:
    """The points of an entered value, None where it gives none (yet)."""
    return try_points(node.rule, value)
