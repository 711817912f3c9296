"""Bytes by their SHA-256: whole or not at all, never overwritten, never counted before a row names them."""

import errno
import hashlib
import os
import resource
import signal
import subprocess
import sys
import time

import pytest

from parindex.evidence import actions, names, store
from parindex.evidence.models import Version
from tests.make import papers


def put(content: bytes) -> str:
    with store.incoming([content]) as arrived:
        arrived.keep()
    return arrived.sha256


def test_kept_under_its_digest(folder):
    sha256 = put(b"noi dung")
    assert sha256 == hashlib.sha256(b"noi dung").hexdigest()
    assert (folder / sha256[:2] / sha256[2:4] / sha256).read_bytes() == b"noi dung"
    with store.opened(sha256, 8) as file:
        assert file.read() == b"noi dung"
    assert store.verify(sha256)
    assert not list(folder.glob("*.part"))


def test_never_overwritten(folder):
    sha256 = put(b"mot")
    before = store.place(sha256).stat().st_ino
    put(b"mot")
    assert store.place(sha256).stat().st_ino == before


def test_damage_is_found(folder):
    sha256 = put(b"nguyen ban")
    store.place(sha256).write_bytes(b"nguyen bam")
    assert not store.verify(sha256)
    store.place(sha256).write_bytes(b"cut")
    with pytest.raises(store.Damaged):
        store.opened(sha256, 10)
    store.place(sha256).unlink()
    assert not store.verify(sha256)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 63, "A" * 64, "", "g" * 64])
def test_only_digests_are_places(name):
    with pytest.raises(ValueError, match="SHA-256"):
        store.place(name)


def test_too_large_leaves_nothing(folder):
    with pytest.raises(store.TooLarge), store.incoming([b"x" * 6, b"x" * 6], limit=10):
        pytest.fail("taken")
    assert list(folder.iterdir()) == []


def test_a_full_disk_leaves_nothing(world, folder):
    class Full:
        name = "bao-cao.pdf"

        def chunks(self):
            yield b"%PDF-"
            raise OSError(errno.ENOSPC, "no space")

    added = actions.add_documents(world.units["A"].unit, [Full()], by=world.viewer("officer", "A"))
    assert "hết chỗ" in added[0].fault.vi
    assert Version.objects.count() == 0
    assert list(folder.iterdir()) == []


def test_a_real_limit_of_the_system_leaves_nothing(world, folder):
    old, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, old[1]))
    try:
        with store.incoming([b"%PDF-" + bytes(1_000_000)]) as arrived:
            pytest.fail(f"taken: {arrived}")
    except OSError as fault:
        assert fault.errno == errno.EFBIG  # noqa: PT017  # the context manager itself raises
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)
    assert list(folder.iterdir()) == []


KILLED = """
import sys, os, time
os.environ["PARINDEX_DATA"] = sys.argv[1]
os.environ["DJANGO_SETTINGS_MODULE"] = "parindex.config.settings"
import django; django.setup()
from parindex.evidence import store
def blocks():
    for _ in range(10_000):
        yield b"x" * 4096
        print("wrote", flush=True)
        time.sleep(0.01)
with store.incoming(blocks()) as arrived:
    arrived.keep()
"""


def test_killed_in_the_middle_leaves_nothing_that_counts(db, folder, settings, root):
    data = folder.parent
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(data)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root / "src")},
    )
    for _ in range(3):
        assert process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    left = [path for path in folder.rglob("*") if path.is_file()]
    assert [path.suffix for path in left] == [".part"]  # nothing under a digest
    assert store.sweep() == 0  # it might still be under way
    assert store.sweep(now=time.time() + 2 * store.DAY) == 1
    assert not any(path.is_file() for path in folder.rglob("*"))


def test_sweep_keeps_what_a_version_names(world, folder):
    unit, by = world.units["A"].unit, world.viewer("officer", "A")
    actions.add_documents(unit, [papers.sent(papers.pdf(1))], by=by)
    orphan = put(b"nobody names this")
    assert store.sweep(now=time.time() + 2 * store.DAY) == 1
    assert not store.place(orphan).exists()
    assert store.verify(Version.objects.get().sha256)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../x", "x"),
        ("..\\..\\Windows\\x.pdf", "x.pdf"),
        ("báo cáo\u202efdp.exe", "báo cáofdp.exe"),
        ("a\x00b\x07.pdf", "ab.pdf"),
        ("Ba\u0301o ca\u0301o.pdf", "Báo cáo.pdf"),
        ("Quyết định số 1442\n\t.pdf", "Quyết định số 1442 .pdf"),
        ("", "tài liệu"),
        ("....", "tài liệu"),
        ("\u200b\u2066\ufeff", "tài liệu"),
    ],
)
def test_names_are_never_trusted(given, kept):
    assert names.clean(given) == kept


def test_long_names_keep_their_ending():
    name = names.clean("ư" * 900 + ".PDF", (".pdf",))
    assert len(name) == 200
    assert name.endswith(".PDF")
    assert names.clean("anh.exe", (".jpg", ".jpeg")) == "anh.exe.jpg"
