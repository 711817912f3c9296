"""The results of a round: the ranking of a stored run, its facts, and the steps that make and approve one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from parindex.engine.problems import CannotRead, Text
from parindex.grammar.clock import now
from parindex.grammar.roles import may
from parindex.package.files.csv_writing import files
from parindex.package.files.writing import zipped
from parindex.results.actions import approvable, approve_run, compute_run
from parindex.results.gathering import gather
from parindex.results.models import Run
from parindex.results.permissions import APPROVE, COMPUTE, EXPORT, READ, can_compute
from parindex.web.office.results.showing import WATCHERS, rankings, shown_run
from parindex.web.ui.access import page
from parindex.web.ui.speech import said


@page(READ)
def results(request: Any, round: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own word
    """The approved run; before there is one, the latest, for those who watch the round; `run` names another."""
    number = request.GET.get("run", "")
    run = shown_run(request.round, request.viewer, number)
    if run is None and number and request.viewer.has(*WATCHERS):
        raise Http404
    watches = request.viewer.has(*WATCHERS)
    earlier = (
        Run.objects.filter(round=request.round).only("number", "at", "engine_version", "errors", "approved_at", "round")
        if watches
        else ()
    )
    can = {
        "compute": may(request.viewer, COMPUTE) and can_compute(request.round),
        "approve": run is not None and may(request.viewer, APPROVE) and run.approved_at is None,
        "export": may(request.viewer, EXPORT),
    }
    context = {
        "run": run,
        "rankings": rankings(run, request.round, request.viewer) if run else [],
        "runs": list(earlier),
        "can": can,
        "approvable": approvable(run, request.round, now()) if run and can["approve"] else None,
        "watches": watches,
    }
    return render(request, "office/results/results.html", context)


@page(COMPUTE, "POST")
def compute(request: Any, round: str) -> HttpResponse:  # noqa: A002  # the address's own word
    """Compute and store a run; where the tables make no round, say what is wrong in them."""
    try:
        run = compute_run(request.round, by=request.viewer)
    except CannotRead as fault:
        for problem in fault.problems[:5]:
            messages.error(request, f"{said(problem.what)} {said(problem.mend)}")
    else:
        told = Text(f"Đã tính và lưu lần tính số {run.number}.", f"Run {run.number} was computed and stored.")
        messages.success(request, said(told))
    return HttpResponseRedirect(reverse("results", args=[round]))


@page(APPROVE, "POST")
def approve(request: Any, round: str) -> HttpResponse:  # noqa: A002  # the address's own word
    """Approve the run that was read; it is refused where it is not the latest any more."""
    number = request.POST.get("run", "")
    run = shown_run(request.round, request.viewer, number) if number.isdecimal() else None
    if run is None:
        raise Http404
    approve_run(run, by=request.viewer)
    messages.success(request, said(Text("Đã phê duyệt kết quả.", "The results were approved.")))
    return HttpResponseRedirect(reverse("results", args=[round]))


@page(EXPORT)
def package(request: Any, round: str) -> HttpResponse:  # noqa: A002  # the address's own word
    """The round as it stands now, as a package that `parindex compute` reads."""
    return HttpResponse(
        zipped(files(gather(request.round))),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{round}.zip"'},
    )
