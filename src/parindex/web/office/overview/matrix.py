"""The matrix as it is shown: fractions and bars per unit and area, filtered and sorted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from parindex.appraisal.progress import Cell, Progress, UnitRow
from parindex.criteria.outline import Node
from parindex.engine.problems import Text
from parindex.rounds.models import APPRAISAL_1, RoundUnit

ALL, OPEN, LATE, DISPUTED = "all", "open", "late", "disputed"
FILTERS = {
    ALL: Text("Tất cả", "All"),
    OPEN: Text("Còn việc", "Work left"),
    LATE: Text("Trễ", "Late"),
    DISPUTED: Text("Tranh chấp", "Disputed"),
}
ORDERS = ("round", "name", "done")


class Square(NamedTuple):
    """A cell of the matrix: done of total. kind: "done", "waiting" (signed, to be marked), "unsigned", "late", "none"."""

    done: int
    total: int
    kind: str
    cross: bool
    disputed: int

    @property
    def complete(self) -> bool:
        """Whether nothing is left."""
        return self.kind == "done"


@dataclass(frozen=True)
class Line:
    """A row of the matrix. share: whole per cent done, rounded down so that 100 means all."""

    row: UnitRow
    squares: tuple[Square, ...]
    share: int

    @property
    def disputed(self) -> int:
        """Leaves in dispute."""
        return self.row.total.disputed


class Head(NamedTuple):
    """A column. lead: who leads the area; total: done and total of all rows of the round."""

    area: Node
    lead: RoundUnit | None
    done: int
    total: int

    @property
    def share(self) -> int:
        """Whole per cent done."""
        return per_cent(self.done, self.total)


def lines(found: Progress) -> list[Line]:
    """The rows of the matrix, all of them, in the order of the round."""
    return [_line(found, row) for row in found.rows]


def _line(found: Progress, row: UnitRow) -> Line:
    squares = tuple(_square(found.stage, row, row.cells[area.code]) for area in found.tree.areas)
    done, total = counted(found.stage, row.total)
    return Line(row, squares, per_cent(done, total) if row.signed else 0)


def _square(stage: str, row: UnitRow, cell: Cell) -> Square:
    if not row.signed:
        kind = "late" if row.late else "unsigned"
        return Square(cell.scored, cell.leaves, kind if cell.leaves else "none", cell.cross, cell.disputed)
    done, total = counted(stage, cell)
    kind = "none" if not total else "done" if done >= total else "waiting"
    return Square(done, total, kind, cell.cross, cell.disputed)


def counted(stage: str, cell: Cell) -> tuple[int, int]:
    """What the running appraisal counts: marked of leaves; in the second one, marked again of those objected to."""
    if stage == APPRAISAL_1:
        return cell.appraised, cell.leaves
    return min(cell.second, cell.objected), cell.objected


def per_cent(done: int, total: int) -> int:
    """Whole per cent, rounded down; 100 where there is nothing to do."""
    return 100 * done // total if total else 100


def heads(found: Progress) -> list[Head]:
    """The columns."""
    leads = {lead.area.code: lead.unit for lead in found.leads}
    return [
        Head(area, leads.get(area.code), *_signed_only(found, area.code))
        for area in found.tree.areas
    ]  # fmt: skip


def _signed_only(found: Progress, area: str) -> tuple[int, int]:
    """Done and total of an area. A sheet that is not signed counts in the total, nothing of it as done."""
    pairs = [(row.signed, *counted(found.stage, row.cells[area])) for row in found.rows]
    return sum(done for signed, done, _ in pairs if signed), sum(total for _, _, total in pairs)


def fits(line: Line, wanted: str) -> bool:
    """Whether a row belongs under a filter."""
    if wanted == OPEN:
        return line.share < 100
    if wanted == LATE:
        return bool(line.row.late)
    if wanted == DISPUTED:
        return bool(line.disputed)
    return True


def ordered(rows: Sequence[Line], by: str) -> list[Line]:
    """The rows in an order: of the round, by name, or by what is done (least first)."""
    if by == "name":
        return sorted(rows, key=lambda line: line.row.round_unit.sort_key)
    if by == "done":
        return sorted(rows, key=lambda line: line.share)
    return list(rows)
