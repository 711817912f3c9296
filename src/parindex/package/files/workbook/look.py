"""How a written workbook looks: one serif everywhere that has every Vietnamese letter, ruled rather than boxed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT = "Times New Roman"
"""What offices have and official documents use; LibreOffice replaces it by one of the same widths."""

INK, PALE, ACCENT = "#16202C", "#5C6875", "#1B3369"
WASH, GROUND, HAIR = "#E9EEF8", "#F5F6F8", "#DADFE4"

_BASE: Mapping[str, Any] = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "vcenter"}
_RULED: Mapping[str, Any] = {**_BASE, "bottom": 1, "bottom_color": HAIR}
_CELL: Mapping[str, Any] = {**_RULED, "locked": False}
_RIGHT: Mapping[str, Any] = {"align": "right", "indent": 1}
_HEAD: Mapping[str, Any] = {**_BASE, "bg_color": WASH, "bottom": 2, "bottom_color": INK, "text_wrap": True}

_FORMATS: Mapping[str, Mapping[str, Any]] = {
    "title": {**_BASE, "font_size": 16, "bold": True, "font_color": ACCENT},
    "section": {**_BASE, "font_size": 12, "bold": True, "top": 2, "top_color": INK},
    "prose": {**_BASE, "text_wrap": True},
    "prose_en": {**_BASE, "text_wrap": True, "font_size": 10, "font_color": PALE, "italic": True},
    "link": {**_BASE, "font_color": ACCENT, "underline": 1},
    "number": {**_BASE, "align": "center", "bold": True, "font_color": ACCENT},
    "head": _HEAD,
    "head_right": {**_HEAD, **_RIGHT},
    "head_vi": {"font_name": FONT, "font_size": 11, "font_color": ACCENT, "bold": True},
    "head_name": {"font_name": FONT, "font_size": 9, "font_color": PALE, "italic": True},
    "code": {**_CELL, "num_format": "@"},
    "text": {**_CELL, "num_format": "@", "text_wrap": True},
    "long": {**_CELL, "num_format": "@", "font_size": 9, "font_color": PALE},
    "points": {**_CELL, **_RIGHT, "num_format": "0.00####"},
    "figure": {**_CELL, **_RIGHT, "num_format": "General"},
    "entry": {**_CELL, "num_format": "General", "align": "left"},
    "fixed": {**_RULED, "num_format": "@", "text_wrap": True},
    "fixed_code": {**_RULED, "num_format": "@", "bold": True},
    "fixed_small": {**_RULED, "num_format": "@", "font_size": 9, "font_color": PALE},
    "free": {**_BASE, "locked": False},
    "free_code": {**_BASE, "locked": False, "num_format": "@"},
}

_EMPHASIS: Mapping[str, Mapping[str, Any]] = {
    "area": {"bold": True, "bg_color": GROUND},
    "group": {"bold": True},
}
"""How rows of areas and groups stand out; written as "code area", "text group"."""

LINE = 15
"""Points of height of one line of text."""

ROW = 19
"""Points of height of a row of one line."""

_ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
}
"""What a protected sheet still lets a clerk do; the heading alone is locked, and there is no password."""


class Look:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        """A format by its name, with an emphasis after a space where there is one."""
        if name not in self._formats:
            form, _, emphasis = name.partition(" ")
            self._formats[name] = self._book.add_format({**_FORMATS[form], **_EMPHASIS.get(emphasis, {})})
        return self._formats[name]


def set_page(sheet: Worksheet, title: str, *, repeat: bool = True) -> None:
    """Rows of an even height; A4 across, one page wide, the heading on every page, the sheet's name and the page number below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer(f'&L&"{FONT},Italic"&9{title.replace("&", "&&")[:60]}&C&"{FONT}"&9&A&R&"{FONT}"&9&P/&N')
    sheet.hide_gridlines(2)
    sheet.set_default_row(ROW)
    if repeat:
        sheet.repeat_rows(0)


def height(lines: int) -> float | None:
    """The height of a row that holds so many lines; None where the usual one does."""
    return LINE * lines + 4 if lines > 1 else None


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width."""
    return sum(max(1, math.ceil(len(line) * 1.05 / width)) for line in text.splitlines()) or 1


def unlock_columns(sheet: Worksheet, look: Look) -> None:
    """Every column may be written in: a spreadsheet deletes and inserts rows only where no cell of them is locked."""
    sheet.set_column(0, 16_383, None, look["free"])
    # the library would take all these columns for filled and look at each of them in every row
    sheet.dim_colmin = sheet.dim_colmax = None


def protect(sheet: Worksheet) -> None:
    """Locks what is locked in its format: headings and fixed texts, without password."""
    sheet.protect("", _ALLOWED)
