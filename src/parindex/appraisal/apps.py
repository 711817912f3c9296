"""Registers the room."""

from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    """The room's name and label."""

    name = "parindex.appraisal"
    label = "appraisal"
