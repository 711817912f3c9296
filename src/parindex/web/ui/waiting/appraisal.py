"""What waits for an appraiser: never of the own unit, and never more than was assigned."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Exists, Min, OuterRef, Q

from parindex.appraisal.models import APPRAISED, EXPLAINED, Assignment, Explanation, Mark, Message, SecondScore
from parindex.appraisal.states import REQUESTS
from parindex.criteria.models import Criterion
from parindex.engine.problems import Text
from parindex.grammar.roles import Role
from parindex.rounds.models import APPRAISAL_1, APPRAISAL_2, Round
from parindex.selfscore.models import SIGNED, Sheet
from parindex.web.ui.waiting.desk import Desk, Task, reachable, to


class Part(NamedTuple):
    """An area assigned to the viewer in a round, on signed sheets. sheets: their keys; since: the first signature."""

    round: Round
    area: Criterion
    sheets: list[int]
    since: datetime | None


def of_appraiser(here: Desk) -> list[Task]:
    """Leaves to mark by area, requests answered, second scores asked, disputes of the second appraisal. Six queries."""
    if not here.viewer.has(Role.APPRAISER):
        return []
    parts = _parts(here)
    return reachable(*_queue(here, parts), *_disputes(here, parts), *_answers(here), *_seconds(here))


def _parts(here: Desk) -> list[Part]:
    rows = Assignment.objects.filter(person=here.viewer.id, round__in=here.rounds, round_unit__sheet__state=SIGNED)
    found: dict[tuple[int, int], Part] = {}
    rows = rows.exclude(round_unit__unit__in=here.viewer.own_units).select_related("area", "round_unit__sheet")
    for row in rows.order_by("round", "area__order"):
        sheet: Sheet = row.round_unit.sheet
        part = found.setdefault((row.round_id, row.area_id), Part(here.rounds[row.round_id], row.area, [], None))
        part.sheets.append(sheet.pk)
        since = min(filter(None, (part.since, sheet.signed_at)), default=None)
        found[row.round_id, row.area_id] = part._replace(since=since)
    return list(found.values())


def _inside(here: Desk, part: Part) -> list[int]:
    return [leaf.criterion.pk for leaf in here.tree(part.round).under(part.area.code) if not leaf.surveyed]


def _within(here: Desk, parts: list[Part]) -> Q:
    """Rows on the leaves of the parts."""
    wanted = Q(pk__in=[])
    for part in parts:
        wanted |= Q(sheet__in=part.sheets, criterion__in=_inside(here, part))
    return wanted


def _queue(here: Desk, parts: list[Part]) -> list[Task]:
    open_ = [part for part in parts if here.is_open(part.round, APPRAISAL_1)]
    if not open_:
        return []
    marks = Mark.objects.filter(_within(here, open_), layer=APPRAISED)
    done = set(marks.values_list("sheet_id", "criterion_id"))
    # a leaf that is owed blind is counted nowhere here: whether somebody else has marked it must not show
    blind = _owed(here)
    tasks = []
    for part in open_:
        inside = _inside(here, part)
        left = sum((s, c) not in done and (s, c) not in blind for s in part.sheets for c in inside)
        window = here.window(part.round, APPRAISAL_1)
        area = Text(f"Lĩnh vực {part.area.code}: {part.area.name_vi}", f"Area {part.area.code}: {part.area.name_en}")
        tasks.append(
            Task("queue", Text("Thẩm định tiêu chí", "Appraise criteria"), Text("Thẩm định", "Appraise"),
                 to("queue", part.round), left, area, part.since, window.closes_at if window else None, part.round)
        )  # fmt: skip
    return tasks


def _owed(here: Desk) -> set[tuple[int, int]]:
    rows = SecondScore.objects.filter(person=here.viewer.id, given_at__isnull=True)
    return set(rows.values_list("sheet_id", "criterion_id"))


def _disputes(here: Desk, parts: list[Part]) -> list[Task]:
    open_ = [part for part in parts if here.is_open(part.round, APPRAISAL_2)]
    if not open_:
        return []
    later = Mark.objects.filter(layer=EXPLAINED, sheet=OuterRef("sheet"), criterion=OuterRef("criterion"))
    rows = Explanation.objects.filter(
        _within(here, open_), ~Exists(later), agrees=False, sheet__explained_at__isnull=False
    )
    waits = rows.values_list("sheet__round_unit__round").annotate(many=Count("pk"), first=Min("sheet__explained_at"))
    tasks = []
    for key, many, first in waits.order_by():
        round_ = here.rounds[key]
        window = here.window(round_, APPRAISAL_2)
        tasks.append(
            Task("second-appraisal", Text("Thẩm định lại tiêu chí có giải trình", "Appraise explained criteria again"),
                 Text("Thẩm định lại", "Appraise again"), to("queue", round_), many, since=first,
                 due=window.closes_at if window else None, round=round_)
        )  # fmt: skip
    return tasks


def _answers(here: Desk) -> list[Task]:
    later = Mark.objects.filter(
        sheet=OuterRef("sheet"), criterion=OuterRef("criterion"), at__gt=OuterRef("answered_at")
    )
    rows = Message.objects.filter(
        ~Exists(later), kind__in=REQUESTS, answered_at__isnull=False, by=here.viewer.id,
        sheet__round_unit__round__in=here.rounds,
    )  # fmt: skip
    rows = rows.exclude(sheet__round_unit__unit__in=here.viewer.own_units)
    grouped = rows.values_list("sheet__round_unit__round").annotate(many=Count("pk"), first=Min("answered_at"))
    return [
        Task("answers", Text("Đọc trả lời của đơn vị", "Read units' answers"), Text("Đọc trả lời", "Read them"),
             to("queue", here.rounds[key]), many, since=first, round=here.rounds[key])
        for key, many, first in grouped.order_by()
    ]  # fmt: skip


def _seconds(here: Desk) -> list[Task]:
    rows = SecondScore.objects.filter(
        person=here.viewer.id, given_at__isnull=True, sheet__round_unit__round__in=here.rounds
    )
    grouped = rows.values_list("sheet__round_unit__round").annotate(many=Count("pk"), first=Min("asked_at"))
    return [
        Task("seconds", Text("Chấm lại độc lập", "Give blind second scores"), Text("Chấm lại", "Score them"),
             to("seconds", here.rounds[key]), many, since=first, round=here.rounds[key])
        for key, many, first in grouped.order_by()
    ]  # fmt: skip
