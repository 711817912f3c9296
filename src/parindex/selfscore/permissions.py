"""Who may do what in this room: rows of the one table of roles and actions, and what is possible now."""

from __future__ import annotations

from datetime import datetime

from parindex.engine.problems import Text
from parindex.grammar.roles import Action, Reach, Role, Viewer, may
from parindex.grammar.steps import possible
from parindex.grammar.verdict import YES, Verdict, no
from parindex.rounds.calendar import stage_open
from parindex.rounds.models import OPEN, SELF
from parindex.selfscore.models import SIGNED, SUBMITTED, Sheet
from parindex.selfscore.states import NAMES, STEPS

READ = Action(
    "selfscore.read",
    Text("Xem phiếu tự chấm", "Read scoring sheets"),
    {
        Role.OFFICER: Reach.OWN,
        Role.HEAD: Reach.OWN,
        Role.APPRAISER: Reach.ASSIGNED,
        Role.COORDINATOR: Reach.ANY,
        Role.COUNCIL: Reach.ANY,
        Role.LEADER: Reach.ANY,
    },
)
FILL = Action(
    "selfscore.fill", Text("Tự chấm điểm", "Fill in the scoring sheet"), {Role.OFFICER: Reach.OWN, Role.HEAD: Reach.OWN}
)
SUBMIT = Action(
    "selfscore.submit", Text("Trình thủ trưởng ký", "Submit the sheet to the head"), {Role.OFFICER: Reach.OWN}
)
SIGN = Action(
    "selfscore.sign",
    Text("Ký, trả lại hoặc rút phiếu tự chấm", "Sign, return or take back the sheet"),
    {Role.HEAD: Reach.OWN},
)
REOPEN = Action("selfscore.reopen", Text("Mở lại phiếu đã ký", "Reopen a signed sheet"), {Role.COORDINATOR: Reach.ANY})
PROGRESS = Action(
    "selfscore.progress",
    Text("Xem danh sách phiếu tự chấm", "See the list of sheets"),
    {Role.COORDINATOR: Reach.ANY, Role.COUNCIL: Reach.ANY, Role.LEADER: Reach.ANY},
)
RELEASE = Action(
    "selfscore.release",
    Text("Trả kết quả thẩm định cho đơn vị", "Release the appraisal to units"),
    {Role.COORDINATOR: Reach.ANY},
)

ACTIONS = (
    READ,
    FILL,
    SUBMIT,
    SIGN,
    REOPEN,
    PROGRESS,
    RELEASE,
)


def can_read(viewer: Viewer, sheet: Sheet, *, assigned: bool = False) -> Verdict:
    """Whether the viewer may see what is claimed. The unit's own people always, others once it is signed.

    assigned: whether the unit was assigned to the viewer to appraise; the caller looks it up.
    """
    if sheet.round_unit.unit_id in viewer.units(Role.OFFICER, Role.HEAD):
        return YES
    asked = may(viewer, READ, unit=sheet.round_unit.unit_id, assigned=assigned)
    if not asked:
        return asked
    if sheet.state != SIGNED:
        return no(
            "Phiếu chưa được ký. Nội dung đang tự chấm chỉ người của đơn vị xem được; số tiêu chí đã chấm ở trang tiến độ.",
            "The sheet is not signed yet. Only the unit's own people see a draft; the progress page counts what is done.",
        )
    return YES


def can_fill(
    viewer: Viewer,
    sheet: Sheet,
    at: datetime,
    returned: frozenset[int] = frozenset(),
    criterion: int | None = None,
) -> Verdict:
    """Whether the viewer may change claims now: a draft, in the stage `self` of this unit (exceptions counted).

    returned: keys of the leaves an appraiser gave back and whose time has not run out; of a signed sheet these alone
    can be changed. criterion: the leaf concerned; without one, whether anything at all can be changed.
    """
    asked = may(viewer, FILL, unit=sheet.round_unit.unit_id)
    if not asked:
        return asked
    if sheet.state == SIGNED and (criterion in returned or (criterion is None and returned)):
        return YES if sheet.round_unit.round.state == OPEN else _stage(sheet, at)
    if sheet.state == SIGNED:
        return no(
            "Phiếu đã ký nên không sửa được. Trong hạn tự chấm, thủ trưởng rút được phiếu.",
            "The sheet is signed and cannot be changed. Until the stage closes, the head can take it back.",
            since=sheet.signed_at,
        )
    if sheet.state == SUBMITTED:
        return no(
            "Phiếu đang chờ thủ trưởng ký. Cần sửa, xin thủ trưởng trả lại phiếu.",
            "The sheet waits for the head. To change it, ask the head to return it.",
            since=sheet.submitted_at,
        )
    return _stage(sheet, at)


def can_submit(viewer: Viewer, sheet: Sheet, at: datetime, *, missing: int = 0, unexplained: int = 0) -> Verdict:
    """Whether the sheet can go to the head. missing: leaves not scored; unexplained: without evidence and note."""
    return _all(
        may(viewer, SUBMIT, unit=sheet.round_unit.unit_id),
        possible(STEPS, "submit", sheet.state, dict(NAMES)),
        _stage(sheet, at),
        complete(missing, unexplained),
    )


def can_return(viewer: Viewer, sheet: Sheet, at: datetime) -> Verdict:
    """Whether the head can give the submitted sheet back to the officers."""
    return _all(
        may(viewer, SIGN, unit=sheet.round_unit.unit_id),
        possible(STEPS, "return", sheet.state, dict(NAMES)),
        _stage(sheet, at),
    )


def can_sign(viewer: Viewer, sheet: Sheet, at: datetime, *, missing: int = 0, unexplained: int = 0) -> Verdict:
    """Whether the head can sign now."""
    return _all(
        may(viewer, SIGN, unit=sheet.round_unit.unit_id),
        possible(STEPS, "sign", sheet.state, dict(NAMES)),
        _stage(sheet, at),
        complete(missing, unexplained),
    )


def can_take_back(viewer: Viewer, sheet: Sheet, at: datetime, *, appraised: bool) -> Verdict:
    """Whether the head can take the signed sheet back: before the stage closes, and nothing appraised yet."""
    return _all(
        may(viewer, SIGN, unit=sheet.round_unit.unit_id),
        possible(STEPS, "take_back", sheet.state, dict(NAMES)),
        _not_appraised(appraised=appraised),
        _stage(sheet, at),
    )


def can_reopen(viewer: Viewer, sheet: Sheet, at: datetime, *, appraised: bool) -> Verdict:
    """Whether the coordinator can open a signed sheet again: the unit's stage is open, by an exception or still."""
    return _all(
        may(viewer, REOPEN, unit=sheet.round_unit.unit_id),
        possible(STEPS, "reopen", sheet.state, dict(NAMES)),
        _not_appraised(appraised=appraised),
        _stage(sheet, at),
    )


def complete(missing: int, unexplained: int) -> Verdict:
    """Whether nothing stands in the way of a signature."""
    if missing:
        return no(f"Còn {missing:02d} tiêu chí chưa chấm.", f"{missing} criteria are not scored yet.")
    if unexplained:
        return no(
            f"Còn {unexplained:02d} tiêu chí không có tài liệu mà cũng chưa giải thích cách chấm.",
            f"{unexplained} criteria have neither evidence nor an explanation of the score.",
        )
    return YES


def _all(*verdicts: Verdict) -> Verdict:
    return next((verdict for verdict in verdicts if not verdict), YES)


def _stage(sheet: Sheet, at: datetime) -> Verdict:
    return stage_open(sheet.round_unit.round, SELF, sheet.round_unit, at)


def _not_appraised(*, appraised: bool) -> Verdict:
    if appraised:
        return no(
            "Đã bắt đầu thẩm định nên không rút được phiếu; người thẩm định có thể trả lại từng tiêu chí.",
            "The appraisal has begun, so the sheet cannot come back; the appraiser can return single criteria.",
        )
    return YES
