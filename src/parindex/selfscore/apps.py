"""Registers the room."""

from django.apps import AppConfig


class SelfscoreConfig(AppConfig):
    """The room's name and label."""

    name = "parindex.selfscore"
    label = "selfscore"
