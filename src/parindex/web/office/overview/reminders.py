"""The page that sends reminders: choose who, read each letter in both languages, send."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from parindex.appraisal.reminding import BEHIND, GROUPS, LATE, Sent, Target, send_reminders, targets
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.verdict import Invalid
from parindex.rounds.permissions import REMIND
from parindex.web.ui.access import page
from parindex.web.ui.speech import count, said


@page(REMIND, "GET", "POST")
def remind(request: Any, round: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own word
    """Show who is behind, and send to those chosen."""
    at = now()
    faults: dict[str, Text] = {}
    chosen, again = set(request.POST.getlist("to")), "again" in request.POST
    if request.method == "POST":
        try:
            sent = send_reminders(request.round, chosen, by=request.viewer, at=at, again=again)
        except Invalid as bad:
            faults = bad.faults
        else:
            messages.success(request, said(_told(sent)))
            return HttpResponseRedirect(request.path)
    found = targets(request.round, at)
    groups = [
        (
            name,
            label,
            [_row(target, at, chosen, posted=request.method == "POST") for target in found if target.group == name],
        )
        for name, label in GROUPS.items()
    ]
    context = {"groups": [group for group in groups if group[2]], "faults": faults, "again": again, "at": at}
    return render(request, "office/overview/remind.html", context, status=422 if faults else 200)


def _row(target: Target, at: Any, chosen: set[str], *, posted: bool) -> dict[str, Any]:
    today = target.reminded_on(at)
    proposed = target.group in (LATE, BEHIND) and not today and bool(target.people)
    return {"target": target, "today": today, "ticked": target.key in chosen if posted else proposed}


def _told(sent: Sent) -> Text:
    vi, en = f"Đã gửi {count(sent.letters)} thư nhắc việc.", f"Sent {sent.letters} reminders."
    if sent.skipped:
        vi += f" Bỏ qua {count(len(sent.skipped))} nơi đã được nhắc hôm nay."
        en += f" Left out {len(sent.skipped)} reminded today already."
    return Text(vi, en)
