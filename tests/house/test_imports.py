"""The import contracts, each broken on purpose once: a contract that cannot fail holds nothing."""

import os
import shutil
import subprocess
import sys

import pytest

from parindex.cli.develop import LINT_IMPORTS


@pytest.fixture
def copy(root, tmp_path):
    """Give a copy of the sources to break."""
    shutil.copytree(root / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(root / "pyproject.toml", tmp_path)
    return tmp_path


def lint(copy):
    """Run import-linter over a copy; give its exit code and words."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", LINT_IMPORTS, "--no-cache"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy / "src")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_sources_keep_every_contract(copy):
    code, words = lint(copy)
    assert code == 0, words
    assert "0 broken" in words


@pytest.mark.parametrize(
    ("room", "statement", "contract"),
    [
        ("engine", "import parindex.package", "Imports go one way"),
        ("engine", "import parindex.report", "Imports go one way"),
        ("engine", "import parindex.cli", "Imports go one way"),
        ("package", "import parindex.report", "Imports go one way"),
        ("report", "import parindex.package", "Imports go one way"),
        ("package", "import parindex.cli", "Imports go one way"),
        ("report", "import parindex.cli", "Imports go one way"),
        ("engine", "import parindex.library", "Imports go one way"),
        ("package", "import parindex.library", "Imports go one way"),
        ("report", "import parindex.library", "Imports go one way"),
        ("engine", "import pathlib", "The engine is pure"),
        ("engine", "import time", "The engine is pure"),
        ("engine", "import docx", "The engine is pure"),
        ("engine", "import django", "without Django"),
        ("package", "import django.db", "without Django"),
        ("report", "from django.template import loader", "without Django"),
        ("cli", "def late():\n    import django", "without Django"),
    ],
)
def test_a_broken_contract_is_seen(copy, room, statement, contract):
    (copy / "src/parindex" / room / "intruder.py").write_text(f"{statement}\n")
    code, words = lint(copy)
    assert code != 0
    assert any(contract in line and " BROKEN" in line for line in words.splitlines()), words


def test_a_new_room_must_take_its_place(copy):
    (copy / "src/parindex/annex").mkdir()
    (copy / "src/parindex/annex/__init__.py").write_text('"""A room that no contract knows."""\n')
    code, words = lint(copy)
    assert code != 0
    assert "parindex.annex" in words
