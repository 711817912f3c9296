"""What both pages of the explanation read: the sheet, whether its marks may be seen, the leaves that were taken from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import Http404

from parindex.appraisal import permissions
from parindex.appraisal.explaining import Taken, taken_leaves, unanswered
from parindex.appraisal.models import Message
from parindex.appraisal.states import ABSENCES
from parindex.appraisal.threads import open_requests
from parindex.criteria.models import Reason
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.verdict import Verdict
from parindex.rounds.calendar import Window, windows
from parindex.rounds.models import APPRAISAL_1, EXPLANATION
from parindex.selfscore.models import Sheet
from parindex.web.unit.sheet.reading import days_left


def sheet_of(request: Any) -> Sheet:
    """The sheet the address names, with its unit and round. Raises Http404 where the unit has none."""
    unit = request.round_unit
    sheet: Sheet | None = getattr(unit, "sheet", None)
    if sheet is None:
        raise Http404
    unit.round, sheet.round_unit = request.round, unit
    return sheet


@dataclass
class Reading:
    """A sheet as its own people read it now. Nothing of the marks is read before they are released."""

    request: Any
    sheet: Sheet
    at: datetime

    @cached_property
    def readable(self) -> Verdict:
        """Whether the first appraisal may be seen."""
        return permissions.can_read_marks(self.request.viewer, self.sheet, self.at)

    @cached_property
    def allowed(self) -> Verdict:
        """Whether answers may be written."""
        return permissions.can_explain(self.request.viewer, self.sheet, self.at)

    @cached_property
    def leaves(self) -> list[Taken]:
        """What was taken; nothing before it may be seen."""
        return taken_leaves(self.sheet) if self.readable else []

    @cached_property
    def windows(self) -> dict[str, Window]:
        """The unit's dates."""
        return windows(self.sheet.round_unit.round, self.sheet.round_unit)

    @cached_property
    def requests(self) -> list[Message]:
        """What the appraisers asked and still wait for."""
        return open_requests([self.sheet])

    @cached_property
    def reasons(self) -> dict[str, Text]:
        """The catalogue of reasons by code."""
        rows = Reason.objects.filter(set=self.sheet.round_unit.round.set_id)
        return {row.code: Text(row.name_vi, row.name_en) for row in rows}

    @property
    def context(self) -> dict[str, Any]:
        """What both pages show."""
        window = self.windows.get(EXPLANATION)
        return {
            "sheet": self.sheet,
            "unit": self.sheet.round_unit,
            "readable": self.readable,
            "allowed": self.allowed,
            "leaves": self.leaves,
            "left": unanswered(self.leaves),
            "window": window,
            "time_left": days_left(window, self.at),
            "first": self.windows.get(APPRAISAL_1),
            "requests": self.requests,
            "reasons": self.reasons,
            "absences": ABSENCES,
        }


def reading(request: Any) -> Reading:
    """The reading of this request's sheet."""
    return Reading(request, sheet_of(request), now())
