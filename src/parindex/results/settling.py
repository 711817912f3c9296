"""Points that depend on the other units: `relative` leaves are settled against the best ratio once all values are there."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from parindex.appraisal.models import Mark
from parindex.appraisal.standing import EMPTY, standings
from parindex.criteria.outline import Node, outline
from parindex.criteria.scoring import points_of, ratio_of
from parindex.engine.points import plain
from parindex.engine.rules import Rule
from parindex.rounds.models import Round
from parindex.selfscore.models import Claim, Sheet


def settle(round_: Round) -> list[dict[str, str | None]]:
    """Recompute the latest points of every `relative` leaf; gives what was changed, for the ledger.

    The best ratio is that of the units of a block, each as it stands at last. Points that are the exact ones rounded
    (1.44 for 1.436241...) stay as somebody wrote them. Where a scored unit of the block has no readable value, the best
    is not known and nothing is settled.
    """
    leaves = [node for node in outline(round_.set).leaves if node.rule is not None and node.rule.kind == "relative"]
    if not leaves:
        return []
    sheets = list(Sheet.objects.filter(round_unit__round=round_).select_related("round_unit"))
    standing = standings(sheets)
    changed: list[dict[str, str | None]] = []
    for node in leaves:
        blocks: dict[str, list[_Rival]] = {}
        for sheet in sheets:
            found = standing.get((sheet.pk, node.criterion.pk), EMPTY)
            if found.latest is not None and found.latest.state == "scored":
                rival = _Rival(sheet.round_unit.code, found.latest_layer or "", found.latest)
                blocks.setdefault(sheet.round_unit.block, []).append(rival)
        for rivals in blocks.values():
            changed += _settle(node, rivals)
    return changed


class _Rival(NamedTuple):
    """A unit's latest points on the leaf, and the layer they stand in."""

    unit: str
    layer: str
    row: Claim | Mark


def _settle(node: Node, rivals: list[_Rival]) -> list[dict[str, str | None]]:
    rule = node.rule
    ratios = [ratio_of(rule, rival.row.value) for rival in rivals] if rule else []
    known = [ratio for ratio in ratios if ratio is not None]
    if rule is None or len(known) < len(rivals):
        return []
    best = max(known)
    changed: list[dict[str, str | None]] = []
    for unit, layer, row in rivals:
        if not _agrees(rule, row, best):
            before, row.points = row.points, points_of(rule, row.value, best)
            row.save(update_fields=["points"])
            told = None if before is None else plain(before)
            changed.append(
                {"unit": unit, "criterion": node.code, "layer": layer, "before": told, "after": plain(row.points)}
            )
    return changed


def _agrees(rule: Rule, row: Claim | Mark, best: Fraction) -> bool:
    return row.points is not None and rule.agrees(row.value, row.points, best)
