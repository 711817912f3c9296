"""Takes one file in: named, measured, examined, scanned and kept, or refused with its sentence. No rows are written."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from parindex.engine.problems import Text
from parindex.evidence import kinds, names, scan, store


class Upload(Protocol):
    """A file as it came."""

    name: str | None

    def chunks(self) -> Iterable[bytes]:
        """Its bytes."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """One file. fault: why it was refused, None where its bytes are in the store now."""

    name: str
    sha256: str = ""
    size: int = 0
    media_type: str = ""
    pages: int | None = None
    fault: Text | None = None


def take_in(file: Upload) -> Arrived:
    """Examine a file and put its bytes into the store. Only a fault of ours is raised; one of the file is told."""
    name = names.clean(file.name or "")
    try:
        with store.incoming(file.chunks()) as arrived:
            known = kinds.examine(arrived.path)
            if found := scan.scan(arrived.path):
                return Arrived(name, fault=found)
            arrived.keep()
    except kinds.Unfit as fault:
        return Arrived(name, fault=fault.why)
    except store.TooLarge:
        return Arrived(name, fault=_too_large())
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return Arrived(name, fault=store.full_disk())
        raise
    kind = known.kind
    return Arrived(
        names.clean(file.name or "", kind.endings), arrived.sha256, arrived.size, kind.media_type, known.pages
    )


def _too_large() -> Text:
    most = settings.UPLOAD_LIMIT // (1024 * 1024)
    return Text(
        f"Tệp lớn quá {most} MB; xin giảm dung lượng hoặc tách thành nhiều tệp.",
        f"The file is larger than {most} MB; please make it smaller or split it.",
    )
