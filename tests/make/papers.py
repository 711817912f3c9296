"""Real files to upload: PDFs set by Typst, pictures by Pillow, office files by their own writers, and hostile ones."""

import io
import struct
import zipfile
import zlib
from functools import cache

import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

LETTER = """
#set page(paper: "a4", margin: (x: 25mm, y: 20mm))
#set text(font: "Libertinus Serif", size: 13pt, lang: "vi")
#grid(columns: (1fr, 1.4fr), align: center)[UBND TỈNH MẪU \\ *SỞ Y TẾ* \\ Số: NUMBER][*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do - Hạnh phúc* \\ _Mẫu, ngày 15 tháng 12 năm 2017_]
#v(8mm)
#align(center)[*BÁO CÁO* \\ *Kết quả thực hiện dịch vụ công trực tuyến năm 2017*]
#v(4mm)
#for page in range(PAGES) [
  #par(justify: true, first-line-indent: 10mm)[Thực hiện Kế hoạch số 112/KH-UBND ngày 20/01/2017 của Ủy ban nhân dân tỉnh về rà soát, đánh giá thủ tục hành chính năm 2017, Sở Y tế báo cáo kết quả như sau: đã cung cấp trực tuyến mức độ 3, 4 đối với 107 trong tổng số 149 thủ tục hành chính đang có hiệu lực.]
  #if page < PAGES - 1 { pagebreak() }
]
"""


@cache
def pdf(pages: int = 2, number: str = "215/BC-SYT") -> bytes:
    """A real PDF of some pages."""
    return typst.compile(LETTER.replace("NUMBER", number).replace("PAGES", str(pages)).encode())


def picture(kind: str = "PNG", size: tuple[int, int] = (320, 200), frames: int = 1) -> bytes:
    """A real picture."""
    out = io.BytesIO()
    sheets = [Image.new("RGB", size, (200, 220 - 10 * at, 240)) for at in range(frames)]
    more = {"save_all": True, "append_images": sheets[1:]} if frames > 1 else {}
    sheets[0].save(out, kind, **more)
    return out.getvalue()


def giant_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """A small PNG that says it is enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def office(main: str, part: str, **more: bytes) -> bytes:
    """A container of the Office Open XML kind with one main part. more: further entries, "__" for "/"."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types><Override PartName="/{part}" ContentType="{main}"/></Types>')
        archive.writestr(part, "<x/>")
        for name, data in more.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    """A small DOCX, as far as a container goes."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return office(main, "word/document.xml", **more)


def long_pdf(pages: int) -> bytes:
    """A PDF of very many empty pages that share one page object's looks."""
    kids = " ".join(f"{at + 3} 0 R" for at in range(pages))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode()]
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * pages
    return _pdf(objects)


def bomb_pdf(width: int = 100_000) -> bytes:
    """A PDF whose one picture unpacks to width x width x 3 bytes."""
    line = zlib.compressobj(9)
    packed = b"".join(line.compress(bytes(30_000_000)) for _ in range(20)) + line.flush()
    image = (
        (
            f"<</Type/XObject/Subtype/Image/Width {width}/Height {width}/ColorSpace/DeviceRGB/BitsPerComponent 8"
            f"/Filter/FlateDecode/Length {len(packed)}>>stream\n"
        ).encode()
        + packed
        + b"\nendstream"
    )
    content = b"q 595 0 0 842 0 0 cm /I Do Q"
    return _pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
            image,
        ]
    )


def _pdf(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for at, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % at + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def sent(content: bytes, name: str = "bao-cao.pdf") -> SimpleUploadedFile:
    """A file as it comes out of a form."""
    return SimpleUploadedFile(name, content)
