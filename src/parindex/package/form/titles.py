"""What stands above the head: the year, the title, and whose form it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.package.nearest import folded

if TYPE_CHECKING:
    from parindex.package.form.grid import Grid
    from parindex.package.form.head import Head

_YEAR = re.compile(r"\bnăm\s*:?\s*((?:19|20)\d\d)\b", re.IGNORECASE)
_DATE = re.compile(r"\bngày\b.{0,14}\btháng\b", re.IGNORECASE)
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_LABELLED = re.compile(
    r"(?:tên\s+)?(?:đơn\s+vị|cơ\s+quan|sở,?\s*ngành)(?:\s+(?:tự\s+)?(?:chấm|đánh\s+giá|báo\s+cáo)[^:]*)?\s*:\s*(?P<unit>.+)",
    re.IGNORECASE,
)
_BODY = (
    r"(?:sở|ban|văn\s+phòng|thanh\s+tra|công\s+an|cục|chi\s+cục|trung\s+tâm|viện|trường|bảo\s+hiểm|kho\s+bạc|ngân\s+hàng|"
    r"bộ\s+chỉ\s+huy|ủy\s+ban\s+nhân\s+dân|uỷ\s+ban\s+nhân\s+dân|ubnd|tòa\s+án|viện\s+kiểm\s+sát|đài|hội|liên\s+minh|phòng)"
)
_STARTS = re.compile(rf"{_BODY}\s+\S.*", re.IGNORECASE)
_OF = re.compile(rf"\bcủa\s+(?P<unit>{_BODY}\s+\S.*)", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*(?:[(\[;]|,\s*(?:tỉnh|thành\s+phố|huyện|năm)\b|[-–]\s*năm\b|\bnăm\s+(?:19|20)\d\d).*\Z", re.IGNORECASE
)
_ABOVE = re.compile(
    r"(?:ubnd|ủy\s+ban\s+nhân\s+dân|uỷ\s+ban\s+nhân\s+dân)\s+(?:tỉnh|thành\s+phố|tp\.?)\b|ban\s+chỉ\s+đạo",
    re.IGNORECASE,
)
_NATION = frozenset({"conghoaxahoichunghiavietnam", "doclaptudohanhphuc"})
_TITLE = re.compile(r"\b(bảng|phiếu|biểu|kết\s+quả|chỉ\s+số|tổng\s+hợp|báo\s+cáo)\b", re.IGNORECASE)
_GENERIC = re.compile(
    r"(sheet|trang(\s*tính)?|bảng|biểu|mẫu|phiếu|phụ\s*lục|pl|form|table|data|bieu|mau|phieu|bang)(\s*(số|chấm\s*điểm|cham\s*diem|tự\s*chấm|chấm))?"
    r"[\s_.\-]*\d*([.\-_]\d+)*\Z", re.IGNORECASE
)  # fmt: skip
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as it is named somewhere. source: "label", "title", "sheet" or "file"; place: what messages call that."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Titles:
    """year: None where no line says one.  title: "" where there is none.  units: the likeliest first."""

    year: int | None
    title: str
    units: tuple[Named, ...]


def read_titles(grid: Grid, head: Head, *, only_sheet: bool) -> Titles:
    """What the lines above the head say, and the names of sheet and, where it holds this form alone, file."""
    lines = [line for row in range(head.top) for line in _lines(grid, row)]
    lines = [line for line in lines if folded(line) not in _NATION]
    units = [*_from_lines(lines), *_from_sheet(grid.sheet)]
    if only_sheet:
        units += _from_file(grid.file)
    return Titles(_year(lines, grid.file), _title(lines), tuple(dict.fromkeys(units)))


def _lines(grid: Grid, row: int) -> list[str]:
    """The texts of a row; a cell with several lines counts as several texts, and as one."""
    found: list[str] = []
    for column, cell in enumerate(grid.cells[row]):
        text = grid.text(row, column)
        parts = [" ".join(part.split()) for part in str(cell).splitlines()] if isinstance(cell, str) else []
        found += [text] if len(parts) < 2 else [*parts, text]
    return [text for text in found if text]


def _year(lines: list[str], file: str) -> int | None:
    """The year of the title; a date of signing says nothing; else the one year in the file's name."""
    for line in lines:
        if not _DATE.search(line) and (found := _YEAR.search(line)):
            return int(found[1])
    bare = set(_BARE_YEAR.findall(file))
    return int(bare.pop()) if len(bare) == 1 else None


def _title(lines: list[str]) -> str:
    named = [line for line in lines if _TITLE.search(line) and len(line) > 12 and not _LABELLED.match(line)]
    return max(named, key=lambda line: (bool(_YEAR.search(line)), len(line)), default="")


def _from_lines(lines: list[str]) -> list[Named]:
    labelled = [Named(_clean(found["unit"]), "label") for line in lines if (found := _LABELLED.match(line))]
    of = [Named(_clean(found["unit"]), "title") for line in lines if (found := _OF.search(line))]
    starting = [
        Named(_clean(line), "title")
        for line in lines
        if _STARTS.fullmatch(line) and not _ABOVE.match(line) and len(line) < 90
    ]
    # "Đơn vị: …" says it outright; without it the letterhead has to do
    usable = [named for named in labelled if _usable(named.name)]
    return usable or [named for named in (*of, *starting) if _usable(named.name)]


def _from_sheet(sheet: str) -> list[Named]:
    name = " ".join(sheet.split())
    return [] if _GENERIC.fullmatch(name) or not _usable(name) else [Named(name, "sheet")]


def _from_file(file: str) -> list[Named]:
    name = _BARE_YEAR.sub(" ", file.rpartition(".")[0]).replace("_", " ")
    name = re.sub(r"^\s*\d{1,3}\s*[.\-_)]\s*", "", name)
    name = re.sub(
        r"\b(phiếu|phieu|bảng|bang|tự|tu|chấm|cham|điểm|diem|par|index|cchc|của|cua|chỉ số|năm|nam)\b",
        " ",
        name,
        flags=re.IGNORECASE,
    )
    name = " ".join(name.replace("-", " ").split())
    return [] if _GENERIC.fullmatch(name) or not _usable(name) else [Named(name, "file")]


def _clean(name: str) -> str:
    return _AFTER.sub("", name).strip(" .:-–…")


def _usable(name: str) -> bool:
    return 1 < len(name) <= _LONGEST_NAME and any(letter.isalpha() for letter in name) and not set(name) <= set(". …")
