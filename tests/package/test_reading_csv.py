"""Files as offices save them: what is unambiguous is read and told, what is not is refused at its place."""

import csv
import io
import random
import unicodedata

import pytest

from parindex.package.files import csv_file
from parindex.package.files.reading import read_package
from tests.make.files import SCORES, codes, described, folder, note, refused

LINE = "SNV,1.1,self,0.5,scored\n"


def scores(tmp_path, data, **more):
    return read_package(folder(tmp_path / "p", {"scores.csv": data}, **more)).tables["scores"]


def test_rows_keep_their_spreadsheet_numbers_when_blank_rows_are_passed_over(tmp_path):
    table = scores(tmp_path, SCORES + LINE + "\n,,,,\n  ,,,,\n" + LINE)
    assert table.rows.tolist() == [2, 6]
    assert table.where(1, "points") == ("scores.csv", 6, "points")


def test_a_quoted_line_break_is_one_row(tmp_path):
    head = "unit,criterion,stage,points,state,note_vi\n"
    table = scores(tmp_path, head + 'A,1,self,1,scored,"a\r\nb ""c"""\nB,1,self,1,scored,d\n')
    assert table.texts("note_vi") == ['a\nb "c"', "d"]
    assert table.rows.tolist() == [2, 3]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(tmp_path, end):
    assert scores(tmp_path, (SCORES + LINE * 3).replace("\n", end)).texts("points") == ["0.5"] * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_says_the_encoding(tmp_path, encoding):
    package = read_package(folder(tmp_path / "p", {"units.csv": "code,name_vi\nSNV,Sở Nội vụ\n".encode(encoding)}))
    assert package.tables["units"].texts("name_vi") == ["Sở Nội vụ"]
    assert codes(package.notes) == (["encoding_found"] if encoding == "utf-16" else [])


def test_an_old_encoding_is_read_only_where_the_package_names_it(tmp_path):
    data = unicodedata.normalize("NFD", "code,name_vi\nSNV,Tài chính\n").encode("cp1258")
    problem = refused(folder(tmp_path / "a", {"units.csv": data}))[0]
    assert (problem.code, problem.where.file) == ("not_utf8", "units.csv")
    assert "CSV UTF-8" in problem.mend.vi
    listed = '{"name": "x", "resources": [{"name": "units", "path": "units.csv", "encoding": "windows-1258"}]}'
    package = read_package(folder(tmp_path / "b", {"datapackage.json": listed, "units.csv": data}))
    assert package.tables["units"].texts("name_vi") == ["Tài chính"]  # composed
    listed = listed.replace("windows-1258", "tcvn3")
    assert codes(refused(folder(tmp_path / "c", {"datapackage.json": listed, "units.csv": data}))) == [
        "unknown_encoding"
    ]


@pytest.mark.parametrize(("separator", "said"), [(";", ";"), ("\t", "Tab"), ("|", "|")])
def test_another_separator_is_found_and_told(tmp_path, separator, said):
    data = (SCORES + "SNV,1.1,self,05,scored\n").replace(",", separator).replace("05", "0,5")
    package = read_package(folder(tmp_path / "p", {"scores.csv": data}))
    assert package.tables["scores"].texts("points") == ["0.5"]
    assert f" {said}" in note(package, "separator_found").what.vi
    assert note(package, "numbers_read").where == ("scores.csv", 2, "points")


def test_a_separator_that_the_package_names_needs_no_note(tmp_path):
    listed = '{"name": "x", "resources": [{"name": "scores", "path": "scores.csv", "dialect": {"delimiter": ";"}}]}'
    files = {"datapackage.json": listed, "scores.csv": (SCORES + LINE).replace(",", ";")}
    assert read_package(folder(tmp_path / "p", files)).notes == ()


def test_the_hint_that_excel_writes_is_no_row(tmp_path):
    table = scores(tmp_path, "sep=;\n" + (SCORES + LINE).replace(",", ";"))
    assert table.rows.tolist() == [2]


def test_titles_above_the_heading_are_passed_over_and_told(tmp_path):
    package = read_package(folder(tmp_path / "p", {"scores.csv": "BẢNG ĐIỂM,,,,\n,,,,\n" + SCORES + LINE}))
    assert package.tables["scores"].rows.tolist() == [4]
    assert note(package, "heading_below").where.row == 3


@pytest.mark.parametrize(
    "heading",
    [
        "Đơn vị,Tiêu chí,Giai đoạn,Điểm,Trạng thái",
        " UNIT ,Criterion,STAGE,Points,State",
        "don vi,TIÊU CHÍ,giai_doan,Điểm (*),trạng thái",
    ],
)
def test_headings_are_read_whatever_their_case_accents_and_language(tmp_path, heading):
    package = read_package(folder(tmp_path / "p", {"scores.csv": f"{heading}\n{LINE}"}))
    assert list(package.tables["scores"].columns) == ["unit", "criterion", "stage", "points", "state"]
    assert codes(package.notes) == ["heading_read_as"]


def test_decomposed_letters_and_stray_spaces_are_mended_and_told(tmp_path):
    name = unicodedata.normalize("NFD", "Sở Nội vụ")
    data = f"code,name_vi\nSNV\u00a0,\u200b {name}\u00a0\n SNV2,Sở Tài chính\n"
    package = read_package(folder(tmp_path / "p", {"units.csv": data}))
    assert package.tables["units"].texts("code") == ["SNV", "SNV2"]
    assert package.tables["units"].texts("name_vi") == ["Sở Nội vụ", "Sở Tài chính"]
    spaces = [problem.where for problem in package.notes if problem.code == "spaces_removed"]
    assert spaces == [("units.csv", 2, "code"), ("units.csv", 2, "name_vi")]
    assert note(package, "letters_composed").where == ("units.csv", 2, "name_vi")


def test_cleaning_merges_cells_that_become_equal(tmp_path):
    table = scores(tmp_path, SCORES + LINE + LINE.replace("SNV", " SNV\u00a0") + LINE.replace("SNV", "SNV "))
    assert table.columns["unit"].values == ("SNV",)
    assert table.columns["unit"].codes.tolist() == [0, 0, 0]


def test_words_of_the_office_mean_the_codes_of_the_format(tmp_path):
    rows = "A,1,Tự chấm,1,Đã chấm\nA,1,THẨM ĐỊNH,,Không áp dụng\nA,1,sau giải trình,1,lạ\n"
    package = read_package(folder(tmp_path / "p", {"scores.csv": SCORES + rows}))
    assert package.tables["scores"].texts("stage") == ["self", "appraised", "explained"]
    assert package.tables["scores"].texts("state") == ["scored", "not_applicable", "lạ"]
    assert codes(package.notes) == ["word_read_as"] * 5


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["0,5", "1,234"], ["0.5", "1.234"]),  # the first says what the second's comma means
        (["1.234,5", "1.234"], ["1234.5", "1234"]),
        (["1,234.5", "1,234"], ["1234.5", "1234"]),
        (["1 234,5", "−0,25", "0.5"], ["1234.5", "-0.25", "0.5"]),
        (["1.234", "0.50"], ["1.234", "0.50"]),
        (["1'234.5", "2\u202f000"], ["1234.5", "2000"]),
    ],
)
def test_numbers_are_read_by_the_evidence_of_their_column(tmp_path, written, read):
    rows = "".join(f'A,1,self,"{number}",scored\n' for number in written)
    assert scores(tmp_path, SCORES + rows).texts("points") == read


@pytest.mark.parametrize("written", [["1,234"], ["0,5", "1.234"], ["0,5", "1,234,567", "1,234"]])
def test_a_number_that_may_be_two_is_refused_at_its_place(tmp_path, written):
    rows = "".join(f'A,1,self,"{number}",scored\n' for number in written)
    problem = refused(folder(tmp_path / "p", {"scores.csv": SCORES + rows}))[0]
    assert (problem.code, problem.where) == ("number_unclear", ("scores.csv", len(written) + 1, "points"))
    assert "1.234" in problem.what.vi
    assert "1234" in problem.what.vi


def test_semicolons_between_cells_speak_for_decimal_commas(tmp_path):
    data = "unit;criterion;stage;points;state\nA;1;self;1,234;scored\n"
    assert scores(tmp_path, data).texts("points") == ["1.234"]


def test_areas_announced_by_code_are_no_numbers(tmp_path):
    rows = 'measure,unit,criterion,value\nmean,,,"79,79"\nhighest_area,,,1;2;5\nlowest_area,,,1.234\n'
    package = read_package(folder(tmp_path / "p", {"published.csv": rows}))
    assert package.tables["published"].texts("value") == ["79.79", "1;2;5", "1.234"]


def test_rows_too_long_are_refused_and_too_short_are_told(tmp_path):
    problem = refused(folder(tmp_path / "a", {"scores.csv": SCORES + LINE + "A,1,self,0,5,scored\n"}))[0]
    assert (problem.code, problem.where.row) == ("row_too_long", 3)
    assert "0,5" in problem.mend.vi
    package = read_package(folder(tmp_path / "b", {"scores.csv": SCORES + "A,1,self,1,scored,,\nA,1,self\n"}))
    assert package.tables["scores"].texts("points") == ["1", ""]
    assert note(package, "rows_short").where.row == 3


def test_a_heading_that_stands_twice_is_refused(tmp_path):
    assert codes(refused(folder(tmp_path / "a", {"units.csv": "code,Code,name_vi\nA,B,C\n"}))) == ["heading_twice"]
    ordinal = read_package(folder(tmp_path / "b", {"criteria.csv": "STT,Mã,Tên\n1,1.1,a\n"})).tables["criteria"]
    assert ordinal.texts("code") == ["1.1"]
    assert ordinal.texts("STT") == ["1"]


def test_unknown_columns_and_tables_are_kept_exactly(tmp_path):
    other = "a;b,a,,a\n 05 ,\u00a0x,y,=1\n"
    files = {"units.csv": "code,name_vi,ghichu rieng,blok\nA,B, 1.10 ,k\n", "khac.csv": other}
    package = read_package(folder(tmp_path / "p", files))
    assert package.tables["units"].texts("ghichu rieng") == [" 1.10 "]
    assert "block" in next(p.mend.en for p in package.notes if p.where.column == "blok")
    assert list(package.tables["khac"].columns) == ["a;b", "a", "column C", "a (2)"]
    assert [package.tables["khac"].texts(name) for name in package.tables["khac"].columns] == [
        [" 05 "], ["\u00a0x"], ["y"], ["=1"],
    ]  # fmt: skip


def test_a_descriptor_that_lists_too_little_is_completed_by_file_names(tmp_path):
    files = {
        "datapackage.json": '{"resources": [{"path": "units.csv"}]}',
        "units.csv": "code,name_vi\nA,B\n",
        "Điểm.csv": SCORES + LINE,
        "linh tinh.csv": "x\n1\n",
    }
    package = read_package(folder(tmp_path / "ky-2017", files))
    assert package.name == "ky-2017"
    assert list(package.tables) == ["units", "scores"]
    assert sorted(codes(package.notes)) == ["file_left_out", "name_assumed", "table_assumed", "table_assumed"]


def test_a_package_is_read_from_its_descriptor_too(tmp_path):
    root = folder(tmp_path / "p", {"scores.csv": SCORES + LINE})
    assert len(read_package(root / "datapackage.json").tables["scores"]) == 1


def test_all_problems_of_all_files_are_told_at_once(tmp_path):
    files = {
        "scores.csv": SCORES + 'A,1,self,"1,234",scored\n',
        "units.csv": b"code,name_vi\nA,\xff\n",
        "reasons.csv": "",
    }
    found = refused(folder(tmp_path / "p", {"datapackage.json": described(*files, "findings.csv"), **files}))
    assert codes(found) == ["number_unclear", "not_utf8", "no_heading", "file_missing"]


def test_blocks_with_and_without_quotes_give_what_the_csv_module_gives(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_file, "BLOCK", 97)
    chance = random.Random(1)
    parts = ["", "a", "Sở", "1,5", 'x"y', "hai\ndòng", "12", " "]
    rows = [[chance.choice(parts) for _ in range(4)] for _ in range(500)]
    rows = [[*row, "z"] for row in rows]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([["a", "b", "c", "d", "e"], *rows])
    table = read_package(folder(tmp_path / "p", {"khac.csv": text.getvalue()})).tables["khac"]
    assert [list(row) for row in zip(*(table.texts(c) for c in "abcde"), strict=True)] == rows
