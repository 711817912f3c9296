"""The annexes: ranking with points, unit × area matrix, a sheet per unit down to the leaf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.engine.points import percentage
from parindex.engine.problems import Text
from parindex.engine.sheet import STAGES, State
from parindex.report.content import Annex, Grid, Head, Heading, Paragraph, Row, Run
from parindex.report.writing.tables import matrix
from parindex.report.writing.words import NOTHING, clean, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.engine.results import UnitResult
    from parindex.engine.round import Finding
    from parindex.report.content import Block
    from parindex.report.writing.facts import Scope
    from parindex.report.writing.numbering import Numbering

MOST_SHEETS = 200
"""More units than this have their sheets in the workbook alone."""

_STAGES = {
    "self": Text("Tự chấm", "Self"),
    "appraised": Text("Thẩm định", "Appraised"),
    "explained": Text("Sau giải trình", "Explained"),
    "final": Text("Kết luận", "Final"),
}
_SIGNS = {
    State.NOT_APPLICABLE: NOTHING,
    State.NOT_SUBMITTED: "·",
    State.NOT_APPRAISED: "?",
    State.TOO_FEW_ANSWERS: "<",
    State.MISSING: "",
}


def annexes(scopes: Sequence[Scope], numbering: Numbering) -> tuple[Annex, ...]:
    """Annexes 1 to 3."""
    w, year = scopes[0].words, scopes[0].year
    points = tuple(_points_table(scope, numbering) for scope in scopes)
    matrices = tuple(matrix(scope, numbering) for scope in scopes)
    return (
        Annex(
            _label(scopes[0], 1),
            w.either(f"Xếp hạng và điểm theo lĩnh vực, năm {year}", f"Ranking and points by area, {year}"),
            points,
            wide=True,
        ),
        Annex(
            _label(scopes[0], 2),
            w.either(f"Chỉ số thành phần của từng đơn vị, năm {year}", f"Component indexes of each unit, {year}"),
            matrices,
            wide=True,
        ),
        Annex(
            _label(scopes[0], 3),
            w.either(f"Phiếu kết quả của từng đơn vị, năm {year}", f"Result sheet of each unit, {year}"),
            _sheets(scopes, numbering),
            wide=True,
        ),
    )


def _label(scope: Scope, number: int) -> str:
    return scope.words.either(f"Phụ lục {number}", f"Annex {number}")


def _points_table(scope: Scope, numbering: Numbering) -> Grid:
    w, areas = scope.words, list(scope.block.areas)
    adjusted = any(unit.adjustment for unit in scope.block.units)
    label, anchor = numbering.table()
    heads = [
        Head(w.either("Hạng", "Rank"), "rank", 0.6),
        Head(w.either("Đơn vị", "Unit"), "text", 3.0),
        *(Head(w.either(f"Lĩnh vực {code}", f"Area {code}"), "number", 0.9) for code in areas),
    ]
    if adjusted:
        heads.append(Head(w.either("Điểm thưởng, trừ", "Bonus, penalty"), "number", 0.9))
    heads += [
        Head(w.either("Tổng điểm", "Points"), "number", 1.0),
        Head(w.either("Điểm tối đa", "Maximum"), "number", 1.0),
        Head(w.either("Chỉ số (%)", "Index (%)"), "number", 0.9),
    ]
    rows = tuple(Row(_points_row(scope, unit, areas, adjusted=adjusted)) for unit in scope.block.units)
    names = "; ".join(f"{figure.code}: {figure.name}" for figure in scope.areas)
    where = "" if scope.alone else f", {scope.names.block_title(scope.block.block)}"
    caption = w.either(f"Điểm đạt được theo lĩnh vực, năm {scope.year}", f"Points by area, {scope.year}") + where
    return Grid(label, caption, tuple(heads), rows, _points_note(scope, names), anchor)


def _points_note(scope: Scope, names: str) -> str:
    return scope.words.either(
        f"Lĩnh vực: {names}. Điểm làm tròn khi trình bày nên tổng có thể lệch; điểm chính xác tại Phụ lục 3.",
        f"Areas: {names}. Points are rounded when shown, so that sums may seem off; exact points stand in Annex 3.",
    )


def _points_row(scope: Scope, unit: UnitResult, areas: Sequence[str], *, adjusted: bool) -> tuple[str, ...]:
    w, whole = scope.words, unit.standing
    parts = (w.points(unit.areas[code].points) if unit.areas[code].maximum else NOTHING for code in areas)
    extra = (_signed_points(scope, unit.adjustment),) if adjusted else ()
    rank = NOTHING if whole.rank is None else str(whole.rank)
    ends = (w.points(whole.points), w.points(whole.maximum), w.figure(whole.index))
    return (rank, scope.names.bare(unit.unit), *parts, *extra, *ends)


def _signed_points(scope: Scope, micro: int) -> str:
    return ("+" if micro > 0 else "") + scope.words.points(micro)


def _sheets(scopes: Sequence[Scope], numbering: Numbering) -> tuple[Block, ...]:
    w = scopes[0].words
    if sum(len(scope.block.units) for scope in scopes) > MOST_SHEETS:
        text = w.either(
            "Số đơn vị lớn nên phiếu của từng đơn vị không in kèm; xem tệp bảng tính của báo cáo",
            "With this many units the sheets are not printed here; see the workbook of this report",
        )
        return (Paragraph((Run(joined(text)),)),)
    found: list[Block] = [Paragraph((Run(_legend(scopes[0])),), "note")]
    for scope in scopes:
        sheet = UnitSheets(scope)
        for unit in scope.block.units:
            found.append(Heading(2, scope.names.bare(unit.unit), f"unit-{unit.unit.code}"))
            found.append(sheet.grid(unit, numbering))
    return tuple(found)


def _legend(scope: Scope) -> str:
    w = scope.words
    shown = set(scope.results.round.sheet.state.ravel().tolist())
    words = {
        State.NOT_APPLICABLE: w.either("không áp dụng", "does not apply"),
        State.NOT_SUBMITTED: w.either("không nộp", "not submitted"),
        State.NOT_APPRAISED: w.either("chưa thẩm định", "not appraised"),
        State.TOO_FEW_ANSWERS: w.either("không đủ số phiếu trả lời", "too few answers"),
    }
    signs = [f"{_SIGNS[state]} {word}" for state, word in words.items() if state in shown]
    empty = w.either("ô trống: không có điểm ở bước đó", "empty: no points at that stage")
    return joined(
        w.either("Điểm của các bước giữ riêng, không bước nào ghi đè bước trước", "Each stage keeps its own points"),
        "; ".join([*signs, empty]),
    )


class UnitSheets:
    """Sheets of one block: what all of them share is worked out once."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        results = scope.results
        self.tree, self.sheet = results.round.tree, results.round.sheet
        last = len(STAGES) if results.stage == "latest" else STAGES.index(results.stage) + 1
        self.stages = [at for at in range(last) if (self.sheet.state[at] != State.MISSING).any()]
        self.row_of = {unit.code: at for at, unit in enumerate(results.round.units)}
        self.places = self._decimals()
        self.found: dict[tuple[str, str], list[Finding]] = {}
        for finding in results.round.findings or ():
            self.found.setdefault((finding.unit, finding.criterion), []).append(finding)

    def _decimals(self) -> int:
        """Four decimals, or as many as the finest points need, so that a ledger is exact."""
        for places, size in ((4, 100), (5, 10)):
            if not (self.sheet.points % size).any() and not (self.tree.maxima % size).any():
                return places
        return 6

    def grid(self, unit: UnitResult, numbering: Numbering) -> Grid:
        """One unit's sheet."""
        w = self.scope.words
        label, anchor = numbering.table()
        heads = (
            Head(w.either("Mã", "Code"), "text", 0.7),
            Head(w.either("Lĩnh vực, tiêu chí", "Area, criterion"), "text", 3.6),
            Head(w.either("Điểm tối đa", "Maximum"), "number", 0.9),
            *(Head(_STAGES[STAGES[at]].said(w.language), "number", 0.9) for at in self.stages),
            Head(w.either("Kết quả", "Result"), "number", 0.9),
            Head(w.either("Chỉ số (%)", "Index (%)"), "number", 0.8),
            Head(w.either("Tồn tại, hạn chế", "Finding"), "text", 2.6),
        )
        rows = [self._row(unit, code) for code in self._order()]
        if unit.adjustment:
            rows.append(self._adjustment(unit))
        rows.append(self._total(unit))
        caption = scope_caption(self.scope, unit)
        return Grid(label, caption, heads, tuple(rows), anchor=anchor)

    def _order(self) -> list[str]:
        return [criterion.code for criterion in self.tree.criteria]

    def _row(self, unit: UnitResult, code: str) -> Row:
        w, at = self.scope.words, self.row_of[unit.unit.code]
        span = self.tree.spans[code]
        points = int(self.scope.results.points[at, span].sum())
        maximum = int(self.scope.results.maxima[at, span].sum())
        leaf = code in self.tree.position
        index = percentage(points, maximum)
        layers = (self._layer(at, code, stage) if leaf else "" for stage in self.stages)
        result = self._points(points) if maximum else self._sign(at, code, leaf=leaf)
        cells = (
            code,
            self.scope.names.criterion(code),
            self._points(maximum or self.tree.maximum(code)),
            *layers,
            result,
            NOTHING if index is None else w.figure(index),
            self._reason(unit, code),
        )
        return Row(cells, "group" if self.tree.depth[code] == 1 else "body")

    def _points(self, micro: int) -> str:
        return self.scope.words.points(micro, self.places)

    def _layer(self, at: int, code: str, stage: int) -> str:
        position = self.tree.position[code]
        state = State(int(self.sheet.state[stage, at, position]))
        return self._points(int(self.sheet.points[stage, at, position])) if state is State.SCORED else _SIGNS[state]

    def _sign(self, at: int, code: str, *, leaf: bool) -> str:
        return _SIGNS[State(int(self.scope.results.state[at, self.tree.position[code]]))] if leaf else NOTHING

    def _reason(self, unit: UnitResult, code: str) -> str:
        w, said = self.scope.words, []
        for finding in self.found.get((unit.unit.code, code), ()):
            note = clean(finding.note) if w.vietnamese else ""
            reason = self.scope.names.reason(finding.reason)
            said.append(f"{reason}: {note}" if note else reason)
        return "; ".join(said)

    def _adjustment(self, unit: UnitResult) -> Row:
        w, blank = self.scope.words, ("",) * len(self.stages)
        name = w.either("Điểm thưởng, điểm trừ", "Bonus and penalty")
        sign = "+" if unit.adjustment > 0 else ""
        return Row(("", name, "", *blank, f"{sign}{self._points(unit.adjustment)}", "", ""))

    def _total(self, unit: UnitResult) -> Row:
        w, whole = self.scope.words, unit.standing
        name = w.either("Toàn bộ", "Whole index")
        rank = "" if whole.rank is None else w.either(f"Hạng {whole.rank}", f"Rank {whole.rank}")
        cells = (
            "",
            name,
            self._points(whole.maximum),
            *("",) * len(self.stages),
            self._points(whole.points),
            w.figure(whole.index),
            rank,
        )
        return Row(cells, "total")


def scope_caption(scope: Scope, unit: UnitResult) -> str:
    """The caption of a unit's sheet."""
    name = scope.names.bare(unit.unit)
    return scope.words.either(f"{name}: điểm và chỉ số năm {scope.year}", f"{name}: points and indexes, {scope.year}")
