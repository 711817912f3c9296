"""Writes beside the target and renames when whole: a failure leaves nothing behind and touches nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from parindex.engine.problems import CannotRead, Where
from parindex.package.catalogue.files import NOT_A_FILE
from parindex.package.catalogue.writing import NO_PARENT, NOT_WRITTEN, TARGET_EXISTS, TARGET_NOT_OURS
from parindex.package.files import descriptor as descriptors
from parindex.package.files.systems import os_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parindex.package.catalogue.kind import Kind, Said


class CannotWrite(CannotRead):
    """The target must not or cannot be written; carries every problem. The same to whoever catches CannotRead."""


def refuse(kind: Kind, where: Where | str, **named: Said) -> CannotWrite:
    """The exception that carries this one problem."""
    return CannotWrite([kind.at(where if isinstance(where, Where) else Where(where), **named)])


@contextmanager
def staged(target: Path, *, folder: bool, force: bool) -> Iterator[Path]:
    """A path beside `target` to write to; what stands there at the end takes the target's place, all or nothing.

    Raises CannotWrite: the target exists and `force` is off, or holds something else; the system refuses.
    """
    try:
        target = target.resolve()
        _check(target, folder=folder, force=force)
        room = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent))
    except OSError as error:
        raise refuse(NOT_WRITTEN, str(target), reason=os_words(error)) from error
    try:
        made = room / "new"
        if folder:
            made.mkdir()
        yield made
        _settle(made)
        _replace(made, target, room / "old", force=force)
    except FileExistsError as error:  # another process was faster
        raise refuse(TARGET_EXISTS, str(target), name=target.name) from error
    except OSError as error:
        raise refuse(NOT_WRITTEN, str(target), reason=os_words(error)) from error
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _check(target: Path, *, folder: bool, force: bool) -> None:
    if not target.parent.is_dir():
        raise refuse(NO_PARENT, str(target), name=str(target.parent))
    if not os.path.lexists(target):
        return
    if not force:
        raise refuse(TARGET_EXISTS, str(target), name=target.name)
    if folder and target.is_dir():
        if (other := _foreign(target)) is not None:
            raise refuse(TARGET_NOT_OURS, str(target), name=target.name, other=other)
    elif folder or not target.is_file():
        raise refuse(NOT_A_FILE, str(target), name=target.name)


def _foreign(folder: Path) -> str | None:
    """A file in the folder that its own datapackage.json does not account for, or None."""
    ours: set[Path] = set()
    if (descriptor := folder / descriptors.FILE).is_file():
        ours.add(descriptor)
        try:
            entries = descriptors.parse(descriptor.read_bytes()).get("resources", [])
        except CannotRead:
            return descriptors.FILE
        paths = [entry.get("path") for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
        ours |= {folder / path for path in paths if isinstance(path, str) and descriptors.inside(path)}
    for path in folder.rglob("*"):  # the first one found is enough
        if path.is_symlink() or (not path.is_dir() and path not in ours):
            return str(path.relative_to(folder))
    return None


def _settle(made: Path) -> None:
    """Everything on the disk before it gets its name."""
    for path in [*made.rglob("*"), made] if made.is_dir() else [made]:
        if path.is_file() or hasattr(os, "O_DIRECTORY"):
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _replace(made: Path, target: Path, aside: Path, *, force: bool) -> None:
    made.chmod(0o777 & ~_mask() if made.is_dir() else 0o666 & ~_mask())
    if not force and made.is_file():
        place_new(made, target)
        return
    if not target.is_dir():
        made.replace(target)
        return
    target.replace(aside)  # a folder cannot be replaced in one step: put back where the second one fails
    try:
        made.replace(target)
    except OSError:
        aside.replace(target)
        raise


def place_new(made: Path, target: Path) -> None:
    """Give a finished file its name. Raises FileExistsError where something has that name, whoever was faster."""
    try:
        os.link(made, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        made.replace(target)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
