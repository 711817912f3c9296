"""One page that leads through a round's set-up: each step with its form, and what is still missing for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from parindex.criteria.models import CriteriaSet
from parindex.criteria.outline import outline
from parindex.directory.models import Block, Unit
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.verdict import Invalid
from parindex.rounds.actions import change_round, draft_only, set_units
from parindex.rounds.calendar import windows
from parindex.rounds.leading import set_leads
from parindex.rounds.models import DRAFT, Round
from parindex.rounds.permissions import CHANGE
from parindex.rounds.readiness import grave, missing, uncovered
from parindex.selfscore.opening import open_round_with_sheets
from parindex.web.office.rounds import bands as band_form
from parindex.web.office.rounds.dates import stage_rows
from parindex.web.office.rounds.fields import Input, Option, filled
from parindex.web.office.rounds.register import NAMES, copy_all
from parindex.web.office.rounds.timeline import timeline
from parindex.web.ui.access import page
from parindex.web.ui.speech import said

STEPS: Mapping[str, Text] = {
    "about": Text("Thông tin chung", "About the round"),
    "set": Text("Bộ tiêu chí", "Criteria set"),
    "units": Text("Khối và đơn vị", "Blocks and units"),
    "calendar": Text("Lịch các giai đoạn", "Calendar of stages"),
    "leads": Text("Cơ quan chủ trì", "Lead departments"),
    "appraisers": Text("Người thẩm định", "Appraisers"),
    "bands": Text("Xếp loại và điểm thưởng, phạt", "Bands, bonus and penalty"),
}
ABOUT = ("title_vi", "title_en", "authority_vi", "authority_en", "place_vi", "place_en", "notice_vi", "notice_en")


@page(CHANGE, "GET", "POST")
def setup(request: Any, **_named: str) -> HttpResponse:
    """Show the steps; save the one that was sent, or open the round."""
    step, faults = "", {}
    if request.method == "POST":
        step = request.POST.get("step", "")
        save = SAVES.get(step)
        if save is None:
            return HttpResponseBadRequest()
        try:
            told = save(request)
        except Invalid as invalid:
            faults = invalid.faults
        else:
            messages.success(request, said(told))
            here = reverse("setup", kwargs={"round": request.round.name})
            return HttpResponseRedirect(here if step in {"open", "copy"} else f"{here}#{step}")
    context = _context(request, step, faults)
    return render(request, "office/rounds/setup.html", context, status=422 if faults else 200)


def _context(request: Any, step: str, faults: dict[str, Text]) -> dict[str, Any]:
    round_ = Round.objects.select_related("set", "previous").get(pk=request.round.pk)
    tree, members = outline(round_.set), list(round_.units.select_related("unit"))
    lacks = missing(round_) if round_.state == DRAFT else []
    known = windows(round_)
    empty = uncovered(round_, tree, members) if members else []
    sent = request.POST if faults else {}
    by_step = {key: [lack for lack in lacks if lack.step == key] for key in STEPS}
    return {
        "setup_round": round_,
        "locked": draft_only(round_),
        "steps": [(key, name, by_step[key], bool(grave(by_step[key]))) for key, name in STEPS.items()],
        "lacks": lacks,
        "ready": not grave(lacks),
        "tried": step,
        "faults": [] if step == "open" else list(faults.items()),
        "faulty": faults,
        "about": filled(_about(), _values(round_) | (dict(sent.items()) if step == "about" else {}), faults),
        "choices": _set_choices(round_),
        "earlier": list(Round.objects.filter(year__lt=round_.year).exclude(pk=round_.pk)),
        "leaves": len(tree.leaves), "surveyed": sum(node.surveyed for node in tree.leaves), "areas": tree.areas,
        "maximum": tree.maximum(),
        "blocks": _blocks(members, sent if step == "units" else None),
        "block_names": list(Block.objects.all()),
        "members": members,
        "stage_rows": stage_rows(round_, None, {}, known),
        "timeline": timeline(known.values(), now()),
        "leads": [(area, area.criterion.lead_unit, _name_of(area.criterion.lead_unit, members)) for area in tree.areas],
        "covered": len(tree.areas) * len(members) - len(empty), "cells": len(tree.areas) * len(members),
        "bands": band_form.tables(round_, members, sent if step == "bands" else None),
        "caps": band_form.caps(round_, sent if step == "bands" else None, faults),
        "absence": band_form.absence(round_, sent if step == "bands" else None),
    }  # fmt: skip


def _about() -> list[Input]:
    english = Text("tiếng Anh", "English")
    rows = [
        ("title", NAMES["title_vi"], "text"),
        ("authority", Text("Cơ quan đánh giá", "Authority"), "text"),
        ("place", Text("Địa danh", "Place"), "text"),
        ("notice", Text("Lưu ý phải in kèm số liệu", "Notice beside the figures"), "area"),
    ]
    return [
        field
        for name, label, kind in rows
        for field in (
            Input(f"{name}_vi", label, kind=kind, required=name == "title"),
            Input(f"{name}_en", Text(f"{label.vi} ({english.vi})", f"{label.en} ({english.en})"), kind=kind),
        )
    ]


def _name_of(code: str, members: list[Any]) -> str:
    """A unit's name by its code; the code itself where the round has no such unit."""
    return next((said(row) for row in members if row.code == code), code)


def _values(round_: Round) -> dict[str, Any]:
    return {name: getattr(round_, name) for name in ABOUT}


def _set_choices(round_: Round) -> list[Option]:
    rows = CriteriaSet.objects.filter(round__isnull=True) | CriteriaSet.objects.filter(pk=round_.set_id)
    return [Option(row.code, f"{said(row)} ({row.code})") for row in rows.distinct()]


def _blocks(members: list[Any], sent: Any) -> list[dict[str, Any]]:
    """Every unit by its block, chosen ones first and in their order; ended ones only where they are chosen."""
    chosen = {row.unit_id: (row.order, row.block) for row in members}
    marked = set(sent.getlist("unit")) if sent is not None else None
    groups: dict[int, dict[str, Any]] = {}
    for unit in Unit.objects.select_related("block").order_by("block__order", "block__code", "sort_key"):
        order, block = chosen.get(unit.pk, (None, unit.block.code))
        if unit.until is not None and order is None:
            continue
        group = groups.setdefault(unit.block_id, {"block": unit.block, "rows": []})
        group["rows"].append({
            "unit": unit,
            "in": unit.code in marked if marked is not None else order is not None,
            "order": sent.get(f"order_{unit.code}", "") if sent is not None else "" if order is None else order + 1,
            "block": sent.get(f"block_{unit.code}", block) if sent is not None else block,
            "place": 10**6 if order is None else order,
        })  # fmt: skip
    for group in groups.values():
        group["rows"].sort(key=lambda row: row["place"])
        group["many"] = sum(row["in"] for row in group["rows"])
    return list(groups.values())


def _save_about(request: Any) -> Text:
    change_round(request.round, by=request.viewer, **{name: request.POST.get(name, "").strip() for name in ABOUT})
    return Text("Đã lưu thông tin chung.", "Saved.")


def _save_set(request: Any) -> Text:
    set_ = CriteriaSet.objects.filter(code=request.POST.get("set", "")).first()
    name = request.POST.get("previous", "")
    previous = Round.objects.filter(name=name).first() if name else None
    change_round(request.round, by=request.viewer, set_=set_, previous=previous)
    return Text("Đã lưu bộ tiêu chí và kỳ trước.", "Set and round before saved.")


def _save_units(request: Any) -> Text:
    sent = request.POST
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=sent.getlist("unit")).select_related("block")}
    blocks = set(Block.objects.values_list("code", flat=True))

    def place(code: str) -> tuple[int, str]:
        order = sent.get(f"order_{code}", "").strip()
        return int(order) if order.isdecimal() and len(order) < 6 else 10**6, units[code].sort_key

    chosen = []
    for code in sorted(units, key=place):
        block = sent.get(f"block_{code}", "")
        chosen.append((units[code], block if block in blocks else units[code].block.code))
    many = len(set_units(request.round, chosen, by=request.viewer))
    return Text(f"Đã lưu {many:02d} đơn vị.", f"{many} units saved.")


def _save_leads(request: Any) -> Text:
    codes = [area.code for area in outline(request.round.set).areas]
    set_leads(request.round, {code: request.POST.get(f"lead_{code}", "") for code in codes}, by=request.viewer)
    return Text("Đã lưu cơ quan chủ trì.", "Lead departments saved.")


def _save_bands(request: Any) -> Text:
    change_round(request.round, by=request.viewer, **band_form.read(request.POST, request.round))
    return Text("Đã lưu xếp loại, mức trần và cách tính ô trống.", "Bands, caps and absences saved.")


def _copy(request: Any) -> Text:
    source = Round.objects.filter(name=request.POST.get("source", ""), year__lt=request.round.year).first()
    if source is None:
        raise Invalid({"source": Text("Chọn kỳ để chép.", "Choose a round to copy from.")})
    copy_all(request, request.round, source)
    return Text("Xin kiểm tra lại từng bước bên dưới.", "Please check every step below.")


def _open(request: Any) -> Text:
    round_ = open_round_with_sheets(request.round, by=request.viewer)
    many = round_.units.count()
    return Text(
        f"Đã mở kỳ đánh giá; {many:02d} đơn vị có phiếu tự chấm, bộ tiêu chí đã khóa.",
        f"The round is open; {many} units have their sheets, the set is frozen.",
    )


SAVES: Mapping[str, Callable[[Any], Text]] = {
    "about": _save_about,
    "set": _save_set,
    "units": _save_units,
    "leads": _save_leads,
    "bands": _save_bands,
    "copy": _copy,
    "open": _open,
}
