"""Who may do what in this room: rows of the one table of roles and actions."""

from __future__ import annotations

from parindex.engine.problems import Text
from parindex.grammar.roles import Action, Reach, Role

READ = Action("criteria.read", Text("Xem bộ tiêu chí", "Read criteria sets"), {}, everybody=True)
CHANGE = Action("criteria.change", Text("Soạn bộ tiêu chí", "Edit criteria sets"), {Role.COORDINATOR: Reach.ANY})

ACTIONS = (
    READ,
    CHANGE,
)
