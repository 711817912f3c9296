r"""Asks clamd about a file, where PARINDEX_CLAMD=host:port is set. Without an answer nothing is accepted.

The protocol is clamd's INSTREAM: "zINSTREAM\0", then blocks, each after its length in four bytes, then a length of 0.
"""

from __future__ import annotations

import socket
from pathlib import Path

from django.conf import settings

from parindex.engine.problems import Text

BLOCK = 64 * 1024
TIMEOUT = 60


def scan(path: Path) -> Text | None:
    """Why the file cannot be taken; None where it is clean, or where no scanner is configured."""
    if not settings.CLAMD:
        return None
    try:
        answer = _ask(path)
    except (OSError, ValueError):
        return _silent()
    if answer.endswith(" OK"):
        return None
    if answer.endswith(" FOUND"):
        found = answer.removeprefix("stream: ").removesuffix(" FOUND")
        return Text(
            f"Tệp chứa mã độc ({found}) nên không nhận. Xin báo bộ phận công nghệ thông tin của đơn vị.",
            f"The file holds malware ({found}) and was not taken. Please tell your unit's IT staff.",
        )
    return _silent()


def _ask(path: Path) -> str:
    host, _, port = settings.CLAMD.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), timeout=TIMEOUT) as line, path.open("rb") as file:
        line.sendall(b"zINSTREAM\0")
        while block := file.read(BLOCK):
            line.sendall(len(block).to_bytes(4, "big") + block)
        line.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0") and (more := line.recv(4096)):
            answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace")


def _silent() -> Text:
    return Text(
        "Máy quét mã độc chưa trả lời nên chưa nhận tệp. Xin thử lại sau ít phút hoặc báo quản trị hệ thống.",
        "The malware scanner did not answer, so no file is taken. Please try again in a few minutes or tell the administrator.",
    )
