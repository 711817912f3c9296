"""Addresses of the library, of documents, and of a leaf's panel."""

from __future__ import annotations

from django.urls import path

from parindex.web.unit.evidence import files, leaf, library

_LEAF = "rounds/<str:round>/sheets/<str:unit>/<str:criterion>/evidence/"

urlpatterns = [
    path("library/", library.index, name="library"),
    path("documents/<int:document>/", library.document, name="document"),
    path("documents/<int:document>/describe/", library.describe, name="document-describe"),
    path("documents/<int:document>/versions/", library.add_version, name="document-add-version"),
    path("documents/<int:document>/v/<int:number>/file", files.file, name="document-file"),
    path("documents/<int:document>/v/<int:number>/page/<int:page>.png", files.drawn_page, name="document-page"),
    path(_LEAF, leaf.panel, name="evidence"),
    path(f"{_LEAF}choose/", leaf.choose, name="evidence-choose"),
    path(f"{_LEAF}link/", leaf.link, name="evidence-link"),
    path(f"{_LEAF}unlink/", leaf.unlink, name="evidence-unlink"),
    path(f"{_LEAF}pages/", leaf.pages, name="evidence-pages"),
    path(f"{_LEAF}upload/", leaf.upload, name="evidence-upload"),
]
