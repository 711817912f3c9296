"""Problems for the terminal, grouped by file and calm, and as JSON."""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import TYPE_CHECKING, Any

from parindex.cli.terminal import columns, padded, width
from parindex.package.catalogue.kind import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.engine.problems import Problem

WIDEST = 100
"""Columns of a line; longer ones are hard to read on any screen."""

_PLACE = 28
"""Columns of the widest place that keeps its text on the same line."""

_BOLD, _RED, _YELLOW, _DIM, _OFF = "\x1b[1m", "\x1b[31m", "\x1b[33m", "\x1b[2m", "\x1b[0m"


def render(problems: Sequence[Problem], language: str, *, colour: bool) -> str:
    """Every problem under its file: the place, what is wrong, and after an arrow how to mend it; then the counts."""
    lines: list[str] = []
    for file, group in groupby(problems, key=lambda problem: problem.where.file):
        lines += [_painted(_plain(file), _BOLD, colour=colour), *_listed(list(group), language, colour=colour), ""]
    return "\n".join([*lines, counts(problems, language)])


def counts(problems: Sequence[Problem], language: str) -> str:
    """`12 lỗi, 3 lưu ý`, and a full stop."""
    errors = sum(problem.is_error for problem in problems)
    notes = len(problems) - errors
    if language == "vi":
        parts = [f"{count(errors).vi} lỗi" if errors else "Không có lỗi"]
        parts += [f"{count(notes).vi} lưu ý"] if notes else []
    else:
        parts = [f"{count(errors).en} problem{'s' if errors > 1 else ''}" if errors else "No problems"]
        parts += [f"{count(notes).en} note{'s' if notes > 1 else ''}"] if notes else []
    return ", ".join(parts) + "."


def as_json(problems: Sequence[Problem], language: str) -> list[dict[str, Any]]:
    """Plain values: severity, code, file, row, column, what, mend."""
    return [
        {
            "severity": problem.severity.value,
            "code": problem.code,
            "file": problem.where.file,
            "row": problem.where.row,
            "column": problem.where.column,
            "what": problem.what.said(language),
            "mend": problem.mend.said(language),
        }
        for problem in problems
    ]


def _listed(problems: Sequence[Problem], language: str, *, colour: bool) -> list[str]:
    """One file's problems, their texts aligned."""
    places = [_place(problem, language) for problem in problems]
    fitting = [width(place) for place in places if width(place) <= _PLACE]
    edge = max(fitting, default=0)
    lines = []
    for problem, place in zip(problems, places, strict=True):
        lines += _one(problem, (place, edge), language, colour=colour)
    return lines


def _place(problem: Problem, language: str) -> str:
    """The place within the file: `dòng 12, points`."""
    row = "" if problem.where.row is None else f"{'dòng' if language == 'vi' else 'row'} {problem.where.row}"
    return ", ".join(part for part in (row, _plain(problem.where.column or "")) if part)


def _one(problem: Problem, place: tuple[str, int], language: str, *, colour: bool) -> list[str]:
    """What is wrong beside its place, and how to mend it under it. A place that is too wide gets its own line."""
    text, edge = place
    indent = "  " + " " * (edge + 2 if edge else 0)
    paint = _RED if problem.is_error else _YELLOW
    note = "" if problem.is_error else ("Lưu ý: " if language == "vi" else "Note: ")
    what = _wrapped(note + problem.what.said(language), indent, indent)
    mend = _wrapped("→ " + problem.mend.said(language), indent, indent + "  ")
    lines = [_painted(line, _DIM, colour=colour) for line in mend]
    if width(text) > edge:
        return ["  " + _painted(text, paint, colour=colour), *what, *lines]
    head = "  " + _painted(padded(text, edge, "<"), paint, colour=colour) + what[0][2 + edge :]
    return [head, *what[1:], *lines]


def _wrapped(text: str, first: str, further: str) -> list[str]:
    room = min(columns(), WIDEST)
    return textwrap.wrap(
        _plain(text), max(room, len(further) + 20), initial_indent=first, subsequent_indent=further,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _plain(text: str) -> str:
    """Without control characters: what stands in a file must not steer the terminal."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _painted(text: str, paint: str, *, colour: bool) -> str:
    return f"{paint}{text}{_OFF}" if colour else text
