"""Search finds with and without marks, and nothing the viewer may not see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.directory.names import search_key
from parindex.evidence.models import Document
from parindex.grammar.clock import now
from parindex.web.ui.search import marked


def document(world, unit, subject):
    return Document.objects.create(
        unit=world.units[unit].unit, number="215/BC-SYT", subject=subject, added_at=now(), added_by=1,
        search_key=search_key(f"215/BC-SYT {subject}"),
    )  # fmt: skip


@pytest.mark.parametrize("words", ["Sở Y tế", "SO Y TE", "so y te", "  y   tế "])
def test_a_unit_is_found_with_and_without_marks(enter, words):
    page = enter("officer", "B").get("/search/", {"q": words}).content.decode()
    assert 'href="/units/A/"' in page
    assert 'href="/units/C/"' not in page


def test_a_criterion_leads_into_the_own_sheet_or_the_set(enter):
    page = enter("officer", "A").get("/search/", {"q": "ke hoach cai cach"}).content.decode()
    assert 'href="/rounds/mau-2018/sheets/A/1.1/"' in page
    page = enter("leader").get("/search/", {"q": "1.3"}).content.decode()
    assert 'href="/sets/bo-mau-2018/criteria/1.3/"' in page


def test_documents_of_the_own_unit_alone(enter, world):
    mine, theirs = document(world, "A", "Kế hoạch mật A"), document(world, "B", "Kế hoạch mật B")
    page = enter("officer", "A").get("/search/", {"q": "ke hoach mat"}).content.decode()
    assert f"/documents/{mine.pk}/" in page
    assert f"/documents/{theirs.pk}/" not in page
    for role in ("appraiser", "coordinator", "leader", "administrator"):
        page = enter(role).get("/search/", {"q": "ke hoach mat"}).content.decode()
        assert "/documents/" not in page


@pytest.mark.parametrize(
    ("role", "sees"), [("coordinator", True), ("administrator", True), ("officer", False), ("leader", False)]
)
def test_people_only_for_those_who_manage_them(enter, world, role, sees):
    world.person("appraiser", "C")
    page = enter(role, "A" if role == "officer" else "").get("/search/", {"q": "appraiser"}).content.decode()
    assert ("appraiser.c@example.org" in page) is sees


def test_a_draft_round_is_searched_by_the_coordinator_alone(enter, world):
    world.round.state = "draft"
    world.round.save()
    query = {"q": "bao cao dung han", "round": "mau-2018"}
    assert "criteria/1.3/" in enter("coordinator").get("/search/", query).content.decode()
    assert "criteria/1.3/" not in enter("leader").get("/search/", query).content.decode()


def test_nothing_found_and_nothing_asked(enter):
    client = enter("officer", "A")
    assert "Không thấy “zzz”." in client.get("/search/", {"q": "zzz"}).content.decode()
    empty = client.get("/search/").content.decode()
    assert "Không thấy" not in empty
    assert client.get("/search/", {"q": "%_'\"<b>"}).status_code == 200
    assert "<b>x" not in client.get("/search/", {"q": "<b>x"}).content.decode()
    assert client.get("/search/", {"q": "\u0301"}).status_code == 200


def test_suggestions_are_a_part_of_the_page(enter):
    page = enter("officer", "A").get("/search/", {"q": "so"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "<mark>Sở</mark> Y tế" in page


def test_the_number_of_queries_does_not_grow(enter, world):
    client = enter("officer", "A")
    document(world, "A", "Tờ trình")
    client.get("/search/", {"q": "to trinh"})
    with CaptureQueriesContext(connection) as few:
        client.get("/search/", {"q": "to trinh"})
    for at in range(4):
        document(world, "A", f"Tờ trình {at}")
    with CaptureQueriesContext(connection) as many:
        client.get("/search/", {"q": "to trinh"})
    assert len(few) == len(many)


@pytest.mark.parametrize(
    ("text", "words", "hits"),
    [
        ("Sở Nông nghiệp", "nong", ["Nông"]),
        ("Đội ngũ cán bộ", "DOI ngu", ["Đội", "ngũ"]),
        ("Sở Y tế", "xyz", []),
        ("Tiếng Việt", "e", ["ế", "ệ"]),
    ],
)
def test_words_are_marked_where_they_stand(text, words, hits):
    pieces = marked(text, words)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, hit in pieces if hit] == hits


def test_suggestions_come_while_one_types(browse, world):
    page = browse("/", "officer", "B")
    page.get_by_role("searchbox", name="Tìm đơn vị").press_sequentially("so y te")
    page.locator("#everywhere a", has_text="Sở Y tế").wait_for()
    page.locator("#everywhere a", has_text="Sở Y tế").click()
    assert page.url.endswith("/units/A/")


def test_search_works_without_script(browse, world):
    page = browse("/", "officer", "B", script=False)
    page.get_by_role("searchbox").fill("so y te")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name="Sở Y tế").wait_for()


def test_a_single_key_goes_to_the_search(browse, world):
    page = browse("/", "officer", "B")
    page.keyboard.press("/")
    page.keyboard.type("so y te")
    page.locator("#everywhere a", has_text="Sở Y tế").wait_for()
