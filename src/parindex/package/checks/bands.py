"""The bands (classes of results) that the descriptor sets: one list, or a list for each block."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from parindex.engine.points import plain
from parindex.engine.problems import Text, Where
from parindex.engine.round import Band
from parindex.package.catalogue import descriptor as says
from parindex.package.catalogue.kind import decimal
from parindex.package.checks.entries import A_LIST, AN_OBJECT, as_written, exact
from parindex.package.nearest import Nearest

if TYPE_CHECKING:
    from fractions import Fraction

    from parindex.package.listing import Listing


def read_bands(
    given: Any, blocks: tuple[str, ...], where: Where, listing: Listing
) -> Mapping[str | None, tuple[Band, ...]]:
    """The bands by block, best first; the key None holds a list that is set for all blocks at once."""
    if given is None:
        listing.add(says.BANDS_MISSING, where)
        return MappingProxyType({})
    if isinstance(given, Mapping):
        return MappingProxyType(_by_block(given, blocks, where, listing))
    return MappingProxyType({None: _list(given, where, listing)})


def _by_block(
    given: Mapping[str, Any], blocks: tuple[str, ...], where: Where, listing: Listing
) -> dict[str | None, tuple[Band, ...]]:
    near = Nearest(blocks)
    for block in given:
        if block not in blocks:
            place = where._replace(column=f"{where.column}.{block}")
            listing.add(says.BANDS_BLOCK_UNKNOWN, place, value=str(block), hint=near.hint(str(block)))
    meant = {near.of(str(block)) for block in given}
    for block in blocks:
        if block and block not in given and block not in meant:
            listing.add(says.BANDS_BLOCK_MISSING, where, value=block)
    return {
        block: _list(bands, where._replace(column=f"{where.column}.{block}"), listing) for block, bands in given.items()
    }


def _list(given: Any, where: Where, listing: Listing) -> tuple[Band, ...]:
    if not isinstance(given, list | tuple):
        _wrong_type(given, where, A_LIST, listing)
        return ()
    if not given:
        listing.add(says.BANDS_EMPTY, where)
        return ()
    found: dict[str, Band] = {}
    whole = True
    for at, entry in enumerate(given, 1):
        band = _band(entry, where._replace(column=f"{where.column}[{at}]"), found, listing)
        whole = whole and band is not None
        if band is not None:
            found[band.code] = band
    bands = sorted(found.values(), key=lambda band: -band.at_least)
    _check_bounds(bands, where, listing, whole=whole)
    return tuple(bands)


def _band(entry: Any, where: Where, found: Mapping[str, Band], listing: Listing) -> Band | None:
    if not isinstance(entry, Mapping):
        _wrong_type(entry, where, AN_OBJECT, listing)
        return None
    code, bound = entry.get("code"), exact(entry.get("at_least"))
    if not isinstance(code, str) or not code.strip():
        listing.add(says.BAND_CODE_MISSING, where)
        return None
    if code in found:
        listing.add(says.BAND_TWICE, where, value=code)
        return None
    place = where._replace(column=f"{where.column}.at_least")
    if bound is None:
        listing.add(says.BAND_BOUND_UNREADABLE, place, code=code, value=as_written(entry.get("at_least")))
        return None
    if not 0 <= bound <= 100:
        listing.add(says.BAND_BOUND_OUTSIDE, place, code=code, value=_written(bound))
        return None
    return Band(code, _name(entry), bound)


def _name(entry: Mapping[str, Any]) -> Text:
    """The band's name in both languages; its code where neither is given."""
    vi, en = (str(entry.get(key) or "").strip() for key in ("name_vi", "name_en"))
    return Text(vi, en) if vi or en else Text(str(entry["code"]), "")


def _check_bounds(bands: list[Band], where: Where, listing: Listing, *, whole: bool) -> None:
    """Equal bounds; and a hole under the lowest band, unless a band that could not be read may fill it."""
    for upper, lower in pairwise(bands):
        if upper.at_least == lower.at_least:
            listing.add(
                says.BAND_BOUNDS_EQUAL, where, first=upper.code, second=lower.code, value=_written(upper.at_least)
            )
    if whole and bands[-1].at_least > 0:
        listing.add(says.BANDS_HOLE, where, value=_written(bands[-1].at_least))


def _written(bound: Fraction) -> Text:
    return decimal(plain(round(bound * 1_000_000)))


def _wrong_type(value: Any, where: Where, wanted: Text, listing: Listing) -> None:
    listing.add(says.WRONG_TYPE, where, path=where.column or "", wanted=wanted, value=as_written(value))
