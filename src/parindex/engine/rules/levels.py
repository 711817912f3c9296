"""Points from the level chosen: plan on time 1, late 0.5, none 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, NamedTuple, Self

from parindex.engine.points import MICRO
from parindex.engine.problems import Text
from parindex.engine.rules.base import BadRule, BadValue, Fault, Rule
from parindex.engine.rules.handbook import Entry, Example, Param
from parindex.engine.rules.params import NAMES, Named, Params, place
from parindex.engine.rules.written import amount, fold, listed, quoted, readings, sentence, tidy

_EXAMPLE = '"levels": [{"points": 1, "name_vi": "Đúng hạn", "name_en": "On time"}, {"points": 0}]'
_PLAN = (
    '{"levels": [{"points": 1, "name_vi": "Đúng hạn", "name_en": "On time"}, '
    '{"points": 0.5, "name_vi": "Chậm", "name_en": "Late"}, '
    '{"points": 0, "name_vi": "Không có", "name_en": "None"}]}'
)

ENTRY = Entry(
    name=Text("Theo mức", "Levels"),
    meaning=Text(
        "Người chấm chọn một mức; mỗi mức có số điểm định sẵn.",
        "One level is chosen; each level carries points set beforehand.",
    ),
    value=Text(
        "Tên của mức (tiếng Việt hoặc tiếng Anh, không phân biệt chữ hoa, dấu cách), hoặc số điểm của mức. Không dùng "
        "số thứ tự của mức.",
        "The level's name (Vietnamese or English; capitals and blanks do not matter), or its points. Never its ordinal "
        "number: 1 is one point, not the first level.",
    ),
    params=(
        Param(
            "levels",
            Text(
                "Các mức, mỗi mức có points và name_vi, name_en (hoặc name); hoặc chỉ là danh sách số điểm.",
                "The levels, each with points and name_vi, name_en (or name); or a plain list of points.",
            ),
            required=True,
        ),
    ),
    examples=(
        Example(_PLAN, "1", "Đúng hạn", "1"),
        Example(_PLAN, "1", "late", "0.5"),
        Example(_PLAN, "1", "KHÔNG  có", "0"),
        Example(_PLAN, "1", "0,5", "0.5"),
        Example(_PLAN, "1", "1", "1"),
        Example(_PLAN, "1", "2", "unknown_level"),
        Example(_PLAN, "1", "Rất chậm", "unknown_level"),
        Example('{"levels": [2, "0,5", 0]}', "2", "0.50", "0.5"),
        Example("{}", "1", None, "missing_key"),
        Example('{"levels": []}', "1", None, "no_levels"),
        Example('{"levels": {"A": 1}}', "1", None, "wrong_type"),
        Example('{"levels": [1, 0.5, 0]}', "2", None, "maximum_out_of_reach"),
        Example('{"levels": [2, 1, 0]}', "1", None, "points_over_maximum"),
        Example('{"levels": [1, 0.5, 0.5, -1]}', "1", None, "negative_number, same_points_twice"),
        Example('{"levels": [1, true, "NaN"]}', "1", None, "not_a_number, not_a_number"),
        Example('{"levels": [{"points": 1, "name": "Có"}, {"points": 0, "name": "CÓ"}]}', "1", None, "same_name_twice"),
        Example('{"levels": [{"points": 2, "name": "1"}, {"points": 1}]}', "2", None, "name_is_a_number"),
        Example('{"levels": [{"points": 1}, {"name": "Chậm"}]}', "1", None, "missing_key"),
        Example('{"level": [1, 0]}', "1", None, "misspelt_key, missing_key"),
    ),
)


class Level(NamedTuple):
    """One level: its micropoints, and its name where it has one."""

    points: int
    name: Text


@dataclass(frozen=True, slots=True)
class Levels(Rule):
    """Points from the level chosen; the levels stand in the order of the criteria set."""

    levels: tuple[Level, ...]

    kind: ClassVar[str] = "levels"
    entry: ClassVar[Entry] = ENTRY

    @classmethod
    def read(cls, params: Mapping[str, Any], maximum: int) -> Self:
        """The rule from `{"levels": [{"points": 1, "name_vi": ..., "name_en": ...}, ...]}`. Raises BadRule."""
        p = Params(params, maximum, ("levels",))
        rows = p.rows("levels", _EXAMPLE)
        found = [_level(p, row, place("levels", number)) for number, row in enumerate(rows, start=1)]
        levels = tuple(level for level in found if level is not None)
        _check_points(p, levels, complete=len(levels) == len(rows))
        _check_names(p, levels)
        if p.faults:
            raise BadRule(p.faults)
        return cls(maximum, levels)

    def points(self, value: str, best: Fraction | None = None) -> Fraction:  # noqa: ARG002  # for `relative` alone
        """The points of the level with this name, or with these points. Raises BadValue: unknown_level."""
        wanted, numbers = fold(tidy(value)), readings(value)
        for level in self.levels:
            if wanted and wanted in _folded(level.name):
                return Fraction(level.points, MICRO)
        meant = [points for level in self.levels if (points := Fraction(level.points, MICRO)) in numbers]
        if len(meant) == 1:
            return meant[0]
        raise BadValue(
            Fault(
                "unknown_level",
                sentence("Không có mức {0}.", "There is no level {0}.", quoted(value)),
                sentence("Ghi một trong các mức: {0}.", "Write one of the levels: {0}.", self._spelled()),
            )
        )

    def can_give(self, points: int) -> bool:
        """Whether a level carries exactly these points."""
        return any(level.points == points for level in self.levels)

    def possible(self) -> Text:
        """The points of the levels: "1; 0,5; 0"."""
        return listed([amount(level.points) for level in self.levels])

    def described(self) -> Text:
        """The levels with their points."""
        return sentence("Theo mức: {0}.", "By level: {0}.", self._spelled())

    def _spelled(self) -> Text:
        return listed([_spelled(level) for level in self.levels])


def _spelled(level: Level) -> Text:
    if not any(level.name):
        return amount(level.points)
    return sentence("{0} {1}", "{0} {1}", level.name, amount(level.points))


def _folded(name: Text) -> set[str]:
    return {fold(part) for part in name} - {""}


def _level(p: Params, row: object, where: Named) -> Level | None:
    if not isinstance(row, Mapping):
        points = p.points(row, where)
        return None if points is None else Level(points, Text("", ""))
    p.spelling(row, ("points", *NAMES))
    points, name = p.row_points(row, where), p.name(row, where)
    return None if points is None else Level(points, name)


def _check_points(p: Params, levels: tuple[Level, ...], *, complete: bool) -> None:
    points = [level.points for level in levels]
    for twice in sorted({one for one in points if points.count(one) > 1}):
        p.add(
            "same_points_twice",
            sentence("Có hai mức cùng {0} điểm.", "Two levels carry {0} points.", amount(twice)),
            Text("Gộp thành một mức, hoặc sửa số điểm.", "Make them one level, or change the points."),
        )
    # a level that could not be read may be the highest one: nothing is said about the others then
    if complete and points and max(points) < p.maximum:
        p.out_of_reach(amount(max(points)), amount(p.maximum))


def _check_names(p: Params, levels: tuple[Level, ...]) -> None:
    seen: set[str] = set()
    for level in levels:
        if seen & _folded(level.name):
            p.add(
                "same_name_twice",
                sentence("Có hai mức cùng tên “{0}”.", "Two levels are called “{0}”.", level.name),
                Text("Đặt tên khác nhau cho các mức.", "Give the levels different names."),
            )
        seen |= _folded(level.name)
        if any(number * MICRO != level.points for part in level.name for number in readings(part)):
            p.add(
                "name_is_a_number",
                sentence("Tên “{0}” dễ nhầm với số điểm.", "The name “{0}” can be taken for points.", level.name),
                Text("Đặt tên bằng chữ.", "Give the level a name in words."),
            )
