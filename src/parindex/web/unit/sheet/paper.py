"""The self-assessment report as DOCX and PDF, made from the sheet as it stands (signed, or marked as a draft)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from parindex.engine.problems import Text
from parindex.evidence.models import Link
from parindex.grammar.clock import local
from parindex.report.docx import render_docx
from parindex.report.papers.self_assessment import Line, SelfAssessment, self_assessment_document
from parindex.report.pdf import render_pdf
from parindex.selfscore import permissions
from parindex.selfscore.models import SIGNED, Sheet
from parindex.selfscore.sheetview import Leaf, SheetView, sheet_view
from parindex.web.ui.access import page
from parindex.web.ui.speech import language
from parindex.web.unit.sheet.reading import sheet_of

SETTING = {
    "docx": (render_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (render_pdf, "application/pdf"),
}
UNSCORED = {
    "survey": Text("khảo sát", "surveyed"),
    "not_applicable": Text("không áp dụng", "not applicable"),
    "missing": Text("chưa chấm", "not scored"),
}
DRAFT = Text("Dự thảo: phiếu chưa được ký.", "Draft: the sheet has not been signed.")


@page(permissions.READ)
def paper(request: Any, kind: str, **address: str) -> HttpResponse:  # noqa: ARG001  # looked up at the door
    """The report for download; kind: "docx" or "pdf"."""
    if kind not in SETTING or not hasattr(request.round_unit, "sheet"):
        raise Http404
    found = sheet_of(request)
    document = self_assessment_document(self_assessment(found), language())
    render, media_type = SETTING[kind]
    response = HttpResponse(render(document), content_type=media_type)
    name = f"tu-cham-{request.round.name}-{request.round_unit.code}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def self_assessment(sheet: Sheet) -> SelfAssessment:
    """What the report is made of, read from the sheet. Four queries."""
    unit = sheet.round_unit
    round_ = unit.round
    cited: dict[int, list[str]] = {}
    links = Link.objects.filter(round_unit=unit, layer="self", removed_at__isnull=True)
    for link in links.select_related("version__document"):
        document = link.version.document
        where = f", {link.pages}" if link.pages else ""
        cited.setdefault(link.criterion_id, []).append(f"{document.number or document.subject}{where}")
    signed = sheet.state == SIGNED and sheet.signed_at is not None
    notice = Text(round_.notice_vi, round_.notice_en)
    return SelfAssessment(
        round_title=Text(round_.title_vi, round_.title_en),
        year=round_.year,
        unit=Text(unit.name_vi, unit.name_en),
        code=unit.code,
        superior=f"UBND tỉnh {round_.place_vi}" if round_.place_vi else "",
        place=Text(round_.place_vi, round_.place_en),
        lines=lines(sheet_view(sheet), cited),
        difficulties=sheet.difficulties,
        proposals=sheet.proposals,
        signed=local(sheet.signed_at).date() if signed else None,
        signer=sheet.signed_name if signed else "",
        caveat=notice if signed else Text(f"{DRAFT.vi} {notice.vi}".strip(), f"{DRAFT.en} {notice.en}".strip()),
    )


def lines(view: SheetView, cited: dict[int, list[str]]) -> tuple[Line, ...]:
    """The rows of the score table, in the order of the tree."""
    found = []
    for area in view.areas:
        for node, leaf in area.rows:
            if leaf is None:
                found.append(Line(node.code, node.name, 0, leaf=False, depth=node.depth))
            else:
                found.append(_leaf(leaf, tuple(cited.get(node.criterion.pk, ()))))
    return tuple(found)


def _leaf(leaf: Leaf, documents: tuple[str, ...]) -> Line:
    claim = leaf.claim
    said = UNSCORED["survey" if leaf.node.surveyed else "not_applicable" if leaf.not_applicable else "missing"]
    return Line(
        leaf.code,
        leaf.node.name,
        leaf.node.maximum,
        leaf=True,
        depth=leaf.node.depth,
        points=leaf.points,
        said=said,
        note=claim.note if claim else "",
        documents=documents,
        lacks=not documents and not leaf.node.surveyed,
    )
