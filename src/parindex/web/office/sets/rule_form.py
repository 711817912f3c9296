"""A rule as fields of a form, and back to exactly the parameters that the package format writes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from parindex.engine.problems import Text
from parindex.engine.rules import KINDS
from parindex.web.ui.speech import language

SPARE = 2
"""Empty rows under those that are filled."""
_BOUNDS = ("at_least", "above")


class Column(NamedTuple):
    """A column of a rule's rows, or one parameter of its own. choices: what can be chosen, where it is no text."""

    key: str
    label: Text
    numeric: bool = False
    choices: tuple[tuple[str, Text], ...] = ()


class Cell(NamedTuple):
    """A column in one row, with what stands in it."""

    column: Column
    value: str


class RuleForm(NamedTuple):
    """rows: the rule's rows of cells; params: its single parameters; raw: the JSON, where fields cannot show it."""

    kind: str
    heads: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    params: tuple[Cell, ...]
    json: str
    raw: bool


_POINTS = Column("points", Text("Điểm", "Points"), numeric=True)
_VI, _EN = (
    Column("name_vi", Text("Tên tiếng Việt", "Vietnamese name")),
    Column("name_en", Text("Tên tiếng Anh", "English name")),
)
_UNIT = Column(
    "unit",
    Text("Cách ghi tỷ lệ", "How ratios are written"),
    choices=(("%", Text("Phần trăm (87,5)", "Per cent (87.5)")), ("", Text("Từ 0 đến 1 (0,875)", "0 to 1 (0.875)"))),
)
_ITEM = (
    Column("per_item", Text("Điểm cho mỗi mục", "Points for each item"), numeric=True),
    Column("item_vi", Text("Một mục là gì (tiếng Việt)", "What an item is (Vietnamese)")),
    Column("item_en", Text("Một mục là gì (tiếng Anh)", "What an item is (English)")),
)
ROWS: Mapping[str, tuple[Column, ...]] = {
    "levels": (_POINTS, _VI, _EN),
    "yes_no": (_VI, _EN),
    "bands": (
        Column("bound", Text("Cận dưới", "Lower bound"), numeric=True),
        Column(
            "included",
            Text("Tính cả cận", "Bound included"),
            choices=(
                ("at_least", Text("Từ cận trở lên (≥)", "From it up (≥)")),
                ("above", Text("Trên cận (>)", "Above it (>)")),
            ),
        ),
        _POINTS,
    ),
    "survey": (
        Column("answer", Text("Câu trả lời", "Answer")),
        Column("weight", Text("Trọng số, %", "Weight, %"), numeric=True),
    ),
}
PARAMS: Mapping[str, tuple[Column, ...]] = {
    "bands": (_UNIT,),
    "proportion": (_UNIT, Column("floor", Text("Mức sàn (bỏ trống: không có)", "Floor (empty: none)"), numeric=True)),
    "relative": (_UNIT,),
    "per_item": _ITEM,
    "deduction": _ITEM,
    "survey": (Column("min_answers", Text("Số câu trả lời tối thiểu", "Fewest answers"), numeric=True),),
    "external": (
        Column("scale", Text("Thang điểm của nguồn (bỏ trống: 100)", "Top of the scale (empty: 100)"), numeric=True),
    ),
    "manual": (Column("step", Text("Bước điểm (bỏ trống: bất kỳ)", "Step (empty: any)"), numeric=True),),
}


def rule_form(kind: str, params: str, *, spare: int = SPARE) -> RuleForm:
    """The form of stored parameters; raw where the fields would not give the same parameters again."""
    given = _parsed(params)
    rows = _rows_of(kind, given) if isinstance(given, dict) else None
    heads, singles = ROWS.get(kind, ()), PARAMS.get(kind, ())
    single = {c.key: _shown(given.get(c.key, "")) for c in singles} if isinstance(given, dict) else {}
    raw = kind in KINDS and (rows is None or _parsed(_made(kind, rows, single)) != (given or {}))
    filled = [*(rows or []), *([("",) * len(heads)] * spare)] if heads else []
    # a ratio in per cent is what offices write
    single = single if params or "unit" not in single else {**single, "unit": "%"}
    return RuleForm(
        kind,
        heads,
        tuple(tuple(Cell(c, text) for c, text in zip(heads, row, strict=True)) for row in filled),
        tuple(Cell(c, single.get(c.key, "")) for c in singles),
        params,
        raw,
    )


def sent_params(kind: str, post: Any) -> str:
    """The parameters that a form says, as JSON; what was typed as JSON where the expert way was chosen."""
    if kind not in KINDS:
        return ""
    if post.get("raw"):
        return str(post.get("rule_params", "")).strip()
    columns = [[text.strip() for text in post.getlist(f"row_{column.key}")] for column in ROWS.get(kind, ())]
    rows = [row for row in zip(*columns, strict=False) if _filled(kind, row)]
    return _made(kind, rows, {c.key: post.get(f"param_{c.key}", "").strip() for c in PARAMS.get(kind, ())})


def _filled(kind: str, row: Sequence[str]) -> bool:
    """Whether anything was entered in a row; a choice alone is nothing."""
    return any(text for column, text in zip(ROWS[kind], row, strict=True) if not column.choices)


def _parsed(params: str) -> Any:
    try:
        return json.loads(params or "{}")
    except (ValueError, RecursionError):
        return None


def _rows_of(kind: str, given: dict[str, Any]) -> list[tuple[str, ...]] | None:
    """The rows as texts; None where they are written in a form that the fields do not show."""
    if kind not in ROWS:
        return []
    if kind == "survey":
        answers = given.get("answers", {})
        return [(key, _shown(weight)) for key, weight in answers.items()] if isinstance(answers, dict) else None
    found = given.get({"yes_no": "conditions"}.get(kind, kind), [])
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        return None
    if kind == "bands":
        return [_band(row) for row in found]
    return [tuple(_shown(row.get(column.key, "")) for column in ROWS[kind]) for row in found]


def _band(row: dict[str, Any]) -> tuple[str, ...]:
    bound = next((key for key in _BOUNDS if key in row), "at_least")
    return _shown(row.get(bound, "")), bound, _shown(row.get("points", ""))


def _made(kind: str, rows: Sequence[Sequence[str]], single: Mapping[str, str]) -> str:
    found: dict[str, Any] = {c.key: _value(c, single[c.key]) for c in PARAMS.get(kind, ()) if single.get(c.key)}
    if kind == "survey" and rows:
        found = {"answers": {row[0]: _number(row[1]) for row in rows}, **found}
    elif kind == "bands":
        found["bands"] = [
            {**({row[1] or "at_least": _number(row[0])} if row[0] else {}), "points": _number(row[2])} for row in rows
        ]
    elif kind in ROWS and (rows or kind == "levels"):
        found[{"yes_no": "conditions"}.get(kind, kind)] = [_row(kind, row) for row in rows]
    return json.dumps(found, ensure_ascii=False)


def _row(kind: str, row: Sequence[str]) -> dict[str, Any]:
    cells = zip(ROWS[kind], row, strict=True)
    return {column.key: _value(column, text) for column, text in cells if text or column.key == "points"}


def _value(column: Column, text: str) -> Any:
    return _number(text) if column.numeric else text


def _number(text: str) -> int | float | str:
    """The number as JSON writes it; the text itself where it is none, for the engine to say so."""
    try:
        found = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return text
    if not found.is_finite() or abs(found) > 10**12:
        return text
    return int(found) if found == found.to_integral_value() else float(found)


def _shown(value: Any) -> str:
    """A stored value as it stands in a field: numbers with the language's decimal sign."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return format(Decimal(str(value)), "f").replace(".", "." if language() == "en" else ",")
