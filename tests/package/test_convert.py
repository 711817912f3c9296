"""Nothing is lost between folder, .zip and workbook: real packages byte for byte, made-up ones value for value."""

import json
import shutil
import zipfile
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parindex.engine.problems import CannotRead
from parindex.package.files import staging
from parindex.package.files.convert import convert
from parindex.package.files.reading import read_package
from parindex.package.files.staging import CannotWrite
from parindex.package.files.writing import write_package
from parindex.package.tables import Column, Package, Table
from tests.make.files import CANONICAL, SCORES, cells, codes, described, folder, zipped

LINE = "A,1,self,0.5,scored\n"


def names(root):
    return sorted(path.name for path in root.iterdir())


def only(refusal, *allowed):
    assert refusal.problems
    assert set(codes(refusal.problems)) <= set(allowed)


def contents(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("package", CANONICAL, ids=lambda path: path.name)
def test_a_real_package_comes_back_byte_for_byte(tmp_path, package):
    way = [
        package,
        tmp_path / "a.xlsx",
        tmp_path / "b",
        tmp_path / "c.zip",
        tmp_path / "d.xlsx",
        tmp_path / "e.zip",
        tmp_path / "f",
    ]
    for source, target in pairwise(way):
        assert convert(source, target) == []
    assert contents(tmp_path / "b") == contents(package)
    assert contents(tmp_path / "f") == contents(package)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "d.xlsx").read_bytes()
    assert (tmp_path / "c.zip").read_bytes() == (tmp_path / "e.zip").read_bytes()


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12) | st.sampled_from(
    ["", "1.10", "1.1", "01", "0.50", "-0", "1e3", "=1+1", "+84", "-5", "@x", '"', '""', "a\nb", "\n", " a ", "\t", "😀", "_x0041_", "1,5", "a;b",
     "0,5%", "NaN", "TRUE", "#N/A", "2017-01-01", "'x", "<&>", "\u00a0", "sep=;", "null", "9" * 20, "ﬁ", "Ệ"]
)  # fmt: skip
NAME = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=40).filter(
    lambda text: text.strip()
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=12,
)


@st.composite
def rows(draw, width):
    found = draw(st.lists(st.lists(TEXT, min_size=width, max_size=width), max_size=8))
    return [row for row in found if any(cell.strip() for cell in row)]


def table(name, heads, body):
    import numpy as np

    columns = {head: Column.of(row[at] for row in body) for at, head in enumerate(heads)}
    return Table(name, name, columns, np.arange(2, len(body) + 2, dtype=np.int32))


@st.composite
def packages(draw):
    """Tables of one's own with any heading and cell, and metadata of any kind."""
    tables = {}
    for name in draw(st.lists(NAME, max_size=3, unique_by=lambda text: " ".join(text.split()).casefold())):
        heads = draw(st.lists(NAME, min_size=1, max_size=4, unique_by=lambda text: " ".join(text.split())))
        tables[name] = table(name, heads, draw(rows(len(heads))))
    metadata = draw(st.dictionaries(TEXT, JSON, max_size=4))
    return {
        "name": "thu",
        **{key: value for key, value in metadata.items() if key not in {"name", "resources"}},
    }, tables


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(made=packages())
def test_whatever_a_package_holds_comes_back(tmp_path, made):
    descriptor, tables = made
    here = tmp_path / "here"
    shutil.rmtree(here, ignore_errors=True)
    here.mkdir()
    try:
        write_package(Package("thu", "folder", descriptor, tables), here / "a")
    except CannotRead as refusal:
        only(refusal, "text_not_writable")
        return
    first = read_package(here / "a")
    way = [here / name for name in ("a", "b.xlsx", "c", "d.zip", "e.xlsx", "f")]
    for source, target in pairwise(way):
        convert(source, target)
    assert contents(here / "c") == contents(here / "a")
    assert contents(here / "f") == contents(here / "a")
    assert [list(t.values()) for t in cells(first).values()] == [
        [column.texts() for column in t.columns.values()] for t in tables.values()
    ]
    again = read_package(here / "e.xlsx")
    assert cells(again) == cells(first)
    assert json.dumps(again.descriptor) == json.dumps(first.descriptor)
    for key, value in descriptor.items():
        assert json.dumps(first.descriptor[key]) == json.dumps(value)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=rows(7))
def test_a_table_of_the_format_comes_back_once_it_has_been_cleaned(tmp_path, body):
    here = tmp_path / "here"
    shutil.rmtree(here, ignore_errors=True)
    heads = ["unit", "criterion", "stage", "points", "state", "value", "note_vi"]
    write_package(Package("thu", "folder", {"name": "thu"}, {"scores": table("scores", heads, body)}), here)
    try:
        first = read_package(here)
    except CannotRead as refusal:
        only(refusal, "number_unclear", "letters_lost")
        return
    write_package(first, here / "a.xlsx")
    again = read_package(here / "a.xlsx")
    assert cells(again) == cells(first)
    assert {problem.code for problem in again.notes} <= {"word_read_as", "letters_garbled"}


def test_dirty_input_becomes_clean_and_nothing_more_is_noted(tmp_path):
    data = "\ufeffĐơn vị;Tiêu chí;Giai đoạn;Điểm;Trạng thái;Riêng\n SNV ;1.10;Tự chấm;0,50;Đã chấm; 1,5 \n"
    assert convert(folder(tmp_path / "a", {"Điểm.csv": data}), tmp_path / "b.zip") != []
    assert codes(convert(tmp_path / "b.zip", tmp_path / "c")) == ["heading_unknown"]
    assert (
        tmp_path / "c" / "Điểm.csv"
    ).read_text() == 'unit,criterion,stage,points,state,Riêng\nSNV,1.10,self,0.50,scored," 1,5 "\n'


def test_what_a_descriptor_says_of_a_files_form_is_kept_true(tmp_path):
    entry = {
        "name": "scores", "path": "x/scores.csv", "encoding": "utf-16", "dialect": {"delimiter": ";", "own": 1}, "bytes": 1, "hash": "sha256:00",
        "schema": {"fields": [{"name": "points", "decimalChar": ",", "type": "number"}]}, "more": {"a": [1, None]},
    }  # fmt: skip
    files = {
        "datapackage.json": json.dumps({"resources": [entry], "z": 1}),
        "x/scores.csv": (SCORES + LINE).replace(",", ";").encode("utf-16"),
    }
    convert(folder(tmp_path / "a", files), tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        said = json.loads(archive.read("datapackage.json"))
        data = archive.read("x/scores.csv")
    import hashlib

    assert said == {
        "name": "a",
        "resources": [{
            "name": "scores", "path": "x/scores.csv", "encoding": "utf-8", "dialect": {"own": 1}, "bytes": len(data),
            "hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "schema": {"fields": [{"name": "points", "type": "number"}]}, "more": {"a": [1, None]},
        }],
        "z": 1,
    }  # fmt: skip


def test_other_files_travel_along_and_a_workbook_refuses_them(tmp_path):
    listed = {
        "name": "x",
        "resources": [{"name": "scores", "path": "scores.csv"}, {"name": "qd", "path": "tai-lieu/qd.pdf"}],
    }
    files = {"datapackage.json": json.dumps(listed), "scores.csv": SCORES + LINE, "tai-lieu/qd.pdf": b"%PDF\0"}
    root = folder(tmp_path / "a", files)
    assert codes(convert(root, tmp_path / "b.zip")) == ["resource_skipped"]
    convert(tmp_path / "b.zip", tmp_path / "c")
    assert (tmp_path / "c" / "tai-lieu" / "qd.pdf").read_bytes() == b"%PDF\0"
    with pytest.raises(CannotWrite) as caught:
        convert(root, tmp_path / "d.xlsx")
    assert codes(caught.value.problems) == ["file_not_carried"]
    assert names(tmp_path) == ["a", "b.zip", "c"]


def test_a_zip_of_a_folder_and_one_with_decomposed_names_are_read(tmp_path):
    files = {"ky/datapackage.json": described("Điểm.csv"), "ky/Điểm.csv": SCORES + LINE, "__MACOSX/ky/._x": "x"}
    assert len(read_package(zipped(tmp_path / "a.zip", files)).tables["scores"]) == 1


def test_a_cell_that_excel_cannot_hold_is_refused_at_its_place(tmp_path):
    whole = ["😀" * 16_383, "😀" * 16_384]  # 32,766 and 32,768 of Excel's characters
    files = {"units.csv": "code,name_vi\n" + "".join(f"{at},{text}\n" for at, text in enumerate(whole))}
    with pytest.raises(CannotWrite) as caught:
        convert(folder(tmp_path / "a", files), tmp_path / "b.xlsx")
    (problem,) = caught.value.problems
    assert (problem.code, problem.where) == ("cell_over_excel", ("units.csv", 3, "name_vi"))
    assert not (tmp_path / "b.xlsx").exists()
    convert(tmp_path / "a", tmp_path / "b.zip")


def test_nothing_is_overwritten_without_force(tmp_path):
    source = folder(tmp_path / "a", {"scores.csv": SCORES + LINE})
    for target in (tmp_path / "b.zip", tmp_path / "c.xlsx", tmp_path / "d"):
        convert(source, target)
        before = contents(target) if target.is_dir() else target.read_bytes()
        with pytest.raises(CannotWrite) as caught:
            convert(CANONICAL[0], target)
        assert codes(caught.value.problems) == ["target_exists"]
        assert (contents(target) if target.is_dir() else target.read_bytes()) == before
        convert(CANONICAL[0], target, force=True)
        assert read_package(target).name == CANONICAL[0].name
    assert names(tmp_path) == ["a", "b.zip", "c.xlsx", "d"]


def test_a_package_may_be_replaced_by_itself(tmp_path):
    root = folder(tmp_path / "a", {"scores.csv": (SCORES + LINE).replace(",", ";")})
    convert(root, root, force=True)
    assert (root / "scores.csv").read_text() == SCORES + LINE


def test_a_folder_with_other_files_is_never_replaced(tmp_path):
    source = folder(tmp_path / "a", {"scores.csv": SCORES + LINE})
    target = folder(tmp_path / "b", {"scores.csv": SCORES})
    (target / "luận văn.docx").write_text("mine")
    with pytest.raises(CannotWrite) as caught:
        convert(source, target, force=True)
    assert codes(caught.value.problems) == ["target_not_ours"]
    assert "luận văn.docx" in caught.value.problems[0].what.vi
    assert (target / "luận văn.docx").read_text() == "mine"


@pytest.mark.parametrize(
    ("target", "code"),
    [("a.xls", "target_kind"), ("a.csv", "target_kind"), ("no/where", "no_parent"), ("a\0b", "target_kind")],
)
def test_a_target_that_cannot_be_is_refused(tmp_path, target, code):
    source = folder(tmp_path / "p", {"scores.csv": SCORES + LINE})
    with pytest.raises(CannotWrite) as caught:
        convert(source, tmp_path / target)
    assert codes(caught.value.problems) == [code]


@pytest.mark.parametrize("target", ["b", "b.zip", "b.xlsx"])
@pytest.mark.parametrize("step", ["_settle", "_replace"])
def test_a_failure_leaves_nothing_behind_and_touches_nothing(tmp_path, monkeypatch, target, step):
    source = folder(tmp_path / "a", {"scores.csv": SCORES + LINE})
    convert(source, tmp_path / target)
    before = contents(tmp_path)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(staging, step, full)
    with pytest.raises(CannotWrite) as caught:
        convert(CANONICAL[0], tmp_path / target, force=True)
    assert codes(caught.value.problems) == ["not_written"]
    assert "no space left" in caught.value.problems[0].what.en.lower()
    assert contents(tmp_path) == before


@pytest.mark.parametrize("target", ["b", "b.zip", "b.xlsx"])
def test_a_full_disk_while_writing_is_told(tmp_path, target):
    """Files of this process may grow to 5 kB: what a full disk is to a program."""
    import resource
    import signal

    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, hard))
    try:
        with pytest.raises(CannotWrite) as caught:
            convert(CANONICAL[0], tmp_path / target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert codes(caught.value.problems) == ["not_written"]
    assert names(tmp_path) == []


def test_when_the_second_rename_fails_the_old_folder_comes_back(tmp_path, monkeypatch):
    from pathlib import Path

    source = folder(tmp_path / "a", {"scores.csv": SCORES + LINE})
    convert(CANONICAL[0], tmp_path / "b")
    before, rename = contents(tmp_path), Path.replace

    def fails(self, target):
        if self.name == "new":
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(CannotWrite):
        convert(source, tmp_path / "b", force=True)
    assert contents(tmp_path) == before


def test_texts_that_no_file_takes_are_refused_at_their_place(tmp_path):
    package = Package("x", "folder", {}, {"y": table("y", ["a"], [["gut"], ["\x0bho"], ["\ud800"]])})
    with pytest.raises(CannotWrite) as caught:
        write_package(package, tmp_path / "b")
    assert [(problem.code, problem.where.row) for problem in caught.value.problems] == [
        ("text_not_writable", 3),
        ("text_not_writable", 4),
    ]
