"""Who appraises what: areas x units to people, in bulk, never anybody's own unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from parindex.appraisal.models import Assignment
from parindex.appraisal.permissions import ASSIGN
from parindex.criteria.models import Criterion
from parindex.criteria.outline import Outline, outline
from parindex.directory.models import Holding, Person
from parindex.engine.problems import Text
from parindex.grammar.roles import Role, Viewer, may
from parindex.grammar.verdict import YES, Invalid, Verdict, no
from parindex.ledger.actions import record
from parindex.rounds.models import APPROVED, Round, RoundUnit
from parindex.rounds.readiness import Own, own_units, uncovered


class Cell(NamedTuple):
    """An area of a unit and who is to appraise it. why: said where it cannot be so."""

    person: Person
    area: Criterion
    round_unit: RoundUnit
    why: Text | None = None

    @property
    def key(self) -> tuple[int, int, int]:
        """Person, area, unit: what makes it one."""
        return self.person.pk, self.area.pk, self.round_unit.pk


class Outcome(NamedTuple):
    """done: what was assigned (or taken away) now; already: what stood so; refused: what cannot be, each with why."""

    done: tuple[Cell, ...]
    already: tuple[Cell, ...] = ()
    refused: tuple[Cell, ...] = ()


def assign(
    round_: Round,
    people: Person | Sequence[Person],
    areas: Sequence[Criterion],
    units: Sequence[RoundUnit],
    *,
    by: Viewer,
    at: datetime | None = None,
) -> Outcome:
    """Assign every area of every unit to every person; own units are left out and told, the rest is done.

    Raises Invalid where nobody, no area or no unit is named, or a person is no active appraiser.
    """
    chosen = [people] if isinstance(people, Person) else list(people)
    faults = _empty(chosen, areas, units)
    if faults:
        raise Invalid(faults)
    cells = [Cell(person, area, unit) for person in chosen for area in areas for unit in units]
    return assign_cells(round_, cells, by=by, at=at)


@transaction.atomic
def assign_cells(round_: Round, cells: Sequence[Cell], *, by: Viewer, at: datetime | None = None) -> Outcome:
    """Assign exactly these cells, as a confirmed proposal has them; one ledger entry lists all."""
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    may(by, ASSIGN).require()
    changeable(round_).require()
    own = _own({cell.person.pk for cell in cells})
    strangers = sorted({cell.person.name for cell in cells if cell.person.pk not in own.appraisers})
    _in_round(round_, cells)
    if strangers:
        names = ", ".join(strangers)
        raise Invalid({"people": Text(f"Không có vai trò thẩm định: {names}.", f"Not an appraiser: {names}.")})
    stands = set(round_.assignments.values_list("person", "area", "round_unit"))
    refused = [
        cell._replace(why=_own_unit(cell)) for cell in cells if cell.round_unit.unit_id in own.units[cell.person.pk]
    ]
    kept = {cell.key for cell in refused}
    allowed = list({cell.key: cell for cell in cells if cell.key not in kept}.values())
    done = [cell for cell in allowed if cell.key not in stands]
    Assignment.objects.bulk_create(
        Assignment(round=round_, person=cell.person, area=cell.area, round_unit=cell.round_unit) for cell in done
    )
    if done:
        _note("appraisal.assign", round_, done, by, at)
    return Outcome(tuple(done), tuple(cell for cell in allowed if cell.key in stands), tuple(refused))


@transaction.atomic
def unassign(
    round_: Round,
    people: Person | Sequence[Person],
    areas: Sequence[Criterion],
    units: Sequence[RoundUnit],
    *,
    by: Viewer,
    at: datetime | None = None,
) -> Outcome:
    """Take every area of every unit from every person; marks already given stay as they are."""
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    may(by, ASSIGN).require()
    changeable(round_).require()
    chosen = [people] if isinstance(people, Person) else list(people)
    faults = _empty(chosen, areas, units)
    if faults:
        raise Invalid(faults)
    rows = round_.assignments.filter(person__in=chosen, area__in=areas, round_unit__in=units)
    done = [Cell(row.person, row.area, row.round_unit) for row in rows.select_related("person", "area", "round_unit")]
    rows.delete()
    if done:
        _note("appraisal.unassign", round_, done, by, at)
    return Outcome(tuple(done))


def suggest_assignments(round_: Round) -> list[Cell]:
    """A proposal for the cells nobody has: each area to the appraisers of its lead department, turn by turn; the lead's
    own unit to an appraiser of the next lead department (cross-appraisal). What nobody can have is left out.

    Three queries and the outline; nothing is stored.
    """
    tree, units = outline(round_.set), list(round_.units.all())
    people = appraisers()
    own = _own({person.pk for person in people})
    by_lead: dict[str, list[Person]] = {}
    for person in people:
        if person.home is not None:
            by_lead.setdefault(person.home.code, []).append(person)
    leads = list(dict.fromkeys(area.criterion.lead_unit for area in tree.areas if area.criterion.lead_unit in by_lead))
    wanted = set(uncovered(round_, tree, units))
    found: list[Cell] = []
    for area in tree.areas:
        lead = area.criterion.lead_unit
        for at, unit in enumerate(units):
            if (area.code, unit.code) in wanted:
                person = _choice(at, unit, _turn(lead, leads), by_lead, own.units)
                if person is not None:
                    found.append(Cell(person, area.criterion, unit))
    return found


def coverage(round_: Round, tree: Outline | None = None, units: list[RoundUnit] | None = None) -> set[tuple[str, str]]:
    """The (area, unit) codes that nobody appraises who may."""
    rows = list(round_.units.all()) if units is None else units
    return set(uncovered(round_, tree or outline(round_.set), rows))


def copy_assignments(round_: Round, source: Round, *, by: Viewer, at: datetime | None = None) -> Outcome:
    """Assign as last year: areas by code, units by themselves; people who no longer appraise are left out."""
    areas = {area.code: area.criterion for area in outline(round_.set).areas}
    units = {row.unit_id: row for row in round_.units.all()}
    active = {person.pk for person in appraisers()}
    rows = source.assignments.select_related("person", "area", "round_unit")
    cells = [
        Cell(row.person, areas[row.area.code], units[row.round_unit.unit_id])
        for row in rows
        if row.area.code in areas and row.round_unit.unit_id in units and row.person_id in active
    ]
    return assign_cells(round_, cells, by=by, at=at) if cells else Outcome(())


def appraisers() -> list[Person]:
    """Everybody who appraises now, by home and name. One query."""
    held = Holding.objects.filter(role=Role.APPRAISER, ended_at__isnull=True).values("person")
    people = Person.objects.filter(pk__in=held, is_active=True).select_related("home")
    return sorted(people, key=lambda person: (person.home.sort_key if person.home else "~", person.sort_key))


def changeable(round_: Round) -> Verdict:
    """Whether assignments can still change."""
    if round_.state != APPROVED:
        return YES
    return no(
        "Kết quả của kỳ đánh giá đã được phê duyệt nên không đổi phân công được nữa.",
        "The results of the round have been approved; assignments can no longer be changed.",
        since=round_.approved_at,
    )


def _turn(lead: str, leads: list[str]) -> list[str]:
    """The lead first, then the leads after it in turn, so that cross-appraisal does not fall on one department."""
    if lead not in leads:
        return leads
    at = leads.index(lead)
    return leads[at:] + leads[:at]


def _choice(
    at: int, unit: RoundUnit, leads: Iterable[str], by_lead: dict[str, list[Person]], own: dict[int, set[int]]
) -> Person | None:
    for lead in leads:
        free = [person for person in by_lead[lead] if unit.unit_id not in own[person.pk]]
        if free:
            return free[at % len(free)]
    return None


def _own(people: set[int]) -> Own:
    rows = Holding.objects.filter(person__in=people, person__is_active=True, ended_at__isnull=True)
    return own_units(rows.values_list("person", "role", "unit", "person__home"))


def _own_unit(cell: Cell) -> Text:
    unit = cell.round_unit
    return Text(
        f"{cell.person.name} thuộc {unit.name_vi}: không ai thẩm định đơn vị của chính mình.",
        f"{cell.person.name} belongs to {unit.name_en or unit.name_vi}: nobody appraises their own unit.",
    )


def _empty(people: Sequence[Person], areas: Sequence[Criterion], units: Sequence[RoundUnit]) -> dict[str, Text]:
    rows = (
        ("people", people, Text("Chọn ít nhất một người thẩm định.", "Choose at least one appraiser.")),
        ("areas", areas, Text("Chọn ít nhất một lĩnh vực.", "Choose at least one area.")),
        ("units", units, Text("Chọn ít nhất một đơn vị.", "Choose at least one unit.")),
    )
    return {field: fault for field, chosen, fault in rows if not chosen}


def _in_round(round_: Round, cells: Sequence[Cell]) -> None:
    """Areas and units of another round are a programmer's mistake, not a person's."""
    if any(cell.area.set_id != round_.set_id or cell.area.parent_id is not None for cell in cells):
        raise ValueError("an area of another set, or no area")
    if any(cell.round_unit.round_id != round_.pk for cell in cells):
        raise ValueError("a unit of another round")


def _note(verb: str, round_: Round, cells: Sequence[Cell], by: Viewer, at: datetime | None) -> None:
    rows = sorted([cell.person.pk, cell.area.code, cell.round_unit.code] for cell in cells)
    record(verb, by=by, at=at, subject=f"round:{round_.name}", round_=round_.name, cells=rows)
