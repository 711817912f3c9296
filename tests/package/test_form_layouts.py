"""Layouts that provinces use, each read without and with a base package, and each to the same scores."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment

from parindex.package.form.reading import is_form, read_form
from parindex.package.form.words import heading_meant
from tests.make.forms import (
    HEADINGS,
    LEVELS,
    SCORES,
    TITLES,
    Form,
    arabic,
    as_typed,
    base_package,
    codes,
    dotted,
    errors,
    roman_prefixed,
    roman_restarting,
    scores_of,
)


def one_sheet(path, form, name="Sở Y tế"):
    return form.book(path, name)


def plain(path):
    return one_sheet(path, Form(number=arabic))


def roman(path):
    return one_sheet(path, Form(number=roman_prefixed))


def roman_signs_of_unicode(path):
    return one_sheet(path, Form(number=lambda p: ("Ⅰ", "Ⅱ")[p[0] - 1] if len(p) == 1 else arabic(p)))


def restarting(path):
    return one_sheet(path, Form(number=roman_restarting))


def with_dots(path):
    return one_sheet(path, Form(number=dotted))


def numbers_as_excel_types_them(path):
    return one_sheet(path, Form(number=as_typed))


def numbers_in_the_name(path):
    form = Form(number=lambda _: None)
    for row in form.rows:
        row.name = f"{roman_prefixed(row.path)}. {row.name}"
    return one_sheet(path, form)


def no_column_of_numbers(path):
    form = Form(headings={key: text for key, text in HEADINGS.items() if key != "number"})
    for row in form.rows:
        row.name = f"{arabic(row.path)}. {row.name}"
    return one_sheet(path, form)


def columns_in_another_order(path):
    order = ("name", "number", "remark", "final", "appraised", "survey", "self", "maximum", "evidence", "index")
    return one_sheet(path, Form(headings={key: HEADINGS[key] for key in order}))


def other_words(path):
    words = {
        "number": "Số TT",
        "name": "Nội dung",
        "maximum": "ĐIỂM CHUẨN",
        "self": "Điểm tự chấm của đơn vị",
        "survey": "Điểm điều tra\nxã hội học",
        "appraised": "UBND tỉnh thẩm định",
        "evidence": "Giải trình",
        "remark": "Lý do",
    }
    return one_sheet(path, Form(headings=words))


def few_columns(path):
    few = ("number", "name", "maximum", "self", "survey", "appraised")
    return one_sheet(path, Form(headings={key: HEADINGS[key] for key in few}, levels=False, total=False))


def head_in_two_rows(path):
    """“Điểm đánh giá” merged over three columns, the other headings merged over two rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Sở Y tế"
    for title in TITLES:
        sheet.append([title])
    sheet.append(["TT", "Tiêu chí", "Điểm tối đa", "Điểm đánh giá", None, None, "Điểm đạt được", "Ghi chú"])
    sheet.append([None, None, None, "Tự đánh giá", "Điều tra XHH", "Thẩm định"])
    top = sheet.max_row - 1
    sheet.merge_cells(start_row=top, end_row=top, start_column=4, end_column=6)
    for column in (1, 2, 3, 7, 8):
        sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)
    sheet.append([f"({column})" for column in range(1, 9)])
    order = ("number", "name", "maximum", "self", "survey", "appraised", "final", "remark")
    form = Form(headings={key: HEADINGS[key] for key in order})
    for row in form.rows:
        form.put(sheet, row)
    book.save(path)
    return path


def head_in_two_rows_without_merging(path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Sở Y tế"
    sheet.append([TITLES[2]])
    sheet.append(["STT", "Tiêu chí", "Điểm tối đa", "Tự đánh giá", "Kết quả đánh giá của tỉnh", None])
    sheet.append([None, None, None, None, "Điều tra XHH", "Thẩm định"])
    order = ("number", "name", "maximum", "self", "survey", "appraised")
    form = Form(headings={key: HEADINGS[key] for key in order})
    for row in form.rows:
        form.put(sheet, row)
    book.save(path)
    return path


def names_indented_over_columns(path):
    """Area, criterion and sub-criterion each in a column of its own, under one merged heading."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Sở Y tế"
    sheet.append([TITLES[2]])
    sheet.append(
        ["STT", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần", None, None, "Điểm tối đa", "Tự đánh giá", "XHH", "Thẩm định"]
    )
    sheet.merge_cells("B2:D2")
    form = Form()
    for row in form.rows:
        indented = [None, None, None]
        indented[len(row.path) - 1] = row.name
        points = [row.cells.get(key) for key in ("maximum", "self", "survey", "appraised")]
        sheet.append([roman_prefixed(row.path), *indented, *points])
    book.save(path)
    return path


def areas_merged_over_number_and_name(path):
    book = Workbook()
    sheet = Form().write(book.active)
    sheet.title = "Sở Y tế"
    for row in sheet.iter_rows(min_row=6, max_col=2):
        if row[0].value in {"I", "II"}:
            at = row[0].row
            row[0].value = f"{row[0].value}. {row[1].value}"
            row[1].value = None
            sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=2)
            row[0].alignment = Alignment(indent=1)
    book.save(path)
    return path


def blank_rows_and_repeated_heads(path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Sở Y tế"
    form = Form(rows=[])
    form.total, form.below = False, ()
    form.write(sheet)
    for at, row in enumerate(Form().rows):
        if at in {3, 6}:
            sheet.append([])
            sheet.append([None, "Trang 2"])
            sheet.append(list(HEADINGS.values()))
            sheet.append([f"({column})" for column in range(1, 11)])
        form.put(sheet, row)
    book.save(path)
    return path


def texts_with_decimal_commas(path):
    form = Form()
    for row in form.rows:
        row.cells = {
            key: f"\u00a0{value}".replace(".", ",") + " "
            if isinstance(value, int | float) and key != "index"
            else value
            for key, value in row.cells.items()
        }
        row.name = f" {row.name}\u00a0"
    return one_sheet(path, form)


def points_beside_levels(path):
    """The points stand in the row of the level that was reached, with its points in the column of the maximum."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Sở Y tế"
    form = Form(levels=False, total=False)
    form.row("1.1.1").cells = {"maximum": 1}
    form.write(sheet)
    at = form.at["1.1.1"] + 1
    sheet.insert_rows(at, 3)
    for offset, (name, points) in enumerate((("Đúng hạn", 1), ("Chậm", 0.5), ("Không", 0))):
        sheet.cell(at + offset, 2, name)
        sheet.cell(at + offset, 3, points)
    sheet.cell(at, 4, 1)
    sheet.cell(at + 1, 6, "x")
    book.save(path)
    return path


def subtotals_in_rows_of_their_own(path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Sở Y tế"
    form = Form(rows=[], total=False, below=())
    form.write(sheet)
    for row in Form().rows:
        if row.code == "2":
            form.put(sheet, type(row)((), "Cộng lĩnh vực I", {"maximum": 4, "self": 2.75, "appraised": 2}), number="")
        form.put(sheet, row)
    form.put(sheet, type(row)((), "Tổng điểm", {"maximum": 7, "self": 4.75, "appraised": 4}), number="")
    sheet.append([None, "Chỉ số CCHC", None, None, None, None, "80,33%"])
    book.save(path)
    return path


def decomposed_letters(path):
    import unicodedata

    form = Form(headings={key: unicodedata.normalize("NFD", text) for key, text in HEADINGS.items()})
    for row in form.rows:
        row.name = unicodedata.normalize("NFD", row.name)
    return one_sheet(path, form, unicodedata.normalize("NFD", "Sở Y tế"))


LAYOUTS = (
    plain,
    roman,
    roman_signs_of_unicode,
    restarting,
    with_dots,
    numbers_as_excel_types_them,
    numbers_in_the_name,
    no_column_of_numbers,
    columns_in_another_order,
    other_words,
    few_columns,
    head_in_two_rows,
    head_in_two_rows_without_merging,
    names_indented_over_columns,
    areas_merged_over_number_and_name,
    blank_rows_and_repeated_heads,
    texts_with_decimal_commas,
    points_beside_levels,
    subtotals_in_rows_of_their_own,
    decomposed_letters,
)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_layout_gives_the_same_scores_from_itself(tmp_path, layout):
    path = layout(tmp_path / "phieu.xlsx")
    assert is_form(path)
    read = read_form(path)
    assert errors(read) == []
    assert read.package.tables["units"].texts("code") == ["SYT"]
    assert scores_of(read.package, "SYT") == SCORES
    assert read.package.tables["criteria"].texts("code") == [row.code for row in Form().rows]
    assert read.package.descriptor["parindex"]["year"] == 2017


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_layout_gives_the_same_scores_with_a_base(tmp_path, layout):
    read = read_form(layout(tmp_path / "phieu.xlsx"), base_package(tmp_path / "base"))
    assert errors(read) == []
    assert scores_of(read.package, "SYT") == SCORES


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_row_is_told(tmp_path, layout):
    read = read_form(layout(tmp_path / "phieu.xlsx"))
    assert "form_recognised" in codes(read)
    taken = [row.taken for row in read.told]
    assert "unrecognised" not in taken
    assert taken.count("area") == 2
    assert taken.count("leaf") == 5
    assert "head" in taken


def test_levels_become_a_rule(tmp_path):
    read = read_form(plain(tmp_path / "phieu.xlsx"))
    criteria = read.package.tables["criteria"]
    rules = dict(zip(criteria.texts("code"), criteria.texts("rule"), strict=True))
    assert rules["1.1.1"] == "levels"
    assert rules["1.1.2"] == "manual"
    assert rules["1.2.1"] == "survey"
    assert '"points": 0.5, "name_vi": "Ban hành chậm"' in criteria.texts("rule_params")[2]


@pytest.mark.parametrize("levels", [LEVELS[:2], ("Đúng hạn: 1", "Không: 0", "Khác"), ("Mỗi văn bản: 0,5", "Không: 0")])
def test_levels_that_leave_a_doubt_make_no_rule(tmp_path, levels):
    form = Form()
    form.row("1.1.1").levels = levels
    read = read_form(form.book(tmp_path / "phieu.xlsx"))
    assert read.package.tables["criteria"].texts("rule")[2] == "manual"
    assert "form_levels_not_used" in codes(read)
    assert errors(read) == []


def documented():
    """(meaning, heading) for every heading in the manual's table of columns."""
    page = (ROOT / "docs" / "how-to" / "scoring-form.md").read_text(encoding="utf-8")
    table = page.split("| column | also known as |\n|---|---|\n")[1].split("\n\n")[0]
    order = [*(meaning for meaning in HEADINGS if meaning not in AFTER_APPRAISAL), *AFTER_APPRAISAL]
    for meaning, line in zip(order, table.splitlines(), strict=True):
        first, others = line.strip("| ").split(" | ")
        yield from ((meaning, heading) for heading in (first, *others.split(", ")))


ROOT = Path(__file__).resolve().parents[2]
AFTER_APPRAISAL = ("explained", "final", "index", "evidence", "remark")


@pytest.mark.parametrize(("meaning", "heading"), list(documented()))
def test_headings_of_the_manual_are_known(meaning, heading):
    assert heading_meant(heading) == meaning
