"""Addresses of these screens."""

from __future__ import annotations

from django.urls import path

from parindex.web.office.rounds import appraisers, dates, exceptions, register, setup

urlpatterns = [
    path("rounds/", register.rounds, name="rounds"),
    path("rounds/new/", register.new_round, name="new-round"),
    path("rounds/<str:round>/setup/", setup.setup, name="setup"),
    path("rounds/<str:round>/calendar/", dates.calendar, name="calendar"),
    path("rounds/<str:round>/calendar/change/", dates.change, name="change-calendar"),
    path("rounds/<str:round>/appraisers/", appraisers.appraisers, name="appraisers"),
    path("rounds/<str:round>/extensions/", exceptions.extensions, name="extensions"),
    path("rounds/<str:round>/extensions/ask/<str:unit>/", exceptions.ask, name="ask-extension"),
]
