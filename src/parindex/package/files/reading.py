"""Reads a round package: a folder, a .zip, a workbook, or datapackage.json itself."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from parindex.engine.problems import CannotRead, Problem, Where
from parindex.package.catalogue.files import NO_DESCRIPTOR, NOT_A_PACKAGE, NOT_FOUND, TOO_LARGE
from parindex.package.catalogue.reading import FILE_LEFT_OUT, NAME_ASSUMED, TABLE_ASSUMED
from parindex.package.catalogue.workbook import OLD_WORKBOOK
from parindex.package.files import descriptor as descriptors
from parindex.package.files import headings
from parindex.package.files.archive import Archive
from parindex.package.files.cleaning import clean
from parindex.package.files.csv_file import read_csv
from parindex.package.files.descriptor import Resource
from parindex.package.files.folder import Folder, open_ordinary, read_small, system_errors
from parindex.package.files.limits import FILE_MIB, MIB, refuse
from parindex.package.files.vocabulary import table_named
from parindex.package.listing import Listing
from parindex.package.tables import TABLES, Package, Table

if TYPE_CHECKING:
    import io
    import os
    from collections.abc import Iterator, Mapping

    from parindex.package.files.folder import Container

_ARCHIVE = b"PK"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK = "[Content_Types].xml"
_OPEN_DOCUMENT = "content.xml"


def read_package(path: str | os.PathLike[str]) -> Package:
    """The package at `path`. Raises CannotRead with every problem found; what was assumed stands in `notes`."""
    with _no_collection(), _opened(Path(path)) as container:
        name = _named(Path(path))
        return _from_workbook(container, name) if isinstance(container, bytes) else _from_files(container, name)


def read_others(path: str | os.PathLike[str], package: Package) -> dict[str, bytes]:
    """The package's files that are no tables (documents, maps), by path. Raises CannotRead."""
    entries = package.descriptor.get("resources")
    with _opened(Path(path)) as container:
        if isinstance(container, bytes) or not isinstance(entries, list):
            return {}
        paths = [entry.get("path") for entry in entries if isinstance(entry, dict)]
        wanted = [p for p in paths if isinstance(p, str) and descriptors.inside(p) and not descriptors.holds_table(p)]
        return {wanted_path: read_small(container, wanted_path) for wanted_path in wanted}


def left_behind(path: str | os.PathLike[str], package: Package) -> list[Problem]:
    """A note for each file at the top that datapackage.json does not list and that is no table: it stays behind."""
    entries = package.descriptor.get("resources")
    with _opened(Path(path)) as container:
        if isinstance(container, bytes) or not isinstance(entries, list):
            return []
        listed = {entry.get("path") for entry in entries if isinstance(entry, dict)} | {descriptors.FILE}
        names = [name for name in container.names() if name not in listed and not name.startswith(".")]
    # an unlisted .csv was told, or taken, when the package was read
    return [FILE_LEFT_OUT.at(Where(n), name=n) for n in names if PurePosixPath(n).suffix.lower() != ".csv"]


@contextmanager
def _opened(path: Path) -> Iterator[Container | bytes]:
    """The folder or archive at `path`, or the bytes of a workbook: by what is there rather than by its name."""
    place = str(path).replace("\0", "")
    with system_errors(place):
        if "\0" in str(path) or not path.exists():
            raise refuse(NOT_FOUND, place, name=place)
        if path.is_dir() or path.name == descriptors.FILE:
            yield Folder(path if path.is_dir() else path.parent)
            return
        with open_ordinary(path.resolve(), place) as file:
            yield _archive(file, path)


def _archive(file: io.FileIO, path: Path) -> Archive | bytes:
    place = path.name
    start = file.read(len(_OLD))
    if start == _OLD:
        raise refuse(OLD_WORKBOOK, place)
    if not start.startswith(_ARCHIVE):
        raise refuse(NOT_A_PACKAGE, place, name=place)
    archive = Archive(file, place)
    if _WORKBOOK not in archive.parts():
        if _OPEN_DOCUMENT in archive.parts():
            raise refuse(NOT_A_PACKAGE, place, name=place)
        return archive
    if path.stat().st_size > FILE_MIB * MIB:
        raise refuse(TOO_LARGE, place, limit=FILE_MIB)
    file.seek(0)
    return file.readall()


def _named(path: Path) -> str:
    """What a package without a name is called: its folder, or its file without the ending."""
    whole = path.resolve()
    return whole.name if whole.is_dir() else whole.parent.name if path.name == descriptors.FILE else whole.stem


def _from_workbook(data: bytes, name: str) -> Package:
    from parindex.package.files.workbook.reading import read_workbook

    listing = Listing()
    descriptor, tables = read_workbook(data, name, listing)
    return finished(name, "workbook", descriptor, tables, listing)


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


def _from_files(container: Container, name: str) -> Package:
    listing = Listing()
    names = container.names()
    if descriptors.FILE not in names:
        raise refuse(NO_DESCRIPTOR, name)
    descriptor = descriptors.parse(read_small(container, descriptors.FILE))
    listed = descriptors.resources(descriptor, descriptors.FILE, listing)
    resources = listed + _unlisted(names, listed, listing)
    read = {resource.table: _table(container, resource, listing) for resource in resources}
    tables = {table: found for table, found in read.items() if found is not None}
    return finished(name, container.kind, descriptor, tables, listing, frozenset(read.keys() - tables.keys()))


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
    name: str,
    kind: str,
    descriptor: Mapping[str, Any],
    tables: Mapping[str, Table],
    listing: Listing,
    unread: frozenset[str] = frozenset(TABLES),
) -> Package:
    """The package, with its notes. Raises CannotRead, with what could be read, where there were errors."""
    own = descriptor.get("name")
    if not isinstance(own, str) or not own.strip():
        listing.add(NAME_ASSUMED, Where(descriptors.FILE), name=name)
        own = name
    problems = listing.problems()
    if errors := [problem for problem in problems if problem.is_error]:
        raise CannotRead(errors, Package(own, kind, descriptor, tables, tuple(problems), unread))
    return Package(own, kind, descriptor, tables, _notes(problems))


def _notes(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if not problem.is_error)
