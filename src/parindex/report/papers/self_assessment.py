"""A unit's self-assessment report in three parts: score table; leaves without sufficient evidence; difficulties, proposals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from parindex.engine.problems import Text
from parindex.engine.round import NOTHING as UNSAID
from parindex.report.content import Block, Bullets, Document, Grid, Head, Heading, Paragraph, Row, Run
from parindex.report.papers.heads import SIGNING, dated, foot, head
from parindex.report.writing.numbering import Numbering
from parindex.report.writing.report_text import paragraph
from parindex.report.writing.words import NOTHING, Words, clean, joined


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the score table, in the tree's order. depth: 0 for an area. points, maximum: micropoints; points None: not scored by the unit, `said` says why.

    documents: as they are cited ("215/BC-SYT, tr. 4–6").  lacks: whether evidence is missing or not sufficient.
    """

    code: str
    name: Text
    maximum: int
    leaf: bool
    depth: int
    points: int | None = None
    said: Text = UNSAID
    note: str = ""
    documents: tuple[str, ...] = ()
    lacks: bool = False


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """What the report is made of. superior: above the unit's name; signed: the day of the signature, None for a draft."""

    round_title: Text
    year: int
    unit: Text
    code: str
    superior: str
    place: Text
    lines: tuple[Line, ...]
    difficulties: str = ""
    proposals: str = ""
    signed: date | None = None
    signer: str = ""
    caveat: Text = UNSAID


def self_assessment_document(given: SelfAssessment, language: str = "vi") -> Document:
    """The report in "vi" or "en". The score table's totals are sums of the leaves shown."""
    w = Words(language)
    unit = clean(given.unit.said(language))
    numbering = Numbering(w)
    subject = w.either(
        f"Tự đánh giá, chấm điểm chỉ số cải cách hành chính năm {given.year}",
        f"Self-assessment for the {given.year} Public Administration Reform Index",
    )
    body: list[Block] = [*paragraph(_opening(given, w, unit))]
    body += [Heading(1, w.either("I. BẢNG TỰ CHẤM ĐIỂM", "I. SCORE TABLE")), _table(given, w, numbering)]
    second = w.either(
        "II. GIẢI TRÌNH CÁC TIÊU CHÍ CHƯA ĐỦ TÀI LIỆU KIỂM CHỨNG",
        "II. EXPLANATION OF CRITERIA WITHOUT SUFFICIENT EVIDENCE",
    )
    body += [Heading(1, second), *_lacking(given, w)]
    third = w.either("III. KHÓ KHĂN, VƯỚNG MẮC; ĐỀ XUẤT, KIẾN NGHỊ", "III. DIFFICULTIES AND PROPOSALS")
    body += [Heading(1, third), *_texts(given, w)]
    return Document(
        name="self-assessment",
        language=language,
        title=f"{subject} · {unit}",
        summary=_opening(given, w, unit),
        letterhead=head(
            w,
            unit,
            given.superior,
            f"BC-{given.code}",
            w.either("BÁO CÁO", "REPORT"),
            subject,
            dated(w, given.place.said(language), given.signed),
        ),
        body=tuple(body),
        closing=foot(
            w,
            (
                w.either("- Cơ quan thường trực cải cách hành chính;", "- The coordinating body;"),
                w.either("- Lưu: VT.", "- File."),
            ),
            (w.either("THỦ TRƯỞNG ĐƠN VỊ", "HEAD OF THE UNIT"), *SIGNING, *([given.signer] if given.signer else [])),
        ),
        caveat=clean(given.caveat.said(language)),
    )


def _leaves(given: SelfAssessment) -> tuple[Line, ...]:
    return tuple(line for line in given.lines if line.leaf)


def _opening(given: SelfAssessment, w: Words, unit: str) -> str:
    scored = [line for line in _leaves(given) if line.points is not None]
    total = sum(line.points or 0 for line in scored)
    most = sum(line.maximum for line in scored)
    return joined(
        w.either(
            f"{unit} tự chấm {w.count(len(scored), 'tiêu chí')}, được {w.points(total, 4)} điểm trên "
            f"{w.points(most, 2)} điểm tối đa của các tiêu chí đó",
            f"{unit} scored {w.count(len(scored), '', 'criterion', 'criteria')} itself, with {w.points(total, 4)} of "
            f"the {w.points(most, 2)} points that these can give",
        )
    )


def _table(given: SelfAssessment, w: Words, numbering: Numbering) -> Grid:
    label, anchor = numbering.table()
    heads = (
        Head(w.either("Mã", "Code"), "text", 0.9),
        Head(w.either("Tiêu chí", "Criterion"), "text", 4.2),
        Head(w.either("Tối đa", "Maximum"), "number", 1.0),
        Head(w.either("Tự chấm", "Self"), "number", 1.1),
        Head(w.either("Tài liệu kiểm chứng", "Evidence"), "text", 3.0),
    )
    rows = [_row(line, _below(given.lines, at), w) for at, line in enumerate(given.lines)]
    leaves = _leaves(given)
    rows.append(
        Row(
            (
                "",
                w.either("Cộng", "Total"),
                w.points(sum(line.maximum for line in leaves), 2),
                w.points(sum(line.points or 0 for line in leaves), 4),
                "",
            ),
            kind="total",
        )
    )
    note = w.either(
        "Tiêu chí khảo sát không do đơn vị tự chấm; điểm được đưa vào sau.",
        "Surveyed criteria are not scored by the unit; their points come later.",
    )
    return Grid(label, w.either("Kết quả tự chấm", "Self-scores"), heads, tuple(rows), note, anchor)


def _below(lines: tuple[Line, ...], at: int) -> list[Line]:
    """The leaves under the group at a place: all that follow until one as high stands."""
    found = []
    for line in lines[at + 1 :]:
        if line.depth <= lines[at].depth:
            break
        found += [line] if line.leaf else []
    return found


def _row(line: Line, below: list[Line], w: Words) -> Row:
    name = clean(line.name.said(w.language))
    if not line.leaf:
        points = sum(leaf.points or 0 for leaf in below)
        most = sum(leaf.maximum for leaf in below)
        return Row((line.code, name, w.points(most, 2), w.points(points, 4), ""), kind="group")
    points_said = w.points(line.points, 4) if line.points is not None else clean(line.said.said(w.language)) or NOTHING
    return Row((line.code, name, w.points(line.maximum, 2), points_said, "; ".join(line.documents)))


def _lacking(given: SelfAssessment, w: Words) -> list[Block]:
    lines = [line for line in _leaves(given) if line.lacks]
    if not lines:
        return paragraph(
            joined(w.either("Các tiêu chí đều có tài liệu kiểm chứng", "Every criterion has its evidence"))
        )
    items = tuple(
        (
            Run(f"{line.code} {clean(line.name.said(w.language))}: ", bold=True),
            Run(clean(line.note) or w.either("Chưa có giải trình.", "No explanation yet.")),
        )
        for line in lines
    )
    return [Bullets(items)]


def _texts(given: SelfAssessment, w: Words) -> list[Block]:
    blocks: list[Block] = []
    for title, text in (
        (w.either("Khó khăn, vướng mắc: ", "Difficulties: "), given.difficulties),
        (w.either("Đề xuất, kiến nghị: ", "Proposals: "), given.proposals),
    ):
        written = [clean(line) for line in text.splitlines() if line.strip()]
        first = written[0] if written else w.either("Không có.", "None.")
        blocks.append(Paragraph((Run(title, bold=True), Run(first))))
        blocks += [block for line in written[1:] for block in paragraph(line)]
    return blocks
