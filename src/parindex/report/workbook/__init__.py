"""The annexes as a workbook that recomputes: every sum, percentage, rank and count is a formula over the points.

Each formula carries our own exact value, so that a viewer that does not recompute shows the same figures.
"""

from __future__ import annotations

from parindex.engine.results import Results
from parindex.report.workbook.areas import areas_of, areas_page, matrix_page
from parindex.report.workbook.book import CREATED, Book, Page, plain
from parindex.report.workbook.charts import charts_page
from parindex.report.workbook.inputs import (
    Inputs,
    adjusted,
    adjustments_page,
    criteria_page,
    maxima_page,
    points_page,
    settings_page,
)
from parindex.report.workbook.plan import MOST_UNIT_SHEETS, Plan, quoted
from parindex.report.workbook.ranking import rank_cells, ranking_page
from parindex.report.workbook.units import unit_pages
from parindex.report.workbook.words import CONTENTS, HOW_TO_READ, STAGES
from parindex.report.writing.words import clean

LONGEST_PROPERTY = 255


def render_workbook(results: Results, *, language: str) -> bytes:
    """Write the workbook in "vi" or "en"; the same results give the same bytes."""
    plan = Plan(results, language)
    book = Book(plan.round.recipe.decimals, plan.places)
    general = [name for key, name in plan.sheets.items() if key != "adjustments" or adjusted(plan)]
    book.add([*general, *plan.unit_sheets.values()])
    _properties(plan, book)
    _cover(plan, book)
    _fill(plan, book)
    return book.file()


def _fill(plan: Plan, book: Book) -> None:
    """First what everything is computed from, so that the results know its cells."""
    places, rank_at = areas_of(plan), rank_cells(plan)
    defined, bands = settings_page(plan, book)
    maximum_of, rule_of = criteria_page(plan, book)
    inputs = Inputs(defined, maximum_of, rule_of, bands)
    points_page(plan, book, inputs)
    maxima_page(plan, book, inputs)
    areas_page(plan, book, inputs, places)
    if adjusted(plan):
        adjustments_page(plan, book)
    ranking_page(plan, book, inputs, places)
    charts_page(plan, book, matrix_page(plan, book, places, rank_at))
    if plan.unit_sheets:
        unit_pages(plan, book, inputs, places, rank_at)


def _properties(plan: Plan, book: Book) -> None:
    language = plan.language
    book.xlsx.set_properties(
        {
            "title": plain(clean(plan.round.title.said(language)))[:LONGEST_PROPERTY],
            "author": plain(clean(plan.round.authority.said(language)))[:LONGEST_PROPERTY],
            "comments": plain(clean(plan.round.caveat.said(language)))[:LONGEST_PROPERTY],
            "created": CREATED,
        }
    )


def _cover(plan: Plan, book: Book) -> None:
    """Title, caveat, how to read, and a list of the sheets with links."""
    page = book.sheet(plan.sheets["cover"])
    round_, language = plan.round, plan.language
    page.sheet.hide_gridlines(2)
    page.text(0, 0, clean(round_.title.said(language)), "title")
    stage = plan.said("latest") if plan.results.stage == "latest" else STAGES[plan.results.stage].said(language)
    facts = (("authority", clean(round_.authority.said(language))), ("year", str(round_.year)), ("stage", stage))
    row = 2
    for key, value in facts:
        page.text(row, 0, plan.said(key), "subtitle")
        page.text(row, 1, value, "wrap")
        row += 1
    row = _warnings(plan, page, book, row + 1)
    page.text(row, 0, plan.said("how"), "section")
    page.text(row, 1, "", "section")
    for text in HOW_TO_READ:
        row += 1
        page.sheet.merge_range(row, 0, row, 1, text.said(language), book.look("wrap"))
        page.heights(row, [(text.said(language), 110)])
    row += 2
    page.text(row, 0, plan.said("sheets"), "section")
    page.text(row, 1, "", "section")
    for key, text in CONTENTS.items():
        if key != "adjustments" or adjusted(plan):
            row += 1
            name = plan.sheets[key]
            page.sheet.write_url(row, 0, f"internal:{quoted(name, 'A1')}", book.look("link"), name)
            page.text(row, 1, text.said(language), "wrap")
    row += 1
    many = plan.said("unit_sheets") if plan.unit_sheets else plan.said("many", MOST_UNIT_SHEETS)
    page.text(row, 1, many, "wrap")
    page.widths(26, 92)
    page.printed(wide=False, note=round_.caveat.said(language))


def _warnings(plan: Plan, page: Page, book: Book, row: int) -> int:
    """The caveat, and that figures may still change; returns the next row."""
    texts = [clean(plan.round.caveat.said(plan.language))]
    if any(placed.result.undecided for placed in plan.units):
        texts.append(plan.said("provisional"))
    for text in texts:
        if text:
            page.sheet.merge_range(row, 0, row, 1, plain(text), book.look("caveat"))
            page.heights(row, [(text, 105)])
            row += 2
    return row
