"""The crosswalk of a set: proposed by code and name, confirmed by people, row by row or all that are the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from parindex.criteria.drafts import changed, locked_draft
from parindex.criteria.models import CriteriaSet, CrosswalkRow
from parindex.criteria.outline import Node, outline
from parindex.engine.problems import Text
from parindex.engine.round import Relation
from parindex.engine.rules.written import fold
from parindex.grammar.roles import Viewer
from parindex.grammar.verdict import Invalid

RELATION_NAMES = {
    Relation.SAME: Text("Giữ nguyên", "Same"),
    Relation.RENAMED: Text("Đổi tên hoặc mã", "Renamed"),
    Relation.SPLIT: Text("Tách ra", "Split"),
    Relation.MERGED: Text("Gộp lại", "Merged"),
    Relation.NEW: Text("Mới", "New"),
    Relation.RETIRED: Text("Bỏ", "Retired"),
}


class Proposal(NamedTuple):
    """A row of the crosswalk as it could be."""

    criterion: str
    previous: str
    relation: Relation


def proposed(now: Iterable[Node], before: Iterable[Node]) -> list[Proposal]:
    """What became of every leaf, by code and name: same, renamed (one of the two differs), new, retired."""
    left = {node.code: node for node in before}
    found: dict[str, Proposal] = {}
    waiting = list(now)
    for match in (_same, _renumbered, _renamed):
        for node in [node for node in waiting if node.code not in found]:
            other = match(node, left)
            if other is not None:
                relation = Relation.SAME if match is _same else Relation.RENAMED
                found[node.code] = Proposal(node.code, other, relation)
                del left[other]
    rows = [found.get(node.code) or Proposal(node.code, "", Relation.NEW) for node in waiting]
    return [*rows, *(Proposal("", code, Relation.RETIRED) for code in left)]


def _same(node: Node, left: dict[str, Node]) -> str | None:
    other = left.get(node.code)
    return node.code if other and fold(other.name.vi) == fold(node.name.vi) else None


def _renumbered(node: Node, left: dict[str, Node]) -> str | None:
    alike = [code for code, other in left.items() if fold(other.name.vi) == fold(node.name.vi)]
    return alike[0] if len(alike) == 1 else None


def _renamed(node: Node, left: dict[str, Node]) -> str | None:
    return node.code if node.code in left else None


def propose_anew(row: CriteriaSet) -> None:
    """Keep what was confirmed and still stands; propose the rest. For a locked draft, inside another change."""
    if row.previous is None:
        return
    now = {node.code: node for node in outline(row).leaves}
    before = {node.code: node for node in outline(row.previous).leaves}
    held = [link for link in row.crosswalk.all() if link.confirmed and _stands(link, set(now), set(before))]
    for link in held:
        now.pop(link.criterion, None)
        before.pop(link.previous, None)
    kept = [link.pk for link in held]
    row.crosswalk.exclude(pk__in=kept).delete()
    made = [
        CrosswalkRow(set=row, order=0, confirmed=False, **proposal._asdict())
        for proposal in proposed(now.values(), before.values())
    ]
    CrosswalkRow.objects.bulk_create(made, batch_size=500)
    renumber_links(row)


def _stands(link: CrosswalkRow, now: set[str], before: set[str]) -> bool:
    return (not link.criterion or link.criterion in now) and (not link.previous or link.previous in before)


def renumber_links(row: CriteriaSet) -> None:
    """Order the rows as this year's leaves stand, what has none last."""
    place = {node.code: at for at, node in enumerate(outline(row).leaves)}
    links = sorted(row.crosswalk.all(), key=lambda link: (place.get(link.criterion, len(place)), link.order, link.pk))
    for at, link in enumerate(links):
        link.order = at
    CrosswalkRow.objects.bulk_update(links, ["order"], batch_size=500)


@transaction.atomic
def propose_links(
    set_: CriteriaSet, *, by: Viewer, at: datetime | None = None, version: int | None = None
) -> CriteriaSet:
    """Propose every row again that nobody confirmed."""
    row = locked_draft(set_, by, version)
    propose_anew(row)
    changed(row, "links_proposed", by=by, at=at, unconfirmed=row.crosswalk.filter(confirmed=False).count())
    return row


@transaction.atomic
def set_link(
    set_: CriteriaSet,
    *,
    by: Viewer,
    criterion: str,
    previous: str,
    relation: str,
    key: int | None = None,
    at: datetime | None = None,
    version: int | None = None,
) -> CriteriaSet:
    """Write and confirm one row; `key` names the row that it replaces, None makes a new one."""
    row = locked_draft(set_, by, version, {"criterion": criterion, "previous": previous, "relation": relation})
    _check_link(row, criterion, previous, relation)
    link = row.crosswalk.filter(pk=key).first() or CrosswalkRow(set=row, order=row.crosswalk.count())
    before = [link.criterion, link.previous, link.relation]
    link.criterion, link.previous, link.relation, link.confirmed, link.kept = criterion, previous, relation, True, {}
    link.save()
    changed(row, "link_set", by=by, at=at, before=before, after=[criterion, previous, relation])
    return row


def _check_link(row: CriteriaSet, criterion: str, previous: str, relation: str) -> None:
    faults = {}
    if relation not in tuple(Relation):
        faults["relation"] = Text("Chọn quan hệ giữa hai năm.", "Choose how the two years relate.")
    wants_now, wants_before = relation != Relation.RETIRED, relation != Relation.NEW
    now = {node.code for node in outline(row).leaves}
    before = {node.code for node in outline(row.previous).leaves} if row.previous else set()
    if wants_now != bool(criterion) or (criterion and criterion not in now):
        faults["criterion"] = _side_fault(criterion, wanted=wants_now)
    if wants_before != bool(previous) or (previous and row.previous and previous not in before):
        faults["previous"] = _side_fault(previous, wanted=wants_before)
    if faults:
        raise Invalid(faults)


def _side_fault(code: str, *, wanted: bool) -> Text:
    if not wanted:
        return Text("Để trống bên này với quan hệ đã chọn.", "Leave this side empty for the relation chosen.")
    if not code:
        return Text("Chọn tiêu chí ở bên này.", "Choose the criterion of this side.")
    return Text(f"Không có tiêu chí chấm điểm mã {code}.", f"There is no scored criterion {code}.")


@transaction.atomic
def remove_link(
    set_: CriteriaSet, key: int, *, by: Viewer, at: datetime | None = None, version: int | None = None
) -> CriteriaSet:
    """Take a row out."""
    row = locked_draft(set_, by, version)
    link = row.crosswalk.get(pk=key)
    link.delete()
    changed(row, "link_removed", by=by, at=at, before=[link.criterion, link.previous, link.relation])
    return row


@transaction.atomic
def confirm_same(
    set_: CriteriaSet, *, by: Viewer, at: datetime | None = None, version: int | None = None
) -> CriteriaSet:
    """Confirm at once every proposed row that says "same"."""
    row = locked_draft(set_, by, version)
    waiting = row.crosswalk.filter(confirmed=False, relation=Relation.SAME)
    codes = list(waiting.values_list("criterion", flat=True))
    waiting.update(confirmed=True)
    changed(row, "links_confirmed", by=by, at=at, criteria=codes)
    return row
