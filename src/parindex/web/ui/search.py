"""Search: units, criteria of the round, one's own documents, and people where one may see them; with or without marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from parindex.criteria.outline import Node, outline
from parindex.directory.models import Person, Unit
from parindex.directory.names import nfc, search_key
from parindex.directory.permissions import INBOX, PEOPLE
from parindex.directory.queries import matching
from parindex.engine.problems import Text
from parindex.evidence.models import Document
from parindex.grammar.roles import ROLE_NAMES, UNIT_ROLES, Role, may
from parindex.rounds.models import Round
from parindex.web.ui.access import page
from parindex.web.ui.nav import Bar
from parindex.web.ui.speech import day, said

SUGGESTED, LISTED = 4, 40
LONGEST = 100


class Found(NamedTuple):
    """One thing found. label: with the words marked, as pieces (text, whether it matches)."""

    address: str
    label: list[tuple[str, bool]]
    detail: str = ""


class Group(NamedTuple):
    """What was found of a kind; more: whether there is more than is shown."""

    title: Text
    rows: list[Found]
    more: bool


@page(INBOX)
def search(request: Any) -> HttpResponse:
    """Everything the words stand in that the viewer may see; while one types, the first few of each kind."""
    words = nfc(request.GET.get("q", ""))[:LONGEST]
    most = SUGGESTED if request.htmx else LISTED
    groups = found(request, words, most) if search_key(words) else []
    template = "ui/search.html#suggested" if request.htmx else "ui/search.html"
    return render(request, template, {"words": words, "groups": groups})


def found(request: Any, words: str, most: int) -> list[Group]:
    """What the words stand in, by kind. A constant number of queries."""
    round_ = _round(request)
    kinds: tuple[tuple[Text, Callable[[], Iterable[Found]]], ...] = (
        (Text("Đơn vị", "Units"), lambda: _units(words, most + 1)),
        (_criteria_title(round_), lambda: _criteria(request, round_, words)),
        (Text("Tài liệu của đơn vị", "Documents of the unit"), lambda: _documents(request.viewer, words, most + 1)),
        (Text("Người dùng", "People"), lambda: _people(request.viewer, words, most + 1)),
    )
    groups = [(title, list(ask())) for title, ask in kinds]
    return [Group(title, rows[:most], len(rows) > most) for title, rows in groups if rows]


def _round(request: Any) -> Round | None:
    """The round named in the address where it is the viewer's to see, else the one of the bar."""
    bar = Bar(request)
    named = request.GET.get("round", "")
    return next((row.round for row in bar.rounds if row.round.name == named), bar.round)


def _criteria_title(round_: Round | None) -> Text:
    year = round_.year if round_ else ""
    return Text(f"Tiêu chí của kỳ {year}", f"Criteria of round {year}")


def _units(words: str, most: int) -> Iterable[Found]:
    rows: QuerySet[Unit] = Unit.objects.filter(matching(words)).select_related("block").order_by("sort_key", "code")
    for unit in rows[:most]:
        ended = f" · {said(Text('thôi hoạt động', 'ended'))} {day(unit.until)}" if unit.until else ""
        yield Found(reverse("unit", args=[unit.code]), marked(said(unit), words), f"{said(unit.block)}{ended}")


def _criteria(request: Any, round_: Round | None, words: str) -> Iterable[Found]:
    if round_ is None:
        return
    wanted = search_key(words).split()
    tree = outline(round_.set)
    address = _criterion_address(request.viewer, round_)
    for node in tree.nodes:
        text = f"{node.code} {said(node.name)}"
        key = search_key(f"{node.code} {node.criterion.name_vi} {node.criterion.name_en}")
        if all(word in key for word in wanted):
            area = said(tree.by_code[node.area].name) if node.depth else said(Text("Lĩnh vực", "Area"))
            yield Found(address(node), marked(text, words), area)


def _criterion_address(viewer: Any, round_: Round) -> Callable[[Node], str]:
    """Where a criterion leads: into one's own sheet, where there is one; else to the set."""
    own = round_.units.filter(unit__in=viewer.units(*UNIT_ROLES)).first() if viewer.has(*UNIT_ROLES) else None

    def address(node: Node) -> str:
        if own is not None and node.leaf:
            return reverse("leaf", kwargs={"round": round_.name, "unit": own.code, "criterion": node.code})
        return reverse("set-criterion", kwargs={"set": round_.set.code, "node": node.code})

    return address


def _documents(viewer: Any, words: str, most: int) -> Iterable[Found]:
    own = viewer.units(Role.OFFICER, Role.HEAD)
    if not own:
        return
    rows = Document.objects.filter(matching(words), unit__in=own).order_by("-added_at", "-pk")
    for document in rows[:most]:
        label = " · ".join(filter(None, (document.number, document.subject)))
        detail = " · ".join(filter(None, (document.issuer, day(document.dated))))
        yield Found(reverse("document", args=[document.pk]), marked(label, words), detail)


def _people(viewer: Any, words: str, most: int) -> Iterable[Found]:
    if not may(viewer, PEOPLE):
        return
    rows = Person.objects.filter(matching(words), Q(is_active=True)).select_related("home").order_by("sort_key", "pk")
    rows = rows.prefetch_related("holdings")
    for person in rows[:most]:
        roles = {said(ROLE_NAMES[Role(held.role)]): None for held in person.holdings.all() if held.ended_at is None}
        detail = " · ".join(filter(None, (", ".join(roles), said(person.home), person.email)))
        yield Found(reverse("person", args=[person.pk]), marked(person.name, words), detail)


def marked(text: str, words: str) -> list[tuple[str, bool]]:
    """The text in pieces, those in which a word stands marked; whatever marks and case they have.

    >>> marked("Sở Nông nghiệp", "nong")
    [('Sở ', False), ('Nông', True), (' nghiệp', False)]
    """
    text = nfc(text)
    keys = [search_key(letter) or letter for letter in text]
    flat, at = "".join(keys), [place for place, key in enumerate(keys) for _ in key]
    hit = [False] * len(text)
    for word in search_key(words).split():
        start = flat.find(word)
        while start >= 0:
            for place in range(at[start], at[start + len(word) - 1] + 1):
                hit[place] = True
            start = flat.find(word, start + len(word))
    pieces: list[tuple[str, bool]] = []
    for letter, is_hit in zip(text, hit, strict=True):
        if pieces and pieces[-1][1] is is_hit:
            pieces[-1] = (pieces[-1][0] + letter, is_hit)
        else:
            pieces.append((letter, is_hit))
    return pieces
