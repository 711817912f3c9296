"""What the kinds that count items share: how a count is written."""

from __future__ import annotations

import re

from parindex.engine.problems import Text
from parindex.engine.rules.base import BadValue, Fault
from parindex.engine.rules.written import amount, listed, quoted, sentence, tidy

_COUNT = re.compile(r"\+?(\d{1,12})(?:[.,]0{1,2})?", re.ASCII)
"""A spreadsheet may write 3 as 3.0; 3.000 may be three thousand and is refused."""

_SPELLED_OUT = 12


def read_count(text: str) -> int:
    """A whole number from 0. Raises BadValue: not_a_count.

    >>> read_count("3"), read_count("3,0")
    (3, 3)
    """
    found = _COUNT.fullmatch(tidy(text))
    if found is None:
        raise BadValue(
            Fault(
                "not_a_count",
                sentence("{0} không phải số nguyên từ 0.", "{0} is not a whole number from 0.", quoted(text)),
                Text(
                    "Ghi số mục, ví dụ 3, không kèm dấu ngăn cách.",
                    "Write the number of items, such as 3, without separators.",
                ),
            )
        )
    return int(found[1])


def spelled_out(points: range, last: int, step: int) -> Text:
    """The points of every count up to `last`; long rows say only where they begin, how they go on, where they end."""
    if len(points) < _SPELLED_OUT:
        return listed([amount(one) for one in (*points, last)])
    shown = (amount(one) for one in (*points[:2], last, step))
    return sentence("{0}; {1}; …; {2} (cách nhau {3})", "{0}; {1}; …; {2} ({3} apart)", *shown)
