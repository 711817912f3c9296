"""Words as WordprocessingML: runs, paragraphs, fields and bookmarks, as strings that the other docx modules join.

Everything a user wrote passes through `escaped`; nothing else in these modules puts text into XML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from parindex.report.content import Run

NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/{path}"'
    for prefix, path in (
        ("w", "wordprocessingml/2006/main"),
        ("r", "officeDocument/2006/relationships"),
        ("wp", "drawingml/2006/wordprocessingDrawing"),
        ("a", "drawingml/2006/main"),
        ("c", "drawingml/2006/chart"),
    )
)
"""Declared once at the root of every part."""

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot carry, escaped or not. Checked upstream too; a report must never be a file that will not open."""

TWIPS_PER_MM = 1440 / 25.4
EMU_PER_MM = 36_000


def twips(millimetres: float) -> int:
    """Millimetres as twentieths of a point, Word's unit of length."""
    return round(millimetres * TWIPS_PER_MM)


def emu(millimetres: float) -> int:
    """Millimetres as English metric units, the unit of drawings."""
    return round(millimetres * EMU_PER_MM)


def plain(text: str) -> str:
    """Text in NFC without what XML cannot carry."""
    return _FORBIDDEN.sub("", unicodedata.normalize("NFC", text))


@lru_cache(maxsize=8192)
def escaped(text: str) -> str:
    """Text fit for XML, between tags or between double quotes.

    >>> escaped('a < b & "c"')
    'a &lt; b &amp; &quot;c&quot;'
    """
    return escape(plain(text))


_BREAKS = re.compile(r"[^\n\t]+|\n|\t")


def _broken(part: re.Match[str]) -> str:
    return {"\n": "<w:br/>", "\t": "<w:tab/>"}.get(part[0]) or f'<w:t xml:space="preserve">{part[0]}</w:t>'


def run(text: str, *, bold: bool = False, italic: bool = False, properties: str = "") -> str:
    """A run; line breaks and tabs in the text become Word's own."""
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "") + properties
    inner = _BREAKS.sub(_broken, escaped(text.replace("\r\n", "\n").replace("\r", "\n")))
    return f"<w:r>{f'<w:rPr>{marks}</w:rPr>' if marks else ''}{inner}</w:r>" if inner else ""


def runs(parts: Iterable[Run]) -> str:
    """The runs of a paragraph of the model."""
    return "".join(run(part.text, bold=part.bold, italic=part.italic) for part in parts)


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph in a style (by its identifier); `properties` are further pPr elements in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def field(instruction: str, shown: str = "") -> str:
    """A field with the result it shows until Word computes it anew; `shown` is runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


class Bookmarks:
    """Hands out bookmarks. Word takes names of letters, digits and underscores, at most 40, unique without case."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def name(self, wish: str) -> str:
        """A free name as close to the wish as Word allows."""
        plain = re.sub(r"[^A-Za-z0-9_]", "_", wish)[:30] or "at"
        plain = plain if plain[0].isalpha() or plain[0] == "_" else f"_{plain}"
        found, count = plain, 1
        while found.lower() in self._numbers:
            count += 1
            found = f"{plain}_{count}"
        self._numbers[found.lower()] = len(self._numbers) + 1
        return found

    def around(self, name: str, content: str) -> str:
        """Content between the two ends of a bookmark; `name` comes from `name`."""
        number = self._numbers[name.lower()]
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
