"""Entries of the ledger: no foreign keys, so that nothing deleted elsewhere can touch them."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One change. `detail` is canonical JSON text: what stands now, and what stood before where it matters.

    digest: SHA-256 (hex) over everything else here and the digest of the entry before; see chain.py.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    person = models.BigIntegerField()
    name = models.TextField()
    role = models.TextField()
    verb = models.TextField()
    round = models.TextField(blank=True)
    unit = models.TextField(blank=True)
    subject = models.TextField()
    detail = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        """Found by subject for histories, by round and unit for lists."""

        indexes = [
            models.Index(fields=["subject", "number"], name="ledger_by_subject"),
            models.Index(fields=["round", "unit", "number"], name="ledger_by_round"),
            models.Index(fields=["verb", "number"], name="ledger_by_verb"),
            models.Index(fields=["person", "number"], name="ledger_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject}"


class Head(models.Model):
    """The chain's end: how many entries there are, the last digest, and a seal made with a key outside the database."""

    count = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.count} {self.digest}"
