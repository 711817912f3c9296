"""What to do: from each reason recorded in an area, the action that would have kept the points."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parindex.engine.problems import Text
from parindex.report.content import Run
from parindex.report.writing.cause_text import quoted, requirements, said_units
from parindex.report.writing.causes import UNSPECIFIC, causes, losses
from parindex.report.writing.words import joined, sentence, small

if TYPE_CHECKING:
    from parindex.engine.round import Unit
    from parindex.report.writing.facts import Figure, Scope

ACTIONS = {
    "late_report": Text("Gửi báo cáo đúng thời hạn quy định", "Send reports by their deadline"),
    "missing_report": Text("Thực hiện đầy đủ chế độ báo cáo", "Submit every periodic report"),
    "no_plan": Text(
        "Ban hành kế hoạch, tổ chức thực hiện và báo cáo kết quả", "Issue the plan, carry it out and report the outcome"
    ),
    "not_in_plan": Text(
        "Đăng ký nội dung vào kế hoạch của tỉnh hoặc tự ban hành kế hoạch của đơn vị",
        "Enter the task in the provincial plan or issue a plan of one's own",
    ),
    "no_evidence": Text(
        "Lưu giữ và cung cấp tài liệu kiểm chứng cho kết quả đã thực hiện",
        "Keep and hand in supporting documents for what has been done",
    ),
    "incomplete_evidence": Text("Bổ sung đầy đủ tài liệu kiểm chứng", "Complete the supporting documents"),
    "not_updated": Text(
        "Thường xuyên rà soát, cập nhật, thống kê và trình công bố kịp thời",
        "Review and update regularly, and submit for announcement in time",
    ),
    "not_published": Text("Công khai đầy đủ, kịp thời", "Publish in full and in time"),
    "not_met": Text("Rà soát, thực hiện đúng yêu cầu của tiêu chí", "Review and meet the requirement"),
    "low_result": Text("Theo dõi tiến độ, nâng kết quả thực hiện", "Follow progress and raise the result"),
}
"""The action per reason code. A code that is not here gets a sentence made from the reason's own name."""

_FIRST = 2
"""Requirements named in the article where no reason says more than that they were not met."""


class Action(NamedTuple):
    """What is to be done in an area about one reason: at which requirements (dearest first), by whom."""

    reason: str
    criteria: tuple[str, ...]
    units: tuple[Unit, ...]


def action(scope: Scope, reason: str) -> str:
    """What is to be done about a reason."""
    known = ACTIONS.get(reason)
    if known is not None:
        return known.said(scope.words.language)
    name = scope.words.quoted(small(scope.names.reason(reason)))
    return scope.words.either(f"Khắc phục tồn tại {name}", f"Mend the weakness {name}")


def actions(scope: Scope, area: str) -> tuple[Action, ...]:
    """One action per reason recorded in an area, in the order of the causes."""
    cost: dict[str, dict[str, int]] = {}
    units: dict[str, set[str]] = {}
    for finding in scope.results.round.findings or ():
        if scope.results.round.tree.area_of.get(finding.criterion) == area and finding.unit in scope.codes:
            spent = cost.setdefault(finding.reason, {})
            spent[finding.criterion] = spent.get(finding.criterion, 0) + finding.points_lost
            units.setdefault(finding.reason, set()).add(finding.unit)
    order = dict.fromkeys(cause.reason for cause in causes(scope.results, scope.block, area))
    return tuple(
        Action(
            reason,
            tuple(sorted(cost[reason], key=lambda code: -cost[reason][code])),
            tuple(unit for unit in scope.results.round.units if unit.code in units[reason]),
        )
        for reason in order
    )


def area_intro(scope: Scope, figure: Figure) -> str:
    """Who sees to it, before the list of an area's actions."""
    w, lead = scope.words, scope.lead(figure.code)
    if not lead:
        return joined(w.either("Các đơn vị tập trung thực hiện:", "The units are to do the following:"))
    return joined(
        w.either(
            f"{lead} chủ trì theo dõi, đôn đốc các đơn vị thực hiện:", f"{lead} takes the lead and follows up on these:"
        )
    )


def area_items(scope: Scope, area: str) -> tuple[tuple[Run, ...], ...]:
    """One item per action: what, at which requirements, by whom. Units are named where the reason says something."""
    items = []
    for found in actions(scope, area):
        label = f"{action(scope, found.reason)} ({requirements(scope, found.criteria)}): "
        items.append((Run(label), Run(f"{_by_whom(scope, found)}.")))
    return tuple(items) or _from_losses(scope, area)


def _by_whom(scope: Scope, found: Action) -> str:
    total = len(scope.block.units)
    few = len(found.units) <= 3 or len(found.units) == total
    if found.reason in UNSPECIFIC and not few:
        return scope.words.share(len(found.units), total)
    return said_units(scope, found.units)


def _from_losses(scope: Scope, area: str) -> tuple[tuple[Run, ...], ...]:
    """Where no finding speaks: the requirements that cost most points."""
    w, found = scope.words, losses(scope.results, scope.block, area)[:3]
    return tuple(
        (
            Run(
                sentence(
                    w.either(
                        f"Nâng kết quả ở {requirements(scope, (loss.criterion,))}"
                        f" ({w.share(loss.units, loss.applied)} mất điểm)",
                        f"Raise the result on {requirements(scope, (loss.criterion,))}"
                        f" ({w.share(loss.units, loss.applied)} lost points)",
                    )
                )
            ),
        )
        for loss in found
    )


def area_summary(scope: Scope, area: str) -> str:
    """An area's actions in one sentence, for the article; empty where no points were lost."""
    w = scope.words
    said = [small(action(scope, found.reason)) for found in actions(scope, area) if found.reason not in UNSPECIFIC]
    dearest = [loss.criterion for loss in losses(scope.results, scope.block, area)[:_FIRST]]
    if not said and dearest:
        listed = quoted(scope, dearest)
        said.append(w.either(f"nâng kết quả ở yêu cầu {listed}", f"raise the result on {listed}"))
    return "; ".join(said)
