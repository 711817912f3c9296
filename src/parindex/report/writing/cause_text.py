"""Why points were lost, in words: units that share a reason and a requirement share a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.report.writing.causes import LOW_RESULT, causes, losses, repeats
from parindex.report.writing.figure_text import who_of
from parindex.report.writing.words import joined, sentence, small

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.engine.round import Unit
    from parindex.report.writing.causes import Cause, Loss
    from parindex.report.writing.facts import Scope

TOP = 3
"""Requirements named as having cost most points."""

OTHERS = 3
"""Requirements without a known cause that are named in an area, those that cost most points."""

SHEETS = 3
"""The annex with a sheet per unit."""

_REQUIREMENTS = 4
"""Requirements named in one sentence; of more, the first two are named and all counted."""


def quoted(scope: Scope, criteria: Sequence[str]) -> str:
    """Requirements by name, in quotation marks."""
    w = scope.words
    return w.listed([w.quoted(scope.names.criterion(code)) for code in criteria])


def requirements(scope: Scope, criteria: Sequence[str]) -> str:
    """Requirements in a sentence: "yêu cầu “A” và “B”", or of many "08 yêu cầu, trước hết là “A” và “B”"."""
    w = scope.words
    if len(criteria) <= _REQUIREMENTS:
        return w.either(f"yêu cầu {quoted(scope, criteria)}", quoted(scope, criteria))
    first = quoted(scope, criteria[:2])
    count = w.count(len(criteria), "yêu cầu", "requirement")
    return w.either(f"{count}, trước hết là {first}", f"{count}, above all {first}")


def said_units(scope: Scope, units: Sequence[Unit]) -> str:
    """Units that share a cause, out of their block."""
    return who_of(scope, units, len(scope.block.units), SHEETS)


def cause_sentences(scope: Scope, area: str) -> list[str]:
    """The causes of an area, one sentence each: all that say more than "not met", and of the others the costliest."""
    every = causes(scope.results, scope.block, area)
    found = [cause for cause in every if cause.specific]
    others = sorted((cause for cause in every if not cause.specific), key=lambda cause: -cause.lost)[:OTHERS]
    return [
        *(
            _cause_sentence(scope, cause, again=at > 0 and found[at - 1].reason == cause.reason)
            for at, cause in enumerate(found)
        ),
        *(_plain_sentence(scope, cause) for cause in others),
    ]


def _plain_sentence(scope: Scope, cause: Cause) -> str:
    """Who did not meet a requirement, where no further cause is known."""
    w = scope.words
    units, wanted = said_units(scope, cause.units), requirements(scope, cause.criteria)
    if cause.reason == LOW_RESULT:
        return sentence(w.either(f"{units} có kết quả thấp ở {wanted}", f"Results on {wanted} were low at {units}"))
    were = "was" if len(cause.criteria) == 1 else "were"
    return sentence(w.either(f"{units} chưa đạt {wanted}", f"{wanted} {were} not met by {units}"))


def _cause_sentence(scope: Scope, cause: Cause, *, again: bool) -> str:
    """Who lost points, at which requirement, because of what. again: the sentence before gave the same reason."""
    w = scope.words
    reason = small(scope.names.reason(cause.reason))
    units, wanted = said_units(scope, cause.units), requirements(scope, cause.criteria)
    return sentence(
        w.either(
            f"{units} mất điểm ở {wanted} {'cũng ' if again else ''}do {reason}",
            f"Points on {wanted} were {'also ' if again else ''}lost ({reason}) by {units}",
        )
    )


def most_lost(scope: Scope, area: str | None = None, top: int = TOP) -> str:
    """Where most points went: the requirements, the points, and how many units lost any."""
    found = losses(scope.results, scope.block, area)[:top]
    if not found:
        return ""
    w = scope.words
    listed = w.listed([_loss(scope, loss) for loss in found])
    return joined(w.either(f"Điểm mất nhiều nhất ở yêu cầu {listed}", f"Most points were lost on {listed}"))


def _loss(scope: Scope, loss: Loss) -> str:
    w = scope.words
    name = w.quoted(scope.names.criterion(loss.criterion))
    if len(scope.block.units) == 1:
        return f"{name} ({w.lost(loss.lost)})"
    return f"{name} ({w.lost(loss.lost)}, {w.share(loss.units, loss.applied)})"


def no_findings(scope: Scope, area: str) -> str:
    """Said where findings are kept and none was recorded in an area."""
    w = scope.words
    if scope.results.round.findings is None or causes(scope.results, scope.block, area):
        return ""
    if not losses(scope.results, scope.block, area):
        return joined(
            w.either("Không đơn vị nào mất điểm ở lĩnh vực này", "No unit lost points in this area")
            if len(scope.block.units) > 1
            else w.either("Đơn vị không mất điểm ở lĩnh vực này", "The unit lost no points in this area")
        )
    return joined(
        w.either(
            "Điểm ở lĩnh vực này mất theo cách tính của tiêu chí; không có tồn tại nào được ghi riêng",
            "Points in this area were lost by the scoring rules alone; no separate finding was recorded",
        )
    )


def repeat_summary(scope: Scope) -> str:
    """How many units repeat a weakness of last year; empty where last year's findings are not known."""
    found = repeats(scope.results, scope.block)
    if found is None:
        return ""
    w, year = scope.words, scope.last_year
    if not found:
        return joined(
            w.either(
                f"Không có tồn tại nào lặp lại từ năm {year} vì cùng lý do",
                f"No weakness of {year} was repeated for the same reason",
            )
        )
    units = {unit.code for repeat in found for unit in repeat.units}
    cases = sum(len(repeat.units) for repeat in found)
    share = w.share(len(units), len(scope.block.units))
    return joined(
        w.either(
            f"Có {share} tiếp tục mất điểm ở cùng yêu cầu vì cùng lý do như năm {year} ({w.count(cases, 'trường hợp')})",
            f"{share} again lost points on the same requirement for the same reason as in {year}"
            f" ({w.count(cases, '', 'case')})",
        )
    )
