"""Holds the record against its digests: finds what was changed behind the application's back.

Reads the entries once, in order, a few thousand at a time: a million of them need no more memory than a thousand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from django.db.models import Exists, QuerySet, Subquery

from parindex.engine.problems import Problem, Text, Where
from parindex.ledger.actions import ledger_key
from parindex.ledger.chain import START, Line, digest, seal
from parindex.ledger.models import Entry, Head

CHUNK = 2000
MOST = 200
"""Problems told; more than these are counted."""
FIELDS = (*Line._fields, "digest")


@dataclass
class Report:
    """What verify found. count: entries read; anchor: "COUNT:DIGEST" of the end, to be noted down elsewhere."""

    count: int = 0
    anchor: str = ""
    problems: list[Problem] = field(default_factory=list)
    untold: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def tell(self, code: str, number: int | None, what: Text, mend: Text) -> None:
        """Add a problem, up to a limit."""
        if len(self.problems) >= MOST:
            self.untold += 1
            return
        self.problems.append(Problem(code, Where("ledger", number), what, mend))


RESTORE = Text(
    "So với bản sao lưu gần nhất để khôi phục, và tìm xem ai đã vào thẳng cơ sở dữ liệu.",
    "Compare with the latest backup to restore it, and find out who reached into the database.",
)


def verify(*, anchor: str = "") -> Report:
    """Hold every entry and the chain's end against their digests and the seal.

    anchor: that of an earlier report; with it a chain put back to an older state, with its own old seal, is found too.
    Entries that are written meanwhile are read as well.
    """
    report = Report()
    walk = _Walk(report)
    head = Head.objects.filter(pk=1).first()
    while True:
        sealed = head.count if head else 0
        walk.on(_rows(walk.last, sealed))
        again = Head.objects.filter(pk=1).first()
        if again is None or again.count <= sealed:
            break
        head = again
    walk.finish()
    _end(report, walk, head)
    report.count = walk.read
    report.anchor = f"{walk.last}:{walk.digest}"
    if anchor:
        _anchor(report, anchor)
    return report


def _rows(after: int, until: int) -> Iterator[tuple[Any, ...]]:
    last = after
    while True:
        wanted = Entry.objects.filter(number__gt=last, number__lte=until).order_by("number")
        try:
            chunk = list(wanted.values_list(*FIELDS)[:CHUNK])
        except ValueError:
            chunk = _one_by_one(wanted)
        yield from chunk
        if not chunk:
            return
        last = chunk[-1][0]


def _one_by_one(wanted: QuerySet[Entry]) -> list[tuple[Any, ...]]:
    """The next rows where one of them holds no moment at all: SQLite takes any text."""
    rows = []
    for number in list(wanted.values_list("number", flat=True)[:CHUNK]):
        row = Entry.objects.filter(pk=number)
        try:
            rows += row.values_list(*FIELDS)
        except ValueError:
            others = row.values_list(*(one for one in FIELDS if one != "at")).get()
            rows.append((others[0], None, *others[1:]))
    return rows


def _fits(line: Line, said: str) -> bool:
    try:
        return digest(line._replace(at=line.at.astimezone(UTC))) == said
    except (AttributeError, TypeError, ValueError, OverflowError):
        return False  # what stands there is no moment at all


class _Walk:
    """One reading of the chain, entry by entry. Faults of a kind that follow each other are told as one."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.last = 0
        self.digest = START
        self.read = 0
        self.doubted = False  # the entry before was told of: what follows from it is not told again
        self.moved: tuple[int, int, int] | None = None  # first, last, by how many places

    def on(self, rows: Iterator[tuple[Any, ...]]) -> None:
        """Read on."""
        for row in rows:
            self._entry(Line(*row[:-1]), row[-1])

    def _entry(self, line: Line, said: str) -> None:
        self.read += 1
        gap = line.number != self.last + 1
        if gap:
            self._flush()
            self._removed(self.last + 1, line.number - 1)
        fits = _fits(line, said)
        if fits:
            self._flush()
            if not gap and not self.doubted and line.previous != self.digest:
                self._broken(line.number)
        else:
            self._wrong(line, said)
        self.doubted = not fits
        self.last, self.digest = line.number, said

    def _wrong(self, line: Line, said: str) -> None:
        true = _true_number(line, said)
        if true is None:
            self._flush()
            self._altered(line.number)
            return
        shift = line.number - true
        if self.moved and self.moved[1] == line.number - 1 and self.moved[2] == shift:
            self.moved = (self.moved[0], line.number, shift)
            return
        self._flush()
        self.moved = (line.number, line.number, shift)

    def finish(self) -> None:
        """Tell what was kept back."""
        self._flush()

    def _flush(self) -> None:
        if self.moved is None:
            return
        first, last, shift = self.moved
        self.moved = None
        vi, en = _span(first, last)
        was_vi, was_en = _span(first - shift, last - shift)
        self.report.tell(
            "ledger_reordered",
            first,
            Text(
                f"{vi} bị đổi chỗ: lúc ghi là {was_vi.lower()}. Có bản ghi bị chèn vào, xóa đi hoặc đảo thứ tự ở đó.",
                f"{en} moved: recorded as {was_en.lower()}. Something was inserted, removed or swapped there.",
            ),
            RESTORE,
        )

    def _removed(self, first: int, last: int) -> None:
        vi, en = _span(first, last)
        self.report.tell("ledger_removed", first, Text(f"{vi} đã bị xóa.", f"{en} removed."), RESTORE)

    def _altered(self, number: int) -> None:
        what = Text(
            f"Bản ghi {number} đã bị sửa: nội dung không khớp mã băm.",
            f"Entry {number} was altered: it does not match its digest.",
        )
        self.report.tell("ledger_altered", number, what, RESTORE)

    def _broken(self, number: int) -> None:
        what = Text(
            f"Bản ghi {number} không nối với bản ghi {number - 1}: bản ghi {number - 1} đã bị viết lại hoặc chèn vào cùng "
            "mã băm mới.",
            f"Entry {number} does not follow entry {number - 1}: that one was rewritten or inserted with a new digest.",
        )
        self.report.tell("ledger_rewritten", number - 1, what, RESTORE)


def _span(first: int, last: int) -> tuple[str, str]:
    if first == last:
        return f"Bản ghi {first}", f"Entry {first} was"
    return f"Các bản ghi {first}–{last}", f"Entries {first}–{last} were"


def _true_number(line: Line, said: str) -> int | None:
    """The number under which an entry was recorded, where its digest tells; None where it was altered."""
    before = Entry.objects.filter(digest=line.previous).values_list("number", flat=True).first()
    near = {line.number - 1, line.number + 1}
    candidates = near if before is None else near | {before + 1, before, before + 2}
    if line.previous == START:
        candidates = candidates | {1}
    return next((at for at in sorted(candidates) if at != line.number and _fits(line._replace(number=at), said)), None)


def _end(report: Report, walk: _Walk, head: Head | None) -> None:
    if head is None:
        # one statement, as below
        if Entry.objects.filter(~Exists(Head.objects.filter(pk=1))).exists():
            what = Text("Dấu niêm của sổ đã bị xóa.", "The seal of the record was removed.")
            report.tell("ledger_seal_missing", None, what, RESTORE)
        return
    if walk.last < head.count:
        vi, en = _span(walk.last + 1, head.count)
        what = Text(f"{vi} ở cuối sổ đã bị cắt mất.", f"{en} cut off at the end.")
        report.tell("ledger_cut", walk.last + 1, what, RESTORE)
    elif head.digest != (walk.digest if head.count else ""):
        what = Text(
            f"Bản ghi cuối ({walk.last}) không khớp mã băm ở dấu niêm: một trong hai đã bị thay.",
            f"The last entry ({walk.last}) does not match the digest in the seal: one of them was replaced.",
        )
        report.tell("ledger_head_changed", walk.last, what, RESTORE)
    if (head.count or head.seal) and head.seal != seal(ledger_key(), head.count, head.digest):
        what = Text(
            "Dấu niêm ở cuối sổ không phải do hệ thống này làm: cuối sổ hoặc cả sổ đã bị viết lại.",
            "The seal at the end was not made by this system: the end, or the whole record, was rewritten.",
        )
        report.tell("ledger_seal_broken", head.count, what, RESTORE)
    _surplus(report)


def _surplus(report: Report) -> None:
    # one statement, so that an entry recorded this very moment stands beside its own head
    sealed = Subquery(Head.objects.filter(pk=1).values("count")[:1])
    beyond = list(Entry.objects.filter(number__gt=sealed).order_by("number").values_list("number", flat=True)[:MOST])
    for number in beyond:
        what = Text(
            f"Bản ghi {number} được chèn vào sau dấu niêm.", f"Entry {number} was inserted behind the seal of the end."
        )
        report.tell("ledger_inserted", number, what, RESTORE)
    below = Entry.objects.filter(number__lt=1).order_by("number").values_list("number", flat=True)[:MOST]
    for number in below:
        what = Text(f"Bản ghi {number} được chèn vào trước bản ghi 1.", f"Entry {number} was inserted before entry 1.")
        report.tell("ledger_inserted", number, what, RESTORE)


def _anchor(report: Report, anchor: str) -> None:
    count, _, said = anchor.partition(":")
    stands = Entry.objects.filter(number=int(count) if count.isdigit() else -1).values_list("digest", flat=True).first()
    if (stands or START) == said:
        return
    what = Text(
        f"Mốc đã ghi trước đây ({count}) không còn trong sổ: sổ đã bị đưa về một bản cũ hoặc viết lại.",
        f"The anchor noted earlier ({count}) is no longer in the record: it was put back to an older state or rewritten.",
    )
    report.tell("ledger_anchor_gone", int(count) if count.isdigit() else None, what, RESTORE)
