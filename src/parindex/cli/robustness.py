"""`parindex robustness` as a table: each unit's rank interval drawn as a bar, units that are level in a bracket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.cli.terminal import block_title, number, paragraph
from parindex.cli.terminal import table as ruled
from parindex.engine.points import shown
from parindex.engine.robustness import robustness_words
from parindex.engine.robustness.writing import decimal, per_cent

if TYPE_CHECKING:
    from parindex.engine.results import BlockResult
    from parindex.engine.robustness import BlockRobustness, Robustness, UnitRobustness

WIDEST = 30
"""Columns of a bar at most; with as many units or fewer, one column is one rank."""

_BLANK = "\u00a0"
"""No bracket here. A space that does not break: the table takes ordinary ones for places to wrap at."""

CRITERIA = 5
"""Criteria listed: those whose absence moves ranks most."""

_CHOICES = {
    "weights": ("Trọng số", "Weights"),
    "aggregation": ("Cách tổng hợp", "Aggregation"),
    "not_applicable": ("Tiêu chí không áp dụng", "Not applicable"),
    "appraisers": ("Chấm lệch nửa mức", "Appraisers' half steps"),
    "survey": ("Sai số điều tra", "Survey error"),
}


def table(robustness: Robustness, language: str) -> str:
    """The figures of every block, then what they say and do not say. "vi" or "en"."""
    found = _Table(robustness, language)
    lines = found.heading()
    for block in robustness.blocks:
        lines += ["", *found.block(block)]
    lines += ["", *(paragraph(f"• {sentence}") for sentence in robustness_words(robustness, language))]
    return "\n".join(lines)


class _Table:
    def __init__(self, robustness: Robustness, language: str) -> None:
        self.robustness, self.language = robustness, language
        self.round = robustness.results.round
        self.names = {unit.code: unit.name.said(language) or unit.code for unit in self.round.units}

    def _said(self, vi: str, en: str) -> str:
        return vi if self.language == "vi" else en

    def heading(self) -> list[str]:
        title = self.round.title.said(self.language) or self.round.name
        caveat = self.round.caveat.said(self.language)
        return [title, "═" * min(len(title), 100), *([paragraph(caveat)] if caveat else [])]

    def block(self, block: BlockRobustness) -> list[str]:
        head = block_title(block.block, self.language)
        if not block.units:
            return [head]
        legend = self._said(
            "● thứ hạng chính thức; ├─┤ khoảng thứ hạng 5–95%; ┐│┘ ngang nhau",
            "● official rank; ├─┤ rank interval 5–95%; ┐│┘ level",
        )
        return [head, "", *self._units(block), legend, "", *self._criteria(block), *self._choices(block)]

    def _units(self, block: BlockRobustness) -> list[str]:
        heads = [
            self._said("Hạng", "Rank"),
            self._said("Đơn vị", "Unit"),
            self._said("Chỉ số %", "Index %"),
            self._said("Khoảng", "Interval"),
            _scale(len(block.units)),
            "",
            self._said("Trên đơn vị sau", "Above next"),
        ]
        results, brackets = self.robustness.results.block(block.block), _brackets(block)
        rows = [self._unit(results, unit, brackets.get(unit.unit, ""), len(block.units)) for unit in block.units]
        return ruled(heads, rows, "><>><<>")

    def _unit(self, results: BlockResult, unit: UnitRobustness, bracket: str, units: int) -> list[str]:
        standing = results.unit(unit.unit).standing
        index = None if standing.index is None else shown(standing.index, self.round.recipe.decimals)
        return [
            f"{unit.rank}{'=' if standing.tied else ' '}",
            self.names[unit.unit],
            number(index, self.language),
            f"{unit.q05}–{unit.q95}" if unit.q05 < unit.q95 else str(unit.q05),
            bar(unit, units),
            bracket,
            "" if unit.above_next is None else per_cent(unit.above_next, self.language),
        ]

    def _criteria(self, block: BlockRobustness) -> list[str]:
        moving = sorted((left for left in block.criteria if left.unit), key=lambda left: -left.mean_shift)[:CRITERIA]
        if not moving:
            return []
        heads = [
            self._said("Bỏ tiêu chí", "Without"),
            "",
            self._said("Đổi hạng bình quân", "Mean rank shift"),
            self._said("Nhiều nhất", "Largest"),
            "",
        ]
        rows = [
            [
                left.criterion,
                self.round.tree.by_code[left.criterion].name.said(self.language),
                decimal(left.mean_shift, 2, self.language),
                str(left.largest_shift),
                self.names[left.unit or ""],
            ]
            for left in moving
        ]
        return [*ruled(heads, rows, "<<>><"), ""]

    def _choices(self, block: BlockRobustness) -> list[str]:
        if not block.choices:
            return []
        heads = [
            self._said("Yếu tố làm đổi hạng", "What shifts ranks"),
            self._said("Xét riêng", "By itself"),
            self._said("Cùng yếu tố khác", "With others"),
        ]
        rows = [
            [
                self._said(*_CHOICES[choice.choice]),
                per_cent(choice.first_order, self.language),
                per_cent(choice.total, self.language),
            ]
            for choice in block.choices
        ]
        return ruled(heads, rows, "<>>")


def bar(unit: UnitRobustness, units: int) -> str:
    """The rank interval among `units` ranks, best on the left: ···├─●──┤····."""
    wide = min(units, WIDEST)
    first, last, official = (_place(rank, units, wide) for rank in (unit.q05, unit.q95, unit.rank))
    cells = ["·"] * wide
    cells[first : last + 1] = "─" * (last + 1 - first)
    if first < last:
        cells[first], cells[last] = "├", "┤"
    else:
        cells[first] = "│"
    cells[official] = "●"
    return "".join(cells)


def _place(rank: int, units: int, wide: int) -> int:
    return (rank - 1) * (wide - 1) // max(units - 1, 1)


def _scale(units: int) -> str:
    """The head of the bars: the first rank on the left, the last on the right."""
    last = str(units)
    return "1" + last.rjust(min(units, WIDEST) - 1) if units > len(last) + 1 else "1"


def _brackets(block: BlockRobustness) -> dict[str, str]:
    """For each unit the brackets beside its row. Groups that overlap stand beside each other, in as few lanes as can be."""
    at = {unit.unit: row for row, unit in enumerate(block.units)}
    lanes: list[list[str]] = []
    for group in block.level:
        first, last = at[group[0]], at[group[-1]]
        lane = next((lane for lane in lanes if all(cell == _BLANK for cell in lane[first : last + 1])), None)
        if lane is None:
            lanes.append(lane := [_BLANK] * len(block.units))
        lane[first : last + 1] = ["┐", *"│" * (last - first - 1), "┘"]
    return {unit.unit: "".join(lane[row] for lane in lanes) for row, unit in enumerate(block.units)}
