"""One criterion: what it is called, how it is scored, with a live example; beside the tree."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import render

from parindex.criteria.actions import remove_criterion, save_criterion
from parindex.criteria.catalogue import CODE
from parindex.criteria.models import CriteriaSet, Criterion, Phrase
from parindex.criteria.nodes import COLUMNS, parent_fault, rule_faults, shown_values
from parindex.criteria.outline import Node, Outline, outline, rule_of
from parindex.criteria.permissions import CHANGE, READ
from parindex.criteria.scoring import points_of, ratio_of
from parindex.criteria.tables import read_maximum
from parindex.directory.models import Unit
from parindex.engine.points import MICRO, PLACES, half_up
from parindex.engine.problems import Text
from parindex.engine.rules import KINDS, BadRule, BadValue, Rule
from parindex.grammar.verdict import Conflict, Invalid
from parindex.web.office.sets.looking import CHANGED_MEANWHILE, done, find, frame, to, try_it, version_of, whole
from parindex.web.office.sets.rule_form import SPARE, rule_form, sent_params
from parindex.web.office.sets.tree import lines
from parindex.web.ui.access import page
from parindex.web.ui.entry import entry, written
from parindex.web.ui.speech import language, points

SOURCES = (
    ("", Text("Theo quy tắc", "As the rule has it")),
    ("appraisal", Text("Tự chấm, thẩm định", "Self-scored and appraised")),
    ("survey", Text("Điều tra xã hội học", "Survey")),
)
ABSENCES = (
    ("", Text("Mặc định: loại khỏi mẫu số", "Default: left out of the maximum")),
    ("exclude", Text("Loại khỏi cả điểm và mẫu số", "Left out of points and maximum")),
    ("full", Text("Cho điểm tối đa", "Full points")),
    ("zero", Text("0 điểm, giữ mẫu số", "No points, the maximum stays")),
)
LABELS = {
    "code": Text("Mã", "Code"), "name_vi": Text("Tên tiếng Việt", "Vietnamese name"),
    "name_en": Text("Tên tiếng Anh", "English name"), "max_points": Text("Điểm tối đa", "Maximum"),
    "rule": Text("Quy tắc", "Rule"), "rule_params": Text("Tham số của quy tắc", "Rule parameters"),
    "source": Text("Nguồn điểm", "Source"), "not_applicable": Text("Khi không áp dụng", "Where it does not apply"),
    "lead_unit": Text("Đơn vị chủ trì", "Lead unit"), "guidance_vi": Text("Hướng dẫn (tiếng Việt)", "Guidance (Vietnamese)"),
    "guidance_en": Text("Hướng dẫn (tiếng Anh)", "Guidance (English)"), "legal_basis": Text("Căn cứ pháp lý", "Legal basis"),
    "evidence_required": Text("Tài liệu kiểm chứng cần có", "Evidence required"),
    "parent": Text("Thuộc nhóm", "Under"), "": Text("Bộ tiêu chí", "The set"),
}  # fmt: skip


class Trial(NamedTuple):
    """A worked example. form: the entry's fields; points: what they give; fault: what is wrong with rule or value.

    worked: the sum as one would write it, "107 ÷ 149 × 2 = 1,4362", where it is one.
    """

    form: Any
    described: Text | None
    points: int | None
    maximum: int
    fault: Text | None
    best: str
    needs_best: bool
    worked: str = ""


@page(READ, "GET", "POST")
def criterion(request: Any, set: str, node: str) -> HttpResponse:  # noqa: A002  # the name in the address
    """Read or change a criterion; try a value before anything is saved."""
    row = find(set)
    found = outline(row)
    if node not in found.by_code:
        raise Http404
    here = found.by_code[node]
    values = _readable(shown_values(here.criterion))
    faults: dict[str, Text] = {}
    theirs: list[tuple[Text, str, str]] = []
    if request.method == "POST":
        values = _sent(request.POST, values)
        if _saves(request):
            try:
                save_criterion(row, node, values, by=request.viewer, version=version_of(request))
            except Invalid as invalid:
                faults = invalid.faults
            except Conflict:
                row = find(set)
                stands = _readable(shown_values(here.criterion))
                theirs = [(LABELS[c], stands[c], values[c]) for c in COLUMNS if stands[c] != values[c]]
                faults = {"": CHANGED_MEANWHILE} if not theirs else {}
            else:
                done(request, Text("Đã lưu tiêu chí.", "The criterion was saved."))
                return to("set-criterion", row, node=values["code"])
    context = _context(request, row, found, values, here.area) | {
        "node": here, "faults": told(faults), "fault": faults, "theirs": theirs, "leaf": here.leaf, "group_sum": found.maximum(node),
        "path": found.path(node)[:-1], "phrases": Phrase.objects.filter(set=row, criterion__in=[node, ""]),
        "beside": _beside(found, here), "groups": [n for n in found.nodes if parent_fault(found, n.code) is None],
    }  # fmt: skip
    return _answer(request, context, bad=bool(faults or theirs))


@page(CHANGE, "GET", "POST")
def new(request: Any, set: str) -> HttpResponse:  # noqa: A002  # the name in the address
    """Add a criterion under a group, or an area."""
    row = find(set)
    found = outline(row)
    parent = request.POST.get("parent", request.GET.get("parent", ""))
    if parent and parent not in found.by_code:
        raise Http404
    values = dict.fromkeys(COLUMNS, "") | {"code": _next_code(found, parent)}
    faults: dict[str, Text] = {}
    if request.method == "POST":
        values = _sent(request.POST, values)
        if _saves(request):
            try:
                save_criterion(row, "", values, by=request.viewer, parent=parent, version=version_of(request))
            except Invalid as invalid:
                faults = invalid.faults
            except Conflict:
                row, faults = find(set), {"": CHANGED_MEANWHILE}
            else:
                done(request, Text("Đã thêm tiêu chí.", "The criterion was added."))
                return to("set-criterion", row, node=values["code"])
    area = found.by_code[parent].area if parent else ""
    context = _context(request, row, found, values, area) | {
        "node": None, "parent": parent, "faults": told(faults), "fault": faults, "leaf": True,
        "path": found.path(parent) if parent else (),
    }  # fmt: skip
    return _answer(request, context, bad=bool(faults))


@page(CHANGE, "GET", "POST")
def remove(request: Any, set: str, node: str) -> HttpResponse:  # noqa: A002  # the name in the address
    """Ask, then take a criterion out with all that lies under it."""
    row = find(set)
    found = outline(row)
    if node not in found.by_code:
        raise Http404
    gone = [other for other in found.nodes if node in {above.code for above in found.path(other.code)}]
    if request.method == "POST":
        version = version_of(request)

        def act() -> None:
            remove_criterion(row, node, by=request.viewer, version=version)

        try_it(request, act, Text(f"Đã xóa tiêu chí {node}.", f"The criterion {node} was removed."))
        return to("set", row)
    context = frame(request, row, "set") | {"node": found.by_code[node], "gone": gone, "points": found.maximum(node)}
    return render(request, "office/sets/remove.html", context)


def told(faults: dict[str, Text]) -> list[tuple[str, Text, Text]]:
    """Every fault with the field it stands in, for the summary on top."""
    return [(field, LABELS.get(field, LABELS[""]), fault) for field, fault in faults.items()]


def _saves(request: Any) -> bool:
    return bool(request.POST.get("do", "save") == "save")


def _sent(post: Any, before: dict[str, str]) -> dict[str, str]:
    """What was sent, by column; what the form does not show stays."""
    values = {column: str(post.get(column, before[column])).replace("\r\n", "\n").strip() for column in COLUMNS}
    if "rule" in post:
        values["rule_params"] = sent_params(values["rule"], post)
    return values


def _readable(values: dict[str, str]) -> dict[str, str]:
    return values if language() == "en" else {**values, "max_points": values["max_points"].replace(".", ",")}


def _context(request: Any, row: CriteriaSet, found: Outline, values: dict[str, str], area: str) -> dict[str, Any]:
    post = request.POST
    shared = frame(request, row, "set")
    spare = SPARE + min(whole(post.get("more", "")) or 0, 20) if shared["verdict"] else 0
    form = rule_form(values["rule"], values["rule_params"], spare=spare)
    if post.get("raw"):
        form = form._replace(raw=True)
    return shared | {
        "values": values, "form": form, "kinds": [(kind, rule.entry.name, rule.entry.meaning) for kind, rule in KINDS.items()],
        "meaning": KINDS[values["rule"]].entry.meaning if values["rule"] in KINDS else None,
        "trial": trial(values, post), "lines": [line for line in lines(found, []) if line.node.depth == 0 or line.node.area == area], "sources": SOURCES, "absences": ABSENCES,
        "units": list(Unit.objects.order_by("sort_key").values_list("code", "name_vi")),
        "more": len(form.rows),
    }  # fmt: skip


def trial(values: dict[str, str], post: Any) -> Trial | None:
    """What the rule, as it stands in the form, makes of the value entered; None for a group."""
    kind, params, maximum = values["rule"], values["rule_params"], read_maximum(values["max_points"].replace(",", "."))
    if not kind:
        return None
    try:
        rule = rule_of(kind, params, maximum or 0)
    except BadRule:
        return Trial(None, None, None, maximum or 0, rule_faults(kind, params, maximum or 0), "", needs_best=False)
    value, best = written(rule, post, "example"), post.get("best", "").strip()
    given, fault = _tried(rule, value, best)
    return Trial(
        entry(rule, value, "example"),
        rule.described(),
        given,
        rule.maximum,
        fault,
        best,
        kind == "relative",
        _worked(rule, value, given),
    )


def _tried(rule: Rule, value: str, best: str) -> tuple[int | None, Text | None]:
    if not value or (rule.kind == "relative" and not best):
        return None, None
    try:
        return points_of(rule, value, ratio_of(rule, best)), None
    except BadValue as bad:
        what, mend = bad.fault.what, bad.fault.mend
        return None, Text(f"{what.vi} {mend.vi}", f"{what.en} {mend.en}")


def _worked(rule: Rule, value: str, given: int | None) -> str:
    """The sum behind the points of a ratio; "" where it is none (a floor, a band)."""
    top, quotient, bottom = value.partition("/")
    ratio = ratio_of(rule, value)
    if (
        rule.kind != "proportion"
        or not quotient
        or ratio is None
        or given != half_up(ratio * rule.maximum / MICRO, PLACES)
    ):
        return ""
    return f"{top.strip()} ÷ {bottom.strip()} × {points(rule.maximum, None)} = {points(given, 4)}"


def _next_code(found: Outline, parent: str) -> str:
    """The next number under a group: 1.4 after 1.3; "" where the codes are no numbers."""
    siblings = [node.code for node in found.nodes if (node.parent or "") == parent]
    stem = f"{parent}." if parent else ""
    numbers = [
        int(code.removeprefix(stem))
        for code in siblings
        if code.removeprefix(stem).isascii() and code.removeprefix(stem).isdigit()
    ]
    if siblings and not numbers:
        return ""
    code = f"{stem}{max(numbers, default=0) + 1}"
    return code if CODE.match(code) and code not in found.by_code else ""


def _beside(found: Outline, here: Node) -> tuple[Criterion | None, Criterion | None]:
    """The criteria before and after, in the order shown."""
    at = found.nodes.index(here)
    before = found.nodes[at - 1].criterion if at else None
    return before, found.nodes[at + 1].criterion if at + 1 < len(found.nodes) else None


def _answer(request: Any, context: dict[str, Any], *, bad: bool) -> HttpResponse:
    """The page; for htmx the part that was asked for."""
    part = {"try": "#trial", "kind": "#scoring"}.get(request.POST.get("do", ""), "") if request.htmx else ""
    return render(request, f"office/sets/criterion.html{part}", context, status=422 if bad and not part else 200)
