"""Questions on the appraisal: what is somebody's to mark, how each leaf of it stands, what has been said of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from parindex.appraisal.models import APPRAISED, EXPLAINED, Assignment, Explanation, Hold, Mark, Message, SecondScore
from parindex.appraisal.repeats import Repeat, repeats
from parindex.appraisal.states import REQUESTS
from parindex.criteria.outline import Node, outline
from parindex.evidence.models import Link
from parindex.grammar.roles import Viewer
from parindex.rounds.models import Round
from parindex.selfscore.models import SIGNED, Claim, Sheet

Pair = tuple[int, int]
"""A sheet's key and a criterion's key."""


def unmarked(sheets: Sequence[Sheet]) -> list[tuple[Sheet, list[str]]]:
    """Each sheet with the codes of the leaves that lack an appraised mark; surveyed leaves aside. One query."""
    marked = set(Mark.objects.filter(sheet__in=sheets, layer=APPRAISED).values_list("sheet_id", "criterion_id"))
    return [
        (
            sheet,
            [
                node.code
                for node in outline(sheet.round_unit.round.set).leaves
                if not node.surveyed and (sheet.pk, node.criterion.pk) not in marked
            ],
        )
        for sheet in sheets
    ]


def plain_claims(sheets: Iterable[int], criteria: Iterable[int]) -> list[Claim]:
    """Claims with nothing to weigh: the maximum, with evidence, on a signed sheet, unmarked, no request open. One query."""
    here = {"criterion": OuterRef("criterion")}
    of_sheet = {"sheet": OuterRef("sheet"), **here}
    links = Link.objects.filter(round_unit=OuterRef("sheet__round_unit"), removed_at__isnull=True, **here)
    requests = Message.objects.filter(kind__in=REQUESTS, answered_at__isnull=True, **of_sheet)
    claims = Claim.objects.filter(
        Exists(links),
        ~Exists(Mark.objects.filter(layer=APPRAISED, **of_sheet)),
        ~Exists(requests),
        sheet__in=list(sheets),
        criterion__in=list(criteria),
        sheet__state=SIGNED,
        state="scored",
        points=F("criterion__max_points"),
    )
    return list(claims.order_by("sheet", "criterion"))


def owed_seconds(viewer: Viewer, round_: Round) -> frozenset[Pair]:
    """Leaves of which the viewer still owes a blind second score. One query."""
    rows = SecondScore.objects.filter(person=viewer.id, given_at__isnull=True, sheet__round_unit__round=round_)
    return frozenset(rows.values_list("sheet_id", "criterion_id"))


def visible_marks(viewer: Viewer, round_: Round) -> QuerySet[Mark]:
    """The round's marks but those of leaves the viewer is to score blind: nothing counted or added up tells of them."""
    owed = SecondScore.objects.filter(
        person=viewer.id, given_at__isnull=True, sheet=OuterRef("sheet"), criterion=OuterRef("criterion")
    )
    return Mark.objects.filter(~Exists(owed), sheet__round_unit__round=round_)


@dataclass(frozen=True)
class Part:
    """What is somebody's to appraise. sheets: all concerned, in the order of the round; areas: sheets' keys by area code.

    own: keys of sheets of the viewer's own units that others appraise: shown locked.
    """

    sheets: tuple[Sheet, ...]
    areas: dict[str, frozenset[int]]
    own: frozenset[int]

    def of(self, node: Node) -> tuple[Sheet, ...]:
        """The sheets of which this criterion is the viewer's to mark."""
        return tuple(sheet for sheet in self.sheets if sheet.pk in self.areas.get(node.area, ()))


def part_of(viewer: Viewer, round_: Round) -> Part:
    """What is assigned to the viewer in a round. Two queries."""
    given = Assignment.objects.filter(person=viewer.id, round=round_)
    areas: dict[str, set[int]] = {}
    for area, unit in given.values_list("area__code", "round_unit_id"):
        areas.setdefault(area, set()).add(unit)
    rows = (
        Sheet.objects.filter(round_unit__round=round_).select_related("round_unit__unit").order_by("round_unit__order")
    )
    sheets = []
    for sheet in rows:
        sheet.round_unit.round = round_
        sheets.append(sheet)
    own = frozenset(sheet.pk for sheet in sheets if sheet.round_unit.unit_id in viewer.own_units)
    by_area = {
        area: frozenset(sheet.pk for sheet in sheets if sheet.round_unit_id in units and sheet.pk not in own)
        for area, units in areas.items()
    }
    mine = frozenset().union(*by_area.values()) if by_area else frozenset()
    return Part(tuple(sheet for sheet in sheets if sheet.pk in mine | own), by_area, own if by_area else frozenset())


@dataclass
class Row:
    """How a leaf of a sheet stands, for a list. points: micropoints, None where there are none.

    own: of the viewer's own unit, so that nothing of the marks is told. owed: to be scored blind by the viewer.
    """

    sheet: Sheet
    node: Node
    documents: int = 0
    claimed: int | None = None
    claim_state: str = ""
    points: int | None = None
    state: str = ""
    by: str = ""
    holder: str = ""
    held_by_me: bool = False
    repeat: Repeat | None = None
    request: str = ""
    answered: bool = False
    disputed: bool = False
    own: bool = False
    owed: bool = False

    @property
    def signed(self) -> bool:
        """Whether the sheet is signed: before that nothing is claimed."""
        return self.sheet.state == SIGNED

    @property
    def marked(self) -> bool:
        """Whether it is done in this layer."""
        return bool(self.state) or self.owed

    @property
    def lowered(self) -> bool:
        """Whether it was given fewer points than claimed."""
        return self.points is not None and self.points < (self.claimed or 0)

    @property
    def raised(self) -> bool:
        """Whether it was given more."""
        return self.points is not None and self.points > (self.claimed or 0)

    @property
    def bare(self) -> bool:
        """Whether points are claimed with no document to prove them."""
        return self.signed and not self.node.surveyed and bool(self.claimed) and not self.documents

    @property
    def flags(self) -> int:
        """How many things here want a closer look."""
        return sum(map(bool, (self.bare, self.repeat, self.request, self.answered, self.disputed))) * (not self.own)

    @property
    def standing(self) -> str:
        """One word for the sign in the list."""
        if self.own:
            return "own"
        if self.held_by_me:
            return "open"
        if not self.marked:
            return "waits" if self.signed else "unsigned"
        return "lowered" if self.lowered else "raised" if self.raised else "kept"


@dataclass(frozen=True)
class Asked:
    """What a list of rows is for."""

    viewer: Viewer
    round: Round
    layer: str
    at: datetime
    own: frozenset[int] = field(default_factory=frozenset)


def rows(asked: Asked, pairs: Sequence[tuple[Sheet, Node]]) -> list[Row]:
    """The rows of pairs, in their order. A constant number of queries, however many."""
    found = {(sheet.pk, node.criterion.pk): Row(sheet, node, own=sheet.pk in asked.own) for sheet, node in pairs}
    sheets = {sheet.pk for sheet, _ in pairs}
    criteria = {node.criterion.pk for _, node in pairs}
    where = {"sheet__in": sheets, "criterion__in": criteria}
    _claims(found, where)
    _marks(found, where, asked)
    _documents(found, pairs, criteria)
    _messages(found, where)
    _holds(found, where, asked)
    if asked.layer == EXPLAINED:
        _explanations(found, where)
    known = repeats(asked.round, {sheet.round_unit for sheet, _ in pairs}, {node.code for _, node in pairs})
    for row in found.values():
        row.repeat = known.get((row.sheet.round_unit_id, row.node.code))
    return list(found.values())


Where = dict[str, Collection[int]]
Found = dict[Pair, Row]


def _claims(found: Found, where: Where) -> None:
    claims = Claim.objects.filter(sheet__state=SIGNED, **where)
    for sheet, criterion, points, state in claims.values_list("sheet_id", "criterion_id", "points", "state"):
        if row := found.get((sheet, criterion)):
            row.claimed, row.claim_state = points, state


def _marks(found: Found, where: Where, asked: Asked) -> None:
    marks = visible_marks(asked.viewer, asked.round).filter(layer=asked.layer, **where)
    for sheet, criterion, points, state, name in marks.values_list(
        "sheet_id", "criterion_id", "points", "state", "by_name"
    ):
        row = found.get((sheet, criterion))
        if row is not None and not row.own:
            row.points, row.state, row.by = points, state, name
    for pair in owed_seconds(asked.viewer, asked.round):
        if row := found.get(pair):
            row.owed = True


def _documents(found: Found, pairs: Sequence[tuple[Sheet, Node]], criteria: Collection[int]) -> None:
    sheet_of = {sheet.round_unit_id: sheet.pk for sheet, _ in pairs}
    links = Link.objects.filter(round_unit__in=sheet_of, criterion__in=criteria, removed_at__isnull=True)
    counts = links.values_list("round_unit_id", "criterion_id").annotate(many=Count("pk")).order_by()
    for unit, criterion, many in counts:
        if row := found.get((sheet_of[unit], criterion)):
            row.documents = many


def _messages(found: Found, where: Where) -> None:
    said = Message.objects.filter(kind__in=REQUESTS, **where).order_by("at", "pk")
    marked_later = Mark.objects.filter(
        sheet=OuterRef("sheet"), criterion=OuterRef("criterion"), at__gt=OuterRef("answered_at")
    )
    for sheet, criterion, kind, answered, settled in said.annotate(settled=Exists(marked_later)).values_list(
        "sheet_id", "criterion_id", "kind", "answered_at", "settled"
    ):
        row = found.get((sheet, criterion))
        if row is None or row.own or row.owed:
            continue
        row.request = "" if answered else kind
        row.answered = answered is not None and not settled


def _holds(found: Found, where: Where, asked: Asked) -> None:
    holds = Hold.objects.filter(until__gt=asked.at, **where)
    for sheet, criterion, person, name in holds.values_list("sheet_id", "criterion_id", "person_id", "person__name"):
        row = found.get((sheet, criterion))
        if row is not None and not row.owed:
            row.holder, row.held_by_me = name, person == asked.viewer.id


def _explanations(found: Found, where: Where) -> None:
    disputes = Explanation.objects.filter(agrees=False, sheet__explained_at__isnull=False, **where)
    for pair in disputes.values_list("sheet_id", "criterion_id"):
        if row := found.get(pair):
            row.disputed = True


def disputed_pairs(round_: Round) -> frozenset[Pair]:
    """Leaves on which the unit sent an explanation that disagrees: the work of the second appraisal. One query."""
    sent = Explanation.objects.filter(agrees=False, sheet__explained_at__isnull=False, sheet__round_unit__round=round_)
    return frozenset(sent.values_list("sheet_id", "criterion_id"))


def marked_pairs(round_: Round, layer: str) -> frozenset[Pair]:
    """Leaves that have a mark in a layer. One query."""
    return frozenset(
        Mark.objects.filter(layer=layer, sheet__round_unit__round=round_).values_list("sheet_id", "criterion_id")
    )
