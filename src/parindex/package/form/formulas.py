"""The live formulas of a written form, each with the value that it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from parindex.engine.points import MICRO
from parindex.engine.round import Counting
from parindex.engine.sheet import State
from parindex.engine.tree import NotApplicable
from parindex.package.files.columns import letter
from parindex.package.form.shown import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parindex.engine.round import Recipe
    from parindex.package.form.plan import Row
    from parindex.package.form.shown import LeafShown, Shown

NONE_APPLIES = "–"
"""What a sum shows where nothing below it applies."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, and its value now: a number, a text, or "" where it shows nothing."""

    text: str
    value: float | str


class Formulas:
    """columns: the position of every column of the form, from 0."""

    def __init__(self, columns: Mapping[str, int], recipe: Recipe) -> None:
        self._letter = {name: letter(at) for name, at in columns.items()}
        out = {state for state in WORDS if recipe.absence.get(state) in {Counting.EXCLUDE, Counting.BLOCK}}
        self._out = [WORDS[state] for state in WORDS if state in out or state is State.NOT_APPLICABLE]

    def result(self, row: Row, leaf: LeafShown) -> Formula:
        """A leaf's result: the last of its columns that is filled in."""
        formula = '""'
        for column in ("survey", "appraised", "explained"):
            if column in self._letter:
                cell = self._cell(column, row.at)
                formula = f'IF({cell}<>"",{cell},{formula})'
        return Formula(f"={formula}", written(leaf.result))

    def leaf_index(self, row: Row, leaf: LeafShown) -> Formula:
        """Points over maximum of one leaf."""
        final, maximum = self._cell("final", row.at), self._cell("maximum", row.at)
        points = leaf.result
        most = row.criterion.maximum if row.criterion is not None else None
        value = points / most if isinstance(points, int) and most else ""
        return Formula(f'=IF(ISNUMBER({final}),{final}/{maximum},"")', value)

    def maximum(self, row: Row) -> Formula:
        """The sum of the maxima below."""
        return Formula(f"=SUM({self._listed('maximum', row)})", sum(self._most(leaf) for leaf in row.leaves) / MICRO)

    def sum(self, column: str, row: Row, shown: Sequence[Shown]) -> Formula:
        """The sum of a column below; nothing where nothing is filled in, a dash where nothing applies.

        shown: what the leaves below show in this column.
        """
        cells, span = self._listed(column, row), self._span(column, row)
        points = [value for value in shown if isinstance(value, int)]
        if column != "final":
            value: float | str = sum(points) / MICRO if points else ""
            return Formula(f'=IF(COUNT({cells})=0,"",SUM({cells}))', value)
        decided = all(value is not None for value in shown)
        value = sum(points) / MICRO if points else NONE_APPLIES if decided else ""
        none = f'IF({_filled(span)}<{row.count},"","{NONE_APPLIES}")'
        return Formula(f"=IF(COUNT({cells})=0,{none},SUM({cells}))", value)

    def index(self, row: Row, shown: Sequence[Shown]) -> Formula:
        """The index of a group, once every leaf below has a result: points over the maximum of what applies.

        Criteria that give full points, or none, where they do not apply keep their maximum.
        """
        span, maxima = self._span("final", row), self._span("maximum", row)
        kept = [leaf for leaf in row.leaves if self._treatment(leaf) is not NotApplicable.EXCLUDE]
        full = [leaf for leaf in kept if self._treatment(leaf) is NotApplicable.FULL]
        out = "".join(f'-SUMIF({span},"{word}",{maxima})' for word in self._out)
        most = f"({self._cell('maximum', row.at)}{out}{self._given_back(kept)})"
        points = f"(SUM({self._cell('final', row.at)}){self._given_back(full)})"
        formula = f'=IF({_filled(span)}<{row.count},"",IF({most}=0,"",{points}/{most}))'
        return Formula(formula, self._index_now(row, shown))

    def _index_now(self, row: Row, shown: Sequence[Shown]) -> float | str:
        points = most = 0
        for leaf, value in zip(row.leaves, shown, strict=True):
            if value is None:
                return ""
            absent = value == WORDS[State.NOT_APPLICABLE]
            if not absent and value in self._out:
                continue
            if absent and self._treatment(leaf) is NotApplicable.EXCLUDE:
                continue
            most += self._most(leaf)
            full = absent and self._treatment(leaf) is NotApplicable.FULL
            points += value if isinstance(value, int) else self._most(leaf) if full else 0
        return float(Fraction(points, most)) if most else ""

    def _given_back(self, leaves: Sequence[Row]) -> str:
        word = WORDS[State.NOT_APPLICABLE]
        cells = [(self._cell("final", leaf.at), self._cell("maximum", leaf.at)) for leaf in leaves]
        return "".join(f'+IF({final}="{word}",{maximum},0)' for final, maximum in cells)

    def _cell(self, column: str, row: int) -> str:
        return f"{self._letter[column]}{row + 1}"

    def _listed(self, column: str, row: Row) -> str:
        """The cells of the direct children; in ranges where they are many, which functions take 255 of at most."""
        cells = [self._cell(column, at) for at in row.below]
        groups = [",".join(cells[at : at + 200]) for at in range(0, len(cells), 200)]
        return groups[0] if len(groups) == 1 else ",".join(f"({group})" for group in groups)

    def _span(self, column: str, row: Row) -> str:
        """The rows under a group; of the whole table under the total, which stands below it."""
        first, last = (row.below[0], row.at - 1) if row.kind == "total" else (row.at + 1, row.last)
        return f"{self._cell(column, first)}:{self._cell(column, last)}"

    @staticmethod
    def _most(leaf: Row) -> int:
        return (leaf.criterion.maximum or 0) if leaf.criterion is not None else 0

    @staticmethod
    def _treatment(leaf: Row) -> NotApplicable:
        return leaf.criterion.not_applicable if leaf.criterion is not None else NotApplicable.EXCLUDE


def _filled(span: str) -> str:
    """How many cells show something. COUNTIF with wildcards would do in Excel; LibreOffice counts numbers by it too."""
    return f"ROWS({span})-COUNTBLANK({span})"


def written(shown: Shown) -> float | str:
    """What a cell holds: a number of points, a word, or nothing."""
    if isinstance(shown, int):
        return shown // MICRO if shown % MICRO == 0 else shown / MICRO
    return shown or ""
