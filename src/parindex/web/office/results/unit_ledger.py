"""The points ledger of one unit: the page, and the same as a workbook or text to take away."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from parindex.criteria.models import Reason
from parindex.criteria.outline import outline
from parindex.engine.points import MICRO, percentage, plain, shown
from parindex.engine.problems import Text
from parindex.results.models import Run, RunUnit
from parindex.results.permissions import READ
from parindex.web.office.overview.exporting import TYPES, as_text
from parindex.web.office.results.points import PointsLedger
from parindex.web.office.results.points import points_ledger as built
from parindex.web.office.results.showing import NOT_YET, WATCHERS, shown_run
from parindex.web.ui.access import page
from parindex.web.ui.speech import said


@page(READ)
def points_ledger(request: Any, round: str, unit: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own words
    """From the maximum to the index, leaf by leaf; `show=all` shows the leaves without a loss too."""
    run, row = _stored(request)
    everything = request.GET.get("show") == "all"
    found = _ledger(request, row, everything=everything)
    told = _told(run, row.code)
    exact = percentage(found.points, found.maximum)
    context = {
        "run": run,
        "row": row,
        "unit": request.round_unit,
        "found": found,
        "told": told,
        "many": RunUnit.objects.filter(run=run, block=row.block).count(),
        "exact": "" if exact is None else shown(exact, 4),
        "everything": everything,
        "asked": f"run={run.number}" if request.viewer.has(*WATCHERS) and run.approved_at is None else "",
    }
    return render(request, "office/results/ledger.html", context)


@page(READ)
def export(request: Any, round: str, unit: str, kind: str) -> HttpResponse:  # noqa: A002  # the address's own words
    """The whole ledger, hidden rows too. Raises Http404 for another kind."""
    if kind not in TYPES:
        raise Http404
    run, row = _stored(request)
    rows = list(table(_ledger(request, row, everything=True), said(request.round_unit), run))
    body = (
        as_text([[cell if isinstance(cell, str) else plain(cell) for cell in line] for line in rows])
        if kind == "csv"
        else workbook(rows)
    )  # type: ignore[arg-type]
    name = f"so-diem-{round}-{unit}.{kind}"
    return HttpResponse(
        body, content_type=TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _stored(request: Any) -> tuple[Run, RunUnit]:
    run = shown_run(request.round, request.viewer, request.GET.get("run", ""))
    if run is None:
        if request.viewer.has(*WATCHERS):
            raise Http404
        NOT_YET.require()
        raise Http404
    row = RunUnit.objects.filter(run=run, code=request.round_unit.code).first()
    if row is None:
        raise Http404
    return run, row


def _ledger(request: Any, row: RunUnit, *, everything: bool) -> PointsLedger:
    named = Reason.objects.filter(set=request.round.set).values_list("code", "name_vi", "name_en")
    reasons = {code: Text(vi, en) for code, vi, en in named}
    return built(json.loads(row.ledger), outline(request.round.set), reasons, everything=everything)


def _told(run: Run, code: str) -> dict[str, Any]:
    units = (unit for block in json.loads(run.outcome)["blocks"] for unit in block["units"])
    return next(unit for unit in units if unit["unit"] == code)


def table(found: PointsLedger, name: str, run: Run) -> Iterator[list[str | int]]:
    """A title, a head, a row a leaf, the sum, the adjustment and the result. Integers are micropoints."""
    yield [name, f"{said(Text('Lần tính', 'Run'))} {run.number}", f"SHA-256 {run.outcome_digest}"]
    heads = ("Mã", "Code"), ("Tiêu chí", "Criterion"), ("Tối đa", "Maximum"), ("Tự chấm", "Self"), \
        ("Thẩm định", "Appraised"), ("Sau giải trình", "Explained"), ("Kết quả", "Result"), ("Mất", "Lost"), \
        ("Vì sao", "Why"), ("Ai", "Who"), ("Tài liệu", "Documents")  # fmt: skip
    yield [said(Text(vi, en)) for vi, en in heads]
    for area in found.areas:
        for row in area.rows:
            cells: list[str | int] = ["" if cell.points is None else cell.points for cell in row.cells]
            why = "; ".join(" ".join(filter(None, (said(w.reason), said(w.sentence)))) for w in row.why)
            papers = "; ".join(" ".join(filter(None, (p["number"] or p["subject"], p["pages"]))) for p in row.documents)
            yield [
                row.node.code,
                said(row.node.name),
                row.maximum,
                *cells,
                row.points,
                row.loss,
                why,
                said(row.who),
                papers,
            ]
    total = found.total
    yield ["", said(Text("Cộng", "Sum")), total.maximum, *total.cells, total.points, total.loss, "", "", ""]
    yield [
        "",
        said(Text("Điểm thưởng, điểm trừ", "Bonus and penalty")),
        "",
        "",
        "",
        "",
        found.adjustment,
        "",
        "",
        "",
        "",
    ]
    yield ["", said(Text("Kết quả", "Result")), found.maximum, "", "", "", found.points, "", "", "", ""]


def workbook(rows: list[list[str | int]]) -> bytes:
    """One sheet, written row by row; a text is never a formula."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    options = {"in_memory": True, "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(made, options) as book:
        sheet = book.add_worksheet(said(Text("Sổ chi tiết điểm", "Points ledger")))
        bold, number = book.add_format({"bold": True}), book.add_format({"num_format": "0.0000##"})
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, 7, 12)
        sheet.set_column(8, 10, 50)
        sheet.freeze_panes(2, 2)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(at, column, cell / MICRO, number)
                else:
                    sheet.write_string(at, column, cell, bold if at < len(("title", "head")) else None)
    return made.getvalue()
