"""The programs that other tests lean on do what those tests take for granted."""

import os
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import find

pytestmark = pytest.mark.slow

SENTENCE = "Chỉ số cải cách hành chính: 79,79%"


def test_the_browser_shows_a_page_of_ours(browser, tmp_path):
    place = tmp_path / "trang.html"
    place.write_text(f'<meta charset="utf-8"><p>{SENTENCE}</p>', encoding="utf-8")
    page = browser.new_page()
    page.goto(place.as_uri())
    assert page.inner_text("p") == SENTENCE
    page.close()


def test_the_office_suite_turns_a_document_into_pdf(libreoffice, tmp_path):
    source = tmp_path / "văn bản.txt"
    source.write_text(SENTENCE, encoding="utf-8")
    command = [libreoffice, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, source]
    subprocess.run(command, check=True, capture_output=True)
    (page,) = PdfReader(tmp_path / "văn bản.pdf").pages
    words = page.extract_text().split()  # of the letters, whatever font the machine has
    assert words[-1] == SENTENCE.rsplit(maxsplit=1)[-1] == "79,79%"
    assert len(words) == len(SENTENCE.split())


def test_a_program_named_by_its_variable_is_taken(monkeypatch, tmp_path):
    monkeypatch.setenv("SOFFICE", str(tmp_path / "mine"))
    assert find("SOFFICE", ("sh",), ()) == tmp_path / "mine"
    monkeypatch.delenv("SOFFICE")
    assert find("SOFFICE", ("sh",), ()).name == "sh"
    assert find("SOFFICE", ("no-such-program",), (str(tmp_path / "nothing"), os.devnull)) == Path(os.devnull)
    assert find("SOFFICE", ("no-such-program",), ()) is None
