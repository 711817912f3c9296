"""What is open when: the dates of the stages, a unit's exceptions, and the verdict that follows.

Dates alone decide; nothing has to run for a stage to close.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from parindex.directory.queries import whom_to_ask
from parindex.engine.problems import Text
from parindex.grammar.clock import local
from parindex.grammar.verdict import YES, Verdict, no
from parindex.rounds.models import (
    APPRAISAL_1,
    APPRAISAL_2,
    APPROVAL,
    COUNCIL,
    DRAFT,
    EXPLANATION,
    OPEN,
    PUBLICATION,
    SELF,
    Extension,
    Round,
    RoundUnit,
    StageDates,
)

STAGE_NAMES: Mapping[str, Text] = {
    SELF: Text("Tự chấm", "Self-scoring"),
    APPRAISAL_1: Text("Thẩm định lần 1", "First appraisal"),
    EXPLANATION: Text("Giải trình", "Explanation"),
    APPRAISAL_2: Text("Thẩm định lần 2", "Second appraisal"),
    COUNCIL: Text("Hội đồng", "Council"),
    APPROVAL: Text("Tính, phê duyệt", "Computation and approval"),
    PUBLICATION: Text("Công bố", "Publication"),
}


class Window(NamedTuple):
    """When a stage is open: opens_at included, closes_at not. extended: by an exception of the unit."""

    stage: str
    opens_at: datetime
    closes_at: datetime
    extended: bool = False

    def holds(self, at: datetime) -> bool:
        """Whether the stage is open at a moment."""
        return self.opens_at <= at < self.closes_at


def windows(round_: Round, round_unit: RoundUnit | None = None) -> dict[str, Window]:
    """The stages of a round by key, in calendar order; with a unit, its exceptions taken in. Two queries at most."""
    dates = StageDates.objects.filter(round=round_)
    found = {row.stage: Window(row.stage, row.opens_at, row.closes_at) for row in dates}
    if round_unit is None:
        return found
    granted = Extension.objects.filter(round_unit=round_unit, state=Extension.GRANTED)
    return with_exceptions(found, [(row.stage, row.until) for row in granted])


def with_exceptions(dates: Mapping[str, Window], exceptions: list[tuple[str, datetime]]) -> dict[str, Window]:
    """Pure: the windows after exceptions (stage, until); an exception never shortens a stage."""
    found = dict(dates)
    for stage, until in exceptions:
        if stage in found and until > found[stage].closes_at:
            found[stage] = found[stage]._replace(closes_at=until, extended=True)
    return found


def stage_open(round_: Round, stage: str, round_unit: RoundUnit | None, at: datetime) -> Verdict:
    """Whether a stage is open for a unit (None: for the round as a whole) at a moment; where not, why and since when."""
    if round_.state != OPEN:
        return _round_not_open(round_)
    return window_open(windows(round_, round_unit).get(stage), stage, at)


def window_open(window: Window | None, stage: str, at: datetime) -> Verdict:
    """The verdict on one window; the coordinator is looked up only where the answer is no."""
    name = STAGE_NAMES[stage]
    if window is None:
        return no(
            f"Giai đoạn “{name.vi}” chưa có trong lịch.",
            f"The stage “{name.en}” has no dates yet.",
            ask=whom_to_ask(),
        )
    if at < window.opens_at:
        when = local(window.opens_at).strftime("%H:%M %d/%m/%Y")
        return no(
            f"Giai đoạn “{name.vi}” chưa mở; mở lúc {when}.",
            f"The stage “{name.en}” is not open yet; it opens at {when}.",
            ask=whom_to_ask(),
        )
    if at >= window.closes_at:
        return no(
            f"Giai đoạn “{name.vi}” đã kết thúc.",
            f"The stage “{name.en}” has ended.",
            since=window.closes_at,
            ask=whom_to_ask(),
        )
    return YES


def _round_not_open(round_: Round) -> Verdict:
    if round_.state == DRAFT:
        return no("Kỳ đánh giá chưa mở.", "The round is not open yet.", ask=whom_to_ask())
    return no(
        "Kết quả của kỳ đánh giá đã được phê duyệt nên không sửa được nữa.",
        "The results of the round have been approved; nothing can be changed any more.",
        since=round_.approved_at,
        ask=whom_to_ask(),
    )
