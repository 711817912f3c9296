"""The commands as a person runs them: real processes, real files, exit codes, and what goes where."""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "src" / "parindex" / "samples"
THIS, BEFORE = SAMPLES / "lai-chau-2017", SAMPLES / "lai-chau-2016"
REPORT = {"report.docx", "report.pdf", "report.html", "report.xlsx", "article.html", "article.txt"}


def environment(**more):
    return {**{k: v for k, v in os.environ.items() if k != "PARINDEX_LANG"}, "PYTHONPATH": str(ROOT / "src"), **more}


def run(*arguments, **more):
    done = subprocess.run(
        [sys.executable, "-m", "parindex", *map(str, arguments)],
        capture_output=True,
        env=environment(**more.pop("env", {})),
        check=False,
        **more,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def package(tmp_path):
    """A copy of the sample that a test may spoil."""
    return Path(shutil.copytree(THIS, tmp_path / "gói dữ liệu"))


def spoil(package, table, before, after):
    path = package / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def rows_of(table):
    with (THIS / f"{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def published(measure, criterion="", unit=""):
    wanted = (measure, criterion, unit)
    return next(r["value"] for r in rows_of("published") if (r["measure"], r["criterion"], r["unit"]) == wanted)


def test_check_is_clean_on_the_samples():
    assert run("check", THIS, "--previous", BEFORE)[0] == 0
    assert run("check", BEFORE)[0] == 0
    assert run("check", ROOT / "tests" / "data" / "asem-2018")[0] == 0


def test_check_finds_a_spoilt_package(package):
    spoil(package, "published", "mean,,,79.79", "mean,,,79.80")
    code, out, _ = run("check", package, "--previous", BEFORE, "--format", "json")
    problems = [p for p in json.loads(out)["problems"] if p["severity"] == "error"]
    assert code == 1
    assert len(problems) == 1
    assert (problems[0]["file"], problems[0]["row"]) == ("published.csv", 3)
    assert "79,79" in problems[0]["what"]
    assert "79,80" in problems[0]["what"]


def test_check_cannot_read_what_is_not_there(tmp_path):
    for command in ("check", "compute", "robustness"):
        code, out, err = run(command, tmp_path / "không có")
        assert (code, out) == (2, "")
        assert "không có" in err


def test_compute_gives_the_published_figures():
    code, out, err = run("compute", THIS, "--previous", BEFORE, "--format", "json")
    assert (code, err) == (0, "")
    document = json.loads(out)
    overall = document["blocks"][0]["overall"]
    assert overall["mean"] == published("mean")
    assert overall["range"] == published("range")
    assert str(overall["rose"]) == published("rose")
    assert str(overall["fell"]) == published("fell")
    areas = {area["criterion"]: area for area in document["blocks"][0]["areas"]}
    assert areas["1"]["mean"] == published("mean", "1")
    assert areas["6"]["full"] == int(published("full", "6"))
    units = {unit["unit"]: unit for unit in document["blocks"][0]["units"]}
    assert units["BQLMLT"]["areas"]["1"]["index"] == published("value", "1", "BQLMLT")
    assert document["problems"] == []
    assert (document["name"], document["previous"], document["stage"]) == ("lai-chau-2017", "lai-chau-2016", "latest")


def test_compute_without_a_year_before_compares_nothing():
    document = json.loads(run("compute", THIS, "--format", "json")[1])
    block = document["blocks"][0]
    assert (document["previous"], block["overall"]["rose"], block["overall"]["fell"]) == (None, None, None)
    assert {unit["change"] for unit in block["units"]} == {None}


def test_compute_as_csv_has_a_row_a_unit():
    code, out, _ = run("compute", THIS, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert len(rows) == int(published("units"))
    assert {row["unit"]: row["index_3"] for row in rows}["STP"] == "100.00"


def test_compute_at_the_stage_of_self_scoring_leaves_surveys_out():
    document = json.loads(run("compute", THIS, "--stage", "self", "--format", "json")[1])
    surveys = [row for row in rows_of("criteria") if row["source"] == "survey"]
    units = {unit["unit"]: unit for unit in document["blocks"][0]["units"]}
    # every leaf of the Department of Justice applies, so only the survey leaves are left out of 100 points
    assert float(units["STP"]["maximum"]) == 100 - sum(float(r["max_points"]) for r in surveys)
    assert document["problems"] == []


def test_an_undecided_cell_is_listed_and_never_a_zero(package):
    spoil(package, "scores", "STP,1.1.1,appraised,0.5,scored\n", "")
    spoil(package, "scores", "STP,1.1.1,self,", "XX,1.1.1,self,")
    path = package / "scores.csv"
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("XX,")]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    code, out, _ = run("compute", package, "--format", "json")
    document = json.loads(out)
    unit = next(u for u in document["blocks"][0]["units"] if u["unit"] == "STP")
    assert code == 1
    assert (unit["maximum"], unit["undecided"]) == ("99", ["1.1.1"])
    assert any("STP" in problem["what"] and "1.1.1" in problem["what"] for problem in document["problems"])


def test_the_table_speaks_both_languages():
    vietnamese, english = run("compute", THIS)[1], run("compute", THIS, "--lang", "en")[1]
    assert "trung bình 79,79%" in vietnamese
    assert "mean 79.79%" in english
    assert "Department of Justice" in english
    assert run("compute", THIS, env={"PARINDEX_LANG": "en"})[1] == english


@pytest.mark.parametrize("command", ["check", "compute", "report", "robustness", "convert", "demo", "serve", "init", "import", "export",
                                     "ledger", None])  # fmt: skip
def test_help_in_both_languages(command):
    words = [command] if command else []
    assert "Cách dùng" in run(*words, "--help")[1]
    english = run(*words, "--lang", "en", "--help")[1]
    assert "usage:" in english
    english = english.replace("Lai Châu", "")
    assert not set("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ") & set(english.lower())


def test_a_wrong_command_line_says_what_and_points_to_help():
    code, out, err = run("compute")
    assert (code, out) == (2, "")
    assert "còn thiếu: PACKAGE" in err
    assert "parindex compute --help" in err
    assert "không có lựa chọn" in run("compute", THIS, "--stage", "draft")[2]


def test_report_writes_every_file_and_overwrites_none(tmp_path):
    out = tmp_path / "báo cáo" / "2017"
    code, printed, _ = run("report", THIS, "--previous", BEFORE, "--out", out)
    assert code == 0
    assert {path.name for path in out.iterdir()} == REPORT
    assert {Path(line).name for line in printed.splitlines()} == REPORT
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    code, printed, err = run("report", THIS, "--out", out, "--formats", "pdf,html")
    assert (code, printed) == (2, "")
    assert "report.pdf" in err
    assert "report.html" in err
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before

    assert run("report", THIS, "--previous", BEFORE, "--out", out, "--force")[0] == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_report_writes_only_what_is_asked_for(tmp_path):
    assert run("report", THIS, "--out", tmp_path, "--formats", "html", "--lang", "en")[0] == 0
    assert {path.name for path in tmp_path.iterdir()} == {"report.html"}
    assert 'lang="en"' in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_report_refuses_what_it_does_not_know(tmp_path):
    code, _, err = run("report", THIS, "--out", tmp_path / "new", "--formats", "docx,odt")
    assert code == 2
    assert "odt" in err
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_report_into_a_folder_without_permission(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    code, _, err = run("report", THIS, "--out", folder, "--formats", "article")
    assert code == 2
    assert "không ghi được" in err


def test_a_report_that_is_stopped_leaves_no_half_file(tmp_path):
    started = subprocess.Popen(
        [sys.executable, "-m", "parindex", "report", THIS, "--previous", BEFORE, "--out", tmp_path / "out"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(0.4)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=60)
    assert started.returncode == 130
    assert b"Traceback" not in err
    assert out == b""
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_output_into_a_closed_pipe_is_quiet():
    program = f'"{sys.executable}" -m parindex compute "{THIS}" --format json | head -n 1'
    done = subprocess.run(["bash", "-c", program], capture_output=True, env=environment(), check=False)
    assert done.stdout == b"{\n"
    assert done.stderr == b""


BLOCKED = """
import sys
class Closed:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "gunicorn"}:
            raise ImportError(f"{name} is blocked")
sys.meta_path.insert(0, Closed())
from parindex.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "words",
    [
        ["check", THIS, "--previous", BEFORE], ["compute", THIS], ["robustness", THIS, "--draws", "20"],
        ["report", THIS, "--out", "out", "--formats", "html"], ["convert", THIS, "a.zip"], ["--help"], ["demo", "--help"],
    ],
)  # fmt: skip
def test_what_needs_no_application_works_without_django(words, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, *map(str, words)],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_every_shown_form_of_the_sample_says_that_it_is_a_reconstruction(tmp_path):
    run("report", THIS, "--previous", BEFORE, "--out", tmp_path, "--formats", "html,article")
    for name in ("report.html", "article.html", "article.txt"):
        assert "phục dựng" in (tmp_path / name).read_text(encoding="utf-8"), name
    assert "phục dựng" in run("compute", THIS)[1]
    assert "phục dựng" in json.loads(run("compute", THIS, "--format", "json")[1])["notice"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", [["check"], ["compute", "--format", "json"], ["robustness", "--draws", "50"]])
def test_an_output_that_cannot_be_written_is_told_in_one_line(command):
    with Path("/dev/full").open("wb") as full:
        program = [sys.executable, "-m", "parindex", command[0], THIS, *command[1:]]
        done = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
    assert done.returncode == 2
    assert done.stderr.decode().strip() == "Không ghi được kết quả: hết dung lượng đĩa."


def test_a_year_before_that_is_none_is_told():
    for previous in (THIS, SAMPLES / "lai-chau-2017"):
        code, out, _ = run("compute", BEFORE, "--previous", previous, "--format", "json")
        assert code == 1
        assert [problem["code"] for problem in json.loads(out)["problems"]] == ["previous_not_earlier"]


def test_what_could_be_read_is_checked_although_a_table_could_not(package):
    spoil(package, "findings", "points_lost,note_vi", "points_lost,reason")
    spoil(package, "published", "rose,,,16", "rose,,,15")
    spoil(package, "scores", "VPUB,1.1.1,self,1,", "VPUB,1.1.1,self,3,")
    code, out, _ = run("check", package, "--previous", BEFORE, "--format", "json")
    problems = {(p["file"], p["row"]) for p in json.loads(out)["problems"] if p["severity"] == "error"}
    assert code == 1
    assert problems == {("findings.csv", 1), ("published.csv", 4), ("scores.csv", 2)}


def test_a_package_that_cannot_be_read_is_told_in_json_too(tmp_path):
    (tmp_path / "p.zip").write_bytes(b"PK\x03\x04 not an archive")
    code, out, err = run("compute", tmp_path / "p.zip", "--format", "json")
    assert code == 2
    assert [problem["file"] for problem in json.loads(out)["problems"]] == ["p.zip"]
    assert "p.zip" in err


def test_a_heading_of_a_million_columns_is_refused(package):
    spoil(package, "scores", "\n", "," + "c," * 1_000_000 + "\n")
    code, out, _ = run("check", package, timeout=20)
    assert code == 1
    assert "1.000 cột" in out


def test_too_many_draws_are_refused():
    code, out, err = run("robustness", ROOT / "tests" / "data" / "asem-2018", "--draws", 1_000_001)
    assert (code, out) == (2, "")
    assert "--draws" in err


@pytest.mark.parametrize("target", ["out.xlsx", "out.zip"])
def test_of_two_at_once_one_is_refused(tmp_path, target):
    program = [sys.executable, "-m", "parindex", "convert"]
    both = [
        subprocess.Popen([*program, source, tmp_path / target], env=environment(), stdout=subprocess.DEVNULL, stderr=-1)
        for source in (THIS, BEFORE)
    ]
    messages = [process.communicate()[1].decode() for process in both]
    assert sorted(process.returncode for process in both) == [0, 2], messages
    winner = (THIS, BEFORE)[[process.returncode for process in both].index(0)]
    assert run("compute", tmp_path / target, "--format", "csv")[1] == run("compute", winner, "--format", "csv")[1]
    assert [path.name for path in tmp_path.iterdir()] == [target]


def test_of_two_reports_at_once_one_is_refused(tmp_path):
    program = [sys.executable, "-m", "parindex", "report", THIS, "--formats", "article", "--out", tmp_path / "o"]
    both = [subprocess.Popen(program, env=environment(), stdout=subprocess.DEVNULL, stderr=-1) for _ in range(2)]
    for process in both:
        process.communicate()
    assert sorted(process.returncode for process in both) == [0, 2]
    assert {path.name for path in (tmp_path / "o").iterdir()} == {"article.html", "article.txt"}
