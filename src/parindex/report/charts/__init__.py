"""Charts as accessible inline SVG, drawn for the width they are shown at: text in them is never scaled.

Rules (design/look.md): bars from 0, a cut axis says so, figures on the marks, hatch under a threshold, the mean an ink
line, marks in the order given, and nothing told by colour alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Literal

from parindex.report.charts.canvas import DOCUMENT, PHONE, SCREEN, Canvas
from parindex.report.charts.dots import draw_dots
from parindex.report.charts.rows import draw_bars, draw_dumbbell, draw_intervals
from parindex.report.charts.svg import element, words
from parindex.report.content import Chart

Draw = Callable[[Canvas, Chart], float]

KINDS: dict[str, Draw] = {
    "bars": draw_bars,
    "dumbbell": draw_dumbbell,
    "intervals": draw_intervals,
    "dots": draw_dots,
}


def svg(chart: Chart, *, width: int, style: Literal["screen", "document"], key: str = "") -> str:
    """Return the chart as one SVG element, `width` wide (pixels on screen, points in documents) and as high as needed.

    key: begins its ids; a page that shows two charts gives each its own.
    Raises ValueError for a kind that is not drawn here.
    """
    if chart.kind not in KINDS:
        raise ValueError(f"no chart of kind {chart.kind!r}; known: {', '.join(KINDS)}")
    own = key or f"c{zlib.crc32(repr(chart).encode()):08x}-{width}"
    look = DOCUMENT if style == "document" else SCREEN if width >= 480 else PHONE
    canvas = Canvas(look, width, own)
    height = KINDS[chart.kind](canvas, chart)
    named = {"role": "img", "aria-labelledby": f"{own}-t {own}-d"}
    return element(
        "svg",
        element("title", words(chart.title), id=f"{own}-t"),
        element("desc", words(chart.alt), id=f"{own}-d"),
        *([_hatch(canvas)] if canvas.hatched else []),
        *canvas.parts,
        xmlns="http://www.w3.org/2000/svg",
        **(named if chart.title or chart.alt else {"aria-hidden": "true"}),
        **({} if look.document else {"class": "chart"}),
        viewBox=f"0 0 {width} {round(height)}",
        width=width,
        height=round(height),
        font_family=look.family,
        font_size=look.size,
    )


def _hatch(canvas: Canvas) -> str:
    step = 4 if canvas.style.document else 5.5
    ground = element("rect", width=step, height=step, **canvas.paint("paper"))
    stroke = element("path", d=f"M0 0V{step}", **canvas.paint("hatch"))
    pattern = element(
        "pattern",
        ground,
        stroke,
        id=f"{canvas.key}-h",
        width=step,
        height=step,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return element("defs", pattern)
