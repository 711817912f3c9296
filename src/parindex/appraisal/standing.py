"""Where a leaf stands: its four layers beside each other, and which one holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from parindex.appraisal.models import APPRAISED, EXPLAINED, FINAL, LAYERS, Finding, Mark
from parindex.selfscore.models import Claim, Sheet

ORDER = ("self", *LAYERS)


@dataclass(frozen=True, slots=True)
class Standing:
    """One leaf of one sheet. claim: what the unit claims; marks: the later layers by name; findings: of all layers."""

    claim: Claim | None = None
    marks: dict[str, Mark] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def layer(self, name: str) -> Claim | Mark | None:
        """One layer by name: "self", "appraised", "explained", "final"."""
        return self.claim if name == "self" else self.marks.get(name)

    @property
    def latest_layer(self) -> str | None:
        """The name of the last layer that was given; None where none was."""
        return next((name for name in reversed(ORDER) if self.layer(name) is not None), None)

    @property
    def latest(self) -> Claim | Mark | None:
        """The layer that holds."""
        name = self.latest_layer
        return None if name is None else self.layer(name)

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """The findings of the layer that holds."""
        return tuple(finding for finding in self.findings if finding.layer == self.latest_layer)

    def before(self, layer: str) -> Claim | Mark | None:
        """The latest layer before a given one."""
        names = reversed(ORDER[: ORDER.index(layer)])
        return next((found for name in names if (found := self.layer(name)) is not None), None)


EMPTY = Standing()


def standings(sheets: Iterable[Sheet | int]) -> dict[tuple[int, int], Standing]:
    """Every leaf that has anything, by (sheet, criterion) keys. Three queries, however many sheets."""
    keys = [sheet if isinstance(sheet, int) else sheet.pk for sheet in sheets]
    claims = {(row.sheet_id, row.criterion_id): row for row in Claim.objects.filter(sheet__in=keys)}
    marks: dict[tuple[int, int], dict[str, Mark]] = {}
    for mark in Mark.objects.filter(sheet__in=keys):
        marks.setdefault((mark.sheet_id, mark.criterion_id), {})[mark.layer] = mark
    findings: dict[tuple[int, int], list[Finding]] = {}
    for finding in Finding.objects.filter(sheet__in=keys):
        findings.setdefault((finding.sheet_id, finding.criterion_id), []).append(finding)
    return {
        key: Standing(claims.get(key), marks.get(key, {}), tuple(findings.get(key, ())))
        for key in {*claims, *marks, *findings}
    }


__all__ = ["APPRAISED", "EMPTY", "EXPLAINED", "FINAL", "ORDER", "Standing", "standings"]
