"""GET /healthz: whether the application can work, for whoever watches it."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse

import parindex
from parindex.directory.permissions import SIGN_IN
from parindex.web.ui.access import page


@page(SIGN_IN)
def healthz(request: Any) -> JsonResponse:  # noqa: ARG001  # a view
    """Version, database and how many migrations wait; 503 where it cannot work."""
    document: dict[str, Any] = {"status": "ok", "version": parindex.__version__, "database": connection.vendor}
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        document["pending_migrations"] = len(pending)
    except DatabaseError:
        document |= {"status": "database away", "pending_migrations": None}
    if document["status"] == "ok" and document["pending_migrations"]:
        document["status"] = "migrations pending"
    return JsonResponse(document, status=200 if document["status"] == "ok" else 503)
