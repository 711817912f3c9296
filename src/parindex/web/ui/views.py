"""The page of components."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from parindex.directory.permissions import INBOX
from parindex.web.ui import showcase
from parindex.web.ui.access import page


@page(INBOX)
def components(request: Any) -> HttpResponse:
    """Every component in every state."""
    return render(request, "ui/components.html", {**showcase.shown(), "grey": "grey" in request.GET})
