"""Registers the room."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The room's name and label."""

    name = "parindex.evidence"
    label = "evidence"
