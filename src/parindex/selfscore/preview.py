"""What a signature now would cost: points claimed with nothing to show for them, and leaves not scored. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from parindex.selfscore.claiming import DONE


class Fact(NamedTuple):
    """What the preview must know of a leaf. points, maximum: micropoints; state: of the claim, "" where there is none."""

    code: str
    maximum: int
    state: str = ""
    points: int | None = None
    documents: int = 0
    note: bool = False
    surveyed: bool = False

    @property
    def done(self) -> bool:
        """Whether it is scored, or said not to apply."""
        return self.state in DONE

    @property
    def at_risk(self) -> bool:
        """Whether it is scored with neither evidence nor explanation."""
        return self.done and not self.documents and not self.note and not self.surveyed


class Preview(NamedTuple):
    """Micropoints. claimed = safe + at_risk; maximum: of the leaves units score themselves, without those not applicable;
    risks, unscored: codes with the points concerned; a risk of 0 still stands in the way of a signature.
    """

    claimed: int
    at_risk: int
    maximum: int
    surveyed: int
    unscored_points: int
    risks: tuple[tuple[str, int], ...]
    unscored: tuple[tuple[str, int], ...]

    @property
    def safe(self) -> int:
        """What is claimed and has something to show for it."""
        return self.claimed - self.at_risk

    @property
    def bar(self) -> tuple[int, int]:
        """Where safe and claimed end, in thousandths of the maximum, for a bar."""
        most = max(self.maximum, self.claimed, 1)
        return self.safe * 1000 // most, self.claimed * 1000 // most


def preview(facts: Iterable[Fact]) -> Preview:
    """Add it up: the same rule as in appraisal, where a leaf with nothing to show for it gets nothing."""
    facts = tuple(facts)
    own = [fact for fact in facts if not fact.surveyed]
    risks = sorted(((f.code, f.points or 0) for f in own if f.at_risk), key=lambda risk: -risk[1])
    unscored = tuple((f.code, f.maximum) for f in own if not f.done)
    return Preview(
        claimed=sum(f.points or 0 for f in own if f.done),
        at_risk=sum(points for _, points in risks),
        maximum=sum(f.maximum for f in own if f.state != "not_applicable"),
        surveyed=sum(f.maximum for f in facts if f.surveyed),
        unscored_points=sum(points for _, points in unscored),
        risks=tuple(risks),
        unscored=unscored,
    )
