"""The application as a WSGI server calls it."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.config.settings")
application = get_wsgi_application()
if settings.DEMO:
    from parindex.config.demo import clock

    clock.keep()
