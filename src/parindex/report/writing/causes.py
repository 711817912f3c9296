"""Why points were lost, from the findings: units that share a reason and a requirement stand together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parindex.engine.results import BlockResult, Results
    from parindex.engine.round import Finding, Unit

LOW_RESULT = "low_result"
UNSPECIFIC = frozenset({"not_met", LOW_RESULT})
"""Reason codes that name no cause beyond the requirement itself."""


class Cause(NamedTuple):
    """One reason at one or more requirements, and the units it cost points. lost: micropoints."""

    reason: str
    criteria: tuple[str, ...]
    units: tuple[Unit, ...]
    lost: int

    @property
    def specific(self) -> bool:
        """Whether the reason says more than that the requirement was not met."""
        return self.reason not in UNSPECIFIC


class Loss(NamedTuple):
    """Points lost at one leaf by a block. lost, possible: micropoints; units: how many lost any."""

    criterion: str
    lost: int
    possible: int
    units: int
    applied: int


class ReasonLoss(NamedTuple):
    """What one reason cost in a block; reason is "" for what the scoring rules took without a finding."""

    reason: str
    units: int
    findings: int
    lost: int


class Repeat(NamedTuple):
    """Units that lost points at a requirement for the same reason two years running."""

    reason: str
    criterion: str
    units: tuple[Unit, ...]
    lost: int


def _of_block(results: Results, block: BlockResult) -> list[Finding]:
    members = {unit.unit.code for unit in block.units}
    known = results.round.tree.area_of
    return [f for f in results.round.findings or () if f.unit in members and f.criterion in known]


def causes(results: Results, block: BlockResult, area: str) -> tuple[Cause, ...]:
    """The causes in one area: specific reasons first, then by what the reason cost; within one in order of criteria.

    Requirements lost for the same reason by exactly the same units are one cause.
    """
    tree = results.round.tree
    units_at: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in _of_block(results, block):
        if tree.area_of[finding.criterion] == area:
            units_at[finding.reason, finding.criterion].append(finding)
    merged: dict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
    for (reason, criterion), found in units_at.items():
        merged[reason, frozenset(f.unit for f in found)].append(criterion)
    place = {criterion.code: at for at, criterion in enumerate(tree.criteria)}
    listed = [
        Cause(
            reason,
            tuple(sorted(criteria, key=place.__getitem__)),
            _units(results, members),
            sum(f.points_lost for criterion in criteria for f in units_at[reason, criterion]),
        )
        for (reason, members), criteria in merged.items()
    ]
    total: dict[str, int] = defaultdict(int)
    for cause in listed:
        total[cause.reason] += cause.lost
    listed.sort(key=lambda c: (not c.specific, -total[c.reason], c.reason, place[c.criteria[0]]))
    return tuple(listed)


def _units(results: Results, codes: Iterable[str]) -> tuple[Unit, ...]:
    wanted = set(codes)
    return tuple(unit for unit in results.round.units if unit.code in wanted)


def losses(results: Results, block: BlockResult, area: str | None = None) -> tuple[Loss, ...]:
    """Leaves by points lost over the block, most first; leaves that cost nothing are left out."""
    round_ = results.round
    rows = list(round_.members(block.block))
    missing = results.maxima[rows] - results.points[rows]
    found = []
    for at, leaf in enumerate(round_.tree.leaves):
        if area is not None and round_.tree.area_of[leaf.code] != area:
            continue
        column, possible = missing[:, at], results.maxima[rows, at]
        lost = int(column.sum())
        if lost > 0:
            found.append(Loss(leaf.code, lost, int(possible.sum()), int((column > 0).sum()), int((possible > 0).sum())))
    return tuple(sorted(found, key=lambda loss: -loss.lost))


def reasons(results: Results, block: BlockResult) -> tuple[ReasonLoss, ...]:
    """Points lost by reason, most first; last, what the rules took without a finding, so that all adds up."""
    by_reason: dict[str, list[Finding]] = defaultdict(list)
    for finding in _of_block(results, block):
        by_reason[finding.reason].append(finding)
    rows = [
        ReasonLoss(reason, len({f.unit for f in found}), len(found), sum(f.points_lost for f in found))
        for reason, found in by_reason.items()
    ]
    rows.sort(key=lambda row: -row.lost)
    rest = sum(loss.lost for loss in losses(results, block)) - sum(row.lost for row in rows)
    return (*rows, ReasonLoss("", 0, 0, rest)) if rest > 0 else tuple(rows)


def repeats(results: Results, block: BlockResult) -> tuple[Repeat, ...] | None:
    """Requirements lost for the same reason as last year, through crosswalk and predecessors.

    Reasons that name a cause first, then most units.

    None where last year's findings are not known.
    """
    comparison = results.comparison
    if comparison is None or comparison.previous.round.findings is None or results.round.findings is None:
        return None
    before = {(f.unit, f.criterion, f.reason) for f in comparison.previous.round.findings}
    was = _was(results)
    shared: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    unit_of = {unit.unit.code: unit.unit for unit in block.units}
    for finding in _of_block(results, block):
        old_units = comparison.ancestors(unit_of[finding.unit])
        old_leaves = was.get(finding.criterion, ())
        if any((unit, leaf, finding.reason) in before for unit in old_units for leaf in old_leaves):
            shared[finding.reason, finding.criterion].append(finding)
    listed = [
        Repeat(reason, criterion, _units(results, (f.unit for f in found)), sum(f.points_lost for f in found))
        for (reason, criterion), found in shared.items()
    ]
    listed.sort(key=lambda repeat: (repeat.reason in UNSPECIFIC, -len(repeat.units), -repeat.lost))
    return tuple(listed)


def _was(results: Results) -> dict[str, Sequence[str]]:
    """For each leaf of this year, the codes of last year's leaves it carries on."""
    comparison = results.comparison
    if comparison is None:
        return {}
    here, there = results.round.tree.leaves, comparison.previous.round.tree.leaves
    return {
        here[now].code: [there[before].code for before in group.before]
        for group in comparison.groups
        for now in group.now
    }
