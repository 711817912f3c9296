"""Whose form a sheet is: matched with the units of a base package, or made from the names found."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.engine.problems import Text
from parindex.package.catalogue.kind import quoted
from parindex.package.form import says
from parindex.package.nearest import Nearest, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parindex.package.checks.units import Units
    from parindex.package.form.sheets import Sheet
    from parindex.package.form.titles import Named
    from parindex.package.listing import Listing

_SOURCES = {
    "label": Text("dòng tiêu đề", "title line"),
    "title": Text("dòng tiêu đề", "title line"),
    "sheet": Text("tên trang", "sheet name"),
    "file": Text("tên tệp", "file name"),
}
_UNSPOKEN = frozenset({"va", "cua", "cac", "ve"})
"""Words that an abbreviation leaves out."""

_CODE_LIKE = re.compile(r"[A-Za-zĐđ][A-Za-z0-9Đđ_\-]{0,11}\Z")
_LONG_FORMS = (
    (re.compile(r"\bubnd\b"), "uỷ ban nhân dân"),
    (re.compile(r"\bủy ban\b"), "uỷ ban"),
    (re.compile(r"\btp\.?\s"), "thành phố "),
    (re.compile(r"\bvà\b|&"), " "),
)


@dataclass(frozen=True, slots=True)
class FormUnit:
    """A unit made from a form."""

    code: str
    name: str


def match_units(sheets: Sequence[Sheet], units: Units, listing: Listing) -> list[tuple[Sheet, str]]:
    """Each sheet with the code of its unit; sheets whose unit is not certain are listed and left out."""
    known = _Known(units)
    repeated = _repeated(sheets)
    found: list[tuple[Sheet, str]] = []
    first: dict[str, str] = {}
    for sheet in sheets:
        code = known.of(sheet, repeated, listing)
        if code is None:
            continue
        if code in first:
            listing.add(says.UNIT_TWICE, sheet.grid.where(), unit=code, first=first[code])
            continue
        first[code] = sheet.grid.place
        found.append((sheet, code))
    return found


class _Known:
    """The units of a base package, by everything that they may be called."""

    def __init__(self, units: Units) -> None:
        self.units = {unit.code: unit for unit in units.units}
        self.exact: dict[str, set[str]] = {}
        for unit in units.units:
            for word in {unit.code, unit.name.vi, unit.name.en} - {""}:
                for key in _keys(word):
                    self.exact.setdefault(key, set()).add(unit.code)
        self.nearest = Nearest(self.units, {unit.name.vi: unit.code for unit in units.units})
        self.names = Nearest([unit.name.vi for unit in units.units])

    def of(self, sheet: Sheet, repeated: set[str], listing: Listing) -> str | None:
        """The unit of a sheet, or None, listed. repeated: names in the title lines of several sheets, folded."""
        named = _own_names(sheet, repeated)
        if not named:
            listing.add(says.UNIT_UNNAMED, sheet.grid.where(), sheet=quoted(sheet.grid.sheet))
            return None
        hits = [(name, code) for name in named if (code := self._code(name.name)) is not None]
        codes = list(dict.fromkeys(code for _, code in hits))
        if len(codes) == 1:
            self._note(sheet, hits[0], listing)
            return codes[0]
        if not codes:
            names = ", ".join(f"“{quoted(name.name)}”" for name in named)
            listing.add(says.UNIT_UNKNOWN, sheet.grid.where(), names=Text(names, names), hint=self._hint(named))
            return None
        one, other = hits[0], next(hit for hit in hits if hit[1] != hits[0][1])
        listing.add(
            says.UNIT_TWO,
            sheet.grid.where(),
            one=quoted(one[0].name),
            where_one=_SOURCES[one[0].source],
            other=quoted(other[0].name),
            where_other=_SOURCES[other[0].source],
        )
        return None

    def _code(self, name: str) -> str | None:
        for key in _keys(name):
            codes = self.exact.get(key, set())
            if len(codes) == 1:
                return next(iter(codes))
        return self._shortened(name)

    def _shortened(self, name: str) -> str | None:
        """The unit whose name a sheet's name is the beginning of: Excel allows 31 characters."""
        key = folded(name)
        if len(name) < 20:
            return None
        codes = {unit.code for unit in self.units.values() if folded(unit.name.vi).startswith(key)}
        return codes.pop() if len(codes) == 1 else None

    def _note(self, sheet: Sheet, hit: tuple[Named, str], listing: Listing) -> None:
        named, code = hit
        unit = self.units[code]
        written = unicodedata.normalize("NFC", named.name)
        if written not in {code, unit.name.vi, unit.name.en} and written.casefold() != unit.name.vi.casefold():
            where = sheet.grid.where()
            listing.add(says.UNIT_MATCHED, where, written=quoted(named.name), unit=f"{code} – {unit.name.vi}")

    def _hint(self, named: Iterable[Named]) -> Text:
        for name in named:
            meant = self.nearest.of(name.name) or self.names.of(name.name)
            if meant is not None:
                unit = self.units.get(meant) or next(one for one in self.units.values() if one.name.vi == meant)
                said = f"{unit.code} – {unit.name.vi}"
                return Text(f"Có thể là “{quoted(said)}”. ", f"Perhaps “{quoted(said)}” is meant. ")
        return Text("", "")


def _keys(name: str) -> list[str]:
    """What a name is compared by: folded, and with abbreviations written out."""
    long = unicodedata.normalize("NFC", name).casefold()
    for short, full in _LONG_FORMS:
        long = short.sub(full, long)
    return list(dict.fromkeys([folded(name), folded(long)]))


def make_units(sheets: Sequence[Sheet], listing: Listing) -> list[tuple[Sheet, FormUnit]]:
    """Each sheet with a unit made from its names; sheets of the same unit, or of none, are listed and left out."""
    repeated = _repeated(sheets)
    found: list[tuple[Sheet, FormUnit]] = []
    first: dict[str, str] = {}
    codes: set[str] = set()
    for sheet in sheets:
        named = _own_names(sheet, repeated)
        if not named:
            listing.add(says.UNIT_UNNAMED, sheet.grid.where(), sheet=quoted(sheet.grid.sheet))
            continue
        name = _name(named)
        if folded(name) in first:
            listing.add(says.UNIT_TWICE, sheet.grid.where(), unit=quoted(name), first=first[folded(name)])
            continue
        first[folded(name)] = sheet.grid.place
        code = _unique(_given_code(named) or initials(name), codes)
        codes.add(code)
        found.append((sheet, FormUnit(code, name)))
    return found


def _repeated(sheets: Sequence[Sheet]) -> set[str]:
    """Names in title lines that several sheets share while their own names differ: the title was copied along."""
    count: dict[str, set[str]] = {}
    for sheet in sheets:
        own = next((name.name for name in sheet.titles.units if name.source in {"sheet", "file"}), "")
        for name in sheet.titles.units:
            if name.source in {"label", "title"} and own:
                count.setdefault(folded(name.name), set()).add(folded(own))
    return {name for name, sheets_ in count.items() if len(sheets_) > 1}


def _own_names(sheet: Sheet, repeated: set[str]) -> Sequence[Named]:
    """The names of a sheet without those that were copied along; all of them where nothing else is left."""
    own = [name for name in sheet.titles.units if name.source in {"sheet", "file"} or folded(name.name) not in repeated]
    return own or sheet.titles.units


def _name(named: Sequence[Named]) -> str:
    """The likeliest name; the same name in small letters, where it stands elsewhere, rather than in capitals."""
    best = named[0].name
    if _CODE_LIKE.match(best) and len(named) > 1:
        best = next((other.name for other in named if " " in other.name), best)
    if best.isupper():
        best = next(
            (other.name for other in named if folded(other.name) == folded(best) and not other.name.isupper()), best
        )
    return best


def _given_code(named: Sequence[Named]) -> str:
    """A sheet or file called by a code."""
    return next(
        (
            name.name
            for name in named
            if name.source in {"sheet", "file"} and _CODE_LIKE.match(name.name) and name.name.isupper()
        ),
        "",
    )


def initials(name: str) -> str:
    """A code from a name.

    >>> initials("Sở Kế hoạch và Đầu tư"), initials("Văn phòng UBND tỉnh"), initials("Sở Y tế")
    ('SKHDT', 'VPUBNDT', 'SYT')
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFC", name))
    kept = [word for word in words if folded(word) not in _UNSPOKEN] or words
    shouted = name.isupper()
    parts = [word if word.isupper() and len(word) > 1 and not shouted else word[:1] for word in kept]
    plain = unicodedata.normalize("NFD", "".join(parts).replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum()).upper() or "DV"


def _unique(code: str, taken: set[str]) -> str:
    return next(
        one for number in range(1, len(taken) + 2) if (one := code if number == 1 else f"{code}{number}") not in taken
    )
