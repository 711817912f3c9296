"""A round as rows. Names of units are copied when it opens, so that later acts change nothing in it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from parindex.criteria.models import CriteriaSet
from parindex.directory.models import Unit

DRAFT, OPEN, APPROVED = "draft", "open", "approved"
STATES = (DRAFT, OPEN, APPROVED)

SELF, APPRAISAL_1, EXPLANATION, APPRAISAL_2 = "self", "appraisal_1", "explanation", "appraisal_2"
COUNCIL, APPROVAL, PUBLICATION = "council", "approval", "publication"
STAGES = (SELF, APPRAISAL_1, EXPLANATION, APPRAISAL_2, COUNCIL, APPROVAL, PUBLICATION)
"""The stages of the calendar, in order. They may overlap: each has dates of its own."""


class Round(models.Model):
    """One year's assessment. bands, absence, caps: as `parindex` in datapackage.json has them; kept: the rest of it."""

    name = models.SlugField(max_length=80, unique=True)
    set = models.OneToOneField(CriteriaSet, on_delete=models.PROTECT, related_name="round")
    year = models.IntegerField()
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    authority_vi = models.CharField(max_length=300, blank=True)
    authority_en = models.CharField(max_length=300, blank=True)
    place_vi = models.CharField(max_length=100, blank=True)
    place_en = models.CharField(max_length=100, blank=True)
    notice_vi = models.TextField(blank=True)
    notice_en = models.TextField(blank=True)
    decimals = models.IntegerField(default=2)
    bands = models.JSONField(default=list, blank=True)
    absence = models.JSONField(default=dict, blank=True)
    caps = models.JSONField(default=dict, blank=True)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="next_rounds")
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES], default=DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    kept = models.JSONField(default=dict, blank=True)

    class Meta:
        """Latest first; what is open was opened, what is approved was approved."""

        ordering = ["-year", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DRAFT) | Q(opened_at__isnull=False), name="open_round_has_its_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state=APPROVED) | Q(approved_at__isnull=False), name="approved_round_has_its_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoundUnit(models.Model):
    """A unit in a round, named as it was when the round opened. predecessors: codes, ";" between."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rounds")
    order = models.IntegerField()
    code = models.CharField(max_length=60)
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    block = models.CharField(max_length=60)
    predecessors = models.CharField(max_length=500, blank=True)
    sort_key = models.TextField(editable=False)
    search_key = models.TextField(editable=False)
    kept = models.JSONField(default=dict, blank=True)

    class Meta:
        """In the order of the units table; each unit once."""

        ordering = ["round", "order"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="unit_once_in_a_round"),
            models.UniqueConstraint(fields=["round", "code"], name="unit_code_once_in_a_round"),
        ]

    def __str__(self) -> str:
        return self.code


class StageDates(models.Model):
    """When a stage is open: from opens_at (included) to closes_at (not included), UTC."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="calendar")
    stage = models.CharField(max_length=12, choices=[(stage, stage) for stage in STAGES])
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        """Once a round; closes after it opens."""

        ordering = ["round", "opens_at", "closes_at"]
        constraints = [
            models.UniqueConstraint(fields=["round", "stage"], name="stage_once_in_a_round"),
            models.CheckConstraint(condition=Q(closes_at__gt=models.F("opens_at")), name="stage_closes_after_opening"),
        ]

    def __str__(self) -> str:
        return self.stage


class Extension(models.Model):
    """A deadline exception: one unit, one stage, one reason. Asked for by the unit or given without being asked."""

    ASKED, GRANTED, REFUSED, ENDED = "asked", "granted", "refused", "ended"
    STATES = (ASKED, GRANTED, REFUSED, ENDED)

    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="extensions")
    stage = models.CharField(max_length=12, choices=[(stage, stage) for stage in STAGES])
    until = models.DateTimeField()
    reason = models.TextField()
    state = models.CharField(max_length=8, choices=[(state, state) for state in STATES])
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.BigIntegerField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """A reason is never empty."""

        ordering = ["-asked_at"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.round_unit_id} {self.stage} {self.until}"


class PublishedFigure(models.Model):
    """A figure somebody has announced for this round, as written: a row of the package's table `published`."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="published")
    order = models.IntegerField()
    measure = models.CharField(max_length=60)
    unit = models.CharField(max_length=60, blank=True)
    criterion = models.CharField(max_length=60, blank=True)
    value = models.TextField()
    kept = models.JSONField(default=dict, blank=True)

    class Meta:
        """In the order of the table."""

        ordering = ["round", "order"]

    def __str__(self) -> str:
        return self.measure
