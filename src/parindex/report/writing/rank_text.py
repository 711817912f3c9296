"""How firm the ranks are, from the robustness figures alone: a sentence by the ranking, and the annex of rank intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.engine.robustness.writing import per_cent
from parindex.report.content import Annex, Chart, Grid, Head, Mark, Paragraph, Row, Run
from parindex.report.writing.facts import NAMED
from parindex.report.writing.words import NOTHING, clean, joined, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.engine.robustness import BlockRobustness, Robustness, UnitRobustness
    from parindex.engine.round import Unit
    from parindex.report.content import Block
    from parindex.report.writing.facts import Scope
    from parindex.report.writing.numbering import Numbering

ANNEX = 4
"""The annex of rank intervals."""

_GROUPS = 4
"""Groups of level units named in a sentence."""


def rank_sentences(scope: Scope, ranks: Robustness) -> str:
    """Which units the draws leave level, by name; all else stands in the annex."""
    w, block = scope.words, ranks.block(scope.block.block)
    if len(block.units) < 2:
        return ""
    return joined(
        w.either(
            f"Hạng chính thức không đổi; khi thử thay đổi trọng số, mỗi đơn vị có một khoảng hạng ({scope.see(ANNEX)})",
            "The official ranks stand; when the weights are varied as a test, each unit has an interval of ranks"
            f" ({scope.see(ANNEX)})",
        ),
        _level(scope, block),
    )


def _level(scope: Scope, block: BlockRobustness) -> str:
    w, groups = scope.words, block.level
    if not groups:
        return w.either(
            "Không có nhóm đơn vị nào mà thứ tự thay đổi theo trọng số",
            "There is no group whose order depends on the weights",
        )
    listed = "; ".join(f"({_group(scope, group)})" for group in groups[:_GROUPS])
    more = len(groups) - _GROUPS
    if more > 0:
        listed += w.either(f"; và {w.count(more, 'nhóm')} khác", f"; and {w.count(more, '', 'more group')}")
    return w.either(
        f"Thứ tự trong mỗi nhóm sau tùy thuộc trọng số, nên coi các đơn vị trong nhóm là ngang nhau: {listed}",
        f"The order within each of these groups depends on the weights, so its units are to be taken as level: {listed}",
    )


def _group(scope: Scope, codes: Sequence[str]) -> str:
    units = [_unit(scope, code) for code in codes]
    return scope.names.units(units) if len(units) <= NAMED else scope.words.count(len(units))


def _unit(scope: Scope, code: str) -> Unit:
    return scope.block.unit(code).unit


def rank_annex(every: Sequence[Scope], numbering: Numbering, ranks: Robustness) -> Annex:
    """Rank intervals of every block, with what they say and what they do not."""
    from parindex.engine.robustness import robustness_words

    scope = every[0]
    w = scope.words
    body: list[Block] = [Paragraph((Run(sentence(clean(text))),)) for text in robustness_words(ranks, w.language)]
    for each in every:
        block = ranks.block(each.block.block)
        if len(block.units) > 1:
            body += [_table(each, block, numbering), _chart(each, block, ranks, numbering)]
    rests = "; ".join(clean(text.said(w.language)) for text in ranks.assumptions)
    body.append(Paragraph((Run(sentence(w.either(f"Giả định: {rests}", f"Assumptions: {rests}"))),), "note"))
    title = w.either("Khoảng hạng khi trọng số thay đổi", "Rank intervals when the weights vary")
    return Annex(w.either(f"Phụ lục {ANNEX}", f"Annex {ANNEX}"), title, tuple(body))


def _of(scope: Scope) -> str:
    return "" if scope.alone else f", {scope.names.block_title(scope.block.block)}"


def _table(scope: Scope, block: BlockRobustness, numbering: Numbering) -> Grid:
    w = scope.words
    label, anchor = numbering.table()
    heads = (
        Head(w.either("Hạng", "Rank"), "rank", 0.7),
        Head(w.either("Đơn vị", "Unit"), "text", 3.4),
        Head(w.either("Khoảng hạng (5–95%)", "Interval (5–95%)"), "rank", 1.1),
        Head(w.either("Trung vị", "Median"), "rank", 0.8),
        Head(w.either("Đứng trên đơn vị kế tiếp", "Above the next"), "rank", 1.2),
        Head(w.either("Ngang nhau", "Level"), "rank", 0.9),
    )
    rows = tuple(Row(_row(scope, unit, _letters(block, unit.unit))) for unit in block.units)
    note = w.either(
        "Hai đơn vị có chung một chữ ở cột cuối là ngang nhau trong phép thử.",
        "Two units that share a letter are level in the test.",
    )
    caption = w.either("Khoảng hạng của từng đơn vị", "Rank interval of each unit") + _of(scope)
    return Grid(label, caption, heads, rows, note if block.level else "", anchor)


def _letters(block: BlockRobustness, code: str) -> str:
    """The letters of the groups a unit is in: two units share one exactly when their order is not settled."""
    return ", ".join(_letter(at) for at, group in enumerate(block.level, start=1) if code in group)


def _row(scope: Scope, unit: UnitRobustness, letters: str) -> tuple[str, ...]:
    return (
        str(unit.rank),
        scope.names.bare(_unit(scope, unit.unit)),
        _interval(unit),
        str(unit.median),
        NOTHING if unit.above_next is None else per_cent(unit.above_next, scope.words.language),
        letters,
    )


def _interval(unit: UnitRobustness) -> str:
    return str(unit.q05) if unit.q05 == unit.q95 else f"{unit.q05}–{unit.q95}"


def _letter(number: int) -> str:
    """1: A, 26: Z, 27: AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _chart(scope: Scope, block: BlockRobustness, ranks: Robustness, numbering: Numbering) -> Chart:
    w, units = scope.words, block.units
    label, anchor = numbering.chart()
    marks = tuple(
        Mark(
            label=scope.names.bare(_unit(scope, unit.unit)),
            value=float(unit.rank),
            text=str(unit.rank),
            before=float(unit.q05),
            before_text=str(unit.q05),
            after=float(unit.q95),
            after_text=str(unit.q95),
        )
        for unit in units
    )
    last = max(max(unit.q95, unit.rank) for unit in units)
    step = max(1, -(-last // 10))
    ticks = tuple((float(at), str(at)) for at in (1, *range(step if step > 1 else 2, last + 1, step)))
    count = w.number(ranks.draws, 0)
    widest = max(units, key=lambda unit: unit.q95 - unit.q05)
    name = scope.names.bare(_unit(scope, widest.unit))
    return Chart(
        kind="intervals",
        label=label,
        title=w.either("Khoảng hạng khi trọng số thay đổi", "Rank intervals when the weights vary") + _of(scope),
        subtitle=w.either(
            f"Hạng, 1 là cao nhất. Vạch: hạng chính thức; thanh: khoảng 5–95% của {count} lần tính.",
            f"Rank, 1 is best. Stroke: official rank; bar: 5–95% of {count} computations.",
        ),
        alt=w.either(
            f"Khoảng hạng rộng nhất: {name}, {_interval(widest)}.", f"Widest interval: {name}, {_interval(widest)}."
        ),
        marks=marks,
        low=1,
        high=float(last),
        ticks=ticks,
        anchor=anchor,
    )
