"""Who may do what in this room: rows of the one table of roles and actions, and the finer verdicts on a sheet's leaves."""

from __future__ import annotations

from datetime import datetime

from parindex.appraisal.models import APPRAISED, EXPLAINED, FINAL, Assignment, SecondScore
from parindex.criteria.models import Criterion
from parindex.criteria.outline import outline
from parindex.engine.problems import Text
from parindex.engine.tree import Source
from parindex.grammar.roles import SYSTEM, Action, Reach, Role, Viewer, may
from parindex.grammar.verdict import YES, Verdict, no
from parindex.rounds.calendar import Window, stage_open, windows
from parindex.rounds.models import APPRAISAL_1, APPRAISAL_2, COUNCIL, EXPLANATION, OPEN, SELF
from parindex.selfscore.models import SIGNED, Sheet

ASSIGN = Action("appraisal.assign", Text("Phân công thẩm định", "Assign appraisers"), {Role.COORDINATOR: Reach.ANY})
MARK = Action("appraisal.mark", Text("Thẩm định", "Appraise"), {Role.APPRAISER: Reach.ASSIGNED})
READ = Action(
    "appraisal.read",
    Text("Xem kết quả thẩm định", "Read appraised points"),
    {
        Role.OFFICER: Reach.OWN,
        Role.HEAD: Reach.OWN,
        Role.APPRAISER: Reach.ASSIGNED,
        Role.COORDINATOR: Reach.ANY,
        Role.COUNCIL: Reach.ANY,
        Role.LEADER: Reach.ANY,
    },
)
EXPLAIN = Action(
    "appraisal.explain", Text("Viết giải trình", "Write explanations"), {Role.OFFICER: Reach.OWN, Role.HEAD: Reach.OWN}
)
SEND_EXPLANATION = Action(
    "appraisal.send_explanation", Text("Gửi giải trình", "Send explanations"), {Role.HEAD: Reach.OWN}
)
SECOND_ASK = Action(
    "appraisal.second_ask", Text("Giao chấm lại độc lập", "Ask for second scores"), {Role.COORDINATOR: Reach.ANY}
)
SECOND_GIVE = Action(
    "appraisal.second_give", Text("Chấm lại độc lập", "Give a second score"), {Role.APPRAISER: Reach.ASSIGNED}
)
IMPACT = Action(
    "appraisal.impact",
    Text("Xem tác động của giải trình", "See what open explanations can move"),
    {Role.COORDINATOR: Reach.ANY, Role.COUNCIL: Reach.ANY},
)
COUNCIL_READ = Action(
    "appraisal.council_read",
    Text("Xem hồ sơ Hội đồng", "Read the council's cases"),
    {Role.COORDINATOR: Reach.ANY, Role.COUNCIL: Reach.ANY, Role.LEADER: Reach.ANY},
)
COUNCIL_DECIDE = Action(
    "appraisal.council_decide", Text("Quyết định điểm tại Hội đồng", "Decide final points"), {Role.COUNCIL: Reach.ANY}
)
MINUTES = Action(
    "appraisal.minutes",
    Text("Lập biên bản Hội đồng", "Write the minutes"),
    {Role.COORDINATOR: Reach.ANY, Role.COUNCIL: Reach.ANY},
)
REASONS = Action(
    "appraisal.reasons", Text("Sửa danh mục lý do", "Edit the catalogue of reasons"), {Role.COORDINATOR: Reach.ANY}
)

ACTIONS = (
    ASSIGN,
    MARK,
    READ,
    EXPLAIN,
    SEND_EXPLANATION,
    SECOND_ASK,
    SECOND_GIVE,
    IMPACT,
    COUNCIL_READ,
    COUNCIL_DECIDE,
    MINUTES,
    REASONS,
)

STAGE_OF = {APPRAISED: APPRAISAL_1, EXPLAINED: APPRAISAL_2, FINAL: COUNCIL}
"""The stage in which each layer is given."""

READS_ALL = (Role.COORDINATOR, Role.COUNCIL, Role.LEADER)
"""Roles that read every unit's marks at any time; whoever holds one cannot score blind."""


def assigned_to(viewer: Viewer, sheet: Sheet, criterion: Criterion | None = None) -> bool:
    """Whether the sheet (and, where a criterion is named, its area) is the viewer's to appraise; never the own unit's."""
    round_unit = sheet.round_unit
    if viewer.id == 0 or round_unit.unit_id in viewer.own_units:
        return False
    rows = Assignment.objects.filter(person=viewer.id, round_unit=round_unit)
    if criterion is not None:
        nodes = outline(round_unit.round.set)
        rows = rows.filter(area=nodes.by_code[nodes.by_key[criterion.pk].area].criterion.pk)
    return rows.exists()


def can_mark(viewer: Viewer, sheet: Sheet, criterion: Criterion, layer: str, at: datetime) -> Verdict:
    """Whether the viewer may give a leaf its points in a layer now: whose turn, which leaf, which stage, which sheet."""
    verdict = _whose(viewer, sheet, criterion, layer)
    if verdict:
        verdict = _markable(sheet, criterion, layer)
    if verdict:
        verdict = stage_open(sheet.round_unit.round, STAGE_OF[layer], sheet.round_unit, at)
    if verdict and layer == APPRAISED:
        verdict = _handed_in(sheet, at)
    return verdict


def _whose(viewer: Viewer, sheet: Sheet, criterion: Criterion, layer: str) -> Verdict:
    unit = sheet.round_unit.unit_id
    if layer == FINAL:
        return may(viewer, COUNCIL_DECIDE, unit=unit)
    verdict = may(viewer, MARK, unit=unit, assigned=assigned_to(viewer, sheet, criterion))
    if verdict and waits_for_second(viewer, sheet, criterion):
        return no(
            "Anh/chị được giao chấm lại độc lập ô này nên không sửa điểm của người chấm trước.",
            "You were asked for a blind second score of this leaf, so the first mark is not yours to change.",
            ask=Text("Xin chấm ở mục “Chấm lại độc lập”.", "Please score it under “Second scores”."),
        )
    return verdict


def waits_for_second(viewer: Viewer, sheet: Sheet, criterion: Criterion) -> bool:
    """Whether the viewer still owes a blind second score of the leaf, so that nothing of the first may be shown."""
    owed = SecondScore.objects.filter(person=viewer.id, given_at__isnull=True)
    return owed.filter(sheet=sheet, criterion=criterion).exists()


def _markable(sheet: Sheet, criterion: Criterion, layer: str) -> Verdict:
    node = outline(sheet.round_unit.round.set).by_key.get(criterion.pk)
    if node is None or not node.leaf:
        return no("Chỉ chấm điểm ở tiêu chí không có tiêu chí con.", "Only leaves of the criteria are given points.")
    if criterion.source == Source.SURVEY and layer != FINAL:
        return no(
            "Điểm của tiêu chí này lấy từ khảo sát, do cơ quan điều phối nhập.",
            "This criterion's points come from a survey and are entered by the coordinator.",
        )
    if layer == APPRAISED and sheet.released_at is not None:
        return no(
            "Kết quả thẩm định lần 1 đã trả cho đơn vị nên không sửa được nữa.",
            "The first appraisal has been released to the unit and cannot be changed any more.",
            since=sheet.released_at,
            ask=Text("Điểm có thể đổi ở lần 2, sau giải trình.", "Points can change in the second appraisal."),
        )
    return YES


def _handed_in(sheet: Sheet, at: datetime) -> Verdict:
    if sheet.state == SIGNED or not _self_window_holds(sheet, at):
        return YES
    return no(
        "Đơn vị chưa ký phiếu tự chấm và vẫn còn hạn tự chấm.",
        "The unit has not signed its sheet and may still score itself.",
    )


def _self_window_holds(sheet: Sheet, at: datetime) -> bool:
    window = windows(sheet.round_unit.round, sheet.round_unit).get(SELF)
    return window is not None and at < window.closes_at


def can_enter_survey(viewer: Viewer, sheet: Sheet, criterion: Criterion) -> Verdict:
    """Whether a survey's result may be entered for a leaf: by the coordinator, while the round is open."""
    if viewer is not SYSTEM and not viewer.has(Role.COORDINATOR):
        return no("Kết quả khảo sát do cơ quan điều phối nhập.", "Survey results are entered by the coordinator.")
    if criterion.source != Source.SURVEY:
        return no("Tiêu chí này không chấm bằng khảo sát.", "This criterion is not scored by a survey.")
    if sheet.round_unit.round.state != OPEN:
        return no("Kỳ đánh giá không ở trạng thái đang mở.", "The round is not open.")
    return YES


def released(sheet: Sheet, at: datetime) -> bool:
    """Whether the unit may see its first appraisal: released by the coordinator, or its stage has closed."""
    if sheet.released_at is not None and sheet.released_at <= at:
        return True
    window = windows(sheet.round_unit.round, sheet.round_unit).get(APPRAISAL_1)
    return released_by(sheet, window, at)


def released_by(sheet: Sheet, window: Window | None, at: datetime) -> bool:
    """The same where the unit's window of the first appraisal is known already: no query, for lists."""
    if sheet.released_at is not None and sheet.released_at <= at:
        return True
    return window is not None and at >= window.closes_at


def can_read_marks(viewer: Viewer, sheet: Sheet, at: datetime) -> Verdict:
    """Whether the viewer may read the points given to a sheet; the own unit's people only once they are released.

    For single leaves see also `seconds.blind`: who owes a second score reads nothing of the first.
    """
    if viewer is SYSTEM or viewer.has(*READS_ALL) or assigned_to(viewer, sheet):
        return YES
    verdict = may(viewer, READ, unit=sheet.round_unit.unit_id)
    if not verdict or released(sheet, at):
        return verdict
    return _not_released()


def can_explain(viewer: Viewer, sheet: Sheet, at: datetime) -> Verdict:
    """Whether the viewer may write the unit's explanations now: released, stage open for the unit, not sent yet."""
    verdict = may(viewer, EXPLAIN, unit=sheet.round_unit.unit_id)
    if not verdict:
        return verdict
    if not released(sheet, at):
        return _not_released()
    if sheet.explained_at is not None:
        return no("Đơn vị đã gửi giải trình.", "The unit has sent its explanations.", since=sheet.explained_at)
    return stage_open(sheet.round_unit.round, EXPLANATION, sheet.round_unit, at)


def _not_released() -> Verdict:
    return no(
        "Kết quả thẩm định lần 1 chưa được trả cho đơn vị.",
        "The first appraisal has not been released to the unit yet.",
        ask=Text("Đơn vị sẽ nhận thư khi có kết quả.", "The unit will get a letter when it is."),
    )
