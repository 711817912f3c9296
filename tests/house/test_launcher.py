"""The launcher, tried on fresh clones: nothing about the set-up is assumed."""

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SETTING_UP = "Setting up for the first run"


def version(done):
    """Read what `--version` printed, after seeing that it worked and that nothing else is on standard output."""
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1, done.stdout
    assert "0.1.0" in done.stdout
    return done.stdout


def test_a_fresh_clone_works_from_anywhere_with_an_empty_home(checkout, launch, environment):
    del environment["UV_CACHE_DIR"]
    first = launch(checkout, "--version")
    assert SETTING_UP in first.stderr
    assert "Đang chuẩn bị" in first.stderr
    version(first)
    again = launch(checkout, "--version")
    version(again)
    assert again.stderr == ""


def test_it_sets_itself_up_where_there_is_no_uv(checkout, launch):
    done = launch(checkout, "--version", PATH="/usr/bin:/bin")
    assert version(done)


def test_it_sets_itself_up_with_pip_alone(checkout, launch):
    """uv is left out by asking for one that no machine has: the hash does not fit, so pip refuses it."""
    lock = checkout / "requirements" / "installer.lock"
    lock.write_text("uv==0.6.0 --hash=sha256:" + "0" * 64 + "\n")
    done = launch(checkout, "--version", PATH="/usr/bin:/bin")
    assert version(done)
    assert not (checkout / ".venv" / "bin" / "uv").exists()


def test_it_is_a_command_of_its_own(checkout, launch, environment, tmp_path):
    version(launch(checkout, "--version"))
    here = {**environment, "PATH": f"{Path(sys.executable).parent}:{environment['PATH']}"}
    direct = subprocess.run(
        [checkout / "parindex", "--version"], cwd=tmp_path, env=here, capture_output=True, encoding="utf-8", check=False
    )
    assert version(direct)
    installed = subprocess.run(
        [checkout / ".venv/bin/parindex", "--version"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert version(installed)


def test_two_first_runs_at_once_both_work(checkout, environment, tmp_path):
    command = [sys.executable, checkout / "parindex", "--version"]
    runs = [
        subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    ends = [(run.communicate(), run.returncode) for run in runs]
    assert [code for _, code in ends] == [0, 0], ends
    assert sum(SETTING_UP.encode() in stderr for (_, stderr), _ in ends) == 1


@pytest.mark.parametrize("reached", [".venv/.parindex", ".venv/bin/python", ".venv/lib"])
def test_an_interrupted_set_up_is_made_good(checkout, launch, environment, reached):
    run = subprocess.Popen(
        [sys.executable, checkout / "parindex", "--version"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while run.poll() is None and not (checkout / reached).exists():
        time.sleep(0.001)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    assert not (checkout / ".venv/.parindex-stamp").exists()
    version(launch(checkout, "--version"))


def test_a_checkout_may_be_moved(checkout, launch):
    version(launch(checkout, "--version"))
    moved = checkout.rename(checkout.with_name("chỗ mới"))
    done = launch(moved, "--version")
    assert version(done)
    assert done.stderr == ""


def test_a_changed_lock_is_installed_and_a_removed_package_goes(checkout, launch):
    version(launch(checkout, "--version"))
    (site,) = (checkout / ".venv/lib").glob("python*/site-packages")
    assert (site / "typst").is_dir()
    lock = checkout / "requirements" / "run.lock"
    pins = re.split(r"^(?=\S)", lock.read_text(), flags=re.MULTILINE)
    lock.write_text("".join(pin for pin in pins if not pin.startswith("typst==")))
    done = launch(checkout, "--version")
    assert SETTING_UP in done.stderr
    assert not (site / "typst").exists()


def test_an_environment_of_somebody_else_is_left_alone(checkout, launch):
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "precious").write_text("mine")
    done = launch(checkout, "--version")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "was not made by ./parindex" in done.stderr
    assert (checkout / ".venv" / "precious").read_text() == "mine"


def test_arguments_and_folder_arrive_unchanged(checkout, launch):
    """A package that is not there is named in the message just as it was given, spaces and all."""
    version(launch(checkout, "--version"))
    done = launch(checkout, "check", "không có  gì")
    assert done.returncode == 2
    assert "không có  gì" in done.stderr
    assert not (checkout / "không có  gì").exists()


def test_a_warm_start_costs_less_than_a_tenth_of_a_second(checkout, launch, environment, tmp_path):
    version(launch(checkout, "--version"))
    launcher = [sys.executable, "-S", checkout / "parindex", "--version"]
    direct = [checkout / ".venv/bin/python", "-P", "-X", "utf8", checkout / ".venv/bin/parindex", "--version"]

    def fastest(command):
        times = []
        for _ in range(10):
            began = time.perf_counter()
            subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
            times.append(time.perf_counter() - began)
        return min(times)

    assert fastest(launcher) - fastest(direct) < 0.1


def run_with(before, checkout, environment):
    """Run the launcher after a line that takes something away from this Python."""
    code = f"import runpy, sys; {before}; sys.argv[:] = ['parindex', '--version']; runpy.run_path({str(checkout / 'parindex')!r}, run_name='__main__')"
    command = [sys.executable, "-X", "utf8", "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_an_old_python_is_told_what_is_needed(checkout, environment, tmp_path):
    environment["PATH"] = str(tmp_path)  # no newer Python to go on with
    done = run_with("sys.version_info = (3, 9, 2, 'final', 0)", checkout, environment)
    assert done.returncode == 2
    assert "parindex cần Python 3.11 trở lên; bản đang chạy là 3.9.2." in done.stderr
    assert "parindex needs Python 3.11 or newer; this is 3.9.2." in done.stderr
    assert not (checkout / ".venv").exists()


def test_an_old_python_goes_on_with_a_newer_one_that_is_there(checkout, environment, tmp_path):
    (tmp_path / "tools" / "python3.11").symlink_to(sys.executable)
    done = run_with("sys.version_info = (3, 9, 2, 'final', 0)", checkout, environment)
    assert version(done)


def test_an_old_python_can_read_the_launcher(root):
    ast.parse((root / "parindex").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_a_debian_without_venv_is_told_the_package(checkout, environment):
    environment["PATH"] = "/usr/bin:/bin"
    done = run_with("sys.modules['ensurepip'] = None", checkout, environment)
    assert done.returncode == 2
    assert "sudo apt-get install python3-venv" in done.stderr
    assert not (checkout / ".venv").exists()


def test_with_uv_there_a_debian_without_venv_works(checkout, environment):
    done = run_with("sys.modules['ensurepip'] = None", checkout, environment)
    assert version(done)


@pytest.fixture
def ordinary(pristine):
    """Give a place that an ordinary user may enter, a checkout there that they may only read, and how to run as one.

    Root may write anywhere, so where root runs the tests, `nobody` starts the launcher, with the system's Python.
    """
    as_root = os.geteuid() == 0
    place = Path(tempfile.mkdtemp(prefix="parindex-"))
    place.chmod(0o755)
    home = place / "home"
    home.mkdir()
    checkout = place / "chỉ đọc"
    shutil.copytree(pristine, checkout, symlinks=True)
    if as_root:
        shutil.chown(home, "nobody")
    else:
        checkout.chmod(0o555)
    yield checkout, home, {"user": "nobody", "extra_groups": []} if as_root else {}
    checkout.chmod(0o755)
    shutil.rmtree(place)


def run_as(user, checkout, home):
    """Start the launcher with a home, and with a uv and a Python that anybody can reach."""
    python = sys.executable if not user else "/usr/bin/python3"
    uv = Path(sys.executable).with_name("uv")
    if user:
        shutil.copy2(uv, home.parent / "uv")
    environment = {"HOME": str(home), "PATH": f"{home.parent if user else uv.parent}:/usr/bin:/bin"}
    command = [python, checkout / "parindex", "--version"]
    return subprocess.run(command, cwd="/", env=environment, capture_output=True, encoding="utf-8", check=False, **user)


def test_a_checkout_that_may_only_be_read_uses_the_cache_folder(ordinary):
    checkout, home, user = ordinary
    assert version(run_as(user, checkout, home))
    assert not (checkout / ".venv").exists()
    assert list((home / ".cache/parindex").glob("*.venv"))
    assert run_as(user, checkout, home).stderr == ""


def test_where_nothing_can_be_written_it_says_so(ordinary):
    checkout, _, user = ordinary
    done = run_as(user, checkout, Path("/proc"))
    assert done.returncode == 2
    assert "can be written to" in done.stderr
    assert done.stdout == ""
