"""One dot a unit on one axis as a native Word chart: near figures piled up, some of the units named above.

The vertical axis counts millimetres, so that dots and names keep their distances.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parindex.report.charts.svg import Face
from parindex.report.content import Chart, Mark
from parindex.report.docx.chart_scatter import Scatter
from parindex.report.docx.chart_xml import (
    BLACK,
    DARK,
    LIGHT,
    Data,
    fill,
    line,
    marker,
)

DOT = 3.0
"""The size of a dot with the air around it, in millimetres."""
LANE = 4.4
"""The height of a line of names, in millimetres."""
HIGHEST = 36.0
"""The room for piles, in millimetres; higher ones are pressed together."""
NAMED = 12
"""The most units that are named."""
SIZE = 9.5
POINT = 25.4 / 72


class Flag(NamedTuple):
    """A name on a pole. at: the value; lane: how far up; side: where it flies to; anchor: where its words begin."""

    at: float
    text: str
    mean: bool
    lane: int = 0
    side: str = "right"
    anchor: float = 0.0


class Strip(NamedTuple):
    """The arrangement. heights: of each mark's dot; top: of the piles, all in millimetres."""

    heights: tuple[float, ...]
    flags: tuple[Flag, ...]
    top: float
    height: float


def arrange(chart: Chart, bounds: tuple[float, float], width: float) -> Strip:
    """Pile up the dots and hang out the names; width: of the plot, in millimetres."""
    scale = width / (bounds[1] - bounds[0])
    levels = _levels([mark.value * scale for mark in chart.marks])
    pitch = min(DOT, HIGHEST / (1 + max(levels, default=0)))
    heights = tuple(DOT * 0.8 + level * pitch for level in levels)
    top = max(heights, default=0.0) + DOT
    flags = _flags(chart, bounds, scale)
    return Strip(heights, flags, top, top + LANE * (1 + max((flag.lane for flag in flags), default=-1)) + 1)


def _levels(places: Sequence[float]) -> list[int]:
    """How many dots lie under each dot."""
    levels = [0] * len(places)
    last: list[float] = []
    for at in sorted(range(len(places)), key=lambda at: places[at]):
        free = (level for level, taken in enumerate(last) if places[at] - taken >= DOT)
        levels[at] = next(free, len(last))
        last[levels[at] : levels[at] + 1] = [places[at]]
    return levels


def _named(chart: Chart) -> list[Mark]:
    """Those under the threshold or emphasised, else the emphasised, else the best and the last."""
    for choice in ([m for m in chart.marks if m.hatched or m.emphasis], [m for m in chart.marks if m.emphasis]):
        if 0 < len(choice) <= NAMED:
            return choice
    return list(dict.fromkeys((chart.marks[0], chart.marks[-1]))) if chart.marks else []


def _flags(chart: Chart, bounds: tuple[float, float], scale: float) -> tuple[Flag, ...]:
    """From both ends inwards each name takes the next lane and flies outwards: no pole runs through a name."""
    wanted = [Flag(mark.value, f"{mark.label} {mark.text}".strip(), mean=False) for mark in _named(chart)]
    if chart.mean is not None:
        wanted.append(Flag(chart.mean, chart.mean_text, mean=True))
    wanted.sort()
    choices = [_hung(wanted, split, bounds, scale) for split in range(len(wanted) + 1)]
    return min(choices, key=lambda flags: _cost(flags, scale))


def _hung(wanted: Sequence[Flag], split: int, bounds: tuple[float, float], scale: float) -> tuple[Flag, ...]:
    """Names before `split` fly to the left, the others to the right; one without room is pushed inwards."""
    flags = []
    for lane, flag in enumerate(wanted[:split]):
        anchor = max(flag.at, bounds[0] + _room(flag) / scale)
        flags.append(flag._replace(lane=lane, side="left", anchor=anchor))
    for lane, flag in enumerate(reversed(wanted[split:])):
        anchor = min(flag.at, bounds[1] - _room(flag) / scale)
        flags.append(flag._replace(lane=lane, side="right", anchor=anchor))
    return tuple(flags)


def _cost(flags: Sequence[Flag], scale: float) -> float:
    """How far names are pushed onto poles, and how high the lanes go, in millimetres."""
    pushed = sum(abs(flag.anchor - flag.at) * scale for flag in flags)
    return 2 * pushed + LANE * max((flag.lane for flag in flags), default=0)


def _room(flag: Flag) -> float:
    return Face("serif").width(flag.text, SIZE) * POINT + 3


def strip(chart: Chart, data: Data, found: Strip, bounds: tuple[float, float]) -> str:
    """The plot of the chart, as arranged."""
    drawn = Scatter(data)
    data.column(chart.label or " ", [mark.label for mark in chart.marks])
    values = data.column(chart.title, [mark.value for mark in chart.marks])
    up, hollow = data.column(" ", found.heights), [mark.hatched for mark in chart.marks]
    drawn.hollows(values, up, hollow)
    drawn.segments([((at, 0.0), (at, found.top)) for at, _ in chart.ticks], line(LIGHT, 0.5))
    drawn.segments([((bounds[0], 0.0), (bounds[1], 0.0))], line(BLACK, 0.75))
    tops = [found.top + (flag.lane + 0.5) * LANE for flag in found.flags]
    poles = [
        (flag.mean, ((flag.at, 0.0 if flag.mean else _dot_of(chart, found, flag)), (flag.at, top)))
        for flag, top in zip(found.flags, tops, strict=True)
    ]
    drawn.segments([pole for mean, pole in poles if not mean], line("808080", 0.5))
    drawn.segments([pole for mean, pole in poles if mean], line(BLACK, 1.25))
    drawn.texts(
        [(at, 0.0) for at, _ in chart.ticks], [text for _, text in chart.ticks], ["below"] * len(chart.ticks), 10
    )
    drawn.texts(
        [(flag.anchor, top) for flag, top in zip(found.flags, tops, strict=True)],
        [flag.text for flag in found.flags],
        [flag.side for flag in found.flags],
        SIZE,
    )
    drawn.points(values, up, marker("circle", 7, fill(DARK)))
    drawn.hollows(values, up, hollow)
    return drawn.plot(bounds, (0.0, found.height))


def _dot_of(chart: Chart, found: Strip, flag: Flag) -> float:
    """Where the dot of a name stands."""
    heights = (height for mark, height in zip(chart.marks, found.heights, strict=True) if mark.value == flag.at)
    return max(heights, default=0.0)
