"""Registers the room."""

from django.apps import AppConfig


class AppraiserConfig(AppConfig):
    """The room's name and label."""

    name = "parindex.web.appraiser"
    label = "appraiser"
