"""The one report model: what the writers say and the renderers set. Text is NFC and already formatted.

Renderers add no word and no number of their own except page numbers and a table of contents.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """level 1: "I. KẾT QUẢ CHUNG"; 2: "1. Công tác chỉ đạo"; 3: a run-in title. The number is part of the text."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """kind: "body" (justified, first line indented), "lead" (an article's opening), "note" (small, under a table)."""

    runs: tuple[Run, ...]
    kind: str = "body"

    @property
    def text(self) -> str:
        """The words without their style."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item as in a paragraph."""

    items: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A table column. kind: "text" (left), "number" (right, decimals aligned), "rank" (centred).

    weight: its share of the width.
    """

    text: str
    kind: str = "text"
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """Cells as shown. kind: "body", "group" (on ground, bold), "total" (ruled, bold).

    steps: for a matrix, one of 1..6 per cell on the score scale (0: none), so that a renderer may shade it.
    """

    cells: tuple[str, ...]
    kind: str = "body"
    steps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its caption ("Bảng 1." is `label`)."""

    label: str
    caption: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    note: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing in a chart. Values are for drawing; every number that is read stands in a text.

    label: who.  value, text: the figure and how it is written.  before, before_text: last year's or the lower end.
    after, after_text: the upper end.  note: small text behind the value ("▲ 3,55").  hatched: under the threshold.
    """

    label: str
    value: float
    text: str
    before: float | None = None
    before_text: str = ""
    after: float | None = None
    after_text: str = ""
    note: str = ""
    hatched: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """kind: "bars" (from 0), "dumbbell" (before to value, axis may be cut and says so), "intervals" (rank intervals,
    rank 1 at the left), "dots" (one dot a unit on one axis).  Heatmaps are a Grid with steps.

    title says what; subtitle the unit, how to read the marks and whether higher is better; alt is the text alternative.
    mean: a line drawn across, with mean_text.  low, high: the axis; ticks: positions and their texts.
    """

    kind: str
    label: str
    title: str
    subtitle: str
    alt: str
    marks: tuple[Mark, ...]
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    mean: float | None = None
    mean_text: str = ""
    source: str = ""
    anchor: str = ""


Block: TypeAlias = Heading | Paragraph | Bullets | Grid | Chart


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of an official document; empty texts are left out (dots for a number or date to be filled in)."""

    superior: str
    issuer: str
    number: str
    nation: str
    motto: str
    place_and_date: str
    title: str
    subject: str


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients at the left, signature at the right."""

    recipients_title: str
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    """Lines over the space for the signature: "TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. caveat: the banner that must stand on every rendering ("Số liệu phục dựng …").

    annexes: each begins on a new page; `wide` ones are set across (landscape).
    """

    name: str
    language: str
    title: str
    summary: str
    letterhead: Letterhead
    body: tuple[Block, ...]
    closing: Closing
    annexes: tuple[Annex, ...] = field(default=())
    caveat: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its title block and content."""

    label: str
    title: str
    body: tuple[Block, ...]
    wide: bool = False
