"""What waits for the coordinator."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Min, Q

from parindex.appraisal.models import APPRAISED, Explanation, Mark
from parindex.appraisal.progress import settled
from parindex.engine.problems import Text
from parindex.engine.tree import Source
from parindex.grammar.roles import Role
from parindex.results.models import Run
from parindex.rounds.calendar import with_exceptions
from parindex.rounds.models import APPRAISAL_1, APPROVAL, SELF, Extension, Round, RoundUnit
from parindex.selfscore.models import SIGNED, Sheet
from parindex.web.ui.waiting.desk import Desk, Task, reachable, to


class Far(NamedTuple):
    """A sheet: how many plain leaves are appraised, and when its self-scoring ends."""

    sheet: Sheet
    appraised: int
    due: datetime | None


def of_coordinator(here: Desk) -> list[Task]:
    """Requests to answer, sheets late, appraisals to release, cells nobody decided, disputes, computing. Six queries."""
    if not here.viewer.has(Role.COORDINATOR) or not here.rounds:
        return []
    far = _far(here)
    disputes, runs = _disputes(here), _runs(here)
    tasks: list[Task | None] = _requests(here)
    for round_ in here.rounds.values():
        rows = far.get(round_.pk, [])
        leaves = sum(not node.surveyed for node in here.tree(round_).leaves)
        tasks += [
            _late(here, round_, rows), _release(here, round_, rows, leaves), _undecided(here, round_, rows, leaves),
            _impact(round_, *disputes.get(round_.pk, (0, 0, None))), _compute(here, round_, runs.get(round_.pk)),
        ]  # fmt: skip
    return reachable(*tasks)


def _far(here: Desk) -> dict[int, list[Far]]:
    granted: dict[int, list[tuple[str, datetime]]] = {}
    given = Extension.objects.filter(round_unit__round__in=here.rounds, state=Extension.GRANTED)
    for unit, stage, until in given.values_list("round_unit_id", "stage", "until"):
        granted.setdefault(unit, []).append((stage, until))
    marks = Mark.objects.filter(sheet__round_unit__round__in=here.rounds, layer=APPRAISED)
    counted = marks.exclude(criterion__source=Source.SURVEY).values_list("sheet_id").annotate(many=Count("pk"))
    done = dict(counted.order_by())
    found: dict[int, list[Far]] = {}
    sheets = Sheet.objects.filter(round_unit__round__in=here.rounds).select_related("round_unit")
    for sheet in sheets.order_by("round_unit__order"):
        unit = sheet.round_unit
        dates = with_exceptions(here.windows[unit.round_id], granted.get(unit.pk, []))
        due = dates[SELF].closes_at if SELF in dates else None
        found.setdefault(unit.round_id, []).append(Far(sheet, done.get(sheet.pk, 0), due))
    return found


def _requests(here: Desk) -> list[Task | None]:
    asked = Extension.objects.filter(round_unit__round__in=here.rounds, state=Extension.ASKED).order_by("asked_at")
    found: dict[int, list[Extension]] = {}
    for row in asked.select_related("round_unit"):
        found.setdefault(row.round_unit.round_id, []).append(row)
    return [
        Task("extensions", Text("Duyệt yêu cầu gia hạn", "Answer requests for more time"), Text("Duyệt gia hạn", "Answer"),
             to("extensions", here.rounds[key]), len(rows), _named([row.round_unit for row in rows]), rows[0].asked_at,
             round=here.rounds[key])
        for key, rows in found.items()
    ]  # fmt: skip


def _late(here: Desk, round_: Round, rows: list[Far]) -> Task:
    late = [row for row in rows if row.sheet.state != SIGNED and row.due is not None and row.due <= here.at]
    since = min((row.due for row in late if row.due), default=None)
    return Task("late", Text("Nhắc đơn vị trễ hạn ký phiếu", "Remind units whose sheet is late"), Text("Nhắc đơn vị", "Remind"),
                to("remind", round_), len(late), _named([row.sheet.round_unit for row in late]), since, round=round_)  # fmt: skip


def _release(here: Desk, round_: Round, rows: list[Far], leaves: int) -> Task | None:
    if not here.is_open(round_, APPRAISAL_1):
        return None
    ready = [row for row in rows if row.sheet.state == SIGNED and row.appraised >= leaves and not row.sheet.released_at]
    return Task("release", Text("Trả kết quả thẩm định đã xong", "Release appraisals that are complete"),
                Text("Trả kết quả", "Release"), to("release", round_), len(ready),
                _named([row.sheet.round_unit for row in ready]), round=round_)  # fmt: skip


def _undecided(here: Desk, round_: Round, rows: list[Far], leaves: int) -> Task | None:
    window = here.window(round_, APPRAISAL_1)
    if window is None or not here.over(round_, APPRAISAL_1):
        return None
    missing = [row for row in rows if row.appraised < leaves]
    return Task("undecided", Text("Quyết định ô trống chưa ai thẩm định", "Decide cells nobody appraised"),
                Text("Quyết định ô trống", "Decide"), to("check", round_) or to("results", round_),
                sum(leaves - row.appraised for row in missing), _named([row.sheet.round_unit for row in missing]),
                window.closes_at, round=round_)  # fmt: skip


def _disputes(here: Desk) -> dict[int, tuple[int, int, datetime | None]]:
    open_ = Explanation.objects.filter(
        ~settled(), Q(agrees=False), sheet__explained_at__isnull=False, sheet__round_unit__round__in=here.rounds
    )
    grouped = open_.values_list("sheet__round_unit__round").annotate(
        many=Count("pk"), units=Count("sheet", distinct=True), first=Min("sheet__explained_at")
    )
    return {key: (many, units, first) for key, many, units, first in grouped.order_by()}


def _impact(round_: Round, many: int, units: int, first: datetime | None) -> Task:
    detail = Text(f"của {units:02d} đơn vị", f"of {units} units") if units else Text("", "")
    return Task("impact", Text("Xem giải trình còn có thể đổi hạng", "See explanations that can still move ranks"),
                Text("Xem tác động", "See them"), to("impact", round_), many, detail, first, round=round_)  # fmt: skip


def _runs(here: Desk) -> dict[int, Run]:
    rows = Run.objects.filter(round__in=here.rounds).only("round", "number", "at", "errors", "approved_at")
    found: dict[int, Run] = {}
    for row in rows.order_by("number"):
        found[row.round_id] = row
    return found


def _compute(here: Desk, round_: Round, run: Run | None) -> Task | None:
    window = here.window(round_, APPROVAL)
    if window is None or run is not None or not here.begun(round_, APPROVAL):
        return None
    return Task("compute", Text("Tính kết quả của kỳ", "Compute the round's results"), Text("Tính kết quả", "Compute"),
                to("results", round_), since=window.opens_at, due=window.closes_at, round=round_)  # fmt: skip


MOST_NAMED = 3


def _named(units: list[RoundUnit]) -> Text:
    shown = units[:MOST_NAMED]
    more = len(units) - len(shown)
    vi, en = ", ".join(u.name_vi for u in shown), ", ".join(u.name_en or u.name_vi for u in shown)
    return Text(f"{vi} và {more} đơn vị khác", f"{en} and {more} more") if more else Text(vi, en)
