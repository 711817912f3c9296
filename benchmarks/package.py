"""A package from CSV files and from a workbook: checked, computed, beside a plain query over the same files."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.made_up import write_package
from benchmarks.timing import Row, in_its_own_process

CSV_UNITS, CSV_LEAVES = 10_000, 90
BOOK_UNITS, BOOK_LEAVES = 400, 50

OURS = """
from parindex.engine.compute import compute
from parindex.package.checks.check import check
from parindex.package.files.reading import read_package
from parindex.package.checks.build import build_round
package = read_package({path!r})
problems = check(package)
assert not problems, problems[:3]
results = compute(build_round(package)[0])
assert len(results.blocks[0].units) == {units}
"""

# sums by unit and area and ranks of the index; nothing is checked
PLAIN = {
    "duckdb": """
import duckdb
duckdb.sql('''
    with cells as (
        select s.unit, split_part(s.criterion, '.', 1) area, s.points, c.max_points
        from read_csv({scores!r}) s join read_csv({criteria!r}) c on c.code = s.criterion where s.state = 'scored'),
    areas as (select unit, area, sum(points) / sum(max_points) index from cells group by all),
    units as (select unit, sum(points) / sum(max_points) index from cells group by unit)
    select unit, rank() over (order by index desc) from units
    union all select unit, rank() over (partition by area order by index desc) from areas
''').fetchall()
""",
    "polars": """
import polars as pl
scores = pl.read_csv({scores!r}).filter(pl.col("state") == "scored")
criteria = pl.read_csv({criteria!r}).select("code", "max_points").drop_nulls()
cells = scores.join(criteria, left_on="criterion", right_on="code")
cells = cells.with_columns(area=pl.col("criterion").str.split(".").list.first())
index = pl.col("points").sum() / pl.col("max_points").sum()
units = cells.group_by("unit").agg(index=index).with_columns(pl.col("index").rank("min", descending=True))
areas = cells.group_by("unit", "area").agg(index=index)
areas.with_columns(pl.col("index").rank("min", descending=True).over("area"))
""",
}
PLAIN_BOOK = """
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path({path!r})
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python()
"""


def rows() -> Iterator[Row]:
    """900,000 rows of CSV; 20,000 score rows of a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        yield _csv(Path(folder))
        yield _book(Path(folder))


def _csv(folder: Path) -> Row:
    package = write_package(folder / "large", CSV_UNITS, CSV_LEAVES)
    seconds, memory = in_its_own_process(OURS.format(path=str(package), units=CSV_UNITS))
    name = next((name for name in PLAIN if importlib.util.find_spec(name)), None)
    plain = None
    if name:
        code = PLAIN[name].format(scores=str(package / "scores.csv"), criteria=str(package / "criteria.csv"))
        plain, _ = in_its_own_process(code)
    return Row(
        f"check + compute from CSV, {CSV_UNITS:,} units x {CSV_LEAVES}",
        seconds,
        3.0,
        plain,
        f"{name}, nothing checked" if name else "",
        memory,
        600.0,
    )


def _book(folder: Path) -> Row:
    from parindex.cli.main import main

    package = write_package(folder / "small", BOOK_UNITS, BOOK_LEAVES)
    book = folder / "small.xlsx"
    with contextlib.redirect_stdout(io.StringIO()):
        code = main(["convert", str(package), str(book)])
    if code:
        raise RuntimeError("the workbook cannot be written")
    seconds, memory = in_its_own_process(OURS.format(path=str(book), units=BOOK_UNITS))
    plain, _ = in_its_own_process(PLAIN_BOOK.format(path=str(book)))
    what = f"check + compute from a workbook, {BOOK_UNITS * BOOK_LEAVES:,} score rows"
    return Row(what, seconds, 2.0, plain, "calamine, cells read and left", memory)
