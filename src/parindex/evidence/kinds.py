"""What is accepted, told by content: the name of a file says nothing. Everything else is refused with its sentence."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import puremagic

from parindex.engine.problems import Text
from parindex.evidence import containers, drawing

PAGES = 5000
"""Most pages of one file."""
HEAD = 64 * 1024


class Kind(NamedTuple):
    """A type of file. drawn: how its pages are drawn, "pdf" or "image"; "" where they are not."""

    code: str
    media_type: str
    endings: tuple[str, ...]
    name: Text
    drawn: str = ""


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "application/pdf", (".pdf",), Text("PDF", "PDF"), "pdf"),
        Kind("jpeg", "image/jpeg", (".jpg", ".jpeg", ".jfif"), Text("ảnh JPEG", "JPEG picture"), "image"),
        Kind("png", "image/png", (".png",), Text("ảnh PNG", "PNG picture"), "image"),
        Kind("webp", "image/webp", (".webp",), Text("ảnh WebP", "WebP picture"), "image"),
        Kind("tiff", "image/tiff", (".tif", ".tiff"), Text("ảnh TIFF", "TIFF picture"), "image"),
        Kind("docx", f"{_OFFICE}.wordprocessingml.document", (".docx",), Text("Word", "Word")),
        Kind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",), Text("Excel", "Excel")),
        Kind("pptx", f"{_OFFICE}.presentationml.presentation", (".pptx",), Text("PowerPoint", "PowerPoint")),
        Kind("doc", "application/msword", (".doc",), Text("Word 97–2003", "Word 97–2003")),
        Kind("xls", "application/vnd.ms-excel", (".xls",), Text("Excel 97–2003", "Excel 97–2003")),
        Kind("odt", "application/vnd.oasis.opendocument.text", (".odt",), Text("OpenDocument", "OpenDocument")),
        Kind(
            "ods",
            "application/vnd.oasis.opendocument.spreadsheet",
            (".ods",),
            Text("bảng OpenDocument", "OpenDocument sheet"),
        ),
    )
}
BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS.values()}
ACCEPT = ",".join([*BY_MEDIA_TYPE, *(ending for kind in KINDS.values() for ending in kind.endings)])
"""For the file chooser, where types of pictures let phones offer the camera; what counts is the content."""

ACCEPTED = Text(
    "Nhận PDF, ảnh (JPEG, PNG, WebP, TIFF), Word, Excel, PowerPoint, OpenDocument.",
    "Accepted: PDF, pictures (JPEG, PNG, WebP, TIFF), Word, Excel, PowerPoint, OpenDocument.",
)


class Unfit(Exception):
    """The file is not accepted; `why` says it in a sentence."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


class Known(NamedTuple):
    """What a file is. pages: None where they cannot be counted."""

    kind: Kind
    pages: int | None


def examine(path: Path) -> Known:
    """Find out what a file is, opening drawn kinds once in the other process. Raises Unfit."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise Unfit(Text("Tệp rỗng, không có nội dung.", "The file is empty."))
    kind = KINDS.get(_code(path, head))
    if kind is None:
        raise Unfit(_unknown(head))
    if not kind.drawn:
        return Known(kind, None)
    if containers.is_zip(path):
        raise Unfit(
            Text(
                "Tệp chứa một tệp nén ẩn ở bên trong nên không nhận.", "The file hides an archive inside; not accepted."
            )
        )
    try:
        looked = drawing.look(path, kind.drawn)
    except drawing.Unreadable as fault:
        raise Unfit(_unreadable(kind, fault.word)) from fault
    if looked.pages > (PAGES if kind.drawn == "pdf" else 500):
        raise Unfit(_too_long(looked.pages))
    return Known(kind, looked.pages)


def _code(path: Path, head: bytes) -> str:
    """The code of the kind, "" where it is none of ours. Raises Unfit for what pretends to be one."""
    if head.startswith(b"PK\x03\x04"):
        return _contained(containers.zipped, path)
    if head.startswith(containers.OLE):
        return _contained(containers.compound, path)
    if head.startswith(b"%PDF-"):
        return _pdf(head)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    return next((code for mark, code in _MARKS if head.startswith(mark)), "")


_MARKS = ((b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"II*\0", "tiff"), (b"MM\0*", "tiff"))


def _contained(look, path: Path) -> str:  # noqa: ANN001  # one of two functions of containers
    try:
        return look(path)
    except containers.Bad as fault:
        raise Unfit(fault.why) from fault


def _pdf(head: bytes) -> str:
    start = head[:1024].lower()
    if any(mark in start for mark in (b"<html", b"<script", b"<!doctype", b"<svg", b"<?php", b"<body")):
        raise Unfit(
            Text(
                "Tệp vừa là PDF vừa là trang web nên không nhận. Xin xuất lại PDF từ bản gốc.",
                "The file is a PDF and a web page at once; not accepted. Please export the PDF again.",
            )
        )
    return "pdf"


def _unknown(head: bytes) -> Text:
    start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0").lower()
    for marks, why in _FORBIDDEN:
        if any(start.startswith(mark) for mark in marks) or (marks == _WEB and any(mark in start for mark in _WEB)):
            return why
    if b"%pdf-" in head[:1024].lower():
        return Text(
            "Tệp PDF có phần lạ ở đầu nên không nhận. Xin xuất lại PDF từ bản gốc.",
            "The PDF has something foreign before it; not accepted. Please export the PDF again.",
        )
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"heim"):
        return Text(
            "Ảnh HEIC của điện thoại chưa được nhận; xin lưu ở dạng JPEG rồi tải lên.",
            "HEIC pictures of phones are not taken; please save as JPEG and upload that.",
        )
    named = _named(head)
    return Text(
        f"Loại tệp{named} chưa được nhận. {ACCEPTED.vi}",
        f"This type of file{named} is not accepted. {ACCEPTED.en}",
    )


_WEB = (b"<!doctype html", b"<html", b"<svg", b"<script", b"<body", b"<?xml", b"<!--", b"<iframe")
_FORBIDDEN = (
    (
        _WEB,
        Text(
            "Trang web (HTML, SVG, XML) không được nhận làm tài liệu; xin in ra PDF rồi tải lên.",
            "Web pages (HTML, SVG, XML) are not taken as documents; please print to PDF and upload that.",
        ),
    ),
    (
        (b"mz", b"\x7felf", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"),
        Text("Đây là chương trình máy tính, không phải tài liệu.", "This is a program, not a document."),
    ),
    (
        (b"#!", b"@echo", b"<?php", b"powershell"),
        Text("Đây là tập lệnh, không phải tài liệu.", "This is a script, not a document."),
    ),
    (
        (b"rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"bzh"),
        Text(
            "Không nhận tệp nén; xin giải nén rồi tải từng tài liệu lên.",
            "Archives are not taken; please unpack and upload each document.",
        ),
    ),
)


def _named(head: bytes) -> str:
    """What puremagic takes an unknown file for, " (.mp4)"; nothing where it does not know."""
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError, IndexError):
        return ""
    ending = found[0].extension if found else ""
    return f" ({ending})" if ending and ending.isascii() and len(ending) < 8 else ""


def _unreadable(kind: Kind, word: str) -> Text:
    if word == "locked":
        return Text(
            "Tệp PDF có mật khẩu nên người thẩm định không mở được; xin bỏ mật khẩu rồi tải lại.",
            "The PDF has a password, so appraisers cannot open it; please remove the password and upload again.",
        )
    if word == "pixels":
        return Text(
            "Ảnh lớn quá 120 triệu điểm ảnh; xin thu nhỏ rồi tải lại.",
            "The picture has more than 120 million pixels; please make it smaller.",
        )
    if word in ("time", "memory"):
        return Text(
            "Tệp cần quá nhiều thời gian hoặc bộ nhớ để mở; xin xuất lại ở dạng PDF thường.",
            "The file takes too much time or memory to open; please export it again as a plain PDF.",
        )
    return Text(
        f"Tệp {kind.name.vi} bị hỏng, không mở được; xin kiểm tra bản gốc rồi tải lại.",
        f"The file ({kind.name.en}) is broken and cannot be opened; please check the original.",
    )


def _too_long(pages: int) -> Text:
    return Text(
        f"Tệp có {pages} trang, quá {PAGES} trang; xin tách thành nhiều tài liệu.",
        f"The file has {pages} pages, more than {PAGES}; please split it.",
    )
