"""One dot a unit on one axis: equal figures are piled up, names stand above and never on each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from parindex.report.charts.canvas import Canvas, Scale, Style, domain, draw_axis, draw_break, write_ticks
from parindex.report.charts.svg import element, words
from parindex.report.content import Chart, Mark

# More names than this are a thicket: then only those of the best and the last are written.
MOST_NAMES = 12
# The room for a pile of dots; a higher one is pushed together.
PILE = 120.0


@dataclass(frozen=True, slots=True)
class Tag:
    """A name above a dot. x: of its dot; start, end: what its words cover; lane: how far up, 0 the lowest."""

    mark: Mark
    lines: tuple[str, ...]
    x: float
    room: float
    start: float = 0.0
    lane: int = 0
    is_mean: bool = False

    @property
    def end(self) -> float:
        """Return where its words end."""
        return self.start + self.room

    def pole(self, style: Style) -> float:
        """Return how far the leader goes up beside the words; not at all where they had to stand over it."""
        return 0.0 if self.start < self.x < self.end else len(self.lines) * style.line - 3


def draw_dots(canvas: Canvas, chart: Chart) -> float:
    """Draw the dots, the mean and the names; return the height."""
    style = canvas.style
    low, high = domain(chart)
    scale = Scale(low, high, style.dot + 2, canvas.width - style.dot - 2)
    piles, pitch = _piles(chart, scale, style.dot)
    tags = _arrange(_tags(canvas, chart, scale), canvas.width)
    lane = max((len(tag.lines) for tag in tags), default=0) * style.line + 5
    top = lane * (1 + max((tag.lane for tag in tags), default=-1))
    axis = top + 8 + pitch * max(piles, default=0) + 2 * style.dot + 6
    draw_axis(canvas, chart, scale, stretches=[(top + 4, axis)], cut=False)
    canvas.line("axis", x=(scale.left - style.dot, scale.right + style.dot), y=(axis, axis))
    if not low <= 0 <= high:
        draw_break(canvas, scale.left - style.dot, axis)
    heights = [axis - style.dot - 4 - pitch * pile for pile in piles]
    for tag in tags:
        foot = axis if tag.is_mean else heights[chart.marks.index(tag.mark)]
        canvas.line(
            "mean" if tag.is_mean else "leader", x=(tag.x, tag.x), y=(top - tag.lane * lane - tag.pole(style), foot)
        )
    for mark, y in zip(chart.marks, heights, strict=True):
        canvas.add("circle", "low" if mark.hatched else "dot", cx=scale(mark.value), cy=y, r=style.dot)
    for tag in tags:
        _write(canvas, tag, top - tag.lane * lane)
    write_ticks(canvas, chart, scale, baseline=axis + style.small + 6)
    return axis + style.small + 11


def _piles(chart: Chart, scale: Scale, dot: float) -> tuple[list[int], float]:
    """Return how many dots lie under each mark's dot, and the height of one in the pile."""
    piles = [0] * len(chart.marks)
    last: list[float] = []  # per level, the x of its rightmost dot
    for i in sorted(range(len(chart.marks)), key=lambda i: chart.marks[i].value):
        x = scale(chart.marks[i].value)
        level = next((level for level, taken in enumerate(last) if x - taken >= 2 * dot + 1), len(last))
        last[level : level + 1] = [x]
        piles[i] = level
    return piles, min(2 * dot + 1, PILE / max(1, len(last)))


def _tags(canvas: Canvas, chart: Chart, scale: Scale) -> list[Tag]:
    tags = [_tag(canvas, mark, scale) for mark in _named(chart)]
    if chart.mean is not None:
        mean = Mark(label=chart.mean_text, value=chart.mean, text="", emphasis=True)
        tags.append(replace(_tag(canvas, mean, scale), is_mean=True))
    return sorted(tags, key=lambda tag: (tag.x, tag.mark.label))


def _named(chart: Chart) -> list[Mark]:
    """Return the marks that are named: those under the threshold or emphasised, else the best and the last."""
    for choice in ([m for m in chart.marks if m.hatched or m.emphasis], [m for m in chart.marks if m.emphasis]):
        if 0 < len(choice) <= MOST_NAMES:
            return choice
    return sorted({chart.marks[0], chart.marks[-1]}, key=chart.marks.index) if chart.marks else []


def _tag(canvas: Canvas, mark: Mark, scale: Scale) -> Tag:
    style = canvas.style
    lines = style.bold.wrap(f"{mark.label} {mark.text}".strip(), style.small, 0.55 * canvas.width)
    return Tag(mark, lines, scale(mark.value), style.bold.widest(lines, style.small))


def _arrange(tags: list[Tag], width: float) -> list[Tag]:
    """Place names so that none covers another and no leader runs through one, in as few lanes as that takes.

    Names are flags: up to some dot they fly to the left of their pole, after it to the right; a mountain, or one slope.
    Of all mountains the one with the fewest crossings, then the fewest lanes, is taken; for one dot it has one lane.
    """
    choices = [_mountain(tags, split, width) for split in range(len(tags) + 1)]
    return min(choices, key=lambda placed: (_crossings(placed), max((tag.lane for tag in placed), default=0)))


def _mountain(tags: list[Tag], split: int, width: float) -> list[Tag]:
    placed: list[Tag] = []
    for tag in (*tags[:split], *reversed(tags[split:])):
        ends = tag in tags[:split]
        wanted = tag.x - tag.room - 4 if ends else tag.x + 4
        start = max(0.0, min(wanted, width - tag.room))
        placed.append(_lowest(replace(tag, start=start), placed))
    return placed


def _lowest(tag: Tag, placed: list[Tag]) -> Tag:
    """Return the tag in the lowest lane where it touches nothing, or in the lowest that is at least free."""
    lanes = range(len(placed) + 1)
    free = [replace(tag, lane=lane) for lane in lanes if not any(p.lane == lane and _touch(tag, p) for p in placed)]
    return next((t for t in free if not any(_cross(t, p) or _cross(p, t) for p in placed)), free[0])


def _touch(one: Tag, other: Tag) -> bool:
    return one.start < other.end + 8 and other.start < one.end + 8


def _cross(leader: Tag, name: Tag) -> bool:
    """Say whether the leader of one tag runs through the words of another below it."""
    return leader.lane > name.lane and name.start - 2 < leader.x < name.end + 2


def _crossings(tags: list[Tag]) -> int:
    return sum(_cross(one, other) for one in tags for other in tags)


def _write(canvas: Canvas, tag: Tag, base: float) -> None:
    """Write the name, its figure bold; paper behind it interrupts a leader that had to run through."""
    style = canvas.style
    first = base - 4 - (len(tag.lines) - 1) * style.line
    anchor: Literal["start", "end"] = "end" if abs(tag.end - tag.x) < abs(tag.start - tag.x) else "start"
    x = tag.end if anchor == "end" else tag.start
    spans = []
    for i, line in enumerate(tag.lines):
        plain, figure = _split(line, tag, last=i == len(tag.lines) - 1)
        strong = [element("tspan", words(figure), font_weight=style.heavy)] if figure else []
        spans.append(element("tspan", words(plain), *strong, x=x, y=first + i * style.line))
    left, height = tag.start - 2, len(tag.lines) * style.line
    canvas.add("rect", "paper", x=left, y=first - style.line + 5, width=tag.room + 4, height=height - 2)
    canvas.parts.append(
        element("text", " ".join(spans), **canvas.paint("ink"), font_size=style.small, text_anchor=anchor)
    )


def _split(line: str, tag: Tag, *, last: bool) -> tuple[str, str]:
    """Return what of a line is plain and what is bold: the figure at its end, all of the mean's."""
    if tag.is_mean:
        return "", line
    figure = tag.mark.text
    return (line.removesuffix(figure), figure) if last and line.endswith(figure) else (line, "")
