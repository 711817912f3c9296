"""Writes a round as scoring forms: one workbook with a sheet per unit, or one workbook per unit."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from parindex.engine.problems import CannotRead, Problem, Text, Where
from parindex.engine.tree import Source
from parindex.package.checks.build import build_round
from parindex.package.files.columns import letter
from parindex.package.form import says_points
from parindex.package.form.formulas import Formulas, written
from parindex.package.form.looks import Looks
from parindex.package.form.plan import plan
from parindex.package.form.shown import WORDS, Shows, not_carried
from parindex.package.form.words import HEADINGS
from parindex.package.nearest import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from parindex.engine.round import Round, Unit
    from parindex.package.form.formulas import Formula
    from parindex.package.form.plan import Row
    from parindex.package.form.shown import LeafShown
    from parindex.package.tables import Package

_WIDTHS = {"number": 7, "name": 50, "maximum": 9, "index": 9, "evidence": 36, "remark": 20}
_POINTS_WIDTH = 10
_HEAD_ROW = 9
"""The head's row, from 0: letterhead, title, unit, caveat and a hint stand above."""

_LONGEST_SHEET = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_NOT_IN_FILES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_HOW = (
    "Đơn vị nhập điểm vào các ô nền vàng nhạt: số từ 0 đến điểm tối đa, hoặc “Không áp dụng”. Ô xám do cơ quan khác "
    "nhập. Dòng tổng và chỉ số tự tính."
)


def write_forms(package: Package, *, per_unit: bool) -> tuple[dict[str, bytes], list[Problem]]:
    """The workbooks by file name: one of all units (named ""), or one per unit; and what they do not carry.

    Raises CannotRead where the package makes no round.
    """
    round_, problems = build_round(package)
    if round_ is None:
        raise CannotRead([problem for problem in problems if problem.is_error])
    writer = _Writer(package, round_)
    units = range(len(round_.units))
    if per_unit:
        names = _unique([_file_name(unit) for unit in round_.units])
        files = {f"{names[at]}.xlsx": writer.workbook([at]) for at in units}
    else:
        files = {"": writer.workbook(list(units))}
    notes = list(problems)
    if lost := not_carried(package, round_, writer.shows.lost):
        what = Text("; ".join(text.vi for text in lost), "; ".join(text.en for text in lost))
        notes.append(says_points.NOT_CARRIED.at(Where(package.name), what=what))
    return files, notes


class _Writer:
    def __init__(self, package: Package, round_: Round) -> None:
        self.round, self.shows = round_, Shows(package, round_)
        self.rows = plan(round_, _HEAD_ROW + 1)
        names = ("number", "name", "maximum", *self.shows.columns, "index", "evidence", "remark")
        self.columns = {name: at for at, name in enumerate(names)}
        self.formulas = Formulas(self.columns, round_.recipe)

    def workbook(self, units: Sequence[int]) -> bytes:
        """One workbook with a sheet for each of these units, by position."""
        import xlsxwriter

        out = io.BytesIO()
        # a fixed date: the same round gives the same bytes
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with xlsxwriter.Workbook(out, options) as book:
            book.set_properties({"title": self.round.title.vi, "created": _moment()})
            looks = Looks(book)
            names = _unique_sheets([self.round.units[at] for at in units], self.round.units)
            for at, name in zip(units, names, strict=True):
                _SheetWriter(self, book.add_worksheet(name), looks, at).write()
        return out.getvalue()


def _moment() -> Any:
    import datetime as dt

    return dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- a workbook's date has no zone


class _EmptyText(str):
    """An empty text as the result of a formula: XlsxWriter takes "" for a formula that was never computed."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


_EMPTY = _EmptyText()


class _SheetWriter:
    """One unit's sheet."""

    def __init__(self, writer: _Writer, sheet: Worksheet, looks: Looks, unit: int) -> None:
        self.writer, self.sheet, self.looks = writer, sheet, looks
        self.unit = writer.round.units[unit]
        self.columns, self.rows = writer.columns, writer.rows
        leaves = [row for row in self.rows if row.kind == "leaf"]
        self.leaves = {row.at: writer.shows.leaf(unit, _code(row)) for row in leaves}
        self.last = len(self.columns) - 1

    def write(self) -> None:
        """Everything on the sheet."""
        self._set_up()
        self._letterhead()
        self._head()
        for row in self.rows:
            self._row(row)
        self._validate()
        self._signatures()

    def _set_up(self) -> None:
        sheet = self.sheet
        for name, at in self.columns.items():
            sheet.set_column(at, at, _WIDTHS.get(name, _POINTS_WIDTH))
        sheet.hide_gridlines(2)
        sheet.freeze_panes(_HEAD_ROW + 1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.6, right=0.4, top=0.7, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD_ROW)
        sheet.set_header('&C&"Times New Roman"&P', {"margin": 0.35})
        sheet.print_area(0, 0, self.rows[-1].at + 8, self.last)
        sheet.center_horizontally()
        options = {"format_columns": True, "format_rows": True, "select_locked_cells": True}
        sheet.protect("", options)
        sheet.ignore_errors({"number_stored_as_text": f"A1:B{self.rows[-1].at + 1}"})

    def _letterhead(self) -> None:
        round_, middle = self.writer.round, self.columns["maximum"]
        authority = round_.authority.vi.upper()
        self._across(0, 0, middle - 1, authority, "authority", 18 * (1 + len(authority) // 56))
        self._across(1, 0, middle - 1, self.unit.name.vi.upper(), "unit", 20 * (1 + len(self.unit.name.vi) // 52))
        self._across(0, middle, self.last, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "nation")
        self._across(1, middle, self.last, "Độc lập – Tự do – Hạnh phúc", "motto")
        self.sheet.set_row(2, 8)
        self._across(3, 0, self.last, "PHIẾU CHẤM ĐIỂM", "title", 24)
        title = round_.title.vi.upper()
        if f"NĂM {round_.year}" not in title:
            title = f"{title} – NĂM {round_.year}"
        self._across(4, 0, self.last, title, "subtitle", 20 * (1 + len(title) // 125))
        self._across(5, 0, self.last, f"Đơn vị: {self.unit.name.vi}", "whose", 21)
        caveat = round_.caveat.vi
        self._across(6, 0, self.last, caveat, "caveat", 16 * (1 + len(caveat) // 170) if caveat else 4)
        self._across(7, 0, self.last, _HOW, "how", 16)
        self.sheet.set_row(8, 5)

    def _across(self, row: int, first: int, last: int, text: str, style: str, height: float | None = None) -> None:
        if height is not None:
            self.sheet.set_row(row, height)
        if text:
            self.sheet.merge_range(row, first, row, last, "", self.looks.style(style))
            self.sheet.write_string(row, first, text, self.looks.style(style))

    def _head(self) -> None:
        style = self.looks.style("head")
        self.sheet.set_row(_HEAD_ROW, 50)
        for name, at in self.columns.items():
            heading = HEADINGS[name][0]
            self.sheet.write_string(_HEAD_ROW, at, heading, style)

    def _row(self, row: Row) -> None:
        kind, look = row.kind, self.looks.cell
        name = row.name.upper() if kind == "total" else row.name
        indent = {"leaf": 1, "level": 2}.get(kind, 0)
        self.sheet.set_row(row.at, _height(name, kind, self.leaves.get(row.at)))
        self._text(row.at, "number", row.label, look("label", kind))
        self._text(row.at, "name", name, look("name", kind, indent))
        if kind == "level":
            for column in list(self.columns)[2:]:
                self._text(row.at, column, "", look("text", kind))
        elif kind == "leaf":
            self._leaf(row, self.leaves[row.at])
        else:
            self._sums(row)

    def _text(self, row: int, column: str, text: str, look: Any) -> None:
        at = self.columns[column]
        if text:
            self.sheet.write_string(row, at, text, look)
        else:
            self.sheet.write_blank(row, at, None, look)

    def _leaf(self, row: Row, leaf: LeafShown) -> None:
        look = self.looks.cell
        criterion = row.criterion
        survey = criterion is not None and criterion.source is Source.SURVEY
        maximum = criterion.maximum if criterion is not None else None
        self.sheet.write(row.at, self.columns["maximum"], written(maximum), look("points", "leaf"))
        for column in self.writer.shows.columns:
            if column == "final":
                continue
            kind = "open" if column == "self" and not survey else "leaf"
            if (column == "self" and survey) or ((column == "survey") != survey and column != "self"):
                kind = "grey" if column != "explained" else kind
            self.sheet.write(row.at, self.columns[column], written(leaf.values.get(column)), look("points", kind))
        if leaf.final is None:
            self._formula(row.at, "final", self.writer.formulas.result(row, leaf), look("points", "leaf"))
        else:
            self.sheet.write(row.at, self.columns["final"], written(leaf.final), look("points", "leaf"))
        self._formula(row.at, "index", self.writer.formulas.leaf_index(row, leaf), look("index", "leaf"))
        self._text(row.at, "evidence", leaf.evidence, look("text", "grey" if survey else "open"))
        self._text(row.at, "remark", leaf.remark, look("text", "leaf"))

    def _sums(self, row: Row) -> None:
        look, formulas = self.looks.cell, self.writer.formulas
        self._formula(row.at, "maximum", formulas.maximum(row), look("points", row.kind))
        below = [self.leaves[leaf.at] for leaf in row.leaves]
        for column in self.writer.shows.columns:
            shown = [leaf.result if column == "final" else leaf.values.get(column) for leaf in below]
            self._formula(row.at, column, formulas.sum(column, row, shown), look("points", row.kind))
        self._formula(row.at, "index", formulas.index(row, [leaf.result for leaf in below]), look("index", row.kind))
        for column in ("evidence", "remark"):
            self._text(row.at, column, "", look("text", row.kind))

    def _formula(self, row: int, column: str, formula: Formula, look: Any) -> None:
        value = _EMPTY if formula.value == "" else formula.value
        self.sheet.write_formula(row, self.columns[column], formula.text, look, value)

    def _validate(self) -> None:
        """Points from 0 to the maximum, or a word for their absence."""
        words = ",".join(f'{{cell}}="{word}"' for word in WORDS.values())
        most = letter(self.columns["maximum"])
        leaves = [row for row in self.rows if row.kind == "leaf"]
        for column in self.writer.shows.columns:
            at = self.columns[column]
            if column == "final":
                continue
            cell = f"{letter(at)}{leaves[0].at + 1}"
            highest = f"${most}{leaves[0].at + 1}"
            formula = f"=OR({words.format(cell=cell)},AND(ISNUMBER({cell}),{cell}>=0,{cell}<={highest}))"
            self.sheet.data_validation(
                leaves[0].at,
                at,
                leaves[0].at,
                at,
                {
                    "validate": "custom",
                    "value": formula,
                    "input_title": "Điểm",
                    "input_message": "Số từ 0 đến điểm tối đa, hoặc “Không áp dụng”.",
                    "error_title": "Điểm không hợp lệ",
                    "error_message": "Đề nghị nhập số từ 0 đến điểm tối đa của tiêu chí, hoặc “Không áp dụng”.",
                    "other_cells": [[row.at, at, row.at, at] for row in leaves],
                },
            )

    def _signatures(self) -> None:
        """Who prepared the form, and whose it is: to be signed by hand."""
        below, middle = self.rows[-1].at + 2, self.columns["index"]
        style = self.looks.style
        self.sheet.merge_range(below, middle - 2, below, self.last, "……………, ngày …… tháng …… năm ………", style("date"))
        self.sheet.merge_range(below + 1, 0, below + 1, 1, "NGƯỜI LẬP PHIẾU", style("signature"))
        self.sheet.merge_range(below + 1, middle - 2, below + 1, self.last, "THỦ TRƯỞNG ĐƠN VỊ", style("signature"))
        self.sheet.merge_range(below + 2, 0, below + 2, 1, "(Ký, ghi rõ họ tên)", style("signature_note"))
        self.sheet.merge_range(
            below + 2, middle - 2, below + 2, self.last, "(Ký tên, đóng dấu)", style("signature_note")
        )


def _code(row: Row) -> str:
    return row.criterion.code if row.criterion is not None else ""


def _height(name: str, kind: str, leaf: LeafShown | None) -> float:
    """Points of a row's height, from the longest text in it."""
    room = {"area": 50, "group": 50, "level": 60, "total": 50}.get(kind, 52)
    lines = 1 + len(name) // room
    if leaf is not None:
        lines = max(lines, 1 + len(leaf.evidence) // 34, 1 + len(leaf.remark) // 18)
    return min(max(lines, 1) * 15 + (6 if kind != "level" else 2), 400)


def _unique_sheets(units: Sequence[Unit], everybody: Sequence[Unit]) -> list[str]:
    """Sheet names: the units' names, or their codes where a shortened name would be another unit's."""
    names = {folded(unit.name.vi) for unit in everybody}
    wanted = []
    for unit in units:
        name = " ".join(_FORBIDDEN.sub(" ", unit.name.vi).split()).strip("' ") or unit.code
        short = name if len(name) <= _LONGEST_SHEET else _cut(name, _LONGEST_SHEET)
        other = short != unit.name.vi and folded(short) in names - {folded(unit.name.vi)}
        wanted.append(_FORBIDDEN.sub("-", unit.code)[:_LONGEST_SHEET] if other or short.lower() == "history" else short)
    return _unique(wanted, _LONGEST_SHEET)


def _cut(name: str, longest: int) -> str:
    """A name cut at a blank."""
    at = name.rfind(" ", 0, longest + 1)
    return name[: at if at > longest // 2 else longest].rstrip(" ,;-–")


def _unique(names: Sequence[str], longest: int = 120) -> list[str]:
    """Names that differ in more than capitals."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        one, number = name[:longest], 1
        while one.casefold() in taken:
            number += 1
            one = f"{name[: longest - 5]} ({number})"
        taken.add(one.casefold())
        found.append(one)
    return found


def _file_name(unit: Unit) -> str:
    return _NOT_IN_FILES.sub("-", f"{unit.code} - {unit.name.vi}").strip(" .")[:120]
