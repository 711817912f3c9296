"""What keeps a command of the application from being done: one sentence for the person, in both languages."""

from __future__ import annotations

from parindex.engine.problems import Text


class Trouble(Exception):
    """Nothing was done; `said` says why, and what to do."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.said = Text(vi, en)
