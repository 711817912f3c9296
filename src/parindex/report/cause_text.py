"""Why points were lost, in words: units that share a reason and a requirement share a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.report.causes import causes, losses, repeats
from parindex.report.content import Run
from parindex.report.figure_text import who_of
from parindex.report.words import joined, sentence, small

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.report.causes import Cause, Loss
    from parindex.report.facts import Scope

TOP = 3
"""Requirements named as having cost most points."""

SHEETS = 3
"""The annex with a sheet per unit."""

_REQUIREMENTS = 4
"""Requirements named in one sentence; more are counted."""


def requirements(scope: Scope, criteria: Sequence[str]) -> str:
    """Requirements by name: "yêu cầu “A” và “B”"."""
    w = scope.words
    if len(criteria) > _REQUIREMENTS:
        return w.count(len(criteria), "yêu cầu", "requirement")
    named = w.listed([w.quoted(scope.names.criterion(code)) for code in criteria])
    return w.either(f"yêu cầu {named}", named)


def cause_items(scope: Scope, area: str) -> tuple[tuple[Run, ...], ...]:
    """One list item per cause of an area: the reason and the requirement missed, then the units."""
    items = []
    for cause in causes(scope.results, scope.block, area):
        label = f"{scope.names.reason(cause.reason)} ({requirements(scope, cause.criteria)}): "
        items.append((Run(label), Run(f"{_units(scope, cause)}.")))
    return tuple(items)


def _units(scope: Scope, cause: Cause) -> str:
    return who_of(scope, cause.units, len(scope.block.units), SHEETS)


def cause_sentence(scope: Scope, cause: Cause) -> str:
    """A cause as a sentence: because of what, who lost points, at which requirement."""
    w = scope.words
    reason = small(scope.names.reason(cause.reason))
    units, wanted = _units(scope, cause), requirements(scope, cause.criteria)
    return sentence(w.either(f"Do {reason}, {units} mất điểm ở {wanted}", f"{units} lost points on {wanted}: {reason}"))


def cause_sentences(scope: Scope, area: str) -> list[str]:
    """The causes of an area that say more than "not met", one sentence each."""
    return [cause_sentence(scope, cause) for cause in causes(scope.results, scope.block, area) if cause.specific]


def most_lost(scope: Scope, area: str | None = None, top: int = TOP) -> str:
    """Where most points went: the requirements, how many units lost, and the points."""
    found = losses(scope.results, scope.block, area)[:top]
    if not found:
        return ""
    w = scope.words
    listed = "; ".join(_loss(scope, loss) for loss in found)
    return joined(w.either(f"Mất nhiều điểm nhất ở {listed}", f"Most points were lost on {listed}"))


def _loss(scope: Scope, loss: Loss) -> str:
    w = scope.words
    name = w.quoted(scope.names.criterion(loss.criterion))
    if len(scope.block.units) == 1:
        return f"{name} ({w.lost(loss.lost)})"
    return f"{name} ({w.lost(loss.lost)}, {w.share(loss.units, loss.applied)})"


def no_findings(scope: Scope, area: str) -> str:
    """Said where findings are kept, points were lost in an area, and none explains them."""
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


def repeat_items(scope: Scope) -> tuple[tuple[Run, ...], ...]:
    """One list item per requirement that units lost again for last year's reason; most units first."""
    items = []
    for repeat in repeats(scope.results, scope.block) or ():
        units = who_of(scope, repeat.units, len(scope.block.units), SHEETS)
        label = f"{scope.names.reason(repeat.reason)} ({requirements(scope, (repeat.criterion,))}): "
        items.append((Run(label), Run(f"{units}.")))
    return tuple(items)


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
    return joined(
        w.either(
            f"{w.share(len(units), len(scope.block.units))} mất điểm lần nữa ở cùng yêu cầu, vì cùng lý do như năm {year}"
            f" ({w.count(cases, 'trường hợp')})",
            f"{w.share(len(units), len(scope.block.units))} lost points again on the same requirement for the same reason"
            f" as in {year} ({w.count(cases, '', 'case')})",
        )
    )
