"""The whole Lai Châu report in all formats, as a command from start to end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import ROOT, Row, command

SAMPLES = ROOT / "src" / "parindex" / "samples"


def rows() -> Iterator[Row]:
    """In Vietnamese, against the year before."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report"
        this, before = (str(SAMPLES / f"lai-chau-{year}") for year in (2017, 2016))
        arguments = ["-m", "parindex", "report", this, "--previous", before, "--out", str(out)]
        yield Row("report of lai-chau-2017 in all formats", command(arguments, after=lambda: shutil.rmtree(out)), 6.0)
        robustness = ["-m", "parindex", "robustness", this]
        yield Row("parindex robustness lai-chau-2017, 2,000 draws, as a command", command(robustness))
