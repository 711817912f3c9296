"""What may be chosen in a column: drop-downs of codes, from other sheets or from the list of codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parindex.package.files.columns import letter
from parindex.package.files.descriptions import MEASURES
from parindex.package.files.vocabulary import COLUMN_WORDS, NUMBERS, WORDS
from parindex.package.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.package.tables import Package

LISTS = "Danh mục"
"""The sheet that lists codes and their meaning."""

_FROM_TABLE: Mapping[str, tuple[str, str]] = {
    "unit": ("units", "code"),
    "lead_unit": ("units", "code"),
    "reason": ("reasons", "code"),
    "parent": ("criteria", "code"),
}
"""Columns whose codes stand in another table."""

_WORD_COLUMNS = frozenset({"stage", "state", "source", "not_applicable", "kind", "relation", "rule"})
_LONGEST_MESSAGE = 250


class Choices:
    """The drop-downs of one workbook; `sheets` gives each table's sheet."""

    def __init__(self, package: Package, sheets: Mapping[str, str]) -> None:
        self._package, self._sheets = package, sheets
        self.leaves = _leaves(package)
        self.blocks = _distinct(package, "units", "block")

    def of(self, table: str, column: str) -> dict[str, Any] | None:
        """The validation of a column as XlsxWriter takes it, or None where anything may be entered."""
        if column not in TABLES.get(table, ()):
            return None
        if column in _WORD_COLUMNS:
            codes = list(WORDS[column])
            return {**_listed(codes), **_said(column), "error_type": "stop"}
        if column in NUMBERS:
            return _number()
        source = self._source(table, column)
        return None if source is None else {"validate": "list", "source": source, **_error("warning")}

    def _source(self, table: str, column: str) -> str | list[str] | None:
        if column == "measure":
            return list(MEASURES)
        if column == "block" and self.blocks:
            return list_range("D", len(self.blocks))
        if column == "criterion" and table in {"scores", "findings", "crosswalk"} and self.leaves:
            return list_range("A", len(self.leaves))
        if column == "criterion":
            return self._column("criteria", "code")
        if table == "adjustments" and column == "reason":
            return None
        return self._column(*_FROM_TABLE[column]) if column in _FROM_TABLE else None

    def _column(self, table: str, column: str) -> str | None:
        """All cells of a column that are filled, so that a code that is added can be chosen at once."""
        found = self._package.tables.get(table)
        if found is None or column not in found.columns or not len(found):
            return None
        at = letter(list(found.columns).index(column))
        sheet = "'" + self._sheets[table].replace("'", "''") + "'"
        return f"={sheet}!${at}$2:INDEX({sheet}!${at}:${at},COUNTA({sheet}!${at}:${at}))"


def list_range(column: str, number: int) -> str:
    """The cells of one list in the sheet of codes."""
    return f"='{LISTS}'!${column}$2:${column}${number + 1}"


def _listed(codes: list[str]) -> dict[str, Any]:
    return {"validate": "list", "source": codes, **_error("stop")}


def _error(kind: str) -> dict[str, Any]:
    return {
        "error_type": kind,
        "error_title": "Không có trong danh mục",
        "error_message": "Giá trị không có trong danh mục. Đề nghị chọn từ danh sách. / Not in the list of codes.",
    }


def _said(column: str) -> dict[str, str]:
    """What each code means, shown beside the cell that is being filled in."""
    text = "\n".join(f"{code}: {words[0]}" for code, words in WORDS[column].items())
    return {} if len(text) > _LONGEST_MESSAGE else {"input_title": "Chọn mã / Code", "input_message": text}


def _number() -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -1_000_000,
        "maximum": 1_000_000,
        "error_type": "warning",
        "error_title": "Không phải số",
        "error_message": "Ô này là số điểm, ví dụ 0,5. / This cell is a number of points.",
    }


def _leaves(package: Package) -> dict[str, str]:
    """The criteria that are scored (those that are nobody's parent), and their names."""
    if "criteria" not in package.tables:
        return {}
    criteria = package.tables["criteria"]
    parents = set(criteria.texts("parent"))
    named = zip(criteria.texts("code"), criteria.texts("name_vi"), strict=True)
    return {code: name for code, name in named if code and code not in parents}


def _distinct(package: Package, table: str, column: str) -> list[str]:
    found = package.tables.get(table)
    return [] if found is None else [text for text in dict.fromkeys(found.texts(column)) if text]


def lists() -> list[tuple[str, Mapping[str, str]]]:
    """The codes of the format by the heading of their column: each code and its meaning."""
    columns = (("scores", "stage"), ("scores", "state"), ("criteria", "rule"), ("criteria", "source"),
               ("criteria", "not_applicable"), ("adjustments", "kind"), ("crosswalk", "relation"))  # fmt: skip
    found: list[tuple[str, Mapping[str, str]]] = [
        (COLUMN_WORDS[table][column][0], {code: words[0] for code, words in WORDS[column].items()})
        for table, column in columns
    ]
    return [*found, (COLUMN_WORDS["published"]["measure"][0], {code: text.vi for code, text in MEASURES.items()})]
