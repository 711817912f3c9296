"""Workbooks as people keep them: typed cells, merged cells, titles, Vietnamese sheets; what lost its form is refused."""

import datetime as dt

import pytest

from parindex.package.files.reading import read_package
from tests.make.files import cells, codes, note, patched, refused, workbook

HEAD = ["unit", "criterion", "stage", "points", "state"]
INFORMATION = [["Khóa", "Giá trị"], ["name", "ky-2017"], ["Năm", 2017], ["parindex.decimals", 2]]


def book(tmp_path, sheets, formats=None, name="so.xlsx"):
    return workbook(tmp_path / name, sheets, formats)


def test_vietnamese_sheets_and_headings_are_read(tmp_path):
    sheets = {
        "Thông tin": INFORMATION,
        "ĐƠN VỊ": [["Mã", "Tên đơn vị", "Khối"], ["SNV", "Sở Nội vụ", "so"]],
        "Bảng điểm": [
            ["Đơn vị", "Tiêu chí", "Giai đoạn", "Điểm", "Trạng thái"],
            ["SNV", "1.1", "Tự chấm", 0.5, "Đã chấm"],
        ],
        "Hướng dẫn": [["Đọc kỹ"]],
    }
    package = read_package(book(tmp_path, sheets))
    assert (package.name, package.kind) == ("ky-2017", "workbook")
    assert package.descriptor["parindex"] == {"year": 2017, "decimals": 2}
    assert cells(package) == {
        "units": {"code": ["SNV"], "name_vi": ["Sở Nội vụ"], "block": ["so"]},
        "scores": {"unit": ["SNV"], "criterion": ["1.1"], "stage": ["self"], "points": ["0.5"], "state": ["scored"]},
    }
    assert package.tables["scores"].where(0, "points") == ("sheet Bảng điểm", 2, "points")


def test_a_workbook_without_information_is_named_after_its_file(tmp_path):
    package = read_package(book(tmp_path, {"units": [["code", "name_vi"], ["A", "B"]]}))
    assert package.name == "so"
    assert "parindex/year" in note(package, "no_information").mend.vi


def test_information_may_be_json(tmp_path):
    package = read_package(book(tmp_path, {"datapackage": [['{"name": "x",'], ['"title": "y"}']]}))
    assert package.descriptor == {"name": "x", "title": "y"}


def test_information_that_contradicts_itself_is_refused(tmp_path):
    rows = [*INFORMATION, ["parindex/year", 2018], ["parindex/year/x", 1], ["bands/3", 1]]
    found = refused(book(tmp_path, {"Thông tin": rows}))
    assert [(problem.code, problem.where.row) for problem in found] == [("bad_information", row) for row in (5, 6, 7)]


def test_the_heading_is_found_below_titles_and_merged_cells(tmp_path):
    import openpyxl

    sheet = (made := openpyxl.Workbook()).active
    sheet.title = "Điểm"
    for row in (["BẢNG ĐIỂM NĂM 2017"], [], ["Đơn vị", "Tiêu chí", "Chấm điểm", None, None], [None, None, "Giai đoạn", "Điểm", "Trạng thái"],
                ["SNV", "1.1", "self", 1, "scored"], [None, "1.2", "self", 2, "scored"], ["STP", "1.1", "self", 3, "scored"]):  # fmt: skip
        sheet.append(row)
    for cells_merged in ("A1:E1", "A3:A4", "B3:B4", "C3:E3", "A5:A6"):
        sheet.merge_cells(cells_merged)
    made.save(tmp_path / "so.xlsx")
    package = read_package(tmp_path / "so.xlsx")
    assert cells(package)["scores"] == {
        "unit": ["SNV", "SNV", "STP"], "criterion": ["1.1", "1.2", "1.1"], "stage": ["self"] * 3,
        "points": ["1", "2", "3"], "state": ["scored"] * 3,
    }  # fmt: skip
    assert package.tables["scores"].rows.tolist() == [5, 6, 7]
    assert note(package, "merged_filled").where == ("sheet Điểm", 5, None)


def test_numbers_are_read_at_the_digits_that_are_shown(tmp_path):
    numbers = [0.1 + 0.2, 1.0, 0.875, 12345.678, "0,5", "0.50", " 1 "]
    rows = [["A", "1", "self", number, "scored"] for number in numbers]
    package = read_package(book(tmp_path, {"scores": [HEAD, *rows]}))
    assert package.tables["scores"].texts("points") == ["0.3", "1", "0.875", "12345.678", "0.5", "0.50", "1"]


def test_the_nearest_binary_fraction_is_told(tmp_path):
    path = book(tmp_path, {"scores": [HEAD, ["A", "1", "self", 7, "scored"]]})
    patched(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b"<v>7</v>", b"<v>0.30000000000000004</v>"))
    package = read_package(path)
    assert package.tables["scores"].texts("points") == ["0.3"]
    assert note(package, "digits_rounded").where == ("sheet scores", 2, "points")


def test_percentages_are_read_where_a_percentage_is_meant(tmp_path):
    rows = {"scores": [[*HEAD, "value"], ["A", "1", "self", 1, "scored", 0.875]]}
    package = read_package(book(tmp_path, rows, {("scores", 1, 5): "0.0%"}))
    assert package.tables["scores"].texts("value") == ["87.5%"]
    assert codes(package.notes).count("percents_read") == 1
    problem = refused(book(tmp_path, rows, {("scores", 1, 3): "0%"}))[0]
    assert (problem.code, problem.where) == ("percent_cell", ("sheet scores", 2, "points"))


@pytest.mark.parametrize(("column", "code"), [(1, "date_cell"), (3, "date_cell"), (5, None)])
def test_a_code_that_became_a_date_is_refused(tmp_path, column, code):
    row = ["A", "1", "self", 1, "scored", "chữ"]
    row[column] = dt.date(2017, 2, 1)
    path = book(tmp_path, {"scores": [[*HEAD, "note_vi"], row]}, {("scores", 1, column): "dd/mm/yyyy"})
    if code:
        assert codes(refused(path)) == [code]
    else:
        assert read_package(path).tables["scores"].texts("note_vi") == ["2017-02-01"]


def criteria(*code_cells):
    return [["code", "name_vi"], *([code, "x"] for code in code_cells)]


def scored(*code_cells):
    return [HEAD, *(["A", code, "self", 1, "scored"] for code in code_cells)]


def test_codes_stored_as_numbers_are_taken_where_they_can_only_be_one(tmp_path):
    package = read_package(book(tmp_path, {"criteria": criteria(1, 1.1, 1.2), "scores": scored(1.1, "1.2")}))
    assert package.tables["criteria"].texts("code") == ["1", "1.1", "1.2"]
    assert package.tables["scores"].texts("criterion") == ["1.1", "1.2"]
    assert codes(package.notes).count("code_numbers") == 2


def test_a_number_may_only_mean_the_code_that_there_is(tmp_path):
    package = read_package(book(tmp_path, {"criteria": criteria("1", "1.10"), "scores": scored(1.1)}))
    assert package.tables["scores"].texts("criterion") == ["1.10"]


@pytest.mark.parametrize(
    "sheets",
    [
        {"criteria": criteria(1, 1.1, 1.2, 1.1)},
        {"criteria": criteria("1.1", 1.1)},
        {"criteria": criteria("1.1", "1.10"), "scores": scored(1.1)},
        {"criteria": [["code", "parent", "name_vi"], ["1", "", "x"], ["1.1.1", 1.1, "x"]]},
    ],
)
def test_codes_that_may_have_lost_a_zero_are_refused(tmp_path, sheets):
    problem = refused(book(tmp_path, sheets))[0]
    assert problem.code == "code_unclear"
    assert "Text" in problem.mend.vi


def test_errors_and_formulas_without_result_are_no_empty_cells(tmp_path):
    import openpyxl

    sheet = (made := openpyxl.Workbook()).active
    sheet.title = "scores"
    sheet.append([*HEAD, "ghi chép"])
    sheet.append(["A", "1", "self", "=1+1", "scored", "=1/0"])
    made.save(tmp_path / "so.xlsx")
    problem = refused(tmp_path / "so.xlsx")[0]
    assert (problem.code, problem.where.row) == ("no_result", 2)
    assert "D2" in problem.what.vi
    error = workbook(tmp_path / "loi.xlsx", {"scores": [HEAD, ["A", "1", "self", 7, "scored"]]})
    cell = b'<c r="D2"><v>7</v>'
    patched(error, "xl/worksheets/sheet1.xml", lambda data: data.replace(cell, b'<c r="D2" t="e"><v>#N/A</v>'))
    assert codes(refused(error)) == ["error_cell"]


def test_stored_results_of_formulas_are_read_and_told(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "so.xlsx")) as made:
        sheet = made.add_worksheet("scores")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["A", "1", "self", None, "scored"])
        sheet.write_formula(1, 3, "=1+1", None, 2)
    package = read_package(tmp_path / "so.xlsx")
    assert package.tables["scores"].texts("points") == ["2"]
    assert "1" in note(package, "formulas").what.vi


def test_two_sheets_of_one_table_are_refused_and_other_sheets_kept(tmp_path):
    rows = [["code", "name_vi"], ["A", "B"]]
    assert codes(refused(book(tmp_path, {"Đơn vị": rows, "Danh sách đơn vị": rows}))) == ["sheet_twice"]
    package = read_package(book(tmp_path, {"units": rows, "Unitz": [["x"], [" 1.10"]], "Trống": []}))
    assert cells(package)["Unitz"] == {"x": [" 1.10"]}
    assert "units" in note(package, "sheet_kept").mend.vi


def test_cells_right_of_and_below_the_table_do_not_hurt(tmp_path):
    rows = [
        [*HEAD, None, None],
        ["A", "1", "self", 1, "scored", None, "nháp"],
        [None] * 7,
        ["B", "1", "self", 1, "scored", None, None],
    ]
    package = read_package(book(tmp_path, {"scores": rows}))
    assert list(package.tables["scores"].columns) == [*HEAD, "column G"]
    assert package.tables["scores"].rows.tolist() == [2, 4]
