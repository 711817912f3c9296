"""Who may do what in this room: rows of the one table of roles and actions."""

from __future__ import annotations

from parindex.engine.problems import Text
from parindex.grammar.roles import Action, Reach, Role

READ = Action("rounds.read", Text("Xem kỳ đánh giá và lịch", "Read rounds and calendars"), {}, everybody=True)
CHANGE = Action("rounds.change", Text("Thiết lập kỳ đánh giá", "Set up rounds"), {Role.COORDINATOR: Reach.ANY})
PROGRESS = Action(
    "rounds.progress",
    Text("Xem tiến độ toàn kỳ", "See the progress of a round"),
    {Role.COORDINATOR: Reach.ANY, Role.COUNCIL: Reach.ANY, Role.LEADER: Reach.ANY},
)
EXTEND = Action("rounds.extend", Text("Gia hạn cho đơn vị", "Grant deadline exceptions"), {Role.COORDINATOR: Reach.ANY})
ASK_EXTENSION = Action(
    "rounds.ask_extension",
    Text("Xin gia hạn", "Ask for a deadline exception"),
    {Role.OFFICER: Reach.OWN, Role.HEAD: Reach.OWN},
)
REMIND = Action("rounds.remind", Text("Gửi nhắc việc", "Send reminders"), {Role.COORDINATOR: Reach.ANY})

ACTIONS = (
    READ,
    CHANGE,
    PROGRESS,
    EXTEND,
    ASK_EXTENSION,
    REMIND,
)
