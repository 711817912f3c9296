"""Questions about documents. Who may see the answers is asked before, by the caller."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, Max, OuterRef, QuerySet

from parindex.criteria.models import Criterion
from parindex.directory.names import search_key
from parindex.evidence.models import Document, Link, Version
from parindex.rounds.models import Round, RoundUnit


def library(
    units: Iterable[int], *, search: str = "", round_: Round | None = None, unlinked: bool = False
) -> QuerySet[Document]:
    """The documents of units (by key), latest first; search finds "Sở Y tế" by "SO Y TE", every word of it."""
    rows = Document.objects.filter(unit__in=list(units))
    for word in search_key(search).split():
        rows = rows.filter(search_key__contains=word)
    active = Link.objects.filter(version__document=OuterRef("pk"), removed_at__isnull=True)
    if unlinked:
        rows = rows.filter(~Exists(active))
    elif round_ is not None:
        rows = rows.filter(Exists(active.filter(round_unit__round=round_)))
    return rows


def latest_versions(documents: Iterable[int]) -> dict[int, Version]:
    """The newest version of each document, by the document's key. One query."""
    rows = Version.objects.filter(document__in=list(documents)).order_by("number")
    return {row.document_id: row for row in rows}


def active_links(documents: Iterable[int]) -> dict[int, list[Link]]:
    """What documents prove now, by the document's key; newest round first, then in the order of its set. One query."""
    rows = (
        Link.objects.filter(version__document__in=list(documents), removed_at__isnull=True)
        .select_related("version", "criterion", "round_unit__round")
        .order_by("-round_unit__round__year", "round_unit__round__name", "criterion__order", "pk")
    )
    found: dict[int, list[Link]] = {}
    for row in rows:
        found.setdefault(row.version.document_id, []).append(row)
    return found


def leaf_links(round_unit: RoundUnit, criterion: Criterion, layer: str | None = None) -> list[Link]:
    """What proves a leaf now, in the order it was linked; of one layer, or of all. One query."""
    rows = Link.objects.filter(round_unit=round_unit, criterion=criterion, removed_at__isnull=True)
    if layer is not None:
        rows = rows.filter(layer=layer)
    return list(rows.select_related("version__document", "round_unit", "criterion"))


def also_proves(round_unit: RoundUnit, criterion: Criterion, documents: Iterable[int]) -> dict[int, list[str]]:
    """The other leaves of the same sheet that documents prove, as codes in the set's order. One query."""
    rows = (
        Link.objects.filter(round_unit=round_unit, version__document__in=list(documents), removed_at__isnull=True)
        .exclude(criterion=criterion)
        .order_by("criterion__order")
        .values_list("version__document", "criterion__code")
    )
    found: dict[int, list[str]] = {}
    for document, code in rows:
        codes = found.setdefault(document, [])
        if code not in codes:
            codes.append(code)
    return found


def newest_numbers(documents: Iterable[int]) -> dict[int, int]:
    """How far the versions of documents are numbered. One query."""
    rows = Version.objects.filter(document__in=list(documents)).values_list("document")
    return dict(rows.annotate(last=Max("number")).order_by())


def document_count(unit: int) -> int:
    """How many documents a unit's library holds. One query."""
    return Document.objects.filter(unit=unit).count()


def counts_by_leaf(round_unit: RoundUnit, layer: str | None = None) -> dict[int, int]:
    """How many documents prove each leaf of a sheet, by the criterion's key. One query."""
    rows = Link.objects.filter(round_unit=round_unit, removed_at__isnull=True)
    if layer is not None:
        rows = rows.filter(layer=layer)
    found: dict[int, set[int]] = {}
    for criterion, document in rows.values_list("criterion", "version__document"):
        found.setdefault(criterion, set()).add(document)
    return {criterion: len(documents) for criterion, documents in found.items()}
