"""How firm the ranks are, from the robustness figures alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parindex.report.content import Annex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.report.facts import Scope
    from parindex.report.numbering import Numbering

Ranks = Any


def rank_sentences(scope: Scope, ranks: Ranks) -> str:
    """What the draws say about a block's ranking."""
    del scope, ranks
    return ""


def rank_annex(every: Sequence[Scope], *, numbering_of: Numbering, ranks: Ranks) -> tuple[Annex, ...]:
    """The annex of rank intervals."""
    del every, numbering_of, ranks
    return ()
