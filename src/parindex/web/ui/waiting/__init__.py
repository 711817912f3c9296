"""What waits for the viewer: verb and object, how many, since when, until when, and where to do it. In open rounds.

Only what the viewer may do is looked for. The number of queries does not depend on how much waits.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from parindex.grammar.roles import Viewer
from parindex.web.ui.waiting.appraisal import of_appraiser
from parindex.web.ui.waiting.deciding import of_administrator, of_council, of_leader
from parindex.web.ui.waiting.desk import Desk, Task, desk
from parindex.web.ui.waiting.office import of_coordinator
from parindex.web.ui.waiting.unit import of_unit

__all__ = ["Desk", "Task", "desk", "waiting"]
FAR = timedelta(days=36500)


def waiting(viewer: Viewer, at: datetime, open_: Desk | None = None) -> list[Task]:
    """The viewer's tasks: what is overdue or due first, then the oldest. open_: the open rounds, where already read."""
    here = open_ or desk(viewer, at)
    found: list[Task] = []
    for ask in (of_unit, of_appraiser, of_coordinator, of_council, of_leader, of_administrator):
        found += ask(here)
    return sorted(found, key=lambda task: (task.due or at + FAR, task.since or at))
