"""What whoever watches the application is told: whether it can work, and 503 where it cannot."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.db import connection
from django.test import Client

ROOT = Path(__file__).resolve().parents[3]
ASK = """
import django
django.setup()
from django.test import Client
answer = Client().get("/healthz", HTTP_HOST="localhost")
print(answer.status_code, answer.content.decode())
"""


def test_a_working_application_says_so_to_anybody(db):
    answer = Client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["database"] == connection.vendor
    assert answer.json()["pending_migrations"] == 0


def asked(tmp_path, **more):
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PARINDEX_DATA": str(tmp_path), **more}
    environment |= {"DJANGO_SETTINGS_MODULE": "parindex.config.settings"}
    done = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, check=True)
    code, _, text = done.stdout.decode().partition(" ")
    return int(code), json.loads(text)["status"], done.stderr.decode()


def test_503_where_the_database_is_away(tmp_path):
    code, status, messages = asked(tmp_path, DATABASE_URL="postgres://ten:mat-khau@127.0.0.1:9/x")
    assert (code, status) == (503, "database away")
    assert "mat-khau" not in messages


def test_503_where_the_database_is_a_file_that_is_none(tmp_path):
    (tmp_path / "parindex.sqlite3").write_bytes(b"no database, but some text" * 100)
    code, status, _ = asked(tmp_path, DATABASE_URL="")
    assert (code, status) == (503, "database away")


def test_503_where_migrations_wait(tmp_path):
    assert asked(tmp_path, DATABASE_URL="")[:2] == (503, "migrations pending")
