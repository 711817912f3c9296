"""Addresses of this room."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("parindex.web.office.directory.urls")),
    path("", include("parindex.web.office.sets.urls")),
    path("", include("parindex.web.office.rounds.urls")),
    path("", include("parindex.web.office.council.urls")),
    path("", include("parindex.web.office.results.urls")),
    # after those of rounds/new/: what is under a round comes last
    path("", include("parindex.web.office.overview.urls")),
    path("", include("parindex.web.office.impact.urls")),
]
