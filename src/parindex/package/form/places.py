"""Settles where in the tree every numbered row stands: which scheme of numbers a form follows, and what 1.1 can mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parindex.package.form import says
from parindex.package.form.numbering import code_of
from parindex.package.form.rows import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.engine.problems import Where
    from parindex.package.catalogue.kind import Kind as Problems
    from parindex.package.form.grid import Grid
    from parindex.package.form.numbering import Number, Path
    from parindex.package.form.rows import Line
    from parindex.package.listing import Listing

_OUTER = ("upper", "roman")
"""Styles of numbers that stand outside arabic ones, outermost first."""


@dataclass(slots=True)
class _Scheme:
    """outer: the styles used for areas, outermost first.  restarts: whether arabic numbers begin anew in each area."""

    outer: tuple[str, ...]
    restarts: bool


def settle(grid: Grid, column: int | None, lines: Sequence[Line], listing: Listing) -> None:
    """Gives every numbered row its path; one that cannot be settled is listed and keeps none.

    column: where the numbers stand, for messages.
    """
    numbered = [line for line in lines if line.kind is Kind.CRITERION]
    _Settling(grid, column, numbered, listing).run()


def _scheme(lines: Sequence[Line]) -> _Scheme:
    styles = {number.style for line in lines for number in line.numbers}
    outer = tuple(style for style in _OUTER if style in styles)
    single = any(
        number.style == "arabic" and number.sure and len(number.parts) == 1 for line in lines for number in line.numbers
    )
    return _Scheme(outer, restarts=bool(outer) and single)


@dataclass(slots=True)
class _Settling:
    grid: Grid
    column: int | None
    lines: Sequence[Line]
    listing: Listing
    used: dict[Path, Line] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)
    last: Path = ()

    def run(self) -> None:
        scheme = _scheme(self.lines)
        for line in self.lines:
            if line.numbers[0].style == "lower":
                line.kind = Kind.UNNUMBERED  # a), b) … are told from levels by what they hold
                continue
            self._one(line, scheme)

    def _one(self, line: Line, scheme: _Scheme) -> None:
        read = {path: number for number in line.numbers if (path := self._path(number, scheme)) is not None}
        found = list(read)
        if not found:
            area = code_of(self._prefix(scheme)) or "–"
            self._list(line, says.NUMBER_ELSEWHERE, written=line.label, area=area)
            return
        path = found[0] if line.numbers[0].sure else self._by_order(found)
        if path is None:
            codes = ", ".join(code_of(path) for path in found)
            self._list(line, says.NUMBER_UNCLEAR, written=line.label, codes=codes)
        elif path in self.used:
            self._list(line, says.NUMBER_TWICE, code=code_of(path), first=str(self.used[path].at + 1))
        else:
            typed = code_of(read[path].parts)
            if not line.numbers[0].sure and typed != line.label:
                self.listing.add(says.NUMBER_READ, self._where(line), written=line.label, code=typed)
            self._take(line, path)

    def _take(self, line: Line, path: Path) -> None:
        if self.last and path < self.last:
            self.listing.add(says.OUT_OF_ORDER, self._where(line), code=code_of(path), before=code_of(self.last))
        line.path = self.last = path
        self.used[path] = line

    def _path(self, number: Number, scheme: _Scheme) -> Path | None:
        """Where a number leads under the areas above it; None where it does not belong there."""
        if number.style in scheme.outer:
            at = scheme.outer.index(number.style)
            for inner in scheme.outer[at:]:
                self.areas.pop(inner, None)
            if any(style not in self.areas for style in scheme.outer[:at]):
                return None
            self.areas[number.style] = number.parts[0]
            return self._prefix(scheme)
        prefix = self._prefix(scheme)
        if not scheme.outer:
            return number.parts
        if not prefix:
            return None
        if scheme.restarts:
            return prefix + number.parts
        return prefix[:-1] + number.parts if number.parts[0] == prefix[-1] else None

    def _prefix(self, scheme: _Scheme) -> Path:
        return tuple(self.areas[style] for style in scheme.outer if style in self.areas)

    def _by_order(self, found: list[Path]) -> Path | None:
        """The one path that follows the row above; else the one that is free and has its heading; else None."""
        free = [path for path in found if path not in self.used]
        following = [path for path in free if self._follows(path)]
        if following:
            return following[0] if len(following) == 1 else None
        first = found[0]
        standing = [path for path in free if path[:-1] in self.used]
        if standing == [first] or (len(standing) > 1 and standing[0] == first and self._later(standing)):
            return first
        return standing[0] if len(standing) == 1 and first in self.used and self._fits(standing[0]) else None

    def _follows(self, path: Path) -> bool:
        """Whether a path is the first below the last row, or the next after it at any level."""
        if path == (*self.last, 1):
            return True
        depth = len(path)
        return depth <= len(self.last) and path == (*self.last[: depth - 1], self.last[depth - 1] + 1)

    def _later(self, paths: list[Path]) -> bool:
        """Whether nothing of the longer reading (1.10) can be due: its elder sibling (1.9) is not there."""
        return all((*path[:-1], path[-1] - 1) not in self.used for path in paths[1:])

    def _fits(self, path: Path) -> bool:
        return (*path[:-1], path[-1] - 1) in self.used

    def _list(self, line: Line, kind: Problems, **named: str) -> None:
        self.listing.add(kind, self._where(line), **named)
        line.taken = "unrecognised"

    def _where(self, line: Line) -> Where:
        return self.grid.where(line.at, self.column)
