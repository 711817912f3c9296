"""Whose form a sheet is: named by the sheet, a title line or the file, alone, many on one workbook or many in a folder."""

import shutil
import subprocess
import unicodedata

import pytest
from openpyxl import Workbook

from parindex.engine.problems import CannotRead
from parindex.package.form.reading import is_form, read_form
from parindex.package.form.units import initials
from tests.make.forms import SCORES, TITLES, UNITS, Form, base_package, codes, errors, scores_of

TITLE = TITLES[2]


def units_of(read):
    """Codes and names of the units table."""
    table = read.package.tables["units"]
    return dict(zip(table.texts("code"), table.texts("name_vi"), strict=True))


def scored_units(read):
    """The units that have scores, in order."""
    return list(dict.fromkeys(read.package.tables["scores"].texts("unit")))


@pytest.mark.parametrize(
    ("titles", "sheet"),
    [
        ((TITLE,), "Sở Y tế"),
        ((TITLE,), "SỞ Y TẾ"),
        ((TITLE,), "so y te"),
        ((TITLE,), unicodedata.normalize("NFD", "Sở Y tế")),
        ((TITLE,), "SYT"),
        ((TITLE, "Đơn vị: Sở Y tế"), "Sheet1"),
        ((TITLE, "Tên đơn vị : SỞ Y TẾ (cơ quan chuyên môn)"), "Trang tính1"),
        (("UBND TỈNH MẪU", "SỞ Y TẾ", TITLE), "Phiếu"),
        (("PHIẾU TỰ CHẤM ĐIỂM CỦA SỞ Y TẾ NĂM 2017",), "Mẫu 01"),
        (("UBND TỈNH MẪU\nSỞ Y TẾ", TITLE), "Biểu 2"),
        (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Sở Y tế", TITLE), "Sheet1"),
    ],
)
def test_a_unit_of_the_base_is_found(tmp_path, titles, sheet):
    path = Form(titles=titles).book(tmp_path / "tep.xlsx", sheet)
    read = read_form(path, base_package(tmp_path / "base"))
    assert errors(read) == []
    assert scores_of(read.package, "SYT") == SCORES


@pytest.mark.parametrize(
    "file", ["Sở Y tế.xlsx", "SYT.xlsx", "03. So Y te_2017.xlsx", "Phiếu chấm điểm Sở Y tế năm 2017.xlsx"]
)
def test_a_unit_named_by_the_file(tmp_path, file):
    path = Form(titles=(TITLE,)).book(tmp_path / file, "Sheet1")
    assert scores_of(read_form(path, base_package(tmp_path / "base")).package, "SYT") == SCORES


def test_nobody_is_made_up_with_a_base(tmp_path):
    path = Form(titles=(TITLE,)).book(tmp_path / "tep.xlsx", "Sở Y tế", "Sở Tài chánh")
    read = read_form(path, base_package(tmp_path / "base"))
    found = [problem for problem in read.problems if problem.code == "form_unit_unknown"]
    assert [problem.where.said("en").rpartition(" › ")[2] for problem in found] == ["Sở Tài chánh"]
    assert "STC – Sở Tài chính" in found[0].mend.vi
    assert scored_units(read) == ["SYT"]
    assert units_of(read) == UNITS
    assert "Chưa có phiếu của 2 đơn vị: STC, SNV." in [problem.what.vi for problem in read.problems]


def test_a_unit_written_without_its_accents_is_told(tmp_path):
    path = Form(titles=(TITLE,)).book(tmp_path / "tep.xlsx", "So Tai chinh")
    read = read_form(path, base_package(tmp_path / "base"))
    assert scored_units(read) == ["STC"]
    assert "“So Tai chinh” được hiểu là STC – Sở Tài chính." in [problem.what.vi for problem in read.problems]


def test_a_form_of_nobody_known_is_refused(tmp_path):
    path = Form(titles=(TITLE,)).book(tmp_path / "tep.xlsx", "Sở Giáo dục")
    with pytest.raises(CannotRead) as refused:
        read_form(path, base_package(tmp_path / "base"))
    assert [problem.code for problem in refused.value.problems] == ["form_unit_unknown"]


def test_nothing_says_whose_form_it_is(tmp_path):
    path = Form(titles=(TITLE,)).book(tmp_path / "phieu.xlsx", "Sheet1")
    with pytest.raises(CannotRead) as refused:
        read_form(path)
    assert [problem.code for problem in refused.value.problems] == ["form_unit_unnamed"]


def test_a_sheet_that_names_two_units_is_refused(tmp_path):
    form = Form(titles=(TITLE, "Đơn vị: Sở Tài chính"))
    path = form.book(tmp_path / "tep.xlsx", "Sở Y tế")
    with pytest.raises(CannotRead) as refused:
        read_form(path, base_package(tmp_path / "base"))
    assert [problem.code for problem in refused.value.problems] == ["form_unit_contradiction"]


def test_a_letterhead_that_all_sheets_share_names_nobody(tmp_path):
    """The Department of Home Affairs collects the forms, and its name was copied onto each of them."""
    form = Form(titles=("UBND TỈNH MẪU", "SỞ NỘI VỤ", TITLE))
    path = form.book(tmp_path / "tep.xlsx", "Sở Y tế", "Sở Tài chính", "Sở Nội vụ")
    assert scored_units(read_form(path, base_package(tmp_path / "base"))) == list(UNITS)
    assert units_of(read_form(path)) == UNITS


def test_the_same_unit_twice_is_told(tmp_path):
    path = Form(titles=(TITLE,)).book(tmp_path / "tep.xlsx", "Sở Y tế", "SYT")
    read = read_form(path, base_package(tmp_path / "base"))
    assert [code for code, _ in errors(read)] == ["form_unit_twice"]


def test_units_made_from_forms_say_so(tmp_path):
    path = Form(titles=(TITLE,)).book(tmp_path / "tep.xlsx", "Sở Y tế", "Văn phòng UBND tỉnh", "Sở Kế hoạch và Đầu tư")
    read = read_form(path)
    assert units_of(read) == {"SYT": "Sở Y tế", "VPUBNDT": "Văn phòng UBND tỉnh", "SKHDT": "Sở Kế hoạch và Đầu tư"}
    assert set(read.package.tables["units"].texts("block")) == {"don-vi"}
    assert {"form_units_made", "form_package_made", "form_criteria_made"} <= codes(read)


def test_codes_stay_apart():
    assert initials("Sở Nội vụ") == initials("Sở Ngoại vụ") == "SNV"


def test_two_units_with_the_same_initials(tmp_path):
    path = Form(titles=(TITLE,)).book(tmp_path / "tep.xlsx", "Sở Nội vụ", "Sở Ngoại vụ")
    assert units_of(read_form(path)) == {"SNV": "Sở Nội vụ", "SNV2": "Sở Ngoại vụ"}


def test_sheets_called_by_codes_with_names_above(tmp_path):
    book = Workbook()
    book.remove(book.active)
    for code, name in UNITS.items():
        Form(titles=(TITLE, f"Đơn vị: {name}")).write(book.create_sheet(code))
    book.save(tmp_path / "tep.xlsx")
    assert units_of(read_form(tmp_path / "tep.xlsx")) == UNITS


def test_a_folder_of_files(tmp_path):
    folder = tmp_path / "phiếu các sở"
    folder.mkdir()
    for name in UNITS.values():
        Form(titles=(TITLE, f"Đơn vị: {name}")).book(folder / f"{name}.xlsx", "Sheet1")
    (folder / "~$Sở Y tế.xlsx").write_bytes(b"locked")
    (folder / "đọc tôi.txt").write_text("ghi chú", encoding="utf-8")
    assert is_form(folder)
    read = read_form(folder, base_package(tmp_path / "base"))
    assert scored_units(read) == list(UNITS)
    assert {"form_temporary_file", "form_other_file"} <= codes(read)
    assert errors(read) == []
    assert sorted(units_of(read_form(folder))) == sorted(UNITS)


def test_a_damaged_file_in_a_folder_leaves_the_others(tmp_path):
    folder = tmp_path / "phieu"
    folder.mkdir()
    Form().book(folder / "Sở Y tế.xlsx", "Sheet1")
    (folder / "Sở Nội vụ.xlsx").write_bytes(b"PK\x03\x04")
    read = read_form(folder)
    assert scored_units(read) == ["SYT"]
    assert [(p.code, p.where.file) for p in read.problems if p.is_error] == [("not_a_workbook", "Sở Nội vụ.xlsx")]


def test_other_sheets_beside_the_forms(tmp_path):
    book = Workbook()
    book.active.title = "Hướng dẫn"
    book.active.append(["Cách điền phiếu"])
    Form().write(book.create_sheet("Sở Y tế"))
    Form().write(book.create_sheet("Sở Tài chính")).sheet_state = "hidden"
    book.save(tmp_path / "tep.xlsx")
    read = read_form(tmp_path / "tep.xlsx")
    assert scored_units(read) == ["SYT"]
    assert {"form_sheet_without_head", "form_hidden_sheet"} <= codes(read)
    assert next((row.sheet, row.taken) for row in read.told) == ("Hướng dẫn", "sheet")


def test_sheets_with_differing_criteria_are_told_with_both_places(tmp_path):
    book = Workbook()
    book.remove(book.active)
    Form().write(book.create_sheet("Sở Y tế"))
    other = Form(total=False)
    other.row("1.1.2").name = "Một tên khác hẳn"
    other.row("2.1.2").cells["maximum"] = 4
    other.write(book.create_sheet("Sở Tài chính"))
    book.save(tmp_path / "tep.xlsx")
    read = read_form(tmp_path / "tep.xlsx")
    found = [problem for problem in read.problems if problem.code == "form_criteria_differ"]
    assert [(p.where.file, p.where.row) for p in found] == [
        ("tep.xlsx › Sở Tài chính", other.at["1.1.2"]),
        ("tep.xlsx › Sở Tài chính", other.at["2.1.2"]),
    ]
    assert all("tep.xlsx › Sở Y tế" in problem.what.vi for problem in found)


def test_criteria_missing_on_one_sheet_come_from_the_others(tmp_path):
    book = Workbook()
    book.remove(book.active)
    Form(rows=[row for row in Form().rows if not row.code.startswith("2")], total=False).write(
        book.create_sheet("Sở Y tế")
    )
    Form().write(book.create_sheet("Sở Tài chính"))
    book.save(tmp_path / "tep.xlsx")
    read = read_form(tmp_path / "tep.xlsx")
    assert errors(read) == []
    assert read.package.tables["criteria"].texts("code") == [row.code for row in Form().rows]


def test_no_year_is_told(tmp_path):
    read = read_form(Form(titles=("PHIẾU CHẤM ĐIỂM",)).book(tmp_path / "tep.xlsx"))
    assert [code for code, _ in errors(read)] == ["form_year_missing"]


def test_a_date_of_signing_is_no_year(tmp_path):
    form = Form(titles=("PHIẾU CHẤM ĐIỂM NĂM 2017", "Mẫu, ngày 05 tháng 01 năm 2018"))
    read = read_form(form.book(tmp_path / "tep.xlsx"))
    assert read.package.descriptor["parindex"]["year"] == 2017


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_other_kinds_of_workbooks(tmp_path, libreoffice, ending):
    path = Form(titles=(TITLE,)).book(tmp_path / "tep.xlsx")
    subprocess.run([libreoffice, "--headless", "--convert-to", ending, "--outdir", tmp_path, path], check=True)
    shutil.move(path, tmp_path / "old.bak")
    read = read_form(tmp_path / f"tep.{ending}")
    assert errors(read) == []
    assert scores_of(read.package, "SYT") == SCORES
