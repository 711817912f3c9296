"""The numbers before criteria: `I`, `1.1`, `a)`, and what a spreadsheet makes of them (1.1 as a number, as a date)."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from parindex.package.form.grid import number_text, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.package.form.grid import Cell

Path = tuple[int, ...]
"""A criterion's place in the tree: (1, 2, 3) is the third below the second below the first area."""

_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")
_ARABIC = re.compile(r"\d{1,3}(?:[.,]\d{1,3}){0,5}", re.ASCII)
_PREFIX = re.compile(
    r"(?:(?:lĩnh\s+vực|tiêu\s+chí\s+thành\s+phần|tiêu\s+chí|mục|phần|tctp|tc)\s+)(?=[\divx]|[a-z]\b)", re.IGNORECASE
)
_CLOSING = re.compile(r"[\s.,:;)\]/\-–]+\Z")
_LEADING = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,5}|\d{1,3}(?=[.)/:])|[IVX]{1,6}(?=\s*[.)/:–-]|\s+[A-ZĐÀ-Ỹ]{2})|[A-H](?=[.)/:]))"
    r"(?P<close>[.)/:]*\s*[–:-]?\s+|[.)/]+(?=\D))(?P<rest>\S.*)"
)


class Number(NamedTuple):
    """style: "roman", "arabic", "upper" or "lower".  sure: False for what the spreadsheet may have changed."""

    style: str
    parts: Path
    sure: bool = True


def numbers(cell: Cell) -> tuple[Number, ...]:
    """What a cell may be as the number of a criterion, the likeliest first; () where it is none.

    >>> numbers("1.1."), numbers("IV"), numbers("b)")
    ((Number(style='arabic', parts=(1, 1), sure=True),), (Number(style='roman', parts=(4,), sure=True),), \
(Number(style='lower', parts=(2,), sure=True),))
    >>> [number.parts for number in numbers(1.1)]
    [(1, 1), (1, 10)]
    """
    if isinstance(cell, bool):
        return ()
    if isinstance(cell, int | float):
        return _of_float(cell)
    if isinstance(cell, dt.date):
        return _of_date(cell)
    return _of_text(text_of(cell))


def leading(text: str) -> tuple[tuple[Number, ...], str]:
    """The number that a name begins with, and the name without it.

    >>> leading("1.1. Kế hoạch")[1], leading("II. CÔNG TÁC")[0][0].parts, leading("5 năm liền")
    ('Kế hoạch', (2,), ((), '5 năm liền'))
    """
    bare = _PREFIX.sub("", text, count=1) if _PREFIX.match(text) else text
    found = _LEADING.match(bare)
    return (_of_text(found["number"]), found["rest"].strip()) if found else ((), text)


def code_of(path: Path) -> str:
    """The code of a criterion at a place: "1.2.3"."""
    return ".".join(map(str, path))


def path_of(code: str) -> Path | None:
    """The place that a code of the criteria set says, whatever way it is written; None where it says none.

    >>> path_of("1.2.3"), path_of("IV"), path_of("3.10"), path_of("CD-1")
    ((1, 2, 3), (4,), (3, 10), None)
    """
    found = _of_text(code)
    if found:
        return found[0].parts
    head, _, rest = code.partition(".")
    outer, inner = _of_text(head), _of_text(rest) if rest else ()
    return outer[0].parts + inner[0].parts if outer and inner and inner[0].style == "arabic" else None


def paths_of(codes: Sequence[tuple[str, str | None]]) -> dict[str, Path]:
    """The place in the tree of every code, given with its parent's in the order shown.

    The codes say it themselves where each one goes on from its parent's; otherwise the order does.

    >>> paths_of([("1", None), ("1.3", "1")]), paths_of([("A", None), ("X-7", "A")])
    ({'1': (1,), '1.3': (1, 3)}, {'A': (1,), 'X-7': (1, 1)})
    """
    own = {code: path_of(code) for code, _ in codes}
    if all(_goes_on(own[code], own.get(parent) if parent else ()) for code, parent in codes) and _increase(own, codes):
        return {code: path for code, path in own.items() if path is not None}
    found: dict[str, Path] = {}
    counted: dict[str | None, int] = {}
    for code, parent in codes:
        counted[parent] = counted.get(parent, 0) + 1
        found[code] = (*(found.get(parent, ()) if parent else ()), counted[parent])
    return found


def _goes_on(path: Path | None, parent: Path | None) -> bool:
    return path is not None and parent is not None and path[:-1] == parent


def _increase(own: dict[str, Path | None], codes: Sequence[tuple[str, str | None]]) -> bool:
    """Whether siblings stand in the order of their numbers, no number twice."""
    last: dict[str | None, Path] = {}
    for code, parent in codes:
        path = own[code] or ()
        if path <= last.get(parent, ()):
            return False
        last[parent] = path
    return True


def _of_text(text: str) -> tuple[Number, ...]:
    text = unicodedata.normalize("NFKC", text)  # Ⅳ is IV
    text = _CLOSING.sub("", _PREFIX.sub("", text, count=1)).lstrip("(").strip()
    if _ARABIC.fullmatch(text):
        return (Number("arabic", tuple(int(part) for part in re.split("[.,]", text))),)
    if text and _ROMAN.fullmatch(text):
        return (Number("roman", (_roman(text),)),)
    if len(text) == 1 and "A" <= text <= "H":
        return (Number("upper", (ord(text) - ord("A") + 1,)),)
    if len(text) == 1 and ("a" <= text <= "h" or text == "đ"):
        return (Number("lower", (_lower(text),)),)
    return ()


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[sign] for sign in text]
    return sum(-one if one < next_ else one for one, next_ in zip(values, [*values[1:], 0], strict=True))


def _lower(letter: str) -> int:
    return "abcdđeghi".find(letter) + 1 if letter in "abcdđeghi" else ord(letter) - ord("a") + 1


def _of_float(value: float) -> tuple[Number, ...]:
    written = number_text(value)
    if not _ARABIC.fullmatch(written):
        return ()
    parts = tuple(int(part) for part in written.split("."))
    _, _, decimals = written.partition(".")
    if len(decimals) != 1:
        return (Number("arabic", parts),)
    # a number cell shows 1.10 as 1.1
    return Number("arabic", parts, sure=False), Number("arabic", (parts[0], parts[1] * 10), sure=False)


def _of_date(cell: dt.date) -> tuple[Number, ...]:
    """What somebody may have typed that the spreadsheet took for a date: day.month, month.day, or with the year."""
    day, month, year = cell.day, cell.month, cell.year % 100
    ways = [(day, month), (month, day), (day, month, year), (month, day, year)]
    return tuple(Number("arabic", path, sure=False) for path in dict.fromkeys(ways))
