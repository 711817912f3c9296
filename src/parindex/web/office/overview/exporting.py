"""The progress as a table to take away: a workbook, or text with commas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse

from parindex.appraisal.progress import Progress, progress
from parindex.engine.problems import Text
from parindex.grammar.clock import local, now
from parindex.rounds.permissions import PROGRESS
from parindex.web.office.overview.matrix import lines
from parindex.web.ui.access import page
from parindex.web.ui.speech import day, moment, said

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = list[str | int]


@page(PROGRESS)
def export(request: Any, round: str, kind: str) -> HttpResponse:  # noqa: A002  # the address's own word
    """Hand out the table as it is now. Raises Http404 for another kind."""
    if kind not in TYPES:
        raise Http404
    at = now()
    found = progress(request.round, at)
    rows = list(table(found))
    body = as_text(rows) if kind == "csv" else as_workbook(rows, said(Text("Tiến độ", "Progress")))
    name = f"tien-do-{round}-{local(at):%Y%m%d-%H%M}.{kind}"
    return HttpResponse(
        body, content_type=TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def table(found: Progress) -> Iterator[Row]:
    """Two rows about it, a head, a row a unit, a row of totals. Two columns an area: done and to do."""
    yield [said(found.round), said(Text("Đến lúc", "As of")), moment(found.at)]
    yield [said(Text("Đã thẩm định / phải thẩm định", "Appraised / to be appraised"))]
    head: Row = [said(text) for text in (Text("Mã", "Code"), Text("Đơn vị", "Unit"), Text("Phiếu", "Sheet"),
                                         Text("Ngày ký", "Signed on"), Text("Hạn ký", "Due"), Text("Trễ (ngày)", "Days late"))]  # fmt: skip
    for area in found.tree.areas:
        name = f"{area.code}. {said(area.name)}"
        head += [f"{name}: {said(Text('đã thẩm định', 'done'))}", f"{name}: {said(Text('phải thẩm định', 'to do'))}"]
    yield [*head, *(said(text) for text in (Text("Đã thẩm định", "Done"), Text("Phải thẩm định", "To do"),
                                            Text("Tự chấm", "Scored"), Text("Tranh chấp", "Disputed")))]  # fmt: skip
    for line in lines(found):
        row, unit = line.row, line.row.round_unit
        first: Row = [
            unit.code,
            said(unit),
            said(STATES[row.sheet.state]),
            day(row.sheet.signed_at),
            day(row.due),
            row.late,
        ]
        for area in found.tree.areas:
            first += [row.cells[area.code].appraised, row.cells[area.code].leaves]
        yield [*first, row.total.appraised, row.total.leaves, row.total.scored, row.total.disputed]
    total: Row = ["", said(Text("Toàn kỳ", "Whole round")), f"{found.signed}/{len(found.rows)}", "", "", ""]
    for area in found.tree.areas:
        total += [found.totals[area.code].appraised, found.totals[area.code].leaves]
    yield [*total, found.total.appraised, found.total.leaves, found.total.scored, found.total.disputed]


STATES = {
    "draft": Text("Đang tự chấm", "Scoring"),
    "submitted": Text("Chờ ký", "Waits for signature"),
    "signed": Text("Đã ký", "Signed"),
}


def as_text(rows: list[Row]) -> bytes:
    """Comma-separated, with the mark by which spreadsheets know UTF-8; a text never becomes a formula."""
    made = io.StringIO()
    csv.writer(made).writerows([[_plain(cell) for cell in row] for row in rows])
    return made.getvalue().encode("utf-8-sig")


def _plain(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def as_workbook(rows: list[Row], title: str) -> bytes:
    """One sheet with its head frozen; numbers as numbers."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(made, options) as book:
        sheet = book.add_worksheet(title)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row, bold if at in (0, 2, len(rows) - 1) else None)
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, 1, 42)
        sheet.set_column(2, len(rows[2]), 13)
        sheet.freeze_panes(3, 2)
    return made.getvalue()
