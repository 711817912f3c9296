"""Run the benchmarks named, or all, and print the table. Exit code 1 where something takes longer than it may."""

from __future__ import annotations

import argparse
import importlib
import sys

import numpy as np

from benchmarks.timing import ROOT, Row

GROUPS = ("engine", "robustness", "package", "report", "start")

sys.path.insert(0, str(ROOT / "src"))


def main() -> int:
    """Run, line by line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", default=list(GROUPS), metavar="group", help=", ".join(GROUPS))
    chosen = parser.parse_args().groups
    if unknown := set(chosen) - set(GROUPS):
        parser.error(f"there is no {', '.join(sorted(unknown))}: {', '.join(GROUPS)}")
    say(f"Python {sys.version.split()[0]}, NumPy {np.__version__}\n")
    heads = ("what", "ours", "asked for", "plain", "plain / ours", "peak MiB", "plain version")
    say("| " + " | ".join(heads) + " |")
    say("|---|--:|--:|--:|--:|--:|---|")
    kept = True
    for group in chosen:
        for row in importlib.import_module(f"benchmarks.{group}").rows():
            say(line(row))
            kept &= row.kept
    return 0 if kept else 1


def line(row: Row) -> str:
    """One line of the table."""
    memory = "" if row.memory is None else f"{row.memory:.0f}" + ("" if row.most is None else f" (of {row.most:.0f})")
    cells = (
        row.what,
        shown(row.seconds) + ("" if row.kept else " !"),
        "" if row.limit is None else shown(row.limit),
        "" if row.plain is None else shown(row.plain),
        "" if row.plain is None else f"{row.plain / row.seconds:.2f}",
        memory,
        "" if row.plain is None else row.plain_name,
    )
    return "| " + " | ".join(cells) + " |"


def shown(seconds: float) -> str:
    """Milliseconds under a second."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.1f} ms"


def say(text: str) -> None:
    """Print at once: some lines take a while."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
