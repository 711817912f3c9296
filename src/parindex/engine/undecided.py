"""Cells that nobody decided on: they are listed, never counted as zero, and keep a round from being published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from parindex.engine.problems import Problem, Text, Where
from parindex.engine.sheet import State

if TYPE_CHECKING:
    from parindex.engine.round import Round
    from parindex.engine.score import Counted

LISTED = 8
"""Leaves named per unit before the rest is counted."""

_WORDS = {
    State.MISSING: Text("chưa có điểm", "no points"),
    State.NOT_SUBMITTED: Text("đơn vị chưa nộp", "not submitted"),
    State.NOT_APPRAISED: Text("chưa thẩm định", "not appraised"),
    State.TOO_FEW_ANSWERS: Text("không đủ số phiếu", "too few answers"),
}


def undecided_problems(round_: Round, cells: Counted) -> tuple[Problem, ...]:
    """One problem per unit and kind of absence, naming the leaves."""
    found = []
    for at in np.flatnonzero(cells.undecided.any(axis=1)).tolist():
        for state, word in _WORDS.items():
            where = np.flatnonzero(cells.undecided[at] & (cells.state[at] == state))
            if len(where):
                found.append(_problem(round_, at, [round_.tree.leaves[p].code for p in where], word))
    return tuple(found)


def _problem(round_: Round, at: int, codes: list[str], word: Text) -> Problem:
    unit = round_.units[at]
    listed = ", ".join(codes[:LISTED])
    more = len(codes) - LISTED
    rest = Text(f" và {more} tiêu chí khác" if more > 0 else "", f" and {more} more" if more > 0 else "")
    return Problem(
        code="undecided",
        where=Where("scores"),
        what=Text(
            f"{unit.code} ({unit.name.vi}): {word.vi} ở tiêu chí {listed}{rest.vi}; kết quả của đơn vị là tạm tính",
            f"{unit.code} ({unit.name.said('en')}): {word.en} for {listed}{rest.en}; the unit's result is provisional",
        ),
        mend=Text(
            "Ghi điểm, hoặc trạng thái not_applicable, not_submitted, not_appraised, too_few_answers cho từng tiêu chí.",
            "Enter points, or a state (not_applicable, not_submitted, not_appraised, too_few_answers), for each.",
        ),
    )
