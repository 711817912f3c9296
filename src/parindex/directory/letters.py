"""Letters: written in the transaction of what they tell of, sent after it.

A letter is taken by one sender at a time: taking it moves the moment before which nobody else may take it. Nothing is
locked while the mail server is spoken to. A sender that dies leaves a letter that is tried again later.
"""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import Q

from parindex.directory.models import Letter, Person
from parindex.engine.problems import Text
from parindex.grammar.clock import now

MOST_TRIES = 12
TAKEN_FOR = timedelta(minutes=10)
"""How long a sender may need for one letter before it is taken for dead."""

_sending = threading.Lock()
_more = threading.Event()


def write_letter(to: Person, subject: Text, body: Text, *, at: datetime | None = None) -> Letter:
    """Write a letter in the person's language, inside the transaction of what it tells of; it is sent after that."""
    letter = Letter.objects.create(
        to=to.email, subject=subject.said(to.language)[:300], body=body.said(to.language), written_at=at or now()
    )
    transaction.on_commit(send_soon, robust=True)
    return letter


def send_soon() -> None:
    """Send what waits: at once where letters go nowhere far, beside the request where a mail server is spoken to."""
    _more.set()
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        deliver_letters()
    elif not _sending.locked():
        threading.Thread(target=_send_beside, name="letters", daemon=True).start()


def _send_beside() -> None:
    try:
        deliver_letters()
    finally:
        connection.close()


def deliver_letters(*, most: int = 1000) -> int:
    """Send the letters that wait, oldest first; give how many went. What fails is kept, with its fault, for later."""
    sent = 0
    while _sending.acquire(blocking=False):
        try:
            _more.clear()
            sent += _send_waiting(most)
        finally:
            _sending.release()
        if not _more.is_set():  # nobody wrote one while the last was being sent
            break
    return sent


def _send_waiting(most: int) -> int:
    sent = 0
    for _ in range(most):
        letter = _take()
        if letter is None:
            break
        sent += _send(letter)
    return sent


def _take() -> Letter | None:
    while True:
        moment = now()
        free = Q(not_before__isnull=True) | Q(not_before__lte=moment)
        letter = Letter.objects.filter(free, sent_at__isnull=True, tries__lt=MOST_TRIES).order_by("pk").first()
        if letter is None:
            return None
        # compare and swap: of two senders, one changes the row
        mine = Letter.objects.filter(free, pk=letter.pk, sent_at__isnull=True, tries=letter.tries)
        if mine.update(not_before=moment + TAKEN_FOR, tries=letter.tries + 1):
            letter.tries += 1
            return letter


def _send(letter: Letter) -> bool:
    try:
        EmailMessage(letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [letter.to]).send()
    except Exception as fault:  # noqa: BLE001  # whatever a mail server or the line does: the letter stays
        logging.getLogger("parindex").warning("letter %s not sent: %s", letter.pk, type(fault).__name__)
        wait = timedelta(minutes=2**letter.tries)
        Letter.objects.filter(pk=letter.pk).update(fault=str(fault)[:1000], not_before=now() + wait)
        return False
    Letter.objects.filter(pk=letter.pk).update(sent_at=now(), fault="", not_before=None)
    return True
