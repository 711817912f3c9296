"""What every chart is drawn with: the two styles, the axis, and texts whose room is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from parindex.report.charts.svg import Face, element, words
from parindex.report.content import Chart

Anchor = Literal["start", "middle", "end"]

# role → (on screen, in documents). On screen these are what stands without the style sheet: `charts.css` colours the
# same classes with the tokens, so that dark and print follow. Documents are black, grey and hatched.
ROLES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "ink": ({"fill": "#16202C"}, {"fill": "#000"}),
    "second": ({"fill": "#44505E"}, {"fill": "#000"}),
    "quiet": ({"fill": "#5C6875"}, {"fill": "#000"}),
    "up": ({"fill": "#1F5FA8"}, {"fill": "#000"}),
    "down": ({"fill": "#A8480B"}, {"fill": "#000"}),
    "grid": ({"stroke": "#DADFE4"}, {"stroke": "#B5B5B5", "stroke-width": ".5"}),
    "axis": ({"stroke": "#7C8894"}, {"stroke": "#000", "stroke-width": ".6"}),
    "mean": ({"stroke": "#16202C", "stroke-width": "1.5"}, {"stroke": "#000", "stroke-width": "1.2"}),
    "bar": ({"fill": "#27478F"}, {"fill": "#333"}),
    "lined": ({"stroke": "#27478F"}, {"stroke": "#000", "stroke-width": ".6"}),
    "hatch": ({"stroke": "#27478F", "stroke-width": "2.2"}, {"stroke": "#000", "stroke-width": "1.1"}),
    "paper": ({"fill": "#FFF"}, {"fill": "#FFF"}),
    "before": ({"stroke": "#16202C", "stroke-width": "2"}, {"stroke": "#000", "stroke-width": "1.6"}),
    "halo": ({"stroke": "#FFF", "stroke-width": "4"}, {"stroke": "#FFF", "stroke-width": "3.6"}),
    "rise": ({"stroke": "#1F5FA8", "stroke-width": "3"}, {"stroke": "#000", "stroke-width": "2"}),
    "fall": (
        {"stroke": "#A8480B", "stroke-width": "3", "stroke-dasharray": "3 2"},
        {"stroke": "#000", "stroke-width": "2", "stroke-dasharray": "2.5 2"},
    ),
    "dot": ({"fill": "#27478F", "stroke": "#FFF"}, {"fill": "#222", "stroke": "#FFF", "stroke-width": ".7"}),
    "ring": ({"fill": "#FFF", "stroke": "#27478F", "stroke-width": "2"}, {"fill": "#FFF", "stroke": "#000"}),
    "low": ({"fill": "#FFF", "stroke": "#A8480B", "stroke-width": "2"}, {"fill": "#FFF", "stroke": "#000"}),
    "was": ({"fill": "#FFF", "stroke": "#5C6875", "stroke-width": "1.5"}, {"fill": "#FFF", "stroke": "#000"}),
    "span": ({"fill": "#E9EEF8", "stroke": "#27478F"}, {"fill": "#DDD", "stroke": "#000", "stroke-width": ".5"}),
    "leader": ({"stroke": "#7C8894"}, {"stroke": "#555", "stroke-width": ".5"}),
}


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes of a style: `size` for names and figures, `small` for axes; `line` the pitch of wrapped lines."""

    document: bool
    regular: Face
    bold: Face
    family: str
    size: float
    small: float
    line: float
    heavy: int
    dot: float

    def face(self, *, bold: bool) -> Face:
        """Return the face of a weight."""
        return self.bold if bold else self.regular


SANS = "'Parindex Sans', 'Be Vietnam Pro', sans-serif"
SCREEN = Style(
    document=False,
    regular=Face("sans"),
    bold=Face("sans-bold"),
    family=SANS,
    size=13,
    small=11.5,
    line=17.5,
    heavy=600,
    dot=5.5,
)
PHONE = Style(
    document=False,
    regular=Face("sans"),
    bold=Face("sans-bold"),
    family=SANS,
    size=14,
    small=12,
    line=19,
    heavy=600,
    dot=5.5,
)
DOCUMENT = Style(
    document=True,
    regular=Face("serif"),
    bold=Face("serif-bold"),
    family="Tinos",
    size=11,
    small=10,
    line=13,
    heavy=700,
    dot=4,
)


@dataclass(slots=True)
class Canvas:
    """Collects the marks of one chart. `key` makes its ids its own; `narrow` puts names above their marks."""

    style: Style
    width: float
    key: str
    parts: list[str] = field(default_factory=list)
    hatched: bool = False

    @property
    def narrow(self) -> bool:
        """Say whether names stand above their marks: a phone."""
        return self.width < (300 if self.style.document else 480)

    def add(self, tag: str, role: str, **attributes: float | str) -> None:
        """Draw one shape in a role."""
        self.parts.append(element(tag, **self.paint(role), **attributes))

    def paint(self, role: str) -> dict[str, str]:
        """Return the attributes of a role; class names only where a style sheet will follow them."""
        on_screen, in_document = ROLES[role]
        return in_document if self.style.document else {"class": f"c-{role}", **on_screen}

    def line(self, role: str, *, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Draw a straight line."""
        self.add("line", role, x1=x[0], y1=y[0], x2=x[1], y2=y[1])

    def box(self, role: str, *, x: tuple[float, float], y: float, height: float) -> None:
        """Draw a box from one x to another, whichever is less; hatched ones are filled with the pattern."""
        left, right = min(x), max(x)
        fill = {"fill": self.hatch()} if role == "lined" else {}
        self.add("rect", role, x=left, y=y, width=right - left, height=height, **fill)

    def hatch(self) -> str:
        """Return the paint of the hatch, and remember to define it."""
        self.hatched = True
        return f"url(#{self.key}-h)"

    def text(
        self,
        x: float,
        y: float,
        lines: tuple[str, ...],
        role: str = "ink",
        *,
        anchor: Anchor = "start",
        bold: bool = False,
        small: bool = False,
    ) -> None:
        """Write lines, the first with its baseline at y."""
        look: dict[str, float | str] = dict(self.paint(role))
        if bold:
            look["font_weight"] = self.style.heavy
        if small:
            look["font_size"] = self.style.small
        if anchor != "start":
            look["text_anchor"] = anchor
        if len(lines) == 1:
            self.parts.append(element("text", words(lines[0]), x=x, y=y, **look))
            return
        spans = (element("tspan", words(line), x=x, y=y + i * self.style.line) for i, line in enumerate(lines))
        self.parts.append(element("text", " ".join(spans), **look))

    def room(self, text: str, *, bold: bool = False, small: bool = False) -> float:
        """Return the width of a text as it will be set."""
        return self.style.face(bold=bold).width(text, self.style.small if small else self.style.size)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values on the x axis."""

    low: float
    high: float
    left: float
    right: float

    def __call__(self, value: float) -> float:
        """Return the x of a value."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


def domain(chart: Chart, *, zero: bool = False) -> tuple[float, float]:
    """Return an axis that holds every value, whatever the chart asked for; with 0 where bars stand on it."""
    values = [v for m in chart.marks for v in (m.value, m.before, m.after) if v is not None]
    values += [v for v in (chart.mean,) if v is not None]
    low, high = min([chart.low, *values]), max([chart.high, *values])
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    return (low, high) if low < high else (low - 1, high + 1)


def draw_axis(canvas: Canvas, chart: Chart, scale: Scale, *, stretches: list[tuple[float, float]], cut: bool) -> None:
    """Draw a grid line at each tick over the stretches where marks stand, and the sign of a cut axis at its foot."""
    for value, _ in chart.ticks:
        for stretch in stretches:
            canvas.line("grid", x=(scale(value), scale(value)), y=stretch)
    if cut and stretches:
        draw_break(canvas, scale.left, stretches[-1][1])


def draw_break(canvas: Canvas, x: float, y: float) -> None:
    """Draw the sign of an axis that does not start at 0: two slanting strokes over its beginning."""
    for shift in (-3, 1):
        canvas.line("axis", x=(x + shift, x + shift + 4), y=(y + 4, y - 4))


def write_ticks(canvas: Canvas, chart: Chart, scale: Scale, *, baseline: float) -> None:
    """Write the texts of the ticks in one line, leaving out those that would touch another."""
    taken: list[tuple[float, float]] = []
    ticks = sorted(chart.ticks)
    for value, text in (*ticks[:1], *ticks[:0:-1]):  # the first, then from the last down
        half = canvas.room(text, small=True) / 2
        x = min(max(scale(value), half), canvas.width - half)
        if all(x + half + 6 < left or x - half - 6 > right for left, right in taken):
            taken.append((x - half, x + half))
            canvas.text(x, baseline, (text,), "second", anchor="middle", small=True)
