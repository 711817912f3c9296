"""What the sheet's pages read before they answer: the gates, the sheet as values, the year before."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from parindex.appraisal.models import Mark
from parindex.appraisal.standing import standings
from parindex.appraisal.threads import returned_leaves
from parindex.criteria.models import CrosswalkRow, Reason
from parindex.criteria.outline import outline
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.roles import Role
from parindex.grammar.verdict import NOTHING, Verdict
from parindex.rounds.calendar import Window, windows
from parindex.rounds.models import SELF, RoundUnit
from parindex.selfscore import permissions
from parindex.selfscore.models import SIGNED, Sheet
from parindex.selfscore.sheetview import LastYear, SheetView, sheet_view
from parindex.web.ui.access import is_assigned


def sheet_of(request: Any) -> Sheet:
    """The sheet the address names, with its unit and round, where the viewer may read it. Raises Refused."""
    unit: RoundUnit = request.round_unit
    unit.round = request.round
    sheet: Sheet = unit.sheet
    sheet.round_unit = unit
    assigned = request.viewer.has(Role.APPRAISER) and is_assigned(request.viewer, unit, request.criterion)
    permissions.can_read(request.viewer, sheet, assigned=assigned).require()
    return sheet


def has_marks(sheet: Sheet) -> bool:
    """Whether anything of the sheet was appraised."""
    return Mark.objects.filter(sheet=sheet).exists()


def given_back(sheet: Sheet, at: datetime) -> frozenset[int]:
    """Keys of the leaves that can be changed though the sheet is signed."""
    return returned_leaves(sheet, at) if sheet.state == SIGNED else frozenset()


class Steps(NamedTuple):
    """What can be done with the whole sheet: verdicts, None where it is not the viewer's business at all."""

    submit: Verdict | None
    return_: Verdict | None
    sign: Verdict | None
    take_back: Verdict | None
    reopen: Verdict | None


def steps_of(request: Any, view: SheetView, at: datetime) -> Steps:
    """The buttons beneath the preview, each with its reason."""
    viewer, sheet = request.viewer, view.sheet
    unit = sheet.round_unit.unit_id
    officer, head = unit in viewer.units(Role.OFFICER), unit in viewer.units(Role.HEAD)
    signed = sheet.state == SIGNED
    counts = {"missing": view.missing, "unexplained": view.risks}
    marked = signed and has_marks(sheet)
    return Steps(
        permissions.can_submit(viewer, sheet, at, **counts) if officer and not signed else None,
        permissions.can_return(viewer, sheet, at) if head and sheet.state == "submitted" else None,
        permissions.can_sign(viewer, sheet, at, **counts) if head and not signed else None,
        permissions.can_take_back(viewer, sheet, at, appraised=marked) if head and signed else None,
        permissions.can_reopen(viewer, sheet, at, appraised=marked)
        if viewer.has(Role.COORDINATOR) and signed
        else None,
    )


def frame(request: Any, sheet: Sheet, at: datetime | None = None) -> dict[str, Any]:
    """What every page of a sheet shows."""
    at = at or now()
    returned = given_back(sheet, at)
    view = sheet_view(sheet, last=last_year(sheet.round_unit), returned=returned)
    window = windows(sheet.round_unit.round, sheet.round_unit).get(SELF)
    return {
        "sheet": sheet,
        "unit": sheet.round_unit,
        "view": view,
        "at": at,
        "returned": returned,
        "window": window,
        "left": days_left(window, at),
        "steps": steps_of(request, view, at),
        "state_name": permissions.NAMES[sheet.state],
    }


def days_left(window: Window | None, at: datetime) -> Text:
    """How long the stage is still open, in words; empty where it is not."""
    if window is None or not window.holds(at):
        return NOTHING
    left = window.closes_at - at
    if left.days:
        return Text(f"Còn {left.days} ngày", f"{left.days} days left")
    hours, minutes = divmod(left.seconds // 60, 60)
    return Text(f"Còn {hours} giờ {minutes} phút", f"{hours} h {minutes} min left")


def last_year(unit: RoundUnit) -> dict[str, LastYear]:
    """The round before, by the code of today's leaf; nothing where there was none. Seven queries at most."""
    before = unit.round.previous
    if before is None:
        return {}
    then = RoundUnit.objects.select_related("sheet").filter(round=before, unit=unit.unit_id).first()
    if then is None or not hasattr(then, "sheet"):
        return {}
    nodes = outline(before.set).by_code
    stood = standings([then.sheet])
    reasons = {row.code: Text(row.name_vi, row.name_en) for row in Reason.objects.filter(set=before.set_id)}
    found: dict[str, LastYear] = {}
    for row in CrosswalkRow.objects.filter(set=unit.round.set_id).exclude(criterion="").exclude(previous=""):
        node = nodes.get(row.previous)
        if node is None or not node.leaf or row.criterion in found:
            continue
        standing = stood.get((then.sheet.pk, node.criterion.pk))
        claim = standing.claim if standing else None
        mark = standing.marks.get("appraised") if standing else None
        finding = next(iter(standing.reasons), None) if standing else None
        found[row.criterion] = LastYear(
            before.year, row.previous, row.relation, node.maximum,
            claim.points if claim else None,
            mark.points if mark else None,
            standing.latest.points if standing and standing.latest else None,
            reasons.get(finding.reason, Text(finding.reason, finding.reason)) if finding else NOTHING,
            finding.sentence if finding else "",
        )  # fmt: skip
    return found
