"""A round set up like the one before: its units, calendar, bands, caps and what is counted how."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from parindex.directory.models import Unit
from parindex.grammar.clock import local
from parindex.grammar.roles import Viewer
from parindex.rounds.actions import change_round, set_calendar, set_units
from parindex.rounds.calendar import windows
from parindex.rounds.models import Round

COPIED = ("authority_vi", "authority_en", "place_vi", "place_en", "decimals", "bands", "caps", "absence")


@transaction.atomic
def copy_setup(round_: Round, source: Round, *, by: Viewer, at: datetime | None = None) -> Round:
    """Take over the settings, the units that still exist, and the calendar, as many years later as the years differ.

    Units that ended since are left out; who came out of them has to be chosen: a merger is no copy.
    """
    units = [
        (row.unit, row.block)
        for row in source.units.select_related("unit__block")
        if row.unit.until is None or row.unit.until.year >= round_.year
    ]
    settings = {field: getattr(source, field) for field in COPIED}
    if not source.bands:
        del settings["bands"]
    change_round(round_, by=by, at=at, **settings)
    if units:
        set_units(round_, units, by=by, at=at)
    years = round_.year - source.year
    dates = {
        stage: (later(window.opens_at, years), later(window.closes_at, years))
        for stage, window in windows(source).items()
    }
    set_calendar(round_, dates, by=by, at=at)
    return Round.objects.get(pk=round_.pk)


def ended_since(round_: Round, source: Round) -> list[Unit]:
    """Units of the source that had ended before the round's year."""
    rows = source.units.select_related("unit").filter(unit__until__year__lt=round_.year)
    return [row.unit for row in rows]


def later(moment: datetime, years: int) -> datetime:
    """The same day and hour, local time, some years later; the 29th of February becomes the 28th."""
    there = local(moment)
    try:
        return there.replace(year=there.year + years)
    except ValueError:
        return (there - timedelta(days=1)).replace(year=there.year + years)
