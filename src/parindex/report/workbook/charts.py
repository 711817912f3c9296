"""Native charts over the cells of ranking and matrix: bars from 0, hatched under the line."""

from __future__ import annotations

from typing import Any

from parindex.engine.results import BlockResult
from parindex.report.workbook.book import FONT, Book, plain
from parindex.report.workbook.plan import Plan
from parindex.report.workbook.ranking import INDEX, UNIT, first_rows
from parindex.report.writing.facts import LOW

BAR = "#27478F"
ROW = 21
"""Pixels a bar takes."""


def charts_page(plan: Plan, book: Book, means: dict[str, int]) -> None:
    """Both charts of every block, one under the other. means: the row of each block's means in the matrix."""
    page = book.sheet(plan.sheets["charts"])
    page.text(0, 0, plan.sheets["charts"], "title")
    row = 2
    for block in plan.results.blocks:
        first, count = first_rows(plan)[block.block], len(block.units)
        name = plan.sheets["ranking"]
        title = plan.said("ranking_chart", plan.round.year)
        low = [unit.standing.index is not None and unit.standing.index < LOW for unit in block.units]
        chart = _bars(plan, book, block, title, low)
        chart.add_series(
            _series(
                [name, first, UNIT, first + count - 1, UNIT],
                [name, first, INDEX, first + count - 1, INDEX],
                low,
                book.percent,
            )
        )
        row = _insert(page.sheet, row, chart, count, title)
        row = _means(plan, book, page.sheet, row, block, means[block.block])
    page.printed(wide=False, note=plan.round.caveat.said(plan.language))


def _means(plan: Plan, book: Book, sheet: Any, row: int, block: BlockResult, at: int) -> int:
    codes = [top.code for top in plan.round.tree.areas]
    heads = at - len(block.units) - 1
    name = plan.sheets["matrix"]
    title = plan.said("means_chart", plan.round.year)
    low = [(mean := block.areas[code].mean) is not None and mean < LOW for code in codes]
    chart = _bars(plan, book, block, title, low)
    columns = (2, 1 + len(codes))
    chart.add_series(
        _series([name, heads, columns[0], heads, columns[1]], [name, at, columns[0], at, columns[1]], low, book.percent)
    )
    return _insert(sheet, row, chart, len(codes), title)


def _series(names: list[object], values: list[object], low: list[bool], form: str) -> dict[str, object]:
    hatched = {
        "pattern": {"pattern": "wide_upward_diagonal", "fg_color": BAR, "bg_color": "#FFFFFF"},
        "border": {"color": BAR},
    }
    return {
        "categories": names,
        "values": values,
        "fill": {"color": BAR},
        "gap": 45,
        "points": [hatched if one else None for one in low],
        "data_labels": {"value": True, "num_format": form, "font": {"name": FONT, "size": 10}},
    }


def _bars(plan: Plan, book: Book, block: BlockResult, title: str, low: list[bool]) -> Any:
    chart = book.xlsx.add_chart({"type": "bar"})
    where = "" if plan.alone else f"{plan.names.block_title(block.block)}: "
    font = {"name": FONT, "size": 10}
    chart.set_title(
        {"name": plain(where + title), "name_font": {"name": FONT, "size": 12, "bold": True}, "overlay": False}
    )
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_y_axis({"reverse": True, "num_font": font, "major_tick_mark": "none", "interval_unit": 1})
    top = max((float(unit.standing.index or 0) for unit in block.units), default=100.0)
    limits = {"min": 0} | ({"max": 100} if top <= 100 else {})
    chart.set_x_axis(
        {
            **limits,
            "num_font": font,
            "num_format": "0",
            "label_position": "high",
            "major_gridlines": {"visible": True, "line": {"color": "#DADFE4"}},
        }
    )
    chart.set_size({"width": 900, "height": 110 + ROW * len(low)})
    return chart


def _insert(sheet: Any, row: int, chart: Any, count: int, title: str) -> int:
    """Put a chart at a row; returns the row under it (rows are 20 pixels high)."""
    sheet.insert_chart(row, 0, chart, {"description": title, "object_position": 1})
    return row + (110 + ROW * count) // 20 + 2
