"""The commands of the application: real processes, a real server, what is told where something cannot be done."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "src" / "parindex" / "samples" / "lai-chau-2016"
SECRET = "mot-mat-khau-rat-dai"  # noqa: S105  # made up
LEFT_OUT = ("PARINDEX_LANG", "DATABASE_URL", "PARINDEX_DATA", "DJANGO_SETTINGS_MODULE", "PARINDEX_HOSTS")


@pytest.fixture
def environment(tmp_path):
    """Give the environment of commands with a folder of data of their own."""
    kept = {key: value for key, value in os.environ.items() if key not in LEFT_OUT}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PARINDEX_DATA": str(tmp_path / "dữ liệu"), "CI": "1"}


@pytest.fixture
def run(environment):
    """Give a function that runs a command: exit code, output, messages."""

    def command(*words, **more):
        done = subprocess.run(
            [sys.executable, "-m", "parindex", *map(str, words)], env={**environment, **more}, check=False,
            capture_output=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return command


@pytest.fixture
def started(environment):
    """Give a function that starts a server and waits for its address; all are stopped at the end."""
    processes = []

    def start(*words, **more):
        process = subprocess.Popen(
            [sys.executable, "-m", "parindex", *map(str, words)], env={**environment, **more},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        processes.append(process)
        address = process.stdout.readline().decode().strip()
        assert address.startswith("http://"), address + process.stdout.read().decode()
        return process, address

    yield start
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()


def get(address):
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310  # our own server
        return answer.status, answer.read().decode()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def init(run, **more):
    return run(
        "init", "--email", "quan.tri@tinh.gov.vn", "--name", "Lê Thị Mai", PARINDEX_ADMIN_PASSWORD=SECRET, **more
    )


def test_a_package_goes_in_and_comes_out_to_the_letter(run, tmp_path):
    assert run("import", SAMPLE)[:2] == (0, "lai-chau-2016\n")
    out = tmp_path / "ra"
    assert run("export", "lai-chau-2016", out)[:2] == (0, f"{out}\n")
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {
        path.name: path.read_bytes() for path in SAMPLE.iterdir()
    }
    assert run("export", "lai-chau-2016", out)[0] == 2
    assert run("export", "lai-chau-2016", out, "--force")[0] == 0
    code, printed, told = run("export", "lai-chau-2015", tmp_path / "khác", "--lang", "en")
    assert (code, printed) == (2, "")
    assert "There are: lai-chau-2016" in told


def test_what_cannot_be_imported_is_told_at_once(run, tmp_path):
    assert run("import", SAMPLE)[0] == 0
    code, _, told = run("import", SAMPLE)
    assert code == 2
    assert "Đã có kỳ đánh giá" in told
    broken = tmp_path / "hỏng"
    broken.mkdir()
    for path in SAMPLE.iterdir():
        text = path.read_text(encoding="utf-8").replace("lai-chau-2016", "lai-chau-2015")
        (broken / path.name).write_text(text.replace("VPUB,1.1.1,self,1,", "VPUB,1.1.1,self,9,"), encoding="utf-8")
    scores = broken / "scores.csv"
    scores.write_text(scores.read_text(encoding="utf-8").replace("VPUB,1.1.2,", "VPUX,1.1.2,"), encoding="utf-8")
    code, _, told = run("import", broken)
    assert code == 2
    assert "VPUX" in told
    assert "9" in told
    assert run("import", tmp_path / "không có")[0] == 2


def test_the_ledger_is_verified(run, tmp_path):
    assert run("ledger", "verify", "--lang", "en")[0] == 2  # there is no database yet
    run("import", SAMPLE)
    code, printed, _ = run("ledger", "verify", "--format", "json")
    assert (code, json.loads(printed)["entries"], json.loads(printed)["problems"]) == (0, 1, [])
    change = "UPDATE ledger_entry SET name = 'ai đó'"
    import sqlite3

    database = sqlite3.connect(tmp_path / "dữ liệu" / "parindex.sqlite3")
    database.execute(change)
    database.commit()
    database.close()
    code, printed, _ = run("ledger", "verify", "--lang", "en")
    assert code == 1
    assert "1 problem" in printed


def test_the_first_administrator_is_made_once_and_no_secret_is_printed(run):
    code, printed, told = init(run)
    assert code == 0
    assert "quan.tri@tinh.gov.vn" in told
    code, again, refused = init(run)
    assert code == 2
    assert "Đã có tài khoản quản trị" in refused
    assert SECRET not in printed + told + again + refused


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        ("không phải thư", SECRET, "an e-mail address"),
        ("a@b.vn", "ngắn", "10 characters"),
        ("a@b.vn", "", "no password"),
    ],
)
def test_an_administrator_who_will_not_do_is_refused(run, email, password, said):
    words = ("init", "--email", email, "--name", "Mai", "--lang", "en")
    code, _, told = run(*words, PARINDEX_ADMIN_PASSWORD=password)
    assert code == 2
    assert said in told


def test_django_has_its_commands(run):
    assert run("manage", "check")[0] == 0
    assert "migrate" in run("manage", "--help")[1]


def test_trouble_is_told_in_one_sentence_without_secrets(run, tmp_path):
    port = free_port()
    away = f"postgres://ten:{SECRET}@127.0.0.1:{port}/db"
    for words in (["serve"], ["ledger", "verify"], ["export", "a", "b"], ["init"]):
        code, printed, told = run(*words, "--lang", "en", DATABASE_URL=away)
        assert (code, printed) == (2, "")
        assert told == (
            f"The database (127.0.0.1:{port}) cannot be reached. Check the server, the permissions and DATABASE_URL.\n"
        )
    code, _, told = run("serve", "--lang", "en", DATABASE_URL=f"không-là-gì:{SECRET}")
    assert code == 2
    assert SECRET not in told
    (tmp_path / "tệp").write_text("")
    code, _, told = run("serve", PARINDEX_DATA=str(tmp_path / "tệp" / "con"))
    assert code == 2
    assert told.count("\n") == 1
    assert "tệp" in told


def test_a_server_without_a_database_or_with_an_old_one_says_what_to_do(run):
    assert "parindex init" in run("serve")[2]
    init(run)
    assert run("manage", "migrate", "results", "zero")[0] == 0
    code, _, told = run("serve", "--lang", "en")
    assert code == 2
    assert "parindex manage migrate" in told


def test_a_server_answers_tells_its_health_and_stops(run, started, tmp_path, environment):
    init(run)
    process, address = started("serve", "--port", free_port())
    assert get(address + "login/")[0] == 200
    assert json.loads(get(address + "healthz")[1])["status"] == "ok"
    port = int(re.search(r":(\d+)/", address)[1])
    code, _, told = run("serve", "--port", port, "--lang", "en")
    assert code == 2
    assert f"--port {port + 1}" in told
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    assert b"Traceback" not in process.stdout.read()
    assert not list(Path.home().glob(".gunicorn*"))


def test_health_is_503_while_migrations_wait(run, started):
    init(run)
    _, address = started("serve", "--port", free_port(), "--workers", "1")
    assert run("manage", "migrate", "results", "zero")[0] == 0
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(address + "healthz")
    assert refused.value.code == 503
    assert json.loads(refused.value.read())["status"] == "migrations pending"
    refused.value.close()


def test_the_demo_prepares_itself_takes_the_next_port_and_ends_cleanly(run, started, tmp_path):
    code, printed, _ = run("demo", "--prepare")
    assert (code, printed.strip()) == (0, str(tmp_path / "dữ liệu"))
    port = free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        process, address = started("demo", "--port", port, "--no-browser", DATABASE_URL="postgres://x@127.0.0.1:1/x")
        assert address != f"http://127.0.0.1:{port}/"
        assert json.loads(get(address + "healthz")[1])["database"] == "sqlite"
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0


def test_a_demo_that_was_stopped_goes_on_where_it_was(run, environment):
    process = subprocess.Popen([sys.executable, "-m", "parindex", "demo", "--prepare"], env=environment)
    time.sleep(1.2)
    process.kill()
    process.wait()
    assert run("demo", "--prepare")[0] == 0
    assert run("ledger", "verify")[0] == 0
    code, printed, _ = run(
        "manage", "shell", "-v", "0", "-c", "from parindex.results.models import Run; print(Run.objects.count())"
    )
    assert (code, printed.strip()) == (0, "2")


def test_the_demo_leaves_a_real_application_alone(run):
    init(run)
    code, _, told = run("demo", "--prepare", "--lang", "en")
    assert code == 2
    assert "left alone" in told
