"""Results as plain rows, for CSV files, data frames and spreadsheets.

Points are exact decimal strings; an index is a float rounded to the set's decimals, None where there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parindex.engine.document import printed_change
from parindex.engine.points import half_up, plain
from parindex.engine.sheet import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from parindex.engine.results import Results, UnitResult

Row = dict[str, Any]


def rows(results: Results, table: str = "units") -> list[Row]:
    """One dict a row. Raises ValueError for a table that does not exist.

    "units": a row per unit.  "areas": a row per unit and component.  "cells": a row per unit and leaf.
    """
    if table not in TABLES:
        raise ValueError(f"table is one of {', '.join(TABLES)}, not {table!r}")
    return list(TABLES[table](results))


def _shown(value: Fraction | None, decimals: int) -> float | None:
    return None if value is None else half_up(value, decimals) / 10**decimals


def _results(results: Results) -> Iterator[tuple[str, UnitResult]]:
    for block in results.blocks:
        for unit in block.units:
            yield block.block, unit


def _units(results: Results) -> Iterator[Row]:
    decimals = results.round.recipe.decimals
    for block, result in _results(results):
        standing, previous = result.standing, result.previous
        before = None if previous is None else previous.index
        change = printed_change(standing.index, before, decimals)
        yield {
            "block": block,
            "rank": standing.rank,
            "unit": result.unit.code,
            "name_vi": result.unit.name.vi,
            "name_en": result.unit.name.en,
            "points": plain(standing.points),
            "maximum": plain(standing.maximum),
            "index": _shown(standing.index, decimals),
            "tied": standing.tied,
            "band": None if result.band is None else result.band.code,
            "previous_index": _shown(before, decimals),
            "previous_rank": None if previous is None else previous.rank,
            "change": None if change is None else change / 10**decimals,
            **{f"index_{code}": _shown(area.index, decimals) for code, area in result.areas.items()},
        }


def _areas(results: Results) -> Iterator[Row]:
    decimals = results.round.recipe.decimals
    for block, result in _results(results):
        for code, standing in result.areas.items():
            yield {
                "block": block,
                "unit": result.unit.code,
                "area": code,
                "points": plain(standing.points),
                "maximum": plain(standing.maximum),
                "index": _shown(standing.index, decimals),
                "rank": standing.rank,
            }


def _cells(results: Results) -> Iterator[Row]:
    leaves = results.round.tree.leaves
    for at, unit in enumerate(results.round.units):
        cells = zip(leaves, results.points[at].tolist(), results.maxima[at].tolist(), results.state[at], strict=True)
        for leaf, points, maximum, state in cells:
            yield {
                "block": unit.block,
                "unit": unit.code,
                "criterion": leaf.code,
                "state": State(int(state)).word,
                "points": plain(points),
                "maximum": plain(maximum),
            }


TABLES: dict[str, Callable[[Results], Iterator[Row]]] = {"units": _units, "areas": _areas, "cells": _cells}
