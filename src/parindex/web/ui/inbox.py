"""The inbox: what waits for the viewer, and the next dates of the open rounds."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render

from parindex.directory.permissions import INBOX
from parindex.engine.problems import Text
from parindex.grammar.clock import local, now
from parindex.rounds.calendar import STAGE_NAMES
from parindex.rounds.models import Round
from parindex.web.ui.access import page
from parindex.web.ui.waiting import Desk, Task, desk, waiting

SHOWN = 5


class Coming(NamedTuple):
    """A date ahead: what opens or closes."""

    at: datetime
    what: Text
    round: Round


class Waiting(NamedTuple):
    """A task as shown. left: days until it is due, below 0 where overdue, None where it has no deadline."""

    task: Task
    left: int | None
    overdue: bool
    age: int | None


@page(INBOX)
def inbox(request: Any) -> HttpResponse:
    """What waits for the viewer, what is due first on top."""
    at = now()
    open_ = desk(request.viewer, at)
    tasks = shown(waiting(request.viewer, at, open_), at)
    context = {
        "tasks": tasks,
        "total": sum(row.task.count for row in tasks),
        "overdue": sum(row.overdue for row in tasks),
        "coming": coming(open_)[:SHOWN],
        "many_rounds": len(open_.rounds) > 1,
        "rounds": list(open_.rounds.values()),
        "at": at,
    }
    return render(request, "ui/inbox.html", context)


def shown(tasks: list[Task], at: datetime) -> list[Waiting]:
    """Tasks with how long is left and how long they have waited, in days on the wall calendar."""
    today = local(at).date()
    return [
        Waiting(
            task,
            (local(task.due).date() - today).days if task.due else None,
            task.due is not None and task.due <= at,
            (today - local(task.since).date()).days if task.since else None,
        )
        for task in tasks
    ]


def coming(open_: Desk) -> list[Coming]:
    """What opens and closes next in the open rounds."""
    found = []
    for key, dates in open_.windows.items():
        for stage, window in dates.items():
            name = STAGE_NAMES[stage]
            moments = (
                (window.opens_at, Text(f"Mở {_small(name.vi)}", f"{name.en} opens")),
                (window.closes_at, Text(f"Khóa {_small(name.vi)}", f"{name.en} closes")),
            )
            found += [Coming(when, what, open_.rounds[key]) for when, what in moments if when > open_.at]
    return sorted(found, key=lambda row: row.at)


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]
