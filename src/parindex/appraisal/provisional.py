"""What a unit's index would be as the layers stand now, and what one decision moves: for the workbench, never the record."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Sum

from parindex.appraisal.deciding import counting
from parindex.appraisal.models import APPRAISED, EXPLAINED, FINAL, Mark
from parindex.appraisal.queries import visible_marks
from parindex.criteria.outline import Node
from parindex.engine.points import percentage
from parindex.engine.round import ABSENCE, Counting
from parindex.engine.sheet import STATES
from parindex.grammar.roles import Viewer
from parindex.rounds.models import Round
from parindex.selfscore.models import SIGNED, Claim


class Total(NamedTuple):
    """points, maximum: micropoints."""

    points: int
    maximum: int

    @property
    def index(self) -> Fraction | None:
        """The exact percentage; None where nothing counts yet."""
        return percentage(self.points, self.maximum)


class Consequence(NamedTuple):
    """A unit before and after a decision: index (exact percentage) and rank in its block; None where there is none."""

    before: Fraction | None
    after: Fraction | None
    rank_before: int | None
    rank_after: int | None


def totals(round_: Round, viewer: Viewer) -> dict[int, Total]:
    """Every sheet's points and maximum, each leaf by its latest layer the viewer may know of. Three queries, summed there.

    Leaves with nothing yet count neither way; bonuses and penalties are not in it.
    """
    found: dict[int, Total] = {}
    for rows in _layers(round_, viewer):
        for row in rows:
            sheet = row["sheet_id"]
            points, maximum = _counted(row, round_.absence)
            so_far = found.get(sheet, Total(0, 0))
            found[sheet] = Total(so_far.points + points, so_far.maximum + maximum)
    return found


def _layers(round_: Round, viewer: Viewer) -> list[QuerySet[Any]]:
    visible = visible_marks(viewer, round_)
    here = {"sheet": OuterRef("sheet"), "criterion": OuterRef("criterion")}
    hidden = visible.filter(**here)
    claims = Claim.objects.filter(~Exists(hidden), sheet__round_unit__round=round_, sheet__state=SIGNED)
    later = {APPRAISED: (EXPLAINED, FINAL), EXPLAINED: (FINAL,)}
    marks = [
        visible.filter(~Exists(Mark.objects.filter(layer__in=after, **here)), layer=layer)
        for layer, after in later.items()
    ]
    return [_summed(query) for query in (claims, *marks, visible.filter(layer=FINAL))]


def _summed(query: QuerySet[Any]) -> QuerySet[Any]:
    by = query.order_by().values("sheet_id", "state", "criterion__not_applicable")
    return by.annotate(points_sum=Sum("points"), maximum_sum=Sum("criterion__max_points"))


def _counted(row: Mapping[str, Any], absence: Mapping[str, str]) -> tuple[int, int]:
    points, maximum, state = row["points_sum"] or 0, row["maximum_sum"] or 0, row["state"]
    if state == "scored":
        return points, maximum
    word = row["criterion__not_applicable"]
    if state == "not_applicable":
        return {"full": (maximum, maximum), "zero": (0, maximum)}.get(word, (0, 0))
    way = Counting(absence.get(state, ABSENCE[STATES[state]].value))
    return (0, maximum) if way is Counting.ZERO else (0, 0)


def counts(node: Node, state: str, points: int | None, absence: Mapping[str, str]) -> Total:
    """What one leaf adds to a unit's points and maximum."""
    if state == "scored":
        return Total(points or 0, node.maximum)
    if state == "not_applicable" and node.criterion.not_applicable == "full":
        return Total(node.maximum, node.maximum)
    return Total(0, node.maximum) if counting(node, state, absence) is Counting.ZERO else Total(0, 0)


def consequence(all_: Mapping[int, Total], sheet: int, was: Total, becomes: Total) -> Consequence:
    """What one leaf moves. all_: of the sheet's block; was, becomes: what the leaf adds before and after."""
    now = all_.get(sheet, Total(0, 0))
    then = Total(now.points - was.points + becomes.points, now.maximum - was.maximum + becomes.maximum)
    others = [index for key, total in all_.items() if key != sheet and (index := total.index) is not None]
    return Consequence(now.index, then.index, _rank(now.index, others), _rank(then.index, others))


def _rank(index: Fraction | None, others: list[Fraction]) -> int | None:
    return None if index is None else 1 + sum(other > index for other in others)
