"""Cleans the distinct cells of a column: composed letters, no stray spaces, plain numbers, the format's own words.

Only what cannot be misread is changed, and every change is told with the number of cells and the first place.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from parindex.package.catalogue.files import CELL_TOO_LARGE
from parindex.package.catalogue.reading import (
    CONTROL_CHARACTER,
    LETTERS_COMPOSED,
    LETTERS_GARBLED,
    LETTERS_LOST,
    NUMBER_UNCLEAR,
    NUMBERS_READ,
    SPACES_REMOVED,
    WORD_READ_AS,
)
from parindex.package.files import numbers_text
from parindex.package.files.limits import CELL_MIB, MIB
from parindex.package.files.vocabulary import NUMBERS, TEXTS, WORDS, word_meant
from parindex.package.tables import TABLES, Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from parindex.engine.problems import Where
    from parindex.package.catalogue.kind import Kind, Said
    from parindex.package.files.raw import RawColumn, RawTable
    from parindex.package.listing import Listing

_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u200e\u200f]")
"""Zero-width characters that carry no meaning; joiners stay, emoji are made with them."""

_JOINERS = re.compile("[\u200c\u200d\u00ad]")
"""Invisible characters that a text may need and a code or number never does."""

_MOST_WORDS = 10_000
"""Distinct cells of a column of codes beyond which they are no words at all, and looking each up would take long."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LOST = re.compile("[\ufffd\u202a-\u202e\u2066-\u2069]")
_GARBLED = re.compile("á[º»][\u0080-\u2122]|Ä[\u2018\u0090\x90]|[ÃÂ][\u0080-\u009f\u00a1-\u00bf]|Æ[°¡]")
"""Vietnamese in UTF-8 read as Windows-1252: "Sá»Ÿ", "Ä‘", "Ã¡", "Æ°"; no such pairs stand in Vietnamese."""
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c]")


def kept(heading: str) -> str:
    """A heading that the format does not know: exactly as written, but for what no file can carry."""
    return _CONTROL.sub("", _LINE_ENDS.sub("\n", heading))


def clean(raw: RawTable, table: str, listing: Listing) -> Table:
    """The table with every cell cleaned, blank rows left out, and notes on what was changed."""
    for column in raw.columns:
        _Cleaning(raw, column, table, listing).all_steps()
    keep = _not_blank(raw)
    columns: dict[str, Column] = {}
    for column in raw.columns:
        codes, values = _merged(column.codes, column.cells)
        columns.setdefault(column.heading, Column(codes if keep is None else codes[keep], values))
    return Table(table, raw.place, columns, raw.rows if keep is None else raw.rows[keep])


def _not_blank(raw: RawTable) -> NDArray[np.bool_] | None:
    """The rows that hold something; None where all do."""
    blank = np.ones(len(raw.rows), np.bool_)
    for column in raw.columns:
        empty = np.array([not cell.strip() for cell in column.cells], np.bool_)
        if not empty.any():
            return None
        if not empty.all():
            blank &= empty[column.codes]
    return ~blank if blank.any() else None


def _merged(codes: NDArray[np.int32], cells: list[str]) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """One code for cells that cleaning has made equal, and codes in the order of first appearance."""
    known: dict[str, int] = {}
    new = [known.setdefault(cell, len(known)) for cell in cells]
    if len(known) == len(cells):
        return codes, tuple(cells)
    return np.array(new, np.int32)[codes], tuple(known)


class _Cleaning:
    """The steps for one column, on its distinct cells."""

    def __init__(self, raw: RawTable, column: RawColumn, table: str, listing: Listing) -> None:
        self._raw, self._column, self._listing = raw, column, listing
        self._name = column.heading
        self._ours = self._name in TABLES.get(table, ())
        self._mixed = table == "published" and self._name == "value"

    def all_steps(self) -> None:
        """Every step that the kind of column calls for."""
        self._column.cells = [self._lines(at, cell) for at, cell in enumerate(self._column.cells)]
        if not self._ours:
            return  # kept exactly: nobody reads it
        self._damaged()
        self._change(_composed, LETTERS_COMPOSED)
        self._change(_text if self._name in TEXTS else _word, SPACES_REMOVED)
        if self._name in NUMBERS or self._mixed:
            self._numbers()
        elif self._name in WORDS:
            self._words()

    def _lines(self, at: int, cell: str) -> str:
        """Line breaks as line feeds; lists a cell that is too long or holds what no text file or workbook can carry."""
        if cell.isprintable() and len(cell) < MIB:
            return cell
        if len(cell) > CELL_MIB * MIB:
            self._listing.add(CELL_TOO_LARGE, self._where([at]), limit=CELL_MIB)
            return ""
        cell = _LINE_ENDS.sub("\n", cell)
        if found := _CONTROL.search(cell):
            self._listing.add(CONTROL_CHARACTER, self._where([at]), character=f"U+{ord(found[0]):04X}")
        return cell

    def _damaged(self) -> None:
        """Lists letters that were lost on the way, and texts that look garbled, once a column each."""
        strange = [(at, cell) for at, cell in enumerate(self._column.cells) if not cell.isascii()]
        lost = [(at, cell, found[0]) for at, cell in strange if (found := _LOST.search(cell))]
        if lost:
            _, text, letter = lost[0]
            at = [at for at, _, _ in lost]
            self._say(LETTERS_LOST, at, text=text, character=f"U+{ord(letter):04X}")
        if garbled := [(at, cell) for at, cell in strange if _GARBLED.search(cell)]:
            self._say(LETTERS_GARBLED, [at for at, _ in garbled], text=garbled[0][1])

    def _change(self, step: Callable[[str], str], kind: Kind) -> None:
        before, after = self._column.cells, [step(cell) for cell in self._column.cells]
        self._column.cells = after
        if before != after:
            self._say(kind, [at for at, cell in enumerate(before) if cell != after[at]])

    def _numbers(self) -> None:
        if not any(map(numbers_text.unusual, self._column.cells)):
            return
        known = numbers_text.evidence(self._column.cells, semicolons=self._raw.comma)
        before, changed = list(self._column.cells), list[int]()
        for at, cell in enumerate(before):
            number = numbers_text.read(cell, known)
            if isinstance(number, numbers_text.Unclear):
                if not self._mixed:  # there it may be a code; the check says so where it is none
                    self._say(NUMBER_UNCLEAR, [at], text=cell, one=number.one, other=number.other)
            elif number != cell:
                self._column.cells[at] = number
                changed.append(at)
        if changed:
            example = changed[0]
            self._say(NUMBERS_READ, changed, example=before[example], meaning=self._column.cells[example])

    def _words(self) -> None:
        if len(self._column.cells) > _MOST_WORDS:
            return
        for at, cell in enumerate(self._column.cells):
            meant = word_meant(self._name, cell) if cell not in WORDS[self._name] else cell
            if meant is not None and meant != cell:
                self._column.cells[at] = meant
                self._say(WORD_READ_AS, [at], word=cell, meaning=meant)

    def _say(self, kind: Kind, at: list[int], **named: Said) -> None:
        self._listing.add(kind, self._where(at), number=self._column.number(at), **named)

    def _where(self, at: list[int]) -> Where:
        return self._raw.where(self._column, at)


def _composed(cell: str) -> str:
    return cell if cell.isascii() else unicodedata.normalize("NFC", cell)


def _text(cell: str) -> str:
    """Free text: no spaces around it, hard spaces inside it stay."""
    return cell.strip() if cell.isascii() else _INVISIBLE.sub("", cell).strip()


def _word(cell: str) -> str:
    """Codes, words and numbers: nothing invisible, single plain spaces inside."""
    cell = cell if cell.isascii() else _JOINERS.sub("", _INVISIBLE.sub("", cell))
    return " ".join(cell.split()) if not cell.isalnum() else cell
