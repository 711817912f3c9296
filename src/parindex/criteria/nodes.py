"""The tree of a draft set: add, change, move and remove its criteria."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from parindex.criteria.catalogue import CODE, code_fault, too_long
from parindex.criteria.drafts import changed, delete_criterion, locked_draft
from parindex.criteria.links import propose_anew
from parindex.criteria.models import CriteriaSet, Criterion
from parindex.criteria.outline import Node, Outline, outline, rule_of
from parindex.criteria.tables import TEXTS, criterion_texts, read_maximum
from parindex.engine.points import plain
from parindex.engine.problems import Text
from parindex.engine.rules import BadRule
from parindex.engine.tree import NotApplicable, Source
from parindex.grammar.roles import Viewer
from parindex.grammar.verdict import Invalid

COLUMNS = (
    "code", "name_vi", "name_en", "max_points", "rule", "rule_params", "source", "not_applicable", "lead_unit", *TEXTS,
)  # fmt: skip
"""What can be said of a criterion, as texts by column."""
_LIMITS = {"name_vi": 500, "name_en": 500, "lead_unit": 60}


@transaction.atomic
def save_criterion(
    set_: CriteriaSet,
    code: str,
    values: Mapping[str, str],
    *,
    by: Viewer,
    parent: str = "",
    at: datetime | None = None,
    version: int | None = None,
) -> CriteriaSet:
    """Change the criterion `code`, or, where `code` is "", add one under `parent` ("" for an area).

    values: texts by column, as in a package; what is not named stays. Raises Invalid with every fault.
    """
    row = locked_draft(set_, by, version, values)
    tree = outline(row)
    node = tree.by_code.get(code)
    if code and node is None:
        raise Invalid({"code": Text(f"Không còn tiêu chí {code}.", f"The criterion {code} is gone.")})
    above = tree.by_code.get(parent) if not node else None
    criterion = node.criterion if node else Criterion(set=row, order=len(tree.nodes))
    before = shown_values(criterion)
    wanted = {column: values.get(column, before[column]).strip() for column in COLUMNS}
    wanted["max_points"] = wanted["max_points"].replace(",", ".")
    faults = faults_in(wanted, tree, node)
    if parent and not node and (fault := parent_fault(tree, parent)):
        faults["parent"] = fault
    if faults:
        raise Invalid(faults)
    _put(criterion, before, wanted)
    if above:
        criterion.parent = above.criterion
    criterion.save()
    _follow(row, code, wanted["code"])
    renumber(row)
    propose_anew(row)
    after = {column: text for column, text in wanted.items() if text != before[column]}
    old = {column: before[column] for column in after}
    changed(row, "criterion_saved", by=by, at=at, criterion=wanted["code"], parent=parent, before=old, after=after)
    return row


def shown_values(criterion: Criterion) -> dict[str, str]:
    """A criterion's texts by column, as in a package."""
    texts = criterion_texts(criterion, "")
    return {column: texts[column] for column in COLUMNS}


def faults_in(values: Mapping[str, str], tree: Outline, node: Node | None) -> dict[str, Text]:
    """Everything wrong with what was entered for a criterion, by column."""
    faults: dict[str, Text] = {}
    if not CODE.match(values["code"]):
        faults["code"] = code_fault()
    elif values["code"] in tree.by_code and (node is None or values["code"] != node.code):
        taken = values["code"]
        faults["code"] = Text(f"Mã {taken} đã có trong bộ tiêu chí.", f"The code {taken} is already in the set.")
    if not values["name_vi"]:
        faults["name_vi"] = Text("Nhập tên tiếng Việt của tiêu chí.", "Enter the criterion's Vietnamese name.")
    for column, most in _LIMITS.items():
        if len(values[column]) > most:
            faults[column] = too_long(most)
    if values["source"] and values["source"] not in tuple(Source):
        faults["source"] = Text("Chọn nguồn của điểm.", "Choose where the points come from.")
    if values["not_applicable"] and values["not_applicable"] not in tuple(NotApplicable):
        faults["not_applicable"] = Text(
            "Chọn cách tính khi không áp dụng.", "Choose what counts where it does not apply."
        )
    return {**faults, **_scoring_faults(values, leaf=node is None or node.leaf)}


def _scoring_faults(values: Mapping[str, str], *, leaf: bool) -> dict[str, Text]:
    maximum, kind = read_maximum(values["max_points"]), values["rule"]
    if values["max_points"] and (maximum is None or maximum <= 0):
        return {"max_points": _NO_MAXIMUM}
    if kind and not leaf:
        return {"rule": _NO_RULE}
    if kind and maximum is None:
        return {"max_points": Text("Nhập điểm tối đa của tiêu chí.", "Enter the criterion's maximum.")}
    if not kind:
        missing = Text("Chọn quy tắc chấm điểm.", "Choose the scoring rule.")
        return {"rule": missing} if values["rule_params"] else {}
    faults = rule_faults(kind, values["rule_params"], maximum or 0)
    return {"rule": faults} if faults else {}


_NO_MAXIMUM = Text(
    "Nhập điểm tối đa lớn hơn 0, tối đa 6 chữ số thập phân, ví dụ 1,5.",
    "Enter a maximum above 0 with at most 6 decimals, such as 1.5.",
)
_NO_RULE = Text(
    "Nhóm tiêu chí không có quy tắc chấm; điểm của nhóm là tổng các tiêu chí con.",
    "A group has no rule; its points are the sum of what lies under it.",
)


def rule_faults(kind: str, params: str, maximum: int) -> Text | None:
    """Everything wrong with a rule, as one text; None where it is sound."""
    try:
        rule_of(kind, params, maximum)
    except BadRule as bad:
        told = [Text(f"{fault.what.vi} {fault.mend.vi}", f"{fault.what.en} {fault.mend.en}") for fault in bad.faults]
        return Text(" ".join(text.vi for text in told), " ".join(text.en for text in told))
    return None


def parent_fault(tree: Outline, parent: str) -> Text | None:
    """Why nothing can be put under a node: it is not there, or is scored itself."""
    node = tree.by_code.get(parent)
    if node is None:
        return Text(f"Không có tiêu chí {parent}.", f"There is no criterion {parent}.")
    if node.leaf and node.criterion.rule:
        return Text(
            f"Tiêu chí {parent} đang được chấm điểm trực tiếp. Bỏ quy tắc chấm của {parent} trước khi thêm tiêu chí "
            "con.",
            f"The criterion {parent} is scored itself. Take its rule out before putting others under it.",
        )
    return None


def _put(criterion: Criterion, before: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    for column, text in wanted.items():
        if text == before[column]:
            continue
        setattr(criterion, column, read_maximum(text) if column == "max_points" else text)
        criterion.kept.pop(column, None)


def _follow(row: CriteriaSet, old: str, new: str) -> None:
    """Let crosswalk and phrases follow a criterion that got another code."""
    if old and old != new:
        row.crosswalk.filter(criterion=old).update(criterion=new)
        row.phrases.filter(criterion=old).update(criterion=new)


def renumber(row: CriteriaSet) -> Outline:
    """Give every node its depth-first place."""
    tree = outline(row)
    moved = []
    for at, node in enumerate(tree.nodes):
        if node.criterion.order != at:
            node.criterion.order = at
            moved.append(node.criterion)
    Criterion.objects.bulk_update(moved, ["order"], batch_size=500)
    return tree


@transaction.atomic
def move_criterion(
    set_: CriteriaSet,
    code: str,
    *,
    by: Viewer,
    step: int = 0,
    parent: str | None = None,
    at: datetime | None = None,
    version: int | None = None,
) -> CriteriaSet:
    """Move a criterion with all that lies under it: one place up (step -1) or down (1), or under another parent."""
    row = locked_draft(set_, by, version, {"code": code})
    tree = outline(row)
    if code not in tree.by_code:
        raise Invalid({"code": Text(f"Không còn tiêu chí {code}.", f"The criterion {code} is gone.")})
    if parent is not None:
        _hang_under(tree, code, parent)
    else:
        _step(tree, code, step)
    renumber(row)
    propose_anew(row)
    changed(row, "criterion_moved", by=by, at=at, criterion=code, step=step, parent=parent)
    return row


def _step(tree: Outline, code: str, step: int) -> None:
    node = tree.by_code[code]
    siblings = [other for other in tree.nodes if other.parent == node.parent]
    here = siblings.index(node)
    there = here + step
    if step not in {-1, 1} or not 0 <= there < len(siblings):
        raise Invalid({"step": Text("Tiêu chí đã ở đầu hoặc cuối nhóm.", "It is already first or last of its group.")})
    first, second = node.criterion, siblings[there].criterion
    first.order, second.order = second.order, first.order
    Criterion.objects.bulk_update([first, second], ["order"])


def _hang_under(tree: Outline, code: str, parent: str) -> None:
    if parent and (fault := parent_fault(tree, parent)):
        raise Invalid({"parent": fault})
    if parent and code in {node.code for node in tree.path(parent)}:
        raise Invalid(
            {"parent": Text("Không chuyển vào chính nó hoặc vào tiêu chí con.", "It cannot be put under itself.")}
        )
    criterion = tree.by_code[code].criterion
    criterion.parent = tree.by_code[parent].criterion if parent else None
    criterion.order = len(tree.nodes)
    criterion.kept.pop("parent", None)
    criterion.save()


@transaction.atomic
def remove_criterion(
    set_: CriteriaSet, code: str, *, by: Viewer, at: datetime | None = None, version: int | None = None
) -> CriteriaSet:
    """Take a criterion out, with all that lies under it and its sentences."""
    row = locked_draft(set_, by, version, {"code": code})
    tree = outline(row)
    if code not in tree.by_code:
        raise Invalid({"code": Text(f"Không còn tiêu chí {code}.", f"The criterion {code} is gone.")})
    gone = [node for node in tree.nodes if code in {above.code for above in tree.path(node.code)}]
    codes = [node.code for node in gone]
    row.phrases.filter(criterion__in=codes).delete()
    delete_criterion(tree.by_code[code].criterion)
    renumber(row)
    propose_anew(row)
    told = [[n.code, n.name.vi, plain(n.maximum) if n.leaf else "", n.criterion.rule] for n in gone]
    changed(row, "criterion_removed", by=by, at=at, criteria=told)
    return row
