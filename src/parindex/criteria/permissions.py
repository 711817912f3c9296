"""Who may do what in this room: rows of the one table of roles and actions."""

from __future__ import annotations

from parindex.criteria.models import FROZEN, CriteriaSet
from parindex.engine.problems import Text
from parindex.grammar.roles import Action, Reach, Role
from parindex.grammar.verdict import YES, Verdict, no

READ = Action("criteria.read", Text("Xem bộ tiêu chí", "Read criteria sets"), {}, everybody=True)
CHANGE = Action("criteria.change", Text("Soạn bộ tiêu chí", "Edit criteria sets"), {Role.COORDINATOR: Reach.ANY})

ACTIONS = (
    READ,
    CHANGE,
)


def changeable(set_: CriteriaSet) -> Verdict:
    """Whether the set can still be changed: a frozen one never again."""
    if set_.state != FROZEN:
        return YES
    return no(
        f"Bộ tiêu chí “{set_.title_vi}” đã khóa khi mở kỳ đánh giá nên không sửa được nữa.",
        f"The criteria set “{set_.title_en or set_.title_vi}” was frozen when its round opened; it cannot be changed.",
        since=set_.frozen_at,
        ask=Text("Anh/chị có thể sao chép thành bộ mới rồi sửa.", "Copy it to a new set and change that one."),
    )
