"""Blind second scores: asked of another appraiser on a sample, given without seeing anything of the first."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from math import ceil

from django.db import transaction

from parindex.appraisal import permissions
from parindex.appraisal.actions import best_ratio
from parindex.appraisal.deciding import SENTENCE, Given, Leaf, taken
from parindex.appraisal.models import APPRAISED, Mark, SecondScore
from parindex.appraisal.queries import Pair, owed_seconds
from parindex.appraisal.standing import Standing
from parindex.appraisal.states import LOWER
from parindex.criteria.models import Criterion
from parindex.criteria.outline import outline
from parindex.directory.names import nfc
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.roles import Role, Viewer, may
from parindex.grammar.verdict import YES, Invalid, Verdict, no
from parindex.ledger.actions import record
from parindex.rounds.models import OPEN, Round
from parindex.selfscore.models import Sheet


def blind(viewer: Viewer, round_: Round) -> frozenset[Pair]:
    """Leaves, as (sheet, criterion) keys, of which the viewer may see no mark yet. One query."""
    return owed_seconds(viewer, round_)


def veiled(standings: dict[Pair, Standing], hidden: Iterable[Pair]) -> dict[Pair, Standing]:
    """The standings with nothing but the claim on the hidden leaves."""
    veils = {pair: Standing(standings[pair].claim) for pair in hidden if pair in standings}
    return standings | veils


def sample(round_: Round, area: str, share: Fraction, seed: int) -> list[tuple[Sheet, Criterion]]:
    """Draw marked leaves of an area, the share rounded up; the same seed draws the same ones."""
    nodes = {node.criterion.pk for node in outline(round_.set).under(area)}
    marks = Mark.objects.filter(layer=APPRAISED, sheet__round_unit__round=round_, criterion__in=nodes)
    free = [
        (mark.sheet, mark.criterion)
        for mark in marks.exclude(by=0)
        .select_related("sheet__round_unit__round__set", "criterion")
        .order_by("sheet__round_unit__order", "criterion__order")
    ]
    # not for secrets: the draw has to be one that can be repeated
    drawn = random.Random(seed).sample(free, min(len(free), ceil(len(free) * share)))  # noqa: S311  # a sample, not a secret: the seed lets it be drawn again
    return sorted(drawn, key=lambda pair: (pair[0].round_unit.order, pair[1].order))


@transaction.atomic
def ask_second(
    leaves: Sequence[tuple[Sheet, Criterion]],
    people: Sequence[Viewer],
    *,
    by: Viewer,
    seed: int = 0,
    at: datetime | None = None,
) -> list[SecondScore]:
    """Ask people for blind second scores of marked leaves, in turn, each the one with the fewest so far.

    Nobody of the unit, nobody who marked the leaf or reads
    everybody's marks is asked. Raises Invalid, by unit and criterion, for leaves nobody is free for.
    """
    at = at or now()
    may(by, permissions.SECOND_ASK).require()
    asked, faults = [], {}
    load = {person.id: 0 for person in people}
    first = _first_markers(leaves)
    for sheet, criterion in leaves:
        free = [person for person in people if _free(person, sheet, first.get((sheet.pk, criterion.pk)))]
        if not free:
            faults[f"{sheet.round_unit.code}/{criterion.code}"] = _nobody(first.get((sheet.pk, criterion.pk)))
            continue
        chosen = min(free, key=lambda person: load[person.id])
        load[chosen.id] += 1
        asked.append(_ask(sheet, criterion, chosen, by, at))
    if faults:
        raise Invalid(faults)
    round_ = leaves[0][0].round_unit.round.name if leaves else ""
    listed = [f"{row.sheet.round_unit.code}/{row.criterion.code}" for row in asked]
    record(
        "appraisal.second_ask", by=by, at=at, role=Role.COORDINATOR, subject=f"round:{round_}", round_=round_,
        leaves=listed, people=[person.id for person in people], seed=seed,
    )  # fmt: skip
    return asked


def _first_markers(leaves: Sequence[tuple[Sheet, Criterion]]) -> dict[Pair, int]:
    rows = Mark.objects.filter(layer=APPRAISED, sheet__in={sheet.pk for sheet, _ in leaves})
    return {(sheet, criterion): by for sheet, criterion, by in rows.values_list("sheet_id", "criterion_id", "by")}


def _free(viewer: Viewer, sheet: Sheet, first: int | None) -> bool:
    return (
        first is not None
        and viewer.id != first
        and viewer.has(Role.APPRAISER)
        and not viewer.has(*permissions.READS_ALL)
        and sheet.round_unit.unit_id not in viewer.own_units
    )


def _nobody(first: int | None) -> Text:
    if first is None:
        return Text("Ô này chưa được chấm lần đầu.", "This leaf has not been marked yet.")
    return Text(
        "Không còn ai chấm lại được: người chấm trước, người của đơn vị và người đọc được mọi điểm đều không chấm lại.",
        "Nobody is free: not the first marker, not the unit's own people, not those who read all marks.",
    )


def _ask(sheet: Sheet, criterion: Criterion, chosen: Viewer, by: Viewer, at: datetime) -> SecondScore:
    row, _ = SecondScore.objects.get_or_create(
        sheet=sheet, criterion=criterion, person_id=chosen.id, defaults={"asked_at": at, "asked_by": by.id}
    )
    return row


def can_give(viewer: Viewer, second: SecondScore) -> Verdict:
    """Whether the viewer may give this second score: asked of them, not of their own unit, round open, not given yet."""
    unit = second.sheet.round_unit
    verdict = may(viewer, permissions.SECOND_GIVE, unit=unit.unit_id, assigned=second.person_id == viewer.id)
    if not verdict:
        return verdict
    if unit.round.state != OPEN:
        return no("Kỳ đánh giá không ở trạng thái đang mở.", "The round is not open.")
    if second.given_at is not None:
        return no("Anh/chị đã chấm lại ô này.", "You have given this second score.", since=second.given_at)
    return YES


@transaction.atomic
def give_second(
    second: SecondScore,
    *,
    by: Viewer,
    value: str = "",
    points: int | None = None,
    sentence: str = "",
    at: datetime | None = None,
) -> SecondScore:
    """Give a blind second score, once. It changes no layer; from now on its giver may see the first."""
    at = at or now()
    second = (
        SecondScore.objects.select_for_update(of=("self",))
        .select_related("sheet__round_unit__round__set", "criterion")
        .get(pk=second.pk)
    )
    can_give(by, second).require()
    node = outline(second.sheet.round_unit.round.set).by_key[second.criterion_id]
    leaf = Leaf(node, None, (), {}, best_ratio(second.sheet, node, value))
    second.value, found, _ = taken(leaf, Given(LOWER, value, points))
    second.points, second.sentence, second.given_at = found, nfc(sentence), at
    if not second.sentence or len(second.sentence) > SENTENCE:
        raise Invalid(
            {
                "sentence": Text(
                    f"Nêu rõ một câu, nhiều nhất {SENTENCE} ký tự.", f"Say why, in {SENTENCE} letters at most."
                )
            }
        )
    second.save()
    round_, unit = second.sheet.round_unit.round.name, second.sheet.round_unit.code
    record(
        "appraisal.second_give", by=by, at=at, role=Role.APPRAISER, round_=round_, unit=unit,
        subject=f"second:{round_}/{unit}/{second.criterion.code}", points=found, value=second.value,
        sentence=second.sentence,
    )  # fmt: skip
    return second


def of_viewer(viewer: Viewer, round_: Round) -> list[SecondScore]:
    """Second scores asked of the viewer, those still owed first. One query."""
    rows = SecondScore.objects.filter(person=viewer.id, sheet__round_unit__round=round_)
    rows = rows.select_related("sheet__round_unit", "criterion")
    return sorted(rows, key=lambda row: (row.given_at is not None, row.sheet.round_unit.order, row.criterion.order))
