"""Looks into office files: whether a zip or OLE container is what it says, without macros, locks or bombs."""

from __future__ import annotations

import zipfile
from pathlib import Path

from parindex.engine.problems import Text
from parindex.evidence import ole

OLE = ole.MAGIC
ENTRIES = 10_000
UNPACKED = 1024 * 1024 * 1024
FINE = 64 * 1024 * 1024
"""Up to this many bytes unpacked, how well they were packed does not matter."""
RATIO = 150
READ = 1024 * 1024

_MAIN = (
    ("wordprocessingml.document.main+xml", "word/document.xml", "docx"),
    ("spreadsheetml.sheet.main+xml", "xl/workbook.xml", "xlsx"),
    ("presentationml.presentation.main+xml", "ppt/presentation.xml", "pptx"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_BOMB = Text(
    "Tệp nén bất thường (khi mở ra quá lớn) nên không nhận.", "The file unpacks to an abnormal size; not accepted."
)
_LOCKED = Text(
    "Tệp có mật khẩu nên người thẩm định không mở được; xin bỏ mật khẩu rồi tải lại.",
    "The file has a password, so appraisers cannot open it; please remove the password and upload again.",
)
_MACROS = Text(
    "Tệp chứa macro nên không nhận; xin lưu ở dạng không có macro hoặc PDF.",
    "The file holds macros; please save it without macros, or as PDF.",
)
_BROKEN = Text(
    "Tệp bị hỏng, không mở được; xin kiểm tra bản gốc rồi tải lại.",
    "The file is broken and cannot be opened; please check the original.",
)
_ARCHIVE = Text(
    "Không nhận tệp nén; xin giải nén rồi tải từng tài liệu lên.",
    "Archives are not taken; please unpack and upload each document.",
)
_OTHER = Text(
    "Chỉ nhận tệp Word và Excel của loại này; xin xuất ra PDF rồi tải lên.",
    "Of this type only Word and Excel files are taken; please export to PDF and upload that.",
)


class Bad(Exception):
    """The container is not accepted; `why` says it in a sentence."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


def is_zip(path: Path) -> bool:
    """Whether a zip reader would find an archive in the file, wherever it begins."""
    try:
        return zipfile.is_zipfile(path) and bool(zipfile.ZipFile(path).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def zipped(path: Path) -> str:
    """The code of the office kind in a zip: "docx", "xlsx", "pptx", "odt", "ods". Raises Bad."""
    try:
        with zipfile.ZipFile(path) as archive:
            _sane(archive, path.stat().st_size)
            return _office(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, ValueError, EOFError) as fault:
        raise Bad(_BROKEN) from fault
    except RuntimeError as fault:  # what zipfile raises for a locked entry
        raise Bad(_LOCKED) from fault


def _sane(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    # entries that overlap let a small file unpack to a giant: together they are then larger than the file
    if len(entries) > ENTRIES or unpacked > UNPACKED or packed > size:
        raise Bad(_BOMB)
    if unpacked > FINE and unpacked > RATIO * max(packed, 1):
        raise Bad(_BOMB)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Bad(_LOCKED)
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or any(_escapes(name) for name in names):
        raise Bad(_BROKEN)


def _escapes(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name


def _office(archive: zipfile.ZipFile) -> str:
    names = {name.lower() for name in archive.namelist()}
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name for name in names):
        raise Bad(_MACROS)
    if "[Content_Types].xml" in archive.namelist():
        return _open_xml(_start(archive, "[Content_Types].xml").decode("utf-8", "replace"), names)
    if "mimetype" in archive.namelist():
        return _open_document(archive, names)
    raise Bad(_ARCHIVE)


def _open_xml(types: str, names: set[str]) -> str:
    if "macroenabled" in types.lower() or "vbaproject" in types.lower():
        raise Bad(_MACROS)
    for main, part, code in _MAIN:
        if main in types and part in names:
            return code
    raise Bad(_ARCHIVE)


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> str:
    code = _OPEN_DOCUMENT.get(_start(archive, "mimetype").strip())
    if code is None or "content.xml" not in names:
        raise Bad(_ARCHIVE)
    if any(name.startswith(("basic/", "scripts/")) for name in names):
        raise Bad(_MACROS)
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in _start(archive, "META-INF/manifest.xml"):
        raise Bad(_LOCKED)
    return code


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    """An entry's first megabyte: what it says of its own size is not believed."""
    with archive.open(name) as entry:
        return entry.read(READ)


def compound(path: Path) -> str:
    """The code of the office kind in an OLE container: "doc" or "xls". Raises Bad."""
    try:
        names = {name.strip("\x01\x05\x06").casefold() for name in ole.names(path)}
    except (ValueError, OSError) as fault:
        raise Bad(_BROKEN) from fault
    if "encryptedpackage" in names or "encryptioninfo" in names:
        raise Bad(_LOCKED)
    if names & {"_vba_project", "_vba_project_cur", "vba", "macros"}:
        raise Bad(_MACROS)
    if "worddocument" in names:
        return "doc"
    if names & {"workbook", "book"}:
        return "xls"
    raise Bad(_OTHER)
