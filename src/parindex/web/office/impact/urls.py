"""Addresses of the impact of explanations."""

from __future__ import annotations

from django.urls import path

from parindex.web.office.impact import views

urlpatterns = [path("rounds/<str:round>/impact/", views.index, name="impact")]
