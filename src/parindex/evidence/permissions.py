"""Who may do what in this room: rows of the one table of roles and actions, and the verdicts that follow.

What one may read is a pure function over plain values: the rooms above know who is assigned and what is signed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from parindex.engine.problems import Text
from parindex.grammar.roles import Action, Reach, Role, Viewer, may
from parindex.grammar.verdict import YES, Verdict, no

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

UNIT_PEOPLE = (Role.OFFICER, Role.HEAD)
WHOLE_ROUND = (Role.COORDINATOR, Role.COUNCIL, Role.LEADER)
"""Who reads what any unit has handed in."""


class Use(NamedTuple):
    """One use of a version. handed_in: the unit has signed the sheet (sent the explanation); also for a bonus or penalty
    that rests on it. assigned: the leaf is the viewer's to appraise.
    """

    handed_in: bool
    assigned: bool = False


def can_read(viewer: Viewer, unit: int, uses: Iterable[Use]) -> Verdict:
    """Whether the viewer may read a version of a document of a unit (its key), which is used so.

    The unit's own people read all of its library; others only what is linked now, and only once it is handed in:
    appraisers what lies in leaves assigned to them, never their own unit's.
    """
    if viewer.units(*UNIT_PEOPLE) & {unit}:
        return YES
    handed_in = [use for use in uses if use.handed_in]
    if handed_in and viewer.has(*WHOLE_ROUND):
        return YES
    if viewer.has(Role.APPRAISER) and unit not in viewer.own_units and any(use.assigned for use in handed_in):
        return YES
    return no(
        "Tài liệu này không thuộc phần anh/chị được xem.",
        "This document is not yours to read.",
    )


def can_add(viewer: Viewer, unit: int) -> Verdict:
    """Whether the viewer may add documents to a unit's library, describe and link them."""
    return may(viewer, ADD, unit=unit)
