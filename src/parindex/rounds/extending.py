"""Deadline exceptions: granted to units, asked for by them, answered, ended. Each has a reason; none shortens a stage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from parindex.engine.problems import Text
from parindex.grammar.clock import local, now
from parindex.grammar.roles import Viewer, may
from parindex.grammar.verdict import YES, Invalid, Verdict, no
from parindex.ledger.actions import record
from parindex.rounds.calendar import STAGE_NAMES, Window, windows
from parindex.rounds.models import (
    APPRAISAL_1,
    APPRAISAL_2,
    DRAFT,
    EXPLANATION,
    OPEN,
    SELF,
    Extension,
    Round,
    RoundUnit,
)
from parindex.rounds.permissions import ASK_EXTENSION, EXTEND
from parindex.rounds.telling import tell_coordinators, tell_units

UNIT_STAGES = (SELF, EXPLANATION)
"""Stages in which the unit works, so that it may ask for more time."""
EXTENDABLE = (SELF, APPRAISAL_1, EXPLANATION, APPRAISAL_2)
"""Stages that can last longer for one unit than for the others."""


def extend(
    round_unit: RoundUnit, stage: str, *, until: datetime, reason: str, by: Viewer, at: datetime | None = None
) -> Extension:
    """Grant a unit more time for a stage. See extend_many."""
    return extend_many(round_unit.round, [round_unit], stage, until=until, reason=reason, by=by, at=at)[0]


@transaction.atomic
def extend_many(
    round_: Round,
    units: Sequence[RoundUnit],
    stage: str,
    *,
    until: datetime | None,
    reason: str,
    by: Viewer,
    at: datetime | None = None,
) -> list[Extension]:
    """Grant several units more time for a stage, for one reason: all of them or, where one cannot have it, none.

    Writes one ledger entry, and a letter to the officers and the head of each unit. An open request of theirs for the
    stage is answered by it. Raises Invalid with every fault: no unit, no reason, a date that is not later.
    """
    at = at or now()
    may(by, EXTEND).require()
    _round_open(round_).require()
    rows = list(_lock(round_, units))
    faults = _no_reason(reason)
    if not rows:
        faults["units"] = Text("Chọn ít nhất một đơn vị.", "Choose at least one unit.")
    faults |= _stage_fault(stage, EXTENDABLE) or _until_fault(round_, rows, stage, until, at)
    if faults:
        raise Invalid(faults)
    waiting = Extension.objects.filter(round_unit__in=rows, stage=stage, state=Extension.ASKED)
    answered = list(waiting)
    waiting.update(state=Extension.GRANTED, until=until, answer=reason.strip(), answered_at=at, answered_by=by.id)
    had = {asked.round_unit_id for asked in answered}
    made = Extension.objects.bulk_create(
        Extension(
            round_unit=row, stage=stage, until=until, reason=reason.strip(), state=Extension.GRANTED,
            asked_at=at, asked_by=by.id, answered_at=at, answered_by=by.id,
        )
        for row in rows if row.pk not in had
    )  # fmt: skip
    made += list(Extension.objects.filter(pk__in=[asked.pk for asked in answered]))
    _tell_granted(rows, stage, until, reason.strip(), at)
    codes = [row.code for row in rows]
    _note("rounds.extend", round_, codes, by, at, stage=stage, until=until.isoformat(), reason=reason.strip())
    return made


@transaction.atomic
def ask_extension(
    round_unit: RoundUnit, stage: str, *, until: datetime | None, reason: str, by: Viewer, at: datetime | None = None
) -> Extension:
    """Ask for more time for one's own unit; the coordinators get a letter.

    Raises Refused where a request for the stage waits already, Invalid with every fault.
    """
    at = at or now()
    row = RoundUnit.objects.select_for_update().select_related("round").get(pk=round_unit.pk)
    may(by, ASK_EXTENSION, unit=row.unit_id).require()
    can_ask(row, stage).require()
    faults = _no_reason(reason)
    faults |= _stage_fault(stage, UNIT_STAGES) or _until_fault(row.round, [row], stage, until, at)
    if faults:
        raise Invalid(faults)
    asked = Extension.objects.create(
        round_unit=row, stage=stage, until=until, reason=reason.strip(), state=Extension.ASKED, asked_at=at,
        asked_by=by.id,
    )  # fmt: skip
    name, when = STAGE_NAMES[stage], _said(until)
    tell_coordinators(
        Text(f"{row.name_vi} xin gia hạn {name.vi.lower()}", f"{row.name_en or row.name_vi} asks for more time"),
        Text(f"{row.name_vi} xin gia hạn “{name.vi}” đến {when}.\nLý do: {asked.reason}",
             f"{row.name_en or row.name_vi} asks for “{name.en}” until {when}.\nReason: {asked.reason}"),
        at=at,
    )  # fmt: skip
    _note(
        "rounds.ask_extension", row.round, [row.code], by, at, stage=stage, until=until.isoformat(), reason=asked.reason
    )
    return asked


@transaction.atomic
def answer_extension(
    extension: Extension,
    *,
    grant: bool,
    answer: str,
    by: Viewer,
    until: datetime | None = None,
    at: datetime | None = None,
) -> Extension:
    """Grant (until the day asked for, or another one) or refuse a request; a refusal says why. The unit gets a letter.

    Raises Refused where it was answered already, Invalid with every fault.
    """
    at = at or now()
    asked = _locked(extension)
    row = asked.round_unit
    may(by, EXTEND).require()
    _round_open(row.round).require()
    _in_state(asked, Extension.ASKED).require()
    until = until or asked.until
    faults = _until_fault(row.round, [row], asked.stage, until, at) if grant else _no_reason(answer, "answer")
    if faults:
        raise Invalid(faults)
    asked.state = Extension.GRANTED if grant else Extension.REFUSED
    asked.answer, asked.answered_at, asked.answered_by = answer.strip(), at, by.id
    asked.until = until if grant else asked.until
    asked.save(update_fields=["state", "answer", "answered_at", "answered_by", "until"])
    if grant:
        _tell_granted([row], asked.stage, until, asked.answer or asked.reason, at)
    else:
        _tell_refused(asked, at)
    verb = "rounds.grant_extension" if grant else "rounds.refuse_extension"
    _note(verb, row.round, [row.code], by, at, stage=asked.stage, until=asked.until.isoformat(), answer=asked.answer)
    return asked


@transaction.atomic
def end_extension(extension: Extension, *, reason: str, by: Viewer, at: datetime | None = None) -> Extension:
    """Take an exception back: the unit's stage closes again as the calendar says. The unit gets a letter."""
    at = at or now()
    given = _locked(extension)
    row = given.round_unit
    may(by, EXTEND).require()
    _in_state(given, Extension.GRANTED).require()
    if faults := _no_reason(reason):
        raise Invalid(faults)
    given.state, given.end_reason, given.ended_at, given.ended_by = Extension.ENDED, reason.strip(), at, by.id
    given.save(update_fields=["state", "end_reason", "ended_at", "ended_by"])
    name = STAGE_NAMES[given.stage]
    tell_units([(
        row,
        Text(f"Kết thúc gia hạn {name.vi.lower()}", f"Exception for {name.en.lower()} ended"),
        Text(f"Việc gia hạn “{name.vi}” đến {_said(given.until)} của {row.name_vi} đã kết thúc.\nLý do: {given.end_reason}",
             f"The exception of {row.name_en or row.name_vi} for “{name.en}” until {_said(given.until)} has been ended.\n"
             f"Reason: {given.end_reason}"),
    )], at=at)  # fmt: skip
    _note("rounds.end_extension", row.round, [row.code], by, at, stage=given.stage,
          until=given.until.isoformat(), reason=given.end_reason)  # fmt: skip
    return given


def can_ask(round_unit: RoundUnit, stage: str) -> Verdict:
    """Whether a unit may ask now: the round is open, the stage is in the calendar, and no request waits."""
    verdict = _round_open(round_unit.round)
    if not verdict:
        return verdict
    waits = round_unit.extensions.filter(stage=stage, state=Extension.ASKED).first()
    if waits is None:
        return YES
    name = STAGE_NAMES[stage]
    return no(
        f"Đơn vị đã xin gia hạn “{name.vi}” đến {_said(waits.until)}; đề nghị đang chờ trả lời.",
        f"The unit has asked for “{name.en}” until {_said(waits.until)}; the request waits for an answer.",
        since=waits.asked_at,
    )


def _round_open(round_: Round) -> Verdict:
    if round_.state == OPEN:
        return YES
    if round_.state == DRAFT:
        return no(
            "Kỳ đánh giá chưa mở nên chưa có gì để gia hạn.", "The round is not open yet; there is nothing to extend."
        )
    return no(
        "Kết quả của kỳ đánh giá đã được phê duyệt nên không gia hạn được nữa.",
        "The results of the round have been approved; nothing can be extended any more.",
        since=round_.approved_at,
    )


def _in_state(extension: Extension, state: str) -> Verdict:
    if extension.state == state:
        return YES
    since = extension.ended_at or extension.answered_at
    if state == Extension.ASKED:
        return no("Đề nghị gia hạn này đã được trả lời.", "This request has been answered.", since=since)
    return no("Việc gia hạn này không còn hiệu lực.", "This exception is not in force.", since=since)


def _lock(round_: Round, units: Sequence[RoundUnit]) -> Any:
    keys = [row.pk for row in units]
    return RoundUnit.objects.select_for_update().filter(round=round_, pk__in=keys).order_by("pk")


def _locked(extension: Extension) -> Extension:
    RoundUnit.objects.select_for_update().get(pk=extension.round_unit_id)
    return Extension.objects.select_related("round_unit__round").get(pk=extension.pk)


def _no_reason(reason: str, field: str = "reason") -> dict[str, Text]:
    return {} if reason.strip() else {field: Text("Chưa nêu lý do.", "Give the reason.")}


def _stage_fault(stage: str, known: tuple[str, ...]) -> dict[str, Text]:
    return (
        {}
        if stage in known
        else {"stage": Text("Chọn giai đoạn được gia hạn.", "Choose a stage that can be extended.")}
    )


def _until_fault(
    round_: Round, rows: Sequence[RoundUnit], stage: str, until: datetime | None, at: datetime
) -> dict[str, Text]:
    """A new end must lie in the future, and after the end that holds for each unit."""
    if until is None:
        return {"until": Text("Chưa nhập hạn mới, ví dụ 17:00 ngày 28/02/2018.", "Enter the new end.")}
    window = windows(round_).get(stage)
    if window is None:
        return {"stage": Text("Giai đoạn này chưa có trong lịch.", "The stage has no dates in the calendar.")}
    if until <= at:
        return {"until": Text("Hạn mới phải ở phía trước.", "The new end must lie in the future.")}
    ends = _ends(rows, window)
    late = [row for row in rows if until <= ends[row.pk]]
    if not late:
        return {}
    vi = "; ".join(f"{row.name_vi}: {_said(ends[row.pk])}" for row in late)
    en = "; ".join(f"{row.name_en or row.name_vi}: {_said(ends[row.pk])}" for row in late)
    return {"until": Text(f"Hạn mới phải sau hạn hiện nay. {vi}.", f"The new end must be after the present one. {en}.")}


def _ends(rows: Sequence[RoundUnit], window: Window) -> dict[int, datetime]:
    granted = Extension.objects.filter(round_unit__in=rows, stage=window.stage, state=Extension.GRANTED)
    ends = dict.fromkeys((row.pk for row in rows), window.closes_at)
    for key, until in granted.values_list("round_unit", "until"):
        ends[key] = max(ends[key], until)
    return ends


def _tell_granted(rows: Sequence[RoundUnit], stage: str, until: datetime, reason: str, at: datetime) -> None:
    name, when = STAGE_NAMES[stage], _said(until)
    subject = Text(f"Gia hạn {name.vi.lower()} đến {when}", f"More time for {name.en.lower()}: until {when}")
    tell_units(
        [
            (row, subject, Text(f"{row.name_vi} được gia hạn “{name.vi}” đến {when}.\nLý do: {reason}",
                                f"{row.name_en or row.name_vi} has “{name.en}” until {when}.\nReason: {reason}"))
            for row in rows
        ],
        at=at,
    )  # fmt: skip


def _tell_refused(asked: Extension, at: datetime) -> None:
    name, row = STAGE_NAMES[asked.stage], asked.round_unit
    subject = Text(f"Không gia hạn {name.vi.lower()}", f"No more time for {name.en.lower()}")
    body = Text(
        f"Đề nghị gia hạn “{name.vi}” đến {_said(asked.until)} của {row.name_vi} không được chấp thuận.\nLý do: {asked.answer}",
        f"The request of {row.name_en or row.name_vi} for “{name.en}” until {_said(asked.until)} was refused.\n"
        f"Reason: {asked.answer}",
    )
    tell_units([(row, subject, body)], at=at)


def _said(moment: datetime) -> str:
    return local(moment).strftime("%H:%M %d/%m/%Y")


def _note(verb: str, round_: Round, codes: list[str], by: Viewer, at: datetime, **detail: Any) -> None:
    one = codes[0] if len(codes) == 1 else ""
    subject = f"unit:{one}" if one else f"round:{round_.name}"
    record(verb, by=by, at=at, subject=subject, round_=round_.name, unit=one, units=codes, **detail)
