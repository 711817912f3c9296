"""Who may do what in this room: rows of the one table of roles and actions."""

from __future__ import annotations

from parindex.engine.problems import Text
from parindex.grammar.roles import SYSTEM, Action, Reach, Role, Viewer, may
from parindex.grammar.verdict import YES, Verdict, no

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


def _only_administrators() -> Verdict:
    return no(
        "Chỉ quản trị hệ thống được cấp, kết thúc vai trò quản trị và thay đổi tài khoản quản trị.",
        "Only an administrator may give or end that role, or change an administrator's account.",
        ask=Text("Xin liên hệ quản trị hệ thống.", "Please ask an administrator."),
    )


def may_grant(viewer: Viewer, role: Role) -> Verdict:
    """Whether a role is the viewer's to give."""
    verdict = may(viewer, PEOPLE)
    if verdict and role is Role.ADMINISTRATOR and not may_change_person(viewer, administrator=True):
        return _only_administrators()
    return verdict


def may_end(viewer: Viewer, role: Role, *, own: bool) -> Verdict:
    """Whether a role is the viewer's to end. own: it is the viewer's own role."""
    if own and role is Role.ADMINISTRATOR:
        return no(
            "Không ai tự kết thúc vai trò quản trị của mình: phải luôn còn một người quản trị.",
            "Nobody ends their own role of administrator: there must always be one left.",
            ask=Text("Xin nhờ một quản trị viên khác.", "Please ask another administrator."),
        )
    return may_grant(viewer, role)


def may_change_person(viewer: Viewer, *, administrator: bool) -> Verdict:
    """Whether an account is the viewer's to change. administrator: it is one of an administrator."""
    if administrator and viewer is not SYSTEM and not viewer.has(Role.ADMINISTRATOR):
        return _only_administrators()
    return YES
