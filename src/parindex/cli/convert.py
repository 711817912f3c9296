"""`parindex convert`: between folder, zip, workbook and the official scoring form."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from parindex.cli.terminal import progress

if TYPE_CHECKING:
    from parindex.engine.problems import Problem


def converted(options: argparse.Namespace) -> list[Problem]:
    """Convert, and return what was assumed and what was not recognised.

    Raises CannotRead where the source cannot be read or the target must not be written.
    """
    from parindex.package.convert import convert

    with progress("Đang chuyển" if options.lang == "vi" else "Converting"):
        return convert(Path(options.package), Path(options.target), force=options.force)
