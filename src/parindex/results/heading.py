"""A round's settings and datapackage.json: read from one, written to the other, leaving alone what nobody changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from parindex.package.checks.declared import FORMAT, read_heading
from parindex.package.listing import Listing
from parindex.package.tables import Package
from parindex.results.keeping import clipped
from parindex.rounds.models import Round

_TEXTS = ("title_vi", "title_en", "authority_vi", "authority_en", "place_vi", "place_en", "notice_vi", "notice_en")
_OBJECTS = {"bands": "bands", "absence": "absence", "caps": "adjustments"}
"""Fields of the round that hold an entry of `parindex` as it stands there."""
_LIKELY = ("code", "name_vi", "name_en", "at_least")


def round_name(package: Package) -> str:
    """The name by which a package's round is known here: the package's, with hyphens for dots, fit for an address."""
    return read_heading(package, (), Listing()).name.replace(".", "-")


def settings_of(package: Package) -> dict[str, Any]:
    """The fields of a Round that the descriptor sets."""
    heading = read_heading(package, (), Listing())
    given = package.descriptor.get("parindex")
    below: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    fields: dict[str, Any] = {
        "name": round_name(package), "year": heading.year, "decimals": heading.recipe.decimals,
        "title_vi": heading.title.vi, "title_en": heading.title.en,
        "authority_vi": heading.authority.vi, "authority_en": heading.authority.en,
        "place_vi": heading.place.vi, "place_en": heading.place.en,
        "notice_vi": _text(below, "notice_vi"), "notice_en": _text(below, "notice_en"),
    }  # fmt: skip
    fields |= {field: clipped(Round, field, fields[field]) for field in _TEXTS}
    empty: dict[str, Any] = {"bands": [], "absence": {}, "caps": {}}
    return fields | {field: below.get(key) or empty[field] for field, key in _OBJECTS.items()}


def _text(entries: Mapping[str, Any], key: str) -> str:
    value = entries.get(key)
    return value.strip() if isinstance(value, str) else ""


def kept_descriptor(package: Package) -> str:
    """The descriptor as text: a database may put the keys of a JSON value into another order."""
    return json.dumps(package.descriptor)


def descriptor_of(round_: Round) -> dict[str, Any]:
    """datapackage.json of a round: as it was read, with the settings that were changed since."""
    before: dict[str, Any] = {}
    found: dict[str, Any] = {"name": round_.name, "title": round_.title_vi, "profile": "tabular-data-package"}
    if "descriptor" in round_.kept:
        found = json.loads(round_.kept["descriptor"])
        before = settings_of(Package(round_.name, "folder", found, {}))
    else:
        found["parindex"] = {"format": FORMAT, "year": round_.year, "decimals": round_.decimals}
        found["parindex"] |= {"rounding": "half_up", "ties": "competition"}
        before = settings_of(Package(round_.name, "folder", found, {}))
    for field, was in before.items():
        value = getattr(round_, field)
        if value != was:
            _set(found, field, value)
    return found


def _set(found: dict[str, Any], field: str, value: Any) -> None:
    below = found["parindex"]
    if field == "name":
        found["name"] = value
    elif field == "title_vi" and "title_vi" not in below:
        found["title"] = value
    else:
        key = _OBJECTS.get(field, field)
        below[key] = _ordered(value)
        if value in ("", [], {}):
            del below[key]


def _ordered(value: Any) -> Any:
    """Bands with their keys as people write them, whatever order a database gave them."""
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    if isinstance(value, dict):
        first = [key for key in _LIKELY if key in value]
        return {key: _ordered(value[key]) for key in [*first, *sorted(key for key in value if key not in first)]}
    return value
