"""Who may do what in this room: rows of the one table of roles and actions."""

from __future__ import annotations

from parindex.engine.problems import Text
from parindex.grammar.roles import Action, Reach, Role

READ = Action(
    "evidence.read",
    Text("Xem tài liệu kiểm chứng", "Read evidence"),
    {
        Role.OFFICER: Reach.OWN,
        Role.HEAD: Reach.OWN,
        Role.APPRAISER: Reach.ASSIGNED,
        Role.COORDINATOR: Reach.ANY,
        Role.COUNCIL: Reach.ANY,
        Role.LEADER: Reach.ANY,
    },
)
ADD = Action(
    "evidence.add",
    Text("Tải lên, gắn tài liệu kiểm chứng", "Add and link evidence"),
    {Role.OFFICER: Reach.OWN, Role.HEAD: Reach.OWN},
)

ACTIONS = (
    READ,
    ADD,
)
