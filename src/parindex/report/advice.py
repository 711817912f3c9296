"""What to do: from each reason recorded in an area, the action that would have kept the points."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from parindex.engine.problems import Text
from parindex.report.cause_text import SHEETS, requirements
from parindex.report.causes import causes, losses
from parindex.report.content import Run
from parindex.report.figure_text import who_of
from parindex.report.words import joined, small

if TYPE_CHECKING:
    from parindex.engine.round import Unit
    from parindex.report.facts import Figure, Scope

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
    "low_result": Text(
        "Theo dõi tiến độ, nâng kết quả thực hiện", "Follow progress and raise the result"
    ),
}  # fmt: skip
"""The action per reason code. A code that is not here gets a sentence made from the reason's own name."""


def action(scope: Scope, reason: str) -> str:
    """What is to be done about a reason."""
    known = ACTIONS.get(reason)
    if known is not None:
        return known.said(scope.words.language)
    name = scope.words.quoted(small(scope.names.reason(reason)))
    return scope.words.either(f"Khắc phục tồn tại {name}", f"Mend the weakness {name}")


def area_intro(scope: Scope, figure: Figure) -> str:
    """Who sees to it, before the list of an area's actions."""
    w, lead = scope.words, scope.lead(figure.code)
    if not lead:
        return joined(w.either("Các đơn vị tập trung thực hiện:", "The units are to:"))
    return joined(w.either(f"{lead} chủ trì theo dõi, đôn đốc các đơn vị thực hiện:", f"{lead} leads and follows up:"))


def area_items(scope: Scope, area: str) -> tuple[tuple[Run, ...], ...]:
    """One action per reason recorded in an area: what, at which requirements, by whom."""
    criteria: dict[str, list[str]] = defaultdict(list)
    units: dict[str, dict[str, Unit]] = defaultdict(dict)
    for cause in causes(scope.results, scope.block, area):
        criteria[cause.reason].extend(cause.criteria)
        units[cause.reason].update({unit.code: unit for unit in cause.units})
    total = len(scope.block.units)
    items = []
    for reason, wanted in criteria.items():
        order = [c.code for c in scope.results.round.tree.criteria if c.code in set(wanted)]
        label = f"{action(scope, reason)} ({requirements(scope, order)}): "
        items.append((Run(label), Run(f"{who_of(scope, tuple(units[reason].values()), total, SHEETS)}.")))
    return tuple(items) or _from_losses(scope, area)


def _from_losses(scope: Scope, area: str) -> tuple[tuple[Run, ...], ...]:
    """Where no finding speaks: the requirements that cost most points."""
    w = scope.words
    return tuple(
        (
            Run(
                w.either(
                    f"Nâng kết quả ở {requirements(scope, (loss.criterion,))}"
                    f" ({w.share(loss.units, loss.applied)} mất điểm).",
                    f"Raise the result on {requirements(scope, (loss.criterion,))}"
                    f" ({w.share(loss.units, loss.applied)} lost points).",
                )
            ),
        )
        for loss in losses(scope.results, scope.block, area)[:3]
    )
