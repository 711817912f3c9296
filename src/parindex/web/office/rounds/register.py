"""The list of rounds, and a new one."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from parindex.appraisal.assigning import copy_assignments
from parindex.criteria.models import CriteriaSet
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.roles import Role, may
from parindex.grammar.verdict import Invalid
from parindex.rounds.actions import create_round
from parindex.rounds.calendar import STAGE_NAMES
from parindex.rounds.copying import copy_setup, ended_since
from parindex.rounds.models import APPROVED, DRAFT, OPEN, STAGES, Round
from parindex.rounds.permissions import CHANGE, READ
from parindex.web.office.rounds.fields import Input, Option, filled, listed_faults
from parindex.web.ui.access import page
from parindex.web.ui.speech import said

STATE_NAMES = {
    DRAFT: Text("Đang thiết lập", "Being set up"),
    OPEN: Text("Đang mở", "Open"),
    APPROVED: Text("Đã phê duyệt", "Approved"),
}
NAMES = {
    "title_vi": Text("Tên kỳ đánh giá", "Title"),
    "year": Text("Năm đánh giá", "Year"),
    "name": Text("Mã kỳ", "Code"),
    "set": Text("Bộ tiêu chí", "Criteria set"),
    "previous": Text("Kỳ trước", "Round before"),
}


@page(READ)
def rounds(request: Any) -> HttpResponse:
    """Every round the viewer may know of. Three queries, however many."""
    known = Round.objects.select_related("set").annotate(many=Count("units")).prefetch_related("calendar")
    known = known.order_by("-year", "name")  # a count drops the order of the table
    if not request.viewer.has(Role.COORDINATOR):
        known = known.exclude(state=DRAFT)
    at = now()
    rows = [
        {
            "round": round_,
            "state": STATE_NAMES[round_.state],
            "stages": _stages_now(round_, at),
            "address": _first(request, round_, "setup" if round_.state == DRAFT else "round", "calendar"),
            "results": _first(request, round_, "results"),
        }
        for round_ in known
    ]
    return render(request, "office/rounds/list.html", {"rows": rows, "can_create": bool(may(request.viewer, CHANGE))})


@page(CHANGE, "GET", "POST")
def new_round(request: Any) -> HttpResponse:
    """A new round: title, year, set, and the round it takes its set-up from."""
    sent = request.POST if request.method == "POST" else {}
    faults: dict[str, Text] = {}
    if request.method == "POST":
        try:
            round_ = _create(request)
        except Invalid as invalid:
            faults = invalid.faults
        else:
            return HttpResponseRedirect(reverse("setup", kwargs={"round": round_.name}))
    sets = list(CriteriaSet.objects.filter(round__isnull=True))
    before = list(Round.objects.all())
    inputs = filled(_inputs(sets, before), sent, faults)
    return render(
        request,
        "office/rounds/new.html",
        {"inputs": inputs, "faults": listed_faults(faults, NAMES), "sets": sets, "copied": not sent or "copy" in sent},
        status=422 if faults else 200,
    )


def _create(request: Any) -> Round:
    sent = request.POST
    year = int(sent["year"]) if re.fullmatch(r"\d{4}", sent.get("year", "").strip()) else None
    previous = Round.objects.filter(name=sent.get("previous", "")).first()
    round_ = create_round(
        sent.get("name", "").strip(),
        set_=CriteriaSet.objects.filter(code=sent.get("set", "")).first(),
        year=year,
        title_vi=sent.get("title_vi", "").strip(),
        previous=previous,
        by=request.viewer,
    )
    if previous is not None and "copy" in sent:
        copy_all(request, round_, previous)
    return round_


def copy_all(request: Any, round_: Round, source: Round) -> None:
    """Take over settings, units, calendar and assignments, and say what could not come along."""
    round_ = copy_setup(round_, source, by=request.viewer)
    copy_assignments(round_, source, by=request.viewer)
    gone = [unit.name_vi for unit in ended_since(round_, source)]
    note = Text(f"Đã chép thiết lập từ kỳ {source.name}.", f"The set-up of {source.name} was copied.")
    messages.success(request, said(note))
    if gone:
        names = "; ".join(gone)
        told = Text(
            f"Không chép đơn vị đã chấm dứt hoạt động: {names}. Xin chọn đơn vị kế tục.",
            f"Units that ended were left out: {names}. Please choose their successors.",
        )
        messages.warning(request, said(told))


def _inputs(sets: list[CriteriaSet], before: list[Round]) -> list[Input]:
    return [
        Input("title_vi", NAMES["title_vi"], required=True,
              hint=Text("Như sẽ in trên báo cáo, ví dụ “Chỉ số cải cách hành chính tỉnh Lai Châu năm 2018”.",
                        "As it will stand on the report.")),
        Input("year", NAMES["year"], kind="number", required=True, hint=Text("Năm của số liệu.", "The year of the figures.")),
        Input("name", NAMES["name"], required=True,
              hint=Text("Chữ thường không dấu, chữ số, gạch nối; không đổi được về sau. Ví dụ: lai-chau-2018.",
                        "Small letters, digits, hyphens; never changes. Such as lai-chau-2018.")),
        Input("set", NAMES["set"], kind="select", required=True,
              options=(Option("", said(Text("Chọn bộ tiêu chí", "Choose a set"))),
                       *(Option(set_.code, f"{said(set_)} ({set_.code})") for set_ in sets)),
              hint=Text("Mỗi kỳ dùng một bộ riêng; bộ được khóa khi mở kỳ.",
                        "Every round has a set of its own, frozen when the round opens.")),
        Input("previous", NAMES["previous"], kind="select",
              options=(Option("", said(Text("Không so sánh với kỳ nào", "Compared with none"))),
                       *(Option(row.name, f"{row.year} – {said(row)}") for row in before))),
    ]  # fmt: skip


def _stages_now(round_: Round, at: Any) -> list[Text]:
    """The stages open at a moment; of a round that is open."""
    if round_.state != OPEN:
        return []
    there = {row.stage for row in round_.calendar.all() if row.opens_at <= at < row.closes_at}
    return [STAGE_NAMES[stage] for stage in STAGES if stage in there]


def _first(request: Any, round_: Round, *names: str) -> str:
    """The first of these pages that there is, and that is the viewer's."""
    for name in names:
        if name == "round" and not request.viewer.has(Role.COORDINATOR, Role.COUNCIL, Role.LEADER):
            continue
        if name == "results" and round_.state == DRAFT:
            continue
        try:
            return reverse(name, kwargs={"round": round_.name})
        except NoReverseMatch:
            continue
    return ""
