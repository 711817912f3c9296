"""The workbook that a clerk opens, seen by other programs: openpyxl reads it, LibreOffice opens and prints it."""

import subprocess
import zipfile

import openpyxl
import pytest

from parindex.package.files.convert import convert
from parindex.package.files.reading import read_package
from parindex.package.files.vocabulary import WORDS
from parindex.package.tables import TABLES
from tests.make.files import CANONICAL, SCORES, cells, described, folder

SAMPLE = CANONICAL[1]
TABLE_SHEETS = {"criteria": "Tiêu chí", "units": "Đơn vị", "scores": "Điểm", "reasons": "Lý do", "findings": "Tồn tại",
                "crosswalk": "Đối chiếu", "published": "Đã công bố"}  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = tmp_path_factory.mktemp("so") / "lai-chau-2017.xlsx"
    convert(SAMPLE, made)
    return made


@pytest.fixture(scope="module")
def book(path):
    return openpyxl.load_workbook(path)


def rules(sheet):
    """The drop-downs of a sheet by the column's name."""
    return {
        column_name(sheet, next(iter(rule.sqref.ranges)).min_col): rule
        for rule in sheet.data_validations.dataValidation
    }


def column_name(sheet, column):
    return str(sheet.cell(1, column).value).splitlines()[-1]


def test_its_sheets_stand_in_the_order_of_work(book):
    assert book.sheetnames == ["Hướng dẫn", "Thông tin", *TABLE_SHEETS.values(), "Danh mục"]
    assert book.security.lockStructure
    assert book.security.workbookPassword is None


@pytest.mark.parametrize("table", TABLE_SHEETS)
def test_a_heading_names_its_column_twice_and_explains_it(book, table):
    sheet = book[TABLE_SHEETS[table]]
    heads = [cell for cell in sheet[1] if cell.value]
    assert [head.value.splitlines()[-1] for head in heads] == list(read_package(SAMPLE).tables[table].columns)
    for head in heads:
        assert len(head.value.splitlines()) == 2
        assert len(head.comment.text.splitlines()) >= 2
        assert head.protection.locked
        assert head.font.name == "Times New Roman"
    assert sheet.freeze_panes in {"B2", "C2"}
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.insertRows  # openpyxl: what is not forbidden is allowed
    assert not sheet.protection.deleteRows
    assert not sheet.cell(2, 1).protection.locked
    assert not sheet.column_dimensions["A"].protection.locked


def test_codes_are_text_and_points_are_numbers(book):
    sheet = book["Điểm"]
    unit, criterion, _, points, _ = sheet[2]
    assert (unit.number_format, criterion.number_format) == ("@", "@")
    assert (criterion.value, criterion.data_type) == ("1.1.1", "s")
    assert (points.value, points.number_format) == (1, "0.00####")
    assert sheet.auto_filter.ref == f"A1:E{sheet.max_row}"


def test_drop_downs_offer_the_codes(book):
    scores = rules(book["Điểm"])
    assert scores["unit"].formula1 == "'Đơn vị'!$A$2:INDEX('Đơn vị'!$A:$A,COUNTA('Đơn vị'!$A:$A))"
    for column in ("stage", "state"):
        assert scores[column].formula1 == '"' + ",".join(WORDS[column]) + '"'
        assert all(f"{code}: {words[0]}" in scores[column].prompt for code, words in WORDS[column].items())
    criteria = rules(book["Tiêu chí"])
    assert set(criteria) == {"parent", "max_points", "rule", "source", "not_applicable", "lead_unit"}
    assert rules(book["Tồn tại"])["reason"].formula1.startswith("'Lý do'!$A$2:")
    assert rules(book["Đối chiếu"])["relation"].formula1 == '"same,renamed,split,merged,new,retired"'
    assert "mean" in rules(book["Đã công bố"])["measure"].formula1
    assert set(rules(book["Đơn vị"])) == {"block"}
    assert next(iter(scores["unit"].sqref.ranges)).max_row == book["Điểm"].max_row + 1000


def test_drop_downs_offer_scored_criteria_and_blocks_from_the_list_of_codes(book):
    lists = book["Danh mục"]
    offered = rules(book["Điểm"])["criterion"].formula1
    leaves = [cell.value for (cell,) in lists[offered.partition("!")[2].replace("$", "")]]
    criteria = read_package(SAMPLE).tables["criteria"]
    parents = set(criteria.texts("parent"))
    assert leaves == [code for code in criteria.texts("code") if code not in parents]
    blocks = rules(book["Đơn vị"])["block"].formula1.partition("!")[2].replace("$", "")
    assert [cell.value for (cell,) in lists[blocks]] if ":" in blocks else [lists[blocks].value] == ["so-ban-nganh"]
    meanings = {row[6].value: row[7].value for row in lists.iter_rows(min_row=2) if row[6].value}
    assert meanings["not_submitted"] == "Không nộp"
    assert meanings["areas_below:80"] == "lĩnh vực dưới 80%"


def test_the_guide_says_how_in_both_languages(book):
    texts = [cell.value for row in book["Hướng dẫn"].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert texts[0] == "Chỉ số cải cách hành chính các sở, ban, ngành tỉnh Lai Châu năm 2017"
    assert any("1.10 khác mã 1.1" in text for text in texts)
    assert any("code 1.10 is not 1.1" in text for text in texts)
    assert any("2.729 dòng" in text for text in texts)
    links = [cell.hyperlink.location for row in book["Hướng dẫn"].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_no_text_is_ever_a_formula(tmp_path):
    texts = ["=1+1", "+84", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x.vn", "\t=1", "#N/A"]
    rows = "".join('"' + text.replace('"', '""') + '",x\n' for text in texts)
    more = {"=cmd": "=1", "description": "=2"}
    files = {
        "datapackage.json": described("units.csv", "khac.csv", **more),
        "units.csv": "code,name_vi\n" + rows,
        "khac.csv": "=a,b\n" + rows,
    }
    source = folder(tmp_path / "a", files)
    convert(source, tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    for sheet in book:
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert [cell.value for cell in book["khac"]["A"]] == ["=a", *texts]
    with zipfile.ZipFile(tmp_path / "b.xlsx") as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]
    assert cells(read_package(tmp_path / "b.xlsx")) == cells(read_package(source))


def test_a_table_with_a_name_that_no_sheet_can_have_comes_back(tmp_path):
    names = ["a/b:c?" * 9, "Điểm thưởng, phạt " * 3, "Hướng dẫn", "thông tin", "History", "'x'"]
    listed = [{"name": name, "path": f"{at}.csv"} for at, name in enumerate(names)]
    files = {f"{at}.csv": f"a\n{at}\n" for at in range(len(names))}
    source = folder(tmp_path / "a", {"datapackage.json": described(resources=listed), **files})
    convert(source, tmp_path / "b.xlsx")
    package = read_package(tmp_path / "b.xlsx")
    assert [problem for problem in package.notes if problem.code != "sheet_kept"] == []
    assert cells(package) == {name: {"a": [str(at)]} for at, name in enumerate(names)}


def test_a_large_workbook_goes_to_the_disk_row_by_row_and_reads_the_same(tmp_path, monkeypatch):
    from parindex.package.files.workbook import writing

    convert(SAMPLE, tmp_path / "a.xlsx")
    monkeypatch.setattr(writing, "_MANY", 100)
    convert(SAMPLE, tmp_path / "b.xlsx")
    assert cells(read_package(tmp_path / "b.xlsx")) == cells(read_package(tmp_path / "a.xlsx"))


def test_what_a_clerk_enters_is_read(path, tmp_path):
    made = openpyxl.load_workbook(path)
    made["Đơn vị"].append(["SM", "Sở Mới", None, "so-ban-nganh"])
    made["Điểm"].append(["SM", "1.1.1", "Thẩm định", 0.5, "Đã chấm"])
    information = made["Thông tin"]
    for row in information.iter_rows(min_row=2):
        if row[2].value == "parindex/year":
            row[1].value = 2018
    information.append([None, "Đợt 2", "ghi chú"])
    made.save(tmp_path / "a.xlsx")
    package = read_package(tmp_path / "a.xlsx")
    assert (package.descriptor["parindex"]["year"], package.descriptor["ghi chú"]) == (2018, "Đợt 2")
    assert package.tables["units"].texts("code")[-1] == "SM"
    assert [package.tables["scores"].texts(name)[-1] for name in SCORES.strip().split(",")] == [
        "SM",
        "1.1.1",
        "appraised",
        "0.5",
        "scored",
    ]


@pytest.mark.slow
def test_libreoffice_saves_it_again_without_loss(libreoffice, path, tmp_path):
    """A clerk's program rewrites every part of the file; nothing may change by that."""
    (tmp_path / "in").mkdir()
    command = [
        libreoffice,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        tmp_path / "in",
        path,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    again = read_package(tmp_path / "in" / path.name)
    assert cells(again) == cells(read_package(SAMPLE))
    assert again.descriptor == read_package(SAMPLE).descriptor
    assert set(again.tables) <= set(TABLES)
