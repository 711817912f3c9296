"""Collects everything that is wrong, without letting one mistake made a million times fill the memory."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from parindex.engine.problems import Problem, Severity, Text, Where
from parindex.package.catalogue.kind import count, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from parindex.engine.rules.base import Fault
    from parindex.package.catalogue.kind import Kind, Said
    from parindex.package.tables import Table

LIMIT = 1000
"""How many problems of one code are listed for one file; one more then says how many others there are."""


class Listing:
    """The problems found so far."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._counted: Counter[tuple[str, str, Severity]] = Counter()

    def add(self, kind: Kind, where: Where, /, **named: Said) -> None:
        """One problem."""
        if self._room(kind.code, where.file, kind.severity):
            self._found.append(kind.at(where, **named))

    def rows(
        self,
        kind: Kind,
        table: Table,
        at: NDArray[np.intp],
        column: str | None,
        named: Callable[[int], Mapping[str, Said]],
    ) -> None:
        """The same kind of problem at many records of a table; sentences are made only for those listed."""
        key = (kind.code, table.place, kind.severity)
        room = max(0, LIMIT - self._counted[key])
        self._counted[key] += len(at)
        self._found.extend(kind.at(table.where(row, column), **named(row)) for row in at[:room].tolist())

    def cells(
        self, kind: Kind, place: Where, cells: NDArray[np.intp], named: Callable[[int, int], Mapping[str, Said]]
    ) -> None:
        """The same kind of problem at many cells, shape (n, 2), of one place."""
        key = (kind.code, place.file, kind.severity)
        room = max(0, LIMIT - self._counted[key])
        self._counted[key] += len(cells)
        self._found.extend(kind.at(place, **named(unit, leaf)) for unit, leaf in cells[:room].tolist())

    def fault(self, where: Where, fault: Fault) -> None:
        """What a scoring rule finds wrong with its parameters or with an entered value."""
        what, mend = (Text(printable(text.vi), printable(text.en)) for text in (fault.what, fault.mend))
        self.take([Problem(fault.code, where, what, mend)])

    def take(self, problems: Iterable[Problem]) -> None:
        """Problems found elsewhere."""
        self._found.extend(p for p in problems if self._room(p.code, p.where.file, p.severity))

    @property
    def errors(self) -> int:
        """How many errors were found, listed or not."""
        return sum(number for (_, _, severity), number in self._counted.items() if severity is Severity.ERROR)

    def problems(self, order: Callable[[Problem], Any] | None = None) -> list[Problem]:
        """All of them, and for a code that was cut short one more, after those of its file, that counts the rest."""
        cut = ((key, number - LIMIT) for key, number in self._counted.items() if number > LIMIT)
        rest = [_rest(code, file, severity, number) for (code, file, severity), number in cut]
        if order is None:
            return self._found + rest
        last = {id(problem) for problem in rest}
        return sorted(
            self._found + rest, key=lambda problem: (*order(problem)[:2], id(problem) in last, order(problem))
        )

    def _room(self, code: str, file: str, severity: Severity) -> bool:
        self._counted[code, file, severity] += 1
        return self._counted[code, file, severity] <= LIMIT


def _rest(code: str, file: str, severity: Severity, number: int) -> Problem:
    rest = count(number)
    return Problem(
        code,
        Where(file),
        Text(f"Còn {rest.vi} chỗ nữa có cùng lỗi này.", f"{rest.en} more places have this same problem."),
        Text(
            f"Đã nêu {LIMIT} chỗ đầu tiên; sửa xong, đề nghị kiểm tra lại.",
            f"The first {LIMIT} are listed; mend them and check again.",
        ),
        severity,
    )
