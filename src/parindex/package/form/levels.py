"""Level descriptions under a criterion: "Ban hành đúng hạn: 1", "- Kịp thời: 0,5", "Chậm (0,25 điểm)"."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex.engine.points import micropoints, plain
from parindex.engine.rules import BadRule, read_rule

if TYPE_CHECKING:
    from collections.abc import Sequence

_BULLET = re.compile(r"^\s*[-–—−+*•·▪○●>]+\s*")
_POINTS = r"(?P<points>\d{1,4}(?:[.,]\d{1,6})?)"
_ENDS = (
    re.compile(rf"(?P<name>.*\S)\s*[:=]\s*\(?{_POINTS}\s*(?:điểm|đ)?\)?\s*[.;,]?\Z", re.IGNORECASE),
    re.compile(rf"(?P<name>.*\S)\s*\({_POINTS}\s*(?:điểm|đ)\)\s*[.;,]?\Z", re.IGNORECASE),
    re.compile(rf"(?P<name>.*\S)\s*[,–-]\s*{_POINTS}\s*(?:điểm|đ)\s*[.;,]?\Z", re.IGNORECASE),
)
_ITEMS = re.compile(r"\b(mỗi|cứ|trừ|tối đa|không quá|nhân|chia)\b", re.IGNORECASE)
"""Words of a description that is no level: points by the item, taken away, or computed."""

_MAXIMUM = re.compile(
    r"(?P<name>.*\S)\s*\((?:tối đa\s*)?(?P<points>\d{1,4}(?:[.,]\d{1,6})?)\s*(?:điểm|đ)\)\s*\Z", re.IGNORECASE
)


class Level(NamedTuple):
    """One level: its words, and its micropoints where they can be told."""

    name: str
    points: int | None


def without_bullet(text: str) -> str:
    """A text without the dash or dot before it.

    >>> without_bullet("- Kịp thời: 0,5")
    'Kịp thời: 0,5'
    """
    return _BULLET.sub("", text, count=1)


def read_level(text: str, maximum: int | None) -> Level:
    """A level from its row. maximum: micropoints in the column of the maximum, None where that is empty.

    >>> read_level("- Kịp thời: 0,5", None), read_level("Mỗi báo cáo chậm trừ: 0,25", None)
    (Level(name='Kịp thời', points=500000), Level(name='Mỗi báo cáo chậm trừ: 0,25', points=None))
    """
    bare = without_bullet(text)
    if _ITEMS.search(bare):
        return Level(bare, None)
    for end in _ENDS:
        if found := end.match(bare):
            points = micropoints(found["points"].replace(",", "."))
            agreed = maximum is None or maximum == points
            return Level(found["name"].strip(" :=-–"), points if agreed else None)
    return Level(bare.rstrip(" :;."), maximum)


def split_maximum(name: str) -> tuple[str, int | None]:
    """A name that ends with its maximum, as "Kế hoạch (1,5 điểm)", without it, and the maximum in micropoints.

    >>> split_maximum("Kế hoạch CCHC (1,5 điểm)"), split_maximum("Kế hoạch")
    (('Kế hoạch CCHC', 1500000), ('Kế hoạch', None))
    """
    found = _MAXIMUM.match(name)
    return (found["name"], micropoints(found["points"].replace(",", "."))) if found else (name, None)


def levels_rule(levels: Sequence[Level], maximum: int, scored: Sequence[int]) -> str | None:
    """The parameters of a `levels` rule, where the rows beyond doubt make one; None where they do not.

    Every row has its points, the best level gives the maximum, one gives 0, and all points entered are a level's.
    """
    points = [level.points for level in levels]
    if len(levels) < 2 or None in points or 0 not in points or not set(scored) <= set(points):
        return None
    rows = [{"points": _number(level.points or 0), "name_vi": level.name} for level in levels]
    params: dict[str, Any] = {"levels": rows}
    try:
        read_rule("levels", json.loads(json.dumps(params), parse_float=Decimal, parse_int=Decimal), maximum)
    except BadRule:
        return None
    return json.dumps(params, ensure_ascii=False)


def _number(points: int) -> int | float:
    written = plain(points)
    return float(written) if "." in written else int(written)
