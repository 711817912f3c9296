"""The sheets that hold what everything else is computed from: settings, criteria, points, adjustments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parindex.engine.round import Counting
from parindex.engine.sheet import State
from parindex.engine.tree import NotApplicable
from parindex.report.workbook.book import COUNT, Book, Page, Shown, points
from parindex.report.workbook.plan import FIRST_COLUMN, FIRST_ROW, Plan, area, cell
from parindex.report.workbook.words import ABSENT, COUNTING, INAPPLICABLE, KINDS, SOURCES
from parindex.report.writing.facts import LOW

DEFINED = {
    "vi": {
        "line": "NGUONG_THAP",
        "decimals": "SO_CHU_SO_LE",
        "cap_bonus": "TRAN_THUONG",
        "cap_penalty": "TRAN_PHAT",
        "inapplicable": "KHONG_AP_DUNG",
        "exclude": "LOAI_TRU",
        "full": "DU_DIEM",
        "zero": "KHONG_DIEM",
        "words": "CHU_TRONG_O",
        "counting": "CACH_TINH",
    },
    "en": {
        "line": "LINE_PERCENT",
        "decimals": "DECIMAL_PLACES",
        "cap_bonus": "CAP_BONUS",
        "cap_penalty": "CAP_PENALTY",
        "inapplicable": "NOT_APPLICABLE",
        "exclude": "EXCLUDED",
        "full": "FULL_POINTS",
        "zero": "ZERO_POINTS",
        "words": "CELL_WORDS",
        "counting": "HOW_COUNTED",
    },
}
"""Names of cells that formulas speak of."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where later sheets find what they need. maximum_of, rule_of: a leaf's cells on the criteria sheet."""

    names: dict[str, str]
    maximum_of: dict[str, str]
    rule_of: dict[str, str]
    bands: dict[str, tuple[int, int]]
    """Rows of each block's bands on the settings sheet, worst first."""


def settings_page(plan: Plan, book: Book) -> tuple[dict[str, str], dict[str, tuple[int, int]]]:
    """Lines, caps, words and bands; returns the defined names and the rows of each block's bands."""
    page = book.sheet(plan.sheets["settings"])
    names = DEFINED[plan.language]
    page.text(0, 0, plan.sheets["settings"], "title")
    recipe = plan.round.recipe
    single: dict[str, Shown] = {"line": LOW, "decimals": recipe.decimals}
    single |= {f"cap_{kind}": points(recipe.caps[kind]) if kind in recipe.caps else None for kind in KINDS}
    for row, (key, value) in enumerate(single.items(), start=2):
        page.text(row, 0, plan.said(key))
        page.number(row, 1, value, "input", COUNT if key == "decimals" else "0.######")
        _define(plan, book, names[key], area(row, 1, row, 1))
    _words(plan, book, page, 2 + len(single) + 1)
    bands = _bands(plan, page, 2 + len(single) + 1 + len(ABSENT) + 2)
    page.widths(34, 30, 24)
    page.printed(wide=False, note=plan.round.caveat.said(plan.language))
    return names, bands


def _define(plan: Plan, book: Book, name: str, address: str) -> None:
    book.xlsx.define_name(name, "=" + plan.on("settings", address))


def _words(plan: Plan, book: Book, page: Page, row: int) -> None:
    """The words of absence and what each does; the words of the two other lists stand at the right."""
    names, language = DEFINED[plan.language], plan.language
    for at, key in enumerate(("absence", "counts", "inapplicable")):
        page.text(row, at, plan.said(key), "head")
    for below, (state, word) in enumerate(ABSENT.items(), start=row + 1):
        page.text(below, 0, word.said(language))
        counting = plan.round.recipe.absence.get(state, Counting.BLOCK)
        own = state is State.NOT_APPLICABLE
        page.text(below, 1, plan.said("by_criterion") if own else COUNTING[counting].said(language), "text")
    for below, (rule, word) in enumerate(INAPPLICABLE.items(), start=row + 1):
        page.text(below, 2, word.said(language))
        if rule is not NotApplicable.ZERO:
            _define(plan, book, names[rule.value], area(below, 2, below, 2))
    page.text(row + 1 + len(INAPPLICABLE), 2, COUNTING[Counting.ZERO].said(language))
    _define(plan, book, names["zero"], area(row + 1 + len(INAPPLICABLE), 2, row + 1 + len(INAPPLICABLE), 2))
    _define(plan, book, names["inapplicable"], area(row + 1, 0, row + 1, 0))
    _define(plan, book, names["words"], area(row + 1, 0, row + len(ABSENT), 0))
    _define(plan, book, names["counting"], area(row + 1, 1, row + len(ABSENT), 1))
    choices = [COUNTING[counting].said(language) for counting in Counting]
    page.sheet.data_validation(row + 2, 1, row + len(ABSENT), 1, {"validate": "list", "source": choices})


def _bands(plan: Plan, page: Page, row: int) -> dict[str, tuple[int, int]]:
    for at, key in enumerate(("bands", "from", "band")):
        page.text(row, at, plan.said(key), "head_right" if key == "from" else "head", indent=at // 2)
    found = {}
    for block in plan.results.blocks:
        first = row + 1
        for band in reversed(plan.round.recipe.bands_of(block.block)):
            row += 1
            page.text(row, 0, plan.names.block_title(block.block))
            page.number(row, 1, band.at_least, "input", "0.######")
            page.text(row, 2, band.name.said(plan.language) or band.code, indent=1)
        if row >= first:
            found[block.block] = (first, row)
    return found


def criteria_page(plan: Plan, book: Book) -> tuple[dict[str, str], dict[str, str]]:
    """The tree with its maxima; returns the cells of the leaves' maxima and of what happens where they do not apply."""
    page = book.sheet(plan.sheets["criteria"])
    tree, language = plan.round.tree, plan.language
    page.text(0, 0, plan.sheets["criteria"], "title")
    heads = ("code", "criterion", "maximum", "share", "inapplicable", "source", "lead")
    for at, key in enumerate(heads):
        page.text(2, at, plan.said(key), "head_right" if key in {"maximum", "share"} else "head", indent=int(at == 4))
    row_of = {code: 3 + at for at, code in enumerate(plan.criteria)}
    whole = int(tree.maxima.sum())
    total = 3 + len(plan.criteria)
    for code, row in row_of.items():
        criterion, depth = tree.by_code[code], tree.depth[code]
        group = "group" if depth == 1 else "text"
        number = "group_number" if depth == 1 else "number"
        page.text(row, 0, code, group)
        page.text(row, 1, plan.names.criterion(code), group, indent=depth - 1)
        maximum = tree.maximum(code)
        if tree.children[code]:
            cells = ",".join(cell(row_of[child], 2) for child in tree.children[code])
            page.formula(row, 2, f"SUM({cells})", points(maximum), number)
        else:
            page.number(row, 2, points(maximum), "input")
        share = f"100*{cell(row, 2)}/{cell(total, 2, fixed='both')}"
        page.formula(row, 3, share, 100 * maximum / whole, number, "0.00")
        leaf = not tree.children[code]
        page.text(row, 4, INAPPLICABLE[criterion.not_applicable].said(language) if leaf else "", group, indent=1)
        page.text(row, 5, SOURCES[criterion.source].said(language) if leaf else "", group)
        page.text(row, 6, _lead(plan, criterion.lead_unit), group)
    page.text(total, 0, "", "total")
    page.text(total, 1, plan.said("whole"), "total")
    cells = ",".join(cell(row_of[top.code], 2) for top in tree.areas)
    page.formula(total, 2, f"SUM({cells})", points(whole), "total_number")
    page.formula(total, 3, f"100*{cell(total, 2)}/{cell(total, 2)}", 100, "total_number", "0.00")
    choices = [word.said(language) for word in INAPPLICABLE.values()]
    page.sheet.data_validation(3, 4, total - 1, 4, {"validate": "list", "source": choices})
    page.widths(9, 62, 12, 12, 15, 13, 34)
    page.sheet.freeze_panes(3, 2)
    page.printed(rows=(2, 2), note=plan.round.caveat.said(language))
    leaves = [leaf.code for leaf in tree.leaves]
    return (
        {code: plan.on("criteria", cell(row_of[code], 2, fixed="both")) for code in leaves},
        {code: plan.on("criteria", cell(row_of[code], 4, fixed="both")) for code in leaves},
    )


def _lead(plan: Plan, code: str | None) -> str:
    """A lead unit by name, by its code where it is none of the round's units."""
    known = {unit.code: unit for unit in plan.round.units}
    if code is None:
        return ""
    return plan.names.bare(known[code]) if code in known else code


def points_page(plan: Plan, book: Book, inputs: Inputs) -> None:
    """Units by leaves: the points that count, or a word."""
    page = book.sheet(plan.sheets["points"])
    grid_head(plan, page, "points", inputs)
    stage = None if plan.results.stage == "latest" else plan.results.stage
    found, _ = plan.round.sheet.latest(stage)
    for placed in plan.units:
        for leaf, at in plan.column_of.items():
            state = State(int(plan.results.state[placed.at, leaf]))
            if state is State.SCORED:
                page.number(placed.row, at, points(int(found[placed.at, leaf])), "input")
            else:
                page.text(placed.row, at, ABSENT[state].said(plan.language), "input")
    last = FIRST_ROW + len(plan.units) - 1
    first = cell(FIRST_ROW, FIRST_COLUMN)
    most = cell(5, FIRST_COLUMN, fixed="row")
    allowed = f"=OR(COUNTIF({inputs.names['words']},{first})>0,AND(ISNUMBER({first}),{first}>=0,{first}<={most}))"
    whole = (FIRST_ROW, FIRST_COLUMN, last, FIRST_COLUMN + len(plan.leaves) - 1)
    page.sheet.data_validation(*whole, {"validate": "custom", "value": allowed, "error_type": "warning"})


def maxima_page(plan: Plan, book: Book, inputs: Inputs) -> None:
    """Units by leaves: the maximum that applies, by the word in the points."""
    page = book.sheet(plan.sheets["maxima"])
    grid_head(plan, page, "maxima", inputs)
    names = inputs.names
    for placed in plan.units:
        for leaf, at in plan.column_of.items():
            given = plan.on("points", cell(placed.row, at))
            most, rule = cell(5, at, fixed="row"), cell(6, at, fixed="row")
            counted = f"SUMPRODUCT(({names['words']}={given})*({names['counting']}={names['zero']}))"
            page.formula(
                placed.row,
                at,
                f"IF(ISNUMBER({given}),{most},IF({given}={names['inapplicable']},"
                f"IF({rule}={names['exclude']},0,{most}),IF({counted}>0,{most},0)))",
                points(int(plan.results.maxima[placed.at, leaf])),
            )


def grid_head(plan: Plan, page: Page, key: str, inputs: Inputs) -> None:
    """What points and maxima have in common: title, heads of the leaves, names of the units."""
    tree, language = plan.round.tree, plan.language
    page.text(0, 0, plan.sheets[key], "title")
    for at, head in enumerate(("block", "code", "unit")):
        for row in range(2, FIRST_ROW):
            page.text(row, at, plan.said(head) if row == 2 else "", "head")
    page.text(5, 2, plan.said("maximum"), "head")
    page.text(6, 2, plan.said("inapplicable"), "head")
    for top in tree.areas:
        first, last = plan.span(top.code)
        for at in range(first, last + 1):
            page.text(2, at, "", "head")
        page.text(2, first, f"{top.code}. {plan.names.criterion(top.code)}", "head_wide")
    for leaf, at in plan.column_of.items():
        code = tree.leaves[leaf].code
        page.text(3, at, code, "head_right")
        page.text(4, at, plan.names.criterion(code), "head_tall")
        page.formula(5, at, inputs.maximum_of[code], points(int(tree.maxima[leaf])), "head_right")
        rule = INAPPLICABLE[tree.leaves[leaf].not_applicable].said(language)
        page.formula(6, at, inputs.rule_of[code], rule, "head_tall")
    unit_columns(plan, page)
    page.sheet.set_row(4, 96)
    page.widths(*([14] * len(plan.leaves)), first=FIRST_COLUMN)
    page.sheet.freeze_panes(FIRST_ROW, FIRST_COLUMN)
    page.printed(rows=(2, 6), note=plan.round.caveat.said(language), whole=False)
    page.sheet.repeat_columns(1, 2)


def unit_columns(plan: Plan, page: Page) -> None:
    """Block, code and name of every unit."""
    for placed in plan.units:
        page.text(placed.row, 0, plan.names.block_title(placed.block.block), "small")
        page.text(placed.row, 1, placed.result.unit.code, "small")
        name = plan.names.bare(placed.result.unit)
        page.text(placed.row, 2, name)
        page.heights(placed.row, [(name, 36.0)])
    page.widths(18, 12, 38)


def adjusted(plan: Plan) -> bool:
    """Whether there are bonuses or penalties."""
    return bool(plan.round.adjustments)


def adjustments_page(plan: Plan, book: Book) -> None:
    """Bonuses and penalties, a row each."""
    page = book.sheet(plan.sheets["adjustments"])
    page.text(0, 0, plan.sheets["adjustments"], "title")
    for at, key in enumerate(("code", "unit", "kind", "points", "reason", "note")):
        page.text(2, at, plan.said(key), "head_right" if key == "points" else "head")
    for row, adjustment in enumerate(plan.round.adjustments, start=3):
        page.text(row, 0, adjustment.unit)
        page.text(row, 1, plan.names.by_code(adjustment.unit))
        page.text(row, 2, KINDS[adjustment.kind].said(plan.language))
        page.number(row, 3, points(adjustment.points), "input")
        page.text(row, 4, plan.names.reason(adjustment.reason))
        page.text(row, 5, adjustment.note)
    page.widths(12, 38, 12, 12, 40, 40)
    page.sheet.freeze_panes(3, 0)
    page.printed(rows=(2, 2), note=plan.round.caveat.said(plan.language))


def layer_cells(plan: Plan, at: int, leaf: int) -> list[tuple[int, State]]:
    """A cell's points (micropoints) and state in each layer used, in the order of `plan.stages`."""
    sheet = plan.round.sheet
    return [
        (int(np.int64(sheet.points[stage, at, leaf])), State(int(sheet.state[stage, at, leaf])))
        for stage in plan.stages
    ]
