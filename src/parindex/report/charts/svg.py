"""SVG as text: elements whose every attribute and word is escaped, and the widths of words in the shipped fonts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[1] / "assets"

# Letters the table does not know (other scripts) are taken as wide: a label too soon wrapped is better than one cut.
UNKNOWN = 1000
# Kerning and rounding in a browser may differ from the sum of the widths by this much.
SLACK = 1.02

Value = str | float | int


def element(tag: str, *children: str, **attributes: Value) -> str:
    """Return one element; children are markup already, attributes are escaped here (`stroke_width` → `stroke-width`).

    Without a child it is closed at once, as XML may; in HTML only br and meta may be so, give others an empty text.
    """
    written = "".join(f' {name.rstrip("_").replace("_", "-")}="{_attribute(v)}"' for name, v in attributes.items())
    if not children:
        return f"<{tag}{written}/>"
    return f"<{tag}{written}>{''.join(children)}</{tag}>"


def words(text: str) -> str:
    """Return text as markup. Control characters, which XML cannot hold, become spaces."""
    return escape("".join(max(letter, " ") for letter in text), quote=False)


def number(value: float) -> str:
    """Return a coordinate, a hundredth of a pixel exact: `12.5`, `3`, never `-0`."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _attribute(value: Value) -> str:
    return escape(value) if isinstance(value, str) else number(value)


@dataclass(frozen=True, slots=True)
class Face:
    """A font by the name of its column of widths: "sans", "sans-bold", "serif", "serif-bold", "serif-italic"."""

    name: str

    def width(self, text: str, size: float) -> float:
        """Return how wide a text is set at a size, in the unit of the size."""
        table = _widths(self.name)
        return sum(table.get(letter) or UNKNOWN for letter in text) * size * SLACK / 1000

    def widest(self, texts: Iterable[str], size: float) -> float:
        """Return the width of the widest text, 0 without any."""
        return max((self.width(text, size) for text in texts), default=0.0)

    def wrap(self, text: str, size: float, room: float) -> tuple[str, ...]:
        """Break a text at spaces into lines of at most `room`, filled evenly; a word too long for it stays whole."""
        lines = self._fill(text, size, room)
        if len(lines) < 2:
            return lines
        narrow, wide = room / 2, room
        for _ in range(8):  # halving: the least room that gives as many lines makes them even
            middle = (narrow + wide) / 2
            narrow, wide = (narrow, middle) if len(self._fill(text, size, middle)) <= len(lines) else (middle, wide)
        return self._fill(text, size, wide)

    def _fill(self, text: str, size: float, room: float) -> tuple[str, ...]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, size) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return tuple(lines)


@cache
def _widths(face: str) -> dict[str, int]:
    stored = json.loads((ASSETS / "fonts" / "widths.json").read_text("utf-8"))
    return dict(zip(stored["characters"], stored[face], strict=True))
