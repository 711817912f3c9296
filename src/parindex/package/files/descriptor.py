"""Reads datapackage.json, strictly, and says which files hold which tables."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from parindex.engine.problems import Text, Where
from parindex.package.catalogue.files import BAD_JSON, BAD_RESOURCE, PATH_OUTSIDE, RESOURCE_TWICE
from parindex.package.catalogue.reading import RESOURCE_SKIPPED, TABLE_ASSUMED
from parindex.package.files.csv_file import Dialect
from parindex.package.files.limits import MEMBERS, refuse
from parindex.package.files.vocabulary import table_named
from parindex.package.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.package.listing import Listing

FILE = "datapackage.json"

_DIGITS = 30
"""Digits of a whole number: nothing in a package counts further, and huge ones take endless time."""

_DEPTH = 50
"""How deep objects and lists may be nested."""

_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\~]|.*\\")
"""A drive, an address, a path from the root, a home folder, or a backslash."""

_NO_TEXT = re.compile("[\0\ud800-\udfff\ufffe\uffff]")

_TABULAR = frozenset({"", ".csv", ".tsv", ".tab", ".txt"})


@dataclass(frozen=True, slots=True)
class Resource:
    """One entry of `resources` that holds a table: `table` is its name in TABLES, or its own."""

    table: str
    path: str
    dialect: Dialect = field(default_factory=Dialect)


class _Refused(ValueError):
    """Something JSON itself would let pass; `reason` says what."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.reason = Text(vi, en)


def parse(data: bytes, place: str = FILE) -> dict[str, Any]:
    """The descriptor. Raises CannotRead: no JSON object, a key twice, NaN, too deep, no UTF-8 (or UTF-16)."""
    try:
        text = data.decode(json.detect_encoding(data)).removeprefix("\ufeff")
        found = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer, parse_float=_float
        )
        _check(found, 0)
    except _Refused as error:
        raise refuse(BAD_JSON, place, reason=error.reason) from error
    except json.JSONDecodeError as error:
        reason = Text(f"lỗi tại dòng {error.lineno}, ký tự {error.colno}", f"{error.msg}, character {error.colno}")
        raise refuse(BAD_JSON, Where(place, error.lineno), reason=reason) from error
    except UnicodeDecodeError as error:
        raise refuse(BAD_JSON, place, reason=Text("không theo bảng mã UTF-8", "it is not in UTF-8")) from error
    except RecursionError as error:
        raise refuse(BAD_JSON, place, reason=_TOO_DEEP) from error
    if isinstance(found, dict):
        return found
    raise refuse(BAD_JSON, place, reason=Text("nội dung phải là một đối tượng {…}", "it must be an object {…}"))


_TOO_DEEP = Text("lồng nhau quá sâu", "nested too deep")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        counted = Counter(key for key, _ in pairs)
        twice = counted.most_common(1)[0][0][:40]
        raise _Refused(f"khóa “{twice}” có hai lần", f"the key “{twice}” stands twice")
    return found


def _constant(name: str) -> None:
    raise _Refused(f"{name} không phải số", f"{name} is no number")


def _integer(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise _Refused("có số quá dài", "a number is too long")
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if len(digits) > 2 * _DIGITS or number in {float("inf"), float("-inf")}:
        raise _Refused("có số quá lớn hoặc quá dài", "a number is too large or too long")
    return number


def _check(value: object, depth: int) -> None:
    """No text that UTF-8 cannot hold, nothing nested deeper than a person would write."""
    if depth > _DEPTH:
        raise _Refused(_TOO_DEEP.vi, _TOO_DEEP.en)
    if isinstance(value, str):
        if not value.isprintable() and _NO_TEXT.search(value):
            raise _Refused("có ký tự không hợp lệ", "it holds an invalid character")
    elif isinstance(value, dict):
        for key, item in value.items():
            _check(key, depth)
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)


def resources(descriptor: Mapping[str, Any], place: str, listing: Listing) -> list[Resource]:
    """The tables that the descriptor lists; what is wrong with an entry goes to `listing`."""
    entries = descriptor.get("resources", [])
    if not isinstance(entries, list):
        reason = Text("resources phải là danh sách", "resources must be a list")
        raise refuse(BAD_JSON, place, reason=reason)
    if len(entries) > MEMBERS:
        reason = Text(f"resources có hơn {MEMBERS} mục", f"resources has more than {MEMBERS} entries")
        raise refuse(BAD_JSON, place, reason=reason)
    found: list[Resource] = []
    names = {entry.get("name") for entry in entries if isinstance(entry, dict) and isinstance(entry.get("name"), str)}
    for number, entry in enumerate(entries, 1):
        resource = _resource(entry, number, names, Where(place), listing)
        if resource is None:
            continue
        if any(resource.table == other.table or resource.path == other.path for other in found):
            listing.add(RESOURCE_TWICE, Where(place), name=resource.table)
        else:
            found.append(resource)
    return found


def _resource(entry: object, number: int, names: set[Any], where: Where, listing: Listing) -> Resource | None:
    try:
        resource = _understood(entry, names)
    except _Refused as error:
        listing.add(BAD_RESOURCE, where, number=number, reason=error.reason)
    except _PathOutside as error:
        listing.add(PATH_OUTSIDE, where, name=str(error))
    except _NoTable as error:
        listing.add(RESOURCE_SKIPPED, where, name=str(error))
    else:
        if isinstance(entry, dict) and entry.get("name") is None:
            listing.add(TABLE_ASSUMED, Where(resource.path), table=resource.table)
        return resource
    return None


class _PathOutside(ValueError):
    """The path leads out of the package."""


class _NoTable(ValueError):
    """The entry is no table: a document, a map, data in the descriptor itself."""


def _understood(entry: object, names: set[Any]) -> Resource:
    if not isinstance(entry, dict):
        raise _Refused("không phải đối tượng {…}", "it is no object {…}")
    name, path = entry.get("name"), entry.get("path")
    if path is None and "data" in entry and table_of(str(name), names) not in TABLES:
        raise _NoTable(str(name))
    if not isinstance(path, str) or not path:
        raise _Refused("path phải là đường dẫn của một tệp", "path must be the path of one file")
    if name is not None and (not isinstance(name, str) or not name.strip()):
        raise _Refused("name phải là chữ", "name must be a text")
    if not inside(path):
        raise _PathOutside(path)
    path = str(PurePosixPath(path))
    table = table_of(name or PurePosixPath(path).stem, names)
    if table not in TABLES and not _tabular(entry, path):
        raise _NoTable(table)
    return Resource(table, path, _dialect(entry))


def table_of(name: str, names: set[Any]) -> str:
    """The table that a resource or sheet of this name holds: of the format, unless that stands there too, or its own."""
    meant = table_named(name)
    return name if meant is None or (meant != name and meant in names) else meant


def inside(path: str) -> bool:
    """Whether a path stays in the package: relative, no "..", no drive, address or backslash.

    >>> inside("data/scores.csv"), inside("../scores.csv"), inside("C:scores.csv"), inside("https://x/scores.csv")
    (True, False, False, False)
    """
    return not (
        _OUTSIDE.match(path) or ".." in path.split("/") or not path.isprintable() or len(path) > 1000 or path == "."
    )


def holds_table(path: str) -> bool:
    """Whether a file's ending is that of a table."""
    return PurePosixPath(path).suffix.lower() in _TABULAR


def _tabular(entry: Mapping[str, Any], path: str) -> bool:
    said = entry.get("format") in {"csv", "tsv"} or entry.get("mediatype") in {"text/csv", "text/tab-separated-values"}
    return said or holds_table(path)


def _dialect(entry: Mapping[str, Any]) -> Dialect:
    """encoding, and delimiter and quoteChar of `dialect` (with `csv` in between, as version 2 of the convention has)."""
    said = entry.get("dialect")
    said = said if isinstance(said, dict) else {}
    said = said["csv"] if isinstance(said.get("csv"), dict) else said
    separator, quote = said.get("delimiter"), said.get("quoteChar")
    encoding = entry.get("encoding")
    return Dialect(
        encoding if isinstance(encoding, str) and encoding else None,
        separator if separator in {",", ";", "\t", "|"} else None,
        quote if isinstance(quote, str) and quote == "'" else '"',
    )
