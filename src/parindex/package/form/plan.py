"""The rows of a written form: which criterion, level or sum stands in which row. The same for every unit of a round."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parindex.engine.points import plain
from parindex.engine.rules.levels import Levels
from parindex.engine.rules.manual import Manual
from parindex.engine.tree import Source
from parindex.package.form.numbering import code_of, paths_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.engine.round import Round
    from parindex.engine.tree import Criterion


@dataclass(slots=True)
class Row:
    """kind: "area", "group", "leaf", "level" or "total".  at: its row in the sheet, from 0.  depth: from 1.

    below: the rows of its direct children.  last: the last row at or under it.  count: criteria under it, groups and
    leaves.  leaves: the leaves at or under it.
    """

    kind: str
    at: int
    label: str
    name: str
    depth: int
    criterion: Criterion | None = None
    below: list[int] = field(default_factory=list)
    last: int = 0
    count: int = 0
    leaves: list[Row] = field(default_factory=list)


def plan(round_: Round, first: int) -> list[Row]:
    """All rows below the head, from the row `first` (from 0) on, the total at the end."""
    tree = round_.tree
    labels = {code: code_of(path) for code, path in paths_of([(c.code, c.parent) for c in tree.criteria]).items()}
    rows: list[Row] = []
    total = Row("total", 0, "", "TỔNG CỘNG", 1)

    def add(code: str, above: Sequence[Row]) -> None:
        children = tree.children[code]
        depth = tree.depth[code]
        kind = "leaf" if not children else "area" if depth == 1 else "group"
        row = Row(kind, first + len(rows), labels[code], tree.by_code[code].name.vi, depth, tree.by_code[code])
        above[-1].below.append(row.at)
        rows.append(row)
        for group in above:
            group.count += 1
        if children:
            for child in children:
                add(child, [*above, row])
        else:
            for group in (*above, row):
                group.leaves.append(row)
            for text in _levels(row.criterion):
                rows.append(Row("level", first + len(rows), "", text, depth))
        row.last = first + len(rows) - 1

    for area in tree.areas:
        add(area.code, [total])
    total.at = total.last = first + len(rows)
    return [*rows, total]


def _levels(criterion: Criterion | None) -> list[str]:
    """The rows of text under a leaf: its levels, or how its points come about."""
    rule = criterion.rule if criterion is not None else None
    if rule is None or criterion is None:
        return []
    if isinstance(rule, Levels):
        points = [plain(level.points).replace(".", ",") for level in rule.levels]
        return [f"– {level.name.vi or f'Mức {at}'}: {at}" for level, at in zip(rule.levels, points, strict=True)]
    if isinstance(rule, Manual) or criterion.source is Source.SURVEY:
        return []
    return [f"– {rule.described().vi}"]
