"""The inbox, and the page of components."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from parindex.directory.permissions import INBOX
from parindex.web.ui import showcase
from parindex.web.ui.access import page


@page(INBOX)
def inbox(request: Any) -> HttpResponse:
    """What waits for the viewer, oldest first."""
    return render(request, "ui/inbox.html")


@page(INBOX)
def components(request: Any) -> HttpResponse:
    """Every component in every state."""
    return render(request, "ui/components.html", {**showcase.shown(), "grey": "grey" in request.GET})
