"""The council: what is left to it, what it decides, and when it met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from parindex.appraisal.actions import mark
from parindex.appraisal.models import APPRAISED, EXPLAINED, FINAL, Explanation, Mark, Meeting
from parindex.appraisal.permissions import MINUTES
from parindex.criteria.models import Criterion
from parindex.criteria.outline import Node, outline
from parindex.directory.names import nfc
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.roles import Role, Viewer, may
from parindex.grammar.verdict import Conflict, Invalid, no
from parindex.ledger.actions import record
from parindex.rounds.models import OPEN, Round
from parindex.selfscore.models import SIGNED, Claim, Sheet

PART_MOVED = 2
"""A change is large from 1/PART_MOVED of the leaf's maximum on."""
LONGEST = 200
LONGEST_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class Given:
    """A layer's points (micropoints, None where a word stands instead), and who gave them when."""

    points: int | None
    state: str
    at: datetime | None = None
    reason: str = ""
    sentence: str = ""


@dataclass(slots=True)
class Case:
    """A leaf of a unit before the council. layers: by name, from "self" to "final"; disputed: not given back in full."""

    sheet: Sheet
    node: Node
    layers: dict[str, Given] = field(default_factory=dict)
    disputed: bool = False

    def points(self, layer: str) -> int | None:
        """A layer's micropoints."""
        found = self.layers.get(layer)
        return found.points if found else None

    @property
    def claimed(self) -> int | None:
        """What the unit gave itself."""
        return self.points("self")

    @property
    def appraised(self) -> int | None:
        """What the first appraisal gave."""
        return self.points(APPRAISED)

    @property
    def explained(self) -> int | None:
        """What the second appraisal gave."""
        return self.points(EXPLAINED)

    @property
    def final(self) -> int | None:
        """What the council gave."""
        return self.points(FINAL)

    @property
    def latest(self) -> Given | None:
        """What stands before the council decides: the second appraisal, else the first."""
        return self.layers.get(EXPLAINED) or self.layers.get(APPRAISED)

    @property
    def decided(self) -> bool:
        """Whether the council has decided."""
        return FINAL in self.layers

    @property
    def moved(self) -> int:
        """How far the appraisal moved the unit's own points; 0 where the two cannot be compared."""
        if self.claimed is None or self.latest is None or self.latest.state == "not_applicable":
            return 0
        return (self.latest.points or 0) - self.claimed

    @property
    def large(self) -> bool:
        """Whether that is much of the leaf's maximum."""
        return bool(self.moved) and abs(self.moved) * PART_MOVED >= self.node.maximum


def cases(round_: Round) -> list[Case]:
    """What is disputed, was moved most or is decided already: disputes first, then by how far points moved.

    A constant number of queries; rows are read as plain values, since a province has ten thousand leaves.
    """
    sheets = {row.pk: row for row in _sheets(round_)}
    nodes = {node.criterion.pk: node for node in outline(round_.set).leaves}
    found = {
        (sheet, key): Case(sheets[sheet], nodes[key], layers)
        for (sheet, key), layers in _layers(round_).items()
        if sheet in sheets and key in nodes
    }
    sent = Explanation.objects.filter(agrees=False, sheet__explained_at__isnull=False, sheet__round_unit__round=round_)
    for pair in sent.values_list("sheet_id", "criterion_id"):
        if (case := found.get(pair)) is not None:
            case.disputed = case.moved < 0
    chosen = [case for case in found.values() if case.disputed or case.large or case.decided]
    order = {key: at for at, key in enumerate(nodes)}
    return sorted(
        chosen,
        key=lambda it: (
            not it.disputed, -abs(it.moved), it.sheet.round_unit.order, order[it.node.criterion.pk],
        ),
    )  # fmt: skip


def _sheets(round_: Round) -> Iterable[Sheet]:
    return Sheet.objects.filter(round_unit__round=round_).select_related("round_unit__unit")


def _layers(round_: Round) -> dict[tuple[int, int], dict[str, Given]]:
    found: dict[tuple[int, int], dict[str, Given]] = {}
    claims = Claim.objects.filter(sheet__round_unit__round=round_, sheet__state=SIGNED)
    for sheet, key, points, state in claims.values_list("sheet_id", "criterion_id", "points", "state"):
        found.setdefault((sheet, key), {})["self"] = Given(points, state)
    marks = Mark.objects.filter(sheet__round_unit__round=round_)
    names = ("sheet_id", "criterion_id", "layer", "points", "state", "at", "reason", "sentence")
    for sheet, key, layer, *given in marks.values_list(*names):
        found.setdefault((sheet, key), {})[layer] = Given(*given)
    return found


@transaction.atomic
def decide(
    sheet: Sheet,
    criterion: Criterion,
    *,
    by: Viewer,
    reason: str = "",
    sentence: str = "",
    at: datetime | None = None,
    **given: Any,
) -> Mark:
    """Decide the final points. Unlike an appraiser the council says why even where it keeps what stands.

    given: decision, value, points, version as in `actions.mark`, which also says what may be refused.
    """
    faults = _words(reason, sentence)
    try:
        stored = mark(sheet, criterion, layer=FINAL, by=by, reason=reason, sentence=sentence, at=at, **given)
    except Invalid as bad:
        raise Invalid(bad.faults | faults) from bad
    if faults:
        raise Invalid(faults)  # takes back what was stored
    return stored


def _words(reason: str, sentence: str) -> dict[str, Text]:
    faults = {}
    if not reason.strip():
        faults["reason"] = Text("Chọn mã lý do.", "Choose a reason.")
    if not nfc(sentence):
        faults["sentence"] = Text("Ghi lý do của Hội đồng.", "Write the council's reason.")
    return faults


@transaction.atomic
def record_meeting(round_: Round, *, by: Viewer, at: datetime | None = None, **fields: Any) -> Meeting:
    """Record a meeting for its minutes. fields: held_at, place, chair, secretary, people, notes. Raises Invalid."""
    at = at or now()
    _may_write(round_, by)
    meeting = Meeting(round=round_, at=at, by=by.id, **_checked(fields))
    meeting.save()
    _record("appraisal.meeting", meeting, by, at)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, *, by: Viewer, seen: datetime | None = None, at: datetime | None = None, **fields: Any
) -> Meeting:
    """Mend what was recorded. seen: when it was last changed as the form was read. Raises Invalid, Conflict."""
    at = at or now()
    _may_write(meeting.round, by)
    standing = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if seen is not None and seen != standing.at:
        raise Conflict(theirs=standing, mine=fields)
    for name, value in _checked(fields).items():
        setattr(standing, name, value)
    standing.at, standing.by = at, by.id
    standing.save()
    _record("appraisal.change_meeting", standing, by, at)
    return standing


def _may_write(round_: Round, by: Viewer) -> None:
    standing = Round.objects.select_for_update().get(pk=round_.pk)
    may(by, MINUTES).require()
    if standing.state != OPEN:
        no("Kỳ đánh giá không ở trạng thái đang mở.", "The round is not open.").require()


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    taken: dict[str, Any] = {"held_at": fields.get("held_at")}
    for name in ("place", "chair", "secretary", "people", "notes"):
        lines = str(fields.get(name) or "").strip().splitlines()
        taken[name] = "\n".join(nfc(line) for line in lines)
    faults = {}
    if taken["held_at"] is None:
        faults["held_at"] = Text("Nhập ngày giờ, ví dụ 08:00 09/02/2018.", "Enter it as 08:00 09/02/2018.")
    if not taken["chair"]:
        faults["chair"] = Text("Ghi tên chủ tọa.", "Name the chair.")
    if not taken["secretary"]:
        faults["secretary"] = Text("Ghi tên thư ký.", "Name the secretary.")
    for name in ("place", "chair", "secretary", "people", "notes"):
        most = LONGEST_TEXT if name in {"people", "notes"} else LONGEST
        if len(taken[name]) > most:
            faults[name] = Text(f"Rút xuống còn {most} ký tự.", f"Shorten it to {most} letters.")
    if faults:
        raise Invalid(faults)
    return taken


def _record(verb: str, meeting: Meeting, by: Viewer, at: datetime) -> None:
    role = Role.COUNCIL if by.has(Role.COUNCIL) else Role.COORDINATOR if by.has(Role.COORDINATOR) else None
    said = {name: getattr(meeting, name) for name in ("place", "chair", "secretary", "people", "notes")}
    name = meeting.round.name
    record(
        verb, by=by, at=at, role=role, subject=f"round:{name}", round_=name,
        meeting=meeting.pk, held_at=meeting.held_at.isoformat(), **said,
    )  # fmt: skip


def cases_of(meeting: Meeting, found: list[Case] | None = None) -> list[Case]:
    """What a meeting's minutes list: what was decided from it until the next one; the last also tells of open disputes.

    The first meeting takes in what was entered before it began. found: the round's cases where they are read already.
    """
    held = sorted(Meeting.objects.filter(round=meeting.round_id).values_list("held_at", "pk"))
    here = held.index((meeting.held_at, meeting.pk))
    begins = held[here][0] if here else None
    ends = held[here + 1][0] if here + 1 < len(held) else None
    listed = []
    for case in cases(meeting.round) if found is None else found:
        final = case.layers.get(FINAL)
        if final is None or final.at is None:
            fits = case.disputed and ends is None
        else:
            fits = (begins is None or final.at >= begins) and (ends is None or final.at < ends)
        if fits:
            listed.append(case)
    return listed
