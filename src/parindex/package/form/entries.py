"""What stands in the columns of points of one sheet, criterion by criterion."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parindex.engine.points import plain
from parindex.engine.problems import Text
from parindex.package.catalogue.kind import decimal, quoted
from parindex.package.form import says, says_points
from parindex.package.form.values import BLANK, Value, read_value
from parindex.package.form.words import MARKS, NAMES, is_surveyed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.engine.problems import Where
    from parindex.engine.tree import NotApplicable
    from parindex.package.form.numbering import Path
    from parindex.package.form.outline import Node
    from parindex.package.form.rows import Line
    from parindex.package.form.sheets import Sheet
    from parindex.package.listing import Listing


@dataclass(slots=True)
class Entry:
    """A scored criterion of a sheet. maximum: micropoints.  values: by column, BLANK where nothing stands.

    treatment: how it counts where it does not apply, as far as that is known.
    """

    node: Node
    maximum: int
    treatment: NotApplicable | None = None
    values: dict[str, Value] = field(default_factory=dict)

    def value(self, column: str) -> Value:
        """What a column says."""
        return self.values.get(column, BLANK)

    @property
    def has_points(self) -> bool:
        """Whether any column gives points."""
        return any(value.kind == "points" for value in self.values.values())

    @property
    def doubtful(self) -> bool:
        """Whether some column could not be read."""
        return any(value.kind in {"bad", "over"} for value in self.values.values())


def read_entries(sheet: Sheet, maxima: Mapping[Path, int], listing: Listing) -> dict[Path, Entry]:
    """The entries of the leaves in `maxima` (micropoints by path), with everything unreadable listed by cell."""
    reading = _Reading(sheet, listing)
    found: dict[Path, Entry] = {}
    for path, maximum in maxima.items():
        node = sheet.outline.nodes[path]
        entry = Entry(node, maximum)
        for column in sheet.head.stages:
            entry.values[column] = reading.value(node, column, maximum)
        reading.settle_marks(entry)
        found[path] = entry
    return found


class _Reading:
    def __init__(self, sheet: Sheet, listing: Listing) -> None:
        self.sheet, self.grid, self.listing = sheet, sheet.grid, listing

    def value(self, node: Node, column: str, maximum: int) -> Value:
        """The criterion's own cell, or the level beside which points or a cross stand."""
        own = self._cell(node.line, column, node.code, maximum)
        if own.kind in {"bad", "over"}:
            return own
        beside = [
            (level, value)
            for line, level in node.levels
            if (value := self._cell(line, column, node.code, maximum)).kind in {"points", "over"} or _ticks(value)
        ]
        if not beside:
            return own
        points = [level.points if _ticks(value) else value.points for level, value in beside]
        chosen = [at for at, one in enumerate(points) if one != 0] or [0]
        agreed = own.kind != "points" or own.points == points[chosen[0]]
        known = points[chosen[0]] is not None and beside[chosen[0]][0].points in {None, points[chosen[0]]}
        if len(chosen) > 1 or not agreed or not known:
            where = self._where(node.line, column)
            self.listing.add(says_points.LEVEL_TWO, where, code=node.code, column=NAMES[column])
            return Value("bad", own.text)
        if own.kind == "points":
            return own
        level = quoted(beside[chosen[0]][0].name)
        self.listing.add(says_points.LEVEL_READ, self._where(node.line, column), code=node.code, level=level)
        return Value("points", "", points[chosen[0]] or 0)

    def settle_marks(self, entry: Entry) -> None:
        """A dash or cross: does not apply where the row has no points at all; beside points nobody can say."""
        surveyed = entry.value("survey").kind == "points"
        for column, value in entry.values.items():
            if value.kind != "nothing" or column == "survey" or surveyed or is_surveyed(value.text):
                continue
            if entry.has_points:
                why = Text("không rõ nghĩa bên cạnh cột có điểm", "is not clear beside a column with points")
                entry.values[column] = Value("bad", value.text, why=why)
                self._unreadable(entry.node.line, column, entry.node.code, entry.values[column], entry.maximum)
            else:
                entry.values[column] = Value("state", value.text, state="not_applicable")

    def _cell(self, line: Line, column: str, code: str, maximum: int) -> Value:
        at = (line.at, self.sheet.head.column(column) or 0)
        if at in self.grid.unvalued:
            self.listing.add(says.FORMULA_EMPTY, self._where(line, column))
            return Value("bad")
        value = read_value(line.cells.get(column, ""), maximum)
        if at in self.grid.percents and value.kind in {"points", "over"}:
            self.listing.add(says_points.PERCENT, self._where(line, column), code=code)
            return Value("bad", value.text)
        if value.kind == "over":
            shown = decimal(plain(value.points)) if value.points else Text(value.text, value.text)
            where = self._where(line, column)
            maximum_said = decimal(plain(maximum))
            self.listing.add(says_points.OVER, where, code=code, value=shown, maximum=maximum_said)
        elif value.kind == "bad":
            self._unreadable(line, column, code, value, maximum)
        elif value.assumed is not None:
            self.listing.add(says_points.VALUE_READ, self._where(line, column), code=code, assumed=value.assumed)
        return value

    def _unreadable(self, line: Line, column: str, code: str, value: Value, maximum: int) -> None:
        self.listing.add(
            says_points.UNREADABLE,
            self._where(line, column),
            code=code,
            value=value.text,
            why=value.why or Text("", ""),
            maximum=decimal(plain(maximum)),
        )

    def _where(self, line: Line, column: str) -> Where:
        return self.grid.where(line.at, self.sheet.head.column(column))


def _ticks(value: Value) -> bool:
    return value.kind == "nothing" and value.text.lower() in MARKS
