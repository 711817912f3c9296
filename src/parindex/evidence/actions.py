"""The verbs of this room. Each locks, asks, changes and writes the ledger in one transaction; bytes are kept before it.

Bytes without a row count for nothing (`store.sweep` takes them away), a row never names bytes that are not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from parindex.criteria.models import Criterion
from parindex.directory.models import Unit
from parindex.directory.names import nfc, search_key
from parindex.engine.problems import Text
from parindex.evidence import names
from parindex.evidence.intake import Arrived, Upload, take_in
from parindex.evidence.models import Document, Link, Opening, Version
from parindex.evidence.permissions import can_add
from parindex.grammar.clock import now
from parindex.grammar.roles import Viewer
from parindex.grammar.verdict import Conflict, Invalid, Verdict, no
from parindex.ledger.actions import record
from parindex.rounds.models import RoundUnit

LAYERS = ("self", "explained")
_LENGTHS = {"number": 100, "issuer": 300, "subject": 500}


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file. known: the same bytes stood in the library already; fault: why it was not taken."""

    name: str
    version: Version | None = None
    known: bool = False
    fault: Text | None = None


def add_documents(unit: Unit, files: Iterable[Upload], *, by: Viewer, at: datetime | None = None) -> list[Added]:
    """Take several files into a unit's library, each by itself: accepted, recognised, or refused with its reason.

    Raises Refused where the person may not. One ledger entry tells of all that were new.
    """
    can_add(by, unit.pk).require()
    taken = [take_in(file) for file in files]
    with transaction.atomic():
        # one at a time in a library: the same bytes sent twice at once become one document
        Unit.objects.select_for_update().get(pk=unit.pk)
        added = [_added(unit, arrived, by, at or now()) for arrived in taken]
        new = [row.version for row in added if row.version and not row.known]
        if new:
            one = f"document:{new[0].document_id}" if len(new) == 1 else f"unit:{unit.code}"
            record("evidence.add", by=by, subject=one, at=at, unit=unit.code, documents=[_told(row) for row in new])
    return added


def _added(unit: Unit, arrived: Arrived, by: Viewer, at: datetime) -> Added:
    if arrived.fault:
        return Added(arrived.name, fault=arrived.fault)
    there = Version.objects.filter(document__unit=unit, sha256=arrived.sha256).select_related("document").first()
    if there:
        return Added(arrived.name, there, known=True)
    subject = arrived.name.rpartition(".")[0].replace("_", " ") or arrived.name
    document = Document(unit=unit, subject=nfc(subject)[:500], added_at=at, added_by=by.id)
    _index(document, [arrived.name])
    document.save()
    return Added(arrived.name, _version(document, 1, arrived, by, at))


def _version(document: Document, number: int, arrived: Arrived, by: Viewer, at: datetime) -> Version:
    return Version.objects.create(
        document=document,
        number=number,
        sha256=arrived.sha256,
        name=arrived.name,
        size=arrived.size,
        media_type=arrived.media_type,
        pages=arrived.pages,
        at=at,
        by=by.id,
        by_name=by.name,
    )


def _told(version: Version) -> dict[str, Any]:
    return {
        "document": version.document_id,
        "version": version.number,
        "name": version.name,
        "sha256": version.sha256,
        "size": version.size,
        "type": version.media_type,
    }


def add_version(document: Document, file: Upload, *, by: Viewer, at: datetime | None = None) -> Added:
    """Put a newer version beside the older ones; what was linked stays linked to the version it was linked to."""
    can_add(by, document.unit_id).require()
    arrived = take_in(file)
    if arrived.fault:
        return Added(arrived.name, fault=arrived.fault)
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=document.unit_id)
        document = Document.objects.get(pk=document.pk)
        there = Version.objects.filter(document__unit=unit, sha256=arrived.sha256).first()
        if there:
            return Added(arrived.name, there, known=True)
        last = document.versions.order_by("-number").first()
        version = _version(document, last.number + 1 if last else 1, arrived, by, at or now())
        _index(document, list(document.versions.values_list("name", flat=True)))
        document.save(update_fields=["search_key"])
        record(
            "evidence.add_version",
            by=by,
            subject=f"document:{document.pk}",
            at=at,
            unit=unit.code,
            **_told(version),
        )
    return Added(arrived.name, version)


@transaction.atomic
def describe(
    document: Document,
    *,
    by: Viewer,
    at: datetime | None = None,
    number: str = "",
    dated: str | date | None = None,
    issuer: str = "",
    subject: str = "",
    seen: dict[str, str | None] | None = None,
) -> Document:
    """Say what stands on a document: number, day, issuer, subject. Raises Invalid with every fault at once.

    dated: a date, or as people write it ("15/12/2017", "2017-12-15").  seen: what `described` gave when the person
    began to write; raises Conflict where somebody else has changed it since.
    """
    can_add(by, document.unit_id).require()
    document = Document.objects.select_for_update().select_related("unit").get(pk=document.pk)
    texts = {"number": nfc(number), "issuer": nfc(issuer), "subject": nfc(subject)}
    faults = _faults(texts)
    try:
        day = read_day(dated, at or now())
    except Invalid as fault:
        faults |= fault.faults
    if faults:
        raise Invalid(faults)
    before, after = described(document), texts | {"dated": _iso(day)}
    if before == after:
        return document
    if seen is not None and seen != before:
        raise Conflict(theirs=before, mine=after)
    for key, text in texts.items():
        setattr(document, key, text)
    document.dated = day
    _index(document, list(document.versions.values_list("name", flat=True)))
    document.save()
    subject_ = f"document:{document.pk}"
    record("evidence.describe", by=by, subject=subject_, at=at, unit=document.unit.code, before=before, after=after)
    return document


def described(document: Document) -> dict[str, str | None]:
    """What is known of a document, JSON-ready."""
    texts = {key: getattr(document, key) for key in _LENGTHS}
    return texts | {"dated": _iso(document.dated)}


def _faults(texts: dict[str, str]) -> dict[str, Text]:
    faults = {}
    if not texts["subject"]:
        faults["subject"] = Text("Chưa nhập trích yếu nội dung.", "Enter what the document is about.")
    for key, most in _LENGTHS.items():
        if len(texts[key]) > most:
            faults[key] = Text(f"Nhập không quá {most} ký tự.", f"Enter at most {most} characters.")
    return faults


def read_day(text: str | date | None, at: datetime) -> date | None:
    """A day as people write it; None where nothing was. Raises Invalid under "dated"."""
    if text is None or isinstance(text, date):
        return text
    if not text.strip():
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            found = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
        if date(1945, 1, 1) <= found <= date(at.year + 1, 12, 31):
            return found
    raise Invalid(
        {"dated": Text("Nhập ngày theo mẫu 15/12/2017.", "Enter the day as 15/12/2017.")},
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _index(document: Document, files: list[str]) -> None:
    document.search_key = search_key(" ".join([document.number, document.subject, document.issuer, *files]))


@transaction.atomic
def link(
    round_unit: RoundUnit,
    criterion: Criterion,
    version: Version,
    *,
    by: Viewer,
    allowed: Verdict,
    at: datetime | None = None,
    pages: str = "",
    layer: str = "self",
) -> Link:
    """Say that a version proves a leaf for a unit. The same link is not made twice; a newer version takes the place of
    an older one of the same document in the same layer.

    allowed: whether the layer may be written now, asked by the caller under its own lock.
    """
    round_unit = _locked(round_unit)
    allowed.require()
    can_add(by, round_unit.unit_id).require()
    _belongs(round_unit, criterion, version, layer).require()
    pages = _pages(pages)
    links = Link.objects.filter(round_unit=round_unit, criterion=criterion, removed_at__isnull=True)
    if there := links.filter(version=version).first():
        return there
    older = links.filter(version__document=version.document_id, layer=layer).first()
    moment = at or now()
    if older:
        pages = pages or older.pages
        Link.objects.filter(pk=older.pk).update(removed_at=moment, removed_by=by.id)
    made = Link.objects.create(
        round_unit=round_unit, criterion=criterion, version=version, layer=layer, pages=pages,
        at=moment, by=by.id, by_name=by.name,
    )  # fmt: skip
    _record("evidence.link", made, by, at, instead_of=older.version.number if older else None)
    return made


@transaction.atomic
def change_pages(link_: Link, pages: str, *, by: Viewer, allowed: Verdict, at: datetime | None = None) -> Link:
    """Say where in the document the proof stands. Raises Invalid where the text is too long."""
    found = _changeable(link_, by, allowed)
    before, after = found.pages, _pages(pages)
    if before != after:
        found.pages = after
        found.save(update_fields=["pages"])
        _record("evidence.change_pages", found, by, at, before=before)
    return found


@transaction.atomic
def unlink(link_: Link, *, by: Viewer, allowed: Verdict, at: datetime | None = None) -> None:
    """Take a link away. The document, its versions and its bytes stay in the library."""
    found = _changeable(link_, by, allowed)
    found.removed_at, found.removed_by = at or now(), by.id
    found.save(update_fields=["removed_at", "removed_by"])
    _record("evidence.unlink", found, by, at)


def opened(version: Version, *, by: Viewer, at: datetime | None = None) -> None:
    """Note that somebody outside the unit has read it; the first time counts, and the unit's own reading does not."""
    if not by.id or version.document.unit_id in by.own_units:
        return
    if not Opening.objects.filter(version=version, person=by.id).exists():
        Opening.objects.bulk_create([Opening(version=version, person=by.id, at=at or now())], ignore_conflicts=True)


def _locked(round_unit: RoundUnit) -> RoundUnit:
    return RoundUnit.objects.select_for_update(of=("self",)).select_related("round").get(pk=round_unit.pk)


def _changeable(link_: Link, by: Viewer, allowed: Verdict) -> Link:
    round_unit = _locked(link_.round_unit)
    allowed.require()
    can_add(by, round_unit.unit_id).require()
    rows = Link.objects.select_for_update(of=("self",)).select_related("round_unit__round", "criterion", "version")
    found = rows.get(pk=link_.pk)
    if found.removed_at is not None:
        no(
            "Tài liệu này đã được gỡ khỏi tiêu chí trước đó.",
            "This document was taken off the criterion before.",
            since=found.removed_at,
        ).require()
    return found


def _belongs(round_unit: RoundUnit, criterion: Criterion, version: Version, layer: str) -> Verdict:
    if layer not in LAYERS:
        raise ValueError(layer)
    inside = criterion.set_id == round_unit.round.set_id and version.document.unit_id == round_unit.unit_id
    if inside and criterion.max_points is not None and criterion.rule:
        return Verdict(allowed=True)
    return no(
        "Chỉ gắn được tài liệu trong kho của đơn vị với tiêu chí chấm điểm của kỳ này.",
        "Only documents of the unit's own library can be linked, to scored criteria of this round.",
    )


def _pages(text: str) -> str:
    pages = nfc(names.harmless(text))
    if len(pages) > 200:
        raise Invalid({"pages": Text("Nhập không quá 200 ký tự.", "Enter at most 200 characters.")})
    return pages


def _record(verb: str, link_: Link, by: Viewer, at: datetime | None, **more: Any) -> None:
    round_, unit, criterion = link_.round_unit.round.name, link_.round_unit.code, link_.criterion.code
    record(
        verb,
        by=by,
        subject=f"claim:{round_}/{unit}/{criterion}",
        at=at,
        round_=round_,
        unit=unit,
        document=link_.version.document_id,
        version=link_.version.number,
        sha256=link_.version.sha256,
        layer=link_.layer,
        pages=link_.pages,
        **more,
    )
