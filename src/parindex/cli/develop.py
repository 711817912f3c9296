"""The `test` command: every check of the house, then every test. For those who work on parindex itself."""

import argparse
import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PYTEST, POSTGRES = "pytest", "postgres"
"""All tests, on SQLite; and those of the rooms and screens again, on a PostgreSQL started for them."""

# import-linter has no `python -m`; its command is called by name instead of through a script, whose first line
# cannot name a Python in a path with spaces.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"

# a folder of data of its own: it must not look at, or make, anybody's database
MIGRATIONS = """
import os, sys, tempfile
with tempfile.TemporaryDirectory() as folder:
    os.environ |= {"PARINDEX_DATA": folder, "DJANGO_SETTINGS_MODULE": "parindex.config.settings"}
    os.environ.pop("DATABASE_URL", None)
    from django.core.management import execute_from_command_line
    execute_from_command_line(["", "makemigrations", "--check", "--dry-run"])
"""

NOTHING_CHOSEN = 5
"""What pytest answers where no test was chosen (`-- -k ranks`)."""

GATES: dict[str, tuple[str, ...]] = {
    "ruff": ("-m", "ruff", "check", "."),
    "format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy"),
    "imports": ("-c", LINT_IMPORTS, "--no-cache"),
    # models that no migration brings into a database
    "migrations": ("-c", MIGRATIONS),
    "deptry": ("-m", "deptry", "src"),
    "vulture": ("-m", "vulture"),
    # what bandit finds of low severity are the same rules as ruff's S, which are answered line by line
    "bandit": ("-m", "bandit", "--quiet", "--recursive", "--severity-level", "medium", "-c", "pyproject.toml", "src"),
}


@dataclass(frozen=True)
class Outcome:
    """How one gate ended: its exit code, its words, and the seconds it took."""

    name: str
    code: int
    words: str
    seconds: float


def run_tests(arguments: list[str]) -> int:
    """Run the gates and pytest from the root of the checkout: 0 when all pass, 1 when any fails, 2 when it cannot."""
    chosen, for_pytest = read_arguments(arguments)
    trouble = why_not()
    if trouble:
        print(trouble, file=sys.stderr)
        return 2
    failed = run_gates([name for name in GATES if name in chosen])
    if PYTEST in chosen and run_pytest(for_pytest) != 0:
        failed.append(PYTEST)
    if POSTGRES in chosen and run_postgres(for_pytest) != 0:
        failed.append(POSTGRES)
    if failed:
        print(f"\nFailed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def read_arguments(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split what is to be run from what pytest is told: `--only mypy --only pytest -- -k ranks`."""
    ours, for_pytest = list(arguments), list[str]()
    if "--" in ours:
        at = ours.index("--")
        ours, for_pytest = ours[:at], ours[at + 1 :]
    parser = argparse.ArgumentParser(
        prog="parindex test",
        description="Run the checks of the house, then the tests. What follows -- goes to pytest.",
    )
    names = [*GATES, PYTEST, POSTGRES]
    parser.add_argument("--only", action="append", choices=names, help="only this one; may be given several times")
    return parser.parse_args(ours).only or names, for_pytest


def why_not() -> str | None:
    """Say why the tests cannot be run here, or None where they can."""
    if not (ROOT / "pyproject.toml").is_file() or not (ROOT / "tests").is_dir():
        return "The tests are not part of an installed parindex. Get the source code and run ./parindex test there."
    if importlib.util.find_spec("pytest") is None:
        return f"The tools for the tests are not installed. Run {ROOT / 'parindex'} test, which installs them."
    return None


def run_gates(names: Sequence[str]) -> list[str]:
    """Run the gates side by side, tell how each ended in the order given, and return those that failed."""
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        outcomes = pool.map(run_gate, names)
        return [outcome.name for outcome in outcomes if not tell(outcome)]


def run_gate(name: str) -> Outcome:
    """Run one gate and keep its words until it is its turn."""
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603 - the fixed commands above
        [sys.executable, *GATES[name]], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return Outcome(name, done.returncode, done.stdout.decode("utf-8", "replace").strip(), time.monotonic() - began)


def tell(outcome: Outcome) -> bool:
    """Print how a gate ended, with its words where it failed; return whether it passed."""
    passed = outcome.code == 0
    if not passed:
        print(f"\n{outcome.words}\n")
    print(f"{'ok    ' if passed else 'FAILED'}  {outcome.name:<10} {outcome.seconds:5.1f} s", flush=True)
    return passed


def run_pytest(arguments: Sequence[str]) -> int:
    """Run pytest; where it passes, its closing line is the last thing printed."""
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 - our own pytest


def run_postgres(arguments: Sequence[str]) -> int:
    """Run the tests of the rooms and screens on PostgreSQL, without the browser, which sees no difference."""
    tests = [str(path) for path in ("tests/rooms", "tests/web") if (ROOT / path).is_dir()]
    if not tests:
        return 0
    pytest = [sys.executable, "-m", "pytest", "-q", "-m", "not browser", *tests, *arguments]
    command = [sys.executable, "-m", "tests.postgres", *pytest]
    print(f"\n{POSTGRES}:", flush=True)
    code = subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 - our own pytest
    return 0 if code == NOTHING_CHOSEN else code
