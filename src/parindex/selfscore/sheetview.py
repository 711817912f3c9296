"""The whole sheet as values: every leaf with its state, counts by area, sums, the preview. Three queries, however long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from parindex.criteria.outline import Node, outline
from parindex.engine.problems import Text
from parindex.evidence.queries import counts_by_leaf
from parindex.grammar.verdict import NOTHING
from parindex.selfscore.models import Claim, Sheet
from parindex.selfscore.preview import Fact, Preview, preview

DONE, MISSING, RISK, SURVEY, RETURNED = "done", "missing", "risk", "survey", "returned"
WORDS: Mapping[str, Text] = {
    DONE: Text("đã chấm", "scored"),
    MISSING: Text("chưa chấm", "not scored"),
    RISK: Text("có nguy cơ mất điểm", "points at risk"),
    SURVEY: Text("khảo sát, không tự chấm", "surveyed, not self-scored"),
    RETURNED: Text("người thẩm định trả lại", "returned by the appraiser"),
}


@dataclass(frozen=True, slots=True)
class LastYear:
    """The same leaf a year before, by the crosswalk. Points: micropoints, None where there are none.

    relation: "same", "renamed", …; reason, sentence: the finding that stood in the end.
    """

    year: int
    code: str
    relation: str
    maximum: int
    claimed: int | None = None
    appraised: int | None = None
    final: int | None = None
    reason: Text = NOTHING
    sentence: str = ""


@dataclass(frozen=True)
class Leaf:
    """A leaf of the sheet. documents: how many prove it."""

    node: Node
    claim: Claim | None
    documents: int
    returned: bool = False
    last: LastYear | None = None

    @property
    def code(self) -> str:
        """Its code."""
        return self.node.code

    @property
    def points(self) -> int | None:
        """What is claimed, micropoints."""
        return self.claim.points if self.claim else None

    @property
    def not_applicable(self) -> bool:
        """Whether the unit says it does not apply."""
        return self.claim is not None and self.claim.state == "not_applicable"

    @cached_property
    def fact(self) -> Fact:
        """What the preview must know of it."""
        claim = self.claim
        return Fact(
            self.code, self.node.maximum, claim.state if claim else "", self.points, self.documents,
            bool(claim and claim.note), self.node.surveyed,
        )  # fmt: skip

    @property
    def state(self) -> str:
        """One of the words above."""
        if self.node.surveyed:
            return SURVEY
        if self.returned:
            return RETURNED
        if not self.fact.done:
            return MISSING
        return RISK if self.fact.at_risk else DONE

    @property
    def word(self) -> Text:
        """The state in words."""
        return WORDS[self.state]


@dataclass(frozen=True)
class Area:
    """An area and what lies in it, groups and leaves in order: a row is (node, leaf or None)."""

    node: Node
    rows: tuple[tuple[Node, Leaf | None], ...]

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Its leaves."""
        return tuple(leaf for _, leaf in self.rows if leaf is not None)

    @cached_property
    def own(self) -> int:
        """How many of them the unit scores itself."""
        return sum(leaf.state != SURVEY for leaf in self.leaves)

    @cached_property
    def done(self) -> int:
        """How many of those are scored."""
        return sum(leaf.fact.done and not leaf.node.surveyed for leaf in self.leaves)

    @cached_property
    def risks(self) -> int:
        """How many are at risk."""
        return sum(leaf.state == RISK for leaf in self.leaves)

    @cached_property
    def sums(self) -> Preview:
        """Its sums."""
        return preview(leaf.fact for leaf in self.leaves)


@dataclass(frozen=True)
class SheetView:
    """The sheet. areas in order; leaves: all of them in order."""

    sheet: Sheet
    areas: tuple[Area, ...]

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every leaf."""
        return tuple(leaf for area in self.areas for leaf in area.leaves)

    @cached_property
    def by_code(self) -> dict[str, Leaf]:
        """The same by code."""
        return {leaf.code: leaf for leaf in self.leaves}

    @cached_property
    def sums(self) -> Preview:
        """The whole sheet's preview."""
        return preview(leaf.fact for leaf in self.leaves)

    def count(self, *states: str) -> int:
        """How many leaves are in any of the states."""
        return sum(leaf.state in states for leaf in self.leaves)

    @property
    def done(self) -> int:
        """How many leaves are scored."""
        return sum(area.done for area in self.areas)

    @property
    def own(self) -> int:
        """How many leaves the unit scores itself."""
        return sum(area.own for area in self.areas)

    @property
    def missing(self) -> int:
        """How many of those are not scored."""
        return self.own - self.done

    @property
    def risks(self) -> int:
        """How many are scored with neither evidence nor explanation."""
        return len(self.sums.risks)

    @property
    def surveyed(self) -> int:
        """How many come from a survey."""
        return self.count(SURVEY)

    def beside(self, code: str) -> tuple[Leaf | None, Leaf | None]:
        """The leaf before and the leaf after, surveyed ones left out."""
        way = [leaf for leaf in self.leaves if leaf.state != SURVEY or leaf.code == code]
        at = next(at for at, leaf in enumerate(way) if leaf.code == code)
        return (way[at - 1] if at else None), (way[at + 1] if at + 1 < len(way) else None)


def sheet_view(
    sheet: Sheet, *, last: Mapping[str, LastYear] | None = None, returned: frozenset[int] = frozenset()
) -> SheetView:
    """Read a sheet. last: the year before by the code of today's leaf; returned: keys of leaves given back."""
    claims = {claim.criterion_id: claim for claim in Claim.objects.filter(sheet=sheet)}
    documents = counts_by_leaf(sheet.round_unit)
    rows: dict[str, list[tuple[Node, Leaf | None]]] = {}
    found = outline(sheet.round_unit.round.set)
    for node in found.nodes:
        key = node.criterion.pk
        leaf = None
        if node.leaf:
            leaf = Leaf(node, claims.get(key), documents.get(key, 0), key in returned, (last or {}).get(node.code))
        rows.setdefault(node.area, []).append((node, leaf))
    return SheetView(sheet, tuple(Area(area, tuple(rows[area.code])) for area in found.areas))
