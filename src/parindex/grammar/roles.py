"""The roles, and the table of who may do what: actions name roles and how far each role reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from parindex.engine.problems import Text
from parindex.grammar.verdict import YES, Verdict, no


class Role(StrEnum):
    """What a person is in the system. Officers and heads are so for one unit."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    OFFICER = "officer"
    HEAD = "head"
    APPRAISER = "appraiser"
    COUNCIL = "council"
    LEADER = "leader"


ROLE_NAMES: Mapping[Role, Text] = {
    Role.ADMINISTRATOR: Text("Quản trị hệ thống", "Administrator"),
    Role.COORDINATOR: Text("Điều phối", "Coordinator"),
    Role.OFFICER: Text("Cán bộ đầu mối", "Unit officer"),
    Role.HEAD: Text("Thủ trưởng đơn vị", "Unit head"),
    Role.APPRAISER: Text("Thẩm định", "Appraiser"),
    Role.COUNCIL: Text("Hội đồng thẩm định", "Council"),
    Role.LEADER: Text("Lãnh đạo tỉnh", "Leader"),
}
UNIT_ROLES = frozenset({Role.OFFICER, Role.HEAD})
"""Roles that are held for one unit."""


class Reach(StrEnum):
    """How far a role reaches with an action."""

    ANY = "any"
    """All units."""
    OWN = "own"
    """The unit the role is held for."""
    ASSIGNED = "assigned"
    """What was assigned to the person (areas x units), never the person's own unit."""


REACH_NAMES: Mapping[Reach, Text] = {
    Reach.ANY: Text("mọi đơn vị", "all units"),
    Reach.OWN: Text("đơn vị mình", "own unit"),
    Reach.ASSIGNED: Text("phần được giao, trừ đơn vị mình", "what is assigned, never the own unit"),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held by a person; `unit` is the unit's key where the role is held for one."""

    role: Role
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking or acting: a person and the roles held now. `id` 0 is the system itself.

    home: the key of the unit the person works in, None where unknown.
    """

    id: int
    name: str
    language: str = "vi"
    home: int | None = None
    grants: frozenset[Grant] = frozenset()

    def has(self, *roles: Role) -> bool:
        """Whether any of the roles is held, for whatever unit."""
        return any(grant.role in roles for grant in self.grants)

    def units(self, *roles: Role) -> frozenset[int]:
        """The units for which any of the roles is held."""
        return frozenset(g.unit for g in self.grants if g.role in roles and g.unit is not None)

    @property
    def own_units(self) -> frozenset[int]:
        """Every unit this person belongs to: works in, or holds a role for."""
        held = self.units(*Role)
        return held if self.home is None else held | {self.home}

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles held, in the order of the table."""
        return tuple(role for role in Role if self.has(role))


SYSTEM = Viewer(0, "Hệ thống")
"""Acts where nobody does: imports from the command line, the demo, what happens by itself."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done or read. name: "room.verb".  who: roles and how far each reaches.

    An action with `everybody` is open to whoever is signed in; with `public`, to anyone at all.
    """

    name: str
    label: Text
    who: Mapping[Role, Reach]
    everybody: bool = False
    public: bool = False


def may(viewer: Viewer, action: Action, *, unit: int | None = None, assigned: bool = False) -> Verdict:
    """Whether a viewer may do it. unit: the unit concerned; None where the action concerns none in particular.

    assigned: whether this very thing was assigned to the viewer. With unit None, OWN and ASSIGNED say yes: the page
    exists for the role, and its query shows only what is the viewer's.
    """
    if action.public or (action.everybody and viewer.id) or viewer is SYSTEM:
        return YES
    for grant in viewer.grants:
        reach = action.who.get(grant.role)
        if reach is Reach.ANY or (reach is not None and unit is None):
            return YES
        if reach is Reach.OWN and grant.unit == unit:
            return YES
        if reach is Reach.ASSIGNED and assigned and unit not in viewer.own_units:
            return YES
    return _refusal(viewer, action, unit)


def _refusal(viewer: Viewer, action: Action, unit: int | None) -> Verdict:
    who = [ROLE_NAMES[role] for role in Role if role in action.who]
    vi, en = ", ".join(role.vi for role in who), ", ".join(role.en for role in who)
    ask = Text("Nếu cần, xin liên hệ cơ quan điều phối.", "If needed, please contact the coordinator.")
    if any(grant.role in action.who for grant in viewer.grants):
        if unit is not None and unit in viewer.own_units and Reach.ASSIGNED in action.who.values():
            return no(
                "Không ai thẩm định đơn vị của chính mình.",
                "Nobody appraises their own unit.",
                ask=ask,
            )
        return no(
            f"“{action.label.vi}” ở đơn vị này không thuộc phần của anh/chị.",
            f"“{action.label.en}” is not yours to do for this unit.",
            ask=ask,
        )
    return no(f"“{action.label.vi}” dành cho: {vi}.", f"“{action.label.en}” is for: {en}.", ask=ask)
