"""The tree of one sheet: its numbered rows, and what the rows without a number under each of them are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parindex.engine.problems import Text
from parindex.package.catalogue.kind import quoted
from parindex.package.form import places, says, says_points
from parindex.package.form.levels import read_level, split_maximum, without_bullet
from parindex.package.form.numbering import code_of
from parindex.package.form.rows import Kind
from parindex.package.form.values import read_maximum
from parindex.package.nearest import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parindex.package.catalogue.kind import Kind as Problems
    from parindex.package.form.grid import Grid
    from parindex.package.form.head import Head
    from parindex.package.form.levels import Level
    from parindex.package.form.numbering import Path
    from parindex.package.form.rows import Line
    from parindex.package.listing import Listing

_BULLETS = tuple("-–—−+*•·▪○●")


@dataclass(slots=True)
class Node:
    """A criterion of the sheet. maximum: micropoints, None where the form gives none.

    absent: the column of the maximum says that it does not apply.  levels: the rows below that describe levels.
    """

    path: Path
    line: Line
    name: str
    maximum: int | None = None
    absent: str = ""
    levels: list[tuple[Line, Level]] = field(default_factory=list)
    children: list[Path] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The code made from its number: "1.2.3"."""
        return code_of(self.path)


@dataclass(frozen=True, slots=True)
class Outline:
    """nodes: in the order of their numbers.  totals: total rows, each with the path of the criterion above it."""

    nodes: Mapping[Path, Node]
    totals: Sequence[tuple[Line, Path | None]]

    @property
    def leaves(self) -> list[Node]:
        """The nodes that are scored."""
        return [node for node in self.nodes.values() if not node.children]

    def below(self, path: Path) -> list[Node]:
        """The leaves at or below a path; all of them for ()."""
        return [node for node in self.leaves if node.path[: len(path)] == path]


def read_outline(
    grid: Grid, head: Head, lines: Sequence[Line], listing: Listing, known: Mapping[str, Path] | None = None
) -> Outline:
    """The tree of a sheet. known: paths by folded name, where a base package has them, for rows without a number."""
    return _Reading(grid, head, lines, listing, known or {}).read()


class _Reading:
    def __init__(
        self, grid: Grid, head: Head, lines: Sequence[Line], listing: Listing, known: Mapping[str, Path]
    ) -> None:
        self.grid, self.head, self.lines, self.listing, self.known = grid, head, lines, listing, known
        self.nodes: dict[Path, Node] = {}
        self.totals: list[tuple[Line, Path | None]] = []
        self.missing: set[Path] = set()

    def read(self) -> Outline:
        self._leave_out_adjustments()
        places.settle(self.grid, self.head.column("number"), self.lines, self.listing)
        self._number_the_unnumbered()
        loose: dict[Path, list[Line]] = {}
        current: Path | None = None
        for line in self.lines:
            if line.path is not None:
                if self._node(line):
                    current = line.path
                    continue
            elif line.kind is Kind.TOTAL:
                self.totals.append((line, current))
                line.taken = "total"
            elif line.kind is Kind.UNNUMBERED and not line.taken:
                loose.setdefault(current or (), []).append(line)
            else:
                line.taken = line.taken or line.kind.value
        self._hang()
        for path, below in loose.items():
            self._loose(self.nodes.get(path), below)
        self._hang()
        return Outline({path: self.nodes[path] for path in sorted(self.nodes)}, self.totals)

    def _leave_out_adjustments(self) -> None:
        """Bonus and penalty blocks: their row, and everything down to the next area or the total."""
        inside: str | None = None
        for line in self.lines:
            if line.kind is Kind.ADJUSTMENT and line.numbers and folded(line.name) in self.known:
                line.kind = Kind.CRITERION
            if line.kind is Kind.ADJUSTMENT:
                inside = line.numbers[0].style if line.numbers else ""
                self._list(line, says.ADJUSTMENT, name=line.name)
            elif inside is not None and line.kind in {Kind.CRITERION, Kind.UNNUMBERED}:
                same = bool(line.numbers) and line.numbers[0].style == inside
                if (same and len(line.numbers[0].parts) == 1) or (inside == "" and line.numbers):
                    inside = None
                else:
                    line.kind = Kind.ADJUSTMENT
                    line.taken = "unrecognised"
            elif line.kind is Kind.TOTAL:
                inside = None

    def _number_the_unnumbered(self) -> None:
        """Rows whose number is missing but can only be one: a gap between the rows around, or a name of the base."""
        used: set[Path | None] = {line.path for line in self.lines}
        waiting: list[Line] = []
        last: Path = ()
        for line in self.lines:
            if line.kind is Kind.UNNUMBERED and line.label not in _BULLETS and not line.name.startswith(_BULLETS):
                self._by_name(line, used)
            if line.path is not None:
                self._fill_gap(last, line.path, waiting, used)
                last, waiting = line.path, []
            elif line.kind is Kind.UNNUMBERED and line.name:
                waiting.append(line)

    def _by_name(self, line: Line, used: set[Path | None]) -> None:
        path = self.known.get(folded(split_maximum(line.name)[0]))
        if path is not None and path not in used and (line.maximum != "" or line.scored):
            self._give(line, path, used, Text("theo tên trong gói đối chiếu", "by its name in the base package"))

    def _fill_gap(self, last: Path, following: Path, waiting: list[Line], used: set[Path | None]) -> None:
        missing = (*following[:-1], following[-1] - 1) if following[-1] > 1 else following[:-1]
        if not missing or missing in used:
            return
        elder = (*missing[:-1], missing[-1] - 1)
        due = missing[:-1] == last if missing[-1] == 1 else last[: len(missing)] == elder
        fitting = [line for line in waiting if self._could_be_criterion(line)]
        if due and len(fitting) == 1:
            self._give(fitting[0], missing, used, Text("chỗ trống giữa các số", "the gap between the numbers"))

    def _could_be_criterion(self, line: Line) -> bool:
        plain = line.label not in _BULLETS and not line.name.startswith(_BULLETS)
        return plain and (line.scored or line.name.isupper()) and (line.maximum != "" or line.name.isupper())

    def _give(self, line: Line, path: Path, used: set[Path | None], why: Text) -> None:
        self.listing.add(says.NUMBER_GIVEN, self.grid.where(line.at), code=code_of(path), why=why)
        line.kind, line.path = Kind.CRITERION, path
        line.said.append(why)
        used.add(path)

    def _node(self, line: Line) -> bool:
        """A criterion from its row; False where it cannot be one."""
        path = line.path or ()
        name, inside = split_maximum(line.name)
        if not name:
            self._list(line, says.NAME_MISSING, code=code_of(path))
            line.path = None
            return False
        node = Node(path, line, name)
        self._maximum(node, inside)
        if node.maximum is not None and inside is not None and node.maximum != inside:
            node.name = line.name
        self.nodes[path] = node
        return True

    def _maximum(self, node: Node, inside: int | None) -> None:
        value = read_maximum(node.line.maximum)
        column = self.head.column("maximum")
        if (node.line.at, column) in self.grid.unvalued:
            self.listing.add(says.FORMULA_EMPTY, self.grid.where(node.line.at, column))
        if value.kind == "points" and value.points > 0:
            node.maximum = value.points
        elif value.kind == "state":
            node.absent = value.state
        elif value.kind in {"bad", "over"} or (value.kind == "points" and value.points == 0):
            why = value.why or Text("không lớn hơn 0", "is not above 0")
            where = self.grid.where(node.line.at, column)
            self.listing.add(says_points.MAXIMUM_UNREADABLE, where, code=node.code, value=value.text, why=why)
        if node.maximum is None:
            node.maximum = inside

    def _hang(self) -> None:
        """Each node under its heading; a heading that is not there is listed once."""
        for node in self.nodes.values():
            node.children = []
        for path in sorted(self.nodes):
            parent = self.parent(path)
            if parent is not None:
                self.nodes[parent].children.append(path)
            if len(path) > 1 and parent != path[:-1] and path[:-1] not in self.missing:
                self.missing.add(path[:-1])
                where = self.grid.where(self.nodes[path].line.at)
                self.listing.add(says.PARENT_MISSING, where, parent=code_of(path[:-1]), code=code_of(path))
                self.nodes[path].line.said.append(Text("thiếu dòng cấp trên", "its heading is missing"))

    def parent(self, path: Path) -> Path | None:
        """The nearest heading above a path that is there."""
        return next((path[:depth] for depth in range(len(path) - 1, 0, -1) if path[:depth] in self.nodes), None)

    def _loose(self, node: Node | None, below: list[Line]) -> None:
        """Rows without a number under a criterion: its levels, its children, or plain text."""
        if node is not None and not node.children and self._are_children(node, below):
            for number, line in enumerate(below, start=1):
                line.path = (*node.path, number)
                line.said.append(Text(f"tiêu chí thành phần của {node.code}", f"a part of {node.code}"))
                self._node(line)
            return
        for line in below:
            if node is not None and not node.children and line.name:
                self._level(node, line)
            elif line.scored and any(line.cells.get(stage, "") != "" for stage in self.head.stages):
                self._list(line, says.NOT_RECOGNISED, name=line.name or "…")
            else:
                line.taken = "text"

    def _level(self, node: Node, line: Line) -> None:
        value = read_maximum(line.maximum)
        given = value.points if value.kind == "points" else None
        level = read_level(line.name, given)
        if level.points is None and any(self._is_number(line.cells.get(stage, "")) for stage in self.head.stages):
            self._list(line, says.NOT_RECOGNISED, name=line.name)
            return
        node.levels.append((line, level))
        line.taken, line.path = "level", node.path

    @staticmethod
    def _is_number(cell: object) -> bool:
        return read_maximum(cell).kind in {"points", "over"}

    def _are_children(self, node: Node, below: list[Line]) -> bool:
        """Whether rows are parts of a criterion rather than its levels: their maxima add up to its own.

        Levels have the criterion's maximum as their highest; parts share it, and are scored each.
        """
        maxima = [value.points for line in below if (value := read_maximum(line.maximum)).kind == "points"]
        if len(below) < 2 or len(maxima) != len(below) or 0 in maxima:
            return False
        scored = sum(any(line.cells.get(stage, "") != "" for stage in self.head.stages) for line in below)
        own = any(node.line.cells.get(stage, "") != "" for stage in self.head.stages)
        if node.maximum is None:
            return scored > 0
        return sum(maxima) == node.maximum and (
            scored >= 2 or (scored >= 1 and not own and maxima.count(node.maximum) == 0)
        )

    def _list(self, line: Line, kind: Problems, **named: str) -> None:
        named = {key: quoted(value) for key, value in named.items()}
        self.listing.add(kind, self.grid.where(line.at), **named)
        line.taken = "unrecognised"


def clean_name(text: str) -> str:
    """A criterion's name without what is no part of it: a dash before, a colon after."""
    return without_bullet(text).rstrip(" :;").strip()
