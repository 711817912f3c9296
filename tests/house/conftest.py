"""Checkouts to try things on: never the one that is being worked in."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tracked(root: Path) -> list[Path]:
    """Give every file that git knows and that is there, relative to the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True).stdout
    names = [Path(os.fsdecode(name)) for name in listed.split(b"\0") if name]
    return [name for name in names if (root / name).is_file()]


@pytest.fixture(scope="session")
def pristine(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a fresh clone, brought to what stands in the working tree: a file that nobody added is missing in it."""
    place = tmp_path_factory.mktemp("pristine") / "parindex"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", root, place], check=True)
    changed = subprocess.run(
        ["git", "diff", "--name-only", "-z", "HEAD"], cwd=root, capture_output=True, check=True
    ).stdout
    for name in filter(None, changed.split(b"\0")):
        here, there = root / os.fsdecode(name), place / os.fsdecode(name)
        there.parent.mkdir(parents=True, exist_ok=True)
        if here.exists():
            shutil.copy2(here, there)
        else:
            there.unlink()
    return place


@pytest.fixture
def checkout(pristine: Path, tmp_path: Path) -> Path:
    """Give a checkout of one's own, in a path with spaces and Vietnamese letters."""
    place = tmp_path / "Sở Nội vụ – bản sao" / "chỉ số CCHC"
    shutil.copytree(pristine, place, symlinks=True)
    return place


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder for downloads, so that each package is fetched once a test process."""
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture
def environment(tmp_path: Path, cache: Path) -> dict[str, str]:
    """Give the environment of somebody new: an empty home, nothing of ours but uv on the PATH."""
    home = tmp_path / "home"
    home.mkdir()
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "uv").symlink_to(Path(sys.executable).with_name("uv"))
    theirs = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHON", "XDG_"))}
    usual = "/usr/local/bin:/usr/bin:/bin"
    return theirs | {"HOME": str(home), "PATH": f"{tools}:{usual}", "UV_CACHE_DIR": str(cache), "TMPDIR": str(tmp_path)}


Launch = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def launch(environment: dict[str, str], tmp_path: Path) -> Launch:
    """Give a way to start a checkout's launcher from another folder, with the Python that runs the tests."""

    def run(checkout: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, checkout / "parindex", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment | changes, capture_output=True, encoding="utf-8", check=False
        )

    return run
