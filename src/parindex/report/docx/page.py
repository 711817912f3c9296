"""Pages of the DOCX: A4 with the official margins, page number in the top margin, the caveat on every page."""

from __future__ import annotations

from dataclasses import dataclass

from parindex.report.docx.text import DECLARATION, NAMESPACES, field, paragraph, run, twips

SHORT, LONG = 210.0, 297.0
TOP, BOTTOM, LEFT, RIGHT = 25.0, 20.0, 30.0, 20.0
"""Of an upright page; the official bounds are 20-25, 20-25, 30-35 and 15-20. The top one holds number and caveat."""
SIDE = 20.0
"""Left and right of a page set across, whose binding edge is its top."""


@dataclass(frozen=True, slots=True)
class Section:
    """wide: landscape.  opens: it holds the first page of the document, which carries no number."""

    wide: bool = False
    opens: bool = False

    @property
    def width(self) -> float:
        """The width of the text, in millimetres."""
        return LONG - 2 * SIDE if self.wide else SHORT - LEFT - RIGHT

    @property
    def tallest(self) -> float:
        """The height of the tallest chart, in millimetres: a page less its margins, the caption and the note."""
        return (SHORT if self.wide else LONG) - TOP - BOTTOM - 30


def section_properties(section: Section, *, numbered: str, first: str) -> str:
    """The sectPr that ends a section; `numbered` and `first` are the relationships of the two headers."""
    if section.wide:
        size = f'<w:pgSz w:w="{twips(LONG)}" w:h="{twips(SHORT)}" w:orient="landscape"/>'
        left, right = twips(SIDE), twips(SIDE)
    else:
        size = f'<w:pgSz w:w="{twips(SHORT)}" w:h="{twips(LONG)}"/>'
        left, right = twips(LEFT), twips(RIGHT)
    return (
        "<w:sectPr>"
        f'<w:headerReference w:type="default" r:id="{numbered}"/><w:headerReference w:type="first" r:id="{first}"/>'
        f'<w:type w:val="nextPage"/>{size}<w:pgMar w:top="{twips(TOP)}" w:right="{right}" w:bottom="{twips(BOTTOM)}" '
        f'w:left="{left}" w:header="{twips(9)}" w:footer="{twips(9)}" w:gutter="0"/>'
        f'<w:cols w:space="720"/>{"<w:titlePg/>" if section.opens else ""}</w:sectPr>'
    )


WIDER = f'<w:ind w:left="-{twips(LEFT - SIDE)}"/>'
"""The caveat may use the binding edge, so that it keeps to one line."""


def header_part(caveat: str, *, numbered: bool) -> bytes:
    """A header: the page number, and under it the caveat; a header without either still needs a paragraph."""
    content = paragraph("Header", field("PAGE", run("2"))) if numbered else ""
    content += paragraph("Caveat", run(caveat), WIDER) if caveat else ""
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{content or paragraph('Header', '')}</w:hdr>".encode()
