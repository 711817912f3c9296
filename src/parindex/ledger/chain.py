"""The digest of an entry and the seal of the chain's end. Pure: values in, text out."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

START = "0" * 64
"""What stands as the previous digest in the first entry."""


class Line(NamedTuple):
    """What an entry says, as it enters its digest."""

    number: int
    at: datetime
    person: int
    name: str
    role: str
    verb: str
    round: str
    unit: str
    subject: str
    detail: str
    previous: str


def canonical(detail: Mapping[str, Any]) -> str:
    """The detail as text: sorted keys, no spaces, letters as they are; the same value gives the same text."""
    return json.dumps(detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(line: Line) -> str:
    """SHA-256 (hex) of a line; the moment enters in UTC to the microsecond."""
    moment = line.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    parts = [line.number, moment, *line[2:]]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def seal(key: bytes, count: int, last: str) -> str:
    """HMAC-SHA256 (hex) of the chain's end: nobody without the key can make a shorter or rewritten chain look whole."""
    return hmac.new(key, f"{count}:{last}".encode(), hashlib.sha256).hexdigest()
