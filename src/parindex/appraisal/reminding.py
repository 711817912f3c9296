"""Reminders: who is behind, the letter each would get, and sending them; nobody gets two a day unless that is meant.

Which reminders went, and when, is read from the ledger: one entry for each sending lists everybody it went to.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from parindex.appraisal.models import APPRAISED, Assignment, Mark, SecondScore
from parindex.appraisal.progress import Progress, UnitRow, progress
from parindex.directory.letters import write_letter
from parindex.directory.models import Person
from parindex.engine.problems import Text
from parindex.grammar.clock import local, now
from parindex.grammar.roles import Viewer, may
from parindex.grammar.verdict import Invalid, no
from parindex.ledger.actions import record
from parindex.ledger.models import Entry
from parindex.rounds.models import APPRAISAL_1, OPEN, SELF, Round
from parindex.rounds.permissions import REMIND
from parindex.rounds.telling import people_of

VERB = "appraisal.remind"
LATE, UNSIGNED, BEHIND = "late", "unsigned", "behind"
GROUPS = {
    LATE: Text("Đơn vị trễ hạn ký phiếu", "Units whose sheet is late"),
    UNSIGNED: Text("Đơn vị chưa ký, còn hạn", "Units that have not signed, still in time"),
    BEHIND: Text("Người thẩm định còn việc", "Appraisers with work left"),
}


@dataclass(frozen=True)
class Target:
    """Whom a reminder would go to: a unit's people, or an appraiser. key: "unit:CODE" or "person:ID".

    why: what is behind, in a line.  last: when it was last reminded.
    """

    key: str
    group: str
    name: Text
    why: Text
    subject: Text
    body: Text
    people: tuple[Person, ...]
    last: datetime | None

    def reminded_on(self, at: datetime) -> bool:
        """Whether a reminder went on the same day, by the clock on the wall."""
        return self.last is not None and local(self.last).date() == local(at).date()


@dataclass(frozen=True)
class Sent:
    """What a sending did: keys it went to, keys left out because they were reminded today, how many letters."""

    to: tuple[str, ...]
    skipped: tuple[str, ...]
    letters: int


def targets(round_: Round, at: datetime) -> list[Target]:
    """Everybody who is behind, by group: the latest first. A constant number of queries."""
    found = progress(round_, at)
    last = last_reminded(round_)
    units = [row for row in found.rows if not row.signed]
    window = found.windows.get(SELF)
    if window is None or at < window.opens_at:
        units = []
    people = people_of([row.round_unit.unit_id for row in units])
    made = [_unit(found, row, tuple(people.get(row.round_unit.unit_id, ())), last) for row in units]
    made.sort(key=lambda pair: -pair[0])
    return [target for _, target in made] + _appraisers(found, last)


def last_reminded(round_: Round) -> dict[str, datetime]:
    """When each key was last reminded in a round. One query."""
    found: dict[str, datetime] = {}
    entries = Entry.objects.filter(verb=VERB, round=round_.name).order_by("number")
    for at, detail in entries.values_list("at", "detail"):
        found.update(dict.fromkeys(json.loads(detail)["to"], at))
    return found


def _unit(found: Progress, row: UnitRow, people: tuple[Person, ...], last: dict[str, datetime]) -> tuple[int, Target]:
    code, year = row.round_unit.code, found.round.year
    left = max(0, row.total.leaves - row.total.scored)
    vi, en = row.round_unit.name_vi, row.round_unit.name_en or row.round_unit.name_vi
    due = local(row.due).strftime("%H:%M %d/%m/%Y") if row.due else "–"
    if row.late:
        how = Text(f"quá hạn {row.late} ngày (hạn {due})", f"{row.late} days overdue (due {due})")
    else:
        how = Text(f"hạn {due}", f"due {due}")
    state = _state(row, left)
    body = Text(
        f"Kính gửi anh/chị,\n\nPhiếu tự chấm năm {year} của {vi} chưa được ký, {how.vi}. {state.vi}\n\n"
        "Xin mở mục “Việc chờ tôi” trong hệ thống để hoàn thành và ký phiếu. Nếu cần thêm thời gian, xin bấm “Xin gia "
        "hạn” và nêu lý do.\n\nTrân trọng.",
        f"Dear colleague,\n\nThe {year} scoring sheet of {en} has not been signed, {how.en}. {state.en}\n\n"
        "Please open “Waiting for me” in the system to finish and sign it. If you need more time, please ask for it there "
        "and say why.\n\nKind regards.",
    )
    subject = Text(f"Nhắc ký phiếu tự chấm {year}: {vi}", f"Reminder to sign the {year} sheet: {en}")
    why = Text(f"{_first(how.vi)}; {_small(state.vi)}", f"{_first(how.en)}; {_small(state.en)}")
    key = f"unit:{code}"
    target = Target(key, LATE if row.late else UNSIGNED, Text(vi, en), why, subject, body, people, last.get(key))
    return row.late, target


def _state(row: UnitRow, left: int) -> Text:
    if row.sheet.state == "submitted":
        return Text("Phiếu đang chờ thủ trưởng ký.", "It waits for the head's signature.")
    if left:
        return Text(f"Còn {left:02d} tiêu chí chưa chấm.", f"{left} criteria have no score yet.")
    return Text("Các tiêu chí đã chấm đủ, chưa trình ký.", "All criteria are scored; it was not submitted.")


def _appraisers(found: Progress, last: dict[str, datetime]) -> list[Target]:
    window = found.windows.get(found.stage)
    if window is None or not window.opens_at <= found.at:
        return []
    rows = {row.round_unit.pk: row for row in found.rows if row.signed}
    owed = _owed(found)
    left: dict[int, dict[str, int]] = {}
    people: dict[int, Person] = {}
    given = Assignment.objects.filter(round=found.round, person__is_active=True).select_related("person", "area")
    for one in given.order_by("person", "area__order"):
        row = rows.get(one.round_unit_id)
        if row is None or row.round_unit.unit_id == one.person.home_id:
            continue
        cell = row.cells[one.area.code]
        many = cell.leaves - cell.appraised if found.stage == APPRAISAL_1 else cell.objected - cell.second
        many -= owed.get((one.person_id, row.sheet.pk, one.area.code), 0)
        if many > 0:
            people[one.person_id] = one.person
            areas = left.setdefault(one.person_id, {})
            areas[one.area.code] = areas.get(one.area.code, 0) + many
    behind = sorted(left.items(), key=lambda pair: -sum(pair[1].values()))
    return [_appraiser(found, people[key], areas, last) for key, areas in behind]


def _owed(found: Progress) -> dict[tuple[int, int, str], int]:
    """Unmarked leaves somebody owes a blind second score of, by person, sheet and area: in no count they are told."""
    marked = Mark.objects.filter(sheet=OuterRef("sheet"), criterion=OuterRef("criterion"), layer=APPRAISED)
    rows = SecondScore.objects.filter(~Exists(marked), given_at__isnull=True, sheet__round_unit__round=found.round)
    many: dict[tuple[int, int, str], int] = {}
    for person, sheet, criterion in rows.values_list("person_id", "sheet_id", "criterion_id"):
        key = (person, sheet, found.tree.by_key[criterion].area)
        many[key] = many.get(key, 0) + 1
    return many


def _appraiser(found: Progress, person: Person, areas: dict[str, int], last: dict[str, datetime]) -> Target:
    many, year = sum(areas.values()), found.round.year
    due = local(found.windows[found.stage].closes_at).strftime("%H:%M %d/%m/%Y")
    listed = Text(
        ", ".join(f"lĩnh vực {code}: {left}" for code, left in areas.items()),
        ", ".join(f"area {code}: {left}" for code, left in areas.items()),
    )
    body = Text(
        f"Kính gửi anh/chị {person.name},\n\nTrong phần thẩm định năm {year} giao cho anh/chị còn {many:02d} tiêu chí chưa thẩm "
        f"định ({listed.vi}); hạn {due}.\n\nXin mở mục “Việc chờ tôi” trong hệ thống để tiếp tục.\n\nTrân trọng.",
        f"Dear {person.name},\n\nOf your part of the {year} appraisal {many} criteria are still to be marked ({listed.en}); "
        f"due {due}.\n\nPlease open “Waiting for me” in the system to go on.\n\nKind regards.",
    )
    subject = Text(
        f"Nhắc thẩm định {year}: còn {many:02d} tiêu chí", f"Reminder of the {year} appraisal: {many} criteria left"
    )
    why = Text(f"Còn {many} tiêu chí: {listed.vi}", f"{many} criteria left: {listed.en}")
    key = f"person:{person.pk}"
    return Target(key, BEHIND, Text(person.name, person.name), why, subject, body, (person,), last.get(key))


@transaction.atomic
def send_reminders(
    round_: Round, keys: Collection[str], *, by: Viewer, at: datetime | None = None, again: bool = False
) -> Sent:
    """Send a reminder to each of the keys that is still behind; those reminded today are left out unless `again`.

    Raises Invalid where nobody was chosen, or nobody chosen can get a letter.
    """
    at = at or now()
    round_ = Round.objects.select_for_update().select_related(None).get(pk=round_.pk)
    may(by, REMIND).require()
    if round_.state != OPEN:
        no("Chỉ nhắc việc trong kỳ đang mở.", "Reminders can only be sent in an open round.").require()
    chosen = [target for target in targets(round_, at) if target.key in keys]
    skipped = [target for target in chosen if target.reminded_on(at) and not again]
    going = [target for target in chosen if target not in skipped and target.people]
    if not going:
        raise Invalid({"to": _nobody(chosen, skipped)})
    letters = [write_letter(person, target.subject, target.body, at=at) for target, person in _letters(going)]
    sent = Sent(tuple(t.key for t in going), tuple(t.key for t in skipped), len(letters))
    record(
        VERB, by=by, at=at, subject=f"round:{round_.name}", round_=round_.name, to=list(sent.to), letters=sent.letters,
        again=again,
    )  # fmt: skip
    return sent


def _letters(going: Iterable[Target]) -> Iterable[tuple[Target, Person]]:
    for target in going:
        for person in target.people:
            yield target, person


def _nobody(chosen: list[Target], skipped: list[Target]) -> Text:
    if not chosen:
        return Text(
            "Chọn ít nhất một đơn vị hoặc một người còn việc.", "Choose at least one unit or person with work left."
        )
    if skipped:
        return Text(
            "Tất cả đã được nhắc trong hôm nay. Muốn nhắc thêm lần nữa, đánh dấu “Nhắc lại cả người đã nhắc hôm nay”.",
            "All of them were reminded today. To remind them once more, tick “Remind again”.",
        )
    return Text("Không có ai để gửi thư: đơn vị được chọn chưa có cán bộ đầu mối, thủ trưởng.",
                "There is nobody to write to: the units chosen have no officer and no head.")  # fmt: skip


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return (text[:1].lower() + text[1:]).rstrip(".")
