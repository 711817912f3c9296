"""`parindex demo`: the main job on the sample round, from the packages to the files."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from parindex.cli.arguments import FORMATS
from parindex.cli.compute import rendered as table_of
from parindex.cli.report import FILES, rendered
from parindex.cli.terminal import progress, say

if TYPE_CHECKING:
    from parindex.engine.results import Results

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def show(options: argparse.Namespace, computed: Callable[[argparse.Namespace], Results]) -> int:
    """Compute Lai Châu 2017 against 2016, print the results, write every file, open the report."""
    options.package, options.previous = str(SAMPLES / "lai-chau-2017"), str(SAMPLES / "lai-chau-2016")
    results = computed(options)
    sys.stdout.write(table_of(results, "table", options.lang))
    folder = _folder(options.out)
    with progress("Đang viết" if options.lang == "vi" else "Writing") as step:
        from parindex.cli.files import refuse_existing, write_all

        # the demo writes its own files again; what else stands in the folder is left alone
        refuse_existing(folder, [name for names in FILES.values() for name in names], force=True)
        paths = write_all(folder, rendered(results, list(FORMATS), options.lang, step), force=True)
    print()
    for path in paths:
        print(path)
    _open(folder / "report.html", options)
    return 0


def _folder(out: str | None) -> Path:
    """Where to write: as asked, else ./parindex-demo, else a new temporary folder where this one takes no files."""
    if out is not None:
        return Path(out)
    here = Path.cwd()
    return here / "parindex-demo" if os.access(here, os.W_OK) else Path(tempfile.mkdtemp(prefix="parindex-demo-"))


def _open(page: Path, options: argparse.Namespace) -> None:
    """Open the report where a person sits in front of a desktop; else say where it is."""
    desktop = sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    person = sys.stdout.isatty() and not options.no_browser and not os.environ.get("CI")
    if desktop and person and webbrowser.open(page.resolve().as_uri()):
        return
    say(("Mở báo cáo trong trình duyệt: " if options.lang == "vi" else "Open the report in a browser: ") + str(page))
