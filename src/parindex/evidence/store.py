"""The bytes, in files named by their SHA-256: written beside, made durable, renamed; never overwritten, never replaced.

A file counts only once a Version names it. What an interrupted upload leaves is taken away by `sweep`.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from parindex.engine.problems import Text

BLOCK = 256 * 1024
DAY = 24 * 3600
_SHA256 = re.compile(r"[0-9a-f]{64}")


class TooLarge(Exception):
    """More bytes came than one file may have."""


class Damaged(Exception):
    """The bytes in the store are missing, or are not those that were put there."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """Bytes that have arrived and lie beside the store, not yet in it."""

    path: Path
    sha256: str
    size: int

    def keep(self) -> None:
        """Take the bytes in, for good. Where the same bytes are there already, those stay."""
        target = place(self.sha256)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _stands(target, self.size):
            os.utime(target)  # young again: a sweep that runs now leaves it alone
            return
        self.path.replace(target)
        for folder in (target.parent, target.parent.parent):
            _durable(folder)


def place(sha256: str) -> Path:
    """Where the bytes of a digest lie: ab/cd/<sha256>. Raises ValueError for what is no digest."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("no SHA-256 in hexadecimal")
    return Path(settings.EVIDENCE) / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def incoming(blocks: Iterable[bytes], limit: int | None = None) -> Iterator[Incoming]:
    """Write what comes to a temporary file, hashing it on the way; the file is gone at the end unless it was kept.

    limit: most bytes; settings.UPLOAD_LIMIT without it. Raises TooLarge; OSError where the disk is full.
    """
    most = settings.UPLOAD_LIMIT if limit is None else limit
    folder = Path(settings.EVIDENCE)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = folder / f"{secrets.token_hex(12)}.part"
    try:
        yield _write(part, blocks, most)
    finally:
        part.unlink(missing_ok=True)


def _write(part: Path, blocks: Iterable[bytes], most: int) -> Incoming:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for block in blocks:
            size += len(block)
            if size > most:
                raise TooLarge
            digest.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return Incoming(part, digest.hexdigest(), size)


def whole(sha256: str, size: int) -> Path:
    """Where the bytes lie. Only their number is compared. Raises Damaged where they are not there whole."""
    target = place(sha256)
    if not _stands(target, size):
        raise Damaged(sha256)
    return target


def opened(sha256: str, size: int) -> BinaryIO:
    """The same, open for reading."""
    return whole(sha256, size).open("rb")


def verify(sha256: str) -> bool:
    """Whether the bytes are those that were put there: reads and hashes all of them."""
    try:
        with place(sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def sweep(now: float | None = None) -> int:
    """Remove temporary files, bytes that no Version names, and drawings long unused; all older than a day. How many.

    Run when the server starts: what is younger may belong to an upload that is under way.
    """
    from parindex.evidence.models import Version

    before = (time.time() if now is None else now) - DAY
    root, gone = Path(settings.EVIDENCE), 0
    for path in (*root.glob("*.part"), *Path(settings.FILE_UPLOAD_TEMP_DIR or root).glob("*.upload*")):
        gone += _remove_older(path, before)
    for folder in root.glob("??/??"):
        named = {path.name: path for path in folder.iterdir()}
        kept = set(Version.objects.filter(sha256__in=list(named)).values_list("sha256", flat=True))
        gone += sum(_remove_older(path, before) for name, path in named.items() if name not in kept)
    for path in (Path(settings.DATA) / "drawings").glob("*/*/*"):
        gone += _remove_older(path, before - 60 * DAY)
    return gone


def full_disk() -> Text:
    """What is said where there is no room."""
    return Text(
        "Máy chủ hết chỗ lưu nên chưa nhận được tệp này; chưa có gì được ghi. Xin báo quản trị hệ thống rồi tải lại.",
        "The server has no room left, so this file was not taken and nothing was stored. "
        "Please tell the administrator, then upload it again.",
    )


def _stands(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def _remove_older(path: Path, before: float) -> bool:
    with suppress(OSError):
        if path.is_file() and path.stat().st_mtime < before:
            path.unlink()
            return True
    return False


def _durable(folder: Path) -> None:
    """Make a new name in a folder survive a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
