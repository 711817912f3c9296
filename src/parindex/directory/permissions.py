"""Who may do what in this room: rows of the one table of roles and actions."""

from __future__ import annotations

from parindex.engine.problems import Text
from parindex.grammar.roles import Action, Reach, Role

UNITS_READ = Action(
    "directory.units_read", Text("Xem danh mục đơn vị", "Read the register of units"), {}, everybody=True
)
UNITS_CHANGE = Action(
    "directory.units_change",
    Text("Cập nhật đơn vị", "Change units"),
    {Role.COORDINATOR: Reach.ANY, Role.ADMINISTRATOR: Reach.ANY},
)
PEOPLE = Action(
    "directory.people",
    Text("Quản lý tài khoản và vai trò", "Manage people and roles"),
    {Role.COORDINATOR: Reach.ANY, Role.ADMINISTRATOR: Reach.ANY},
)
OWN_ACCOUNT = Action(
    "directory.own_account", Text("Sửa tài khoản của mình", "Change one's own account"), {}, everybody=True
)
SIGN_IN = Action("directory.sign_in", Text("Đăng nhập", "Sign in"), {}, everybody=True, public=True)
INBOX = Action("directory.inbox", Text("Xem việc chờ mình", "See what waits"), {}, everybody=True)

ACTIONS = (
    UNITS_READ,
    UNITS_CHANGE,
    PEOPLE,
    OWN_ACCOUNT,
    SIGN_IN,
    INBOX,
)
