"""The verbs of this room on points: mark a leaf, accept many, enter a survey's result, release to the units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple

from django.db import transaction

from parindex.appraisal import permissions
from parindex.appraisal.deciding import SENTENCE, Decided, Given, Leaf, decide, taken
from parindex.appraisal.holding import held_by_another
from parindex.appraisal.models import APPRAISED, FINAL, Finding, Mark
from parindex.appraisal.queries import plain_claims, unmarked
from parindex.appraisal.standing import ORDER
from parindex.appraisal.states import ABSENT, ACCEPT, LOWER
from parindex.criteria.models import Criterion, Reason
from parindex.criteria.outline import Node, outline
from parindex.criteria.scoring import ratio_of
from parindex.directory.models import Holding, Letter
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.roles import SYSTEM, UNIT_ROLES, Role, Viewer, may
from parindex.grammar.verdict import Conflict, Invalid
from parindex.ledger.actions import record
from parindex.selfscore.models import SIGNED, Claim, Sheet
from parindex.selfscore.permissions import RELEASE

COUNCIL_SENTENCE = 1000
"""The council's reasons go into minutes and may be longer."""


def lock(keys: Iterable[int]) -> list[Sheet]:
    """Lock sheets for a change, always in the same order, with all that the verdicts look at."""
    rows = Sheet.objects.select_for_update(of=("self",)).filter(pk__in=list(keys)).order_by("pk")
    return list(rows.select_related("round_unit__round__set", "round_unit__unit"))


@transaction.atomic
def mark(
    sheet: Sheet,
    criterion: Criterion,
    *,
    layer: str,
    by: Viewer,
    decision: str = ACCEPT,
    value: str = "",
    points: int | None = None,
    state: str = "scored",
    reason: str = "",
    sentence: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Mark:
    """Give a leaf its points in a layer, with the finding that says why any are lost. Earlier layers stay as they are.

    version: of the mark as it was read (0 where there was none); None asks for no comparison. Raises Refused (not
    theirs, wrong time, held by another), Invalid (every fault by field), Conflict (marked otherwise meanwhile).
    """
    at = at or now()
    sheet = lock([sheet.pk])[0]
    permissions.can_mark(by, sheet, criterion, layer, at).require()
    held_by_another(sheet, criterion, by, at).require()
    given = Given(decision, value, points, state, reason, sentence)
    standing = Mark.objects.filter(sheet=sheet, criterion=criterion, layer=layer).first()
    if version is not None and version != (standing.version if standing else 0):
        raise Conflict(theirs=standing, mine=given)
    _only_absent_where_unsigned(sheet, layer, decision)
    before = layer_before(sheet, criterion, layer)
    decided = decide(_leaf(sheet, criterion, layer, before, value), given)
    stored = _store(sheet, criterion, layer, decided, by, at)
    record(
        "appraisal.mark",
        by=by,
        at=at,
        role=Role.COUNCIL if layer == FINAL else Role.APPRAISER if by is not SYSTEM else None,
        decision=decision,
        before=None if before is None else before.points,
        **_said(stored),
        **_of(sheet, criterion, layer),
    )
    return stored


def _only_absent_where_unsigned(sheet: Sheet, layer: str, decision: str) -> None:
    if layer == APPRAISED and sheet.state != SIGNED and decision != ABSENT:
        raise Invalid(
            {
                "decision": Text(
                    "Đơn vị không ký phiếu tự chấm nên chỉ ghi được “Không nộp” hoặc “Không áp dụng”.",
                    "The unit did not sign its sheet: only “not submitted” or “not applicable” can be set.",
                )
            }
        )


def layer_before(sheet: Sheet, criterion: Criterion, layer: str) -> Claim | Mark | None:
    """What stood before a layer: the latest earlier mark, or what the unit claimed and signed."""
    earlier = ORDER[1 : ORDER.index(layer)]
    marks = {row.layer: row for row in Mark.objects.filter(sheet=sheet, criterion=criterion, layer__in=earlier)}
    for name in reversed(earlier):
        if name in marks:
            return marks[name]
    if sheet.state != SIGNED:
        return None
    return Claim.objects.filter(sheet=sheet, criterion=criterion).first()


def _leaf(sheet: Sheet, criterion: Criterion, layer: str, before: Claim | Mark | None, value: str) -> Leaf:
    round_ = sheet.round_unit.round
    node = outline(round_.set).by_key[criterion.pk]
    codes = set(Reason.objects.filter(set=round_.set_id).values_list("code", flat=True))
    longest = COUNCIL_SENTENCE if layer == FINAL else SENTENCE
    return Leaf(node, before, codes, round_.absence, best_ratio(sheet, node, value), longest)


def best_ratio(sheet: Sheet, node: Node, value: str) -> Fraction | None:
    """The best unit's ratio on a `relative` leaf as it stands, this unit taking `value`; None for any other rule."""
    rule = node.rule
    if rule is None or rule.kind != "relative":
        return None
    values: dict[int, str] = {}
    of_round = {"sheet__round_unit__round": sheet.round_unit.round_id, "criterion": node.criterion.pk}
    values.update(Claim.objects.filter(**of_round).values_list("sheet_id", "value"))
    rank = {name: at for at, name in enumerate(ORDER)}
    marks = Mark.objects.filter(**of_round).values_list("layer", "sheet_id", "value")
    values.update({key: text for _, key, text in sorted(marks, key=lambda row: rank[row[0]])})
    values[sheet.pk] = value
    return max((found for text in values.values() if (found := ratio_of(rule, text)) is not None), default=None)


def _store(sheet: Sheet, criterion: Criterion, layer: str, decided: Decided, by: Viewer, at: datetime) -> Mark:
    stored = Mark.objects.filter(sheet=sheet, criterion=criterion, layer=layer).first()
    stored = stored or Mark(sheet=sheet, criterion=criterion, layer=layer, version=0)
    stored.value, stored.points, stored.state = decided.value, decided.points, decided.state
    stored.reason, stored.sentence = decided.reason, decided.sentence
    stored.version, stored.at, stored.by, stored.by_name = stored.version + 1, at, by.id, by.name
    stored.kept = {}
    stored.save()
    Finding.objects.filter(sheet=sheet, criterion=criterion, layer=layer).delete()
    if decided.lost:
        Finding.objects.create(
            sheet=sheet,
            criterion=criterion,
            layer=layer,
            reason=decided.reason,
            points_lost=decided.lost,
            sentence=decided.sentence,
        )
    return stored


def _said(stored: Mark) -> dict[str, Any]:
    names = ("value", "points", "state", "reason", "sentence", "version")
    return {name: getattr(stored, name) for name in names}


def _of(sheet: Sheet, criterion: Criterion, layer: str) -> dict[str, str]:
    round_, unit = sheet.round_unit.round.name, sheet.round_unit.code
    return {"subject": f"mark:{round_}/{unit}/{criterion.code}/{layer}", "round_": round_, "unit": unit}


@transaction.atomic
def accept_many(leaves: Sequence[tuple[Sheet, Criterion]], *, by: Viewer, at: datetime | None = None) -> list[Mark]:
    """Accept leaves where nothing is to be weighed: claimed at the maximum, with evidence, signed and not marked yet.

    What does not qualify (see queries.plain_claims), or is not the marker's to do now, is left alone; one ledger entry
    lists what was accepted. Raises Invalid where nothing is left.
    """
    at = at or now()
    sheets = {sheet.pk: sheet for sheet in lock({sheet.pk for sheet, _ in leaves})}
    found = plain_claims(sheets, {criterion.pk for _, criterion in leaves})
    claims = {(claim.sheet_id, claim.criterion_id): claim for claim in found}
    done = []
    for given, criterion in leaves:
        sheet, claim = sheets[given.pk], claims.get((given.pk, criterion.pk))
        if claim is None or not permissions.can_mark(by, sheet, criterion, APPRAISED, at):
            continue
        if held_by_another(sheet, criterion, by, at):
            taken = Decided(claim.value, claim.points, claim.state, "", "", 0)
            done.append(_store(sheet, criterion, APPRAISED, taken, by, at))
    if not done:
        raise Invalid({"": Text("Không còn ô nào giữ ngay được.", "No leaf is left that can be accepted at once.")})
    round_ = done[0].sheet.round_unit.round.name
    listed = [{"unit": m.sheet.round_unit.code, "criterion": m.criterion.code, "points": m.points} for m in done]
    record(
        "appraisal.accept_many", by=by, at=at, role=Role.APPRAISER, subject=f"round:{round_}", round_=round_,
        leaves=listed,
    )  # fmt: skip
    return done


@transaction.atomic
def enter_survey(
    sheet: Sheet,
    criterion: Criterion,
    value: str = "",
    *,
    by: Viewer,
    points: int | None = None,
    state: str = "scored",
    version: int | None = None,
    at: datetime | None = None,
) -> Mark:
    """Enter a survey's result for a leaf (layer "appraised"): a value the rule reads, points, or a word instead.

    A rule of a survey says itself why points are lost, so that no reason is asked for.
    """
    at = at or now()
    sheet = lock([sheet.pk])[0]
    permissions.can_enter_survey(by, sheet, criterion).require()
    standing = Mark.objects.filter(sheet=sheet, criterion=criterion, layer=APPRAISED).first()
    given = Given(LOWER if state == "scored" else ABSENT, value, points, state)
    if version is not None and version != (standing.version if standing else 0):
        raise Conflict(theirs=standing, mine=given)
    decided = _surveyed(_leaf(sheet, criterion, APPRAISED, None, value), given)
    stored = _store(sheet, criterion, APPRAISED, decided, by, at)
    record(
        "appraisal.enter_survey",
        by=by,
        at=at,
        role=Role.COORDINATOR if by is not SYSTEM else None,
        **_said(stored),
        **_of(sheet, criterion, APPRAISED),
    )
    return stored


def _surveyed(leaf: Leaf, given: Given) -> Decided:
    value, points, state = taken(leaf, given)
    return Decided(value, points, state, "", "", 0)


class Released(NamedTuple):
    """done: sheets shown to their units; waiting: by unit code, the codes of the leaves that are not marked yet."""

    done: tuple[Sheet, ...]
    waiting: dict[str, tuple[str, ...]]


@transaction.atomic
def release(sheets: Iterable[Sheet], *, by: Viewer, at: datetime | None = None) -> Released:
    """Show the first appraisal to units whose leaves are all marked (surveys may come later), and write to them.

    Says which sheets are not complete and what they lack. Raises Invalid, by unit code, where none is complete.
    """
    at = at or now()
    found = [sheet for sheet in lock({sheet.pk for sheet in sheets}) if sheet.released_at is None]
    for sheet in found:
        may(by, RELEASE, unit=sheet.round_unit.unit_id).require()
    waiting = {sheet.round_unit.code: tuple(lacks) for sheet, lacks in unmarked(found) if lacks}
    done = tuple(sheet for sheet in found if sheet.round_unit.code not in waiting)
    if not done:
        raise Invalid({code: _lacks(lacks) for code, lacks in waiting.items()} or {"": _nothing()})
    for sheet in done:
        sheet.released_at, sheet.released_by = at, by.id
        sheet.save(update_fields=["released_at", "released_by"])
    _tell_units(done, at)
    round_ = done[0].round_unit.round.name
    units = [sheet.round_unit.code for sheet in done]
    record("appraisal.release", by=by, at=at, subject=f"round:{round_}", round_=round_, units=units)
    return Released(done, waiting)


def _lacks(codes: tuple[str, ...]) -> Text:
    listed = ", ".join(codes[:5]) + (" …" if len(codes) > len(codes[:5]) else "")
    return Text(f"Còn {len(codes)} ô chưa thẩm định: {listed}.", f"{len(codes)} leaves are not marked yet: {listed}.")


def _nothing() -> Text:
    return Text("Kết quả đã trả cho các đơn vị này rồi.", "These units have got their results already.")


def _tell_units(sheets: Sequence[Sheet], at: datetime) -> None:
    units = {sheet.round_unit.unit_id: sheet for sheet in sheets}
    held = Holding.objects.filter(
        role__in=sorted(UNIT_ROLES), unit__in=units, ended_at__isnull=True, person__is_active=True
    )
    letters = []
    for unit, email in held.values_list("unit_id", "person__email").distinct().order_by("unit_id", "person__email"):
        sheet = units[unit].round_unit
        letters.append(
            Letter(
                to=email,
                subject=f"Kết quả thẩm định lần 1, năm {sheet.round.year}: {sheet.name_vi}"[:300],
                body=(
                    f"Kính gửi {sheet.name_vi},\n\nKết quả thẩm định lần 1 của {sheet.round.title_vi} đã có. "
                    "Đơn vị xem từng tiêu chí, điểm được giữ, hạ hoặc nâng và lý do trong phần mềm, ở mục Giải trình. "
                    "Nếu không đồng ý, xin gửi giải trình kèm tài liệu trong thời hạn của giai đoạn.\n"
                ),
                written_at=at,
            )
        )
    Letter.objects.bulk_create(letters)
