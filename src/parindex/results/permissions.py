"""Who may do what in this room: rows of the one table of roles and actions."""

from __future__ import annotations

from datetime import datetime

from parindex.engine.problems import Text
from parindex.grammar.clock import local
from parindex.grammar.roles import Action, Reach, Role
from parindex.grammar.verdict import YES, Verdict, no
from parindex.results.models import Run
from parindex.rounds.calendar import STAGE_NAMES
from parindex.rounds.models import APPROVAL, APPROVED, OPEN, Round, StageDates

ADJUST = Action(
    "results.adjust", Text("Ghi điểm thưởng, điểm trừ", "Enter bonuses and penalties"), {Role.COORDINATOR: Reach.ANY}
)
SURVEY = Action("results.survey", Text("Nhập kết quả khảo sát", "Enter survey results"), {Role.COORDINATOR: Reach.ANY})
CHECK = Action(
    "results.check",
    Text("Kiểm tra trước khi công bố", "Check before publication"),
    {Role.COORDINATOR: Reach.ANY, Role.COUNCIL: Reach.ANY, Role.LEADER: Reach.ANY},
)
COMPUTE = Action("results.compute", Text("Tính kết quả", "Compute results"), {Role.COORDINATOR: Reach.ANY})
APPROVE = Action(
    "results.approve", Text("Phê duyệt kết quả", "Approve results"), {Role.COUNCIL: Reach.ANY, Role.LEADER: Reach.ANY}
)
READ = Action(
    "results.read",
    Text("Xem kết quả", "Read results"),
    {
        Role.OFFICER: Reach.OWN,
        Role.HEAD: Reach.OWN,
        Role.APPRAISER: Reach.ANY,
        Role.COORDINATOR: Reach.ANY,
        Role.COUNCIL: Reach.ANY,
        Role.LEADER: Reach.ANY,
    },
)
EXPORT = Action("results.export", Text("Xuất gói dữ liệu", "Export round packages"), {Role.COORDINATOR: Reach.ANY})
IMPORT = Action("results.import", Text("Nhập gói dữ liệu", "Import round packages"), {Role.COORDINATOR: Reach.ANY})

ACTIONS = (
    ADJUST,
    SURVEY,
    CHECK,
    COMPUTE,
    APPROVE,
    READ,
    EXPORT,
    IMPORT,
)


def can_compute(round_: Round) -> Verdict:
    """Whether a round can be computed: while it is open; an approved one is replayed, never computed anew."""
    if round_.state == OPEN:
        return YES
    if round_.state == APPROVED:
        return no(
            "Kết quả đã được phê duyệt nên không tính lại được nữa.",
            "The results have been approved and are not computed again.",
            since=round_.approved_at,
        )
    return no("Kỳ đánh giá chưa mở nên chưa tính được.", "The round is not open yet, so there is nothing to compute.")


def can_approve(run: Run, round_: Round, at: datetime, *, latest: bool, current: bool) -> Verdict:
    """Whether a run can be approved. latest: none was computed after it; current: the data are still those it was made of.

    Before the approval stage opens, no; after it has closed an approval that is late is still one.
    """
    verdict = can_compute(round_)
    if not verdict:
        return verdict
    if (early := _too_early(round_, at)) is not None:
        return early
    if not latest:
        return no(
            "Đã có lần tính mới hơn; chỉ phê duyệt được lần tính mới nhất.",
            "There is a later computation; only the latest can be approved.",
        )
    if not current:
        return no(
            "Dữ liệu đã thay đổi sau lần tính này; tính lại rồi phê duyệt.",
            "The data have changed since this computation; compute again, then approve.",
        )
    if run.errors:
        return no(
            f"Lần tính còn {run.errors} lỗi hoặc ô chưa có điểm; xử lý hết rồi tính lại.",
            f"The computation has {run.errors} errors or undecided cells; settle them and compute again.",
        )
    return YES


def _too_early(round_: Round, at: datetime) -> Verdict | None:
    dates = StageDates.objects.filter(round=round_, stage=APPROVAL).first()
    if dates is None or at >= dates.opens_at:
        return None
    name, when = STAGE_NAMES[APPROVAL], local(dates.opens_at).strftime("%H:%M %d/%m/%Y")
    return no(
        f"Giai đoạn “{name.vi}” chưa mở; mở lúc {when}.", f"The stage “{name.en}” is not open yet; it opens at {when}."
    )
