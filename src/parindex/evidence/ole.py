"""Reads the names in an OLE compound file (the container of .doc and .xls), and nothing else of it."""

from __future__ import annotations

import struct
from pathlib import Path

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_END = 0xFFFFFFFA  # from here on a sector's number is a mark, not a number
_MOST = 20_000  # sectors of the directory that are followed; 128 bytes an entry


def names(path: Path) -> frozenset[str]:
    """The names of the storages and streams. Raises ValueError where the container is broken."""
    with path.open("rb") as file:
        head = file.read(512)
        if len(head) < 512 or head[:8] != MAGIC:
            raise ValueError("no compound file")
        (shift,) = struct.unpack_from("<H", head, 30)
        if shift not in (9, 12):
            raise ValueError("sectors of an unknown size")
        size = 1 << shift

        def sector(number: int) -> bytes:
            file.seek((number + 1) * size)
            found = file.read(size)
            if not found:
                raise ValueError("a sector beyond the end")
            return found.ljust(size, b"\0")

        tables = [number for number in struct.unpack_from("<109I", head, 76) if number < _END]
        (here,) = struct.unpack_from("<I", head, 48)
        found, seen = set(), 0
        per_table = size // 4
        while here < _END and seen < _MOST:
            found |= _entries(sector(here))
            seen += 1
            table, at = divmod(here, per_table)
            if table >= len(tables):
                break  # the directory of such a giant goes on in a further table; what counts stands at its start
            (here,) = struct.unpack_from("<I", sector(tables[table]), at * 4)
    return frozenset(found)


def _entries(data: bytes) -> set[str]:
    found = set()
    for at in range(0, len(data) - 127, 128):
        (length,) = struct.unpack_from("<H", data, at + 64)
        if 2 <= length <= 64 and data[at + 66] in (1, 2, 5):
            found.add(data[at : at + length - 2].decode("utf-16-le", "replace"))
    return found
