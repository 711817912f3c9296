"""Deadline exceptions: the coordinator's list, and the form by which a unit asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from parindex.directory.queries import person_names
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.verdict import Invalid
from parindex.rounds.calendar import STAGE_NAMES, windows
from parindex.rounds.extending import (
    EXTENDABLE,
    UNIT_STAGES,
    answer_extension,
    ask_extension,
    can_ask,
    end_extension,
    extend_many,
)
from parindex.rounds.models import OPEN, Extension
from parindex.rounds.permissions import ASK_EXTENSION, EXTEND
from parindex.web.office.rounds.fields import MOMENT_FAULT, moment_value, read_moment
from parindex.web.ui.access import page
from parindex.web.ui.speech import said

STATE_NAMES = {
    Extension.ASKED: Text("Chờ trả lời", "Waits for an answer"),
    Extension.GRANTED: Text("Đã gia hạn", "Granted"),
    Extension.REFUSED: Text("Không chấp thuận", "Refused"),
    Extension.ENDED: Text("Đã kết thúc", "Ended"),
}


@page(EXTEND, "GET", "POST")
def extensions(request: Any, **_named: str) -> HttpResponse:
    """What waits, what is granted, what was; granting to many at once."""
    faults: dict[str, Text] = {}
    if request.method == "POST":
        try:
            told = _act(request)
        except Invalid as invalid:
            faults = invalid.faults
        else:
            messages.success(request, said(told))
            return HttpResponseRedirect(reverse("extensions", kwargs={"round": request.round.name}))
    rows = _rows(Extension.objects.filter(round_unit__round=request.round).select_related("round_unit"))
    sent = request.POST if faults else request.GET
    return render(
        request,
        "office/rounds/extensions.html",
        {
            "asked": [row for row in reversed(rows) if row["extension"].state == Extension.ASKED],
            "granted": [row for row in rows if row["extension"].state == Extension.GRANTED],
            "past": [row for row in rows if row["extension"].state in {Extension.REFUSED, Extension.ENDED}],
            "units": list(request.round.units.all()), "chosen": set(sent.getlist("unit")),
            "stages": _stages(request.round, EXTENDABLE), "stage": sent.get("stage", ""),
            "until": sent.get("until", ""), "reason": sent.get("reason", ""), "answer": sent.get("answer", ""),
            "faults": faults, "on": sent.get("extension", "") if faults else "",
            "open": request.round.state == OPEN,
        },
        status=422 if faults else 200,
    )  # fmt: skip


@page(ASK_EXTENSION, "GET", "POST")
def ask(request: Any, **_named: str) -> HttpResponse:
    """The unit's own request, and what was asked before."""
    unit, faults = request.round_unit, {}
    unit.round = request.round
    if request.method == "POST":
        try:
            until, stage = _moment(request.POST.get("until", ""), request.POST), request.POST.get("stage", "")
            ask_extension(unit, stage, until=until, reason=request.POST.get("reason", ""), by=request.viewer)
        except Invalid as invalid:
            faults = invalid.faults
        else:
            messages.success(request, said(Text("Đã gửi đề nghị gia hạn.", "The request was sent.")))
            return HttpResponseRedirect(request.path)
    stages = _stages(request.round, UNIT_STAGES, windows(request.round, unit))
    sent = request.POST if faults else request.GET
    return render(
        request,
        "office/rounds/ask.html",
        {
            "unit": unit, "rows": _rows(unit.extensions.all()),
            "stages": [(*stage, can_ask(unit, stage[0])) for stage in stages],
            "possible": any(can_ask(unit, stage[0]) for stage in stages),
            "stage": sent.get("stage", ""), "until": sent.get("until", ""), "reason": sent.get("reason", ""),
            "faults": faults,
        },
        status=422 if faults else 200,
    )  # fmt: skip


def _rows(found: Any) -> list[dict[str, Any]]:
    rows = list(found)
    names = person_names({key for row in rows for key in (row.asked_by, row.answered_by, row.ended_by) if key})
    return [
        {
            "extension": row, "stage": STAGE_NAMES[row.stage], "state": STATE_NAMES[row.state],
            "asked_by": names.get(row.asked_by, ""), "answered_by": names.get(row.answered_by, ""),
            "ended_by": names.get(row.ended_by, ""), "until": moment_value(row.until),
            "over": row.state == Extension.GRANTED and row.until <= now(),
        }
        for row in rows
    ]  # fmt: skip


def _stages(round_: Any, known: tuple[str, ...], there: Any = None) -> list[tuple[str, Text, datetime]]:
    """The stages that can be extended and have dates: key, name, when they close."""
    stands = windows(round_) if there is None else there
    return [(stage, STAGE_NAMES[stage], stands[stage].closes_at) for stage in known if stage in stands]


def _act(request: Any) -> Text:
    sent, viewer = request.POST, request.viewer
    reason, do = sent.get("reason", ""), sent.get("do", "")
    if do == "grant":
        units = list(request.round.units.filter(code__in=sent.getlist("unit")))
        made = extend_many(
            request.round,
            units,
            sent.get("stage", ""),
            until=_moment(sent.get("until", ""), sent),
            reason=reason,
            by=viewer,
        )
        return Text(f"Đã gia hạn cho {len(made):02d} đơn vị.", f"{len(made)} units have more time.")
    key = sent.get("extension", "")
    rows = Extension.objects.filter(round_unit__round=request.round)
    extension = get_object_or_404(rows, pk=key if key.isdecimal() and len(key) < 19 else 0)
    if do == "end":
        end_extension(extension, reason=reason, by=viewer)
        return Text("Đã kết thúc việc gia hạn.", "The exception was ended.")
    grant = do == "yes"
    until = _moment(sent.get("until", ""), None) if grant else None
    answer_extension(extension, grant=grant, until=until, answer=sent.get("answer", ""), by=viewer)
    return Text("Đã gia hạn.", "Granted.") if grant else Text("Đã trả lời không gia hạn.", "Refused.")


def _moment(text: str, sent: Any) -> datetime | None:
    """The moment entered; what cannot be read is told, with an empty reason beside it where there is one to give."""
    try:
        return read_moment(text)
    except ValueError:
        faults = {"until": MOMENT_FAULT}
        if sent is not None and not sent.get("reason", "").strip():
            faults["reason"] = Text("Chưa nêu lý do.", "Give the reason.")
        raise Invalid(faults) from None
