"""A sheet for each unit: the tree with maximum, every layer of points, result, index and what was found."""

from __future__ import annotations

from parindex.engine.points import percentage
from parindex.engine.round import Finding
from parindex.engine.sheet import STAGES, State
from parindex.report.workbook.areas import Areas, percent, shown
from parindex.report.workbook.book import COUNT, Book, Page, points
from parindex.report.workbook.inputs import Inputs, layer_cells
from parindex.report.workbook.plan import Placed, Plan, cell
from parindex.report.workbook.words import ABSENT
from parindex.report.workbook.words import STAGES as STAGE_WORDS
from parindex.report.writing.words import NOTHING, clean

HEAD = 5
"""The row of the heads; the tree follows."""
CODE, NAME, MAXIMUM, LAYERS = range(4)


def unit_pages(plan: Plan, book: Book, inputs: Inputs, places: Areas, rank_at: dict[str, str]) -> None:
    """All of them, in the order of the ranking."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in plan.round.findings or ():
        found.setdefault((finding.unit, finding.criterion), []).append(finding)
    for placed in plan.units:
        _UnitPage(plan, book, placed, found).write(inputs, places, rank_at[placed.result.unit.code])


class _UnitPage:
    """One unit's sheet."""

    def __init__(self, plan: Plan, book: Book, placed: Placed, found: dict[tuple[str, str], list[Finding]]) -> None:
        self.plan, self.placed, self.found = plan, placed, found
        self.page: Page = book.sheet(plan.unit_sheets[placed.result.unit.code])
        # A maximum of nothing is a dash: the criterion does not count.
        self.most = f'{book.points};-{book.points};"{NOTHING}"'
        self.result = LAYERS + len(plan.stages)
        self.index, self.finding = self.result + 1, self.result + 2
        self.row_of = {code: HEAD + 1 + at for at, code in enumerate(plan.criteria)}
        self.end = HEAD + 1 + len(plan.criteria)

    def write(self, inputs: Inputs, places: Areas, rank: str) -> None:
        plan, page = self.plan, self.page
        page.text(0, 0, plan.names.bare(self.placed.result.unit), "title")
        page.text(1, 0, f"{plan.names.block_title(self.placed.block.block)}, {plan.round.year}", "subtitle")
        self._heads()
        for code in plan.criteria:
            if plan.round.tree.children[code]:
                self._group(code)
            else:
                self._leaf(code, inputs)
            self._index(code)
        row = self._adjustments(places)
        self._whole(row, places)
        self._summary(row, rank)
        page.widths(9, 56, 11, *([11] * len(plan.stages)), 12, 11, 44)
        page.sheet.freeze_panes(HEAD + 1, 2)
        page.printed(rows=(HEAD, HEAD), note=plan.round.caveat.said(plan.language))

    def _heads(self) -> None:
        plan = self.plan
        names = [STAGE_WORDS[STAGES[stage]].said(plan.language) for stage in plan.stages]
        heads = [plan.said("code"), plan.said("criterion"), plan.said("maximum"), *names]
        heads += [plan.said("result"), plan.said("index"), plan.said("finding")]
        for at, text in enumerate(heads):
            words = at in {CODE, NAME, self.finding}
            self.page.text(HEAD, at, text, "head" if words else "head_right", indent=int(at == self.finding))

    def _kinds(self, code: str) -> tuple[str, str]:
        group = self.plan.round.tree.depth[code] == 1
        return ("group", "group_number") if group else ("text", "number")

    def _named(self, code: str) -> None:
        text, _ = self._kinds(code)
        depth, name = self.plan.round.tree.depth[code], self.plan.names.criterion(code)
        self.page.text(self.row_of[code], CODE, code, text)
        self.page.text(self.row_of[code], NAME, name, text, indent=depth - 1)
        room = 50.0 if depth == 1 else 56.0 - depth
        self.page.heights(self.row_of[code], [(name, room), (self._reasons(code), 46.0)])

    def _totals(self, code: str) -> tuple[int, int]:
        """Points and maximum at or under a criterion, in micropoints."""
        span, results = self.plan.round.tree.spans[code], self.plan.results
        return int(results.points[self.placed.at, span].sum()), int(results.maxima[self.placed.at, span].sum())

    def _group(self, code: str) -> None:
        self._named(code)
        row, (_, number) = self.row_of[code], self._kinds(code)
        top, bottom = self._totals(code)
        for at, value, form in ((MAXIMUM, bottom, self.most), (self.result, top, self.page.book.points)):
            cells = ",".join(cell(self.row_of[child], at) for child in self.plan.round.tree.children[code])
            self.page.formula(row, at, f"SUM({cells})", points(value), number, form)
        for at in (*range(LAYERS, self.result), self.finding):
            self.page.text(row, at, "", self._kinds(code)[0])

    def _leaf(self, code: str, inputs: Inputs) -> None:
        self._named(code)
        plan, row = self.plan, self.row_of[code]
        text, number = self._kinds(code)
        leaf = plan.round.tree.position[code]
        column = plan.column_of[leaf]
        most = plan.on("maxima", cell(self.placed.row, column))
        given = plan.on("points", cell(self.placed.row, column))
        top, bottom = self._totals(code)
        self.page.formula(row, MAXIMUM, most, points(bottom), number, self.most)
        for at, (micro, state) in enumerate(layer_cells(plan, self.placed.at, leaf), start=LAYERS):
            word = ABSENT[state].said(plan.language) if state in ABSENT and state is not State.MISSING else ""
            self.page.number(row, at, points(micro) if state is State.SCORED else word, number)
        own, rule = cell(row, MAXIMUM), inputs.rule_of[code]
        names = inputs.names
        formula = (
            f"IF({own}=0,{given},IF(ISNUMBER({given}),{given},"
            f"IF(AND({given}={names['inapplicable']},{rule}={names['full']}),{own},0)))"
        )
        state = State(int(plan.results.state[self.placed.at, leaf]))
        absent = "" if state is State.SCORED else ABSENT[state].said(plan.language)
        self.page.formula(row, self.result, formula, points(top) if bottom else absent, number)
        self.page.text(row, self.finding, self._reasons(code), "group" if text == "group" else "small", indent=1)

    def _index(self, code: str) -> None:
        row, (_, number) = self.row_of[code], self._kinds(code)
        formula = percent(cell(row, self.result), cell(row, MAXIMUM))
        self.page.formula(
            row, self.index, formula, shown(percentage(*self._totals(code))), number, self.page.book.percent
        )

    def _reasons(self, code: str) -> str:
        plan, said = self.plan, []
        for finding in self.found.get((self.placed.result.unit.code, code), ()):
            note = clean(finding.note) if plan.words.vietnamese else ""
            reason = plan.names.reason(finding.reason)
            said.append(f"{reason}: {note}" if note else reason)
        return "; ".join(said)

    def _adjustments(self, places: Areas) -> int:
        """Rows for bonus and penalty, where the round knows any; returns the next row."""
        row = self.end
        if places.bonus is None or places.penalty is None:
            return row
        for key, at, sign in (("bonus", places.bonus, 1), ("penalty", places.penalty, -1)):
            value = _part(self.placed, self.plan, key)
            for column in range(self.finding + 1):
                self.page.text(row, column, self.plan.said(key) if column == NAME else "")
            address = self.plan.on("areas", cell(self.placed.row, at))
            self.page.formula(row, self.result, address if sign > 0 else f"-{address}", sign * points(value))
            row += 1
        return row

    def _whole(self, row: int, places: Areas) -> None:
        plan, page, standing = self.plan, self.page, self.placed.result.standing
        areas = [self.row_of[top.code] for top in plan.round.tree.areas]
        for column in range(self.finding + 1):
            page.text(row, column, plan.said("whole") if column == NAME else "", "total")
        maxima = ",".join(cell(at, MAXIMUM) for at in areas)
        page.formula(row, MAXIMUM, f"SUM({maxima})", points(standing.maximum), "total_number")
        own = [cell(at, self.result) for at in areas]
        extra = [] if places.bonus is None else [cell(row - 2, self.result), cell(row - 1, self.result)]
        page.formula(row, self.result, f"SUM({','.join(own + extra)})", points(standing.points), "total_number")
        formula = percent(cell(row, self.result), cell(row, MAXIMUM))
        page.formula(row, self.index, formula, shown(standing.index), "total_number", page.book.percent)

    def _summary(self, row: int, rank: str) -> None:
        """Index and rank at the top, where one looks first."""
        plan, page, standing = self.plan, self.page, self.placed.result.standing
        for at, key in ((2, "index"), (3, "rank")):
            page.text(at, NAME, plan.said(key), "subtitle")
        page.formula(2, MAXIMUM, cell(row, self.index), shown(standing.index), "strong", page.book.percent)
        page.formula(3, MAXIMUM, rank, standing.rank or NOTHING, "strong", COUNT)


def _part(placed: Placed, plan: Plan, kind: str) -> int:
    """A unit's capped sum of one kind, in micropoints."""
    total = sum(
        one.points for one in plan.round.adjustments if one.kind == kind and one.unit == placed.result.unit.code
    )
    return min(total, plan.round.recipe.caps.get(kind, total))
