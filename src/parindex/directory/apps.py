"""Registers the room."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The room's name and label."""

    name = "parindex.directory"
    label = "directory"
