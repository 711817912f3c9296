"""The evidence in the middle of the workbench: which document is open, and its viewer."""

from __future__ import annotations

from typing import Any

from parindex.evidence.actions import opened
from parindex.evidence.models import Link
from parindex.web.unit.evidence.viewer import viewer_context


def document_context(request: Any, links: list[Link]) -> dict[str, Any]:
    """The open document: the one asked for by `?document=`, else the first; and what its viewer needs."""
    asked = request.GET.get("document", "")
    chosen = next((link for link in links if str(link.version_id) == asked), links[0] if links else None)
    if chosen is None:
        return {"document": None, "viewer_part": None}
    if request.method == "POST":
        # saving went straight on to this one: it is shown without a request of its own
        opened(chosen.version, by=request.viewer)
    return {"document": chosen, "viewer_part": "unit/evidence/viewer.html", **viewer_context(request, chosen.version)}
