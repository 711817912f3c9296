"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from parindex.web.appraiser import releasing, seconds, views

LEAF = "rounds/<slug:round>/queue/<str:criterion>/<str:unit>/"

urlpatterns = [
    path("rounds/<slug:round>/queue/", views.queue, name="queue"),
    path("rounds/<slug:round>/queue/next/", views.open_next, name="queue-next"),
    path("rounds/<slug:round>/queue/accept/", views.accept_ready, name="queue-accept"),
    path(LEAF, views.workbench, name="workbench"),
    path(f"{LEAF}consequence/", views.leaf_consequence, name="leaf-consequence"),
    path(f"{LEAF}thread/", views.leaf_thread, name="leaf-thread"),
    path("rounds/<slug:round>/release/", releasing.releasing, name="release"),
    path("rounds/<slug:round>/seconds/", seconds.seconds, name="seconds"),
    path("rounds/<slug:round>/seconds/<int:key>/", seconds.second, name="second"),
    path("rounds/<slug:round>/seconds/ask/", seconds.ask, name="seconds-ask"),
]
