"""What time it is. Stored in UTC, shown in Asia/Ho_Chi_Minh; the demo's clock stands at a day of its own round."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

PLACE = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone in which dates are said and deadlines set."""


class _Clock:
    offset = timedelta(0)


def now() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC) + _Clock.offset


def shift(offset: timedelta) -> None:
    """Let the clock of this process stand `offset` away from the machine's; for the demo and for tests."""
    _Clock.offset = offset


def shifted() -> timedelta:
    """How far this process's clock stands from the machine's."""
    return _Clock.offset


def local(moment: datetime) -> datetime:
    """The moment as the clock on the wall shows it."""
    return moment.astimezone(PLACE)
