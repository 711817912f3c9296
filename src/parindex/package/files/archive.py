"""A package in a .zip, or the parts of a workbook: every member is looked at before any is unpacked."""

from __future__ import annotations

import stat
import struct
import unicodedata
import zipfile
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from parindex.engine.problems import Text
from parindex.package.catalogue.files import (
    ARCHIVE_BOMB,
    ARCHIVE_NAME_TWICE,
    BAD_ARCHIVE,
    ENCRYPTED,
    FILE_MISSING,
    LINK,
    PATH_OUTSIDE,
)
from parindex.package.files.descriptor import FILE, inside
from parindex.package.files.limits import MEMBERS, MIB, RATIO, RATIO_FROM, TOTAL_MIB, Allowance, Bounded, refuse

if TYPE_CHECKING:
    from typing import BinaryIO

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, ValueError, OverflowError)
"""What Python raises where an archive is damaged."""

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_END_SIZE = 22
_LARGEST_COMMENT = 1 << 16
_DIRECTORY_MIB = 4
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class Archive:
    """An archive whose members have all been found harmless. Raises CannotRead where one is not.

    lines: whether its members are text in lines, so that one without line breaks is refused.  mib: how much its
    members may come to, unpacked.
    """

    kind = "zip"

    def __init__(self, file: BinaryIO, place: str, *, lines: bool = True, mib: int = TOTAL_MIB) -> None:
        self._place, self._lines, self._mib = place, lines, mib
        self._allowance = Allowance(mib)
        self._check_directory(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except DAMAGED as error:
            raise self._damaged(error) from error
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._folded: set[str] = set()
        for member in self._zip.infolist():
            self._take(member)
        self._check_sizes()
        self._base = self._folder()

    def names(self) -> list[str]:
        """The files beside datapackage.json, sorted."""
        inner = (name.removeprefix(self._base) for name in self._members if name.startswith(self._base))
        return sorted(name for name in inner if "/" not in name)

    def parts(self) -> list[str]:
        """All files, by their whole names."""
        return list(self._members)

    def open(self, path: str) -> Bounded:
        """A file, beside datapackage.json where there is one. Raises CannotRead where it is missing."""
        member = self._members.get(self._base + unicodedata.normalize("NFC", path))
        if member is None:
            raise refuse(FILE_MISSING, path, hint="")
        try:
            source = self._zip.open(member)
        except DAMAGED as error:
            raise self._damaged(error) from error
        unpacked = _Unpacked(source, path)
        return Bounded(unpacked, path, self._allowance, packed=member.compress_size, lines=self._lines)

    def _check_directory(self, file: BinaryIO) -> None:
        """The directory is read whole into memory, so its size must be right before."""
        size = file.seek(0, 2)
        file.seek(max(0, size - _LARGEST_COMMENT - _END_SIZE))
        end = file.read()
        at = end.rfind(_END)
        if at < 0 or len(end) < at + _END_SIZE:
            raise refuse(BAD_ARCHIVE, self._place, reason=Text("thiếu phần cuối", "its end is missing"))
        members, directory = struct.unpack("<HI", end[at + 10 : at + 16])
        if members > MEMBERS or directory > _DIRECTORY_MIB * MIB or _END_64 in end[max(0, at - 20) : at]:
            reason = Text(f"hơn {MEMBERS} tệp", f"more than {MEMBERS} files")
            raise refuse(ARCHIVE_BOMB, self._place, reason=reason)

    def _take(self, member: zipfile.ZipInfo) -> None:
        name = unicodedata.normalize("NFC", member.orig_filename)
        if not inside(name):
            raise refuse(PATH_OUTSIDE, self._place, name=name)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise refuse(LINK, self._place, name=name)
        if member.flag_bits & 1:
            raise refuse(ENCRYPTED, self._place)
        if member.compress_type not in _PACKED:
            reason = Text("kiểu nén không hỗ trợ", "a compression that is not supported")
            raise refuse(BAD_ARCHIVE, self._place, reason=reason)
        if member.is_dir() or name.startswith("__MACOSX/"):
            return
        if name.casefold() in self._folded:
            raise refuse(ARCHIVE_NAME_TWICE, self._place, name=name)
        self._folded.add(name.casefold())
        self._members[name] = member

    def _check_sizes(self) -> None:
        members = sorted(self._members.values(), key=lambda member: member.header_offset)
        for member in members:
            if member.file_size > max(RATIO_FROM, RATIO * member.compress_size):
                raise refuse(ARCHIVE_BOMB, self._place, reason=f"{member.filename[:60]} > {RATIO} : 1")
        if sum(member.file_size for member in members) > self._mib * MIB:
            raise refuse(ARCHIVE_BOMB, self._place, reason=f"> {self._mib} MiB")
        for member, following in pairwise(members):
            if member.header_offset + member.compress_size > following.header_offset:
                reason = Text("các tệp chồng lên nhau", "its files overlap")
                raise refuse(ARCHIVE_BOMB, self._place, reason=reason)

    def _folder(self) -> str:
        """The single folder that everything lies in, as zipping a folder makes it; "" where there is none."""
        if FILE in self._members:
            return ""
        found = [name for name in self._members if name.count("/") == 1 and name.endswith(f"/{FILE}")]
        return found[0].removesuffix(FILE) if len(found) == 1 else ""

    def _damaged(self, error: Exception) -> Exception:
        return refuse(BAD_ARCHIVE, self._place, reason=str(error)[:80] or type(error).__name__)


class _Unpacked:
    """A member while it is unpacked; damage is told as a problem."""

    def __init__(self, source: Any, place: str) -> None:
        self._source, self._place = source, place

    def readinto(self, buffer: Any, /) -> int | None:
        """Fill the buffer. Raises CannotRead where the archive is damaged."""
        try:
            return int(self._source.readinto(buffer))
        except DAMAGED as error:
            raise refuse(BAD_ARCHIVE, self._place, reason=str(error)[:80] or type(error).__name__) from error

    def close(self) -> None:
        """Close the member."""
        self._source.close()
