"""Runs: computed, stored for good, approved, and computed again to see that they still come out the same."""

from __future__ import annotations

import json
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

import parindex
from parindex.appraisal.models import Mark
from parindex.engine.results import Results
from parindex.evidence.models import Link
from parindex.grammar.clock import now
from parindex.grammar.roles import Role, Viewer, may
from parindex.grammar.verdict import Verdict
from parindex.ledger.actions import record
from parindex.package.files.csv_writing import files
from parindex.package.files.writing import zipped
from parindex.results.computing import Computed, Documents, Ledgers, computed, recipe_of
from parindex.results.gathering import gather, package_digest
from parindex.results.models import Run, RunUnit
from parindex.results.permissions import APPROVE, COMPUTE, can_approve, can_compute
from parindex.results.queries import comparable_run, latest_run
from parindex.results.settling import settle
from parindex.rounds.models import APPROVED, Round


@transaction.atomic
def compute_run(round_: Round, *, by: Viewer, at: datetime | None = None) -> Run:
    """Settle what depends on other units, compute the round as it stands, and store everything that went in and came out.

    Compared with the approved run of the round before, else its latest, else with nothing. Raises Refused where the
    round is not open, CannotRead where its tables make no round.
    """
    may(by, COMPUTE).require()
    round_ = _locked(round_)
    can_compute(round_).require()
    at = at or now()
    settled = settle(round_)
    packed = zipped(files(gather(round_)))
    previous = comparable_run(round_)
    found = computed(packed, bytes(previous.package) if previous else None)
    run = _stored(round_, previous, packed, found, by, at)
    _store_units(run, round_, found.results)
    record(
        "results.compute", by=by, at=at, subject=_subject(round_, run), round_=round_.name, role=_role(by, Role.COORDINATOR),
        package=run.package_digest, outcome=run.outcome_digest, errors=run.errors, settled=settled,
        previous=_subject(previous.round, previous) if previous else None,
    )  # fmt: skip
    return run


def _stored(round_: Round, previous: Run | None, packed: bytes, found: Computed, by: Viewer, at: datetime) -> Run:
    last = Run.objects.filter(round=round_).aggregate(last=Max("number"))["last"] or 0
    return Run.objects.create(
        round=round_, number=last + 1, at=at, by=by.id, by_name=by.name, engine_version=parindex.__version__,
        previous=previous, package=packed, package_digest=found.package_digest,
        recipe=recipe_of(found.results.round), outcome=found.outcome, outcome_digest=found.digest, errors=found.errors,
    )  # fmt: skip


def _store_units(run: Run, round_: Round, results: Results) -> None:
    ledgers = Ledgers(results, _why(round_), _documents(round_))
    document = json.loads(run.outcome)
    printed = {unit["unit"]: unit["index"] or "" for block in document["blocks"] for unit in block["units"]}
    made = []
    for block in results.blocks:
        for unit in block.units:
            code = unit.unit.code
            ledger = json.dumps(ledgers.of(unit), ensure_ascii=False, separators=(",", ":"))
            made.append(
                RunUnit(
                    run=run, order=len(made), code=code, block=block.block, index=printed[code],
                    rank=unit.standing.rank, ledger=ledger,
                )
            )  # fmt: skip
    RunUnit.objects.bulk_create(made, batch_size=50)


def _why(round_: Round) -> dict[tuple[str, str, str], dict[str, str]]:
    rows = Mark.objects.filter(sheet__round_unit__round=round_).exclude(reason="", sentence="")
    named = rows.values_list("sheet__round_unit__code", "criterion__code", "layer", "reason", "sentence")
    return {(unit, code, layer): {"reason": why, "sentence": said} for unit, code, layer, why, said in named}


def _documents(round_: Round) -> Documents:
    rows = Link.objects.filter(round_unit__round=round_, removed_at__isnull=True).order_by("at", "pk")
    named = rows.values_list(
        "round_unit__code", "criterion__code", "version__document__number", "version__document__subject", "pages"
    )
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for unit, code, number, subject, pages in named:
        found.setdefault((unit, code), []).append({"number": number, "subject": subject, "pages": pages})
    return found


@transaction.atomic
def approve_run(run: Run, *, by: Viewer, at: datetime | None = None) -> Run:
    """Approve a run and with it the round: from now on nothing in it changes. Raises Refused, saying why not."""
    may(by, APPROVE).require()
    round_ = _locked(run.round)
    run = Run.objects.get(pk=run.pk)
    at = at or now()
    approvable(run, round_, at).require()
    run.approved_at, run.approved_by, run.approved_name = at, by.id, by.name
    run.save(update_fields=["approved_at", "approved_by", "approved_name"])
    round_.state, round_.approved_at = APPROVED, at
    round_.save(update_fields=["state", "approved_at"])
    record(
        "results.approve", by=by, at=at, subject=_subject(round_, run), round_=round_.name,
        role=_role(by, Role.COUNCIL, Role.LEADER), package=run.package_digest, outcome=run.outcome_digest,
    )  # fmt: skip
    return run


def approvable(run: Run, round_: Round, at: datetime) -> Verdict:
    """Whether a run can be approved now: the latest, without errors, of the data as they stand."""
    latest = latest_run(round_)
    before = comparable_run(round_)
    current = package_digest(gather(round_)) == run.package_digest and run.previous_id == (
        before.pk if before else None
    )
    return can_approve(run, round_, at, latest=latest is not None and latest.pk == run.pk, current=current)


class Replay(NamedTuple):
    """What came out of computing a stored run again. outcome_digest: what comes out now."""

    same_package: bool
    same_outcome: bool
    outcome_digest: str

    def __bool__(self) -> bool:
        return self.same_package and self.same_outcome


def replay(run: Run) -> Replay:
    """Compute a run again from what was stored with it, and compare the digests; changes nothing."""
    found = computed(bytes(run.package), bytes(run.previous.package) if run.previous else None)
    return Replay(found.package_digest == run.package_digest, found.outcome == run.outcome, found.digest)


def _locked(round_: Round) -> Round:
    return Round.objects.select_for_update(of=("self",)).select_related("set", "previous").get(pk=round_.pk)


def _subject(round_: Round, run: Run) -> str:
    return f"run:{round_.name}/{run.number}"


def _role(by: Viewer, *roles: Role) -> Role | None:
    return next((role for role in roles if by.has(role)), None)
