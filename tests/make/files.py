"""Packages as files with exactly these bytes: folders, archives and workbooks, clean, dirty or hostile."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from parindex.engine.problems import CannotRead, Problem
from parindex.package.files.reading import read_package
from parindex.package.tables import Package

ROOT = Path(__file__).resolve().parents[2]
CANONICAL = tuple(
    ROOT / folder
    for folder in ("src/parindex/samples/lai-chau-2016", "src/parindex/samples/lai-chau-2017", "tests/data/asem-2018")
)
"""The packages that are written exactly as `write_package` writes."""

SCORES = "unit,criterion,stage,points,state\n"


def described(*paths: str, **more: Any) -> str:
    """datapackage.json that lists these files."""
    resources = [{"name": Path(path).stem, "path": path} for path in paths]
    return json.dumps({"name": "thu", "resources": resources, "parindex": {"format": 1, "year": 2017}, **more})


def folder(root: Path, files: Mapping[str, str | bytes], **more: Any) -> Path:
    """A folder with these files and a descriptor that lists them, unless there is one among them."""
    root.mkdir(parents=True, exist_ok=True)
    if "datapackage.json" not in files:
        files = {"datapackage.json": described(*files, **more), **files}
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return root


def zipped(path: Path, files: Mapping[str, str | bytes], **more: Any) -> Path:
    """The same as a .zip."""
    if not any(name.endswith("datapackage.json") for name in files):
        files = {"datapackage.json": described(*files, **more), **files}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def workbook(
    path: Path, sheets: Mapping[str, list[list[Any]]], formats: Mapping[tuple[str, int, int], str] | None = None
) -> Path:
    """A workbook with these cells as their types say; `formats` are number formats by sheet, row and column."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    form = (formats or {}).get((name, at, column))
                    if isinstance(cell, str):
                        sheet.write_string(at, column, cell)
                    elif cell is not None:
                        sheet.write(at, column, cell, book.add_format({"num_format": form}) if form else None)
    return path


def patched(path: Path, part: str, change: Any) -> Path:
    """The archive with one part changed by a function from bytes to bytes."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = old.read(member)
            new.writestr(member.filename, change(data) if member.filename == part else data)
    return path


def refused(path: Path) -> list[Problem]:
    """The problems with which a package is refused."""
    with pytest.raises(CannotRead) as caught:
        read_package(path)
    assert all(problem.is_error and problem.what.vi and problem.what.en for problem in caught.value.problems)
    assert all(problem.mend.vi and problem.mend.en for problem in caught.value.problems)
    return caught.value.problems


def codes(problems: Any) -> list[str]:
    """Their slugs."""
    return [problem.code for problem in problems]


def note(package: Package, code: str) -> Problem:
    """The one note of that kind."""
    found = [problem for problem in package.notes if problem.code == code]
    assert len(found) == 1, codes(package.notes)
    return found[0]


def cells(package: Package) -> dict[str, dict[str, list[str]]]:
    """Every text of every table."""
    return {name: {c: table.texts(c) for c in table.columns} for name, table in package.tables.items()}


def contents_of(root: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path in it."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
