"""Who may do what in this room: rows of the one table of roles and actions."""

from __future__ import annotations

from parindex.engine.problems import Text
from parindex.grammar.roles import Action, Reach, Role

READ = Action(
    "ledger.read", Text("Đọc nhật ký", "Read the ledger"), {Role.COORDINATOR: Reach.ANY, Role.ADMINISTRATOR: Reach.ANY}
)

ACTIONS = (READ,)
