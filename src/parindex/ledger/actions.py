"""Writes the ledger, in the transaction of the change it tells of."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from parindex.grammar.clock import now
from parindex.grammar.roles import Role, Viewer
from parindex.ledger.chain import START, Line, canonical, digest, seal
from parindex.ledger.models import Entry, Head


def record(
    verb: str,
    *,
    by: Viewer,
    subject: str,
    at: datetime | None = None,
    round_: str = "",
    unit: str = "",
    role: Role | None = None,
    **detail: Any,
) -> Entry:
    """Write one entry, as the last thing of a change. Call it inside the change's transaction.

    verb: "room.verb".  subject: what was changed ("sheet:lai-chau-2017/SYT/7.2.1").  detail: JSON-ready values.
    role: in which role the person acted; the first one held where none is given.

    Raises RuntimeError outside a transaction: the entry and the change stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{verb}: the ledger is written in the transaction of the change")
    head = Head.objects.select_for_update().get_or_create(pk=1)[0]
    acting = role or next(iter(by.roles), None)
    line = Line(
        number=head.count + 1,
        at=at or now(),
        person=by.id,
        name=by.name,
        role=acting.value if acting else "",
        verb=verb,
        round=round_,
        unit=unit,
        subject=subject,
        detail=canonical(detail),
        previous=head.digest or START,
    )
    entry = Entry(**line._asdict(), digest=digest(line))
    entry.save(force_insert=True)
    head.count, head.digest = line.number, entry.digest
    head.seal = seal(ledger_key(), head.count, head.digest)
    head.save()
    return entry


@cache
def _read_key(path: Path) -> bytes:
    return path.read_bytes()


def ledger_key() -> bytes:
    """The key of the seal, from its file outside the database (made by the settings where there is none)."""
    return _read_key(Path(settings.LEDGER_KEY_FILE))
