"""Documents and charts made by hand, with all that is awkward: long names, ties, markup in a name, nothing at all."""

import re
from collections import Counter
from dataclasses import replace

from parindex.report.content import (
    Annex,
    Bullets,
    Chart,
    Closing,
    Document,
    Grid,
    Head,
    Heading,
    Letterhead,
    Mark,
    Paragraph,
    Row,
    Run,
)

# What each renderer could take for its own language.
HOSTILE = (
    "ký tự <b>&amp;\"'#$*_@\\ `x` #let x = 1 <script>alert(1)</script> // chú thích /* */ $a$ ]] {{ }} ~ -- --- ..."
)
LONG = (
    "Ban quản lý dự án đầu tư xây dựng các công trình dân dụng, công nghiệp và phát triển đô thị "
    "thuộc Ủy ban nhân dân thành phố trực thuộc trung ương thí điểm"
)
NAMES = (
    "Văn phòng UBND tỉnh",
    "Sở Tư pháp",
    "Ban quản lý Khu kinh tế cửa khẩu Ma Lù Thàng",
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Sở Lao động, Thương binh và Xã hội",
    "Sở Y tế",
    "Sở Ngoại vụ",
)
TICKS = tuple((float(at), str(at)) for at in range(0, 101, 20))


def written(value):
    return f"{value:.2f}".replace(".", ",").replace("-", "−")


def marks(count, *, spread=30.0):
    """Falling from 97, every fifth pair tied, last year's on both sides."""
    found = []
    for i in range(count):
        value = 97.0 - spread * (i - (i % 5 == 1)) / max(1, count - 1)
        before = value - 2.5 + 1.3 * (i % 5)
        note = ("▲ " if value >= before else "▼ ") + written(abs(value - before))
        found.append(
            Mark(
                label=f"{NAMES[i % len(NAMES)]} {i + 1}",
                value=value,
                text=written(value),
                before=before,
                before_text=written(before),
                note=note,
                hatched=value < 70,
                emphasis=i == 0,
            )
        )
    return tuple(found)


def chart(kind, count=20, **changes):
    made = Chart(
        kind=kind,
        label="Biểu đồ 1.",
        title="Chỉ số năm 2017 của các đơn vị",
        subtitle="Tỷ lệ %, càng cao càng tốt. Gạch chéo: dưới 70%.",
        alt="Từ 97,00% đến 67,00%.",
        marks=ranks(count) if kind == "intervals" else marks(count),
        low=0 if kind == "bars" else 1 if kind == "intervals" else 60,
        high=max(count, 2) if kind == "intervals" else 100,
        ticks=((1.0, "1"), (float(count), str(count)))
        if kind == "intervals"
        else TICKS
        if kind == "bars"
        else TICKS[3:],
        mean=None if kind == "intervals" else 79.79,
        mean_text="" if kind == "intervals" else "Trung bình 79,79%",
        source="Nguồn: gói dữ liệu đã niêm phong.",
        anchor="chart-1",
    )
    return replace(made, **changes)


def ranks(count):
    return tuple(
        Mark(
            label=f"{NAMES[i % len(NAMES)]} {i + 1}",
            value=i + 1,
            text=str(i + 1),
            before=max(1, i + 1 - i % 3),
            before_text=str(max(1, i + 1 - i % 3)),
            after=min(count, i + 1 + i % 4),
            after_text=str(min(count, i + 1 + i % 4)),
        )
        for i in range(count)
    )


def grid(count=20, **changes):
    heads = (Head("Hạng", "rank", 0.7), Head("Đơn vị", "text", 3.6), Head("2017 (%)", "number"), Head("Xếp loại"))
    rows = tuple(Row((str(i + 1), mark.label, mark.text, "Tốt")) for i, mark in enumerate(marks(count)))
    rows += (Row(("", "Trung bình", "79,79", ""), "total"),) if count else ()
    return replace(Grid("Bảng 1.", "Chỉ số và xếp hạng", heads, rows, "Làm tròn một lần.", "table-1"), **changes)


def matrix(count=20):
    heads = (Head("Đơn vị", "text", 3), *(Head(f"Lĩnh vực {i}", "number", 0.9) for i in range(1, 9)))
    rows = tuple(
        Row(
            (mark.label, *(written(50 + (7 * i + 13 * k) % 51) for k in range(8))),
            steps=(0, *(1 + sum((50 + (7 * i + 13 * k) % 51) >= b for b in (60, 70, 80, 90, 100)) for k in range(8))),
        )
        for i, mark in enumerate(marks(count))
    )
    return Grid("Bảng 2.", "Chỉ số thành phần", heads, rows, "Gạch chéo: dưới 70%.", "table-2")


def sheet(unit, leaves=90):
    """A unit's sheet: a group row with its subtotal before every ten leaves."""
    heads = (
        Head("Mã", "text", 0.7),
        Head("Tiêu chí", "text", 4),
        Head("Điểm tối đa", "number"),
        Head("Kết quả", "number"),
    )
    rows = []
    for i in range(leaves):
        if i % 10 == 0:
            rows.append(Row((f"{i // 10 + 1}", "Công tác chỉ đạo, điều hành", "12,0000", "10,5000"), "group"))
        rows.append(Row((f"{i // 10 + 1}.{i % 10 + 1}", "Mức độ thực hiện kế hoạch rà soát", "2,0000", "1,4362")))
    return Grid("Bảng 3.", unit, heads, (*rows, Row(("", "Toàn bộ", "100,0000", "71,7500"), "total")))


LETTERHEAD = Letterhead(
    superior="UBND TỈNH LAI CHÂU",
    issuer="BAN CHỈ ĐẠO CẢI CÁCH HÀNH CHÍNH",
    number="Số: 58/BC-BCĐCCHC",
    nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto="Độc lập - Tự do - Hạnh phúc",
    place_and_date="Lai Châu, ngày 22 tháng 6 năm 2018",
    title="BÁO CÁO",
    subject="Kết quả xác định chỉ số cải cách hành chính các sở, ban, ngành tỉnh Lai Châu năm 2017",
)


def said(text, kind="body"):
    return Paragraph((Run(text),), kind)


def document(**changes):
    body = (
        said("Ban Chỉ đạo báo cáo kết quả như sau:"),
        Heading(1, "I. KẾT QUẢ CHUNG", "part-1"),
        Paragraph(
            (Run("Giá trị trung bình là "), Run("79,79%", bold=True), Run(", tăng 1,63 điểm phần trăm.", italic=True))
        ),
        said(HOSTILE),
        chart("bars", 8),
        Heading(1, "II. XẾP HẠNG", "part-2"),
        grid(),
        chart("dumbbell"),
        Heading(1, "III. KẾT QUẢ THEO LĨNH VỰC", "part-1"),
        Heading(2, "1. Chỉ đạo, điều hành"),
        chart("dots"),
        Heading(3, "Nhận xét"),
        Bullets(((Run("Nguyên nhân: ", bold=True), Run(HOSTILE)), (Run(LONG),))),
        said("Ghi chú nhỏ.", "note"),
    )
    annexes = (
        Annex("Phụ lục 1", "Chỉ số thành phần", (matrix(), chart("intervals")), wide=True),
        Annex("Phụ lục 2", "Phiếu kết quả", (Heading(2, "Sở Y tế"), sheet("Sở Y tế", 30))),
    )
    closing = Closing("Nơi nhận:", ("- UBND tỉnh;", "- Lưu: VT."), ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"))
    made = Document(
        name="report",
        language="vi",
        title="Chỉ số cải cách hành chính năm 2017",
        summary="Giá trị trung bình là 79,79%.",
        letterhead=LETTERHEAD,
        body=body,
        closing=closing,
        annexes=annexes,
        caveat="Số liệu phục dựng. Không in trên văn bản thật.",
    )
    return replace(made, **changes)


def article():
    return document(
        name="article",
        title="Chỉ số năm 2017: trung bình 79,79%",
        letterhead=Letterhead("", "Ban Chỉ đạo CCHC", "", "", "", "26/6/2018", "", ""),
        body=(
            said("16/20 đơn vị tăng.", "lead"),
            Heading(2, "Chỉ đạo, điều hành"),
            chart("dots"),
            Heading(2, "Việc cần làm"),
            grid(),
        ),
        annexes=(),
        closing=Closing("", (), ()),
    )


def bare():
    """A document of nothing but its name, and the emptiest blocks."""
    nothing = Letterhead("", "", "", "", "", "", "", "")
    empty = (
        grid(0, label="", caption="", note=""),
        chart("bars", 0, label="", title="", subtitle="", alt="", source="", anchor="", ticks=(), mean=None),
        Bullets(()),
        Paragraph(()),
    )
    return document(
        title="Index",
        summary="",
        letterhead=nothing,
        body=empty,
        annexes=(),
        closing=Closing("", (), ()),
        caveat="",
        language="en",
    )


def words_of(*texts):
    """The words of texts and how often each stands there; a word is what stands between spaces."""
    return Counter(word for text in texts for word in re.sub(r"\s+", " ", text).split(" ") if word)


def block_texts(block):
    """What a reader must find of a block, marks and axis of a chart left out."""
    match block:
        case Heading():
            return [block.text]
        case Paragraph():
            return [block.text]
        case Bullets():
            return ["".join(run.text for run in item) for item in block.items]
        case Grid():
            heads = [head.text for head in block.heads]
            return [block.label, block.caption, *heads, *(cell for row in block.rows for cell in row.cells), block.note]
        case Chart():
            return [block.label, block.title, block.subtitle, block.source]


def mark_texts(block):
    """What may be written on a chart."""
    texts = [text for m in block.marks for text in (m.label, m.text, m.before_text, m.after_text, m.note)]
    return [*texts, block.mean_text, *(text for _, text in block.ticks)]


def document_texts(made):
    """(what must be read, what may be read besides)."""
    head, foot = made.letterhead, made.closing
    must = [head.superior, head.issuer, head.number, head.nation, head.motto, head.place_and_date, head.title]
    must += [head.subject or made.title, made.caveat, foot.recipients_title, *foot.recipients, *foot.signature]
    blocks = list(made.body)
    for annex in made.annexes:
        must += [annex.label, annex.title]
        blocks += annex.body
    must += [text for block in blocks for text in block_texts(block)]
    return must, [text for block in blocks if isinstance(block, Chart) for text in mark_texts(block)]
