"""Where everything stands in the workbook: sheets by name, units by row, criteria in order, addresses for formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from parindex.engine.points import PLACES
from parindex.engine.results import BlockResult, Results, UnitResult
from parindex.engine.sheet import STAGES, State
from parindex.engine.tree import Tree
from parindex.report.workbook.book import plain
from parindex.report.workbook.words import SHEETS, WORDS
from parindex.report.writing.names import Names
from parindex.report.writing.words import Words

MOST_UNIT_SHEETS = 200
"""With more units, the sheet of each is left out, and the cover says so."""

FIRST_ROW = 7
"""The first unit's row (from 0) in the sheets with a row a unit: points, maxima, areas."""
FIRST_COLUMN = 3
"""Their first column after block, code and name."""

NAME_LIMIT = 31
"""The most letters in the name of a sheet."""
_REFUSED = re.compile(r"[\[\]:*?/\\]")
RESERVED = "history"
"""A name Excel keeps for itself."""


def column(at: int) -> str:
    """The letters of a column, counted from 0."""
    return (column(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def cell(row: int, at: int, *, fixed: str = "") -> str:
    """An address; `fixed`: "row", "column" or "both" stay when the formula is copied."""
    letters = ("$" if fixed in {"column", "both"} else "") + column(at)
    return letters + ("$" if fixed in {"row", "both"} else "") + str(row + 1)


def area(top: int, left: int, bottom: int, right: int) -> str:
    """A range that stays when the formula is copied."""
    return f"{cell(top, left, fixed='both')}:{cell(bottom, right, fixed='both')}"


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit in the workbook. at: its row in the arrays of the results; row: its row in the sheets by unit."""

    result: UnitResult
    block: BlockResult
    at: int
    row: int


class SheetNames:
    """Names of sheets: unique without case, at most 31 letters, nothing that Excel refuses."""

    def __init__(self) -> None:
        self._taken: set[str] = {RESERVED}

    def name(self, *wishes: str) -> str:
        """The first wish that is free and short enough, else the last one cut and numbered."""
        for wish in wishes:
            plain = self._plain(wish)
            if plain and len(plain) <= NAME_LIMIT and plain.casefold() not in self._taken:
                self._taken.add(plain.casefold())
                return plain
        base, count = self._plain(wishes[-1]) or "_", 1
        while True:
            end = f" ({count})" if count > 1 else ""
            found = base[: NAME_LIMIT - len(end)].rstrip(" '") + end
            if found.casefold() not in self._taken:
                self._taken.add(found.casefold())
                return found
            count += 1

    @staticmethod
    def _plain(text: str) -> str:
        return " ".join(_REFUSED.sub(" ", plain(text)).split()).strip("'")


class Plan:
    """The layout of one workbook."""

    def __init__(self, results: Results, language: str) -> None:
        self.results, self.language = results, language
        self.round = results.round
        self.words = Words(language, self.round.recipe.decimals)
        self.names = Names(self.round, self.words)
        self.sheets = self._sheet_names()
        self.criteria = tuple(depth_first(self.round.tree))
        position = self.round.tree.position
        self.leaves = tuple(position[code] for code in self.criteria if code in position)
        self.column_of = {leaf: FIRST_COLUMN + at for at, leaf in enumerate(self.leaves)}
        self.units = tuple(self._placed())
        self.row_of = {placed.result.unit.code: placed.row for placed in self.units}
        self.unit_sheets = self._unit_sheets()

    def _sheet_names(self) -> dict[str, str]:
        self._naming = SheetNames()
        return {key: self._naming.name(text.said(self.language)) for key, text in SHEETS.items()}

    def _unit_sheets(self) -> dict[str, str]:
        if len(self.units) > MOST_UNIT_SHEETS:
            return {}
        units = [placed.result.unit for placed in self.units]
        return {unit.code: self._naming.name(self.names.bare(unit), unit.code) for unit in units}

    def _placed(self) -> Iterable[Placed]:
        rows = {unit.code: at for at, unit in enumerate(self.round.units)}
        row = FIRST_ROW
        for block in self.results.blocks:
            for result in block.units:
                yield Placed(result, block, rows[result.unit.code], row)
                row += 1

    def said(self, key: str, *values: object) -> str:
        """A text of the workbook."""
        text = WORDS[key].said(self.language)
        return text.format(*values) if values else text

    def on(self, key: str, address: str) -> str:
        """An address on one of the general sheets, for formulas on another."""
        return quoted(self.sheets[key], address)

    def members(self, block: BlockResult) -> tuple[Placed, ...]:
        """A block's units; their rows follow each other."""
        return tuple(placed for placed in self.units if placed.block is block)

    def span(self, code: str) -> tuple[int, int]:
        """The first and the last column of the leaves at or under a criterion, in the sheets by unit."""
        columns = [self.column_of[int(leaf)] for leaf in self.round.tree.spans[code]]
        return min(columns), max(columns)

    @property
    def stages(self) -> tuple[int, ...]:
        """The layers of points that were used, up to the stage computed."""
        last = len(STAGES) if self.results.stage == "latest" else STAGES.index(self.results.stage) + 1
        return tuple(at for at in range(last) if (self.round.sheet.state[at] != State.MISSING).any())

    @property
    def places(self) -> int:
        """Decimals of points: two, or as many as the finest need."""
        fine = np.concatenate([self.round.sheet.points.ravel(), self.round.tree.maxima])
        return next((places for places in range(2, PLACES) if not (fine % 10 ** (PLACES - places)).any()), PLACES)

    @property
    def alone(self) -> bool:
        """Whether there is one block only."""
        return len(self.results.blocks) == 1


def quoted(sheet: str, address: str) -> str:
    """An address on a sheet of any name."""
    return "'" + sheet.replace("'", "''") + "'!" + address


def depth_first(tree: Tree) -> Iterable[str]:
    """Every criterion after its parent and before its parent's next child, so that groups are never torn apart."""
    waiting = [area.code for area in reversed(tree.areas)]
    while waiting:
        code = waiting.pop()
        yield code
        waiting.extend(reversed(tree.children[code]))
