"""What stands between a person and a document: who reads which version, and whether a leaf's documents may be changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.http import Http404

from parindex.appraisal.models import Assignment, SecondScore
from parindex.appraisal.permissions import can_explain
from parindex.appraisal.threads import returned_leaves
from parindex.criteria.models import Criterion
from parindex.criteria.outline import outline
from parindex.evidence.models import Document, Link, Version
from parindex.evidence.permissions import UNIT_PEOPLE, Use, can_add, can_read
from parindex.grammar.clock import now
from parindex.grammar.roles import Role, Viewer
from parindex.grammar.verdict import Verdict
from parindex.results.models import Adjustment
from parindex.rounds.calendar import windows
from parindex.rounds.models import APPROVED, EXPLANATION, RoundUnit
from parindex.selfscore.models import SIGNED
from parindex.selfscore.permissions import can_fill


def can_change(
    viewer: Viewer, round_unit: RoundUnit, layer: str, at: datetime, criterion: Criterion | None = None
) -> Verdict:
    """Whether the documents of a leaf may be changed now in a layer, "self" or "explained"."""
    sheet = round_unit.sheet
    if layer == "explained":
        return can_explain(viewer, sheet, at)
    verdict = can_add(viewer, round_unit.unit_id)
    if not verdict:
        return verdict
    returned = returned_leaves(sheet, at) if sheet.state == SIGNED else frozenset()
    return can_fill(viewer, sheet, at, returned, criterion.pk if criterion else None)


def readable(viewer: Viewer, document: Document, at: datetime | None = None) -> dict[int, Version]:
    """The versions of a document that the viewer may read, by number. Five queries at most, one for the unit's own."""
    versions = list(document.versions.order_by("number"))
    if own(viewer, document):
        return {version.number: version for version in versions}
    uses: dict[int, list[Use]] = {}
    for link, use in told_uses(viewer, active(document), at):
        uses.setdefault(link.version_id, []).append(use)
    for key in Adjustment.objects.filter(evidence__document=document, withdrawn_at__isnull=True).values_list(
        "evidence", flat=True
    ):
        uses.setdefault(key, []).append(Use(handed_in=True))
    return {row.number: row for row in versions if can_read(viewer, document.unit_id, uses.get(row.pk, ()))}


def version_or_404(viewer: Viewer, document: int, number: int) -> Version:
    """A version the viewer may read; the same 404 for what is not there and what is not the viewer's."""
    rows = Version.objects.select_related("document")
    version = rows.filter(document=document, number=number).first()
    if version is None or number not in readable(viewer, version.document):
        raise Http404
    return version


def own(viewer: Viewer, document: Document) -> bool:
    """Whether the document lies in the viewer's own library."""
    return document.unit_id in viewer.units(*UNIT_PEOPLE)


def active(document: Document) -> list[Link]:
    """What the document proves now."""
    rows = Link.objects.filter(version__document=document, removed_at__isnull=True)
    return list(
        rows.select_related("version", "criterion", "round_unit__round__set", "round_unit__sheet").order_by(
            "-round_unit__round__year", "criterion__order", "pk"
        )
    )


def visible_uses(viewer: Viewer, document: Document) -> list[Link]:
    """What the document proves, as far as the viewer may know."""
    links = active(document)
    if own(viewer, document):
        return links
    return [link for link, use in told_uses(viewer, links) if can_read(viewer, document.unit_id, [use])]


def told_uses(viewer: Viewer, links: Iterable[Link], at: datetime | None = None) -> list[tuple[Link, Use]]:
    """Links with what matters of each for reading: handed in, and assigned to the viewer."""
    links = list(links)
    moment = at or now()
    assigned, seconds = _assigned(viewer, links)
    done: dict[tuple[int, str], bool] = {}
    found = []
    for link in links:
        key = (link.round_unit_id, link.layer)
        if key not in done:
            done[key] = _handed_in(link.round_unit, link.layer, moment)
        mine = (_area(link), link.round_unit_id) in assigned or (link.round_unit_id, link.criterion_id) in seconds
        found.append((link, Use(done[key], mine)))
    return found


def _assigned(viewer: Viewer, links: list[Link]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    if not viewer.has(Role.APPRAISER):
        return set(), set()
    units = {link.round_unit_id for link in links}
    areas = Assignment.objects.filter(person=viewer.id, round_unit__in=units).values_list("area", "round_unit")
    seconds = SecondScore.objects.filter(person=viewer.id, sheet__round_unit__in=units)
    return set(areas), set(seconds.values_list("sheet__round_unit", "criterion"))


def _area(link: Link) -> int:
    nodes = outline(link.round_unit.round.set)
    return nodes.by_code[nodes.by_key[link.criterion_id].area].criterion.pk


def _handed_in(round_unit: RoundUnit, layer: str, at: datetime) -> bool:
    """Whether the unit has let go of what it brought: the sheet signed; explanations sent, or their time over."""
    sheet = getattr(round_unit, "sheet", None)
    if round_unit.round.state == APPROVED:
        return True
    if sheet is None or sheet.state != SIGNED:
        return False
    if layer == "self" or sheet.explained_at:
        return True
    window = windows(round_unit.round, round_unit).get(EXPLANATION)
    return window is not None and at >= window.closes_at
