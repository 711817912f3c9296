"""The tables of the report: ranking, components, points lost by requirement and by reason, the unit × area matrix."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from parindex.report.content import Grid, Head, Row
from parindex.report.writing.facts import LINE, LOW
from parindex.report.writing.words import FULL, NOTHING, clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.engine.results import UnitResult
    from parindex.report.writing.facts import Figure, Scope
    from parindex.report.writing.numbering import Numbering

STEPS = (Fraction(60), LOW, LINE, Fraction(90), FULL)
"""The lower bounds of the second to the sixth step on the score scale (look.md)."""


def step_of(index: Fraction | None) -> int:
    """1 to 6 on the score scale, 0 where there is no figure."""
    return 0 if index is None else 1 + sum(index >= bound for bound in STEPS)


def ranking(scope: Scope, numbering: Numbering) -> Grid:
    """Units in order of rank with last year's index, the change and last year's rank."""
    w, compared = scope.words, scope.movement is not None
    banded = bool(scope.results.round.recipe.bands_of(scope.block.block))
    label, anchor = numbering.table()
    heads = [
        Head(w.either("Hạng", "Rank"), "rank", 0.7),
        Head(w.either("Đơn vị", "Unit"), "text", 3.6),
        Head(f"{scope.year} (%)", "number", 1.0),
    ]
    if compared:
        heads += [
            Head(f"{scope.last_year} (%)", "number", 1.0),
            Head(w.either("Tăng, giảm (điểm %)", "Change (points)"), "number", 1.1),
            Head(w.either(f"Hạng {scope.last_year}", f"Rank {scope.last_year}"), "rank", 0.8),
        ]
    if banded:
        heads.append(Head(w.either("Xếp loại", "Band"), "text", 1.2))
    rows = [Row(_ranked(scope, unit, compared=compared, banded=banded)) for unit in scope.block.units]
    if scope.overall.spread.units > 1:
        rows.append(Row(_mean_row(scope, compared=compared, banded=banded), kind="total"))
    return Grid(
        label,
        w.either(f"Chỉ số năm {scope.year} và xếp hạng", f"Index {scope.year} and ranking") + of_block(scope),
        tuple(heads),
        tuple(rows),
        _ranking_note(scope),
        anchor,
    )


def of_block(scope: Scope) -> str:
    """Names the block in a caption where there are several."""
    return "" if scope.alone else f", {scope.names.block_title(scope.block.block)}"


def _ranked(scope: Scope, unit: UnitResult, *, compared: bool, banded: bool) -> tuple[str, ...]:
    w, before = scope.words, unit.previous
    cells = [_rank(unit.standing.rank), scope.names.bare(unit.unit), w.figure(unit.standing.index)]
    if compared:
        cells += [
            w.figure(None if before is None else before.index),
            w.signed(scope.printed_change(unit)),
            _rank(None if before is None else before.rank),
        ]
    if banded:
        cells.append(NOTHING if unit.band is None else clean(unit.band.name.said(w.language)))
    return tuple(cells)


def _rank(rank: int | None) -> str:
    return NOTHING if rank is None else str(rank)


def _mean_row(scope: Scope, *, compared: bool, banded: bool) -> tuple[str, ...]:
    w, figure = scope.words, scope.overall
    cells = ["", w.either("Trung bình", "Mean"), w.figure(figure.spread.mean)]
    if compared:
        before = None if figure.before is None else figure.before.mean
        cells += [w.figure(before), w.signed(w.difference(figure.spread.mean, before)), ""]
    return (*cells, "") if banded else tuple(cells)


def _ranking_note(scope: Scope) -> str:
    """What a reader would otherwise ask: shared ranks, no figure, a change too small to be seen."""
    w, notes = scope.words, []
    if any(unit.standing.tied for unit in scope.block.units):
        notes.append(w.either("Các đơn vị bằng nhau cùng hạng.", "Equal units share a rank."))
    if any(unit.change and not scope.printed_change(unit) for unit in scope.block.units):
        zero = w.signed(0)
        notes.append(
            w.either(
                f"Mức thay đổi {zero} vẫn là tăng hoặc giảm khi tỷ lệ chính xác khác nhau.",
                f"A change of {zero} still counts as a rise or fall where the exact figures differ.",
            )
        )
    if any(unit.previous is not None and unit.previous.index is None for unit in scope.block.units) and scope.movement:
        notes.append(w.either(f"{NOTHING}: không có số liệu.", f"{NOTHING}: no figure."))
    return " ".join(notes)


def components(scope: Scope, numbering: Numbering) -> Grid:
    """Components in order of mean: mean, change, above the mean, at 100 %, under the lines, range."""
    w, compared = scope.words, any(f.before is not None and f.before.mean is not None for f in scope.areas)
    label, anchor = numbering.table()
    change = (
        (Head(w.either(f"So với {scope.last_year} (điểm %)", f"On {scope.last_year} (points)"), "number", 1.0),)
        if compared
        else ()
    )
    heads = (
        Head(w.either("Lĩnh vực", "Area"), "text", 3.2),
        Head(w.either("Trung bình (%)", "Mean (%)"), "number", 1.0),
        *change,
        Head(w.either("Trên trung bình", "Above mean"), "number", 0.9),
        Head("100%", "number", 0.7),
        Head(w.either(f"Dưới {w.threshold(LOW)}", f"Below {w.threshold(LOW)}"), "number", 0.8),
        Head(w.either(f"Dưới {w.threshold(LINE)}", f"Below {w.threshold(LINE)}"), "number", 0.8),
        Head(w.either("Khoảng cách (điểm %)", "Range (points)"), "number", 1.0),
    )
    rows = tuple(Row(_component(scope, figure, compared=compared)) for figure in scope.by_mean)
    caption = w.either(f"Kết quả theo lĩnh vực, năm {scope.year}", f"Results by area, {scope.year}") + of_block(scope)
    note = w.either("Cột “Trên trung bình” đến “Dưới 80%” là số đơn vị.", "“Above mean” to “Below 80%” count units.")
    return Grid(label, caption, heads, rows, note, anchor)


def _component(scope: Scope, figure: Figure, *, compared: bool) -> tuple[str, ...]:
    w, spread = scope.words, figure.spread
    before = None if figure.before is None else figure.before.mean
    change = (w.signed(w.difference(spread.mean, before)),) if compared else ()
    if not spread.units:
        return (figure.name, NOTHING, *(NOTHING for _ in change), *(NOTHING,) * 5)
    gap = NOTHING if spread.range_units is None else w.number(spread.range_units, w.decimals)
    counts = (spread.above_mean, len(figure.full), len(figure.under(LOW)), len(figure.under(LINE)))
    return (figure.name, w.figure(spread.mean), *change, *(w.number(count, 0) for count in counts), gap)


def matrix(scope: Scope, numbering: Numbering) -> Grid:
    """Unit × area: component indexes, shaded by step, with the index and the rank."""
    w = scope.words
    codes = list(scope.block.areas)
    label, anchor = numbering.table()
    heads = (
        Head(w.either("Hạng", "Rank"), "rank", 0.6),
        Head(w.either("Đơn vị", "Unit"), "text", 3.0),
        *(Head(w.either(f"Lĩnh vực {code}", f"Area {code}"), "number", 0.9) for code in codes),
        Head(w.either("Chỉ số", "Index"), "number", 0.9),
    )
    rows = [_matrix_row(scope, unit, codes) for unit in scope.block.units]
    if scope.overall.spread.units > 1:
        means = [scope.block.areas[code].mean for code in codes]
        cells = ("", w.either("Trung bình", "Mean"), *(w.figure(m) for m in means), w.figure(scope.overall.spread.mean))
        rows.append(Row(cells, "total", (0, 0, *(step_of(m) for m in means), step_of(scope.overall.spread.mean))))
    caption = w.either(
        f"Chỉ số thành phần của từng đơn vị, năm {scope.year} (%)", f"Component indexes of each unit, {scope.year} (%)"
    )
    return Grid(label, caption + of_block(scope), heads, tuple(rows), _matrix_note(scope), anchor)


def _matrix_row(scope: Scope, unit: UnitResult, codes: Sequence[str]) -> Row:
    figures = [unit.areas[code].index for code in codes] + [unit.standing.index]
    cells = (_rank(unit.standing.rank), scope.names.bare(unit.unit), *(scope.words.figure(f) for f in figures))
    return Row(cells, steps=(0, 0, *(step_of(figure) for figure in figures)))


def _matrix_note(scope: Scope) -> str:
    w = scope.words
    areas = "; ".join(f"{figure.code}: {figure.name}" for figure in scope.areas)
    note = w.either(f"Lĩnh vực: {areas}. Càng cao càng tốt.", f"Areas: {areas}. Higher is better.")
    blank = any(standing.index is None for unit in scope.block.units for standing in unit.areas.values())
    return note + w.either(f" {NOTHING}: không có số liệu.", f" {NOTHING}: no figure.") if blank else note
