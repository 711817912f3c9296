"""Addresses of what every screen shares."""

from __future__ import annotations

from django.urls import path

from parindex.web.ui import account, health, views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("ui/", views.components, name="components"),
    path("login/", account.login, name="login"),
    path("logout/", account.logout, name="logout"),
    path("account/", account.account, name="account"),
    path("choose/", account.choose, name="choose"),
    path("healthz", health.healthz, name="healthz"),
]
