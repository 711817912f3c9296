"""The calendar: drawn for everybody, changed by the coordinator; while the round is open, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.roles import may
from parindex.grammar.verdict import Invalid
from parindex.rounds.actions import date_faults, set_calendar
from parindex.rounds.calendar import STAGE_NAMES, Window, windows
from parindex.rounds.models import APPROVED, DRAFT, OPEN, STAGES, Extension, Round, RoundUnit
from parindex.rounds.permissions import ASK_EXTENSION, CHANGE, READ
from parindex.web.office.rounds.fields import MOMENT_FAULT, moment_value, read_moment
from parindex.web.office.rounds.timeline import timeline
from parindex.web.ui.access import page
from parindex.web.ui.speech import said


class StageRow(NamedTuple):
    """A stage in the form."""

    stage: str
    name: Text
    opens: str
    closes: str
    fault: Text | None


@page(READ)
def calendar(request: Any, **_named: str) -> HttpResponse:
    """The stages of the round, drawn and listed, with the exceptions that the viewer may know of."""
    known = windows(request.round)
    granted = Extension.objects.filter(round_unit__round=request.round, state=Extension.GRANTED)
    if not may(request.viewer, CHANGE):
        granted = granted.filter(round_unit__unit__in=request.viewer.own_units)
    return render(
        request,
        "office/rounds/calendar.html",
        {
            "timeline": timeline(known.values(), now()),
            "rows": [(STAGE_NAMES[stage], known.get(stage)) for stage in STAGES],
            "exceptions": [
                (row, STAGE_NAMES[row.stage]) for row in granted.select_related("round_unit").order_by("until")
            ],
            "asking": _asking(request),
            "can_change": may(request.viewer, CHANGE) and request.round.state != APPROVED,
        },
    )


def _asking(request: Any) -> list[RoundUnit]:
    """The units for which the viewer may ask for more time; of a round that is open."""
    if request.round.state != OPEN:
        return []
    own = request.round.units.filter(unit__in=request.viewer.own_units)
    return [row for row in own if may(request.viewer, ASK_EXTENSION, unit=row.unit_id)]


@page(CHANGE, "GET", "POST")
def change(request: Any, **_named: str) -> HttpResponse:
    """The form of the dates."""
    faults: dict[str, Text] = {}
    if request.method == "POST":
        try:
            changed = _save(request)
        except Invalid as invalid:
            faults = invalid.faults
        else:
            return _saved(request, changed)
    return render(
        request,
        "office/rounds/change-calendar.html",
        {
            "rows": stage_rows(request.round, request.POST or None, faults),
            "faults": list(faults.items()),
            "reason": request.POST.get("reason", ""),
            "reason_fault": faults.get("reason"),
            "timeline": timeline(windows(request.round).values(), now()),
            "needs_reason": request.round.state == OPEN,
        },
        status=422 if faults else 200,
    )


def stage_rows(
    round_: Round,
    sent: Mapping[str, str] | None,
    faults: Mapping[str, Text],
    known: Mapping[str, Window] | None = None,
) -> list[StageRow]:
    """The form's rows: what was sent, or what stands."""
    stands = windows(round_) if known is None else known
    rows = []
    for stage in STAGES:
        window = stands.get(stage)
        opens = moment_value(window.opens_at if window else None)
        closes = moment_value(window.closes_at if window else None)
        if sent is not None:
            opens, closes = sent.get(f"{stage}_opens", opens), sent.get(f"{stage}_closes", closes)
        rows.append(StageRow(stage, STAGE_NAMES[stage], opens, closes, faults.get(stage)))
    return rows


def _save(request: Any) -> dict[str, Text]:
    dates, faults = read_dates(request.POST, request.round)
    reason = request.POST.get("reason", "")
    if faults:
        if request.round.state == OPEN and not reason.strip():
            faults["reason"] = Text("Nêu lý do đổi lịch.", "Give the reason for the change.")
        raise Invalid(faults)
    return set_calendar(request.round, dates, by=request.viewer, reason=reason)


def read_dates(sent: Mapping[str, str], round_: Round) -> tuple[dict[str, tuple[datetime, datetime]], dict[str, Text]]:
    """What was entered, by stage, and every fault; a stage left empty is left as it stands where it has no dates yet."""
    dates, faults = {}, {}
    stands = windows(round_)
    for stage in STAGES:
        opens, closes = sent.get(f"{stage}_opens", ""), sent.get(f"{stage}_closes", "")
        if not opens.strip() and not closes.strip() and stage not in stands:
            continue
        try:
            given = read_moment(opens), read_moment(closes)
        except ValueError:
            given = None, None
        if None in given:
            faults[stage] = Text(
                f"{STAGE_NAMES[stage].vi}: {MOMENT_FAULT.vi}", f"{STAGE_NAMES[stage].en}: {MOMENT_FAULT.en}"
            )
        elif stage not in stands or given != _to_the_minute(stands[stage]):
            dates[stage] = given
    return dates, faults | date_faults(dates)


def _to_the_minute(window: Window) -> tuple[datetime, datetime]:
    """As the fields show it: seconds that stand in the table are no change."""
    return (
        window.opens_at.replace(second=0, microsecond=0),
        window.closes_at.replace(second=0, microsecond=0),
    )


def _saved(request: Any, changed: Mapping[str, Text]) -> HttpResponse:
    if changed:
        names = Text(", ".join(t.vi for t in changed.values()), ", ".join(t.en for t in changed.values()))
        messages.success(request, said(Text(f"Đã lưu lịch: {names.vi}.", f"Saved: {names.en}.")))
    else:
        messages.info(request, said(Text("Lịch không có gì thay đổi.", "Nothing in the calendar was changed.")))
    if request.round.state == DRAFT:
        return HttpResponseRedirect(reverse("setup", kwargs={"round": request.round.name}) + "#calendar")
    return HttpResponseRedirect(reverse("calendar", kwargs={"round": request.round.name}))
