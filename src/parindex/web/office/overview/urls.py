"""Addresses of the overview."""

from __future__ import annotations

from django.urls import path

from parindex.web.office.overview import exporting, reminders, views

urlpatterns = [
    path("rounds/<str:round>/progress.<str:kind>", exporting.export, name="progress-export"),
    path("rounds/<str:round>/remind/", reminders.remind, name="remind"),
    path("rounds/<str:round>/", views.overview, name="round"),
]
