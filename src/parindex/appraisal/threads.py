"""The one thread of a leaf: notes, requests for more evidence or for the leaf to be scored again, and answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from parindex.appraisal import permissions
from parindex.appraisal.actions import lock
from parindex.appraisal.models import APPRAISED, Message
from parindex.appraisal.states import ANSWER, ASK, MESSAGES, NOTE, REQUESTS, RETURN
from parindex.criteria.models import Criterion
from parindex.directory.models import Holding, Letter
from parindex.directory.names import nfc
from parindex.engine.problems import Text
from parindex.grammar.clock import local, now
from parindex.grammar.roles import SYSTEM, UNIT_ROLES, Role, Viewer, may
from parindex.grammar.verdict import YES, Invalid, Verdict, no
from parindex.ledger.actions import record
from parindex.rounds.calendar import windows
from parindex.rounds.models import OPEN
from parindex.selfscore.models import Sheet
from parindex.selfscore.permissions import FILL

LONGEST = 2000


def can_write(viewer: Viewer, sheet: Sheet, criterion: Criterion) -> Verdict:
    """Whether the viewer may write in a leaf's thread as its appraiser or as the coordinator."""
    if sheet.round_unit.round.state != OPEN:
        return no("Kỳ đánh giá không ở trạng thái đang mở.", "The round is not open.")
    if viewer is SYSTEM or viewer.has(Role.COORDINATOR):
        return YES
    if permissions.waits_for_second(viewer, sheet, criterion):
        return no(
            "Ô này anh/chị chấm lại độc lập nên chưa xem được phần trao đổi.",
            "You score this leaf blind, so its thread is closed to you until you have.",
        )
    assigned = permissions.assigned_to(viewer, sheet, criterion)
    return may(viewer, permissions.MARK, unit=sheet.round_unit.unit_id, assigned=assigned)


def can_answer(viewer: Viewer, sheet: Sheet) -> Verdict:
    """Whether the viewer may answer for the unit."""
    if sheet.round_unit.round.state != OPEN:
        return no("Kỳ đánh giá không ở trạng thái đang mở.", "The round is not open.")
    return may(viewer, FILL, unit=sheet.round_unit.unit_id)


def thread(sheet: Sheet, criterion: Criterion, viewer: Viewer) -> list[Message]:
    """The leaf's messages as the viewer may read them: notes are among appraisers; a blind second scorer reads none."""
    if permissions.waits_for_second(viewer, sheet, criterion):
        return []
    rows = Message.objects.filter(sheet=sheet, criterion=criterion)
    if can_write(viewer, sheet, criterion) or viewer.has(*permissions.READS_ALL):
        return list(rows)
    if may(viewer, FILL, unit=sheet.round_unit.unit_id):
        return list(rows.exclude(kind=NOTE))
    return []


@transaction.atomic
def note(sheet: Sheet, criterion: Criterion, text: str, *, by: Viewer, at: datetime | None = None) -> Message:
    """Write something for the other appraisers."""
    at = at or now()
    sheet = _lock(sheet)
    can_write(by, sheet, criterion).require()
    return _write(sheet, criterion, NOTE, text, None, by, at)


@transaction.atomic
def ask(
    sheet: Sheet, criterion: Criterion, text: str, *, due: datetime | None, by: Viewer, at: datetime | None = None
) -> Message:
    """Ask the unit for more evidence on a leaf, by a deadline; its officers get a letter."""
    return _request(sheet, criterion, ASK, text, due, by, at or now())


@transaction.atomic
def return_leaf(
    sheet: Sheet, criterion: Criterion, text: str, *, due: datetime | None, by: Viewer, at: datetime | None = None
) -> Message:
    """Return one leaf: until the deadline, or until it answers, the unit may change that leaf alone."""
    at = at or now()
    if permissions.released(sheet, at):
        raise Invalid(
            {
                "text": Text(
                    "Kết quả đã trả cho đơn vị; đơn vị trả lời bằng giải trình.",
                    "The results are out; the unit answers by its explanation.",
                )
            }
        )
    return _request(sheet, criterion, RETURN, text, due, by, at)


def _request(
    sheet: Sheet, criterion: Criterion, kind: str, text: str, due: datetime | None, by: Viewer, at: datetime
) -> Message:
    sheet = _lock(sheet)
    can_write(by, sheet, criterion).require()
    if fault := _bad_deadline(sheet, due, at):
        raise Invalid({"due": fault} | _text_faults(text))
    if Message.objects.filter(sheet=sheet, criterion=criterion, kind__in=REQUESTS, answered_at__isnull=True).exists():
        raise Invalid({"text": Text("Ô này đang chờ đơn vị trả lời.", "This leaf waits for the unit already.")})
    written = _write(sheet, criterion, kind, text, due, by, at)
    _tell_unit(written, at)
    return written


def _bad_deadline(sheet: Sheet, due: datetime | None, at: datetime) -> Text | None:
    if due is None:
        return Text("Ghi hạn trả lời.", "Give a deadline.")
    if due <= at:
        return Text("Hạn trả lời phải sau thời điểm này.", "The deadline must lie ahead.")
    window = windows(sheet.round_unit.round, sheet.round_unit).get(permissions.STAGE_OF[APPRAISED])
    if window is not None and at < window.closes_at < due:
        last = local(window.closes_at).strftime("%H:%M %d/%m/%Y")
        return Text(
            f"Chọn hạn không muộn hơn lúc kết thúc thẩm định lần 1 ({last}).",
            f"Choose a deadline not after the first appraisal ends ({last}).",
        )
    return None


@transaction.atomic
def answer(sheet: Sheet, criterion: Criterion, text: str, *, by: Viewer, at: datetime | None = None) -> Message:
    """Answer for the unit: whatever request is open on the leaf is thereby answered, and a returned leaf is shut again."""
    at = at or now()
    sheet = _lock(sheet)
    can_answer(by, sheet).require()
    open_ = Message.objects.filter(sheet=sheet, criterion=criterion, kind__in=REQUESTS, answered_at__isnull=True)
    if not open_.exists():
        raise Invalid({"text": Text("Không có yêu cầu nào đang chờ trả lời.", "No request waits for an answer.")})
    written = _write(sheet, criterion, ANSWER, text, None, by, at, record_it=False)
    open_.update(answered_at=at)
    _record(written, by, at)
    return written


def returned_leaves(sheet: Sheet, at: datetime) -> frozenset[int]:
    """Keys of the criteria the unit may change now though its sheet is signed. One query."""
    rows = Message.objects.filter(sheet=sheet, kind=RETURN, answered_at__isnull=True, due_at__gt=at)
    return frozenset(rows.values_list("criterion_id", flat=True))


def open_requests(sheets: Sequence[Sheet | int]) -> list[Message]:
    """What waits for units on these sheets, the earliest deadline first. One query."""
    rows = Message.objects.filter(sheet__in=sheets, kind__in=REQUESTS, answered_at__isnull=True)
    return list(rows.select_related("criterion", "sheet__round_unit").order_by("due_at", "pk"))


def _lock(sheet: Sheet) -> Sheet:
    return lock([sheet.pk])[0]


def _text_faults(text: str) -> dict[str, Text]:
    if not nfc(text):
        return {"text": Text("Nội dung còn để trống.", "Write something.")}
    if len(text) > LONGEST:
        return {"text": Text(f"Rút nội dung xuống còn {LONGEST} ký tự.", f"Shorten it to {LONGEST} letters.")}
    return {}


def _write(
    sheet: Sheet,
    criterion: Criterion,
    kind: str,
    text: str,
    due: datetime | None,
    by: Viewer,
    at: datetime,
    *,
    record_it: bool = True,
) -> Message:
    if faults := _text_faults(text):
        raise Invalid(faults)
    role = next(iter(by.roles), None)
    written = Message.objects.create(
        sheet=sheet,
        criterion=criterion,
        kind=kind,
        text="\n".join(nfc(line) for line in text.strip().splitlines()),
        due_at=due,
        at=at,
        by=by.id,
        by_name=by.name,
        role=_role_here(by, kind) if role else "",
    )
    if record_it:
        _record(written, by, at)
    return written


def _role_here(by: Viewer, kind: str) -> str:
    wanted = (Role.HEAD, Role.OFFICER) if kind == ANSWER else (Role.APPRAISER, Role.COORDINATOR)
    return next((role.value for role in wanted if by.has(role)), by.roles[0].value)


def _record(written: Message, by: Viewer, at: datetime) -> None:
    round_, unit = written.sheet.round_unit.round.name, written.sheet.round_unit.code
    record(
        f"appraisal.{written.kind}",
        by=by,
        at=at,
        role=Role(written.role) if written.role else None,
        subject=f"thread:{round_}/{unit}/{written.criterion.code}",
        round_=round_,
        unit=unit,
        text=written.text,
        due=written.due_at.isoformat() if written.due_at else None,
    )


def _tell_unit(written: Message, at: datetime) -> None:
    unit = written.sheet.round_unit
    held = Holding.objects.filter(
        unit=unit.unit_id, role__in=sorted(UNIT_ROLES), ended_at__isnull=True, person__is_active=True
    )
    due = local(written.due_at).strftime("%H:%M ngày %d/%m/%Y") if written.due_at else ""
    subject = f"{MESSAGES[written.kind].vi}: {written.criterion.code} {written.criterion.name_vi}"[:300]
    body = f"Kính gửi {unit.name_vi},\n\n{written.text}\n\nHạn trả lời: {due}.\n"
    emails = held.values_list("person__email", flat=True).distinct().order_by("person__email")
    Letter.objects.bulk_create([Letter(to=email, subject=subject, body=body, written_at=at) for email in emails])
