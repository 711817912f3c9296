"""Start-up: what everybody waits for, every time."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.timing import Row, command


def rows() -> Iterator[Row]:
    """`parindex --help`, beside a Python that does nothing."""
    plain = command(["-c", "pass"], 10)
    yield Row("parindex --help", command(["-m", "parindex", "--help"], 10), 0.25, plain, "python -c pass")
