"""The benchmarks run; how long they take is for people to read, never a reason to fail here."""

import subprocess
import sys

import pytest


@pytest.mark.slow
@pytest.mark.parametrize("group", ["engine", "package", "start"])
def test_a_group_of_benchmarks_runs(root, group):
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", group], cwd=root, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("|")][2:], "no row"
