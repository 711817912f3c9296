"""Letters: none lost, none sent twice."""

import threading

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, connections, transaction

from parindex.directory import letters
from parindex.directory.letters import deliver_letters, write_letter
from parindex.directory.models import Letter
from parindex.engine.problems import Text
from parindex.grammar import clock

HELLO = Text("Chào", "Hello")


class Failing(EmailBackend):
    """A mail server that is away."""

    def send_messages(self, email_messages):  # noqa: ARG002  # Django's signature
        raise OSError("connection refused")


def test_a_letter_goes_out_after_the_transaction_in_the_persons_language(world, django_capture_on_commit_callbacks):
    person = world.person("officer", "A")
    person.language = "en"
    with django_capture_on_commit_callbacks(execute=True):
        write_letter(person, HELLO, HELLO)
        assert mail.outbox == []
    assert [letter.subject for letter in mail.outbox] == ["Hello"]
    assert deliver_letters() == 0


@pytest.mark.django_db(transaction=True)
def test_a_letter_of_a_change_that_failed_is_never_sent(world):
    person = world.person("officer", "A")
    with transaction.atomic():
        write_letter(person, HELLO, HELLO)
        transaction.set_rollback(True)
    deliver_letters()
    assert mail.outbox == []


def test_what_fails_is_kept_and_tried_again_later(world, settings, monkeypatch):
    write_letter(world.person("officer", "A"), HELLO, HELLO)
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    monkeypatch.setattr("django.core.mail.get_connection", lambda **_: Failing())
    assert deliver_letters() == 0
    letter = Letter.objects.get()
    assert (letter.tries, letter.fault, letter.sent_at) == (1, "connection refused", None)
    monkeypatch.undo()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver_letters() == 0  # not yet
    Letter.objects.update(not_before=clock.now())
    assert deliver_letters() == 1
    assert Letter.objects.get().fault == ""


def test_a_letter_somebody_is_sending_is_left_alone(world):
    write_letter(world.person("officer", "A"), HELLO, HELLO)
    assert letters._take() is not None
    assert letters._take() is None


@pytest.mark.django_db(transaction=True)
def test_two_senders_send_each_letter_once(world, monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection; PostgreSQL tests this")
    Letter.objects.bulk_create(
        Letter(to=f"n{at}@t.vn", subject=str(at), body="x", written_at=clock.now()) for at in range(40)
    )

    def send():
        while (letter := letters._take()) is not None:
            letters._send(letter)
        connections.close_all()

    senders = [threading.Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(int(letter.subject) for letter in mail.outbox) == list(range(40))
