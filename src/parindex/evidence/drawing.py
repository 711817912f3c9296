"""Pages of PDF files and pictures, drawn anew as PNG by a process of their own and kept on disk."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from parindex.evidence.store import place

WIDTHS = (600, 900, 1200, 1600)
"""What a page can be as wide as, in pixels; whatever is asked for, the nearest of these is drawn."""
FIT = 1200
SECONDS = 25
AGAIN = 600
"""Seconds after which a page that could not be drawn is tried once more."""
_PEN = Path(__file__).with_name("pen.py")
_turns = threading.BoundedSemaphore(2)


class Unreadable(Exception):
    """The file could not be opened or drawn. word: "broken", "locked", "pixels", "page", "memory" or "time"."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


class Looked(NamedTuple):
    """What is known of a file after it was opened once."""

    pages: int
    width: int
    height: int


def look(path: Path, kind: str) -> Looked:
    """Open a file ("pdf" or "image") in the other process. Raises Unreadable."""
    found = _run("look", str(path), kind)
    return Looked(found["pages"], found["width"], found["height"])


def width_for(asked: str | int | None) -> int:
    """The nearest width that is drawn.

    >>> width_for("880"), width_for(""), width_for("99999999999")
    (900, 1200, 1600)
    """
    try:
        wanted = int(asked or FIT)
    except ValueError:
        return FIT
    return min(WIDTHS, key=lambda width: abs(width - wanted))


def drawn(sha256: str, kind: str, page: int, width: int) -> Path:
    """The PNG of a page (from 1), drawn where it has not been yet. Raises Unreadable.

    width: one of WIDTHS.  kind: "pdf" or "image".
    """
    source = place(sha256)
    folder = Path(settings.DATA) / "drawings" / sha256[:2] / sha256
    target, failed = folder / f"{page}-{width}.png", folder / f"{page}-{width}.failed"
    if target.exists():
        return target
    if failed.exists() and time.time() - failed.stat().st_mtime < AGAIN:
        raise Unreadable(failed.read_text() or "broken")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = folder / f"{secrets.token_hex(8)}.part"
    try:
        _run("draw", str(source), kind, str(page), str(width), str(part))
        part.replace(target)
    except Unreadable as fault:
        failed.write_text(fault.word)
        raise
    finally:
        part.unlink(missing_ok=True)
    return target


def _run(*arguments: str) -> dict[str, int]:
    """Let the pen do one thing, at most two at a time in this process."""
    command = [sys.executable, "-I", str(_PEN), *arguments]
    with _turns:
        try:
            done = subprocess.run(  # noqa: S603  # our own program, our own arguments
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS,
                check=False,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"} if os.name == "posix" else None,
            )
        except subprocess.TimeoutExpired as fault:
            raise Unreadable("time") from fault
    try:
        said = json.loads(done.stdout)
    except ValueError as fault:
        raise Unreadable("memory" if done.returncode < 0 or b"emory" in done.stderr else "broken") from fault
    if "fault" in said:
        raise Unreadable(said["fault"])
    return said
