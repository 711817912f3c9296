"""One page of a round: who, where, how far; what waits for the viewer; who is late and who will be."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render

from parindex.appraisal.progress import Progress, progress, workdays
from parindex.directory.models import Block
from parindex.engine.problems import Text
from parindex.grammar.clock import local, now
from parindex.grammar.roles import may
from parindex.rounds.calendar import STAGE_NAMES, Window
from parindex.rounds.models import APPRAISAL_1, OPEN, Round
from parindex.rounds.permissions import CHANGE, EXTEND, PROGRESS, REMIND
from parindex.web.office.overview.matrix import ALL, FILTERS, ORDERS, Line, fits, heads, lines, ordered, per_cent
from parindex.web.office.rounds.timeline import timeline
from parindex.web.ui.access import page
from parindex.web.ui.inbox import coming, shown
from parindex.web.ui.waiting import desk, waiting

DATES = 4


@page(PROGRESS)
def overview(request: Any, round: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own word
    """The overview, with `show` as filter and `by` as order."""
    at = now()
    found = progress(request.round, at)
    wanted = request.GET.get("show", ALL)
    wanted = wanted if wanted in FILTERS else ALL
    by = request.GET.get("by", ORDERS[0])
    by = by if by in ORDERS else ORDERS[0]
    all_ = lines(found)
    open_ = desk(request.viewer, at)
    tasks = [task for task in waiting(request.viewer, at, open_) if task.round and task.round.pk == request.round.pk]
    shown_tasks = shown(tasks, at)
    context = {
        "found": found,
        "facts": facts(request.round, found),
        "heads": heads(found),
        "lines": ordered([line for line in all_ if fits(line, wanted)], by),
        "filters": _filters(all_, wanted, by),
        "wanted": wanted,
        "by": by,
        "orders": {name: f"?{urlencode({'show': wanted, 'by': name})}" for name in ORDERS},
        "share": per_cent(*_whole(all_)),
        "stage": STAGE_NAMES[found.stage],
        "first": found.stage == APPRAISAL_1,
        "timeline": timeline(found.windows.values(), at),
        "now_open": _now_open(found, at),
        "tasks": shown_tasks,
        "oldest": max((row.age for row in shown_tasks if row.age), default=0),
        "late": found.late,
        "slow": found.slow if request.round.state == OPEN else (),
        "coming": [row for row in coming(open_) if row.round.pk == request.round.pk][:DATES],
        "can": {"extend": may(request.viewer, EXTEND), "remind": may(request.viewer, REMIND),
                "change": may(request.viewer, CHANGE)},
    }  # fmt: skip
    return render(request, "office/overview/round.html", context)


def facts(round_: Round, found: Progress) -> dict[str, Any]:
    """What stands under the title. One query for the names of the blocks."""
    surveyed = sum(leaf.surveyed for leaf in found.tree.leaves)
    many = round_.units.values("block").annotate(many=Count("pk")).order_by("block")
    blocks = {row["block"]: row["many"] for row in many}
    names = {block.code: block for block in Block.objects.filter(code__in=blocks)}
    return {
        "blocks": [(many, names.get(code), code) for code, many in blocks.items()],
        "areas": len(found.tree.areas),
        "leaves": len(found.tree.leaves),
        "plain": len(found.tree.leaves) - surveyed,
        "surveyed": surveyed,
    }


def _filters(all_: list[Line], wanted: str, by: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "label": label, "many": sum(fits(line, name) for line in all_), "here": name == wanted,
         "address": f"?{urlencode({'show': name, 'by': by})}"}
        for name, label in FILTERS.items()
    ]  # fmt: skip


def _whole(all_: list[Line]) -> tuple[int, int]:
    squares = [(line.row.signed, square) for line in all_ for square in line.squares]
    return sum(s.done for signed, s in squares if signed), sum(s.total for _, s in squares)


def _now_open(found: Progress, at: Any) -> list[tuple[Text, Window, int]]:
    """The stages open now, with the working days left after today."""
    today = local(at).date()
    return [
        (STAGE_NAMES[stage], window, max(0, workdays(today, local(window.closes_at).date()) - 1))
        for stage, window in found.windows.items()
        if window.holds(at)
    ]
