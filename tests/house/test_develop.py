"""The `test` command: each gate is broken on purpose once, in a copy, and is seen to fail."""

import os
import shutil
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

RUN = "import sys; from parindex.cli.develop import run_tests; sys.exit(run_tests(sys.argv[1:]))"

INTRUDERS = {
    "ruff": ("engine/intruder.py", '"""Unused."""\n\nimport json\n'),
    "format": ("engine/intruder.py", '"""Spaces."""\n\nNUMBERS = ( 1,2 )\n'),
    "mypy": ("engine/intruder.py", '"""Wrong type."""\n\nPOINTS: int = "one"\n'),
    "imports": ("engine/intruder.py", '"""Wrong way."""\n\nimport parindex.cli.develop  # noqa: F401\n'),
    "migrations": (
        "web/ui/models.py",
        """from django.db import models\n\n\nclass Intruder(models.Model):\n    class Meta:\n        app_label = "rounds"\n""",
    ),
    "deptry": ("cli/intruder.py", '"""Undeclared."""\n\nimport pypdf  # noqa: F401\n'),
    "vulture": ("cli/intruder.py", '"""Dead."""\n\nif False:\n    print("never")\n'),
    "bandit": ("cli/intruder.py", '"""Unsafe."""\n\nprint(eval("1 + 1"))\n'),
}


@pytest.fixture
def copy(root, tmp_path):
    """Give a copy of what the gates look at, with a test that passes."""
    place = tmp_path / "bản sao"
    shutil.copytree(root / "src", place / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(root / "pyproject.toml", place)
    shutil.copy2(root / "parindex", place)
    (place / "tests").mkdir()
    shutil.copy2(root / "tests/settings.py", place / "tests")
    (place / "tests/test_sum.py").write_text("def test_sum():\n    assert 1 + 1 == 2\n")
    return place


def run(copy, *arguments):
    """Run the command of the copy, from elsewhere."""
    return subprocess.run(
        [sys.executable, "-P", "-X", "utf8", "-c", RUN, *arguments],
        cwd=copy.parent,
        env={**os.environ, "PYTHONPATH": str(copy / "src")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("gate", INTRUDERS)
def test_each_gate_sees_what_it_is_there_for(copy, gate):
    place, text = INTRUDERS[gate]
    (copy / "src/parindex" / place).write_text(text)
    done = run(copy, "--only", gate)
    assert done.returncode == 1
    assert "intruder" in done.stdout.lower()
    assert done.stdout.endswith(f"\nFailed: {gate}\n")


def test_every_gate_passes_over_the_sources_as_they_are(copy):
    done = run(copy, *(word for gate in INTRUDERS for word in ("--only", gate)))
    assert done.returncode == 0, done.stdout


def test_a_failing_test_is_told_after_everything_else(copy):
    (copy / "tests/test_sum.py").write_text("def test_sum():\n    assert 1 + 1 == 3\n")
    done = run(copy, "--only", "format", "--only", "pytest")
    assert done.returncode == 1
    assert "1 failed" in done.stdout
    assert done.stdout.endswith("\nFailed: format, pytest\n") or done.stdout.endswith("\nFailed: pytest\n")


def test_where_all_pass_the_last_line_is_that_of_pytest(copy):
    done = run(copy, "--only", "pytest", "--", "-k", "sum")
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout.splitlines()[-1]


def test_a_tool_that_is_not_there_is_named(copy):
    done = run(copy, "--only", "spelling")
    assert done.returncode == 2
    assert "invalid choice: 'spelling'" in done.stderr
