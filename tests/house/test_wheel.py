"""The wheel holds the whole product, and works away from any checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ENTRY = "import sys; from parindex.cli.main import main; sys.exit(main())"


@pytest.fixture(scope="module")
def wheel(pristine, tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", out]
    subprocess.run(command, cwd=pristine, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Give a folder with the wheel in it; what it needs is taken from this environment."""
    place = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    return place


def run(installed, *arguments):
    return subprocess.run(
        [sys.executable, "-P", "-c", ENTRY, *arguments],
        cwd=installed.parent,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_nothing_of_the_product_is_missing(wheel, pristine):
    listed = subprocess.run(
        ["git", "ls-files", "-z", "src"], cwd=pristine, capture_output=True, check=True, encoding="utf-8"
    ).stdout
    wanted = {str(Path(name).relative_to("src")) for name in listed.split("\0") if name and (pristine / name).exists()}
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert wanted == held


def test_it_carries_the_licence_and_the_command(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert [name for name in names if name.endswith("licenses/LICENSE")]
        (points,) = [name for name in names if name.endswith("entry_points.txt")]
        assert b"parindex = parindex.cli.main:main" in archive.read(points)


def test_it_works(installed):
    done = run(installed, "--version")
    assert done.returncode == 0, done.stderr
    assert "0.1.0" in done.stdout


def test_its_test_command_says_where_the_tests_are(installed):
    done = run(installed, "test")
    assert done.returncode == 2
    assert "not part of an installed parindex" in done.stderr
    assert done.stdout == ""
