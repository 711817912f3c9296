"""Registers the room."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """The room's name and label."""

    name = "parindex.rounds"
    label = "rounds"
