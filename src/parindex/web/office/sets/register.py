"""The list of sets; making one, empty or from last year's; its titles."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, Count, IntegerField, OuterRef, Q, Subquery, Sum
from django.http import HttpResponse
from django.shortcuts import render

from parindex.criteria.actions import change_set, copy_set, create_set
from parindex.criteria.models import CriteriaSet, Criterion
from parindex.criteria.permissions import CHANGE, READ
from parindex.engine.problems import Text
from parindex.grammar.roles import may
from parindex.grammar.verdict import Conflict, Invalid
from parindex.web.office.sets.looking import CHANGED_MEANWHILE, done, find, frame, to, version_of, whole
from parindex.web.ui.access import page


@page(READ)
def sets(request: Any) -> HttpResponse:
    """Every set: year, state, how many criteria are scored, points, digest."""
    leaf = Q(children__isnull=True)
    per_set = Criterion.objects.filter(leaf, set=OuterRef("pk")).order_by().values("set")
    rows = CriteriaSet.objects.select_related("previous").annotate(
        leaves=Subquery(per_set.annotate(n=Count("pk")).values("n"), output_field=IntegerField()),
        total=Subquery(per_set.annotate(n=Sum("max_points")).values("n"), output_field=BigIntegerField()),
    )
    return render(request, "office/sets/list.html", {"sets": rows, "coordinator": bool(may(request.viewer, CHANGE))})


@page(CHANGE, "GET", "POST")
def new(request: Any) -> HttpResponse:
    """Make a set: empty, or a copy of another one."""
    known = list(CriteriaSet.objects.all())
    latest = known[0] if known else None
    sent = {
        "from": request.GET.get("from", latest.code if latest else ""),
        "year": str(latest.year + 1) if latest else "",
        "code": "", "title_vi": "", "title_en": "", "legal_basis": "",
    }  # fmt: skip
    faults: dict[str, Text] = {}
    if request.method == "POST":
        sent = {name: request.POST.get(name, "").strip() for name in sent}
        try:
            made = _make(request, sent, {row.code: row for row in known})
        except Invalid as invalid:
            faults = invalid.faults
        else:
            done(request, Text("Đã tạo bộ tiêu chí.", "The set was made."))
            return to("set-crosswalk" if made.previous_id else "set", made)
    context = {"sets": known, "sent": sent, "faults": faults, "fresh": True}
    return render(request, "office/sets/new.html", context, status=422 if faults else 200)


def _make(request: Any, sent: dict[str, str], known: dict[str, CriteriaSet]) -> CriteriaSet:
    year = whole(sent["year"])
    if source := known.get(sent["from"]):
        return copy_set(
            source, sent["code"], by=request.viewer, year=year, title_vi=sent["title_vi"], title_en=sent["title_en"]
        )
    texts = {name: sent[name] for name in ("title_vi", "title_en", "legal_basis")}
    return create_set(sent["code"], by=request.viewer, year=year, **texts)


@page(CHANGE, "GET", "POST")
def edit(request: Any, set: str) -> HttpResponse:  # noqa: A002  # the name in the address
    """Titles, year, legal basis, and the set of the year before."""
    row = find(set)
    names = ("title_vi", "title_en", "year", "legal_basis")
    sent = {name: str(getattr(row, name)) for name in names} | {"previous": row.previous.code if row.previous else ""}
    faults: dict[str, Text] = {}
    earlier = {other.code: other for other in CriteriaSet.objects.exclude(pk=row.pk)}
    if request.method == "POST":
        sent = {name: request.POST.get(name, "").strip() for name in sent}
        texts = {name: sent[name] for name in ("title_vi", "title_en", "legal_basis")}
        year, before = whole(sent["year"]), earlier.get(sent["previous"])
        try:
            change_set(row, by=request.viewer, year=year, previous=before, version=version_of(request), **texts)
        except Invalid as invalid:
            faults = invalid.faults
        except Conflict:
            row, faults = find(set), {"": CHANGED_MEANWHILE}
        else:
            done(request, Text("Đã lưu.", "Saved."))
            return to("set", row)
    context = frame(request, row, "set") | {"sent": sent, "faults": faults, "sets": earlier.values()}
    return render(request, "office/sets/edit.html", context, status=422 if faults else 200)
