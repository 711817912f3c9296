"""parindex manage deliver_letters: sends what waits; for a timer of the system."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from parindex.directory.letters import deliver_letters


class Command(BaseCommand):
    """Send the letters that wait."""

    help = "Send the letters that wait, and those that failed before and may be tried again."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  # Django's signature
        """Send them and say how many went."""
        self.stdout.write(f"{deliver_letters()}")
