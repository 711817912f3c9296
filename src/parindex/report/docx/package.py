"""The parts of the DOCX as one file: relations, properties, and the same bytes whenever the parts are the same."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from parindex.report.content import Document
from parindex.report.docx.styles import LANGUAGES
from parindex.report.docx.text import DECLARATION, escaped

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument"
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
FIRST = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
"""What a reader of a DOCX wants to meet first; the rest follows by name."""


class Package:
    """The package around word/document.xml."""

    def __init__(self) -> None:
        from docx.opc.package import OpcPackage

        self._opc: Any = OpcPackage()
        self._related: list[tuple[str, Any]] = []

    def _part(self, name: str, kind: str, content: bytes) -> Any:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        return Part(PackURI(name), kind, content, self._opc)

    def _relate(self, kind: str, part: Any) -> str:
        self._related.append((f"{OFFICE}/{kind}", part))
        return f"rId{len(self._related)}"

    def relate(self, kind: str, name: str, content: bytes) -> str:
        """Add a part beside the document; returns the relationship's identifier."""
        return self._relate(kind, self._part(f"/word/{name}.xml", f"{TYPES}.wordprocessingml.{kind}+xml", content))

    def chart(self, number: int, content: bytes, workbook: bytes) -> str:
        """Add a chart with the workbook behind it; returns the relationship's identifier."""
        part = self._part(f"/word/charts/chart{number}.xml", f"{TYPES}.drawingml.chart+xml", content)
        data = self._part(f"/word/embeddings/chart{number}.xlsx", f"{TYPES}.spreadsheetml.sheet", workbook)
        part.relate_to(data, f"{OFFICE}/package")
        return self._relate("chart", part)

    def file(self, text: bytes, document: Document) -> bytes:
        """The whole package; `text` is word/document.xml."""
        main = self._part("/word/document.xml", f"{TYPES}.wordprocessingml.document.main+xml", text)
        for at, (kind, part) in enumerate(self._related, start=1):
            main.load_rel(kind, part, f"rId{at}")
        properties = "application/vnd.openxmlformats-package.core-properties+xml"
        core = self._part("/docProps/core.xml", properties, _core(document))
        app = self._part("/docProps/app.xml", f"{TYPES}.extended-properties+xml", _APP)
        self._opc.relate_to(main, f"{OFFICE}/officeDocument")
        self._opc.relate_to(core, CORE)
        self._opc.relate_to(app, f"{OFFICE}/extended-properties")
        written = io.BytesIO()
        self._opc.save(written)
        return _settled(written.getvalue())


_APP = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>parindex</Application></Properties>"
).encode()


def _core(document: Document) -> bytes:
    """Title, author and language; no dates, for a report has only those it states."""
    author = document.letterhead.issuer.replace("\n", " ")
    return (
        f"{DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(document.title)}</dc:title><dc:creator>{escaped(author)}</dc:creator>"
        f"<dc:description>{escaped(document.summary)}</dc:description>"
        f"<dc:language>{LANGUAGES[document.language]}</dc:language></cp:coreProperties>"
    ).encode()


def _settled(package: bytes) -> bytes:
    """The same members in a fixed order and with a fixed date."""
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(settled, "w") as target:
        names = source.namelist()
        for name in sorted(names, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name)):
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_STORED if name.endswith(".xlsx") else zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            member.create_system = 3
            target.writestr(member, source.read(name))
    return settled.getvalue()
