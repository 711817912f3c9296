"""Charts in the DOCX are native: every text and number stands in a cell of the embedded workbook."""

import dataclasses
import io
import re
import zipfile

import lxml.etree
import openpyxl
import pytest
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.xml.functions import fromstring

from parindex.report.docx import render_docx
from parindex.report.docx.charts import native
from tests.report.test_docx import TICKS, UNITS, A, C, chart, document, labels, marks, parts, run_office


def read_chart(part):
    """A chart as an independent reader understands it; openpyxl cannot read where the data are embedded."""
    return ChartSpace.from_tree(fromstring(re.sub(rb"<c:externalData.*</c:externalData>", b"", part)))


@pytest.mark.parametrize("kind", ["bars", "dumbbell", "intervals"])
def test_a_native_chart_shows_every_text_of_its_marks(kind):
    given = chart(kind, marks=tuple(dataclasses.replace(m, after=m.value + 1, after_text="99") for m in marks()))
    members = parts(render_docx(document(given)))
    shown = [" ".join(text.split()) for text in labels(members["word/charts/chart1.xml"])]
    for mark in given.marks:
        assert mark.label in shown
        assert f"{mark.text} {mark.note}".strip() in shown
    if kind != "bars":
        assert [text for _, text in TICKS] == [text for text in shown if text in {"0", "50", "100"}]
        assert "90,60" in shown
    assert given.mean_text in shown


def test_a_strip_names_the_low_and_draws_all():
    given = chart("dots", marks=tuple(dataclasses.replace(mark, note="") for mark in marks()))
    members = parts(render_docx(document(given)))
    assert f"{UNITS[2]} 66,57" in labels(members["word/charts/chart1.xml"])
    space = read_chart(members["word/charts/chart1.xml"])
    longest = max(len(list(s.yVal.numRef.numCache.pt)) for s in space.chart.plotArea._charts[0].ser)
    assert longest >= 3


@pytest.mark.parametrize("kind", ["bars", "dumbbell", "intervals", "dots"])
@pytest.mark.parametrize("count", [0, 1, 2, 140])
def test_charts_of_any_length_can_be_read_and_edited(kind, count):
    made = marks()
    given = chart(kind, marks=tuple(dataclasses.replace(made[at % 3], label=f"Đơn vị {at}") for at in range(count)))
    pieces = native(given, "vi", 160.0, 220.0)
    assert len(pieces) == (1 if kind == "dots" or count < 140 else len(pieces))
    for piece in pieces:
        assert piece.height < 252
        space = read_chart(piece.part)
        (group,) = space.chart.plotArea._charts
        sheet = openpyxl.load_workbook(io.BytesIO(piece.workbook))["Sheet1"]
        for series in group.ser:
            source = series.val.numRef if kind == "bars" else series.yVal.numRef
            cells = [cell for (cell,) in sheet[source.f.split("!")[1].replace("$", "")]] if count > 1 else []
            known = {int(point.idx): float(point.v) for point in source.numCache.pt}
            for at, cell in enumerate(cells):
                if isinstance(cell.value, int | float):
                    assert cell.value == pytest.approx(known[at])
                else:
                    assert cell.value is None or str(cell.value).startswith("=")


def test_bars_start_at_zero_and_the_low_is_hatched():
    part = native(chart(), "vi", 160.0, 220.0)[0].part
    root = lxml.etree.fromstring(part)
    assert root.find(f".//{C}valAx/{C}scaling/{C}min").get("val") == "0.0"
    hatched = [point for point in root.iter(f"{C}dPt") if point.find(f".//{A}pattFill") is not None]
    assert {point.find(f"{C}idx").get("val") for point in hatched} == {"3"}  # the third unit, after the mean


def test_pieces_of_a_bar_come_from_value_and_last_year_by_formula(libreoffice, tmp_path):
    piece = native(chart(mean=None, mean_text=""), "vi", 160.0, 220.0)[0]
    source = tmp_path / "data.xlsx"
    source.write_bytes(without_values(piece.workbook))
    run_office(libreoffice, "xlsx", tmp_path / "out", source)
    ours = openpyxl.load_workbook(io.BytesIO(piece.workbook), data_only=True)["Sheet1"]
    theirs = openpyxl.load_workbook(tmp_path / "out" / "data.xlsx", data_only=True)["Sheet1"]
    compared = 0
    for row in ours.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, float | int):
                assert theirs[cell.coordinate].value == pytest.approx(cell.value)
                compared += 1
    assert compared > 20


def without_values(workbook):
    """The same workbook with no stored results, so that whoever opens it must compute."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as given, zipfile.ZipFile(target, "w") as stripped:
        for name in given.namelist():
            stripped.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", given.read(name)))
    return target.getvalue()
