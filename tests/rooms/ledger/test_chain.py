"""The chain: every entry carries the digest of the one before."""

import hashlib

import pytest
from django.db import transaction

from parindex.grammar.roles import SYSTEM
from parindex.ledger.actions import record
from parindex.ledger.models import Entry


def test_an_entry_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(RuntimeError, match="transaction"):
        record("tests.write", by=SYSTEM, subject="thing:1")


def test_each_entry_carries_the_digest_of_the_one_before(db):
    with transaction.atomic():
        first = record("tests.write", by=SYSTEM, subject="thing:1", a=1)
        second = record("tests.write", by=SYSTEM, subject="thing:2", b="Sở Y tế")
    assert [entry.number for entry in Entry.objects.order_by("number")] == [1, 2]
    assert second.previous == first.digest
    assert len(first.digest) == len(hashlib.sha256().hexdigest())
