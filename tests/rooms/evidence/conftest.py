"""A store of its own for every test."""

import pytest


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Give the folder of the store."""
    settings.EVIDENCE = tmp_path / "evidence"
    settings.DATA = tmp_path
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "uploads")
    (tmp_path / "uploads").mkdir()
    return settings.EVIDENCE
