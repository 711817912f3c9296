"""Addresses of what every screen shares."""

from __future__ import annotations

from django.urls import path

from parindex.web.ui import account, health, inbox, search, views

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("search/", search.search, name="search"),
    path("ui/", views.components, name="components"),
    path("login/", account.login, name="login"),
    path("logout/", account.logout, name="logout"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="account-password"),
    path("account/sessions/end/", account.sessions_end, name="sessions-end"),
    path("password/forgotten/", account.password_forgotten, name="password-forgotten"),
    path("password/set/<str:uid>/<str:token>/", account.password_set, name="password-set"),
    path("choose/", account.choose, name="choose"),
    path("healthz", health.healthz, name="healthz"),
]
