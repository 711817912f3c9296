"""In a real browser: several files with progress, dropped and pasted; the same without script; axe on every page."""

import pytest

from parindex.evidence import actions
from parindex.evidence.models import Document, Link
from parindex.grammar.verdict import YES
from tests.make import papers
from tests.make.papers import sent
from tests.web.conftest import axe

DROP = """([name, type, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const target = document.querySelector("[data-drop]");
  target.dispatchEvent(new DragEvent("dragover", { bubbles: true, cancelable: true, dataTransfer: data }));
  target.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
}"""
PASTE = """([name, type, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, { type }));
  document.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }));
}"""


def leaf(world, code="2.1"):
    return f"/rounds/{world.round.name}/sheets/A/{code}/evidence/"


def file(name, content, kind="application/pdf"):
    return {"name": name, "mimeType": kind, "buffer": content}


@pytest.fixture
def full(world, transactional_db):
    """Give a library of three documents, all linked to 2.1."""
    by, unit = world.viewer("officer", "A"), world.units["A"].unit
    files = [
        sent(papers.pdf(12), "bao cao.pdf"),
        sent(papers.docx(), "Phụ lục.docx"),
        sent(papers.picture("JPEG"), "a.jpg"),
    ]
    added = actions.add_documents(unit, files, by=by)
    actions.describe(
        added[0].version.document, by=by, number="215/BC-SYT", dated="15/12/2017", subject="Báo cáo kết quả năm 2017"
    )
    for row in added:
        actions.link(world.units["A"], world.criterion("2.1"), row.version, by=by, allowed=YES)
    return [row.version for row in added]


def test_sent_one_after_another_and_shown(world, browse):
    page = browse(leaf(world), "officer", "A")
    with page.expect_file_chooser() as chooser:
        page.locator("summary", has_text="Tải lên").click()
    chooser.value.set_files(
        [file("một.pdf", papers.pdf(1)), file("giả.pdf", b"<html>"), file("hai.pdf", papers.pdf(2))]
    )
    page.locator(".uploads li.bad", has_text="Trang web").wait_for()
    page.locator(".evidence__document").nth(1).wait_for()
    assert page.locator(".evidence__document").count() == 2
    assert page.locator(".uploads li.bad").count() == 1  # what was refused stays to be read
    page.evaluate(DROP, ["ảnh.png", "image/png", list(papers.picture())])
    page.locator(".evidence__document").nth(2).wait_for()
    page.evaluate(PASTE, ["image.png", "image/png", list(papers.picture(size=(40, 30)))])
    page.locator(".evidence__document", has_text="ảnh dán").wait_for()
    assert Link.objects.filter(removed_at=None).count() == 4
    field = page.get_by_label("Trang, mục của một")
    field.fill("4–6")
    field.press("Tab")
    page.locator(".evidence__saved", has_text="đã ghi").wait_for()
    page.get_by_label("Gỡ một khỏi tiêu chí này").click()
    page.locator(".evidence__count", has_text="03 tài liệu").wait_for()
    assert Document.objects.count() == 4


def test_the_same_without_script(world, browse):
    page = browse(leaf(world), "officer", "A", script=False)
    page.locator("summary", has_text="Tải lên").click()
    page.locator("#evidence-files").set_input_files([file("một.pdf", papers.pdf(1)), file("giả.pdf", b"<html>")])
    page.get_by_role("button", name="Tải tài liệu lên").click()
    assert page.get_by_text("Trang web (HTML, SVG, XML)").is_visible()
    page.get_by_label("Trang, mục của một").fill("7")
    page.get_by_role("button", name="Ghi trang").click()
    assert Link.objects.get().pages == "7"
    page.get_by_label("Gỡ một khỏi tiêu chí này").click()
    page.get_by_role("link", name="Chọn từ kho (1)").click()
    page.get_by_label("một").check()
    page.get_by_role("button", name="Gắn tài liệu đã chọn").click()
    assert page.locator(".evidence__document").count() == 1
    assert page.url.endswith(leaf(world))


def test_in_the_library(world, browse):
    page = browse("/library/", "officer", "A")
    page.locator("#library-files").set_input_files([file("một.pdf", papers.pdf(1))])
    page.locator("table.documents", has_text="một.pdf").wait_for()
    page.locator("#library-q").fill("khong thay")
    page.get_by_text("Không có tài liệu nào khớp").wait_for()
    page.locator("#library-q").fill("MOT")
    page.locator("table.documents", has_text="một.pdf").wait_for()


def test_pages_turn_in_place(world, browse, full):
    page = browse(f"/documents/{full[0].document_id}/", "officer", "A")
    page.get_by_label("Trang sau").click()
    page.locator(".viewer__at", has_text="Trang 2/12").wait_for()
    page.get_by_label("Phóng to").click()
    picture = page.locator(".viewer__page[width='1600']")
    picture.wait_for()
    page.wait_for_function("document.querySelector('.viewer__page').naturalWidth === 1600")
    plain = browse(f"/documents/{full[0].document_id}/?page=12", "officer", "A", script=False)
    plain.get_by_label("Trang trước").click()
    assert plain.locator(".viewer__at").inner_text() == "Trang 11/12"


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light")])
def test_axe_finds_nothing_and_nothing_overflows(world, browse, full, width, theme):
    document = full[0].document_id
    for address in (
        leaf(world),
        f"{leaf(world)}choose/",
        "/library/",
        f"/documents/{document}/",
        f"/documents/{full[1].document_id}/",
    ):
        page = browse(address, "officer", "A", width=width, theme=theme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert axe(page) == [], address
