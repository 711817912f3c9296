"""The sheets of a written workbook that are no tables: how to use it, what it is about, and the list of codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parindex.engine.problems import Text
from parindex.package.catalogue.kind import count
from parindex.package.files.descriptions import TABLE_TEXTS
from parindex.package.files.workbook import information
from parindex.package.files.workbook.choices import LISTS, lists
from parindex.package.files.workbook.look import height, lines, protect, set_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlsxwriter import Workbook

    from parindex.package.files.workbook.choices import Choices
    from parindex.package.files.workbook.look import Look
    from parindex.package.tables import Package

GUIDE = "Hướng dẫn"

STEPS = (
    Text(
        "Mỗi trang là một bảng. Dòng đầu là tên cột; đưa chuột vào tên cột để đọc giải thích.",
        "Every sheet is a table. The first row names the columns; point at a name to read what it means.",
    ),
    Text(
        "Cột mã đã định dạng là chữ (Text): mã 1.10 khác mã 1.1. Không đổi định dạng các cột này.",
        "Columns of codes are formatted as text: code 1.10 is not 1.1. Leave their format as it is.",
    ),
    Text(
        "Ô có danh sách thì chọn trong danh sách. Ý nghĩa từng mã ở trang Danh mục.",
        "Where a cell offers a list, choose from it. The sheet Danh mục says what each code means.",
    ),
    Text(
        "Ô trống không phải là điểm 0: chưa chấm thì để trống, không áp dụng thì chọn not_applicable.",
        "An empty cell is not zero points: leave what is not scored empty, choose not_applicable where it does not apply.",
    ),
    Text(
        "Được thêm, xóa, sắp xếp dòng. Dòng tên cột và tên trang được bảo vệ, không có mật khẩu.",
        "Rows may be added, deleted and sorted. Headings and sheet names are protected, without a password.",
    ),
    Text(
        "Lưu tệp rồi kiểm tra bằng lệnh: parindex check TÊN-TỆP.xlsx",
        "Save the file, then check it with: parindex check FILE.xlsx",
    ),
)


def write_guide(book: Workbook, look: Look, package: Package, sheets: Mapping[str, str]) -> None:
    """The first sheet."""
    sheet = book.add_worksheet(GUIDE)
    set_page(sheet, package.name, repeat=False)
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, 5, look["prose"])
    sheet.set_column(1, 1, 30, look["prose"])
    sheet.set_column(2, 2, 96, look["prose"])
    title = package.descriptor.get("title")
    sheet.set_row(0, 34)
    sheet.write_string(0, 0, title if isinstance(title, str) and title else package.name, look["title"])
    _section(sheet, look, 2, Text("Cách điền", "How to fill it in"))
    row = 3
    for number, step in enumerate(STEPS, 1):
        sheet.write_number(row, 0, number, look["number"])
        sheet.merge_range(row, 1, row, 2, step.vi, look["prose"])
        sheet.merge_range(row + 1, 1, row + 1, 2, step.en, look["prose_en"])
        row += 2
    _section(sheet, look, row + 1, Text("Các trang", "The sheets"))
    row += 2
    for name, text, rows in _contents(package, sheets):
        sheet.write_url(row, 1, f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1", look["link"], name)
        sheet.write_string(row, 2, f"{text.vi}{rows.vi}", look["prose"])
        sheet.write_string(row + 1, 2, f"{text.en}{rows.en}", look["prose_en"])
        row += 2
    protect(sheet)


def _section(sheet: Any, look: Look, row: int, text: Text) -> None:
    sheet.set_row(row, 22)
    for column in range(3):
        sheet.write_blank(row, column, None, look["section"])
    sheet.write_string(row, 0, f"{text.vi} / {text.en}", look["section"])


def _contents(package: Package, sheets: Mapping[str, str]) -> list[tuple[str, Text, Text]]:
    about = Text("Tên, năm, cơ quan, các mức xếp loại.", "Name, year, authority, bands.")
    codes = Text("Các mã được dùng và ý nghĩa.", "The codes, and what they mean.")
    other = Text(
        "Bảng khác, được giữ nguyên, không dùng để tính.", "Another table, kept as it is; it counts for nothing."
    )
    found = [(information.SHEET, about, Text("", ""))]
    for table, name in sheets.items():
        number = count(len(package.tables[table]))
        found.append((name, TABLE_TEXTS.get(table, other), Text(f" {number.vi} dòng.", f" {number.en} rows.")))
    return [*found, (LISTS, codes, Text("", ""))]


_COLUMNS = (
    (Text("Nội dung", "Meaning"), 36, "free"),
    (Text("Giá trị", "Value"), 76, "free"),
    (Text("Khóa", "Key"), 30, "free_code"),
    (Text("Kiểu", "Type"), 9, "free_code"),
    (Text("Trang tính", "Sheet"), 18, "free_code"),
)


def write_information(book: Workbook, look: Look, package: Package, sheets: Mapping[str, str]) -> None:
    """datapackage.json, one value a row; the list of tables is folded away."""
    sheet = book.add_worksheet(information.SHEET)
    set_page(sheet, package.name)
    _heads(sheet, look, _COLUMNS)
    by_key = {f"resources/{at}/name": sheets[table] for at, table in _positions(package, sheets).items()}
    for row, said in enumerate(information.rows(package.descriptor), 1):
        folded_away = {"level": 1, "hidden": True} if said.key.startswith("resources/") else {}
        sheet.set_row(row, height(lines(str(said.value), 76)), None, folded_away)
        sheet.write_string(row, 0, information.label(said.key).vi, look["fixed"])
        if isinstance(said.value, str):
            sheet.write_string(row, 1, said.value, look["text"])
        else:
            sheet.write_number(row, 1, said.value, look["entry"])
        sheet.write_string(row, 2, said.key, look["fixed_small"])
        sheet.write_string(row, 3, said.kind, look["fixed_small"])
        sheet.write_string(row, 4, by_key.get(said.key, ""), look["fixed_small"])
    sheet.freeze_panes(1, 2)
    protect(sheet)


def _heads(sheet: Any, look: Look, columns: Iterable[tuple[Text, float, str]]) -> None:
    sheet.set_row(0, 36)
    for at, (text, width, form) in enumerate(columns):
        sheet.set_column(at, at, width, look[form])
        if text.vi:
            sheet.write_rich_string(0, at, look["head_vi"], text.vi, look["head_name"], f"\n{text.en}", look["head"])


def _positions(package: Package, sheets: Mapping[str, str]) -> dict[int, str]:
    """The table of each entry of `resources`."""
    from parindex.package.files.descriptor import table_of

    entries = package.descriptor.get("resources", [])
    names = [entry.get("name") if isinstance(entry, dict) else None for entry in entries]
    tables = {at: table_of(name, set(names)) for at, name in enumerate(names) if isinstance(name, str)}
    return {at: table for at, table in tables.items() if table in sheets}


_LISTS = (
    (Text("Tiêu chí chấm điểm", "Scored criteria"), 18, "free_code"),
    (Text("Tên tiêu chí", "Name"), 64, "free"),
    (Text("", ""), 3, "free"),
    (Text("Khối", "Blocks"), 18, "free_code"),
    (Text("", ""), 3, "free"),
    (Text("Dùng ở cột", "Used in"), 22, "free"),
    (Text("Mã", "Code"), 18, "free_code"),
    (Text("Ý nghĩa", "Meaning"), 30, "free"),
)


def write_lists(book: Workbook, look: Look, package: Package, choices: Choices) -> None:
    """The last sheet: the criteria and blocks that drop-downs show, and every other code with its meaning."""
    sheet = book.add_worksheet(LISTS)
    set_page(sheet, package.name)
    _heads(sheet, look, _LISTS)
    for row, (code, name) in enumerate(choices.leaves.items(), 1):
        sheet.write_string(row, 0, code, look["fixed_code"])
        sheet.write_string(row, 1, name, look["fixed"])
    for row, block in enumerate(choices.blocks, 1):
        sheet.write_string(row, 3, block, look["fixed_code"])
    row = 1
    for title, items in lists():
        for at, (code, meaning) in enumerate(items.items()):
            sheet.write_string(row, 5, "" if at else title, look["fixed"])
            sheet.write_string(row, 6, code, look["fixed_code"])
            sheet.write_string(row, 7, meaning, look["fixed"])
            row += 1
        row += 1
    sheet.freeze_panes(1, 0)
    protect(sheet)
