"""The demo's clock: it stood at a day of the demo's round when the data were made, and runs on from there."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from parindex.grammar.clock import PLACE, shift

YEAR = 2019
"""The year in which the round of 2018 is assessed."""


def moment(day: int, month: int, *, hour: int = 0, minute: int = 0, year: int = YEAR) -> datetime:
    """A moment by the clock on the wall, as UTC.

    >>> moment(25, 3, hour=10).isoformat()
    '2019-03-25T03:00:00+00:00'
    """
    return datetime(year, month, day, hour, minute, tzinfo=PLACE).astimezone(UTC)


DAY = moment(25, 3, hour=10)
"""When somebody enters the demo for the first time."""


def begin() -> None:
    """Put this process's clock at the demo's day, and note how far that is from the machine's."""
    offset = DAY - datetime.now(UTC)
    part = _file().with_suffix(".part")
    part.write_text(json.dumps({"offset_seconds": round(offset.total_seconds())}) + "\n")
    part.replace(_file())
    keep()


def keep() -> None:
    """Let this process's clock run as noted; every process of the demo calls it at its start."""
    try:
        seconds = json.loads(_file().read_text())["offset_seconds"]
    except FileNotFoundError:
        return
    shift(timedelta(seconds=seconds))


def _file() -> Path:
    return Path(settings.DATA) / "clock.json"
