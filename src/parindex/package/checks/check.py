"""Everything wrong with a package, all at once: its tables, the previous round, and the figures announced."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from parindex.engine.problems import CannotRead, Problem
from parindex.package.catalogue.published import NEEDS_PREVIOUS
from parindex.package.checks.build import place_of, read_draft
from parindex.package.checks.entries import descriptor_place
from parindex.package.checks.published import check_figures
from parindex.package.checks.years import check_years
from parindex.package.listing import Listing
from parindex.package.tables import TABLES, Package

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike


class Checked(NamedTuple):
    """problems, in order; readable: whether the package (and the previous one) could be read at all."""

    problems: list[Problem]
    readable: bool


def check(package: Package, previous: Package | None = None) -> list[Problem]:
    """Everything wrong with a package, and with it against the previous one, ordered by file, row and column.

    Problems of the previous package carry its name before the file's.
    """
    listing = Listing()
    listing.take(package.notes)
    draft = read_draft(package, listing)
    earlier, theirs = None, Listing()
    if previous is not None:
        theirs.take(previous.notes)
        earlier = read_draft(previous, theirs)
        check_figures(earlier, None, theirs)
        check_years(draft, earlier, listing)
    check_figures(draft, earlier, listing)
    found = listing.problems(place_in(package))
    if previous is None:
        return found
    # that its own previous round is not at hand is no news
    known = [p for p in theirs.problems(place_in(previous)) if p.code != NEEDS_PREVIOUS.code]
    return found + _of(previous, known, package)


def check_paths(path: str | PathLike[str], previous: str | PathLike[str] | None = None) -> Checked:
    """`check` for packages on disk. One that cannot be read does not keep the other from being checked."""
    package, problems = _read(path)
    before, more = (None, []) if previous is None else _read(previous)
    if package is not None:
        problems = check(package, before)
    elif before is not None:
        problems = [*problems, *check(before)]
    return Checked([*problems, *more], package is not None and not more)


def _read(path: str | PathLike[str]) -> tuple[Package | None, list[Problem]]:
    from parindex.package.files.reading import read_package

    try:
        return read_package(Path(path)), []
    except CannotRead as refusal:
        # what could be read is checked all the same; its notes carry the refusal's problems
        return (refusal.partly, []) if isinstance(refusal.partly, Package) else (None, refusal.problems)


def _of(previous: Package, problems: list[Problem], package: Package) -> list[Problem]:
    """Problems of the previous package, told apart by its name."""
    name = previous.name if previous.name != package.name else "previous"
    return [
        Problem(p.code, p.where._replace(file=f"{name}/{p.where.file}"), p.what, p.mend, p.severity) for p in problems
    ]


def place_in(package: Package) -> Callable[[Problem], tuple[int, str, int, int, str]]:
    """The order of problems: the descriptor, then the tables as the format has them, their rows, their columns."""
    places = {descriptor_place(package): 0} | {place_of(package, name): at for at, name in enumerate(TABLES, 1)}
    columns = {table.place: {name: at for at, name in enumerate(table.columns)} for table in package.tables.values()}

    def key(problem: Problem) -> tuple[int, str, int, int, str]:
        file, row, column = problem.where
        at = places.get(file, len(places))
        return at, file, row or 0, columns.get(file, {}).get(column or "", -1), column or ""

    return key
