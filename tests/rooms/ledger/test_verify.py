"""What is changed behind the application's back is found, whatever it is."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from parindex.grammar.clock import now
from parindex.grammar.roles import SYSTEM
from parindex.ledger.actions import record
from parindex.ledger.chain import START, Line, digest, seal
from parindex.ledger.models import Entry, Head
from parindex.ledger.verify import FIELDS, MOST, verify

COUNT = 9


@pytest.fixture
def chain(db):
    """Nine entries, recorded as the application does."""
    with transaction.atomic():
        for at in range(COUNT):
            record("tests.write", by=SYSTEM, subject=f"thing:{at}", unit="SYT", round_="mau", value=at, word="Sở Y tế")


def sql(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def codes(**given):
    return [problem.code for problem in verify(**given).problems]


def rehash(number, **changes):
    """Write an entry anew with a digest that fits, as somebody who has read the source would."""
    entry = Entry.objects.get(pk=number)
    line = Line(*(getattr(entry, field) for field in Line._fields))._replace(**changes)
    Entry.objects.filter(pk=number).update(**line._asdict(), digest=digest(line))


def test_a_whole_chain(chain):
    report = verify()
    assert report.whole
    assert report.count == COUNT
    assert report.anchor == f"{COUNT}:{Head.objects.get().digest}"


def test_an_empty_ledger_is_whole(db):
    assert verify().whole


@pytest.mark.parametrize("number", [1, 5, COUNT])
@pytest.mark.parametrize("column", ["person", "name", "role", "verb", "round", "unit", "subject", "detail", "previous"])
def test_each_altered_column(chain, column, number):
    value = 77 if column == "person" else "0123" * 16
    sql(f"UPDATE ledger_entry SET {column} = %s WHERE number = %s", value, number)  # noqa: S608  # columns named above
    assert ("ledger_altered", number) in [(p.code, p.where.row) for p in verify().problems]


@pytest.mark.parametrize("number", [1, 5, COUNT])
def test_an_altered_moment(chain, number):
    Entry.objects.filter(pk=number).update(at=now() + timedelta(microseconds=1))
    assert codes() == ["ledger_altered"]


@pytest.mark.parametrize("number", [1, 5])
def test_an_altered_digest(chain, number):
    sql("UPDATE ledger_entry SET digest = %s WHERE number = %s", "f" * 64, number)
    assert codes() == ["ledger_altered"]


def test_an_altered_last_digest(chain):
    sql("UPDATE ledger_entry SET digest = %s WHERE number = %s", "f" * 64, COUNT)
    assert codes() == ["ledger_altered", "ledger_head_changed"]


def test_a_moment_that_is_none(chain):
    if connection.vendor == "sqlite":
        sql("UPDATE ledger_entry SET at = %s WHERE number = %s", "2018-02-30 00:00:00", 5)
        assert "ledger_altered" in codes()


def test_an_altered_entry_with_a_fitting_digest(chain):
    rehash(5, name="Người khác")
    problems = verify().problems
    assert [(p.code, p.where.row) for p in problems] == [("ledger_rewritten", 5)]


def test_the_last_entry_with_a_fitting_digest(chain):
    rehash(COUNT, name="Người khác")
    assert codes() == ["ledger_head_changed"]


@pytest.mark.parametrize("number", [1, 5, COUNT])
def test_a_removed_entry(chain, number):
    sql("DELETE FROM ledger_entry WHERE number = %s", number)
    wanted = "ledger_cut" if number == COUNT else "ledger_removed"
    assert [(p.code, p.where.row) for p in verify().problems] == [(wanted, number)]


def test_removed_and_numbered_anew(chain):
    sql("DELETE FROM ledger_entry WHERE number = 4")
    for number in range(5, COUNT + 1):
        sql("UPDATE ledger_entry SET number = %s WHERE number = %s", number - 1, number)
    assert codes() == ["ledger_reordered", "ledger_cut"]


def test_everything_removed(chain):
    sql("DELETE FROM ledger_entry")
    assert codes() == ["ledger_cut"]


def test_the_seal_removed(chain):
    sql("DELETE FROM ledger_head")
    assert "ledger_seal_missing" in codes()


def test_inserted_in_the_middle_with_a_fitting_digest(chain):
    for number in range(COUNT, 4, -1):
        sql("UPDATE ledger_entry SET number = %s WHERE number = %s", number + 1, number)
    before = Entry.objects.get(pk=4)
    line = Line(5, now(), 1, "Kẻ chen", "", "tests.write", "", "", "thing:x", "{}", before.digest)
    Entry.objects.create(**line._asdict(), digest=digest(line))
    problems = verify().problems
    assert ("ledger_reordered", 6) in [(p.code, p.where.row) for p in problems]
    assert "ledger_inserted" in [p.code for p in problems]


@pytest.mark.parametrize("number", [0, -3, COUNT + 1, COUNT + 5])
def test_inserted_at_an_end(chain, number):
    line = Line(number, now(), 1, "Kẻ chen", "", "tests.write", "", "", "thing:x", "{}", Head.objects.get().digest)
    Entry.objects.create(**line._asdict(), digest=digest(line))
    assert codes() == ["ledger_inserted"]


@pytest.mark.parametrize("pair", [(3, 4), (2, 7), (1, COUNT)])
def test_two_swapped(chain, pair):
    one, other = pair
    sql("UPDATE ledger_entry SET number = 1000 WHERE number = %s", one)
    sql("UPDATE ledger_entry SET number = %s WHERE number = %s", one, other)
    sql("UPDATE ledger_entry SET number = %s WHERE number = 1000", other)
    found = [(p.code, p.where.row) for p in verify().problems]
    assert {row for _, row in found} >= set(pair)
    assert "ledger_reordered" in [code for code, _ in found]


def test_the_end_cut_off_and_the_head_mended(chain):
    sql("DELETE FROM ledger_entry WHERE number > 6")
    sql("UPDATE ledger_head SET count = 6, digest = %s", Entry.objects.get(pk=6).digest)
    assert codes() == ["ledger_seal_broken"]


def rewrite_all():
    previous = START
    for number in range(1, COUNT + 1):
        rehash(number, name="Người khác", previous=previous)
        previous = Entry.objects.get(pk=number).digest
    return previous


def test_everything_rewritten_without_the_key(chain):
    last = rewrite_all()
    Head.objects.update(digest=last, seal=seal(b"a guess", COUNT, last))
    assert codes() == ["ledger_seal_broken"]


def test_put_back_to_an_older_state_with_its_own_seal(chain):
    head = Head.objects.get()
    with transaction.atomic():
        record("tests.write", by=SYSTEM, subject="thing:late")
    anchor = verify().anchor
    sql("DELETE FROM ledger_entry WHERE number = %s", COUNT + 1)
    head.save()
    assert codes() == []  # the database alone cannot tell
    assert codes(anchor=anchor) == ["ledger_anchor_gone"]


def test_no_more_than_a_bounded_number_is_told(chain):
    for number in range(2, 2 * MOST + 20, 2):
        line = Line(100 + number, now(), 1, "x", "", "tests.write", "", "", "thing:x", "{}", START)
        Entry.objects.create(**line._asdict(), digest=f"{number:064d}")
    Head.objects.update(count=5000)
    report = verify()
    assert len(report.problems) == MOST
    assert report.untold > MOST


def test_both_languages_name_the_entry(chain):
    sql("DELETE FROM ledger_entry WHERE number = 4")
    what = verify().problems[0].what
    assert what == ("Bản ghi 4 đã bị xóa.", "Entry 4 was removed.")


def test_fields_are_read_in_the_order_of_the_line():
    assert (*Line._fields, "digest") == FIELDS


@pytest.mark.django_db(transaction=True)
def test_two_connections_never_fork_the_chain():
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection; PostgreSQL tests this")
    faults = []

    def write(name):
        try:
            for at in range(25):
                with transaction.atomic():
                    record("tests.write", by=SYSTEM, subject=f"{name}:{at}")
        except Exception as fault:  # noqa: BLE001  # told by the test below
            faults.append(fault)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for writer in writers:
        writer.start()
    report = verify()  # while they write
    for writer in writers:
        writer.join()
    assert faults == []
    assert report.whole
    assert verify().whole
    assert verify().count == 4 * 25
