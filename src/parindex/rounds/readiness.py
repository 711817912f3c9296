"""What a round still lacks before it can open: everything at once, each with the step of the set-up that mends it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from parindex.criteria.checking import Finding, check_set
from parindex.criteria.models import FROZEN, CriteriaSet
from parindex.criteria.outline import Outline, outline
from parindex.directory.models import Holding
from parindex.engine.problems import Text
from parindex.grammar.roles import Role
from parindex.rounds.calendar import STAGE_NAMES, windows
from parindex.rounds.models import STAGES, Round, RoundUnit
from parindex.rounds.standards import bands_fault

LISTED = 3
"""How many names a sentence gives before it counts the rest."""


class Missing(NamedTuple):
    """step: "set", "units", "calendar", "leads", "appraisers" or "bands"; what: one sentence; grave: it must be mended."""

    step: str
    what: Text
    grave: bool = True


def missing(round_: Round) -> list[Missing]:
    """Everything a round lacks, in the order of the set-up. A constant number of queries."""
    tree = outline(round_.set)
    units = list(round_.units.select_related("unit"))
    return [
        *_set(round_.set, tree),
        *_units(units),
        *_calendar(round_),
        *_leads(tree, units),
        *_appraisers(round_, tree, units),
        *_bands(round_, units),
    ]


def grave(found: list[Missing]) -> list[Missing]:
    """Those without which a round cannot open."""
    return [lack for lack in found if lack.grave]


def uncovered(round_: Round, tree: Outline, units: list[RoundUnit]) -> list[tuple[str, str]]:
    """The (area, unit) codes that nobody appraises who may: an active appraiser, not of that unit. Two queries.

    Assignments belong to a room above; they are read here through the round's own relation, so that a round cannot be
    opened past this check.
    """
    own = own_units(
        Holding.objects.filter(ended_at__isnull=True, person__is_active=True).values_list(
            "person", "role", "unit", "person__home"
        )
    )
    rows = round_.assignments.filter(person__is_active=True).values_list(
        "person", "area", "round_unit__unit", "person__home"
    )
    taken = {
        (area, unit)
        for person, area, unit, home in rows
        if person in own.appraisers and unit != home and unit not in own.units.get(person, ())
    }
    return [
        (area.code, unit.code)
        for area in tree.areas
        for unit in units
        if (area.criterion.pk, unit.unit_id) not in taken
    ]


class Own(NamedTuple):
    """appraisers: keys of the people who hold the role; units: the units each person works in or holds a role for."""

    appraisers: frozenset[int]
    units: Mapping[int, set[int]]


def own_units(rows: object) -> Own:
    """Pure: out of rows (person, role, unit, home)."""
    appraisers, units = set(), {}
    for person, role, unit, home in rows:
        if role == Role.APPRAISER:
            appraisers.add(person)
        units.setdefault(person, set()).update(key for key in (unit, home) if key is not None)
    return Own(frozenset(appraisers), units)


def _set(set_: CriteriaSet, tree: Outline) -> list[Missing]:
    if not tree.leaves:
        return [Missing("set", Text("Bộ tiêu chí chưa có tiêu chí nào.", "The criteria set has no criteria yet."))]
    if set_.state == FROZEN:
        return []
    wrong = [finding for finding in check_set(set_) if finding.problem.is_error]
    found = [Missing("set", _placed(finding)) for finding in wrong[:LISTED]]
    if (rest := len(wrong) - LISTED) > 0:
        found.append(Missing("set", Text(f"Bộ tiêu chí còn {rest:02d} lỗi khác.", f"The set has {rest} more errors.")))
    return found


def _placed(finding: Finding) -> Text:
    """The problem, with the criterion it lies at."""
    what, code = finding.problem.what, finding.code
    return Text(f"{code}: {what.vi}", f"{code}: {what.en}") if code else what


def _units(units: list[RoundUnit]) -> list[Missing]:
    if not units:
        return [Missing("units", Text("Chưa chọn đơn vị nào.", "No units are chosen."))]
    ended = [unit.name_vi for unit in units if unit.unit.until is not None and unit.unit.until.year < unit.round.year]
    if not ended:
        return []
    names = listed(ended, "vi"), listed(ended, "en")
    return [Missing("units", Text(f"Đơn vị đã chấm dứt hoạt động trước năm đánh giá: {names[0]}.",
                                  f"Units that ended before the year: {names[1]}."))]  # fmt: skip


def _calendar(round_: Round) -> list[Missing]:
    there = windows(round_)
    lacking = [STAGE_NAMES[stage] for stage in STAGES if stage not in there]
    if not lacking:
        return []
    vi, en = ", ".join(name.vi for name in lacking), ", ".join(name.en for name in lacking)
    return [Missing("calendar", Text(f"Chưa có thời gian của: {vi}.", f"Stages without dates: {en}."))]


def _leads(tree: Outline, units: list[RoundUnit]) -> list[Missing]:
    """An area without a lead department can be appraised all the same: told, not held against the opening."""
    known = {unit.code for unit in units}
    without = [area.code for area in tree.areas if area.criterion.lead_unit not in known]
    if not without or not units:
        return []
    return [
        Missing(
            "leads",
            Text(f"Lĩnh vực chưa có cơ quan chủ trì: {listed(without, 'vi')}.",
                 f"Areas without a lead department: {listed(without, 'en')}."),
            grave=False,
        )
    ]  # fmt: skip


def _appraisers(round_: Round, tree: Outline, units: list[RoundUnit]) -> list[Missing]:
    cells = uncovered(round_, tree, units)
    if not cells:
        return []
    some = [f"{area} × {unit}" for area, unit in cells]
    return [
        Missing(
            "appraisers",
            Text(f"{len(cells):02d} ô lĩnh vực × đơn vị chưa có người thẩm định: {listed(some, 'vi')}.",
                 f"{len(cells)} cells of area × unit have no appraiser: {listed(some, 'en')}."),
        )
    ]  # fmt: skip


def _bands(round_: Round, units: list[RoundUnit]) -> list[Missing]:
    fault = bands_fault(round_.bands, sorted({unit.block for unit in units}))
    return [] if fault is None else [Missing("bands", fault)]


def listed(names: list[str], language: str) -> str:
    """The first few names, and how many there are besides.

    >>> listed(["1", "2", "3", "4", "5"], "vi")
    '1; 2; 3 và 02 mục khác'
    """
    rest = len(names) - LISTED
    if rest <= 0:
        return "; ".join(names)
    more = f" và {rest:02d} mục khác" if language == "vi" else f" and {rest} more"
    return "; ".join(names[:LISTED]) + more
