"""Every address: each room of screens has its own list."""

from __future__ import annotations

from django.urls import include, path

from parindex.web.ui import refusals

urlpatterns = [
    path("", include("parindex.web.ui.urls")),
    path("", include("parindex.web.office.urls")),
    path("", include("parindex.web.unit.urls")),
    path("", include("parindex.web.appraiser.urls")),
]

handler400 = refusals.bad_request
handler403 = refusals.forbidden
handler404 = refusals.not_found
handler500 = refusals.broken
