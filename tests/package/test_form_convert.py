"""`parindex convert` with forms, as a person runs it."""

import csv
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.make.forms import Form, base_folder

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "src" / "parindex" / "samples" / "lai-chau-2017"


def run(*arguments, cwd):
    command = [sys.executable, "-m", "parindex", *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, cwd=cwd, env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""}, check=False
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_there_and_back(tmp_path):
    assert run("convert", SAMPLE, "phiếu.xlsx", "--form", cwd=tmp_path)[:2] == (0, "phiếu.xlsx\n")
    assert len(openpyxl.load_workbook(tmp_path / "phiếu.xlsx").sheetnames) == 20
    code, out, said = run("convert", "phiếu.xlsx", "lại", "--base", SAMPLE, "--told", "từng dòng.csv", cwd=tmp_path)
    assert (code, out) == (0, "lại\n")
    assert "Đọc 2.729 dòng điểm từ phiếu" in " ".join(said.split())
    assert {path.name for path in (tmp_path / "lại").iterdir()} == {path.name for path in SAMPLE.iterdir()}
    before = run("compute", SAMPLE, "--format", "csv", cwd=tmp_path)
    assert run("compute", "lại", "--format", "csv", cwd=tmp_path) == before
    with (tmp_path / "từng dòng.csv").open(encoding="utf-8-sig", newline="") as file:
        told = list(csv.DictReader(file))
    assert {row["trang"] for row in told} == set(openpyxl.load_workbook(tmp_path / "phiếu.xlsx").sheetnames)
    assert sum(row["được hiểu là"] == "tiêu chí chấm điểm" for row in told) == 20 * 74
    assert not [row for row in told if row["được hiểu là"] == "KHÔNG NHẬN RA"]


def test_a_folder_with_a_file_for_each_unit(tmp_path):
    assert run("convert", SAMPLE, "phiếu", "--form", cwd=tmp_path)[0] == 0
    assert len(list((tmp_path / "phiếu").glob("*.xlsx"))) == 20
    assert run("convert", "phiếu", "gói.zip", "--base", SAMPLE, cwd=tmp_path)[0] == 0
    assert run("check", "gói.zip", cwd=tmp_path)[0] == 0


def test_nothing_is_overwritten_unasked(tmp_path):
    (tmp_path / "phieu.xlsx").write_text("của tôi", encoding="utf-8")
    code, _, said = run("convert", SAMPLE, "phieu.xlsx", "--form", cwd=tmp_path)
    assert code == 2
    assert "--force" in said
    assert (tmp_path / "phieu.xlsx").read_text(encoding="utf-8") == "của tôi"
    assert run("convert", SAMPLE, "phieu.xlsx", "--form", "--force", cwd=tmp_path)[0] == 0
    assert openpyxl.load_workbook(tmp_path / "phieu.xlsx").sheetnames


def test_a_table_of_rows_that_stands_there_stops_everything(tmp_path):
    Form().book(tmp_path / "phieu.xlsx")
    (tmp_path / "told.csv").write_text("của tôi", encoding="utf-8")
    assert run("convert", "phieu.xlsx", "goi", "--told", "told.csv", cwd=tmp_path)[0] == 2
    assert not (tmp_path / "goi").exists()


def test_problems_are_told_and_the_rest_is_written(tmp_path):
    form = Form()
    form.row("1.1.2").cells["self"] = "Không"
    form.book(tmp_path / "phieu.xlsx")
    code, _, said = run("convert", "phieu.xlsx", "goi", cwd=tmp_path)
    assert code == 1
    assert "Ô điểm của tiêu chí 1.1.2 ghi “Không”" in " ".join(said.split())
    assert (tmp_path / "goi" / "scores.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("{package}", "x", "--base", "{package}"), "--base"),
        (("{package}", "x", "--told", "t.csv"), "--told"),
        (("{package}", "x.xlsx", "--form", "--told", "t.csv"), "--told"),
        (("{package}", "x.ods", "--form"), ".ods"),
        (("nowhere.xlsx", "x"), "nowhere.xlsx"),
    ],
)
def test_options_that_do_not_go_together(tmp_path, arguments, word):
    package = base_folder(tmp_path / "base")
    code, _, said = run("convert", *(text.format(package=package) for text in arguments), cwd=tmp_path)
    assert code == 2
    assert word in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base"]


def test_what_is_neither_is_explained_in_both_ways(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Một", "Hai"])
    book.save(tmp_path / "la.xlsx")
    code, _, said = run("convert", "la.xlsx", "x", cwd=tmp_path)
    text = " ".join(said.split())
    assert code == 2
    assert "không phải gói dữ liệu" in text
    assert "cũng không phải phiếu chấm điểm" in text


def test_a_form_is_never_replaced_by_what_was_read_from_it(tmp_path):
    run("convert", SAMPLE, "phiếu.xlsx", "--form", cwd=tmp_path)
    before = (tmp_path / "phiếu.xlsx").read_bytes()
    code, out, said = run("convert", "phiếu.xlsx", "phiếu.xlsx", "--base", SAMPLE, "--force", cwd=tmp_path)
    assert (code, out) == (2, "")
    assert "đích trùng với phiếu nguồn" in said
    assert (tmp_path / "phiếu.xlsx").read_bytes() == before


def test_without_the_list_of_rows_there_is_no_package_either(tmp_path):
    run("convert", SAMPLE, "phiếu.xlsx", "--form", cwd=tmp_path)
    (tmp_path / "tệp").write_text("no folder")
    code, _, said = run("convert", "phiếu.xlsx", "gói", "--base", SAMPLE, "--told", "tệp/dòng.csv", cwd=tmp_path)
    assert code == 2
    assert said
    assert {path.name for path in tmp_path.iterdir()} == {"phiếu.xlsx", "tệp"}
