"""What the forms of the registers have in common: days as typed, fields kept when something is wrong, pages of a list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from parindex.engine.problems import Text
from parindex.grammar.clock import local, now
from parindex.grammar.verdict import Invalid
from parindex.web.ui.speech import said


def today() -> date:
    """The day as the wall calendar has it."""
    return local(now()).date()


def day_of(text: str) -> date | None:
    """A day as a date field sends it (2018-02-09), or as one types it (09/02/2018); None where it is none."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return None


def done(request: Any, vi: str, en: str, address: str, *args: Any) -> HttpResponseRedirect:
    """Say what was done and go on to a page."""
    messages.success(request, said(Text(vi, en)))
    return redirect(address, *args)


def attempt(request: Any, template: str, context: dict[str, Any], do: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer a form: on GET the page; on POST do it, or the page again with every fault and what was typed."""
    faults: dict[str, Text] = {}
    if request.method == "POST":
        try:
            return do()
        except Invalid as invalid:
            faults = invalid.faults
    given = request.POST if request.method == "POST" else context.get("given", {})
    return render(request, template, context | {"faults": faults, "given": given}, status=422 if faults else 200)


def page_of(rows: Any, asked: str, size: int) -> Page:
    """A page of a list; the last one where the number is too high."""
    return Paginator(rows, size).get_page(asked)


def query(request: Any, **but: str) -> str:
    """The present filters as a query, with some of them replaced; empty ones left out."""
    wanted = request.GET.copy()
    for field, value in but.items():
        wanted[field] = value
    for field in [field for field, value in wanted.items() if not value]:
        del wanted[field]
    return f"?{wanted.urlencode()}"
