"""The workbook: down, filled in, up again, and what differs."""

import io

import openpyxl

from parindex.selfscore.models import Claim

SHEET = "/rounds/mau-2018/sheets/A/"


def download(client):
    return openpyxl.load_workbook(io.BytesIO(client.get(f"{SHEET}workbook").content))


def upload(client, book, address=f"{SHEET}workbook"):
    made = io.BytesIO()
    book.save(made)
    made.seek(0)
    made.name = "phieu.xlsx"
    return client.post(address, {"file": made})


def cell(book, code, column):
    row = next(row for row in book.active.iter_rows(min_row=5) if row[0].value == code)
    return row["ABCDEF".index(column)]


def test_down_filled_in_up_and_applied(enter, world):
    client = enter("officer", "A")
    book = download(client)
    cell(book, "2.1", "D").value = "107/149"
    cell(book, "2.2", "D").value = 3
    cell(book, "1.3", "E").value, cell(book, "1.3", "F").value = "x", "Không có báo cáo nào"
    page = upload(client, book).content.decode()
    assert page.count('name="take"') == 3
    assert "1,4362" in page
    chosen = {"take": ["2.1"], "version:2.1": "0", "value:2.1": "107/149", "state:2.1": "scored", "note:2.1": ""}
    client.post(f"{SHEET}workbook/apply", chosen)
    assert Claim.objects.get().points == 1_436_242
    assert 'name="take"' in upload(client, book).content.decode()
    assert "không có gì khác" in upload(client, download(client)).content.decode()


def test_what_somebody_saved_meanwhile_is_told_and_not_chosen(enter, world):
    client = enter("officer", "A")
    book = download(client)
    enter("head", "A").post(f"{SHEET}2.2/", {"entry": "1", "version": "0"})
    cell(book, "2.2", "D").value = "3"
    page = upload(client, book).content.decode()
    assert "đã có người sửa sau khi tải xuống" in page
    assert "checked" not in page.split('name="take"')[1].split(">")[0]
    stale = {"take": ["2.2"], "version:2.2": "0", "value:2.2": "3", "state:2.2": "scored", "note:2.2": ""}
    client.post(f"{SHEET}workbook/apply", stale)
    assert Claim.objects.get().value == "1"


def test_wrong_cells_are_told_all_at_once(enter, world):
    client = enter("officer", "A")
    book = download(client)
    cell(book, "2.1", "D").value = "157/149"
    cell(book, "1.3", "E").value = "x"
    cell(book, "2.3", "D").value = "3"
    answer = upload(client, book)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [part.split(":")[0] for part in page.split("<b>Ô ")[1:]] == ["F7", "D8", "D10"]
    assert not Claim.objects.exists()


def test_wrong_files_are_refused(enter, world):
    client = enter("officer", "A")
    for content in (b"", b"PK\x03\x04 no workbook", b"%PDF-1.4"):
        made = io.BytesIO(content + b" ")
        made.name = "phieu.xlsx"
        assert client.post(f"{SHEET}workbook", {"file": made}).status_code == 422
    assert upload(client, openpyxl.Workbook()).status_code == 422
    other = upload(enter("officer", "B"), download(client), "/rounds/mau-2018/sheets/B/workbook")
    assert other.status_code == 422
    assert "đúng đơn vị" in other.content.decode()


def test_others_get_no_workbook(enter, world):
    assert enter("officer", "B").get(f"{SHEET}workbook").status_code == 403
    assert enter("coordinator").get(f"{SHEET}workbook").status_code == 403


def test_what_is_typed_never_becomes_a_formula(enter, world):
    client = enter("officer", "A")
    client.post(f"{SHEET}2.2/", {"entry": "1", "note": "=1+1", "version": "0"})
    note = cell(download(client), "2.2", "F")
    assert (note.value, note.data_type) == ("=1+1", "s")
