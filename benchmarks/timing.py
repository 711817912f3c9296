"""Measuring: the best of several runs, in this process or in one of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Row:
    """One line of the table. Seconds, and mebibytes at the peak; `limit` and `most` are what is asked for."""

    what: str
    seconds: float
    limit: float | None = None
    plain: float | None = None
    plain_name: str = ""
    memory: float | None = None
    most: float | None = None

    @property
    def kept(self) -> bool:
        """Whether it stays within what is asked for."""
        in_time = self.limit is None or self.seconds <= self.limit
        return in_time and (self.most is None or self.memory is None or self.memory <= self.most)


def best(work: Callable[[], Any], runs: int = 5) -> float:
    """The shortest time of several runs."""
    found = float("inf")
    for _ in range(runs):
        began = time.perf_counter()
        work()
        found = min(found, time.perf_counter() - began)
    return found


# VmHWM, unlike ru_maxrss, does not remember what the process that started this one had taken
MEASURED = r"""
import re, sys, time
sys.path[:0] = {paths}
began = time.perf_counter()
{code}
print(time.perf_counter() - began, int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) / 1024)
"""


def in_its_own_process(code: str, runs: int = 3) -> tuple[float, float]:
    """Seconds (best) and peak mebibytes (largest) of Python code, imports included, each run in a fresh process."""
    script = MEASURED.format(paths=[str(ROOT), str(ROOT / "src")], code=code)
    times, peaks = [], []
    for _ in range(runs):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
        seconds, peak = done.stdout.split()[-2:]
        times.append(float(seconds))
        peaks.append(float(peak))
    return min(times), max(peaks)


def command(arguments: list[str], runs: int = 3, after: Callable[[], None] | None = None) -> float:
    """The shortest time of a command of ours, from start to end; `after` cleans up behind every run."""
    found = float("inf")
    for _ in range(runs):
        began = time.perf_counter()
        done = subprocess.run(  # noqa: S603 - our own code
            [sys.executable, *arguments], capture_output=True, text=True, check=False, cwd=ROOT / "src"
        )
        found = min(found, time.perf_counter() - began)
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)}: exit code {done.returncode}\n{done.stderr}")
        if after:
            after()
    return found
