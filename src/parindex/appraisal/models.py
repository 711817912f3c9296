"""The three later layers of points, why each was decided, and what people said to each other about it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from parindex.criteria.models import Criterion
from parindex.directory.models import Person
from parindex.rounds.models import Round, RoundUnit
from parindex.selfscore.models import POINT_STATES, Sheet

APPRAISED, EXPLAINED, FINAL = "appraised", "explained", "final"
LAYERS = (APPRAISED, EXPLAINED, FINAL)


class Assignment(models.Model):
    """That a person appraises an area of a unit."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assignments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    area = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="assignments")
    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="assignments")

    class Meta:
        """Once each."""

        constraints = [models.UniqueConstraint(fields=["person", "area", "round_unit"], name="assigned_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.area_id} {self.round_unit_id}"


class Mark(models.Model):
    """The points given to a leaf in one of the later layers; micropoints. None ever overwrites another layer.

    reason, sentence: why, wherever the points differ from the layer before or are not full.
    note: the package's `note_vi`.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="marks")
    layer = models.CharField(max_length=10, choices=[(layer, layer) for layer in LAYERS])
    value = models.TextField(blank=True)
    points = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=POINT_STATES, default="scored")
    reason = models.CharField(max_length=60, blank=True)
    sentence = models.TextField(blank=True)
    note = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    at = models.DateTimeField()
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=200)
    order = models.IntegerField(default=0)
    kept = models.JSONField(default=dict, blank=True)

    class Meta:
        """One a leaf and layer."""

        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion", "layer"], name="leaf_marked_once_a_layer"),
            models.CheckConstraint(condition=Q(points__isnull=True) | Q(points__gte=0), name="marks_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.layer} {self.points}"


class Finding(models.Model):
    """Why points were lost on a leaf, as of a layer: code, sentence, micropoints. The latest layer's are the ones that hold."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="findings")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="findings")
    layer = models.CharField(max_length=10)
    reason = models.CharField(max_length=60)
    points_lost = models.BigIntegerField()
    sentence = models.TextField(blank=True)
    order = models.IntegerField(default=0)
    kept = models.JSONField(default=dict, blank=True)

    class Meta:
        """In the order of the table."""

        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.reason} {self.points_lost}"


class Hold(models.Model):
    """Who has a leaf open, and until when; others see it and leave the leaf alone."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="holds")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="holds")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="holds")
    until = models.DateTimeField()

    class Meta:
        """One holder a leaf."""

        constraints = [models.UniqueConstraint(fields=["sheet", "criterion"], name="leaf_held_once")]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.person_id}"


class Message(models.Model):
    """A line of a leaf's one thread. A request (more evidence, the leaf returned) has a deadline until it is answered."""

    KINDS = ("note", "ask", "return", "answer")

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="messages")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in KINDS])
    text = models.TextField()
    due_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=200)
    role = models.CharField(max_length=20)

    class Meta:
        """As it was written; a request has a deadline."""

        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["ask", "return"]) | Q(due_at__isnull=False), name="request_has_a_deadline"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.kind}"


class SecondScore(models.Model):
    """A blind second score asked of another appraiser; neither sees the other's before giving their own."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="second_scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="second_scores")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="second_scores")
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField()
    value = models.TextField(blank=True)
    points = models.BigIntegerField(null=True, blank=True)
    sentence = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Asked once of a person."""

        constraints = [models.UniqueConstraint(fields=["sheet", "criterion", "person"], name="second_score_asked_once")]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.person_id}"


class Explanation(models.Model):
    """The unit's answer to what was taken on a leaf."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="explanations")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="explanations")
    agrees = models.BooleanField()
    text = models.TextField(blank=True)
    value = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    at = models.DateTimeField()
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=200)

    class Meta:
        """One a leaf; who disagrees says why."""

        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="leaf_explained_once"),
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(text=""), name="disagreement_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.agrees}"


class Meeting(models.Model):
    """A meeting of the council, for its minutes. people: names and positions, a line each."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="meetings")
    held_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    chair = models.CharField(max_length=200)
    secretary = models.CharField(max_length=200)
    people = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.BigIntegerField()

    class Meta:
        """Latest first."""

        ordering = ["-held_at"]

    def __str__(self) -> str:
        return str(self.held_at)
