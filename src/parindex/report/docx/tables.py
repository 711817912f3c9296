"""Tables as Word's own: a head that repeats, rows that stay whole, widths by weight, the score scale as shading."""

from __future__ import annotations

from parindex.report.content import Grid, Head, Row
from parindex.report.docx.styles import cell_style
from parindex.report.docx.text import Bookmarks, paragraph, run
from parindex.report.pdf.tables import INSET, Setting, setting

GREYS = ("FFFFFF", "F2F2F2", "E8E8E8", "D4D4D4", "BABABA", "666666")
"""Grounds of the six steps of the score scale: evenly darker, as documents are black and grey."""

UNDER_70 = 2
"""Steps up to this one are under 70 per cent: hatched and bold as well."""

GROUND = "EDEDED"
FEW = 10
"""A table of no more rows is not broken across pages."""
POINT = 25.4 / 72
SLACK = 1.4
"""Figures and single words get two fifths more than they need: where Times New Roman is missing, a wider face stands in."""


def table(grid: Grid, width: float, bookmarks: Bookmarks) -> str:
    """Caption, table and note; width: of the text, in millimetres."""
    measured = setting(grid, width / POINT, slack=SLACK)
    columns = "".join(f'<w:gridCol w:w="{round(column * 20)}"/>' for column in measured.widths)
    rows = "".join(_row(row, grid.heads, measured, keep=_kept(at, len(grid.rows))) for at, row in enumerate(grid.rows))
    note = paragraph("Note", run(grid.note)) if grid.note else paragraph("Rule", "", '<w:spacing w:after="160"/>')
    return (
        caption(grid.label, grid.caption, grid.anchor, bookmarks) + f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{sum(round(column * 20) for column in measured.widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{_head_row(grid.heads, measured)}{rows}</w:tbl>{note}"
    )


def _kept(at: int, count: int) -> bool:
    """Whether a row stays on the page of the next: all of a short table, the first and the last rows of a long one."""
    return at < count - 1 and (count <= FEW or at < 2 or at >= count - 3)


def caption(label: str, text: str, anchor: str, bookmarks: Bookmarks) -> str:
    """The line over a table or a chart ("Bảng 1. …"); empty where there is neither label nor text."""
    if not (label or text):
        return ""
    words = run(f"{label} " if text else label, bold=True) + run(text)
    return paragraph("Caption", bookmarks.around(bookmarks.name(anchor), words) if anchor else words)


def _head_row(heads: tuple[Head, ...], measured: Setting) -> str:
    style = cell_style("head", measured.size)
    cells = "".join(
        _cell(width, paragraph(style, run(head.text)), MIDDLE)
        for head, width in zip(heads, measured.widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


MIDDLE = '<w:vAlign w:val="center"/>'
RULED = '<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/></w:tcBorders>'


def _row(row: Row, heads: tuple[Head, ...], measured: Setting, *, keep: bool) -> str:
    steps = row.steps or (0,) * len(row.cells)
    cells = "".join(
        _cell(
            measured.widths[at],
            _words(
                text,
                heads[at].kind,
                measured,
                at,
                bold=row.kind != "body" or 0 < step <= UNDER_70,
                step=step,
                keep=keep,
            ),
            (RULED if row.kind == "total" else "") + _shading(step, row.kind) + MIDDLE,
        )
        for at, (text, step) in enumerate(zip(row.cells, steps, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _words(text: str, kind: str, measured: Setting, at: int, *, bold: bool, step: int, keep: bool) -> str:
    """A cell's paragraph; figures stand under each other in the middle of their column."""
    properties = "<w:keepNext/>" if keep else ""
    if kind == "number":
        pad = max(0, round((measured.pads[at] - INSET) * 20))
        properties += f'<w:ind w:right="{pad}"/>' if pad else ""
    white = '<w:color w:val="FFFFFF"/>' if step == len(GREYS) else ""
    return paragraph(cell_style(kind, measured.size), run(text, bold=bold, properties=white), properties)


def _shading(step: int, kind: str) -> str:
    if step:
        pattern, stripe = ("thinReverseDiagStripe", "999999") if step <= UNDER_70 else ("clear", "auto")
        return f'<w:shd w:val="{pattern}" w:color="{stripe}" w:fill="{GREYS[step - 1]}"/>'
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{GROUND}"/>' if kind == "group" else ""


def _cell(width: float, content: str, properties: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{round(width * 20)}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'
