"""Addresses of criteria sets."""

from __future__ import annotations

from django.urls import path

from parindex.web.office.sets import catalogue, criterion, crosswalk, exchange, register, tree

urlpatterns = [
    path("sets/", register.sets, name="sets"),
    path("sets/new/", register.new, name="set-new"),
    path("sets/<slug:set>/", tree.tree, name="set"),
    path("sets/<slug:set>/edit/", register.edit, name="set-edit"),
    path("sets/<slug:set>/move/", tree.move, name="set-move"),
    path("sets/<slug:set>/criteria/new/", criterion.new, name="set-criterion-new"),
    path("sets/<slug:set>/criteria/<str:node>/", criterion.criterion, name="set-criterion"),
    path("sets/<slug:set>/criteria/<str:node>/remove/", criterion.remove, name="set-criterion-remove"),
    path("sets/<slug:set>/reasons/", catalogue.reasons, name="set-reasons"),
    path("sets/<slug:set>/crosswalk/", crosswalk.crosswalk, name="set-crosswalk"),
    path("sets/<slug:set>/export/", exchange.export, name="set-export"),
    path("sets/<slug:set>/import/", exchange.take, name="set-import"),
]
