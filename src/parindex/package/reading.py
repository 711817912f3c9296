"""Reads a round package: a folder, a .zip, a workbook, or datapackage.json itself."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from parindex.engine.problems import CannotRead, Problem, Where
from parindex.package import descriptor as descriptors
from parindex.package import headings
from parindex.package.catalogue.files import NO_DESCRIPTOR, NOT_A_FILE, NOT_A_PACKAGE, NOT_FOUND
from parindex.package.catalogue.reading import FILE_LEFT_OUT, NAME_ASSUMED, TABLE_ASSUMED
from parindex.package.cleaning import clean
from parindex.package.csv_file import read_csv
from parindex.package.descriptor import Resource
from parindex.package.folder import Folder, read_small, system_errors
from parindex.package.limits import refuse
from parindex.package.listing import Listing
from parindex.package.tables import TABLES, Package, Table
from parindex.package.vocabulary import table_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parindex.package.folder import Container

_ARCHIVE = b"PK\x03\x04"


def read_package(path: str | os.PathLike[str]) -> Package:
    """The package at `path`. Raises CannotRead with every problem found; what was assumed stands in `notes`."""
    with _no_collection(), system_errors(str(path)):
        return _read(Path(path))


def _read(path: Path) -> Package:
    place = str(path)
    if "\0" in place or not path.exists():
        raise refuse(NOT_FOUND, place.replace("\0", ""), name=place)
    if path.is_dir():
        return _from_container(Folder(path), path.resolve().name)
    if not path.is_file():
        raise refuse(NOT_A_FILE, place, name=path.name)
    if path.name == descriptors.FILE:
        return _from_container(Folder(path.parent), path.resolve().parent.name)
    raise refuse(NOT_A_PACKAGE, place, name=path.name)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without garbage collection: millions of short texts make no cycles, and looking for some takes a third longer."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _from_container(container: Container, name: str) -> Package:
    listing = Listing()
    names = container.names()
    if descriptors.FILE not in names:
        raise refuse(NO_DESCRIPTOR, name)
    descriptor = descriptors.parse(read_small(container, descriptors.FILE))
    listed = descriptors.resources(descriptor, descriptors.FILE, listing)
    tables: dict[str, Table] = {}
    for resource in listed + _unlisted(names, listed, listing):
        table = _table(container, resource, listing)
        if table is not None:
            tables[resource.table] = table
    return finished(name, container.kind, descriptor, tables, listing)


def _table(container: Container, resource: Resource, listing: Listing) -> Table | None:
    try:
        source = container.open(resource.path)
        raw = read_csv(source, resource.path, resource.table, resource.dialect, listing)
        if raw is None:
            return None
        headings.name_columns(raw, resource.table, listing)
        return clean(raw, resource.table, listing)
    except CannotRead as refused:
        listing.take(refused.problems)
        return None


def _unlisted(names: list[str], listed: list[Resource], listing: Listing) -> list[Resource]:
    """Files at the top that datapackage.json does not list but whose names say what they hold."""
    taken, paths = {resource.table for resource in listed}, {resource.path for resource in listed}
    found: list[Resource] = []
    for name in names:
        if name in paths or PurePosixPath(name).suffix.lower() != ".csv":
            continue
        table = table_named(PurePosixPath(name).stem)
        if table is None or table in taken:
            listing.add(FILE_LEFT_OUT, Where(name), name=name)
            continue
        taken.add(table)
        listing.add(TABLE_ASSUMED, Where(name), table=table)
        found.append(Resource(table, name))
    return sorted(found, key=lambda resource: list(TABLES).index(resource.table))


def finished(
    name: str, kind: str, descriptor: Mapping[str, Any], tables: Mapping[str, Table], listing: Listing
) -> Package:
    """The package, with its notes. Raises CannotRead where there were errors."""
    own = descriptor.get("name")
    if not isinstance(own, str) or not own.strip():
        listing.add(NAME_ASSUMED, Where(descriptors.FILE), name=name)
        own = name
    problems = listing.problems()
    if errors := [problem for problem in problems if problem.is_error]:
        raise CannotRead(errors)
    return Package(own, kind, descriptor, tables, _notes(problems))


def _notes(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if not problem.is_error)
