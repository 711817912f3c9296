"""How numbers, counts and lists are written, in Vietnamese and in English. Every number of a text passes through here.

Vietnamese: decimal comma, thousands dot, counts under ten with a leading zero ("04 đơn vị", "01/20 đơn vị").
English: decimal point, thousands comma, plain counts, singular and plural. Minus is U+2212 in both.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from parindex.engine.document import printed_change
from parindex.engine.points import MICRO, PLACES, fixed, half_up

if TYPE_CHECKING:
    from collections.abc import Sequence

MINUS = "−"
NOTHING = "–"
"""What a table shows where there is no figure."""

FULL = Fraction(100)


def clean(text: str) -> str:
    """NFC, single spaces: names come from people's files."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


_OFFICES = ("Sở", "Ban", "Bộ", "Cục", "Chi cục", "Ủy ban", "Hội đồng", "Văn phòng", "Chính phủ")


def small(text: str) -> str:
    """The first letter small, as in the middle of a sentence; abbreviations ("TTHC …") and offices stay.

    >>> small("Báo cáo chậm"), small("TTHC chưa công khai"), small("Sở Y tế chậm"), small("Ban hành kế hoạch")
    ('báo cáo chậm', 'TTHC chưa công khai', 'Sở Y tế chậm', 'ban hành kế hoạch')
    """
    if len(text) > 1 and (not text[1].islower() and text[1] != " "):
        return text
    if any(text.startswith(f"{office} ") and text[len(office) + 1].isupper() for office in _OFFICES):
        return text
    return text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """A sentence: capital first, full stop last."""
    text = capital(text.strip())
    return text if text.endswith((".", "!", "?", "…", ":")) else text + "."


def joined(*sentences: str) -> str:
    """Sentences one after the other; empty ones are left out."""
    return " ".join(sentence(text) for text in sentences if text.strip())


@dataclass(frozen=True, slots=True)
class Words:
    """The writing habits of one language. decimals: those of the round's percentages."""

    language: str
    decimals: int = 2

    @property
    def vietnamese(self) -> bool:
        """Whether this is the official language."""
        return self.language != "en"

    def either(self, vi: str, en: str) -> str:
        """The wording in this language."""
        return vi if self.vietnamese else en

    def number(self, units: int, places: int) -> str:
        """An integer of 10^-places as it is written: "1.234,50" / "1,234.50", "−0,43" with a true minus."""
        whole, _, part = fixed(abs(units), places).partition(".")
        mark, comma = (".", ",") if self.vietnamese else (",", ".")
        grouped = f"{int(whole):,}".replace(",", mark)
        sign = MINUS if units < 0 else ""
        return f"{sign}{grouped}{comma}{part}" if part else f"{sign}{grouped}"

    def figure(self, value: Fraction | None) -> str:
        """A percentage in a table, without its sign: "79,79"."""
        return NOTHING if value is None else self.number(half_up(value, self.decimals), self.decimals)

    def percent(self, value: Fraction) -> str:
        """A percentage in a sentence: "79,79%"; "100%" for exactly that."""
        return "100%" if value == FULL else f"{self.figure(value)}%"

    def threshold(self, value: Fraction) -> str:
        """A line to stand above or below: "70%", "72,5%"."""
        places = 0
        while value * 10**places != int(value * 10**places) and places < PLACES:
            places += 1
        return f"{self.number(half_up(value, places), places)}%"

    def gap(self, units: int) -> str:
        """A difference of percentages, in 10^-decimals, in a sentence: "24,46 điểm phần trăm"."""
        amount = self.number(abs(units), self.decimals)
        one = abs(units) == 10**self.decimals
        return self.either(f"{amount} điểm phần trăm", f"{amount} percentage point{'' if one else 's'}")

    def signed(self, units: int | None) -> str:
        """A difference in a table: "+0,43", "−1,70", "0,00"."""
        if units is None:
            return NOTHING
        return ("+" if units > 0 else "") + self.number(units, self.decimals)

    def difference(self, now: Fraction | None, before: Fraction | None) -> int | None:
        """The change as printed everywhere: the difference of the two rounded percentages, in 10^-decimals."""
        return printed_change(now, before, self.decimals)

    def points(self, micro: int, places: int = 2) -> str:
        """Points with a fixed number of decimals, rounded half up: "14,33"."""
        return self.number(half_up(Fraction(micro, MICRO), places), places)

    def lost(self, micro: int) -> str:
        """Points in a sentence: "12,50 điểm"."""
        amount = self.points(micro)
        return self.either(f"{amount} điểm", f"{amount} point{'' if micro == MICRO else 's'}")

    def bare(self, number: int) -> str:
        """A count in prose without its noun: "04" / "4"."""
        return f"{number:02d}" if self.vietnamese and 0 < number < 10 else self.number(number, 0)

    def count(self, number: int, vi: str = "đơn vị", en: str = "unit", many: str = "") -> str:
        """A count with its noun: "04 đơn vị" / "4 units"."""
        return f"{self.bare(number)} {self.noun(number, vi, en, many)}"

    def every(self, number: int, vi: str = "đơn vị", en: str = "unit") -> str:
        """All of them: "tất cả 20 đơn vị", "cả 02 đơn vị" / "all 20 units", "both units"."""
        if number == 2:
            return self.either(f"cả {self.count(number, vi)}", f"both {self.noun(number, vi, en)}")
        return self.either(f"tất cả {self.count(number, vi)}", f"all {self.count(number, vi, en)}")

    def noun(self, number: int, vi: str, en: str, many: str = "") -> str:
        """The noun alone, in the number that English needs."""
        return self.either(vi, en if number == 1 else many or f"{en}s")

    def share(self, number: int, total: int, vi: str = "đơn vị", en: str = "unit", many: str = "") -> str:
        """So many of so many: "01/20 đơn vị" / "1 of 20 units"."""
        noun = self.noun(total, vi, en, many)
        return f"{self.bare(number)}{self.either('/', ' of ')}{self.bare(total)} {noun}"

    def verb(self, number: int, vi: str, one: str, many: str) -> str:
        """A verb agreeing with its count in English: "was" / "were"."""
        return self.either(vi, one if number == 1 else many)

    def quoted(self, text: str) -> str:
        """The text in quotation marks."""
        return f"“{text}”"

    def ordinal(self, number: int) -> str:
        """A place: "thứ 2" / "2nd"."""
        if self.vietnamese:
            return "thứ nhất" if number == 1 else f"thứ {number}"
        teen = 10 <= number % 100 <= 20
        return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"

    def listed(self, items: Sequence[str]) -> str:
        """A list in a sentence: "A, B và C". Items that themselves hold commas or "và" are kept apart by semicolons.

        An item that ends in a parenthesis shows its own end.
        """
        if len(items) <= 1:
            return "".join(items)
        link = self.either("và", "and")
        clear = all(item.endswith((")", "”")) or not ("," in item or f" {link} " in item) for item in items)
        if clear and not any(";" in item for item in items):
            return f"{', '.join(items[:-1])} {link} {items[-1]}"
        return "; ".join(items[:-1]) + self.either("; ", "; and ") + items[-1]
