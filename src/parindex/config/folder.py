"""Where the application keeps everything: one folder, and the keys in it that must not lie in the database."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path


def data_folder() -> Path:
    """PARINDEX_DATA, else the user's data folder as the system has it."""
    if given := os.environ.get("PARINDEX_DATA"):
        return Path(given).expanduser().resolve()
    return user_folder("parindex")


def user_folder(name: str) -> Path:
    """A folder of this name where the system keeps the user's data."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / name
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / name
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / name


def key_file(folder: Path, name: str) -> Path:
    """The file of a key, made with 32 random bytes (as hexadecimal text) where there is none; only its owner reads it."""
    path = folder / "keys" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_name(f"{name}.{secrets.token_hex(4)}.part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(part, path)  # whoever comes second keeps the first one's key
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path
