"""Screens of evidence: the library, documents, panels, and that every byte is asked for by name and by right."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parindex.appraisal.models import Message
from parindex.evidence import actions
from parindex.evidence.models import Document, Link, Opening, Version
from parindex.grammar.clock import now
from parindex.grammar.verdict import YES
from parindex.results.models import Adjustment
from parindex.selfscore.models import SIGNED
from tests.make import papers
from tests.make.papers import sent


@pytest.fixture
def version(world):
    """Give a document of unit A, linked to 2.1 with page 4–6."""
    by = world.viewer("officer", "A")
    (added,) = actions.add_documents(world.units["A"].unit, [sent(papers.pdf(12), "Báo cáo số 215.pdf")], by=by)
    actions.describe(
        added.version.document, by=by, number="215/BC-SYT", dated="15/12/2017", issuer="Sở Y tế",
        subject="Báo cáo kết quả thực hiện dịch vụ công trực tuyến năm 2017",
    )  # fmt: skip
    actions.link(world.units["A"], world.criterion("2.1"), added.version, by=by, allowed=YES, pages="4–6")
    return added.version


def sign(world, unit="A"):
    sheet = world.sheet(unit)
    sheet.state, sheet.signed_at, sheet.digest = SIGNED, now(), "0" * 64
    sheet.save()


def bytes_of(version):
    key = version.document_id
    return [
        reverse("document", args=[key]),
        f"{reverse('document', args=[key])}?v={version.number}",
        reverse("document-file", args=[key, version.number]),
        reverse("document-page", args=[key, version.number, 1]),
    ]


def statuses(client, version):
    return {client.get(address).status_code for address in bytes_of(version)}


def leaf(world, verb="", code="2.1", unit="A"):
    return reverse(f"evidence-{verb}" if verb else "evidence", args=[world.round.name, unit, code])


# --- who reads -----------------------------------------------------------------------------------------------------


def test_own_people_read_at_once(enter, version):
    assert statuses(enter("officer", "A"), version) == {200}
    assert statuses(enter("head", "A"), version) == {200}


@pytest.mark.parametrize(
    "who", [("officer", "B"), ("head", "B"), ("appraiser", "B"), ("coordinator", ""), ("council", "")]
)
def test_nobody_else_reads_before_it_is_handed_in(world, enter, version, who):
    if who[0] == "appraiser":
        world.assign(world.person(*who), "2", "A")
    assert statuses(enter(*who), version) == {404}


def test_handed_in_it_is_read_by_those_concerned(world, enter, version):
    sign(world)
    for role in ("coordinator", "council", "leader"):
        assert statuses(enter(role), version) == {200}
    world.assign(world.person("appraiser", "B"), "2", "A")
    assert statuses(enter("appraiser", "B"), version) == {200}
    assert statuses(enter("officer", "B"), version) == {404}
    assert statuses(enter("administrator"), version) == {403}


def test_an_appraiser_reads_only_what_is_assigned(world, enter, version):
    sign(world)
    person = world.person("appraiser", "B")
    assert statuses(enter("appraiser", "B"), version) == {404}
    world.assign(person, "1", "A")  # another area
    world.assign(person, "2", "C")  # another unit
    assert statuses(enter("appraiser", "B"), version) == {404}


def test_nobody_appraises_the_own_unit(world, enter, version):
    sign(world)
    world.assign(world.person("appraiser", "A"), "2", "A")
    assert statuses(enter("appraiser", "A"), version) == {404}


def test_unlinked_it_is_the_units_own_again(world, enter, version):
    sign(world)
    assert statuses(enter("coordinator"), version) == {200}
    Link.objects.update(removed_at=now(), removed_by=1)
    assert statuses(enter("coordinator"), version) == {404}


def test_only_the_version_that_is_linked(world, enter, version):
    newer = actions.add_version(version.document, sent(papers.pdf(3)), by=world.viewer("officer", "A")).version
    sign(world)
    reader = enter("coordinator")
    assert reader.get(bytes_of(version)[2]).status_code == 200
    assert {reader.get(address).status_code for address in bytes_of(newer)[1:]} == {404}
    page = reader.get(bytes_of(version)[0]).content.decode()
    assert "Bản 2" not in page


def test_a_sheet_never_signed_hands_in_nothing(world, enter, version):
    world.stage("self", opens=timedelta(days=-20), closes=timedelta(days=-1))
    assert statuses(enter("coordinator"), version) == {404}


def test_an_explanation_is_read_once_sent(world, enter, version):
    sign(world)
    by = world.viewer("officer", "A")
    (added,) = actions.add_documents(world.units["A"].unit, [sent(papers.pdf(5), "giai trinh.pdf")], by=by)
    actions.link(world.units["A"], world.criterion("2.1"), added.version, by=by, allowed=YES, layer="explained")
    assert statuses(enter("coordinator"), added.version) == {404}
    sheet = world.sheet("A")
    sheet.explained_at = now()
    sheet.save()
    assert statuses(enter("coordinator"), added.version) == {200}


def test_a_leaf_given_back_is_open_alone(world, enter, version):
    sign(world)
    client = enter("officer", "A")
    assert client.post(leaf(world, "link", "2.2"), {"version": version.pk}).status_code == 403
    Message.objects.create(
        sheet=world.sheet("A"), criterion=world.criterion("2.2"), kind="return", text="Bổ sung", due_at=now() + timedelta(days=2),
        at=now(), by=1, by_name="x", role="appraiser",
    )  # fmt: skip
    assert client.post(leaf(world, "link", "2.2"), {"version": version.pk}).status_code == 302
    assert client.post(leaf(world, "link", "1.1"), {"version": version.pk}).status_code == 403


def test_what_a_bonus_rests_on_is_read(world, enter, version):
    Link.objects.all().delete()
    Adjustment.objects.create(
        round_unit=world.units["A"], kind="bonus", points=1, reason="x", evidence=version, at=now(), by=1, by_name="x"
    )
    assert statuses(enter("coordinator"), version) == {200}
    assert statuses(enter("officer", "B"), version) == {404}


def test_what_is_not_there_looks_the_same(enter, version):
    client = enter("officer", "B")
    there = client.get(bytes_of(version)[2])
    missing = client.get(reverse("document-file", args=[999_999, 1]))
    assert there.status_code == missing.status_code == 404
    token, key = rb'name="csrfmiddlewaretoken" value="[^"]*"', rb"/documents/\d+/"
    shown = [re.sub(key, b"", re.sub(token, b"", page.content)) for page in (there, missing)]
    assert shown[0] == shown[1]


def test_signed_out_nothing(client, version):
    assert {client.get(address).status_code for address in bytes_of(version)} == {302}


def test_reading_is_noted_for_those_outside(world, enter, version):
    sign(world)
    statuses(enter("officer", "A"), version)
    assert Opening.objects.count() == 0
    statuses(enter("coordinator"), version)
    assert Opening.objects.get().person == world.person("coordinator").pk


# --- bytes ---------------------------------------------------------------------------------------------------------


def body(response):
    return b"".join(response.streaming_content)


def test_the_exact_bytes_as_an_attachment(enter, version):
    response = enter("officer", "A").get(bytes_of(version)[2], headers={"accept-encoding": "gzip"})
    assert body(response) == papers.pdf(12)
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o%20s%E1%BB%91%20215.pdf"
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert "no-store" in response["Cache-Control"]
    assert "Content-Encoding" not in response


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-10", 206, slice(-10, None)),
        ("bytes=0-999999999", 206, slice(None)),
        ("bytes=5-2", 200, slice(None)),
        ("bytes=0-1,4-5", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
        ("bytes=999999999-", 416, None),
        ("bytes=-0", 416, None),
    ],
)
def test_ranges(enter, version, asked, status, part):
    response = enter("officer", "A").get(bytes_of(version)[2], headers={"range": asked})
    assert response.status_code == status
    if part:
        assert body(response) == papers.pdf(12)[part]


def test_a_range_of_what_has_changed_is_ignored(enter, version):
    response = enter("officer", "A").get(bytes_of(version)[2], headers={"range": "bytes=0-9", "if-range": '"old"'})
    assert response.status_code == 200
    assert len(body(response)) == version.size


def test_pages_are_pictures_of_our_own(enter, version):
    client = enter("officer", "A")
    address = reverse("document-page", args=[version.document_id, 1, 12])
    response = client.get(address, {"w": "600"})
    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    assert "sandbox" in response["Content-Security-Policy"]
    assert client.get(address, {"w": "600"}, headers={"if-none-match": response["ETag"]}).status_code == 304
    for page in (0, 13, 10**17):
        assert client.get(reverse("document-page", args=[version.document_id, 1, page])).status_code == 404


def test_a_page_that_cannot_be_drawn_is_said_so(enter, version, folder):
    from parindex.evidence.store import place

    place(version.sha256).write_bytes(b"%PDF-1.4 damaged".ljust(version.size))
    response = enter("officer", "A").get(bytes_of(version)[3])
    assert response.status_code == 422
    assert response.content.startswith(b"\x89PNG")


# --- the library ---------------------------------------------------------------------------------------------------


def test_found_without_accents(enter, version):
    client = enter("officer", "A")
    for words in ("so y te", "215/bc", "DICH VU CONG", "bao cao so 215.pdf"):
        assert "215/BC-SYT" in client.get("/library/", {"q": words}).content.decode(), words
    assert "Không có tài liệu nào khớp" in client.get("/library/", {"q": "khong co dau"}).content.decode()


def test_only_the_own_units(enter, version):
    assert "215/BC-SYT" not in enter("officer", "B").get("/library/").content.decode()
    assert "Kho chưa có tài liệu" in enter("head", "B").get("/library/").content.decode()
    assert enter("coordinator").get("/library/").status_code == 403


def test_filters(world, enter, version):
    client = enter("officer", "A")
    actions.add_documents(world.units["A"].unit, [sent(papers.pdf(1), "roi.pdf")], by=world.viewer("officer", "A"))
    linked = client.get("/library/", {"round": world.round.name}).content.decode()
    loose = client.get("/library/", {"round": "unlinked"}).content.decode()
    assert "215/BC-SYT" in linked
    assert "roi.pdf" not in linked
    assert "215/BC-SYT" not in loose
    assert "roi.pdf" in loose


def test_uploaded_by_an_ordinary_form(enter, folder):
    client = enter("officer", "A")
    files = [SimpleUploadedFile("../../một.pdf", papers.pdf(1)), SimpleUploadedFile("giả.pdf", b"<html>")]
    response = client.post("/library/", {"files": files, "next": "/library/"}, follow=True)
    page = response.content.decode()
    assert "một.pdf: đã nhận." in page
    assert "Trang web (HTML, SVG, XML) không được nhận" in page
    assert Document.objects.count() == 1


def test_nothing_chosen(enter, folder):
    assert "Chưa chọn tệp nào" in enter("officer", "A").post("/library/", follow=True).content.decode()


def test_too_large_is_told(enter, settings, folder):
    settings.UPLOAD_LIMIT = 300_000
    response = enter("officer", "A").post(
        "/library/", {"files": SimpleUploadedFile("lon.pdf", b"%PDF-" + bytes(400_000))}, follow=True
    )
    assert "lớn quá" in response.content.decode()
    assert Document.objects.count() == 0


def test_a_stranger_fills_no_disk(db, client, settings, folder):
    big = SimpleUploadedFile("lon.pdf", b"%PDF-" + bytes(2_000_000))
    assert client.post("/library/", {"files": big}).status_code in {302, 400, 413}
    assert Document.objects.count() == 0


def test_pages_cost_the_same_for_one_and_five(world, enter, version):
    client, by = enter("officer", "A"), world.viewer("officer", "A")
    addresses = ["/library/", leaf(world), leaf(world, "choose")]

    def cost():
        counts = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as caught:
                assert client.get(address).status_code == 200
            counts.append(len(caught))
        return counts

    one = cost()
    for at in range(4):
        (row,) = actions.add_documents(world.units["A"].unit, [sent(papers.pdf(1, str(at)))], by=by)
        actions.link(world.units["A"], world.criterion("2.1"), row.version, by=by, allowed=YES)
    assert cost() == one


# --- a document ----------------------------------------------------------------------------------------------------


def test_described_and_faults_kept(enter, version):
    client = enter("officer", "A")
    address = reverse("document-describe", args=[version.document_id])
    bad = client.post(address, {"number": "216/BC", "dated": "hôm qua", "subject": ""})
    page = bad.content.decode()
    assert bad.status_code == 422
    assert "216/BC" in page
    assert "Nhập ngày theo mẫu" in page
    assert "Chưa nhập trích yếu" in page
    good = client.post(address, {"number": "216/BC", "dated": "2/1/2018", "subject": "Báo cáo"}, follow=True)
    assert "02/01/2018" in good.content.decode()
    assert enter("officer", "B").post(address, {"subject": "x"}).status_code == 404


def test_two_people_describe_at_once(enter, version):
    first, second = enter("officer", "A"), enter("head", "A")
    address = reverse("document-describe", args=[version.document_id])
    page = first.get(reverse("document", args=[version.document_id]))
    seen = page.context["seen"]
    assert first.post(address, {"number": "1/A", "subject": "Một", "seen": seen}).status_code == 302
    late = second.post(address, {"number": "2/B", "subject": "Hai", "seen": seen})
    shown = late.content.decode()
    assert late.status_code == 409
    assert "1/A" in shown
    assert 'value="2/B"' in shown
    again = second.post(address, {"number": "2/B", "subject": "Hai", "seen": late.context["seen"]})
    assert again.status_code == 302
    assert Document.objects.get().number == "2/B"


def test_a_long_vietnamese_name_is_shown_whole(world, enter, version):
    name = "Báo cáo kết quả rà soát, đơn giản hóa thủ tục hành chính " * 8
    actions.describe(version.document, by=world.viewer("officer", "A"), subject=name[:500])
    assert name.strip()[:480] in enter("officer", "A").get("/library/").content.decode()


def test_a_newer_version(enter, version):
    client = enter("officer", "A")
    address = reverse("document-add-version", args=[version.document_id])
    page = client.post(address, {"files": SimpleUploadedFile("moi.pdf", papers.pdf(3))}, follow=True)
    assert page.status_code == 200
    assert Version.objects.count() == 2
    assert enter("officer", "B").post(address, {}).status_code == 404


# --- the panel -----------------------------------------------------------------------------------------------------


def test_uploaded_and_linked(world, enter, folder):
    client = enter("officer", "A")
    back = leaf(world)
    files = [SimpleUploadedFile("một.pdf", papers.pdf(1)), SimpleUploadedFile("hai.png", papers.picture())]
    response = client.post(leaf(world, "upload"), {"files": files, "next": back}, follow=True)
    assert response.redirect_chain == [(back, 302)]
    assert Link.objects.count() == 2
    again = client.post(
        leaf(world, "upload", "2.2"),
        {"files": SimpleUploadedFile("x.pdf", papers.pdf(1))},
        headers={"accept": "application/json"},
    )
    (row,) = json.loads(again.content)["files"]
    assert row["known"]
    assert "đã có trong kho" in row["said"]
    assert "dùng chung" in client.get(back).content.decode()


def test_chosen_paged_and_removed(world, enter, version):
    client = enter("officer", "A")
    chooser = client.get(leaf(world, "choose", "2.2")).content.decode()
    assert f'value="{version.pk}"' in chooser
    client.post(leaf(world, "link", "2.2"), {"version": [version.pk], "pages": "7"})
    row = Link.objects.get(criterion__code="2.2")
    assert row.pages == "7"
    said = client.post(leaf(world, "pages", "2.2"), {"link": row.pk, "pages": "8"}, headers={"HX-Request": "true"})
    assert "đã ghi" in said.content.decode()
    long = client.post(
        leaf(world, "pages", "2.2"), {"link": row.pk, "pages": "x" * 201}, headers={"HX-Request": "true"}
    )
    assert "không quá 200" in long.content.decode()
    panel = client.post(leaf(world, "unlink", "2.2"), {"link": row.pk}, headers={"HX-Request": "true"})
    assert 'id="evidence"' in panel.content.decode()
    assert Document.objects.count() == 1
    assert client.get(bytes_of(version)[2]).status_code == 200


def test_another_units_document_is_not_chosen(world, enter, version):
    client = enter("officer", "B")
    assert "215/BC-SYT" not in client.get(leaf(world, "choose", unit="B")).content.decode()
    client.post(leaf(world, "link", unit="B"), {"version": [version.pk]})
    assert Link.objects.filter(round_unit=world.units["B"]).count() == 0
    own = Link.objects.get()
    for verb in ("unlink", "pages"):
        assert client.post(leaf(world, verb, unit="B"), {"link": own.pk}).status_code == 404
        assert client.post(leaf(world, verb), {"link": own.pk}).status_code == 403


def test_locked_it_says_why_and_takes_nothing(world, enter, version):
    world.stage("self", opens=timedelta(days=-20), closes=timedelta(days=-1))
    client = enter("officer", "A")
    page = client.get(leaf(world)).content.decode()
    assert "đã kết thúc" in page
    assert "Tải lên" not in page
    link = Link.objects.get()
    for verb, sent_ in (
        ("upload", {"files": SimpleUploadedFile("x.pdf", papers.pdf(2))}),
        ("unlink", {"link": link.pk}),
        ("pages", {"link": link.pk, "pages": "9"}),
        ("link", {"version": version.pk}),
    ):
        assert client.post(leaf(world, verb, "2.2" if verb in {"link", "upload"} else "2.1"), sent_).status_code == 403
    link.refresh_from_db()
    assert (link.removed_at, link.pages, Version.objects.count()) == (None, "4–6", 1)


def test_back_leads_nowhere_else(world, enter, folder):
    response = enter("officer", "A").post(leaf(world, "upload"), {"next": "https://example.org/"})
    assert response["Location"] == leaf(world, "upload") or response["Location"].startswith("/")
