"""Receives uploaded files: only from people who are signed in, and never more bytes on disk than one file may have."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

FILES = 40
"""How many files of the greatest size one form may bring."""


class Bounded(TemporaryFileUploadHandler):
    """Writes to the folder for uploads; of a file that is too large, just enough is kept to say so."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any, **more: Any) -> None:  # noqa: ARG002, N803  # Django's signature
        """Refuse before a byte is read."""
        viewer = getattr(self.request, "viewer", None)
        if content_length > (settings.UPLOAD_LIMIT * FILES if viewer is not None and viewer.id else 1024 * 1024):
            raise RequestDataTooBig("more than one form may bring")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write, up to one byte more than the limit: that byte is how the action knows."""
        room = settings.UPLOAD_LIMIT + 1 - start
        if room > 0:
            self.file.write(raw_data[:room])
