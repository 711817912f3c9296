"""Sums by area with the exact ratio and its ranking key, and the matrix of component indexes made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from parindex.engine.points import half_up
from parindex.engine.results import BlockResult, Spread
from parindex.engine.score import adjustments
from parindex.report.workbook.book import COUNT, SCALE, Book, Page, points
from parindex.report.workbook.inputs import DEFINED, Inputs, adjusted, unit_columns
from parindex.report.workbook.plan import FIRST_COLUMN, FIRST_ROW, Placed, Plan, area, cell
from parindex.report.workbook.words import KINDS
from parindex.report.writing.facts import LOW
from parindex.report.writing.words import NOTHING

EXACT = 10
"""Decimals kept in an "exact" percentage: what a spreadsheet's arithmetic leaves beyond is noise."""

STATISTICS = ("mean", "median", "highest", "lowest", "range", "above", "full", "under")


@dataclass(frozen=True, slots=True)
class Areas:
    """Columns of the area sheet. points, maxima: by area code, "" for the whole; keys: in order of weight."""

    points: dict[str, int]
    maxima: dict[str, int]
    bonus: int | None
    penalty: int | None
    exact: int
    before: int | None
    keys: tuple[int, ...]
    scale: int
    """What each key multiplies by."""


def areas_of(plan: Plan) -> Areas:
    """Decide the columns."""
    codes = [top.code for top in plan.round.tree.areas]
    at = FIRST_COLUMN
    found_points = {code: at + place for place, code in enumerate(codes)}
    at += len(codes)
    found_maxima = {code: at + place for place, code in enumerate(codes)}
    at += len(codes)
    bonus, penalty = (at, at + 1) if adjusted(plan) else (None, None)
    at += 2 if adjusted(plan) else 0
    found_points[""], found_maxima[""], exact = at, at + 1, at + 2
    at += 3
    before = at if plan.results.comparison is not None else None
    at += 1 if before is not None else 0
    scale, count = key_scale(plan)
    keys = tuple(range(at, at + count))
    return Areas(found_points, found_maxima, bonus, penalty, exact, before, keys, scale)


def key_scale(plan: Plan) -> tuple[int, int]:
    """What a ranking key multiplies by, and how many keys tell any two ratios apart.

    A ratio of micropoints is written as a number of several "digits", each a whole number under `scale`; numerators
    times `scale` stay within the 15 digits a spreadsheet compares. Two different ratios p/m and q/n differ by at least
    1/(m n), so digits whose scales multiply to more than m n decide every rank as our exact fractions do.
    """
    standings = [placed.result.standing for placed in plan.units]
    digits = min(12, len(str(max(max(abs(one.points), one.maximum) for one in standings))))
    power = 15 - digits
    return int(10**power), -(-2 * digits // power)


def keys_of(top: int, bottom: int, scale: int, count: int) -> list[int]:
    """A ratio's digits: exactly what the formulas compute."""
    found, rest = [], top
    for _ in range(count):
        digit, rest = divmod(rest * scale, bottom)
        found.append(digit)
    return found


def areas_page(plan: Plan, book: Book, inputs: Inputs, places: Areas) -> None:
    """A row a unit: points and maxima by area, bonus and penalty, total, exact index, ranking key."""
    page = book.sheet(plan.sheets["areas"])
    page.text(0, 0, plan.sheets["areas"], "title")
    heads: dict[int, str] = {
        **{at: f"{plan.said('points')} {code}" for code, at in places.points.items() if code},
        **{at: f"{plan.said('maximum')} {code}" for code, at in places.maxima.items() if code},
        places.points[""]: plan.said("total"),
        places.maxima[""]: plan.said("maximum"),
        places.exact: plan.said("exact"),
        **{at: plan.said("key", number) for number, at in enumerate(places.keys, start=1)},
    }
    optional = (("bonus", places.bonus), ("penalty", places.penalty), ("exact_before", places.before))
    heads |= {at: plan.said(key) for key, at in optional if at is not None}
    for at, key in enumerate(("block", "code", "unit")):
        page.text(FIRST_ROW - 1, at, plan.said(key), "head")
    for at, text in heads.items():
        page.text(FIRST_ROW - 1, at, text, "head_right")
    unit_columns(plan, page)
    bonuses = {kind: _each(plan, kind) for kind in KINDS} if adjusted(plan) else {}
    for placed in plan.units:
        _sums(plan, page, placed, places, inputs)
        for kind, column in (("bonus", places.bonus), ("penalty", places.penalty)):
            if column is not None:
                _bonus(plan, page, placed, kind, column, inputs, bonuses[kind][placed.at])
        _total(plan, page, placed, places)
        _keys(page, placed, places)
    page.widths(*([12] * (max(heads) - FIRST_COLUMN + 1)), first=FIRST_COLUMN)
    page.sheet.set_column(places.keys[0], places.keys[-1], 14, None, {"hidden": True})
    page.heights(FIRST_ROW - 1, [(text, 10.0) for text in heads.values()])
    page.sheet.freeze_panes(FIRST_ROW, FIRST_COLUMN)
    page.printed(rows=(FIRST_ROW - 1, FIRST_ROW - 1), note=plan.round.caveat.said(plan.language))


def _sums(plan: Plan, page: Page, placed: Placed, places: Areas, inputs: Inputs) -> None:
    for top in plan.round.tree.areas:
        first, last = plan.span(top.code)
        given = plan.on("points", area(placed.row, first, placed.row, last))
        most = plan.on("points", area(5, first, 5, last))
        rule = plan.on("points", area(6, first, 6, last))
        standing = placed.result.areas[top.code]
        names = inputs.names
        full = f"SUMPRODUCT(({given}={names['inapplicable']})*({rule}={names['full']})*{most})"
        page.formula(placed.row, places.points[top.code], f"SUM({given})+{full}", points(standing.points))
        maxima = plan.on("maxima", area(placed.row, first, placed.row, last))
        page.formula(placed.row, places.maxima[top.code], f"SUM({maxima})", points(standing.maximum))


def _each(plan: Plan, kind: str) -> list[Fraction]:
    """Each unit's capped sum of one kind, in points."""
    chosen = tuple(one for one in plan.round.adjustments if one.kind == kind)
    return [abs(points(int(value))) for value in adjustments(replace(plan.round, adjustments=chosen))]


def _bonus(plan: Plan, page: Page, placed: Placed, kind: str, at: int, inputs: Inputs, value: Fraction) -> None:
    last = 2 + len(plan.round.adjustments)
    units, kinds, amounts = (plan.on("adjustments", area(3, column, last, column)) for column in (0, 2, 3))
    word = '"' + KINDS[kind].said(plan.language) + '"'
    total = f"SUMPRODUCT(EXACT({units},{cell(placed.row, 1, fixed='column')})*({kinds}={word})*{amounts})"
    cap = inputs.names[f"cap_{kind}"]
    page.formula(placed.row, at, f'IF({cap}="",{total},MIN({cap},{total}))', value)


def _total(plan: Plan, page: Page, placed: Placed, places: Areas) -> None:
    row, standing = placed.row, placed.result.standing
    codes = [top.code for top in plan.round.tree.areas]
    sums = f"SUM({cell(row, places.points[codes[0]])}:{cell(row, places.points[codes[-1]])})"
    if places.bonus is not None and places.penalty is not None:
        sums += f"+{cell(row, places.bonus)}-{cell(row, places.penalty)}"
    page.formula(row, places.points[""], sums, points(standing.points))
    most = f"SUM({cell(row, places.maxima[codes[0]])}:{cell(row, places.maxima[codes[-1]])})"
    page.formula(row, places.maxima[""], most, points(standing.maximum))
    top, bottom = cell(row, places.points[""]), cell(row, places.maxima[""])
    page.formula(row, places.exact, percent(top, bottom), shown(standing.index), form="0.0000000000")
    if places.before is not None:
        previous = placed.result.previous
        before = None if previous is None else previous.index
        page.number(row, places.before, before, "before", "0.0000000000")


def percent(top: str, bottom: str) -> str:
    """The formula of a percentage that keeps ten decimals; a dash where nothing applies."""
    return f'IF({bottom}=0,"{NOTHING}",ROUND(100*{top}/{bottom},{EXACT}))'


def shown(value: Fraction | None) -> Fraction | str:
    """A figure or the dash that stands for none."""
    return NOTHING if value is None else value


def _keys(page: Page, placed: Placed, places: Areas) -> None:
    """The digits of the ratio, by whole-number arithmetic on micropoints."""
    row, standing = placed.row, placed.result.standing
    top = f"ROUND(1000000*{cell(row, places.points[''])},0)"
    bottom = f"ROUND(1000000*{cell(row, places.maxima[''])},0)"
    values = keys_of(standing.points, standing.maximum, places.scale, len(places.keys)) if standing.maximum else []
    rest = f"{top}*{places.scale}"
    for at, place in enumerate(places.keys):
        key = cell(row, place)
        page.formula(row, place, f'IF({bottom}=0,"",INT(({rest})/{bottom}))', values[at] if values else "", form=COUNT)
        rest = f"({rest}-{key}*{bottom})*{places.scale}"


def matrix_page(plan: Plan, book: Book, places: Areas, rank_at: dict[str, str]) -> dict[str, int]:
    """Unit x area, block by block, with the figures of each column; returns the row of each block's means.

    rank_at: the cell of each unit's rank.
    """
    page = book.sheet(plan.sheets["matrix"])
    page.text(0, 0, f"{plan.sheets['matrix']} {plan.round.year} (%)", "title")
    codes = [top.code for top in plan.round.tree.areas]
    row, means = 2, {}
    for block in plan.results.blocks:
        if not plan.alone:
            page.text(row, 0, plan.names.block_title(block.block), "section")
            row += 1
        heads = [plan.said("rank"), plan.said("unit"), *(f"{code}. {plan.names.criterion(code)}" for code in codes)]
        for at, text in enumerate((*heads, plan.said("index"))):
            page.text(row, at, text, "head_right" if at > 1 else "head")
        page.heights(row, [(text, 14.0) for text in heads[2:]])
        if plan.alone:
            page.sheet.freeze_panes(row + 1, 2)
        first = row + 1
        for row, placed in enumerate(plan.members(block), start=first):
            _matrix_row(plan, page, placed, row, places, rank_at[placed.result.unit.code])
        _shade(book, page, area(first, 2, row, 2 + len(codes)), plan)
        means[block.block] = row + 1
        row = _statistics(plan, page, block, (first, row), places) + 2
    page.widths(7, 40, *([14] * (len(codes) + 1)))
    page.printed(rows=(2, 2) if plan.alone else None, note=plan.round.caveat.said(plan.language))
    return means


def _matrix_row(plan: Plan, page: Page, placed: Placed, row: int, places: Areas, rank: str) -> None:
    result = placed.result
    page.formula(row, 0, rank, result.standing.rank or NOTHING, "center", COUNT)
    name = plan.names.bare(result.unit)
    page.text(row, 1, name)
    page.heights(row, [(name, 38.0)])
    for at, code in enumerate([*(top.code for top in plan.round.tree.areas), ""], start=2):
        top, bottom = (plan.on("areas", cell(placed.row, place[code])) for place in (places.points, places.maxima))
        standing = result.areas[code] if code else result.standing
        page.formula(row, at, percent(top, bottom), shown(standing.index), form=page.book.percent)


def _statistics(plan: Plan, page: Page, block: BlockResult, rows: tuple[int, int], places: Areas) -> int:
    """The figures under each column; returns the last row."""
    codes = [*(top.code for top in plan.round.tree.areas), ""]
    last = rows[1]
    for offset, key in enumerate(STATISTICS, start=1):
        kind = "total" if offset == 1 else "text"
        page.text(last + offset, 0, "", kind)
        page.text(last + offset, 1, plan.said(key), kind)
        for at, code in enumerate(codes, start=2):
            figures = area(rows[0], at, last, at)
            spread = block.areas[code] if code else block.overall
            formula = statistic(plan, key, figures, cell(last + 1, at), member_range(plan, block, places, code))
            form = COUNT if key in {"above", "full", "under"} else page.book.percent
            value = statistic_value(plan, key, spread, block, code)
            page.formula(last + offset, at, formula, value, "total_number" if offset == 1 else "number", form)
    return last + len(STATISTICS)


def member_range(plan: Plan, block: BlockResult, places: Areas, code: str) -> tuple[str, str]:
    """Points and maxima of a block's units, as ranges on the area sheet."""
    rows = [placed.row for placed in plan.members(block)]
    found = (area(rows[0], place[code], rows[-1], place[code]) for place in (places.points, places.maxima))
    top, bottom = (plan.on("areas", address) for address in found)
    return top, bottom


def statistic(plan: Plan, key: str, figures: str, mean: str, ratio: tuple[str, str]) -> str:
    """The formula of a figure over a column of percentages; counts are decided on points, not on percentages."""
    top, bottom = ratio
    names = DEFINED[plan.language]
    places = names["decimals"]
    formulas = {
        "mean": f"ROUND(AVERAGE({figures}),{EXACT})",
        "median": f"ROUND(MEDIAN({figures}),{EXACT})",
        "highest": f"ROUND(MAX({figures}),{places})",
        "lowest": f"ROUND(MIN({figures}),{places})",
        "range": f"ROUND(ROUND(MAX({figures}),{places})-ROUND(MIN({figures}),{places}),{places})",
        "above": f"SUMPRODUCT(({bottom}>0)*(ROUND(100*{top}-{mean}*{bottom},7)>0))",
        "full": f"SUMPRODUCT(({bottom}>0)*(ROUND({top}-{bottom},7)>=0))",
        "under": f"SUMPRODUCT(({bottom}>0)*(ROUND(100*{top}-{names['line']}*{bottom},6)<0))",
    }
    nothing = "0" if key in {"above", "full", "under"} else f'"{NOTHING}"'
    return f"IF(COUNT({figures})=0,{nothing},{formulas[key]})"


def statistic_value(plan: Plan, key: str, spread: Spread, block: BlockResult, code: str) -> Fraction | int | str:
    """Our own value of the same figure."""
    decimals = plan.round.recipe.decimals
    if key == "under":
        return len(block.below(LOW, code or None))
    if key in {"above", "full"}:
        return spread.above_mean if key == "above" else spread.full
    if key in {"highest", "lowest"} and spread.units:
        unit = block.unit((spread.highest if key == "highest" else spread.lowest)[0])
        return rounded((unit.areas[code] if code else unit.standing).index, decimals)
    found = {"mean": spread.mean, "median": spread.median}
    if key == "range" and spread.range_units is not None:
        found["range"] = Fraction(spread.range_units, 10**decimals)
    return shown(found.get(key))


def rounded(value: Fraction | None, decimals: int) -> Fraction | str:
    """A percentage rounded as it is published."""
    return NOTHING if value is None else Fraction(half_up(value, decimals), 10**decimals)


def _shade(book: Book, page: Page, where: str, plan: Plan) -> None:
    """The score scale behind the figures; under 70 hatched and bold too. Text is neither between nor below anything."""
    bounds = (-1e9, 60, 70, 80, 90, 100, 1e9)
    for step, colour in enumerate(SCALE):
        look: dict[str, object] = {"bg_color": colour}
        if step < 2:
            look |= {"pattern": 14, "fg_color": "#A89A6A", "bold": True}
        if step == len(SCALE) - 1:
            look |= {"font_color": "#FFFFFF"}
        top = bounds[step + 1] - (0 if step == len(SCALE) - 1 else 1e-9)
        rule = {"type": "cell", "criteria": "between", "minimum": bounds[step], "maximum": top}
        page.sheet.conditional_format(where, {**rule, "format": book.xlsx.add_format(look)})
    # Last, so that a line moved in the settings still shows; LibreOffice uses the first rule that holds, Excel all.
    first = where.split(":", 1)[0].replace("$", "")
    line = DEFINED[plan.language]["line"]
    criteria = f"=AND(ISNUMBER({first}),ROUND({first},9)<{line})"
    bold = book.xlsx.add_format({"bold": True})
    page.sheet.conditional_format(where, {"type": "formula", "criteria": criteria, "format": bold})
