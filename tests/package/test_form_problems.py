"""What is wrong in a form is listed by sheet and cell, what was assumed is told, and nothing is made up."""

import datetime as dt
import re
import zipfile

import pytest
from openpyxl import Workbook

from parindex.engine.problems import CannotRead
from parindex.package.form.reading import is_form, read_form
from tests.make.forms import (
    HEADINGS,
    SCORES,
    Form,
    Row,
    arabic,
    base_folder,
    base_package,
    codes,
    errors,
    scores_of,
)


def day(year, month, date):
    """A day as a workbook holds it: without a zone."""
    return dt.datetime(year, month, date)  # noqa: DTZ001 - a workbook's dates have no zone


def changed(path, code, meaning, value, form=None):
    """A form with one cell changed; its path, and the cell's place."""
    form = form or Form()
    book = Workbook()
    sheet = form.write(book.active)
    sheet.title = "Sở Y tế"
    cell = form.cell(sheet, code, meaning)
    cell.value = value
    book.save(path)
    return path, f"row {cell.row}, column {cell.column_letter}"


def said(read, code):
    """The sentences of the problems of one code, in Vietnamese."""
    return [problem.what.vi for problem in read.problems if problem.code == code]


@pytest.mark.parametrize(
    "word",
    [
        "Không áp dụng",
        "KHÔNG ÁP DỤNG",
        "KAD",
        "K/AD",
        "kad",
        "N/A",
        "x",
        "X",
        "–",
        "-",
        "—",
        "Không thuộc đối tượng áp dụng",
    ],
)
def test_words_that_say_not_applicable(tmp_path, word):
    form = Form()
    form.row("2.1.1").cells = {"maximum": 1, "self": word, "appraised": word}
    read = read_form(form.book(tmp_path / "phieu.xlsx"))
    assert errors(read) == []
    assert scores_of(read.package, "SYT") == SCORES
    assert f"“{word}”" in " ".join(said(read, "form_not_applicable"))


@pytest.mark.parametrize(
    "word", ["Không", "không có", "Chưa", "Không phát sinh", "Đạt", "tốt", "?", "0,5 hoặc 1", "#REF"]
)
def test_words_that_may_mean_several_things_are_refused(tmp_path, word):
    path, place = changed(tmp_path / "phieu.xlsx", "2.1.1", "self", word)
    read = read_form(path)
    assert errors(read) == [("form_points_unreadable", f"Sở Y tế, {place}")]
    assert ("2.1.1", "self") not in scores_of(read.package, "SYT")


@pytest.mark.parametrize("mark", ["x", "–"])
def test_a_mark_beside_points_is_refused(tmp_path, mark):
    path, place = changed(tmp_path / "phieu.xlsx", "1.1.2", "appraised", mark)
    read = read_form(path)
    assert ("form_points_unreadable", f"Sở Y tế, {place}") in errors(read)
    assert ("1.1.2", "appraised") not in scores_of(read.package, "SYT")


def test_not_applicable_in_the_column_of_the_maximum(tmp_path):
    form = Form()
    form.row("2.1.1").cells = {"maximum": "Không áp dụng"}
    read = read_form(form.book(tmp_path / "phieu.xlsx"), base_package(tmp_path / "base"))
    assert errors(read) == []
    assert scores_of(read.package, "SYT") == SCORES


@pytest.mark.parametrize(
    ("value", "points"),
    [
        ("0,75", "0.75"),
        (" 1 ", "1"),
        ("0,5đ", "0.5"),
        ("0.5 điểm", "0.5"),
        ("0,5/1", "0.5"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.333333"),
    ],
)
def test_points_as_people_write_them(tmp_path, value, points):
    path, _ = changed(tmp_path / "phieu.xlsx", "1.1.1", "self", value, Form(levels=False))
    read = read_form(path)
    assert scores_of(read.package, "SYT")["1.1.1", "self"] == points


def test_rounded_points_are_told(tmp_path):
    path, _ = changed(tmp_path / "phieu.xlsx", "1.1.1", "self", 1 / 3, Form(levels=False))
    assert said(read_form(path), "form_points_read") == ["Tiêu chí 1.1.1: làm tròn thành 0,333333."]


@pytest.mark.parametrize("value", [1.5, "1,5", 100])
def test_points_over_the_maximum(tmp_path, value):
    path, place = changed(tmp_path / "phieu.xlsx", "1.1.1", "appraised", value)
    read = read_form(path)
    assert errors(read)[0] == ("form_points_over_maximum", f"Sở Y tế, {place}")
    assert ("1.1.1", "appraised") not in scores_of(read.package, "SYT")


@pytest.mark.parametrize("value", [-1, "-0,5", True, day(2018, 5, 1), dt.time(1, 5)])
def test_what_is_no_number_of_points(tmp_path, value):
    path, place = changed(tmp_path / "phieu.xlsx", "1.1.2", "self", value)
    assert ("form_points_unreadable", f"Sở Y tế, {place}") in errors(read_form(path))


def test_a_date_says_what_may_have_been_typed(tmp_path):
    path, _ = changed(tmp_path / "phieu.xlsx", "1.1.2", "self", day(2018, 5, 1))
    assert "có thể đã gõ 1,5" in said(read_form(path), "form_points_unreadable")[0]


def test_points_formatted_as_a_percentage(tmp_path):
    book = Workbook()
    form = Form()
    form.write(book.active).title = "Sở Y tế"
    form.cell(book.active, "1.1.2", "self").number_format = "0%"
    book.save(tmp_path / "phieu.xlsx")
    assert "form_points_percent" in codes(read_form(tmp_path / "phieu.xlsx"))


class TestSums:
    @pytest.mark.parametrize(
        ("code", "meaning", "value"), [("1", "self", 3), ("1.1", "appraised", 2.5), ("2", "maximum", 5)]
    )
    def test_a_wrong_subtotal_is_told_and_never_taken(self, tmp_path, code, meaning, value):
        path, place = changed(tmp_path / "phieu.xlsx", code, meaning, value)
        read = read_form(path)
        assert errors(read) == [("form_subtotal_differs", f"Sở Y tế, {place}")]
        assert scores_of(read.package, "SYT") == SCORES

    def test_form_value_computed_value_and_difference_are_said(self, tmp_path):
        path, _ = changed(tmp_path / "phieu.xlsx", "1", "self", 3)
        (sentence,) = said(read_form(path), "form_subtotal_differs")
        assert "phiếu ghi 3" in sentence
        assert "tính lại được 2,75" in sentence  # 1 + 1.75
        assert "chênh lệch 0,25" in sentence

    def test_a_wrong_total(self, tmp_path):
        path, place = changed(tmp_path / "phieu.xlsx", "", "final", 5)
        assert errors(read_form(path)) == [("form_subtotal_differs", f"Sở Y tế, {place}")]

    @pytest.mark.parametrize("value", ["90%", 0.9, 90, "90,00"])
    def test_a_wrong_index(self, tmp_path, value):
        path, place = changed(tmp_path / "phieu.xlsx", "1.1.2", "index", value)
        read = read_form(path)
        assert errors(read) == [("form_index_differs", f"Sở Y tế, {place}")]
        assert "tính lại được 75,00%" in said(read, "form_index_differs")[0]  # 1.5 / 2

    @pytest.mark.parametrize("value", ["75%", 0.75, 75, "75,0", "0,75"])
    def test_a_right_index_however_written(self, tmp_path, value):
        path, _ = changed(tmp_path / "phieu.xlsx", "1.1.2", "index", value)
        assert errors(read_form(path)) == []

    def test_an_area_may_leave_out_of_its_maximum_what_does_not_apply(self, tmp_path):
        path, _ = changed(tmp_path / "phieu.xlsx", "2.1", "maximum", 2)  # 3 - 1 that does not apply
        assert errors(read_form(path)) == []


class TestNumbers:
    def test_ten_typed_as_a_number_follows_nine(self, tmp_path):
        rows = [Row((1,), "CÔNG TÁC CHỈ ĐẠO")]
        rows += [Row((1, number), f"Tiêu chí thứ {number:02}", {"maximum": 1, "self": 1}) for number in range(1, 12)]
        typed = Form(number=lambda p: float(f"{p[0]}.{p[1]}") if len(p) == 2 else p[0], rows=rows, total=False)
        read = read_form(typed.book(tmp_path / "phieu.xlsx"))
        assert errors(read) == []
        assert [f"1.{number}" for number in range(1, 12)] == read.package.tables["criteria"].texts("code")[1:]
        assert said(read, "form_number_read") == ["Số thứ tự “1.1” được hiểu là 1.10 theo thứ tự các dòng."]

    def test_a_number_that_may_be_two_is_refused(self, tmp_path):
        rows = [
            Row((1,), "CHỈ ĐẠO"),
            Row((1, 2), "Hai", {"maximum": 1, "self": 1}),
            Row((1, 1), "Một", {"maximum": 1, "self": 1}),
        ]
        rows.append(Row((1, 1), "Một nữa", {"maximum": 1, "self": 1}))
        typed = Form(number=lambda p: float(f"{p[0]}.{p[1]}") if len(p) == 2 else p[0], rows=rows, total=False)
        read = read_form(typed.book(tmp_path / "phieu.xlsx"))
        assert ("form_number_unclear", f"Sở Y tế, row {typed.at['1.1']}, column A") in errors(read)
        assert "1.1, 1.10" in said(read, "form_number_unclear")[0]

    def test_dates_made_of_numbers(self, tmp_path):
        dates = {"1.1": day(2018, 1, 1), "1.2": day(2018, 2, 1), "1.1.1": day(2001, 1, 1)}
        dates |= {"1.1.2": day(2002, 1, 1), "2.1": day(2018, 1, 2)}
        form = Form(number=lambda p: dates.get(arabic(p), arabic(p)))
        read = read_form(form.book(tmp_path / "phieu.xlsx"))
        assert errors(read) == []
        assert scores_of(read.package, "SYT") == SCORES
        assert len(said(read, "form_number_read")) == 5

    def test_a_number_twice(self, tmp_path):
        form = Form(number=lambda p: "1.1.1" if p == (1, 1, 2) else arabic(p))
        read = read_form(form.book(tmp_path / "phieu.xlsx"))
        assert ("form_number_twice", f"Sở Y tế, row {form.at['1.1.2']}, column A") in errors(read)

    def test_a_number_of_another_area(self, tmp_path):
        form = Form(number=lambda p: ("I", "II")[p[0] - 1] if len(p) == 1 else "3.1" if p == (2, 1) else arabic(p))
        read = read_form(form.book(tmp_path / "phieu.xlsx"))
        assert ("form_number_elsewhere", f"Sở Y tế, row {form.at['2.1']}, column A") in errors(read)

    def test_a_missing_number_in_a_gap(self, tmp_path):
        rows = Form().rows
        rows.insert(4, Row((1, 1, 3), "Báo cáo kết quả", {"maximum": 1, "self": 1}))
        form = Form(number=lambda p: None if p == (1, 1, 2) else arabic(p), rows=rows, total=False)
        read = read_form(form.book(tmp_path / "phieu.xlsx"))
        assert scores_of(read.package, "SYT")["1.1.2", "appraised"] == "1.5"
        assert "form_number_given" in codes(read)

    def test_a_missing_number_that_nothing_settles(self, tmp_path):
        form = Form(number=lambda p: None if p == (2, 1, 2) else arabic(p), levels=False)
        read = read_form(form.book(tmp_path / "phieu.xlsx"))
        assert ("2.1.2", "self") not in scores_of(read.package, "SYT")
        assert errors(read)

    def test_a_missing_number_is_known_by_the_base(self, tmp_path):
        form = Form(number=lambda p: None if p == (2, 1, 2) else arabic(p))
        read = read_form(form.book(tmp_path / "phieu.xlsx"), base_package(tmp_path / "base"))
        assert errors(read) == []
        assert scores_of(read.package, "SYT") == SCORES

    def test_rows_out_of_order(self, tmp_path):
        rows = Form().rows
        rows = [*rows[6:], *rows[:6]]
        read = read_form(Form(number=arabic, rows=rows).book(tmp_path / "phieu.xlsx"))
        assert errors(read) == []
        assert scores_of(read.package, "SYT") == SCORES
        assert "form_out_of_order" in codes(read)

    def test_a_heading_that_is_missing(self, tmp_path):
        rows = [row for row in Form().rows if row.code != "2.1"]
        read = read_form(Form(rows=rows).book(tmp_path / "phieu.xlsx"))
        assert [code for code, _ in errors(read)] == ["form_parent_missing"]
        assert scores_of(read.package, "SYT") == SCORES


class TestRows:
    def test_parts_of_a_criterion_are_told_from_levels(self, tmp_path):
        rows = Form().rows
        form = Form(rows=rows, total=False)
        form.row("2.1.2").cells = {"maximum": 2}
        book = Workbook()
        sheet = form.write(book.active)
        sheet.title = "Sở Y tế"
        at = form.at["2.1.2"]
        sheet.insert_rows(at + 1, 2)
        for offset, (name, points) in enumerate((("a) Trên trang tin", 0.5), ("b) Tại bộ phận một cửa", 1.5)), start=1):
            for column, value in ((2, name), (3, points), (4, points), (6, points)):
                sheet.cell(at + offset, column, value)
        book.save(tmp_path / "phieu.xlsx")
        read = read_form(tmp_path / "phieu.xlsx")
        scores = scores_of(read.package, "SYT")
        assert scores["2.1.2.1", "self"] == "0.5"
        assert scores["2.1.2.2", "appraised"] == "1.5"

    def test_points_without_a_number_are_never_dropped_in_silence(self, tmp_path):
        book = Workbook()
        form = Form()
        sheet = form.write(book.active)
        sheet.title = "Sở Y tế"
        at = form.at["1.1"] + 1
        sheet.insert_rows(at)
        sheet.cell(at, 2, "Một nội dung lạ")
        sheet.cell(at, 4, 1)
        book.save(tmp_path / "phieu.xlsx")
        read = read_form(tmp_path / "phieu.xlsx")
        assert ("form_row_not_recognised", f"Sở Y tế, row {at}") in errors(read)
        assert [row.row for row in read.told if row.taken == "unrecognised"] == [at]

    def test_bonus_points_are_told_and_not_read(self, tmp_path):
        rows = [
            *Form().rows,
            Row((3,), "ĐIỂM THƯỞNG", {"self": 1}),
            Row((3, 1), "Sáng kiến", {"maximum": 1, "self": 1}),
        ]
        read = read_form(Form(rows=rows, total=False).book(tmp_path / "phieu.xlsx"))
        assert [code for code, _ in errors(read)] == ["form_adjustment"]
        assert scores_of(read.package, "SYT") == SCORES

    def test_notes_go_with_the_scores(self, tmp_path):
        form = Form()
        form.row("1.1.1").cells |= {"evidence": "QĐ số 12/QĐ-SYT\nngày 5/1/2017", "remark": "Ban hành chậm"}
        read = read_form(form.book(tmp_path / "phieu.xlsx"))
        scores = read.package.tables["scores"]
        assert scores.texts("note_vi")[:2] == ["QĐ số 12/QĐ-SYT\nngày 5/1/2017", "Ban hành chậm"]
        assert scores.texts("stage")[:2] == ["self", "appraised"]

    def test_a_note_without_points_is_told(self, tmp_path):
        form = Form()
        form.row("1.1.2").cells = {"maximum": 2, "evidence": "Đang tổng hợp"}
        assert "form_note_without_points" in codes(read_form(form.book(tmp_path / "phieu.xlsx")))

    def test_points_beside_two_levels_are_refused(self, tmp_path):
        book = Workbook()
        form = Form()
        form.row("1.1.1").cells = {"maximum": 1}
        sheet = form.write(book.active)
        sheet.title = "Sở Y tế"
        sheet.cell(form.at["1.1.1"] + 1, 4, 1)
        sheet.cell(form.at["1.1.1"] + 2, 4, 0.5)
        book.save(tmp_path / "phieu.xlsx")
        assert "form_level_unclear" in [code for code, _ in errors(read_form(tmp_path / "phieu.xlsx"))]

    def test_hidden_rows_and_columns_are_read_and_told(self, tmp_path):
        book = Workbook()
        form = Form()
        sheet = form.write(book.active)
        sheet.title = "Sở Y tế"
        sheet.row_dimensions[form.at["1.1.2"]].hidden = True
        sheet.column_dimensions["F"].hidden = True
        book.save(tmp_path / "phieu.xlsx")
        read = read_form(tmp_path / "phieu.xlsx")
        assert scores_of(read.package, "SYT") == SCORES
        assert said(read, "form_hidden_cells") == ["Có 1 dòng và 1 cột đang ẩn; vẫn đọc như các dòng, cột khác."]

    def test_columns_that_are_not_known(self, tmp_path):
        headings = {
            "number": "STT",
            "name": "Tiêu chí",
            "maximum": "Điểm tối đa",
            "self": "Tự chấm",
            "odd": "Cột lạ",
            "again": "Điểm tự chấm",
        }
        form = Form(headings=headings, levels=False, total=False)
        read = read_form(form.book(tmp_path / "phieu.xlsx"))
        assert "form_column_unknown" in codes(read)
        assert ("form_column_twice", "Sở Y tế, row 5, column F") in errors(read)


class TestResults:
    def test_a_result_equal_to_the_appraised_points_needs_no_row(self, tmp_path):
        read = read_form(Form().book(tmp_path / "phieu.xlsx"))
        assert "final" not in read.package.tables["scores"].texts("stage")

    def test_another_result_is_the_final_layer(self, tmp_path):
        path, _ = changed(tmp_path / "phieu.xlsx", "1.1.2", "final", 1.75)
        assert scores_of(read_form(path).package, "SYT")["1.1.2", "final"] == "1.75"

    def test_a_result_without_appraisal_is_the_final_layer(self, tmp_path):
        form = Form(headings={key: text for key, text in HEADINGS.items() if key != "appraised"}, total=False)
        read = read_form(form.book(tmp_path / "phieu.xlsx"))
        assert scores_of(read.package, "SYT")["1.1.1", "final"] == "0.5"

    def test_formulas_over_cells_not_filled_in_are_no_results(self, tmp_path):
        """Excel shows 0 where a formula points to an empty cell."""
        form = Form(total=False)
        for row in form.rows:
            row.cells = {
                "maximum": row.cells["maximum"],
                **({"self": row.cells["self"]} if "self" in row.cells else {}),
                "final": 0,
            }
        path = form.book(tmp_path / "typed.xlsx")
        with_formulas(path, tmp_path / "phieu.xlsx", "G", 0)
        read = read_form(tmp_path / "phieu.xlsx", base_package(tmp_path / "base"))
        assert set(read.package.tables["scores"].texts("stage")) == {"self"}
        assert "form_final_not_settled" in codes(read)

    def test_a_formula_without_a_result_is_refused(self, tmp_path):
        path, place = changed(tmp_path / "phieu.xlsx", "1.1.2", "self", "=1+0.75")  # openpyxl stores no result
        assert ("form_formula_without_result", f"Sở Y tế, {place}") in errors(read_form(path))

    def test_columns_of_two_appraisals(self, tmp_path):
        headings = {**HEADINGS, "appraised": "Thẩm định lần 1", "explained": "Thẩm định lần 2"}
        form = Form(headings=headings, total=False)
        form.row("1.1.2").cells |= {"explained": 1.75, "final": 1.75, "index": None}
        scores = scores_of(read_form(form.book(tmp_path / "phieu.xlsx")).package, "SYT")
        assert scores["1.1.2", "appraised"] == "1.5"
        assert scores["1.1.2", "explained"] == "1.75"

    def test_survey_and_appraisal_of_one_criterion(self, tmp_path):
        form = Form(total=False)
        form.row("1.1.2").cells |= {"survey": 0.2, "final": 1.7, "index": None}
        read = read_form(form.book(tmp_path / "phieu.xlsx"))
        assert "form_survey_and_appraisal" in codes(read)
        assert scores_of(read.package, "SYT")["1.1.2", "final"] == "1.7"


def with_formulas(source, target, column, value):
    """The workbook with every number `value` of a column turned into a formula with that result."""
    pattern = re.compile(rf'(<c r="{column}\d+"[^>]*)(?: t="n")?><v>{value}</v>')
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = pattern.sub(rf"\1><f>Z1</f><v>{value}</v>", data.decode()).encode()
            new.writestr(name, data)


class TestWithBase:
    def test_another_name_is_refused_with_a_hint(self, tmp_path):
        path, place = changed(tmp_path / "phieu.xlsx", "1.1.2", "name", "Tỷ lệ thủ tục được công khai")
        read = read_form(path, base_package(tmp_path / "base"))
        found = [problem for problem in read.problems if problem.code == "form_name_differs"]
        assert [problem.where.said("en").rpartition(" › ")[2] for problem in found] == [f"Sở Y tế, {place}"]
        assert "Tên này là của tiêu chí 2.1.2" in found[0].mend.vi
        assert ("1.1.2", "self") not in scores_of(read.package, "SYT")

    def test_a_name_with_a_small_difference_is_told(self, tmp_path):
        path, _ = changed(tmp_path / "phieu.xlsx", "1.1.2", "name", "Mức độ hoàn thành của kế hoạch")
        read = read_form(path, base_package(tmp_path / "base"))
        assert errors(read) == []
        assert "form_name_nearly" in codes(read)

    def test_another_maximum_is_refused(self, tmp_path):
        path, _ = changed(tmp_path / "phieu.xlsx", "1.1.2", "maximum", 3)
        read = read_form(path, base_package(tmp_path / "base"))
        assert "form_maximum_differs" in [code for code, _ in errors(read)]
        assert ("1.1.2", "self") not in scores_of(read.package, "SYT")

    def test_a_criterion_that_the_base_does_not_know(self, tmp_path):
        rows = [*Form().rows, Row((2, 1, 3), "Tiêu chí lạ", {"maximum": 1, "self": 1})]
        read = read_form(Form(rows=rows, total=False).book(tmp_path / "phieu.xlsx"), base_package(tmp_path / "base"))
        assert "form_criterion_unknown" in [code for code, _ in errors(read)]
        assert read.package.tables["criteria"].texts("code") == [row.code for row in Form().rows]

    def test_criteria_that_the_form_lacks(self, tmp_path):
        rows = [row for row in Form().rows if row.code != "1.1.2"]
        read = read_form(Form(rows=rows, total=False).book(tmp_path / "phieu.xlsx"), base_package(tmp_path / "base"))
        assert "1.1.2" in said(read, "form_criteria_absent")[0]

    def test_a_surveyed_criterion_must_not_be_self_scored(self, tmp_path):
        path, place = changed(tmp_path / "phieu.xlsx", "1.2.1", "self", 1)
        read = read_form(path, base_package(tmp_path / "base"))
        assert ("form_survey_self_scored", f"Sở Y tế, {place}") in errors(read)
        assert ("1.2.1", "self") not in scores_of(read.package, "SYT")

    def test_an_appraised_criterion_takes_no_survey_points(self, tmp_path):
        form = Form()
        form.row("2.1.2").cells = {"maximum": 2, "survey": 2}
        read = read_form(form.book(tmp_path / "phieu.xlsx"), base_package(tmp_path / "base"))
        assert "form_not_surveyed" in [code for code, _ in errors(read)]

    def test_another_year(self, tmp_path):
        form = Form(titles=("PHIẾU TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2016",))
        read = read_form(form.book(tmp_path / "phieu.xlsx"), base_package(tmp_path / "base"))
        assert [code for code, _ in errors(read)] == ["form_year_differs"]

    def test_scores_of_the_base_stay_where_the_form_says_nothing(self, tmp_path):
        before = (
            "unit,criterion,stage,points,state,value\n"
            "SYT,1.1.1,self,0.5,scored,\n"  # the form says 1
            "SYT,1.1.2,self,1.75,scored,87.5%\n"  # the same
            "SYT,1.1.2,final,2,scored,\n"  # a layer that the form has not
            "STC,1.1.1,self,1,scored,\n"  # another unit
        )
        form = Form(headings={key: HEADINGS[key] for key in ("number", "name", "maximum", "self")}, total=False)
        form.row("2.1.2").cells = {"maximum": 2}
        read = read_form(form.book(tmp_path / "phieu.xlsx"), base_package(tmp_path / "base", scores=before))
        assert scores_of(read.package, "SYT") == {
            ("1.1.1", "self"): "1",
            ("1.1.2", "self"): "1.75",
            ("1.1.2", "final"): "2",
            ("2.1.1", "self"): "not_applicable",
        }
        assert scores_of(read.package, "STC") == {("1.1.1", "self"): "1"}
        assert read.package.tables["scores"].texts("value")[1] == "87.5%"
        (sentence,) = said(read, "form_scores_merged")
        assert sentence.startswith("Đọc 3 dòng điểm từ phiếu: 1 mới, 1 như cũ, 1 khác")
        assert "Giữ 2 dòng" in sentence

    def test_a_layer_that_the_form_gives_is_the_forms(self, tmp_path):
        before = "unit,criterion,stage,points,state\nSYT,2.1.2,self,2,scored\n"
        form = Form(total=False)
        form.row("2.1.2").cells = {"maximum": 2}
        read = read_form(form.book(tmp_path / "phieu.xlsx"), base_package(tmp_path / "base", scores=before))
        assert ("2.1.2", "self") not in scores_of(read.package, "SYT")
        assert "bỏ 1 dòng" in said(read, "form_scores_merged")[0]

    def test_a_base_without_criteria(self, tmp_path):
        folder = base_folder(tmp_path / "base")
        (folder / "criteria.csv").write_text("code,parent,name_vi,max_points,rule\n")
        from parindex.package.files.reading import read_package

        with pytest.raises(CannotRead) as refused:
            read_form(Form().book(tmp_path / "phieu.xlsx"), read_package(folder))
        assert refused.value.problems[0].code == "form_base_unusable"


class TestSources:
    def test_a_package_workbook_is_no_form(self, tmp_path):
        book = Workbook()
        for name in ("Tiêu chí", "Đơn vị", "Điểm"):
            Form().write(book.create_sheet(name))
        book.save(tmp_path / "goi.xlsx")
        assert not is_form(tmp_path / "goi.xlsx")

    def test_a_form_on_a_sheet_called_like_a_table_is_a_form(self, tmp_path):
        form = Form(titles=("PHIẾU CHẤM ĐIỂM NĂM 2017", "Đơn vị: Sở Y tế"))
        path = form.book(tmp_path / "phieu.xlsx", "Điểm")
        assert is_form(path)
        assert scores_of(read_form(path).package, "SYT") == SCORES

    def test_neither_is_explained(self, tmp_path):
        book = Workbook()
        book.active.append(["Một", "Hai"])
        book.save(tmp_path / "la.xlsx")
        with pytest.raises(CannotRead) as refused:
            is_form(tmp_path / "la.xlsx")
        assert refused.value.problems[0].code == "neither_package_nor_form"

    def test_an_archive_that_unpacks_to_far_too_much(self, tmp_path):
        path = Form().book(tmp_path / "phieu.xlsx")
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet9.xml", b" " * (64 << 20))
        with pytest.raises(CannotRead) as refused:
            read_form(path)
        assert refused.value.problems[0].code == "archive_bomb"

    def test_an_ods_that_repeats_a_cell_without_end(self, tmp_path):
        path = tmp_path / "phieu.ods"
        cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
        row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr(
                "content.xml",
                f'<office:document-content><table:table table:name="A">{row}</table:table></office:document-content>',
            )
        with pytest.raises(CannotRead) as refused:
            is_form(path)
        assert refused.value.problems[0].code == "sheet_too_large"

    @pytest.mark.parametrize("name", ["phieu.xlsx", "phieu.xls", "phieu.ods"])
    @pytest.mark.parametrize(
        "data", [b"", b"not a workbook", b"PK\x03\x04 cut short", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600]
    )
    def test_damaged_files_are_refused_with_one_problem(self, tmp_path, name, data):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(CannotRead) as refused:
            read_form(tmp_path / name)
        assert len(refused.value.problems) == 1


class TestWords:
    @pytest.mark.parametrize(
        "level", ["Tỷ lệ dưới 80%: 0", "Chỉ số hài lòng dưới 50%: 0", "Không: 0", "Tổng số hồ sơ trễ hạn trên 5%: 0"]
    )
    def test_levels_that_begin_like_rows_of_sums(self, tmp_path, level):
        form = Form()
        form.row("1.1.1").levels = ("Đúng hạn: 1", "Chậm: 0,5", level)
        read = read_form(form.book(tmp_path / "phieu.xlsx"))
        assert errors(read) == []
        assert read.package.tables["criteria"].texts("rule")[2] == "levels"

    @pytest.mark.parametrize("word", ["XHH", "Điều tra XHH", "Khảo sát"])
    def test_a_word_for_the_survey_is_no_absence(self, tmp_path, word):
        form = Form()
        form.row("1.2.1").cells |= {"self": word, "appraised": word}
        read = read_form(form.book(tmp_path / "phieu.xlsx"))
        assert errors(read) == []
        assert scores_of(read.package, "SYT") == SCORES

    def test_a_criterion_marked_as_surveyed_without_results_yet(self, tmp_path):
        form = Form(total=False)
        form.row("1.2.1").cells = {"maximum": 1, "remark": "Điều tra XHH"}
        read = read_form(form.book(tmp_path / "phieu.xlsx"))
        assert read.package.tables["criteria"].texts("source")[5] == "survey"
        assert ("1.2.1", "appraised") not in scores_of(read.package, "SYT")

    def test_parts_areas_and_criteria(self, tmp_path):
        """A, I, 1, 1.1: two styles of areas around criteria that are counted anew."""
        rows = [Row((1,), "ĐÁNH GIÁ TRONG NỘI BỘ")]
        rows += [Row((1, *row.path), row.name, row.cells, row.levels) for row in Form().rows]

        def number(path):
            return ("A", ("I", "II")[path[1] - 1] if len(path) > 1 else "", arabic(path[2:]))[min(len(path), 3) - 1]

        read = read_form(Form(number=number, rows=rows, total=False).book(tmp_path / "phieu.xlsx"))
        assert errors(read) == []
        assert scores_of(read.package, "SYT") == {
            (f"1.{code}", stage): value for (code, stage), value in SCORES.items()
        }

    def test_names_made_to_be_slow_are_read_fast(self, tmp_path):
        form = Form()
        form.row("1.1.1").levels = ("Tổng " + "i" * 70 + "!", "Cộng " + ". - " * 19 + "?", "a" * 30_000, ": " * 15_000)
        assert scores_of(read_form(form.book(tmp_path / "phieu.xlsx")).package, "SYT") == SCORES

    def test_a_sheet_that_reaches_far(self, tmp_path):
        book = Workbook()
        Form().write(book.active).title = "Sở Y tế"
        book.active.cell(1_000_000, 200, 1)
        book.save(tmp_path / "phieu.xlsx")
        with pytest.raises(CannotRead) as refused:
            read_form(tmp_path / "phieu.xlsx")
        assert refused.value.problems[0].code == "sheet_too_large"


def test_a_row_without_number_below_points_that_are_wrong(tmp_path):
    """Its points must not pass for those of the criterion above."""
    book = Workbook()
    form = Form()
    form.row("2.1.2").cells["self"] = 3  # over the maximum
    sheet = form.write(book.active)
    sheet.title = "Sở Y tế"
    at = form.at["2.1.2"] + 1
    sheet.insert_rows(at)
    sheet.cell(at, 2, "Gửi qua phần mềm")
    sheet.cell(at, 4, 1)
    book.save(tmp_path / "phieu.xlsx")
    read = read_form(tmp_path / "phieu.xlsx")
    assert {"form_points_over_maximum", "form_row_not_recognised"} <= {code for code, _ in errors(read)}
    assert ("2.1.2", "self") not in scores_of(read.package, "SYT")
    assert "form_subtotal_differs" not in codes(read)  # no sum can be held against what was not read
