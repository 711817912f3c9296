"""What is done with whole sets: make one, copy one, freeze one. Their parts: nodes, catalogue, links, importing."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.validators import slug_re
from django.db import transaction

from parindex.criteria.catalogue import remove_phrase, remove_reason, save_phrase, save_reason, too_long
from parindex.criteria.checking import ready
from parindex.criteria.drafts import changed, locked_draft
from parindex.criteria.importing import apply_package
from parindex.criteria.links import confirm_same, propose_anew, propose_links, remove_link, set_link
from parindex.criteria.models import FROZEN, CriteriaSet, Phrase
from parindex.criteria.nodes import move_criterion, remove_criterion, save_criterion
from parindex.criteria.permissions import CHANGE
from parindex.criteria.tables import SET_TABLES, fill_set, set_tables
from parindex.engine.problems import Text
from parindex.grammar.clock import now
from parindex.grammar.roles import Viewer, may
from parindex.grammar.verdict import Invalid
from parindex.ledger.actions import record
from parindex.package.files.csv_writing import table_bytes
from parindex.package.tables import Package

__all__ = [
    "apply_package",
    "change_set",
    "confirm_same",
    "copy_set",
    "create_set",
    "freeze_set",
    "move_criterion",
    "propose_links",
    "remove_criterion",
    "remove_link",
    "remove_phrase",
    "remove_reason",
    "save_criterion",
    "save_phrase",
    "save_reason",
    "set_link",
]
LONGEST_CODE, LONGEST_TITLE = 80, 300
FIRST_YEAR, LAST_YEAR = 1990, 2200


@transaction.atomic
def create_set(
    code: str,
    *,
    by: Viewer,
    title_vi: str,
    year: int | None,
    title_en: str = "",
    legal_basis: str = "",
    at: datetime | None = None,
) -> CriteriaSet:
    """Make an empty draft set."""
    may(by, CHANGE).require()
    set_ = _new(code, title_vi, title_en, year, legal_basis)
    record("criteria.set_created", by=by, at=at, subject=f"set:{code}", title=title_vi, year=year)
    return set_


def _new(code: str, title_vi: str, title_en: str, year: int | None, legal_basis: str) -> CriteriaSet:
    faults = set_faults(title_vi, title_en, year)
    if not slug_re.match(code) or len(code) > LONGEST_CODE:
        faults["code"] = Text(
            "Nhập mã bằng chữ không dấu, số và gạch nối, ví dụ lai-chau-2018.",
            "Enter a code of plain letters, digits and hyphens, such as lai-chau-2018.",
        )
    elif CriteriaSet.objects.filter(code=code).exists():
        faults["code"] = Text(f"Mã {code} đã có.", f"The code {code} is already there.")
    if faults:
        raise Invalid(faults)
    return CriteriaSet.objects.create(
        code=code, title_vi=title_vi, title_en=title_en, year=year, legal_basis=legal_basis
    )


def set_faults(title_vi: str, title_en: str, year: int | None) -> dict[str, Text]:
    """What is wrong with a set's titles and year."""
    faults = {}
    if not title_vi:
        faults["title_vi"] = Text("Nhập tên bộ tiêu chí.", "Enter the set's Vietnamese title.")
    for column, title in (("title_vi", title_vi), ("title_en", title_en)):
        if len(title) > LONGEST_TITLE:
            faults[column] = too_long(LONGEST_TITLE)
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        faults["year"] = Text("Nhập năm, ví dụ 2018.", "Enter a year, such as 2018.")
    return faults


@transaction.atomic
def copy_set(
    from_: CriteriaSet,
    code: str,
    *,
    by: Viewer,
    year: int | None,
    title_vi: str = "",
    title_en: str = "",
    at: datetime | None = None,
) -> CriteriaSet:
    """Copy criteria, reasons and phrases to a new draft, with a crosswalk proposed for the coordinator to confirm."""
    may(by, CHANGE).require()
    titles = [(given or old.replace(str(from_.year), str(year))) for given, old in
              ((title_vi, from_.title_vi), (title_en, from_.title_en))]  # fmt: skip
    set_ = _new(code, titles[0], titles[1], year, from_.legal_basis)
    tables = set_tables(from_)
    tables.pop("crosswalk", None)
    fill_set(set_, Package(from_.code, "folder", {}, tables))
    phrases = [Phrase(set=set_, reason=p.reason, criterion=p.criterion, text=p.text) for p in from_.phrases.all()]
    Phrase.objects.bulk_create(phrases, batch_size=500)
    set_.previous = from_
    set_.save(update_fields=["previous"])
    propose_anew(set_)
    record("criteria.set_copied", by=by, at=at, subject=f"set:{code}", source=from_.code, year=year)
    return set_


@transaction.atomic
def change_set(
    set_: CriteriaSet,
    *,
    by: Viewer,
    title_vi: str,
    title_en: str,
    year: int | None,
    legal_basis: str,
    previous: CriteriaSet | None,
    at: datetime | None = None,
    version: int | None = None,
) -> CriteriaSet:
    """Change a draft's titles, year, legal basis, and the set before it; the crosswalk is then proposed anew."""
    row = locked_draft(set_, by, version, {"title_vi": title_vi, "year": year})
    faults = set_faults(title_vi, title_en, year)
    if previous is not None and (previous.pk == row.pk or (year is not None and previous.year >= year)):
        faults["previous"] = Text("Chọn bộ tiêu chí của một năm trước đó.", "Choose a set of an earlier year.")
    if faults:
        raise Invalid(faults)
    before = {"title_vi": row.title_vi, "title_en": row.title_en, "year": row.year, "legal_basis": row.legal_basis}
    after = {"title_vi": title_vi, "title_en": title_en, "year": year, "legal_basis": legal_basis}
    moved = row.previous_id != (previous.pk if previous else None)
    row.title_vi, row.title_en, row.year, row.legal_basis = title_vi, title_en, year or 0, legal_basis
    row.previous = previous
    row.save()
    if moved:
        propose_anew(row)
    told = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    changed(row, "set_changed", by=by, at=at, changes=told, previous=previous.code if previous else "")
    return row


@transaction.atomic
def freeze_set(set_: CriteriaSet, *, by: Viewer, at: datetime | None = None) -> str:
    """Freeze a sound draft for ever; gives the SHA-256 of its tables. A frozen one keeps its digest.

    Raises Refused where errors remain or rows of the crosswalk are not confirmed.
    """
    may(by, CHANGE).require()
    row = CriteriaSet.objects.select_for_update().get(pk=set_.pk)
    if row.state != FROZEN:
        ready(row).require()
        row.digest, row.frozen_at, row.state = digest_of(row), at or now(), FROZEN
        row.save(update_fields=["digest", "frozen_at", "state"])
        changed(row, "set_frozen", by=by, at=at, digest=row.digest)
    set_.refresh_from_db()
    return row.digest


def digest_of(set_: CriteriaSet) -> str:
    """SHA-256 over the set's tables as the package format writes them, each after its name."""
    tables = set_tables(set_)
    hashed = hashlib.sha256()
    for name in SET_TABLES:
        if name in tables:
            hashed.update(f"{name}.csv\n".encode() + table_bytes(tables[name]))
    return hashed.hexdigest()
