"""A set as a workbook: taken out, brought in again after everything wrong and every difference was shown."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render

from parindex.criteria.actions import apply_package
from parindex.criteria.importing import differences, read_upload, workbook_of
from parindex.criteria.models import CriteriaSet
from parindex.criteria.permissions import CHANGE, READ
from parindex.criteria.tables import SET_TABLES, made_table, table_rows
from parindex.engine.problems import Text
from parindex.grammar.roles import may
from parindex.grammar.verdict import Conflict, Invalid
from parindex.package.tables import Package
from parindex.web.office.sets.looking import CHANGED_MEANWHILE, done, find, frame, to, version_of
from parindex.web.ui.access import page
from parindex.web.ui.speech import language

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 5 * 1024 * 1024
SALT = "parindex.criteria.import"


@page(READ)
def export(request: Any, set: str) -> HttpResponse:  # noqa: A002, ARG001  # the name in the address
    """The workbook."""
    row = find(set)
    headers = {"Content-Disposition": f'attachment; filename="{row.code}.xlsx"'}
    return HttpResponse(workbook_of(row), content_type=WORKBOOK, headers=headers)


@page(READ, "GET", "POST")
def take(request: Any, set: str) -> HttpResponse:  # noqa: A002  # the name in the address
    """Upload, look at the difference, take it over: each its own step, nothing changes before the last one."""
    row = find(set)
    context: dict[str, Any] = {}
    if request.method == "POST":
        may(request.viewer, CHANGE).require()
    if request.method == "POST" and "tables" in request.POST:
        faults = _apply(request, row)
        if not faults:
            done(request, Text("Đã nhập tệp vào bộ tiêu chí.", "The file was taken over."))
            return to("set", row)
        context, row = {"faults": faults}, find(set)
    elif request.method == "POST":
        context = _preview(request, row)
    status = 422 if context.get("faults") or context.get("errors") else 200
    return render(request, "office/sets/import.html", frame(request, row, "set-import") | context, status=status)


def _preview(request: Any, row: CriteriaSet) -> dict[str, Any]:
    file = request.FILES.get("file")
    if file is None:
        return {"faults": [Text("Chọn tệp .xlsx để nhập.", "Choose an .xlsx file.")]}
    if file.size > LARGEST:
        return {"faults": [Text("Tệp lớn hơn 5 MB; bộ tiêu chí không cần tệp lớn như vậy.", "The file is over 5 MB.")]}
    upload = read_upload(file.read(), file.name, row)
    found = {
        "name": file.name,
        "errors": [(problem.where.said(language()), problem) for problem in upload.errors],
        "notes": upload.notes,
    }
    if upload.package is None or upload.errors:
        return found
    return found | {"differences": differences(row, upload.package), "tables": _packed(upload.package), "ready": True}


def _packed(package: Package) -> str:
    """The tables as signed text, so that what is taken over is what was shown."""
    tables = {
        name: [list(table.columns), [list(cells.values()) for cells in table_rows(table)]]
        for name, table in package.tables.items()
        if name in SET_TABLES
    }
    return signing.dumps(tables, salt=SALT, compress=True)


def _unpacked(text: str, row: CriteriaSet) -> Package:
    tables = signing.loads(text, salt=SALT, max_age=24 * 3600)
    made = {
        name: made_table(name, [dict(zip(columns, cells, strict=True)) for cells in rows], columns)
        for name, (columns, rows) in tables.items()
    }
    return Package(row.code, "folder", {"name": row.code}, made)


def _apply(request: Any, row: CriteriaSet) -> list[Text]:
    try:
        package = _unpacked(request.POST["tables"], row)
        apply_package(row, package, by=request.viewer, version=version_of(request))
    except signing.BadSignature:
        return [
            Text("Bản xem trước đã quá hạn; xin tải tệp lên lại.", "The preview is too old; upload the file again.")
        ]
    except Invalid as invalid:
        return list(invalid.faults.values())
    except Conflict:
        return [CHANGED_MEANWHILE]
    return []
