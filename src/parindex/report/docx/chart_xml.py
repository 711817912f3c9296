"""Elements of a native chart (DrawingML): series, labels, axes and the data behind them, as strings.

Every text and every number of a chart stands in a cell of its embedded workbook, labels too, so that "Edit data" in
Word changes the drawing and the words together.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parindex.report.docx.text import escaped, plain

FONT = "Times New Roman"
BLACK, DARK, LIGHT = "000000", "333333", "CFCFCF"
NO_FILL = "<a:noFill/>"
CREATED = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""Workbooks must carry a date; one that never changes keeps the bytes the same."""
LABELS_AT = {"left": "l", "right": "r", "above": "t", "below": "b", "base": "inBase"}
C15 = 'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'
"""Word's newer chart elements, in extensions that older programs skip."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the embedded sheet, filled from its second row on. letter: where it stands.

    formulas: what cells are computed from, one a cell, "" for a plain value; empty where none is.
    """

    letter: str
    values: tuple[float | str | None, ...]
    formulas: tuple[str, ...] = ()

    @property
    def cells(self) -> str:
        """The range of its values."""
        return f"Sheet1!${self.letter}$2:${self.letter}${len(self.values) + 1}"

    @property
    def numbers(self) -> str:
        """The column as the source of numbers."""
        points = _points(self.values)
        return f"<c:numRef><c:f>{self.cells}</c:f><c:numCache><c:formatCode>General</c:formatCode>{points}</c:numCache></c:numRef>"

    @property
    def texts(self) -> str:
        """The column as the source of texts."""
        return f"<c:strRef><c:f>{self.cells}</c:f><c:strCache>{_points(self.values)}</c:strCache></c:strRef>"

    def cell(self, at: int) -> str:
        """The address of one value, for formulas in the same sheet."""
        return f"{self.letter}{at + 2}"


def _points(values: Sequence[float | str | None]) -> str:
    inner = "".join(
        f'<c:pt idx="{at}"><c:v>{escaped(value) if isinstance(value, str) else repr(float(value))}</c:v></c:pt>'
        for at, value in enumerate(values)
        if value is not None
    )
    return f'<c:ptCount val="{len(values)}"/>{inner}'


def letters(at: int) -> str:
    """The name of a column, counted from 0: A to Z, then AA."""
    return (letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


class Data:
    """The embedded workbook as it grows, a column at a time.

    length: shorter columns are filled up with empty cells to this many. LibreOffice 7 forgets the series it has read
    as soon as a longer one follows.
    """

    def __init__(self, length: int = 0) -> None:
        self._length = length
        self._columns: list[tuple[str, Column]] = []

    def __len__(self) -> int:
        return len(self._columns)

    def column(self, title: str, values: Sequence[float | str | None], formulas: Sequence[str] = ()) -> Column:
        """Add a column under a heading."""
        empty = (None,) * (self._length - len(values))
        column = Column(letters(len(self._columns)), (*values, *empty), tuple(formulas))
        self._columns.append((title, column))
        return column

    def workbook(self) -> bytes:
        """The workbook as a file; the same bytes for the same data."""
        import xlsxwriter

        target = io.BytesIO()
        book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Sheet1")
        bold = book.add_format({"bold": True})
        for at, (title, column) in enumerate(self._columns):
            sheet.write_string(0, at, plain(title), bold)
            sheet.set_column(at, at, 28 if at == 0 else 12)
            for row, value in enumerate(column.values):
                formula = column.formulas[row] if row < len(column.formulas) else ""
                _write(sheet, row + 1, at, value, formula)
        book.close()
        return target.getvalue()


def _write(sheet: Any, row: int, at: int, value: float | str | None, formula: str) -> None:
    if formula:
        sheet.write_formula(row, at, f"={formula}", None, value)
    elif isinstance(value, str):
        sheet.write_string(row, at, plain(value))
    elif value is not None:
        sheet.write_number(row, at, value)


def fill(colour: str) -> str:
    """One flat colour."""
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def hatch() -> str:
    """Diagonal lines on white, with an edge: under the threshold, in every print."""
    return (
        f'<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{DARK}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>{line(DARK, 0.75)}'
    )


def line(colour: str, points: float, dash: str = "") -> str:
    """A line of a width in points; `dash` is a preset ("dash", "sysDash")."""
    pattern = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(points * 12700)}">{fill(colour)}{pattern}</a:ln>'


NO_LINE = "<a:ln><a:noFill/></a:ln>"


def words(points: float, *, bold: bool = False, italic: bool = False) -> str:
    """The look of texts."""
    face = "".join(f'<a:{kind} typeface="{FONT}"/>' for kind in ("latin", "ea", "cs"))
    return (
        '<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{round(points * 100)}" b="{int(bold)}" i="{int(italic)}">{fill(BLACK)}{face}</a:defRPr>'
        '</a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>'
    )


_SHOW = "".join(
    f'<c:{what} val="{value}"/>'
    for what, value in (
        ("showLegendKey", 0),
        ("showVal", 1),
        ("showCatName", 0),
        ("showSerName", 0),
        ("showPercent", 0),
        ("showBubbleSize", 0),
    )
)
_HIDE = _SHOW.replace('showVal val="1"', 'showVal val="0"')


def labels(texts: Column, places: Sequence[str], points: float, *, bold: bool = False, italic: bool = False) -> str:
    """A label at every point that has a text; `places`: left, right, above, below or base (of a bar), one a point.

    Each label is a field that shows its cell ("value from cells"); programs that do not know it show the text itself.
    """
    look = words(points, bold=bold, italic=italic)
    each = "".join(
        _label(at, str(texts.values[at]), place, points, bold=bold, italic=italic)
        if texts.values[at]
        else f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>'
        for at, place in enumerate(places)
    )
    known = f'<c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" {C15}><c15:showDataLabelsRange val="1"/></c:ext>'
    return f"<c:dLbls>{each}<c:spPr>{NO_FILL}{NO_LINE}</c:spPr>{look}{_HIDE}<c:extLst>{known}</c:extLst></c:dLbls>"


def _label(at: int, text: str, place: str, points: float, *, bold: bool, italic: bool) -> str:
    face = "".join(f'<a:{kind} typeface="{FONT}"/>' for kind in ("latin", "ea", "cs"))
    look = f'sz="{round(points * 100)}" b="{int(bold)}" i="{int(italic)}"'
    identifier = f"{{00000000-0000-4000-8000-{at:012d}}}"
    known = (
        f'<c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" {C15}>'
        '<c15:dlblFieldTable/><c15:showDataLabelsRange val="1"/></c:ext>'
    )
    return (
        f'<c:dLbl><c:idx val="{at}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr {look}/></a:pPr>'
        f'<a:fld id="{identifier}" type="CELLRANGE"><a:rPr {look}>{fill(BLACK)}{face}</a:rPr>'
        f"<a:pPr><a:defRPr {look}/></a:pPr><a:t>{escaped(text)}</a:t></a:fld></a:p></c:rich></c:tx>"
        f'<c:spPr>{NO_FILL}{NO_LINE}</c:spPr>{words(points, bold=bold, italic=italic)}<c:dLblPos val="{LABELS_AT[place]}"/>{_SHOW}'
        f"<c:extLst>{known}</c:extLst></c:dLbl>"
    )


def label_cells(texts: Column) -> str:
    """What ends a series whose labels show the cells of a column."""
    points = _points(texts.values)
    return (
        f'<c:extLst><c:ext uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}" {C15}><c15:datalabelsRange>'
        f"<c15:f>{texts.cells}</c15:f><c15:dlblRangeCache>{points}</c15:dlblRangeCache></c15:datalabelsRange></c:ext>"
        "</c:extLst>"
    )


def marker(symbol: str, size: int, inside: str, edge: str = BLACK) -> str:
    """A point's mark; `inside` is a fill."""
    if symbol == "none":
        return '<c:marker><c:symbol val="none"/></c:marker>'
    return (
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/><c:spPr>{inside}{line(edge, 1)}</c:spPr></c:marker>'
    )


def value_axis(
    number: int, crosses: int, place: str, bounds: tuple[float, float], *, shown: str = "", at: str = "autoZero"
) -> str:
    """A numeric axis; `shown` is what follows its place (gridlines, format, labels), empty for a hidden axis.

    at: where it meets the axis `crosses` ("autoZero", "min", "max").
    """
    low, high = bounds
    hidden = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
    return (
        f'<c:valAx><c:axId val="{number}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{high!r}"/><c:min val="{low!r}"/></c:scaling><c:delete val="{int(not shown)}"/>'
        f'<c:axPos val="{place}"/>{shown or hidden}<c:crossAx val="{crosses}"/><c:crosses val="{at}"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def category_axis(number: int, crosses: int, *, shown: str = "") -> str:
    """The axis of names of a bar chart, first name on top; `shown` as in `value_axis`."""
    return (
        f'<c:catAx><c:axId val="{number}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        f'<c:delete val="{int(not shown)}"/><c:axPos val="l"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="{"low" if shown else "none"}"/>{shown}'
        f'<c:crossAx val="{crosses}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="60"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def chart_part(plot: str, box: tuple[float, float, float, float], language: str) -> bytes:
    """The chart as a part. plot: groups and axes.  box: x, y, width, height of the plot, as shares of the whole."""
    corner = "".join(f'<c:{side} val="{value:.4f}"/>' for side, value in zip(("x", "y", "w", "h"), box, strict=True))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<c:date1904 val="0"/><c:lang val="{language}"/><c:roundedCorners val="0"/><c:chart>'
        '<c:autoTitleDeleted val="1"/><c:plotArea><c:layout><c:manualLayout><c:layoutTarget val="inner"/>'
        f'<c:xMode val="edge"/><c:yMode val="edge"/>{corner}</c:manualLayout></c:layout>{plot}'
        f"<c:spPr>{NO_FILL}{NO_LINE}</c:spPr></c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr>{fill('FFFFFF')}{NO_LINE}</c:spPr>{words(10.5)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()
