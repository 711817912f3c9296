"""Writes a round package: a folder, a .zip (the same bytes every time) or a workbook, by the target's ending."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from parindex.engine.problems import Problem, Where
from parindex.package.catalogue.writing import FILE_NOT_CARRIED, TARGET_KIND, TEXT_NOT_WRITABLE
from parindex.package.files.csv_writing import files
from parindex.package.files.staging import CannotWrite, refuse, staged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.package.tables import Package, Table

__all__ = ["CannotWrite", "write_package"]

_FILE_ENDINGS = frozenset(
    {".csv", ".tsv", ".txt", ".json", ".xls", ".xlsb", ".xlsm", ".ods", ".pdf", ".docx", ".doc", ".html", ".7z", ".rar",
     ".tar", ".gz", ".parquet", ".md"}
)  # fmt: skip
"""Endings that no folder has: whoever names one means a form that is not written."""

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The time of every member of a .zip, so that the same package makes the same bytes."""

_NOT_WRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def write_package(
    package: Package,
    target: str | os.PathLike[str],
    *,
    force: bool = False,
    others: Mapping[str, bytes] | None = None,
) -> None:
    """Write the package to a folder, .zip or .xlsx; it appears whole or not at all.

    `others` are further files of a folder or .zip, by path. Raises CannotWrite: the target exists and `force` is
    off, its ending is unknown, the system refuses, or a workbook cannot hold what is to be written.
    """
    path = Path(target)
    ending = path.suffix.lower()
    if ending in _FILE_ENDINGS or not path.name or "\0" in str(path):
        raise refuse(TARGET_KIND, str(path).replace("\0", ""), ending=ending or str(path))
    _check_texts(package)
    if ending == ".xlsx":
        _write_workbook(package, path, others or {}, force=force)
    elif ending == ".zip":
        with staged(path, folder=False, force=force) as made:
            made.write_bytes(zipped(files(package, others)))
    else:
        with staged(path, folder=True, force=force) as made:
            _fill(files(package, others), made)


def _fill(contents: Mapping[str, bytes], folder: Path) -> None:
    for name, data in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """A .zip of these files; the same files make the same bytes."""
    packed = io.BytesIO()  # in memory: a disk that fills up then stops one write, not the archive half way
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            member = zipfile.ZipInfo(name, _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # as on Unix, wherever it is written
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
    return packed.getvalue()


def _write_workbook(package: Package, path: Path, others: Mapping[str, bytes], *, force: bool) -> None:
    from parindex.package.files.workbook.writing import check_fits, write_workbook

    problems = [FILE_NOT_CARRIED.at(Where(name), name=name) for name in others]
    problems += check_fits(package)
    if problems:
        raise CannotWrite(problems)
    with staged(path, folder=False, force=force) as made:
        write_workbook(package, made)


def _check_texts(package: Package) -> None:
    """Texts made by a program may hold what no file takes; those that were read cannot."""
    problems = [problem for table in package.tables.values() for problem in _unwritable(table)]
    if problems:
        raise CannotWrite(problems)


def _unwritable(table: Table) -> list[Problem]:
    found = []
    for name, column in table.columns.items():
        if bad := _NOT_WRITABLE.search(name):
            found.append(TEXT_NOT_WRITABLE.at(table.where(column=name), character=f"U+{ord(bad[0]):04X}"))
        for code, value in enumerate(column.values):
            if not value.isprintable() and (bad := _NOT_WRITABLE.search(value)):
                where = table.where(int((column.codes == code).argmax()), name)
                found.append(TEXT_NOT_WRITABLE.at(where, character=f"U+{ord(bad[0]):04X}"))
    return found
