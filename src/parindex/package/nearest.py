"""Suggests the code that somebody may have meant."""

from __future__ import annotations

import difflib
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

from parindex.engine.problems import Text
from parindex.package.catalogue.kind import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_EFFORT = 20_000
"""Comparisons after which only the nearest slips are sought: a table of wrong codes must not take minutes."""

_CLOSE = 0.6
"""How alike two words must be, as difflib measures it (2 x letters in common ÷ letters of both)."""

_LOOK_ALIKES = str.maketrans({"l": "1", "I": "1", "O": "0", "o": "0"})
"""Letters typed for digits: l.1 for 1.1."""

_SHORTEST = 3
"""Letters of a word that may have one wrong; "9" is no slip for "8"."""

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
        self._names = names or {}
        self._answers: dict[str, str | None] = {}
        self._left = _EFFORT

    def __len__(self) -> int:
        return len(self._known)

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

    @cached_property
    def _folded(self) -> dict[str, str | None]:
        """Code by folded code or name, made when first asked: most tables hold nothing wrong."""
        found: dict[str, str | None] = {}
        for code in self._known:
            key = folded(code)
            found[key] = None if key in found else code  # two codes fold alike: neither is meant
        for name, code in self._names.items():
            found.setdefault(folded(name), code)
        return found

    def _seek(self, word: str) -> str | None:
        if not word or len(word) > _LONGEST:
            return None
        for spelling in (word, word.translate(_LOOK_ALIKES)):
            if (alike := self._folded.get(folded(spelling))) is not None:
                return alike
        if (near := self._one_off(word.casefold())) is not None:
            return near or None
        self._left -= len(self._known)
        return self._close(word) if self._left >= 0 else None

    def _one_off(self, word: str) -> str | None:
        """The one code that a letter too many, too few or wrong makes of `word`; "" for several, None for none."""
        shorter = {word, *_shorter(word)}
        found = {self._lower[spelling] for spelling in shorter if spelling in self._lower}
        if not found and len(word) >= _SHORTEST:
            found = {code for spelling in shorter for code in self._lacking.get(spelling, ())}
        return None if not found else found.pop() if len(found) == 1 else ""

    @cached_property
    def _lower(self) -> dict[str, str]:
        return {code.casefold(): code for code in self._known}

    @cached_property
    def _lacking(self) -> dict[str, set[str]]:
        """The codes by what each becomes without one of its letters."""
        found: dict[str, set[str]] = {}
        for lower, code in self._lower.items():
            if len(lower) <= _LONGEST:
                for spelling in _shorter(lower):
                    found.setdefault(spelling, set()).add(code)
        return found

    def _close(self, word: str) -> str | None:
        close = difflib.get_close_matches(word.casefold(), self._lower, n=2, cutoff=_CLOSE)
        if len(close) == 2 and _alike(word, close[0]) == _alike(word, close[1]):
            return None  # two are as near
        return self._lower[close[0]] if close else None


def _shorter(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _alike(word: str, code: str) -> float:
    return difflib.SequenceMatcher(None, code, word.casefold()).ratio()
