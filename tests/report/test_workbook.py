"""The workbook recomputes every figure of ours from the points, in an office suite, cell by cell."""

import dataclasses
import io
import re
import subprocess
import zipfile
from fractions import Fraction

import openpyxl
import pytest

import parindex
from parindex.engine.compute import compute
from parindex.engine.points import MICRO, half_up
from parindex.engine.problems import Text
from parindex.engine.round import Adjustment, Counting, Recipe
from parindex.engine.sheet import STAGES, Sheet, State
from parindex.engine.tree import NotApplicable, Source, Tree
from parindex.report.workbook import render_workbook
from parindex.report.workbook.areas import keys_of
from parindex.report.workbook.plan import SheetNames
from tests.make.rounds import make_round

NUMBER = (int, float)
FORMULA_LIKE = ("=1+1", "+1", "-1", "@SUM(1)", '=HYPERLINK("x")')


def mixed():
    """Two blocks, ties, every absence, each way of not applying, bonuses and penalties over their caps."""
    table = {
        "A": {"1.1": "8", "1.2": "not_applicable", "2.1": "10", "2.2": "5", "3.1": "not_applicable"},
        "B": {"1.1": "8", "1.2": "5", "2.1": "not_submitted", "2.2": "10", "3.1": "1.25"},
        "C": {"1.1": "4", "1.2": "not_applicable", "2.1": "10", "2.2": "9", "3.1": "not_appraised"},
        "D": {"1.1": "4", "1.2": "3.000001", "2.1": "too_few_answers", "2.2": "not_applicable", "3.1": "2"},
        "E": {"1.1": "7", "1.2": "5", "2.1": "7", "2.2": "7", "3.1": "0.5"},
        "F": {"1.1": "7", "1.2": "5", "2.1": "7", "2.2": "7", "3.1": "0.5"},
        "G": {"1.1": "10", "1.2": "10", "2.1": "10", "2.2": "10"},
        "H*": {"1.1": "0", "1.2": "0", "2.1": "0", "2.2": "0", "3.1": "0"},
    }
    made = make_round(
        table,
        maxima={"3.1": "2"},
        blocks={code: "huyen" if code in "EFG" else "so-ban-nganh" for code in table},
        names={"A": (FORMULA_LIKE[0], ""), "B": (FORMULA_LIKE[1], ""), "C": (FORMULA_LIKE[2], ""), "E": (FORMULA_LIKE[3], "")},
        adjustments=(
            ("A", "bonus", "1.5", "odd"), ("A", "bonus", "1", "odd"), ("B", "penalty", "0.5", "odd"),
            ("H*", "penalty", "3", "odd"), ("G", "bonus", "2", "odd"),
        ),
        findings=(("A", "1.1", "late_report", "2"), ("E", "1.1", "not_met", "3")),
        caveat=Text("Số liệu & thử nghiệm", "Trial figures"),
    )  # fmt: skip
    ways = {"1.2": NotApplicable.FULL, "2.2": NotApplicable.ZERO}
    tree = Tree(
        dataclasses.replace(one, not_applicable=ways.get(one.code, NotApplicable.EXCLUDE)) for one in made.tree.criteria
    )
    recipe = dataclasses.replace(made.recipe, caps={"bonus": 2 * MICRO, "penalty": MICRO})
    return dataclasses.replace(made, tree=tree, recipe=recipe)


def close():
    """Ratios that no floating point tells apart: 99.999999/100 is greater than 99.999998/99.999999 by 1e-16."""
    table = {
        "lower": {"1.1": "99.999998", "1.2": "not_applicable"},
        "upper": {"1.1": "99.999998", "1.2": "0.000001"},
        "half": {"1.1": "33.333333", "1.2": "not_applicable"},
        "half again": {"1.1": "33.333333", "1.2": "not_applicable"},
        "nothing": {"1.1": "not_applicable", "1.2": "not_applicable"},
    }
    return make_round(table, maxima={"1.1": "99.999999", "1.2": "0.000001"}, decimals=4)


def halves():
    """Indexes that lie half way between two printed figures: 12.345 becomes 12.35, as 0.125 becomes 0.13."""
    table = {f"U{at}": {"1.1": text} for at, text in enumerate(("12.345", "79.785", "0.125", "99.995", "2.675", "70"))}
    return make_round(table, maxima={"1.1": "100"})


def layered():
    """Four stages, a survey, a unit whose stages differ."""
    made = make_round({"A": {"1.1": "5", "1.2": "4"}, "B": {"1.1": "6", "1.2": "3"}})
    points, state = Sheet.empty(2, 2)
    for stage, rows in enumerate((((5, 9), (6, 0)), ((4, 8), (5, 3)), ((4, 8), (6, 0)), ((3, 0), (0, 0)))):
        for unit, row in enumerate(rows):
            for leaf, value in enumerate(row):
                if value:
                    points[stage, unit, leaf], state[stage, unit, leaf] = value * MICRO, State.SCORED
    tree = Tree(
        dataclasses.replace(one, source=Source.SURVEY) if one.code == "1.2" else one for one in made.tree.criteria
    )
    return dataclasses.replace(made, sheet=Sheet(points, state), tree=tree)


def lai_chau(root):
    samples = root / "src/parindex/samples"
    return parindex.compute(parindex.read(samples / "lai-chau-2017"), previous=parindex.read(samples / "lai-chau-2016"))


def cases(root):
    """Results by name, each with the language of its workbook."""
    last = make_round({"A": {"1.1": "5", "1.2": "5"}, "B": {"1.1": "6", "1.2": "2.5"}}, year=2019)
    return {
        "lai-chau": (lai_chau(root), "vi"),
        "mixed": (compute(mixed()), "vi"),
        "mixed-en": (compute(mixed()), "en"),
        "close": (compute(close()), "en"),
        "halves": (compute(halves()), "vi"),
        "layered": (compute(layered(), last), "en"),
        "self": (compute(layered(), stage="self"), "vi"),
        "one": (compute(make_round({"A": {"1.1": "7"}}, decimals=0)), "vi"),
        "no-bands": (compute(make_round({"A": {"1.1": "7"}, "B": {"1.1": "8"}}, bands=())), "en"),
    }


def without_values(workbook):
    """The same workbook with no stored results, so that whoever opens it must compute."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as given, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as stripped:
        for name in given.namelist():
            content = given.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content, count = re.subn(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
                content = re.sub(rb' t="str"(?=><f>)', b"", content)
                assert b"</f><v>" not in content
                assert count == content.count(b"</f>")
            stripped.writestr(name, content)
    return target.getvalue()


def recomputed(libreoffice, folder, workbooks):
    """Every workbook after LibreOffice has computed it, by name."""
    for name, content in workbooks.items():
        (folder / f"{name}.xlsx").write_bytes(without_values(content))
    files = [folder / f"{name}.xlsx" for name in workbooks]
    form = "xlsx:Calc MS Excel 2007 XML"
    command = [libreoffice, "--headless", "--convert-to", form, "--outdir", folder / "out", *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: openpyxl.load_workbook(folder / "out" / f"{name}.xlsx", data_only=True) for name in workbooks}


def formulas(workbook):
    """(sheet, address, formula, stored value) of every formula."""
    values = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)
    for sheet in openpyxl.load_workbook(io.BytesIO(workbook)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, cell.value, values[sheet.title][cell.coordinate].value


def differ(ours, theirs):
    if isinstance(ours, NUMBER) and isinstance(theirs, NUMBER):
        return abs(ours - theirs) > 1e-9
    return (ours or "") != (theirs or "")


@pytest.mark.slow
def test_every_formula_recomputes_to_our_value(libreoffice, tmp_path, root):
    made = {name: render_workbook(results, language=language) for name, (results, language) in cases(root).items()}
    theirs = recomputed(libreoffice, tmp_path, made)
    for name, content in made.items():
        found = list(formulas(content))
        wrong = [
            (name, sheet, at, formula, value, theirs[name][sheet][at].value)
            for sheet, at, formula, value in found
            if differ(value, theirs[name][sheet][at].value)
        ]
        assert not wrong, wrong[:5]
        assert len(found) > 30


@pytest.mark.slow
def test_changed_points_change_everything_as_the_engine_would(libreoffice, tmp_path):
    """A clerk raises a point, writes a word over one, and lowers a maximum: the sheets follow as `compute` does."""
    before = mixed()
    made = render_workbook(compute(before), language="vi")
    changes = {("E", "1.1"): "9.5", ("B", "2.2"): "not_applicable", ("C", "1.1"): "not_submitted", ("D", "1.2"): "0"}
    points, state = before.sheet.points.copy(), before.sheet.state.copy()
    rows = {unit.code: at for at, unit in enumerate(before.units)}
    words = {"not_applicable": "Không áp dụng", "not_submitted": "Không nộp"}
    book = openpyxl.load_workbook(io.BytesIO(made))
    page = book["Điểm"]
    for (unit, leaf), value in changes.items():
        row = next(row[0].row for row in page.iter_rows() if row[1].value == unit)
        column = next(cell.column for cell in page[4] if cell.value == leaf)
        page.cell(row, column).value = words.get(value) or float(value)
        at = len(STAGES) - 1, rows[unit], before.tree.position[leaf]
        state[at] = State[value.upper()] if value in words else State.SCORED
        points[at] = 0 if value in words else int(Fraction(value) * MICRO)
    changed = io.BytesIO()
    book.save(changed)
    theirs = recomputed(libreoffice, tmp_path, {"changed": changed.getvalue()})["changed"]
    after = compute(dataclasses.replace(before, sheet=Sheet(points, state)))
    for block in after.blocks:
        for result in block.units:
            row = next(
                row
                for row in theirs["Điểm lĩnh vực"].iter_rows(min_row=8, values_only=True)
                if row[1] == result.unit.code
            )
            assert row[13] == pytest.approx(float(result.standing.index), abs=1e-9)
    assert ranks_in(theirs["Xếp hạng"]) == [result.standing.rank for result in in_old_order(compute(before), after)]
    assert [block.overall.mean for block in after.blocks] != [block.overall.mean for block in compute(before).blocks]
    means = [row[4] for row in theirs["Xếp hạng"].iter_rows(values_only=True) if row[1] == "Trung bình"]
    assert means == [pytest.approx(half_up(block.overall.mean, 2) / 100) for block in after.blocks]


def ranks_in(sheet):
    """The ranks of a ranking sheet, from the top."""
    return [row[0] for row in sheet.iter_rows(values_only=True) if isinstance(row[0], NUMBER)]


def in_old_order(before, after):
    """New results of the units, in the order of the old ranking."""
    return [after.block(block.block).unit(unit.unit.code) for block in before.blocks for unit in block.units]


def test_stored_values_are_the_results(root):
    results, language = cases(root)["lai-chau"]
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(results, language=language)), data_only=True)
    (block,) = results.blocks
    rows = [row for row in book["Xếp hạng"].iter_rows(values_only=True) if isinstance(row[0], NUMBER)]
    assert len(rows) == len(block.units) == 20
    for row, unit in zip(rows, block.units, strict=True):
        before = half_up(unit.previous.index, 2)
        assert row[:5] == (
            unit.standing.rank, unit.unit.name.vi, unit.standing.points / MICRO, unit.standing.maximum / MICRO,
            half_up(unit.standing.index, 2) / 100,
        )  # fmt: skip
        assert row[5:9] == (
            before / 100, unit.previous.rank, pytest.approx((half_up(unit.standing.index, 2) - before) / 100), unit.band.name.vi
        )  # fmt: skip
    said = {row[1]: row[4] for row in book["Xếp hạng"].iter_rows(values_only=True) if row[1]}
    expected = {"Trung bình": 79.79, "Khoảng cách (điểm %)": 24.46, "Số đơn vị dưới ngưỡng": 1, "Số đơn vị tăng": 16}
    assert {key: said[key] for key in expected} == expected
    assert said["Số đơn vị giảm"] == 4


def test_keys_order_what_floats_cannot():
    low, high = (99_999_998, 99_999_999), (99_999_999, 100_000_000)
    assert low[0] / low[1] == pytest.approx(high[0] / high[1], abs=2e-16)
    assert keys_of(*low, 10**6, 3) < keys_of(*high, 10**6, 3)
    assert keys_of(1, 3, 10**6, 3) == keys_of(33_333_333, 99_999_999, 10**6, 3)
    assert keys_of(-1, 3, 10**6, 3) < keys_of(0, 3, 10**6, 3)


def test_no_text_becomes_a_formula():
    results = compute(mixed())
    made = openpyxl.load_workbook(io.BytesIO(render_workbook(results, language="vi")))
    texts = [
        cell for sheet in made.worksheets for row in sheet.iter_rows() for cell in row if cell.value in FORMULA_LIKE
    ]
    assert {cell.value for cell in texts} >= set(FORMULA_LIKE[:4])
    assert all(cell.data_type == "s" for cell in texts)


def test_control_letters_and_lone_surrogates_do_no_harm():
    made = make_round({"A": {"1.1": "7"}}, names={"A": ("Sở\x00 \x07Y\ud800 tế e\u0302\u0301", "")})
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(compute(made), language="vi")))
    assert book["Xếp hạng"]["B4"].value == "Sở Y tế ế"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_same_results_same_bytes(language):
    results = compute(mixed())
    assert render_workbook(results, language=language) == render_workbook(results, language=language)


def test_sheets_are_named_in_the_language_and_in_order(root):
    results, _ = cases(root)["lai-chau"]
    names = openpyxl.load_workbook(io.BytesIO(render_workbook(results, language="vi"))).sheetnames
    assert names[:9] == [
        "Giới thiệu", "Xếp hạng", "Chỉ số thành phần", "Biểu đồ", "Điểm", "Điểm tối đa", "Điểm lĩnh vực", "Tiêu chí", "Tham số"
    ]  # fmt: skip
    assert names[9] == "Văn phòng UBND tỉnh"
    assert len(names) == 9 + 20
    english = openpyxl.load_workbook(io.BytesIO(render_workbook(results, language="en"))).sheetnames
    assert english[:3] == ["Read me", "Ranking", "Component indexes"]


def test_names_of_sheets_are_what_excel_takes():
    naming = SheetNames()
    wishes = ("Sở Y tế", "sở y tế", "A/B:C*?[D]\\", "'quoted'", "History", "x" * 40, "x" * 40, "", "")
    names = [naming.name(wish) for wish in wishes]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() != "history"
    assert naming.name("y" * 32, "SYT") == "SYT"


def test_many_units_have_no_sheet_of_their_own():
    table = {f"U{at:03d}": {"1.1": str(at % 11)} for at in range(201)}
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(compute(make_round(table)), language="vi")))
    assert len(book.sheetnames) == 9
    assert any("200" in str(cell.value) for row in book["Giới thiệu"].iter_rows() for cell in row)


def test_unit_sheets_keep_layers_and_findings(root):
    results, _ = cases(root)["lai-chau"]
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(results, language="vi")), data_only=True)
    sheet = book["Sở Tư pháp"]
    heads = [cell.value for cell in sheet[6]]
    assert heads == [
        "Mã", "Lĩnh vực, tiêu chí", "Điểm tối đa", "Tự chấm", "Thẩm định", "Kết quả", "Chỉ số (%)", "Tồn tại, hạn chế"
    ]  # fmt: skip
    row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "1.1.1")
    assert row[2:] == (1, 1, 0.5, 0.5, 50, "Chưa đạt yêu cầu")
    last = [row for row in sheet.iter_rows(values_only=True) if row[1] == "Toàn bộ"][-1]
    unit = results.blocks[0].unit("STP")
    assert last[5] == unit.standing.points / MICRO


def test_frozen_printed_and_guarded(root):
    results, _ = cases(root)["lai-chau"]
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(results, language="vi")))
    assert book["Điểm"].freeze_panes == "D8"
    assert book["Xếp hạng"].freeze_panes == "C4"
    for sheet in book.worksheets:
        assert results.round.caveat.vi[:60] in (sheet.oddHeader.center.text or "")
        assert int(sheet.page_setup.paperSize) in {8, 9}
    assert book["Điểm"].data_validations.dataValidation[0].type == "custom"
    assert {"NGUONG_THAP", "KHONG_AP_DUNG", "SO_CHU_SO_LE"} <= set(book.defined_names)
    assert book.properties.creator == results.round.authority.vi
    assert len(book["Chỉ số thành phần"].conditional_formatting) == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_lists_to_choose_from_are_whole(language):
    """A comma parts the choices of a list, so no choice may hold one; Excel takes 255 letters in all."""
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(compute(mixed()), language=language)))
    for sheet in book.worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.formula1) <= 255
            if rule.type == "list":
                choices = rule.formula1.strip('"').split(",")
                assert len(choices) == 3
                assert len({cell.value for row in sheet.iter_rows() for cell in row} & set(choices)) >= 2


def test_a_caveat_of_any_length_fits_the_header():
    made = make_round({"A": {"1.1": "7"}}, caveat=Text("R&D " * 200, ""))
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(compute(made), language="vi")))
    assert "R&D R&D" in book["Điểm"].oddHeader.center.text.replace("&&", "&")


def test_charts_start_at_zero_and_tell_themselves(root):
    results, _ = cases(root)["lai-chau"]
    with zipfile.ZipFile(io.BytesIO(render_workbook(results, language="vi"))) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    assert len(charts) == 2
    assert all('<c:min val="0"/>' in chart for chart in charts)
    assert "pattFill" in charts[0]
    assert drawing.count("descr=") == 2


def test_absence_counts_as_the_set_says():
    recipe = Recipe(2, {}, {**Recipe().absence, State.NOT_SUBMITTED: Counting.EXCLUDE})
    made = dataclasses.replace(make_round({"A": {"1.1": "7", "1.2": "not_submitted"}}), recipe=recipe)
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(compute(made), language="en")), data_only=True)
    row = next(row for row in book["Maxima"].iter_rows(min_row=8, values_only=True) if row[1] == "A")
    assert row[3:5] == (10, 0)


def test_adjustments_are_listed_and_capped():
    made = mixed()
    extra = Adjustment("E", "bonus", 250_000, "odd", "=1+1")
    book = openpyxl.load_workbook(
        io.BytesIO(
            render_workbook(compute(dataclasses.replace(made, adjustments=(*made.adjustments, extra))), language="vi")
        ),
        data_only=True,
    )
    listed = [row for row in book["Thưởng, phạt"].iter_rows(min_row=4, values_only=True) if row[0]]
    assert len(listed) == len(made.adjustments) + 1
    assert listed[-1][3:] == (0.25, "Bị nhắc nhở bằng văn bản", "=1+1")
    rows = {row[1]: row for row in book["Điểm lĩnh vực"].iter_rows(min_row=8, values_only=True)}
    assert rows["A"][9] == 2  # 1.5 + 1, capped
    assert rows["H*"][10] == 1  # 3, capped
    assert rows["E"][9] == 0.25
