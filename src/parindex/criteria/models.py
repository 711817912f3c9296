"""Criteria sets as rows: the tree, the crosswalk to the year before, the catalogue of reasons."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

DRAFT, FROZEN = "draft", "frozen"


class CriteriaSet(models.Model):
    """A versioned tree of criteria; frozen once a round opens with it. digest: SHA-256 of its tables, when frozen.

    kept: the columns of each table of the package it was read from, in their order; a table that is not named was not
    there.
    """

    code = models.SlugField(max_length=80, unique=True)
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    year = models.IntegerField()
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="next_sets")
    legal_basis = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=[(DRAFT, DRAFT), (FROZEN, FROZEN)], default=DRAFT)
    frozen_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    version = models.IntegerField(default=1)
    kept = models.JSONField(default=dict, blank=True)

    class Meta:
        """Latest first; a frozen one has its digest."""

        ordering = ["-year", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DRAFT) | (Q(frozen_at__isnull=False) & ~Q(digest="")), name="frozen_set_has_a_digest"
            )
        ]

    def __str__(self) -> str:
        return self.code


class Criterion(models.Model):
    """A node. Leaves have a rule and a maximum (micropoints); on a group the maximum is optional.

    order: depth-first place in the set.  kept: texts of the imported package that are written otherwise here.
    """

    set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=60)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    order = models.IntegerField()
    name_vi = models.CharField(max_length=500)
    name_en = models.CharField(max_length=500, blank=True)
    max_points = models.BigIntegerField(null=True, blank=True)
    rule = models.CharField(max_length=20, blank=True)
    rule_params = models.TextField(blank=True)
    source = models.CharField(max_length=10, blank=True)
    not_applicable = models.CharField(max_length=10, blank=True)
    lead_unit = models.CharField(max_length=60, blank=True)
    guidance_vi = models.TextField(blank=True)
    guidance_en = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True)
    evidence_required = models.TextField(blank=True)
    kept = models.JSONField(default=dict, blank=True)

    class Meta:
        """In the order shown; a code stands once in a set."""

        ordering = ["set", "order"]
        constraints = [models.UniqueConstraint(fields=["set", "code"], name="criterion_code_once")]

    def __str__(self) -> str:
        return self.code


class CrosswalkRow(models.Model):
    """What became of a criterion: codes as text, "" where there is none on that side."""

    set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="crosswalk")
    order = models.IntegerField()
    criterion = models.CharField(max_length=60, blank=True)
    previous = models.CharField(max_length=60, blank=True)
    relation = models.CharField(max_length=10)
    confirmed = models.BooleanField(default=True)
    kept = models.JSONField(default=dict, blank=True)

    class Meta:
        """In the order of the table."""

        ordering = ["set", "order"]

    def __str__(self) -> str:
        return f"{self.criterion} {self.relation} {self.previous}"


class Reason(models.Model):
    """Why points are lost, by code."""

    set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="reasons")
    order = models.IntegerField()
    code = models.CharField(max_length=60)
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    kept = models.JSONField(default=dict, blank=True)

    class Meta:
        """In the order of the catalogue; a code stands once in a set."""

        ordering = ["set", "order"]
        constraints = [models.UniqueConstraint(fields=["set", "code"], name="reason_code_once")]

    def __str__(self) -> str:
        return self.code


class Phrase(models.Model):
    """A sentence ready to be used with a reason; for one criterion, or for all where `criterion` is ""."""

    set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="phrases")
    reason = models.CharField(max_length=60)
    criterion = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=500)

    def __str__(self) -> str:
        return self.text
