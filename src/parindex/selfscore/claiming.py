"""From what an officer enters for a leaf to what is stored: pure but for the other units' ratios of a `relative` rule."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from parindex.criteria.outline import Node
from parindex.criteria.scoring import points_of, ratio_of
from parindex.engine.problems import Text
from parindex.engine.rules import BadValue, Rule
from parindex.grammar.verdict import Invalid
from parindex.selfscore.models import SIGNED, Claim, Sheet

SCORED, NOT_APPLICABLE, NOT_SUBMITTED = "scored", "not_applicable", "not_submitted"
DONE = frozenset({SCORED, NOT_APPLICABLE})
"""The states of a claim that need nothing more."""
LONGEST_NOTE = 4000


class Draft(NamedTuple):
    """What is to stand on a leaf. An entry left empty is `not_submitted`: a note may be there before the points are."""

    value: str
    points: int | None
    state: str
    note: str


def best_ratio(sheet: Sheet, node: Node, value: str) -> Fraction | None:
    """The best ratio a `relative` rule compares with: of this value and of the sheets signed so far. One query.

    Provisional: drafts of other units are nobody else's business, so that they do not count until they are signed.
    """
    rule = node.rule
    if rule is None or rule.kind != "relative":
        return None
    others = Claim.objects.filter(
        criterion=node.criterion, state=SCORED, sheet__round_unit__round=sheet.round_unit.round, sheet__state=SIGNED
    ).exclude(sheet=sheet)
    written = [*others.values_list("value", flat=True), value]
    return max((ratio for text in written if (ratio := ratio_of(rule, text)) is not None), default=None)


def drafted(node: Node, value: str, state: str, note: str, best: Fraction | None = None) -> Draft:
    """What an entry makes of a leaf. Raises Invalid with every fault, by field ("value", "state", "note")."""
    faults: dict[str, Text] = {}
    value, note = value.strip(), note.strip()
    if len(note) > LONGEST_NOTE:
        faults["note"] = Text(
            f"Phần giải thích dài {len(note)} ký tự; viết không quá {LONGEST_NOTE}.",
            f"The explanation has {len(note)} characters; write {LONGEST_NOTE} at most.",
        )
    if "\x00" in value + note:
        faults["value"] = Text("Nội dung có ký tự không lưu được.", "There is a character that cannot be stored.")
    draft = Draft("", None, NOT_SUBMITTED, note)
    if node.surveyed:
        faults[""] = Text("Tiêu chí khảo sát, đơn vị không tự chấm.", "Surveyed; units do not score it themselves.")
    elif state == NOT_APPLICABLE:
        draft = draft._replace(state=state)
        if not note:
            faults["note"] = Text(
                "Chưa nêu lý do không áp dụng cho đơn vị.", "Say why the criterion does not apply to the unit."
            )
    elif state not in {SCORED, NOT_SUBMITTED}:
        faults["state"] = Text("Trạng thái này không chọn được ở phiếu.", "This state cannot be chosen on a sheet.")
    elif value:
        points = _points(node.rule, value, best, faults)
        draft = Draft(value, points, SCORED, note)
    if faults:
        raise Invalid(faults)
    return draft


def _points(rule: Rule | None, value: str, best: Fraction | None, faults: dict[str, Text]) -> int | None:
    if rule is None:
        faults["value"] = Text(
            "Quy tắc chấm của tiêu chí chưa dùng được; xin báo cơ quan điều phối.",
            "The criterion's rule cannot be used yet; please tell the coordinator.",
        )
        return None
    try:
        return points_of(rule, value, best)
    except BadValue as bad:
        what, mend = bad.fault.what, bad.fault.mend
        faults["value"] = Text(f"{what.vi} {mend.vi}".strip(), f"{what.en} {mend.en}".strip())
        return None
