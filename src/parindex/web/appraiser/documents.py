"""The evidence in the middle of the workbench: which document is open, and its viewer."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.http import Http404

from parindex.evidence.models import Link


def document_context(request: Any, links: list[Link]) -> dict[str, Any]:
    """The open document: the one asked for by `?document=`, else the first; and what its viewer needs."""
    asked = request.GET.get("document", "")
    chosen = next((link for link in links if str(link.version_id) == asked), links[0] if links else None)
    if chosen is None:
        return {"document": None, "viewer_part": None}
    digits = request.GET.get("page", "")
    return {"document": chosen, **_viewer(request, chosen, int(digits) if digits.isdigit() else 1)}


def _viewer(request: Any, link: Link, number: int) -> dict[str, Any]:
    try:
        room = import_module("parindex.web.unit.evidence")
    except ImportError:
        return {"viewer_part": None}
    try:
        return {"viewer_part": "unit/evidence/viewer.html", **room.viewer_context(request, link.version, number)}
    except Http404:
        return {"viewer_part": None}
