"""Open explanations, unit by unit: the points they could give back, and the index, rank and band that would follow."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from parindex.appraisal.impact import impact
from parindex.appraisal.permissions import IMPACT
from parindex.criteria.models import Reason
from parindex.engine.problems import Text
from parindex.web.ui.access import page


@page(IMPACT)
def index(request: Any, **address: str) -> HttpResponse:  # noqa: ARG001  # looked up at the door
    """All units with open explanations, those that could move first."""
    units = impact(request.round, request.viewer)
    reasons = Reason.objects.filter(set=request.round.set_id)
    context = {
        "units": units,
        "leaves": sum(len(unit.leaves) for unit in units),
        "back": sum(unit.back for unit in units),
        "ranks": sum(unit.rank_moves for unit in units),
        "bands": sum(unit.band_moves for unit in units),
        "reasons": {row.code: Text(row.name_vi, row.name_en) for row in reasons},
    }
    return render(request, "office/impact/index.html", context)
