"""What every page's frame shows: who, where, which language and theme, and the ways on."""

from __future__ import annotations

from typing import Any

from django.conf import settings

import parindex
from parindex.web.ui.middleware import THEME_COOKIE
from parindex.web.ui.nav import sections
from parindex.web.ui.speech import language


def frame(request: Any) -> dict[str, Any]:
    """The values of base.html. Costs no query where nobody is signed in."""
    viewer = getattr(request, "viewer", None)
    round_ = getattr(request, "round", None)
    person = request.user if viewer is not None and viewer.id else None
    return {
        "lang": language(),
        "theme": person.theme if person else request.COOKIES.get(THEME_COOKIE, "system"),
        "viewer": viewer,
        "round": round_,
        "demo": settings.DEMO,
        "version": parindex.__version__,
        "sections": sections(request) if person else (),
    }
