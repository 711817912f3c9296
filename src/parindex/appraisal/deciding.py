"""From what an appraiser decides on a leaf to what is stored: points, reason, sentence, the points lost. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from parindex.appraisal.states import ABSENCES, ABSENT, ACCEPT, DECISIONS, LOWER, RAISE
from parindex.criteria.outline import Node
from parindex.criteria.scoring import points_of
from parindex.directory.names import nfc
from parindex.engine.points import plain
from parindex.engine.problems import Text
from parindex.engine.round import ABSENCE, Counting
from parindex.engine.rules import BadValue, Rule
from parindex.engine.sheet import STATES
from parindex.grammar.verdict import Invalid

SENTENCE = 300
"""The most letters of an appraiser's sentence: the unit reads it in a table."""
SCORED, NOT_SUBMITTED = "scored", "not_submitted"


class Layer(Protocol):
    """What a claim and a mark have in common."""

    value: str
    points: int | None
    state: str


@dataclass(frozen=True, slots=True)
class Given:
    """What was decided. decision: see states.DECISIONS; points: micropoints, where no value says them."""

    decision: str
    value: str = ""
    points: int | None = None
    state: str = SCORED
    reason: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What it is decided on. before: the layer before, None where there is none. reasons: codes of the catalogue.

    absence: how each absence counts in this round. best: the best unit's ratio, for `relative` alone.
    longest: the most letters of the sentence.
    """

    node: Node
    before: Layer | None
    reasons: Collection[str]
    absence: Mapping[str, str]
    best: Fraction | None = None
    longest: int = SENTENCE

    @property
    def rule(self) -> Rule | None:
        """The leaf's rule."""
        return self.node.rule


@dataclass(frozen=True, slots=True)
class Decided:
    """What is stored. lost: micropoints of the finding, 0 where there is none."""

    value: str
    points: int | None
    state: str
    reason: str
    sentence: str
    lost: int


def decide(leaf: Leaf, given: Given) -> Decided:
    """What a decision comes to. Raises Invalid with every fault, by field: decision, value, state, reason, sentence.

    Points never change without a reason and a sentence; points below the maximum never stand without a reason, unless
    the rule itself says why (a ratio of 70 % is its own reason).
    """
    reason, sentence = given.reason.strip(), nfc(given.sentence)
    try:
        value, points, state = taken(leaf, given)
    except Invalid as bad:
        # without points nobody can say whether they change; who lowers or raises means them to
        words = _words(leaf, (None, ""), reason, sentence) if given.decision in {LOWER, RAISE} else {}
        raise Invalid(bad.faults | words) from bad
    faults = _faults(leaf, given, points, state) | _words(leaf, (points, state), reason, sentence)
    if faults:
        raise Invalid(faults)
    return Decided(value, points, state, reason, sentence, _lost(leaf, points, state) if reason else 0)


def taken(leaf: Leaf, given: Given) -> tuple[str, int | None, str]:
    """The value, points and state a decision names, the words aside. Raises Invalid."""
    if given.decision not in DECISIONS:
        raise Invalid({"decision": Text("Chọn Giữ, Hạ hoặc Nâng.", "Choose accept, lower or raise.")})
    if given.decision == ABSENT:
        if given.state not in ABSENCES:
            raise Invalid({"state": Text("Chọn lý do không có điểm.", "Choose why there are no points.")})
        return "", None, given.state
    if given.decision == ACCEPT:
        if leaf.before is None or (leaf.before.state == SCORED and leaf.before.points is None):
            raise Invalid(
                {
                    "decision": Text(
                        "Chưa có điểm nào để giữ; xin chọn Hạ hoặc Nâng rồi cho điểm.",
                        "There are no points to accept yet; choose lower or raise and give some.",
                    )
                }
            )
        return leaf.before.value, leaf.before.points, leaf.before.state
    return _entered(leaf, given)


def _entered(leaf: Leaf, given: Given) -> tuple[str, int | None, str]:
    rule = leaf.rule
    if rule is None:
        raise Invalid({"value": Text("Tiêu chí chưa có cách chấm.", "The criterion has no rule yet.")})
    value = given.value.strip()
    if value:
        try:
            points = points_of(rule, value, leaf.best)
            if given.points is not None and not rule.agrees(value, given.points, leaf.best):
                raise Invalid({"value": _other_points(points)})
        except BadValue as bad:
            raise Invalid({"value": _both(bad.fault.what, bad.fault.mend)}) from bad
        return value, points if given.points is None else given.points, SCORED
    if given.points is None:
        raise Invalid({"value": Text("Chọn mức hoặc nhập số liệu để ra điểm.", "Choose a level or enter the figures.")})
    if not (0 <= given.points <= leaf.node.maximum and rule.can_give(given.points)):
        possible = rule.possible()
        raise Invalid({"value": Text(f"Cách chấm chỉ cho: {possible.vi}.", f"The rule can only give: {possible.en}.")})
    return "", given.points, SCORED


def _other_points(points: int) -> Text:
    shown = plain(points)
    return Text(f"Số liệu này ra {shown.replace('.', ',')} điểm.", f"These figures give {shown} points.")


def _both(what: Text, mend: Text) -> Text:
    return Text(f"{what.vi} {mend.vi}", f"{what.en} {mend.en}")


def _faults(leaf: Leaf, given: Given, points: int | None, state: str) -> dict[str, Text]:
    before = leaf.before.points if leaf.before is not None and leaf.before.state == SCORED else None
    if state != SCORED or before is None or points is None:
        return {}
    if given.decision == LOWER and points >= before:
        return {"value": Text("Muốn hạ thì điểm mới phải thấp hơn.", "To lower, the new points must be fewer.")}
    if given.decision == RAISE and points <= before:
        return {"value": Text("Muốn nâng thì điểm mới phải cao hơn.", "To raise, the new points must be more.")}
    return {}


def changes(before: Layer | None, points: int | None, state: str) -> bool:
    """Whether points are other than in the layer before. That nothing came where nothing was is no change."""
    if before is None:
        return state != NOT_SUBMITTED
    return (before.state, before.points) != (state, points)


def needs_reason(leaf: Leaf, points: int | None, state: str) -> bool:
    """Whether the points cannot stand without a reason."""
    short = state == SCORED and points is not None and points < leaf.node.maximum
    return changes(leaf.before, points, state) or (short and not (leaf.rule and leaf.rule.explains_loss))


def _words(leaf: Leaf, to: tuple[int | None, str], reason: str, sentence: str) -> dict[str, Text]:
    faults = {}
    if reason and reason not in leaf.reasons:
        faults["reason"] = Text("Mã lý do không có trong danh mục.", "The catalogue has no such reason.")
    elif not reason and needs_reason(leaf, *to):
        faults["reason"] = Text("Chọn mã lý do.", "Choose a reason.")
    if not sentence and changes(leaf.before, *to):
        faults["sentence"] = Text(
            "Nêu rõ một câu để đơn vị hiểu vì sao điểm thay đổi.", "Say in a sentence why the points change."
        )
    if len(sentence) > leaf.longest:
        faults["sentence"] = Text(
            f"Rút câu xuống còn {leaf.longest} ký tự.", f"Shorten the sentence to {leaf.longest} letters."
        )
    return faults


def counting(node: Node, state: str, absence: Mapping[str, str]) -> Counting:
    """How an absence counts on a leaf: as the set says for what is not applicable, as the round says otherwise."""
    if state == "not_applicable":
        return Counting.ZERO if node.criterion.not_applicable == "zero" else Counting.EXCLUDE
    return Counting(absence.get(state, ABSENCE[STATES[state]].value))


def _lost(leaf: Leaf, points: int | None, state: str) -> int:
    if state == SCORED:
        return leaf.node.maximum - (points or 0)
    return leaf.node.maximum if counting(leaf.node, state, leaf.absence) is Counting.ZERO else 0
