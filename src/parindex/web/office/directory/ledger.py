"""The ledger as people read it: filtered, in words, and held against its chain on request."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from parindex.directory.models import Person, Unit
from parindex.grammar.clock import now
from parindex.ledger.permissions import READ
from parindex.ledger.queries import PAGE, Wanted, entries, rounds, verbs
from parindex.ledger.verify import verify
from parindex.web.office.directory.forms import query
from parindex.web.office.directory.words import verb_name, worded
from parindex.web.ui.access import page


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _context(request: Any) -> dict[str, Any]:
    field = {name: request.GET.get(name, "") for name in ("round", "unit", "verb", "person", "subject", "before")}
    wanted = Wanted(field["round"], field["unit"], field["verb"], _number(field["person"]), field["subject"])
    rows = entries(request.viewer, wanted, before=_number(field["before"]))
    older = query(request, before=str(rows[PAGE - 1].number)) if len(rows) > PAGE else ""
    return {
        "rows": [worded(entry) for entry in rows[:PAGE]],
        "older": older,
        "newest": query(request, before="") if field["before"] else "",
        "sought": field,
        "verbs": sorted(((verb, verb_name(verb)) for verb in verbs()), key=lambda pair: pair[0]),
        "rounds": rounds(),
        "units": Unit.objects.order_by("sort_key"),
        "people": Person.objects.order_by("sort_key"),
    }


@page(READ)
def register(request: Any) -> HttpResponse:
    """A page of the ledger."""
    template = "office/directory/ledger.html"
    return render(request, f"{template}#list" if request.htmx else template, _context(request))


@page(READ, "POST")
def check(request: Any) -> HttpResponse:
    """Hold the whole chain against its digests and say what was found."""
    began = time.monotonic()
    report = verify()
    found = {"report": report, "seconds": f"{time.monotonic() - began:.1f}", "at": now()}
    template = "office/directory/ledger.html"
    if request.htmx:
        return render(request, f"{template}#verdict", found)
    return render(request, template, _context(request) | found)
