"""Registers the room."""

from django.apps import AppConfig


class UnitConfig(AppConfig):
    """The room's name and label."""

    name = "parindex.web.unit"
    label = "unit"
