"""Points from a ratio against lower bounds: at least 90 % 2, at least 70 % 1, else 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, ClassVar, NamedTuple, Self

from parindex.engine.points import MICRO
from parindex.engine.problems import Text
from parindex.engine.rules.base import BadRule, Fault
from parindex.engine.rules.handbook import RATIO, UNIT, Entry, Example, Param
from parindex.engine.rules.params import Named, Params, place
from parindex.engine.rules.ratio import RatioRule
from parindex.engine.rules.written import amount, listed, percent, sentence

LOWER = ("at_least", "above", "min", "from")
UPPER = ("below", "at_most")
UNCLEAR = ("max", "to", "up_to")
KEYS = ("points", "included", *LOWER, *UPPER)

_EXAMPLE = '"bands": [{"at_least": 90, "points": 2}, {"at_least": 70, "points": 1}, {"points": 0}]'
_THREE = (
    '{"unit": "%", "bands": [{"at_least": 90, "points": 2}, {"above": 70, "points": 1}, {"at_least": 0, "points": 0}]}'
)
_REST = '{"unit": "%", "bands": [{"at_least": 80, "points": 1}, {"points": 0}]}'
_OPEN = '{"unit": "%", "bands": [{"at_least": 80, "included": false, "points": 1}, {"points": 0}]}'
_UPPER = '{"unit": "%", "bands": [{"min": 80, "points": 1}, {"min": 0, "below": 80, "points": 0}]}'

ENTRY = Entry(
    name=Text("Theo khoảng", "Bands"),
    meaning=Text(
        "Tỷ lệ rơi vào khoảng nào thì được điểm của khoảng đó; mỗi cận dưới nói rõ có tính chính nó hay không.",
        "The points of the band that the ratio falls into; each lower bound says whether it is included itself.",
    ),
    value=RATIO,
    params=(
        UNIT,
        Param(
            "bands",
            Text(
                "Các khoảng, từ cao xuống thấp hoặc từ thấp lên cao, mỗi khoảng có points và một cận dưới: at_least (tính "
                'cả cận, cũng viết min, from) hoặc above (không tính cận). at_least kèm "included": false là above. '
                "Không có cận dưới: từ 0. Có thể ghi thêm cận trên below hoặc at_most; khi đó chỗ hở và chỗ chồng bị báo.",
                "The bands, from high to low or from low to high, each with points and a lower bound: at_least (itself "
                'included; also min, from) or above (excluded). at_least with "included": false is above. Without a '
                "lower bound: from 0. An upper bound, below or at_most, may be added; holes and overlaps are then found.",
            ),
            required=True,
        ),
    ),
    examples=(
        Example(_THREE, "2", "90%", "2"),
        Example(_THREE, "2", "89,99%", "1"),
        Example(_THREE, "2", "70%", "0"),
        Example(_THREE, "2", "7001/10000", "1"),
        Example(_THREE, "2", "0", "0"),
        Example(_THREE, "2", "107/149", "1"),
        Example(_REST, "1", "80", "1"),
        Example(_REST, "1", "79.999%", "0"),
        Example(_OPEN, "1", "80", "0"),
        Example(
            '{"unit": "%", "bands": [{"at_least": 80, "included": true, "points": 1}, {"points": 0}]}', "1", "80", "1"
        ),
        Example(_UPPER, "1", "80%", "1"),
        Example('{"bands": [{"at_least": 0.9, "points": 2}, {"points": 0}]}', "2", "0.9", "2"),
        Example('{"unit": "%", "bands": [{"at_least": "0.9%", "points": 2}, {"points": 0}]}', "2", "0.95%", "2"),
        Example(_THREE, "2", "0.9", "unclear_ratio"),
        Example(_THREE, "2", "11/10", "over_whole"),
        Example("{}", "2", None, "missing_key"),
        Example('{"bands": []}', "2", None, "no_bands"),
        Example('{"bands": [{"at_least": 90, "points": 2}, {"points": 0}]}', "2", None, "ratio_out_of_range"),
        Example('{"unit": "%", "bands": [{"at_least": 0.9, "points": 2}, {"points": 0}]}', "2", None, "unclear_ratio"),
        Example('{"unit": "%", "bands": [{"at_least": 90, "points": 2}]}', "2", None, "bands_hole"),
        Example('{"unit": "%", "bands": [{"above": 0, "points": 2}]}', "2", None, "bands_hole"),
        Example(
            '{"unit": "%", "bands": [{"at_least": 70, "points": 1}, {"at_least": 90, "points": 2}, {"points": 0}]}',
            "2",
            None,
            "bands_unordered",
        ),
        Example(
            '{"unit": "%", "bands": [{"at_least": 90, "points": 2}, {"at_least": 90, "points": 1}, {"points": 0}]}',
            "2",
            None,
            "same_bound_twice",
        ),
        Example(
            '{"unit": "%", "bands": [{"at_least": 90, "points": 1}, {"at_least": 70, "points": 2}, {"points": 0}]}',
            "2",
            None,
            "points_falling",
        ),
        Example(
            '{"unit": "%", "bands": [{"at_least": 90, "points": 1}, {"points": 0}]}', "2", None, "maximum_out_of_reach"
        ),
        Example(
            '{"unit": "%", "bands": [{"at_least": 90, "points": 2}, {"below": 80, "points": 0}]}',
            "2",
            None,
            "bands_hole",
        ),
        Example(
            '{"unit": "%", "bands": [{"above": 90, "points": 2}, {"below": 90, "points": 0}]}', "2", None, "bands_hole"
        ),
        Example(
            '{"unit": "%", "bands": [{"at_least": 90, "points": 2}, {"at_most": 90, "points": 0}]}',
            "2",
            None,
            "bands_overlap",
        ),
        Example(
            '{"unit": "%", "bands": [{"at_least": 90, "below": 100, "points": 2}, {"points": 0}]}',
            "2",
            None,
            "bands_hole",
        ),
        Example(
            '{"unit": "%", "bands": [{"above": 80, "included": true, "points": 2}, {"points": 0}]}',
            "2",
            None,
            "two_bounds",
        ),
        Example('{"unit": "%", "bands": [{"above": 100, "points": 2}, {"points": 0}]}', "2", None, "empty_band"),
        Example(
            '{"unit": "%", "bands": [{"at_least": 90, "above": 80, "points": 2}, {"max": 90, "points": 0}]}',
            "2",
            None,
            "two_bounds, unclear_bound",
        ),
    ),
)


class Cut(NamedTuple):
    """A place between ratios: just before `at`, or just after it. Cuts order as the places do."""

    at: Fraction
    after: bool

    def said(self) -> Text:
        """The lower bound: ≥ 90% or > 70%."""
        return sentence("> {0}" if self.after else "≥ {0}", "> {0}" if self.after else "≥ {0}", percent(self.at))


BOTTOM = Cut(Fraction(0), after=False)
TOP = Cut(Fraction(1), after=True)


class Band(NamedTuple):
    """Everything from a cut up to the next band, and its micropoints; `upper` where the data says where it ends."""

    lower: Cut
    points: int
    upper: Cut | None = None


@dataclass(frozen=True, slots=True)
class Bands(RatioRule):
    """Points from the highest band whose lower bound the ratio reaches; `bands` from high to low."""

    bands: tuple[Band, ...]

    kind: ClassVar[str] = "bands"
    rounds: ClassVar[bool] = False
    entry: ClassVar[Entry] = ENTRY

    @classmethod
    def read(cls, params: Mapping[str, Any], maximum: int) -> Self:
        """The rule from `{"unit": "%", "bands": [{"at_least": 90, "points": 2}, ...]}`. Raises BadRule."""
        p = Params(params, maximum, ("unit", "bands"))
        scale, rows = p.scale(), p.rows("bands", _EXAMPLE)
        found = [_band(p, row, place("bands", number), scale) for number, row in enumerate(rows, start=1)]
        bands = [band for band in found if band is not None]
        # what a band that cannot be read leaves open is no hole
        if bands and len(bands) == len(rows):
            _check(p, bands)
        if p.faults:
            raise BadRule(p.faults)
        return cls(maximum, scale, tuple(sorted(bands, reverse=True)))

    def points(self, value: str, best: Fraction | None = None) -> Fraction:  # noqa: ARG002  # for `relative` alone
        """The points of the band that the ratio falls into. Raises BadValue."""
        here = Cut(self.ratio(value), after=False)
        return Fraction(next(band.points for band in self.bands if here >= band.lower), MICRO)

    def can_give(self, points: int) -> bool:
        """Whether a band carries exactly these points."""
        return any(band.points == points for band in self.bands)

    def possible(self) -> Text:
        """The points of the bands, from high to low: "2; 1; 0"."""
        return listed([amount(points) for points in dict.fromkeys(band.points for band in self.bands)])

    def described(self) -> Text:
        """The bounds with their points."""
        told = [sentence("{0}: {1}", "{0}: {1}", band.lower.said(), amount(band.points)) for band in self.bands]
        return sentence("Theo tỷ lệ: {0}.", "By ratio: {0}.", listed(told))


def _band(p: Params, row: object, where: Named, scale: Fraction) -> Band | None:
    if not isinstance(row, Mapping):
        p.wrong_type(where, row, Text('{"at_least": …, "points": …}', '{"at_least": …, "points": …}'))
        return None
    p.spelling(row, (*KEYS, *UNCLEAR))
    before = len(p.faults)
    points = p.row_points(row, where)
    lower = _bound(p, row, LOWER, where, scale) or BOTTOM
    upper = _bound(p, row, UPPER, where, scale)
    _check_unclear(p, row, where)
    lower = _opened(p, row, lower, where)
    if lower >= TOP and len(p.faults) == before:
        p.faults.append(where.fault(_empty()))
    return None if points is None or len(p.faults) > before else Band(lower, points, upper)


def _bound(p: Params, row: Mapping[str, Any], keys: tuple[str, ...], where: Named, scale: Fraction) -> Cut | None:
    given = [key for key in keys if row.get(key) is not None]
    if len(given) > 1:
        both = " + ".join(given)
        fault = _fault_two_bounds(both)
        p.faults.append(where.fault(fault))
    if len(given) != 1:
        return None
    ratio = p.ratio(row[given[0]], where, scale)
    return None if ratio is None else Cut(ratio, after=given[0] in {"above", "at_most"})


def _opened(p: Params, row: Mapping[str, Any], lower: Cut, where: Named) -> Cut:
    """The lower bound as `included` says."""
    included = row.get("included")
    if included is None:
        return lower
    if not isinstance(included, bool):
        p.wrong_type(where, included, Text("true hoặc false", "true or false"))
    elif included and lower.after:
        p.faults.append(where.fault(_fault_two_bounds("above + included")))
    return Cut(lower.at, after=included is False)


def _check_unclear(p: Params, row: Mapping[str, Any], where: Named) -> None:
    for key in UNCLEAR:
        if key in row:
            p.add(
                "unclear_bound",
                sentence(
                    "{0}: “{1}” không nói rõ có tính chính cận đó hay không.",
                    "{0}: “{1}” does not say whether the bound is included.",
                    where.label,
                    key,
                ),
                Text(
                    "Dùng below (không tính cận) hoặc at_most (tính cả cận).",
                    "Use below (excluded) or at_most (included).",
                ),
            )


def _check(p: Params, bands: list[Band]) -> None:
    """Order, holes, overlaps, and whether more is worth more; bands are as they stand in the data."""
    if _check_order(p, bands):
        rising = sorted(bands)
        _check_holes(p, rising)
        _check_falling(p, rising)
    if (highest := max(band.points for band in bands)) < p.maximum:
        p.out_of_reach(amount(highest), amount(p.maximum))


def _check_order(p: Params, bands: list[Band]) -> bool:
    cuts = [band.lower for band in bands]
    for twice in sorted({cut for cut in cuts if cuts.count(cut) > 1}):
        p.add(
            "same_bound_twice",
            sentence("Có hai khoảng cùng cận dưới {0}.", "Two bands begin at {0}.", twice.said()),
            Text("Bỏ một khoảng, hoặc sửa cận.", "Take one out, or change its bound."),
        )
    if len(set(cuts)) < len(cuts):
        return False
    if cuts not in (sorted(cuts), sorted(cuts, reverse=True)):
        p.add(
            "bands_unordered",
            Text("Các khoảng không theo thứ tự.", "The bands are in no order."),
            Text("Xếp từ cao xuống thấp.", "Put them from high to low."),
        )
    return True


def _check_holes(p: Params, rising: list[Band]) -> None:
    lowest = rising[0].lower
    if lowest > BOTTOM:
        p.add(
            "bands_hole",
            sentence(
                "Chưa quy định điểm khi tỷ lệ không đạt {0}.",
                "Nothing is said for ratios that are not {0}.",
                lowest.said(),
            ),
            Text('Thêm khoảng cuối: {"points": 0}', 'Add a last band: {"points": 0}'),
        )
    for band, following in zip(rising, [*(band.lower for band in rising[1:]), TOP], strict=True):
        if band.upper is not None and band.upper != following:
            _hole_or_overlap(p, band, band.upper, following)


def _hole_or_overlap(p: Params, band: Band, upper: Cut, following: Cut) -> None:
    mend = Text(
        "Sửa cận trên cho khớp cận dưới của khoảng kế tiếp, hoặc bỏ cận trên.",
        "Let the upper bound meet the next lower bound, or leave it out.",
    )
    if upper < following:
        what = sentence("Có chỗ hở phía trên khoảng {0}.", "There is a hole above the band {0}.", band.lower.said())
        p.add("bands_hole", what, mend)
    else:
        what = sentence(
            "Khoảng {0} chồng lên khoảng kế tiếp.", "The band {0} overlaps the next one.", band.lower.said()
        )
        p.add("bands_overlap", what, mend)


def _check_falling(p: Params, rising: list[Band]) -> None:
    for band, following in pairwise(rising):
        if following.points < band.points:
            p.add(
                "points_falling",
                sentence(
                    "{0} được {1} điểm, ít hơn {3} điểm của {2}.",
                    "{0} gives {1} points, less than the {3} of {2}.",
                    following.lower.said(),
                    amount(following.points),
                    band.lower.said(),
                    amount(band.points),
                ),
                Text("Tỷ lệ cao hơn phải được điểm không ít hơn.", "Let a higher ratio give no fewer points."),
            )


def _fault_two_bounds(keys: str) -> Fault:
    return Fault(
        "two_bounds",
        sentence("Các tham số này loại trừ nhau: {0}.", "These say different things: {0}.", keys),
        Text("Giữ lại một tham số.", "Keep one of them."),
    )


def _empty() -> Fault:
    return Fault(
        "empty_band",
        Text("Không tỷ lệ nào vượt quá 100%.", "No ratio is above 100%."),
        Text("Dùng at_least thay cho above.", "Use at_least instead of above."),
    )
