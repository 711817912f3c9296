"""Tables of causes: points lost by requirement and by reason, the causes of an area, what came back from last year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.report.content import Grid, Head, Row
from parindex.report.writing.cause_text import said_units
from parindex.report.writing.causes import causes, losses, reasons, repeats
from parindex.report.writing.tables import of_block
from parindex.report.writing.words import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.engine.round import Unit
    from parindex.report.writing.facts import Figure, Scope
    from parindex.report.writing.numbering import Numbering
    from parindex.report.writing.words import Words

MOST_LOST = 10
"""Requirements in the table of points lost."""

MOST_REPEATED = 12
"""Rows in the table of repeated weaknesses."""


def _heads(w: Words) -> tuple[Head, ...]:
    """The columns of a table of causes."""
    return (
        Head(w.either("Nguyên nhân", "Reason"), "text", 2.0),
        Head(w.either("Yêu cầu", "Requirement"), "text", 2.6),
        Head(w.either("Đơn vị", "Units"), "text", 4.2),
        Head(w.either("Điểm mất", "Points lost"), "number", 0.8),
    )


def _row(scope: Scope, reason: str, criteria: Sequence[str], units: Sequence[Unit], lost: int) -> Row:
    """A row of a table of causes."""
    requirements = "; ".join(scope.names.criterion(code) for code in criteria)
    return Row((scope.names.reason(reason), requirements, said_units(scope, units), scope.words.points(lost)))


def area_causes(scope: Scope, figure: Figure, numbering: Numbering) -> Grid | None:
    """Why points were lost in an area: reason, requirement, units, points; None without findings there."""
    found = causes(scope.results, scope.block, figure.code)
    if not found:
        return None
    w = scope.words
    label, anchor = numbering.table()
    rows = tuple(_row(scope, cause.reason, cause.criteria, cause.units, cause.lost) for cause in found)
    caption = w.either(f"Nguyên nhân mất điểm: {figure.name}", f"Why points were lost: {figure.name}")
    return Grid(label, caption + of_block(scope), _heads(w), rows, "", anchor)


def lost_by_requirement(scope: Scope, numbering: Numbering) -> Grid | None:
    """The requirements that cost the block most points; None where none was lost."""
    every = losses(scope.results, scope.block)
    if not every:
        return None
    w = scope.words
    label, anchor = numbering.table()
    heads = (
        Head(w.either("Mã", "Code"), "text", 0.7),
        Head(w.either("Yêu cầu", "Requirement"), "text", 3.4),
        Head(w.either("Đơn vị mất điểm", "Units losing points"), "number", 1.0),
        Head(w.either("Điểm mất", "Points lost"), "number", 1.0),
        Head(w.either("Điểm tối đa", "Maximum"), "number", 1.0),
    )
    rows = [
        Row(
            (
                loss.criterion,
                scope.names.criterion(loss.criterion),
                w.number(loss.units, 0),
                w.points(loss.lost),
                w.points(loss.possible),
            )
        )
        for loss in every[:MOST_LOST]
    ]
    rows.append(_all_losses(scope))
    caption = w.either("Yêu cầu mất nhiều điểm nhất", "Requirements that cost most points") + of_block(scope)
    note = w.either("Điểm là tổng của các đơn vị.", "Points are summed over units.")
    if len(every) > MOST_LOST:
        note += w.either(
            " Dòng cuối gồm cả các yêu cầu không nêu trong bảng.", " The last line includes requirements not shown."
        )
    return Grid(label, caption, heads, tuple(rows), note, anchor)


def _all_losses(scope: Scope) -> Row:
    rows = list(scope.results.round.members(scope.block.block))
    maxima, points = scope.results.maxima[rows], scope.results.points[rows]
    losing = int(((maxima - points) > 0).any(axis=1).sum())
    w = scope.words
    return Row(
        (
            "",
            w.either("Toàn bộ tiêu chí", "All requirements"),
            w.number(losing, 0),
            w.points(int((maxima - points).sum())),
            w.points(int(maxima.sum())),
        ),
        kind="total",
    )


def lost_by_reason(scope: Scope, numbering: Numbering) -> Grid | None:
    """Points by reason, with what the rules took without a finding; None without findings."""
    rows = reasons(scope.results, scope.block) if scope.results.round.findings is not None else ()
    if not any(row.reason for row in rows):
        return None
    w = scope.words
    label, anchor = numbering.table()
    heads = (
        Head(w.either("Nguyên nhân", "Reason"), "text", 4.0),
        Head(w.either("Đơn vị", "Units"), "number", 0.8),
        Head(w.either("Số lần", "Times"), "number", 0.8),
        Head(w.either("Điểm mất", "Points lost"), "number", 1.0),
    )
    body = []
    for row in rows:
        name = scope.names.reason(row.reason) if row.reason else _by_rule(scope)
        counts = (w.number(row.units, 0), w.number(row.findings, 0)) if row.reason else (NOTHING, NOTHING)
        body.append(Row((name, *counts, w.points(row.lost))))
    body.append(Row((w.either("Cộng", "Total"), "", "", w.points(sum(row.lost for row in rows))), kind="total"))
    caption = w.either("Điểm mất theo nguyên nhân", "Points lost by reason") + of_block(scope)
    return Grid(label, caption, heads, tuple(body), "", anchor)


def _by_rule(scope: Scope) -> str:
    return scope.words.either(
        "Theo cách tính của tiêu chí, không ghi lý do riêng", "By the scoring rule, no separate reason recorded"
    )


def repeated(scope: Scope, numbering: Numbering) -> Grid | None:
    """Requirements lost for the same reason as last year; reasons that name a cause first."""
    found = repeats(scope.results, scope.block)
    if not found:
        return None
    w = scope.words
    label, anchor = numbering.table()
    rows = tuple(_row(scope, r.reason, (r.criterion,), r.units, r.lost) for r in found[:MOST_REPEATED])
    year = scope.last_year
    caption = w.either(f"Tồn tại lặp lại từ năm {year}", f"Weaknesses repeated from {year}") + of_block(scope)
    rest = len(found) - MOST_REPEATED
    note = ""
    if rest > 0:
        note = w.either(
            f"Còn {w.count(rest, 'dòng')} khác, xem Phụ lục 3.",
            f"{w.count(rest, '', 'more line')}: see Annex 3.",
        )
    return Grid(label, caption, _heads(w), rows, note, anchor)
