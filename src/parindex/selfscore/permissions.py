"""Who may do what in this room: rows of the one table of roles and actions."""

from __future__ import annotations

from parindex.engine.problems import Text
from parindex.grammar.roles import Action, Reach, Role

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
    RELEASE,
)
