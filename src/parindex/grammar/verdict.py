"""Ask once, get an answer with a reason: a Verdict is yes, or one sentence that says why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from parindex.engine.problems import Text

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """allowed; why: one sentence where not; since: when it came to be so (UTC); ask: whom to ask, or what to do."""

    allowed: bool
    why: Text = NOTHING
    since: datetime | None = None
    ask: Text = NOTHING

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise Refused where the answer is no."""
        if not self.allowed:
            raise Refused(self)


YES = Verdict(allowed=True)


def no(vi: str, en: str, *, since: datetime | None = None, ask: Text = NOTHING) -> Verdict:
    """Say no, with the reason in both languages."""
    return Verdict(allowed=False, why=Text(vi, en), since=since, ask=ask)


class Refused(Exception):
    """Something was tried that may not or cannot be done now; carries the verdict."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.why.en)
        self.verdict = verdict


class Invalid(Exception):
    """What was entered cannot be taken: every fault at once, by the field it stands in ("" where it is in none)."""

    def __init__(self, faults: dict[str, Text]) -> None:
        super().__init__("; ".join(f"{field}: {fault.en}" for field, fault in faults.items()))
        self.faults = faults


class Conflict(Exception):
    """Somebody else changed the same thing meanwhile. `theirs` is what stands now, `mine` what was to be saved."""

    def __init__(self, *, theirs: object, mine: object) -> None:
        super().__init__("changed meanwhile")
        self.theirs = theirs
        self.mine = mine
