"""Which runs there are, and what of them a viewer may read."""

from __future__ import annotations

from django.db.models import QuerySet

from parindex.grammar.roles import Viewer, may
from parindex.results.models import Run, RunUnit
from parindex.results.permissions import READ
from parindex.rounds.models import Round, RoundUnit


def latest_run(round_: Round) -> Run | None:
    """The run that was computed last; without its package, which is read when it is asked for."""
    return Run.objects.filter(round=round_).defer("package").order_by("-number").first()


def approved_run(round_: Round) -> Run | None:
    """The run that was approved."""
    return Run.objects.filter(round=round_, approved_at__isnull=False).defer("package").first()


def comparable_run(round_: Round) -> Run | None:
    """The run of the round before that a computation compares with: the approved one, else the latest."""
    if round_.previous is None:
        return None
    return approved_run(round_.previous) or latest_run(round_.previous)


def run_units(run: Run, viewer: Viewer) -> QuerySet[RunUnit]:
    """A run's units in order, those alone that the viewer may read. Two queries."""
    members = RoundUnit.objects.filter(round=run.round_id).values_list("code", "unit_id")
    readable = [code for code, unit in members if may(viewer, READ, unit=unit)]
    return RunUnit.objects.filter(run=run, code__in=readable).order_by("order")
