"""What waits for a unit's officer and head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, Min, OuterRef

from parindex.appraisal.models import APPRAISED, Explanation, Mark, Message
from parindex.appraisal.permissions import released_by
from parindex.appraisal.states import REQUESTS
from parindex.engine.problems import Text
from parindex.engine.tree import Source
from parindex.grammar.roles import UNIT_ROLES, Role
from parindex.rounds.calendar import Window, with_exceptions
from parindex.rounds.models import APPRAISAL_1, EXPLANATION, SELF, Extension, Round
from parindex.selfscore.models import DRAFT, SUBMITTED, Claim, Sheet
from parindex.web.ui.waiting.desk import Desk, Task, reachable, to


@dataclass
class Own:
    """A sheet of the viewer's unit. windows: with its exceptions. asked: requests not answered."""

    sheet: Sheet
    round: Round
    windows: dict[str, Window]
    officer: bool
    head: bool
    claimed: int = 0
    asked: int = 0
    asked_at: datetime | None = None
    asked_until: datetime | None = None
    lowered: int = 0
    explained: int = 0
    explained_at: datetime | None = None

    def open(self, stage: str, at: datetime) -> bool:
        """Whether a stage is open for this unit."""
        window = self.windows.get(stage)
        return window is not None and window.holds(at)

    def closes(self, stage: str) -> datetime | None:
        """When a stage closes for this unit."""
        window = self.windows.get(stage)
        return window.closes_at if window else None


def of_unit(here: Desk) -> list[Task]:
    """Tasks of officer and head, over all sheets of their units. Six queries."""
    if not here.viewer.has(*UNIT_ROLES):
        return []
    return [task for own in _sheets(here) for task in _tasks(here, own)]


def _sheets(here: Desk) -> list[Own]:
    officer, head = here.viewer.units(Role.OFFICER), here.viewer.units(Role.HEAD)
    rows = Sheet.objects.filter(round_unit__round__in=here.rounds, round_unit__unit__in=officer | head)
    sheets = list(rows.select_related("round_unit"))
    granted: dict[int, list[tuple[str, datetime]]] = {}
    given = Extension.objects.filter(round_unit__in=[row.round_unit_id for row in sheets], state=Extension.GRANTED)
    for unit, stage, until in given.values_list("round_unit_id", "stage", "until"):
        granted.setdefault(unit, []).append((stage, until))
    found = {}
    for sheet in sheets:
        unit = sheet.round_unit
        round_ = here.rounds[unit.round_id]
        dates = with_exceptions(here.windows[unit.round_id], granted.get(unit.pk, []))
        found[sheet.pk] = Own(sheet, round_, dates, unit.unit_id in officer, unit.unit_id in head)
    _count(found)
    return list(found.values())


def _count(own: dict[int, Own]) -> None:
    here = {"sheet__in": list(own)}
    claims = Claim.objects.filter(**here).exclude(criterion__source=Source.SURVEY)
    for sheet, many in claims.values_list("sheet_id").annotate(many=Count("pk")).order_by():
        own[sheet].claimed = many
    asked = Message.objects.filter(kind__in=REQUESTS, answered_at__isnull=True, **here).values_list("sheet_id")
    for sheet, *counts in asked.annotate(many=Count("pk"), first=Min("at"), until=Min("due_at")).order_by():
        own[sheet].asked, own[sheet].asked_at, own[sheet].asked_until = counts
    leaf = {"sheet": OuterRef("sheet"), "criterion": OuterRef("criterion")}
    lowered = Mark.objects.filter(
        ~Exists(Explanation.objects.filter(**leaf)),
        Exists(Claim.objects.filter(points__gt=OuterRef("points"), **leaf)),
        layer=APPRAISED,
        **here,
    )
    for sheet, many in lowered.values_list("sheet_id").annotate(many=Count("pk")).order_by():
        own[sheet].lowered = many
    told = Explanation.objects.filter(sheet__explained_at__isnull=True, **here).values_list("sheet_id")
    for sheet, many, last in told.annotate(many=Count("pk"), last=Max("at")).order_by():
        own[sheet].explained, own[sheet].explained_at = many, last


def _tasks(here: Desk, own: Own) -> list[Task]:
    return reachable(
        *(_scoring(here, own) if own.open(SELF, here.at) else ()),
        _requests(own),
        *(_explaining(here, own) if _explainable(here, own) else ()),
    )


def _explainable(here: Desk, own: Own) -> bool:
    shown = released_by(own.sheet, own.windows.get(APPRAISAL_1), here.at)
    return shown and own.sheet.explained_at is None and own.open(EXPLANATION, here.at)


def _scoring(here: Desk, own: Own) -> tuple[Task | None, ...]:
    sheet, round_ = own.sheet, own.round
    common = {"address": to("own-sheet", round_), "round": round_, "due": own.closes(SELF)}
    if sheet.state == SUBMITTED and own.head:
        return (
            Task("sign", Text("Ký phiếu tự chấm", "Sign the scoring sheet"), Text("Đọc và ký", "Read and sign"),
                 since=sheet.submitted_at, detail=_unit(own), **common),
        )  # fmt: skip
    if sheet.state != DRAFT or not own.officer:
        return ()
    left = sum(not node.surveyed for node in here.tree(round_).leaves) - own.claimed
    returned = None
    if sheet.returned_note:
        returned = Task("returned", Text("Sửa phiếu bị trả lại", "Mend the sheet that came back"), Text("Sửa phiếu", "Mend it"),
                        detail=Text(f"“{sheet.returned_note}”", f"“{sheet.returned_note}”"), **common)  # fmt: skip
    if left > 0:
        score = Task("score", Text("Tự chấm tiêu chí", "Score criteria"), Text("Chấm tiếp", "Go on"), count=left,
                     detail=_unit(own), **common)  # fmt: skip
        return (returned, score)
    ready = Task("submit", Text("Trình thủ trưởng ký phiếu", "Submit the sheet to the head"), Text("Xem và trình", "Submit"),
                 detail=Text("Mọi tiêu chí đã chấm", "All criteria are scored"), **common)  # fmt: skip
    return (returned, ready)


def _requests(own: Own) -> Task | None:
    if not own.asked or not own.officer:
        return None
    return Task(
        "requests", Text("Trả lời yêu cầu bổ sung", "Answer requests for evidence"), Text("Trả lời", "Answer"),
        to("own-sheet", own.round), own.asked, since=own.asked_at, due=own.asked_until, round=own.round, detail=_unit(own),
    )  # fmt: skip


def _explaining(here: Desk, own: Own) -> tuple[Task | None, ...]:
    common = {"address": to("own-explanation", own.round), "round": own.round, "due": own.closes(EXPLANATION)}
    window = here.window(own.round, APPRAISAL_1)
    since = own.sheet.released_at or (window.closes_at if window else None)
    explain = Task("explain", Text("Giải trình tiêu chí bị hạ", "Explain lowered criteria"), Text("Viết giải trình", "Explain"),
                   count=own.lowered if own.officer else 0, since=since, detail=_unit(own), **common)  # fmt: skip
    send = Task("send", Text("Gửi giải trình", "Send the explanations"), Text("Đọc và gửi", "Read and send"),
                count=own.explained if own.head else 0, since=own.explained_at, detail=_unit(own), **common)  # fmt: skip
    return (explain, send)


def _unit(own: Own) -> Text:
    unit = own.sheet.round_unit
    return Text(unit.name_vi, unit.name_en or unit.name_vi)
