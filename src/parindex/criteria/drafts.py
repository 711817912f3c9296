"""A draft set being changed: locked, asked, and its version counted, so that nobody overwrites anybody in silence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import ProtectedError

from parindex.criteria.models import CriteriaSet, Criterion
from parindex.criteria.permissions import CHANGE, changeable
from parindex.engine.problems import Text
from parindex.grammar.roles import Viewer, may
from parindex.grammar.verdict import Conflict, Invalid
from parindex.ledger.actions import record


def locked_draft(
    set_: CriteriaSet, by: Viewer, version: int | None, mine: Mapping[str, Any] | None = None
) -> CriteriaSet:
    """The set's row, locked for this change. Raises Refused, or Conflict where `version` is no longer the latest.

    version: the one the person looked at; None where nobody looked (imports, tests).
    """
    may(by, CHANGE).require()
    row = CriteriaSet.objects.select_for_update().get(pk=set_.pk)
    changeable(row).require()
    if version is not None and version != row.version:
        raise Conflict(theirs=row, mine=dict(mine or {}))
    return row


def changed(row: CriteriaSet, verb: str, *, by: Viewer, at: datetime | None, **detail: Any) -> None:
    """Count the version on and write the ledger; the last thing of every change."""
    row.version += 1
    row.save(update_fields=["version", "kept"])
    record(f"criteria.{verb}", by=by, at=at, subject=f"set:{row.code}", **detail)


def delete_criterion(criterion: Criterion) -> None:
    """Delete a criterion with all under it. Raises Invalid where a round being prepared already leans on one."""
    try:
        criterion.delete()
    except ProtectedError:
        code = criterion.code
        raise Invalid(
            {
                "code": Text(
                    f"Tiêu chí {code} đã được phân công hoặc dùng trong một kỳ đánh giá nên chưa xóa được. Gỡ phân công "
                    "trước rồi xóa.",
                    f"The criterion {code} is assigned or used in a round. Take the assignment back first.",
                )
            }
        ) from None
