"""Ratios as people enter them, and what the kinds that score a ratio share."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from parindex.engine.problems import Text
from parindex.engine.rules.base import BadValue, Fault, Rule, rounds_from
from parindex.engine.rules.written import (
    CONVENTIONS,
    amount,
    figure,
    negative_number,
    not_a_number,
    quoted,
    read_as,
    read_number,
    readings,
    sentence,
    tidy,
    unclear_number,
)

PER_CENT = Fraction(100)
SHARE = Fraction(1)

_HOW = Text("Ghi dạng 107/149 hoặc 87,5%, không quá 100%.", "Write it as 107/149 or as 87.5%, not over 100%.")


@dataclass(frozen=True, slots=True)
class RatioRule(Rule):
    """A rule that scores a ratio from 0 to 1. `scale` is what a bare number counts as the whole: 100 for per cent."""

    scale: Fraction

    explains_loss: ClassVar[bool] = True
    rounds: ClassVar[bool] = True

    def ratio(self, value: str) -> Fraction:
        """The exact ratio, 0 to 1, that an entered value means. Raises BadValue."""
        return read_ratio(value, self.scale)

    def can_give(self, points: int) -> bool:
        """Any ratio may come, so any points from 0 to the maximum may."""
        return rounds_from(Fraction(0), points)

    def possible(self) -> Text:
        """From 0 to the maximum."""
        return sentence("từ 0 đến {0}", "0 to {0}", amount(self.maximum))


def read_ratio(text: str, scale: Fraction) -> Fraction:
    """The exact ratio, 0 to 1, of "107/149", "87.5%", "87,5 %", or of a bare number on `scale`.

    Raises BadValue: empty_value, not_a_number, unclear_number, negative_number, zero_denominator, over_whole,
    unclear_ratio (a bare number above 0 and up to 1 where per cent are expected: a spreadsheet shows 0.9 as 90%).

    >>> read_ratio("107/149", PER_CENT), read_ratio("87,5 %", SHARE), read_ratio("4.1", Fraction(5))
    (Fraction(107, 149), Fraction(7, 8), Fraction(41, 50))
    """
    tidied = tidy(text)
    if not tidied:
        raise BadValue(Fault("empty_value", Text("Chưa ghi giá trị.", "No value is given."), _HOW))
    if "/" in tidied:
        return _quotient(tidied)
    if tidied.endswith("%"):
        return _part(tidied.removesuffix("%").strip(), PER_CENT, text)
    if scale == PER_CENT and any(0 < number <= 1 for number in readings(tidied)):
        raise BadValue(unclear_ratio(text))
    return _part(tidied, scale, text)


def _part(number: str, scale: Fraction, written: str) -> Fraction:
    try:
        return read_number(number, scale) / scale
    except BadValue as bad:
        told = {
            "number_too_high": _over_whole(written, scale),
            "negative_number": negative_number(written),
            "not_a_number": not_a_number(written)._replace(mend=_HOW),
        }
        raise BadValue(told.get(bad.fault.code, bad.fault)) from bad


def _quotient(text: str) -> Fraction:
    """Both numbers of "a/b" are read in the same convention: "1.490/1.500" is clear, "950/1.000" is not."""
    above, _, below = (side.strip() for side in text.partition("/"))
    pairs = [(read_as(above, sign), read_as(below, sign)) for sign in CONVENTIONS]
    known = [(top, whole) for top, whole in pairs if top is not None and whole is not None]
    if not known:
        raise BadValue(not_a_number(text)._replace(mend=_HOW))
    if any(top < 0 or whole < 0 for top, whole in known):
        raise BadValue(negative_number(text))
    if any(whole == 0 for _, whole in known):
        raise BadValue(_zero_denominator(text))
    ratios = {top / whole for top, whole in known}
    if len(ratios) > 1:
        raise BadValue(unclear_number(text))
    if (ratio := ratios.pop()) > 1:
        raise BadValue(_over_whole(text, PER_CENT))
    return ratio


def _zero_denominator(text: str) -> Fault:
    return Fault(
        "zero_denominator",
        sentence("{0}: mẫu số bằng 0.", "{0}: the denominator is 0.", quoted(text)),
        Text(
            "Nếu không phát sinh việc nào thì ghi trạng thái not_applicable thay cho giá trị.",
            "Where there was nothing to do, use the state not_applicable instead of a value.",
        ),
    )


def _over_whole(text: str, scale: Fraction) -> Fault:
    if scale == SHARE:
        what = (
            "{0} lớn hơn 1, mà quy tắc này tính tỷ lệ từ 0 đến 1.",
            "{0} is above 1, and this rule counts in shares from 0 to 1.",
        )
        mend = Text(
            "Nếu là phần trăm thì thêm dấu %, ví dụ 87,5%; nếu không thì ghi 0,875 hoặc 107/149.",
            "If it is per cent, add the sign, as in 87.5%; otherwise write 0.875 or 107/149.",
        )
        return Fault("over_whole", sentence(*what, quoted(text)), mend)
    if scale == PER_CENT:
        return Fault("over_whole", sentence("{0} vượt quá 100%.", "{0} is over 100%.", quoted(text)), _HOW)
    return Fault(
        "over_whole",
        sentence("{0} vượt quá thang {1}.", "{0} is above the scale of {1}.", quoted(text), figure(scale)),
        sentence(
            "Ghi số từ 0 đến {0}, hoặc phần trăm kèm dấu %.",
            "Write 0 to {0}, or per cent with the sign %.",
            figure(scale),
        ),
    )


def unclear_ratio(raw: object) -> Fault:
    """The fault of a bare number up to 1 where per cent are expected."""
    return Fault(
        "unclear_ratio",
        sentence(
            "{0} có thể là phần trăm, cũng có thể là phần của 1 (bảng tính lưu 90% là 0,9).",
            "{0} may be per cent, and may be a share of 1 (a spreadsheet stores 90% as 0.9).",
            quoted(raw),
        ),
        Text("Ghi kèm dấu %, ví dụ 90% hoặc 0,9%.", "Write the sign %, as in 90% or 0.9%."),
    )
