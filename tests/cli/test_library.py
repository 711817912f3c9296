"""`import parindex`, as a program or a notebook uses it."""

import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import parindex

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "src" / "parindex" / "samples"


@pytest.fixture(scope="module")
def results():
    return parindex.compute(parindex.read(SAMPLES / "lai-chau-2017"), previous=parindex.read(SAMPLES / "lai-chau-2016"))


def test_exact_values(results):
    block = results.block("so-ban-nganh")
    assert isinstance(block.overall.mean, Fraction)
    assert round(float(block.overall.mean), 2) == 79.79
    assert block.unit("STP").areas["3"].index == 100
    assert [unit.unit.code for unit in block.below(Fraction(70))] == ["SNGV"]
    assert len(block.below(Fraction(70), "6")) == 4


@pytest.mark.parametrize(("kind", "made"), [("pandas", pd.DataFrame), ("polars", pl.DataFrame), ("arrow", pa.Table)])
@pytest.mark.parametrize("table", ["units", "areas", "cells"])
def test_frames(results, kind, made, table):
    frame = parindex.frame(results, table, kind)
    assert isinstance(frame, made)
    assert len(frame) == {"units": 20, "areas": 20 * 8, "cells": 20 * len(results.round.tree.leaves)}[table]


def test_rows_add_up(results):
    cells = parindex.rows(results, "cells")
    unit = next(row for row in parindex.rows(results, "units") if row["unit"] == "SYT")
    assert sum(Fraction(row["points"]) for row in cells if row["unit"] == "SYT") == Fraction(unit["points"])
    assert unit["index"] == 71.75


def test_unknown_tables_and_kinds_are_refused(results):
    with pytest.raises(ValueError, match="units, areas, cells"):
        parindex.rows(results, "leaves")
    with pytest.raises(ValueError, match="arrow"):
        parindex.frame(results, "units", "excel")


def test_a_notebook_shows_the_ranking(results):
    html = results._repr_html_()
    assert html.count("<tr>") == 1 + 20 + 1
    assert "79,79" in html
    assert "phục dựng" in html
    assert "Văn phòng UBND tỉnh" in html


def test_names_are_escaped_in_the_notebook(tmp_path):
    folder = Path(shutil.copytree(SAMPLES / "lai-chau-2017", tmp_path / "p"))
    path = folder / "units.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Sở Y tế", "Sở <b>Y</b> tế"), encoding="utf-8")
    html = parindex.compute(parindex.read(folder))._repr_html_()
    assert "Sở &lt;b&gt;Y&lt;/b&gt; tế" in html


def test_a_package_with_errors_is_refused_with_all_of_them(tmp_path):
    folder = Path(shutil.copytree(SAMPLES / "lai-chau-2017", tmp_path / "p"))
    path = folder / "scores.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("VPUB,1.1.1,self,1,", "VPUB,1.1.1,self,9,").replace("SNV,1.1.1,self,1,", "SNX,1.1.1,self,1,")
    )
    with pytest.raises(parindex.CannotRead) as refusal:
        parindex.read(folder)
    assert len(refusal.value.problems) >= 2


def test_what_is_public_is_listed_and_lazy():
    assert set(parindex.__all__) <= set(dir(parindex))
    with pytest.raises(AttributeError, match="computed"):
        parindex.computed  # noqa: B018 - the access is the test
    program = "import sys, parindex; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT / "src", check=False).returncode == 0


def test_robustness_from_the_library(results):
    found = parindex.robustness(results, draws=200, seed=3)
    assert [block.block for block in found.blocks] == ["so-ban-nganh"]


def test_a_path_in_place_of_a_round_is_told():
    with pytest.raises(TypeError, match=r"parindex\.read"):
        parindex.compute("lai-chau-2017")
