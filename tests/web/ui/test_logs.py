"""What is logged holds no secret."""

import logging
import logging.config

import pytest


@pytest.mark.parametrize(
    ("message", "arguments", "logged"),
    [
        ("Not Found: %s", ("/password/set/MQ/abc-123/",), "Not Found: /password/set/…"),
        ("cannot reach %s", ("postgres://ten:mat-khau@may/db",), "cannot reach postgres://ten:…@may/db"),
        ("Not Found: %s", ("/rounds/lai-chau-2017/",), "Not Found: /rounds/lai-chau-2017/"),
        ("100 %", (), "100 %"),
    ],
)
def test_tokens_and_passwords_are_blotted_out(settings, capsys, message, arguments, logged):
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        logging.config.dictConfig(settings.LOGGING)
        logging.getLogger("django.request").warning(message, *arguments)
    finally:
        root.handlers, root.level = before
    assert capsys.readouterr().err.strip().endswith(f"WARNING django.request: {logged}")
