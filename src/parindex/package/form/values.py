"""A cell of points: a number, a word that says why there is none, or something that nobody can be sure of."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from parindex.engine.points import LARGEST, MICRO, PLACES, micropoints, plain
from parindex.engine.problems import Text
from parindex.engine.rules.base import BadValue
from parindex.engine.rules.written import read_number
from parindex.package.catalogue.kind import decimal, quoted
from parindex.package.form.grid import number_text, text_of
from parindex.package.form.words import DASHES, MARKS, is_surveyed, is_unclear, state_meant

if TYPE_CHECKING:
    from parindex.package.form.grid import Cell

_UNIT = re.compile(r"\s*(điểm|đ|d|points?)\.?\Z", re.IGNORECASE)
_OUT_OF = re.compile(r"(?P<points>\d+(?:[.,]\d+)?)\s*/\s*(?P<of>\d+(?:[.,]\d+)?)")


@dataclass(frozen=True, slots=True)
class Value:
    """kind: "points", "state", "blank", "nothing" (a dash, a cross, "XHH": no points here), "over" or "bad".

    points: micropoints of "points" and "over".  state: the word of "state".  assumed: what was taken for granted.
    why: the end of a sentence that says why a bad cell cannot be read.
    """

    kind: str
    text: str = ""
    points: int = 0
    state: str = ""
    assumed: Text | None = None
    why: Text | None = None

    @property
    def entered(self) -> bool:
        """Whether it decides the cell: points or a state."""
        return self.kind in {"points", "state"}


BLANK = Value("blank")


def read_value(cell: Cell, maximum: int | None) -> Value:
    """What a cell of points says. maximum: the criterion's, micropoints; None where it is not known.

    >>> read_value("0,5", 1_000_000).points, read_value("KAD", None).state, read_value("–", None).kind
    (500000, 'not_applicable', 'nothing')
    >>> read_value("0,75đ", 1_000_000).points, read_value("1/1", 1_000_000).points, read_value("Không", None).kind
    (750000, 1000000, 'bad')
    """
    text = text_of(cell)
    if not text:
        return BLANK
    if isinstance(cell, bool):
        return _bad(text, Text("không phải là số", "is no number"))
    if isinstance(cell, int | float):
        return _number(text, Decimal(number_text(cell)) if abs(cell) < LARGEST else None, maximum)
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        return _date(cell, text)
    return _word(text) or _written(text, maximum)


def _bad(text: str, why: Text) -> Value:
    return Value("bad", text, why=why)


def _word(text: str) -> Value | None:
    if text in DASHES or text.lower() in MARKS or is_surveyed(text):
        return Value("nothing", text)
    state = state_meant(text)
    if state is not None:
        return Value("state", text, state=state)
    if is_unclear(text):
        return _bad(
            text,
            Text(
                "không rõ nghĩa: có thể là không áp dụng, 0 điểm hoặc chưa chấm",
                "is not clear: it may mean not applicable, 0 points or not scored",
            ),
        )
    return None


def _written(text: str, maximum: int | None) -> Value:
    """A number typed as a text."""
    if found := _OUT_OF.fullmatch(text):
        return _out_of(text, found["points"], found["of"], maximum)
    bare = _UNIT.sub("", text)
    highest = Fraction(maximum or LARGEST, MICRO)
    try:
        number = read_number(bare, highest)
    except BadValue as bad:
        return _refused(text, bad.fault.code, maximum)
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    assumed = _read_as(text, exact) if bare != text else None
    return _number(text, exact, maximum, assumed)


def _read_as(text: str, number: Decimal) -> Text:
    meaning = decimal(format(number, "f"))
    return Text(f"“{quoted(text)}” được hiểu là {meaning.vi}", f"“{quoted(text)}” is read as {meaning.en}")


def _refused(text: str, code: str, maximum: int | None) -> Value:
    if code == "number_too_high" and maximum is not None:
        return Value("over", text, points=0)
    if code == "negative_number":
        return _bad(text, Text("nhỏ hơn 0", "is under 0"))
    if code == "unclear_number":
        return _bad(text, Text("đọc được theo hai cách", "can be read in two ways"))
    return _bad(text, Text("không phải là số", "is no number"))


def _out_of(text: str, points: str, of: str, maximum: int | None) -> Value:
    """`0,5/1`, where the second number is the maximum."""
    if maximum is None or micropoints(of.replace(",", ".")) != maximum:
        why = Text("giống phân số hoặc ngày, không rõ là bao nhiêu điểm", "looks like a fraction or a date")
        return _bad(text, why)
    number = Decimal(points.replace(",", "."))
    return _number(text, number, maximum, _read_as(text, number))


def _number(text: str, number: Decimal | None, maximum: int | None, assumed: Text | None = None) -> Value:
    if number is None or abs(number) * MICRO > LARGEST:
        return _bad(text, Text("không phải là số điểm", "is no number of points"))
    if number < 0:
        return _bad(text, Text("nhỏ hơn 0", "is under 0"))
    rounded = number.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP)
    points = int(rounded.scaleb(PLACES))
    if maximum is not None and points > maximum:
        return Value("over", text, points)
    if rounded != number:
        shown = decimal(plain(points))
        assumed = Text(f"làm tròn thành {shown.vi}", f"rounded to {shown.en}")
    return Value("points", text, points, assumed=assumed)


def _date(cell: dt.date | dt.time | dt.timedelta, text: str) -> Value:
    if not isinstance(cell, dt.date):
        return _bad(text, Text("là giờ, không phải số điểm", "is a time, not points"))
    meant = Text(f"{cell.day},{cell.month}", f"{cell.day}.{cell.month}")
    return _bad(
        text,
        Text(
            f"là ngày tháng do bảng tính tự đổi (có thể đã gõ {meant.vi})",
            f"is a date that the spreadsheet has made (perhaps of {meant.en})",
        ),
    )


def read_maximum(cell: Cell) -> Value:
    """A cell of the maximum."""
    return read_value(cell, None)
