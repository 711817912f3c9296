"""What datapackage.json says of a round beside its tables: year, authority, and the recipe of the computation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from parindex.engine.points import micropoints
from parindex.engine.problems import Text
from parindex.engine.round import ABSENCE, Counting, Recipe
from parindex.engine.sheet import State
from parindex.package.catalogue import descriptor as says
from parindex.package.checks.bands import read_bands
from parindex.package.checks.entries import Entries, as_written, descriptor_place, exact, whole
from parindex.package.nearest import Nearest, folded

if TYPE_CHECKING:
    from parindex.package.catalogue.kind import Kind
    from parindex.package.listing import Listing
    from parindex.package.tables import Package

FORMAT = 1
EARLIEST, LATEST = 1990, 2100
DECIMALS = 2
"""Where the descriptor says nothing."""

KEYS = (
    "format", "year", "title_vi", "title_en", "authority_vi", "authority_en", "place_vi", "place_en", "decimals",
    "rounding", "ties", "bands", "adjustments", "absence", "notice_vi", "notice_en",
)  # fmt: skip
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*\Z")


@dataclass(frozen=True, slots=True)
class Heading:
    """Everything a `Round` takes from the descriptor."""

    name: str
    title: Text
    year: int
    authority: Text
    place: Text
    caveat: Text
    recipe: Recipe


def read_heading(package: Package, blocks: tuple[str, ...], listing: Listing) -> Heading:
    """Read the descriptor; what cannot be used is listed and replaced by what the format takes without it.

    blocks: those of the units table, to check the bands by.
    """
    top = Entries(package.descriptor, "", descriptor_place(package), listing)
    entries = top.object("parindex")
    declared = entries is not None
    if entries is None:
        entries = Entries({}, "parindex.", top.file, listing)
        if "parindex" not in package.descriptor:
            listing.add(says.PARINDEX_MISSING, top.where("parindex"))
    name = _name(package, top)
    if declared:
        _check_keys(entries)
        _check_format(entries)
        _check_word(entries, "rounding", "half_up", says.ROUNDING_UNKNOWN)
        _check_word(entries, "ties", "competition", says.TIES_UNKNOWN)
    return Heading(
        name=name,
        title=_title(top, entries, name),
        year=_year(entries) if declared else 0,
        authority=_authority(entries) if declared else Text("", ""),
        place=entries.both("place"),
        caveat=_caveat(top, entries),
        recipe=_recipe(entries, blocks) if declared else Recipe(),
    )


def _check_keys(entries: Entries) -> None:
    absent = Nearest(key for key in KEYS if key not in entries.given)
    for key in entries.given:
        if key not in KEYS and absent.of(str(key)):
            entries.listing.add(says.KEY_UNKNOWN, entries.where(key), value=str(key), hint=absent.hint(str(key)))


def _check_format(entries: Entries) -> None:
    value = entries.given.get("format")
    if whole(value) != FORMAT:
        entries.listing.add(says.FORMAT_UNKNOWN, entries.where("format"), value=as_written(value))


def _check_word(entries: Entries, key: str, only: str, kind: Kind) -> None:
    word = entries.text(key)
    if word not in {"", only}:
        entries.listing.add(kind, entries.where(key), value=word)


def _name(package: Package, top: Entries) -> str:
    name = top.text("name")
    if _SLUG.match(name):
        return name
    taken = slug(package.name) or "round"
    if name:  # reading tells where there is none
        top.listing.add(says.NAME_UNUSABLE, top.where("name"), value=as_written(name), name=taken)
    return taken


ONE_LINE = 160
"""Characters of a package's description that are shown with its figures."""


def slug(text: str) -> str:
    """A name that can be used, made of one that cannot.

    >>> slug("Lai Châu 2016")
    'lai-chau-2016'
    """
    return "-".join(part for part in map(folded, re.split(r"[\W_]+", text)) if part)


def _title(top: Entries, entries: Entries, name: str) -> Text:
    plain, own = top.text("title"), entries.both("title")
    if not (plain or own.vi or own.en):
        top.listing.add(says.TITLE_ASSUMED, top.where("title"), name=name)
    return Text(own.vi or plain or own.en or name, own.en)


def _year(entries: Entries) -> int:
    """The year; 0, listed, where there is none: all else can be checked without it."""
    value = entries.given.get("year")
    year = whole(value)
    if year is not None and EARLIEST <= year <= LATEST:
        return year
    entries.listing.add(says.YEAR_IMPLAUSIBLE, entries.where("year"), value=as_written(value))
    return 0


def _authority(entries: Entries) -> Text:
    authority = entries.both("authority")
    if not any(authority):
        entries.listing.add(says.AUTHORITY_MISSING, entries.where("authority_vi"))
    return authority


def _caveat(top: Entries, entries: Entries) -> Text:
    """What must stand wherever the figures are shown: the notice, else as the description begins."""
    notice = entries.both("notice")
    return notice if any(notice) else Text("", beginning(top.text("description")))


def beginning(text: str) -> str:
    """The first sentences of a text, two at most, as far as they fit one line of a document; "" where none does.

    >>> beginning("Reconstruction. Only some cells are real. The rest is long.")
    'Reconstruction. Only some cells are real.'
    """
    sentences = re.split(r"(?<=[.!?])\s+", text.strip())[:2]
    whole = " ".join(sentences)
    return whole if len(whole) <= ONE_LINE else sentences[0] if len(sentences[0]) <= ONE_LINE else ""


def _recipe(entries: Entries, blocks: tuple[str, ...]) -> Recipe:
    return Recipe(
        decimals=_decimals(entries),
        bands=read_bands(entries.given.get("bands"), blocks, entries.where("bands"), entries.listing),
        absence=_absence(entries),
        caps=_caps(entries),
    )


def _decimals(entries: Entries) -> int:
    value = entries.given.get("decimals", DECIMALS)
    decimals = whole(value)
    if decimals is not None and 0 <= decimals <= 6:
        return decimals
    entries.listing.add(says.DECIMALS_OUTSIDE, entries.where("decimals"), value=as_written(value))
    return DECIMALS


def _caps(entries: Entries) -> Mapping[str, int]:
    """{"bonus": 2, "penalty": 3}; also {"bonus": {"cap": 2}} and {"bonus_cap": 2}."""
    below = entries.object("adjustments")
    caps: dict[str, int] = {}
    for key, value in (below.given if below else {}).items():
        where = entries.where(f"adjustments.{key}")
        kind = str(key).removesuffix("_cap")
        if kind not in {"bonus", "penalty"}:
            entries.listing.add(says.CAP_UNKNOWN, where, value=str(key))
            continue
        written = (
            next((value[name] for name in ("cap", "at_most", "max") if name in value), None)
            if isinstance(value, Mapping)
            else value
        )
        cap = _points(written)
        if cap is None:
            entries.listing.add(says.CAP_UNREADABLE, where, kind=kind, value=as_written(written))
        else:
            caps[kind] = cap
    return MappingProxyType(caps)


def _points(value: object) -> int | None:
    number = exact(value)
    if number is None or number < 0:
        return None
    try:
        return micropoints(str(value).strip())
    except ValueError:
        return None


def _absence(entries: Entries) -> Mapping[State, Counting]:
    """What the set says on top of `ABSENCE`."""
    below = entries.object("absence")
    words = {state.word: state for state in ABSENCE}
    near = Nearest(words)
    absence = dict(ABSENCE)
    for key, value in (below.given if below else {}).items():
        where = entries.where(f"absence.{key}")
        if key not in words:
            known = Text(", ".join(words), ", ".join(words))
            entries.listing.add(
                says.ABSENCE_STATE_UNKNOWN, where, value=str(key), hint=near.hint(str(key)), known=known
            )
        elif not isinstance(value, str) or value not in tuple(Counting):
            entries.listing.add(says.ABSENCE_WORD_UNKNOWN, where, state=str(key), value=as_written(value))
        else:
            absence[words[key]] = Counting(value)
    return MappingProxyType(absence)
