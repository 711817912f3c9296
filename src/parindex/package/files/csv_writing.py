"""Writes tables and descriptor in the format's own form: UTF-8, commas, line feeds, quotes only where needed."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from parindex.package.files.descriptor import FILE, inside, table_of
from parindex.package.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parindex.package.tables import Package, Table

_ROWS = 50_000
"""Rows put together at a time."""

_QUOTED = re.compile('[,"\r\n]')
_HEADING_QUOTED = re.compile('[,"\r\n;\t|]')
"""In a heading also what could be taken for a separator when the file is read again."""

_DIALECT = frozenset(
    {"delimiter", "lineTerminator", "quoteChar", "doubleQuote", "escapeChar", "skipInitialSpace", "csv", "header",
     "headerRows", "nullSequence", "commentChar", "caseSensitiveHeader", "csvddfVersion"}
)  # fmt: skip
"""What a descriptor may say of a CSV file's form; it no longer holds once the file is written in ours."""

_NUMBER_FORM = frozenset({"decimalChar", "groupChar", "bareNumber"})


def table_bytes(table: Table) -> bytes:
    """The table as CSV."""
    return b"".join(piece.encode() for piece in _pieces(table))


def _pieces(table: Table) -> Iterator[str]:
    yield ",".join(_quoted(name, _HEADING_QUOTED) for name in table.columns) + "\n"
    alone = len(table.columns) == 1
    # each distinct text is quoted once; an empty line would not count as a row
    texts = [[_quoted(value, _QUOTED) or ('""' if alone else "") for value in c.values] for c in table.columns.values()]
    codes = [column.codes for column in table.columns.values()]
    for start in range(0, len(table), _ROWS):
        columns = [
            map(known.__getitem__, column[start : start + _ROWS].tolist())
            for known, column in zip(texts, codes, strict=True)
        ]
        yield "\n".join(map(",".join, zip(*columns, strict=True))) + "\n"


def _quoted(text: str, special: re.Pattern[str]) -> str:
    return '"' + text.replace('"', '""') + '"' if special.search(text) else text


def files(package: Package, others: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Every file of the package by its path, datapackage.json first; `others` are carried unchanged."""
    descriptor, paths = described(package)
    tables = {path: table_bytes(package.tables[name]) for name, path in paths.items()}
    _digest(descriptor, tables)
    return {FILE: descriptor_bytes(descriptor), **tables, **(others or {})}


def descriptor_bytes(descriptor: Mapping[str, Any]) -> bytes:
    """datapackage.json."""
    return json.dumps(descriptor, ensure_ascii=False, indent=1).encode()


def described(package: Package) -> tuple[dict[str, Any], dict[str, str]]:
    """The descriptor with an entry for every table, and each table's path."""
    descriptor: dict[str, Any] = {**package.descriptor}
    if not isinstance(descriptor.get("name"), str) or not descriptor["name"].strip():
        descriptor = {"name": package.name, **{key: value for key, value in descriptor.items() if key != "name"}}
    entries = descriptor.get("resources")
    entries = [dict(entry) for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    names = {entry.get("name") for entry in entries if isinstance(entry.get("name"), str)}
    paths: dict[str, str] = {}
    taken = {FILE, *(str(entry.get("path")).casefold() for entry in entries)}
    for entry in entries:
        table = _entry_table(entry, names)
        if table in package.tables and table not in paths:
            entry["name"] = entry.get("name") or table
            paths[table] = _path(entry.get("path"), table, taken)
            entry["path"] = paths[table]
            _in_our_form(entry)
    for table in package.tables:
        if table not in paths:
            paths[table] = _path(None, table, taken)
            entries.append({"name": table, "path": paths[table], "encoding": "utf-8"})
    if entries or "resources" in descriptor:
        descriptor["resources"] = entries
    return descriptor, paths


def _entry_table(entry: Mapping[str, Any], names: set[Any]) -> str:
    name, path = entry.get("name"), entry.get("path")
    return table_of(name if isinstance(name, str) and name else PurePosixPath(str(path)).stem, names)


def _path(path: object, table: str, taken: set[str]) -> str:
    if isinstance(path, str) and path and inside(path):
        return str(PurePosixPath(path))
    stem = table if table in TABLES else re.sub(r"[^\w-]+", "-", table).strip("-")[:80] or "table"
    names = (f"{stem}{number}.csv" for number in ("", *(f"-{at}" for at in range(2, len(taken) + 3))))
    found = next(name for name in names if name.casefold() not in taken)
    taken.add(found.casefold())
    return found


def _in_our_form(entry: dict[str, Any]) -> None:
    if "encoding" in entry:
        entry["encoding"] = "utf-8"
    if isinstance(entry.get("dialect"), dict):
        entry["dialect"] = {key: value for key, value in entry["dialect"].items() if key not in _DIALECT}
        if not entry["dialect"]:
            del entry["dialect"]
    schema = entry.get("schema")
    if isinstance(schema, dict) and isinstance(schema.get("fields"), list):
        fields = [_plain_field(field) for field in schema["fields"]]
        entry["schema"] = {**schema, "fields": fields}


def _plain_field(field: object) -> object:
    if not isinstance(field, dict):
        return field
    return {key: value for key, value in field.items() if key not in _NUMBER_FORM}


def _digest(descriptor: dict[str, Any], tables: Mapping[str, bytes]) -> None:
    """Sizes and digests that the descriptor states, for the files as they now are."""
    for entry in descriptor.get("resources", []):
        data = tables.get(str(entry.get("path")))
        if data is None:
            continue
        if "bytes" in entry:
            entry["bytes"] = len(data)
        if isinstance(entry.get("hash"), str):
            entry["hash"] = _hash(entry["hash"], data)


def _hash(stated: str, data: bytes) -> str:
    """A digest of the same kind as the one stated: "sha256:…", or MD5 where no kind is named."""
    kind = stated.partition(":")[0] if ":" in stated else ""
    if kind in {"sha1", "sha256", "sha512"}:
        return f"{kind}:{hashlib.new(kind, data).hexdigest()}"
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest()  # what the convention asks for
    return f"{kind}:{digest}" if kind == "md5" else digest
