"""The verbs of a round until it is open: create, change, choose units, set the calendar, open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from parindex.criteria.actions import freeze_set
from parindex.criteria.models import CriteriaSet
from parindex.directory.models import Unit
from parindex.engine.problems import Text
from parindex.grammar.clock import local, now
from parindex.grammar.roles import Viewer, may
from parindex.grammar.verdict import YES, Invalid, Verdict, no
from parindex.ledger.actions import record
from parindex.rounds.calendar import STAGE_NAMES, windows
from parindex.rounds.membership import Member, members, store
from parindex.rounds.models import APPROVED, DRAFT, OPEN, STAGES, Round, StageDates
from parindex.rounds.permissions import CHANGE
from parindex.rounds.readiness import grave, missing
from parindex.rounds.standards import name_fault, setting_faults

SETTINGS = (
    "year", "title_vi", "title_en", "authority_vi", "authority_en", "place_vi", "place_en", "notice_vi", "notice_en",
    "decimals", "bands", "caps", "absence",
)  # fmt: skip
"""The fields of a round that change_round takes, besides `set_` and `previous`."""
Dates = Mapping[str, tuple[datetime, datetime]]


@transaction.atomic
def create_round(
    name: str,
    *,
    set_: CriteriaSet | None,
    by: Viewer,
    at: datetime | None = None,
    previous: Round | None = None,
    **settings: Any,
) -> Round:
    """Make a draft round. settings: see SETTINGS; year and title_vi must be there.

    Raises Refused without the right, Invalid with all faults: a name that is taken, a set that has its round already.
    """
    may(by, CHANGE).require()
    _known(settings)
    faults = setting_faults({"year": None, "title_vi": "", **_without_empty_bands(settings)})
    if (fault := name_fault(name)) is not None:
        faults["name"] = fault
    elif Round.objects.filter(name=name).exists():
        faults["name"] = Text("Đã có kỳ đánh giá mang mã này.", "There is a round of this code already.")
    faults |= _set_fault(set_, None) | _previous_fault(previous, settings.get("year"))
    if faults:
        raise Invalid(faults)
    round_ = Round.objects.create(name=name, set=set_, previous=previous, **settings)
    record("rounds.create", by=by, at=at, subject=f"round:{name}", round_=name, set=set_.code, **_plain(settings))
    return round_


@transaction.atomic
def change_round(round_: Round, *, by: Viewer, at: datetime | None = None, **settings: Any) -> Round:
    """Change what is given of a draft round: see SETTINGS; also `set_` and `previous`.

    A changed set takes its assignments with it: they name areas of the set before.
    """
    round_ = _locked(round_)
    may(by, CHANGE).require()
    draft_only(round_).require()
    links = {field: settings.pop(field) for field in ("set_", "previous") if field in settings}
    _known(settings)
    blocks = set(round_.units.values_list("block", flat=True))
    faults = setting_faults(settings, blocks)
    if "set_" in links:
        faults |= _set_fault(links["set_"], round_)
    if "previous" in links:
        faults |= _previous_fault(links["previous"], settings.get("year", round_.year), round_)
    if faults:
        raise Invalid(faults)
    wanted = settings | ({"set": links["set_"]} if "set_" in links else {})
    wanted |= {"previous": links["previous"]} if "previous" in links else {}
    before = {field: getattr(round_, field) for field in wanted if getattr(round_, field) != wanted[field]}
    if not before:
        return round_
    if "set" in before:
        round_.assignments.all().delete()
    for field in before:
        setattr(round_, field, wanted[field])
    round_.save(update_fields=sorted(before))
    record(
        "rounds.change", by=by, at=at, subject=f"round:{round_.name}", round_=round_.name,
        before=_plain(before), after=_plain({field: wanted[field] for field in before}),
    )  # fmt: skip
    return round_


@transaction.atomic
def set_units(
    round_: Round, chosen: Sequence[Unit | tuple[Unit, str]], *, by: Viewer, at: datetime | None = None
) -> list[Member]:
    """Say who is assessed, in this order; a unit alone stands in its own block. Draft only.

    Names and predecessors are copied; they are copied again when the round opens. Assignments of units that stay are kept.
    """
    round_ = _locked(round_)
    may(by, CHANGE).require()
    draft_only(round_).require()
    wanted = members(round_, chosen, local(at or now()).date())
    before = list(round_.units.values_list("code", flat=True))
    store(round_, wanted)
    record(
        "rounds.set_units", by=by, at=at, subject=f"round:{round_.name}", round_=round_.name,
        before=before, after=[[member.code, member.block] for member in wanted],
    )  # fmt: skip
    return wanted


@transaction.atomic
def set_calendar(
    round_: Round, dates: Dates, *, by: Viewer, at: datetime | None = None, reason: str = ""
) -> dict[str, Text]:
    """Set the dates of the stages given; UTC. While the round is open a reason is needed.

    Returns nothing where nothing changed, else the stages that were changed, by key.
    Raises Invalid with every stage that would not close after it opens ("stage") and the missing reason ("reason").
    """
    round_ = _locked(round_)
    may(by, CHANGE).require()
    _not_approved(round_).require()
    stands = windows(round_)
    changed = {
        stage: given
        for stage, given in dates.items()
        if stage not in stands or given != (stands[stage].opens_at, stands[stage].closes_at)
    }
    faults = date_faults(changed)
    if changed and round_.state == OPEN and not reason.strip():
        faults["reason"] = Text(
            "Kỳ đang mở: cần nêu lý do đổi lịch.", "The round is open: give a reason for the change."
        )
    if faults:
        raise Invalid(faults)
    if not changed:
        return {}
    for stage, (opens_at, closes_at) in changed.items():
        StageDates.objects.update_or_create(
            round=round_, stage=stage, defaults={"opens_at": opens_at, "closes_at": closes_at}
        )
    record(
        "rounds.set_calendar", by=by, at=at, subject=f"round:{round_.name}", round_=round_.name, reason=reason.strip(),
        before={stage: _span(stands[stage][1:3]) if stage in stands else None for stage in changed},
        after={stage: _span(given) for stage, given in changed.items()},
    )  # fmt: skip
    return {stage: STAGE_NAMES[stage] for stage in STAGES if stage in changed}


@transaction.atomic
def open_round(round_: Round, *, by: Viewer, at: datetime | None = None) -> Round:
    """Open a round: copy the names of its units once more, freeze its set, let its calendar begin.

    Use selfscore.opening.open_round_with_sheets, which gives every unit its sheet in the same transaction.
    Raises Refused where it is open already, Invalid with everything that is missing, by step.
    """
    at = at or now()
    round_ = _locked(round_)
    may(by, CHANGE).require()
    draft_only(round_).require()
    lacks = grave(missing(round_))
    if lacks:
        raise Invalid(_by_step(lacks))
    store(round_, members(round_, list(_as_chosen(round_)), local(at).date()))
    freeze_set(round_.set, by=by, at=at)
    round_.state, round_.opened_at = OPEN, at
    round_.save(update_fields=["state", "opened_at"])
    record(
        "rounds.open", by=by, at=at, subject=f"round:{round_.name}", round_=round_.name, set=round_.set.code,
        digest=round_.set.digest, units=list(round_.units.values_list("code", flat=True)),
        calendar={stage: _span(window[1:3]) for stage, window in windows(round_).items()},
    )  # fmt: skip
    return round_


def draft_only(round_: Round) -> Verdict:
    """Whether the set-up can still be changed."""
    if round_.state == DRAFT:
        return YES
    return no(
        "Kỳ đánh giá đã mở nên phần thiết lập này không đổi được nữa.",
        "The round is open; this part of its set-up can no longer be changed.",
        since=round_.opened_at,
        ask=Text(
            "Lịch, gia hạn và phân công thẩm định vẫn đổi được khi kỳ đang mở.",
            "The calendar, exceptions and assignments can still be changed while it is open.",
        ),
    )


def _not_approved(round_: Round) -> Verdict:
    if round_.state != APPROVED:
        return YES
    return no(
        "Kết quả của kỳ đánh giá đã được phê duyệt nên không đổi lịch được nữa.",
        "The results of the round have been approved; its calendar can no longer be changed.",
        since=round_.approved_at,
    )


def _locked(round_: Round) -> Round:
    return Round.objects.select_for_update().get(pk=round_.pk)


def _known(settings: Mapping[str, Any]) -> None:
    if unknown := sorted(set(settings) - set(SETTINGS)):
        raise TypeError(f"no settings of a round: {', '.join(unknown)}")


def _without_empty_bands(settings: Mapping[str, Any]) -> dict[str, Any]:
    """A new round may be without bands yet: they are asked for when it opens."""
    return {field: value for field, value in settings.items() if field != "bands" or value}


def _set_fault(set_: CriteriaSet | None, round_: Round | None) -> dict[str, Text]:
    if set_ is None:
        return {"set": Text("Chưa chọn bộ tiêu chí.", "Choose a criteria set.")}
    other = Round.objects.filter(set=set_).exclude(pk=round_.pk if round_ else None).first()
    if other is None:
        return {}
    return {
        "set": Text(
            f"Bộ tiêu chí {set_.code} đã dùng cho kỳ {other.name}; xin sao chép thành bộ mới.",
            f"The set {set_.code} belongs to the round {other.name}; please copy it to a new one.",
        )
    }


def _previous_fault(previous: Round | None, year: Any, round_: Round | None = None) -> dict[str, Text]:
    if previous is None or (previous != round_ and isinstance(year, int) and previous.year < year):
        return {}
    return {"previous": Text("Kỳ trước phải thuộc năm trước.", "The round before must be of an earlier year.")}


def date_faults(dates: Dates) -> dict[str, Text]:
    """Every stage that would not close after it opens."""
    faults = {}
    for stage, (opens_at, closes_at) in dates.items():
        if stage not in STAGES:
            raise KeyError(stage)
        if closes_at <= opens_at:
            name = STAGE_NAMES[stage]
            faults[stage] = Text(f"“{name.vi}” phải kết thúc sau khi mở.", f"“{name.en}” must close after it opens.")
    return faults


def _as_chosen(round_: Round) -> list[tuple[Unit, str]]:
    return [(row.unit, row.block) for row in round_.units.select_related("unit__block")]


def _by_step(lacks: list[Any]) -> dict[str, Text]:
    steps: dict[str, list[Text]] = {}
    for lack in lacks:
        steps.setdefault(lack.step, []).append(lack.what)
    return {
        step: Text(" ".join(what.vi for what in whats), " ".join(what.en for what in whats))
        for step, whats in steps.items()
    }


def _span(dates: Sequence[datetime]) -> list[str]:
    return [moment.isoformat() for moment in dates[:2]]


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the ledger takes them: a set or a round by its name."""
    return {field: str(value) if isinstance(value, CriteriaSet | Round) else value for field, value in values.items()}


__all__ = ["change_round", "create_round", "date_faults", "draft_only", "open_round", "set_calendar", "set_units"]
