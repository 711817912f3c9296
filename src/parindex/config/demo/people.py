"""The people of the demo, named by what they do; those who can be tried stand on the login page in this order."""

from __future__ import annotations

from parindex.config.demo.clock import moment
from parindex.directory.actions import invite_person
from parindex.directory.demo import DEMO_DOMAIN, DEMO_PASSWORD
from parindex.directory.models import Holding, Person, Unit
from parindex.grammar.roles import SYSTEM, Role, Viewer
from parindex.ledger.actions import record
from parindex.web.ui.access import viewer_of

JOINED = moment(10, 12, hour=9, year=2018)
ACCOUNTS = (
    ("dieu-phoi", "Điều phối, Sở Nội vụ", Role.COORDINATOR, "SNV"),
    ("can-bo.syt", "Cán bộ đầu mối, Sở Y tế", Role.OFFICER, "SYT"),
    ("thu-truong.sngv", "Thủ trưởng, Sở Ngoại vụ", Role.HEAD, "SNGV"),
    ("tham-dinh.vpub", "Thẩm định, Văn phòng UBND tỉnh", Role.APPRAISER, "VPUB"),
    ("hoi-dong", "Hội đồng thẩm định", Role.COUNCIL, ""),
    ("lanh-dao", "Lãnh đạo tỉnh", Role.LEADER, ""),
    ("can-bo.sgddt", "Cán bộ đầu mối, Sở Giáo dục và Đào tạo", Role.OFFICER, "SGDDT"),
    ("thu-truong.sgddt", "Thủ trưởng, Sở Giáo dục và Đào tạo", Role.HEAD, "SGDDT"),
    ("thu-truong.syt", "Thủ trưởng, Sở Y tế", Role.HEAD, "SYT"),
    ("can-bo.ttt", "Cán bộ đầu mối, Thanh tra tỉnh", Role.OFFICER, "TTT"),
    ("tham-dinh.snv", "Thẩm định, Sở Nội vụ", Role.APPRAISER, "SNV"),
    ("tham-dinh.stp", "Thẩm định, Sở Tư pháp", Role.APPRAISER, "STP"),
    ("tham-dinh.stc", "Thẩm định, Sở Tài chính", Role.APPRAISER, "STC"),
    ("tham-dinh.stttt", "Thẩm định, Sở Thông tin và Truyền thông", Role.APPRAISER, "STTTT"),
    ("hoi-dong.thu-ky", "Thư ký Hội đồng thẩm định", Role.COUNCIL, ""),
    ("quan-tri", "Quản trị hệ thống", Role.ADMINISTRATOR, ""),
)
UNIT_PEOPLE = ((Role.OFFICER, "can-bo", "Cán bộ đầu mối"), (Role.HEAD, "thu-truong", "Thủ trưởng"))


class Cast:
    """Everybody, by the first part of their address."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self._viewers: dict[str, Viewer] = {}

    def viewer(self, key: str) -> Viewer:
        """A person as the rooms know them."""
        if key not in self._viewers:
            self._viewers[key] = viewer_of(self.people[key])
        return self._viewers[key]

    def officer(self, unit: str) -> Viewer:
        """The officer of a unit."""
        return self.viewer(f"can-bo.{unit.lower()}")

    def head(self, unit: str) -> Viewer:
        """The head of a unit."""
        return self.viewer(f"thu-truong.{unit.lower()}")


def invite() -> Cast:
    """Make every account: those of the login page one by one, officers and heads of the other units at once."""
    cast, units = Cast(), {unit.code: unit for unit in Unit.objects.all()}
    for key, name, role, code in ACCOUNTS:
        home = units.get(code)
        held = [(role, home if role in {Role.OFFICER, Role.HEAD} else None)]
        cast.people[key] = invite_person(
            key + DEMO_DOMAIN, by=SYSTEM, at=JOINED, name=name, home=home, roles=held, password=DEMO_PASSWORD
        )
    _others(cast, units)
    return cast


def _others(cast: Cast, units: dict[str, Unit]) -> None:
    """Officers and heads nobody signs in as."""
    made = []
    for code, unit in units.items():
        for role, word, title in UNIT_PEOPLE:
            key = f"{word}.{code.lower()}"
            if key in cast.people:
                continue
            person = Person(email=f"{key}@lai-chau.parindex", home=unit, invited_at=JOINED)
            person.name_it(f"{title}, {unit.name_vi}")
            person.set_unusable_password()
            made.append((key, person, role))
    Person.objects.bulk_create([person for _, person, _ in made])
    cast.people |= {
        person.email.partition("@")[0]: person for person in Person.objects.exclude(email__endswith=DEMO_DOMAIN)
    }
    Holding.objects.bulk_create(
        Holding(person=cast.people[key], role=role, unit=person.home, given_at=JOINED, given_by=0)
        for key, person, role in made
    )
    record("demo.people", by=SYSTEM, at=JOINED, subject="demo", emails=[person.email for _, person, _ in made])
