"""Reads `rule_params` key by key and gathers every fault, so that a person can mend all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, NamedTuple

from parindex.engine.points import MICRO, PLACES
from parindex.engine.problems import Text
from parindex.engine.rules.base import BadValue, Fault
from parindex.engine.rules.ratio import PER_CENT, SHARE, read_ratio, unclear_ratio
from parindex.engine.rules.written import (
    LONGEST,
    amount,
    figure,
    negative_number,
    not_a_number,
    quoted,
    readings,
    sentence,
    tidy,
    unclear_number,
)

LARGEST = 10**12
_FINEST = -30
_UNITS = {"%": PER_CENT, "percent": PER_CENT, "per cent": PER_CENT, "phần trăm": PER_CENT, "": SHARE, "share": SHARE}
NAMES = ("name_vi", "name_en", "name")


class Named(NamedTuple):
    """A place in the parameters, as a person would say it, in front of what is wrong there."""

    label: Text

    def fault(self, fault: Fault) -> Fault:
        """The same fault, with its place in front."""
        return fault._replace(what=sentence("{0}: {1}", "{0}: {1}", self.label, fault.what))


def place(key: str, number: int | None = None) -> Named:
    """`levels 2`: the second entry of the list `levels`, or the key itself."""
    text = key if number is None else f"{key} {number}"
    return Named(Text(text, text))


class Params:
    """The parameters of one rule and the faults found in them so far."""

    def __init__(self, given: Mapping[str, Any], maximum: int, known: Iterable[str]) -> None:
        self.given = given
        self.maximum = maximum
        self.faults: list[Fault] = []
        self.spelling(given, known)

    def add(self, code: str, what: Text, mend: Text) -> None:
        """Note a fault."""
        self.faults.append(Fault(code, what, mend))

    def spelling(self, given: Mapping[str, Any], known: Iterable[str]) -> None:
        """A key that nearly is a known one is a slip; any other unknown key is somebody's note and stays."""
        known = tuple(known)
        for key in given:
            if key not in known and (meant := nearest(str(key), known)):
                self.add(
                    "misspelt_key",
                    sentence("Không có tham số {0}.", "There is no parameter {0}.", quoted(key)),
                    sentence("Viết là “{0}”.", "Write “{0}”.", meant),
                )

    def get(self, key: str) -> object:
        """What stands under a key; None where it is absent or null."""
        return self.given.get(key)

    def needed(self, key: str, example: str) -> object:
        """What stands under a key that must be there; None, with a fault, where it is not."""
        found = self.given.get(key)
        if found is None:
            self.add(
                "missing_key",
                sentence("Thiếu tham số “{0}”.", "The parameter “{0}” is missing.", key),
                sentence("Thêm, ví dụ: {0}", "Add it, for example: {0}", example),
            )
        return found

    def rows(self, key: str, example: str) -> list[Any]:
        """The list under a key that must be there and not be empty; [] with a fault."""
        found = self.needed(key, example)
        if found is None:
            return []
        if not isinstance(found, list | tuple):
            self.wrong_type(place(key), found, Text("một danh sách […]", "a list […]"))
            return []
        if not found:
            self.add(
                f"no_{key}",
                sentence("Danh sách “{0}” trống.", "The list “{0}” is empty.", key),
                sentence("Thêm, ví dụ: {0}", "Fill it, for example: {0}", example),
            )
        return list(found)

    def wrong_type(self, where: Named, raw: object, wanted: Text) -> None:
        """Note that something else is expected here."""
        fault = Fault(
            "wrong_type",
            sentence("{0} không dùng được ở đây.", "{0} cannot stand here.", quoted(raw)),
            sentence("Ghi {0}.", "Write {0}.", wanted),
        )
        self.faults.append(where.fault(fault))

    def number(self, raw: object, where: Named) -> Fraction | None:
        """An exact number; None, with a fault, for anything else (true, NaN, a list, an unclear text)."""
        found = _exact(raw)
        if isinstance(found, Fraction):
            return found
        self.faults.append(where.fault(found))
        return None

    def points(self, raw: object, where: Named) -> int | None:
        """Micropoints from 0 to the maximum; None, with a fault, otherwise."""
        number = self.number(raw, where)
        if number is None:
            return None
        if fault := self._unfit(number, raw):
            self.faults.append(where.fault(fault))
            return None
        return int(number * MICRO)

    def _unfit(self, number: Fraction, raw: object) -> Fault | None:
        if number < 0:
            return negative_number(raw)
        if number * MICRO > self.maximum:
            return Fault(
                "points_over_maximum",
                sentence(
                    "{0} điểm vượt quá điểm tối đa {1}.",
                    "{0} points are above the maximum of {1}.",
                    figure(number),
                    amount(self.maximum),
                ),
                sentence(
                    "Ghi không quá {0}, hoặc sửa điểm tối đa.",
                    "Write {0} at most, or change the maximum.",
                    amount(self.maximum),
                ),
            )
        if number * MICRO % 1:
            return Fault(
                "too_many_decimals",
                sentence("{0} có quá {1} chữ số thập phân.", "{0} has more than {1} decimals.", quoted(raw), PLACES),
                sentence("Làm tròn đến {0} chữ số thập phân.", "Round it to {0} decimals.", PLACES),
            )
        return None

    def row_points(self, row: Mapping[str, Any], where: Named) -> int | None:
        """The `points` of an entry, as micropoints from 0 to the maximum; None, with a fault, otherwise."""
        if row.get("points") is not None:
            return self.points(row["points"], where)
        fault = Fault(
            "missing_key",
            Text("Thiếu số điểm “points”.", "The points are missing (“points”)."),
            Text('Thêm, ví dụ: "points": 0.5', 'Add them, for example: "points": 0.5'),
        )
        self.faults.append(where.fault(fault))
        return None

    def positive(self, raw: object, where: Named) -> int | None:
        """Micropoints above 0 and up to the maximum; None, with a fault, otherwise."""
        points = self.points(raw, where)
        if points == 0:
            fault = Fault(
                "not_positive",
                Text("Số điểm là 0.", "The points are 0."),
                Text("Ghi số lớn hơn 0.", "Write a number above 0."),
            )
            self.faults.append(where.fault(fault))
            return None
        return points

    def whole(self, raw: object, where: Named) -> int | None:
        """A whole number from 1; None, with a fault, otherwise."""
        number = self.number(raw, where)
        if number is None:
            return None
        if number < 1 or number.denominator != 1:
            fault = Fault(
                "not_whole",
                sentence("{0} không phải số nguyên từ 1.", "{0} is not a whole number from 1.", quoted(raw)),
                Text("Ghi số nguyên từ 1 trở lên.", "Write a whole number, 1 or more."),
            )
            self.faults.append(where.fault(fault))
            return None
        return int(number)

    def scale(self) -> Fraction:
        """What `unit` makes of a bare number: 100 for per cent, 1 for a share."""
        raw = self.get("unit")
        unit = "" if raw is None else raw
        if not isinstance(unit, str) or (found := _UNITS.get(tidy(unit).casefold())) is None:
            self.add(
                "unknown_unit",
                sentence("Không có đơn vị {0}.", "There is no unit {0}.", quoted(raw)),
                Text('Ghi "unit": "%", hoặc bỏ tham số này.', 'Write "unit": "%", or leave it out.'),
            )
            return PER_CENT
        return found

    def ratio(self, raw: object, where: Named, scale: Fraction) -> Fraction | None:
        """A ratio from 0 to 1, given in the unit; None, with a fault, otherwise."""
        if isinstance(raw, str):
            return self._written_ratio(raw, where, scale)
        number = self.number(raw, where)
        if number is None:
            return None
        if scale == PER_CENT and 0 < number < 1:
            fault = unclear_ratio(raw)._replace(
                mend=Text(
                    'Ghi 90 cho 90%; cho 0,9% thì ghi "0.9%" trong dấu nháy.',
                    'Write 90 for 90%, and "0.9%" in quotes for 0.9%.',
                )
            )
            self.faults.append(where.fault(fault))
        elif 0 <= number <= scale:
            return number / scale
        else:
            fault = Fault(
                "ratio_out_of_range",
                sentence("{0} nằm ngoài khoảng 0 đến {1}.", "{0} lies outside 0 to {1}.", quoted(raw), figure(scale)),
                Text(
                    'Ghi từ 0 đến 100 với "unit": "%", hoặc từ 0 đến 1 khi không có đơn vị.',
                    'Write 0 to 100 with "unit": "%", or 0 to 1 without a unit.',
                ),
            )
            self.faults.append(where.fault(fault))
        return None

    def _written_ratio(self, raw: str, where: Named, scale: Fraction) -> Fraction | None:
        try:
            return read_ratio(raw, scale)
        except BadValue as bad:
            self.faults.append(where.fault(bad.fault))
            return None

    def text(self, key: str, default: str = "") -> str:
        """A text; the default where it is absent or empty."""
        raw = self.get(key)
        return self.as_text(raw, place(key)) or default

    def as_text(self, raw: object, where: Named) -> str:
        """A text, tidied; "" where it is absent, and with a fault where it is something else."""
        if raw is None:
            return ""
        if not isinstance(raw, str):
            self.wrong_type(where, raw, Text("chữ", "text"))
            return ""
        return tidy(raw)

    def name(self, row: Mapping[str, Any], where: Named) -> Text:
        """The name of an entry: `name_vi` and `name_en`, or `name` for both."""
        vi, en, both = (self.as_text(row.get(key), where) for key in NAMES)
        return Text(vi or both or en, en or both or vi)

    def items(self) -> Text:
        """What is counted: `item_vi`, `item_en`."""
        vi, en = self.text("item_vi"), self.text("item_en")
        return Text(vi or en or "mục", en or vi or "item")

    def out_of_reach(self, highest: Text, wanted: Text) -> None:
        """Note that nobody can ever have the leaf's maximum; `wanted` is what the highest would have to be."""
        self.add(
            "maximum_out_of_reach",
            sentence(
                "Cao nhất chỉ được {0}, nên không ai đạt được điểm tối đa {1}.",
                "The most there is to have is {0}, so that nobody can reach the maximum of {1}.",
                highest,
                amount(self.maximum),
            ),
            sentence(
                "Đặt mức cao nhất bằng {0}, hoặc sửa điểm tối đa.",
                "Let the highest be {0}, or change the maximum.",
                wanted,
            ),
        )


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` is most likely a slip of."""
    if len(word) > LONGEST:
        return None
    normal = word.strip().casefold().replace("-", "_").replace(" ", "_")
    close = get_close_matches(normal, list(known), n=1, cutoff=0.8)
    return close[0] if close else None


def _exact(raw: object) -> Fraction | Fault:
    if isinstance(raw, str):
        found = readings(raw)
        if len(found) == 1:
            return next(iter(found))
        return unclear_number(raw) if found else not_a_number(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        return not_a_number(raw)
    # what JSON wrote, not the binary neighbour a float stands for
    number: int | Decimal = Decimal(repr(raw)) if isinstance(raw, float) else raw
    if isinstance(number, Decimal) and not (number.is_finite() and _is_spellable(number)):
        return not_a_number(raw)
    return Fraction(number) if -LARGEST <= number <= LARGEST else not_a_number(raw)


def _is_spellable(number: Decimal) -> bool:
    """Whether the number can be written out: 1E-999999999 would fill the memory."""
    exponent = number.as_tuple().exponent
    return not isinstance(exponent, str) and exponent >= _FINEST and number.adjusted() <= len(str(LARGEST))
