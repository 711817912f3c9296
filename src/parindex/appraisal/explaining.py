"""The unit's answer to what the first appraisal took: which leaves, one answer each, and sending them all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from parindex.appraisal import permissions
from parindex.appraisal.actions import lock
from parindex.appraisal.models import APPRAISED, Explanation, Finding, Mark
from parindex.appraisal.standing import EMPTY, Standing, standings
from parindex.criteria.models import Criterion
from parindex.criteria.outline import Node, outline
from parindex.directory.names import nfc
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.roles import Role, Viewer, may
from parindex.grammar.verdict import Conflict, Invalid, Verdict, no
from parindex.ledger.actions import record
from parindex.selfscore.models import SIGNED, Sheet

LONGEST = 4000
"""The most letters of an explanation."""
LONGEST_VALUE = 200


class Answer(NamedTuple):
    """What is to be saved for a leaf."""

    agrees: bool
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A leaf on which the first appraisal took points or found something. explanation: the unit's answer, if any."""

    sheet: Sheet
    node: Node
    standing: Standing
    explanation: Explanation | None = None

    @property
    def mark(self) -> Mark:
        """The first appraisal's mark."""
        return self.standing.marks[APPRAISED]

    @property
    def claimed(self) -> int:
        """The points the unit signed for; none where it did not sign."""
        claim = self.standing.claim
        return (claim.points or 0) if claim and self.sheet.state == SIGNED else 0

    @property
    def appraised(self) -> int:
        """The points of the first appraisal; a word instead of points is none."""
        return self.mark.points or 0

    @property
    def lost(self) -> int:
        """What was taken from the claim, micropoints; 0 where only a finding stands."""
        return max(0, self.claimed - self.appraised)

    @property
    def finding(self) -> Finding | None:
        """Why, as of the first appraisal."""
        return next((row for row in self.standing.findings if row.layer == APPRAISED), None)

    @property
    def reason(self) -> str:
        """The reason's code."""
        return self.mark.reason or (self.finding.reason if self.finding else "")

    @property
    def sentence(self) -> str:
        """The appraisers' sentence."""
        return self.mark.sentence or (self.finding.sentence if self.finding else "")


def taken_leaves(sheet: Sheet) -> list[Taken]:
    """The leaves that are the unit's to answer, in the order of the set. Four queries; surveys have no appraiser."""
    stood = standings([sheet])
    told = {row.criterion_id: row for row in Explanation.objects.filter(sheet=sheet)}
    found = []
    for node in outline(sheet.round_unit.round.set).leaves:
        key = node.criterion.pk
        leaf = Taken(sheet, node, stood.get((sheet.pk, key), EMPTY), told.get(key))
        if not node.surveyed and APPRAISED in leaf.standing.marks and (leaf.lost or leaf.finding):
            found.append(leaf)
    return found


def unanswered(leaves: Sequence[Taken]) -> list[Taken]:
    """Those without an answer yet."""
    return [leaf for leaf in leaves if leaf.explanation is None]


def can_send(viewer: Viewer, sheet: Sheet, leaves: Sequence[Taken], at: datetime) -> Verdict:
    """Whether the viewer may send the unit's explanations now: its head, in time, once, and if there is anything."""
    verdict = may(viewer, permissions.SEND_EXPLANATION, unit=sheet.round_unit.unit_id)
    if not verdict:
        return verdict
    verdict = permissions.can_explain(viewer, sheet, at)
    if verdict and not leaves:
        return no(
            "Không có tiêu chí nào bị trừ điểm để giải trình.", "Nothing was taken, so nothing is to be explained."
        )
    return verdict


@transaction.atomic
def save_explanation(
    sheet: Sheet,
    criterion: Criterion,
    *,
    agrees: bool | None,
    text: str = "",
    value: str = "",
    version: int,
    by: Viewer,
    at: datetime | None = None,
) -> Explanation:
    """Agree or disagree on one leaf; who disagrees says why. Nothing happens where nothing changed.

    version: the one the person began from, 0 where there was none. Raises Refused, Invalid (fields agrees, text,
    value), and Conflict (theirs: the Explanation that stands; mine: the Answer) where somebody saved meanwhile.
    """
    at = at or now()
    sheet = lock([sheet.pk])[0]
    permissions.can_explain(by, sheet, at).require()
    if criterion.pk not in {leaf.node.criterion.pk for leaf in taken_leaves(sheet)}:
        raise Invalid({"": Text("Tiêu chí này không bị trừ điểm.", "Nothing was taken on this criterion.")})
    mine = _checked(agrees, text, value)
    standing = Explanation.objects.filter(sheet=sheet, criterion=criterion).first()
    before = Answer(standing.agrees, standing.text, standing.value) if standing else None
    if standing and before == mine:
        return standing
    if version != (standing.version if standing else 0):
        raise Conflict(theirs=standing, mine=mine)
    stored = standing or Explanation(sheet=sheet, criterion=criterion, version=0)
    stored.agrees, stored.text, stored.value = mine
    stored.version, stored.at, stored.by, stored.by_name = stored.version + 1, at, by.id, by.name
    stored.save()
    round_, unit = sheet.round_unit.round.name, sheet.round_unit.code
    record(
        "appraisal.explain",
        by=by,
        at=at,
        role=_role(by),
        subject=f"explanation:{round_}/{unit}/{criterion.code}",
        round_=round_,
        unit=unit,
        before=None if before is None else before._asdict(),
        after=mine._asdict(),
    )
    return stored


def _checked(agrees: bool | None, text: str, value: str) -> Answer:  # noqa: FBT001  # a field of the form
    text = "\n".join(nfc(line) for line in text.strip().splitlines())
    value = nfc(value)
    faults: dict[str, Text] = {}
    if agrees is None:
        faults["agrees"] = Text("Chọn đồng ý hoặc không đồng ý.", "Choose whether the unit agrees.")
    if agrees is False and not text:
        faults["text"] = Text("Không đồng ý thì ghi rõ lý do.", "Say why the unit disagrees.")
    if len(text) > LONGEST or "\x00" in text:
        faults["text"] = Text(f"Viết không quá {LONGEST} ký tự.", f"Write {LONGEST} characters at most.")
    if len(value) > LONGEST_VALUE or "\x00" in value:
        faults["value"] = Text(f"Ghi không quá {LONGEST_VALUE} ký tự.", f"Enter {LONGEST_VALUE} characters at most.")
    if faults:
        raise Invalid(faults)
    return Answer(bool(agrees), text, value)


@transaction.atomic
def send_explanations(
    sheet: Sheet, *, by: Viewer, rest_agreed: bool = False, at: datetime | None = None
) -> list[Explanation]:
    """Send all answers, once. Leaves without one count as agreed where the head says so (`rest_agreed`).

    Raises Refused; Invalid (field rest_agreed) where leaves lack an answer and that was not said.
    """
    at = at or now()
    sheet = lock([sheet.pk])[0]
    leaves = taken_leaves(sheet)
    can_send(by, sheet, leaves, at).require()
    rest = unanswered(leaves)
    if rest and not rest_agreed:
        raise Invalid({"rest_agreed": _left(len(rest))})
    agreed = [
        Explanation(sheet=sheet, criterion=leaf.node.criterion, agrees=True, at=at, by=by.id, by_name=by.name)
        for leaf in rest
    ]
    Explanation.objects.bulk_create(agreed)
    sheet.explained_at, sheet.explained_by = at, by.id
    sheet.save(update_fields=["explained_at", "explained_by"])
    answers = [leaf.explanation for leaf in leaves if leaf.explanation]
    codes = {leaf.node.criterion.pk: leaf.node.code for leaf in leaves}
    round_, unit = sheet.round_unit.round.name, sheet.round_unit.code
    record(
        "appraisal.send_explanation",
        by=by,
        at=at,
        role=Role.HEAD,
        subject=f"sheet:{round_}/{unit}",
        round_=round_,
        unit=unit,
        disagreed=[codes[row.criterion_id] for row in answers if not row.agrees],
        agreed=[codes[row.criterion_id] for row in answers if row.agrees],
        counted_as_agreed=[leaf.node.code for leaf in rest],
    )
    return [*answers, *agreed]


def _left(many: int) -> Text:
    return Text(
        f"Còn {many} tiêu chí chưa trả lời. Trả lời từng tiêu chí, hoặc đánh dấu xác nhận là đồng ý.",
        f"{many} criteria are not answered. Answer each, or confirm that the unit agrees with them.",
    )


def _role(by: Viewer) -> Role:
    return Role.OFFICER if by.has(Role.OFFICER) else Role.HEAD
