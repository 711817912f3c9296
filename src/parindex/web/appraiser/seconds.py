"""Blind second scores: what is asked of the viewer, the page to give one, and the coordinator's page to ask for them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from parindex.appraisal.deciding import SENTENCE
from parindex.appraisal.models import APPRAISED, Mark, SecondScore
from parindex.appraisal.permissions import SECOND_ASK, SECOND_GIVE
from parindex.appraisal.seconds import ask_second, can_give, give_second, of_viewer, sample
from parindex.criteria.outline import outline
from parindex.directory.models import Person
from parindex.engine.problems import Text
from parindex.evidence.models import Link
from parindex.grammar.roles import Role
from parindex.grammar.verdict import Invalid
from parindex.selfscore.models import Claim
from parindex.web.appraiser.documents import document_context
from parindex.web.ui.access import page, viewer_of
from parindex.web.ui.entry import entry, written
from parindex.web.ui.speech import said


@page(SECOND_GIVE)
def seconds(request: Any, round: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own word
    """What is asked of the viewer; of those given, both scores."""
    found = of_viewer(request.viewer, request.round)
    given = [row for row in found if row.given_at]
    firsts = {
        (mark.sheet_id, mark.criterion_id): mark
        for mark in Mark.objects.filter(layer=APPRAISED, sheet__in={row.sheet_id for row in given})
    }
    context = {
        "owed": [row for row in found if not row.given_at],
        "given": [(row, firsts.get((row.sheet_id, row.criterion_id))) for row in given],
    }
    return render(request, "appraiser/seconds.html", context)


@page(SECOND_GIVE, "GET", "POST")
def second(request: Any, round: str, key: int) -> HttpResponse:  # noqa: A002, ARG001  # the address's own words
    """One blind second score: what the unit claims and its evidence, and nothing else."""
    rows = SecondScore.objects.select_related("sheet__round_unit__round__set", "criterion")
    found = rows.filter(pk=key, person=request.viewer.id, sheet__round_unit__round=request.round).first()
    if found is None:
        raise Http404
    node = outline(request.round.set).by_key[found.criterion_id]
    faults: dict[str, Text] = {}
    value, sentence = found.value, found.sentence
    if request.method == "POST" and node.rule is not None:
        value, sentence = written(node.rule, request.POST), request.POST.get("sentence", "")
        try:
            give_second(found, by=request.viewer, value=value, sentence=sentence)
        except Invalid as bad:
            faults = bad.faults
        else:
            messages.success(request, said(Text("Đã lưu điểm chấm lại.", "Your second score is saved.")))
            return HttpResponseRedirect(reverse("seconds", kwargs={"round": request.round.name}))
    unit = found.sheet.round_unit
    links = list(
        Link.objects.filter(round_unit=unit, criterion=found.criterion_id, removed_at__isnull=True).select_related(
            "version__document"
        )
    )
    context = {
        "second": found,
        "node": node,
        "unit": unit,
        "claim": Claim.objects.filter(sheet=found.sheet_id, criterion=found.criterion_id).first(),
        "links": links,
        "entry": entry(node.rule, value) if node.rule else None,
        "sentence": sentence,
        "longest": SENTENCE,
        "faults": faults,
        "verdict": can_give(request.viewer, found),
        **document_context(request, links),
    }
    return render(request, "appraiser/second.html", context, status=422 if faults else 200)


@page(SECOND_ASK, "GET", "POST")
def ask(request: Any, round: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own word
    """Draw a sample of marked leaves and ask people for second scores."""
    nodes = outline(request.round.set)
    people = list(
        Person.objects.filter(holdings__role=Role.APPRAISER, holdings__ended_at__isnull=True, is_active=True).distinct()
    )
    faults: dict[str, Text] = {}
    if request.method == "POST":
        faults = _asked(request, nodes.by_code, people)
        if not faults:
            return HttpResponseRedirect(request.path)
    rows = SecondScore.objects.filter(sheet__round_unit__round=request.round)
    standing = list(rows.select_related("sheet__round_unit", "criterion", "person").order_by("-asked_at", "pk"))
    firsts = {
        (mark.sheet_id, mark.criterion_id): mark
        for mark in Mark.objects.filter(layer=APPRAISED, sheet__in={row.sheet_id for row in standing})
    }
    context = {
        "areas": nodes.areas,
        "people": people,
        "faults": faults,
        "form": request.POST,
        "standing": [(row, firsts.get((row.sheet_id, row.criterion_id))) for row in standing],
    }
    return render(request, "appraiser/seconds_ask.html", context, status=422 if faults else 200)


def _asked(request: Any, nodes: Any, people: list[Person]) -> dict[str, Text]:
    form, faults = request.POST, {}
    share, seed, area = form.get("share", ""), form.get("seed", ""), form.get("area", "")
    chosen = [viewer_of(person) for person in people if str(person.pk) in form.getlist("people")]
    if not share.isdigit() or not 1 <= int(share) <= 100:
        faults["share"] = Text("Nhập tỷ lệ từ 1 đến 100.", "Enter a share from 1 to 100.")
    if not seed.isdigit():
        faults["seed"] = Text(
            "Nhập số gieo là số nguyên, ví dụ 2018.", "Enter a whole number as the seed, such as 2018."
        )
    if area not in nodes:
        faults["area"] = Text("Chọn lĩnh vực.", "Choose an area.")
    if not chosen:
        faults["people"] = Text("Chọn ít nhất một người chấm lại.", "Choose at least one person.")
    if faults:
        return faults
    leaves = sample(request.round, area, Fraction(int(share), 100), int(seed))
    if not leaves:
        return {"area": Text("Lĩnh vực này chưa có ô nào được thẩm định.", "No leaf of this area has been marked yet.")}
    try:
        done = ask_second(leaves, chosen, by=request.viewer, seed=int(seed))
    except Invalid as bad:
        return bad.faults
    messages.success(request, said(Text(f"Đã giao chấm lại {len(done)} ô.", f"{len(done)} second scores asked for.")))
    return {}
