"""Everything wrong with a set, all at once: the package room's own checks, each problem at its criterion."""

from __future__ import annotations

from typing import Any, NamedTuple

from parindex.criteria.models import CriteriaSet
from parindex.criteria.tables import SET_TABLES, made_table, set_tables
from parindex.directory.models import Unit
from parindex.engine.problems import Problem, Text, Where
from parindex.grammar.verdict import YES, Verdict, no
from parindex.package.checks.check import check
from parindex.package.tables import Package, Table

PLACES = {f"{name}.csv": name for name in SET_TABLES}


class Finding(NamedTuple):
    """A problem and where it lies. table: "criteria", "crosswalk", "reasons"; code: the row's, "" for all of it."""

    problem: Problem
    table: str
    code: str


def set_package(set_: CriteriaSet) -> Package:
    """The set alone, as a package of the format."""
    return Package(set_.code, "folder", described(set_), set_tables(set_))


def described(set_: CriteriaSet) -> dict[str, Any]:
    """The descriptor of the set's package."""
    own = {"format": 1, "title_en": set_.title_en, "year": set_.year}
    return {"name": set_.code, "title": set_.title_vi, "profile": "tabular-data-package", "parindex": own}


def check_set(set_: CriteriaSet) -> list[Finding]:
    """All problems, errors and notes, in the order of the tables and their rows."""
    package, units = set_package(set_), _units()
    previous = set_package(set_.previous) if set_.previous else None
    found = findings(with_units(package, units), previous and with_units(previous, units))
    waiting = set_.crosswalk.filter(confirmed=False).count()
    return [*found, *([Finding(_unconfirmed(waiting), "crosswalk", "")] if waiting else [])]


def findings(package: Package, previous: Package | None) -> list[Finding]:
    """What the package's checks say of the tables of a set."""
    places = {table.place: name for name, table in package.tables.items() if name in SET_TABLES}
    places = {**PLACES, **places}
    return [
        Finding(problem, places[problem.where.file], _code(package.tables.get(places[problem.where.file]), problem))
        for problem in check(package, previous)
        if problem.where.file in places
    ]


def with_units(package: Package, units: Table | None = None) -> Package:
    """The set's tables, and the units of the directory, against which lead units are checked."""
    tables = {name: table for name, table in package.tables.items() if name in SET_TABLES}
    found = units or _units()
    if len(found):
        tables["units"] = found
    return Package(package.name, package.kind, package.descriptor, tables, package.notes, package.unread)


def _units() -> Table:
    rows = [
        {"code": code, "name_vi": vi, "name_en": en, "block": "all"}
        for code, vi, en in Unit.objects.order_by("pk").values_list("code", "name_vi", "name_en")
    ]
    return made_table("units", rows)


def _code(table: Table | None, problem: Problem) -> str:
    row = problem.where.row
    if table is None or row is None:
        return ""
    at = next((at for at, number in enumerate(table.rows.tolist()) if number == row), None)
    if at is None:
        return ""
    return table.texts("criterion" if table.name == "crosswalk" else "code")[at]


def _unconfirmed(many: int) -> Problem:
    return Problem(
        "link_unconfirmed",
        Where("crosswalk.csv"),
        Text(f"Còn {many} dòng đối chiếu với năm trước chưa được xác nhận.", f"{many} crosswalk rows are unconfirmed."),
        Text("Mở trang Đối chiếu và xác nhận từng dòng.", "Open the crosswalk and confirm them."),
    )


def ready(set_: CriteriaSet) -> Verdict:
    """Whether the set can be frozen: no error is left in it."""
    errors = [finding for finding in check_set(set_) if finding.problem.is_error]
    if not errors:
        return YES
    first = errors[0].problem.what
    return no(
        f"Bộ tiêu chí còn {len(errors)} lỗi; lỗi đầu tiên: {first.vi}",
        f"{len(errors)} errors are left in the set; the first: {first.en}",
        ask=Text("Mở bộ tiêu chí và sửa các lỗi đã nêu.", "Open the set and mend what is listed."),
    )
