"""The minutes of the council: who met, which cases, what was decided on each and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from parindex.engine.problems import Text
from parindex.engine.round import NOTHING as UNSAID
from parindex.report.content import Block, Bullets, Document, Grid, Head, Heading, Row, Run
from parindex.report.papers.heads import SIGNING, dated, foot, head
from parindex.report.writing.numbering import Numbering
from parindex.report.writing.report_text import paragraph
from parindex.report.writing.words import NOTHING, Words, clean, joined


@dataclass(frozen=True, slots=True)
class Case:
    """One case: a leaf of a unit with its layers in micropoints (None: not given) and the council's reason."""

    unit: Text
    code: str
    name: Text
    maximum: int
    self_points: int | None
    appraised: int | None
    explained: int | None
    final: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the minutes are made of. held: local time; people: those present, a line each."""

    round_title: Text
    year: int
    authority: str
    superior: str
    place: Text
    venue: str
    held: datetime
    chair: str
    secretary: str
    people: tuple[str, ...]
    cases: tuple[Case, ...]
    notes: str = ""
    caveat: Text = UNSAID


def minutes_document(given: Minutes, language: str = "vi") -> Document:
    """The minutes in "vi" or "en"."""
    w = Words(language)
    numbering = Numbering(w)
    subject = w.either(
        f"Họp Hội đồng thẩm định chỉ số cải cách hành chính năm {given.year}",
        f"Meeting of the council on the {given.year} Public Administration Reform Index",
    )
    body: list[Block] = [
        Heading(1, w.either("I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN", "I. TIME, PLACE, PRESENT")),
        *_meeting(given, w),
        Heading(1, w.either("II. NỘI DUNG VÀ QUYẾT ĐỊNH", "II. CASES AND DECISIONS")),
        *_cases(given, w, numbering),
        Heading(1, w.either("III. KẾT LUẬN", "III. CONCLUSION")),
        *_conclusion(given, w),
    ]
    return Document(
        name="minutes",
        language=language,
        title=subject,
        summary=_decided(given, w),
        letterhead=head(
            w,
            w.either("Hội đồng thẩm định", "Council"),
            given.superior,
            "BB-HĐTĐ",
            w.either("BIÊN BẢN", "MINUTES"),
            subject,
            dated(w, given.place.said(language), given.held.date()),
        ),
        body=tuple(body),
        closing=foot(
            w,
            (
                w.either("- Thành viên Hội đồng;", "- Members of the council;"),
                w.either("- Cơ quan thường trực;", "- The coordinating body;"),
                w.either("- Lưu: VT.", "- File."),
            ),
            (w.either("CHỦ TỌA", "CHAIR"), *SIGNING, clean(given.chair)),
        ),
        caveat=clean(given.caveat.said(language)),
    )


def _meeting(given: Minutes, w: Words) -> list[Block]:
    when = given.held
    venue = clean(given.venue)
    start = w.either(
        f"Hội đồng họp lúc {when:%H} giờ {when:%M} phút, ngày {when:%d/%m/%Y}" + (f", tại {venue}" if venue else ""),
        f"The council met at {when:%H:%M} on {when:%d/%m/%Y}" + (f", at {venue}" if venue else ""),
    )
    roles = w.either(
        f"Chủ tọa: {clean(given.chair)}. Thư ký: {clean(given.secretary)}",
        f"Chair: {clean(given.chair)}. Secretary: {clean(given.secretary)}",
    )
    blocks = paragraph(joined(start, roles))
    people = tuple((Run(clean(line)),) for line in given.people if line.strip())
    if people:
        blocks += [*paragraph(w.either("Thành phần dự họp:", "Present:")), Bullets(people)]
    return blocks


def _decided(given: Minutes, w: Words) -> str:
    decided = [case for case in given.cases if case.final is not None]
    return joined(
        w.either(
            f"Hội đồng đã quyết định {w.share(len(decided), len(given.cases), 'trường hợp')}",
            f"The council decided {w.share(len(decided), len(given.cases), '', 'case')}",
        )
        if given.cases
        else w.either("Không có trường hợp nào phải quyết định", "There was no case to decide")
    )


def _cases(given: Minutes, w: Words, numbering: Numbering) -> list[Block]:
    blocks = paragraph(_decided(given, w))
    if not given.cases:
        return blocks
    label, anchor = numbering.table()
    heads = (
        Head(w.either("Đơn vị", "Unit"), "text", 2.2),
        Head(w.either("Tiêu chí", "Criterion"), "text", 3.0),
        Head(w.either("Tối đa", "Max."), "number", 0.9),
        Head(w.either("Tự chấm", "Self"), "number", 1.0),
        Head(w.either("Thẩm định", "Appraised"), "number", 1.1),
        Head(w.either("Sau giải trình", "Explained"), "number", 1.1),
        Head(w.either("Quyết định", "Final"), "number", 1.1),
    )
    rows = tuple(
        Row(
            (
                clean(case.unit.said(w.language)),
                f"{case.code} {clean(case.name.said(w.language))}",
                w.points(case.maximum, 2),
                *(
                    NOTHING if points is None else w.points(points, 4)
                    for points in (case.self_points, case.appraised, case.explained, case.final)
                ),
            )
        )
        for case in given.cases
    )
    blocks.append(Grid(label, w.either("Quyết định của Hội đồng", "Decisions of the council"), heads, rows, "", anchor))
    reasons = tuple(
        (Run(f"{clean(case.unit.said(w.language))}, {case.code}: ", bold=True), Run(clean(case.reason)))
        for case in given.cases
        if clean(case.reason)
    )
    if reasons:
        blocks += [*paragraph(w.either("Lý do của từng quyết định:", "Why each was decided so:")), Bullets(reasons)]
    return blocks


def _conclusion(given: Minutes, w: Words) -> list[Block]:
    written = [clean(line) for line in given.notes.splitlines() if line.strip()]
    blocks = [block for line in written for block in paragraph(line)]
    closing = w.either(
        "Biên bản được lập xong cùng ngày, đã đọc lại và các thành viên nhất trí.",
        "These minutes were written the same day, read out and agreed by the members.",
    )
    return [*blocks, *paragraph(closing)]
