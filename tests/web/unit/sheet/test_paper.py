"""The self-assessment report from the sheet's page: who may take it, and what it says."""

import io

import pypdf
import pytest

from parindex.selfscore.actions import save_claim


@pytest.fixture
def sheet(world):
    found = world.sheet("A")
    officer = world.viewer("officer", "A")
    save_claim(found, world.criterion("2.1"), value="107/149", note="Theo danh mục", version=0, by=officer)
    return found


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_unit_takes_its_report(world, enter, sheet, kind):
    answer = enter("officer", "A").get(f"/rounds/{world.round.name}/sheets/A/report.{kind}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert len(answer.content) > 5000


def test_it_says_what_the_sheet_says(world, enter, sheet):
    answer = enter("head", "A").get(f"/rounds/{world.round.name}/sheets/A/report.pdf")
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages).split())
    assert "Dự thảo: phiếu chưa được ký." in text
    assert "1,4362" in text  # 107 / 149 x 2 = 1.436241...
    assert "Theo danh mục" in text


@pytest.mark.parametrize(("role", "unit"), [("officer", "B"), ("coordinator", ""), ("appraiser", "B")])
def test_nobody_else_reads_a_draft(world, enter, sheet, role, unit):
    assert enter(role, unit).get(f"/rounds/{world.round.name}/sheets/A/report.pdf").status_code == 403


def test_another_kind_is_not_there(world, enter, sheet):
    assert enter("officer", "A").get(f"/rounds/{world.round.name}/sheets/A/report.exe").status_code == 404
