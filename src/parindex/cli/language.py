"""Which language a command speaks: --lang, else PARINDEX_LANG, else Vietnamese."""

from __future__ import annotations

import os
from collections.abc import Sequence

LANGUAGES = ("vi", "en")


def chosen(arguments: Sequence[str]) -> str:
    """The language, known before the arguments are parsed, so that help and errors are in it too."""
    for at, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and at + 1 < len(arguments):
            value = arguments[at + 1]
        if value in LANGUAGES:
            return value
    preset = os.environ.get("PARINDEX_LANG", "")[:2].lower()
    return preset if preset in LANGUAGES else "vi"
