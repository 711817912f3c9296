"""Results as the plain document of the round package: what `compute --format json` prints and the API serves.

Percentages and points are decimal strings: points exact, percentages rounded half up to the set's decimals. A printed
change is the difference of the two printed percentages, so that a printed line adds up; whether a unit rose or fell is
decided on the exact ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parindex.engine.points import fixed, half_up, plain, shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from parindex.engine.compare import Comparison
    from parindex.engine.problems import Problem
    from parindex.engine.results import BlockResult, Results, Spread, Standing, UnitResult

FORMAT = 1


def results_document(results: Results, language: str = "vi") -> dict[str, Any]:
    """The results as one JSON-ready document. `language` chooses the words of problems and reasons alone."""
    round_ = results.round
    comparison = results.comparison
    document: dict[str, Any] = {
        "format": FORMAT,
        "name": round_.name,
        "year": round_.year,
        "stage": results.stage,
        "previous": None if comparison is None else comparison.previous.round.name,
        "blocks": [_block(results, block) for block in results.blocks],
    }
    if comparison is not None:
        document["comparison"] = _comparison(results, comparison, language)
    if round_.caveat.said(language):
        document["notice"] = round_.caveat.said(language)
    document["problems"] = [problem_document(problem, language) for problem in results.problems]
    return document


def problem_document(problem: Problem, language: str) -> dict[str, Any]:
    """One problem as plain values."""
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        "file": problem.where.file,
        "row": problem.where.row,
        "column": problem.where.column,
        "what": problem.what.said(language),
        "mend": problem.mend.said(language),
    }


def printed_change(now: Fraction | None, before: Fraction | None, decimals: int) -> int | None:
    """The change as printed, in 10^-decimals: the difference of the two rounded percentages."""
    if now is None or before is None:
        return None
    return half_up(now, decimals) - half_up(before, decimals)


def _percent(value: Fraction | None, decimals: int) -> str | None:
    return None if value is None else shown(value, decimals)


def _units(value: int | None, decimals: int) -> str | None:
    return None if value is None else fixed(value, decimals)


def _block(results: Results, block: BlockResult) -> dict[str, Any]:
    decimals = results.round.recipe.decimals
    return {
        "block": block.block,
        "overall": {
            "units": len(block.units),
            "mean": _percent(block.overall.mean, decimals),
            "median": _percent(block.overall.median, decimals),
            "range": _units(block.overall.range_units, decimals),
            "rose": block.rose,
            "fell": block.fell,
            "above_mean": block.overall.above_mean,
            "full": block.overall.full,
            "highest": list(block.overall.highest),
            "lowest": list(block.overall.lowest),
            "bands": dict(block.bands),
        },
        "areas": [_area(code, spread, decimals) for code, spread in block.areas.items()],
        "units": [_unit(unit, decimals) for unit in block.units],
    }


def _area(code: str, spread: Spread, decimals: int) -> dict[str, Any]:
    return {
        "criterion": code,
        "units": spread.units,
        "mean": _percent(spread.mean, decimals),
        "median": _percent(spread.median, decimals),
        "range": _units(spread.range_units, decimals),
        "above_mean": spread.above_mean,
        "full": spread.full,
        "highest": list(spread.highest),
        "lowest": list(spread.lowest),
    }


def _standing(standing: Standing, decimals: int) -> dict[str, Any]:
    return {
        "points": plain(standing.points),
        "maximum": plain(standing.maximum),
        "index": _percent(standing.index, decimals),
        "rank": standing.rank,
    }


def _unit(result: UnitResult, decimals: int) -> dict[str, Any]:
    previous = result.previous
    before = None if previous is None else previous.index
    return {
        "unit": result.unit.code,
        **_standing(result.standing, decimals),
        "tied": result.standing.tied,
        "band": None if result.band is None else result.band.code,
        "previous_index": _percent(before, decimals),
        "previous_rank": None if previous is None else previous.rank,
        "change": _units(printed_change(result.standing.index, before, decimals), decimals),
        "areas": {code: _standing(standing, decimals) for code, standing in result.areas.items()},
        **({"adjustment": plain(result.adjustment)} if result.adjustment else {}),
        **({"undecided": list(result.undecided)} if result.undecided else {}),
    }


def _comparison(results: Results, comparison: Comparison, language: str) -> dict[str, Any]:
    """Like for like, what each change is made of, and why a comparison cannot be made."""
    return {
        "previous_year": comparison.previous.round.year,
        "common_share": {
            "now": shown(100 * comparison.shares[0], 2),
            "before": shown(100 * comparison.shares[1], 2),
        },
        "notes": [note.said(language) for note in comparison.notes],
        "units": {
            unit.unit.code: _made_of(unit, comparison, results.round.recipe.decimals, language)
            for block in results.blocks
            for unit in block.units
        },
        "areas": {
            block.block: {
                code: _area_before(comparison, block.block, code, results.round.recipe.decimals, language)
                for code in block.areas
            }
            for block in results.blocks
        },
    }


def _made_of(unit: UnitResult, comparison: Comparison, decimals: int, language: str) -> Mapping[str, Any]:
    reason = unit.previous.reason.said(language) if unit.previous is not None else ""
    change = comparison.change(unit.unit)
    if change is None:
        return {"like_for_like": None, "made_of": None, "reason": reason}
    return {
        "like_for_like": {
            "now": shown(change.like_now, decimals),
            "before": shown(change.like_before, decimals),
            "change": fixed(printed_change(change.like_now, change.like_before, decimals) or 0, decimals),
        },
        "made_of": {
            "performance": shown(change.performance, decimals),
            "criteria": shown(change.criteria, decimals),
            "maxima": shown(change.maxima, decimals),
            "adjustments": shown(change.adjustments, decimals),
        },
        "reason": reason,
    }


def _area_before(comparison: Comparison, block: str, code: str, decimals: int, language: str) -> Mapping[str, Any]:
    before = comparison.area(block, code)
    return {
        "previous": before.area,
        "previous_mean": _percent(before.mean, decimals),
        "reason": before.reason.said(language),
    }
