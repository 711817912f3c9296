"""What each open explanation could still give back, and where that would put its unit: index, rank, band."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from parindex.appraisal.models import APPRAISED, Explanation, Finding
from parindex.appraisal.progress import settled
from parindex.appraisal.provisional import Total, counts, totals
from parindex.appraisal.standing import EMPTY, Standing, standings
from parindex.criteria.outline import Node, outline
from parindex.engine.problems import Where
from parindex.engine.ranking import ranks
from parindex.engine.round import Band
from parindex.grammar.roles import Viewer
from parindex.package.checks.bands import read_bands
from parindex.package.listing import Listing
from parindex.rounds.models import Round, RoundUnit
from parindex.selfscore.models import SIGNED


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands: exact index, rank in its block (None where nothing counts), band."""

    index: Fraction | None
    rank: int | None
    band: Band | None


@dataclass(frozen=True, slots=True)
class OpenLeaf:
    """One open explanation. back: micropoints it could give back; alone: the unit's place if it alone gave them."""

    node: Node
    explanation: Explanation
    standing: Standing
    back: int
    alone: Place

    @property
    def claimed(self) -> int:
        """What the unit claims."""
        return (self.standing.claim.points or 0) if self.standing.claim else 0

    @property
    def stands(self) -> int:
        """What holds now."""
        return (self.standing.latest.points or 0) if self.standing.latest else 0

    @property
    def finding(self) -> Finding | None:
        """Why the first appraisal took points."""
        return next((row for row in self.standing.findings if row.layer == APPRAISED), None)


@dataclass(slots=True)
class OpenUnit:
    """A unit with open explanations: where it stands, and where if every one were given back in full."""

    round_unit: RoundUnit
    before: Place
    after: Place
    leaves: list[OpenLeaf] = field(default_factory=list)

    @property
    def back(self) -> int:
        """All it could get back, micropoints."""
        return sum(leaf.back for leaf in self.leaves)

    @property
    def rank_moves(self) -> bool:
        """Whether its rank would change."""
        return self.before.rank != self.after.rank

    @property
    def band_moves(self) -> bool:
        """Whether its band would change."""
        return self.before.band != self.after.band

    @property
    def moves(self) -> bool:
        """Whether a rank or a band hangs on it."""
        return self.rank_moves or self.band_moves


class _Blocks:
    """The units of a round by block, with their totals as they stand, to be asked "what if"."""

    def __init__(self, round_: Round, all_: Mapping[int, Total]) -> None:
        units = RoundUnit.objects.filter(round=round_).select_related("sheet").order_by("order")
        self.units = {unit.sheet.pk: unit for unit in units if hasattr(unit, "sheet")}
        self.all = all_
        self.members: dict[str, list[int]] = {}
        for key, unit in self.units.items():
            self.members.setdefault(unit.block, []).append(key)
        self.bands = read_bands(round_.bands or None, tuple(self.members), Where(""), Listing())

    def place(self, sheet: int, total: Total) -> Place:
        """A unit's place with these points, all others as they stand."""
        block = self.units[sheet].block
        members = self.members[block]
        stand = [total if key == sheet else self.all.get(key, Total(0, 0)) for key in members]
        points, maxima = (np.array(column, np.int64) for column in zip(*stand, strict=True))
        rank = int(ranks(points, maxima)[members.index(sheet)])
        index = total.index
        bands = self.bands.get(block, self.bands.get(None, ()))
        band = next((band for band in bands if index is not None and index >= band.at_least), None)
        return Place(index, rank or None, band)


def impact(round_: Round, viewer: Viewer) -> list[OpenUnit]:
    """Units with open explanations, first those whose rank or band hangs on them, then by the points. Ten queries.

    Bonuses and penalties are not in it.
    """
    told = Explanation.objects.filter(
        ~settled(), agrees=False, sheet__explained_at__isnull=False, sheet__round_unit__round=round_
    )
    by_sheet: dict[int, list[Explanation]] = {}
    for row in told.select_related("sheet").order_by("sheet", "criterion__order"):
        by_sheet.setdefault(row.sheet_id, []).append(row)
    blocks, stood = _Blocks(round_, totals(round_, viewer)), standings(by_sheet)
    found = [_unit(round_, blocks, sheet, rows, stood) for sheet, rows in by_sheet.items()]
    return sorted(found, key=lambda unit: (not unit.moves, -unit.back, unit.round_unit.order))


def _unit(
    round_: Round,
    blocks: _Blocks,
    sheet: int,
    rows: list[Explanation],
    stood: Mapping[tuple[int, int], Standing],
) -> OpenUnit:
    now = then = blocks.all.get(sheet, Total(0, 0))
    nodes, leaves = outline(round_.set).by_key, []
    for row in rows:
        node, standing = nodes[row.criterion_id], stood.get((sheet, row.criterion_id), EMPTY)
        was, becomes = _given_back(node, standing, round_, signed=row.sheet.state == SIGNED)
        alone = blocks.place(sheet, _moved(now, was, becomes))
        leaves.append(OpenLeaf(node, row, standing, max(0, becomes.points - was.points), alone))
        then = _moved(then, was, becomes)
    return OpenUnit(blocks.units[sheet], blocks.place(sheet, now), blocks.place(sheet, then), leaves)


def _given_back(node: Node, standing: Standing, round_: Round, *, signed: bool) -> tuple[Total, Total]:
    """What the leaf adds now, and what it would if the claim were granted in full; never less than now."""
    latest, claim = standing.latest, standing.claim if signed else None
    was = counts(node, latest.state, latest.points, round_.absence) if latest else Total(0, 0)
    if claim is None:
        return was, was
    becomes = counts(node, claim.state, claim.points, round_.absence)
    return was, becomes if becomes.points > was.points else was


def _moved(total: Total, was: Total, becomes: Total) -> Total:
    return Total(total.points - was.points + becomes.points, total.maximum - was.maximum + becomes.maximum)
