"""Keeps secrets out of what is logged: the address of a page where a password is set is as good as the password."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(r"(/password/set/)[^\s\"]+")
_LOGIN = re.compile(r"(\w+://[^\s:/@]+:)[^\s/]+@")


class Discreet(logging.Filter):
    """Blots out tokens in addresses and passwords in URLs, in the message and its arguments."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record through, mended."""
        message = record.getMessage()
        mended = _LOGIN.sub(r"\1…@", _TOKEN.sub(r"\1…", message))
        if mended != message:
            record.msg, record.args = mended, ()
        return True
