"""`parindex convert`: between folder, zip, workbook and the official scoring form."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from parindex.cli.files import Refused, refuse_existing, write_all
from parindex.cli.terminal import progress
from parindex.engine.problems import Problem, Text, Where

if TYPE_CHECKING:
    from parindex.package.form.reading import FormRead
    from parindex.package.tables import Package

_NO_FORM = frozenset({".xls", ".xlsm", ".ods", ".zip", ".csv", ".json", ".pdf", ".docx"})
"""Endings that a scoring form is not written with."""


def converted(options: argparse.Namespace) -> list[Problem]:
    """Convert, and return what was assumed and what was not recognised.

    Raises CannotRead where the source cannot be read or the target must not be written, Refused where the options do
    not go together.
    """
    with progress("Đang chuyển" if options.lang == "vi" else "Converting"):
        if options.form:
            return _to_form(options)
        read = _from_form(options)
        if read is not None:
            return _written(options, read)
        from parindex.package.files.convert import convert

        return convert(Path(options.package), Path(options.target), force=options.force)


def _from_form(options: argparse.Namespace) -> FormRead | None:
    """What the source's forms make; None where it is a package."""
    from parindex.package.files.reading import read_package
    from parindex.package.form.reading import is_form, read_form

    if options.told:
        told = Path(options.told)
        refuse_existing(told.parent, [told.name], force=options.force)
    if not is_form(options.package):
        if options.base or options.told:
            raise Refused([_not_a_form(options)])
        return None
    return read_form(options.package, read_package(options.base) if options.base else None)


def _written(options: argparse.Namespace, read: FormRead) -> list[Problem]:
    """Write the package made of forms, and what was told of their rows."""
    from parindex.package.files.writing import write_package
    from parindex.package.form.told import as_csv

    if _same(options.package, options.target):
        raise Refused([_onto_itself(options.target)])
    if options.told:
        told = Path(options.told)
        # first, so that a list that cannot be written leaves no package behind that nobody was told of
        # Excel opens UTF-8 only where a byte order mark says so
        write_all(told.parent, {told.name: as_csv(read.told, options.lang).encode("utf-8-sig")}, force=options.force)
    write_package(read.package, Path(options.target), force=options.force)
    return read.problems


def _same(source: str, target: str) -> bool:
    """Whether the target would take the place of the forms, or stand among them."""
    return Path(source).resolve() in (Path(target).resolve(), *Path(target).resolve().parents)


def _onto_itself(target: str) -> Problem:
    return Problem(
        "form_onto_itself",
        Where(target),
        Text(
            "đích trùng với phiếu nguồn; phiếu là bản gốc nên không bị ghi đè",
            "the target is the form itself, or among the forms; forms are originals and are not replaced",
        ),
        Text("Chọn tên đích khác.", "Choose another target."),
    )


def _to_form(options: argparse.Namespace) -> list[Problem]:
    """Write forms: one workbook, or into a folder one for each unit."""
    from parindex.package.form.writing import write_forms

    target = Path(options.target)
    ending = target.suffix.lower()
    if ending in _NO_FORM or options.told:
        raise Refused([_told_for_nothing() if options.told else _no_form(target)])
    single = ending == ".xlsx"
    if single:
        refuse_existing(target.parent, [target.name], force=options.force)
    package, problems = _package(options)
    files, notes = write_forms(package, per_unit=not single)
    if single:
        write_all(target.parent, {target.name: files[""]}, force=options.force)
    else:
        refuse_existing(target, list(files), force=options.force)
        write_all(target, files, force=options.force)
    return [*problems, *notes]


def _package(options: argparse.Namespace) -> tuple[Package, list[Problem]]:
    """The package to write as a form, itself from a package or from other forms."""
    from parindex.package.files.reading import read_package

    read = _from_form(options)
    if read is not None:
        return read.package, read.problems
    package = read_package(options.package)
    return package, list(package.notes)


def _not_a_form(options: argparse.Namespace) -> Problem:
    option = "--base" if options.base else "--told"
    return Problem(
        "option_without_form",
        Where(option),
        Text("chỉ dùng khi nguồn là phiếu chấm điểm", "goes with scoring forms as the source only"),
        Text(f"Bỏ {option}, hoặc chọn nguồn là phiếu chấm điểm.", f"Leave out {option}, or give scoring forms."),
    )


def _told_for_nothing() -> Problem:
    return Problem(
        "told_without_reading",
        Where("--told"),
        Text("chỉ dùng khi đọc phiếu, không dùng với --form", "goes with reading forms, not with --form"),
        Text("Bỏ --told.", "Leave out --told."),
    )


def _no_form(target: Path) -> Problem:
    return Problem(
        "form_target",
        Where(str(target)),
        Text(f"phiếu chấm điểm không ghi dạng “{target.suffix}”", f"a form is not written as “{target.suffix}”"),
        Text(
            "Đặt tên đích là tệp .xlsx (mọi đơn vị), hoặc một thư mục (mỗi đơn vị một tệp).",
            "Name an .xlsx file (all units), or a folder (a file for each unit).",
        ),
    )
