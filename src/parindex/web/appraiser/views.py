"""The queue and the workbench."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from parindex.appraisal import threads
from parindex.appraisal.actions import accept_many, layer_before, mark
from parindex.appraisal.holding import let_go, renew
from parindex.appraisal.models import Mark, SecondScore
from parindex.appraisal.permissions import MARK, can_mark
from parindex.appraisal.queries import Row, plain_claims
from parindex.appraisal.states import ABSENT, ASK, LOWER, RAISE, RETURN
from parindex.criteria.models import Criterion
from parindex.criteria.outline import Node
from parindex.engine.problems import Text
from parindex.engine.rules.levels import Levels
from parindex.grammar.clock import PLACE, now
from parindex.grammar.verdict import Conflict, Invalid
from parindex.selfscore.models import Sheet
from parindex.web.appraiser.bench import evenness, leaf_context, list_context, moved, read_points
from parindex.web.appraiser.documents import document_context
from parindex.web.appraiser.overview import overview_context
from parindex.web.appraiser.places import Place, next_waiting, place_of, waiting
from parindex.web.ui.access import page
from parindex.web.ui.entry import entry, written
from parindex.web.ui.speech import said

PARTS = {"leaf": "#moving", "document": "#opened", "viewer": "#document"}
"""What is sent where the page is there already, by the part that asks."""


@page(MARK)
def queue(request: Any, round: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own word
    """All that is the viewer's to mark: by criterion, by unit, or what wants a closer look."""
    return render(request, "appraiser/queue.html", overview_context(place_of(request)))


@page(MARK)
def open_next(request: Any, round: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own word
    """Go to the leaf to take up next: of a criterion, of a unit, or of everything."""
    place = place_of(request)
    code, unit = request.GET.get("criterion"), request.GET.get("unit")
    if code:
        if code not in place.outline.by_code:
            raise Http404
        pairs = place.of_criterion(place.outline.by_code[code])
    elif unit:
        pairs = [pair for sheet in place.part.sheets if sheet.round_unit.code == unit for pair in place.of_unit(sheet)]
    else:
        pairs = place.everything()
    found = place.rows(pairs)
    row = next_waiting(found, -1) or next((row for row in found if not row.own), None)
    if row is None:
        return HttpResponseRedirect(reverse("queue", kwargs={"round": request.round.name}) + place.question())
    return HttpResponseRedirect(place.address("workbench", row.node, row.sheet.round_unit.code))


@page(MARK, "GET", "POST")
def workbench(request: Any, round: str, criterion: str, unit: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own words
    """One leaf with all that is needed to decide on it; saving goes on to the next one."""
    place, sheet, node = _at(request)
    if (blind := _to_second(request, sheet, node)) is not None:
        return blind
    if request.method == "POST":
        return _save(place, sheet, node)
    return _show(place, sheet, node)


def _at(request: Any) -> tuple[Place, Sheet, Node]:
    place = place_of(request)
    node = place.outline.by_code[request.criterion.code]
    sheet = next((found for found in place.part.sheets if found.round_unit_id == request.round_unit.pk), None)
    if sheet is None or not node.leaf:
        raise Http404
    return place, sheet, node


def _to_second(request: Any, sheet: Sheet, node: Node) -> HttpResponse | None:
    """Send whoever owes a blind second score of the leaf to its own page, which shows nothing of the first."""
    owed = SecondScore.objects.filter(person=request.viewer.id, sheet=sheet, criterion=node.criterion)
    found = owed.filter(given_at__isnull=True).first()
    if found is None:
        return None
    return HttpResponseRedirect(reverse("second", kwargs={"round": request.round.name, "key": found.pk}))


def _show(place: Place, sheet: Sheet, node: Node, whole: list[Row] | None = None, **more: Any) -> HttpResponse:
    """The whole page, or its moving parts where the page is there already."""
    request = place.request
    found = list_context(place, sheet, node, whole)
    row = found["row"]
    leaf = leaf_context(place, sheet, node, row)
    if leaf["may_mark"]:
        row.held_by_me, row.holder = True, request.viewer.name
    found["accept"] = _ready(found["rows"])
    context = found | leaf | document_context(request, leaf["links"]) | {"evenness": evenness(place, node)} | more
    context["place"] = place
    target = request.htmx.target if request.htmx else None
    part = PARTS.get(target or "", "")
    context |= {"oob": part == "#moving", "oob_documents": part == "#opened"}
    response = render(request, f"appraiser/workbench.html{part}", context, status=more.get("status", 200))
    if part == "#moving":
        response["HX-Push-Url"] = place.address("workbench", node, sheet.round_unit.code)
    return response


def _ready(rows: list[Any]) -> int:
    """How many rows of the list can be accepted at once."""
    free = {(row.sheet.pk, row.node.criterion.pk) for row in rows if waiting(row) and not row.flags}
    claims = plain_claims({sheet for sheet, _ in free}, {criterion for _, criterion in free})
    return sum((claim.sheet_id, claim.criterion_id) in free for claim in claims)


def _given(request: Any, node: Node) -> dict[str, Any]:
    """What the form says, in the words of the action."""
    form = request.POST
    decision, _, state = form.get("decision", "").partition(":")
    given: dict[str, Any] = {
        "decision": decision,
        "reason": form.get("reason", ""),
        "sentence": form.get("sentence", ""),
        "version": int(form["version"]) if form.get("version", "").isdigit() else None,
    }
    if decision in {LOWER, RAISE} and node.rule is not None:
        given["value"] = written(node.rule, form)
    if decision == ABSENT:
        given["state"] = state
    return given


def _save(place: Place, sheet: Sheet, node: Node) -> HttpResponse:
    request = place.request
    given = _given(request, node)
    if "phrase" in request.POST:
        return _again(place, sheet, node, given | {"sentence": request.POST["phrase"]}, {})
    try:
        mark(sheet, node.criterion, layer=place.layer, by=request.viewer, **given)
    except Invalid as bad:
        return _again(place, sheet, node, given, bad.faults)
    except Conflict as clash:
        theirs = clash.theirs if isinstance(clash.theirs, Mark) else None
        return _again(place, sheet, node, given, {}, conflict=theirs)
    let_go(sheet, node.criterion, request.viewer)
    return _go_on(place, sheet, node)


def _again(
    place: Place, sheet: Sheet, node: Node, given: dict[str, Any], faults: dict[str, Text], **more: Any
) -> HttpResponse:
    """The same leaf with what was entered, and what is wrong with it."""
    kept = {name: given[name] for name in ("decision", "reason", "sentence")}
    kept |= {"entered": given.get("value", ""), "absent": given.get("state", "")}
    if node.rule is not None and kept["entered"] and not isinstance(node.rule, Levels):
        kept["entry"] = entry(node.rule, kept["entered"])
    return _show(place, sheet, node, faults=faults, status=422 if faults or more else 200, **kept, **more)


def _go_on(place: Place, sheet: Sheet, node: Node) -> HttpResponse:
    """On to the next leaf of the list; where none is left, back to the queue, with a word."""
    found = list_context(place, sheet, node)
    following = found["next"]
    message = said(
        Text(
            f"Đã lưu {sheet.round_unit.name_vi}, {node.code}.",
            f"Saved {sheet.round_unit.name_en or sheet.round_unit.name_vi}, {node.code}.",
        )
    )
    if following is None:
        return _finished(place, sheet, node, message)
    if place.request.htmx:
        return _show(place, following.sheet, following.node, found["whole"], saved=message)
    return HttpResponseRedirect(place.address("workbench", following.node, following.sheet.round_unit.code))


def _finished(place: Place, sheet: Sheet, node: Node, message: str) -> HttpResponse:
    if place.request.htmx:
        return _show(place, sheet, node, saved=message, finished=True)
    return HttpResponseRedirect(place.address("workbench", node, sheet.round_unit.code))


@page(MARK, "POST")
def leaf_consequence(request: Any, round: str, criterion: str, unit: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own words
    """What the decision as it is being entered would move; working on a leaf renews holding it."""
    place, sheet, node = _at(request)
    if (blind := _to_second(request, sheet, node)) is not None:
        return blind
    if can_mark(request.viewer, sheet, node.criterion, place.layer, place.at):
        renew(sheet, node.criterion, request.viewer, place.at)
    standing = Mark.objects.filter(sheet=sheet, criterion=node.criterion, layer=place.layer).first()
    return render(
        request,
        "appraiser/workbench.html#consequence",
        {
            "consequence": moved(place, sheet, node, standing, _meant(request, place, sheet, node)),
            "unit": sheet.round_unit,
        },
    )


def _meant(request: Any, place: Place, sheet: Sheet, node: Node) -> tuple[str, int | None] | None:
    """State and points of the decision being entered; None where it says none yet."""
    given = _given(request, node)
    if given["decision"] == ABSENT:
        return given["state"] or "not_submitted", None
    if given["decision"] in {LOWER, RAISE}:
        points = read_points(node, given.get("value", ""))
        return None if points is None else ("scored", points)
    before = layer_before(sheet, node.criterion, place.layer)
    return None if before is None or given["decision"] != "accept" else (before.state, before.points)


@page(MARK, "POST")
def leaf_thread(request: Any, round: str, criterion: str, unit: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own words
    """Write in the leaf's thread: a note, a request for evidence, the leaf returned."""
    place, sheet, node = _at(request)
    if (blind := _to_second(request, sheet, node)) is not None:
        return blind
    kind, text, due = request.POST.get("kind"), request.POST.get("text", ""), _moment(request.POST.get("due", ""))
    try:
        if kind == RETURN:
            threads.return_leaf(sheet, node.criterion, text, due=due, by=request.viewer)
        elif kind == ASK:
            threads.ask(sheet, node.criterion, text, due=due, by=request.viewer)
        else:
            threads.note(sheet, node.criterion, text, by=request.viewer)
    except Invalid as bad:
        return _show(place, sheet, node, thread_faults=bad.faults, thread_text=text, thread_kind=kind, status=422)
    if request.htmx:
        return _show(place, sheet, node, thread_open=True)
    return HttpResponseRedirect(place.address("workbench", node, sheet.round_unit.code) + "#thread")


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=PLACE)
    except ValueError:
        return None


@page(MARK, "POST")
def accept_ready(request: Any, round: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own word
    """Accept every leaf of a criterion or of a unit where nothing is to be weighed."""
    place = place_of(request)
    code, unit = request.POST.get("criterion", ""), request.POST.get("unit", "")
    node = place.outline.by_code.get(code)
    pairs = place.of_criterion(node) if node else [
        pair for sheet in place.part.sheets if sheet.round_unit.code == unit for pair in place.of_unit(sheet)
    ]  # fmt: skip
    rows = [row for row in place.rows(pairs) if not row.own and not row.flags and not row.marked]
    leaves: list[tuple[Sheet, Criterion]] = [(row.sheet, row.node.criterion) for row in rows]
    back = request.POST.get("next", "")
    home = reverse("queue", kwargs={"round": request.round.name})
    target = back if back.startswith(home) else home
    try:
        done = accept_many(leaves, by=request.viewer, at=now())
    except Invalid:
        return HttpResponseRedirect(target)
    many = len(done)
    messages.success(request, said(Text(f"Đã giữ nguyên {many} ô.", f"{many} leaves accepted.")))
    return HttpResponseRedirect(target)
