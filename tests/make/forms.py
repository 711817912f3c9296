"""Scoring forms as provinces make them, written with openpyxl: one content, many layouts."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from parindex.package.files.reading import read_package
from parindex.package.form.reading import FormRead, read_form
from parindex.package.tables import Package
from tests.make.files import folder

HEADINGS = {
    "number": "STT",
    "name": "Lĩnh vực/Tiêu chí/Tiêu chí thành phần",
    "maximum": "Điểm tối đa",
    "self": "Tự đánh giá",
    "survey": "Điều tra XHH",
    "appraised": "Thẩm định",
    "final": "Điểm đạt được",
    "index": "Chỉ số",
    "evidence": "Tài liệu kiểm chứng/Giải trình",
    "remark": "Ghi chú",
}
TITLES = ("UBND TỈNH MẪU", "", "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2017", "")
LEVELS = ("Ban hành đúng hạn: 1", "Ban hành chậm: 0,5", "Không ban hành: 0")


@dataclass
class Row:
    """A row of the content; `cells` by column, as they are typed."""

    path: tuple[int, ...]
    name: str
    cells: dict[str, Any] = field(default_factory=dict)
    levels: Sequence[str] = ()

    @property
    def code(self) -> str:
        return ".".join(map(str, self.path))


def content() -> list[Row]:
    """Two areas, five scored criteria: one by levels, one by a survey, one that does not apply."""
    return [
        Row(
            (1,),
            "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
            {"maximum": 4, "self": 2.75, "survey": 0.82, "appraised": 2, "final": 2.82},
        ),
        Row((1, 1), "Kế hoạch cải cách hành chính", {"maximum": 3, "self": 2.75, "appraised": 2, "final": 2}),
        Row(
            (1, 1, 1),
            "Ban hành kế hoạch",
            {"maximum": 1, "self": 1, "appraised": 0.5, "final": 0.5, "index": "50%"},
            LEVELS,
        ),
        Row(
            (1, 1, 2),
            "Mức độ hoàn thành kế hoạch",
            {"maximum": 2, "self": 1.75, "appraised": 1.5, "final": 1.5, "index": 75},
        ),
        Row((1, 2), "Khảo sát về chỉ đạo, điều hành", {"maximum": 1, "survey": 0.82, "final": 0.82}),
        Row((1, 2, 1), "Vai trò của người đứng đầu", {"maximum": 1, "survey": 0.82, "final": 0.82, "index": 0.82}),
        Row((2,), "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", {"maximum": 3, "self": 2, "appraised": 2, "final": 2}),
        Row((2, 1), "Rà soát thủ tục hành chính", {"maximum": 3, "self": 2, "appraised": 2, "final": 2}),
        Row((2, 1, 1), "Ban hành kế hoạch rà soát", {"maximum": 1, "self": "KAD", "appraised": "KAD", "final": "KAD"}),
        Row(
            (2, 1, 2), "Tỷ lệ thủ tục được công khai", {"maximum": 2, "self": 2, "appraised": 2, "final": 2, "index": 1}
        ),
    ]


SCORES = {
    ("1.1.1", "self"): "1",
    ("1.1.1", "appraised"): "0.5",
    ("1.1.2", "self"): "1.75",
    ("1.1.2", "appraised"): "1.5",
    ("1.2.1", "appraised"): "0.82",
    ("2.1.1", "self"): "not_applicable",
    ("2.1.1", "appraised"): "not_applicable",
    ("2.1.2", "self"): "2",
    ("2.1.2", "appraised"): "2",
}
"""What the content comes to in the scores table."""


def arabic(path: tuple[int, ...]) -> Any:
    """`1`, `1.1`, `1.1.1`, all as texts."""
    return ".".join(map(str, path))


def as_typed(path: tuple[int, ...]) -> Any:
    """The same as Excel stores what is typed into cells that are not formatted as text: numbers where it can."""
    return float(f"{path[0]}.{path[1]}") if len(path) == 2 else path[0] if len(path) == 1 else arabic(path)


def roman_prefixed(path: tuple[int, ...]) -> Any:
    """`I`, `1.1`, `1.1.1`."""
    return ("I", "II", "III")[path[0] - 1] if len(path) == 1 else arabic(path)


def roman_restarting(path: tuple[int, ...]) -> Any:
    """`I`, `1`, `1.1`: the criteria are counted anew in every area."""
    return ("I", "II", "III")[path[0] - 1] if len(path) == 1 else arabic(path[1:])


def dotted(path: tuple[int, ...]) -> Any:
    """`1.`, `1.1.`, `1.1.1.`."""
    return f"{arabic(path)}."


@dataclass
class Form:
    """A layout; what is not given is as most provinces do it."""

    headings: dict[str, str] = field(default_factory=lambda: dict(HEADINGS))
    number: Callable[[tuple[int, ...]], Any] = roman_prefixed
    titles: Sequence[str] = TITLES
    rows: list[Row] = field(default_factory=content)
    levels: bool = True
    total: bool = True
    below: Sequence[Sequence[Any]] = ((), (None, "Người lập biểu", None, "THỦ TRƯỞNG ĐƠN VỊ"), (None, "Nguyễn Văn A"))
    at: dict[str, int] = field(default_factory=dict)

    def write(self, sheet: Worksheet) -> Worksheet:
        """The whole form; `at` then says in which row (as a spreadsheet counts) each criterion stands."""
        for title in self.titles:
            sheet.append([title])
        sheet.append(list(self.headings.values()))
        for row in self.rows:
            self.put(sheet, row)
        if self.total:
            sums = {"maximum": 7, "self": 4.75, "survey": 0.82, "appraised": 4, "final": 4.82}
            self.put(sheet, Row((), "TỔNG CỘNG", sums), number="")
        for cells in self.below:
            sheet.append(list(cells))
        return sheet

    def put(self, sheet: Worksheet, row: Row, number: Any = None) -> None:
        """One criterion, with its levels."""
        cells = {"number": self.number(row.path) if number is None else number, "name": row.name, **row.cells}
        sheet.append([cells.get(meaning) for meaning in self.headings])
        self.at[row.code] = sheet.max_row
        for level in row.levels if self.levels else ():
            sheet.append([level if meaning == "name" else None for meaning in self.headings])

    def cell(self, sheet: Worksheet, code: str, meaning: str) -> Any:
        """The cell of a criterion's row in a column."""
        return sheet.cell(self.at[code], list(self.headings).index(meaning) + 1)

    def row(self, code: str) -> Row:
        """A row of the content, to be changed before it is written."""
        return next(row for row in self.rows if row.code == code)

    def book(self, path: Path, *sheets: str) -> Path:
        """A workbook with this form on every sheet."""
        book = Workbook()
        book.remove(book.active)
        for name in sheets or ("Sở Y tế",):
            self.write(book.create_sheet(name))
        book.save(path)
        return path


UNITS = {"SYT": "Sở Y tế", "STC": "Sở Tài chính", "SNV": "Sở Nội vụ"}


def base_folder(
    root: Path, rows: Sequence[Row] | None = None, scores: str = "unit,criterion,stage,points,state\n"
) -> Path:
    """A package with the content's criteria and three units."""
    levels = {"levels": [{"points": p, "name_vi": n} for p, n in ((1, "Đúng hạn"), (0.5, "Chậm"), (0, "Không"))]}
    criteria = ["code,parent,name_vi,max_points,rule,rule_params,source"]
    for row in rows or content():
        parent = ".".join(map(str, row.path[:-1]))
        leaf = len(row.path) == 3
        rule, source = ("survey", "survey") if "survey" in row.cells else ("manual", "appraisal")
        params = ""
        if row.levels:
            rule, params = "levels", json.dumps(levels, ensure_ascii=False).replace('"', '""')
        more = f'{row.cells["maximum"]},{rule},"{params}",{source}' if leaf else ",,,"
        criteria.append(f'{row.code},{parent},"{row.name}",{more}')
    units = ["code,name_vi,block", *(f"{code},{name},so-ban-nganh" for code, name in UNITS.items())]
    files = {"criteria.csv": "\n".join(criteria), "units.csv": "\n".join(units), "scores.csv": scores}
    return folder(root, files)


def base_package(root: Path, **more: Any) -> Package:
    """The same, read."""
    return read_package(base_folder(root, **more))


def scores_of(package: Package, unit: str) -> dict[tuple[str, str], str]:
    """A unit's scores: points, or the word of the state, by criterion and stage."""
    table = package.tables["scores"]
    columns = (table.texts(name) for name in ("unit", "criterion", "stage", "points", "state"))
    rows = zip(*columns, strict=True)
    return {(c, stage): points if state == "scored" else state for of, c, stage, points, state in rows if of == unit}


def errors(read: FormRead) -> list[tuple[str, str]]:
    """Code and place of every error."""
    return [(p.code, p.where.said("en").rpartition(" › ")[2]) for p in read.problems if p.is_error]


def codes(read: FormRead) -> set[str]:
    """The codes of all problems and notes."""
    return {problem.code for problem in read.problems}


__all__ = ["Form", "Row", "Workbook", "read_form"]
