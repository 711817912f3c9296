"""datapackage.json as rows of a sheet: one row a value, with its place in the descriptor as key ("parindex/year").

Everything can be written so and read back the same; a person can mend the year or a band without touching JSON.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex.engine.problems import Text, Where
from parindex.package.catalogue.workbook import BAD_INFORMATION
from parindex.package.files.workbook.cells import number_text
from parindex.package.nearest import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parindex.package.listing import Listing

SHEET = "Thông tin"
SHEETS = frozenset(
    {"thongtin", "thongtinchung", "thongtinky", "datapackage", "datapackagejson", "information", "info", "metadata"}
)
"""Names of the sheet, folded."""

KEYS = frozenset({"khoa", "key", "khoakey"})
VALUES = frozenset({"giatri", "value", "noidung", "giatrivalue"})
TYPES = frozenset({"kieu", "type", "kieutype"})
SHEET_NAMES = frozenset({"trangtinh", "sheet", "trangtinhsheet"})

LABELS: Mapping[str, Text] = {
    "name": Text("Tên gói (không dấu)", "Name of the package"),
    "title": Text("Tiêu đề", "Title"),
    "description": Text("Mô tả", "Description"),
    "parindex/format": Text("Phiên bản định dạng", "Version of the format"),
    "parindex/year": Text("Năm đánh giá", "Year"),
    "parindex/authority_vi": Text("Cơ quan công bố", "Authority, in Vietnamese"),
    "parindex/authority_en": Text("Cơ quan công bố (tiếng Anh)", "Authority, in English"),
    "parindex/place_vi": Text("Địa danh", "Place"),
    "parindex/decimals": Text("Số chữ số thập phân", "Decimals"),
    "parindex/rounding": Text("Cách làm tròn", "Rounding"),
    "parindex/ties": Text("Cách xếp hạng khi bằng nhau", "Ties"),
}
"""What the common keys mean. Any of these labels may stand instead of the key."""

PARTS: Mapping[str, Text] = {
    "licenses": Text("Giấy phép", "Licence"),
    "resources": Text("Bảng dữ liệu", "Table"),
    "sources": Text("Nguồn", "Source"),
    "bands": Text("Mức xếp loại", "Band"),
    "absence": Text("Cách tính ô trống", "Absence"),
    "adjustments": Text("Giới hạn thưởng, phạt", "Caps of adjustments"),
}
FIELDS: Mapping[str, Text] = {
    "code": Text("mã", "code"),
    "name": Text("tên", "name"),
    "name_vi": Text("tên", "name in Vietnamese"),
    "name_en": Text("tên tiếng Anh", "name in English"),
    "at_least": Text("từ (%)", "at least (%)"),
    "path": Text("tệp", "file"),
    "encoding": Text("bảng mã", "encoding"),
    "title": Text("tiêu đề", "title"),
}


class Row(NamedTuple):
    """One value of the descriptor: "text", "number", "json" (true, false, null, {}, [] and whole fractions)."""

    key: str
    value: str | float
    kind: str


def rows(value: Any, key: str = "") -> Iterator[Row]:
    """The values of a descriptor, in order.

    >>> [*rows({"name": "a", "parindex": {"year": 2017}})]
    [Row(key='name', value='a', kind='text'), Row(key='parindex/year', value=2017, kind='number')]
    """
    items: list[tuple[str, Any]] = []
    if isinstance(value, dict):
        items = [(_escaped(name), item) for name, item in value.items()]
    elif isinstance(value, list):
        items = [(str(at), item) for at, item in enumerate(value)]
    if items:
        for name, item in items:
            yield from rows(item, f"{key}/{name}" if key else name)
    else:
        yield _row(key, value)


def _escaped(name: str) -> str:
    """A name without slashes, that no spreadsheet and no eye can mistake for a position in a list."""
    if name == name.strip() and name.isprintable() and name and not name.isdecimal():
        return name.replace("~", "~0").replace("/", "~1")
    return f"~u{name.encode().hex()}"


def _plain(part: str) -> str:
    if part.startswith("~u"):
        return bytes.fromhex(part[2:]).decode()
    return part.replace("~1", "/").replace("~0", "~")


def _row(key: str, value: Any) -> Row:
    if isinstance(value, str):
        return Row(key, value, "text")
    exact = isinstance(value, int | float) and not isinstance(value, bool)
    if exact and json.dumps(value) == number_text(value) and len(json.dumps(value)) <= 15:
        return Row(key, value, "number")
    return Row(key, json.dumps(value), "json")


def label(key: str) -> Text:
    """What a key means, as far as it is known."""
    if key in LABELS:
        return LABELS[key]
    parts = key.split("/")
    known = next((PARTS[part] for part in parts if part in PARTS), None)
    if known is None:
        return Text("", "")
    number = next((f" {int(part) + 1}" for part in parts if part.isdecimal()), "")
    name = FIELDS.get(parts[-1], Text(parts[-1], parts[-1]))
    return Text(f"{known.vi}{number}: {name.vi}", f"{known.en}{number}: {name.en}")


def read(cells: Sequence[Sequence[Any]], place: str, listing: Listing) -> tuple[dict[str, Any], dict[str, str]]:
    """The descriptor, and the name of the resource that a sheet holds by the sheet's name."""
    texts = [[str(cell).strip() for cell in row] for row in cells]
    if (joined := "".join("".join(row) for row in texts)).startswith("{"):
        from parindex.package.files.descriptor import parse

        return parse(joined.encode(), place), {}
    heading = next((at for at, row in enumerate(texts) if {folded(cell) for cell in row} & KEYS), None)
    columns = _columns(texts[heading]) if heading is not None else {"key": 0, "value": 1}
    top = -1 if heading is None else heading
    found: dict[str, Any] = {}
    sheets: dict[str, str] = {}
    for at in range(top + 1, len(cells)):
        row = {name: cells[at][column] for name, column in columns.items() if column < len(cells[at])}
        key = str(row.get("key", "")).strip()
        key = key if row.get("type") else _meant(key)
        if not key:
            continue
        try:
            _put(found, key, _value(row))
        except (ValueError, RecursionError):
            reason = Text("sai thứ tự, trùng hoặc không đúng kiểu", "out of order, twice, or of the wrong type")
            listing.add(BAD_INFORMATION, Where(place, at + 1), key=key, reason=reason)
        if sheet := str(row.get("sheet", "")).strip():
            sheets[sheet] = str(row.get("value", ""))
    return found, sheets


def _columns(heading: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, words in (("key", KEYS), ("value", VALUES), ("type", TYPES), ("sheet", SHEET_NAMES)):
        at = next((at for at, cell in enumerate(heading) if folded(cell) in words), None)
        if at is not None:
            found[name] = at
    return found


def _meant(written: str) -> str:
    """The key that a person means: itself, with dots instead of slashes ("parindex.year"), or its label."""
    written = written.removeprefix("/")
    if "/" not in written and written.startswith("parindex."):
        return written.replace(".", "/")
    return _meanings().get(folded(written), written)


@cache
def _meanings() -> dict[str, str]:
    return {folded(word): key for key, text in LABELS.items() for word in text} | {"nam": "parindex/year"}


def _value(row: Mapping[str, Any]) -> Any:
    value, kind = row.get("value", ""), str(row.get("type", "")).strip().casefold()
    if kind == "json":
        return json.loads(str(value))
    if isinstance(value, str):
        return _json_number(value) if kind == "number" else value
    if isinstance(value, bool):
        return value
    text = number_text(value) if isinstance(value, int | float) else str(value)
    return text if kind == "text" else _json_number(text)


def _json_number(text: str) -> int | float:
    number = json.loads(text.replace(",", "."))
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise ValueError(text)  # noqa: TRY004 -- the input's fault, not the caller's
    return number


def _put(found: dict[str, Any], key: str, value: Any) -> None:
    """Puts a value at its place; lists grow in order. Raises ValueError where the place is taken or out of order."""
    parts = key.split("/")
    inner: Any = found
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        new: Any = value if following is None else ([] if following.isdecimal() else {})
        inner = _step(inner, part, new)
        if following is None and inner is not new:
            raise ValueError(key)


def _step(inner: Any, part: str, new: Any) -> Any:
    """What stands at `part`, which is `new` where nothing did."""
    if isinstance(inner, dict) and not part.isdecimal():
        return inner.setdefault(_plain(part), new)
    if isinstance(inner, list) and part.isdecimal() and int(part) <= len(inner):
        if int(part) == len(inner):
            inner.append(new)
        return inner[int(part)]
    raise ValueError(part)
