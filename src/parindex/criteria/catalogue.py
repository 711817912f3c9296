"""Reasons for lost points, and the sentences ready to be used with them."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from parindex.criteria.drafts import changed, locked_draft
from parindex.criteria.models import CriteriaSet, Phrase, Reason
from parindex.engine.problems import Text
from parindex.grammar.roles import Viewer
from parindex.grammar.verdict import Invalid

CODE = re.compile(r"[^\s/?#\\]{1,60}\Z")
"""A code fit for an address: no blanks, no slashes."""
LONGEST_NAME, LONGEST_PHRASE = 300, 500


@transaction.atomic
def save_reason(
    set_: CriteriaSet,
    code: str,
    *,
    by: Viewer,
    name_vi: str,
    name_en: str = "",
    was: str = "",
    at: datetime | None = None,
    version: int | None = None,
) -> CriteriaSet:
    """Add a reason, or change the one that `was` called so; its phrases follow a new code."""
    row = locked_draft(set_, by, version, {"code": code, "name_vi": name_vi, "name_en": name_en})
    reason = row.reasons.get(code=was) if was else Reason(set=row, order=_next(row))
    if faults := _reason_faults(row, reason, code, (name_vi, name_en)):
        raise Invalid(faults)
    before = [reason.code, reason.name_vi, reason.name_en]
    reason.code, reason.name_vi, reason.name_en = code, name_vi, name_en
    for column in ("code", "name_vi", "name_en"):
        reason.kept.pop(column, None)
    reason.save()
    if was and was != code:
        row.phrases.filter(reason=was).update(reason=code)
    changed(row, "reason_saved", by=by, at=at, before=before, after=[code, name_vi, name_en])
    return row


def _next(row: CriteriaSet) -> int:
    last = row.reasons.aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _reason_faults(row: CriteriaSet, reason: Reason, code: str, names: tuple[str, str]) -> dict[str, Text]:
    faults = {}
    if not CODE.match(code):
        faults["code"] = code_fault()
    elif row.reasons.filter(code=code).exclude(pk=reason.pk).exists():
        faults["code"] = Text(f"Mã {code} đã có.", f"The code {code} is already there.")
    if not names[0]:
        faults["name_vi"] = Text("Nhập tên tiếng Việt.", "Enter the Vietnamese name.")
    for column, name in zip(("name_vi", "name_en"), names, strict=True):
        if len(name) > LONGEST_NAME:
            faults[column] = too_long(LONGEST_NAME)
    return faults


def code_fault() -> Text:
    """What a code must be."""
    return Text(
        "Nhập mã từ 1 đến 60 ký tự, không có dấu cách và dấu gạch chéo.",
        "Enter a code of 1 to 60 characters without blanks or slashes.",
    )


def too_long(most: int) -> Text:
    """How long a text may be."""
    return Text(f"Nhập không quá {most} ký tự.", f"Enter at most {most} characters.")


@transaction.atomic
def remove_reason(
    set_: CriteriaSet, code: str, *, by: Viewer, at: datetime | None = None, version: int | None = None
) -> CriteriaSet:
    """Take a reason out, with its phrases."""
    row = locked_draft(set_, by, version)
    reason = row.reasons.get(code=code)
    texts = list(row.phrases.filter(reason=code).values_list("text", flat=True))
    row.phrases.filter(reason=code).delete()
    reason.delete()
    changed(row, "reason_removed", by=by, at=at, reason=[code, reason.name_vi, reason.name_en], phrases=texts)
    return row


@transaction.atomic
def save_phrase(
    set_: CriteriaSet,
    reason: str,
    text: str,
    *,
    by: Viewer,
    criterion: str = "",
    key: int | None = None,
    at: datetime | None = None,
    version: int | None = None,
) -> CriteriaSet:
    """Add a sentence for a reason, or change the one with `key`; for one criterion, or for all where "" is given."""
    row = locked_draft(set_, by, version, {"reason": reason, "criterion": criterion, "text": text})
    faults = {}
    if not row.reasons.filter(code=reason).exists():
        faults["reason"] = Text(f"Không có lý do mã {reason}.", f"There is no reason {reason}.")
    if criterion and not row.criteria.filter(code=criterion).exists():
        faults["criterion"] = Text(f"Không có tiêu chí mã {criterion}.", f"There is no criterion {criterion}.")
    if not text:
        faults["text"] = Text("Nhập câu mẫu.", "Enter the sentence.")
    elif len(text) > LONGEST_PHRASE:
        faults["text"] = too_long(LONGEST_PHRASE)
    if faults:
        raise Invalid(faults)
    phrase = row.phrases.filter(pk=key).first() or Phrase(set=row)
    before = [phrase.reason, phrase.criterion, phrase.text]
    phrase.reason, phrase.criterion, phrase.text = reason, criterion, text
    phrase.save()
    changed(row, "phrase_saved", by=by, at=at, before=before, after=[reason, criterion, text])
    return row


@transaction.atomic
def remove_phrase(
    set_: CriteriaSet, key: int, *, by: Viewer, at: datetime | None = None, version: int | None = None
) -> CriteriaSet:
    """Take a sentence out."""
    row = locked_draft(set_, by, version)
    phrase = row.phrases.get(pk=key)
    phrase.delete()
    changed(row, "phrase_removed", by=by, at=at, phrase=[phrase.reason, phrase.criterion, phrase.text])
    return row
