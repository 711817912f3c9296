"""The server: gunicorn with what parindex needs, letters that go out now and then, and a port that is free."""

from __future__ import annotations

import errno
import logging
import socket
import threading
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from parindex.config.trouble import Trouble
from parindex.package.files.systems import os_words

THREADS = 8
"""A worker's threads: most of the time a request waits for the database."""
LETTERS = 60.0
"""Seconds between two looks for letters that wait."""
TRIED = 50
"""Ports that are tried from the one asked for."""


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn carries no types
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from parindex.config.wsgi import application

        return application


def serve(host: str, port: int, workers: int, *, ready: Callable[[], None]) -> None:
    """Serve until stopped. ready: called once the address answers. Ends the process as gunicorn does (SystemExit)."""
    from django.db import connections

    connections.close_all()  # no connection may be shared with the workers
    bracketed = f"[{host}]" if ":" in host else host
    _Server(
        {
            "bind": f"{bracketed}:{port}", "workers": workers, "threads": THREADS, "worker_class": "gthread",
            "loglevel": "warning", "timeout": 120, "graceful_timeout": 15, "control_socket_disable": True,
            # a small memory leak never lasts; not all at the same moment
            "max_requests": 20_000, "max_requests_jitter": 2_000,
            "when_ready": lambda _: ready(),
            "post_worker_init": lambda _: threading.Thread(target=_letters, name="letters", daemon=True).start(),
        }
    ).run()  # fmt: skip


def _letters() -> None:
    """Send what waits, now and then; a fault is told and tried again later."""
    from django.db import connection

    from parindex.directory.letters import deliver_letters

    pause = threading.Event()
    while not pause.wait(LETTERS):
        try:
            deliver_letters()
        except Exception as fault:  # noqa: BLE001  # nothing may end this thread; its words may hold addresses
            logging.getLogger("parindex.letters").warning("letters could not be sent: %s", type(fault).__name__)
        finally:
            connection.close()


def free_port(host: str, port: int, *, next_one: bool) -> int:
    """The port, or with `next_one` the next that is free. Raises Trouble where it is taken or not allowed."""
    for candidate in range(port, min(port + (TRIED if next_one else 1), 65536)):
        fault = _bound(host, candidate)
        if fault is None:
            return candidate
        if fault.errno != errno.EADDRINUSE:
            said = os_words(fault) if isinstance(fault, OSError) and fault.strerror else None
            raise Trouble(
                f"Không mở được địa chỉ {host}:{candidate}: {said.vi if said else fault}.",
                f"The address {host}:{candidate} cannot be opened: {said.en if said else fault}.",
            )
    raise Trouble(
        f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác: --port {port + 1}.",
        f"Port {port} is taken by another program. Choose another: --port {port + 1}.",
    )


def _bound(host: str, port: int) -> OSError | None:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as fault:
        return fault
    return None


def sweep() -> None:
    """Clear the evidence store of what nobody names; a fault there never keeps the server from starting."""
    from parindex.evidence.store import sweep as sweep_store

    try:
        sweep_store()
    except OSError as fault:
        logging.getLogger("parindex.evidence").warning("the evidence store could not be swept: %s", fault.strerror)
