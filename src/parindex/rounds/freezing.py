"""Freezing the set a round opens with."""

from __future__ import annotations

import hashlib
from datetime import datetime

from parindex.criteria.models import FROZEN, CriteriaSet, Criterion
from parindex.grammar.roles import Viewer
from parindex.ledger.chain import canonical

try:
    from parindex.criteria.actions import freeze_set
except ImportError:
    freeze_set = None


def freeze(set_: CriteriaSet, *, by: Viewer, at: datetime) -> CriteriaSet:
    """The set, frozen; one that is frozen already stays as it is."""
    set_ = CriteriaSet.objects.select_for_update().get(pk=set_.pk)
    if set_.state == FROZEN:
        return set_
    if freeze_set is not None:
        freeze_set(set_, by=by, at=at)
        return CriteriaSet.objects.get(pk=set_.pk)
    rows = list(
        Criterion.objects.filter(set=set_).order_by("order").values_list("code", "max_points", "rule", "rule_params")
    )
    set_.state, set_.frozen_at = FROZEN, at
    set_.digest = hashlib.sha256(canonical({"criteria": [list(row) for row in rows]}).encode()).hexdigest()
    set_.save(update_fields=["state", "frozen_at", "digest"])
    return set_
