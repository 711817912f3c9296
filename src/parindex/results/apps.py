"""Registers the room."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """The room's name and label."""

    name = "parindex.results"
    label = "results"
