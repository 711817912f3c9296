"""The documents of a leaf, as a part of the sheet's and the explanation's pages: `unit/evidence/panel.html`.

The including page puts `panel_context(...)` into its own context, links unit/evidence.css and ui/upload.js, and
includes the template outside its own forms (a form cannot hold another).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from parindex.criteria.models import Criterion
from parindex.evidence import kinds
from parindex.evidence.models import Link
from parindex.evidence.queries import also_proves, document_count, leaf_links, newest_numbers
from parindex.grammar.verdict import YES, Verdict
from parindex.rounds.models import RoundUnit


@dataclass(frozen=True, slots=True)
class Row:
    """A linked document. shared: the other leaves it proves; newer: the number of a later version, None where none."""

    link: Link
    shared: list[str]
    newer: int | None


@dataclass(frozen=True, slots=True)
class Panel:
    """rows: what is linked; earlier: what the sheet brought, beside what the explanation brings; in_library: how many
    documents there are to choose from; allowed: whether it may be changed, and why not; back: where to go on.
    """

    round_unit: RoundUnit
    criterion: Criterion
    layer: str
    rows: list[Row]
    earlier: list[Row]
    in_library: int
    allowed: Verdict
    back: str
    accept: str = kinds.ACCEPT
    said: list[tuple[str, str]] = field(default_factory=list)

    def address(self, name: str) -> str:
        """Where a verb of the panel is sent to."""
        return reverse(name, args=[self.round_unit.round.name, self.round_unit.code, self.criterion.code])

    @property
    def addresses(self) -> dict[str, str]:
        """The same for all verbs, for the template."""
        verbs = ("link", "unlink", "pages", "choose", "upload")
        return {verb: self.address(f"evidence-{verb}") for verb in verbs} | {"panel": self.address("evidence")}


def panel_context(
    request: Any, round_unit: RoundUnit, criterion: Criterion, layer: str = "self", locked: Verdict = YES
) -> dict[str, Any]:
    """The context of unit/evidence/panel.html, under the one key "evidence". Four queries, however many documents.

    locked: the verdict on changing this layer now: YES where it is open, else why it is locked.
    """
    links = leaf_links(round_unit, criterion)
    documents = {link.version.document_id for link in links}
    shared, newest = also_proves(round_unit, criterion, documents), newest_numbers(documents)
    rows: dict[str, list[Row]] = {}
    for link in links:
        key, last = link.version.document_id, newest.get(link.version.document_id, 0)
        newer = last if last > link.version.number else None
        rows.setdefault(link.layer, []).append(Row(link, shared.get(key, []), newer))
    earlier = rows.get("self", []) if layer != "self" else []
    panel = Panel(
        round_unit, criterion, layer, rows.get(layer, []), earlier, document_count(round_unit.unit_id), locked,
        back_of(request),
    )  # fmt: skip
    return {"evidence": panel}


def back_of(request: Any, else_: str = "") -> str:
    """The page a form stands on: as it sent it, as htmx says it, else the one given, or this one."""
    for asked in (request.POST.get("next"), request.GET.get("next"), _current(request)):
        if asked and asked.startswith("/") and url_has_allowed_host_and_scheme(asked, None):
            return asked
    return else_ or request.get_full_path()


def _current(request: Any) -> str | None:
    return request.htmx.current_url_abs_path if request.htmx else None
