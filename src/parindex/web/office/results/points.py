"""A unit's points ledger for the page: leaf by leaf through the layers, with sums that are those of the stored run.

All figures are micropoints out of RunUnit.ledger; a table whose columns do not add up raises ArithmeticError.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from parindex.criteria.outline import Node, Outline
from parindex.engine.points import MICRO
from parindex.engine.problems import Text
from parindex.grammar.roles import ROLE_NAMES, Role

LAYERS = ("self", "appraised", "explained")
"""The layers with a column of their own; the council's stands in the result."""
FALLS = {
    "self": Text("Tự chấm chưa đạt", "Not claimed"),
    "survey": Text("Khảo sát chưa đạt", "Lost in surveys"),
    "appraised": Text("Thẩm định", "First appraisal"),
    "explained": Text("Sau giải trình", "After explanation"),
    "final": Text("Hội đồng quyết định", "Council's decision"),
    "": Text("Chưa có điểm", "No points yet"),
    "adjustment": Text("Điểm thưởng, điểm trừ", "Bonus and penalty"),
}
SURVEY = Text("Khảo sát", "Survey")


class Cell(NamedTuple):
    """A layer's points on a leaf (None: not there), and what it changed where it changed something."""

    points: int | None
    change: int = 0


class Why(NamedTuple):
    """A reason and the sentence with it. back: points given back."""

    reason: Text
    sentence: str
    back: bool = False


class Row(NamedTuple):
    """A leaf. cells: self, appraised, explained; council: what the council changed; loss: what is missing, ≤ 0."""

    node: Node
    maximum: int
    cells: tuple[Cell, ...]
    points: int
    council: int
    loss: int
    why: tuple[Why, ...]
    who: Text | None
    documents: list[dict[str, str]]


class Sum(NamedTuple):
    """An area's or the table's sums. partial: which of the cells lack leaves. width: per cent, for the bar."""

    maximum: int
    cells: tuple[int, ...]
    partial: tuple[bool, ...]
    points: int
    loss: int

    @property
    def width(self) -> int:
        """Thousandths of the maximum, for drawing."""
        return 1000 * max(0, self.points) // self.maximum if self.maximum else 0

    @property
    def share(self) -> int:
        """Per cent, in micropoints of a per cent."""
        return 100 * MICRO * self.points // self.maximum if self.maximum else 0

    @property
    def pairs(self) -> list[tuple[int, bool]]:
        """Every cell with whether it is partial."""
        return list(zip(self.cells, self.partial, strict=True))


class Area(NamedTuple):
    """An area: its rows, all of them counted in the sum, and those that are shown."""

    node: Node
    rows: list[Row]
    sum: Sum
    shown: list[Row]


class Fall(NamedTuple):
    """A step of the waterfall; x and width in thousandths of the drawing. kind: whole, loss or gain."""

    label: Text
    value: int
    x: int
    width: int
    kind: str


class PointsLedger(NamedTuple):
    """The whole ledger of a unit. places: decimals that show every figure exactly."""

    areas: list[Area]
    total: Sum
    adjustment: int
    adjustments: list[dict[str, Any]]
    points: int
    maximum: int
    falls: list[Fall]
    places: int
    leaves: int
    losing: int


def points_ledger(
    stored: Mapping[str, Any], tree: Outline, reasons: Mapping[str, Text], *, everything: bool
) -> PointsLedger:
    """Build the page's table. everything: show leaves without a loss as well; sums always hold all."""
    rows = [_row(leaf, tree.by_code[leaf["criterion"]], reasons) for leaf in stored["leaves"]]
    areas = []
    for node in tree.areas:
        mine = [row for row in rows if row.node.area == node.code]
        seen = [row for row in mine if everything or row.loss]
        areas.append(Area(node, mine, _sum(mine), seen))
    total = _sum(rows)
    if total.points + stored["adjustment"] != stored["points"] or total.maximum != stored["maximum"]:
        raise ArithmeticError("the ledger does not add up to the index")
    exact = all(not figure % 100 for row in rows for figure in (row.points, row.maximum, *_shown(row)))
    return PointsLedger(
        areas, total, stored["adjustment"], stored["adjustments"], stored["points"], stored["maximum"],
        _falls(stored, tree), 4 if exact else 6, len(rows), sum(bool(row.loss) for row in rows),
    )  # fmt: skip


def _shown(row: Row) -> Iterable[int]:
    return (cell.points or 0 for cell in row.cells)


def _row(leaf: Mapping[str, Any], node: Node, reasons: Mapping[str, Text]) -> Row:
    changes = {step["layer"]: step["change"] for step in leaf["steps"]}
    first = next(iter(changes), "")
    cells, stands = [], None
    for name in LAYERS:
        if name in changes:
            stands = (leaf["maximum"] if stands is None else stands) + changes[name]
        cells.append(Cell(stands, changes.get(name, 0) if name != first else 0))
    last = next((step for step in reversed(leaf["steps"]) if step["change"]), None)
    who = None
    if node.surveyed:
        who = SURVEY
    elif last is not None and last["role"]:
        who = ROLE_NAMES[Role(last["role"])]
    return Row(
        node, leaf["maximum"], tuple(cells), leaf["points"], changes.get("final", 0) if first != "final" else 0,
        leaf["points"] - leaf["maximum"], tuple(_why(leaf, node, reasons)), who, leaf["documents"],
    )  # fmt: skip


def _why(leaf: Mapping[str, Any], node: Node, reasons: Mapping[str, Text]) -> Iterable[Why]:
    said = set()
    told = [(found, False) for found in leaf["findings"]]
    told += [(step, step["change"] > 0) for step in leaf["steps"] if step.get("reason") or step.get("sentence")]
    for found, back in told:
        key = (found.get("reason", ""), found.get("sentence", ""))
        if key not in said:
            said.add(key)
            yield Why(reasons.get(key[0], Text(key[0], key[0])), key[1], back)
    if not said and leaf["points"] != leaf["maximum"]:
        if node.surveyed:
            yield Why(Text("", ""), Text("Theo kết quả khảo sát", "By the survey's result"))  # type: ignore[arg-type]
        else:
            yield Why(Text("", ""), Text("Đơn vị tự chấm", "As the unit scored itself"))  # type: ignore[arg-type]


def _sum(rows: list[Row]) -> Sum:
    columns = list(zip(*(row.cells for row in rows), strict=True)) or [()] * len(LAYERS)
    return Sum(
        sum(row.maximum for row in rows),
        tuple(sum(cell.points or 0 for cell in column) for column in columns),
        tuple(
            any(cell.points is None and row.maximum for cell, row in zip(column, rows, strict=True))
            for column in columns
        ),
        sum(row.points for row in rows),
        sum(row.loss for row in rows),
    )


def _falls(stored: Mapping[str, Any], tree: Outline) -> list[Fall]:
    """From the maximum down and up again to the points; every change of every leaf is in exactly one step."""
    moved = dict.fromkeys(FALLS, 0)
    for leaf in stored["leaves"]:
        survey = tree.by_code[leaf["criterion"]].surveyed
        for step in leaf["steps"]:
            moved["survey" if survey else step["layer"]] += step["change"]
    moved["adjustment"] = stored["adjustment"]
    top = max(stored["maximum"], stored["points"], 1)
    stands = stored["maximum"]
    falls = [Fall(Text("Tối đa", "Maximum"), stands, 0, 1000 * stands // top, "whole")]
    for name, change in moved.items():
        if change:
            low, high = sorted((stands, stands + change))
            x = 1000 * low // top
            falls.append(Fall(FALLS[name], change, x, max(1, 1000 * high // top - x), "gain" if change > 0 else "loss"))
            stands += change
    if stands != stored["points"]:
        raise ArithmeticError("the waterfall does not end at the points")
    falls.append(Fall(Text("Kết quả", "Result"), stands, 0, 1000 * max(0, stands) // top, "result"))
    return falls
