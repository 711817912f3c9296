"""Suggests the code that somebody may have meant."""

from __future__ import annotations

import difflib
import unicodedata
from typing import TYPE_CHECKING

from parindex.engine.problems import Text
from parindex.package.catalogue.kind import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_EFFORT = 200_000
"""Comparisons after which no further suggestions are sought: a table of wrong codes must not take minutes."""

_CLOSE = 0.6
"""How alike two words must be, as difflib measures it (2 x letters in common ÷ letters of both)."""

_LONGEST = 60
"""A longer text is no misspelt code."""


def folded(text: str) -> str:
    """Lower case, without accents, spaces and punctuation: what remains when a code is typed carelessly.

    >>> folded(" Sở Nội-vụ "), folded("Đ.1")
    ('sonoivu', 'd1')
    """
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in plain if letter.isalnum())


class Nearest:
    """Known codes, and optionally names (code by name) and other words that people write for them."""

    def __init__(self, known: Iterable[str], names: Mapping[str, str] | None = None) -> None:
        self._known = list(known)
        self._all = frozenset(self._known)
        self._folded: dict[str, str | None] = {}
        for code in self._known:
            key = folded(code)
            self._folded[key] = None if key in self._folded else code  # two codes fold alike: neither is meant
        for name, code in (names or {}).items():
            self._folded.setdefault(folded(name), code)
        self._answers: dict[str, str | None] = {}
        self._left = _EFFORT

    def knows(self, word: str) -> bool:
        """Whether `word` is one of the codes."""
        return word in self._all

    def of(self, word: str) -> str | None:
        """The code that `word` is nearest to, or None."""
        if word not in self._answers:
            self._answers[word] = self._seek(word)
        return self._answers[word]

    def hint(self, word: str) -> Text:
        """A sentence that suggests the code, with a space after it; empty where nothing is near."""
        found = self.of(word)
        if found is None:
            return Text("", "")
        return Text(f"Có thể là “{quoted(found)}”. ", f"Perhaps “{quoted(found)}” is meant. ")

    def _seek(self, word: str) -> str | None:
        if not word or len(word) > _LONGEST:
            return None
        if (alike := self._folded.get(folded(word))) is not None:
            return alike
        self._left -= len(self._known)
        if self._left < 0:
            return None
        lower = {code.casefold(): code for code in self._known}
        close = difflib.get_close_matches(word.casefold(), lower, n=1, cutoff=_CLOSE)
        return lower[close[0]] if close else None
