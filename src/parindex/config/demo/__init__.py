"""What the demo shows: made once in a folder of its own, all of it or nothing."""

from __future__ import annotations

from pathlib import Path

from parindex.config.trouble import Trouble

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ROUNDS = ("lai-chau-2016", "lai-chau-2017")
MARK = "demo"
"""The file that says that a folder of data is a demo's."""


def claim(folder: Path) -> None:
    """Make a folder the demo's. Raises Trouble where it holds an application that is none, OSError."""
    mark = folder / MARK
    if mark.exists():
        return
    if (folder / "parindex.sqlite3").exists():
        raise Trouble(
            f"Thư mục {folder} có dữ liệu không phải của bản minh họa nên không động vào. Đặt PARINDEX_DATA là thư mục khác.",
            f"The folder {folder} holds data that are not the demo's and are left alone. Set PARINDEX_DATA to another one.",
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark.write_text("parindex demo\n")


def prepare() -> None:
    """Make the demo's data where they are not there yet, in one transaction: stopped half way, the next start begins anew."""
    from django.db import transaction

    from parindex.config.commands import migrate
    from parindex.config.demo import clock, province
    from parindex.rounds.models import Round

    migrate()
    if Round.objects.filter(name=province.NAME).exists():
        clock.keep()
        return
    clock.begin()
    with transaction.atomic():
        past()
        province.build()


def past() -> None:
    """Import and compute the rounds that are over, each as of the month after its year."""
    from parindex.config.demo.clock import moment
    from parindex.grammar.roles import SYSTEM
    from parindex.package.files.reading import read_package
    from parindex.results.actions import compute_run
    from parindex.results.importing import import_package
    from parindex.rounds.models import Round

    for name in ROUNDS:
        at = moment(1, 6, hour=9, year=int(name[-4:]) + 1)
        round_ = Round.objects.filter(name=name).first() or import_package(
            read_package(SAMPLES / name), by=SYSTEM, at=at
        )
        if not round_.runs.exists():
            compute_run(round_, by=SYSTEM, at=at)
