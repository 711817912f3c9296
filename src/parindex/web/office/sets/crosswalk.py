"""Last year's criteria beside this year's: what became of each, confirmed row by row."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render

from parindex.criteria.actions import confirm_same, propose_links, remove_link, set_link
from parindex.criteria.links import RELATION_NAMES
from parindex.criteria.models import CriteriaSet, CrosswalkRow
from parindex.criteria.outline import Node, outline
from parindex.criteria.permissions import READ
from parindex.engine.problems import Text
from parindex.engine.round import Relation
from parindex.grammar.verdict import Conflict, Invalid
from parindex.web.office.sets.looking import CHANGED_MEANWHILE, done, find, frame, to, version_of, whole
from parindex.web.ui.access import page


class Pair(NamedTuple):
    """A row with the nodes it names; None where there is none on that side."""

    row: CrosswalkRow
    now: Node | None
    before: Node | None
    relation: Text


@page(READ, "GET", "POST")
def crosswalk(request: Any, set: str) -> HttpResponse:  # noqa: A002  # the name in the address
    """The two trees beside each other."""
    row = find(set)
    faults: dict[str, Text] = {}
    if request.method == "POST":
        try:
            _act(request, row)
        except Invalid as invalid:
            faults = invalid.faults
        except Conflict:
            row, faults = find(set), {"": CHANGED_MEANWHILE}
        else:
            done(request, Text("Đã lưu đối chiếu.", "The crosswalk was saved."))
            return to("set-crosswalk", row)
    shown = request.GET.get("show", "")
    pairs = _pairs(row)
    waiting = [pair for pair in pairs if not pair.row.confirmed]
    same = [pair for pair in waiting if pair.row.relation == Relation.SAME]
    context = frame(request, row, "set-crosswalk") | {
        "pairs": waiting if shown == "waiting" else pairs,
        "all": len(pairs), "waiting": len(waiting), "same": len(same), "shown": shown,
        "relations": RELATION_NAMES.items(), "faults": list(faults.values()),
        "leaves": outline(row).leaves, "before": outline(row.previous).leaves if row.previous else (),
        "editing": next((pair for pair in pairs if pair.row.pk == whole(request.GET.get("edit", ""))), None),
        "sent": request.POST if faults else {},
    }  # fmt: skip
    return render(request, "office/sets/crosswalk.html", context, status=422 if faults else 200)


def _pairs(row: CriteriaSet) -> list[Pair]:
    now = outline(row).by_code
    before = outline(row.previous).by_code if row.previous else {}
    return [
        Pair(
            link, now.get(link.criterion), before.get(link.previous),
            RELATION_NAMES.get(Relation(link.relation) if link.relation in tuple(Relation) else Relation.NEW, TEXT),
        )
        for link in row.crosswalk.all()
    ]  # fmt: skip


TEXT = Text("", "")


def _act(request: Any, row: CriteriaSet) -> None:
    post, by, version = request.POST, request.viewer, version_of(request)
    key = whole(post.get("key", "") or post.get("confirm", ""))
    link = row.crosswalk.filter(pk=key).first() if key else None
    if post.get("confirm") and link:
        cells = {"criterion": link.criterion, "previous": link.previous, "relation": link.relation}
        set_link(row, by=by, key=link.pk, version=version, **cells)
        return
    match post.get("do", ""):
        case "same":
            confirm_same(row, by=by, version=version)
        case "propose":
            propose_links(row, by=by, version=version)
        case "set":
            cells = {name: post.get(name, "").strip() for name in ("criterion", "previous", "relation")}
            set_link(row, by=by, key=link.pk if link else None, version=version, **cells)
        case "remove" if link:
            remove_link(row, link.pk, by=by, version=version)
        case _:
            raise Invalid({"": CHANGED_MEANWHILE})
