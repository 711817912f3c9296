"""A package in a folder: files are opened only where they lie in it, are ordinary, and are no links."""

from __future__ import annotations

import io
import os
import stat
from contextlib import contextmanager
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from parindex.engine.problems import CannotRead
from parindex.package.catalogue.files import FILE_MISSING, LINK, NO_ACCESS, NOT_A_FILE, TOO_LARGE
from parindex.package.files.limits import DESCRIPTOR_MIB, MEMBERS, MIB, Allowance, Bounded, refuse
from parindex.package.files.systems import os_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    class Container(Protocol):
        """Where the files of a package lie: a folder or an archive."""

        kind: str

        def open(self, path: str) -> Bounded:
            """A file for reading. Raises CannotRead."""

        def names(self) -> list[str]:
            """The files at the top."""


def read_small(container: Container, path: str) -> bytes:
    """All bytes of a file that is never large. Raises CannotRead."""
    with container.open(path) as file:
        data = bytearray()
        while piece := file.read(MIB):
            data += piece
            if len(data) > DESCRIPTOR_MIB * MIB:
                raise refuse(TOO_LARGE, path, limit=DESCRIPTOR_MIB)
        return bytes(data)


class Folder:
    """A folder on this machine."""

    kind = "folder"

    def __init__(self, root: Path) -> None:
        self._root = root
        self._allowance = Allowance()

    def names(self) -> list[str]:
        """The files at the top, sorted; links are no files here."""
        try:
            with os.scandir(self._root) as entries:
                return sorted(e.name for e in islice(entries, MEMBERS) if e.is_file(follow_symlinks=False))
        except OSError as error:
            raise refuse(NO_ACCESS, str(self._root), reason=os_words(error)) from error

    def open(self, path: str) -> Bounded:
        """A file of the folder. Raises CannotRead: missing, a link on the way, no ordinary file, no permission."""
        target = self._root
        try:
            for part in PurePosixPath(path).parts:
                target /= part
                if stat.S_ISLNK(target.lstat().st_mode):
                    raise refuse(LINK, path, name=path)
            return Bounded(open_ordinary(target, path), path, self._allowance)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise refuse(FILE_MISSING, path, hint="") from error
        except OSError as error:
            raise refuse(NO_ACCESS, path, reason=os_words(error)) from error


def open_ordinary(path: Path, place: str) -> io.FileIO:
    """An ordinary file, without waiting on a pipe and without following a link in its last part. Raises CannotRead."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    if not stat.S_ISREG(path.stat().st_mode):
        raise refuse(NOT_A_FILE, place, name=path.name)
    file = io.FileIO(os.open(path, flags), "r")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # changed since
        file.close()
        raise refuse(NOT_A_FILE, place, name=path.name)
    return file


@contextmanager
def system_errors(place: str) -> Iterator[None]:
    """Turns an error of the operating system into a problem."""
    try:
        yield
    except CannotRead:
        raise
    except OSError as error:
        raise refuse(NO_ACCESS, place, reason=os_words(error)) from error
