"""A small province with an open round, for tests of the application: units A, B, C; two areas; six leaves of six kinds.

world = make_world()            # round "mau-2018", every stage of its calendar open but publication
world.person("officer", "A")    # an account with that role; the same one when asked again
world.viewer("head", "B")       # as the rooms know them
"""

import json
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from parindex.appraisal.models import Assignment
from parindex.criteria.models import FROZEN, CriteriaSet, Criterion, Reason
from parindex.directory.models import Block, Holding, Person, Unit
from parindex.directory.names import search_key, sort_key
from parindex.engine.points import micropoints
from parindex.grammar.clock import now
from parindex.grammar.roles import UNIT_ROLES, Role, Viewer
from parindex.rounds.models import OPEN, STAGES, Round, RoundUnit, StageDates
from parindex.selfscore.models import Sheet
from parindex.web.ui.access import viewer_of

PASSWORD = "mat-khau-thu-nghiem"  # noqa: S105  # of made-up people

LEVELS = {
    "levels": [
        {"points": 1, "name_vi": "Đạt đầy đủ, đúng hạn", "name_en": "Fully met and on time"},
        {"points": 0.5, "name_vi": "Đạt một phần hoặc chậm", "name_en": "Partly met or late"},
        {"points": 0, "name_vi": "Không thực hiện", "name_en": "Not done"},
    ]
}
CONDITIONS = {
    "conditions": [
        {"name_vi": "Đủ nhiệm vụ", "name_en": "All tasks"},
        {"name_vi": "Có kinh phí", "name_en": "Budget set"},
    ]
}
# code, parent, name, points, rule, params, source
CRITERIA = (
    ("1", "", "Chỉ đạo, điều hành", "", "", "", ""),
    ("1.1", "1", "Kế hoạch cải cách hành chính", "1", "levels", LEVELS, "appraisal"),
    ("1.2", "1", "Kế hoạch đủ nội dung", "1", "yes_no", CONDITIONS, "appraisal"),
    ("1.3", "1", "Báo cáo đúng hạn", "1", "deduction", {"per_item": 0.25}, "appraisal"),
    ("2", "", "Hiện đại hóa hành chính", "", "", "", ""),
    ("2.1", "2", "Tỷ lệ thủ tục trực tuyến", "2", "proportion", {"unit": "%"}, "appraisal"),
    ("2.2", "2", "Sáng kiến được công nhận", "2", "per_item", {"per_item": 0.5}, "appraisal"),
    ("2.3", "2", "Mức độ hài lòng", "3", "survey", {}, "survey"),
)
REASONS = (
    ("late_report", "Báo cáo chậm so với thời hạn quy định", "Report submitted after the deadline"),
    ("no_evidence", "Không cung cấp được tài liệu kiểm chứng", "No supporting document provided"),
    ("not_met", "Chưa đạt yêu cầu", "Requirement not met"),
)
UNITS = (("A", "Sở Y tế"), ("B", "Sở Nội vụ"), ("C", "Ban Dân tộc"))


@dataclass
class World:
    """round: the open round; units: its RoundUnits by code; people: accounts made so far, by role and unit."""

    round: Round
    units: dict[str, RoundUnit]
    people: dict[tuple[str, str], Person] = field(default_factory=dict)

    def person(self, role: str, unit: str = "") -> Person:
        """An account that holds the role (for the unit, where the role is a unit's)."""
        key = (role, unit)
        if key not in self.people:
            name = f"{role} {unit}".strip()
            person = Person.objects.create_user(f"{name.replace(' ', '.').lower()}@example.org", PASSWORD, name=name)
            home = self.units[unit].unit if unit else None
            person.home = home
            person.save()
            held_for = home if Role(role) in UNIT_ROLES else None
            Holding.objects.create(person=person, role=role, unit=held_for, given_at=now(), given_by=0)
            self.people[key] = person
        return self.people[key]

    def viewer(self, role: str, unit: str = "") -> Viewer:
        """The same as the rooms know them."""
        return viewer_of(self.person(role, unit))

    def assign(self, person: Person, area: str, *units: str) -> None:
        """Assign an area of units to an appraiser."""
        for code in units:
            Assignment.objects.create(
                round=self.round, person=person, area=self.criterion(area), round_unit=self.units[code]
            )

    def criterion(self, code: str) -> Criterion:
        """A criterion by code."""
        return Criterion.objects.get(set=self.round.set, code=code)

    def sheet(self, unit: str) -> Sheet:
        """A unit's sheet."""
        return Sheet.objects.get(round_unit=self.units[unit])

    def stage(self, stage: str, *, opens: timedelta, closes: timedelta) -> None:
        """Move a stage: both as distances from now."""
        StageDates.objects.filter(round=self.round, stage=stage).update(
            opens_at=now() + opens, closes_at=now() + closes
        )


def make_world(name: str = "mau-2018", year: int = 2018, units=UNITS, criteria=CRITERIA) -> World:
    """Make the province and its open round straight in the tables: what the actions do has tests of its own."""
    set_ = CriteriaSet.objects.create(
        code=f"bo-{name}",
        title_vi="Bộ tiêu chí mẫu",
        year=year,
        state=FROZEN,
        frozen_at=now(),
        digest=secrets.token_hex(32),
    )
    nodes = {}
    for at, (code, parent, title, most, rule, params, source) in enumerate(criteria):
        nodes[code] = Criterion.objects.create(
            set=set_, code=code, parent=nodes.get(parent), order=at, name_vi=title, name_en=f"Criterion {code}",
            max_points=micropoints(most) if most else None, rule=rule,
            rule_params=json.dumps(params, ensure_ascii=False) if rule else "", source=source,
            not_applicable="exclude" if rule else "",
        )  # fmt: skip
    for at, (code, vi, en) in enumerate(REASONS):
        Reason.objects.create(set=set_, order=at, code=code, name_vi=vi, name_en=en)
    round_ = Round.objects.create(
        name=name, set=set_, year=year, title_vi=f"Chỉ số cải cách hành chính tỉnh Mẫu năm {year}",
        authority_vi="Ban Chỉ đạo Cải cách hành chính tỉnh Mẫu", place_vi="Mẫu", state=OPEN, opened_at=now(),
        bands=[{"code": "good", "name_vi": "Tốt", "name_en": "Good", "at_least": 80},
               {"code": "weak", "name_vi": "Yếu", "name_en": "Weak", "at_least": 0}],
    )  # fmt: skip
    block = Block.objects.get_or_create(code="so-ban-nganh", defaults={"name_vi": "Sở, ban, ngành"})[0]
    members = {}
    for at, (code, title) in enumerate(units):
        unit = Unit.objects.filter(code=code).first() or Unit(code=code, block=block)
        unit.name_it(title, f"Department {code}")
        unit.save()
        members[code] = RoundUnit.objects.create(
            round=round_, unit=unit, order=at, code=code, name_vi=unit.name_vi, name_en=unit.name_en,
            block=block.code, sort_key=sort_key(title), search_key=search_key(f"{code} {title}"),
        )  # fmt: skip
        Sheet.objects.create(round_unit=members[code])
    for stage in STAGES:
        begins, ends = now() - timedelta(days=10), now() + timedelta(days=10)
        if stage == "publication":
            begins, ends = now() + timedelta(days=20), now() + timedelta(days=30)
        StageDates.objects.create(round=round_, stage=stage, opens_at=begins, closes_at=ends)
    return World(round_, members)
