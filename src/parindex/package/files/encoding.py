"""Which encoding a text file is in. Nothing is guessed: a byte order mark, what the package says, or UTF-8."""

from __future__ import annotations

import codecs
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING

from parindex.engine.problems import Where
from parindex.package.catalogue.files import NOT_TEXT, UNKNOWN_ENCODING
from parindex.package.catalogue.reading import ENCODING_FOUND
from parindex.package.files.limits import MIB, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parindex.package.files.limits import Bounded
    from parindex.package.listing import Listing

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

_OTHER_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")
"""How workbooks, archives and documents begin, whatever they are called."""

READ = frozenset({"utf-8", "utf-8-sig", "ascii", "utf-16", "utf-16-le", "utf-16-be", "cp1258", "cp1252", "iso8859-1"})
"""Encodings that are read where datapackage.json names them, by Python's names."""


@contextmanager
def reading_text(
    source: Bounded, place: str, encoding: str | None, listing: Listing
) -> Iterator[tuple[io.TextIOWrapper, str]]:
    """The file as text with its line ends untouched, and the encoding's name. Closes `source`."""
    with io.BufferedReader(source, MIB) as buffered:
        found = _encoding(buffered.peek(4), place, encoding, listing)
        with io.TextIOWrapper(buffered, found, newline="") as text:
            yield text, found


def known(encoding: str) -> str | None:
    """Python's name of an encoding that is read, or None.

    >>> known("UTF8"), known("windows-1258"), known("zip")
    ('utf-8', 'cp1258', None)
    """
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        return None
    return name if name in READ else None


def _encoding(start: bytes, place: str, encoding: str | None, listing: Listing) -> str:
    if start.startswith(_OTHER_FILES):
        raise refuse(NOT_TEXT, place)
    said = known(encoding or "utf-8")
    if said is None:
        raise refuse(UNKNOWN_ENCODING, place, encoding=encoding or "")
    marked = next((name for mark, name in MARKS if start.startswith(mark)), None)
    if marked is None:
        return said
    if marked.removesuffix("-sig") != said.removesuffix("-sig").removesuffix("-le").removesuffix("-be"):
        listing.add(ENCODING_FOUND, Where(place), encoding=marked.removesuffix("-sig").upper())
    return marked
