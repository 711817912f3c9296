"""Bonuses and penalties, and runs: stored computations that pages read and anyone can replay."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from parindex.evidence.models import Version
from parindex.rounds.models import Round, RoundUnit


class Adjustment(models.Model):
    """A bonus or penalty: micropoints, never negative; `kind` says which way they count. Withdrawn, never deleted."""

    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="adjustments")
    order = models.IntegerField(default=0)
    kind = models.CharField(max_length=8, choices=[("bonus", "bonus"), ("penalty", "penalty")])
    points = models.BigIntegerField()
    reason = models.CharField(max_length=60)
    note = models.TextField(blank=True)
    evidence = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="adjustments")
    at = models.DateTimeField()
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.BigIntegerField(null=True, blank=True)
    kept = models.JSONField(default=dict, blank=True)

    class Meta:
        """In the order of the table."""

        ordering = ["order", "pk"]
        constraints = [models.CheckConstraint(condition=Q(points__gte=0), name="adjustment_not_negative")]

    def __str__(self) -> str:
        return f"{self.kind} {self.points}"


class Run(models.Model):
    """One computation: what went in (the round package, zipped, and its digest), how, and what came out.

    outcome: the document of `parindex compute --format json`; never changed once stored.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="runs")
    number = models.IntegerField()
    at = models.DateTimeField()
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=200)
    engine_version = models.CharField(max_length=40)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="compared_by")
    package = models.BinaryField()
    package_digest = models.CharField(max_length=64)
    recipe = models.TextField()
    outcome = models.TextField()
    outcome_digest = models.CharField(max_length=64)
    errors = models.IntegerField(default=0)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.BigIntegerField(null=True, blank=True)
    approved_name = models.CharField(max_length=200, blank=True)

    class Meta:
        """Numbered in a round; one approved at a time."""

        ordering = ["round", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="run_numbered_once"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(approved_at__isnull=False), name="one_approved_run_a_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} #{self.number}"


class RunUnit(models.Model):
    """A unit's outcome in a run, for pages: index (decimal string as printed), rank, and its points ledger as JSON."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="units")
    order = models.IntegerField()
    code = models.CharField(max_length=60)
    block = models.CharField(max_length=60)
    index = models.CharField(max_length=20, blank=True)
    rank = models.IntegerField(null=True, blank=True)
    ledger = models.TextField()

    class Meta:
        """In order of rank; once each."""

        ordering = ["run", "order"]
        constraints = [models.UniqueConstraint(fields=["run", "code"], name="unit_once_in_a_run")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.code}"
