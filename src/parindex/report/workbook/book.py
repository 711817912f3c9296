"""Writing cells: formats by what they mean, formulas with our value beside them, text that never becomes a formula."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, TypeAlias

import xlsxwriter

from parindex.engine.points import MICRO

Shown: TypeAlias = float | int | str | Fraction | None

CREATED = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""A workbook must carry a date; one that never changes keeps the bytes the same."""

FONT = "Times New Roman"
INK, RULE, GROUND, INPUT = "#16202C", "#C9CFD6", "#ECEFF2", "#FFFBEB"
SCALE = ("#FBF2E0", "#E2DBAE", "#B6CFB2", "#82BABC", "#5197B4", "#27478F")
"""The score scale: under 60, 60, 70, 80, 90, 100. Evenly darker, so that grey print keeps the order."""

COUNT = "0"
LONGEST = 32_767
"""The most letters Excel takes in a cell."""

KINDS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16},
    "subtitle": {"font_color": "#44505E"},
    "caveat": {"italic": True, "font_color": "#7A5200", "text_wrap": True, "valign": "top"},
    "section": {"bold": True, "font_size": 12, "top": 2, "top_color": INK},
    "wrap": {"text_wrap": True, "valign": "top"},
    "link": {"font_color": "#27478F", "underline": 1},
    "head": {"bold": True, "bottom": 1, "bottom_color": INK, "bg_color": GROUND, "text_wrap": True},
    "head_right": {
        "bold": True,
        "bottom": 1,
        "bottom_color": INK,
        "bg_color": GROUND,
        "text_wrap": True,
        "align": "right",
    },
    "head_tall": {
        "bottom": 1,
        "bottom_color": INK,
        "bg_color": GROUND,
        "text_wrap": True,
        "align": "center",
        "font_size": 9,
    },
    "text": {"bottom": 1, "text_wrap": True},
    "center": {"bottom": 1, "align": "center"},
    "band": {"bottom": 1, "align": "center"},
    "head_wide": {"bold": True, "bottom": 1, "bottom_color": INK, "bg_color": GROUND},
    "head_center": {
        "bold": True,
        "bottom": 1,
        "bottom_color": INK,
        "bg_color": GROUND,
        "text_wrap": True,
        "align": "center",
    },
    "small": {"bottom": 1, "text_wrap": True, "font_size": 10},
    "number": {"bottom": 1, "align": "right"},
    "input": {"bottom": 1, "align": "right", "bg_color": INPUT},
    "group": {"bold": True, "bottom": 1, "bg_color": GROUND, "text_wrap": True},
    "group_number": {"bold": True, "bottom": 1, "bg_color": GROUND, "align": "right"},
    "total": {"bold": True, "top": 1, "top_color": INK, "text_wrap": True},
    "total_number": {"bold": True, "top": 1, "top_color": INK, "align": "right"},
    "strong": {"bold": True, "align": "right"},
    "before": {"bottom": 1, "align": "right", "font_color": "#5C6875"},
}
"""Looks by what they mean."""


class Book:
    """A workbook being written. decimals: of percentages; places: of points, the same down every column."""

    def __init__(self, decimals: int, places: int) -> None:
        self._target = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.xlsx: Any = xlsxwriter.Workbook(self._target, options)
        self.xlsx.formats[0].set_font_name(FONT)
        self.xlsx.formats[0].set_font_size(11)
        self.percent = "0." + "0" * decimals if decimals else "0"
        self.points = "#,##0." + "0" * places
        self.signed = f"+{self.percent};-{self.percent};{self.percent}"
        self._sheets: dict[str, Any] = {}
        self._formats: dict[tuple[str, str, int], Any] = {}

    def look(self, kind: str, number: str = "", indent: int = 0) -> Any:
        """A format: a kind of `KINDS`, with a number format and an indent."""
        key = (kind, number, indent)
        if key not in self._formats:
            properties = {
                "font_name": FONT,
                "font_size": 11,
                "valign": "vcenter",
                "font_color": INK,
                "border_color": RULE,
            }
            properties |= KINDS[kind]
            if number:
                properties["num_format"] = number
            if indent:
                properties["indent"] = indent
            self._formats[key] = self.xlsx.add_format(properties)
        return self._formats[key]

    def add(self, names: Iterable[str]) -> None:
        """Add sheets in the order in which they are shown; they are filled in any order."""
        self._sheets = {name: self.xlsx.add_worksheet(name) for name in names}

    def sheet(self, name: str) -> Page:
        """A sheet to fill."""
        return Page(self, self._sheets[name], name)

    def file(self) -> bytes:
        """Close the workbook and return it."""
        self.xlsx.close()
        return self._target.getvalue()


class Page:
    """A sheet being written; rows and columns count from 0."""

    def __init__(self, book: Book, sheet: Any, name: str) -> None:
        self.book, self.sheet, self.name = book, sheet, name

    def text(self, row: int, at: int, text: str, kind: str = "text", indent: int = 0) -> None:
        """Text, whatever it begins with."""
        look = self.book.look(kind, indent=indent)
        if text:
            self.sheet.write_string(row, at, plain(text), look)
        else:
            self.sheet.write_blank(row, at, None, look)

    def number(self, row: int, at: int, value: Shown, kind: str = "number", form: str = "") -> None:
        """A number; text and nothing are written as such."""
        if value is None or isinstance(value, str):
            self.text(row, at, value or "", kind)
        else:
            self.sheet.write_number(row, at, float(value), self.book.look(kind, form or self.book.points))

    def formula(self, row: int, at: int, formula: str, value: Shown, kind: str = "number", form: str = "") -> None:
        """A formula with the value we computed, for readers that do not recompute."""
        known = "" if value is None else value if isinstance(value, str) else float(value)
        self.sheet.write_formula(row, at, f"={formula}", self.book.look(kind, form or self.book.points), known)

    def widths(self, *widths: float, first: int = 0) -> None:
        """Widths of columns, from `first` on, in letters."""
        for at, width in enumerate(widths, start=first):
            self.sheet.set_column(at, at, width)

    def heights(self, row: int, texts: Iterable[tuple[str, float]], line: float = 15.0) -> None:
        """Make a row high enough for texts in columns of these widths (letters)."""
        lines = max(
            (sum(-(-len(part) // max(1, int(width))) for part in text.split("\n")) for text, width in texts), default=1
        )
        self.sheet.set_row(row, 4 + line * max(1, lines))

    def printed(
        self, *, rows: tuple[int, int] | None = None, wide: bool = True, note: str = "", whole: bool = True
    ) -> None:
        """A4, head rows repeated, the caveat on every page; `whole`: one page wide, else as many as it takes."""
        if wide:
            self.sheet.set_landscape()
        self.sheet.set_paper(9 if whole else 8)
        if whole:
            self.sheet.fit_to_pages(1, 0)
        else:
            self.sheet.set_print_scale(70)
        self.sheet.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.7)
        if rows is not None:
            self.sheet.repeat_rows(*rows)
        shown = _header(note)
        if shown:
            self.sheet.set_header(f'&C&"{FONT},Italic"&8 {shown}')
        self.sheet.set_footer(f'&L&"{FONT}"&8&A&R&"{FONT}"&8&P / &N')


HEADER = 200
"""The most letters of a caveat in a header; Excel takes 255 with the codes."""


def _header(text: str) -> str:
    """A text for a header, where & begins a code and is written twice."""
    shown = " ".join(plain(text).split())
    while len(shown.replace("&", "&&")) > HEADER:
        shown = shown[:-1]
    return shown.replace("&", "&&")


def plain(text: str) -> str:
    """NFC without control characters, as long as a cell takes."""
    kept = "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cs"})
    return unicodedata.normalize("NFC", kept.replace("\ufffe", "").replace("\uffff", ""))[:LONGEST]


def points(micro: int) -> Fraction:
    """Micropoints as points."""
    return Fraction(micro, MICRO)
