"""Documentation cannot lie: its commands are run and their output compared; its links lead somewhere."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from parindex.cli.manual import manual

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "src" / "parindex" / "samples"
PAGES = [ROOT / "README.md", ROOT / "README.vi.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
CUT = "…"
"""A line of its own that stands for lines left out."""


def commands():
    """(page, command, expected output) for every `$ parindex …` in a console block that shows its output."""
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                if command.startswith("parindex ") and output.strip():
                    yield pytest.param(command, output, id=f"{page.name}: {command}")


def run(command, folder):
    """What a reader would see: output, then messages. The samples stand in the reader's folder."""
    for sample in SAMPLES.iterdir():
        if not (folder / sample.name).exists():
            (folder / sample.name).symlink_to(sample)
    environment = {k: v for k, v in os.environ.items() if k != "PARINDEX_LANG"}
    program = [sys.executable, "-m", "parindex", *shlex.split(command)[1:]]
    done = subprocess.run(
        program, cwd=folder, env={**environment, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr
    return done.stdout.decode() + done.stderr.decode()


def lines_of(text):
    return [line.rstrip() for line in text.strip("\n").splitlines()]


@pytest.mark.parametrize(("command", "output"), list(commands()))
def test_commands_print_what_the_page_shows(command, output, tmp_path):
    shown, printed = lines_of(output), lines_of(run(command, tmp_path))
    at = 0
    for number, line in enumerate(shown):
        if line.strip() == CUT:
            if number + 1 == len(shown):
                return
            at = printed.index(shown[number + 1], at)
        else:
            assert printed[at] == line
            at += 1
    assert printed[at:] == []


def examples():
    for page in PAGES:
        for number, code in enumerate(PYTHON.findall(page.read_text(encoding="utf-8"))):
            yield pytest.param(code, id=f"{page.name}: {number}")


@pytest.mark.parametrize("code", list(examples()))
def test_python_examples_run(code, tmp_path, monkeypatch):
    for sample in SAMPLES.iterdir():
        (tmp_path / sample.name).symlink_to(sample)
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "example", "exec"), {})  # noqa: S102 - our own page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_page_of_commands_is_up_to_date():
    page = ROOT / "docs" / "reference" / "commands.md"
    assert page.read_text(encoding="utf-8") == manual(), "python -m parindex.cli.manual > docs/reference/commands.md"


def test_the_page_of_settings_names_every_variable_that_is_read():
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE))
    sources = [*(ROOT / "src/parindex/config").glob("*.py"), *(ROOT / "src/parindex/cli").glob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    assert named == {"DATABASE_URL", *re.findall(r"PARINDEX_[A-Z_]+", text)}
