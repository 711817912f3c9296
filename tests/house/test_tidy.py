"""What is tracked speaks of the product: nothing of one machine, one registry or one working day."""

import re
import unicodedata

FOREIGN = {
    "a home folder": re.compile(rb"/(root|home/[a-z]+)/"),
    "the host of a registry": re.compile(rb"\b(?:pypi|npmjs|pythonhosted)\.(?:org|com|io)\b"),
    "a ticket": re.compile(rb"\bissue #", re.IGNORECASE),
}
WITHOUT_TEXT = {".ttf", ".otf", ".woff", ".woff2", ".png", ".jpg", ".pdf", ".docx", ".xlsx", ".zip", ".ico"}
SHARED_PLACES = {"/", "/tmp", "/home", "/usr", "/opt", "/srv"}
ITSELF = "tests/house/test_tidy.py"


def contents(root, tracked):
    """Give each tracked file with its bytes, this one left out: it has to name what it looks for."""
    for name in tracked:
        if name.as_posix() != ITSELF:
            yield name, (root / name).read_bytes()


def test_nothing_foreign_is_tracked(root, tracked):
    foreign = dict(FOREIGN)
    if str(root.parent) not in SHARED_PLACES:
        foreign["the place of this checkout"] = re.compile(rb"(?<![\w.])" + re.escape(str(root.parent).encode()) + b"/")
    found = [
        f"{name}: {what}"
        for name, content in contents(root, tracked)
        for what, pattern in foreign.items()
        if pattern.search(content)
    ]
    assert not found


def test_text_is_utf_8_in_nfc_with_plain_line_ends(root, tracked):
    found = []
    for name, content in contents(root, tracked):
        if name.suffix in WITHOUT_TEXT:
            continue
        text = content.decode("utf-8")
        if not unicodedata.is_normalized("NFC", text):
            found.append(f"{name}: not NFC")
        if name.suffix in {".py", ".md", ".toml", ".typ", ".css", ".js", ".lock"} and "\r" in text:
            found.append(f"{name}: carriage returns")
    assert not found


def test_no_module_is_called_by_a_word_that_says_nothing(tracked):
    empty = {"utils", "common", "helpers", "manager", "data", "info", "misc"}
    assert not [name for name in tracked if name.suffix == ".py" and name.stem in empty]


def test_commands_are_executable(root):
    for name in ("parindex", ".ci/run", "requirements/refresh"):
        assert (root / name).stat().st_mode & 0o111 == 0o111, name
