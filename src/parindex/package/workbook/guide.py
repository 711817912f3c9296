"""The sheets of a written workbook that are no tables: how to use it, what it is about, and the list of codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parindex.engine.problems import Text
from parindex.package.descriptions import TABLE_TEXTS
from parindex.package.workbook import information
from parindex.package.workbook.choices import LISTS, lists
from parindex.package.workbook.look import protect, set_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook

    from parindex.package.tables import Package
    from parindex.package.workbook.choices import Choices
    from parindex.package.workbook.look import Look

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
    _finish(sheet, package)


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
        number = len(package.tables[table])
        found.append((name, TABLE_TEXTS.get(table, other), Text(f" {number} dòng.", f" {number} rows.")))
    return [*found, (LISTS, codes, Text("", ""))]


def write_information(book: Workbook, look: Look, package: Package, sheets: Mapping[str, str]) -> None:
    """datapackage.json, one value a row; the list of tables is folded away."""
    sheet = book.add_worksheet(information.SHEET)
    for column, (width, form) in enumerate(
        ((42, "fixed"), (70, "text"), (34, "free_code"), (9, "free_code"), (24, "free_code"))
    ):
        sheet.set_column(column, column, width, look[form])
    for column, name in enumerate(
        ("Nội dung / Meaning", "Giá trị / Value", "Khóa / Key", "Kiểu / Type", "Trang tính / Sheet")
    ):
        sheet.write_rich_string(
            0,
            column,
            look["head_vi"],
            name.partition(" / ")[0],
            look["head_name"],
            f"\n{name.partition(' / ')[2]}",
            look["head"],
        )
    sheet.set_row(0, 32)
    by_key = {f"resources/{at}/name": sheets[table] for at, table in _positions(package, sheets).items()}
    for row, said in enumerate(information.rows(package.descriptor), 1):
        text = information.label(said.key)
        sheet.write_string(row, 0, text.vi, look["fixed"])
        if isinstance(said.value, str):
            sheet.write_string(row, 1, said.value, look["text"])
        else:
            sheet.write_number(row, 1, said.value, look["figure"])
        sheet.write_string(row, 2, said.key, look["fixed_small"])
        sheet.write_string(row, 3, said.kind, look["fixed_small"])
        sheet.write_string(row, 4, by_key.get(said.key, ""), look["fixed_small"])
        if said.key.startswith("resources/"):
            sheet.set_row(row, None, None, {"level": 1, "hidden": True})
    sheet.freeze_panes(1, 2)
    _finish(sheet, package)


def _positions(package: Package, sheets: Mapping[str, str]) -> dict[int, str]:
    """The table of each entry of `resources`."""
    from parindex.package.descriptor import table_of

    entries = package.descriptor.get("resources", [])
    names = [entry.get("name") if isinstance(entry, dict) else None for entry in entries]
    tables = {at: table_of(name, set(names)) for at, name in enumerate(names) if isinstance(name, str)}
    return {at: table for at, table in tables.items() if table in sheets}


def write_lists(book: Workbook, look: Look, package: Package, choices: Choices) -> None:
    """The last sheet: every list of codes. Columns A and B are what drop-downs show."""
    sheet = book.add_worksheet(LISTS)
    columns: list[tuple[Text, list[str], str, int]] = []
    for title, items in lists(choices):
        columns.append((title, [code for code, _ in items], "fixed_code", 18))
        if any(text for _, text in items):
            columns.append((Text("Ý nghĩa", "Meaning"), [text for _, text in items], "fixed", 26))
    for at, (title, _, form, width) in enumerate(columns):
        sheet.set_column(at, at, width, look[form])
        sheet.write_rich_string(0, at, look["head_vi"], title.vi, look["head_name"], f"\n{title.en}", look["head"])
    sheet.set_row(0, 32)
    for row in range(max(len(items) for _, items, _, _ in columns)):
        for at, (_, texts, form, _) in enumerate(columns):
            if row < len(texts) and texts[row]:
                sheet.write_string(row + 1, at, texts[row], look[form])
    sheet.freeze_panes(1, 0)
    _finish(sheet, package)


def _finish(sheet: Any, package: Package) -> None:
    set_page(sheet, package.name, repeat=False)
    protect(sheet)
