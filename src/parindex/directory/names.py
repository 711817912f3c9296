"""Keys by which names are found and put in order, the same on every database.

A database folds and sorts letters in its own way; these keys are made here, once, when a name is stored.
"""

from __future__ import annotations

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # the dictionary's order: ` ? ~ ' .
_SHAPES = {"\u0306", "\u0302", "\u031b"}


def nfc(text: str) -> str:
    """The text in NFC, spaces at the ends and doubled ones taken away."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def search_key(text: str) -> str:
    """The text without marks and case: "Sở Y tế" and "SO Y TE" have the same.

    >>> search_key("Sở Y tế"), search_key("Đội ngũ")
    ('so y te', 'doi ngu')
    """
    bare = unicodedata.normalize("NFD", nfc(text).casefold().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def sort_key(text: str) -> str:
    """A text whose plain order by code point is the Vietnamese dictionary's order: letters first, then tones.

    >>> sorted(["Đà", "Dân", "da", "dã", "Ân", "An"], key=sort_key)
    ['An', 'Ân', 'da', 'dã', 'Dân', 'Đà']
    """
    words = [_word(word) for word in nfc(text).casefold().split(" ")]
    return "  ".join(letters for letters, _ in words) + " \x01" + " ".join(tones for _, tones in words)


def _word(word: str) -> tuple[str, str]:
    """A word's letters by their place in the alphabet (two digits each), and the sum of its tones in order."""
    letters, tones = [], []
    for cluster in _clusters(unicodedata.normalize("NFD", word)):
        base = unicodedata.normalize("NFC", cluster[0] + "".join(m for m in cluster[1:] if m in _SHAPES))
        at = _LETTERS.find(base)
        letters.append(f"{at + 20:02d}" if at >= 0 else f"0{base}" if base.isdigit() else f"9{base}")
        tones.append(str(max((_TONES.get(mark, 0) for mark in cluster[1:]), default=0)))
    return "".join(letters), "".join(tones)


def _clusters(text: str) -> list[str]:
    found: list[str] = []
    for letter in text:
        if unicodedata.combining(letter) and found:
            found[-1] += letter
        else:
            found.append(letter)
    return found
