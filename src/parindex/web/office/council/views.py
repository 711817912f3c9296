"""The council's cases: the list, and one case with everything said about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from parindex.appraisal.actions import COUNCIL_SENTENCE
from parindex.appraisal.council import Case, cases, decide
from parindex.appraisal.models import APPRAISED, EXPLAINED, FINAL, Explanation, Mark
from parindex.appraisal.permissions import COUNCIL_READ, can_mark
from parindex.appraisal.standing import EMPTY, ORDER, Standing, standings
from parindex.appraisal.states import ABSENCES, LOWER, RAISE
from parindex.appraisal.threads import thread
from parindex.criteria.models import Reason
from parindex.criteria.outline import Node, outline
from parindex.engine.problems import Text
from parindex.evidence.models import Link
from parindex.grammar.clock import now
from parindex.grammar.roles import ROLE_NAMES, Role
from parindex.grammar.verdict import Conflict, Invalid
from parindex.selfscore.models import SIGNED, Sheet
from parindex.web.ui.access import page
from parindex.web.ui.entry import entry, written
from parindex.web.ui.speech import said

ROWS = 50
FILTERS = {
    "all": (Text("Tất cả", "All"), lambda case: True),  # noqa: ARG005  # every case
    "open": (Text("Chưa quyết", "Not decided"), lambda case: not case.decided),
    "decided": (Text("Đã quyết", "Decided"), lambda case: case.decided),
    "disputed": (Text("Tranh chấp", "Disputed"), lambda case: case.disputed),
    "large": (Text("Thay đổi lớn", "Large changes"), lambda case: case.large),
}
LAYER_NAMES = {
    "self": (Text("Đơn vị tự chấm", "Self-scored"), Role.OFFICER),
    APPRAISED: (Text("Thẩm định lần 1", "First appraisal"), Role.APPRAISER),
    EXPLAINED: (Text("Thẩm định lần 2", "Second appraisal"), Role.APPRAISER),
    FINAL: (Text("Hội đồng", "Council"), Role.COUNCIL),
}


@page(COUNCIL_READ)
def index(request: Any, round: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own word
    """All cases, or those of a filter."""
    found = cases(request.round)
    show = request.GET.get("show", "all")
    show = show if show in FILTERS else "all"
    filters = [(key, name, sum(map(fits, found))) for key, (name, fits) in FILTERS.items()]
    rows = Paginator([case for case in found if FILTERS[show][1](case)], ROWS).get_page(request.GET.get("page"))
    context = {"round": request.round, "rows": rows, "filters": filters, "show": show, "all": found, "section": "cases"}
    return render(request, "office/council/cases.html", context)


@page(COUNCIL_READ, "GET", "POST")
def case(request: Any, round: str, unit: str, criterion: str) -> HttpResponse:  # noqa: A002, ARG001  # the address's own words
    """One case: what each layer says and why, and the council's decision."""
    node = outline(request.round.set).by_code[request.criterion.code]
    sheet = Sheet.objects.select_related("round_unit__round__set", "round_unit__unit")
    sheet = sheet.filter(round_unit=request.round_unit).first()
    if sheet is None or not node.leaf:
        raise Http404
    if request.method == "POST":
        return _save(request, sheet, node)
    return _show(request, sheet, node)


def _save(request: Any, sheet: Sheet, node: Node) -> HttpResponse:
    form = request.POST
    decision = form.get("decision", "")
    given = {"decision": decision, "reason": form.get("reason", ""), "sentence": form.get("sentence", "")}
    given["value"] = written(node.rule, form) if decision in {LOWER, RAISE} and node.rule is not None else ""
    version = int(form["version"]) if form.get("version", "").isdecimal() else 0
    try:
        decide(sheet, node.criterion, by=request.viewer, version=version, **given)
    except Invalid as bad:
        return _show(request, sheet, node, faults=bad.faults, **given)
    except Conflict as clash:
        theirs = clash.theirs if isinstance(clash.theirs, Mark) else None
        return _show(request, sheet, node, conflict=theirs, clashed=True, **given)
    messages.success(request, said(_saved(sheet, node)))
    following = _next(cases(request.round), sheet, node)
    if following is None:
        return HttpResponseRedirect(reverse("council", kwargs={"round": request.round.name}))
    return HttpResponseRedirect(address(request.round.name, following))


def _saved(sheet: Sheet, node: Node) -> Text:
    unit = sheet.round_unit
    return Text(
        f"Đã ghi quyết định: {unit.name_vi}, {node.code}.", f"Decided: {unit.name_en or unit.name_vi}, {node.code}."
    )


def address(round_: str, found: Case) -> str:
    """Where a case is read."""
    return reverse("council-case", args=[round_, found.sheet.round_unit.code, found.node.code])


def _next(found: list[Case], sheet: Sheet, node: Node, *, waiting: bool = True) -> Case | None:
    """The next case after this one in the list, from its end on to its beginning; waiting: only those not decided."""
    pair = (sheet.pk, node.code)
    here = next((at for at, it in enumerate(found) if (it.sheet.pk, it.node.code) == pair), -1)
    ring = found[here + 1 :] + found[: max(here, 0)]
    return next((it for it in ring if not (waiting and it.decided)), None)


def _show(request: Any, sheet: Sheet, node: Node, **more: Any) -> HttpResponse:
    criterion = node.criterion
    standing = standings([sheet]).get((sheet.pk, criterion.pk), EMPTY)
    verdict = can_mark(request.viewer, sheet, criterion, FINAL, now())
    final, before = standing.marks.get(FINAL), standing.before(FINAL)
    links = Link.objects.filter(round_unit=sheet.round_unit, criterion=criterion, removed_at__isnull=True)
    sent = Explanation.objects.filter(sheet=sheet, criterion=criterion, sheet__explained_at__isnull=False).first()
    reasons = list(Reason.objects.filter(set=request.round.set_id))
    start = more.get("value") or (final.value if final else before.value if before else "")
    context = {
        "round": request.round, "unit": sheet.round_unit, "sheet": sheet, "node": node, "maximum": node.maximum,
        "layers": _layers(sheet, standing, reasons), "explanation": sent,
        "links": links.select_related("version__document"), "thread": thread(sheet, criterion, request.viewer),
        "verdict": verdict, "decides": request.viewer.has(Role.COUNCIL), "final": final, "before": before,
        "reasons": reasons, "entry": entry(node.rule, start) if node.rule else None, "longest": COUNCIL_SENTENCE,
        "version_read": final.version if final else 0, "reason": final.reason if final else "",
        "sentence": final.sentence if final else "", "decision": "",
        "next": _next(cases(request.round), sheet, node, waiting=False), "section": "cases", **more,
    }  # fmt: skip
    status = 422 if more.get("faults") else 409 if more.get("clashed") else 200
    return render(request, "office/council/case.html", context, status=status)


def _layers(sheet: Sheet, standing: Standing, reasons: list[Reason]) -> list[dict[str, Any]]:
    """The four layers beside each other. An unsigned sheet claims nothing."""
    names = {reason.code: reason for reason in reasons}
    rows = []
    for layer in ORDER:
        given = standing.layer(layer) if layer != "self" or sheet.state == SIGNED else None
        name, role = LAYER_NAMES[layer]
        rows.append(
            {
                "name": name,
                "role": ROLE_NAMES[role],
                "given": given,
                "absent": ABSENCES.get(given.state) if given else None,
                "reason": names.get(getattr(given, "reason", "")),
                "sentence": getattr(given, "sentence", "") or getattr(given, "note", ""),
                "holds": layer == standing.latest_layer,
            }
        )
    return rows
