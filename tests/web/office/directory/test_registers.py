"""The registers: units, people, the ledger."""

import io
import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from xlsxwriter import Workbook

from parindex.directory.models import Holding, Person, Unit
from parindex.ledger.models import Entry
from parindex.ledger.verify import verify
from tests.make.world import PASSWORD
from tests.web.conftest import axe

LONG = "Ban Quản lý dự án đầu tư xây dựng các công trình nông nghiệp, phát triển nông thôn và ứng phó biến đổi khí hậu"
GET_PAGES = (
    "/units/", "/units/A/", "/units/A/rename/", "/units/A/split/", "/units/A/close/", "/units/A/correct/",
    "/unit-acts/found/", "/unit-acts/merge/", "/blocks/", "/blocks/so-ban-nganh/", "/people/", "/people/invite/",
    "/people/import/", "/ledger/", "/account/",
)  # fmt: skip
NEW = {"code": "SNNMT", "name_vi": LONG, "block": "so-ban-nganh", "on": "2018-03-01", "ground": "Nghị quyết 1"}


def said(answer):
    return answer.content.decode()


@pytest.mark.parametrize("address", GET_PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_opens_for_the_coordinator(world, enter, address, language):
    Person.objects.filter(pk=world.person("coordinator").pk).update(language=language)
    assert enter("coordinator").get(address).status_code == 200


@pytest.mark.parametrize("address", [page for page in GET_PAGES if page not in ("/units/", "/units/A/", "/account/")])
def test_an_officer_is_told_why_not(enter, address):
    assert enter("officer", "A").get(address).status_code == 403


def test_units_are_found_without_marks_on_any_database(enter):
    client = enter("officer", "A")
    assert "Sở Y tế" in said(client.get("/units/?q=SO+Y+TE"))
    assert "Không có đơn vị nào khớp" in said(client.get("/units/?q=khong+co"))
    part = said(client.get("/units/?q=y te", headers={"HX-Request": "true"}))
    assert part.strip().startswith('<div id="found">')


def test_found_merge_split_rename_close(enter, world):
    client = enter("coordinator")
    assert client.post("/unit-acts/found/", NEW).status_code == 302
    merged = NEW | {"code": "SNV2", "name_vi": "Sở Nội vụ mới", "predecessors": ["A", "B"]}
    assert client.post("/unit-acts/merge/", merged).status_code == 302
    page = said(client.get("/units/SNV2/"))
    assert "Sở Y tế" in page
    assert "Hợp nhất" in page
    parts = {"1-code": "C1", "1-name_vi": "Một", "1-block": "so-ban-nganh", "3-code": "C3", "3-name_vi": "Ba",
             "3-block": "so-ban-nganh", "on": "01/04/2018", "ground": "Quyết định 2"}  # fmt: skip
    assert client.post("/units/C/split/", parts).status_code == 302
    rename = {"name_vi": "Một mới", "on": "2018-05-01", "ground": "Quyết định 3"}
    assert client.post("/units/C1/rename/", rename).status_code == 302
    assert "Các tên đã dùng" in said(client.get("/units/C1/"))
    assert client.post("/units/C3/close/", {"on": "2018-06-01", "ground": "Quyết định 4"}).status_code == 302
    assert Unit.objects.get(code="C3").until.isoformat() == "2018-05-31"
    assert "C3" not in said(client.get("/units/"))
    assert "C3" in said(client.get("/units/?closed=1"))
    assert verify().whole


def test_all_faults_at_once_and_what_was_typed_stays(enter):
    answer = enter("coordinator").post("/unit-acts/found/", {"code": "có dấu", "name_vi": "Tên đã gõ"})
    assert answer.status_code == 422
    for sentence in ("Nhập mã gồm", "Chọn khối", "Nhập ngày có hiệu lực", "Nêu văn bản căn cứ"):
        assert sentence in said(answer)
    assert "Tên đã gõ" in said(answer)


def test_faults_of_a_split_stand_at_their_part(enter):
    sent = {"2-code": "C1", "2-name_vi": "Một", "2-block": "so-ban-nganh", "5-code": "C1", "5-name_vi": "Hai",
            "5-block": "so-ban-nganh", "on": "2018-04-01", "ground": "x"}  # fmt: skip
    page = said(enter("coordinator").post("/units/C/split/", sent))
    assert 'id="fault_5-code"' in page
    assert 'id="fault_2-code"' not in page


def test_markup_in_names_is_text(enter):
    client = enter("coordinator")
    client.post("/unit-acts/found/", NEW | {"name_vi": "<b>x</b>", "name_en": "<script>1</script>"})
    for address in ("/units/", "/units/SNNMT/", "/ledger/", "/unit-acts/merge/"):
        page = said(client.get(address))
        assert "<b>x</b>" not in page
        assert "<script>1" not in page


def test_invite_set_a_password_and_sign_in(enter, django_capture_on_commit_callbacks):
    client = enter("coordinator")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            "/people/invite/",
            {"email": "Moi@Tinh.gov.vn", "name": "Trần Thị Mới", "unit": "A", "roles": ["officer"], "language": "vi"},
        )
    assert answer.status_code == 302
    link = re.search(r"http://testserver(/password/set/\S+)", mail.outbox[0].body)[1]
    stranger = Client()
    answer = stranger.get(link)
    assert answer["Location"].endswith("/set/")  # the secret has left the address
    assert "moi@tinh.gov.vn" in said(stranger.get(answer["Location"]))
    weak = stranger.post(answer["Location"], {"new": "12345", "again": "1234"})
    assert weak.status_code == 422
    word = "một câu dễ nhớ"
    assert stranger.post(answer["Location"], {"new": word, "again": word})["Location"] == "/login/"
    assert stranger.post("/login/", {"username": "MOI@tinh.gov.vn", "password": word}).status_code == 302
    assert Client().get(link).status_code == 410  # it worked once
    assert not Entry.objects.filter(detail__contains=word).exists()


def test_a_coordinator_cannot_make_an_administrator(enter, world):
    client, officer = enter("coordinator"), world.person("officer", "A")
    page = said(client.get(f"/people/{officer.pk}/"))
    assert 'value="administrator"' not in page
    assert client.post(f"/people/{officer.pk}/grant/", {"role": "administrator"}).status_code == 403
    assert (
        client.post("/people/invite/", {"email": "x@y.vn", "name": "x", "roles": ["administrator"]}).status_code == 403
    )
    admin = world.person("administrator")
    assert client.post(f"/people/{admin.pk}/deactivate/", {"reason": "x"}).status_code == 403
    correct = {"email": "mine@example.org", "name": "x"}
    assert client.post(f"/people/{admin.pk}/correct/", correct).status_code == 403
    assert not Holding.objects.filter(person=officer, role="administrator").exists()


def test_roles_are_given_and_ended(enter, world):
    client, officer = enter("administrator"), world.person("officer", "A")
    client.post(f"/people/{officer.pk}/grant/", {"role": "head", "unit": "B"})
    held = Holding.objects.get(person=officer, role="head")
    assert held.unit.code == "B"
    client.post(f"/people/{officer.pk}/end/{held.pk}/")
    held.refresh_from_db()
    assert held.ended_at is not None
    admin = world.person("administrator")
    own = admin.holdings.get()
    assert client.post(f"/people/{admin.pk}/end/{own.pk}/").status_code == 403


def test_a_deactivated_person_is_out_at_once(enter, world):
    officer = enter("officer", "A")
    assert officer.get("/units/").status_code == 200
    address = f"/people/{world.person('officer', 'A').pk}/"
    coordinator = enter("coordinator")
    assert coordinator.post(f"{address}deactivate/", {"reason": ""}).status_code == 422
    assert coordinator.post(f"{address}deactivate/", {"reason": "Chuyển công tác"}).status_code == 302
    assert officer.get("/units/").status_code == 302
    sent = {"username": world.person("officer", "A").email, "password": PASSWORD}
    assert Client().post("/login/", sent).status_code == 200  # the form again
    coordinator.post(f"{address}reactivate/")
    assert Client().post("/login/", sent).status_code == 302


def workbook(*rows, head=("Thư điện tử", "Họ tên", "Chức vụ", "Đơn vị", "Vai trò")):
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((head, *rows)):
            sheet.write_row(at, 0, row)
    target.seek(0)
    target.name = "nguoi.xlsx"
    return target


def test_people_from_a_workbook(enter, django_capture_on_commit_callbacks):
    client = enter("coordinator")
    file = workbook(
        ("a@t.vn", "Lò Thị A", "Chuyên viên", "A", "Cán bộ đầu mối"), ("b@t.vn", "B", "", "b", "head; Thẩm định")
    )
    page = client.post("/people/import/", {"file": file})
    assert page.status_code == 200
    assert not Person.objects.filter(email="a@t.vn").exists()  # a preview
    rows = re.search(r'name="rows" value="([^"]+)"', said(page))[1]
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/people/import/", {"rows": rows}).status_code == 302
    assert len(mail.outbox) == 2
    assert Person.objects.get(email="b@t.vn").holdings.count() == 2
    assert Entry.objects.filter(verb="directory.import_people").count() == 1
    again = client.post("/people/import/", {"rows": rows})
    assert again.status_code == 422
    assert "đã có tài khoản" in said(again)
    assert enter("administrator").post("/people/import/", {"rows": rows}).status_code == 422  # somebody else's preview


def test_every_fault_of_a_workbook_is_told_and_nothing_written(enter, world):
    world.person("officer", "A")
    count = Person.objects.count()
    file = workbook(
        ("sai", "X", "", "A", "head"), ("officer.a@example.org", "X", "", "", ""), ("c@t.vn", "", "", "ZZ", "vua"),
        ("d@t.vn", "D", "", "", "officer"), ("d@t.vn", "D", "", "", ""),
    )  # fmt: skip
    page = said(enter("coordinator").post("/people/import/", {"file": file}))
    for sentence in (
        "“sai” không phải",
        "đã có tài khoản",
        "Thiếu họ tên",
        "mã “ZZ”",
        "vai trò “vua”",
        "cần đơn vị",
        "dòng 5",
    ):
        assert sentence in page
    assert Person.objects.count() == count + 1  # the coordinator


def test_no_workbook_at_all(enter):
    client = enter("coordinator")
    junk = io.BytesIO(b"PK not a workbook")
    junk.name = "x.xlsx"
    assert "Không đọc được" in said(client.post("/people/import/", {"file": junk}))
    assert "Chọn một tệp" in said(client.post("/people/import/", {}))
    assert "Thiếu cột" in said(client.post("/people/import/", {"file": workbook(head=("Tên lạ",))}))
    assert "Chưa có người nào" in said(client.post("/people/import/", {"file": workbook()}))


def test_the_template_can_be_read_back(enter):
    from parindex.directory.workbook import read_people

    content = enter("coordinator").get("/people/import/template.xlsx").content
    rows, problems = read_people(content)
    assert rows == []
    assert [problem.code for problem in problems] == ["people_none"]


def test_the_ledger_is_filtered_and_checked(enter, world):
    client = enter("coordinator")
    client.post("/unit-acts/found/", NEW)
    client.post("/blocks/", {"code": "huyen", "name_vi": "Huyện", "order": "2"})
    page = said(client.get("/ledger/?verb=directory.create_block"))
    assert "thêm khối" in page
    assert 'ledger__no num">1<' not in page
    assert "Không có bản ghi nào khớp" in said(client.get("/ledger/?round=khong-co"))
    assert "Chuỗi nguyên vẹn" in said(client.post("/ledger/verify/"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entry SET name = 'x' WHERE number = 1")
    part = said(client.post("/ledger/verify/", headers={"HX-Request": "true"}))
    assert "Bản ghi 1 đã bị sửa" in part
    assert "<html" not in part


def test_the_ledger_is_paged_by_number(enter, world):
    client = enter("coordinator")
    for at in range(53):
        client.post("/blocks/", {"code": f"k{at}", "name_vi": "Khối", "order": "2"})
    first = said(client.get("/ledger/"))
    assert "?before=4" in first
    assert 'ledger__no num">3<' in said(client.get("/ledger/?before=4"))


@pytest.mark.parametrize("address", ["/units/", "/people/", "/ledger/", "/units/A/"])
def test_the_number_of_queries_does_not_grow(enter, world, address):
    client = enter("coordinator")

    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    client.post("/unit-acts/found/", NEW)
    client.post("/people/invite/", {"email": "n@t.vn", "name": "N", "unit": "A", "roles": ["officer"]})
    few = queries()
    for at in range(4):
        client.post("/unit-acts/found/", NEW | {"code": f"N{at}"})
        client.post(
            "/people/invite/", {"email": f"n{at}@t.vn", "name": f"N {at}", "unit": "A", "roles": ["officer", "council"]}
        )
    assert queries() == few


@pytest.mark.parametrize("address", GET_PAGES)
@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1440, "light")])
def test_axe_finds_nothing(browse, world, address, width, theme):
    world.person("officer", "A")
    assert axe(browse(address, "coordinator", width=width, theme=theme)) == []


def test_axe_finds_nothing_on_a_person(browse, world):
    assert axe(browse(f"/people/{world.person('officer', 'A').pk}/", "administrator")) == []


def test_merging_works_without_script(browse):
    page = browse("/unit-acts/merge/", "coordinator", script=False)
    page.get_by_label("Sở Y tế").check()
    page.get_by_label("Ban Dân tộc").check()
    page.get_by_label("Mã đơn vị").fill("SYTDT")
    page.get_by_label("Tên đơn vị").fill("Sở Y tế và Dân tộc")
    page.get_by_label("Khối").select_option("so-ban-nganh")
    page.get_by_label("Có hiệu lực từ ngày").fill("2018-03-01")
    page.get_by_label("Căn cứ").fill("Nghị quyết 25/NQ-HĐND")
    page.get_by_role("button", name="Hợp nhất đơn vị").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Sở Y tế và Dân tộc"


def test_the_search_swaps_its_list(browse):
    page = browse("/units/", "officer", "A")
    page.get_by_label("Tìm", exact=True).fill("DAN TOC")
    page.get_by_text("01 đơn vị").wait_for()
    assert page.get_by_role("link", name="Sở Y tế").count() == 0
