"""Hostile and broken input: one clear problem each, in bounded time and memory, never a traceback."""

import io
import json
import os
import random
import resource
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from parindex.engine.problems import CannotRead
from parindex.package.files import limits
from parindex.package.files.reading import read_package
from tests.make.files import CANONICAL, SCORES, codes, described, folder, patched, refused, workbook, zipped

LINE = "A,1,self,1,scored\n"
NESTED = "[" * 100_000 + "]" * 100_000


def listing(path, **more):
    return json.dumps({"name": "x", "resources": [{"name": "scores", "path": path, **more}]})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad_json"),
        ("[]", "bad_json"),
        ('{"name": "x",}', "bad_json"),
        ('{"name": "x", "name": "y"}', "bad_json"),
        ('{"year": NaN}', "bad_json"),
        ('{"year": -Infinity}', "bad_json"),
        ('{"year": 1e999}', "bad_json"),
        ('{"year": ' + "9" * 5000 + "}", "bad_json"),
        ('{"a": ' + NESTED + "}", "bad_json"),
        ('{"a":' * 60 + "1" + "}" * 60, "bad_json"),
        ('{"name": "\\ud800"}', "bad_json"),
        ('{"name": "\\u0000"}', "bad_json"),
        ('{"resources": {}}', "bad_json"),
        ('{"resources": [1]}', "bad_resource"),
        ('{"resources": [{"name": "scores"}]}', "bad_resource"),
        ('{"resources": [{"name": "scores", "path": ["a.csv", "b.csv"]}]}', "bad_resource"),
        ('{"resources": [{"name": 5, "path": "scores.csv"}]}', "bad_resource"),
        ('{"resources": [{"name": "scores", "path": "scores.csv"}, {"name": "Điểm", "path": "x.csv"}]}', "file_missing"),
        ('{"resources": [{"name": "scores", "path": "scores.csv"}, {"name": "scores", "path": "x.csv"}]}', "resource_twice"),
        ('{"resources": [{"name": "scores", "path": "scores.csv"}, {"name": "x", "path": "./scores.csv"}]}', "resource_twice"),
    ],
)  # fmt: skip
def test_a_descriptor_that_is_none_is_refused(tmp_path, text, code):
    root = folder(tmp_path / "p", {"datapackage.json": text, "scores.csv": SCORES + LINE})
    assert code in codes(refused(root))


def test_the_place_of_a_mistake_in_json_is_told(tmp_path):
    problem = refused(folder(tmp_path / "p", {"datapackage.json": '{\n "name": "x"\n "title": 1}'}))[0]
    assert problem.where.row == 3


@pytest.mark.parametrize(
    "path",
    ["../scores.csv", "a/../../scores.csv", "/etc/passwd", "C:\\scores.csv", "C:scores.csv", "a\\b.csv", "\\\\host\\a.csv",
     "https://example.org/scores.csv", "file:///etc/passwd", "~/scores.csv", "a\nb.csv", "a\x1b[31m.csv"],
)  # fmt: skip
def test_a_path_out_of_the_package_is_refused(tmp_path, path):
    root = folder(tmp_path / "p", {"datapackage.json": listing(path), "scores.csv": SCORES + LINE})
    assert codes(refused(root)) == ["path_outside"]


def test_links_are_not_followed(tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text(SCORES + LINE)
    root = folder(tmp_path / "a", {"datapackage.json": listing("scores.csv")})
    (root / "scores.csv").symlink_to(secret)
    assert codes(refused(root)) == ["link"]
    root = folder(tmp_path / "b", {"datapackage.json": listing("inner/scores.csv")})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "scores.csv").write_text(SCORES + LINE)
    (root / "inner").symlink_to(tmp_path / "elsewhere")
    assert codes(refused(root)) == ["link"]
    root = folder(tmp_path / "c", {"scores.csv": SCORES + LINE})
    (root / "datapackage.json").rename(tmp_path / "d.json")
    (root / "datapackage.json").symlink_to(tmp_path / "d.json")
    assert codes(refused(root)) == ["no_descriptor"]


def test_a_folder_or_a_pipe_named_like_a_file_is_refused_at_once(tmp_path):
    root = folder(tmp_path / "a", {"datapackage.json": listing("scores.csv")})
    (root / "scores.csv").mkdir()
    assert codes(refused(root)) == ["not_a_file"]
    (root / "scores.csv").rmdir()
    os.mkfifo(root / "scores.csv")
    assert codes(refused(root)) == ["not_a_file"]
    os.mkfifo(tmp_path / "pipe.zip")
    assert codes(refused(tmp_path / "pipe.zip")) == ["not_a_file"]


AS_NOBODY = """
import os, sys
from parindex.engine.problems import CannotRead
from parindex.package.files.reading import read_package
read_package(sys.argv[1])  # everything is imported now, from wherever it lies
if os.geteuid() == 0:
    os.seteuid(65534)
try:
    read_package(sys.argv[2])
except CannotRead as refused:
    print(*[problem.code for problem in refused.problems])
"""


@pytest.mark.parametrize("kind", ["file", "archive", "folder"])
def test_what_may_not_be_read_is_refused(kind):
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        Path(name).chmod(0o755)
        root = folder(Path(name) / "p", {"scores.csv": SCORES + LINE})
        path = zipped(Path(name) / "a.zip", {"scores.csv": SCORES}) if kind == "archive" else root
        (root / "scores.csv" if kind == "file" else path).chmod(0)
        command = [sys.executable, "-c", AS_NOBODY, str(CANONICAL[0]), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        root.chmod(0o700)
    assert done.stdout.split() == ["no_access"], done.stderr


def test_what_is_no_package_is_refused(tmp_path):
    assert codes(refused(tmp_path / "none")) == ["not_found"]
    assert codes(refused(tmp_path / "a\0b")) == ["not_found"]
    (tmp_path / "empty").mkdir()
    problem = refused(tmp_path / "empty")[0]
    assert problem.code == "no_descriptor"
    assert '"parindex"' in problem.mend.vi
    for name, data, code in [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old_workbook"),
        ("scores.csv", SCORES.encode(), "not_a_package"),
        ("a.zip", b"", "not_a_package"),
        ("b.zip", b"PK\x03\x04 and no more", "bad_archive"),
        ("c.7z", b"7z\xbc\xaf\x27\x1c", "not_a_package"),
    ]:
        (tmp_path / name).write_bytes(data)
        assert codes(refused(tmp_path / name)) == [code], name
    assert codes(refused(zipped(tmp_path / "a.ods", {"datapackage.json": "{}", "content.xml": ""}))) == [
        "not_a_package"
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (SCORES + "A\0,1,self,1,scored\n", "not_text"),
        (b"PK\x03\x04" + bytes(100), "not_text"),
        (SCORES + "A\x01,1,self,1,scored\n", "control_character"),
        (SCORES + "S\ufffd,1,self,1,scored\n", "letters_lost"),
        (SCORES + "A\u202e,1,self,1,scored\n", "letters_lost"),
        (SCORES + f"A,1,self,1,{'x' * (1 << 20)}\n" + "A,1,self,1,s\n", None),
        (SCORES + f"A,1,self,1,{'x' * (1 << 20)}y\n", "cell_too_large"),
        (SCORES + f'A,1,self,1,"{"x" * (1 << 20)}y"\n', "cell_too_large"),
        (SCORES + 'A,1,self,1,"open\n' + LINE * 10, "bad_quotes"),
        (SCORES + 'A,1,self,1,"a"b\n', "bad_quotes"),
        (SCORES + "x" * (9 << 20), "cell_too_large"),
        ("," * 1_000_000 + "\n" + LINE, "too_many_columns"),
        (SCORES + "A,1,self,1,s" + "," * 1_000_000 + "\n", "too_many_columns"),
        (("x" * (2 << 20) + "\n") * 2, "cell_too_large"),
    ],
)
def test_a_table_that_is_none_is_refused(tmp_path, data, code):
    root = folder(tmp_path / "p", {"scores.csv": data})
    if code is None:
        assert len(read_package(root).tables["scores"]) == 2
    else:
        assert codes(refused(root)) == [code]


def test_an_unclosed_quotation_mark_is_told_with_its_row(tmp_path):
    problem = refused(folder(tmp_path / "p", {"scores.csv": SCORES + LINE + 'A,1,self,1,"a"b\n'}))[0]
    assert problem.where.row is not None
    assert '""' in problem.mend.vi


def test_too_many_rows_and_too_many_bytes_are_refused(tmp_path, monkeypatch):
    from parindex.package.files import csv_file

    root = folder(tmp_path / "p", {"scores.csv": SCORES + LINE * 200_000})
    monkeypatch.setattr(csv_file, "ROWS", 100_000)
    assert codes(refused(root)) == ["too_many_rows"]
    monkeypatch.setattr(limits, "FILE_MIB", 1)
    assert codes(refused(root)) == ["too_large"]


def bomb(size):
    """A .zip whose table unpacks to `size` bytes of zeros as numbers."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", listing("scores.csv"))
        with archive.open("scores.csv", "w", force_zip64=True) as member:
            member.write(SCORES.encode())
            for _ in range(size >> 20):
                member.write(b"0" * ((1 << 20) - 1) + b"\n")
    return data.getvalue()


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "bomb.zip"
    path.write_bytes(bomb(600 << 20))
    start = time.perf_counter()
    assert codes(refused(path)) == ["archive_bomb"]
    assert time.perf_counter() - start < 1


def test_a_zip_bomb_that_lies_about_its_size_is_given_up(tmp_path):
    data = bomb(64 << 20)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("scores.csv").file_size
    path = tmp_path / "bomb.zip"
    path.write_bytes(data.replace(struct.pack("<I", size), struct.pack("<I", 1000)))
    assert codes(refused(path))[0] in {"bad_archive", "archive_bomb", "cell_too_large"}


def test_an_archive_in_an_archive_is_no_table(tmp_path):
    inner = zipped(tmp_path / "inner.zip", {"scores.csv": SCORES}).read_bytes()
    assert codes(
        refused(zipped(tmp_path / "outer.zip", {"datapackage.json": listing("scores.csv"), "scores.csv": inner}))
    ) == ["not_text"]


@pytest.mark.parametrize("name", ["../scores.csv", "/scores.csv", "a\\scores.csv", "C:/scores.csv", "x/../../y"])
def test_a_member_outside_is_refused(tmp_path, name):
    assert codes(refused(zipped(tmp_path / "a.zip", {"scores.csv": SCORES, name: LINE}))) == ["path_outside"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_strange_members_are_refused(tmp_path):
    def made(change):
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("datapackage.json", described("scores.csv"))
            archive.writestr("scores.csv", SCORES + LINE)
            change(archive)
        return path

    def link(archive):
        member = zipfile.ZipInfo("units.csv")
        member.create_system, member.external_attr = 3, 0o120777 << 16
        archive.writestr(member, "/etc/passwd")

    assert codes(refused(made(link))) == ["link"]
    assert codes(refused(made(lambda archive: archive.writestr("scores.csv", LINE)))) == ["archive_name_twice"]
    assert codes(refused(made(lambda archive: archive.writestr("SCORES.csv", LINE)))) == ["archive_name_twice"]
    assert codes(refused(made(lambda archive: [archive.writestr(f"{n}.txt", "") for n in range(2001)]))) == [
        "archive_bomb"
    ]
    data = bytearray(made(lambda _: None).read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert codes(refused(tmp_path / "a.zip")) == ["encrypted"]
    data[at + 8] &= 0xFE
    data[at + 10] = 14
    (tmp_path / "a.zip").write_bytes(data)
    assert codes(refused(tmp_path / "a.zip")) == ["bad_archive"]


def test_members_that_overlap_are_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"scores.csv": SCORES + LINE * 100, "units.csv": "code\nA\n"})
    data = bytearray(path.read_bytes())
    last = data.rindex(b"PK\x01\x02")
    before = data.rindex(b"PK\x01\x02", 0, last)
    data[last + 42 : last + 46] = data[before + 42 : before + 46]
    path.write_bytes(data)
    assert codes(refused(path)) == ["archive_bomb"]


def small(tmp_path):
    return workbook(tmp_path / "a.xlsx", {"scores": [SCORES.strip().split(","), ["A", "1", "self", 1, "scored"]]})


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"],
)
def test_entities_in_a_workbook_are_refused(tmp_path, part):
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    path = patched(small(tmp_path), part, lambda data: data.replace(b"?>", b"?>" + laughs, 1))
    assert codes(refused(path)) == ["xml_trick"]
    path = patched(small(tmp_path), part, lambda data: data.decode().encode("utf-16"))
    assert codes(refused(path)) == ["xml_trick"]


@pytest.mark.parametrize(
    "cell",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b'<x:row r="1048576"><x:c  s="0"\n r = \'XFD1048576\'><x:v>1</x:v></x:c></x:row>',
        b'<row><c r="XFD1048576"><v>1</v></c></row>',
        b'<row r="1048576"><c x=">" r="XFD1048576"><v>1</v></c></row>',
        b'<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>',
        b"<row r='1048576'>" + b"<c><v>1</v></c>" * 20_000 + b"</row>",
    ],
)
def test_a_cell_far_away_makes_no_room_for_all_the_cells_before_it(tmp_path, cell):
    path = patched(
        small(tmp_path), "xl/worksheets/sheet1.xml", lambda data: data.replace(b"</sheetData>", cell + b"</sheetData>")
    )
    assert codes(refused(path))[0] in {"sheet_too_large", "not_a_workbook", "too_many_columns"}


def test_a_dimension_that_is_claimed_costs_nothing(tmp_path):
    path = patched(
        small(tmp_path), "xl/worksheets/sheet1.xml", lambda data: data.replace(b'ref="A1:E2"', b'ref="A1:XFD1048576"')
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(read_package(path).tables["scores"]) == 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # KiB


def test_a_workbook_of_endless_text_is_refused(tmp_path):
    path = patched(small(tmp_path), "xl/sharedStrings.xml", lambda data: data.replace(b"scored", b"x" * (3 << 20)))
    assert codes(refused(path)) == ["cell_too_large"]
    path = patched(small(tmp_path), "xl/sharedStrings.xml", lambda data: data.replace(b"scored", b"x" * (64 << 20)))
    assert codes(refused(path)) == ["archive_bomb"]


SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
LONG = 1 << 20
SLOW = {
    "spaces after a formula": (
        SHEET,
        b"</sheetData>",
        b'<row r="3"><c r="A3"><f/>' + b" " * LONG + b"x</c></row></sheetData>",
    ),
    "spaces in a tag": (
        SHEET,
        b"</sheetData>",
        b'<row r="3"><c ' + b" " * LONG + b'r="A3"><v>1</v></c></row></sheetData>',
    ),
    "attributes": (STYLES, b"<fonts", b"<numFmts><numFmt " + b'numFmtId="1" ' * (LONG // 13) + b"/></numFmts><fonts"),
    "openings": (STYLES, b"<cellXfs", b"<cellXfs" * (LONG // 8)),
    "overlaps": (
        SHEET,
        b"</sheetData>",
        b'<row r="40000"><c r="A40000"><v>1</v></c></row></sheetData><mergeCells>'
        + b'<mergeCell ref="A2:A40000"/>' * 40_000
        + b"</mergeCells>",
    ),
}


@pytest.mark.parametrize("trick", SLOW)
def test_no_text_is_looked_at_for_longer_than_its_length(tmp_path, trick):
    part, old, new = SLOW[trick]
    path = patched(small(tmp_path), part, lambda data: data.replace(old, new, 1))
    start = time.perf_counter()
    with suppress(CannotRead):
        read_package(path)
    assert time.perf_counter() - start < 5


def test_a_descriptor_of_endless_resources_is_refused_at_once(tmp_path):
    entries = [{"name": f"n{number}", "path": f"p{number}"} for number in range(100_000)]
    root = folder(tmp_path / "p", {"datapackage.json": json.dumps({"resources": entries}, indent=0)})
    start = time.perf_counter()
    assert codes(refused(root)) == ["bad_json"]
    assert time.perf_counter() - start < 5


def test_a_million_columns_in_a_workbook_are_refused(tmp_path):
    row = [f"c{n}" for n in range(1500)]
    assert codes(refused(workbook(tmp_path / "a.xlsx", {"scores": [row, row]}))) == ["too_many_columns"]


def test_other_kinds_of_workbook_under_the_same_name_are_refused(tmp_path):
    with zipfile.ZipFile(small(tmp_path), "a") as archive:
        archive.writestr("content.xml", "<x/>")
    assert codes(refused(tmp_path / "a.xlsx")) == ["not_a_package"]


@pytest.mark.parametrize("kind", ["zip", "xlsx"])
@pytest.mark.slow
def test_a_file_that_is_damaged_anywhere_is_read_or_refused_and_nothing_else(tmp_path, kind):
    from parindex.package.files.convert import convert

    path = tmp_path / f"whole.{kind}"
    convert(CANONICAL[0], path)
    whole, chance, harmed = path.read_bytes(), random.Random(7), tmp_path / f"harmed.{kind}"
    for _ in range(60):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(max(1, len(data)))] = chance.randrange(256)
        harmed.write_bytes(data)
        with suppress(CannotRead):
            read_package(harmed)
