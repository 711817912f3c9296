"""What is accepted is told by content; everything else is refused, each with its own sentence."""

import io
import time
import zipfile

import docx as python_docx
import openpyxl
import pytest

from parindex.evidence import drawing, kinds
from parindex.evidence.kinds import Unfit, examine
from tests.make import papers


def written(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    return path


def refused(tmp_path, content) -> str:
    with pytest.raises(Unfit) as fault:
        examine(written(tmp_path, content))
    assert fault.value.why.vi
    assert fault.value.why.en
    return fault.value.why.vi


def real_docx() -> bytes:
    out = io.BytesIO()
    python_docx.Document().save(out)
    return out.getvalue()


def real_xlsx() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def odf(kind: str, **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<x/>")
        for name, data in more.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def compound(*names: str) -> bytes:
    """A small OLE container with these names in its directory."""
    head = bytearray(512)
    head[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    head[30:32] = (9).to_bytes(2, "little")
    head[48:52] = (1).to_bytes(4, "little")  # the directory begins in sector 1
    for at in range(109):
        head[76 + 4 * at : 80 + 4 * at] = (0 if at == 0 else 0xFFFFFFFF).to_bytes(4, "little")
    sectors = -(-len(names) // 4)
    table = bytearray(b"\xff" * 512)
    chain = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    for at, value in enumerate(chain):
        table[4 * at : 4 * at + 4] = value.to_bytes(4, "little")
    directory = b""
    for name in names:
        text = name.encode("utf-16-le") + b"\0\0"
        directory += text.ljust(64, b"\0") + len(text).to_bytes(2, "little") + b"\2" + bytes(61)
    return bytes(head) + bytes(table) + directory.ljust(512 * sectors, b"\0")


ACCEPTED = {
    "pdf": (lambda: papers.pdf(3), 3),
    "jpeg": (lambda: papers.picture("JPEG"), 1),
    "png": (lambda: papers.picture("PNG"), 1),
    "webp": (lambda: papers.picture("WEBP"), 1),
    "tiff": (lambda: papers.picture("TIFF", frames=4), 4),
    "docx": (real_docx, None),
    "xlsx": (real_xlsx, None),
    "pptx": (
        lambda: papers.office(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "ppt/presentation.xml"
        ),
        None,
    ),
    "doc": (lambda: compound("Root Entry", "1Table", "Data", "\x05SummaryInformation", "WordDocument"), None),
    "xls": (lambda: compound("Root Entry", "Workbook"), None),
    "odt": (lambda: odf("text"), None),
    "ods": (lambda: odf("spreadsheet"), None),
}


def test_every_kind_is_tried_here():
    assert set(ACCEPTED) == set(kinds.KINDS)


@pytest.mark.parametrize("code", ACCEPTED)
def test_accepted_by_content(code, tmp_path):
    make, pages = ACCEPTED[code]
    known = examine(written(tmp_path, make()))
    assert (known.kind.code, known.pages) == (code, pages)


REFUSED = {
    "empty": (b"", "rỗng"),
    "html": (b"<!DOCTYPE html><html><script>alert(1)</script>", "Trang web"),
    "html after spaces": (b"\xef\xbb\xbf \r\n<html>", "Trang web"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "Trang web"),
    "svg with a head": (b'<?xml version="1.0"?><svg/>', "Trang web"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "tập lệnh"),
    "windows program": (b"MZ" + bytes(200), "chương trình"),
    "linux program": (b"\x7fELF" + bytes(200), "chương trình"),
    "rar": (b"Rar!\x1a\x07\x00" + bytes(200), "tệp nén"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(200), "HEIC"),
    "text": (b"so 215/BC-SYT", "chưa được nhận"),
    "html before pdf": (b"<html><script>x</script>" + papers.pdf(1), "Trang web"),
    "something before pdf": (b"GIF89a\n" + papers.pdf(1), "phần lạ ở đầu"),
    "pdf that is html": (b"%PDF-1.4\n<html><script>alert(1)</script></html>\n" + papers.pdf(1), "vừa là PDF"),
    "pdf that is a zip": (papers.pdf(1) + papers.docx(), "tệp nén ẩn"),
    "picture that is a zip": (papers.picture("JPEG") + papers.docx(), "tệp nén ẩn"),
    "broken pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 20, "hỏng"),
    "broken png": (papers.picture("PNG")[:60], "hỏng"),
    "half a jpeg": (papers.picture("JPEG", (1000, 1000))[:3000], "hỏng"),
    "enormous png": (papers.giant_png(), "120 triệu"),
    "negative png": (papers.giant_png(2**31 - 1, 2**31 - 1), ""),
    "macros in docx": (papers.docx(word__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin"), "macro"),
    "docm": (
        papers.office("application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml"),
        "macro",
    ),
    "macros in doc": (compound("Root Entry", "WordDocument", "Macros", "VBA", "_VBA_PROJECT"), "macro"),
    "macros in odt": (odf("text", Basic__Standard__x=b"x"), "macro"),
    "locked docx": (compound("Root Entry", "EncryptionInfo", "EncryptedPackage"), "mật khẩu"),
    "locked odt": (odf("text", **{"META-INF__manifest.xml": b"<manifest:encryption-data/>"}), "mật khẩu"),
    "powerpoint 97": (compound("Root Entry", "PowerPoint Document"), "Word và Excel"),
    "plain zip": (papers.office("text/plain", "readme.txt"), "tệp nén"),
    "path in zip": (papers.docx(**{"..__..__x": b"x"}), "hỏng"),
    "cut zip": (papers.docx()[:-40], "hỏng"),
    "cut ole": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "hỏng"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_its_sentence(name, tmp_path):
    content, word = REFUSED[name]
    assert word in refused(tmp_path, content)


def test_a_locked_pdf_is_refused(tmp_path):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(papers.pdf(1))))
    writer.encrypt("mat-khau", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "mật khẩu" in refused(tmp_path, out.getvalue())


def test_a_zip_bomb_is_refused_without_unpacking_it(tmp_path):
    began = time.monotonic()
    assert "bất thường" in refused(tmp_path, papers.docx(word__media__x=bytes(200_000_000)))
    assert time.monotonic() - began < 5


def test_entries_that_overlap_are_a_bomb(tmp_path):
    whole = bytearray(papers.docx(**{"word__a.xml": b"a" * 40, "word__b.xml": b"b" * 40}))
    # the directory says that an entry's packed bytes are many more than the file holds
    at = whole.rindex(b"PK\x01\x02")
    whole[at + 20 : at + 24] = (10_000_000).to_bytes(4, "little")
    assert refused(tmp_path, bytes(whole))


def test_very_many_pages(tmp_path):
    assert "10000 trang" in refused(tmp_path, papers.long_pdf(10_000))
    assert examine(written(tmp_path, papers.long_pdf(400))).pages == 400


@pytest.mark.slow
def test_a_pdf_bomb_kills_only_the_other_process(tmp_path, folder, monkeypatch):
    monkeypatch.setattr(drawing, "SECONDS", 8)
    bomb = papers.bomb_pdf()
    assert len(bomb) < 1_000_000
    assert examine(written(tmp_path, bomb)).pages == 1  # opening it is harmless, drawing it is not
    from parindex.evidence import store

    with store.incoming([bomb]) as arrived:
        arrived.keep()
    began = time.monotonic()
    try:
        path = drawing.drawn(arrived.sha256, "pdf", 1, 600)
        assert path.stat().st_size < 5_000_000
    except drawing.Unreadable as fault:
        assert fault.word in {"time", "memory", "broken"}  # noqa: PT017  # drawing nothing is as good
    assert time.monotonic() - began < 15


def test_a_page_is_drawn_once_and_kept(tmp_path, folder):
    from PIL import Image

    from parindex.evidence import store

    with store.incoming([papers.pdf(2)]) as arrived:
        arrived.keep()
    first = drawing.drawn(arrived.sha256, "pdf", 2, 600)
    with Image.open(first) as picture:
        assert picture.width == 600
    made = first.stat().st_mtime_ns
    assert drawing.drawn(arrived.sha256, "pdf", 2, 600).stat().st_mtime_ns == made
    with pytest.raises(drawing.Unreadable):
        drawing.drawn(arrived.sha256, "pdf", 3, 600)
    assert not list(first.parent.glob("*.part"))
