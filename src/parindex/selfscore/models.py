"""A unit's sheet and what it claims per leaf: the first of the four layers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from parindex.criteria.models import Criterion
from parindex.engine.sheet import State
from parindex.rounds.models import RoundUnit

DRAFT, SUBMITTED, SIGNED = "draft", "submitted", "signed"
STATES = (DRAFT, SUBMITTED, SIGNED)

POINT_STATES = [(state.name.lower(), state.name.lower()) for state in State if state is not State.MISSING]
"""The words of the package's column `state`."""


class Sheet(models.Model):
    """One unit's sheet in a round. digest: of the claims as signed.

    released_at: when appraisal 1 was shown to the unit before its stage closed; explained_at: when the unit sent its
    explanations.
    """

    round_unit = models.OneToOneField(RoundUnit, on_delete=models.CASCADE, related_name="sheet")
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES], default=DRAFT)
    difficulties = models.TextField(blank=True)
    proposals = models.TextField(blank=True)
    texts_version = models.IntegerField(default=0)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.BigIntegerField(null=True, blank=True)
    returned_note = models.TextField(blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.BigIntegerField(null=True, blank=True)
    signed_name = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.BigIntegerField(null=True, blank=True)
    explained_at = models.DateTimeField(null=True, blank=True)
    explained_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """A signed sheet has its moment and its digest."""

        constraints = [
            models.CheckConstraint(
                condition=~Q(state=SIGNED) | (Q(signed_at__isnull=False) & ~Q(digest="")), name="signed_sheet_is_sealed"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_unit_id} {self.state}"


class Claim(models.Model):
    """What the unit claims for a leaf. value: as the leaf's rule reads it; points: micropoints.

    version: counts savings, so that two officers never overwrite each other in silence.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="claims")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="claims")
    value = models.TextField(blank=True)
    points = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=POINT_STATES, default="scored")
    note = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    at = models.DateTimeField()
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=200)
    order = models.IntegerField(default=0)
    kept = models.JSONField(default=dict, blank=True)

    class Meta:
        """A leaf is claimed once on a sheet; only what is scored has points."""

        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="leaf_claimed_once"),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gte=0), name="claimed_points_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.points}"
