"""Addresses of this room."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("parindex.web.unit.evidence.urls")),
    path("", include("parindex.web.unit.sheet.urls")),
    path("", include("parindex.web.unit.explanation.urls")),
]
