"""The council's meetings and their minutes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from parindex.appraisal.council import Case as Heard
from parindex.appraisal.council import cases_of, change_meeting, record_meeting
from parindex.appraisal.models import FINAL, Meeting
from parindex.appraisal.permissions import COUNCIL_READ, MINUTES
from parindex.criteria.models import Reason
from parindex.engine.problems import Text
from parindex.grammar.clock import local
from parindex.grammar.roles import may
from parindex.grammar.verdict import Conflict, Invalid
from parindex.report.docx import render_docx
from parindex.report.papers.minutes import Case, Minutes, minutes_document
from parindex.report.pdf import render_pdf
from parindex.rounds.models import OPEN, Round
from parindex.web.office.rounds.fields import moment_value, read_moment
from parindex.web.ui.access import page
from parindex.web.ui.speech import language, said

SETTING = {
    "docx": (render_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (render_pdf, "application/pdf"),
}
WRITTEN = ("place", "chair", "secretary", "people", "notes")


@page(COUNCIL_READ, "GET", "POST")
def index(request: Any, round: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own word
    """The meetings so far, and the form for another."""
    if request.method == "POST":
        return _save(request, None)
    return _show(request, None)


@page(MINUTES, "GET", "POST")
def change(request: Any, round: str, meeting: int) -> HttpResponse:  # noqa: A002, ARG001  # the address's own words
    """Mend what was recorded of a meeting."""
    found = _find(request, meeting)
    if request.method == "POST":
        return _save(request, found)
    return _show(request, found)


@page(COUNCIL_READ)
def minutes(request: Any, round: str, meeting: int, kind: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own words
    """The minutes for download; kind: "docx" or "pdf"."""
    if kind not in SETTING:
        raise Http404
    found = _find(request, meeting)
    written, media = SETTING[kind]
    paper = minutes_document(minutes_of(found, language()), language())
    name = f"bien-ban-hoi-dong-{request.round.name}-{local(found.held_at):%Y%m%d}.{kind}"
    return HttpResponse(
        written(paper), content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _find(request: Any, key: int) -> Meeting:
    found = Meeting.objects.select_related("round__set").filter(round=request.round, pk=key).first()
    if found is None:
        raise Http404
    return found


def minutes_of(meeting: Meeting, spoken: str) -> Minutes:
    """What the minutes of a meeting say."""
    round_: Round = meeting.round
    reasons = {row.code: Text(row.name_vi, row.name_en) for row in Reason.objects.filter(set=round_.set_id)}
    return Minutes(
        round_title=Text(round_.title_vi, round_.title_en),
        year=round_.year,
        authority=Text(round_.authority_vi, round_.authority_en).said(spoken),
        superior=Text(round_.authority_vi, round_.authority_en).said(spoken),
        place=Text(round_.place_vi, round_.place_en),
        venue=meeting.place,
        held=local(meeting.held_at),
        chair=meeting.chair,
        secretary=meeting.secretary,
        people=tuple(meeting.people.splitlines()),
        cases=tuple(_line(case, reasons, spoken) for case in cases_of(meeting)),
        notes=meeting.notes,
        caveat=Text(round_.notice_vi, round_.notice_en),
    )


def _line(case: Heard, reasons: dict[str, Text], spoken: str) -> Case:
    unit, final = case.sheet.round_unit, case.layers.get(FINAL)
    why = ""
    if final is not None:
        name = reasons[final.reason].said(spoken) if final.reason in reasons else ""
        why = ": ".join(part for part in (name, final.sentence) if part)
    return Case(
        Text(unit.name_vi, unit.name_en), case.node.code, case.node.name, case.node.maximum,
        case.claimed, case.appraised, case.explained, case.final, why,
    )  # fmt: skip


def _save(request: Any, meeting: Meeting | None) -> HttpResponse:
    given: dict[str, Any] = {name: request.POST.get(name, "") for name in WRITTEN}
    typed = request.POST.get("held_at", "")
    try:
        held_at = read_moment(typed)
    except ValueError:
        held_at = None
    try:
        if meeting is None:
            record_meeting(request.round, by=request.viewer, held_at=held_at, **given)
        else:
            change_meeting(meeting, by=request.viewer, seen=_seen(request), held_at=held_at, **given)
    except Invalid as bad:
        return _show(request, meeting, given | {"held_at": typed}, faults=bad.faults, status=422)
    except Conflict:
        return _show(request, meeting, given | {"held_at": typed}, clashed=True, status=409)
    messages.success(request, said(Text("Đã lưu cuộc họp.", "The meeting was saved.")))
    return HttpResponseRedirect(reverse("council-meetings", args=[request.round.name]))


def _seen(request: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(request.POST.get("seen", ""))
    except ValueError:
        return None


def _show(
    request: Any, meeting: Meeting | None, given: dict[str, Any] | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    if given is None:
        given = {name: getattr(meeting, name) if meeting else "" for name in WRITTEN}
        given["held_at"] = moment_value(meeting.held_at) if meeting else ""
    round_ = request.round
    context = {
        "round": round_, "meetings": round_.meetings.all(), "meeting": meeting, "given": given, "section": "meetings",
        "may_write": bool(may(request.viewer, MINUTES)) and round_.state == OPEN,
        "seen": meeting.at.isoformat() if meeting else "", **more,
    }  # fmt: skip
    return render(request, "office/council/meetings.html", context, status=status)
