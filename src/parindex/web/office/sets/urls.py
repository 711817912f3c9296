"""Addresses of criteria sets."""

from __future__ import annotations

from django.urls import path

from parindex.web.office.sets import catalogue, criterion, crosswalk, exchange, register, tree

urlpatterns = [
    path("sets/", register.sets, name="sets"),
    path("sets/new/", register.new, name="set-new"),
    path("sets/<str:set>/", tree.tree, name="set"),
    path("sets/<str:set>/edit/", register.edit, name="set-edit"),
    path("sets/<str:set>/move/", tree.move, name="set-move"),
    path("sets/<str:set>/criteria/new/", criterion.new, name="set-criterion-new"),
    path("sets/<str:set>/criteria/<path:node>/remove/", criterion.remove, name="set-criterion-remove"),
    path("sets/<str:set>/criteria/<path:node>/", criterion.criterion, name="set-criterion"),
    path("sets/<str:set>/reasons/", catalogue.reasons, name="set-reasons"),
    path("sets/<str:set>/crosswalk/", crosswalk.crosswalk, name="set-crosswalk"),
    path("sets/<str:set>/export/", exchange.export, name="set-export"),
    path("sets/<str:set>/import/", exchange.take, name="set-import"),
]
