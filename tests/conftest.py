"""Programs that tests share: a real browser, a real office suite. What is missing is installed, or the test fails."""

import fcntl
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_PLACES = (
    "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
CHROMIUM_ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SOFFICE = ("soffice", "libreoffice")
SOFFICE_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser: that is slow, and the same on every database."""
    for item in items:
        if {"browser", "browse"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a real Chromium, without windows, that asks nobody anything by itself."""
    with sync_playwright() as playwright:
        program = find_chromium(Path(playwright.chromium.executable_path))
        as_root = ("--no-sandbox",) if is_root() else ()
        chromium = playwright.chromium.launch(executable_path=program, args=[*as_root, *CHROMIUM_ARGUMENTS])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a command that is LibreOffice with a profile of this test process, so that several may run at once.

    It stands for `soffice`: `[libreoffice, "--headless", "--convert-to", "pdf", "--outdir", folder, file]`.
    """
    program = find_soffice()
    folder = tmp_path_factory.mktemp("libreoffice")
    profile = (folder / "profile").as_uri()
    command = folder / "soffice"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(str(program))} -env:UserInstallation={profile} "$@"\n')
    command.chmod(0o755)
    return command


def find_chromium(of_playwright: Path) -> Path:
    """Find Chromium, or install it, or fail with the command to run."""

    def look() -> Path | None:
        found = find("CHROMIUM", CHROMIUM, CHROMIUM_PLACES)
        return found or (of_playwright if of_playwright.exists() else None)

    with one_at_a_time("chromium"):
        program = look() or (install("chromium") and look())
        if not program:
            subprocess.run([*playwright_command(), "install", "chromium"], check=False)
            program = look()
    if not program:
        pytest.fail("Chromium is missing: sudo apt-get install chromium, or set CHROMIUM to its path", pytrace=False)
    return program


def find_soffice() -> Path:
    """Find LibreOffice, or install it, or fail with the command to run."""
    packages = ("libreoffice-calc", "libreoffice-writer")
    with one_at_a_time("libreoffice"):
        program = find("SOFFICE", SOFFICE, SOFFICE_PLACES)
        if not program and install(*packages):
            program = find("SOFFICE", SOFFICE, SOFFICE_PLACES)
    if not program:
        names = " ".join(packages)
        pytest.fail(f"LibreOffice is missing: sudo apt-get install {names}, or set SOFFICE to its path", pytrace=False)
    return program


def find(variable: str, names: tuple[str, ...], places: tuple[str, ...]) -> Path | None:
    """Find a program: what the variable names, then the PATH, then the usual places."""
    named = os.environ.get(variable)
    if named:
        return Path(named)
    on_path = (shutil.which(name) for name in names)
    usual = (place for place in places if Path(place).exists())
    return next((Path(program) for program in (*on_path, *usual) if program), None)


def install(*packages: str) -> bool:
    """Install Debian packages where we are root; say whether it was tried with success."""
    if not is_root() or not shutil.which("apt-get"):
        return False
    apt = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=600", "-o", "Acquire::Retries=3")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = subprocess.run([*apt, "update"], env=quiet, check=False)
    command = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    return update.returncode == 0 and subprocess.run(command, env=quiet, check=False).returncode == 0


def playwright_command() -> list[str]:
    """Give Playwright's own command line."""
    return [sys.executable, "-m", "playwright"]


@contextmanager
def one_at_a_time(what: str) -> Iterator[None]:
    """Let one test process at a time look for a program, so that only one installs it."""
    with (Path(tempfile.gettempdir()) / f"parindex-{os.getuid()}-{what}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_root() -> bool:
    """Say whether this process may install programs, and whether Chromium's sandbox refuses to start."""
    return os.geteuid() == 0
