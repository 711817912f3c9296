"""The calendar as a drawing: bars in per cent of the width, so that it is as wide as the page and its text never scales."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from parindex.engine.problems import Text
from parindex.grammar.clock import local
from parindex.rounds.calendar import STAGE_NAMES, Window

LANE, TOP = 58, 26
"""Pixels: height of a lane (bar and two lines of words), and of the months above."""
NARROWEST = 860
"""Pixels of width under which the drawing gives way to the list."""
LETTER, LEAST_WORDS = 7.4, 128


class Bar(NamedTuple):
    """A stage in the drawing; x, width, done: per cent. state: "past", "now" or "ahead"."""

    stage: str
    name: Text
    opens_at: datetime
    closes_at: datetime
    state: str
    x: str
    width: str
    done: str
    rest_x: str
    rest: str
    y: int
    words: str
    anchor: str

    @property
    def name_y(self) -> int:
        """Where its name stands."""
        return self.y + 26

    @property
    def dates_y(self) -> int:
        """Where its dates stand."""
        return self.y + 42


class Month(NamedTuple):
    """A tick above."""

    x: str
    label: Text


class Timeline(NamedTuple):
    """bars in calendar order; today: where the line of the present stands ("" outside); overlaps: pairs of names."""

    bars: tuple[Bar, ...]
    months: tuple[Month, ...]
    height: int
    today: str
    today_anchor: str
    at: datetime
    overlaps: tuple[tuple[Text, Text], ...]


def timeline(windows: Iterable[Window], at: datetime) -> Timeline | None:
    """The drawing; None where there are no dates yet."""
    rows = sorted(windows, key=lambda window: (window.opens_at, window.closes_at))
    if not rows:
        return None
    begin, end = rows[0].opens_at, max(window.closes_at for window in rows)
    span = (end - begin) / timedelta(seconds=1)

    def part(moment: datetime) -> float:
        return 100 * ((moment - begin) / timedelta(seconds=1)) / span

    bars, free = [], []
    for window in rows:
        left, right = part(window.opens_at), part(window.closes_at)
        words = 100 * max(LEAST_WORDS, LETTER * len(STAGE_NAMES[window.stage].vi)) / NARROWEST
        turned = left + words > 100
        from_, to = (min(left, right - words), right) if turned else (left, max(right, left + words))
        lane = next((at for at, ends in enumerate(free) if ends <= from_), len(free))
        free[lane : lane + 1] = [to + 0.4]
        bars.append(_bar(window, at, (left, right, part(at)), TOP + lane * LANE, turned=turned))
    today = part(at)
    months = tuple(month for month in _months(begin, end, part) if not _under(float(month.x[:-1]), today))
    return Timeline(
        tuple(bars), months, TOP + len(free) * LANE,
        _per_cent(today) if 0 <= today <= 100 else "", "end" if today > 85 else "start", at, overlaps(rows),
    )  # fmt: skip


def overlaps(rows: list[Window]) -> tuple[tuple[Text, Text], ...]:
    """The pairs of stages that are open at the same time: allowed, and pointed out."""
    return tuple(
        (STAGE_NAMES[first.stage], STAGE_NAMES[second.stage])
        for at, first in enumerate(rows)
        for second in rows[at + 1 :]
        if second.opens_at < first.closes_at
    )


def _under(x: float, today: float) -> bool:
    """Whether a month's name would lie under the words of the present day."""
    if not 0 <= today <= 100:
        return False
    before, after = (16, 2) if today > 85 else (7, 15)
    return today - before < x < today + after


def _bar(window: Window, at: datetime, parts: tuple[float, float, float], y: int, *, turned: bool) -> Bar:
    left, right, today = parts
    done = min(max(today, left), right)
    state = "past" if at >= window.closes_at else "now" if window.holds(at) else "ahead"
    return Bar(
        window.stage, STAGE_NAMES[window.stage], window.opens_at, window.closes_at, state, _per_cent(left),
        _per_cent(right - left), _per_cent(done - left), _per_cent(done), _per_cent(right - done), y,
        _per_cent(right if turned else left), "end" if turned else "start",
    )  # fmt: skip


def _months(begin: datetime, end: datetime, part: Callable[[datetime], float]) -> Iterator[Month]:
    first = local(begin)
    year, month, many = first.year, first.month, 0
    step = 1 + int((end - begin).days / 400)
    last = 0.0
    yield Month("0.000%", _month(first))
    while many < 60:
        month, year = (1, year + 1) if month == 12 else (month + 1, year)
        moment = first.replace(year=year, month=month, day=1, hour=0, minute=0, second=0, microsecond=0)
        if moment >= end:
            return
        many += 1
        x = part(moment)
        if many % step == 0 and x - last > 7 and x < 95:
            last = x
            yield Month(_per_cent(x), _month(moment))


def _month(moment: datetime) -> Text:
    return Text(f"Tháng {moment.month}", moment.strftime("%b %Y"))


def _per_cent(value: float) -> str:
    return f"{value:.3f}%"
