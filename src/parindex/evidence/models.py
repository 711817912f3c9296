"""Documents, their versions, and the links that say which criterion each proves."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from parindex.criteria.models import Criterion
from parindex.directory.models import Unit
from parindex.rounds.models import RoundUnit


class Document(models.Model):
    """A document of a unit's library. number, dated, issuer, subject: as written on it, entered by people."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents")
    number = models.CharField(max_length=100, blank=True)
    dated = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=500)
    added_at = models.DateTimeField()
    added_by = models.BigIntegerField()
    search_key = models.TextField(editable=False)

    class Meta:
        """Latest first."""

        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.number or self.subject


class Version(models.Model):
    """The bytes of a document at one time: SHA-256 (hex) names them in the store, whatever the file was called."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=300)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    pages = models.IntegerField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=200)

    class Meta:
        """Numbered from 1."""

        ordering = ["document", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="version_numbered_once")]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.number}"


class Link(models.Model):
    """That a document proves a criterion for a unit in a round, and where in it. Removed, the document stays.

    layer: with which layer it was brought ("self", "explained"); pages: page, clause or annex as people write it.
    """

    round_unit = models.ForeignKey(RoundUnit, on_delete=models.PROTECT, related_name="links")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="links")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="links")
    layer = models.CharField(max_length=10, default="self")
    pages = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """A version proves a criterion once at a time."""

        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round_unit", "criterion", "version"],
                condition=Q(removed_at__isnull=True),
                name="link_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.version_id}"


class Opening(models.Model):
    """That a person opened a document: evidence nobody has read is told before results are approved."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="openings")
    person = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        """The first time counts."""

        constraints = [models.UniqueConstraint(fields=["version", "person"], name="opening_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.person}"
