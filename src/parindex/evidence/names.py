"""Names of uploaded files: never trusted, kept as people wrote them as far as that is harmless."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

LONGEST = 200


def clean(name: str, endings: tuple[str, ...] = ()) -> str:
    r"""The name in NFC without folders, control characters and marks that turn text around; at most 200 characters.

    endings: those of the file's true kind; the first one is appended where the name has none of them.

    >>> clean("../../Báo\u202e cáo\x00.PDF", (".pdf",)), clean("hóa đơn.exe", (".pdf",))
    ('Báo cáo.PDF', 'hóa đơn.exe.pdf')
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = " ".join(harmless(last).split()).lstrip(". ")
    ending = PurePosixPath(shown).suffix
    stem = shown[: len(shown) - len(ending)] if ending else shown
    if endings and ending.lower() not in endings:
        stem, ending = shown, endings[0]
    return f"{(stem or 'tài liệu')[: LONGEST - len(ending)]}{ending[:20]}"


def harmless(text: str) -> str:
    """The text without control characters and marks that cannot be seen; every space is a plain one."""
    return "".join(" " if letter.isspace() else letter for letter in text if _harmless(letter))


def _harmless(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
