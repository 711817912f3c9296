"""One object of datapackage.json: its entries read leniently, and listed where they are of the wrong kind."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex.engine.problems import Text, Where
from parindex.package.catalogue import descriptor as says
from parindex.package.catalogue.kind import decimal, quoted

if TYPE_CHECKING:
    from parindex.package.listing import Listing
    from parindex.package.tables import Package

FILE, SHEET = "datapackage.json", "Thông tin"
_NOTHING = Text("chưa nhập", "not given")
A_LIST = Text("một danh sách […]", "a list […]")
AN_OBJECT = Text("một đối tượng {…}", "an object {…}")
A_TEXT = Text("một chuỗi ký tự", "a text")


def descriptor_place(package: Package) -> str:
    """Where a person finds the descriptor: the file, or the sheet of a workbook that stands for it."""
    return f"sheet {SHEET}" if package.kind == "workbook" else FILE


class Entries:
    """One object of the descriptor, and where it stands in it."""

    def __init__(self, given: Mapping[str, Any], path: str, file: str, listing: Listing) -> None:
        self.given, self.path, self.file, self.listing = given, path, file, listing

    def where(self, key: str) -> Where:
        """The place of an entry."""
        return Where(self.file, None, self.path + key)

    def text(self, key: str) -> str:
        """A text, "" where there is none; something else is listed."""
        value = self.given.get(key)
        if value is None or isinstance(value, str):
            return (value or "").strip()
        self.wrong(key, A_TEXT)
        return ""

    def both(self, key: str) -> Text:
        """The texts `key_vi` and `key_en`; each falls back on the other when it is shown."""
        return Text(self.text(f"{key}_vi"), self.text(f"{key}_en"))

    def object(self, key: str) -> Entries | None:
        """An object below; None where there is none or something else."""
        value = self.given.get(key)
        if isinstance(value, Mapping):
            return Entries(value, f"{self.path}{key}.", self.file, self.listing)
        if value is not None:
            self.wrong(key, AN_OBJECT)
        return None

    def wrong(self, key: str, wanted: Text) -> None:
        """List an entry of the wrong kind."""
        path = self.path + key
        self.listing.add(
            says.WRONG_TYPE, self.where(key), path=path, wanted=wanted, value=as_written(self.given.get(key))
        )


def as_written(value: object) -> Text:
    """A value of the descriptor as a message repeats it."""
    if value is None:
        return _NOTHING
    if isinstance(value, str):
        return Text(f"“{quoted(value)}”", f"“{quoted(value)}”")
    if isinstance(value, bool):
        return Text(str(value).lower(), str(value).lower())
    if isinstance(value, Mapping):
        return AN_OBJECT
    if isinstance(value, list):
        return A_LIST
    return decimal(quoted(str(value)))


def exact(value: object) -> Fraction | None:
    """A number of the descriptor, written as a number or as a text; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    text = str(value).strip()
    if not text or len(text) > 40 or "/" in text or "_" in text or "e" in text.casefold():
        return None
    try:
        return Fraction(text)
    except ValueError:
        return None


def whole(value: object) -> int | None:
    """A whole number of the descriptor; None where it is none."""
    number = exact(value)
    return int(number) if number is not None and number.denominator == 1 else None
