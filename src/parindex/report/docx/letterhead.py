"""The first and the last thing of an official document: letterhead with title, and recipients with signature.

Both are tables without lines, as every office sets them, so that people can edit each part where it stands.
"""

from __future__ import annotations

from parindex.report.charts.svg import Face
from parindex.report.content import Closing, Letterhead
from parindex.report.docx.text import paragraph, run, twips

LEFT_SHARE = 0.34
"""The issuer's share of the text width. The nation's name, bold at 12 points, needs 88 mm in Times New Roman and gets
106: room enough also where another face, a fifth wider, has to stand in."""

POINT = 25.4 / 72

SIGNATURE_SPACE = 1400
"""Twips left free for signature and seal."""


def letterhead(head: Letterhead, width: float) -> str:
    """Issuer at the left, nation at the right, then the title; width: of the text, in millimetres."""
    left, right = width * LEFT_SHARE, width * (1 - LEFT_SHARE)
    issuer = (
        _lines("Superior", head.superior)
        + _balanced("Issuer", head.issuer, 13, left)
        + _rule(left, 22.0 if head.issuer else 0.0)
        + _lines("DocumentNumber", head.number)
    )
    nation = (
        _lines("Nation", head.nation)
        + _lines("Motto", head.motto)
        + _rule(right, _longest(head.motto, 14))
        + _lines("PlaceAndDate", head.place_and_date)
    )
    return (
        two_columns(issuer, nation, left, right)
        + _lines("Title", head.title)
        + _balanced("Subtitle", head.subject, 14, width)
        + _rule(width, 35.0, before=80, after=240)
    )


def closing(end: Closing, width: float) -> str:
    """Recipients at the left, the signature at the right, kept together on one page."""
    if not (end.recipients or end.signature):
        return ""
    left, right = width * 0.45, width * 0.55
    recipients = _lines("RecipientsTitle", end.recipients_title) + "".join(
        paragraph("Recipients", run(line)) for line in end.recipients
    )
    signature = "".join(paragraph("Signature", run(line)) for line in end.signature)
    space = paragraph("Signature", "", f'<w:spacing w:before="{SIGNATURE_SPACE}"/>')
    return paragraph("BodyText", "", "<w:keepNext/>") + two_columns(recipients, signature + space, left, right)


def two_columns(left: str, right: str, left_width: float, right_width: float) -> str:
    """Two cells side by side without lines; widths in millimetres. A cell cannot be empty in Word."""
    widths = (twips(left_width), twips(right_width))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content or "<w:p/>"}</w:tc>'
        for width, content in zip(widths, (left, right), strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="PlainTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _lines(style: str, text: str) -> str:
    return "".join(paragraph(style, run(line)) for line in text.split("\n")) if text else ""


def _balanced(style: str, text: str, size: float, room: float) -> str:
    """Lines of about one length, broken by indents so that the words stay one text; room: in millimetres."""
    made = []
    for part in text.split("\n") if text else ():
        lines = Face("serif-bold").wrap(part, size, room / POINT)
        spare = (room - Face("serif-bold").widest(lines, size) * POINT) / 2 if len(lines) > 1 else 0.0
        side = twips(max(0.0, spare - 1))
        made.append(paragraph(style, run(part), f'<w:ind w:left="{side}" w:right="{side}"/>' if side else ""))
    return "".join(made)


def _longest(text: str, size: float) -> float:
    """The width of the longest line of bold text at `size` points, in millimetres."""
    return Face("serif-bold").widest(text.split("\n"), size) * POINT


def _rule(width: float, length: float, *, before: int = 40, after: int = 0) -> str:
    """A rule of a length, centred in a width (millimetres): the border of a paragraph indented from both sides.

    A drawn line would be an object that slips away when people edit; an underline touches the letters.
    """
    if not length:
        return ""
    side = twips(max(0.0, (width - length) / 2))
    spacing = f'<w:spacing w:before="{before}" w:after="{after}" w:line="40" w:lineRule="exact"/>'
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    return paragraph("Rule", "", f'{border}{spacing}<w:ind w:left="{side}" w:right="{side}"/>')
