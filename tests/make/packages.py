"""Real packages, broken in one way: a sample is copied, changed cell by cell, written, and checked as a user would.

A change is a function that alters an `Edited` package: `put("scores", 3, "points", "1.7")`. Rows count as a spreadsheet
does (the heading is 1) and keep their numbers in later changes; a row that is cut is left out when the file is written.
"""

import copy
import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parindex.engine.problems import Problem
from parindex.package.checks.check import check_paths

ROOT = Path(__file__).resolve().parents[2]
PLACES = (ROOT / "src" / "parindex" / "samples", ROOT / "tests" / "data")
PREVIOUS = "lai-chau-2015"
"""What a previous package is called in these tests."""


class Edited:
    """A package as text: descriptor, and per table its heading and rows."""

    def __init__(self, sample: str = "lai-chau-2016") -> None:
        folder = next(place / sample for place in PLACES if (place / sample).is_dir())
        self.descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        self.heads: dict[str, list[str]] = {}
        self.rows: dict[str, list[list[str] | None]] = {}
        for resource in self.descriptor["resources"]:
            with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
                self.heads[resource["name"]], *rows = csv.reader(file)
            self.rows[resource["name"]] = rows

    def write(self, folder: Path) -> Path:
        """The package in a folder."""
        folder.mkdir(parents=True)
        self.descriptor["resources"] = [{"name": name, "path": f"{name}.csv"} for name in self.heads]
        text = json.dumps(self.descriptor, ensure_ascii=False)
        (folder / "datapackage.json").write_text(text, encoding="utf-8")
        for name, head in self.heads.items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([head, *(row for row in self.rows[name] if row is not None)])
        return folder

    def at(self, table: str, row: int) -> list[str]:
        """A row's cells."""
        return self.rows[table][row - 2]


Change = Callable[[Edited], None]


def put(table: str, row: int, column: str, text: str) -> Change:
    """Enter a text into a cell; a column that the table lacks is added."""

    def change(package: Edited) -> None:
        if column not in package.heads[table]:
            package.heads[table].append(column)
            for cells in package.rows[table]:
                cells.append("")
        package.at(table, row)[package.heads[table].index(column)] = text

    return change


def add(table: str, *rows: Sequence[str]) -> Change:
    """Further rows at the end, cells in the order of the heading; missing cells are empty."""

    def change(package: Edited) -> None:
        width = len(package.heads[table])
        package.rows[table] += [[*row, *[""] * (width - len(row))] for row in rows]

    return change


def table(name: str, head: str, *rows: Sequence[str]) -> Change:
    """A new table, or another one in its place; head: columns with commas between."""

    def change(package: Edited) -> None:
        package.heads[name] = head.split(",")
        package.rows[name] = []
        add(name, *rows)(package)

    return change


def cut(name: str, *rows: int) -> Change:
    """Leave rows out."""

    def change(package: Edited) -> None:
        for row in rows:
            package.rows[name][row - 2] = None

    return change


def keep(name: str, wanted: Callable[[dict[str, str]], bool]) -> Change:
    """Leave out every row that is not wanted."""

    def change(package: Edited) -> None:
        head = package.heads[name]
        package.rows[name] = [row for row in package.rows[name] if wanted(dict(zip(head, row, strict=True)))]

    return change


def without(*tables: str) -> Change:
    """Leave tables out."""

    def change(package: Edited) -> None:
        for name in tables:
            del package.heads[name], package.rows[name]

    return change


def without_column(name: str, column: str) -> Change:
    """Leave a column out."""

    def change(package: Edited) -> None:
        at = package.heads[name].index(column)
        for row in (package.heads[name], *package.rows[name]):
            del row[at]

    return change


def declare(path: str, value: Any) -> Change:
    """Set an entry of the descriptor: `parindex.year`."""

    def change(package: Edited) -> None:
        *above, key = path.split(".")
        entries = package.descriptor
        for name in above:
            entries = entries.setdefault(name, {})
        entries[key] = copy.deepcopy(value)

    return change


def undeclare(path: str) -> Change:
    """Leave an entry of the descriptor out."""

    def change(package: Edited) -> None:
        *above, key = path.split(".")
        entries = package.descriptor
        for name in above:
            entries = entries[name]
        del entries[key]

    return change


Place = tuple[str, int | None, str | None]


@dataclass(frozen=True)
class Case:
    """A package broken in one way.

    code: what must be found, at `at` (file, row, column).  also: (code, place) of what comes with it unavoidably.
    start: the sample.  previous: changes to the package of the year before, where the case needs one: lai-chau-2016
    under another name and year.  said: words that the Vietnamese sentences must hold.
    """

    code: str
    changes: Sequence[Change]
    at: Place
    also: Sequence[tuple[str, Place]] = ()
    start: str = "lai-chau-2016"
    previous: Sequence[Change] | None = None
    said: str = ""

    def found(self, folder: Path) -> list[Problem]:
        """Everything that checking the package finds."""
        package = edited(self.start, self.changes).write(folder / self.start)
        before = None
        if self.previous is not None:
            naming = (declare("name", PREVIOUS), declare("parindex.year", 2015))
            before = edited("lai-chau-2016", (*naming, *self.previous)).write(folder / PREVIOUS)
        return check_paths(package, before).problems

    def expected(self) -> list[tuple[str, Place]]:
        """Code and place of everything that must be found."""
        return [(self.code, self.at), *self.also]

    def hold(self, folder: Path) -> None:
        """The case finds what it must, there, and nothing else."""
        found = self.found(folder)
        assert sorted(map(repr, places(found))) == sorted(map(repr, self.expected()))
        said = " ".join(f"{p.what.vi} {p.mend.vi}" for p in found)
        assert self.said in said, said
        for problem in found:
            assert all((*problem.what, *problem.mend)), problem
            assert "{" not in problem.what.vi + problem.what.en or problem.code.startswith(("rule_", "descriptor")), (
                problem
            )

    def __str__(self) -> str:
        return f"{self.code} {self.at[1] or ''} {self.at[2] or ''}".strip()


def edited(sample: str, changes: Sequence[Change]) -> Edited:
    """A sample with changes."""
    package = Edited(sample)
    for change in changes:
        change(package)
    return package


def places(problems: Sequence[Problem]) -> list[tuple[str, Place]]:
    """Code and place of each."""
    return [(problem.code, tuple(problem.where)) for problem in problems]
