"""What is wrong, where, and how to mend it. Checks return all problems they find; nothing stops at the first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Text(NamedTuple):
    """One sentence or name in both languages; Vietnamese is the default."""

    vi: str
    en: str

    def said(self, language: str) -> str:
        """The text in `language` ("vi" or "en"); the other one where it is empty."""
        return (self.en or self.vi) if language == "en" else (self.vi or self.en)


class Severity(StrEnum):
    """How much a problem weighs."""

    ERROR = "error"
    """Must be mended: the figures cannot be relied on, or cannot be computed."""
    NOTE = "note"
    """An assumption that was made, or something to know; does not fail a check."""


class Where(NamedTuple):
    """The place of a problem, as the user sees it in the file.

    `row` counts as a spreadsheet does (the heading is row 1); None for the file or table as a whole.
    """

    file: str
    row: int | None = None
    column: str | None = None

    def said(self, language: str) -> str:
        """`scores.csv, dòng 12, cột points`."""
        parts = [self.file]
        if self.row is not None:
            parts.append(f"dòng {self.row}" if language == "vi" else f"row {self.row}")
        if self.column is not None:
            parts.append(f"cột {self.column}" if language == "vi" else f"column {self.column}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or was assumed.

    `code` is a stable slug ("points_over_maximum") that other programs may rely on; `what` says what is wrong with
    the value named, `mend` what to do about it.
    """

    code: str
    where: Where
    what: Text
    mend: Text
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether it has to be mended before the figures can be relied on."""
        return self.severity is Severity.ERROR


class CannotRead(Exception):
    """The input cannot be read; carries every problem that says why.

    `partly` is what could be read all the same, so that the rest can still be checked; None where nothing could.
    """

    def __init__(self, problems: list[Problem], partly: object | None = None) -> None:
        super().__init__("; ".join(f"{p.where.said('en')}: {p.what.en}" for p in problems))
        self.problems = problems
        self.partly = partly
