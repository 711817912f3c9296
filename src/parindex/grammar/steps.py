"""Steps as rows: name, from, to, whose turn, event. Buttons, diagram, documentation and tests come from the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parindex.engine.problems import Text
from parindex.grammar.roles import Role
from parindex.grammar.verdict import YES, Verdict, no


@dataclass(frozen=True, slots=True)
class Step:
    """One way on. event: the verb in the ledger; button: what the button says (verb + object)."""

    event: str
    before: frozenset[str]
    after: str
    turn: frozenset[Role]
    button: Text


def step(event: str, before: str, after: str, turn: Sequence[Role], button: Text) -> Step:
    """A row of a table of steps; `before` names states, with spaces between."""
    return Step(event, frozenset(before.split()), after, frozenset(turn), button)


def possible(steps: Sequence[Step], event: str, state: str, names: dict[str, Text]) -> Verdict:
    """Whether an event can happen in a state. Raises KeyError for an event that is in no row."""
    rows = [row for row in steps if row.event == event]
    if not rows:
        raise KeyError(event)
    if any(state in row.before for row in rows):
        return YES
    stands, button = names[state], rows[0].button
    return no(
        f"Đang ở trạng thái “{stands.vi}” nên không thể “{button.vi}”.",
        f"The state is “{stands.en}”, so “{button.en}” is not possible.",
    )
