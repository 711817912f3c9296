"""Registers the room."""

from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    """The room's name and label."""

    name = "parindex.criteria"
    label = "criteria"
