"""What every row was taken for, as a table that a clerk can hold against the form."""

from __future__ import annotations

import csv
import io
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from parindex.engine.problems import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TAKEN: Mapping[str, Text] = MappingProxyType(
    {
        "title": Text("dòng tiêu đề", "title"),
        "head": Text("đầu bảng", "head"),
        "column_numbers": Text("dòng đánh số cột", "numbers of columns"),
        "area": Text("lĩnh vực", "area"),
        "group": Text("nhóm tiêu chí", "group of criteria"),
        "leaf": Text("tiêu chí chấm điểm", "scored criterion"),
        "level": Text("mức điểm", "level"),
        "text": Text("diễn giải", "text"),
        "total": Text("dòng cộng", "total"),
        "index": Text("chỉ số, xếp loại chung", "index or band"),
        "adjustment": Text("điểm thưởng, điểm trừ", "bonus or penalty"),
        "footer": Text("phần ký, cuối phiếu", "signatures"),
        "unrecognised": Text("KHÔNG NHẬN RA", "NOT RECOGNISED"),
        "sheet": Text("trang không phải phiếu", "sheet that is no form"),
    }
)
"""What a row can be taken for."""

HEADINGS = Text(
    "tệp,trang,dòng,được hiểu là,số trên phiếu,mã tiêu chí,nội dung,đọc được",
    "file,sheet,row,taken for,number,code,text,read",
)


class Told(NamedTuple):
    """One row of a form. row: as a spreadsheet counts; taken: a key of TAKEN; read: the values taken from it."""

    file: str
    sheet: str
    row: int
    taken: str
    label: str
    code: str
    text: str
    read: Text


def as_csv(told: Iterable[Told], language: str) -> str:
    """The table as CSV text with a heading. Texts that a spreadsheet would compute get an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS.said(language).split(","))
    for row in told:
        texts = (row.file, row.sheet, str(row.row), TAKEN[row.taken].said(language), row.label, row.code, row.text)
        writer.writerow([_harmless(text) for text in (*texts, row.read.said(language))])
    return out.getvalue()


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
