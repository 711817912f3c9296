"""Registers the room."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The room's name and label."""

    name = "parindex.web.ui"
    label = "ui"
