"""Addresses of the results."""

from __future__ import annotations

from django.urls import path

from parindex.web.office.results import unit_ledger, views

urlpatterns = [
    path("rounds/<str:round>/results/", views.results, name="results"),
    path("rounds/<str:round>/results/compute", views.compute, name="results-compute"),
    path("rounds/<str:round>/results/approve", views.approve, name="results-approve"),
    path("rounds/<str:round>/package.zip", views.package, name="round-package"),
    path("rounds/<str:round>/results/<str:unit>/", unit_ledger.points_ledger, name="points-ledger"),
    path("rounds/<str:round>/results/<str:unit>/ledger.<str:kind>", unit_ledger.export, name="points-ledger-export"),
]
