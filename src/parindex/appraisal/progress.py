"""How far a round has come: units x areas, each unit's sheet, each lead department's pace and when it will be done.

Counted by the database; the number of queries does not depend on how many units or criteria there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from parindex.appraisal.models import APPRAISED, EXPLAINED, FINAL, Explanation, Mark, SecondScore
from parindex.criteria.outline import Node, Outline, outline
from parindex.grammar.clock import local
from parindex.rounds.calendar import Window, windows, with_exceptions
from parindex.rounds.models import APPRAISAL_1, APPRAISAL_2, EXPLANATION, SELF, Extension, Round, RoundUnit
from parindex.selfscore.models import SIGNED, Claim, Sheet

PACE_DAYS = 5
"""Working days over which the pace of a lead department is measured."""


@dataclass
class Cell:
    """A unit's leaves in an area. leaves: to be scored and appraised; surveyed: from the survey; surveyed_in: of those, entered.

    second: marked in the second appraisal. disputed: explained with disagreement and not settled yet.
    cross: the unit leads the area, so that others appraise it here.
    """

    leaves: int
    surveyed: int
    cross: bool = False
    scored: int = 0
    appraised: int = 0
    second: int = 0
    final: int = 0
    surveyed_in: int = 0
    explained: int = 0
    objected: int = 0
    disputed: int = 0

    def add(self, other: Cell) -> None:
        """Add another cell's counts to this one's."""
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))


_COUNTS = (
    "leaves", "surveyed", "scored", "appraised", "second", "final", "surveyed_in", "explained", "objected", "disputed",
)  # fmt: skip


@dataclass
class UnitRow:
    """A unit. due: when its self-scoring ends, exceptions taken in; late: days past it without a signature, 0 where none.

    explaining_due: when its explanation ends, exceptions taken in.
    """

    round_unit: RoundUnit
    sheet: Sheet
    due: datetime | None
    extended: bool
    late: int
    explaining_due: datetime | None
    cells: dict[str, Cell]
    total: Cell = field(default_factory=lambda: Cell(0, 0))

    @property
    def signed(self) -> bool:
        """Whether the head has signed."""
        return self.sheet.state == SIGNED

    @property
    def complete(self) -> bool:
        """Whether all that can be appraised is."""
        return self.signed and self.total.appraised >= self.total.leaves

    @property
    def share(self) -> float:
        """The part of the leaves that is appraised, 0 to 100; nothing counts before the signature."""
        return 100 * self.total.appraised / self.total.leaves if self.signed and self.total.leaves else 0.0


@dataclass(frozen=True)
class Lead:
    """An area and who leads it. left: leaves still to be marked; pace: marked a working day; ends: the forecast.

    late: days from the end of the stage to the forecast, 0 where it will be in time, None where nothing can be said.
    """

    area: Node
    unit: RoundUnit | None
    left: int
    pace: float
    ends: date | None
    late: int | None


@dataclass(frozen=True)
class Progress:
    """rows: in the order of the round.  totals: by area code.  total: of the round.  stage: which appraisal runs (or ran last)."""

    round: Round
    at: datetime
    tree: Outline
    windows: Mapping[str, Window]
    rows: tuple[UnitRow, ...]
    leads: tuple[Lead, ...]
    totals: dict[str, Cell]
    total: Cell
    stage: str

    @property
    def signed(self) -> int:
        """How many sheets are signed."""
        return sum(row.signed for row in self.rows)

    @property
    def late(self) -> tuple[UnitRow, ...]:
        """Units whose sheet is late, the latest first."""
        return tuple(sorted((row for row in self.rows if row.late), key=lambda row: -row.late))

    @property
    def slow(self) -> tuple[Lead, ...]:
        """Lead departments with work left, the latest forecast first."""
        open_ = [lead for lead in self.leads if lead.left]
        return tuple(sorted(open_, key=lambda lead: (lead.ends is None, lead.ends or date.max), reverse=True))


def progress(round_: Round, at: datetime) -> Progress:
    """How far the round is at a moment. Nine queries at most."""
    tree = outline(round_.set)
    dates = windows(round_)
    rows = _rows(round_, tree, dates, at)
    _count(round_, tree, {row.sheet.pk: row for row in rows})
    totals = {area.code: Cell(0, 0) for area in tree.areas}
    total = Cell(0, 0)
    for row in rows:
        for code, cell in row.cells.items():
            row.total.add(cell)
            totals[code].add(cell)
        total.add(row.total)
    stage = current_appraisal(dates, at)
    leads = _leads(round_, tree, dates, rows, stage, at)
    return Progress(round_, at, tree, dates, tuple(rows), tuple(leads), totals, total, stage)


def current_appraisal(dates: Mapping[str, Window], at: datetime) -> str:
    """Which of the two appraisals the round is in: the second from its opening on, but while the first is still open."""
    first, second = dates.get(APPRAISAL_1), dates.get(APPRAISAL_2)
    if second is None or at < second.opens_at or (first is not None and first.holds(at)):
        return APPRAISAL_1
    return APPRAISAL_2


def _rows(round_: Round, tree: Outline, dates: Mapping[str, Window], at: datetime) -> list[UnitRow]:
    granted: dict[int, list[tuple[str, datetime]]] = {}
    given = Extension.objects.filter(round_unit__round=round_, state=Extension.GRANTED)
    for unit, stage, until in given.values_list("round_unit_id", "stage", "until"):
        granted.setdefault(unit, []).append((stage, until))
    sheets = Sheet.objects.filter(round_unit__round=round_).select_related("round_unit__unit")
    rows = []
    for sheet in sheets.order_by("round_unit__order"):
        own = with_exceptions(dates, granted.get(sheet.round_unit_id, []))
        due, explaining = own.get(SELF), own.get(EXPLANATION)
        rows.append(
            UnitRow(
                sheet.round_unit, sheet, due.closes_at if due else None, bool(due and due.extended),
                0 if sheet.state == SIGNED else days_late(due.closes_at if due else None, at),
                explaining.closes_at if explaining else None, _cells(tree, sheet.round_unit.code),
            )
        )  # fmt: skip
    return rows


def _cells(tree: Outline, unit: str) -> dict[str, Cell]:
    cells = {area.code: Cell(0, 0, cross=area.criterion.lead_unit == unit) for area in tree.areas}
    for leaf in tree.leaves:
        cell = cells[leaf.area]
        if leaf.surveyed:
            cell.surveyed += 1
        else:
            cell.leaves += 1
    return cells


def days_late(due: datetime | None, at: datetime) -> int:
    """Days by the calendar on the wall from a deadline to a moment; at least 1 where it has passed, else 0.

    >>> days_late(datetime(2018, 3, 2, 17, tzinfo=timezone.utc), datetime(2018, 3, 12, 2, tzinfo=timezone.utc))
    9
    """
    if due is None or at < due:
        return 0
    return max(1, (local(at).date() - local(due).date()).days)


def _count(round_: Round, tree: Outline, rows: Mapping[int, UnitRow]) -> None:
    """Fill in the counts. Four queries."""
    plain, surveyed = _areas(tree, surveyed=False), _areas(tree, surveyed=True)
    here = {"sheet__round_unit__round": round_}

    def put(name: str, counted: QuerySet[Any], areas: Case) -> None:
        for sheet, area, many in _by_area(counted, areas):
            setattr(rows[sheet].cells[tree.areas[area].code], name, many)

    put("scored", Claim.objects.filter(**here), plain)
    marks = Mark.objects.filter(**here)
    layers = {APPRAISED: "appraised", EXPLAINED: "second", FINAL: "final"}
    counted = marks.annotate(area=plain).filter(area__isnull=False).values_list("sheet_id", "area", "layer")
    for sheet, area, layer, many in counted.annotate(many=Count("pk")).order_by():
        setattr(rows[sheet].cells[tree.areas[area].code], layers[layer], many)
    put("surveyed_in", marks.filter(layer=APPRAISED), surveyed)
    told = Explanation.objects.filter(**here).annotate(area=plain, unsettled=~settled()).filter(area__isnull=False)
    open_ = Q(agrees=False, sheet__explained_at__isnull=False)
    grouped = told.values_list("sheet_id", "area").annotate(
        explained=Count("pk"),
        objected=Count("pk", filter=open_),
        disputed=Count("pk", filter=open_ & Q(unsettled=True)),
    )
    for sheet, area, *counts in grouped.order_by():
        cell = rows[sheet].cells[tree.areas[area].code]
        cell.explained, cell.objected, cell.disputed = counts


def settled() -> Q:
    """Explanations whose leaf the council has decided, or the second appraisal gave back in full."""
    here = {"sheet": OuterRef("sheet"), "criterion": OuterRef("criterion")}
    claimed = Claim.objects.filter(sheet=OuterRef("sheet"), criterion=OuterRef("criterion")).values("points")
    marks = Mark.objects.filter(**here)
    return Q(Exists(marks.filter(layer=FINAL))) | Q(
        Exists(marks.filter(layer=EXPLAINED, points__gte=Subquery(claimed[:1])))
    )


def _areas(tree: Outline, *, surveyed: bool) -> Case:
    """The place of the area a criterion lies in, as the database counts it; nothing for other leaves."""
    inside: dict[str, list[int]] = {}
    for leaf in tree.leaves:
        if leaf.surveyed is surveyed:
            inside.setdefault(leaf.area, []).append(leaf.criterion.pk)
    places = {area.code: at for at, area in enumerate(tree.areas)}
    whens = [When(criterion__in=keys, then=Value(places[code])) for code, keys in inside.items()]
    return Case(*whens, default=None, output_field=IntegerField())


def _by_area(counted: QuerySet[Any], areas: Case) -> Iterable[tuple[int, int, int]]:
    grouped = counted.annotate(area=areas).filter(area__isnull=False).values_list("sheet_id", "area")
    return grouped.annotate(many=Count("pk")).order_by()


def _leads(
    round_: Round, tree: Outline, dates: Mapping[str, Window], rows: list[UnitRow], stage: str, at: datetime
) -> list[Lead]:
    """Each area with its pace. One query."""
    window, layer = dates.get(stage), APPRAISED if stage == APPRAISAL_1 else EXPLAINED
    today = local(at).date()
    since = _workdays_back(today, PACE_DAYS)
    if window is not None:
        since = max(since, min(today, local(window.opens_at).date()))
    marks = Mark.objects.filter(
        sheet__round_unit__round=round_, layer=layer, at__gte=local(at).replace(
            year=since.year, month=since.month, day=since.day, hour=0, minute=0, second=0, microsecond=0
        ), at__lte=at,
    )  # fmt: skip
    by_area = marks.annotate(area=_areas(tree, surveyed=False)).filter(area__isnull=False).values_list("area")
    lately = dict(by_area.annotate(many=Count("pk")).order_by())
    days = max(1, workdays(since, today))
    units = {row.round_unit.code: row.round_unit for row in rows}
    return [
        _lead(area, units.get(area.criterion.lead_unit), _left(rows, area.code, stage), lately.get(place, 0) / days,
              window, at)
        for place, area in enumerate(tree.areas)
    ]  # fmt: skip


def _left(rows: list[UnitRow], area: str, stage: str) -> int:
    cells = [row.cells[area] for row in rows]
    if stage == APPRAISAL_1:
        return sum(max(0, cell.leaves - cell.appraised) for cell in cells)
    return sum(max(0, cell.objected - cell.second) for cell in cells)


def _lead(area: Node, unit: RoundUnit | None, left: int, pace: float, window: Window | None, at: datetime) -> Lead:
    if not left or not pace:
        return Lead(area, unit, left, pace, None, None)
    ends = forecast(local(at).date(), left, pace)
    last = local(window.closes_at - timedelta(microseconds=1)).date() if window else None
    return Lead(area, unit, left, pace, ends, max(0, (ends - last).days) if last and ends else None)


FARTHEST = 1500
"""Working days beyond which a forecast says nothing."""


def forecast(today: date, left: int, pace: float) -> date | None:
    """The working day on which the last one is done, the first being the next after today; None where too far to tell.

    >>> forecast(date(2018, 3, 12), 69, 13.8)  # a Monday; five more working days
    datetime.date(2018, 3, 19)
    """
    needed = -(-left // pace)
    if needed > FARTHEST:
        return None
    day = today
    while needed > 0:
        day += timedelta(days=1)
        needed -= day.weekday() < 5
    return day


def workdays(first: date, last: date) -> int:
    """Mondays to Fridays from one day to another, both included."""
    return sum((first + timedelta(days=at)).weekday() < 5 for at in range((last - first).days + 1))


def _workdays_back(today: date, many: int) -> date:
    """The first of the last `many` working days up to today."""
    day, found = today, int(today.weekday() < 5)
    while found < many:
        day -= timedelta(days=1)
        found += day.weekday() < 5
    return day


def seconds_waiting(round_: Round) -> int:
    """How many blind second scores were asked and not given. One query."""
    return SecondScore.objects.filter(sheet__round_unit__round=round_, given_at__isnull=True).count()


__all__ = ["Cell", "Lead", "Progress", "UnitRow", "days_late", "forecast", "progress", "seconds_waiting", "workdays"]
