"""The register of units: found, merged, split, renamed, closed by acts; typing errors mended with a reason."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from parindex.directory import actions
from parindex.directory.actions import NewUnit
from parindex.directory.models import Block, Succession, Unit, UnitAct
from parindex.directory.permissions import PEOPLE, UNITS_CHANGE, UNITS_READ
from parindex.directory.queries import find_units, people_of, person_names
from parindex.engine.problems import Text
from parindex.grammar.roles import may
from parindex.grammar.verdict import Invalid
from parindex.web.office.directory.forms import attempt, day_of, done, today
from parindex.web.ui.access import page

PARTS = range(1, 7)
KINDS = {
    "found": Text("Thành lập", "Founded"),
    "merge": Text("Hợp nhất", "Merged"),
    "split": Text("Chia tách", "Split"),
    "rename": Text("Đổi tên", "Renamed"),
    "close": Text("Kết thúc hoạt động", "Closed"),
}


@page(UNITS_READ)
def register(request: Any) -> HttpResponse:
    """Every unit by block: searched with or without marks, closed ones on request."""
    sought = {field: request.GET.get(field, "") for field in ("q", "block", "closed")}
    rows = list(find_units(words=sought["q"], block=sought["block"], closed=sought["closed"] == "1", today=today()))
    context = {
        "rows": rows,
        "blocks": Block.objects.all(),
        "sought": sought,
        "today": today(),
        "may_change": may(request.viewer, UNITS_CHANGE),
    }
    return render(
        request, "office/directory/units.html#list" if request.htmx else "office/directory/units.html", context
    )


@page(UNITS_READ)
def unit(request: Any, unit: str) -> HttpResponse:  # noqa: ARG001  # the door has looked it up
    """One unit: its names, acts, whom it came from and became, its people."""
    one = request.unit
    links = Succession.objects.select_related("act", "predecessor", "successor")
    acts = {act.pk: act for act in UnitAct.objects.filter(unit=one)}
    before = list(links.filter(successor=one).order_by("predecessor__sort_key"))
    after = list(links.filter(predecessor=one).order_by("successor__sort_key"))
    acts |= {link.act_id: link.act for link in (*before, *after)}
    listed = sorted(acts.values(), key=lambda act: (act.on, act.pk))
    names = person_names({act.by for act in listed})
    context = {
        "unit": one,
        "names": one.names.order_by("since", "pk"),
        "acts": [(act, KINDS[act.kind], names.get(act.by, "")) for act in listed],
        "before": before,
        "after": after,
        "people": people_of(one),
        "ended": one.until is not None and one.until < today(),
        "may_change": may(request.viewer, UNITS_CHANGE),
        "may_people": may(request.viewer, PEOPLE),
    }
    return render(request, "office/directory/unit.html", context)


def _new(request: Any, prefix: str = "") -> NewUnit:
    fields = ("code", "name_vi", "name_en", "short_vi", "block")
    return NewUnit(*(request.POST.get(f"{prefix}{field}", "").strip() for field in fields))


def _act(request: Any) -> dict[str, Any]:
    return {"on": day_of(request.POST.get("on", "")), "ground": request.POST.get("ground", "")}


def _blocks() -> dict[str, Any]:
    return {"blocks": list(Block.objects.all())}


@page(UNITS_CHANGE, "GET", "POST")
def found(request: Any) -> HttpResponse:
    """Found a unit."""

    def do() -> HttpResponse:
        one = actions.found_unit(_new(request), by=request.viewer, **_act(request))
        return done(request, f"Đã thành lập {one.name_vi}.", f"Founded: {one.name_vi}.", "unit", one.code)

    return attempt(request, "office/directory/found.html", _blocks(), do)


@page(UNITS_CHANGE, "GET", "POST")
def merge(request: Any) -> HttpResponse:
    """Merge units into a new one."""
    chosen = set(request.POST.getlist("predecessors") or request.GET.getlist("unit"))

    def do() -> HttpResponse:
        old = list(Unit.objects.filter(code__in=chosen))
        one = actions.merge_units(old, _new(request), by=request.viewer, **_act(request))
        return done(request, f"Đã hợp nhất thành {one.name_vi}.", f"Merged into {one.name_vi}.", "unit", one.code)

    open_units = Unit.objects.filter(until__isnull=True).select_related("block").order_by("block__order", "sort_key")
    context = _blocks() | {"units": list(open_units), "chosen": chosen}
    return attempt(request, "office/directory/merge.html", context, do)


@page(UNITS_CHANGE, "GET", "POST")
def split(request: Any, unit: str) -> HttpResponse:  # noqa: ARG001  # the door has looked it up
    """Split a unit into two to six new ones."""

    def do() -> HttpResponse:
        parts = {at: _new(request, f"{at}-") for at in PARTS}
        filled = {at: part for at, part in parts.items() if part.code or part.name_vi}
        try:
            actions.split_unit(request.unit, list(filled.values()), by=request.viewer, **_act(request))
        except Invalid as invalid:
            raise Invalid(_as_placed(invalid.faults, list(filled))) from None
        name = request.unit.name_vi
        return done(request, f"Đã chia tách {name}.", f"Split: {name}.", "unit", request.unit.code)

    context = _blocks() | {"unit": request.unit, "parts": PARTS}
    return attempt(request, "office/directory/split.html", context, do)


def _as_placed(faults: dict[str, Text], places: list[int]) -> dict[str, Text]:
    """Faults of the parts by their place in the form, where places in between were left empty."""
    found = {}
    for field, fault in faults.items():
        number, dash, rest = field.partition("-")
        found[f"{places[int(number) - 1]}-{rest}" if dash else field] = fault
    return found


def _values(one: Unit) -> dict[str, Any]:
    return {
        "name_vi": one.name_vi,
        "name_en": one.name_en,
        "short_vi": one.short_vi,
        "block": one.block.code,
        "since": one.since.isoformat() if one.since else "",
    }


def _names(request: Any) -> dict[str, str]:
    return {field: request.POST.get(field, "") for field in ("name_vi", "name_en", "short_vi")}


@page(UNITS_CHANGE, "GET", "POST")
def rename(request: Any, unit: str) -> HttpResponse:  # noqa: ARG001  # the door has looked it up
    """Give a unit another name from a day on."""

    def do() -> HttpResponse:
        one = actions.rename_unit(request.unit, by=request.viewer, **_names(request), **_act(request))
        return done(request, f"Đã đổi tên thành {one.name_vi}.", f"Renamed to {one.name_vi}.", "unit", one.code)

    context = {"unit": request.unit, "given": _values(request.unit)}
    return attempt(request, "office/directory/rename.html", context, do)


@page(UNITS_CHANGE, "GET", "POST")
def close(request: Any, unit: str) -> HttpResponse:  # noqa: ARG001  # the door has looked it up
    """Close a unit without a successor."""

    def do() -> HttpResponse:
        one = actions.close_unit(request.unit, by=request.viewer, **_act(request))
        return done(request, f"{one.name_vi} đã kết thúc.", f"{one.name_vi} was closed.", "unit", one.code)

    return attempt(request, "office/directory/close.html", {"unit": request.unit}, do)


@page(UNITS_CHANGE, "GET", "POST")
def correct(request: Any, unit: str) -> HttpResponse:  # noqa: ARG001  # the door has looked it up
    """Mend a typing error, with the reason."""

    def do() -> HttpResponse:
        typed = request.POST.get("since", "")
        since = day_of(typed)
        if typed.strip() and since is None:
            raise Invalid({"since": Text("Nhập ngày dạng 09/02/2018.", "Enter a day like 09/02/2018.")})
        one = actions.correct_unit(
            request.unit, by=request.viewer, reason=request.POST.get("reason", ""),
            block=request.POST.get("block", ""), since=since, **_names(request),
        )  # fmt: skip
        return done(request, f"Đã đính chính {one.name_vi}.", f"Corrected: {one.name_vi}.", "unit", one.code)

    context = _blocks() | {"unit": request.unit, "given": _values(request.unit)}
    return attempt(request, "office/directory/correct.html", context, do)


def _block_fields(request: Any) -> dict[str, Any]:
    order = request.POST.get("order", "0").strip() or "0"
    if not order.removeprefix("-").isdecimal() or len(order) > 6:
        raise Invalid({"order": Text("Nhập số thứ tự, ví dụ 1.", "Enter a number, such as 1.")})
    return {field: request.POST.get(field, "") for field in ("name_vi", "name_en")} | {"order": int(order)}


@page(UNITS_CHANGE, "GET", "POST")
def blocks(request: Any) -> HttpResponse:
    """The blocks, and a form for one more."""

    def do() -> HttpResponse:
        code = request.POST.get("code", "").strip()
        one = actions.create_block(code, by=request.viewer, **_block_fields(request))
        return done(request, f"Đã thêm khối {one.name_vi}.", f"Block added: {one.name_vi}.", "blocks")

    return attempt(request, "office/directory/blocks.html", _blocks(), do)


@page(UNITS_CHANGE, "GET", "POST")
def block(request: Any, block: str) -> HttpResponse:
    """Change a block's names or its place."""
    one = Block.objects.filter(code=block).first()
    if one is None:
        raise Http404

    def do() -> HttpResponse:
        changed = actions.change_block(one, by=request.viewer, **_block_fields(request))
        return done(request, f"Đã lưu khối {changed.name_vi}.", f"Block saved: {changed.name_vi}.", "blocks")

    given = {"name_vi": one.name_vi, "name_en": one.name_en, "order": one.order}
    return attempt(request, "office/directory/block.html", {"block": one, "given": given}, do)
