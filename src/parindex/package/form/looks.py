"""How a written form looks: Times, black on white, as offices print it; grey where nothing is to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_BASE: Mapping[str, Any] = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
_RULE = "#8A8A8A"
_BOXED: Mapping[str, Any] = {**_BASE, "border": 1, "border_color": _RULE}
_POINTS: Mapping[str, Any] = {**_BOXED, "align": "center"}
_GREY = "#E4E4E4"
_AREA = "#D9E5F2"
_GROUP = "#F1F5FA"

_STYLES: Mapping[str, Mapping[str, Any]] = {
    "authority": {**_BASE, "font_size": 12, "align": "center", "text_wrap": True},
    "unit": {**_BASE, "font_size": 12, "bold": True, "align": "center", "text_wrap": True},
    "nation": {**_BASE, "font_size": 12, "bold": True, "align": "center"},
    "motto": {**_BASE, "font_size": 13, "bold": True, "align": "center"},
    "title": {**_BASE, "font_size": 15, "bold": True, "align": "center"},
    "subtitle": {**_BASE, "font_size": 13, "bold": True, "align": "center", "text_wrap": True},
    "whose": {**_BASE, "font_size": 13, "align": "center"},
    "caveat": {**_BASE, "italic": True, "align": "center", "text_wrap": True, "font_color": "#9C1C1C"},
    "how": {**_BASE, "italic": True, "font_size": 10, "text_wrap": True, "font_color": "#4A4A4A"},
    "head": {**_BOXED, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#C9D8EA"},
    "signature": {**_BASE, "font_size": 12, "bold": True, "align": "center"},
    "signature_note": {**_BASE, "italic": True, "align": "center"},
    "date": {**_BASE, "font_size": 12, "italic": True, "align": "center"},
}

_CELLS: Mapping[str, Mapping[str, Any]] = {
    "label": {**_BOXED, "align": "center", "num_format": "@"},
    "name": {**_BOXED, "text_wrap": True},
    "points": {**_POINTS},
    "index": {**_POINTS, "num_format": "0.00%"},
    "text": {**_BOXED, "text_wrap": True, "align": "left", "num_format": "@"},
}

_KINDS: Mapping[str, Mapping[str, Any]] = {
    "area": {"bold": True, "bg_color": _AREA},
    "group": {"bold": True, "bg_color": _GROUP},
    "leaf": {},
    "level": {"italic": True, "font_size": 10, "font_color": "#4A4A4A", "top": 0, "bottom": 0},
    "total": {"bold": True, "bg_color": "#C9D8EA"},
    "open": {"locked": False, "bg_color": "#FFFDF0"},
    "grey": {"bg_color": _GREY},
}


class Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str, int], Format] = {}

    def style(self, name: str) -> Format:
        """A format of the letterhead, the head or the signatures."""
        return self._format((name, "", 0), _STYLES[name])

    def cell(self, name: str, kind: str, indent: int = 0) -> Format:
        """The format of a cell of the table: what it holds, and the kind of row (or "open", "grey")."""
        of = {**_CELLS[name], **_KINDS[kind]}
        if kind == "level" and name == "name":
            of = {**of, "align": "left"}
        return self._format((name, kind, indent), {**of, "indent": indent} if indent else of)

    def _format(self, key: tuple[str, str, int], properties: Mapping[str, Any]) -> Format:
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(properties))
        return self._made[key]
