"""The application's settings for tests: a data folder of their own, fast passwords, letters kept in memory."""

import os
import tempfile

os.environ["PARINDEX_DATA"] = tempfile.mkdtemp(prefix="parindex-test-")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in the thread of the tests

from parindex.config.settings import *  # noqa: F403  # the folder must be set before

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
