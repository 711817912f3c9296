"""The demo's evidence: small documents that look official, each marked as made for the demonstration, and a picture."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from parindex.report.charts.svg import ASSETS

KINDS = (
    ("KH", "Kế hoạch", "cải cách hành chính năm 2018", 12, "15/01/2018"),
    ("QD", "Quyết định", "công bố danh mục thủ tục hành chính và quy trình nội bộ", 318, "20/04/2018"),
    ("BC", "Báo cáo", "kết quả thực hiện cải cách hành chính năm 2018", 456, "12/12/2018"),
)
"""Sign, name, what it is about, number, day."""

PAGE = """
#set page(paper: "a4", margin: (left: 3cm, right: 2cm, y: 2cm),
  background: rotate(-35deg, text(44pt, fill: luma(225), weight: "bold")[TÀI LIỆU MINH HỌA]))
#set text(font: "Tinos", size: 13pt, lang: "vi")
#set par(justify: true, leading: 0.8em)
#let said = sys.inputs
#grid(columns: (1fr, 1.4fr), align: center,
  [TỈNH LAI CHÂU\\ *#upper(said.unit)*\\ Số: #said.number],
  [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*\\ *Độc lập – Tự do – Hạnh phúc*\\ _Lai Châu, ngày #said.day _])
#v(1.2cm)
#align(center)[*#upper(said.kind)*\\ *#said.about*]
#v(0.6cm)
#for part in said.parts.split("|") [#h(1cm)#part #parbreak()]
#v(1cm)
#grid(columns: (1fr, 1fr), [], align(center)[*THỦ TRƯỞNG ĐƠN VỊ*\\ _(tài liệu minh họa, không có giá trị)_])
"""
PARTS = (
    "1. Căn cứ Kế hoạch cải cách hành chính của Ủy ban nhân dân tỉnh, đơn vị xác định nhiệm vụ, sản phẩm, thời hạn và người chịu trách nhiệm của từng việc.",
    "2. Việc tuyên truyền, kiểm tra và báo cáo định kỳ được thực hiện theo quý; kết quả được niêm yết công khai tại trụ sở và trên trang thông tin điện tử.",
    "3. Hồ sơ thủ tục hành chính được tiếp nhận và trả kết quả tại Bộ phận một cửa; số liệu trong văn bản này được dựng riêng để minh họa phần mềm.",
)


@dataclass(slots=True)
class Paper:
    """A file as it would come from a browser."""

    name: str | None
    content: bytes

    def chunks(self) -> Iterable[bytes]:
        """Its bytes."""
        yield self.content


def papers(code: str, unit: str, place: int, *, most: int = len(KINDS)) -> list[Paper]:
    """The documents of a unit, the last ones first."""
    return [
        Paper(f"{kind} số {number + place} {about}.pdf", _pdf(code, unit, sign, kind, about, number + place, day))
        for sign, kind, about, number, day in KINDS[-most:]
    ]


def _pdf(code: str, unit: str, sign: str, kind: str, about: str, number: int, day: str) -> bytes:
    import typst

    said = {
        "unit": unit, "number": f"{number}/{sign}-{code}", "kind": kind, "about": about,
        "day": "{} tháng {} năm {}".format(*day.split("/")), "parts": "|".join(PARTS),
    }  # fmt: skip
    made = typst.Compiler(PAGE.encode(), font_paths=_fonts(), sys_inputs=said).compile(format="pdf")
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no single file")
    return made


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[ASSETS / "fonts"])


def picture() -> Paper:
    """A picture of a notice board, drawn pixel by pixel: grey wall, wooden frame, sheets of paper with lines."""
    wide, high = 640, 420
    rows = b"".join(b"\0" + b"".join(_pixel(x, y) for x in range(wide)) for y in range(high))
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    chunks = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(rows, 6)), _chunk(b"IEND", b""))
    return Paper("Ảnh bảng niêm yết thủ tục hành chính.png", b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


def _pixel(x: int, y: int) -> bytes:
    if not (40 <= x < 600 and 40 <= y < 380):
        return b"\xd8\xdc\xde"
    if not (56 <= x < 584 and 56 <= y < 364):
        return b"\x8a\x5a\x32"
    column, row = (x - 56) % 176, (y - 56) % 154
    if not (18 <= column < 158 and 14 <= row < 140):
        return b"\x2f\x6b\x54"
    return b"\x55\x5b\x60" if row % 12 < 3 and 30 <= column < 146 - (row * 7) % 40 else b"\xfb\xfa\xf5"


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
