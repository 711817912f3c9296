"""What every page's frame shows: who, where, which language and theme, and the ways on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

import parindex
from parindex.web.ui.middleware import THEME_COOKIE
from parindex.web.ui.nav import Bar, sections
from parindex.web.ui.speech import language


def frame(request: Any) -> dict[str, Any]:
    """The values of base.html. A page without the bar, or with nobody signed in, costs no query."""
    viewer = getattr(request, "viewer", None)
    person = request.user if viewer is not None and viewer.id else None
    bar = Bar(request) if person else None
    return {
        "lang": language(),
        "theme": person.theme if person else request.COOKIES.get(THEME_COOKIE, "system"),
        "viewer": viewer,
        "round": getattr(request, "round", None),
        "demo": settings.DEMO,
        "version": parindex.__version__,
        "bar": bar,
        "sections": SimpleLazyObject(lambda: sections(request, bar.round)) if bar else (),
    }
