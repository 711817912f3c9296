"""Written forms: what a clerk opens, read back by openpyxl, by LibreOffice and by ourselves."""

import io
import json
import subprocess
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parindex.engine.compute import compute
from parindex.engine.points import MICRO, plain
from parindex.engine.sheet import State
from parindex.package.checks.build import build_round
from parindex.package.files.reading import read_package
from parindex.package.form.reading import read_form
from parindex.package.form.writing import write_forms
from tests.make.files import folder
from tests.make.forms import base_folder, errors, scores_of

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "src" / "parindex" / "samples" / "lai-chau-2017"
COLUMNS = ("A", "B", "C", "D", "E", "F", "G", "H", "I", "J")


@pytest.fixture(scope="module")
def package():
    return read_package(SAMPLE)


@pytest.fixture(scope="module")
def written(package, tmp_path_factory):
    files, _ = write_forms(package, per_unit=False)
    path = tmp_path_factory.mktemp("form") / "phiếu.xlsx"
    path.write_bytes(files[""])
    return path


@pytest.fixture(scope="module")
def book(written):
    return openpyxl.load_workbook(written)


@pytest.fixture(scope="module")
def values(written):
    return openpyxl.load_workbook(written, data_only=True)


def rows_of(sheet):
    """Rows below the head by their number, as a spreadsheet counts."""
    return {str(row[0].value): row[0].row for row in sheet.iter_rows(min_row=11, max_col=1) if row[0].value}


class TestSheet:
    def test_a_sheet_for_each_unit_named_as_it_is(self, book, package):
        names = package.tables["units"].texts("name_vi")
        assert len(book.sheetnames) == 20
        assert all(len(name) <= 31 for name in book.sheetnames)
        assert [name for name, unit in zip(book.sheetnames, names, strict=True) if len(unit) <= 31] == [
            unit for unit in names if len(unit) <= 31
        ]

    def test_the_head_is_the_one_provinces_use(self, book):
        sheet = book["Sở Nội vụ"]
        assert [cell.value for cell in sheet[10]] == [
            "STT",
            "Lĩnh vực/Tiêu chí/Tiêu chí thành phần",
            "Điểm tối đa",
            "Tự đánh giá",
            "Điều tra XHH",
            "Thẩm định",
            "Điểm đạt được",
            "Chỉ số",
            "Tài liệu kiểm chứng/Giải trình",
            "Ghi chú",
        ]
        assert sheet.freeze_panes == "C11"

    def test_the_title_rows_say_who_what_and_which_year(self, book):
        sheet = book["Sở Nội vụ"]
        top = [sheet.cell(row, 1).value for row in range(1, 10)]
        assert sheet["C1"].value == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        assert top[1] == "SỞ NỘI VỤ"
        assert "Đơn vị: Sở Nội vụ" in top
        assert any(text and "NĂM 2017" in text for text in top)
        assert any(text and "phục dựng" in text for text in top)  # a reconstruction says so wherever it is shown

    def test_it_prints_on_a4_with_the_head_on_every_page(self, book):
        sheet = book["Sở Nội vụ"]
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert sheet.print_title_rows == "$10:$10"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0  # one page wide, as many high as it takes
        assert "&P" in str(sheet.oddHeader.center.text)

    def test_only_what_the_unit_fills_in_is_unlocked(self, book):
        sheet = book["Sở Nội vụ"]
        at = rows_of(sheet)
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
        assert f"D{at['1.1.1']}" in unlocked
        assert f"I{at['1.1.1']}" in unlocked
        assert f"D{at['1.6.1']}" not in unlocked  # scored by the survey
        assert {coordinate[0] for coordinate in unlocked} == {"D", "I"}
        surveyed = 11
        assert len(unlocked) == 2 * (74 - surveyed)

    def test_surveyed_criteria_are_grey(self, book):
        sheet = book["Sở Nội vụ"]
        at = rows_of(sheet)
        grey = sheet[f"D{at['1.6.1']}"].fill.fgColor.rgb
        assert grey == "FFE4E4E4"
        assert sheet[f"E{at['1.1.1']}"].fill.fgColor.rgb == grey
        assert sheet[f"D{at['1.1.1']}"].fill.fgColor.rgb != grey

    def test_areas_are_bold_and_levels_italic(self, book):
        sheet = book["Sở Nội vụ"]
        at = rows_of(sheet)
        assert sheet[f"B{at['1']}"].font.b
        level = sheet[f"B{at['1.1.1'] + 1}"]
        assert level.font.i
        assert level.value == "– Đạt đầy đủ, đúng hạn: 1"

    def test_points_are_validated_from_nothing_to_the_maximum(self, book):
        sheet = book["Sở Nội vụ"]
        at = rows_of(sheet)
        rules = [rule for rule in sheet.data_validations.dataValidation if f"D{at['1.1.1']}" in rule.sqref]
        assert len(rules) == 1
        assert f"AND(ISNUMBER(D{at['1.1.1']})" in rules[0].formula1
        assert "Không áp dụng" in rules[0].formula1

    def test_sums_are_formulas_with_the_values_they_come_to(self, book, values, package):
        round_, _ = build_round(package)
        results = compute(round_, None, None)
        at = rows_of(book["Sở Nội vụ"])
        assert str(book["Sở Nội vụ"][f"G{at['1']}"].value).startswith("=")
        unit = [unit.code for unit in round_.units].index("SNV")
        area = round_.tree.spans["1"]
        points, _ = round_.sheet.latest()
        assert values["Sở Nội vụ"][f"G{at['1']}"].value == pytest.approx(points[unit, area].sum() / MICRO, abs=1e-9)
        assert results is not None


def test_texts_never_become_formulas(tmp_path):
    """A name that looks like a formula stays a text."""
    root = base_folder(
        tmp_path / "base", scores="unit,criterion,stage,points,state,note_vi\nSYT,1.1.2,self,1,scored,=1+1\n"
    )
    (root / "units.csv").write_text('code,name_vi,block\nSYT,"=HYPERLINK(""http://x"")",k\n', encoding="utf-8")
    files, _ = write_forms(read_package(root), per_unit=False)
    sheet = openpyxl.load_workbook(io.BytesIO(files[""])).worksheets[0]
    notes = [row[8] for row in sheet.iter_rows(min_row=11) if row[8].value]
    assert [(cell.value, cell.data_type) for cell in notes] == [("=1+1", "s")]


def test_the_same_package_makes_the_same_bytes(package):
    one, _ = write_forms(package, per_unit=True)
    other, _ = write_forms(package, per_unit=True)
    assert one == other
    assert len(one) == 20
    assert "SNV - Sở Nội vụ.xlsx" in one


def test_what_a_form_does_not_carry_is_said(package):
    _, notes = write_forms(package, per_unit=False)
    (note,) = [note for note in notes if note.code == "form_not_carried"]
    assert "findings" in note.what.vi
    assert "crosswalk" in note.what.vi
    assert not note.is_error


class TestRoundTrips:
    def test_with_its_base_nothing_is_lost(self, written, package):
        read = read_form(written, package)
        assert errors(read) == []
        before, _ = build_round(package)
        after, _ = build_round(read.package)
        assert (after.sheet.points == before.sheet.points).all()
        assert (after.sheet.state == before.sheet.state).all()
        assert set(read.package.tables) == set(package.tables)
        for name in set(package.tables) - {"scores"}:
            assert read.package.tables[name] is package.tables[name]

    def test_without_a_base_every_index_is_the_same(self, written, package):
        read = read_form(written)
        assert errors(read) == []
        assert indexes(read.package) == indexes(package)

    def test_one_file_for_each_unit(self, package, tmp_path):
        files, _ = write_forms(package, per_unit=True)
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        assert indexes(read_form(tmp_path, package).package) == indexes(package)

    @pytest.mark.slow
    def test_recomputed_by_libreoffice(self, written, package, libreoffice, tmp_path):
        """Another program computes every formula anew, after a clerk has changed points; all sums still come out."""
        book = openpyxl.load_workbook(written)  # which forgets all results
        sheet = book["Sở Nội vụ"]
        at = rows_of(sheet)
        sheet[f"F{at['1.1.1']}"] = 0.5
        sheet[f"F{at['1.1.2']}"] = "Không áp dụng"
        sheet[f"F{at['1.2.1']}"] = None
        for code in ("4.3.1", "4.2.1", "4.2.2"):
            sheet[f"D{at[code]}"] = sheet[f"F{at[code]}"] = "Không áp dụng"
        (tmp_path / "in").mkdir()
        book.save(tmp_path / "in" / "phieu.xlsx")
        command = [libreoffice, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path]
        subprocess.run([*command, tmp_path / "in" / "phieu.xlsx"], check=True)
        values = openpyxl.load_workbook(tmp_path / "phieu.xlsx", data_only=True)["Sở Nội vụ"]
        assert values[f"G{at['1.1.1']}"].value == 0.5
        assert values[f"H{at['1.2']}"].value in {None, ""}  # 1.2.1 has no result yet
        assert values[f"G{at['4.3']}"].value == "–"  # nothing of it applies
        assert values[f"H{at['2']}"].value == pytest.approx(float(indexes(package)["Sở Nội vụ"][1]))
        read = read_form(tmp_path / "phieu.xlsx", package)
        assert errors(read) == []
        scores = scores_of(read.package, "SNV")
        assert scores["1.1.1", "appraised"] == "0.5"
        assert scores["1.1.2", "appraised"] == "not_applicable"
        assert ("1.2.1", "appraised") not in scores

    def test_layers_and_notes(self, tmp_path):
        scores = (
            "unit,criterion,stage,points,state,note_vi\n"
            "SYT,1.1.1,self,1,scored,QĐ số 12\n"
            "SYT,1.1.1,appraised,0.5,scored,Ban hành chậm\n"
            "SYT,1.1.1,explained,1,scored,\n"
            "SYT,1.1.1,final,0.5,scored,\n"
            "SYT,1.1.2,self,1.5,scored,\n"
            "SYT,1.2.1,appraised,,too_few_answers,\n"
            "SYT,2.1.1,appraised,,not_applicable,\n"
            "SYT,2.1.2,self,,not_submitted,\n"
            "SYT,2.1.2,appraised,,not_appraised,\n"
            "STC,2.1.2,final,0.333333,scored,\n"
        )
        base = read_package(base_folder(tmp_path / "base", scores=scores))
        files, _ = write_forms(base, per_unit=False)
        (tmp_path / "phieu.xlsx").write_bytes(files[""])
        read = read_form(tmp_path / "phieu.xlsx", base)
        assert errors(read) == []
        assert scores_of(read.package, "SYT") == scores_of(base, "SYT")
        assert scores_of(read.package, "STC") == scores_of(base, "STC")
        assert read.package.tables["scores"].texts("note_vi")[:2] == ["QĐ số 12", "Ban hành chậm"]
        alone = read_form(tmp_path / "phieu.xlsx")
        assert scores_of(alone.package, "SYT") == scores_of(base, "SYT")


def indexes(package):
    """Index and component indexes by unit, in the order of the units table; codes may be others."""
    round_, _ = build_round(package)
    results = compute(round_, None, None)
    names = [unit.name.vi for unit in round_.units]
    points, state = round_.sheet.latest()
    found = {}
    for at, name in enumerate(names):
        applies = state[at] != State.NOT_APPLICABLE
        areas = [
            Fraction(int(points[at, span].sum()), int((round_.tree.maxima[span] * applies[span]).sum()))
            for span in (round_.tree.spans[area.code] for area in round_.tree.areas)
        ]
        found[name] = areas
    assert len(results.blocks) == 1
    return found


POINTS = st.integers(0, 4_000_000)
WORDS = ("not_applicable", "not_submitted", "not_appraised", "too_few_answers")


@st.composite
def rounds(draw):
    """Criteria of any shape up to four levels deep, two units, any layers of points."""
    rows = ["code,parent,name_vi,max_points,rule,source,not_applicable"]
    leaves = []

    def grow(parent, number, depth):
        code = f"{parent}.{number}" if parent else str(number)
        children = draw(st.integers(1 if depth == 1 else 0, 3)) if depth < 4 else 0
        if children:
            rows.append(f"{code},{parent},Nhóm {code.replace('.', ' ')} x,,,,")
            for child in range(1, children + 1):
                grow(code, child, depth + 1)
            return
        maximum = draw(st.sampled_from((250_000, 1_000_000, 1_500_000, 4_000_000)))
        survey = draw(st.integers(0, 4)) == 0
        absent = draw(st.sampled_from(("exclude", "exclude", "full", "zero")))
        kind = "survey,survey" if survey else "manual,appraisal"
        rows.append(f"{code},{parent},Yêu cầu {code.replace('.', ' ')} y,{plain(maximum)},{kind},{absent}")
        leaves.append((code, maximum, survey))

    for area in range(1, draw(st.integers(1, 3)) + 1):
        grow("", area, 1)
    scores = ["unit,criterion,stage,points,state"]
    for unit in ("A", "B"):
        for code, maximum, survey in leaves:
            for stage in ("appraised", "final") if survey else ("self", "appraised", "explained", "final"):
                kind = draw(st.integers(0, 9))
                if kind < 5:
                    points = draw(POINTS) % (maximum + 1)
                    scores.append(f"{unit},{code},{stage},{plain(points)},scored")
                elif kind == 5:
                    scores.append(f"{unit},{code},{stage},,{draw(st.sampled_from(WORDS if survey else WORDS[:-1]))}")
    units = "code,name_vi,block\nA,Sở Một,k\nB,Sở Hai,k\n"
    return {"criteria.csv": "\n".join(rows), "units.csv": units, "scores.csv": "\n".join(scores)}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(files=rounds())
def test_any_round_reads_back_equal(tmp_path_factory, files):
    root = tmp_path_factory.mktemp("any")
    base = read_package(folder(root / "base", files))
    (root / "phieu.xlsx").write_bytes(write_forms(base, per_unit=False)[0][""])
    read = read_form(root / "phieu.xlsx", base)
    assert errors(read) == [], json.dumps(files, ensure_ascii=False)
    assert {unit: scores_of(read.package, unit) for unit in "AB"} == {unit: scores_of(base, unit) for unit in "AB"}
