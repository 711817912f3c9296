"""The results of a round: who sees them when, and whether what is shown is what was stored."""

import csv
import io
import json
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.criteria.outline import outline
from parindex.grammar.clock import now
from parindex.grammar.roles import SYSTEM
from parindex.package.files.reading import read_package
from parindex.results.actions import compute_run
from parindex.results.importing import import_package
from parindex.results.models import Run, RunUnit
from parindex.rounds.models import APPROVED
from parindex.web.office.results.points import points_ledger
from tests.make.files import CANONICAL
from tests.web.conftest import axe

PAGE = "/rounds/lai-chau-2017/results/"


@pytest.fixture
def lai_chau(world):
    """Both years imported and computed; the province of `world` gives the accounts."""
    first = import_package(read_package(CANONICAL[0]), by=SYSTEM)
    compute_run(first, by=SYSTEM)
    round_ = import_package(read_package(CANONICAL[1]), by=SYSTEM)
    return compute_run(round_, by=SYSTEM)


def approved(run):
    Run.objects.filter(pk=run.pk).update(approved_at=now(), approved_by=1, approved_name="x")
    run.round.state, run.round.approved_at = APPROVED, now()
    run.round.save()


@pytest.mark.parametrize("role", ["coordinator", "council", "leader"])
def test_those_who_watch_see_a_run_before_it_is_approved(enter, lai_chau, role):
    page = enter(role).get(PAGE).content.decode()
    assert "Lần tính số 1" in page
    for unit in RunUnit.objects.filter(run=lai_chau):
        assert f"{unit.index.replace('.', ',')}%" in page
    assert ("Tính kết quả</button>" in page) is (role == "coordinator")


@pytest.mark.parametrize("role", ["officer", "head", "appraiser"])
def test_others_see_nothing_before_and_the_ranking_after(enter, lai_chau, role):
    client = enter(role, "" if role == "appraiser" else "A")
    first = RunUnit.objects.filter(run=lai_chau).first()
    printed = f"{first.index.replace('.', ',')}%"
    assert printed not in client.get(f"{PAGE}?run=1").content.decode()
    assert client.get(f"{PAGE}{first.code}/?run=1").status_code == 403
    approved(lai_chau)
    page = client.get(PAGE).content.decode()
    assert printed in page
    may_open = role == "appraiser"
    assert (f'href="{PAGE}{first.code}/"' in page) is may_open
    for address in ("", "ledger.csv", "ledger.xlsx"):
        assert (client.get(f"{PAGE}{first.code}/{address}").status_code == 200) is may_open


def test_a_unit_reads_its_own_ledger_once_it_is_approved(enter, world):
    run = compute_run(world.round, by=SYSTEM)
    client, page = enter("officer", "A"), "/rounds/mau-2018/results/"
    assert client.get(f"{page}A/").status_code == 403
    approved(run)
    assert client.get(f"{page}A/").status_code == 200
    assert client.get(f"{page}B/").status_code == 403


@pytest.mark.parametrize("role", ["officer", "head", "appraiser", "council", "leader", "administrator"])
def test_only_the_coordinator_computes_and_exports(enter, world, role):
    client = enter(role, "A" if role in ("officer", "head") else "")
    assert client.post("/rounds/mau-2018/results/compute").status_code == 403
    assert client.get("/rounds/mau-2018/package.zip").status_code == 403
    assert not Run.objects.exists()


def test_compute_stores_a_run_and_shows_it(enter, world):
    client = enter("coordinator")
    assert "Chưa có lần tính nào" in client.get("/rounds/mau-2018/results/").content.decode()
    page = client.post("/rounds/mau-2018/results/compute", follow=True).content.decode()
    assert "Đã tính và lưu lần tính số 1" in page
    assert Run.objects.get().outcome_digest in page
    assert client.get("/rounds/mau-2018/package.zip")["Content-Type"] == "application/zip"


def test_approval_is_for_council_and_leader_and_says_what_it_does(enter, lai_chau):
    assert enter("coordinator").post(f"{PAGE}approve", {"run": "1"}).status_code == 403
    client = enter("leader")
    assert "Phê duyệt khóa kỳ đánh giá" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}approve", {"run": "x"}).status_code == 404
    client.post(f"{PAGE}approve", {"run": "1"})
    lai_chau.refresh_from_db()
    assert lai_chau.approved_at


def test_every_ledger_adds_up_to_its_index(lai_chau):
    tree = outline(lai_chau.round.set)
    for unit in RunUnit.objects.filter(run=lai_chau):
        found = points_ledger(json.loads(unit.ledger), tree, {}, everything=False)
        assert sum(area.sum.points for area in found.areas) + found.adjustment == found.points
        assert sum(area.sum.maximum for area in found.areas) == found.maximum
        assert found.falls[0].value + sum(fall.value for fall in found.falls[1:-1]) == found.falls[-1].value
        assert f"{round(100 * found.points / found.maximum, 2):.2f}" == unit.index


def test_the_ledger_can_be_taken_away(enter, lai_chau):
    client, code = enter("coordinator"), RunUnit.objects.filter(run=lai_chau).first().code
    rows = list(csv.reader(io.StringIO(client.get(f"{PAGE}{code}/ledger.csv").content.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{PAGE}{code}/ledger.xlsx").content))
    assert len(rows) == book.active.max_row == 2 + len(outline(lai_chau.round.set).leaves) + 3
    assert all(cell.data_type != "f" for row in book.active for cell in row)
    assert client.get(f"{PAGE}{code}/ledger.pdf").status_code == 404


def test_the_filter_hides_only_what_lost_nothing(enter, lai_chau):
    client, code = enter("coordinator"), RunUnit.objects.filter(run=lai_chau).last().code
    some, all_ = (client.get(f"{PAGE}{code}/{show}").content.decode() for show in ("", "?show=all"))
    assert some.count("points__why") < all_.count("points__why") == len(outline(lai_chau.round.set).leaves)
    assert re.search(r"<tfoot>.*?</tr>", some).group().split() == re.search(r"<tfoot>.*?</tr>", all_).group().split()


def test_a_page_costs_the_same_however_many_units(enter, world, lai_chau):
    compute_run(world.round, by=SYSTEM)
    client = enter("coordinator")
    counts = []
    for name in ("mau-2018", "lai-chau-2017"):
        client.get(f"/rounds/{name}/results/")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(f"/rounds/{name}/results/")
        counts.append(len(seen))
    assert abs(counts[0] - counts[1]) <= 1  # the run of the year before


def test_both_pages_in_a_browser(browse, lai_chau):
    code = RunUnit.objects.filter(run=lai_chau).last().code
    for width in (1440, 390):
        for address in (PAGE, f"{PAGE}{code}/"):
            page = browse(address, "coordinator", width=width)
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
