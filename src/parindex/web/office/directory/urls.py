"""Addresses of the registers."""

from __future__ import annotations

from django.urls import path

from parindex.web.office.directory import ledger, people, units

urlpatterns = [
    path("units/", units.register, name="units"),
    path("units/<str:unit>/", units.unit, name="unit"),
    path("units/<str:unit>/rename/", units.rename, name="unit-rename"),
    path("units/<str:unit>/split/", units.split, name="unit-split"),
    path("units/<str:unit>/close/", units.close, name="unit-close"),
    path("units/<str:unit>/correct/", units.correct, name="unit-correct"),
    path("unit-acts/found/", units.found, name="unit-found"),
    path("unit-acts/merge/", units.merge, name="unit-merge"),
    path("blocks/", units.blocks, name="blocks"),
    path("blocks/<slug:block>/", units.block, name="block"),
    path("people/", people.register, name="people"),
    path("people/invite/", people.invite, name="people-invite"),
    path("people/import/", people.bulk, name="people-import"),
    path("people/import/template.xlsx", people.template, name="people-template"),
    path("people/<int:person>/", people.person, name="person"),
    path("people/<int:person>/correct/", people.correct, name="person-correct"),
    path("people/<int:person>/grant/", people.grant, name="person-grant"),
    path("people/<int:person>/end/<int:holding>/", people.end, name="person-end"),
    path("people/<int:person>/resend/", people.resend, name="person-resend"),
    path("people/<int:person>/deactivate/", people.deactivate, name="person-deactivate"),
    path("people/<int:person>/reactivate/", people.reactivate, name="person-reactivate"),
    path("ledger/", ledger.register, name="ledger"),
    path("ledger/verify/", ledger.check, name="ledger-verify"),
]
