"""Settings: one file, read from the environment. docs/reference/settings.md lists what can be set.

PARINDEX_DATA     the folder everything lies in
DATABASE_URL      PostgreSQL; without it SQLite in that folder
PARINDEX_HOSTS    names under which the application is reached, with commas; loopback without it
PARINDEX_HTTPS    "1" behind a proxy that speaks HTTPS: cookies then travel on no other line
PARINDEX_EMAIL    smtp://user:password@host:587; without it letters are written to the terminal
PARINDEX_FROM     the sender's address
PARINDEX_CLAMD    host:port of clamd, which then looks at every upload; while it does not answer, none is taken
PARINDEX_DEMO     "1" in the demo: its accounts stand on the login page, its clock at a day of its round
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from parindex.config.folder import data_folder, key_file

ROOT = Path(__file__).resolve().parents[1]
DATA = data_folder()
DATA.mkdir(parents=True, exist_ok=True)

DEMO = os.environ.get("PARINDEX_DEMO") == "1"
HTTPS = os.environ.get("PARINDEX_HTTPS") == "1"
DEBUG = False
SECRET_KEY = key_file(DATA, "secret.key").read_text()
LEDGER_KEY_FILE = str(key_file(DATA, "ledger.key"))
EVIDENCE = DATA / "evidence"
UPLOAD_LIMIT = 50 * 1024 * 1024
"""Bytes of one uploaded file."""
CLAMD = os.environ.get("PARINDEX_CLAMD", "")

ALLOWED_HOSTS = [
    host.strip() for host in os.environ.get("PARINDEX_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host.strip()
]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "csp",
    "axes",
    "parindex.ledger",
    "parindex.directory",
    "parindex.criteria",
    "parindex.rounds",
    "parindex.evidence",
    "parindex.selfscore",
    "parindex.appraisal",
    "parindex.results",
    "parindex.web.ui",
    "parindex.web.office",
    "parindex.web.unit",
    "parindex.web.appraiser",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "parindex.web.ui.middleware.Doorkeeper",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "parindex.config.urls"
WSGI_APPLICATION = "parindex.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "parindex.web.ui.context.frame",
            ],
            "builtins": ["parindex.web.ui.templatetags.parindex", "template_partials.templatetags.partials"],
        },
    }
]

_database = os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'parindex.sqlite3'}"
if _database.partition(":")[0] not in {"postgres", "postgresql", "sqlite"}:
    raise ValueError("DATABASE_URL names no PostgreSQL")
DATABASES = {"default": dj_database_url.parse(_database, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # a writer takes its turn at the start, so that nobody finds the database locked half way
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # readers never wait for the writer; what was acknowledged survives a power cut
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "directory.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "inbox"
AXES_USERNAME_FORM_FIELD = "username"  # what the form calls it; the default, the field of the model, would count all people of an address as one
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_CALLABLE = "parindex.web.ui.account.locked_out"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "parindex.web.ui.refusals.stale_form"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "parindex.web.unit.evidence.handlers.Bounded",
]
FILE_UPLOAD_TEMP_DIR = str(DATA / "uploads")
(DATA / "uploads").mkdir(exist_ok=True, mode=0o700)
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATICFILES_DIRS = [("report", ROOT / "report" / "assets")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 7 * 24 * 3600  # addresses carry the version

_mail = urlsplit(os.environ.get("PARINDEX_EMAIL", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail.hostname else 'console'}.EmailBackend"
EMAIL_HOST = _mail.hostname or ""
EMAIL_PORT = _mail.port or 25
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_USE_TLS = _mail.scheme == "smtp" and bool(_mail.username)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("PARINDEX_FROM", "parindex@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"discreet": {"()": "parindex.config.logs.Discreet"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["discreet"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
