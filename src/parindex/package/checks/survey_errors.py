"""How exact surveyed points are: the standard error behind each survey's answers, where the value tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from parindex.engine.rules.base import BadValue
from parindex.engine.rules.survey import Survey
from parindex.engine.sheet import State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parindex.package.checks.cells import Cells
    from parindex.package.checks.criteria import Criteria
    from parindex.package.tables import Table


def survey_errors(table: Table | None, criteria: Criteria, cells: Cells) -> NDArray[np.int64] | None:
    """Standard errors in micropoints, shape (units, leaves), 0 where none is known; None where none is known at all."""
    column = None if table is None else table.columns.get("value")
    if column is None:
        return None
    _, state = cells.sheet.latest()
    records = cells.latest_record()
    errors = np.zeros(state.shape, np.int64)
    for at, rule in enumerate(criteria.rules):
        rows = np.flatnonzero((state[:, at] == State.SCORED) & (records[:, at] >= 0))
        if isinstance(rule, Survey) and len(rows):
            codes, of = np.unique(column.codes[records[rows, at]], return_inverse=True)
            errors[rows, at] = np.array([_error(rule, column.values[code]) for code in codes.tolist()])[of]
    return errors if errors.any() else None


def _error(rule: Survey, value: str) -> int:
    try:
        return rule.error(value) if value else 0
    except BadValue:  # told when the value was checked
        return 0
