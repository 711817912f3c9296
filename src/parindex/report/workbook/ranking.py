"""The ranking, block by block: index, exact rank, last year, change, band, and the figures of the whole block."""

from __future__ import annotations

from fractions import Fraction

from parindex.engine.document import printed_change
from parindex.engine.results import BlockResult
from parindex.report.workbook.areas import (
    EXACT,
    Areas,
    member_range,
    rounded,
    shown,
    statistic,
    statistic_value,
)
from parindex.report.workbook.book import COUNT, Book, Page, points
from parindex.report.workbook.inputs import Inputs
from parindex.report.workbook.plan import Placed, Plan, area, cell, quoted
from parindex.report.writing.words import NOTHING

RANK, UNIT, POINTS, MAXIMUM, INDEX = range(5)
STATISTICS = ("mean", "median", "highest", "lowest", "range", "above", "full", "under")


class Columns:
    """Columns after the index: last year's only where there is one."""

    def __init__(self, plan: Plan) -> None:
        self.compared = plan.results.comparison is not None
        self.before, self.rank_before, self.change = (5, 6, 7) if self.compared else (-1, -1, -1)
        self.band = 8 if self.compared else 5

    @property
    def last(self) -> int:
        """The last column."""
        return self.band


def rank_cells(plan: Plan) -> dict[str, str]:
    """The cell of each unit's rank, by its code."""
    return {
        placed.result.unit.code: quoted(plan.sheets["ranking"], cell(row, RANK))
        for block, first in first_rows(plan).items()
        for row, placed in enumerate(plan.members(block_of(plan, block)), start=first)
    }


def block_of(plan: Plan, name: str) -> BlockResult:
    """One block's results."""
    return plan.results.block(name)


def first_rows(plan: Plan) -> dict[str, int]:
    """The row of each block's first unit."""
    found, row = {}, 2
    for block in plan.results.blocks:
        row += 0 if plan.alone else 1
        found[block.block] = row + 1
        row += 1 + len(block.units) + len(STATISTICS) + (2 if plan.results.comparison is not None else 0) + 2
    return found


def ranking_page(plan: Plan, book: Book, inputs: Inputs, places: Areas) -> None:
    """Every block's ranking."""
    page = book.sheet(plan.sheets["ranking"])
    columns = Columns(plan)
    page.text(0, 0, f"{plan.sheets['ranking']} {plan.round.year}", "title")
    for name, first in first_rows(plan).items():
        block = block_of(plan, name)
        if not plan.alone:
            page.text(first - 2, 0, plan.names.block_title(name), "section")
        _heads(plan, page, first - 1, columns)
        members = plan.members(block)
        for row, placed in enumerate(members, start=first):
            _row(plan, page, placed, row, places, columns, members)
            _band(plan, page, placed, row, places, inputs, columns)
        last = first + len(members) - 1
        _statistics(plan, page, block, (first, last), places, columns)
        _mark(book, page, area(first, UNIT, last, INDEX), cell(first, INDEX, fixed="column"), inputs)
    if plan.alone:
        page.sheet.freeze_panes(3, 2)
        last = 2 + len(plan.units)
        page.sheet.autofilter(2, 0, last, columns.last)
    page.widths(7, 46, 11, 11, 11, *([12, 9, 12] if columns.compared else []), 16)
    page.printed(rows=(2, 2) if plan.alone else None, wide=False, note=plan.round.caveat.said(plan.language))


def _heads(plan: Plan, page: Page, row: int, columns: Columns) -> None:
    heads = {RANK: "rank", UNIT: "unit", POINTS: "points", MAXIMUM: "maximum", INDEX: "index", columns.band: "band"}
    for at, key in heads.items():
        page.text(
            row,
            at,
            plan.said(key),
            "head_center" if at in {RANK, columns.band} else "head" if at == UNIT else "head_right",
        )
    page.heights(row, [("x" * 24, 12.0)])
    comparison = plan.results.comparison
    if comparison is not None:
        year = comparison.previous.round.year
        page.text(row, columns.before, plan.said("index_of", year), "head_right")
        page.text(row, columns.rank_before, plan.said("rank_of", year), "head_center")
        page.text(row, columns.change, plan.said("change"), "head_right")


def _row(
    plan: Plan,
    page: Page,
    placed: Placed,
    row: int,
    places: Areas,
    columns: Columns,
    members: tuple[Placed, ...],
) -> None:
    result, decimals = placed.result, plan.round.recipe.decimals
    standing = result.standing
    page.formula(row, RANK, _rank(plan, placed, places, members), standing.rank or NOTHING, "center", COUNT)
    name = plan.names.bare(result.unit)
    page.text(row, UNIT, name)
    page.heights(row, [(name, 44.0)])
    exact = plan.on("areas", cell(placed.row, places.exact))
    page.formula(row, POINTS, plan.on("areas", cell(placed.row, places.points[""])), points(standing.points))
    page.formula(row, MAXIMUM, plan.on("areas", cell(placed.row, places.maxima[""])), points(standing.maximum))
    index = rounded(standing.index, decimals)
    page.formula(
        row, INDEX, f'IF(ISNUMBER({exact}),ROUND({exact},{decimals}),"{NOTHING}")', index, form=page.book.percent
    )
    if columns.compared:
        previous = result.previous
        before = None if previous is None else previous.index
        rank = None if previous is None else previous.rank
        page.number(row, columns.before, rounded(before, decimals), "before", page.book.percent)
        page.number(row, columns.rank_before, rank or NOTHING, "center", COUNT)
        change = printed_change(standing.index, before, decimals)
        _change(page, row, columns, None if change is None else Fraction(change, 10**decimals), decimals)


def _change(
    page: Page, row: int, columns: Columns, value: Fraction | None, decimals: int, kind: str = "number"
) -> None:
    now, before = cell(row, INDEX), cell(row, columns.before)
    formula = f'IF(AND(ISNUMBER({now}),ISNUMBER({before})),ROUND({now}-{before},{decimals}),"{NOTHING}")'
    page.formula(row, columns.change, formula, shown(value), kind, page.book.signed)


def _rank(plan: Plan, placed: Placed, places: Areas, members: tuple[Placed, ...]) -> str:
    """One more than the units whose key is greater: in its first digit, or in a later one after equal ones."""
    first, last = members[0].row, members[-1].row
    parts, equal = [], ""
    for key in places.keys:
        column = plan.on("areas", area(first, key, last, key))
        own = plan.on("areas", cell(placed.row, key))
        parts.append(f'COUNTIFS({equal}{column},">"&{own})')
        equal += f"{column},{own},"
    exact = plan.on("areas", cell(placed.row, places.exact))
    return f'IF(ISNUMBER({exact}),1+{"+".join(parts)},"{NOTHING}")'


def _band(plan: Plan, page: Page, placed: Placed, row: int, places: Areas, inputs: Inputs, columns: Columns) -> None:
    band = placed.result.band
    value = NOTHING if band is None else band.name.said(plan.language) or band.code
    rows = inputs.bands.get(placed.block.block)
    if rows is None:
        page.text(row, columns.band, value, "band")
        return
    bounds = plan.on("settings", area(rows[0], 1, rows[1], 1))
    names = plan.on("settings", area(rows[0], 2, rows[1], 2))
    exact = plan.on("areas", cell(placed.row, places.exact))
    formula = f'IF(ISNUMBER({exact}),IFERROR(LOOKUP({exact},{bounds},{names}),"{NOTHING}"),"{NOTHING}")'
    page.formula(row, columns.band, formula, value, "band", "General")


def _statistics(
    plan: Plan, page: Page, block: BlockResult, rows: tuple[int, int], places: Areas, columns: Columns
) -> None:
    """Mean to counts over the exact indexes; the mean's change, and how many rose and fell."""
    decimals, last = plan.round.recipe.decimals, rows[1]
    members = plan.members(block)
    exact = plan.on("areas", area(members[0].row, places.exact, members[-1].row, places.exact))
    mean = f"AVERAGE({exact})"
    for offset, key in enumerate(STATISTICS, start=1):
        row, kind = last + offset, "total" if offset == 1 else "text"
        for at in range(columns.last + 1):
            page.text(row, at, plan.said(key) if at == UNIT else "", kind)
        formula = statistic(plan, key, exact, mean, member_range(plan, block, places, ""))
        value = statistic_value(plan, key, block.overall, block, "")
        if key in {"mean", "median"}:
            formula = f'IF(COUNT({exact})=0,"{NOTHING}",ROUND({formula},{decimals}))'
            value = rounded(block.overall.mean if key == "mean" else block.overall.median, decimals)
        form = COUNT if key in {"above", "full", "under"} else page.book.percent
        page.formula(row, INDEX, formula, value, "total_number" if offset == 1 else "number", form)
    if places.before is not None:
        _compared(plan, page, block, last, places, columns, places.before)


def _compared(
    plan: Plan, page: Page, block: BlockResult, last: int, places: Areas, columns: Columns, old_at: int
) -> None:
    """Last year's mean, its change, and how many units rose and fell; old_at: the column of exact previous indexes."""
    decimals = plan.round.recipe.decimals
    before = previous_mean(plan, block)
    page.number(last + 1, columns.before, rounded(before, decimals), "total_number", page.book.percent)
    change = printed_change(block.overall.mean, before, decimals)
    difference = None if change is None else Fraction(change, 10**decimals)
    _change(page, last + 1, columns, difference, decimals, "total_number")
    members = plan.members(block)
    top, bottom = member_range(plan, block, places, "")
    old = plan.on("areas", area(members[0].row, old_at, members[-1].row, old_at))
    for offset, (key, sign, value) in enumerate((("rose", ">", block.rose), ("fell", "<", block.fell)), start=1):
        row = last + len(STATISTICS) + offset
        for at in range(columns.last + 1):
            page.text(row, at, plan.said(key) if at == UNIT else "")
        moved = f"SUMPRODUCT(({bottom}>0)*ISNUMBER({old})*(ROUND(100*{top}-{old}*{bottom},{EXACT - 4}){sign}0))"
        formula = f'IF(COUNT({old})=0,"{NOTHING}",{moved})'
        page.formula(row, INDEX, formula, NOTHING if value is None else value, form=COUNT)


def previous_mean(plan: Plan, block: BlockResult) -> Fraction | None:
    """Last year's mean of the block, where the years can be compared and the block was there."""
    comparison = plan.results.comparison
    if comparison is None or not comparison.possible or block.block not in comparison.previous.round.blocks:
        return None
    return comparison.previous.block(block.block).overall.mean


def _mark(book: Book, page: Page, where: str, index: str, inputs: Inputs) -> None:
    """Units under the line in bold on hatch."""
    look = book.xlsx.add_format({"bold": True, "pattern": 14, "fg_color": "#C9C2A4", "bg_color": "#FFFFFF"})
    criteria = f"=AND(ISNUMBER({index}),{index}<{inputs.names['line']})"
    page.sheet.conditional_format(where, {"type": "formula", "criteria": criteria, "format": look})
