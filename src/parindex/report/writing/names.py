"""Names of units, blocks and criteria as they stand in sentences.

Vietnamese lists gather what begins alike ("các Sở Nội vụ, Tài chính"), English ones likewise ("the Departments of …").
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from parindex.engine.problems import Text
from parindex.report.writing.words import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from parindex.engine.round import Round, Unit
    from parindex.report.writing.words import Words

BLOCKS = {
    "so-ban-nganh": Text("sở, ban, ngành", "departments"),
    "quan-huyen": Text("quận, huyện, thị xã, thành phố", "districts"),
    "huyen": Text("huyện, thành phố", "districts"),
    "cap-huyen": Text("huyện, thành phố", "districts"),
    "xa": Text("xã, phường, thị trấn", "communes"),
    "cap-xa": Text("xã, phường, thị trấn", "communes"),
    "xa-phuong": Text("xã, phường", "communes and wards"),
    "trung-uong": Text("cơ quan trung ương đóng trên địa bàn", "central agencies"),
    "nganh-doc": Text("cơ quan ngành dọc", "vertical agencies"),
}
"""The blocks whose names are known; another block is called by its code."""

_GATHERED_VI = {
    "Sở ": "các Sở ",
    "UBND huyện ": "UBND các huyện ",
    "UBND xã ": "UBND các xã ",
    "UBND phường ": "UBND các phường ",
    "Huyện ": "các huyện ",
    "Thành phố ": "các thành phố ",
    "Xã ": "các xã ",
    "Phường ": "các phường ",
    "Thị trấn ": "các thị trấn ",
}
_GATHERED_EN = {"Department of ": "the Departments of ", "Ministry of ": "the Ministries of "}

_OFFICES_EN = frozenset({
    "Agency", "Authority", "Board", "Bureau", "Centre", "Center", "Commission", "Committee", "Council", "Department",
    "Directorate", "Division", "Inspectorate", "Institute", "Ministry", "Office", "Secretariat",
})  # fmt: skip
"""An English name with one of these words takes an article."""

_LETTERS = {letter: at for at, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def collation(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """The sorting key of Vietnamese: word by word, letters first (a ă â … d đ …), tones (ngang huyền hỏi ngã sắc nặng) last.

    >>> sorted(["Sở Y tế", "Sở Tư pháp", "Đội", "Dân"], key=collation)
    ['Dân', 'Đội', 'Sở Tư pháp', 'Sở Y tế']
    """
    return tuple(_word_key(word) for word in unicodedata.normalize("NFC", text).casefold().split())


def _word_key(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters, tones = [], []
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((_TONES[mark] for mark in parts if mark in _TONES), 0)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
        letters.append(_LETTERS.get(bare, 1000 + ord(bare[0])) if not bare.isdigit() else ord(bare) - 1000)
        tones.append(tone)
    return tuple(letters), tuple(tones)


class _Gathered(NamedTuple):
    """Neighbours in a list that share their first words."""

    head: str
    items: list[str]


class Names:
    """The names of one round's units, areas, criteria and reasons, in one language."""

    def __init__(self, round_: Round, words: Words) -> None:
        self.round, self.words = round_, words
        language = words.language
        self._units = {unit.code: clean(unit.name.said(language)) or unit.code for unit in round_.units}

    def bare(self, unit: Unit) -> str:
        """A unit's name as in a table."""
        return self._units.get(unit.code) or clean(unit.name.said(self.words.language)) or unit.code

    def unit(self, unit: Unit) -> str:
        """A unit's name inside a sentence; English offices take an article."""
        return self._with_article(self.bare(unit))

    def _with_article(self, name: str) -> str:
        takes = not self.words.vietnamese and not _OFFICES_EN.isdisjoint(name.replace(",", " ").split())
        return f"the {name}" if takes and not name.lower().startswith("the ") else name

    def by_code(self, code: str) -> str:
        """A unit's name inside a sentence, or the code where no such unit is in the round."""
        name = self._units.get(code)
        return code if name is None else self._with_article(name)

    def criterion(self, code: str) -> str:
        """A criterion's name, without its code."""
        return clean(self.round.tree.by_code[code].name.said(self.words.language)) or code

    def reason(self, code: str) -> str:
        """What a reason code says; the code itself where the round does not explain it."""
        text = self.round.reasons.get(code)
        return (clean(text.said(self.words.language)) if text is not None else "") or code

    def block(self, code: str) -> str:
        """What a block's units are called: "sở, ban, ngành"."""
        known = BLOCKS.get(code)
        return known.said(self.words.language) if known is not None else self.words.either("đơn vị", "units")

    def block_title(self, code: str) -> str:
        """A block as a heading names it: "Khối sở, ban, ngành"."""
        known = BLOCKS.get(code)
        name = clean(code) if known is None else known.said(self.words.language)
        return self.words.either(f"Khối {name}", name[:1].upper() + name[1:] if known is not None else f"Block {name}")

    def units(self, units: Iterable[Unit], tail: Callable[[Unit], str] | None = None) -> str:
        """Units in a sentence.

        Without `tail`, in order of name, what begins alike gathered last: "Ban Dân tộc; các Sở Nội vụ, Y tế". With it
        (a value behind each name) the given order is kept, and only neighbours are gathered.
        """
        chosen = list(units)
        if tail is None:
            chosen.sort(key=self._by_name)
        return self._said(self._gather(chosen, tail))

    def _by_name(self, unit: Unit) -> tuple[bool, object]:
        name = self.bare(unit)
        return self._head(name) != "", collation(name)

    def _head(self, name: str) -> str:
        heads = _GATHERED_VI if self.words.vietnamese else _GATHERED_EN
        return next((head for head in heads if name.startswith(head)), "")

    def _gather(self, units: Sequence[Unit], tail: Callable[[Unit], str] | None) -> list[_Gathered]:
        found: list[_Gathered] = []
        for unit in units:
            name = self.bare(unit)
            head, end = self._head(name), "" if tail is None else f" ({tail(unit)})"
            item = name[len(head) :] + end
            if head and found and found[-1].head == head:
                found[-1].items.append(item)
            else:
                found.append(_Gathered(head, [item]))
        return found

    def _said(self, groups: list[_Gathered]) -> str:
        return self._joined([self._group(group) for group in groups], [len(group.items) > 1 for group in groups])

    def _group(self, group: _Gathered) -> str:
        if len(group.items) == 1:
            return self._with_article(group.head + group.items[0])
        heads = _GATHERED_VI if self.words.vietnamese else _GATHERED_EN
        inner = self._inner(group.items)
        colon = ":" if self.words.vietnamese and ";" in inner else ""
        return f"{heads[group.head].rstrip()}{colon} {inner}"

    def _inner(self, items: list[str]) -> str:
        """The members of a gathered group; "Lao động, Thương binh và Xã hội" must not fall apart."""
        link = self.words.either("và", "and")
        closed = all(item.endswith(")") for item in items)
        if closed or not any("," in item or f" {link} " in item for item in items):
            return f"{', '.join(items[:-1])} {link} {items[-1]}"
        if not self.words.vietnamese:
            return "; ".join(items[:-1]) + "; and " + items[-1]
        return ("; " if any("," in item for item in items) else ", ").join(items)

    def _joined(self, said: list[str], gathered: list[bool]) -> str:
        if len(said) > 1 and any(gathered):
            return "; ".join(said)
        return self.words.listed(said)
