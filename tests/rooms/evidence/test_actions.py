"""The verbs: adding, recognising, describing, linking; who may; two at once; what the ledger says."""

import json
import socket
import threading
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from parindex.engine.problems import Text
from parindex.evidence import actions, queries, store
from parindex.evidence.models import Document, Link, Opening, Version
from parindex.evidence.permissions import Use, can_read
from parindex.grammar.roles import Grant, Role, Viewer
from parindex.grammar.verdict import YES, Invalid, Refused, no
from parindex.ledger.models import Entry
from tests.make import papers
from tests.make.papers import sent


@pytest.fixture
def by(world):
    return world.viewer("officer", "A")


@pytest.fixture
def unit(world):
    return world.units["A"].unit


def added(unit, by, *contents, name="bao-cao.pdf"):
    return actions.add_documents(unit, [sent(content, name) for content in contents], by=by)


def told():
    return [(entry.verb, entry.subject, json.loads(entry.detail)) for entry in Entry.objects.order_by("number")]


def test_several_at_once_each_by_itself(unit, by):
    files = [sent(papers.pdf(2), "215_BC-SYT.pdf"), sent(b"<html>", "gia.pdf"), sent(papers.picture(), "anh.exe")]
    first, second, third = actions.add_documents(unit, files, by=by)
    assert (first.version.pages, first.version.document.subject) == (2, "215 BC-SYT")
    assert second.fault
    assert second.version is None
    assert third.version.name == "anh.exe.png"
    assert Document.objects.count() == 2
    ((verb, subject, detail),) = told()
    assert (verb, subject) == ("evidence.add", "unit:A")
    assert [row["sha256"] for row in detail["documents"]] == [first.version.sha256, third.version.sha256]


def test_the_same_bytes_are_recognised(unit, by):
    (first,) = added(unit, by, papers.pdf(1))
    (again,) = added(unit, by, papers.pdf(1), name="ten khac.pdf")
    assert again.known
    assert again.version == first.version
    assert Version.objects.count() == len(told()) == 1


def test_the_same_bytes_twice_in_one_form(unit, by):
    first, again = added(unit, by, papers.pdf(1), papers.pdf(1))
    assert (first.known, again.known) == (False, True)


def test_another_unit_has_a_document_of_its_own(world, unit, by):
    (mine,) = added(unit, by, papers.pdf(1))
    (theirs,) = added(world.units["B"].unit, world.viewer("officer", "B"), papers.pdf(1))
    assert not theirs.known  # it would tell that the other unit has it
    assert mine.version.document != theirs.version.document
    assert mine.version.sha256 == theirs.version.sha256


@pytest.mark.parametrize("who", [("officer", "B"), ("head", "C"), ("coordinator", ""), ("appraiser", "A")])
def test_only_the_own_unit_adds(world, unit, who, folder):
    with pytest.raises(Refused):
        added(unit, world.viewer(*who), papers.pdf(1))
    assert not folder.exists()


def test_a_newer_version_stands_beside_the_older(unit, by):
    (first,) = added(unit, by, papers.pdf(1))
    second = actions.add_version(first.version.document, sent(papers.pdf(2)), by=by)
    assert second.version.number == 2
    assert store.verify(first.version.sha256)
    assert actions.add_version(first.version.document, sent(papers.pdf(1)), by=by).known
    assert [verb for verb, *_ in told()] == ["evidence.add", "evidence.add_version"]


def test_described(unit, by):
    document = added(unit, by, papers.pdf(1))[0].version.document
    actions.describe(
        document, by=by, number="1442/QĐ-UBND", dated="30/11/2017", issuer="Ủy ban nhân dân", subject="Quyết định"
    )
    document.refresh_from_db()
    assert document.dated == date(2017, 11, 30)
    assert [row.pk for row in queries.library([unit.pk], search="QD-UBND uy ban")] == [document.pk]
    assert told()[-1][2]["after"]["number"] == "1442/QĐ-UBND"
    entries = Entry.objects.count()
    actions.describe(
        document, by=by, number="1442/QĐ-UBND", dated="2017-11-30", issuer="Ủy ban nhân dân", subject="Quyết định"
    )
    assert Entry.objects.count() == entries  # nothing changed, nothing told


def test_every_fault_at_once(unit, by):
    document = added(unit, by, papers.pdf(1))[0].version.document
    with pytest.raises(Invalid) as fault:
        actions.describe(document, by=by, number="x" * 101, dated="31/02/2017", issuer="y" * 301, subject=" ")
    assert set(fault.value.faults) == {"number", "dated", "issuer", "subject"}


def linked(world, by, version, code="2.1", **more):
    return actions.link(world.units["A"], world.criterion(code), version, by=by, allowed=YES, **more)


def test_linked_once_with_its_pages(world, unit, by):
    version = added(unit, by, papers.pdf(1))[0].version
    row = linked(world, by, version, pages="4–6")
    assert linked(world, by, version) == row
    actions.change_pages(row, "Phụ lục I", by=by, allowed=YES)
    assert Link.objects.get().pages == "Phụ lục I"
    assert [verb for verb, *_ in told()][1:] == ["evidence.link", "evidence.change_pages"]
    assert told()[1][1] == f"claim:{world.round.name}/A/2.1"


def test_unlinked_the_document_and_its_bytes_stay(world, unit, by):
    version = added(unit, by, papers.pdf(1))[0].version
    row = linked(world, by, version)
    actions.unlink(row, by=by, allowed=YES)
    assert queries.leaf_links(world.units["A"], world.criterion("2.1")) == []
    assert Document.objects.get().versions.get() == version
    assert store.verify(version.sha256)
    with pytest.raises(Refused):
        actions.unlink(row, by=by, allowed=YES)
    assert linked(world, by, version).pk != row.pk


def test_a_newer_version_takes_the_place(world, unit, by):
    first = added(unit, by, papers.pdf(1))[0].version
    linked(world, by, first, pages="3")
    second = actions.add_version(first.document, sent(papers.pdf(2)), by=by).version
    linked(world, by, second)
    (row,) = queries.leaf_links(world.units["A"], world.criterion("2.1"))
    assert (row.version, row.pages) == (second, "3")


def test_locked_nothing_changes(world, unit, by):
    version = added(unit, by, papers.pdf(1))[0].version
    row = linked(world, by, version)
    shut = no("Giai đoạn đã kết thúc.", "The stage has ended.")
    for tried in (
        lambda: actions.link(world.units["A"], world.criterion("2.2"), version, by=by, allowed=shut),
        lambda: actions.change_pages(row, "1", by=by, allowed=shut),
        lambda: actions.unlink(row, by=by, allowed=shut),
    ):
        with pytest.raises(Refused):
            tried()
    assert Link.objects.get().removed_at is None


def test_not_what_belongs_elsewhere(world, unit, by):
    theirs = added(world.units["B"].unit, world.viewer("officer", "B"), papers.pdf(1))[0].version
    with pytest.raises(Refused):
        linked(world, by, theirs)
    mine = added(unit, by, papers.pdf(2))[0].version
    with pytest.raises(Refused):
        linked(world, by, mine, code="2")  # an area, not a leaf
    with pytest.raises(Invalid):
        linked(world, by, mine, pages="x" * 201)


def test_opened_counts_once_and_not_for_the_own_unit(world, unit, by):
    version = added(unit, by, papers.pdf(1))[0].version
    reader = world.viewer("coordinator")
    for viewer in (by, reader, reader):
        actions.opened(version, by=viewer)
    assert Opening.objects.get().person == reader.id


A, B = 1, 2


@pytest.mark.parametrize(
    ("role", "unit", "uses", "expected"),
    [
        (Role.OFFICER, A, [], True),
        (Role.HEAD, A, [], True),
        (Role.OFFICER, B, [Use(handed_in=True, assigned=True)], False),
        (Role.COORDINATOR, None, [], False),
        (Role.COORDINATOR, None, [Use(handed_in=False)], False),
        (Role.COORDINATOR, None, [Use(handed_in=True)], True),
        (Role.COUNCIL, None, [Use(handed_in=True)], True),
        (Role.LEADER, None, [Use(handed_in=True)], True),
        (Role.APPRAISER, None, [Use(handed_in=True)], False),
        (Role.APPRAISER, None, [Use(handed_in=False, assigned=True)], False),
        (Role.APPRAISER, None, [Use(handed_in=True, assigned=True)], True),
        (Role.ADMINISTRATOR, None, [Use(handed_in=True, assigned=True)], False),
    ],
)
def test_who_reads(role, unit, uses, expected):
    assert bool(can_read(Viewer(5, "x", grants=frozenset({Grant(role, unit)})), A, uses)) is expected


def test_nobody_appraises_the_own_unit():
    viewer = Viewer(5, "x", home=A, grants=frozenset({Grant(Role.APPRAISER)}))
    assert not can_read(viewer, A, [Use(handed_in=True, assigned=True)])


def test_lists_cost_the_same_for_one_and_five(world, unit, by):
    counts = []
    for at in range(1, 6):
        linked(world, by, added(unit, by, papers.pdf(1, f"{at}/BC"))[0].version)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            rows = list(queries.library([unit.pk]))
            queries.latest_versions(row.pk for row in rows)
            queries.active_links(row.pk for row in rows)
            queries.leaf_links(world.units["A"], world.criterion("2.1"))
        counts.append(len(caught))
    assert counts[0] == counts[-1]


@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_from_two_at_once(world, unit, by):
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lies in memory, where writers do not wait for each other; PostgreSQL tests this")
    content, start, found = papers.pdf(1), threading.Barrier(2), []

    def work():
        try:
            start.wait()
            found.extend(added(unit, by, content))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(row.known for row in found) == [False, True]
    assert Version.objects.count() == 1


def test_nothing_is_told_of_what_is_rolled_back(unit, by):
    def broken():
        with transaction.atomic():
            added(unit, by, papers.pdf(1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert Version.objects.count() == Entry.objects.count() == 0


@pytest.fixture
def clamd(settings):
    """A scanner that answers what it is told to, and keeps what it was sent."""
    server = socket.create_server(("127.0.0.1", 0))
    settings.CLAMD = f"127.0.0.1:{server.getsockname()[1]}"
    state = {"answer": b"stream: OK\0", "got": b""}

    def serve():
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            with line:
                data = b""
                while not data.endswith(bytes(4)):
                    data += line.recv(65536)
                state["got"] = data
                line.sendall(state["answer"])

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield state
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def fault(unit, by) -> Text | None:
    return added(unit, by, papers.picture())[0].fault


def test_scanned_where_configured(unit, by, clamd):
    clamd["answer"] = b"stream: Eicar-Signature FOUND\0"
    assert "Eicar-Signature" in fault(unit, by).vi
    assert clamd["got"].startswith(b"zINSTREAM\0")
    assert papers.picture() in clamd["got"]
    clamd["answer"] = b"INSTREAM size limit exceeded. ERROR\0"
    assert "chưa trả lời" in fault(unit, by).vi
    clamd["answer"] = b"stream: OK\0"
    assert fault(unit, by) is None


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nonsense", "127.0.0.1:"])
def test_without_an_answer_nothing_is_taken(unit, by, settings, address, folder):
    settings.CLAMD = address
    assert "chưa trả lời" in fault(unit, by).vi
    assert Version.objects.count() == 0
    assert not [path for path in folder.rglob("*") if path.is_file()]
