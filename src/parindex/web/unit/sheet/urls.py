"""Addresses of the scoring sheet."""

from __future__ import annotations

from django.urls import path

from parindex.web.unit.sheet import leaf, offline, paper, steps, views

_SHEET = "rounds/<str:round>/sheets/<str:unit>/"

urlpatterns = [
    path("rounds/<str:round>/sheet/", views.own, name="own-sheet"),
    path("rounds/<str:round>/sheets/", views.index, name="sheets"),
    path(_SHEET, views.sheet, name="sheet"),
    path(f"{_SHEET}do/submit", steps.submit, name="sheet-submit"),
    path(f"{_SHEET}do/return", steps.return_, name="sheet-return"),
    path(f"{_SHEET}do/sign", steps.sign, name="sheet-sign"),
    path(f"{_SHEET}do/take-back", steps.take_back, name="sheet-take-back"),
    path(f"{_SHEET}do/reopen", steps.reopen, name="sheet-reopen"),
    path(f"{_SHEET}do/texts", views.texts, name="sheet-texts"),
    path(f"{_SHEET}report.<str:kind>", paper.paper, name="sheet-report"),
    path(f"{_SHEET}workbook", offline.workbook, name="sheet-workbook"),
    path(f"{_SHEET}workbook/apply", offline.apply, name="sheet-workbook-apply"),
    path(f"{_SHEET}<str:criterion>/", leaf.leaf, name="leaf"),
    path(f"{_SHEET}<str:criterion>/points", leaf.points, name="leaf-points"),
]
