"""One kind of problem: its stable code, what it means, and its two sentences in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from parindex.engine.problems import Problem, Severity, Text, Where

Said: TypeAlias = str | int | Text
"""What a sentence names: a value as entered, a count, or a text that differs by language."""

_LONGEST = 80
"""Characters of an entered value that are repeated; a cell can hold a whole page, a message cannot."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`what` and `mend` are templates for `str.format`; `meaning` is for the manual (docs/reference/problems.md)."""

    code: str
    meaning: str
    what: Text
    mend: Text
    severity: Severity = Severity.ERROR

    def at(self, where: Where, /, **named: Said) -> Problem:
        """The problem at a place, with the values that its sentences name."""
        vi = {key: _said(value, "vi") for key, value in named.items()}
        en = {key: _said(value, "en") for key, value in named.items()}
        what = Text(self.what.vi.format(**vi), self.what.en.format(**en))
        return Problem(
            self.code, where, what, Text(self.mend.vi.format(**vi), self.mend.en.format(**en)), self.severity
        )


def _said(value: Said, language: str) -> str:
    if isinstance(value, int):
        return count(value).said(language)
    if isinstance(value, Text):
        return printable(value.said(language))
    return quoted(value)


def quoted(text: str) -> str:
    r"""An entered text, fit for a message: no control characters (a terminal would obey them), not endless.

    >>> quoted("a\x1b[31m" + "b" * 100)[:12]
    'a�[31mbbbbbb'
    """
    clipped = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return printable(clipped)


def printable(text: str) -> str:
    """A text with a mark in place of each control character."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in text)


def count(number: int) -> Text:
    """A count with the language's thousands separator.

    >>> count(899000)
    Text(vi='899.000', en='899,000')
    """
    english = f"{number:,}"
    return Text(english.replace(",", "."), english)


def decimal(text: str) -> Text:
    """A decimal string, which may be what somebody entered, as each language writes it.

    >>> decimal("0.5")
    Text(vi='0,5', en='0.5')
    """
    text = quoted(text)
    return Text(text.replace(".", ","), text)


def joined(texts: list[Text]) -> Text:
    """Several texts as one, with `; ` between."""
    return Text("; ".join(text.vi for text in texts), "; ".join(text.said("en") for text in texts))
