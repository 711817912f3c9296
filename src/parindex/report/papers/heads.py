"""Head and foot of a paper whose issuer and superior are given by name."""

from __future__ import annotations

from datetime import date

from parindex.report.content import Closing, Letterhead
from parindex.report.writing.letterhead import MOTTO, NATION
from parindex.report.writing.words import Words, clean

SIGNING = (" ", " ", " ")
"""The space left for a signature, between who signs as what and the name."""


def head(words: Words, issuer: str, superior: str, short: str, title: str, subject: str, dated: str) -> Letterhead:
    """The official head: issuer in capitals on the left, Quốc hiệu and Tiêu ngữ on the right.

    short: what the number carries ("BC-SYT"); dots stand where it is to be written in.
    """
    return Letterhead(
        superior=clean(superior).upper(),
        issuer=clean(issuer).upper(),
        number=words.either(f"Số:        /{short}", f"No.:        /{short}"),
        nation=words.either(NATION, "SOCIALIST REPUBLIC OF VIET NAM"),
        motto=words.either(MOTTO, "Independence - Freedom - Happiness"),
        place_and_date=dated,
        title=title,
        subject=subject,
    )


def dated(words: Words, place: str, on: date | None) -> str:
    """Place and date: "Lai Châu, ngày 05 tháng 02 năm 2018"; dots where the paper is not signed yet."""
    start = f"{clean(place)}, " if clean(place) else ""
    if on is None:
        return start + words.either("ngày … tháng … năm …", "… / … / …")
    # Nghị định 30: a zero before days under ten, and before the first two months
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return start + words.either(
        f"ngày {on.day:02d} tháng {month} năm {on.year}", f"{on.day} {on.strftime('%B')} {on.year}"
    )


def foot(words: Words, recipients: tuple[str, ...], signature: tuple[str, ...]) -> Closing:
    """Recipients and signature."""
    return Closing(words.either("Nơi nhận:", "Recipients:"), recipients, signature)
