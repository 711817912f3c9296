"""Addresses of the council."""

from __future__ import annotations

from django.urls import path

from parindex.web.office.council import meetings, views

AT = "rounds/<str:round>/council/"

urlpatterns = [
    path(AT, views.index, name="council"),
    path(f"{AT}meetings/", meetings.index, name="council-meetings"),
    path(f"{AT}meetings/<int:meeting>/", meetings.change, name="council-meeting"),
    path(f"{AT}meetings/<int:meeting>/minutes.<str:kind>", meetings.minutes, name="council-minutes"),
    path(f"{AT}<str:unit>/<str:criterion>/", views.case, name="council-case"),
]
