"""The public face for Python and notebooks: read, check, compute, and hand results on as plain values or frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parindex.engine.compute import compute as compute_round
from parindex.engine.problems import CannotRead, Problem
from parindex.engine.results import Results
from parindex.engine.round import Round
from parindex.engine.rows import TABLES, rows
from parindex.package.catalogue.scores import UNDECIDED
from parindex.package.checks.build import build_round
from parindex.package.checks.years import not_earlier
from parindex.package.files.reading import read_package

if TYPE_CHECKING:
    from os import PathLike

    from parindex.engine.robustness import Robustness
__all__ = [
    "TABLES",
    "CannotRead",
    "Results",
    "Round",
    "check",
    "compute",
    "frame",
    "open_round",
    "open_rounds",
    "read",
    "robustness",
    "rows",
]


def read(path: str | PathLike[str]) -> Round:
    """Read a round package: a folder, a .zip or an .xlsx workbook.

    Raises CannotRead, with every problem and how to mend it, where no round can be made of it or where any error was
    found. `open_round` is the forgiving one.
    """
    round_, problems = open_round(path)
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        raise CannotRead(errors)
    return round_


def open_round(path: str | PathLike[str]) -> tuple[Round, list[Problem]]:
    """A round and everything that is wrong with it; cells that could not be read are left undecided.

    Undecided cells are not among the problems: `compute` tells of them, unit by unit. Raises CannotRead where there is
    nothing to compute at all.
    """
    round_, problems = build_round(read_package(path))
    if round_ is None:
        raise CannotRead(problems)
    return round_, [problem for problem in problems if problem.code not in UNDECIDED]


def open_rounds(
    path: str | PathLike[str], previous: str | PathLike[str] | None
) -> tuple[Round, Round | None, list[Problem]]:
    """A round, the one before it (None where `previous` is None), and everything that is wrong with the two."""
    round_, problems = open_round(path)
    if previous is None:
        return round_, None, problems
    before, more = open_round(previous)
    if before.year >= round_.year:
        more.append(not_earlier(round_.year, before.year))
    return round_, before, [*problems, *more]


def check(path: str | PathLike[str], previous: str | PathLike[str] | None = None) -> list[Problem]:
    """Everything wrong with a package, all at once. Raises CannotRead where it cannot be read."""
    from parindex.package.checks.check import check_paths

    found = check_paths(path, previous)
    if not found.readable:
        raise CannotRead(found.problems)
    return found.problems


def compute(round_: Round, *, previous: Round | None = None, stage: str | None = None) -> Results:
    """Exact results of a round, compared with the previous one where it is given.

    stage: "self", "appraised", "explained" or "final" computes as things stood then; None takes the latest of each.

    Raises ValueError for another stage, TypeError for anything that is no Round.
    """
    for given in (round_, previous):
        if given is not None and not isinstance(given, Round):
            raise TypeError(f"compute takes a Round; give it parindex.read({given!r})")
    return compute_round(round_, previous, stage)


def robustness(results: Results, *, draws: int = 2000, seed: int = 1) -> Robustness:
    """How far ranks would move under other weights: see docs/explanation/robustness.md for what it says."""
    from parindex.engine.robustness import robustness as robustness_of

    return robustness_of(results, draws=draws, seed=seed)


def frame(results: Results, table: str = "units", kind: str = "pandas") -> Any:
    """Results as a data frame of `kind` "pandas", "polars" or "arrow", where that library is installed.

    table: one of TABLES ("units", "areas", "cells"), with the columns of `rows`.

    Raises ValueError for another table or kind, ImportError where the library is missing.
    """
    found = rows(results, table)
    columns = {name: [row[name] for row in found] for name in (found[0] if found else ())}
    if kind == "pandas":
        import pandas as pd

        return pd.DataFrame(columns)
    if kind == "polars":
        import polars as pl

        return pl.DataFrame(columns)
    if kind == "arrow":
        import pyarrow as pa

        return pa.table(columns)
    raise ValueError(f'kind is "pandas", "polars" or "arrow", not {kind!r}')
