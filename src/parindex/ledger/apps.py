"""Registers the room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The room's name and label."""

    name = "parindex.ledger"
    label = "ledger"
