"""What all questions after waiting work start from: the viewer, the open rounds with their dates, and a way to name a task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse

from parindex.criteria.outline import Outline, outline
from parindex.engine.problems import Text
from parindex.grammar.roles import Viewer
from parindex.rounds.calendar import Window
from parindex.rounds.models import OPEN, Round, StageDates

NOTHING = Text("", "")


@dataclass(frozen=True)
class Task:
    """verb: what to do, to what. button: the same in two words. since: the oldest of them; due: when the first must be done.

    name: one word that stays, for tests and anchors.
    """

    name: str
    verb: Text
    button: Text
    address: str
    count: int = 1
    detail: Text = NOTHING
    since: datetime | None = None
    due: datetime | None = None
    round: Round | None = None


@dataclass(frozen=True)
class Desk:
    """Who looks, when, and the open rounds: by key, with their windows by stage."""

    viewer: Viewer
    at: datetime
    rounds: Mapping[int, Round]
    windows: Mapping[int, Mapping[str, Window]]

    def tree(self, round_: Round) -> Outline:
        """The criteria of a round; read once in a process."""
        return outline(round_.set)

    def window(self, round_: Round, stage: str) -> Window | None:
        """When a stage of a round is open."""
        return self.windows[round_.pk].get(stage)

    def is_open(self, round_: Round, stage: str) -> bool:
        """Whether a stage of a round is open now, for units without an exception."""
        window = self.window(round_, stage)
        return window is not None and window.holds(self.at)

    def begun(self, round_: Round, stage: str) -> bool:
        """Whether a stage has opened, whether or not it is over."""
        window = self.window(round_, stage)
        return window is not None and window.opens_at <= self.at

    def over(self, round_: Round, stage: str) -> bool:
        """Whether a stage is over."""
        window = self.window(round_, stage)
        return window is not None and window.closes_at <= self.at


def desk(viewer: Viewer, at: datetime) -> Desk:
    """The open rounds. Two queries."""
    rounds = {row.pk: row for row in Round.objects.filter(state=OPEN).select_related("set")}
    dates: dict[int, dict[str, Window]] = {key: {} for key in rounds}
    for row in StageDates.objects.filter(round__in=rounds):
        dates[row.round_id][row.stage] = Window(row.stage, row.opens_at, row.closes_at)
    return Desk(viewer, at, rounds, dates)


def to(name: str, round_: Round | None = None, **more: str) -> str:
    """The address of a page, "" where the application has none of that name."""
    if round_ is not None:
        more["round"] = round_.name
    try:
        return reverse(name, kwargs=more)
    except NoReverseMatch:
        return ""


def reachable(*tasks: Task | None) -> list[Task]:
    """Those that lead somewhere and have something waiting."""
    return [task for task in tasks if task is not None and task.count and task.address]
