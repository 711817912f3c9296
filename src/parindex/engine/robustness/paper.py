"""Robustness as the plain document of the round package: what `robustness --format json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parindex.engine.robustness.outcome import BlockRobustness, Robustness, UnitRobustness

FORMAT = 1

_PLACES = 4
"""Decimals of mean shifts and of indices; shares of draws are whole draws over draws and are not rounded."""


def robustness_document(robustness: Robustness, language: str = "en") -> dict[str, Any]:
    """The figures as one JSON-ready document. `language` chooses the words of the assumptions alone."""
    return {
        "format": FORMAT,
        "name": robustness.name,
        "draws": robustness.draws,
        "seed": robustness.seed,
        "assumptions": [text.said(language) for text in robustness.assumptions],
        "blocks": [_block(block) for block in robustness.blocks],
    }


def _block(block: BlockRobustness) -> dict[str, Any]:
    return {
        "block": block.block,
        "units": [_unit(unit) for unit in block.units],
        "level": [list(group) for group in block.level],
        "criteria": [
            {
                "criterion": left.criterion,
                "mean_shift": round(left.mean_shift, _PLACES),
                "largest_shift": left.largest_shift,
                "unit": left.unit,
            }
            for left in block.criteria
        ],
        "choices": [
            {
                "choice": choice.choice,
                "first_order": round(choice.first_order, _PLACES),
                "total": round(choice.total, _PLACES),
            }
            for choice in block.choices
        ],
    }


def _unit(unit: UnitRobustness) -> dict[str, Any]:
    return {
        "unit": unit.unit,
        "rank": unit.rank,
        "q05": unit.q05,
        "median": unit.median,
        "q95": unit.q95,
        "above_next": unit.above_next,
        "ranks": {str(rank): share for rank, share in unit.ranks.items()},
    }
