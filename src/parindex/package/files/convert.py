"""Converts between folder, .zip and workbook, losing nothing that belongs to the package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from parindex.package.files.reading import left_behind, read_others, read_package
from parindex.package.files.writing import write_package

if TYPE_CHECKING:
    import os

    from parindex.engine.problems import Problem


def convert(source: str | os.PathLike[str], target: str | os.PathLike[str], *, force: bool = False) -> list[Problem]:
    """Read the package at `source` and write it to `target`; returns notes on what was assumed and what stays behind.

    Raises CannotRead where the source cannot be read, CannotWrite (a CannotRead) where the target must not be written.
    """
    package = read_package(source)
    write_package(package, Path(target), force=force, others=read_others(source, package))
    return [*package.notes, *left_behind(source, package)]
