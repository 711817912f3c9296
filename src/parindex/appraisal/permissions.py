"""Who may do what in this room: rows of the one table of roles and actions."""

from __future__ import annotations

from parindex.engine.problems import Text
from parindex.grammar.roles import Action, Reach, Role

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
