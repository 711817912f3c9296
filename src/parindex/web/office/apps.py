"""Registers the room."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The room's name and label."""

    name = "parindex.web.office"
    label = "office"
