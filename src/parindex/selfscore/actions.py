"""What can be done with a sheet. Every verb locks the sheet first, so that no claim follows a signature."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from parindex.criteria.models import Criterion
from parindex.criteria.outline import outline
from parindex.engine.problems import Text
from parindex.evidence.queries import counts_by_leaf
from parindex.grammar.clock import now
from parindex.grammar.roles import Role, Viewer
from parindex.grammar.verdict import Conflict, Invalid
from parindex.ledger.actions import record
from parindex.ledger.chain import canonical
from parindex.selfscore import permissions
from parindex.selfscore.claiming import DONE, LONGEST_NOTE, Draft, best_ratio, drafted
from parindex.selfscore.models import DRAFT, SIGNED, SUBMITTED, Claim, Sheet

LONGEST_TEXT = 20_000


def locked(sheet: Sheet) -> Sheet:
    """The sheet as it stands, held until the transaction ends; with its unit and round."""
    rows = Sheet.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("round_unit__round__set", "round_unit__unit").get(pk=sheet.pk)


@transaction.atomic
def save_claim(
    sheet: Sheet,
    criterion: Criterion,
    *,
    value: str,
    version: int,
    by: Viewer,
    state: str = "scored",
    note: str = "",
    at: datetime | None = None,
    returned: frozenset[int] = frozenset(),
) -> Claim:
    """Store what the unit claims for a leaf; nothing, and no ledger entry, where nothing changed.

    version: the one the person began from, 0 where there was none. Raises Refused, Invalid, and Conflict (theirs: the
    Claim that stands, None where there is none; mine: the Draft) where somebody saved meanwhile.
    """
    at = at or now()
    sheet = locked(sheet)
    permissions.can_fill(by, sheet, at, returned, criterion.pk).require()
    node = outline(sheet.round_unit.round.set).by_key.get(criterion.pk)
    if node is None or not node.leaf:
        raise Invalid({"": Text("Không phải tiêu chí chấm điểm của kỳ này.", "Not a leaf of this round's set.")})
    draft = drafted(node, value, state, note, best_ratio(sheet, node, value))
    claim = Claim.objects.filter(sheet=sheet, criterion=criterion).first()
    before = _draft(claim)
    if draft == before or (claim is None and draft == Draft("", None, "not_submitted", "")):
        return claim or Claim(sheet=sheet, criterion=criterion, version=0, state=draft.state, at=at, by=by.id)
    if version != (claim.version if claim else 0):
        raise Conflict(theirs=claim, mine=draft)
    claim = _store(sheet, criterion, claim, draft, by, at)
    _record("save_claim", sheet, by, at, claim=criterion.code, before=_told(before), after=_told(draft))
    return claim


def _store(sheet: Sheet, criterion: Criterion, claim: Claim | None, draft: Draft, by: Viewer, at: datetime) -> Claim:
    if claim is None:
        claim = Claim(sheet=sheet, criterion=criterion, version=0, order=criterion.order)
    claim.value, claim.points, claim.state, claim.note = draft
    claim.version += 1
    claim.at, claim.by, claim.by_name = at, by.id, by.name
    claim.save()
    return claim


@transaction.atomic
def save_texts(
    sheet: Sheet, *, difficulties: str, proposals: str, version: int, by: Viewer, at: datetime | None = None
) -> Sheet:
    """Store difficulties and proposals, the third part of the report. Raises Refused, Invalid, Conflict (both Sheets' texts)."""
    at = at or now()
    sheet = locked(sheet)
    permissions.can_fill(by, sheet, at).require()
    mine = (difficulties.strip(), proposals.strip())
    faults = {
        field: Text(f"Viết không quá {LONGEST_TEXT} ký tự.", f"Write {LONGEST_TEXT} characters at most.")
        for field, text in zip(("difficulties", "proposals"), mine, strict=True)
        if len(text) > LONGEST_TEXT or "\x00" in text
    }
    if faults:
        raise Invalid(faults)
    theirs = (sheet.difficulties, sheet.proposals)
    if mine == theirs:
        return sheet
    if version != sheet.texts_version:
        raise Conflict(theirs=theirs, mine=mine)
    sheet.difficulties, sheet.proposals = mine
    sheet.texts_version += 1
    sheet.save(update_fields=["difficulties", "proposals", "texts_version"])
    _record("save_texts", sheet, by, at, before=list(theirs), after=list(mine))
    return sheet


@transaction.atomic
def submit(sheet: Sheet, *, by: Viewer, at: datetime | None = None) -> Sheet:
    """Hand the sheet to the head; claims are closed until it comes back."""
    at = at or now()
    sheet = locked(sheet)
    missing, unexplained = gaps(sheet)
    permissions.can_submit(by, sheet, at, missing=len(missing), unexplained=len(unexplained)).require()
    sheet.state, sheet.submitted_at, sheet.submitted_by, sheet.returned_note = SUBMITTED, at, by.id, ""
    sheet.save()
    _record("submit", sheet, by, at, role=Role.OFFICER)
    return sheet


@transaction.atomic
def return_(sheet: Sheet, *, note: str, by: Viewer, at: datetime | None = None) -> Sheet:
    """Give the submitted sheet back to the officers, saying what to change."""
    at = at or now()
    sheet = locked(sheet)
    permissions.can_return(by, sheet, at).require()
    sheet.state, sheet.returned_note = DRAFT, _reason(note)
    sheet.submitted_at = sheet.submitted_by = None
    sheet.save()
    _record("return", sheet, by, at, role=Role.HEAD, note=sheet.returned_note)
    return sheet


@transaction.atomic
def sign(sheet: Sheet, *, by: Viewer, at: datetime | None = None) -> Sheet:
    """Sign: nothing is missing, the digest of all claims is kept, and the sheet is locked. The password was asked before."""
    at = at or now()
    sheet = locked(sheet)
    missing, unexplained = gaps(sheet)
    permissions.can_sign(by, sheet, at, missing=len(missing), unexplained=len(unexplained)).require()
    sheet.state, sheet.signed_at, sheet.signed_by, sheet.signed_name = SIGNED, at, by.id, by.name
    sheet.returned_note = ""
    sheet.digest = sheet_digest(sheet)
    sheet.save()
    _record("sign", sheet, by, at, role=Role.HEAD, digest=sheet.digest)
    return sheet


@transaction.atomic
def take_back(
    sheet: Sheet, *, reason: str, appraised: Callable[[Sheet], bool], by: Viewer, at: datetime | None = None
) -> Sheet:
    """Take the signed sheet back before the stage closes. appraised: asked under the lock, whether any mark was given."""
    at = at or now()
    sheet = locked(sheet)
    permissions.can_take_back(by, sheet, at, appraised=appraised(sheet)).require()
    return _open_again(sheet, "take_back", reason, by, at, Role.HEAD)


@transaction.atomic
def reopen(
    sheet: Sheet, *, reason: str, appraised: Callable[[Sheet], bool], by: Viewer, at: datetime | None = None
) -> Sheet:
    """Open a signed sheet again for a unit whose stage is open, by an exception or still."""
    at = at or now()
    sheet = locked(sheet)
    permissions.can_reopen(by, sheet, at, appraised=appraised(sheet)).require()
    return _open_again(sheet, "reopen", reason, by, at, Role.COORDINATOR)


def _open_again(sheet: Sheet, verb: str, reason: str, by: Viewer, at: datetime, role: Role) -> Sheet:
    before = sheet.digest
    sheet.state, sheet.digest, sheet.signed_name, sheet.returned_note = DRAFT, "", "", _reason(reason)
    sheet.signed_at = sheet.signed_by = sheet.submitted_at = sheet.submitted_by = None
    sheet.save()
    _record(verb, sheet, by, at, role=role, reason=sheet.returned_note, digest=before)
    return sheet


def gaps(sheet: Sheet) -> tuple[list[str], list[str]]:
    """Codes of the leaves not scored yet, and of those with neither evidence nor a note. Two queries."""
    claims = {claim.criterion_id: claim for claim in Claim.objects.filter(sheet=sheet)}
    documents = counts_by_leaf(sheet.round_unit)
    missing, unexplained = [], []
    for node in outline(sheet.round_unit.round.set).leaves:
        claim = claims.get(node.criterion.pk)
        if node.surveyed:
            continue
        if claim is None or claim.state not in DONE:
            missing.append(node.code)
        elif not claim.note and not documents.get(node.criterion.pk):
            unexplained.append(node.code)
    return missing, unexplained


def sheet_digest(sheet: Sheet) -> str:
    """SHA-256 (hex) over every claim in the order of the set, and both texts."""
    rows = Claim.objects.filter(sheet=sheet).order_by("criterion__order").select_related("criterion")
    told = [[row.criterion.code, *_told(_draft(row)).values()] for row in rows]
    whole = {"claims": told, "difficulties": sheet.difficulties, "proposals": sheet.proposals, "of": subject(sheet)}
    return hashlib.sha256(canonical(whole).encode()).hexdigest()


def subject(sheet: Sheet, criterion: str = "") -> str:
    """The name of a sheet, or of a claim on it, in the ledger."""
    of = f"{sheet.round_unit.round.name}/{sheet.round_unit.code}"
    return f"claim:{of}/{criterion}" if criterion else f"sheet:{of}"


def _reason(text: str) -> str:
    text = text.strip()
    if not text or len(text) > LONGEST_NOTE or "\x00" in text:
        raise Invalid(
            {"reason": Text("Chưa nêu lý do, ngắn gọn trong vài câu.", "Give the reason, in a few sentences.")}
        )
    return text


def _draft(claim: Claim | None) -> Draft | None:
    return Draft(claim.value, claim.points, claim.state, claim.note) if claim else None


def _told(draft: Draft | None) -> dict[str, Any]:
    return draft._asdict() if draft else {}


def _record(
    verb: str, sheet: Sheet, by: Viewer, at: datetime, *, claim: str = "", role: Role | None = None, **detail: Any
) -> None:
    unit = sheet.round_unit
    if role is None and claim:
        role = next((r for r in (Role.OFFICER, Role.HEAD) if unit.unit_id in by.units(r)), None)
    record(
        f"selfscore.{verb}", by=by, at=at, subject=subject(sheet, claim), round_=unit.round.name, unit=unit.code,
        role=role, **detail,
    )  # fmt: skip
