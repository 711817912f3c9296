"""Reasons for lost points and the sentences ready for them, on one page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from parindex.criteria.actions import remove_phrase, remove_reason, save_phrase, save_reason
from parindex.criteria.models import CriteriaSet, Phrase
from parindex.criteria.outline import outline
from parindex.criteria.permissions import READ
from parindex.engine.problems import Text
from parindex.grammar.verdict import Conflict, Invalid
from parindex.web.office.sets.looking import CHANGED_MEANWHILE, done, find, frame, to, version_of, whole
from parindex.web.ui.access import page

TOLD = Text("Đã lưu.", "Saved.")


@page(READ, "GET", "POST")
def reasons(request: Any, set: str) -> HttpResponse:  # noqa: A002  # the name in the address
    """Read, add, change and remove reasons and phrases."""
    row = find(set)
    faults: dict[str, Text] = {}
    if request.method == "POST":
        try:
            _act(request, row)
        except Invalid as invalid:
            faults = invalid.faults
        except Conflict:
            row, faults = find(set), {"": CHANGED_MEANWHILE}
        else:
            done(request, TOLD)
            return to("set-reasons", row)
    phrases: dict[str, list[Phrase]] = {}
    for phrase in row.phrases.order_by("criterion", "pk"):
        phrases.setdefault(phrase.reason, []).append(phrase)
    known = [(reason, phrases.get(reason.code, [])) for reason in row.reasons.all()]
    context = frame(request, row, "set-reasons") | {
        "reasons": known,
        "phrases": sum(map(len, phrases.values())),
        "leaves": outline(row).leaves,
        "faults": list(faults.values()),
        "sent": request.POST if faults else {},
    }
    return render(request, "office/sets/reasons.html", context, status=422 if faults else 200)


def _act(request: Any, row: CriteriaSet) -> None:
    post, by, version = request.POST, request.viewer, version_of(request)
    text = {
        name: post.get(name, "").strip()
        for name in ("code", "was", "name_vi", "name_en", "reason", "criterion", "text")
    }
    key = whole(post.get("key", ""))
    match post.get("do", ""):
        case "reason":
            names = {name: text[name] for name in ("name_vi", "name_en", "was")}
            save_reason(row, text["code"], by=by, version=version, **names)
        case "remove-reason" if row.reasons.filter(code=text["was"]).exists():
            remove_reason(row, text["was"], by=by, version=version)
        case "phrase":
            save_phrase(row, text["reason"], text["text"], by=by, criterion=text["criterion"], key=key, version=version)
        case "remove-phrase" if row.phrases.filter(pk=key or 0).exists():
            remove_phrase(row, key or 0, by=by, version=version)
        case _:
            raise Invalid({"": CHANGED_MEANWHILE})
