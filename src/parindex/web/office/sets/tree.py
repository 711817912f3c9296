"""The tree of a set as a table: areas, groups, leaves, sums; the checks beside it."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render

from parindex.criteria.actions import move_criterion
from parindex.criteria.checking import Finding, check_set
from parindex.criteria.models import DRAFT
from parindex.criteria.outline import Node, Outline, outline
from parindex.criteria.permissions import CHANGE, READ
from parindex.engine.problems import Text
from parindex.engine.rules import KINDS
from parindex.web.office.sets.looking import find, frame, to, try_it, version_of
from parindex.web.ui.access import page


class Line(NamedTuple):
    """A row of the tree. maximum: a leaf's own, a group's sum; rule: in words; errors, notes: how many there are."""

    node: Node
    maximum: int
    kind: Text | None
    rule: Text | None
    first: bool
    last: bool
    errors: int
    leaves: int


@page(READ)
def tree(request: Any, set: str) -> HttpResponse:  # noqa: A002  # the name in the address
    """The whole set on one page."""
    row = find(set)
    found = outline(row)
    problems = check_set(row) if row.state == DRAFT else []
    context = frame(request, row, "set") | {
        "lines": lines(found, problems),
        "leaves": len(found.leaves),
        "areas": found.areas,
        "total": found.maximum(),
        "surveyed": sum(node.maximum for node in found.leaves if node.surveyed),
        "errors": [finding for finding in problems if finding.problem.is_error],
        "notes": [finding for finding in problems if not finding.problem.is_error],
    }
    return render(request, "office/sets/tree.html", context)


def lines(found: Outline, problems: list[Finding]) -> list[Line]:
    """The rows in order; sums are added up once, from the leaves."""
    wrong = [finding.code for finding in problems if finding.table == "criteria" and finding.problem.is_error]
    sums, counts = dict.fromkeys(found.by_code, 0), dict.fromkeys(found.by_code, 0)
    for node in reversed(found.nodes):
        if node.leaf:
            sums[node.code], counts[node.code] = node.maximum, 1
        if node.parent:
            sums[node.parent] += sums[node.code]
            counts[node.parent] += counts[node.code]
    siblings: dict[str | None, list[str]] = {}
    for node in found.nodes:
        siblings.setdefault(node.parent, []).append(node.code)
    return [
        Line(
            node,
            sums[node.code],
            KINDS[node.criterion.rule].entry.name if node.criterion.rule in KINDS else None,
            node.rule.described() if node.rule else None,
            siblings[node.parent][0] == node.code,
            siblings[node.parent][-1] == node.code,
            wrong.count(node.code),
            counts[node.code],
        )
        for node in found.nodes
    ]


@page(CHANGE, "POST")
def move(request: Any, set: str) -> HttpResponse:  # noqa: A002  # the name in the address
    """Move a criterion up, down, or under another one."""
    row = find(set)
    up, down = request.POST.get("up", ""), request.POST.get("down", "")
    code = up or down or request.POST.get("code", "")
    where = {"step": -1 if up else 1} if up or down else {"parent": request.POST.get("parent", "")}
    version = version_of(request)

    def act() -> None:
        move_criterion(row, code, by=request.viewer, version=version, **where)

    try_it(request, act, Text(f"Đã chuyển tiêu chí {code}.", f"The criterion {code} was moved."))
    answer = to("set", row)
    answer["Location"] += f"#c-{code}"
    return answer
