"""Who appraises what: a matrix of areas x units, a form for many at once, and a proposal to confirm."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from parindex.appraisal.assigning import (
    Cell,
    Outcome,
    assign,
    assign_cells,
    changeable,
    suggest_assignments,
    unassign,
)
from parindex.appraisal.assigning import (
    appraisers as everybody,
)
from parindex.appraisal.permissions import ASSIGN
from parindex.criteria.outline import Outline, outline
from parindex.directory.models import Person
from parindex.engine.problems import Text
from parindex.grammar.verdict import Invalid
from parindex.rounds.models import Round, RoundUnit
from parindex.rounds.readiness import uncovered
from parindex.web.ui.access import page
from parindex.web.ui.speech import count, said


class Place(NamedTuple):
    """A cell of the matrix. people: names and whether each is only proposed; crossed: the unit is the area's own lead."""

    area: str
    name: Text
    people: list[tuple[str, bool]]
    crossed: bool
    empty: bool


@page(ASSIGN, "GET", "POST")
def appraisers(request: Any, **_named: str) -> HttpResponse:
    """The matrix; assigning and taking away in bulk; ?suggest=1 shows a proposal."""
    faults: dict[str, Text] = {}
    if request.method == "POST":
        try:
            _act(request)
        except Invalid as invalid:
            faults = invalid.faults
        else:
            return HttpResponseRedirect(reverse("appraisers", kwargs={"round": request.round.name}))
    round_ = request.round
    tree, units = outline(round_.set), list(round_.units.all())
    proposed = suggest_assignments(round_) if "suggest" in request.GET and not faults else []
    empty = set(uncovered(round_, tree, units))
    sent = request.POST if faults else request.GET
    chosen = {name: set(sent.getlist(name)) for name in ("person", "area", "unit")}
    return render(
        request,
        "office/rounds/appraisers.html",
        {
            "areas": tree.areas, "units": units, "people": everybody(),
            "matrix": _matrix(tree, units, _assigned(round_), proposed, empty),
            "loads": _loads(round_, proposed),
            "proposed": proposed, "asked": "suggest" in request.GET and not faults,
            "unmet": len(empty) - len(proposed),
            "empty": len(empty), "cells": len(tree.areas) * len(units),
            "faults": faults, "chosen": chosen, "verdict": changeable(round_),
        },
        status=422 if faults else 200,
    )  # fmt: skip


def _assigned(round_: Round) -> dict[tuple[int, int], list[Person]]:
    found: dict[tuple[int, int], list[Person]] = {}
    for row in round_.assignments.select_related("person").order_by("person__sort_key"):
        found.setdefault((row.area_id, row.round_unit_id), []).append(row.person)
    return found


def _matrix(
    tree: Outline,
    units: list[RoundUnit],
    assigned: dict[tuple[int, int], list[Person]],
    proposed: Iterable[Cell],
    empty: set[tuple[str, str]],
) -> list[tuple[RoundUnit, list[Place]]]:
    wanted: dict[tuple[int, int], list[Person]] = {}
    for cell in proposed:
        wanted.setdefault((cell.area.pk, cell.round_unit.pk), []).append(cell.person)
    rows = []
    for unit in units:
        places = []
        for area in tree.areas:
            key = (area.criterion.pk, unit.pk)
            people = [(person.name, False) for person in assigned.get(key, ())]
            people += [(person.name, True) for person in wanted.get(key, ())]
            crossed = area.criterion.lead_unit == unit.code
            places.append(Place(area.code, area.name, people, crossed, (area.code, unit.code) in empty))
        rows.append((unit, places))
    return rows


def _loads(round_: Round, proposed: Iterable[Cell]) -> list[tuple[Person, int, int]]:
    """By person: how many cells, and how many more are proposed."""
    now: dict[int, int] = {}
    for key in round_.assignments.values_list("person", flat=True):
        now[key] = now.get(key, 0) + 1
    more: dict[int, int] = {}
    for cell in proposed:
        more[cell.person.pk] = more.get(cell.person.pk, 0) + 1
    return [(person, now.get(person.pk, 0), more.get(person.pk, 0)) for person in everybody()]


def _act(request: Any) -> None:
    round_, viewer, sent = request.round, request.viewer, request.POST
    if sent.get("do") == "confirm":
        _tell(request, assign_cells(round_, _confirmed(round_, sent.getlist("cell")), by=viewer))
        return
    tree = outline(round_.set)
    areas = [area.criterion for area in tree.areas if area.code in set(sent.getlist("area"))]
    units = list(round_.units.filter(code__in=sent.getlist("unit")))
    keys = [key for key in sent.getlist("person") if key.isdecimal() and len(key) < 19]
    people = list(Person.objects.filter(pk__in=keys))
    if sent.get("do") == "unassign":
        many = len(unassign(round_, people, areas, units, by=viewer).done)
        messages.success(request, said(Text(f"Đã bỏ {count(many)} phân công.", f"{many} assignments taken away.")))
        return
    _tell(request, assign(round_, people, areas, units, by=viewer))


def _confirmed(round_: Round, sent: list[str]) -> list[Cell]:
    """The proposed cells as the coordinator confirmed them: "person area unit" each; what is not of the round is dropped."""
    areas = {area.code: area.criterion for area in outline(round_.set).areas}
    units = {row.code: row for row in round_.units.all()}
    people = {str(person.pk): person for person in everybody()}
    found = []
    for text in sent:
        person, _, rest = text.partition(" ")
        area, _, unit = rest.partition(" ")
        if person in people and area in areas and unit in units:
            found.append(Cell(people[person], areas[area], units[unit]))
    if not found:
        raise Invalid({"cell": Text("Không có phân công nào để ghi.", "There is nothing to assign.")})
    return found


def _tell(request: Any, outcome: Outcome) -> None:
    many, stood = len(outcome.done), len(outcome.already)
    words = Text(f"Đã giao {count(many)} ô lĩnh vực × đơn vị.", f"{many} cells of area × unit assigned.")
    if stood:
        words = Text(f"{words.vi} {count(stood)} ô đã giao từ trước.", f"{words.en} {stood} stood already.")
    (messages.success if many else messages.info)(request, said(words))
    if outcome.refused:
        why = list(dict.fromkeys(cell.why for cell in outcome.refused))
        messages.warning(request, "Không giao: " + " ".join(w.vi for w in why) if said(Text("v", "e")) == "v"
                         else "Not assigned: " + " ".join(w.en for w in why))  # fmt: skip
