"""Addresses of the explanation."""

from __future__ import annotations

from django.urls import path

from parindex.web.unit.explanation import leaf, views

_UNIT = "rounds/<str:round>/explanation/<str:unit>/"

urlpatterns = [
    path("rounds/<str:round>/explanation/", views.own, name="own-explanation"),
    path(_UNIT, views.index, name="explanation"),
    path(f"{_UNIT}send/", views.send, name="explanation-send"),
    path(f"{_UNIT}<str:criterion>/", leaf.leaf, name="explanation-leaf"),
    path(f"{_UNIT}<str:criterion>/answer/", leaf.answer, name="explanation-answer"),
]
