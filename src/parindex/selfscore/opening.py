"""A round opens and every unit of it gets its sheet, or neither happens."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from parindex.grammar.roles import Viewer
from parindex.rounds.actions import open_round
from parindex.rounds.models import Round
from parindex.selfscore.models import Sheet


@transaction.atomic
def open_round_with_sheets(round_: Round, *, by: Viewer, at: datetime | None = None) -> Round:
    """Open the round (see rounds.actions.open_round for what it needs) and make an empty sheet for each of its units."""
    opened = open_round(round_, by=by, at=at)
    Sheet.objects.bulk_create(Sheet(round_unit=unit) for unit in opened.units.all())
    return opened
